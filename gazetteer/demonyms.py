"""Adjectives of nationality: they tell which country is spoken of, and are no names of places."""

from functools import lru_cache

from .arabic import clitics, normalise
from .seeds import read_toml

__all__ = ["country_of", "forms"]

_ENDINGS = ("", "ه", "ين", "ون", "ان", "ات", "تين", "تان", "ا")


@lru_cache(maxsize=1)
def forms() -> dict[str, str]:
    """Return the countries of ``seeds/demonyms.toml`` (ISO 3166-1 alpha-2) by each form of their adjectives."""
    found: dict[str, str] = {}
    for country, words in read_toml("demonyms.toml").items():
        for word in map(normalise, words):
            for ending in _ENDINGS:
                found[word + ending] = country
                found["ال" + word + ending] = country
    return found


@lru_cache(maxsize=16384)
def country_of(word: str) -> str | None:
    """Return the country of an adjective of nationality in normal form (ISO 3166-1 alpha-2), or ``None``."""
    known = forms()
    return next((known[reading.stem] for reading in clitics(word) if reading.stem in known), None)
