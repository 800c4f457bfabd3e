"""GeoJSON by RFC 7946, in the form that GIS tools read best."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from ..columns import DEGREES, DIGITS
from .rows import rows

__all__ = ["write_geojson"]


def write_geojson(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a FeatureCollection: UTF-8, Arabic as it is, one feature a line, ``null`` where nothing is known.

    Dates are ISO 8601, which GDAL and QGIS take as fields of type Date; `reports` is a list, `casualties`,
    `claims` and `evidence` are real JSON, which GDAL takes as JSON fields and a reader in any language as it stands.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "name": "incidents", "features": [')
        for number, (row, point) in enumerate(zip(rows(frame), frame.geometry, strict=True)):
            feature = {"type": "Feature", "geometry": _geometry(point), "properties": _rounded(row)}
            file.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False, allow_nan=False))
        file.write("\n]}\n")


def _geometry(point: shapely.Point | None) -> dict[str, Any] | None:
    if point is None:
        return None
    return {"type": "Point", "coordinates": [round(point.x, DIGITS), round(point.y, DIGITS)]}


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    degrees = {name: row[name] for name in DEGREES}
    return row | {name: None if value is None else round(value, DIGITS) for name, value in degrees.items()}
