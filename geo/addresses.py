"""The address of a place: what it is called, its unit, its country."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gazetteer import Gazetteer, Place, PlaceKind
from gazetteer.distance import great_circle_km
from gazetteer.seeds import read_toml

__all__ = ["address", "called", "holders"]

_KM_PER_DEGREE = 111.0
_UNITS: tuple[PlaceKind, ...] = ("governorate", "district", "region")


def address(gazetteer: Gazetteer, place: Place, *, arabic: bool) -> str:
    """Return the name of a place, its unit and its country, in Arabic or English as far as the gazetteer knows them."""
    units, claimed = _chain(gazetteer, place)
    parts = [called(place, arabic=arabic), *(called(unit, arabic=arabic) for unit in units)]
    if place.admin and not claimed and not any(unit.kind in _UNITS for unit in units):
        parts.insert(1, place.admin)
    return ("، " if arabic else ", ").join(dict.fromkeys(parts))


def holders(gazetteer: Gazetteer, place: Place) -> list[Place]:
    """Return the unit and the country that hold a place, as far as the gazetteer knows them.

    What several states claim or hold has no country and no unit of one: ``seeds/claimed.toml``.
    """
    return _chain(gazetteer, place)[0]


def called(place: Place, *, arabic: bool) -> str:
    """Return the usual name of a place in Arabic or English, else as its source has it."""
    return (place.name_ar if arabic else place.name_en) or place.name


def _chain(gazetteer: Gazetteer, place: Place) -> tuple[list[Place], bool]:
    """Return what holds a place, and whether several states claim it."""
    unit = _unit(gazetteer, place.admin, place.country) if place.admin is not None else None
    if any(_lies_in(place, area) for area in _claimed(gazetteer)):
        return ([unit] if unit and unit.country is None else []), True
    country = None if place.kind == "country" else gazetteer.get(f"iso:{place.country}")
    return [held for held in (unit, country) if held is not None and held.id != place.id], False


@lru_cache(maxsize=4096)
def _unit(gazetteer: Gazetteer, name: str, country: str | None) -> Place | None:
    """Return the unit of a name: of a country, or an area of several."""
    units = gazetteer.lookup(name, kind=_UNITS, fuzzy=False, where=lambda unit: unit.country in {country, None})
    return units[0].place if units else None


@dataclass(frozen=True, slots=True)
class _Claimed:
    """Land that several states claim: a circle, and the places that name it as their unit."""

    place: Place
    km: float
    unit: str | None


def _lies_in(place: Place, area: _Claimed) -> bool:
    if place.id == area.place.id or (area.unit is not None and place.admin == area.unit):
        return True
    if abs(place.lat - area.place.lat) * _KM_PER_DEGREE > area.km:
        return False
    return great_circle_km(place.lat, place.lon, area.place.lat, area.place.lon) <= area.km


@lru_cache(maxsize=8)
def _claimed(gazetteer: Gazetteer) -> tuple[_Claimed, ...]:
    rows: list[dict[str, Any]] = read_toml("claimed.toml")["area"]
    areas = ((gazetteer.get(row["place"]), row) for row in rows)
    return tuple(
        _Claimed(area, float(row["km"]), area.name_ar if row.get("unit") else None)
        for area, row in areas
        if area is not None
    )
