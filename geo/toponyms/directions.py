"""The words for sides (شمال غرب) and what they come to in degrees."""

from collections.abc import Iterable
from functools import lru_cache

from gazetteer.arabic import clitics, normalise
from gazetteer.seeds import read_toml

from ..words import seed_words
from .geodesy import mean_bearing

__all__ = ["bearing_of", "is_countryside", "is_linking", "side_of"]


@lru_cache(maxsize=1)
def _sides() -> dict[str, float]:
    sides = read_toml("relative.toml")["sides"].values()
    return {normalise(word): float(side["bearing"]) for side in sides for word in side["words"]}


@lru_cache(maxsize=4096)
def side_of(word: str) -> float | None:
    """Return the bearing that a word in normal form names, read through its clitics; ``None`` if none."""
    sides = _sides()
    return next((sides[reading.stem] for reading in clitics(word) if reading.stem in sides), None)


@lru_cache(maxsize=4096)
def is_linking(word: str) -> bool:
    """Tell whether a word in normal form may stand between a place and what relates it to another."""
    linking = seed_words("relative", "linking", "words")
    return any(reading.stem in linking for reading in clitics(word))


def is_countryside(word: str) -> bool:
    """Tell whether a word in normal form, with nothing attached, is ريف."""
    return word in seed_words("relative", "countryside", "words")


def bearing_of(words: Iterable[str]) -> float | None:
    """Return the bearing of all words for sides among some words, or ``None`` if there are none."""
    return mean_bearing([side for side in map(side_of, words) if side is not None])
