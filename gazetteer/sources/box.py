"""Where a way or relation is of which only the points are known: the middle of the box around them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ..distance import great_circle_km

__all__ = ["Extent", "extent_of"]

_POLE, _DATE_LINE, _ROUND = 90, 180, 360


@dataclass(frozen=True, slots=True)
class Extent:
    """A point, and the radius around it in metres that holds the whole; ``None`` where only the point is known."""

    lon: float
    lat: float
    radius_m: float | None = None

    def around(self, lon: float, lat: float) -> "Extent":
        """Return the same whole around another point of it."""
        away = 1000 * great_circle_km(lat, lon, self.lat, self.lon)
        return Extent(lon, lat, None if self.radius_m is None else self.radius_m + away)


def extent_of(points: Iterable[tuple[float, float]]) -> Extent | None:
    """Return the middle of the box around points, given as longitude and latitude, and the radius of its circle."""
    known = [(lon, lat) for lon, lat in points if abs(lon) <= _DATE_LINE and abs(lat) <= _POLE]
    if not known:
        return None
    lons, lats = [lon for lon, _ in known], [lat for _, lat in known]
    if max(lons) - min(lons) > _DATE_LINE:
        lons = [lon % _ROUND for lon in lons]
    return _of_box(min(lons), min(lats), max(lons), max(lats))


def _of_box(west: float, south: float, east: float, north: float) -> Extent:
    lon, lat = (west + east) / 2, (south + north) / 2
    radius = 1000 * max(great_circle_km(lat, lon, south, west), great_circle_km(lat, lon, north, west))
    return Extent(round(math.remainder(lon, _ROUND), 7), round(lat, 7), radius)
