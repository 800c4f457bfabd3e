"""A name with what holds its place, as people write it: ``دوما، ريف دمشق``."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from .arabic import clitics, normalise
from .distance import great_circle_km
from .interface import Gazetteer
from .place import Match, Place, PlaceKind
from .scripts import script_of
from .seeds import read_toml

__all__ = ["Found", "find"]

_PARTS = re.compile(r"[،,;؛\n()\[\]|/]")
_DASH = re.compile(" ?[-–—] | [-–—] ?")
"""What stands between a town and its quarter, as in حيفا - غرب; tried only where the whole is no name."""
_OF_A_PIECE = 0.8
"""What is left of the score of an answer to a piece of a name."""
_AND = "\u0648"
_HOLDERS: tuple[PlaceKind, ...] = ("country", "region", "governorate", "district", "city")
"""What may hold another place; after a comma any other place is the next of a list."""
_MOST_HOLDERS = 10
_SLACK_KM = 30.0
"""How far outside the circle of what holds it a place may lie: the circles are rough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a name with its context was found to mean."""

    matches: list[Match]
    """Best first; every one lies in all of `contexts`."""
    contexts: tuple[tuple[Place, ...], ...] = ()
    """For each part after a comma that names what may hold a place: those that it may name, best known first."""
    unused: tuple[str, ...] = ()
    """Parts after a comma that name no such thing, and were passed over."""

    def holders(self, place: Place) -> list[Place]:
        """Return which place of each context holds one."""
        return [next(context for context in part if _within(place, context)) for part in self.contexts]


def find(
    gazetteer: Gazetteer,
    query: str,
    *,
    limit: int = 10,
    country: str | Collection[str] | None = None,
    kind: PlaceKind | Collection[PlaceKind] | None = None,
    near: tuple[float, float] | None = None,
    fuzzy: bool = True,
) -> Found:
    """Look up a name that may be followed by commas and what its place lies in.

    Parameters
    ----------
    gazetteer
        Where to look.
    query
        A name alone or with its context: ``"دوما، ريف دمشق"``, ``"Tripoli, Lebanon"``.
    limit, country, kind, near, fuzzy
        As of `gazetteer.Gazetteer.lookup`.

    Raises
    ------
    ValueError
        If an option is none that there is.
    """
    ask = _Asking(gazetteer=gazetteer, limit=limit, country=country, kind=kind, near=near, fuzzy=fuzzy)
    name, *parts = _split(gazetteer, query)
    found = ask.within(name, parts)
    for reading in () if found.matches else _readings(gazetteer, name, parts):
        other = ask.within(reading.name, reading.parts, alike=False)
        if other.matches:
            return replace(other, matches=_doubted(other.matches) if reading.doubtful else other.matches)
    return found if found.matches else ask.piece(name, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """A gazetteer and what is asked of it besides a name."""

    gazetteer: Gazetteer
    limit: int
    country: str | Collection[str] | None
    kind: PlaceKind | Collection[PlaceKind] | None
    near: tuple[float, float] | None
    fuzzy: bool

    def within(self, name: str, parts: Collection[str], *, alike: bool = True) -> Found:
        """Return who bears a name inside what the parts name."""
        known = {part: _holders(self.gazetteer, part) for part in parts}
        contexts = tuple(places for places in known.values() if places)
        matches = self._asked(name, self.kind, contexts, alike=alike)
        return Found(matches=matches, contexts=contexts, unused=tuple(part for part in parts if not known[part]))

    def piece(self, name: str, found: Found) -> Found:
        """Return who bears the likeliest piece of a name, inside what is known to hold it."""
        somewhere = bool(self.country or self.near or found.contexts)
        for piece in _pieces(name):
            if piece.whole or somewhere:
                matches = self._asked(piece.text, self.kind or piece.kind, found.contexts, alike=piece.whole)
                if matches:
                    return replace(found, matches=_doubted(matches))
        return found

    def _asked(
        self,
        name: str,
        kind: PlaceKind | Collection[PlaceKind] | None,
        contexts: tuple[tuple[Place, ...], ...],
        *,
        alike: bool,
    ) -> list[Match]:
        def admitted(place: Place) -> bool:
            return all(any(_within(place, context) for context in part) for part in contexts)

        return self.gazetteer.lookup(
            name,
            limit=self.limit,
            country=self.country,
            kind=kind,
            near=self.near,
            fuzzy=self.fuzzy and alike,
            where=admitted if contexts else None,
        )


def _doubted(matches: list[Match]) -> list[Match]:
    return [replace(match, score=round(match.score * _OF_A_PIECE, 4)) for match in matches]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Another way to read a name that nobody bears as it stands."""

    name: str
    parts: tuple[str, ...] = ()
    doubtful: bool = False


def _readings(gazetteer: Gazetteer, name: str, parts: Collection[str]) -> Iterator[_Reading]:
    """Yield other readings: in each of two scripts, without a preposition, and with what holds it before or after."""
    words, rest = name.split(), tuple(parts)
    runs = [" ".join(run) for script, run in groupby(words, script_of) if script != "other"]
    if len({script_of(run) for run in runs}) > 1:
        yield from (_Reading(run, rest) for run in runs)
    if len(words) > 1 and normalise(words[0]) in _prepositions():
        yield _Reading(" ".join(words[1:]), rest)
    first, *others = [part for part in _DASH.split(name) if part.strip()] or [name]
    if any(_holders(gazetteer, part) for part in others):
        yield _Reading(first, (*others, *rest), doubtful=True)
    if rest and _holders(gazetteer, name):
        yield _Reading(rest[-1], (name, *rest[:-1]), doubtful=True)
    for end in range(len(words) - 1, 0, -1):
        after = " ".join(words[end:])
        if _holders(gazetteer, after):
            yield _Reading(" ".join(words[:end]), (after, *rest), doubtful=True)


@lru_cache(maxsize=1)
def _prepositions() -> frozenset[str]:
    return frozenset(map(normalise, read_toml("function_words.toml")["sets"]["before_places"]))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a name that no place bears as a whole."""

    text: str
    whole: bool = False
    """Whether the rest of the name only says which part of the place is meant, as in حيفا - غرب."""
    kind: PlaceKind | None = None


def _pieces(name: str) -> Iterator[_Piece]:
    """Yield the pieces of a name that may say where it is, the likeliest first."""
    parts = [part for part in _DASH.split(name) if part.strip()]
    yield from (_Piece(" ".join(parts[:end]), whole=True) for end in range(len(parts) - 1, 0, -1))
    yield from (_Piece(part) for part in parts[1:])
    words = name.split()
    yield from (_Piece(" ".join(words[:end]), kind="city") for end in range(len(words) - 1, 0, -1))
    last = clitics(normalise(words[-1])) if len(words) > 1 else ()
    yield from (_Piece(reading.stem) for reading in last if reading.prefix == _AND)


def _split(gazetteer: Gazetteer, query: str) -> list[str]:
    """Return the name and what follows its commas; a name with a comma of its own, as of Washington, stays whole."""
    parts = [" ".join(part.split()) for part in _PARTS.split(query) if part.strip()]
    whole = len(parts) > 1 and gazetteer.named(normalise(query))
    return [query] if whole or not parts else parts


def _holders(gazetteer: Gazetteer, part: str) -> tuple[Place, ...]:
    known = gazetteer.lookup(part, limit=_MOST_HOLDERS, kind=_HOLDERS, fuzzy=False)
    return tuple(match.place for match in known)


def _within(place: Place, context: Place) -> bool:
    """Tell whether a place may lie in its context: in that country or unit, or inside its circle."""
    if context.kind == "country":
        return place.country == context.country and place.id != context.id
    if place.admin is not None and place.admin in {context.name_ar, context.name_en, context.name}:
        return True
    reach = context.uncertainty_m / 1000 + _SLACK_KM
    return great_circle_km(place.lat, place.lon, context.lat, context.lon) <= reach
