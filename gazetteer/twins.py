"""What rows of the built-in base have of each other: one place twice, and a name that is a neighbour's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .arabic import is_arabic, normalise
from .distance import great_circle_km
from .place import Place
from .skeleton import loose, skeleton, sound
from .sources import Entry, Name

__all__ = ["Owners", "owners", "united_twins", "without_names_of_neighbours"]

_ONE_PLACE_KM = 1.0
_NEIGHBOUR_KM = 60.0
_SETTLEMENTS = frozenset({"city", "town", "village"})

Owners = Mapping[str, list[Place]]
"""Curated settlements by their Arabic names in normal form."""


def united_twins(rows: Iterable[Entry]) -> dict[str, Entry]:
    """Return the rows by identifier, those of one place as one: of one unit and name, within a kilometre.

    The row with the most people stays, and has the names of the others and their identifiers as aliases; what is asked
    for by an alias is the same row.
    """
    alike: dict[tuple[str | None, str | None, str], list[Entry]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (-(row.place.population or 0), row.place.id)):
        place = row.place
        same = alike[place.country, place.admin, loose(normalise(place.name_en or place.name))]
        at = next((at for at, other in enumerate(same) if _km(place, other.place) <= _ONE_PLACE_KM), None)
        if at is None:
            same.append(row)
        else:
            same[at] = _with_twin(same[at], row)
    return {row.place.id: row for rows in alike.values() for row in rows}


def _with_twin(row: Entry, twin: Entry) -> Entry:
    known = {name.text for name in row.names}
    more = (replace(name, role="variant") for name in twin.names if name.text not in known)
    place, name_ar = row.place, row.place.name_ar or twin.place.name_ar
    place = replace(place, name_ar=name_ar, name=name_ar or place.name)
    return replace(row, place=place, names=(*row.names, *more), aliases=(*row.aliases, twin.place.id))


def owners(curated: Iterable[Entry], names: Mapping[str, Iterable[Name]]) -> Owners:
    """Return whose names the Arabic names of curated settlements are; `names` has more of them by identifier."""
    found: dict[str, list[Place]] = defaultdict(list)
    for entry in curated:
        if entry.place.kind in _SETTLEMENTS:
            for form in {normalise(name.text) for name in _all_of(entry, names) if is_arabic(name.text)}:
                found[form].append(entry.place)
    return found


def without_names_of_neighbours(row: Entry, known: Owners, place: Place) -> Entry:
    """Return a row without Arabic names that are those of a curated place beside it and do not sound like its own.

    Parameters
    ----------
    row
        A row of a source that takes names of neighbours, suburbs and ancient towns for a place's own.
    known
        Whose names the curated names are.
    place
        What the row is of: a name that the tables give it is its own.
    """

    def is_neighbours(name: Name) -> bool:
        bearers = known.get(normalise(name.text), ()) if name.text != place.name_ar else ()
        beside = (other.id != place.id and _km(other, row.place) <= _NEIGHBOUR_KM for other in bearers)
        return bool(bearers) and all(beside) and _bones(name.text) != _bones(row.place.name_en or "")

    kept = tuple(name for name in row.names if not is_neighbours(name))
    return row if len(kept) == len(row.names) else replace(row, names=kept)


def _all_of(entry: Entry, names: Mapping[str, Iterable[Name]]) -> Iterator[Name]:
    yield from entry.names
    yield from names.get(entry.place.id, ())


def _bones(name: str) -> str:
    return skeleton(sound(name))


def _km(one: Place, other: Place) -> float:
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)
