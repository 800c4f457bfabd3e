"""Tables of places and of names: ``places.csv`` and ``names.csv`` of ``seeds/``, and any file laid out alike.

``places.csv`` has the columns ``id, name_ar, name_en, kind, country, admin, lon, lat, uncertainty_m, population,
same_as, source``; ``names.csv`` has ``place_id, name, lang, role, source``. Empty cells are unknown values.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ..errors import GazetteerError
from ..place import KINDS, Place
from . import ROLES, Entry, Name

__all__ = ["read_names", "read_places"]

_HALF_ROUND_THE_EARTH_M = 20_040_000


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield where each row stands, for messages, and the row."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        for row in reader:
            where = f"{path}:{reader.line_num}"
            if None in row or None in row.values():
                msg = f"{where}: expected {len(reader.fieldnames or ())} cells: {list(row.values())!r}"
                raise GazetteerError(msg)
            yield where, {key: value.strip() for key, value in row.items()}


def read_places(path: Path) -> Iterator[Entry]:
    """Yield the places of a table.

    Raises
    ------
    GazetteerError
        If a row cannot be used; the message names file, line and cell.
    """
    for where, row in _rows(path):
        try:
            yield _entry(row)
        except (KeyError, ValueError) as error:
            msg = f"{where}: place {row.get('id')!r}: {error}"
            raise GazetteerError(msg) from error


def _entry(row: dict[str, str]) -> Entry:
    names = []
    if row["name_ar"]:
        names.append(Name(row["name_ar"], "ar", "preferred"))
    if row["name_en"]:
        names.append(Name(row["name_en"], "en", "preferred"))
    return Entry(place=_place(row), names=tuple(names), same_as=row["same_as"] or None)


def _place(row: dict[str, str]) -> Place:
    if row["kind"] not in KINDS:
        msg = f"kind {row['kind']!r} is none of {', '.join(KINDS)}"
        raise ValueError(msg)
    if not row["id"] or not (row["name_ar"] or row["name_en"]):
        msg = "a place needs an id and a name"
        raise ValueError(msg)
    return Place(
        id=row["id"],
        name=row["name_ar"] or row["name_en"],
        name_ar=row["name_ar"] or None,
        name_en=row["name_en"] or None,
        kind=row["kind"],
        country=row["country"] or None,
        admin=row["admin"] or None,
        lon=_between(row, "lon", -180, 180),
        lat=_between(row, "lat", -90, 90),
        uncertainty_m=_between(row, "uncertainty_m", 1, _HALF_ROUND_THE_EARTH_M),
        population=int(row["population"]) if row["population"] else None,
        source=row["source"] or "seeds",
    )


def _between(row: dict[str, str], column: str, least: float, most: float) -> float:
    try:
        value = float(row[column])
    except ValueError:
        msg = f"{column} {row[column]!r} is not a number"
        raise ValueError(msg) from None
    if not least <= value <= most:
        msg = f"{column} {value} is not between {least} and {most}"
        raise ValueError(msg)
    return value


def read_names(path: Path) -> dict[str, list[Name]]:
    """Return the names of a table by the identifier of their place.

    Raises
    ------
    GazetteerError
        If a row cannot be used; the message names file, line and cell.
    """
    names: dict[str, list[Name]] = defaultdict(list)
    for where, row in _rows(path):
        role = row.get("role") or "variant"
        if role not in ROLES or not row.get("name") or not row.get("place_id"):
            msg = f"{where}: a name needs place_id, name, and a role of {', '.join(ROLES)}: {row!r}"
            raise GazetteerError(msg)
        names[row["place_id"]].append(Name(row["name"], row.get("lang") or None, role))
    return dict(names)
