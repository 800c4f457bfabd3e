"""Places that no gazetteer lists because their name is made from another's: ريف حلب الشمالي."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from gazetteer.place import Match, Place
from gazetteer.seeds import read_toml

from .directions import bearing_of
from .geodesy import moved

__all__ = ["countryside"]


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
    return replace(match, place=_area(match.place, name, lon, lat), name=name)


def _area(town: Place, name: str, lon: float, lat: float) -> Place:
    return replace(
        town,
        id=f"{town.id}/{name.rsplit(maxsplit=1)[-1]}",
        name=name,
        name_ar=name,
        name_en=None,
        kind="region",
        lon=round(lon, 4),
        lat=round(lat, 4),
        uncertainty_m=float(_settings()["radius"]),
        population=None,
    )
