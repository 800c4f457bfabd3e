"""Put the bearers of a name in order: by how well it is spelt, by how well known they are, by what was asked for."""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from .arabic import normalise
from .claims import Claims
from .distance import great_circle_km
from .heads import heads, is_word
from .place import KINDS, Match, MatchHow, Place
from .store import DEGREE, Store
from .trust import trusted

__all__ = ["TRUST_IN_SPELLING", "Answers", "Bearer", "Hit", "Query", "admits", "admitted", "best", "in_order"]

_KNOWN_BETTER = 6.0
"""A place is `10 ** (this * difference of prominence)` times likelier to be meant than another of its name."""
TRUST_IN_SPELLING = 8.0
"""How much oftener than its share the name that fits better is meant: a power."""
_FARTHER = 0.2
"""How much prominence ten times the distance takes away."""
_NEAR_KM = 10.0
_SOME = 2000
"""Among how many places one is looked for near a point, or inside another."""
_FAMOUS = 0.62
_LEAST, _LEAST_OF_KNOWN, _LEAST_THERE, _LEAST_OF_WORD = 0.5, 0.35, 0.25, 0.62
"""A name that sounds alike is no answer where it is less likely than this: anywhere; anywhere, of a famous place whose
name is misspelt; where a place is looked for; there, when the name is an ordinary word as well."""
_UNITS, _SETTLEMENTS = frozenset({"governorate", "district"}), frozenset({"city", "town", "village"})
_UNIT_BELOW = math.log(2)
"""A bare name is at least twice as likely the town's as that of the unit around it that is called after it."""
_BY_SOUND: frozenset[MatchHow] = frozenset({"fuzzy", "transliteration"})


class Query(NamedTuple):
    """What to look for, checked."""

    limit: int
    countries: Collection[str] | None = None
    """Codes of the countries that an answer may lie in."""
    kinds: frozenset[int] | None = None
    """Numbers of the kinds that an answer may be of."""
    near: tuple[float, float] | None = None
    """Latitude and longitude."""
    fuzzy: bool = True
    name: str = ""
    """The name as asked for: what only sounds like an ordinary word is hardly meant."""
    where: Callable[[Place], bool] | None = None
    """What else an answer has to be."""

    @property
    def restricted(self) -> bool:
        """Whether the place is looked for in some part of the world."""
        return self.countries is not None or self.near is not None or self.where is not None


class Hit(NamedTuple):
    """A place that bears a name like the one asked for."""

    place: int
    text: int
    """Number of the name as its source spells it."""
    quality: float
    """0 to 1: how well the name fits, whoever bears it."""
    how: MatchHow
    odds: float | None = None
    """Natural logarithm of the odds that the place is meant, of a name that only sounds alike."""

    @property
    def worth(self) -> tuple[float, float]:
        """What tells the better of two hits of one place."""
        return self.odds or 0.0, self.quality


def admits(store: Store, query: Query, place: int) -> bool:
    """Tell whether a place lies in the countries, is of the kinds, and is what else is asked for."""
    return (
        (query.countries is None or store.country(place) in query.countries or _claimed(store, place, query.countries))
        and (query.kinds is None or store.kinds[place] in query.kinds)
        and (query.where is None or query.where(store.place(place)))
    )


def _claimed(store: Store, place: int, countries: Collection[str]) -> bool:
    return _claims(store).claimed(place, countries)


@lru_cache(maxsize=16)
def _claims(store: Store) -> Claims:
    return Claims(store)


def admitted(store: Store, query: Query) -> int:
    """Return among how many places a query looks, roughly where it asks for more than a country."""
    if query.near is not None or query.where is not None:
        return min(_SOME, len(store))
    return store.count_in(query.countries)


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
        if admits(store, query, hit.place) and (hit.place not in found or hit.worth > found[hit.place].worth):
            found[hit.place] = hit
    return found


def in_order(bearers: Sequence[Bearer], query: Query) -> list[Match]:
    """Return who may be meant as matches, likeliest first; nobody if none of names that sound alike is likely.

    The score is the probability that the place is meant; it never rises down the list.
    """
    if not bearers:
        return []
    heard = any(bearer.hit.odds is not None for bearer in bearers)
    weights = [_odds(each, query) for each in bearers] if heard else _town_before_unit(bearers, query)
    top = max(weights) if not heard else max(*weights, 0.0)
    shares = [math.exp(weight - top) for weight in weights]
    total = math.fsum(shares) + (math.exp(-top) if heard else 0.0)
    likeliest = sorted(range(len(bearers)), key=lambda at: (-weights[at], bearers[at].place))
    if heard and shares[likeliest[0]] / total < _least(bearers[likeliest[0]], query):
        return []
    found, score = [], 1.0
    for at in likeliest[: query.limit]:
        hit = bearers[at].hit
        score = min(score, shares[at] / total if heard else trusted(hit.how, hit.quality, shares[at] / total))
        found.append(_match(bearers[at], score))
    return found


def _least(bearer: Bearer, query: Query) -> float:
    """Return how likely a place has to be whose name sounds alike."""
    if bearer.hit.how in _BY_SOUND and is_word(normalise(query.name)):
        return _LEAST_OF_WORD
    if query.restricted:
        return _LEAST_THERE
    known = bearer.hit.how == "fuzzy" and bearer.store.prominence[bearer.place] >= _FAMOUS
    return _LEAST_OF_KNOWN if known else _LEAST


def _match(bearer: Bearer, score: float) -> Match:
    place = bearer.store.place(bearer.place)
    own = bearer.texts is bearer.store and bearer.store.is_called(bearer.place, bearer.hit.text)
    name = place.name if own else bearer.texts.text(bearer.hit.text)
    return Match(place=place, name=name, score=round(score, 4), how=bearer.hit.how)


def _weight(bearer: Bearer, query: Query) -> float:
    """Return the logarithm of how likely a place is meant, in proportion to others of its name."""
    known: float = bearer.store.prominence[bearer.place] - _away(bearer, query)
    return _KNOWN_BETTER * known * math.log(10) + TRUST_IN_SPELLING * math.log(bearer.hit.quality)


def _town_before_unit(bearers: Sequence[Bearer], query: Query) -> list[float]:
    """Return the weights, that of a unit below that of the town in it whose bare name is its own.

    With the word for units before the name the town comes after the unit.
    """
    weights = [_weight(bearer, query) for bearer in bearers]
    if len(weights) == 1:
        return weights
    kinds = [KINDS[bearer.store.kinds[bearer.place]] for bearer in bearers]
    units, towns = ([at for at, kind in enumerate(kinds) if kind in some] for some in (_UNITS, _SETTLEMENTS))
    if not (units and towns):
        return weights
    says_unit = _says_unit(query.name)
    for unit, town in ((unit, town) for unit in units for town in towns if _lies_in(bearers[town], bearers[unit])):
        if says_unit:
            weights[town] = min(weights[town], weights[unit] - _UNIT_BELOW)
        elif bearers[town].hit.quality >= bearers[unit].hit.quality:
            weights[unit] = min(weights[unit], weights[town] - _UNIT_BELOW)
    return weights


def _says_unit(name: str) -> bool:
    """Tell whether a name begins with a word for units."""
    head = heads().get(normalise(name).partition(" ")[0])
    return head is not None and bool(head.kinds) and head.kinds <= _UNITS


def _lies_in(town: Bearer, unit: Bearer) -> bool:
    place, holder = town.store.place(town.place), unit.store.place(unit.place)
    away = great_circle_km(place.lat, place.lon, holder.lat, holder.lon)
    return place.country == holder.country and away * 1000 <= holder.uncertainty_m


def _odds(bearer: Bearer, query: Query) -> float:
    """Return the logarithm of the odds that a place is meant, against none being meant."""
    hit = bearer.hit
    return (hit.odds or 0.0) + TRUST_IN_SPELLING * math.log(hit.quality) - _KNOWN_BETTER * _away(bearer, query)


def _away(bearer: Bearer, query: Query) -> float:
    """Return how much prominence a place loses by lying away from where it is looked for."""
    if query.near is None:
        return 0.0
    lat, lon = bearer.store.lats[bearer.place] / DEGREE, bearer.store.lons[bearer.place] / DEGREE
    return _FARTHER * math.log10(1.0 + great_circle_km(*query.near, lat, lon) / _NEAR_KM)
