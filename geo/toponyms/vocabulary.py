"""Which words labelled text has shown to be ordinary, and which to be names of places."""

from functools import lru_cache

from gazetteer.arabic import clitics
from gazetteer.seeds import read_csv

__all__ = ["as_place", "frequency", "is_common", "seen_names"]

_NEVER = (-1, -1)
SeenNames = dict[str, list[tuple[str, ...]]]


@lru_cache(maxsize=1)
def counts() -> dict[str, tuple[int, int]]:
    """Return the words of ``seeds/models/words.csv`` in normal form with how often they were no name and a place.

    Both are binary logarithms of counts, -1 for never.
    """
    return {row["word"]: (int(row["other"]), int(row["place"])) for _, row in read_csv("models/words.csv")}


@lru_cache(maxsize=1)
def seen_names() -> SeenNames:
    """Return the names of ``seeds/models/names.csv`` as words in normal form, by their first word."""
    found: SeenNames = {}
    for _, row in read_csv("models/names.csv"):
        words = tuple(row["name"].split())
        found.setdefault(words[0], []).append(words)
    return found


def frequency(word: str) -> int:
    """Return the binary logarithm of how often a word in normal form was seen as no name; -1 for never."""
    return counts().get(word, _NEVER)[0]


def as_place(name: str) -> int:
    """Return the binary logarithm of how often a name in normal form was seen as a place's; -1 for never."""
    return counts().get(name, _NEVER)[1]


@lru_cache(maxsize=16384)
def is_common(word: str) -> bool:
    """Tell whether a word in normal form, or what is left of it without clitics, is known to be no place's name."""
    known = counts()
    return any(_is_ordinary(known.get(reading.stem, _NEVER)) for reading in clitics(word))


def _is_ordinary(seen: tuple[int, int]) -> bool:
    other, place = seen
    return other > 0 and other > place + 1
