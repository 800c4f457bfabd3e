"""The tables that come with GeoNames' dumps, found beside a dump or in the folder above it.

Names are kept in a private database on disk while a dump is read, so that memory does not grow with them.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from . import Skip
from .archives import lines

__all__ = [
    "HEARD",
    "WANTED",
    "Alternate",
    "Alternates",
    "CountryFacts",
    "Ids",
    "Units",
    "companion",
    "countries",
    "identifier",
    "numbered",
]

WANTED, HEARD, _DONE, _HERE = 1, 2, 4, 8
_LARGEST_ID = 1 << 28
_NO_NAMES = frozenset({"link", "post", "phon", "piny", "tcid", "fr_1793"})
_IDENTIFIERS = {"wkdt": "wikidata", "unlc": "unlc", "icao": "icao", "iata": "iata", "faac": "faac"}
_FEWEST_COLUMNS = 4
_CACHE_KB = 65_536
_BATCH = 10_000


class Ids:
    """Marks on GeoNames' numbers, one byte each."""

    __slots__ = ("_marks",)

    def __init__(self) -> None:
        self._marks = bytearray()

    def mark(self, number: int, bits: int) -> None:
        """Add marks to a number."""
        if number >= len(self._marks):
            self._marks.extend(bytes(max(number + 1 - len(self._marks), len(self._marks) // 2)))
        self._marks[number] |= bits

    def __getitem__(self, number: int) -> int:
        return self._marks[number] if number < len(self._marks) else 0

    def first(self, number: int) -> bool:
        """Tell whether this is asked of a number for the first time.

        Raises
        ------
        ValueError
            If it was asked before since `next_dump`.
        """
        marks = self[number]
        if marks & _HERE:
            msg = f"geonameid {number} a second time; the first row was kept"
            raise ValueError(msg)
        self.mark(number, _DONE | _HERE)
        return not marks & _DONE

    def next_dump(self) -> None:
        """Let the numbers of the dump that was read come again in another."""
        self._marks = self._marks.translate(bytes(mark & ~_HERE for mark in range(256)))


def numbered(text: str) -> int:
    """Return a GeoNames number.

    Raises
    ------
    ValueError
        If it is none.
    """
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:10]) < _LARGEST_ID:
        msg = f"geonameid {text!r} is not a number that GeoNames gives"
        raise ValueError(msg)
    return int(text)


def companion(dump: Path, *names: str) -> Path | None:
    """Return the first file of these names, plain or zipped, beside a dump or in the folder above."""
    candidates = (
        folder / f"{name}{suffix}"
        for folder in (dump.parent, dump.parent.parent)
        for name in names
        for suffix in (".txt", ".zip")
    )
    return next((path for path in candidates if path.is_file() and path != dump), None)


@dataclass(frozen=True, slots=True)
class Alternate:
    """One row of the table of alternate names."""

    lang: str
    text: str
    preferred: bool
    short: bool
    colloquial: bool
    historic: bool


class Alternates:
    """The alternate names of the places that a dump has."""

    def __init__(self) -> None:
        self._loaded: set[Path] = set()
        self._base = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{_CACHE_KB}", "temp_store=FILE"):
            self._base.execute(f"PRAGMA {pragma}")
        self._base.execute("CREATE TABLE alternate (place INTEGER, lang TEXT, name TEXT, flags INTEGER)")
        self._base.execute("CREATE TABLE parent (child INTEGER, parent INTEGER, administrative INTEGER)")

    def close(self) -> None:
        """Throw the database away."""
        self._base.close()

    def load(self, path: Path, ids: Ids, skip: Skip) -> None:
        """Take the names of wanted places from ``alternateNamesV2`` or a table of a country laid out alike, once.

        Names in Latin letters of places not marked as heard are taken only if English.
        """
        if path in self._loaded:
            return
        self._loaded.add(path)
        self._base.execute("BEGIN")
        self._base.executemany("INSERT INTO alternate VALUES (?, ?, ?, ?)", _wanted(path, ids, skip))
        self._base.execute("COMMIT")

    def load_parents(self, path: Path, skip: Skip) -> None:
        """Take from ``hierarchy`` what holds what."""
        self._base.execute("BEGIN")
        self._base.executemany("INSERT INTO parent VALUES (?, ?, ?)", _parents(path, skip))
        self._base.execute("COMMIT")

    def sort(self) -> None:
        """Make what was taken ready to be looked up."""
        self._base.execute("CREATE INDEX of_place ON alternate (place)")
        self._base.execute("CREATE INDEX of_child ON parent (child)")

    def of(self, place: int) -> list[Alternate]:
        """Return the names of a place, and its identifiers, in the order of their numbers."""
        rows = self._base.execute("SELECT lang, name, flags FROM alternate WHERE place = ? ORDER BY rowid", (place,))
        return [
            Alternate(lang, name, bool(flags & 1), bool(flags & 2), bool(flags & 4), bool(flags & 8))
            for lang, name, flags in rows
        ]

    def holders(self, place: int) -> Iterator[int]:
        """Yield what holds a place, nearest first, administrative units before others."""
        seen, now = {place}, place
        while True:
            row = self._base.execute(
                "SELECT parent FROM parent WHERE child = ? ORDER BY administrative DESC, rowid", (now,)
            ).fetchone()
            if row is None or row[0] in seen:
                return
            now = row[0]
            seen.add(now)
            yield now


def identifier(alternate: Alternate) -> str | None:
    """Return what another source calls the place, if that is what the row says."""
    source = _IDENTIFIERS.get(alternate.lang)
    return f"{source}:{alternate.text}" if source else None


def _wanted(path: Path, ids: Ids, skip: Skip) -> Iterator[tuple[int, str, str, int]]:
    for number, line in lines(path, skip=skip):
        cells = line.split("\t")
        try:
            marks = ids[numbered(cells[1])]
        except (IndexError, ValueError) as error:
            skip(f"{path}:{number}: not a row of alternate names (number, geonameid, language, name, …): {error}")
            continue
        if not marks & WANTED:
            continue
        if len(cells) < _FEWEST_COLUMNS or not cells[3].strip():
            skip(f"{path}:{number}: a row of alternate names without a name")
            continue
        lang, name = cells[2], cells[3]
        if lang in _NO_NAMES or (name.isascii() and not marks & HEARD and lang != "en" and lang not in _IDENTIFIERS):
            continue
        yield int(cells[1]), lang, name, _flags(cells)


def _flags(cells: list[str]) -> int:
    """Return preferred, short, colloquial and historic as bits; what was used up to a date is historic."""
    flags = sum(1 << bit for bit, cell in enumerate(cells[4:8]) if cell == "1")
    return flags | 8 if len(cells) > 9 and cells[9].strip() else flags  # noqa: PLR2004  the tenth column is `to`


def _parents(path: Path, skip: Skip) -> Iterator[tuple[int, int, int]]:
    for number, line in lines(path, skip=skip):
        cells = line.split("\t")
        try:
            yield numbered(cells[1]), numbered(cells[0]), int(cells[2:3] == ["ADM"])
        except (IndexError, ValueError) as error:
            skip(f"{path}:{number}: not a row of the hierarchy (parent, child, type): {error}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A first- or second-level unit, as a table of codes has it."""

    name: str
    number: int
    name_ar: str | None = None


class Units:
    """What administrative codes stand for: ``SY.11`` or ``SY.11.1104``."""

    __slots__ = ("_by_code", "_by_number")

    def __init__(self) -> None:
        self._by_code: dict[str, Unit] = {}
        self._by_number: dict[int, str] = {}

    def load(self, path: Path, wanted: Iterable[str], skip: Skip) -> None:
        """Take the units of some countries from ``admin1CodesASCII`` or ``admin2Codes``."""
        of = frozenset(wanted)
        for number, line in lines(path, skip=skip):
            cells = line.split("\t")
            if cells[0].partition(".")[0] not in of:
                continue
            try:
                self.add(cells[0], cells[1], numbered(cells[3]))
            except (IndexError, ValueError) as error:
                skip(f"{path}:{number}: not a row of unit codes (code, name, plain name, geonameid): {error}")

    def add(self, code: str, name: str, number: int, name_ar: str | None = None) -> None:
        """Add one, unless its code is known."""
        if code not in self._by_code:
            self._by_code[code] = Unit(name, number, name_ar)
            self._by_number[number] = code

    def get(self, code: str) -> Unit | None:
        """Return a unit by its code."""
        return self._by_code.get(code)

    def code_of(self, number: int) -> str | None:
        """Return the code of a unit by its GeoNames number."""
        return self._by_number.get(number)

    def numbers(self) -> Iterable[int]:
        """Return the GeoNames numbers of all."""
        return self._by_number.keys()


@dataclass(frozen=True, slots=True)
class CountryFacts:
    """What ``countryInfo`` says of a country."""

    number: int
    area_km2: float
    population: int


def countries(path: Path, skip: Skip) -> dict[str, CountryFacts]:
    """Return the rows of ``countryInfo`` by ISO code."""
    found = {}
    with closing(lines(path, skip=skip)) as rows:
        for number, line in rows:
            cells = line.split("\t")
            if line.startswith("#") or not line.strip():
                continue
            try:
                found[cells[0]] = CountryFacts(numbered(cells[16]), float(cells[6] or 0), int(cells[7] or 0))
            except (IndexError, ValueError) as error:
                skip(f"{path}:{number}: not a row of countryInfo: {error}")
    return found
