"""How much was fired: ثلاثة صواريخ, قذيفتي هاون, صاروخ, رشقة, and numerals left without their noun."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gazetteer.seeds import read_toml

from ..signs import Sign
from ..text import Document
from ..words import Words, seed_words
from .nouns import Noun, noun, written_forms
from .numbers import Number, find_numbers

__all__ = ["Munition", "find_munitions"]

_FIRED = frozenset({"munition", "salvo"})
_SHADDA = "\u0651"
_NEAR = 3
_FAR = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Munition:
    """One count of rockets, shells, bombs or drones, at the tokens ``first`` to ``last - 1``."""

    low: int | None
    high: int | None
    vague: bool = False
    """Several, but how many is not told (صواريخ, رشقة)."""
    word: str | None
    """The noun's singular in normal form; ``None`` for a numeral alone."""
    first: int
    last: int
    definite: bool = False
    """Known from before (الصاروخ, الصواريخ السبعة)."""
    elliptic: bool = False
    """A numeral whose noun was named before (أربعة إلى تل أبيب, خمسة منها)."""


@cache
def _lists() -> dict[str, Words[bool]]:
    raw = read_toml("numbers.toml")["munition"]
    return {name: Words((word, True) for word in words) for name, words in raw.items()}


def find_munitions(doc: Document, within: range | None = None) -> list[Munition]:
    """Return the munitions counted in a stretch of tokens, in order."""
    within = range(len(doc.words)) if within is None else within
    return list(_Finder(doc, within).run()) if doc.where(_FIRES, within) else []


def _is_fired(word: str) -> bool:
    found = noun(word) if word[0].isalpha() else None
    return (found is not None and found.kind in _FIRED) or word in _lists()["of_them"]


_FIRES = Sign(_is_fired, lambda: written_forms().union(_lists()["of_them"]))


class _Finder:
    """One pass over a stretch of tokens."""

    def __init__(self, doc: Document, within: range) -> None:
        self.doc = doc
        self.tokens = doc.tokens
        self.within = within
        self.numbers = {number.first: number for number in find_numbers(doc, within)}

    def text(self, index: int) -> str:
        """Return a token's normal form; empty outside the stretch."""
        return self.tokens[index].text if index in self.within else ""

    def run(self) -> Iterator[Munition]:
        at = self.within.start
        while at < self.within.stop:
            found = self._at(at)
            if found is not None:
                yield found
            number = self.numbers.get(at)
            at = found.last if found is not None else number.last if number is not None else at + 1

    def _listed(self, name: str, index: int) -> bool:
        return self.text(index) in _lists()[name]

    def _is_of(self, index: int) -> bool:
        return self.text(index) in seed_words("numbers", "grammar", "of")

    def _at(self, at: int) -> Munition | None:
        number = self.numbers.get(at)
        if number is not None and number.text_kind != "dual":
            return self._numbered(number) if number.counts else None
        found = noun(self.text(at)) if self.tokens[at].is_word else None
        if found is None or found.kind not in _FIRED or found.prefix.endswith("ك") or self._listed("none_of", at - 1):
            return None
        if found.kind == "salvo":
            return self._salvo(found, at)
        return self._bare(found, at, number) if self._is_munition(found, at) else None

    def _is_munition(self, found: Noun, at: int) -> bool:
        """Tell drones from other aircraft and from marches, صاروخي the dual from the adjective."""
        if found.lemma in _lists()["aircraft"]:
            return self._listed("drone_words", at + 1)
        if found.lemma in _lists()["march"] and found.number == "one":
            token = self.tokens[at]
            shadda = _SHADDA in self.doc.source[token.start : token.end]
            return shadda or not self._listed("march_words", at + 1)
        return not (found.construct and found.number == "two" and at not in self.numbers)

    def _end(self, found: Noun, at: int) -> int:
        """Return the index after the noun; طائرة takes its مسيّرة along."""
        drone = noun(self.text(at + 1)) if found.lemma in _lists()["aircraft"] and self.text(at + 1) else None
        return at + 2 if drone is not None and drone.kind == "munition" else at + 1

    def _numbered(self, number: Number) -> Munition | None:
        at = number.last + self._is_of(number.last)
        counted = noun(self.text(at)) if self.text(at) else None
        if counted is not None and counted.kind == "munition" and (at > number.last or not counted.prefix):
            if not self._is_munition(counted, at):
                return None
            return _made(number, counted, number.first, self._end(counted, at))
        if number.vague or not (self._elliptic(number.last) or self._listed("count_heads", number.last)):
            return None
        return Munition(
            low=number.low, high=number.high, word=None, first=number.first, last=number.last, elliptic=True
        )

    def _elliptic(self, at: int) -> bool:
        """Tell whether a numeral stands without its noun: before إلى, على, منها; not before people."""
        after = noun(self.text(at + 1)) if self.text(at + 1) else None
        return self._listed("elliptic_before", at) and not (after is not None and after.is_person)

    def _salvo(self, found: Noun, at: int) -> Munition | None:
        """Read رشقة من ثلاثة صواريخ as the three, رشقة صاروخية as an unknown number."""
        of = next((i for i in range(at + 1, at + 1 + _NEAR) if self._is_of(i)), None)
        inner = self.numbers.get(of + 1) if of is not None else None
        if inner is not None and inner.text_kind != "dual" and (counted := self._numbered(inner)) is not None:
            return counted
        beside = any(self._listed("fired", i) for i in range(at + 1, at + 1 + _NEAR))
        if found.lemma not in _lists()["always"] and not beside:
            return None
        return _made(None, found, at, at + 1)

    def _bare(self, found: Noun, at: int, number: Number | None) -> Munition | None:
        after = self.numbers.get(at + 1)
        last = self._end(found, at)
        if number is not None or found.number == "one":
            count = 2 if number is not None else 1
            alone = after is not None and after.low == count and not after.prefix and not after.dual_of
            return _made(count, found, at, after.last if after is not None and alone else last)
        if found.number == "many" and after is not None and after.article and after.counts:
            return _made(after, found, at, after.last)
        if found.number != "many":
            return None
        told = self._told(at) if self._listed("count_heads", at - 1) else None
        return _made(told, found, at, last)

    def _told(self, at: int) -> Number | None:
        """Return the number of عدد الصواريخ … ثمانية, where no other noun is counted by it."""
        for index in range(at + 1, min(self.within.stop, at + _FAR)):
            number = self.numbers.get(index)
            if self.text(index) in {".", ";"}:
                return None
            if number is not None and number.counts and not number.vague and number.text_kind != "dual":
                counted = noun(self.text(number.last)) if self.text(number.last) else None
                return number if counted is None else None
        return None


def _made(count: Number | int | None, found: Noun, first: int, last: int) -> Munition:
    if isinstance(count, int):
        low: int | None = count
        high: int | None = count
    else:
        low, high = (count.low, count.high) if count is not None else (None, None)
    vague = low is None and high is None
    return Munition(low=low, high=high, vague=vague, word=found.lemma, first=first, last=last, definite=found.article)
