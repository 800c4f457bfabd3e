"""Where a report is at home: the country of its outlet, and the countries whose Arabic it is written in."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from gazetteer import load
from gazetteer.arabic import clitics, normalise
from gazetteer.seeds import read_toml

from ..signs import Sign
from ..text import Document
from .candidates import Candidate
from .demonyms import country_of

__all__ = ["homes", "tagged_countries", "varieties"]

_TAG, _JOINT = "#", "_"
_DOMAIN = re.compile(r"[a-z0-9-]\.([a-z]{2})(?![a-z0-9.-])")


@lru_cache(maxsize=1)
def _outlets() -> dict[str, str]:
    return {normalise(name): row["country"] for row in read_toml("outlets.toml")["outlet"] for name in row["names"]}


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    return {
        normalise(word): tuple(row["countries"])
        for row in read_toml("outlets.toml")["variety"]
        for word in row["words"]
    }


def homes(outlet: str | None) -> frozenset[str]:
    """Return the countries that an outlet is at home in, by its name or the end of its domain (ISO 3166-1 alpha-2)."""
    if not outlet:
        return frozenset()
    name = normalise(outlet).lower()
    found = {code for code in map(country_of, name.split()) if code}
    found |= {code for known, code in _outlets().items() if f" {known} " in f" {name} "}
    return frozenset(found | {code.upper() for code in _DOMAIN.findall(name)})


def varieties(doc: Document) -> Mapping[str, float]:
    """Return the countries whose own words a text has, each with the share of those words that are used there."""
    counts: Counter[str] = Counter()
    seen = 0
    for index in doc.where(_USED):
        seen += 1
        counts.update(_used_in(doc.words[index]))
    return {country: count / seen for country, count in counts.items()}


@lru_cache(maxsize=16384)
def _used_in(word: str) -> tuple[str, ...]:
    words = _words()
    return next((words[reading.stem] for reading in clitics(word) if reading.stem in words), ())


_USED = Sign(_used_in, _words)


def tagged_countries(doc: Document, names: Sequence[Candidate]) -> Counter[str]:
    """Return the countries that tags name among other words (#سيول_الأردن) where they were taken for no place."""
    counts: Counter[str] = Counter()
    if _TAG not in doc.source:
        return counts
    taken = {index for item in names for index in range(item.first, item.last)}
    for index in range(1, len(doc.words)):
        country = _named(doc.words[index]) if doc.words[index - 1] == _JOINT and index not in taken else None
        if country:
            counts[country] = 1
    return counts


@lru_cache(maxsize=4096)
def _named(word: str) -> str | None:
    """Return the country that a word in normal form is the name of (ISO 3166-1 alpha-2), if it is of one."""
    places = (match.place for match in load().named(word))
    return next((place.country for place in places if place.kind == "country"), None)
