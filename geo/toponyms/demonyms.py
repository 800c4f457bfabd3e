"""Adjectives of nationality, which tell what country a report speaks of."""

from gazetteer.demonyms import country_of, forms

from ..signs import Sign

__all__ = ["NATIONALITY", "country_of"]

NATIONALITY = Sign(country_of, forms)
"""Whether a word is an adjective of nationality."""
