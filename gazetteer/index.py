"""A compiled gazetteer, opened: places by their names, by their identifiers, and by where they are."""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .container import BASE
from .distance import nearest
from .lookup import exactly, search
from .options import at_least_one, country_codes, kind_numbers, lat_lon
from .place import Match, Place, PlaceKind
from .ranking import Query, matches
from .store import Store

__all__ = ["BASE", "Gazetteer", "load"]

_MANY = 1_000_000
_AFTER_FIRST_WORD = " '.,/:"


class Gazetteer:
    """A compiled gazetteer.

    Parameters
    ----------
    path
        A file that ``python -m gazetteer.compile`` or `gazetteer.compile.compile_entries` wrote.

    Raises
    ------
    GazetteerMissingError
        If there is no such file.
    GazetteerError
        If it is something else, damaged, or of another version.
    """

    __slots__ = ("_longest", "_store")

    def __init__(self, path: str | Path) -> None:
        self._store = Store(Path(path))
        self._longest: int = self._store.description["longest_name"]

    def __len__(self) -> int:
        return len(self._store)

    def __repr__(self) -> str:
        return f"<Gazetteer of {len(self):,} places at {str(self._store.path)!r}>"

    @property
    def info(self) -> Mapping[str, Any]:
        """What the gazetteer is made of: ``path``, ``digest``, ``places``, ``names`` and ``sources`` with licences."""
        told = {key: self._store.description[key] for key in ("digest", "places", "names", "sources")}
        return MappingProxyType({"path": str(self._store.path), **told})

    def verify(self) -> None:
        """Compare the whole file with its checksum; opening it compares only what it says of itself.

        Raises
        ------
        GazetteerError
            If it is damaged.
        """
        self._store.verify()

    def get(self, place_id: str) -> Place | None:
        """Return the place of an identifier, also of one that it has in another source; ``None`` if there is none."""
        number = self._store.ids.get(place_id)
        return None if number is None else self._store.place(self._store.id_places[number][0])

    def named(self, normal_name: str) -> list[Match]:
        """Return every place that bears a name, given in normal form, best known first."""
        return matches(self._store, exactly(self._store, normal_name), Query(limit=_MANY))

    def names_at(self, normal_text: str, start: int) -> list[int]:
        """Return where the names end that begin at an offset of a text in normal form, the longest first.

        Only names that end at the end of a word count; whether `start` begins a word is for the caller to know.
        """
        found = []
        for name in self._store.names.prefixes(normal_text[start : start + self._longest]):
            end = start + len(name)
            if end == len(normal_text) or not normal_text[end].isalnum():
                found.append(end)
        found.reverse()
        return found

    def begins(self, normal_word: str) -> tuple[bool, bool]:
        """Tell whether a word in normal form is a name, and whether it is the first of a name of several words."""
        names = self._store.names
        longer = (next(names.iterkeys(normal_word + mark), None) for mark in _AFTER_FIRST_WORD)
        return normal_word in names, any(name is not None for name in longer)

    def lookup(
        self,
        name: str | None,
        *,
        limit: int = 10,
        country: str | Collection[str] | None = None,
        kind: PlaceKind | Collection[PlaceKind] | None = None,
        near: tuple[float, float] | None = None,
        fuzzy: bool = True,
        where: Callable[[Place], bool] | None = None,
    ) -> list[Match]:
        """Return the places that a name may mean, best first; ``[]`` when nothing fits.

        A name is tried as it is, then without و ف ب ل ك in front (never where they belong to a name), and at last by
        what it sounds like. Spacing, the article, the hamza and generic words such as مدينة are seen through. Among
        equal names countries and well known places come first.

        Parameters
        ----------
        name
            A place name in Arabic, Hebrew or Latin letters; ``None`` and blank ones have no answers.
        limit
            The most answers to return.
        country
            ISO 3166-1 alpha-2 code, or several: only places there.
        kind
            What sort of place, or several: only such.
        near
            Latitude and longitude in degrees; nearer places are preferred.
        fuzzy
            Whether to try misspellings when nothing else fits.
        where
            What else an answer has to be: called with each place that fits otherwise.

        Raises
        ------
        ValueError
            If an option is none that there is.
        """
        query = Query(
            limit=at_least_one(limit),
            countries=self._country_numbers(country),
            kinds=None if kind is None else kind_numbers(kind),
            near=None if near is None else lat_lon(near),
            fuzzy=fuzzy,
            where=where,
        )
        return search(self._store, name, query) if isinstance(name, str) else []

    def _country_numbers(self, country: str | Collection[str] | None) -> frozenset[int] | None:
        if country is None:
            return None
        known: list[str] = self._store.description["countries"]
        return frozenset(known.index(code) for code in country_codes(country) if code in known)

    def nearest(self, lat: float, lon: float, *, limit: int = 1, max_km: float = 100.0) -> list[tuple[Place, float]]:
        """Return the places nearest to a point with their distance in kilometres, nearest first.

        Countries, regions and other areas are left out: their point is not where a reader would say they are.

        Parameters
        ----------
        lat, lon
            Degrees, WGS 84.
        limit
            The most places to return.
        max_km
            The farthest to look, in kilometres of great circle.

        Raises
        ------
        ValueError
            If the point is not on the Earth.
        """
        lat, lon = lat_lon((lat, lon))
        found = nearest(self._store, lat, lon, at_least_one(limit), max_km)
        return [(self._store.place(index), away) for away, index in found]

    def __reduce__(self) -> tuple[Callable[..., "Gazetteer"], tuple[Path, ...]]:
        """Pickle and copy a gazetteer as its path: the file is opened again, the built-in base where it lies there."""
        path = self._store.path.resolve()
        return load, () if path == BASE.resolve() else (path,)


@lru_cache(maxsize=8)
def _load(path: Path) -> Gazetteer:
    return Gazetteer(path)


def load(path: str | Path | None = None) -> Gazetteer:
    """Return the built-in gazetteer, or the compiled one at `path`; the same object for the same path.

    Raises
    ------
    GazetteerMissingError
        If there is none.
    GazetteerError
        If the file is something else, damaged, or of another version.
    """
    return _load(BASE if path is None else Path(path).resolve())
