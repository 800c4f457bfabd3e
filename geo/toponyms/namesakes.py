"""Quarters and streets called after a country or a capital, which are not there: حي الجزائر in Basra."""

from functools import lru_cache

from gazetteer.arabic import clitics, normalise
from gazetteer.place import Match, Place
from gazetteer.seeds import read_toml

from ..text import Document
from .candidates import Candidate

__all__ = ["without_namesakes"]

_WITHIN_TOWNS = frozenset({"neighbourhood", "road", "facility"})


def without_namesakes(doc: Document, item: Candidate, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Return the places of a name; only quarters and streets where one is called after a country or a capital."""
    if not item.first or item.prefix or not _is_called_after(doc.words[item.first - 1]):
        return matches
    if not any(_is_far_known(match.place) for match in matches):
        return matches
    return tuple(match for match in matches if match.place.kind in _WITHIN_TOWNS)


def _is_far_known(place: Place) -> bool:
    return place.kind == "country" or place.id in _seats()


@lru_cache(maxsize=4096)
def _is_called_after(word: str) -> bool:
    return any(reading.stem in _heads() for reading in clitics(word))


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(map(normalise, read_toml("resolve.toml")["called_after"]["words"]))


@lru_cache(maxsize=1)
def _seats() -> frozenset[str]:
    return frozenset(read_toml("resolve.toml")["seats"]["places"])
