"""Whether two records of different sources are of one place: the same name, near by, of a kind that fits.

Within one source two records are two places, however alike they are: حمص the city and حمص the governorate, or two
villages of one name in two valleys. Between sources the rule has to bear that their points lie kilometres apart, and
must not take the next village of the name for this one: it is strict on kinds and short on distance.
"""

from collections.abc import Iterator

from .arabic import normalise
from .distance import great_circle_km
from .place import KINDS, Place, PlaceKind
from .skeleton import loose

__all__ = ["SHARE_ABROAD", "forms", "reach_km", "same_place", "widest_km", "within_reach"]

_REACH_KM: dict[PlaceKind, float] = {
    "country": 2000.0,
    "region": 100.0,
    "governorate": 75.0,
    "district": 30.0,
    "city": 12.0,
    "town": 6.0,
    "village": 4.0,
    "camp": 2.0,
    "neighbourhood": 2.0,
    "facility": 1.5,
    "crossing": 4.0,
    "airport": 8.0,
    "road": 10.0,
    "landform": 10.0,
    "water": 20.0,
}
"""How far apart two sources put the point of one place, at most."""
_KINDRED: dict[frozenset[PlaceKind], float] = {
    frozenset({"city", "town"}): 8.0,
    frozenset({"city", "village"}): 5.0,
    frozenset({"town", "village"}): 4.0,
    frozenset({"village", "neighbourhood"}): 1.0,
    frozenset({"facility", "airport"}): 3.0,
    frozenset({"facility", "crossing"}): 2.0,
}
"""The same of kinds that sources do not tell apart alike; no others are ever one place."""
SHARE_ABROAD = 0.25
"""What of that is left where the sources say two countries: رفح is a town on either side of a border."""
_SHORTEST = 2
_KM_PER_DEGREE = 111.0


def reach_km(kind: PlaceKind, other: PlaceKind) -> float:
    """Return how far apart two records of one place may lie, in kilometres; 0 where their kinds do not fit."""
    return _REACH_KM[kind] if kind == other else _KINDRED.get(frozenset({kind, other}), 0.0)


_REACH = tuple(tuple(reach_km(kind, other) for other in KINDS) for kind in KINDS)
Spot = tuple[int, float, float]
"""Number of the kind, latitude and longitude."""


def widest_km(kind: int) -> float:
    """Return how far from a place of a kind, given by its number, another record of it may lie at most."""
    return max(_REACH[kind])


def within_reach(one: Spot, other: Spot, share: float = 1.0) -> float | None:
    """Return how far apart two records of one name lie, in kilometres; ``None`` where they are two places for sure.

    Parameters
    ----------
    one, other
        Where they lie, and what they are.
    share
        Of how far apart they may be at most.
    """
    reach = share * _REACH[one[0]][other[0]]
    if abs(one[1] - other[1]) * _KM_PER_DEGREE > reach * 1.02 or not reach:
        return None
    away = great_circle_km(one[1], one[2], other[1], other[2])
    return away if away <= reach else None


def forms(*names: str | None) -> Iterator[str]:
    """Yield what names are compared by: their looser forms, each once."""
    found = (loose(normalise(name)) for name in dict.fromkeys(names) if name)
    yield from dict.fromkeys(form for form in found if len(form) >= _SHORTEST)


def same_place(one: Place, other: Place) -> bool:
    """Tell whether places of two sources are one, by their names, points and kinds; countries by their code."""
    if one.kind == other.kind == "country":
        return one.country == other.country
    share = 1.0 if one.country == other.country else SHARE_ABROAD
    if within_reach(_spot(one), _spot(other), share) is None:
        return False
    shared, others = ({*forms(place.name, place.name_ar, place.name_en)} for place in (one, other))
    return not shared.isdisjoint(others)


def _spot(place: Place) -> Spot:
    return KINDS.index(place.kind), place.lat, place.lon
