"""The places that share a name with the one where an incident was put: what else its words could have meant."""

from collections.abc import Iterable, Iterator
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from gazetteer.arabic import normalise

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place

__all__ = ["namesakes"]

_MOST = 5
_EARTH_M = 6_371_008.8


def namesakes(ids: Iterable[object], places: "Gazetteer") -> list[list[list[Any]]]:
    """Return for each place the others of its name, the likeliest first.

    Parameters
    ----------
    ids
        The column ``place_id``; what is no id of `places` has no namesakes.
    places
        The gazetteer that the incidents were placed with.

    Returns
    -------
    namesakes
        For each id ``[Arabic name, English name, first-level unit, country, metres from the place chosen]``, at most
        five; names and units that are not known are ``None``.
    """
    known: dict[object, list[list[Any]]] = {}
    found = []
    for place_id in ids:
        if place_id not in known:
            chosen = places.get(place_id) if isinstance(place_id, str) else None
            known[place_id] = [] if chosen is None else list(_others(chosen, places))[:_MOST]
        found.append(known[place_id])
    return found


def _others(chosen: "Place", places: "Gazetteer") -> Iterator[list[Any]]:
    for match in places.named(normalise(chosen.name_ar or chosen.name)):
        other = match.place
        if other.id != chosen.id:
            yield [other.name_ar or other.name, other.name_en, other.admin, other.country, round(_apart(chosen, other))]


def _apart(one: "Place", other: "Place") -> float:
    """Return the metres between two places, along a sphere."""
    lat, other_lat = radians(one.lat), radians(other.lat)
    half = sin((other_lat - lat) / 2) ** 2
    half += cos(lat) * cos(other_lat) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_M * asin(sqrt(min(1.0, half)))
