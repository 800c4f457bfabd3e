"""Put the bearers of a name in order: by how well it is spelt, by how well known they are, by what was asked for."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .distance import great_circle_km
from .place import Match, MatchHow, Place
from .store import DEGREE, Store

__all__ = ["Hit", "Query", "admits", "matches"]

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
    countries: frozenset[int] | None = None
    """Numbers of the countries that an answer may lie in."""
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
        (query.countries is None or store.countries[place] in query.countries)
        and (query.kinds is None or store.kinds[place] in query.kinds)
        and (query.where is None or query.where(store.place(place)))
    )


def matches(store: Store, hits: Iterable[Hit], query: Query) -> list[Match]:
    """Return the hits that a query admits as matches, likeliest first, each place once.

    The score is the quality of the hit, less what speaks for other places; it never rises down the list.
    """
    best: dict[int, Hit] = {}
    for hit in hits:
        if admits(store, query, hit.place) and (hit.place not in best or hit.quality > best[hit.place].quality):
            best[hit.place] = hit
    if not best:
        return []
    top = max(store.prominence[place] for place in best)
    weighed = sorted(((_weight(store, hit, query, top), -place) for place, hit in best.items()), reverse=True)
    total = math.fsum(weight for weight, _ in weighed)
    found, score = [], 1.0
    for weight, place in weighed[: query.limit]:
        hit = best[-place]
        score = min(score, hit.quality * (_LEAST_SHARE + (1 - _LEAST_SHARE) * weight / total))
        found.append(Match(place=store.place(hit.place), name=store.text(hit.text), score=round(score, 4), how=hit.how))
    return found


def _weight(store: Store, hit: Hit, query: Query, top: float) -> float:
    """Return how likely a place is meant, in proportion to others of its name."""
    known = store.prominence[hit.place] - top
    if query.near is not None:
        away = great_circle_km(*query.near, store.lats[hit.place] / DEGREE, store.lons[hit.place] / DEGREE)
        known -= _FARTHER * math.log10(1 + away / _NEAR_KM)
    return float(10 ** (_KNOWN_BETTER * known) * hit.quality**_TRUST_IN_SPELLING)
