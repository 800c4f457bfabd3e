"""What OpenStreetMap's tags say: which elements are places, of what kind, and what they are called.

The readers of its formats are `overpass` and `osmpbf`; which tags count is in ``seeds/osm.toml``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..place import Place, PlaceKind
from ..scripts import Script, script_of
from ..seeds import read_toml
from . import Entry, Name, NameRole, Provenance
from .box import Extent
from .naming import is_heard, radius_of_kind, usable, visible
from .units import with_bare_names

__all__ = [
    "Element",
    "entry_of",
    "is_told_by_a_node",
    "provenance_of",
    "rule_of",
    "tags_of_names",
    "tags_of_places",
]

NAME = "osm"
_LEAST_M = 100.0
_LONGEST_NAME = 200
_POLE, _DATE_LINE = 90, 180
_COUNTRY = re.compile("[A-Z]{2}")
_COUNTRY_TAGS = (
    "ISO3166-1:alpha2",
    "ISO3166-1",
    "country_code_iso3166_1_alpha_2",
    "is_in:country_code",
    "addr:country",
)
_ITEM = re.compile("Q[1-9][0-9]*")
_LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z]+)*")
_SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood"})
_CENTRES = frozenset({"label", "admin_centre"})
_RANKS = {"ar": 0, "en": 1, "": 3}
_PEOPLE = re.compile("[0-9][0-9,. ]*")


@dataclass(frozen=True, slots=True)
class Element:
    """A node, way or relation with its tags."""

    type: str
    id: int
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Rule:
    number: int
    kind: PlaceKind
    tags: Mapping[str, frozenset[str]]
    elements: frozenset[str]
    known: bool
    radius: float | None

    def fits(self, element: Element) -> bool:
        tags = element.tags
        if element.type not in self.elements or (self.known and not ("wikidata" in tags or "wikipedia" in tags)):
            return False
        return all(_is_one_of(tags.get(key), values) for key, values in self.tags.items())


def _is_one_of(value: str | None, values: frozenset[str]) -> bool:
    return value is not None and (value in values or ("*" in values and value != "no"))


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return read_toml("osm.toml")


@lru_cache(maxsize=1)
def _rules() -> dict[tuple[str, str], list[_Rule]]:
    """Return the rules by the first key that they ask for and each of its values."""
    found: dict[tuple[str, str], list[_Rule]] = {}
    for number, row in enumerate(_table()["rule"]):
        rule = _Rule(
            number,
            row["kind"],
            {key: frozenset(values) for key, values in row["tags"].items()},
            frozenset(row.get("elements", ("node", "way", "relation"))),
            row.get("known", False),
            row.get("radius"),
        )
        key, values = next(iter(row["tags"].items()))
        for value in values:
            found.setdefault((key, value), []).append(rule)
    return found


@lru_cache(maxsize=1)
def _keys() -> tuple[str, ...]:
    """Return the tags of which an element has one at least if it is a place."""
    return tuple(sorted({key for key, _ in _rules()}))


def tags_of_places() -> tuple[tuple[str, str], ...]:
    """Return tags with their values of which an element has one at least if it is a place."""
    return tuple(sorted(_rules()))


def tags_of_names() -> tuple[str, ...]:
    """Return the tags of which an element has one at least if it has a name that is looked at."""
    languages = ("", ":ar", ":en", ":he")
    return tuple(tag + language for tag in _roles() for language in languages)


def rule_of(element: Element) -> _Rule | None:
    """Return the first rule that an element fits; ``None`` if it is no place."""
    rules, tags = _rules(), element.tags
    asked = [(key, tags[key]) for key in _keys() if key in tags]
    fitting = (rule for pair in asked for rule in rules.get(pair, ()) if rule.fits(element))
    return min(fitting, key=lambda rule: rule.number, default=None)


def is_told_by_a_node(element: Element, roles: Iterable[str]) -> bool:
    """Tell whether a relation is the limits of a settlement that a node among its members stands for.

    Parameters
    ----------
    element
        The relation.
    roles
        What its nodes are to it.
    """
    rule = rule_of(element)
    is_limits = rule is not None and "boundary" in rule.tags and rule.kind in _SETTLEMENTS
    return is_limits and not _CENTRES.isdisjoint(roles)


def entry_of(element: Element, extent: Extent) -> Entry | None:
    """Return an element as a place; ``None`` if it is none, or has no name that this library can use.

    Raises
    ------
    ValueError
        If the point is not on the Earth.
    """
    rule = rule_of(element)
    if rule is None:
        return None
    country = _country(element.tags)
    names = with_bare_names(_names(element.tags, country), rule.kind)
    if not names:
        return None
    if not (abs(extent.lat) <= _POLE and abs(extent.lon) <= _DATE_LINE):
        msg = f"latitude {extent.lat!r}, longitude {extent.lon!r} is not on the Earth"
        raise ValueError(msg)
    return Entry(place=_place(element, rule, extent, names), names=names, aliases=tuple(_aliases(element.tags, rule)))


def _place(element: Element, rule: _Rule, extent: Extent, names: tuple[Name, ...]) -> Place:
    tags = element.tags
    arabic = next((name.text for name in names if name.lang == "ar"), None)
    latin = next((name.text for name in names if name.lang == "en"), None) or next(
        (name.text for name in names if script_of(name.text) == "latin"), None
    )
    population = _population(tags.get("population"))
    radius = extent.radius_m or rule.radius or radius_of_kind(rule.kind, population)
    return Place(
        id=f"{NAME}:{element.type}/{element.id}",
        name=arabic or visible(tags.get("name", "")) or latin or names[0].text,
        name_ar=arabic,
        name_en=latin,
        kind=rule.kind,
        country=_country(tags) or None,
        admin=None,
        lon=extent.lon,
        lat=extent.lat,
        uncertainty_m=max(float(round(radius)), _LEAST_M),
        population=population,
        source=NAME,
    )


def _names(tags: Mapping[str, str], country: str) -> Iterator[Name]:
    """Yield the names, the usual before the others, those that say their language before those that do not."""
    heard = not country or is_heard(country)
    told: set[str] = set()
    tag_before = ""
    for _, _, tag, language, text in sorted(_name_tags(tags)):
        if tag != tag_before:
            told, tag_before = set(), tag
        found = [name for name in _each(text, country, language, _roles()[tag], heard=heard) if name.text not in told]
        told.update(name.text for name in found)
        yield from found


def _name_tags(tags: Mapping[str, str]) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield rank of the tag, rank of the language, tag, language and text: Arabic first, no language last."""
    order = list(_roles())
    for key, text in tags.items():
        tag, colon, language = key.partition(":")
        if tag not in _roles() or (colon and not _LANGUAGE.fullmatch(language)):
            continue
        if tag == "int_name" and not colon:
            language = "en"
        yield order.index(tag), _RANKS.get(language, 2), tag, language, text


@lru_cache(maxsize=1)
def _roles() -> dict[str, NameRole]:
    """Return what the names in a tag are to their place, the usual ones first."""
    return {tag: role for role, tag_names in _table()["names"].items() for tag in tag_names}


def _each(text: str, country: str, language: str, role: NameRole, *, heard: bool) -> Iterator[Name]:
    """Yield the names that stand in one tag: several between semicolons, or in several scripts."""
    for part in text.split(";"):
        if len(part) > _LONGEST_NAME:
            continue
        whole = usable(part, country=country, heard=heard, lang=language, role=role)
        if whole is not None:
            yield whole
        elif not language:
            several = (usable(run, country=country, heard=heard, lang=language, role="variant") for run in _runs(part))
            yield from (name for name in several if name is not None)


def _runs(text: str) -> list[str]:
    """Return the stretches of one script of a name that is written in several: ``بيروت Beirut``."""
    found: list[tuple[Script, list[str]]] = []
    for word in visible(text).split(" "):
        script = script_of(word)
        if found and found[-1][0] == script:
            found[-1][1].append(word)
        else:
            found.append((script, [word]))
    return [" ".join(words).strip(" -–/|()") for script, words in found if script != "other"] if len(found) > 1 else []


def _aliases(tags: Mapping[str, str], rule: _Rule) -> Iterator[str]:
    if _ITEM.fullmatch(tags.get("wikidata", "")):
        yield f"wikidata:{tags['wikidata']}"
    if rule.kind == "country" and (code := _country(tags)):
        yield f"iso:{code}"
    for tag in ("ref:geonames", "geonames:id", "gn:id"):
        if tags.get(tag, "").isdecimal():
            yield f"geonames:{tags[tag]}"
    for tag in ("ref:pcode", "unocha:pcode", "pcode", "ocha:pcode"):
        if tags.get(tag):
            yield f"pcode:{tags[tag].strip()}"


def _country(tags: Mapping[str, str]) -> str:
    """Return the code of the country that the element says it lies in; empty if it does not say."""
    return next((tags[tag] for tag in _COUNTRY_TAGS if _COUNTRY.fullmatch(tags.get(tag, ""))), "")


def _population(text: str | None) -> int | None:
    """Return a count such as ``12,345`` or ``12 345 (2017)``."""
    found = _PEOPLE.match(text or "")
    digits = re.sub("[^0-9]", "", found.group()) if found else ""
    return int(digits) or None if digits and len(digits) <= len("8000000000") else None


def provenance_of(version: str) -> Provenance:
    """Return what to say of data of OpenStreetMap, of the state given."""
    return Provenance(
        name=NAME,
        version=version,
        licence="ODbL 1.0",
        attribution="© OpenStreetMap contributors, under the Open Database License",
        url="https://www.openstreetmap.org/copyright",
    )
