"""Is this table an incident table: every fault found, and told at once."""

import json
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from gazetteer.errors import FrameError

from .columns import CATEGORIES, CRS, DATES, DTYPES, JSON, RANGES

__all__ = ["check_frame"]

_SHOWN = 3
_BETWEEN: dict[str, tuple[float, float]] = {
    "uncertainty_m": (0, 20_040_000),  # half the way round the earth
    "place_score": (0, 1),
    "confidence": (0, 1),
    "origin_lon": (-180, 180),
    "origin_lat": (-90, 90),
}
_REQUIRED = ("id", "kind", "status", "scope", "confidence", "why", *JSON)


def check_frame(frame: object) -> None:
    """Make sure that a table is an incident table.

    Columns beyond the incident table's own are allowed, and so are text of any pandas string dtype, dates of any
    unit, and categories without the words that are not used: what a filter or a trip through Parquet leaves.

    Raises
    ------
    FrameError
        If it is not; the message lists every fault: columns that are missing or of another dtype, another CRS,
        words outside a column's vocabulary, a minimum above its maximum, degrees out of range, damaged JSON.
    """
    if not isinstance(frame, gpd.GeoDataFrame):
        msg = f"an incident table is a GeoDataFrame, as geo.extract and geo.to_frame return it, not {type(frame)!r}"
        raise FrameError(msg)
    wrong = dict(_wrong_columns(frame))
    faults = [*wrong.values(), *_wrong_geometry(frame)]
    sound = [name for name in DTYPES if name not in wrong]
    faults += _wrong_values(frame, sound)
    if faults:
        msg = "this is no incident table:\n" + "\n".join(f"- {fault}" for fault in faults)
        raise FrameError(msg)


def _wrong_columns(frame: gpd.GeoDataFrame) -> Iterator[tuple[str, str]]:
    for name, dtype in DTYPES.items():
        if name not in frame.columns:
            yield name, f"{name}: the column is missing"
        elif not isinstance(frame[name], pd.Series):
            yield name, f"{name}: the column is there more than once"
        elif not _fits(frame[name].dtype, dtype):
            yield name, f"{name}: {_misfit(frame[name], dtype)}"


def _fits(found: Any, wanted: Any) -> bool:  # noqa: ANN401 - pandas has no one type for what a dtype is
    if isinstance(wanted, pd.StringDtype):
        return isinstance(found, pd.StringDtype)
    if wanted == DTYPES[DATES[0]]:
        return bool(getattr(found, "kind", "") == "M" and getattr(found, "tz", None) is None)
    if isinstance(wanted, pd.CategoricalDtype):
        return isinstance(found, pd.CategoricalDtype) and set(found.categories) <= set(wanted.categories)
    return bool(found == wanted)


def _misfit(series: "pd.Series[Any]", wanted: Any) -> str:  # noqa: ANN401
    if series.name in CATEGORIES and isinstance(series.dtype, pd.CategoricalDtype):
        unknown = [word for word in series.cat.categories if word not in wanted.categories]
        return f"unknown words {unknown!r}"
    shown = "category" if isinstance(wanted, pd.CategoricalDtype) else wanted
    return f"is {series.dtype}, expected {shown}"


def _wrong_geometry(frame: gpd.GeoDataFrame) -> Iterator[str]:
    if "geometry" not in frame.columns or frame.active_geometry_name != "geometry":
        yield "geometry: the column is missing, or is not the active geometry"
        return
    geometry = frame.geometry
    if geometry.crs != CRS:
        yield f"geometry: its CRS is {geometry.crs and geometry.crs.to_string()}, expected {CRS}; use .to_crs({CRS!r})"
    placed = geometry[geometry.notna()]
    points = placed[(placed.geom_type == "Point") & ~placed.is_empty]
    if len(points) < len(placed):
        yield f"geometry: {len(placed) - len(points)} rows are neither a point nor None"
    outside = ~(points.x.between(-180, 180) & points.y.between(-90, 90))
    if outside.any():
        yield f"geometry: out of range; a point is (lon, lat) {_rows(points, outside)}"


def _wrong_values(frame: gpd.GeoDataFrame, names: list[str]) -> Iterator[str]:
    for name in names:
        series = frame[name]
        if name in _REQUIRED and series.isna().any():
            yield f"{name}: missing {_rows(frame, series.isna())}"
        if name in _BETWEEN and (bad := ~series.between(*_BETWEEN[name]) & series.notna()).any():
            yield f"{name}: not between {_BETWEEN[name][0]} and {_BETWEEN[name][1]} {_rows(frame, bad)}"
        if name in JSON and (bad := ~series.map(lambda text, kind=JSON[name]: _holds(text, kind)).astype(bool)).any():
            yield f"{name}: not the JSON text of a {JSON[name].__name__} {_rows(frame, bad)}"
    if "id" in names and (bad := frame["id"].duplicated()).any():
        yield f"id: not unique {_rows(frame, bad)}"
    if "reports" in names and (bad := ~frame["reports"].map(_is_texts).astype(bool)).any():
        yield f"reports: not a list of str {_rows(frame, bad)}"
    yield from _wrong_order(frame, names)


def _wrong_order(frame: gpd.GeoDataFrame, names: list[str]) -> Iterator[str]:
    for low, high in (DATES, *((f"{name}_min", f"{name}_max") for name in RANGES)):
        if low in names and high in names and (bad := (frame[low] > frame[high]).fillna(value=False)).any():
            yield f"{low}: greater than {high} {_rows(frame, bad)}"
        if low in names and low not in DATES and (bad := (frame[low] < 0).fillna(value=False)).any():
            yield f"{low}: below zero {_rows(frame, bad)}"


def _holds(text: object, kind: type) -> bool:
    try:
        return isinstance(text, str) and isinstance(json.loads(text), kind)
    except (ValueError, RecursionError):
        return False


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple | np.ndarray) and all(isinstance(item, str) for item in value)


def _rows(frame: "pd.Series[Any] | gpd.GeoDataFrame", bad: "pd.Series[bool]") -> str:
    rows = list(frame.index[bad])
    shown = ", ".join(repr(row) for row in rows[:_SHOWN])
    return f"in row {shown}" + (f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else "")
