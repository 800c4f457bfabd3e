"""The rows of an incident table as plain values, for formats that are text."""

import datetime as dt
import json
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np

from ..columns import JSON

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cells", "rows"]

_MIDNIGHT = dt.time()


def rows(frame: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    """Yield each row without its geometry: str, int, float, bool, list, dict or ``None``, dates as ISO 8601."""
    names = [name for name in frame.columns if name != "geometry"]
    columns = [map(_parsed, cells(frame[name])) if name in JSON else cells(frame[name]) for name in names]
    labels = [str(name) for name in names]
    for row in zip(*columns, strict=True):
        yield dict(zip(labels, row, strict=True))


def cells(series: "pd.Series[Any]") -> list[Any]:
    """Return a column as values that JSON has: ``None`` where it is missing, as text what JSON has no word for."""
    return [None if gone else _plain(value) for value, gone in zip(series.tolist(), series.isna(), strict=True)]


def _parsed(text: str) -> object:
    return json.loads(text)


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.datetime):
        return value.isoformat() if value.tzinfo or value.time() != _MIDNIGHT else value.date().isoformat()
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(item) for item in value]
    return value if isinstance(value, str) else str(value)
