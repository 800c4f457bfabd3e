"""The sections of a compiled file as places, names and rows of numbers, read where they lie."""

from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import marisa_trie

from .container import Container, how_to_mend
from .errors import GazetteerError
from .place import Place

__all__ = ["COLUMNS", "DEGREE", "NOTHING", "ROWS", "TEXTS", "WELL_KNOWN", "Rows", "Sounds", "Store", "cell_of"]

DEGREE = 10_000_000
"""Coordinates are kept in whole ten-millionths of a degree."""
NOTHING = 0xFFFFFFFF
"""Stands for an unknown population or text."""
ROWS, COLUMNS = 180, 360
"""The cells of one degree by which places are found from where they are."""
WELL_KNOWN = 0.55
"""From this prominence on a place is known to readers of news abroad."""
TEXTS = ("name", "name_ar", "name_en", "admin")
"""What of a place is kept as the number of a text."""
_AFTER_FIRST_WORD = " '.,/:"
_PLACES_KEPT, _UNITS_KEPT = 4096, 1024


def cell_of(lon: float, lat: float) -> int:
    """Return the number of the cell in which a point lies, west to east, south to north."""
    row = min(int(lat + 90), ROWS - 1)
    return row * COLUMNS + int(lon + 180) % COLUMNS


class Rows:
    """Numbers in rows of any length."""

    __slots__ = ("_items", "_starts")

    def __init__(self, container: Container, name: str) -> None:
        self._starts = container.section(f"{name}.start")
        self._items = container.section(f"{name}.item")

    def __getitem__(self, row: int) -> memoryview:
        return self._items[self._starts[row] : self._starts[row + 1]]


class Sounds:
    """What names sound like, and whose they are, by consonant skeleton."""

    __slots__ = ("_at", "_rows", "_spoken", "_trie")

    def __init__(self, container: Container, name: str) -> None:
        self._trie = _trie(container, name)
        self._rows = Rows(container, name)
        self._spoken, self._at = container.section(f"{name}.spoken"), container.section(f"{name}.at")

    def get(self, bones: str) -> tuple[list[str], memoryview]:
        """Return what the names of a skeleton sound like, and the number of each name and its bearer."""
        number = self._trie.get(bones)
        if number is None:
            return [], self._spoken[:0]
        spoken = bytes(self._spoken[self._at[number] : self._at[number + 1]]).decode("ascii")
        return spoken.split("\n"), self._rows[number]


class Store:
    """A compiled file, opened."""

    def __init__(self, path: Path) -> None:
        container = Container(path)
        self.path, self.verify = path, container.verify
        self.description: dict[str, Any] = container.description
        self.names = _trie(container, "name")
        self.name_places = container.section("name.place")
        self.name_roles = container.section("name.role")
        self.name_texts = container.section("name.text")
        self.name_starts = container.section("name.start")
        self.loose = _trie(container, "loose")
        self.loose_names = Rows(container, "loose")
        self.sounds = Sounds(container, "sound")
        self.known_sounds = Sounds(container, "known")
        self.ids = _trie(container, "id")
        self.id_places = container.section("id.place")
        self._keys = Rows(container, "key")
        self.cells = Rows(container, "cell")
        self._texts = _trie(container, "texts")
        columns = ("id", "lon", "lat", "uncertainty", "population", "prominence", "kind", "country", "origin")
        self._column = {name: container.section(f"place.{name}") for name in columns + TEXTS}
        self.lons, self.lats = self._column["lon"], self._column["lat"]
        self._codes: list[str] = self.description["countries"]
        self.kinds, self.countries = self._column["kind"], self._column["country"]
        self.prominence = self._column["prominence"]
        self._by_country = lru_cache(maxsize=1)(self._count_by_country)
        self.place = lru_cache(maxsize=_PLACES_KEPT)(self._place)
        self._admin = lru_cache(maxsize=_UNITS_KEPT)(self._text_or_none)

    def __len__(self) -> int:
        return len(self.kinds)

    def count_in(self, countries: Collection[str] | None) -> int:
        """Return how many places lie in some countries, given by code; in all by default."""
        counts = self._by_country()
        return len(self) if countries is None else sum(counts[code] for code in countries)

    def has_arabic(self, index: int) -> bool:
        """Tell whether a place has an Arabic name."""
        return bool(self._column["name_ar"][index] != NOTHING)

    def country(self, index: int) -> str:
        """Return the code of the country of a place; empty for none."""
        code: str = self._codes[self.countries[index]]
        return code

    def known_as(self, key: str) -> int | None:
        """Return the place of an identifier, its own or another source's."""
        number = self.ids.get(key)
        return None if number is None else int(self.id_places[number])

    def keys_of(self, index: int) -> list[str]:
        """Return the identifiers of a place: its own, and those that it has in other sources."""
        return list(map(self.ids.restore_key, self._keys[index]))

    def begins(self, normal_word: str) -> tuple[bool, bool]:
        """Tell whether a word in normal form is a name, and whether it is the first of a name of several words."""
        if next(self.names.iterkeys(normal_word), None) is None:
            return False, False
        longer = (next(self.names.iterkeys(normal_word + mark), None) for mark in _AFTER_FIRST_WORD)
        return normal_word in self.names, any(name is not None for name in longer)

    def following(self, normal_word: str, reach: int, most: int) -> frozenset[str] | None:
        """Return the first characters of what follows a word in names of several words; ``None`` for too many names."""
        found: set[str] = set()
        for mark in _AFTER_FIRST_WORD:
            names = list(islice(self.names.iterkeys(normal_word + mark), most + 1))
            if len(names) > most:
                return None
            found.update(name[len(normal_word) :][:reach] for name in names)
        return frozenset(found)

    def is_called(self, index: int, text: int) -> bool:
        """Tell whether a text, given by its number, is what a place is called."""
        return bool(self._column["name"][index] == text)

    def text(self, number: int) -> str:
        """Return a text by its number."""
        found: str = self._texts.restore_key(number)
        return found

    def _count_by_country(self) -> Counter[str]:
        return Counter({self._codes[number]: count for number, count in Counter(self.countries).items()})

    def _text_or_none(self, number: int) -> str | None:
        return None if number == NOTHING else self.text(number)

    def _place(self, index: int) -> Place:
        column, codes = self._column, self.description
        population = column["population"][index]
        name = self.text(column["name"][index])
        is_arabic = column["name_ar"][index] == column["name"][index]
        return Place(
            id=self.ids.restore_key(column["id"][index]),
            name=name,
            name_ar=name if is_arabic else self._text_or_none(column["name_ar"][index]),
            name_en=self._text_or_none(column["name_en"][index]),
            kind=codes["kinds"][column["kind"][index]],
            country=codes["countries"][column["country"][index]] or None,
            admin=self._admin(column["admin"][index]),
            lon=column["lon"][index] / DEGREE,
            lat=column["lat"][index] / DEGREE,
            uncertainty_m=column["uncertainty"][index],
            population=None if population == NOTHING else population,
            source=codes["origins"][column["origin"][index]],
        )


def _trie(container: Container, name: str) -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    try:
        trie.map(container.section(name))
    except (RuntimeError, ValueError) as error:
        msg = f"{container.path} is damaged (index {name!r}); {how_to_mend(container.path)}"
        raise GazetteerError(msg) from error
    return trie
