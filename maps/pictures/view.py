"""Which part of the earth a picture shows, and where on the picture a place lies: Mercator, as on the web map."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..basemap import Box
from .canvas import Rect

__all__ = ["EARTH_M", "View", "view_of"]

EARTH_M = 6_371_008.8
"""The earth's mean radius."""
_LIMIT = 84.0
"""Degrees of latitude beyond which Mercator shows nothing."""
_LEAST_M = 40_000.0
"""Metres from edge to edge that a picture shows at least, if not told otherwise."""
_LEVANT = (34.0, 30.5, 38.0, 34.5)
_AROUND = 0.08
"""Part of the picture that stays free on every side."""
_TURN = 360.0

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A rectangle of the picture, and the part of the earth in it; `east` may be beyond 180."""

    rect: Rect
    west: float
    east: float
    top: float
    """The upper edge, as Mercator's y in radians."""
    scale: float
    """Pixels a radian."""

    def spots(self, lon: Any, lat: Any) -> Numbers:  # noqa: ANN401  numbers or arrays of them
        """Return x and y (n × 2) of degrees; a longitude is taken at the turn that is nearest to the view."""
        middle = (self.west + self.east) / 2
        turned = (np.asarray(lon, float) - middle + _TURN / 2) % _TURN - _TURN / 2 + middle
        return self.drawn(turned, lat)

    def drawn(self, lon: Any, lat: Any) -> Numbers:  # noqa: ANN401  the same
        """Return x and y (n × 2) of degrees, the longitude as it is."""
        x = self.rect[0] + np.radians(np.asarray(lon, float) - self.west) * self.scale
        return np.column_stack([x, self.rect[1] + (self.top - _rise(lat)) * self.scale])

    @property
    def south_north(self) -> tuple[float, float]:
        """The lower and upper edge in degrees."""
        low = self.top - (self.rect[3] - self.rect[1]) / self.scale
        return _latitude(low), _latitude(self.top)

    def metres(self, lat: float) -> float:
        """Return the metres of one pixel at a latitude."""
        return float(EARTH_M * np.cos(np.radians(lat)) / self.scale)

    def ring(self, lon: float, lat: float, metres: float) -> Numbers:
        """Return the points (n × 2) of the circle of a true radius around a place."""
        angle, far = np.linspace(0, 2 * np.pi, 73)[:-1], min(metres / EARTH_M, np.pi / 2)
        phi = np.radians(lat)
        north = np.arcsin(np.clip(np.sin(phi) * np.cos(far) + np.cos(phi) * np.sin(far) * np.cos(angle), -1, 1))
        east = np.arctan2(np.sin(angle) * np.sin(far) * np.cos(phi), np.cos(far) - np.sin(phi) * np.sin(north))
        x = self.spots(lon, lat)[0, 0]
        return np.column_stack(
            [x + east * self.scale, self.rect[1] + (self.top - _rise(np.degrees(north))) * self.scale]
        )


def view_of(rect: Rect, lon: Numbers, lat: Numbers, extent: Box | None) -> View:
    """Return the view of all places, or of `extent`, in a rectangle of the picture.

    Raises
    ------
    ValueError
        If `extent` is no west, south, east and north in degrees.
    """
    west, south, east, north = _checked(extent) if extent else _around(lon, lat)
    wide, high = rect[2] - rect[0], rect[3] - rect[1]
    low, top = _rise(south), _rise(north)
    across = np.radians(east - west)
    free = 1 - 2 * _AROUND * (extent is None)
    scale = min(wide * free / across, high * free / float(top - low))
    scale = max(scale, wide / (2 * np.pi))
    middle, level = (west + east) / 2, float(low + top) / 2
    half = float(np.degrees(wide / scale / 2))
    edge = float(_rise(_LIMIT)) - high / scale / 2
    level = float(np.clip(level, -edge, edge)) if edge > 0 else 0.0
    return View(rect=rect, west=middle - half, east=middle + half, top=level + high / scale / 2, scale=scale)


def _checked(extent: Box) -> Box:
    west, south, east, north = map(float, extent)
    east += _TURN * (east <= west)
    if not (-_TURN <= west < east <= west + _TURN and -90 <= south < north <= 90):  # noqa: PLR2004  degrees
        msg = f"No part of the earth: {extent!r}; extent is west, south, east, north in degrees: (34, 29, 36, 34)."
        raise ValueError(msg)
    return west, max(south, -_LIMIT), east, min(north, _LIMIT)


def _around(lon: Numbers, lat: Numbers) -> Box:
    """Return the smallest box of all places, the widest gap between longitudes left out."""
    if not len(lon):
        return _LEVANT
    sorted_lon = np.unique(lon)
    gaps = np.diff(sorted_lon, append=sorted_lon[0] + _TURN)
    widest = int(np.argmax(gaps))
    west, across = float(sorted_lon[(widest + 1) % len(sorted_lon)]), _TURN - float(gaps[widest])
    south, north = float(np.clip(lat.min(), -_LIMIT, _LIMIT)), float(np.clip(lat.max(), -_LIMIT, _LIMIT))
    high = np.degrees(_LEAST_M / EARTH_M)
    more_high = max(0.0, high - (north - south)) / 2
    more_wide = max(0.0, high / np.cos(np.radians((south + north) / 2)) - across) / 2
    return west - more_wide, max(south - more_high, -_LIMIT), west + across + more_wide, min(north + more_high, _LIMIT)


def _rise(lat: Any) -> Any:  # noqa: ANN401  numbers or arrays of them
    phi = np.radians(np.clip(np.asarray(lat, float), -89.5, 89.5))
    return np.arctanh(np.sin(phi))


def _latitude(rise: float) -> float:
    return float(np.degrees(np.arcsin(np.tanh(rise))))
