"""What the outline of an area tells: a point within it, and how far it reaches; all in degrees, WGS 84."""

import math
from typing import TYPE_CHECKING

from .distance import EARTH_KM

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["inner_point", "radius_around"]


def inner_point(outline: "BaseGeometry", stated: tuple[float, float] | None = None) -> tuple[float, float]:
    """Return longitude and latitude of a point of an area: the one stated if it lies in it, else its middle.

    The middle is the centre of gravity, or, of an area that bends around it, a point inside.
    """
    from shapely import Point  # noqa: PLC0415  only where there are outlines

    if stated is not None and outline.covers(Point(stated)):
        return stated
    middle = outline.centroid
    if not outline.covers(middle):
        middle = outline.representative_point()
    return round(middle.x, 6), round(middle.y, 6)


def radius_around(outline: "BaseGeometry", lon: float, lat: float) -> float:
    """Return the radius in metres, to the next ten, of the circle around a point that holds an area; 0 for a point."""
    import numpy as np  # noqa: PLC0415  not needed to look a name up
    from shapely import get_coordinates  # noqa: PLC0415

    lons, lats = np.radians(get_coordinates(outline)).T
    phi = math.radians(lat)
    half = np.sin((lats - phi) / 2) ** 2 + math.cos(phi) * np.cos(lats) * np.sin((lons - math.radians(lon)) / 2) ** 2
    return float(round(2000 * EARTH_KM * math.asin(min(1.0, math.sqrt(half.max()))), -1))
