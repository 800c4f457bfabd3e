"""One row of a user's own table as a place: whatever its columns are called and however its numbers are written."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from math import isfinite
from typing import Any

from ..arabic import normalise
from ..errors import GazetteerError
from ..place import KINDS, Place, PlaceKind
from ..scripts import script_of
from ..seeds import read_toml
from . import Entry, Name
from .naming import distinct, kind_by_people, radius_of_kind, visible

__all__ = ["column_of", "columns_fault", "entry_of"]

Row = Mapping[str, Any]
"""The cells of a row by our name of their column."""
_HALF_ROUND_THE_EARTH_M = 20_040_000
_SEVERAL = re.compile(r"\s*[;|؛\n]\s*")
_PAIR = re.compile(r"^[(\[]?\s*([^\s,،;]+)\s*[,،;\s]\s*([^\s,،;]+?)\s*[)\]]?$")
_LANGUAGES = (("name_ar", "ar"), ("name_en", "en"), ("name_he", "he"))
_ELSEWHERE = ("geonames", "wikidata", "pcode")


def column_of(header: str) -> str | None:
    """Return our name of a column by what a table calls it; ``None`` for one that says nothing of a place."""
    return _columns().get(_plain(header))


def columns_fault(headers: Iterable[str]) -> str | None:
    """Return what is wrong with the columns of a table; ``None`` if they are enough for places."""
    headers = list(headers)
    there = {column_of(header) for header in headers}
    known = ", ".join(map(repr, filter(None, headers))) or "none"
    if not there & {"name", "name_ar", "name_en"}:
        return f"no column of names among {known}; call it {_called('name')}"
    for column in ("lat", "lon"):
        if not there & {column, "point"}:
            return f"no column of {column} among {known}; call it {_called(column)}"
    return None


def _called(column: str) -> str:
    first, *others = read_toml("own_table.toml")["columns"][column]
    return f"{first!r} (or {', '.join(map(repr, others))})"


def entry_of(row: Row, *, table: str, taken: Callable[[str], bool]) -> Entry:
    """Return the place of a row.

    Parameters
    ----------
    row
        Cells by our name of their column; empty ones are unknown.
    table
        The table's name: the source of the place, and the first part of an identifier that has none.
    taken
        Tells whether another row has an identifier already, and remembers it.

    Raises
    ------
    ValueError
        If the row cannot be used; the message says what to do.
    """
    names = _names(row)
    if not names:
        msg = "no name; give the place one"
        raise ValueError(msg)
    lat, lon = _point(row)
    population = _whole(row, "population")
    kind = _kind(row, names, population or 0)
    country = _country(_text(row, "country"))
    called = {lang: next((name.text for name in names if name.lang == lang), None) for lang in ("ar", "en")}
    place = Place(
        id=_identifier(row, names, country, (lat, lon), table=table, taken=taken),
        name=called["ar"] or (visible(str(row["name"])) if row.get("name") else names[0].text),
        name_ar=called["ar"],
        name_en=called["en"],
        kind=kind,
        country=country,
        admin=_text(row, "admin") or None,
        lon=lon,
        lat=lat,
        uncertainty_m=_radius(row) or radius_of_kind(kind, population),
        population=population,
        source=_text(row, "source") or table,
    )
    return Entry(place=place, names=tuple(names), same_as=_text(row, "same_as") or None, aliases=_aliases(row))


def _text(row: Row, column: str) -> str:
    value = row.get(column)
    return "" if value is None else visible(str(value))


def _names(row: Row) -> list[Name]:
    """Return the names of a row: those of a language, the one of no language, then the others."""
    found: list[Name] = []
    for column, lang in (*_LANGUAGES, ("name", None)):
        for text in _several(row.get(column)):
            tongue = lang or _language(text)
            first = all(name.lang != tongue for name in found)
            found.append(Name(text, tongue, "preferred" if first else "variant"))
    found += [Name(text, _language(text), "variant") for text in _several(row.get("names"))]
    return distinct(found)


def _several(cell: object) -> list[str]:
    """Return the names in a cell, which ``;`` or ``|`` divides, or in a list."""
    parts = cell if isinstance(cell, list) else _SEVERAL.split("" if cell is None else str(cell))
    return [text for part in parts if (text := visible(str(part)))]


def _language(text: str) -> str | None:
    return {"arabic": "ar", "hebrew": "he", "latin": "en"}.get(script_of(text))


def _point(row: Row) -> tuple[float, float]:
    lat, lon = row.get("lat"), row.get("lon")
    if lat in {None, ""} and lon in {None, ""} and (pair := _PAIR.match(_text(row, "point"))):
        lat, lon = pair.groups()
    north, east = _degrees(lat, "lat"), _degrees(lon, "lon")
    if not north and not east:
        msg = "lat 0 and lon 0 are no place; leave a row out whose point is not known"
        raise ValueError(msg)
    if abs(north) > 90 or abs(east) > 180:  # noqa: PLR2004  degrees
        raise ValueError(_where_fault(north, east))
    return north, east


def _where_fault(lat: float, lon: float) -> str:
    if max(abs(lat), abs(lon)) > 360:  # noqa: PLR2004  degrees
        return f"lat {lat:g} and lon {lon:g} are no degrees but metres of a projection; convert them to EPSG:4326"
    if abs(lat) > 90 and abs(lon) <= 90:  # noqa: PLR2004  degrees
        return f"lat {lat:g} is not between -90 and 90; lat and lon seem to have changed places"
    wrong, value, most = ("lat", lat, 90) if abs(lat) > 90 else ("lon", lon, 180)  # noqa: PLR2004  degrees
    return f"{wrong} {value:g} is not between -{most} and {most}; give decimal degrees"


def _degrees(cell: object, what: str) -> float:
    if cell is None or not str(cell).strip():
        msg = f"no {what}; a place without a point cannot be in a gazetteer"
        raise ValueError(msg)
    try:
        return _number(cell)
    except ValueError:
        msg = f"{what} {cell!r} is not a number; give decimal degrees, such as 34.7324"
        raise ValueError(msg) from None


def _number(cell: object) -> float:
    """Return the number in a cell, with digits of any script and either decimal mark."""
    text = str(cell).strip().replace("٫", ".").replace("−", "-").rstrip("°")
    value = float(text.replace(",", ".") if "." not in text else text)
    if not isfinite(value):
        raise ValueError(text)
    return value


def _number_if_any(text: str) -> float | None:
    try:
        return _number(text)
    except ValueError:
        return None


def _whole(row: Row, column: str) -> int | None:
    text = _text(row, column).replace(",", "").replace("٬", "").replace(" ", "")
    if not text:
        return None
    value = _number_if_any(text)
    if value is None or value < 0:
        msg = f"{column} {row[column]!r} is not a number of people"
        raise ValueError(msg)
    return int(value) or None


def _radius(row: Row) -> float | None:
    text = _text(row, "uncertainty_m")
    if not text:
        return None
    value = _number_if_any(text)
    if value is None or not 1 <= value <= _HALF_ROUND_THE_EARTH_M:
        msg = f"uncertainty_m {text!r} is not a radius in metres"
        raise ValueError(msg)
    return value


def _kind(row: Row, names: list[Name], population: int) -> PlaceKind:
    """Return what a place is: as the row says, else the generic word before its name, else what its people make it."""
    stated = _text(row, "kind")
    if stated:
        kind = _kinds().get(_plain(stated))
        if kind is None:
            msg = f"kind {stated!r} is not known; write one of {', '.join(KINDS)}"
            raise ValueError(msg)
        return kind
    heads = (name.text.split(" ", 1)[0] for name in names if name.lang == "ar" and " " in name.text)
    told = [kind for head in heads if (kind := _kinds().get(_plain(head)))]
    return told[0] if told else kind_by_people(population)


def _country(text: str) -> str | None:
    """Return the ISO code of a country from the code or the name."""
    if not text:
        return None
    if len(text) == len("SY") and text.isascii() and text.isalpha():
        return text.upper()
    code = _country_named(text)
    if code is None:
        msg = f"country {text!r} is not known; write its ISO 3166-1 code of two letters, such as SY"
        raise ValueError(msg)
    return code


@lru_cache(maxsize=256)
def _country_named(text: str) -> str | None:
    from ..index import load  # noqa: PLC0415  the built-in base is opened only where countries are spelt out

    try:
        found = load().lookup(text, kind="country", fuzzy=False, limit=1)
    except GazetteerError:
        return None
    return found[0].place.country if found else None


def _identifier(
    row: Row,
    names: list[Name],
    country: str | None,
    point: tuple[float, float],
    *,
    table: str,
    taken: Callable[[str], bool],
) -> str:
    """Return the row's identifier, else one made of its name, country and unit, so that the point may be corrected."""
    stated = _text(row, "id")
    if stated:
        stated = stated if ":" in stated else f"{table}:{stated}"
        if taken(stated):
            msg = f"id {stated!r} a second time; the first row was kept"
            raise ValueError(msg)
        return stated
    said = "|".join([names[0].text, country or "", _text(row, "admin")])
    there = f"{said}|{point[0]:.4f}|{point[1]:.4f}"
    if taken(f"{table}:{_digest(there)}"):
        msg = f"{names[0].text!r} a second time at the same point; the first row was kept"
        raise ValueError(msg)
    again = taken(f"{table}:{_digest(said)}")
    return f"{table}:{_digest(there if again else said)}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=5).hexdigest()


def _aliases(row: Row) -> tuple[str, ...]:
    stated = ((source, _text(row, source)) for source in _ELSEWHERE)
    return tuple(text if ":" in text else f"{source}:{text}" for source, text in stated if text)


def _plain(text: str) -> str:
    return normalise(re.sub("[_-]", " ", text)).strip()


@lru_cache(maxsize=1)
def _columns() -> dict[str, str]:
    table = read_toml("own_table.toml")["columns"]
    return {_plain(word): column for column, words in table.items() for word in (column, *words)}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, PlaceKind]:
    table = read_toml("own_table.toml")["kinds"]
    return {_plain(word): kind for kind, words in table.items() for word in (kind, *words)}
