"""Distances on the Earth, and the places nearest to a point."""

import math
from collections.abc import Iterator

from .place import KINDS
from .store import COLUMNS, DEGREE, ROWS, Store

__all__ = ["AREAS", "EARTH_KM", "geodesic_km", "great_circle_km", "nearest"]

AREAS = frozenset(map(KINDS.index, ("country", "region", "governorate", "district", "road", "water", "landform")))
"""Kinds whose point does not say where they are."""
EARTH_KM = 6371.0088
"""Mean radius of the Earth."""
_EQUATOR_KM, _FLATTENING = 6378.137, 1 / 298.257223563
"""Of the WGS 84 ellipsoid."""
_OBLATE = 1.0113
"""How many times as far from a point the sphere may put one of two places that are equally far on the ellipsoid."""


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two points in kilometres on a sphere; degrees in."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half_lat = math.sin((other_phi - phi) / 2)
    half_lon = math.sin(math.radians(other_lon - lon) / 2)
    chord = half_lat * half_lat + math.cos(phi) * math.cos(other_phi) * half_lon * half_lon
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def geodesic_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two points in kilometres on the WGS 84 ellipsoid; degrees in.

    By Lambert's formula for long lines: right to two parts in a million as far as a quarter of the way round.
    """
    beta = math.atan((1 - _FLATTENING) * math.tan(math.radians(lat)))
    other = math.atan((1 - _FLATTENING) * math.tan(math.radians(other_lat)))
    half_sum, half_gap = (other + beta) / 2, (other - beta) / 2
    half_lon = math.sin(math.radians(other_lon - lon) / 2)
    chord = min(1.0, math.sin(half_gap) ** 2 + math.cos(beta) * math.cos(other) * half_lon * half_lon)
    if chord in {0.0, 1.0}:
        return great_circle_km(lat, lon, other_lat, other_lon)
    arc = 2 * math.asin(math.sqrt(chord))
    along = (arc - math.sin(arc)) * (math.sin(half_sum) * math.cos(half_gap)) ** 2 / (1 - chord)
    across = (arc + math.sin(arc)) * (math.cos(half_sum) * math.sin(half_gap)) ** 2 / chord
    return _EQUATOR_KM * (arc - _FLATTENING / 2 * (along + across))


def nearest(store: Store, lat: float, lon: float, limit: int, max_km: float) -> list[tuple[float, int]]:
    """Return distance in kilometres and index of the places nearest to a point on the ellipsoid, nearest first."""
    found = sorted(
        (geodesic_km(lat, lon, store.lats[index] / DEGREE, store.lons[index] / DEGREE), index)
        for _, index in _near_on_sphere(store, lat, lon, limit, max_km * _OBLATE)
    )
    return [(away, index) for away, index in found[:limit] if away <= max_km]


def _near_on_sphere(store: Store, lat: float, lon: float, limit: int, max_km: float) -> list[tuple[float, int]]:
    """Return the places nearest on the sphere, and those so little farther that they may be as near in truth."""
    found: list[tuple[float, int]] = []
    for ring in range(COLUMNS // 2 + 1):
        reach = _unseen_km(lat, lon, ring)
        enough = found[limit - 1][0] * _OBLATE if len(found) >= limit else max_km
        if reach > min(enough, max_km):
            break
        for cell in _ring(lat, lon, ring):
            for index in store.cells[cell]:
                if store.kinds[index] in AREAS:
                    continue
                away = great_circle_km(lat, lon, store.lats[index] / DEGREE, store.lons[index] / DEGREE)
                if away <= max_km:
                    found.append((away, index))
        found.sort()
        if len(found) > limit:
            enough = found[limit - 1][0] * _OBLATE
            found = [pair for pair in found if pair[0] <= enough]
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
