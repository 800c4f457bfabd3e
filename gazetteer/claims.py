"""Which places lie where more than one state files them as its own, so that either country finds them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .distance import great_circle_km
from .seeds import read_toml
from .store import DEGREE, Store, cell_of

__all__ = ["Claims"]

_KM_PER_DEGREE = 111.0


@dataclass(frozen=True, slots=True)
class _Area:
    lat: float
    lon: float
    km: float
    countries: frozenset[str]


class Claims:
    """The areas of ``seeds/claimed.toml`` whose point a gazetteer knows, as circles."""

    __slots__ = ("_areas", "_cells", "_store")

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cells: dict[int, list[_Area]] = defaultdict(list)
        for row in _rows():
            index = store.known_as(row["place"])
            if index is not None:
                self._put(_area(store, index, row))

    def _put(self, area: _Area) -> None:
        reach = int(area.km / _KM_PER_DEGREE) + 1
        steps = range(-reach, reach + 1)
        for cell in {cell_of(area.lon + east, area.lat + north) for east in steps for north in steps}:
            self._cells[cell].append(area)

    def claimed(self, place: int, countries: Collection[str]) -> bool:
        """Tell whether a place lies in an area that one of some countries files as its own."""
        lat, lon = self._store.lats[place] / DEGREE, self._store.lons[place] / DEGREE
        return any(
            not area.countries.isdisjoint(countries) and great_circle_km(lat, lon, area.lat, area.lon) <= area.km
            for area in self._cells.get(cell_of(lon, lat), ())
        )


def _area(store: Store, index: int, row: dict[str, Any]) -> _Area:
    lat, lon = store.lats[index] / DEGREE, store.lons[index] / DEGREE
    return _Area(lat, lon, float(row["km"]), frozenset(row["countries"]))


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_toml("claimed.toml")["area"]
    return rows
