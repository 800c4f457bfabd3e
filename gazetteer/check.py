"""What may be wrong in a gazetteer: places twice, points elsewhere, wrongly written names; each with its remedy."""

import sqlite3
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .areas import Known, known_in, numbered, of_two_places
from .distance import great_circle_km
from .identity import forms
from .interface import Gazetteer
from .place import KINDS, Place
from .sources import Entry, Seen, compiled, unseen
from .spelling import faults_of_names
from .spool import Table, scratch
from .territory import Territory

if TYPE_CHECKING:
    from .areas import Areas

__all__ = ["FAULTS", "Fault", "Finding", "check"]

Fault = Literal[
    "null", "swapped", "outside", "script", "hidden", "shapes", "garbled", "names", "admin", "outline", "id", "twice"
]
"""What is wrong: the point is 0, 0; its coordinates are swapped; it lies outside its country; a name is in the wrong
script, holds hidden characters or presentation forms, or was read in the wrong encoding; its two names are of two
places; its unit is another than the outlines say; an outline is not where its name is; an identifier is there twice;
a place is there twice."""
FAULTS: tuple[Fault, ...] = Fault.__args__  # type: ignore[attr-defined]

_COLUMNS = {"form": "TEXT", "kind": "INT", "country": "TEXT", "lat": "REAL", "lon": "REAL", "id": "TEXT"}
_PCODE = "pcode:"
_NOWHERE = 0.001
_SAME_KM, _SAME_OF_OTHERS_KM = 1.0, 0.3
_WIDE = frozenset({"country", "region", "governorate", "district", "city", "town", "village"})
_REACH, _REACH_OF_UNITS = 2, 4
"""How many half degrees around its country's other places a point may lie."""
_ANYWHERE = frozenset({"country", "region", "water", "road"})
"""Kinds whose point may lie outside their country."""
_UNITS = frozenset({"governorate", "district"})
_APART_KM, _WITHIN_KM = 10.0, 60.0
_KM_PER_DEGREE = 111.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that may be wrong."""

    fault: Fault
    place: str
    """Identifier of the place."""
    message: str
    """What is wrong with which place of which source, and what to do."""


def check(
    places: Gazetteer | Iterable[Entry], *, base: Gazetteer, areas: "Areas | None" = None, seen: Seen = unseen
) -> Iterator[Finding]:
    """Yield what may be wrong with places: with each as it comes, then what is there twice.

    Memory does not grow with the places: names are compared by sorting on disk.

    Parameters
    ----------
    places
        A compiled gazetteer, or entries of any source.
    base
        What is known of the world: roughly where the countries are, and which names are of which places.
    areas
        Outlines to compare with; see `gazetteer.areas`.
    seen
        Called with 1 after each place.
    """
    territory, known = _territory(base), known_in(base)
    if areas is not None:
        yield from (_finding("outline", f"pcode:{code}", "outlines", why) for code, why in areas.doubts.items())
    with scratch(Path(tempfile.gettempdir())) as database:
        table = Table(database, "checked", _COLUMNS)
        idents = Table(database, "idents", {"id": "TEXT", "name": "TEXT"})
        for entry, unit in numbered(_entries(places), areas):
            place = entry.place
            yield from _of_one(entry, territory, known)
            if areas is not None and unit >= 0:
                yield from _of_unit(place, unit, areas)
            spot = (KINDS.index(place.kind), place.country or "", place.lat, place.lon, place.id)
            table.add((form, *spot) for form in forms(place.name_ar or place.name))
            idents.add([(place.id, place.name)])
            seen(1)
        table.flush()
        idents.flush()
        yield from _identifiers_twice(database)
        yield from _places_twice(database)


_territory = lru_cache(maxsize=2)(Territory)


def _entries(places: Gazetteer | Iterable[Entry]) -> Iterator[Entry]:
    if isinstance(places, Gazetteer):
        for store in places.stores:
            yield from (entry for _, entry in compiled.read(store.path))
    else:
        yield from places


def _finding(fault: Fault, place_id: str, what: str, message: str) -> Finding:
    return Finding(fault=fault, place=place_id, message=f"{place_id} ({what}): {message}")


def _what(place: Place) -> str:
    return f"{place.name}, {place.source}"


def _of_one(entry: Entry, territory: Territory, known: Known) -> Iterator[Finding]:
    """Yield what is wrong with one place."""
    place = entry.place
    what = _what(place)
    if abs(place.lat) < _NOWHERE and abs(place.lon) < _NOWHERE:
        yield _finding("null", place.id, what, "its point is 0, 0, where nothing is; find its point or leave it out")
    elif place.country is not None and place.kind not in _ANYWHERE:
        yield from _of_point(place, what, territory)
    for fault, message in faults_of_names(entry):
        yield _finding(fault, place.id, what, message)  # type: ignore[arg-type]
    if place.kind in _UNITS:
        yield from _of_two_names(place, what, known)


def _of_point(place: Place, what: str, territory: Territory) -> Iterator[Finding]:
    country, lon, lat = str(place.country), place.lon, place.lat
    reach = _REACH_OF_UNITS if place.kind in _UNITS else _REACH
    if not territory.is_outside(country, lon, lat, reach=reach):
        return
    if abs(lon) <= 90 and territory.is_near(country, lat, lon):  # noqa: PLR2004  degrees to a pole
        message = f"latitude {lat} and longitude {lon} lie outside {country}, swapped they lie in it; swap them"
        yield _finding("swapped", place.id, what, message)
        return
    near = ", ".join(territory.countries_near(lon, lat)) or "no country"
    message = f"latitude {lat}, longitude {lon} is near {near} and not {country}; correct the point or the country"
    yield _finding("outside", place.id, what, message)


def _of_two_names(place: Place, what: str, known: Known) -> Iterator[Finding]:
    """Yield a unit whose Arabic and Latin names are known as those of two places in it."""
    if not place.name_ar or not place.name_en:
        return
    reach = min(max(place.uncertainty_m / 1000, _APART_KM), _WITHIN_KM)
    ours, theirs = (
        [each for each in known(name, place.country) if _km(place, each) <= reach]
        for name in (place.name_ar, place.name_en)
    )
    is_known = any(each.id == place.id or each in theirs for each in ours) or any(
        each.id == place.id for each in theirs
    )
    why = None if is_known else of_two_places(place.name_ar, place.name_en, ours, theirs)
    if why:
        yield _finding("names", place.id, what, f"{why}; one of the names is wrong")


def _of_unit(place: Place, number: int, areas: "Areas") -> Iterator[Finding]:
    """Yield a place that the outlines put into another first-level unit than it says itself."""
    said = areas.first_level(place.admin or "", place.country)
    if not said or areas.units[number].country != place.country:
        return
    found = dict(enumerate(areas.chain(number))).get(1)
    if found is None or found[0] in said or areas.is_near_unit(said, place.lon, place.lat):
        return
    message = f"it says that it lies in {place.admin}, and its point is in {found[1]} ({found[0]}); correct one of them"
    yield _finding("admin", place.id, _what(place), message)


def _km(one: Place, other: Place) -> float:
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


def _identifiers_twice(database: sqlite3.Connection) -> Iterator[Finding]:
    query = "SELECT id, COUNT(*), GROUP_CONCAT(DISTINCT name) FROM idents GROUP BY id HAVING COUNT(*) > 1"
    for key, count, names in database.execute(query):
        message = f"{count} places have this identifier; give each its own"
        yield _finding("id", key, str(names)[:100], message)


def _is_part(one: str, other: str) -> bool:
    """Tell whether identifiers are the same, or P-codes of a unit and of one that holds it: both may be of one name."""
    return one == other or (one.startswith(_PCODE) and (one.startswith(other) or other.startswith(one)))


def _places_twice(database: sqlite3.Connection) -> Iterator[Finding]:
    """Yield pairs of places of one kind and name that lie within metres of each other."""
    window: deque[tuple[str, int, str, float, float, str]] = deque()
    query = "SELECT form, kind, country, lat, lon, id FROM checked ORDER BY form, kind, country, lat"
    for row in database.execute(query):
        form, kind, country, lat, lon, key = row
        same_km = _SAME_KM if KINDS[kind] in _WIDE else _SAME_OF_OTHERS_KM
        while window and (window[0][:3] != (form, kind, country) or (lat - window[0][3]) * _KM_PER_DEGREE > same_km):
            window.popleft()
        for other in window:
            away = great_circle_km(lat, lon, other[3], other[4])
            if away <= same_km and not _is_part(key, other[5]):
                message = (
                    f"{other[5]} is a {KINDS[kind]} of the same name {away * 1000:.0f} m away; "
                    "if they are one place, leave one out or give it the other's identifier"
                )
                yield _finding("twice", key, form, message)
        window.append(row)
