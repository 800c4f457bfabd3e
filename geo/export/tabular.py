"""Tables of text: CSV for spreadsheets, JSON Lines for programs."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import geopandas as gpd

from .rows import rows

__all__ = ["placed", "write_csv", "write_jsonl", "write_lines"]

_FORMULA = r"=+@\-\t＝＋－＠"
"""What a spreadsheet takes for the beginning of a formula, full-width forms included."""
_BEGINNING = re.compile(rf"\A(?=[{_FORMULA}\r\n])|(?<=[;\r\n])(?=\"*[{_FORMULA}])")
"""Where a cell begins with one, or where a part of it does for a spreadsheet that parts cells at semicolons."""


def write_csv(frame: gpd.GeoDataFrame, path: Path, *, tags: Mapping[str, str] | None = None) -> None:
    r"""Write a table for Excel, LibreOffice and Google Sheets, with columns ``lon`` and ``lat`` in place of geometry.

    UTF-8 with a byte order mark: without it Excel takes Arabic for Windows-1252. All text is quoted. Text that a
    spreadsheet would run as a formula, at commas or, as some locales have it, at semicolons, has an apostrophe before
    it, for report text is not to be trusted. Lists and JSON are JSON text, with ``\u003b`` for a semicolon; what is
    not known is an empty cell. Below the names comes a row of `tags`, where some are given.
    """
    names = [*(str(name) for name in frame.columns if name != "geometry"), "lon", "lat"]
    below = [] if tags is None else [[tags.get(name, "") for name in names]]
    write_lines(path, chain([names], below, ([row[name] for name in names] for row in placed(frame))))


def write_lines(path: Path, lines: Iterable[Iterable[object]]) -> None:
    """Write cells as CSV, as `write_csv` describes."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(map(_line, lines))


def write_jsonl(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write one JSON object a line, with ``lon`` and ``lat`` in place of geometry."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in placed(frame))


def placed(frame: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    """Yield each row as plain values, with ``lon`` and ``lat`` in place of geometry."""
    for row, point in zip(rows(frame), frame.geometry, strict=True):
        yield row | {"lon": None if point is None else point.x, "lat": None if point is None else point.y}


def _line(cells: Iterable[object]) -> str:
    return ",".join(map(_cell, cells)) + "\r\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, list | dict):
        text = json.dumps(value, ensure_ascii=False).replace(";", "\\u003b")
    else:
        text = _BEGINNING.sub("'", str(value))
    return '"' + text.replace('"', '""') + '"'
