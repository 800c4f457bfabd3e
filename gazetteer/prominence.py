"""How well known a place is: what decides between places of one name."""

import math
from functools import lru_cache

from .place import Place, PlaceKind
from .seeds import read_toml

__all__ = ["prominence"]

_FLOOR: dict[PlaceKind, float] = {
    "country": 0.9,
    "region": 0.62,
    "governorate": 0.55,
    "city": 0.6,
    "district": 0.44,
    "town": 0.45,
    "water": 0.5,
    "landform": 0.45,
    "crossing": 0.45,
    "airport": 0.45,
    "camp": 0.45,
    "neighbourhood": 0.42,
    "facility": 0.4,
    "village": 0.3,
    "road": 0.3,
}
_TEN_MILLION = 7.0
_MOST_BY_PEOPLE = 0.85
_CURATED = 0.08
_UNITS = frozenset({"region", "governorate", "district"})
_UNIT_OF_A_SOURCE = 0.8
_COUNTRY = 0.3


def prominence(place: Place, *, curated: bool) -> float:
    """Return 0 (unheard of) to 1 (known to every reader of news), from kind, population and curation.

    A curated place is taken to be at least as well known as its kind, or as ``seeds/prominence.toml`` says; another one
    by its people alone, and a unit a little less than if it were curated.
    """
    people = min(math.log10((place.population or 0) + 1) / _TEN_MILLION, 1.0) * _MOST_BY_PEOPLE
    if place.kind == "country":
        return min(1.0, max(_FLOOR["country"], people + _COUNTRY))
    if place.kind in _UNITS:
        people = 0.0 if curated else _FLOOR[place.kind] * _UNIT_OF_A_SOURCE
    if not curated:
        return people
    return min(1.0, max(people, _FLOOR[place.kind], _in_news().get(place.id, 0.0)) + _CURATED)


@lru_cache(maxsize=1)
def _in_news() -> dict[str, float]:
    """Return the least prominence of places of which news says more than their size would tell, by identifier."""
    return {row["place"]: row["least"] for row in read_toml("prominence.toml")["news"]}
