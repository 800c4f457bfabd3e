"""A user's own places: a CSV, TOML or GeoJSON file of names and points, the easiest of all to write."""

import csv
import re
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import GazetteerError
from . import Entry, Provenance, Seen, Skip, unseen
from .archives import head, lines
from .jsonstream import items
from .ownrow import column_of, columns_fault, entry_of

__all__ = ["provenance", "read", "table_name"]

_DELIMITERS = ",;\t"
_LONGEST_ROW = 20
"""Lines that one row may go over, in quotation marks."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_OTHERS = frozenset({"geonames", "wof", "osm", "wikidata", "pcode", "iso", "unlc", "icao", "iata", "mawqi"})
"""What the identifiers of other sources begin with."""
_NOT_STATED = "not stated"
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*(place|places)[ \t]*\]\]", re.MULTILINE)
Numbered = tuple[str, dict[str, Any]]
"""Where a row stands, and its cells by our name of their column."""


def table_name(path: Path) -> str:
    """Return the name of a table: its file's, without what would be taken for another source's identifier."""
    name = re.sub(r"[^\w-]+", "-", path.name.partition(".")[0]).strip("-") or "table"
    return f"{name}-table" if name in _OTHERS else name


def provenance(path: Path) -> Provenance:
    """Return what to say of a table: what a TOML says under ``[source]``, or a GeoJSON beside its features."""
    stated = _stated(path)
    return Provenance(
        name=table_name(path),
        version=stated.get("version") or sha256(path.read_bytes()).hexdigest()[:12],
        licence=stated.get("licence") or stated.get("license") or _NOT_STATED,
        attribution=stated.get("attribution") or stated.get("name") or path.name,
        url=stated.get("url") or "",
    )


def _stated(path: Path) -> dict[str, str]:
    found: dict[str, Any] = {}
    if path.suffix == ".toml":
        found = _toml(path).get("source") or {}
    elif _is_json(path):
        for _ in items(path, ["features"], skip=lambda _: None, aside=found.__setitem__):
            pass
    return {key: value for key, value in found.items() if isinstance(value, str)}


def read(path: Path, *, skip: Skip, seen: Seen = unseen) -> Iterator[Entry]:
    """Yield the places of a table.

    Columns may stand in any order and be called as ``seeds/own_table.toml`` lists, in English or Arabic; a name and a
    point are all that is needed. A place without an ``id`` gets one made of its name, country and unit, which stays the
    same when its point is corrected.

    Parameters
    ----------
    path
        A ``.csv`` or ``.tsv`` with a line of column names, a ``.toml`` of ``[[place]]`` tables, or a ``.geojson`` of
        points with the columns as properties.
    skip
        Told of each row that cannot be used, as ``file:line: what was wrong and what to do``.
    seen
        Called with 1 after each row.

    Raises
    ------
    GazetteerError
        If the file as a whole cannot be used: its columns, or its TOML.
    """
    table, met = table_name(path), set[str]()

    def taken(identifier: str) -> bool:
        was = identifier in met
        met.add(identifier)
        return was

    for where, row in _rows(path, skip):
        seen(1)
        try:
            yield entry_of(row, table=table, taken=taken)
        except ValueError as error:
            skip(f"{where}: {error}")


def _rows(path: Path, skip: Skip) -> Iterator[Numbered]:
    if path.suffix == ".toml":
        return _toml_rows(path)
    return _features(path, skip) if _is_json(path) else _csv_rows(path, skip)


def _is_json(path: Path) -> bool:
    return path.name.removesuffix(".gz").endswith((".geojson", ".json"))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path}: not TOML: {error}"
        raise GazetteerError(msg) from error


def _toml_rows(path: Path) -> Iterator[Numbered]:
    found = _toml(path)
    places = found.get("place") or found.get("places")
    if not isinstance(places, list) or not all(isinstance(place, dict) for place in places):
        msg = f"{path}: no [[place]] in it; write one such table a place, with name, lat and lon"
        raise GazetteerError(msg)
    text = path.read_text(encoding="utf-8-sig")
    at = [text.count("\n", 0, match.start()) + 1 for match in _TABLE.finditer(text)]
    for number, place in enumerate(places):
        where = f"{path}:{at[number]}" if len(at) == len(places) else f"{path}: place {number + 1}"
        yield where, _ours(place.items())


def _ours(cells: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the cells of the columns that say something of a place; of two of one column the first that is filled."""
    found: dict[str, Any] = {}
    for header, cell in cells:
        column = column_of(header)
        if column and found.get(column, "") in ("", None):
            found[column] = cell
    return found


def _features(path: Path, skip: Skip) -> Iterator[Numbered]:
    for line, feature in items(path, ["features"], skip=skip):
        where = f"{path}:{line}"
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(geometry, dict) or not isinstance(properties, dict):
            skip(f"{where}: not a GeoJSON feature with a geometry and properties")
            continue
        point = geometry.get("coordinates")
        if geometry.get("type") != "Point" or not isinstance(point, list) or len(point) not in {2, 3}:
            skip(f"{where}: a {geometry.get('type')}, but only points are read; give the place's centre")
            continue
        identifier = {"id": feature["id"]} if "id" in feature else {}
        yield where, {**identifier, **_ours(properties.items()), "lon": point[0], "lat": point[1]}


def _csv_rows(path: Path, skip: Skip) -> Iterator[Numbered]:
    if head(path, 2) in _WIDE:
        msg = f"{path}: the file is UTF-16; save it as 'CSV UTF-8'"
        raise GazetteerError(msg)
    table = _whole_rows(path, skip)
    number, line = next(table, (1, ""))
    delimiter = max(_DELIMITERS, key=line.count)
    header = _cells(line, delimiter)
    if fault := columns_fault(header):
        msg = f"{path}:{number}: {fault}"
        raise GazetteerError(msg)
    for number, line in table:
        cells = _cells(line, delimiter)
        if not any(cells) or all(cell.startswith("#") for cell in cells if cell):
            continue
        if len(cells) > len(header) and any(cells[len(header) :]):
            skip(
                f"{path}:{number}: {len(cells)} cells under {len(header)} columns; quote a cell that has {delimiter!r}"
            )
            continue
        yield f"{path}:{number}", _ours(zip(header, cells, strict=False))


def _cells(row: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader(row.splitlines(keepends=True), delimiter=delimiter), [])]


def _whole_rows(path: Path, skip: Skip) -> Iterator[tuple[int, str]]:
    """Yield the rows of a CSV, those with line breaks in quotation marks put together, each with its first line."""
    with closing(lines(path, skip=skip)) as table:
        waiting = deque(islice(table, _LONGEST_ROW))
        while waiting:
            number, row = waiting.popleft()
            waiting.extend(islice(table, 1))
            taken = 0
            while row.count('"') % 2 and taken < len(waiting):
                row = f"{row}\n{waiting[taken][1]}"
                taken += 1
            if row.count('"') % 2:
                skip(f"{path}:{number}: a quotation mark that is not closed; the line was left out")
                continue
            for _ in range(taken):
                waiting.popleft()
            waiting.extend(islice(table, taken))
            yield number, row
