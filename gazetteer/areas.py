"""Outlines of administrative units: which units hold a point, what they are called, and how far a region reaches.

An outline is believed where its names and what is known of them agree with it; where they do not, places keep the
point and the radius that they had.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arabic import normalise
from .distance import great_circle_km
from .fuzzy import likeness
from .outlines import radius_around
from .place import Place
from .skeleton import loose, sound
from .sources import Entry, Provenance, Seen, Skip, pcodes, unseen
from .sources.pcodes import Unit
from .sources.units import bare, kind_of_level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .interface import Gazetteer

__all__ = ["Areas", "Known", "known_in", "load_areas", "numbered", "of_two_places", "provenances", "with_areas"]

Known = Callable[[str, str | None], Iterable[Place]]
"""Returns the places that a name may mean in a country, as far as they are known already."""

_BATCH = 8192
_NEAR_KM, _FAR_KM, _NAMESAKE_KM = 10.0, 25.0, 150.0
"""Names nearer than this are of one place; a bearer of the name is outside from here on, and another one from there."""
_LIKELY = 0.7
_SHORTEST_WORD = 3
_OF_NO_UNIT = frozenset({"region", "water", "country"})
"""Kinds that may reach over several units wherever their point is."""
_KM_PER_DEGREE = 111.2


class Areas:
    """Administrative units with their outlines.

    Parameters
    ----------
    units
        Units of any levels; those without an outline are left out.
    known
        What is known of places already, by which names and outlines are compared; without it all are believed.
    """

    def __init__(self, units: Iterable[Unit], *, known: Known | None = None) -> None:
        import numpy as np  # noqa: PLC0415  not needed to look a name up
        import shapely  # noqa: PLC0415  only where there are outlines

        self.units = tuple(unit for unit in units if unit.outline is not None and not unit.outline.is_empty)
        self._known = known
        self._outlines = np.array([unit.outline for unit in self.units], dtype=object)
        shapely.prepare(self._outlines)
        self._by_code = {unit.code: number for number, unit in enumerate(self.units)}

    def __len__(self) -> int:
        return len(self.units)

    def holding(self, lon: float, lat: float) -> list[tuple[str, str]]:
        """Return P-code and name of the units that hold a point, the widest first; ``[]`` if none does."""
        number = int(self.deepest([lon], [lat])[0])
        return [] if number < 0 else self.chain(number)

    def chain(self, number: int) -> list[tuple[str, str]]:
        """Return P-code and name of the units that hold a unit, the widest first, and its own."""
        unit = self.units[number]
        return [*unit.above, (unit.code, unit.name)]

    def deepest(self, lons: Sequence[float], lats: Sequence[float]) -> "NDArray[np.int64]":
        """Return for each point the number in `units` of the smallest unit that holds it; -1 where none does."""
        import numpy as np  # noqa: PLC0415  as above

        found = np.full(len(lons), -1, dtype=np.int64)
        units, points = self._holds(lons, lats)
        levels = np.array([unit.level for unit in self.units], dtype=np.int64)
        order = np.argsort(levels[units], kind="stable")
        found[points[order]] = units[order]
        return found

    def _holds(self, lons: Sequence[float], lats: Sequence[float]) -> Any:  # noqa: ANN401  two arrays of numbers
        """Return the pairs of unit and point of which the one holds the other."""
        import shapely  # noqa: PLC0415  as above

        return shapely.STRtree(shapely.points(lons, lats)).query(self._outlines, predicate="intersects")

    @cached_property
    def _by_first_level(self) -> dict[tuple[str | None, str], set[str]]:
        """The P-codes of the first-level units that have a name, by country and the name's looser form."""
        found: dict[tuple[str | None, str], set[str]] = {}
        for number, unit in enumerate(self.units):
            chain = self.chain(number)
            names = {chain[1][1]} if len(chain) > 1 else set()
            if unit.level == 1:
                names |= {name.text for name in unit.names}
            for name in filter(None, names):
                found.setdefault((unit.country, _form(name)), set()).add(chain[1][0])
        return found

    def first_level(self, name: str, country: str | None) -> set[str]:
        """Return the P-codes of the first-level units of a country that have a name."""
        return self._by_first_level.get((country, _form(name)), set())

    def is_near_unit(self, codes: set[str], lon: float, lat: float, *, km: float = 5.0) -> bool:
        """Tell whether a point lies in first-level units, given by their P-codes, or within so many kilometres."""
        from shapely import Point  # noqa: PLC0415  as above

        near = Point(lon, lat).buffer(km / _KM_PER_DEGREE)
        return any(
            len(chain := self.chain(number)) > 1 and chain[1][0] in codes and unit.outline.intersects(near)
            for number, unit in enumerate(self.units)
        )

    @cached_property
    def doubts(self) -> dict[str, str]:
        """Why an outline is not believed, by the P-code of its unit."""
        found = ((unit.code, self._doubt(unit)) for unit in self.units) if self._known else ()
        return {code: reason for code, reason in found if reason}

    def _doubt(self, unit: Unit) -> str | None:
        """Return why the names of a unit and its outline cannot all be true.

        Its Arabic and its Latin name are those of two different places that both lie in it; or the places that bear
        both names lie outside, but not so far that they must be others.
        """
        arabic = next((name.text for name in unit.names if name.lang == "ar"), None)
        latin = next((name.text for name in unit.names if name.lang == "en"), None)
        if self._known is None or not arabic or not latin:
            return None
        ours, theirs = (list(self._known(name, unit.country)) for name in (arabic, latin))
        both = [place for place in ours if place.id in {each.id for each in theirs}]
        if both:
            away = min(_km_outside(unit, place) for place in both)
            return f"{arabic} lies {away:.0f} km outside its outline" if _FAR_KM < away < _NAMESAKE_KM else None
        ours, theirs = ([place for place in places if not _km_outside(unit, place)] for places in (ours, theirs))
        return of_two_places(arabic, latin, ours, theirs)

    def extent(self, entry: Entry, number: int) -> tuple[float, str] | None:
        """Return the radius in metres of a place that is an administrative unit, and the P-code of the unit.

        Parameters
        ----------
        entry
            The place.
        number
            The smallest unit that holds its point.

        Returns
        -------
        ``None`` unless the unit of its kind there has its P-code or one of its names, and a believed outline.
        """
        codes = [key.removeprefix("pcode:") for key in (entry.place.id, *entry.aliases) if key.startswith("pcode:")]
        holders = [code for code, _ in self.chain(number)] if number >= 0 else []
        names = {_form(name.text) for name in entry.names}
        for code in codes or holders:
            unit = self.units[self._by_code[code]] if code in self._by_code else None
            if unit is None or kind_of_level(unit.level) != entry.place.kind or code in self.doubts:
                continue
            if codes or names & {_form(name.text) for name in unit.names}:
                return radius_around(unit.outline, entry.place.lon, entry.place.lat), code
        return None


def known_in(gazetteer: "Gazetteer") -> Known:
    """Return what a gazetteer knows, as `Areas` asks for it."""

    def known(name: str, country: str | None) -> list[Place]:
        found = gazetteer.lookup(name, country=country, limit=8, fuzzy=False)
        return [match.place for match in found if match.score >= _LIKELY]

    return known


def of_two_places(arabic: str, latin: str, ours: Sequence[Place], theirs: Sequence[Place]) -> str | None:
    """Return why the Arabic and the Latin name of a unit are those of two different places; ``None`` if they are not.

    Parameters
    ----------
    arabic, latin
        The names.
    ours, theirs
        The places of the Arabic name and of the Latin name that lie in the unit.
    """
    apart = min((_km(one, other) for one in ours for other in theirs), default=0.0)
    if apart <= _NEAR_KM or any(_sound_alike(latin, place.name_en or "") for place in ours):
        return None
    return f"its names are of two places in it: {arabic} is {ours[0].id}, {latin} is {theirs[0].id}"


def _sound_alike(one: str, other: str) -> bool:
    """Tell whether any word of one name sounds like one of the other."""
    ours, theirs = ([sound(word) for word in name.split() if len(word) >= _SHORTEST_WORD] for name in (one, other))
    return any(likeness(word, each) >= _LIKELY for word in ours for each in theirs)


def _form(name: str) -> str:
    return loose(normalise(bare(name)))


def _km(one: Place, other: Place) -> float:
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


def _km_outside(unit: Unit, place: Place) -> float:
    """Return how far a place lies outside a unit, in kilometres or a little more; 0 inside."""
    from shapely import Point  # noqa: PLC0415  only where there are outlines

    return float(unit.outline.distance(Point(place.lon, place.lat))) * _KM_PER_DEGREE


def load_areas(
    paths: Iterable[Path], *, known: Known | None = None, skip: Skip = lambda _: None, seen: Seen = unseen
) -> Areas:
    """Return the units of layers with outlines, as `gazetteer.sources.pcodes` reads them.

    Parameters
    ----------
    paths
        Files or folders of GeoJSON or shapefiles, of any levels and countries.
    known
        What is known of places already; see `Areas`.
    skip
        Told of what cannot be used.
    seen
        Called with 1 after each row.
    """
    units = (unit for path in paths for unit in pcodes.read_units(path, skip=skip, seen=seen, outlines=True))
    return Areas(units, known=known)


def provenances(paths: Iterable[Path]) -> list[Provenance]:
    """Return what to say of the outlines that places were compared with: their licence stays with what they told."""
    return [replace(pcodes.provenance(path), name="outlines") for path in paths]


def with_areas(entries: Iterable[Entry], areas: Areas) -> Iterator[Entry]:
    """Yield the entries with what the outlines tell of them; what an entry knows itself stays.

    A place without a country or a first-level unit gets those that hold its point. A place that is an administrative
    unit gets its P-code as an alias and, as its radius, how far the outline reaches from its point.
    """
    yield from (_told(entry, areas, number) for entry, number in numbered(entries, areas))


def numbered(entries: Iterable[Entry], areas: Areas | None) -> Iterator[tuple[Entry, int]]:
    """Yield each entry with the number of the smallest unit that holds it; -1 where none does."""
    rest = iter(entries)
    while batch := list(islice(rest, _BATCH)):
        lons, lats = zip(*((entry.place.lon, entry.place.lat) for entry in batch), strict=True)
        numbers = areas.deepest(lons, lats).tolist() if areas else [-1] * len(batch)
        yield from zip(batch, numbers, strict=True)


def _told(entry: Entry, areas: Areas, number: int) -> Entry:
    place = entry.place
    if place.kind in {"country", "governorate", "district"}:
        found = areas.extent(entry, number)
        if found is not None:
            radius, code = found
            entry = replace(
                entry,
                place=replace(place, uncertainty_m=max(radius, 1.0)),
                aliases=tuple(dict.fromkeys((*entry.aliases, f"pcode:{code}"))),
            )
    if number < 0 or place.kind in _OF_NO_UNIT or (place.country and (place.admin or place.kind == "governorate")):
        return entry
    unit = areas.units[number]
    if place.country not in {None, unit.country}:
        return entry
    first = next((name for _, name in areas.chain(number)[1:2]), "")
    admin = place.admin or (bare(first) if place.kind != "governorate" else "") or None
    return replace(entry, place=replace(entry.place, country=place.country or unit.country, admin=admin))
