"""GeoNames: dumps of a country (``SY.txt``, ``SY.zip``) or of all, with the tables that lie beside them."""

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import GazetteerError
from ..place import Place, PlaceKind
from . import Entry, Provenance, Seen, Skip, unseen
from .arabic_name import its_own
from .archives import dated, lines
from .geonames_kinds import kind_of_code, radius_of_code
from .geonames_names import arabic_of, english_of, names_of, tagged
from .geonames_tables import (
    HEARD,
    WANTED,
    Alternates,
    CountryFacts,
    Ids,
    Units,
    companion,
    countries,
    identifier,
    numbered,
)
from .naming import is_heard, kind_by_name
from .unit_codes import unit_by_code
from .units import bare

__all__ = ["COLUMNS", "NAME", "dumps", "provenance", "read"]

NAME = "geonames"
_COLUMNS = 19
COLUMNS = frozenset({8, 10, _COLUMNS})
"""How many columns its tables have: of alternate names, old and new, and of places."""
_MANY = 25
"""More names than a village has of which not even the people were counted."""
_LONGISH = 1.5
"""How much farther a country reaches than a disc of its area does."""
_DUMP = ("??", "allCountries", "no-country", "cities500", "cities1000", "cities5000", "cities15000")


def provenance(path: Path) -> Provenance:
    """Return what to say of a dump."""
    return Provenance(
        name=NAME,
        version=max(map(dated, dumps(path)), default=""),
        licence="CC BY 4.0",
        attribution="GeoNames (www.geonames.org)",
        url="https://www.geonames.org/",
    )


def read(path: Path, *, skip: Skip, seen: Seen = unseen) -> Iterator[Entry]:
    """Yield the places of a dump, or of all the dumps in a folder.

    Read with it, where they lie beside the dump or in the folder above: ``alternatenames/SY`` or ``alternateNamesV2``,
    ``admin1CodesASCII``, ``admin2Codes``, ``countryInfo`` and ``hierarchy``. Memory does not grow with the dump, but
    by one byte for each number up to the largest.

    Parameters
    ----------
    path
        A ``.txt`` of nineteen columns, such a file in a ``.zip``, or a folder of them.
    skip
        Told of each row that cannot be used, as ``file:line: what was wrong``.
    seen
        Called with 1 after each row.

    Raises
    ------
    GazetteerError
        If there is no dump in the folder.
    """
    found = dumps(path)
    if not found:
        msg = f"{path}: no dump of GeoNames here, such as SY.txt, SY.zip or allCountries.zip"
        raise GazetteerError(msg)
    ids = Ids()
    with closing(Alternates()) as alternates:
        book = _survey(found, alternates, ids, skip)
        for dump in found:
            yield from _entries(dump, book, ids, skip, seen)
            ids.next_dump()


def dumps(path: Path) -> list[Path]:
    """Return the dumps in a folder, in the order of their names; a file is its own only one."""
    if not path.is_dir():
        return [path]
    found: dict[str, Path] = {}
    for pattern in _DUMP:
        for suffix in (".zip", ".txt"):
            found.update({each.stem: each for each in path.glob(pattern + suffix) if each.stem[0].isalpha()})
    return [found[stem] for stem in sorted(found)]


@dataclass(slots=True)
class _Book:
    """What is looked up while a dump is read."""

    alternates: Alternates
    units: Units
    facts: dict[str, CountryFacts] = field(default_factory=dict)
    named: dict[str, str | None] = field(default_factory=dict)

    def unit_name(self, code: str) -> str | None:
        """Return what a unit is called, in Arabic if that is known."""
        if code not in self.named:
            self.named[code] = self._unit_name(code)
        return self.named[code]

    def _unit_name(self, code: str) -> str | None:
        country, _, rest = code.partition(".")
        curated = unit_by_code(country, rest)
        unit = self.units.get(code)
        if curated or unit is None:
            return curated
        names = tagged(self.alternates.of(unit.number), country)
        return bare(arabic_of(names, unit.name, country) or unit.name_ar or unit.name)

    def holder(self, number: int, country: str) -> str | None:
        """Return the name of the first-level unit that holds a place without a code of one."""
        codes = filter(None, map(self.units.code_of, self.alternates.holders(number)))
        first = next((code for code in codes if code.count(".") == 1 and code.startswith(country)), None)
        return self.unit_name(first) if first else None


def _survey(found: list[Path], alternates: Alternates, ids: Ids, skip: Skip) -> _Book:
    """Go through dumps for their numbers and units, then through the tables for what they say of these."""
    book = _Book(alternates, Units())
    countries_met: set[str] = set()
    for dump in found:
        for cells in _glimpses(dump):
            ids.mark(numbered(cells[0]), WANTED | HEARD if is_heard(cells[8]) else WANTED)
            countries_met.add(cells[8])
            if cells[6] == "A" and cells[7] in {"ADM1", "ADM2"}:
                _note_unit(book, cells)
    for table in _beside(found, "admin1CodesASCII") | _beside(found, "admin2Codes"):
        book.units.load(table, countries_met, skip)
    for number in book.units.numbers():
        ids.mark(number, WANTED)
    for dump in found:
        for table in _beside([dump], f"alternatenames/{dump.stem}", "alternateNamesV2", "alternateNames"):
            alternates.load(table, ids, skip)
    for table in _beside(found, "hierarchy"):
        alternates.load_parents(table, skip)
    for table in _beside(found, "countryInfo"):
        book.facts = countries(table, skip)
    alternates.sort()
    return book


def _beside(found: list[Path], *names: str) -> dict[Path, None]:
    """Return the tables of one kind that lie beside dumps, each once."""
    return dict.fromkeys(table for dump in found if (table := companion(dump, *names)))


def _note_unit(book: _Book, cells: list[str]) -> None:
    code = cells[10:12] if cells[7] == "ADM2" else cells[10:11]
    name_ar = arabic_of(names_of(cells, [], cells[8]), cells[1], cells[8])
    book.units.add(".".join([cells[8], *code]), cells[1], numbered(cells[0]), name_ar)


def _glimpses(dump: Path) -> Iterator[list[str]]:
    """Yield the first columns of the rows that have a number; faults are told when the dump is read."""
    for _, line in lines(dump, skip=lambda _: None):
        cells = line.split("\t", _COLUMNS)
        try:
            numbered(cells[0])
        except ValueError:
            continue
        if len(cells) == _COLUMNS:
            yield cells


def _entries(dump: Path, book: _Book, ids: Ids, skip: Skip, seen: Seen) -> Iterator[Entry]:
    for number, line in lines(dump, skip=skip):
        seen(1)
        if not line.strip():
            continue
        try:
            entry = _entry(line, book, ids)
        except ValueError as error:
            skip(f"{dump}:{number}: {error}")
            continue
        if entry:
            yield entry


def _entry(line: str, book: _Book, ids: Ids) -> Entry | None:
    """Return the place of a row, ``None`` if it is of a kind that is left out or was in another dump."""
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise ValueError(_columns_fault(len(cells)))
    code = f"{cells[6]}.{cells[7]}"
    population = int(cells[14]) if cells[14].isascii() and cells[14].isdigit() else 0
    kind = kind_of_code(code, population)
    if kind is None:
        return None
    number = numbered(cells[0])
    if not cells[1].strip():
        msg = f"geonameid {number} has no name"
        raise ValueError(msg)
    lat, lon = _degrees(cells[4], "latitude", 90), _degrees(cells[5], "longitude", 180)
    if not ids.first(number):
        return None
    country = cells[8]
    alternates = book.alternates.of(number)
    names = names_of(cells, alternates, country)
    if len(names) > _MANY and not population and kind == "village":
        names = its_own(names, cells[1])
    name_ar = arabic_of(names, cells[1], country, population)
    kind = kind_by_name(kind, name_ar)
    place = Place(
        id=f"geonames:{number}",
        name=name_ar or cells[1],
        name_ar=name_ar,
        name_en=english_of(names) or cells[1],
        kind=kind,
        country=country or None,
        admin=_admin(cells, kind, number, book),
        lon=lon,
        lat=lat,
        uncertainty_m=_radius(code, kind, population, book.facts.get(country)),
        population=population or None,
        source=NAME,
    )
    aliases = [found for alternate in alternates if (found := identifier(alternate))]
    if kind == "country" and country and code == "A.PCLI":
        aliases.append(f"iso:{country}")
    return Entry(place=place, names=tuple(names), aliases=tuple(dict.fromkeys(aliases)))


def _columns_fault(columns: int) -> str:
    if columns in COLUMNS:
        return "a row of alternate names, not of places: give the dump, with this table beside it or in alternatenames/"
    return f"{columns} columns, but a dump of GeoNames has {_COLUMNS}, divided by tabs"


def _degrees(text: str, what: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        msg = f"{what} {text!r} is not a number of degrees from -{most} to {most}"
        raise ValueError(msg)
    return value


def _admin(cells: list[str], kind: PlaceKind, number: int, book: _Book) -> str | None:
    """Return the unit that holds a place: the first-level one, else what the hierarchy says, else the second-level."""
    if kind in {"country", "governorate"}:
        return None
    first = f"{cells[8]}.{cells[10]}"
    return book.unit_name(first) or book.holder(number, cells[8]) or book.unit_name(f"{first}.{cells[11]}")


def _radius(code: str, kind: PlaceKind, population: int, facts: CountryFacts | None) -> float:
    if kind == "country" and facts and facts.area_km2:
        return round(math.sqrt(facts.area_km2 / math.pi) * _LONGISH) * 1000.0
    return radius_of_code(code, kind, population)
