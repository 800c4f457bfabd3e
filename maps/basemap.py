"""A background that needs no network: land, borders and towns for the extent that a map shows."""

import csv
import gzip
import json
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .assets import read_static

__all__ = ["Box", "basemap", "towns"]

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""

_MARGIN = 4.0
"""Degrees shown finely beyond the incidents on every side, at least."""
_FINENESS = 2000
"""The fine part's width over the smallest bend that is kept in it."""
_MIDDLE = (22.0, 0.05)
"""Degrees beyond the fine part that are drawn less finely, and the smallest bend kept in them."""
_COARSE = 0.4
"""Degrees: the smallest bend kept in the rest of the world."""
_EDGE = 0.01
"""Degrees from the edge of the world within which a side of the land is no shore."""
_TOWNS = 160
_SCALE = 1000
"""Coordinates are whole thousandths of a degree."""


def basemap(box: Box) -> dict[str, Any]:
    """Return land, shores, borders and towns: fine around `box`, coarser further off.

    Returns
    -------
    basemap
        ``scale``; ``land``, a list of polygons, each a list of rings; ``shores`` and ``borders``, lists of lines;
        ``towns``, a list of ``[lon, lat, Arabic name, English name]``, the largest first. A ring or line is a flat
        list of x and y, each the difference to the one before, in degrees times ``scale``. Polygons of neighbouring
        parts meet where there is no shore.
    """
    near = _widened(box, max(_MARGIN, (box[2] - box[0]) * 0.6), max(_MARGIN, (box[3] - box[1]) * 0.6))
    reach, bend = _MIDDLE
    tiers = [
        _within(near, (near[2] - near[0]) / _FINENESS, None),
        _within(_widened(near, reach, reach / 2), bend, near),
        _beyond(_widened(near, reach, reach / 2)),
    ]
    land, shores, borders = zip(*tiers, strict=True)
    return {
        "scale": _SCALE,
        "land": [polygon for part in land for polygon in _polygons(part)],
        "shores": [line for part in shores for line in _lines(part)],
        "borders": [line for part in borders for line in _lines(part)],
        "towns": _towns(near),
    }


def _widened(box: Box, wide: float, high: float) -> Box:
    west, south, east, north = box
    return max(-180.0, west - wide), max(-89.0, south - high), min(180.0, east + wide), min(85.0, north + high)


@cache
def _world() -> tuple[BaseGeometry, BaseGeometry]:
    data = json.loads(gzip.decompress(files(__package__).joinpath("static", "world.json.gz").read_bytes()))
    scale = data["scale"]
    land = [shapely.Polygon(*_with_holes([_points(ring, scale) for ring in rings])) for rings in data["land"]]
    borders = shapely.MultiLineString([_points(line, scale) for line in data["borders"]])
    return shapely.make_valid(shapely.MultiPolygon(land)), borders


def _points(deltas: list[int], scale: int) -> np.ndarray[Any, Any]:
    return np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / scale


def _with_holes(rings: list[Any]) -> tuple[Any, list[Any]]:
    return rings[0], rings[1:]


@cache
def _coarse_world() -> tuple[BaseGeometry, BaseGeometry]:
    land, borders = _world()
    parts = [part for part in shapely.get_parts(shapely.simplify(land, _COARSE)) if part.area > _COARSE / 2]
    return shapely.make_valid(shapely.MultiPolygon(parts)), shapely.simplify(borders, _COARSE)


_Tier = tuple[BaseGeometry, BaseGeometry, BaseGeometry]
"""Land, shores and borders of a part of the world."""


def _within(box: Box, bend: float, but: Box | None) -> _Tier:
    """Simplify first and cut afterwards, so that shores run along the land and end at the cut."""
    land, borders = (shapely.clip_by_rect(whole, *_widened(box, 1, 1)) for whole in _world())
    land, borders = shapely.make_valid(shapely.simplify(land, bend)), shapely.simplify(borders, bend)
    parts = land, _shores(land), borders
    found = [shapely.intersection(part, shapely.box(*box)) for part in parts]
    if but is not None:
        found = [shapely.difference(part, shapely.box(*but)) for part in found]
    return found[0], found[1], found[2]


def _beyond(box: Box) -> _Tier:
    land, borders = _coarse_world()
    found = [shapely.difference(part, shapely.box(*box)) for part in (land, _shores(land), borders)]
    return found[0], found[1], found[2]


def _shores(land: BaseGeometry) -> BaseGeometry:
    return shapely.line_merge(shapely.clip_by_rect(land.boundary, -180 + _EDGE, -89, 180 - _EDGE, 90))


def _polygons(geometry: BaseGeometry) -> list[list[list[int]]]:
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and not part.is_empty]
    return [[_deltas(ring) for ring in (part.exterior, *part.interiors)] for part in parts]


def _lines(geometry: BaseGeometry) -> list[list[int]]:
    return [
        _deltas(part) for part in shapely.get_parts(geometry) if part.geom_type == "LineString" and not part.is_empty
    ]


def _deltas(line: BaseGeometry) -> list[int]:
    points = np.round(shapely.get_coordinates(line) * _SCALE).astype(int)
    steps: list[int] = np.diff(points, axis=0, prepend=0).ravel().tolist()
    return steps


@cache
def towns() -> list[tuple[float, float, str, str]]:
    """Return the towns of the world that a background may name, the largest first: lon, lat, Arabic, English name."""
    rows = csv.DictReader(StringIO(read_static("towns.csv")))
    return [(float(row["lon"]), float(row["lat"]), row["name_ar"], row["name_en"]) for row in rows]


def _towns(box: Box) -> list[list[Any]]:
    west, south, east, north = box
    inside = [list(town) for town in towns() if west < town[0] < east and south < town[1] < north]
    return inside[:_TOWNS]
