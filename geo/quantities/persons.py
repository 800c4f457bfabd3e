"""People as a report counts them: ثلاثة جنود, طفلان, ضابط وعنصران, خمسة من الشرطة, أبناؤهما الثلاثة."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from gazetteer.seeds import read_toml

from ..text import Document, Token
from ..words import ARTICLE, Phrases, Words, seed_words
from .harmwords import harm_words
from .nouns import Noun, noun
from .numbers import Number, find_numbers, ordinal

__all__ = ["Group", "PeopleReader"]

_MARKS = frozenset("\"'()[]")


@dataclass(frozen=True, slots=True)
class Group:
    """Some people at the tokens ``first`` to ``last - 1``."""

    first: int
    last: int
    low: int | None
    high: int | None
    vague: bool = False
    what: str | None = None
    """``killed`` or ``injured`` where the noun itself says so (قتيل, جريح)."""
    category: str | None = None
    numbered: bool = False
    """Counted by a number or a dual, not by the noun standing alone."""
    known: bool = True
    """Whether a word for persons is in it; a bare number may count anything."""
    definite: bool = False
    """Known from before: القتيل, الضحايا."""
    prefix: str = ""
    """The attached و ف ب ل ك of its first word."""
    part: bool = False
    """Some of those told before: اثنان من الجرحى."""
    accusative: bool = False
    """Written as an object can be and a subject cannot: ضابطا, اثنين, عشرين."""
    alif: bool = False
    """One noun with ا: an object, or where only a subject can stand a dual without its ن (راعيا أغنام)."""
    adjective: bool = False
    """A noun that after another noun is its adjective (صاروخ إسرائيلي, اشتباك مسلح)."""
    lemma: str = ""

    @property
    def joined(self) -> bool:
        """Whether و introduces it."""
        return self.prefix.startswith("و")

    @property
    def governed(self) -> bool:
        """Whether an attached preposition ties it to another word (للنازحين)."""
        return self.prefix[-1:] in {"ب", "ل", "ك"} and self.prefix != ""


@dataclass(frozen=True)
class _Tables:
    others: Words[tuple[int | None, int | None]]
    many: Words[bool]
    ones: Words[bool]
    them: Words[bool]
    complements: Phrases[str]
    complemented: Words[bool]
    weak: Words[bool]
    of: frozenset[str]
    adjectives: frozenset[str]
    no_adjectives: frozenset[str]
    parties: frozenset[str]
    oblique: tuple[str, ...]


@cache
def _tables() -> _Tables:
    raw = read_toml("casualties.toml")
    counts: dict[str, tuple[int | None, int | None]] = {"one": (1, 1), "two": (2, 2), "many": (None, None)}
    complements = {category: names for category, names in raw["complements"].items() if category != "of"}
    return _Tables(
        others=Words((word, pair) for name, pair in counts.items() for word in raw["others"][name]),
        many=_listed(raw["others"]["many"]),
        ones=_listed(raw["others"]["words_of_one"]),
        them=_listed(raw["others"]["them"]),
        complements=Phrases((name, category) for category, names in complements.items() for name in names),
        complemented=_listed(raw["complements"]["of"]),
        weak=_listed(raw["victims"]["weak"]),
        of=seed_words("casualties", "grammar", "of"),
        adjectives=seed_words("casualties", "grammar", "adjectives"),
        parties=seed_words("casualties", "grammar", "parties"),
        no_adjectives=seed_words("casualties", "grammar", "no_adjectives"),
        oblique=tuple(seed_words("numbers", "grammar", "oblique")),
    )


def _listed(words: Sequence[str]) -> Words[bool]:
    return Words((word, True) for word in words)


class PeopleReader:
    """The groups of people of one stretch of tokens."""

    def __init__(self, doc: Document, within: range) -> None:
        self.tokens: Sequence[Token] = doc.tokens
        self.within = within
        self.numbers: Mapping[int, Number] = {number.first: number for number in find_numbers(doc, within)}
        self._inside = {i: number for number in self.numbers.values() for i in range(number.first, number.last)}

    def text(self, index: int) -> str:
        """Return a token's normal form; empty outside the stretch."""
        return self.tokens[index].text if self.within.start <= index < self.within.stop else ""

    def is_listed(self, name: str, index: int) -> bool:
        """Tell whether a token is of one of the lists of words about harm, read through what is attached to it."""
        word = self.text(index)
        return bool(word) and harm_words().lists[name].find(word) is not None

    def number_at(self, index: int) -> Number | None:
        """Return the number a token is part of."""
        return self._inside.get(index)

    def at(self, index: int) -> Group | None:
        """Return the group that begins at a token."""
        if index not in self.within:
            return None
        number = self.numbers.get(index)
        if number is not None and number.text_kind != "dual":
            return self._numbered(number) if number.counts else None
        if (index in self._inside and number is None) or not self.tokens[index].is_word:
            return None
        return self._one_of(index) or self._noun(index) or self._other(index)

    def _numbered(self, number: Number) -> Group | None:
        at, words_of = number.last, _tables().of
        while self.text(at) in _MARKS and self.text(at):
            at += 1
        group = Group(
            number.first,
            number.last,
            number.low,
            number.high,
            number.vague,
            numbered=True,
            known=False,
            definite=number.article and not number.vague,
            prefix=number.prefix,
            accusative=self._oblique(number),
        )
        of = self.text(at) in words_of or (number.vague and self.text(number.last - 1) in words_of)
        at += self.text(at) in words_of
        counted = noun(self.text(at)) if self.text(at) else None
        if counted is not None and (of or number.vague or not counted.prefix):
            loose = number.vague and number.article and not of
            return group if loose else self._of(group, counted, at, of=of)
        if of and self.text(at) in _tables().parties:
            return replace(group, last=at + 1 + self.text(at + 1).startswith(ARTICLE), known=True)
        return replace(group, last=at + 1, known=True) if self._other_word(at) else group

    def _other_word(self, index: int) -> bool:
        return self.text(index) in _tables().others

    def _of(self, group: Group, counted: Noun, at: int, *, of: bool) -> Group | None:
        """Complete a number with the noun it counts; ``None`` where that is no person."""
        if not counted.is_person:
            return None
        category, last = self._complement(counted, at + 1)
        return replace(
            group,
            last=max(last, at + 1),
            what=counted.kind if counted.kind != "person" else None,
            category=category,
            known=True,
            part=of and counted.kind != "person" and counted.article and not group.vague,
            lemma=counted.lemma,
        )

    def _complement(self, found: Noun, index: int) -> tuple[str | None, int]:
        """Return the category by what completes the noun (عناصر الشرطة), and the index after it."""
        table = _tables()
        if found.lemma not in table.complemented or index not in self.within:
            return found.category, index
        index += self.text(index) in table.of
        named = table.complements.at(self.tokens, index, self.within.stop) if index in self.within else None
        return named or (found.category, 0)

    def _oblique(self, number: Number) -> bool:
        first = self.text(number.first)
        return self.text(number.last - 1).endswith("ين") or first.endswith(_tables().oblique)

    def _one_of(self, index: int) -> Group | None:
        """Read أحد أفراد الأمن, إحدى النساء, أحدهم: one person."""
        table = _tables()
        word = self.text(index)
        if (them := table.them.find(word)) is not None:
            return Group(index, index + 1, 1, 1, part=True, prefix=them[0].prefix)
        one = table.ones.find(word)
        of = noun(self.text(index + 1)) if one and self.text(index + 1) else None
        if one is None or one[0].article or of is None or not of.is_person or of.number == "one":
            return None
        category, last = self._complement(of, index + 2)
        part = of.kind != "person" and of.article
        return Group(index, max(last, index + 2), 1, 1, category=category, prefix=one[0].prefix, part=part)

    def _noun(self, index: int) -> Group | None:
        word = self.text(index)
        found = noun(word)
        if found is None or not found.is_person:
            return None
        low, high, vague, last = self._count(found, index)
        category, after = self._complement(found, last)
        return Group(
            index,
            max(last, after),
            low,
            high,
            vague,
            what=found.kind if found.kind != "person" else None,
            category=category,
            numbered=last > index + 1 or found.number in {"two", "two?"},
            definite=found.article or (found.pronoun and found.kind != "person"),
            prefix=found.prefix,
            accusative=(found.number == "one" and word.endswith("ا")) or word.endswith("ين"),
            alif=found.number == "one" and word.endswith("ا") and not found.pronoun,
            adjective=found.number != "two"
            and found.lemma not in _tables().no_adjectives
            and (found.lemma.endswith(("ي", "يه")) or found.lemma in _tables().adjectives),
            lemma=found.lemma,
        )

    def _count(self, found: Noun, index: int) -> tuple[int | None, int | None, bool, int]:
        """Return low, high, vague, and the index after a noun and the number that follows it."""
        after = self.numbers.get(index + 1)
        value = after.low if after is not None and after.counts else None
        if after is not None and value == 2 and not after.dual_of and not after.prefix:  # noqa: PLR2004 (a dual)
            return 2, 2, False, after.last
        if found.number == "one":
            if after is not None and value == 1 and not after.prefix:
                return after.low, after.high, False, after.last
            return 1, 1, False, index + 1
        if found.number == "many":
            if after is not None and after.article and value is not None:
                return after.low, after.high, False, after.last
            return None, None, True, index + 1
        plural = found.number == "two?" and (found.article or self._says_plural(index + 1))
        return (None, None, True, index + 1) if plural else (2, 2, False, index + 1)

    def _says_plural(self, index: int) -> bool:
        return any(self.text(index + step) in _tables().many for step in range(2))

    def _other(self, index: int) -> Group | None:
        """Read آخر, أخرى, آخران, and an ordinal that stands for a person (أصيب رابع)."""
        word = self.text(index)
        found = _tables().others.find(word)
        if found is not None and not found[0].article:
            low, high = found[1]
            return Group(index, index + 1, low, high, low is None, numbered=True, known=False, prefix=found[0].prefix)
        if not word.removeprefix("و").startswith("ال") and (ordinal(word) or 0) > 1 and not word.endswith("ا"):
            return Group(index, index + 1, 1, 1, known=False, prefix="و" if word.startswith("و") else "")
        return None

    def completing(self, group: Group) -> Group | None:
        """Return the number of people that completes a plural: جثامين 32 شخصا."""
        people = self.at(group.last)
        counted = people is not None and people.numbered and people.known and people.what is None and not people.prefix
        return people if counted else None

    def is_weak(self, group: Group) -> bool:
        """Tell whether the noun is a topic as often as a count (ضحايا, جثة, إصابة)."""
        return group.lemma in _tables().weak

    def groups(self, start: int, stop: int) -> Iterator[Group]:
        """Yield the groups that begin between two tokens, without overlap."""
        at = start
        while at < stop:
            group = self.at(at)
            if group is not None:
                yield group
            at = group.last if group is not None else at + 1
