"""Incidents to the incident table and back; the one place where lon/lat and lat/lon cross."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gazetteer.errors import FrameError

from .checks import check_frame
from .columns import CATEGORIES, CRS, DATES, DEGREES, DIGITS, DTYPES, JSON
from .encodable import encodable
from .incident import Claim, Evidence, Incident

__all__ = ["check_frame", "from_frame", "read_geojson", "to_frame"]

GeoDataFrame: TypeAlias = gpd.GeoDataFrame


def to_frame(incidents: Iterable[Incident]) -> GeoDataFrame:
    """Return the incident table, one row an incident, in the order given.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of `geo.columns.DTYPES` and ``geometry``, in EPSG:4326: a point (lon, lat), or ``None`` for an
        incident that has no point, degrees to seven decimals. The same columns and dtypes for no incidents at all.

    Raises
    ------
    FrameError
        If an incident holds what its column cannot, such as a kind that is no incident kind.
    """
    rows = list(incidents)
    values = {name: [_cell(row, name) for row in rows] for name in DTYPES}
    return _build(values, [(row.lon, row.lat) for row in rows])


def from_frame(frame: GeoDataFrame) -> list[Incident]:
    """Return the incidents of a table: what `to_frame` was given, degrees to seven decimals.

    Columns that are not the incident table's own are passed over.

    Raises
    ------
    FrameError
        If it is no incident table; see `check_frame`.
    """
    check_frame(frame)
    columns = {name: _plain(frame[name]) for name in DTYPES}
    points = [(None, None) if point is None else (point.x, point.y) for point in frame.geometry]
    rows = zip(zip(*columns.values(), strict=True), points, strict=True)
    return [_incident(dict(zip(columns, row, strict=True)), point) for row, point in rows]


def read_geojson(path: str | Path) -> GeoDataFrame:
    """Read incidents from a GeoJSON file that `geo.write` wrote.

    Properties that are not the incident table's own are passed over.

    Returns
    -------
    geopandas.GeoDataFrame
        The same columns and dtypes as `to_frame` gives; after `geo.write` the same table.

    Raises
    ------
    FrameError
        If the file holds no incident table; the message names the file, and the feature where it is one.
    OSError
        If it cannot be opened.
    """
    try:
        features = json.loads(Path(path).read_text(encoding="utf-8-sig"))["features"]
        rows = [feature["properties"] for feature in features]
        points = [_lonlat(feature["geometry"]) for feature in features]
        missing = [name for name in DTYPES if any(name not in row for row in rows)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        msg = f"{path}: no GeoJSON of incidents ({type(error).__name__}: {error}); give a file that geo.write wrote."
        raise FrameError(msg) from error
    if missing:
        msg = f"{path}: no incident table: properties missing: {', '.join(missing)}."
        raise FrameError(msg)
    try:
        frame = _build({name: _read_column(name, rows) for name in DTYPES}, points)
        check_frame(frame)
    except FrameError as error:
        msg = f"{path}: {error}"
        raise FrameError(msg) from error
    return frame


def _build(values: Mapping[str, Sequence[object]], points: Sequence[tuple[float | None, float | None]]) -> GeoDataFrame:
    faults: list[str] = []
    columns = {name: _column(name, cells, faults) for name, cells in values.items()}
    if faults:
        raise FrameError("these incidents cannot become a table:\n" + "\n".join(f"- {fault}" for fault in faults))
    geometry = gpd.GeoSeries([_point(lon, lat) for lon, lat in points], crs=CRS)
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=CRS)


def _column(name: str, cells: Sequence[object], faults: list[str]) -> "pd.Series[Any] | None":
    try:
        if fault := _misfit(name, cells):
            faults.append(f"{name}: {fault}")
            return None
        if name in DATES:
            return pd.Series(np.array(cells, dtype="datetime64[D]").astype(DTYPES[name]))
        if name in DEGREES:
            return pd.Series([*cells], dtype=DTYPES[name]).round(DIGITS)
        return pd.Series([_clean(cell) for cell in cells], dtype=DTYPES[name])
    except (TypeError, ValueError, OverflowError) as error:
        faults.append(f"{name}: {error}")
        return None


def _misfit(name: str, cells: Sequence[object]) -> str | None:
    """Return what is wrong with values that pandas would turn into others."""
    if name in CATEGORIES and (unknown := {*cells} - {None, *CATEGORIES[name]}):
        return f"{sorted(map(repr, unknown))} not among {', '.join(CATEGORIES[name])}"
    if name in DATES and (wrong := [cell for cell in cells if not isinstance(cell, dt.date | None)]):
        return f"no datetime.date: {', '.join(map(repr, wrong))}"
    if any(isinstance(cell, bool) for cell in cells):
        return "true and false are no values of this column"
    return None


def _clean(cell: object) -> object:
    if isinstance(cell, list):
        return [_clean(item) for item in cell]
    return encodable(cell) if isinstance(cell, str) else cell


def _point(lon: float | None, lat: float | None) -> shapely.Point | None:
    return None if lon is None or lat is None else shapely.Point(round(lon, DIGITS), round(lat, DIGITS))


def _lonlat(geometry: Mapping[str, Any] | None) -> tuple[float | None, float | None]:
    if geometry is None:
        return None, None
    if geometry["type"] != "Point":
        msg = f"a geometry is a {geometry['type']!r}, not a point"
        raise ValueError(msg)
    lon, lat = geometry["coordinates"][:2]
    return float(lon), float(lat)


def _cell(incident: Incident, name: str) -> object:
    value = getattr(incident, name)
    if name == "reports":
        return list(value)
    if name == "casualties":
        return _dump(value)
    if name in JSON:
        return _dump([asdict(item) for item in value])
    return value


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _read_column(name: str, rows: Sequence[Mapping[str, object]]) -> list[object]:
    cells = [row[name] for row in rows]
    if name in DATES:
        return [_day(cell, f"features[{number}]: {name}") for number, cell in enumerate(cells)]
    if name in JSON:
        return [cell if isinstance(cell, str) else _dump(cell) for cell in cells]
    return cells


def _day(value: object, where: str) -> dt.date | None:
    """Return the day of an ISO 8601 date; GDAL may have made a moment of it, at midnight."""
    if value is None:
        return None
    try:
        return dt.datetime.fromisoformat(value).date()  # type: ignore[arg-type]  # refused below
    except (TypeError, ValueError) as error:
        msg = f"{where} is no date: {value!r}; write 2010-09-15, or null."
        raise FrameError(msg) from error


def _plain(series: "pd.Series[Any]") -> list[Any]:
    values = [None if gone else value for value, gone in zip(series.tolist(), series.isna(), strict=True)]
    if series.name in DATES:
        return [value and value.date() for value in values]
    return values


def _incident(row: dict[str, Any], point: tuple[float | None, float | None]) -> Incident:
    try:
        decoded = {name: decode(json.loads(row[name])) for name, decode in _DECODERS.items()}
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        msg = f"incident {row['id']!r}: casualties, claims or evidence are not as geo.to_frame writes them: {error}"
        raise FrameError(msg) from error
    return Incident(**(row | decoded | {"reports": tuple(row["reports"])}), lon=point[0], lat=point[1])


def _casualties(
    value: dict[str, dict[str, list[int | None]]],
) -> dict[str, dict[str, tuple[int | None, int | None] | None]]:
    return {toll: {who: _pair(bounds) for who, bounds in groups.items()} for toll, groups in value.items()}


def _claims(value: list[dict[str, Any]]) -> tuple[Claim, ...]:
    return tuple(Claim(**(row | {toll: _pair(row[toll]) for toll in ("killed", "injured")})) for row in value)


def _pair(bounds: list[int | None] | None) -> tuple[int | None, int | None] | None:
    return None if bounds is None else (bounds[0], bounds[1])


def _evidence(value: list[dict[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**row) for row in value)


_DECODERS: dict[str, Callable[[Any], object]] = {"casualties": _casualties, "claims": _claims, "evidence": _evidence}
