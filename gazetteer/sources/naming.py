"""The same rules for the names, kinds and radii of every source: which names are kept, and as whose spelling."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ..arabic import normalise
from ..heads import heads
from ..place import PlaceKind
from ..scripts import foreign_letters, foreign_shapes, language_of, script_of
from ..seeds import read_toml
from . import Name, NameRole

__all__ = [
    "distinct",
    "is_heard",
    "kind_by_name",
    "kind_by_people",
    "radius_by_people",
    "radius_of_kind",
    "usable",
    "visible",
]

_POPULATED: frozenset[PlaceKind] = frozenset({"city", "town", "village"})
_CITY = 100_000
_TOWN = 5_000
_LEAST_M, _MOST_M, _METRES_PER_ROOT = 500, 20_000, 12
_ASIDE = re.compile(r"\s*[(/\[].*")
"""What is said beside a name, in brackets or after a stroke."""
_AIN = "'‘’ʻʿʼ`"
"""What ع and ء are written as in Latin letters."""
_CODE = re.compile("[A-Z]{2,4}")


def usable(
    written: str, *, country: str, heard: bool, lang: str | None = None, role: NameRole = "variant"
) -> Name | None:
    """Return a name that this library can use, with the language it is spelt in; ``None`` for any other.

    Parameters
    ----------
    written
        The name as the source has it.
    country
        ISO 3166-1 alpha-2 code of the place; empty if unknown.
    heard
        Whether all names in Latin letters are kept; else only English ones.
    lang
        What the source says of its language, a code of ISO 639 with or without a region; it is not always true.
    role
        What the name is to its place.

    What stands in brackets or after a stroke is no part of the name.
    """
    text = _ASIDE.sub("", visible(written))
    tongue = _tongues().get((lang or "").partition("-")[0], "other")
    match script_of(text):
        case "arabic" if "،" not in text and "," not in text:
            return Name(text, *_arabic(written, country, tongue, role))
        case "hebrew" if tongue in {"hebrew", "unknown", "arabic"}:
            return Name(text, "he", role)
        case "latin" if _is_kept(text, tongue, heard=heard):
            return Name(text, "en" if tongue == "english" else None, _of_latin(tongue, role))
        case "cyrillic" if country in _cyrillic():
            return Name(text, None, role)
    return None


def _arabic(written: str, country: str, tongue: str, role: NameRole) -> tuple[str | None, NameRole]:
    """Return language and role of a name in Arabic script."""
    if tongue in {"arabic", "dialect"}:
        foreign = foreign_letters().search(written) or foreign_shapes().search(written)
        spoken: NameRole = "variant" if tongue == "dialect" and role == "preferred" else role
        return (None, "foreign") if foreign else ("ar", spoken)
    language = language_of(written, country) if tongue in {"unknown", "english", "french"} else "foreign"
    return {"ar": ("ar", role), "foreign": (None, "foreign"), None: (None, role)}[language]


def _is_kept(text: str, tongue: str, *, heard: bool) -> bool:
    """Tell whether a name in Latin letters is one in a language that reports of the region are written in."""
    named = text.lstrip(_AIN)[:1].isupper() and not _CODE.fullmatch(text)
    return named and (tongue == "english" or (heard and tongue != "other"))


def _of_latin(tongue: str, role: NameRole) -> NameRole:
    """Return the role of a name in Latin letters: one in Arabic's name is how it is written down."""
    return "transliteration" if tongue in {"arabic", "dialect", "hebrew"} and role in {"preferred", "variant"} else role


@lru_cache(maxsize=1)
def _tongues() -> dict[str, str]:
    """Return what this library takes a language code for."""
    rows: dict[str, list[str]] = _table()["languages"]
    return {code: tongue for tongue, codes in rows.items() for code in codes}


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return read_toml("source_names.toml")


@lru_cache(maxsize=1)
def _heard() -> frozenset[str]:
    return frozenset(_table()["heard"]["countries"])


@lru_cache(maxsize=1)
def _cyrillic() -> frozenset[str]:
    return frozenset(_table()["cyrillic"]["countries"])


def distinct(names: Iterable[Name]) -> list[Name]:
    """Return names in their order, each spelling once: as what it is best known of it."""
    found: dict[str, Name] = {}
    for name in names:
        known = found.get(name.text)
        if known is None or _weight(name) > _weight(known):
            found[name.text] = name
    return list(found.values())


def _weight(name: Name) -> tuple[bool, bool, bool]:
    return name.role != "foreign", name.lang is not None, name.role == "preferred"


def is_heard(country: str | None) -> bool:
    """Tell whether Arabic or Hebrew is an official language of a country, so that all its spellings are kept."""
    return country in _heard()


def visible(text: str) -> str:
    """Return a name without the direction marks that some of the source end with, and without odd spaces."""
    if not text.isprintable():
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(text.split())


def kind_by_people(population: int) -> PlaceKind:
    """Return what a populated place is that the source says no more of."""
    if population >= _CITY:
        return "city"
    return "town" if population >= _TOWN else "village"


def kind_by_name(kind: PlaceKind, name_ar: str | None) -> PlaceKind:
    """Return the kind of a populated place, which its Arabic name may tell to be a camp."""
    first, _, rest = (name_ar or "").partition(" ")
    head = heads().get(normalise(first)) if rest and kind in _POPULATED else None
    return "camp" if head and head.kinds == {"camp"} else kind


def radius_by_people(population: int) -> float:
    """Return a radius in metres that holds a built-up area of so many people, to the next hundred."""
    radius = min(_LEAST_M + _METRES_PER_ROOT * population**0.5, _MOST_M)
    return float(round(radius, -2))


def radius_of_kind(kind: PlaceKind, population: int | None = None) -> float:
    """Return a radius in metres for a place of which no extent is known, large enough for its people."""
    radii: dict[str, float] = _table()["radius"]
    usual = radii.get(kind, _LEAST_M)
    return float(max(usual, radius_by_people(population)) if population else usual)
