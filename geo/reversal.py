"""Many points to the places nearest to them, as a table."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Geod

from gazetteer import Gazetteer, Place
from gazetteer.distance import AREAS
from gazetteer.store import DEGREE, Store

from .columns import CRS
from .nearest import Floats, Ints, Nearest

__all__ = ["reverse_many"]

_TEXTS = {
    "place_id": "id",
    "place": "name",
    "place_en": "name_en",
    "kind": "kind",
    "admin": "admin",
    "country": "country",
}
_POLE, _DATE_LINE = 90, 180
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of a gazetteer that a point may be nearest to."""

    tree: Nearest
    lats: Floats
    lons: Floats
    stores: npt.NDArray[np.uint8]
    """Of each place which store holds it, and as which."""
    numbers: Ints


def reverse_many(gazetteer: Gazetteer, points: Any, *, max_km: float) -> pd.DataFrame:  # noqa: ANN401  arrays and tables of several packages
    """Return one row a point; see `geo.Geocoder.reverse_many`."""
    lats, lons, index = _lat_lon(points)
    asked = np.flatnonzero(~(np.isnan(lats) | np.isnan(lons)))
    _check(lats, lons, asked)
    places = _places(gazetteer)
    found = np.full(len(lats), -1, dtype=np.intp)
    found[asked] = places.tree.query(lats[asked], lons[asked], max_km)
    hit = np.flatnonzero(found >= 0)
    at = found[hit]
    away = np.full(len(lats), np.nan)
    away[hit] = Geod(ellps="WGS84").inv(lons[hit], lats[hit], places.lons[at], places.lats[at])[2] / 1000
    away[away > max_km] = np.nan
    found[np.isnan(away)] = -1
    return _table(gazetteer, places, found, index).assign(distance_km=away)


def _table(gazetteer: Gazetteer, places: _Places, found: Ints, index: pd.Index) -> pd.DataFrame:
    """Return the places of the numbers given, each looked up once."""
    numbers, row = np.unique(found, return_inverse=True)
    known = [None if number < 0 else _place(gazetteer, places, number) for number in numbers]
    columns: dict[str, Any] = {}
    for column, name in _TEXTS.items():
        texts = pd.array([getattr(place, name, None) for place in known], dtype="string")
        columns[column] = texts.take(row)
    for column in ("lat", "lon"):
        columns[column] = np.array([getattr(place, column, np.nan) for place in known], dtype=float)[row]
    return pd.DataFrame(columns, index=index)


def _place(gazetteer: Gazetteer, places: _Places, number: int) -> Place:
    """Return a place as the gazetteer has it that is to be trusted most."""
    stores = gazetteer.stores
    place = stores[places.stores[number]].place(int(places.numbers[number]))
    return place if len(stores) == 1 else gazetteer.get(place.id) or place


@lru_cache(maxsize=2)
def _places(gazetteer: Gazetteer) -> _Places:
    """Return the places of a gazetteer, put in order when first asked for."""
    parts = [_sites(store) for store in gazetteer.stores]
    lats, lons, numbers = (np.concatenate(column) for column in zip(*parts, strict=True))
    stores = np.repeat(np.arange(len(parts), dtype=np.uint8), [len(part[0]) for part in parts])
    return _Places(Nearest(lats, lons), lats, lons, stores, numbers)


def _sites(store: Store) -> tuple[Floats, Floats, Ints]:
    """Return latitudes, longitudes and numbers of the places of a store whose point says where they are."""
    numbers = np.flatnonzero(~np.isin(np.asarray(store.kinds), list(AREAS)))
    lats, lons = (np.asarray(column)[numbers] / DEGREE for column in (store.lats, store.lons))
    return lats, lons, numbers


def _lat_lon(points: Any) -> tuple[Floats, Floats, pd.Index]:  # noqa: ANN401  arrays and tables of several packages
    """Return latitudes, longitudes and the index of points in any form; NaN for missing ones."""
    if isinstance(points, gpd.GeoDataFrame | gpd.GeoSeries):
        return _of_geometry(points.geometry)
    if isinstance(points, gpd.array.GeometryArray):
        return _of_geometry(gpd.GeoSeries(points))
    index = points.index if isinstance(points, pd.DataFrame | pd.Series) else None
    try:
        pairs = pd.DataFrame(_pairs(points)).astype(float).to_numpy()
        if pairs.size == 0:
            pairs = pairs.reshape(-1, 2)
        lats, lons = pairs.T
    except (TypeError, ValueError) as error:
        msg = f"points are pairs of latitude and longitude in degrees, or a GeoSeries of points: {error}"
        raise ValueError(msg) from error
    return lats, lons, pd.RangeIndex(len(lats)) if index is None else index


def _pairs(points: Any) -> Any:  # noqa: ANN401  arrays and tables of several packages
    """Return points as rows of two; a missing point as two missing numbers."""
    if isinstance(points, np.ndarray | pd.DataFrame) and points.ndim == 2:  # noqa: PLR2004
        return points
    return [(np.nan, np.nan) if point is None or point is pd.NA else tuple(point) for point in points]


def _of_geometry(geometry: gpd.GeoSeries) -> tuple[Floats, Floats, pd.Index]:
    if geometry.crs is not None and geometry.crs != CRS:
        geometry = geometry.to_crs(CRS)
    points = geometry.to_numpy()
    points = np.where(shapely.is_empty(points), None, points)
    odd = np.flatnonzero(shapely.get_type_id(points) > 0)
    if len(odd):
        msg = f"not a point in row {_rows(odd)}: take .representative_point() or .centroid first."
        raise ValueError(msg)
    return shapely.get_y(points), shapely.get_x(points), geometry.index


def _check(lats: Floats, lons: Floats, asked: Ints) -> None:
    """Raise a `ValueError` if a point is not on the Earth."""
    wrong = asked[~((np.abs(lats[asked]) <= _POLE) & (np.abs(lons[asked]) <= _DATE_LINE))]
    if len(wrong):
        first = wrong[0]
        msg = (
            f"not on the Earth in row {_rows(wrong)}, such as ({lats[first]}, {lons[first]}): latitude comes first, "
            "-90 to 90, then longitude, -180 to 180."
        )
        raise ValueError(msg)


def _rows(rows: Ints) -> str:
    shown = ", ".join(map(str, rows[:_SHOWN]))
    return shown + (f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else "")
