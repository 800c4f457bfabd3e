"""Distances and bearings on the sphere, exact enough to weigh one place against another."""

from collections.abc import Iterable
from math import atan2, cos, degrees, radians, sin
from typing import Protocol

from gazetteer.distance import great_circle_km
from gazetteer.place import Place

__all__ = ["bearing", "bearing_gap", "distance_m", "halfway", "mean_bearing", "moved", "nearest"]

_KM = 1000.0


def distance_m(one: Place, other: Place) -> float:
    """Return the great-circle distance of two places in metres."""
    return great_circle_km(one.lat, one.lon, other.lat, other.lon) * _KM


def nearest(place: Place, others: Iterable[Place]) -> tuple[Place, float] | None:
    """Return the nearest of some places with its distance in metres, or ``None`` if there are none.

    They are compared on a plane, which is as good for places near enough to matter.
    """
    lat, lon, narrow = place.lat, place.lon, cos(radians(place.lat))
    found = min(others, key=lambda other: (other.lat - lat) ** 2 + ((other.lon - lon) * narrow) ** 2, default=None)
    return None if found is None else (found, distance_m(place, found))


class HasPoint(Protocol):
    """Anything with a point in WGS 84 degrees."""

    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...


def bearing(origin: HasPoint, target: HasPoint) -> float:
    """Return in which direction a point lies from another, in degrees from north."""
    north, south = radians(origin.lat), radians(target.lat)
    east = radians(target.lon - origin.lon)
    ahead = cos(north) * sin(south) - sin(north) * cos(south) * cos(east)
    return degrees(atan2(sin(east) * cos(south), ahead)) % 360


def bearing_gap(one: float, other: float) -> float:
    """Return the angle between two bearings, 0 to 180 degrees."""
    gap = abs(one - other) % 360
    return min(gap, 360 - gap)


def mean_bearing(bearings: list[float]) -> float | None:
    """Return the mean of bearings in degrees, or ``None`` if they cancel out or there are none."""
    east = sum(sin(radians(each)) for each in bearings)
    north = sum(cos(radians(each)) for each in bearings)
    if abs(east) + abs(north) < 1e-9:  # noqa: PLR2004  opposite sides
        return None
    return degrees(atan2(east, north)) % 360


def halfway(one: HasPoint, other: HasPoint) -> tuple[float, float]:
    """Return the longitude and latitude of the middle of the great circle between two points."""
    north, south = radians(one.lat), radians(other.lat)
    east = radians(other.lon - one.lon)
    x, y = cos(south) * cos(east), cos(south) * sin(east)
    lat = atan2(sin(north) + sin(south), ((cos(north) + x) ** 2 + y**2) ** 0.5)
    lon = radians(one.lon) + atan2(y, cos(north) + x)
    return (degrees(lon) + 180) % 360 - 180, degrees(lat)


def moved(lon: float, lat: float, *, metres: float, towards: float) -> tuple[float, float]:
    """Return the longitude and latitude at a distance and bearing from a point, on the WGS 84 ellipsoid."""
    from geopy.distance import geodesic  # noqa: PLC0415  only relative places need it

    point = geodesic(meters=metres).destination((lat, lon), bearing=towards)
    return point.longitude, point.latitude
