"""What a report as a whole says of where its names lie: the countries it speaks of, and the names beside a name."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gazetteer.arabic import clitics, normalise
from gazetteer.heads import Head, heads_of_several
from gazetteer.place import Match, Place

from ..text import Document
from .candidates import Candidate
from .demonyms import NATIONALITY, country_of
from .geodesy import nearest
from .hints import Hint, head_before, hints
from .home import homes, tagged_countries, varieties

__all__ = ["Question", "Surroundings"]

_MOST_HINTS = 4
_WINDOW = 20
"""How many names before and after one are looked at for nearness."""
_MOST_OF_AN_ADJECTIVE = 6
_UNITS = frozenset({"governorate", "region"})


@dataclass(frozen=True, slots=True)
class Question:
    """A name in a text that has to be resolved."""

    item: Candidate
    matches: tuple[Match, ...]
    """Its places, most prominent first."""
    likelihood: float
    """How likely the words name a place, 0 to 1."""


class Surroundings:
    """What the report as a whole says, as far as it is known in this round."""

    def __init__(self, doc: Document, questions: Sequence[Question], outlet: str | None) -> None:
        self.doc, self.questions = doc, questions
        self.outlet = homes(outlet)
        """Countries that the outlet is at home in."""
        self.variety = varieties(doc)
        """Countries that its words are used in, each with their share of such words."""
        self.heads = _heads(doc, questions)
        """Kinds that the generic words before a name tell, wherever the report has it."""
        self.adjectives = _adjectives(doc)
        self.shared: list[Head | None] = [_head_of_several(doc, question.item) for question in questions]
        """The generic word that a name shares with those listed with it: محافظتي حلب وإدلب."""
        self.tags = tagged_countries(doc, [question.item for question in questions])
        self.hints: dict[int, list[Hint]] = defaultdict(list)
        self.said: dict[str, list[Hint]] = defaultdict(list)
        """What the text says of each name, lists left out."""
        for hint in hints(doc, [question.item for question in questions]):
            self.hints[hint.name].append(hint)
            if hint.kind == "sibling":
                self.shared[hint.other] = self.shared[hint.other] or self.shared[hint.name]
                self.hints[hint.other].append(Hint("sibling", hint.other, hint.name))
            else:
                self.said[questions[hint.name].item.name].append(hint)
        self.places: list[Place | None] = []
        self.weighed: dict[int, Any] = {}
        """What was weighed in this round, by question; for `geo.toponyms.resolve`."""
        self._around: dict[int, list[Place]] = {}
        self._nearest: dict[tuple[int, str], tuple[Place, float] | None] = {}
        self._spoken: Counter[str] = Counter()
        self._by_name: Counter[tuple[str, str]] = Counter()
        self._of_name: Counter[str] = Counter()
        self._total = 0
        self._units: dict[str, set[str]] = {}

    def take(self, places: Sequence[Place | None]) -> None:
        """Keep the places of a round, by question, and how much each name speaks of each country."""
        if self.places and self.places == places:
            return
        self.places = list(places)
        self.weighed, self._around, self._nearest = {}, {}, {}
        self._spoken = Counter(self.adjectives) + self.tags
        self._by_name = Counter()
        self._of_name = Counter()
        for question, place in zip(self.questions, places, strict=True):
            if place is not None and place.country:
                self._spoken[place.country] += 1
                self._by_name[question.item.name, place.country] += 1
                self._of_name[question.item.name] += 1
        self._total = sum(self._spoken.values())
        self._units = self._named_units()

    def _named_units(self) -> dict[str, set[str]]:
        """Return the areas of this round by their name in normal form, each with the names that the report has."""
        units: dict[str, set[str]] = defaultdict(set)
        for question, place in zip(self.questions, self.places, strict=True):
            if place is not None and place.kind in _UNITS:
                units[normalise(place.name_ar or place.name)].add(question.item.name)
        return units

    def share(self, name: str, country: str) -> tuple[float, float]:
        """Return how much all that is not this name speaks of a country, and of any."""
        return self._spoken[country] - self._by_name[name, country], self._total - self._of_name[name]

    def about(self, index: int) -> list[Hint]:
        """Return what the text says of a name, here or else where it has the name again."""
        own = self.hints.get(index, [])
        if any(hint.kind != "sibling" for hint in own):
            return own
        return own + self.said.get(self.questions[index].item.name, [])[:_MOST_HINTS]

    def beside(self, index: int) -> list[str]:
        """Return the countries of the names right before and after a name."""
        found = []
        for other in (index - 1, index + 1):
            place = self.places[other] if 0 <= other < len(self.places) else None
            if place is not None and place.country:
                found.append(place.country)
        return found

    def names_unit(self, index: int, unit: str) -> bool:
        """Tell whether a report names an area, given in normal form, by another name than one of its own."""
        return bool(self._units.get(unit, set()) - {self.questions[index].item.name})

    def around(self, index: int) -> list[Place]:
        """Return the places of the other names before and after a name, each once."""
        if index in self._around:
            return self._around[index]
        name = self.questions[index].item.name
        window = range(max(0, index - _WINDOW), min(len(self.questions), index + _WINDOW + 1))
        found = {
            place.id: place
            for i in window
            if (place := self.places[i]) is not None and place.kind != "country" and self.questions[i].item.name != name
        }
        self._around[index] = list(found.values())
        return self._around[index]

    def nearest(self, index: int, place: Place) -> tuple[Place, float] | None:
        """Return which place of the other names around a name is nearest to a place, and how far it is in metres."""
        key = index, place.id
        if key not in self._nearest:
            self._nearest[key] = nearest(place, self.around(index))
        return self._nearest[key]


def _heads(doc: Document, questions: Sequence[Question]) -> Mapping[str, set[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for question in questions:
        head = head_before(doc, question.item)
        if head is not None:
            kinds[question.item.name] |= head.kinds
    return kinds


def _head_of_several(doc: Document, item: Candidate) -> Head | None:
    """Return the generic word in the dual or the plural right before a name."""
    if not item.first or item.prefix:
        return None
    known = heads_of_several()
    return next((known[each.stem] for each in clitics(doc.words[item.first - 1]) if each.stem in known), None)


def _adjectives(doc: Document) -> Mapping[str, int]:
    counts = Counter(code for code in (country_of(doc.words[index]) for index in doc.where(NATIONALITY)) if code)
    return {code: (min(n, _MOST_OF_AN_ADJECTIVE) + 1) // 2 for code, n in counts.items()}
