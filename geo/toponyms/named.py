"""The places that the gazetteer has of a candidate's name."""

from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.arabic import normalise
from gazetteer.place import Match
from gazetteer.seeds import read_toml

from .candidates import Candidate
from .derived import countryside
from .directions import is_countryside

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["looked_up", "named", "places_of"]

_MOST_OPTIONS = 12
_SIDED = 3
"""Words of a name such as ريف حلب الشمالي, at the least."""


@lru_cache(maxsize=16384)
def named(gazetteer: "Gazetteer", name: str) -> tuple[Match, ...]:
    """Return the places of a name in normal form, best known first."""
    return tuple(gazetteer.named(name))


@lru_cache(maxsize=8192)
def looked_up(gazetteer: "Gazetteer", name: str) -> tuple[Match, ...]:
    """Return the places of a name that the gazetteer has not as it stands: spelt nearly so, or made from another's."""
    found = tuple(gazetteer.lookup(name, limit=_MOST_OPTIONS))
    words = name.split()
    if is_countryside(words[0]) and len(words) >= _SIDED and not any(match.how == "exact" for match in found):
        derived = (countryside(match, name) for match in named(gazetteer, " ".join(words[1:-1])))
        return tuple(match for match in derived if match is not None)
    return tuple(match for match in found if match.how != "fuzzy" or match.score >= _least_similar())


@lru_cache(maxsize=1)
def _least_similar() -> float:
    least: float = read_toml("resolve.toml")["recognise"]["least_similar"]
    return least


def places_of(gazetteer: "Gazetteer", item: Candidate) -> tuple[Match, ...]:
    """Return the places that a candidate may name."""
    if item.known:
        return named(gazetteer, item.name)
    return _called(gazetteer, item.name) or looked_up(gazetteer, item.name)


def _called(gazetteer: "Gazetteer", name: str) -> tuple[Match, ...]:
    """Return what a word may mean by which a country is called at home: المملكة."""
    places = (gazetteer.get(each) for each in _called_at_home().get(name, ()))
    return tuple(Match(place=place, name=name, score=1.0, how="exact") for place in places if place is not None)


@lru_cache(maxsize=1)
def _called_at_home() -> dict[str, tuple[str, ...]]:
    return {normalise(row["name"]): tuple(row["places"]) for row in read_toml("resolve.toml")["called"]}
