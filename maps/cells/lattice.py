"""Cells of equal area, and which one a place lies in."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from geo import MissingExtraError

__all__ = ["Cells", "Kind", "cells_of"]

Kind = Literal["hex", "grid", "h3"]
Numbers = npt.NDArray[np.float64]

_EARTH_KM = 6371.0088
_HEIGHT = 3**0.5
"""Height of two rows of hexagons over the width of one."""
_HEX = ((0, 2 / 3), (0.5, 1 / 3), (0.5, -1 / 3), (0, -2 / 3), (-0.5, -1 / 3), (-0.5, 1 / 3))
"""Corners of a hexagon around its middle: x in widths, y in halves of `_HEIGHT`."""
_SQUARE = ((-0.5, 0.5), (0.5, 0.5), (0.5, -0.5), (-0.5, -0.5))
_ROWS = 1 << 31
"""More than there are rows of cells."""
_TURN = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells that are used: their corners as lon and lat (n × corners × 2), and each place's cell."""

    corners: Numbers
    codes: npt.NDArray[np.int64]


def cells_of(kind: Kind, lon: Numbers, lat: Numbers, *, size_km: float, resolution: int) -> Cells:
    """Put places into cells.

    Parameters
    ----------
    kind
        Hexagons or squares of equal area (Lambert's cylindrical projection, true to shape in the places' middle
        latitude), or H3's hexagons.
    lon, lat
        Degrees, without gaps.
    size_km
        From one side of a hexagon or square to the other.
    resolution
        H3's.

    Raises
    ------
    geo.MissingExtraError
        If H3 is asked for and its extra is not installed.
    """
    if kind == "h3":
        return _h3(lon, lat, resolution)
    level = np.cos(np.radians(np.clip((lat.min() + lat.max()) / 2, -75, 75))) if len(lat) else 1.0
    x = np.radians(lon) * _EARTH_KM * level / size_km
    y = np.sin(np.radians(lat)) * _EARTH_KM / level / size_km
    middles, shape, high = _hexagons(x, y) if kind == "hex" else _squares(x, y)
    halves = np.round(middles * [2, 2 / high]).astype(np.int64)
    _, first, codes = np.unique(halves[:, 0] * _ROWS + halves[:, 1], return_index=True, return_inverse=True)
    used = middles[first]
    corners = used[:, None, :] + np.array(shape) * [1, high]
    east = np.degrees(corners[..., 0] * size_km / _EARTH_KM / level)
    north = np.degrees(np.arcsin(np.clip(corners[..., 1] * size_km / _EARTH_KM * level, -1, 1)))
    return Cells(corners=np.stack([east, north], axis=-1), codes=codes.reshape(-1).astype(np.int64))


def _squares(x: Numbers, y: Numbers) -> tuple[Numbers, Any, float]:
    return np.column_stack([np.floor(x) + 0.5, np.floor(y) + 0.5]), _SQUARE, 1.0


def _hexagons(x: Numbers, y: Numbers) -> tuple[Numbers, Any, float]:
    """Return the nearer of the middles of two lattices of rectangles, half a step apart."""
    even = np.column_stack([np.round(x), np.round(y / _HEIGHT) * _HEIGHT])
    odd = np.column_stack([np.floor(x) + 0.5, (np.floor(y / _HEIGHT) + 0.5) * _HEIGHT])
    place = np.column_stack([x, y])
    nearer = ((even - place) ** 2).sum(axis=1) <= ((odd - place) ** 2).sum(axis=1)
    return np.where(nearer[:, None], even, odd).round(9), _HEX, _HEIGHT / 2


def _h3(lon: Numbers, lat: Numbers, resolution: int) -> Cells:
    try:
        h3 = import_module("h3")
    except ImportError as error:
        msg = "Cells of H3 need the package h3: pip install 'mawqi[h3]'; or take cells='hex', which needs nothing."
        raise MissingExtraError(msg) from error
    spots, where = np.unique(np.column_stack([lat, lon]), axis=0, return_inverse=True)
    names = np.array([h3.latlng_to_cell(north, east, resolution) for north, east in spots.tolist()], dtype=str)
    used, codes = np.unique(names, return_inverse=True)
    outlines = [np.array(h3.cell_to_boundary(name))[:, ::-1] for name in used.tolist()]
    most = max(map(len, outlines), default=6)
    corners = np.array([_whole(ring, most) for ring in outlines]).reshape(len(outlines), most, 2)
    return Cells(corners=corners, codes=codes[where.reshape(-1)].astype(np.int64))


def _whole(ring: Numbers, most: int) -> Numbers:
    """Return a ring of so many corners, in one piece where it lies across the antimeridian."""
    lon = (ring[:, 0] - ring[0, 0] + _TURN / 2) % _TURN - _TURN / 2 + ring[0, 0]
    whole = np.column_stack([lon, ring[:, 1]])
    return np.vstack([whole, np.repeat(whole[-1:], most - len(whole), axis=0)])
