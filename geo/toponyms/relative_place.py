"""The answer for a place that a report names by another, and the words of such phrases."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gazetteer.arabic import clitics, normalise
from gazetteer.seeds import read_toml

from ..incident import Precision, Span

__all__ = ["RelativePlace", "lexicon", "means", "words_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativePlace:
    """A point worked out from a named place and the words that relate to it."""

    span: Span
    text: str
    """The whole phrase as the report has it."""
    lon: float
    """Degrees east, WGS 84."""
    lat: float
    uncertainty_m: float
    """Radius in metres."""
    precision: Precision
    why: str
    between: bool = False
    """Whether it lies between two names."""


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """Return ``seeds/relative.toml``."""
    return read_toml("relative.toml")


@lru_cache(maxsize=32)
def words_of(section: str) -> frozenset[str]:
    """Return the words of a section, in normal form."""
    return frozenset(map(normalise, lexicon()[section]["words"]))


@lru_cache(maxsize=8192)
def means(section: str, word: str) -> bool:
    """Tell whether a word in normal form, read through its clitics, is one of a section."""
    return any(reading.stem in words_of(section) for reading in clitics(word))
