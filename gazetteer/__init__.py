"""What places are called, and where they are: a gazetteer for Arabic, compiled to one file that opens at once."""

from .errors import GazetteerError, GazetteerMissingError, MawqiError, SeedError
from .index import load
from .interface import Gazetteer
from .place import Match, Place, PlaceKind

__all__ = [
    "Gazetteer",
    "GazetteerError",
    "GazetteerMissingError",
    "Match",
    "MawqiError",
    "Place",
    "PlaceKind",
    "SeedError",
    "load",
]
