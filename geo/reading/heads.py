"""Words that stand before names of places: مدينة, بلدة, مخيم."""

from functools import cache

from gazetteer.arabic import normalise
from gazetteer.seeds import read_toml

__all__ = ["generic_heads", "kinds_of_heads"]


@cache
def generic_heads() -> frozenset[str]:
    """Return the words that stand before names of places (``seeds/heads.toml``), in normal form."""
    return frozenset(normalise(word) for row in read_toml("heads.toml")["head"] for word in row["words"])


@cache
def kinds_of_heads() -> dict[str, tuple[str, ...]]:
    """Return the kinds of place that may be meant by each word that stands before names of places."""
    rows = read_toml("heads.toml")["head"]
    return {normalise(word): tuple(row["kinds"]) for row in rows for word in row["words"]}
