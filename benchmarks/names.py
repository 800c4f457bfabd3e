"""How many labelled names lead to their place, and what a score is worth.

    python -m benchmarks.names ../shared/eval/names/redalert.dev.jsonl [regional.mawqi …]

A name is right when its answer lies within five kilometres. A name counts as one of the gazetteer when a place within
two kilometres bears its Hebrew or English name; the others can hardly be found. The last table says, of answers by
their score, how many were right: 0.9 should be right nine times of ten.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import gazetteer
from gazetteer.arabic import normalise
from gazetteer.distance import great_circle_km
from gazetteer.fuzzy import likeness
from gazetteer.skeleton import loose, skeleton, sound
from gazetteer.store import DEGREE, Store, cell_of
from geo import Geocoder

RIGHT_KM, THERE_KM = 5.0, 2.0
KM_PER_DEGREE = 90.0
ALIKE = 0.8
EDGES = (0.0, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)


def names_by_place(store: Store) -> Mapping[int, list[int]]:
    """Return the numbers of the names of each place."""
    found: dict[int, list[int]] = defaultdict(list)
    for place, text in zip(store.name_places, store.name_texts, strict=True):
        found[place].append(text)
    return found


def around(store: Store, lat: float, lon: float) -> Iterator[int]:
    """Yield the places near a point."""
    steps = (-THERE_KM / KM_PER_DEGREE, THERE_KM / KM_PER_DEGREE)
    for cell in {cell_of(lon + east, lat + north) for east in steps for north in steps}:
        for place in store.cells[cell]:
            away = great_circle_km(lat, lon, store.lats[place] / DEGREE, store.lons[place] / DEGREE)
            if away <= THERE_KM:
                yield place


def is_name(name: str, other: str) -> bool:
    """Tell whether two spellings of one script are of one name."""
    if loose(normalise(name)) == loose(normalise(other)):
        return True
    one, two = sound(name), sound(other)
    return skeleton(one) == skeleton(two) and likeness(one, two) >= ALIKE


def is_in(stores: Iterable[tuple[Store, Mapping[int, list[int]]]], row: dict[str, Any]) -> bool:
    """Tell whether a gazetteer has the place of a labelled name."""
    return any(
        is_name(store.text(text), row[given])
        for store, names in stores
        for place in around(store, row["lat"], row["lon"])
        for text in names.get(place, ())
        for given in ("name_he", "name_en")
    )


def reliability(scored: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """Yield a line for each range of scores."""
    for low, high in pairwise(EDGES):
        some = [(score, right) for score, right in scored if low < score <= high]
        if some:
            mean = sum(score for score, _ in some) / len(some)
            share = sum(right for _, right in some) / len(some)
            yield f"  {low:.2f}-{high:.2f}  {len(some):5}  said {mean:.2f}  right {share:.2f}"


def main(path: Path, files: Sequence[str]) -> None:
    """Print the figures."""
    places = gazetteer.load(list(files) or None)
    stores = [(store, names_by_place(store)) for store in places.stores]
    coder = Geocoder(places)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    scored: list[tuple[float, bool]] = []
    known = known_right = 0
    for row in rows:
        answer = coder.geocode(row["name"], country_codes=row["country"].split(","))
        right = False
        if answer is not None:
            right = great_circle_km(answer.latitude, answer.longitude, row["lat"], row["lon"]) <= RIGHT_KM
            scored.append((answer.raw["score"], right))
        there = is_in(stores, row)
        known += there
        known_right += there and right
    hits = sum(right for _, right in scored)
    print(f"{len(rows)} names, {len(scored) / len(rows):.3f} answered, {hits / len(rows):.3f} right")
    print(f"{known} names of the gazetteer, {known_right / max(known, 1):.3f} of them right")
    print("\n".join(reliability(scored)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
