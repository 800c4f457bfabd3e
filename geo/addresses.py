"""The address of a place: what it is called, its unit, its country."""

from functools import lru_cache
from typing import Any

from gazetteer import Gazetteer, Place
from gazetteer.distance import great_circle_km
from gazetteer.seeds import read_toml

__all__ = ["address", "called"]


def address(gazetteer: Gazetteer, place: Place, *, arabic: bool) -> str:
    """Return the name of a place, its unit and its country, in Arabic or English as far as the gazetteer knows them.

    The country is left out of the address of a place that several states claim or hold, see ``seeds/claimed.toml``.
    """
    parts = [called(place, arabic=arabic), _unit(gazetteer, place, arabic=arabic)]
    if place.kind != "country" and not _is_claimed(gazetteer, place):
        country = gazetteer.get(f"iso:{place.country}")
        parts.append(called(country, arabic=arabic) if country else None)
    return ("، " if arabic else ", ").join(dict.fromkeys(filter(None, parts)))


def called(place: Place, *, arabic: bool) -> str:
    """Return the usual name of a place in Arabic or English, else as its source has it."""
    return (place.name_ar if arabic else place.name_en) or place.name


def _unit(gazetteer: Gazetteer, place: Place, *, arabic: bool) -> str | None:
    """Return what the unit is called that holds a place, in the language asked for if the gazetteer knows it."""
    if place.admin is None or place.country is None:
        return place.admin
    units = gazetteer.lookup(
        place.admin, limit=1, country=place.country, kind=("governorate", "district", "region"), fuzzy=False
    )
    return called(units[0].place, arabic=arabic) if units else place.admin


def _is_claimed(gazetteer: Gazetteer, place: Place) -> bool:
    """Tell whether a place lies where several states claim the land."""
    areas = ((gazetteer.get(row["place"]), row) for row in _claimed())
    return any(area is not None and _lies_in(place, area, row) for area, row in areas)


def _lies_in(place: Place, area: Place, row: dict[str, Any]) -> bool:
    if place.id == area.id or (row.get("unit") and place.admin is not None and place.admin == area.name_ar):
        return True
    away: float = great_circle_km(place.lat, place.lon, area.lat, area.lon)
    return away <= float(row["km"])


@lru_cache(maxsize=1)
def _claimed() -> list[dict[str, Any]]:
    areas: list[dict[str, Any]] = read_toml("claimed.toml")["area"]
    return areas
