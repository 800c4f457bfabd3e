"""How common a word is in newswire and encyclopaedia text outside the names of places."""

from functools import lru_cache

from gazetteer.arabic import clitics
from gazetteer.seeds import read_csv

__all__ = ["frequency", "is_common"]


@lru_cache(maxsize=1)
def counts() -> dict[str, int]:
    """Return the words of ``seeds/models/words.csv`` in normal form with the binary logarithm of their count."""
    return {row["word"]: int(row["log2"]) for _, row in read_csv("models/words.csv")}


def frequency(word: str) -> int:
    """Return the binary logarithm of how often a word in normal form was seen as no place; -1 for never."""
    return counts().get(word, -1)


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Tell whether a word in normal form, or what is left of it without clitics, is known to be no place's name."""
    known = counts()
    return any(reading.stem in known for reading in clitics(word))
