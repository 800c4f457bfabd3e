"""How many munitions a telling counts, and which of them are the incident's own."""

from collections.abc import Iterable
from itertools import pairwise

from ..incident import IncidentKind, Span
from ..quantities.counts import Munition
from ..quantities.numerals import read_value
from ..text import Document
from . import lexicon
from .draft import Range
from .events import Trigger
from .facts import Facts
from .lexicon import Hit

__all__ = ["munitions_of"]

_AND = "و"
_FEMININE = "ه"
_FIRED = frozenset({"airstrike", "drone_strike", "rocket_fire", "shelling", "interception", "attack"})
"""Kinds of which what was fired is counted; a planted bomb is none."""
_LAUNCH = "launch"
_PLATFORM_TRIGGERS = frozenset({"bombardment", "air-raid", "launch", "strike"})
"""What a drone does that stays in the air: then it is no munition itself."""


def munitions_of(doc: Document, anchor: Facts, primary: Trigger, kind: IncidentKind) -> tuple[Range, Span] | None:
    """Return how many were fired, and the words that say so; ``None`` where the clause does not count them."""
    if kind not in _FIRED:
        return None
    if (summed := _summed(doc, anchor.munitions)) is not None:
        return summed
    fired = _fired(anchor.munitions, primary, kind)
    of_them = lexicon.word_set("of_them")
    for munition in fired:
        if munition.low is not None and (not munition.elliptic or doc.tokens[munition.last].text in of_them):
            return (munition.low, munition.high), doc.span(munition.first, munition.last)
    if not fired and kind == "interception" and primary.is_verb:
        counted = read_value(doc.tokens, primary.hit.last, anchor.clause.last)
        if counted is not None:
            return (counted.value, counted.value), doc.span(primary.hit.last, counted.last)
    aircraft = next((hit for hit in anchor.weapons if hit.entry.id == "aircraft" and _is_one(doc, hit)), None)
    if not fired and kind == "interception" and aircraft is not None:
        return (1, 1), doc.span(aircraft.first, aircraft.last)
    return None


def _summed(doc: Document, munitions: Iterable[Munition]) -> tuple[Range, Span] | None:
    """Return the sum of what is counted side by side: 81 مسيرة و12 صاروخا."""
    for one, other in pairwise(munitions):
        joined = {doc.words[other.first][0], doc.words[other.first - 1]} & {_AND}
        if one.low and other.low and joined and other.first - one.last <= 1 and not (one.elliptic or other.elliptic):
            high = one.high + other.high if one.high is not None and other.high is not None else None
            return (one.low + other.low, high), doc.span(one.first, other.last)
    return None


def _is_one(doc: Document, hit: Hit) -> bool:
    """Tell whether an aircraft is named in the singular: طائرة, not عشرات الطائرات."""
    return doc.tokens[hit.first].text.endswith(_FEMININE)


def _fired(munitions: Iterable[Munition], primary: Trigger, kind: IncidentKind) -> list[Munition]:
    found = list(munitions)
    others = [m for m in found if not _is_drone(m.word)]
    if kind == "interception":
        return found
    flies = primary.id in _PLATFORM_TRIGGERS and primary.id != _LAUNCH
    return others if others or flies else found


def _is_drone(word: str | None) -> bool:
    return word is not None and any(part in word for part in lexicon.word_set("drone"))
