"""Roughly where each country is, from the places that a gazetteer has in it: no borders, only what is near by."""

import math
from collections.abc import Iterator

from .interface import Gazetteer
from .place import KINDS
from .store import DEGREE

__all__ = ["Territory"]

_PER_DEGREE = 2
_COLUMNS = 360 * _PER_DEGREE
_POLE, _DATE_LINE = 90, 180
_EMPTY_REACH = 6
"""How many cells around a place without neighbours its country is looked for: deserts, islands and the sea."""
_AREAS = frozenset(map(KINDS.index, ("country", "region", "governorate", "road", "water", "landform")))


class Territory:
    """The cells of half a degree in which a gazetteer has places, by country.

    Parameters
    ----------
    gazetteer
        Whose places are taken, such as the built-in base.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._cells: dict[str, set[int]] = {}
        for store in gazetteer.stores:
            codes = store.description["countries"]
            by_number: list[set[int]] = [self._cells.setdefault(code, set()) for code in codes]
            columns = zip(store.lons, store.lats, store.kinds, store.countries, strict=True)
            for lon, lat, kind, country in columns:
                if kind not in _AREAS:
                    by_number[country].add(_cell(lon / DEGREE, lat / DEGREE))
        self._cells.pop("", None)
        self._peopled = set().union(*self._cells.values())

    def is_near(self, country: str, lon: float, lat: float) -> bool:
        """Tell whether there are places of a country within half a degree to a degree of a point."""
        return not self._cells.get(country, set()).isdisjoint(_around(lon, lat, 1))

    def is_outside(self, country: str, lon: float, lat: float, *, reach: int = 2) -> bool:
        """Tell whether a point is surely not in a country: others are near by and it is not, or it is far away.

        Parameters
        ----------
        country
            ISO 3166-1 alpha-2 code.
        lon, lat
            The point, in degrees.
        reach
            How many half degrees farther than the cell of the point counts as near by.
        """
        cells = self._cells.get(country)
        if not cells or not cells.isdisjoint(_around(lon, lat, reach)):
            return False
        return not self._peopled.isdisjoint(_around(lon, lat, 1)) or cells.isdisjoint(_around(lon, lat, _EMPTY_REACH))

    def countries_near(self, lon: float, lat: float) -> list[str]:
        """Return the codes of the countries that have places near a point, in order."""
        around = set(_around(lon, lat, 1))
        return sorted(code for code, cells in self._cells.items() if not cells.isdisjoint(around))


def _cell(lon: float, lat: float) -> int:
    return math.floor((lat + _POLE) * _PER_DEGREE) * _COLUMNS + math.floor((lon + _DATE_LINE) * _PER_DEGREE) % _COLUMNS


def _around(lon: float, lat: float, reach: int) -> Iterator[int]:
    """Yield the cells around a point, west and east of it as many more as they are narrower."""
    wide = min(math.ceil(reach / max(math.cos(math.radians(lat)), 0.05)), _COLUMNS // 2)
    row = math.floor((lat + _POLE) * _PER_DEGREE)
    column = math.floor((lon + _DATE_LINE) * _PER_DEGREE)
    for up in range(-reach, reach + 1):
        for right in range(-wide, wide + 1):
            yield (row + up) * _COLUMNS + (column + right) % _COLUMNS
