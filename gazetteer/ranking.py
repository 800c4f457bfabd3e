"""Put the bearers of a name in order: by how well it is spelt, by how well known they are, by what was asked for."""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .distance import great_circle_km
from .place import Match, MatchHow, Place
from .store import DEGREE, Store

__all__ = ["Answers", "Bearer", "Hit", "Query", "admits", "best", "in_order"]

_KNOWN_BETTER = 6.0
"""A place is `10 ** (this * difference of prominence)` times likelier to be meant than another of its name."""
_TRUST_IN_SPELLING = 8.0
_FARTHER = 0.2
"""How much prominence ten times the distance takes away."""
_NEAR_KM = 10.0
_LEAST_SHARE = 0.25
"""What is left of the score of a place that others of its name all but rule out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for, checked."""

    limit: int
    countries: Collection[str] | None = None
    """Codes of the countries that an answer may lie in."""
    kinds: frozenset[int] | None = None
    """Numbers of the kinds that an answer may be of."""
    near: tuple[float, float] | None = None
    """Latitude and longitude."""
    fuzzy: bool = True
    where: Callable[[Place], bool] | None = None
    """What else an answer has to be."""

    @property
    def restricted(self) -> bool:
        """Whether the place is looked for in some part of the world."""
        return self.countries is not None or self.near is not None or self.where is not None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that bears a name like the one asked for."""

    place: int
    text: int
    """Number of the name as its source spells it."""
    quality: float
    """0 to 1: how well the name fits, whoever bears it."""
    how: MatchHow


def admits(store: Store, query: Query, place: int) -> bool:
    """Tell whether a place lies in the countries, is of the kinds, and is what else is asked for."""
    return (
        (query.countries is None or store.country(place) in query.countries)
        and (query.kinds is None or store.kinds[place] in query.kinds)
        and (query.where is None or query.where(store.place(place)))
    )


Answers = dict[int, Hit]
"""The best hit of each place of one store."""


class Bearer(NamedTuple):
    """A place that may be meant."""

    store: Store
    place: int
    hit: Hit
    texts: Store
    """Where the name that matched is kept: another store than the place's, when another file knows the name."""


def best(store: Store, hits: Iterable[Hit], query: Query) -> Answers:
    """Return the hits that a query admits, of each place the best."""
    found: Answers = {}
    for hit in hits:
        if admits(store, query, hit.place) and (hit.place not in found or hit.quality > found[hit.place].quality):
            found[hit.place] = hit
    return found


def in_order(bearers: Sequence[Bearer], query: Query) -> list[Match]:
    """Return who may be meant as matches, likeliest first.

    The score is the quality of the hit, less what speaks for other places; it never rises down the list.
    """
    if len(bearers) <= 1:
        return [_match(bearer, bearer.hit.quality) for bearer in bearers]
    top = max(bearer.store.prominence[bearer.place] for bearer in bearers)
    weights = [_weight(bearer, query, top) for bearer in bearers]
    total = math.fsum(weights)
    likeliest = sorted(range(len(bearers)), key=lambda at: (-weights[at], bearers[at].place))
    found, score = [], 1.0
    for at in likeliest[: query.limit]:
        bearer = bearers[at]
        score = min(score, bearer.hit.quality * (_LEAST_SHARE + (1 - _LEAST_SHARE) * weights[at] / total))
        found.append(_match(bearer, score))
    return found


def _match(bearer: Bearer, score: float) -> Match:
    place, name = bearer.store.place(bearer.place), bearer.texts.text(bearer.hit.text)
    return Match(place=place, name=name, score=round(score, 4), how=bearer.hit.how)


def _weight(bearer: Bearer, query: Query, top: float) -> float:
    """Return how likely a place is meant, in proportion to others of its name."""
    store, place = bearer.store, bearer.place
    known = store.prominence[place] - top
    if query.near is not None:
        away = great_circle_km(*query.near, store.lats[place] / DEGREE, store.lons[place] / DEGREE)
        known -= _FARTHER * math.log10(1 + away / _NEAR_KM)
    return float(10 ** (_KNOWN_BETTER * known) * bearer.hit.quality**_TRUST_IN_SPELLING)
