"""How much was fired: ثلاثة صواريخ, قذيفتي هاون, صاروخ, رشقة, and numerals left without their noun."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gazetteer.seeds import read_toml

from .nouns import Noun, noun
from .numbers import Number, find_numbers
from .text import Document
from .words import Words

__all__ = ["Munition", "find_munitions"]

_FIRED = {"munition", "salvo"}


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
def _lists() -> tuple[Words[bool], Words[bool]]:
    raw = read_toml("numbers.toml")["munition"]
    return Words((w, True) for w in raw["not_drone_after"]), Words((w, True) for w in raw["drone_words"])


def find_munitions(doc: Document, within: range | None = None) -> list[Munition]:
    """Return the munitions counted in a stretch of tokens, in order."""
    within = range(len(doc.tokens)) if within is None else within
    return list(_Finder(doc, within).run())


class _Finder:
    def __init__(self, doc: Document, within: range) -> None:
        self.tokens = doc.tokens
        self.within = within
        self.named = any((n := noun(token.text)) and n.kind in _FIRED for token in doc.tokens[within.start : within.stop])
        self.numbers = {number.first: number for number in find_numbers(doc, within)}

    def text(self, index: int) -> str:
        return self.tokens[index].text if index in self.within else ""

    def run(self) -> Iterator[Munition]:
        at = self.within.start
        while at < self.within.stop:
            found = self._at(at)
            if found is not None:
                yield found
                at = found.last
            else:
                number = self.numbers.get(at)
                at = number.last if number else at + 1

    def _at(self, at: int) -> Munition | None:
        number = self.numbers.get(at)
        if number is not None and number.text_kind != "dual":
            return self._numbered(number) if number.counts else None
        found = noun(self.text(at)) if self.tokens[at].is_word else None
        if found is None or found.kind not in _FIRED or not self._is_munition(found, at):
            return None
        if found.kind == "salvo":
            return self._salvo(found, at)
        return self._bare(found, at, number)

    def _is_munition(self, found: Noun, at: int) -> bool:
        """Tell drones from other aircraft, and المسيرة the march from مسيرة the drone."""
        manned, drone = _lists()
        after = self.text(at + 1)
        if found.lemma != "طايره":
            return not (found.construct and found.number == "two" and self.numbers.get(at) is None)
        return after in drone and after not in manned

    def _numbered(self, number: Number) -> Munition | None:
        at = number.last
        of = self.text(at) == "من"
        counted = noun(self.text(at + of)) if self.text(at + of) else None
        if counted is not None and counted.kind == "munition" and (of or not counted.prefix):
            if not self._is_munition(counted, at + of):
                return None
            return self._made(number.low, number.high, number.vague, counted, number.first, at + of + 1)
        if number.vague and counted is None:
            return None
        if self.named and self._elliptic(at) and not number.vague:
            low, high = number.low, number.high
            return Munition(low=low, high=high, word=None, first=number.first, last=number.last, elliptic=True)
        return None

    def _elliptic(self, at: int) -> bool:
        after = noun(self.text(at + 1)) if self.text(at + 1) else None
        if after is not None and after.is_person:
            return False
        return self.text(at) in {"الي", "علي", "نحو", "باتجاه", "صوب", "منها", "منهما", "في", "من", "فوق", "سقطت", "سقط"}

    @staticmethod
    def _made(low: int | None, high: int | None, vague: bool, found: Noun, first: int, last: int) -> Munition:  # noqa: FBT001
        return Munition(
            low=low, high=high, vague=vague, word=found.lemma, first=first, last=last, definite=found.article
        )

    def _salvo(self, found: Noun, at: int) -> Munition | None:
        """Read رشقة من ثلاثة صواريخ as the three, رشقة صاروخية as an unknown number."""
        step = at + 1
        while self.text(step) and step - at < 3 and self.text(step) != "من":  # noqa: PLR2004
            step += 1
        inner = self.numbers.get(step + 1) if self.text(step) == "من" else None
        if inner is not None and (counted := self._numbered(inner)) is not None:
            return counted
        after = " ".join(self.text(at + k) for k in (1, 2, 3))
        if found.lemma not in {"رشقه", "صليه"} and not any(word in after for word in ("صواريخ", "صاروخ", "قذائف", "قذايف", "مسير")):
            return None
        return self._made(None, None, True, found, at, at + 1)  # noqa: FBT003

    def _bare(self, found: Noun, at: int, number: Number | None) -> Munition | None:
        if number is not None:
            return self._made(2, 2, False, found, at, at + 1)  # noqa: FBT003
        if found.number == "one":
            return self._made(1, 1, False, found, at, at + 1)  # noqa: FBT003
        after = self.numbers.get(at + 1)
        if after is not None and after.article and after.counts:
            return self._made(after.low, after.high, after.vague, found, at, after.last)
        if found.number in {"two", "two?"}:
            return None
        return self._made(None, None, True, found, at, at + 1)  # noqa: FBT003
