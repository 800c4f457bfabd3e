"""Answers of the Wikidata Query Service in JSON; ``seeds/wikidata_places.rq`` is the query that gives the most."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from ..place import KINDS, Place, PlaceKind
from ..scripts import script_of
from ..seeds import seed_path
from . import Entry, Name, NameRole, Provenance, Seen, Skip, unseen
from .archives import dated
from .jsonstream import items
from .naming import is_heard, kind_by_people, radius_of_kind, usable, visible
from .units import bare, with_bare_names

__all__ = ["is_wikidata", "provenance", "read"]

NAME = "wikidata"
_WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
_EARTH = "Q2"
_NUMBER = r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?"
_POINT = re.compile(rf"(?:<[^>]*/(Q[0-9]+)>\s*)?POINT\s*\(\s*({_NUMBER})\s+({_NUMBER})\s*\)", re.IGNORECASE)
_ENTITY = re.compile("https?://www.wikidata.org/entity/(Q[1-9][0-9]*)")
_BARE_ITEM = re.compile("Q[0-9]+")
_ITEM = "item|place|settlement|city|town|village|subject"
_IS_ITEM = re.compile(f"(?:{_ITEM})", re.IGNORECASE)
_IS_NAME = re.compile(f"(?:{_ITEM})?_?(label|name|altlabel|alias|official|short)(?:name)?(?:e?s)?_?([a-z]{{2}})?")
_ROLES: dict[str, NameRole] = {"altlabel": "variant", "alias": "variant", "official": "official", "short": "short"}
_CLASS = re.compile(r'\(wd:(Q[0-9]+) "([a-z]+)"\)')
_KIND_ORDER = ("country", "camp", "city", "town", "governorate", "district", "neighbourhood", "airport", "crossing")
_COUNT = re.compile("[0-9]{1,10}(?:[.][0-9]+)?")
_SEVERAL = re.compile(r"\s*[|;]\s*|, ")
_POLE, _DATE_LINE = 90, 180

Cell = Mapping[str, str]
Row = Mapping[str, Cell]


def is_wikidata(beginning: bytes) -> bool:
    """Tell whether a file is such an answer, from how it begins."""
    return b'"head"' in beginning and b'"vars"' in beginning


def provenance(path: Path) -> Provenance:
    """Return what to say of an answer; it does not say of which day it is, its file does."""
    return Provenance(
        name=NAME,
        version=dated(path),
        licence="CC0 1.0",
        attribution="Wikidata (www.wikidata.org)",
        url="https://www.wikidata.org/",
    )


def read(path: Path, *, skip: Skip, seen: Seen = unseen) -> Iterator[Entry]:
    """Yield the places of an answer, the rows of one item that stand together as one place.

    Columns are told by their names (``item``, ``itemLabel``, ``alias``, ``kind``, ``code``, ``population``,
    ``geonames`` …) and by the type of what is in them; those that are not known are passed over.

    Parameters
    ----------
    path
        A ``.json``, or one packed as ``.gz``.
    skip
        Told of each item that cannot be used, with the line of its first row.
    seen
        Called with 1 after each row.
    """
    rows = _rows(items(path, ("results", "bindings"), skip=skip), path, skip, seen)
    for key, group in groupby(rows, key=itemgetter(0)):
        facts = _Facts()
        line = 0
        for _, row_line, row in group:
            line = line or row_line
            facts.take(row)
        try:
            yield facts.entry(key)
        except (ValueError, TypeError) as error:
            skip(f"{path}:{line}: {key}: {error}")


def _rows(
    found: Iterator[tuple[int, Any]], path: Path, skip: Skip, seen: Callable[[int], object]
) -> Iterator[tuple[str, int, Row]]:
    """Yield whose a row is, its line, and the row."""
    for line, row in found:
        seen(1)
        cells = {name: cell for name, cell in row.items() if _is_cell(cell)} if isinstance(row, dict) else {}
        if cells:
            yield _key(cells), line, cells
        else:
            skip(f"{path}:{line}: this is no row of a SPARQL answer: {str(row)[:80]!r}")


def _is_cell(cell: object) -> bool:
    return isinstance(cell, dict) and isinstance(cell.get("value"), str) and cell.get("type") != "bnode"


def _key(row: Row) -> str:
    """Return the identifier of the item of a row; where the query did not ask for it, one of its name and point."""
    for name, cell in row.items():
        entity = _ENTITY.fullmatch(cell["value"])
        if entity and _IS_ITEM.fullmatch(name):
            return f"{NAME}:{entity.group(1)}"
    told = sorted(cell["value"] for name, cell in row.items() if _IS_NAME.fullmatch(name.lower()) or _is_point(cell))
    return f"{NAME}:unnamed-" + hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def _is_point(cell: Cell) -> bool:
    return cell.get("datatype") == _WKT


@lru_cache(maxsize=1)
def _kinds() -> dict[str, PlaceKind]:
    """Return what kind the items of a class are, as the query has it."""
    query = seed_path("wikidata_places.rq").read_text(encoding="utf-8")
    return {item: kind for item, kind in _CLASS.findall(query) if kind in KINDS}


@dataclass(slots=True)
class _Facts:
    """What the rows of one item say."""

    points: list[str] = field(default_factory=list)
    names: list[tuple[NameRole, str, str]] = field(default_factory=list)
    """Role, language and text."""
    kinds: set[str] = field(default_factory=set)
    admins: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    country: str = ""
    population: int = 0

    def take(self, row: Row) -> None:
        """Add what a row says."""
        for column, cell in row.items():
            name, value = column.lower(), cell["value"]
            if _is_point(cell):
                self.points.append(value)
            elif entity := _ENTITY.fullmatch(value):
                self.kinds.update(filter(None, [_kinds().get(entity.group(1))]))
            elif cell.get("type") != "uri":
                self._literal(name, value, str(cell.get("xml:lang", "")))

    def _literal(self, name: str, value: str, lang: str) -> None:
        if found := _IS_NAME.fullmatch(name):
            what = found.group(1)
            texts = _SEVERAL.split(value) if what in {"altlabel", "alias"} else [value]
            self.names += [(_ROLES.get(what, "preferred"), lang or found.group(2) or "", text) for text in texts]
        elif name == "kind" and value in KINDS:
            self.kinds.add(value)
        elif name in {"code", "countrycode", "iso"} and re.fullmatch("[A-Z]{2}", value):
            self.country = value
        elif name in {"population", "inhabitants"} and _COUNT.fullmatch(value):
            self.population = max(self.population, int(float(value)))
        elif name.startswith(("admin", "state")) and script_of(value) == "arabic":
            self.admins.append(bare(visible(value)))
        elif prefix := _IDENTIFIERS.get(name):
            self.aliases.append(prefix + value)

    def entry(self, key: str) -> Entry:
        """Return the place.

        Raises
        ------
        ValueError
            If it has no name or no point on the Earth.
        """
        kind = self._kind()
        names = with_bare_names(self._names(), kind)
        if not names:
            msg = "it has no name in Arabic, Hebrew or Latin letters"
            raise ValueError(msg)
        lon, lat = _lon_lat(self.points)
        arabic = next((name.text for name in names if name.lang == "ar"), None)
        latin = next((name.text for name in names if name.lang == "en"), None)
        latin = latin or next((name.text for name in names if script_of(name.text) == "latin"), None)
        place = Place(
            id=key,
            name=arabic or latin or names[0].text,
            name_ar=arabic,
            name_en=latin,
            kind=kind,
            country=self.country or None,
            admin=next(iter(self.admins), None),
            lon=lon,
            lat=lat,
            uncertainty_m=radius_of_kind(kind, self.population or None),
            population=self.population or None,
            source=NAME,
        )
        iso = [f"iso:{self.country}"] if kind == "country" and self.country else []
        return Entry(place=place, names=names, aliases=tuple(dict.fromkeys(self.aliases + iso)))

    def _names(self) -> Iterator[Name]:
        """Yield the names that can be used, Arabic ones first and the usual before the others."""
        told = [(role, lang, text) for role, lang, text in self.names if not _BARE_ITEM.fullmatch(text.strip())]
        told.sort(key=lambda name: (name[0] != "preferred", name[1] != "ar"))
        heard = not self.country or is_heard(self.country)
        found = [usable(text, country=self.country, heard=heard, lang=lang, role=role) for role, lang, text in told]
        if any(found):
            yield from (name for name in found if name is not None)
        else:
            yield from (Name(visible(text), None, role) for role, _, text in told if script_of(text) == "latin")

    def _kind(self) -> PlaceKind:
        ranked = [kind for kind in (*_KIND_ORDER, *reversed(KINDS)) if kind in self.kinds]
        if not ranked or ranked[0] == "village":
            return kind_by_people(self.population)
        return ranked[0]  # type: ignore[return-value]


_IDENTIFIERS = {
    "geonames": "geonames:",
    "geonamesid": "geonames:",
    "osmnode": "osm:node/",
    "osmway": "osm:way/",
    "osmrelation": "osm:relation/",
    "osm": "osm:relation/",
    "pcode": "pcode:",
}
"""What stands before a value to make an identifier of it, by the name of its column."""


def _lon_lat(points: list[str]) -> tuple[float, float]:
    """Return the first point on the Earth."""
    globes = set()
    for text in points:
        found = _POINT.fullmatch(text.strip())
        if found and found.group(1) in {None, _EARTH}:
            lon, lat = float(found.group(2)), float(found.group(3))
            if abs(lon) <= _DATE_LINE and abs(lat) <= _POLE:
                return lon, lat
        elif found:
            globes.add(found.group(1))
    if globes:
        msg = f"it lies on another globe ({', '.join(sorted(globes))})"
        raise ValueError(msg)
    msg = f"no point on the Earth in {points[:3]!r}" if points else "it has no point: the query has to ask for P625"
    raise ValueError(msg)
