"""Distances on the Earth, and the places nearest to a point."""

import math
from collections.abc import Iterator

from .place import KINDS
from .store import COLUMNS, DEGREE, ROWS, Store

__all__ = ["EARTH_KM", "great_circle_km", "nearest"]

_AREAS = frozenset(map(KINDS.index, ("country", "region", "governorate", "district", "road", "water", "landform")))
"""Kinds whose point does not say where they are."""
EARTH_KM = 6371.0088
"""Mean radius of the Earth."""


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two points in kilometres on a sphere; degrees in."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half_lat = math.sin((other_phi - phi) / 2)
    half_lon = math.sin(math.radians(other_lon - lon) / 2)
    chord = half_lat * half_lat + math.cos(phi) * math.cos(other_phi) * half_lon * half_lon
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def nearest(store: Store, lat: float, lon: float, limit: int, max_km: float) -> list[tuple[float, int]]:
    """Return distance in kilometres and index of the places nearest to a point, nearest first."""
    found: list[tuple[float, int]] = []
    for ring in range(COLUMNS // 2 + 1):
        reach = _unseen_km(lat, lon, ring)
        if reach > max_km or (len(found) >= limit and found[limit - 1][0] <= reach):
            break
        for cell in _ring(lat, lon, ring):
            for index in store.cells[cell]:
                if store.kinds[index] in _AREAS:
                    continue
                away = great_circle_km(lat, lon, store.lats[index] / DEGREE, store.lons[index] / DEGREE)
                if away <= max_km:
                    found.append((away, index))
        found.sort()
        del found[limit:]
    return found


def _unseen_km(lat: float, lon: float, ring: int) -> float:
    """Return how near a point outside all rings below `ring` may be at least."""
    if ring == 0:
        return 0.0
    south_north = min(lat - (math.floor(lat) - ring + 1), math.floor(lat) + ring - lat)
    west_east = min(lon - (math.floor(lon) - ring + 1), math.floor(lon) + ring - lon)
    by_lat = math.radians(max(south_north, 0.0)) * EARTH_KM
    across = math.sin(math.radians(min(west_east, 90.0)))
    by_lon = math.asin(math.cos(math.radians(lat)) * max(across, 0.0)) * EARTH_KM
    return min(by_lat, by_lon)


def _ring(lat: float, lon: float, ring: int) -> Iterator[int]:
    """Yield the cells that are `ring` cells away from the one of a point, each once."""
    row, column = min(math.floor(lat) + 90, ROWS - 1), math.floor(lon) + 180
    widest = (COLUMNS - 1) // 2
    for down in range(max(-ring, -row), min(ring, ROWS - 1 - row) + 1):
        edge = abs(down) == ring
        if edge:
            across = range(-min(ring, widest), min(ring, COLUMNS - 1 - widest) + 1)
            yield from ((row + down) * COLUMNS + (column + step) % COLUMNS for step in across)
        elif ring <= widest:
            yield (row + down) * COLUMNS + (column - ring) % COLUMNS
            yield (row + down) * COLUMNS + (column + ring) % COLUMNS
        elif ring <= COLUMNS - 1 - widest:
            yield (row + down) * COLUMNS + (column + ring) % COLUMNS
