"""Adjectives of nationality, which tell what country a report speaks of."""

from functools import lru_cache

from gazetteer.arabic import clitics, normalise
from gazetteer.seeds import read_toml

from ..signs import Sign

__all__ = ["NATIONALITY", "country_of"]

_ENDINGS = ("", "ه", "ين", "ون", "ان", "ات", "تين", "تان", "ا")


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for country, words in read_toml("demonyms.toml").items():
        for word in map(normalise, words):
            for ending in _ENDINGS:
                forms[word + ending] = country
                forms["ال" + word + ending] = country
    return forms


@lru_cache(maxsize=16384)
def country_of(word: str) -> str | None:
    """Return the country of an adjective of nationality in normal form (ISO 3166-1 alpha-2), or ``None``."""
    forms = _forms()
    return next((forms[reading.stem] for reading in clitics(word) if reading.stem in forms), None)


NATIONALITY = Sign(country_of, _forms)
"""Whether a word is an adjective of nationality."""
