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

__all__ = ["Box", "basemap"]

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""

_MARGIN = 2.5
"""Degrees shown beyond the incidents on every side, at least."""
_FINENESS = 1500
"""An extent's width over the smallest bend that is kept."""
_COARSE = 0.4
"""Degrees: the smallest bend kept in the rest of the world."""
_TOWNS = 160
_SCALE = 1000
"""Coordinates are whole thousandths of a degree."""


def basemap(box: Box) -> dict[str, Any]:
    """Return land, borders and towns: fine around `box`, coarse in the rest of the world.

    Returns
    -------
    basemap
        ``scale``; ``land``, a list of polygons, each a list of rings; ``borders``, a list of lines; ``towns``, a
        list of ``[lon, lat, Arabic name, English name]``, the largest first. A ring or line is a flat list of
        x and y, each the difference to the one before, in degrees times ``scale``.
    """
    near = _widened(box)
    frame = shapely.box(*near)
    land, borders = _world()
    bend = (near[2] - near[0]) / _FINENESS
    rest_of_land, rest_of_borders = _coarse_world()
    return {
        "scale": _SCALE,
        "land": _polygons(_clip(land, near, bend)) + _polygons(shapely.difference(rest_of_land, frame)),
        "borders": _lines(_clip(borders, near, bend)) + _lines(shapely.difference(rest_of_borders, frame)),
        "towns": _towns(near),
    }


def _widened(box: Box) -> Box:
    west, south, east, north = box
    wide, high = max(_MARGIN, (east - west) * 0.6), max(_MARGIN, (north - south) * 0.6)
    return max(-180.0, west - wide), max(-89.0, south - high), min(180.0, east + wide), min(85.0, north + high)


@cache
def _world() -> tuple[BaseGeometry, BaseGeometry]:
    data = json.loads(gzip.decompress(files(__package__).joinpath("static", "world.json.gz").read_bytes()))
    scale, translate = np.array(data["transform"]["scale"]), np.array(data["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in data["arcs"]]
    land = [
        shapely.Polygon(_ring(arcs, outer), [_ring(arcs, hole) for hole in holes]) for outer, *holes in data["land"]
    ]
    borders = shapely.MultiLineString([arcs[arc] for arc in data["borders"]])
    return shapely.union_all(shapely.make_valid(land)), shapely.line_merge(borders)


def _ring(arcs: list[np.ndarray[Any, Any]], numbers: list[int]) -> np.ndarray[Any, Any]:
    """Join arcs end to end; ``~n`` is arc n backwards."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


@cache
def _coarse_world() -> tuple[BaseGeometry, BaseGeometry]:
    land, borders = _world()
    parts = [part for part in shapely.get_parts(shapely.simplify(land, _COARSE)) if part.area > _COARSE]
    return shapely.make_valid(shapely.MultiPolygon(parts)), shapely.simplify(borders, _COARSE)


def _clip(geometry: BaseGeometry, box: Box, bend: float) -> BaseGeometry:
    return shapely.simplify(shapely.clip_by_rect(geometry, *box), bend)


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
def _all_towns() -> list[tuple[float, float, str, str]]:
    rows = csv.DictReader(StringIO(read_static("towns.csv")))
    return [(float(row["lon"]), float(row["lat"]), row["name_ar"], row["name_en"]) for row in rows]


def _towns(box: Box) -> list[list[Any]]:
    west, south, east, north = box
    inside = [list(town) for town in _all_towns() if west < town[0] < east and south < town[1] < north]
    return inside[:_TOWNS]
