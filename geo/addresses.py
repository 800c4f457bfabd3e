"""The address of a place: what it is called, its unit, its country."""

from functools import lru_cache
from typing import Any

from gazetteer import Gazetteer, Place, PlaceKind
from gazetteer.distance import great_circle_km
from gazetteer.seeds import read_toml

__all__ = ["address", "called", "holders"]

_UNITS: tuple[PlaceKind, ...] = ("governorate", "district", "region")


def address(gazetteer: Gazetteer, place: Place, *, arabic: bool) -> str:
    """Return the name of a place, its unit and its country, in Arabic or English as far as the gazetteer knows them."""
    units = holders(gazetteer, place)
    parts = [called(place, arabic=arabic), *(called(unit, arabic=arabic) for unit in units)]
    if place.admin and not any(unit.kind in _UNITS for unit in units) and not _is_claimed(gazetteer, place):
        parts.insert(1, place.admin)
    return ("، " if arabic else ", ").join(dict.fromkeys(parts))


def holders(gazetteer: Gazetteer, place: Place) -> list[Place]:
    """Return the unit and the country that hold a place, as far as the gazetteer knows them.

    What several states claim or hold has no country and no unit of one: ``seeds/claimed.toml``.
    """
    unit, country = _unit(gazetteer, place), _country(gazetteer, place)
    if _is_claimed(gazetteer, place):
        return [unit] if unit and unit.country is None else []
    return [held for held in (unit, country) if held is not None and held.id != place.id]


def called(place: Place, *, arabic: bool) -> str:
    """Return the usual name of a place in Arabic or English, else as its source has it."""
    return (place.name_ar if arabic else place.name_en) or place.name


def _unit(gazetteer: Gazetteer, place: Place) -> Place | None:
    """Return the unit that holds a place: of its country, or an area of several."""
    if place.admin is None:
        return None
    units = gazetteer.lookup(
        place.admin, kind=_UNITS, fuzzy=False, where=lambda unit: unit.country in {place.country, None}
    )
    return units[0].place if units else None


def _country(gazetteer: Gazetteer, place: Place) -> Place | None:
    return None if place.kind == "country" else gazetteer.get(f"iso:{place.country}")


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
