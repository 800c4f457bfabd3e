"""A compiled gazetteer, opened: places by their names, by their identifiers, and by where they are."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .distance import nearest
from .lookup import exactly, search
from .place import KINDS, Match, Place, PlaceKind
from .ranking import Query, matches
from .store import Store

__all__ = ["BASE", "Gazetteer", "load"]

BASE = Path(__file__).parent / "data" / "base.mawqi"
"""Where the built-in base lies."""

_MANY = 1_000_000
_POLE, _DATE_LINE = 90, 180


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

    def lookup(
        self,
        name: str | None,
        *,
        limit: int = 10,
        country: str | Collection[str] | None = None,
        kind: PlaceKind | Collection[PlaceKind] | None = None,
        near: tuple[float, float] | None = None,
        fuzzy: bool = True,
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

        Raises
        ------
        ValueError
            If an option is none that there is.
        """
        if not isinstance(name, str):
            return []
        query = Query(
            limit=_positive(limit),
            countries=self._country_numbers(country),
            kinds=_kind_numbers(kind),
            near=None if near is None else _point(near),
            fuzzy=fuzzy,
        )
        return search(self._store, name, query)

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
        lat, lon = _point((lat, lon))
        found = nearest(self._store, lat, lon, _positive(limit), max_km)
        return [(self._store.place(index), away) for away, index in found]

    def _country_numbers(self, country: str | Collection[str] | None) -> frozenset[int] | None:
        if country is None:
            return None
        codes = [country] if isinstance(country, str) else list(country)
        known: list[str] = self._store.description["countries"]
        for code in codes:
            if not re.fullmatch("[A-Za-z]{2}", str(code)):
                msg = f"country {code!r} is not an ISO 3166-1 alpha-2 code such as 'SY'."
                raise ValueError(msg)
        return frozenset(known.index(code.upper()) for code in codes if code.upper() in known)


def _kind_numbers(kind: PlaceKind | Collection[PlaceKind] | None) -> frozenset[int] | None:
    if kind is None:
        return None
    kinds = [kind] if isinstance(kind, str) else list(kind)
    wrong = [each for each in kinds if each not in KINDS]
    if wrong:
        msg = f"kind {wrong[0]!r} is none of {', '.join(KINDS)}."
        raise ValueError(msg)
    return frozenset(map(KINDS.index, kinds))


def _positive(limit: int) -> int:
    if limit < 1:
        msg = f"limit {limit!r} is less than 1."
        raise ValueError(msg)
    return limit


def _point(near: tuple[float, float]) -> tuple[float, float]:
    try:
        lat, lon = map(float, near)
    except (TypeError, ValueError):
        msg = f"{near!r} is not a pair of latitude and longitude in degrees."
        raise ValueError(msg) from None
    if not (abs(lat) <= _POLE and abs(lon) <= _DATE_LINE):
        msg = f"({lat}, {lon}) is not on the Earth: latitude comes first, -90 to 90, then longitude, -180 to 180."
        raise ValueError(msg)
    return lat, lon


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
