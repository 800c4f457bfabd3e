"""Build a gazetteer of one's own: sources in, one compiled file out, in which each place is one.

Where sources differ on a place, what somebody put into a table of their own is believed first (a table that is given
before the curated places of the built-in base), then the sources in the order in which they are given, the more exact
first; the rest of the built-in base last. The names and identifiers of all are kept, each name with the best role that
any source gives it, and what the first does not know is filled in from the next.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from .compile import compile_drafts
from .container import BASE
from .errors import GazetteerError
from .place import KINDS, Place
from .prominence import prominence
from .sources import ROLES, Entry, Name, Provenance, Skip, compiled
from .spool import scratch
from .store import NOTHING, Store
from .uniting import Staging, is_curated

__all__ = ["BuildReport", "SourceReport", "build_gazetteer"]

_SETTLEMENTS = frozenset({"city", "town", "village"})
_HALF_ROUND_THE_EARTH_M = 20_040_000
_SIGNED_LON, _POLE = 180, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What became of one source."""

    name: str
    entries: int
    """How many entries it gave."""
    skipped: int
    """How many more could not be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What became of all sources."""

    path: Path
    places: int
    names: int
    united: int
    """How many entries were found to be of a place that another entry is of."""
    sources: tuple[SourceReport, ...]
    bytes: int
    """Size of the compiled file."""


def build_gazetteer(
    sources: Iterable[tuple[Provenance, Iterable[Entry]]],
    path: Path,
    *,
    base: bool = True,
    compiled_too: Sequence[Path] = (),
    digest: str = "",
    skip: Skip = lambda _: None,
    seen: Callable[[int], object] = lambda _: None,
) -> BuildReport:
    """Build a gazetteer from sources, as `gazetteer.sources.formats.open_source` opens them.

    Entries are streamed and sorted on disk, beside `path` and, where SQLite sorts, in the folder for temporary files;
    both need some five times as much room as the file that is made.

    Parameters
    ----------
    sources
        Whose data they are and the entries, the more exact sources first.
    path
        Where to write.
    base
        Whether the places of the built-in base go in too.
    compiled_too
        Compiled gazetteers whose places go in too, believed after `sources` and before the base.
    digest
        What tells these inputs from others; it is kept in the file.
    skip
        Told of an entry that cannot be used.
    seen
        Told how many more entries were read, for a progress bar.

    Raises
    ------
    GazetteerError
        If a compiled gazetteer is missing or damaged, or there is no place to write.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with scratch(path.parent) as database:
        staging = Staging(database)
        told: list[dict[str, Any]] = []
        reports = []
        wide: set[str] = set()
        for order, (provenance, entries) in enumerate(sources):
            checked = _Checked(entries, skip, seen)
            reports.append(_report(provenance.name, staging.add(checked, order), checked.skipped))
            told.append(asdict(provenance) | {"entries": reports[-1].entries})
            wide |= checked.countries
        files = [*compiled_too, *([BASE] if base else [])]
        for order, file in enumerate(files, len(reports)):
            reports.append(_report(file.name, staging.add(compiled.read(file, seen=seen), order), 0))
            told += [source for source in compiled.provenances(file) if source not in told]
        if not len(staging):
            msg = f"no source has a place that can be used; {path} was not written"
            raise GazetteerError(msg)
        heard_in = _heard_in(files)
        description = compile_drafts(
            map(_drafted, staging.united()),
            path,
            sources=told,
            digest=digest,
            heard_in=None if heard_in is None else heard_in | wide,
        )
    return BuildReport(
        path=path,
        places=description["places"],
        names=description["names"],
        united=len(staging) - description["places"],
        sources=tuple(reports),
        bytes=path.stat().st_size,
    )


def _report(name: str, entries: int, skipped: int) -> SourceReport:
    return SourceReport(name=name, entries=entries, skipped=skipped)


def _heard_in(files: Iterable[Path]) -> frozenset[str] | None:
    """Return the countries in which compiled gazetteers find foreign names by their sound; ``None`` for all."""
    heard = [Store(file).description["heard_in"] for file in files]
    return None if None in heard else frozenset(code for codes in heard for code in codes)


class _Checked:
    """The entries of a source that can be used, with what was met on the way."""

    def __init__(self, entries: Iterable[Entry], skip: Skip, seen: Callable[[int], object]) -> None:
        self._entries, self._skip, self._seen = entries, skip, seen
        self.skipped = 0
        self.countries: set[str] = set()

    def __iter__(self) -> Iterator[tuple[float, Entry]]:
        for entry in self._entries:
            self._seen(1)
            fault = _fault(entry.place) or (None if entry.names else "no name")
            if fault is None:
                self.countries.add(entry.place.country or "")
                yield 0.0, entry
            else:
                self.skipped += 1
                self._skip(f"{entry.place.id!r}: {fault}; left out")


def _fault(place: Place) -> str | None:
    """Return why a place cannot be kept."""
    if not place.id:
        return "no identifier"
    if not (abs(place.lat) <= _POLE and abs(place.lon) <= _SIGNED_LON):
        return f"latitude {place.lat} and longitude {place.lon} are not on the Earth"
    if not 0 < place.uncertainty_m <= _HALF_ROUND_THE_EARTH_M:
        return f"an uncertainty of {place.uncertainty_m} m is none"
    if place.population is not None and not 0 <= place.population < NOTHING:
        return f"a population of {place.population} is none"
    return None if place.kind in KINDS else f"kind {place.kind!r} is none of {', '.join(KINDS)}"


def _drafted(members: list[tuple[float, Entry]]) -> tuple[float, Entry]:
    """Return one place and its prominence from its entries, the one that is believed first."""
    entry = unite([each for _, each in members])
    curated = any(is_curated(each) for _, each in members)
    return max(prominence(entry.place, curated=curated), *(known for known, _ in members)), entry


def unite(entries: Sequence[Entry]) -> Entry:
    """Return entries of one place as one.

    The first gives identifier, kind, point and source; what it does not know is filled in from the next that does.
    How large a settlement is, the one says that knows its population.
    """
    first = entries[0]
    if len(entries) == 1 and first.same_as is None:
        return first
    places = [entry.place for entry in entries]
    place = first.place
    filled: dict[str, Any] = {
        field: next((value for each in places if (value := getattr(each, field)) is not None), None)
        for field in ("name_ar", "name_en", "country", "admin", "population")
    }
    if place.name_ar is None and filled["name_ar"]:
        filled["name"] = filled["name_ar"]
    if place.population is None and place.kind in _SETTLEMENTS:
        known = next((each for each in places if each.population is not None and each.kind in _SETTLEMENTS), place)
        filled |= {"kind": known.kind, "uncertainty_m": known.uncertainty_m}
    keys = (key for each in entries for key in (each.place.id, *each.aliases, each.same_as) if key)
    return Entry(
        place=replace(place, **filled),
        names=_names(entries),
        aliases=tuple(key for key in dict.fromkeys(keys) if key != place.id),
    )


def _names(entries: Sequence[Entry]) -> tuple[Name, ...]:
    """Return the names of all entries, each spelling once with its best role."""
    best: dict[str, Name] = {}
    for name in (name for entry in entries for name in entry.names):
        known = best.get(name.text)
        if known is None or ROLES.index(name.role) < ROLES.index(known.role):
            best[name.text] = name
    return tuple(best.values())
