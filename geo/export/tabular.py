"""Tables of text: CSV for spreadsheets, JSON Lines for programs."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd

from .rows import rows

__all__ = ["write_csv", "write_jsonl"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, full-width forms included."""


def write_csv(frame: gpd.GeoDataFrame, path: Path, *, tags: Mapping[str, str] | None = None) -> None:
    """Write a table for Excel, LibreOffice and Google Sheets, with columns ``lon`` and ``lat`` in place of geometry.

    UTF-8 with a byte order mark: without it Excel takes Arabic for Windows-1252. A cell of text that a spreadsheet
    would run as a formula begins with an apostrophe, for report text is not to be trusted. Lists and JSON are JSON
    text; what is not known is an empty cell. Below the names comes a row of `tags`, where some are given.
    """
    names = [str(name) for name in frame.columns if name != "geometry"]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*names, "lon", "lat"])
        writer.writerow({name: _safe(name) for name in writer.fieldnames})
        if tags is not None:
            writer.writerow({name: tags.get(name, "") for name in writer.fieldnames})
        for row in _placed(frame):
            writer.writerow({name: _safe(value) for name, value in row.items()})


def write_jsonl(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write one JSON object a line, with ``lon`` and ``lat`` in place of geometry."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in _placed(frame))


def _placed(frame: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    for row, point in zip(rows(frame), frame.geometry, strict=True):
        yield row | {"lon": None if point is None else point.x, "lat": None if point is None else point.y}


def _safe(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
