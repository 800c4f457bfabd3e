"""Places that no gazetteer lists because their name is made from another's: ريف حلب الشمالي, جبال اللاذقية."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from gazetteer.place import Match, Place
from gazetteer.seeds import read_toml

from .directions import bearing_of
from .geodesy import moved

__all__ = ["countryside", "surrounding"]


@lru_cache(maxsize=1)
def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = read_toml("relative.toml")["countryside"]
    return settings


def countryside(match: Match, name: str) -> Match | None:
    """Return the side of a town's countryside that a name such as ريف حلب الشمالي means, as an area beside the town.

    Parameters
    ----------
    match
        The town or governorate of the name.
    name
        The whole name in normal form; its last word is the side.
    """
    towards = bearing_of(name.split()[-1:])
    if towards is None or match.place.kind == "country":
        return None
    lon, lat = moved(match.place.lon, match.place.lat, metres=_settings()["metres"], towards=towards)
    area = _area(match.place, name, name.rsplit(maxsplit=1)[-1])
    beside = replace(area, lon=round(lon, 4), lat=round(lat, 4), uncertainty_m=float(_settings()["radius"]))
    return replace(match, place=beside, name=name)


def surrounding(match: Match, name: str, sign: str, metres: float) -> Match:
    """Return an area that ends so many metres beyond a place; a country as it is, which is an area already.

    Parameters
    ----------
    match
        The place.
    name
        What the area is called, in normal form.
    sign
        The word of the name that tells it from the place.
    metres
        How far beyond it; with 0 the place as it is.
    """
    if match.place.kind == "country" or not metres:
        return match
    area = _area(match.place, name, sign)
    return replace(match, place=replace(area, uncertainty_m=match.place.uncertainty_m + metres), name=name)


def _area(place: Place, name: str, sign: str) -> Place:
    return replace(
        place, id=f"{place.id}/{sign}", name=name, name_ar=name, name_en=None, kind="region", population=None
    )
