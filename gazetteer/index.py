"""Compiled gazetteers, opened: one file, or several that answer together."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .container import BASE
from .distance import nearest
from .identity import same_place
from .interface import Gazetteer
from .lookup import answers, exactly
from .place import Match, Place
from .ranking import Answers, Bearer, Query, best, in_order
from .store import Store

__all__ = ["BASE", "CompiledGazetteer", "UnitedGazetteer", "load"]

VARIABLE = "MAWQI_GAZETTEER"
"""The environment variable that names the gazetteers to open where no path is given."""

_ALL = Query(limit=1_000_000)


class CompiledGazetteer(Gazetteer):
    """A compiled gazetteer.

    Parameters
    ----------
    path
        A file that `gazetteer.build.build_gazetteer` or ``python -m gazetteer.compile`` wrote.

    Raises
    ------
    GazetteerMissingError
        If there is no such file.
    GazetteerError
        If it is something else, damaged, or of another version.
    """

    __slots__ = ("_longest", "store")

    def __init__(self, path: str | Path) -> None:
        self.store = Store(Path(path))
        self._longest: int = self.store.description["longest_name"]

    def __len__(self) -> int:
        return len(self.store)

    def __repr__(self) -> str:
        return f"<Gazetteer of {len(self):,} places at {str(self.store.path)!r}>"

    @property
    def stores(self) -> tuple[Store, ...]:
        """As of `Gazetteer.stores`."""
        return (self.store,)

    @property
    def info(self) -> Mapping[str, Any]:
        """As of `Gazetteer.info`."""
        told = {key: self.store.description[key] for key in ("digest", "places", "names", "sources")}
        return MappingProxyType({"path": str(self.store.path), **told})

    def verify(self) -> None:
        """As of `Gazetteer.verify`."""
        self.store.verify()

    def get(self, place_id: str) -> Place | None:
        """As of `Gazetteer.get`."""
        place = self.store.known_as(place_id)
        return None if place is None else self.store.place(place)

    def named(self, normal_name: str) -> list[Match]:
        """As of `Gazetteer.named`."""
        return in_order([*_bearers(self.store, best(self.store, exactly(self.store, normal_name), _ALL))], _ALL)

    def names_at(self, normal_text: str, start: int) -> list[int]:
        """As of `Gazetteer.names_at`."""
        found = []
        for name in self.store.names.prefixes(normal_text[start : start + self._longest]):
            end = start + len(name)
            if end == len(normal_text) or not normal_text[end].isalnum():
                found.append(end)
        found.reverse()
        return found

    def begins(self, normal_word: str) -> tuple[bool, bool]:
        """As of `Gazetteer.begins`."""
        return self.store.begins(normal_word)

    def following(self, normal_word: str, reach: int, most: int) -> frozenset[str] | None:
        """As of `Gazetteer.following`."""
        return self.store.following(normal_word, reach, most)

    def _answers(self, name: str, query: Query) -> list[Match]:
        found = answers((self.store,), name, query)
        return in_order([bearer for each in found for bearer in _bearers(*each)], query)

    def _around(self, lat: float, lon: float, limit: int, max_km: float) -> list[tuple[Place, float]]:
        return [(self.store.place(index), away) for away, index in nearest(self.store, lat, lon, limit, max_km)]

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[Path | None, ...]]:
        """Pickle and copy a gazetteer as its path: the file is opened again, the built-in base where it lies there."""
        return _open_again, (_portable(self.store.path),)


def _bearers(store: Store, found: Answers) -> Iterator[Bearer]:
    return (Bearer(store, place, hit, store) for place, hit in found.items())


class UnitedGazetteer(Gazetteer):
    """Several compiled gazetteers that answer as one.

    A place that two of them have appears once, as the first of them has it: the same place is one that shares an
    identifier, or one of the same name near by and of a kind that fits (`gazetteer.identity`).

    Parameters
    ----------
    parts
        The gazetteers, the one to be trusted most first.
    """

    __slots__ = ("_size", "parts")

    def __init__(self, parts: Sequence[CompiledGazetteer]) -> None:
        self.parts = tuple(parts)
        self._size: int | None = None

    def __len__(self) -> int:
        """Return how many places there are, one with an identifier in two files counted once."""
        if self._size is None:
            self._size = sum(
                self._first(at, place)[0] == at for at, part in enumerate(self.parts) for place in range(len(part))
            )
        return self._size

    def __repr__(self) -> str:
        return f"<Gazetteer of {', '.join(str(part.store.path) for part in self.parts)}>"

    @property
    def stores(self) -> tuple[Store, ...]:
        """As of `Gazetteer.stores`."""
        return tuple(part.store for part in self.parts)

    @property
    def info(self) -> Mapping[str, Any]:
        """As of `Gazetteer.info`."""
        each = [dict(part.info) for part in self.parts]
        told = {
            "path": os.pathsep.join(info["path"] for info in each),
            "digest": "+".join(info["digest"] for info in each),
            "places": len(self),
            "names": sum(info["names"] for info in each),
            "sources": [source | {"path": info["path"]} for info in each for source in info["sources"]],
            "gazetteers": each,
        }
        return MappingProxyType(told)

    def verify(self) -> None:
        """As of `Gazetteer.verify`."""
        for part in self.parts:
            part.verify()

    def get(self, place_id: str) -> Place | None:
        """As of `Gazetteer.get`."""
        for at, part in enumerate(self.parts):
            place = part.store.known_as(place_id)
            if place is not None:
                first, index = self._first(at, place)
                return self.parts[first].store.place(index)
        return None

    def named(self, normal_name: str) -> list[Match]:
        """As of `Gazetteer.named`."""
        found = [(part.store, best(part.store, exactly(part.store, normal_name), _ALL)) for part in self.parts]
        return in_order(self._once(found), _ALL)

    def names_at(self, normal_text: str, start: int) -> list[int]:
        """As of `Gazetteer.names_at`."""
        ends = {end for part in self.parts for end in part.names_at(normal_text, start)}
        return sorted(ends, reverse=True)

    def begins(self, normal_word: str) -> tuple[bool, bool]:
        """As of `Gazetteer.begins`."""
        told = [part.begins(normal_word) for part in self.parts]
        return any(whole for whole, _ in told), any(longer for _, longer in told)

    def following(self, normal_word: str, reach: int, most: int) -> frozenset[str] | None:
        """As of `Gazetteer.following`."""
        told = [part.following(normal_word, reach, most) for part in self.parts]
        known = [each for each in told if each is not None]
        return frozenset().union(*known) if len(known) == len(told) else None

    def _answers(self, name: str, query: Query) -> list[Match]:
        return in_order(self._once(answers([part.store for part in self.parts], name, query)), query)

    def _around(self, lat: float, lon: float, limit: int, max_km: float) -> list[tuple[Place, float]]:
        found: dict[tuple[int, int], float] = {}
        for at, part in enumerate(self.parts):
            for away, index in nearest(part.store, lat, lon, limit * len(self.parts), max_km):
                found.setdefault(self._first(at, index), away)
        near: list[tuple[Place, float]] = []
        for away, (at, index) in sorted((away, key) for key, away in found.items()):
            place = self.parts[at].store.place(index)
            if not any(same_place(place, other) for other, _ in near):
                near.append((place, away))
        return near[:limit]

    def _first(self, at: int, place: int) -> tuple[int, int]:
        """Return the first gazetteer that has a place by any identifier, and the number that the place has there."""
        for earlier in range(at):
            store = self.parts[earlier].store
            for key in self.parts[at].store.keys_of(place):
                known = store.known_as(key)
                if known is not None:
                    return earlier, known
        return at, place

    def _once(self, found: Sequence[tuple[Store, Answers]]) -> list[Bearer]:
        """Return who may be meant, each place once, by the best of its names."""
        kept: dict[tuple[int, int], Bearer] = {}
        for at, (store, answered) in enumerate(found):
            for place, hit in answered.items():
                key = self._first(at, place)
                key = key if key in kept else self._alike(kept, at, store.place(place)) or key
                if key not in kept or hit.worth > kept[key].hit.worth:
                    kept[key] = Bearer(self.parts[key[0]].store, key[1], hit, store)
        return list(kept.values())

    def _alike(self, kept: Mapping[tuple[int, int], Bearer], at: int, place: Place) -> tuple[int, int] | None:
        """Return the place of an earlier gazetteer that is this one, though no identifier says so."""
        for key, bearer in kept.items():
            if key[0] < at and same_place(bearer.store.place(bearer.place), place):
                return key
        return None

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[Path | None, ...]]:
        """Pickle and copy gazetteers as their paths."""
        return _open_again, tuple(_portable(part.store.path) for part in self.parts)


def _portable(path: Path) -> Path | None:
    """Return where a file lies; ``None`` for the built-in base, which lies elsewhere on another machine."""
    return None if path.resolve() == BASE.resolve() else path.resolve()


def _open_again(*paths: Path | None) -> Gazetteer:
    return load([path or BASE for path in paths])


File = tuple[Path, int, int]
"""Where a file lies, when it was written, and which it is: one that is written anew is opened anew."""


@lru_cache(maxsize=8)
def _open(file: File) -> CompiledGazetteer:
    return CompiledGazetteer(file[0])


@lru_cache(maxsize=8)
def _unite(files: tuple[File, ...]) -> Gazetteer:
    parts = [_open(file) for file in dict.fromkeys(files)]
    return parts[0] if len(parts) == 1 else UnitedGazetteer(parts)


def _file(path: Path) -> File:
    try:
        told = path.stat()
    except OSError:
        return path, 0, 0
    return path, told.st_mtime_ns, told.st_ino


def load(path: str | Path | Sequence[str | Path] | None = None) -> Gazetteer:
    """Return the built-in gazetteer, the compiled one at `path`, or several together; the same object for the same.

    Parameters
    ----------
    path
        A compiled file, or several, the one to be trusted most first. Without it, those that the environment variable
        ``MAWQI_GAZETTEER`` names, separated as in ``PATH``; where it is not set, the built-in one.

    Raises
    ------
    GazetteerMissingError
        If there is none.
    GazetteerError
        If a file is something else, damaged, or of another version.
    ValueError
        If `path` is an empty list.
    """
    if path is None:
        path = [each for each in os.environ.get(VARIABLE, "").split(os.pathsep) if each] or BASE
    paths = [path] if isinstance(path, str | Path) else list(path)
    if not paths:
        msg = "no gazetteer was named: give a path or several, or nothing for the built-in one."
        raise ValueError(msg)
    return _unite(tuple(_file(Path(each).resolve()) for each in paths))
