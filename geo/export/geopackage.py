"""GeoPackage: one layer, ``incidents``."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from gazetteer.errors import ExportError

from ..columns import CRS, DATES
from .rows import cells

__all__ = ["LAYER", "write_geopackage"]

LAYER = "incidents"


def write_geopackage(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a layer of points with fields of type Date, Integer64, Real and text; lists are JSON text.

    Through pyogrio's raw interface: a data frame has no type for a date without a time, and GDAL would
    make of `start` and `end` moments in no time zone.
    """
    names = [name for name in frame.columns if name != "geometry"]
    fields = [_field(frame[name]) for name in names]
    try:
        pyogrio.raw.write(
            path,
            geometry=shapely.to_wkb(frame.geometry.to_numpy()),
            field_data=[values for values, _ in fields],
            field_mask=[mask for _, mask in fields],
            fields=[str(name) for name in names],
            layer=LAYER,
            driver="GPKG",
            geometry_type="Point",
            crs=CRS,
            encoding="UTF-8",
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FieldError) as error:
        msg = f"GDAL cannot write the GeoPackage: {error}"
        raise ExportError(msg) from error


def _field(series: "pd.Series[Any]") -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any] | None]:
    """Return a column's values and where they are missing, as GDAL's own types."""
    if series.name in DATES:
        return series.to_numpy("datetime64[D]"), None
    if pd.api.types.is_float_dtype(series.dtype):
        return series.to_numpy("float64", na_value=np.nan), None
    if pd.api.types.is_integer_dtype(series.dtype) or pd.api.types.is_bool_dtype(series.dtype):
        return series.to_numpy("int64", na_value=0), series.isna().to_numpy()
    return np.array([_text(value) for value in cells(series)], dtype=object), None


def _text(value: object) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.replace("\0", "\ufffd")  # where GDAL would end the text
