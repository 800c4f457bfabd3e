"""Which part of a country, or of another area, is its north or its south-west."""

from functools import lru_cache
from math import cos, radians, sin

from gazetteer.distance import great_circle_km
from gazetteer.place import Place

from .geodesy import moved
from .relative_place import lexicon

__all__ = ["AREAS", "side_of_area"]

_SHARE = 0.28
"""How far from the middle towards the edge's other end a side is taken to lie: 0 in the middle, 0.5 at the edge."""
AREAS = frozenset({"country", "region", "governorate", "district", "landform"})
"""Kinds of places whose side is somewhere else than they are."""


@lru_cache(maxsize=1)
def _boxes() -> dict[str, tuple[float, float, float, float]]:
    return {row["country"]: tuple(row["box"]) for row in lexicon()["extent"]}


def side_of_area(place: Place, towards: float) -> tuple[tuple[float, float], float]:
    """Return longitude and latitude of a side of an area, and its radius in metres.

    Parameters
    ----------
    place
        A place of a kind of `AREAS`.
    towards
        Degrees from north.
    """
    found = _side_of_country(place, towards)
    if found is not None:
        return found
    share = lexicon()["side_of"]["share"]
    point = moved(place.lon, place.lat, metres=place.uncertainty_m * share, towards=towards)
    return point, place.uncertainty_m * (1 - share)


def _side_of_country(place: Place, towards: float) -> tuple[tuple[float, float], float] | None:
    """Return the same of a country whose extent is known, else ``None``."""
    box = _boxes().get(place.country or "") if place.kind == "country" else None
    if box is None:
        return None
    west, south, east, north = box
    lon = (west + east) / 2 + sin(radians(towards)) * _SHARE * (east - west)
    lat = (south + north) / 2 + cos(radians(towards)) * _SHARE * (north - south)
    width = great_circle_km((south + north) / 2, west, (south + north) / 2, east)
    height = great_circle_km(south, lon, north, lon)
    reach = abs(sin(radians(towards))) * height + abs(cos(radians(towards))) * width
    return (lon, lat), round(reach / 2 * 1000, -3)
