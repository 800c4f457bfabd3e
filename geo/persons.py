"""People as a report counts them: ثلاثة جنود, طفلان, ضابط وعنصران, خمسة من الشرطة, أبناؤهما الثلاثة."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from gazetteer.seeds import read_toml

from .nouns import Noun, noun
from .numbers import Number, find_numbers, ordinal, read_value
from .text import Document, Token
from .words import Words

__all__ = ["Group", "Reader"]

_OF = {"من", "ممن"}
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
    joined: bool = False
    """Introduced by و."""
    part: bool = False
    """Some of those told before: اثنان من الجرحى."""
    accusative: bool = False
    """Written as an object can be and a subject cannot: ضابطا, اثنين, عشرين."""
    alif: bool = False
    """One noun with ا: an object, or where only a subject can stand a dual without its ن (راعيا أغنام)."""


@cache
def _others() -> Words[tuple[int | None, int | None]]:
    table = read_toml("casualties.toml")["others"]
    rows = {"one": (1, 1), "two": (2, 2), "many": (None, None)}
    return Words((word, rows[count]) for count, words in table.items() for word in words)


@cache
def _ones() -> Words[bool]:
    return Words((word, True) for word in read_toml("casualties.toml")["one_of"]["words"])


class Reader:
    """The groups of people of one stretch of tokens."""

    def __init__(self, doc: Document, within: range) -> None:
        self.tokens: Sequence[Token] = doc.tokens
        self.within = within
        self.numbers: Mapping[int, Number] = {number.first: number for number in find_numbers(doc, within)}
        self._inside = {i: number for number in self.numbers.values() for i in range(number.first, number.last)}

    def text(self, index: int) -> str:
        """Return a token's normal form; empty outside the stretch."""
        return self.tokens[index].text if self.within.start <= index < self.within.stop else ""

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
        if index in self._inside and number is None:
            return None
        return self._noun(index) or self._other(index)

    def _skip_marks(self, index: int) -> int:
        while self.text(index) in _MARKS and self.text(index):
            index += 1
        return index

    def _numbered(self, number: Number) -> Group | None:
        at = self._skip_marks(number.last)
        group = Group(
            number.first,
            number.last,
            number.low,
            number.high,
            number.vague,
            numbered=True,
            known=False,
            definite=number.article and number.text_kind != "vague",
            joined=number.prefix.startswith("و"),
            accusative=self._oblique(number),
        )
        of = self.text(at) in _OF
        counted = noun(self.text(at + 1 if of else at)) if self.text(at) else None
        if counted is not None and (of or number.vague or not counted.prefix):
            return self._of(group, counted, at + 1 if of else at, of=of)
        if self.text(at) and (other := _others().get(self.text(at))) is not None:
            return replace(group, last=at + 1, known=True)
        return group

    def _of(self, group: Group, counted: Noun, at: int, *, of: bool) -> Group | None:
        if not counted.is_person:
            return None
        what = counted.kind if counted.kind != "person" else None
        part = of and counted.kind != "person" and counted.article and not group.vague
        number = self._dual_cardinal(at + 1)
        last = at + 1 + (1 if number else 0)
        return replace(group, last=last, what=what, category=counted.category, known=True, part=part)

    def _oblique(self, number: Number) -> bool:
        return self.text(number.last - 1).endswith("ين") or self.text(number.first).endswith(("اثني", "اثنتي", "مئتي"))

    def _dual_cardinal(self, index: int) -> bool:
        return self.text(index) in {"اثنين", "اثنان", "اثنتين", "اثنتان"}

    def _noun(self, index: int) -> Group | None:
        word = self.text(index)
        if not word:
            return None
        if (one := self._one_of(index)) is not None:
            return one
        found = noun(word)
        if found is None or not found.is_person:
            return None
        low, high, vague, last = self._count(found, index)
        return Group(
            index,
            last,
            low,
            high,
            vague,
            what=found.kind if found.kind != "person" else None,
            category=found.category,
            numbered=last > index + 1 or found.number in {"two", "two?"},
            definite=found.article,
            joined=found.prefix.startswith("و"),
            alif=found.number == "one" and word.endswith("ا") and not found.pronoun,
            accusative=found.number == "one" and word.endswith("ا") or found.number == "two?" or word.endswith("ين"),
        )

    def _one_of(self, index: int) -> Group | None:
        """Read أحد أفراد الأمن, إحدى النساء: one person."""
        one = _ones().find(self.text(index))
        of = noun(self.text(index + 1)) if one and self.text(index + 1) else None
        if one is None or one[0].article or of is None or not of.is_person or of.number == "one":
            return None
        return Group(index, index + 2, 1, 1, category=of.category, joined=one[0].prefix.startswith("و"))

    def _count(self, found: Noun, index: int) -> tuple[int | None, int | None, bool, int]:
        """Return low, high, vague and the index after a noun, and a number that follows it."""
        after = self.numbers.get(index + 1)
        if self._dual_cardinal(index + 1):
            return 2, 2, False, index + 2
        if found.number == "many":
            if after is not None and after.article and after.counts and after.low is not None:
                return after.low, after.high, False, after.last
            return None, None, True, index + 1
        if found.number == "one":
            value = read_value(self.tokens, index + 1, self.within.stop) if after else None
            last = value.last if value is not None and value.value == 1 else index + 1
            return 1, 1, False, last
        plural = found.number == "two?" and self._says_plural(index + 1)
        return (None, None, True, index + 1) if plural else (2, 2, False, index + 1)

    def _says_plural(self, index: int) -> bool:
        return any(self.text(index + step) in _plural_signs() for step in range(3))

    def _other(self, index: int) -> Group | None:
        """Read آخر, أخرى, آخران, and an ordinal that stands for a person (أصيب رابع)."""
        word = self.text(index)
        found = _others().find(word) if word else None
        if found is not None and not found[0].article:
            low, high = found[1]
            return Group(
                index, index + 1, low, high, low is None, numbered=True, known=False, joined=found[0].prefix == "و"
            )
        if word and not word.startswith("ال") and (ordinal(word) or 0) > 1 and not word.endswith("ا"):
            return Group(index, index + 1, 1, 1, known=False, joined=word.startswith("و"))
        return None


@cache
def _plural_signs() -> Words[bool]:
    return Words((word, True) for word in read_toml("casualties.toml")["others"]["many"] + ["بينهم", "معظمهم", "كانوا"])
