"""How far a place reaches around its point, from the outline that a source draws of it."""

from collections.abc import Iterator
from math import cos, radians
from typing import Any

from ..distance import great_circle_km

__all__ = ["radius_around"]


def radius_around(lat: float, lon: float, geometry: dict[str, Any]) -> float | None:
    """Return the radius in metres of the smallest circle around a point that holds an outline.

    Parameters
    ----------
    lat, lon
        The point, in degrees.
    geometry
        A GeoJSON geometry; ``None`` is returned for one that has no extent.
    """
    narrow = cos(radians(lat))
    farthest = max(
        _corners(geometry.get("coordinates")),
        key=lambda corner: ((corner[0] - lon) * narrow) ** 2 + (corner[1] - lat) ** 2,
        default=None,
    )
    if farthest is None or geometry.get("type") == "Point":
        return None
    return float(round(great_circle_km(lat, lon, farthest[1], farthest[0]) * 1000, -1))


def _corners(coordinates: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401  lists of lists of any depth
    """Yield the corners in lists of any depth."""
    if not isinstance(coordinates, list) or not coordinates:
        return
    if isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _corners(part)
