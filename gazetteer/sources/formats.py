"""Open a gazetteer source of any format: which reader it is for is told by its name and its first bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..errors import GazetteerError, GazetteerMissingError
from . import Entry, Provenance, Seen, Skip, geonames, osmpbf, overpass, owntable, pcodes, unseen, whosonfirst, wikidata
from .archives import head

__all__ = ["FORMATS", "Format", "open_source", "sources_in"]


class _Read(Protocol):
    def __call__(self, path: Path, *, skip: Skip, seen: Seen = ...) -> Iterator[Entry]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format of gazetteer data."""

    what: str
    """What files of this format are, for messages and help."""
    is_it: Callable[[Path, bytes], bool]
    """Tells from a path and the first bytes of the file, unpacked (none of a folder), whether it is of the format."""
    read: _Read
    provenance: Callable[[Path], Provenance]


def _is_geonames(path: Path, start: bytes) -> bool:
    if path.is_dir():
        return any(geonames.dumps(path))
    columns = start.split(b"\n", 1)[0].count(b"\t") + 1
    return path.suffix in {".txt", ".zip", ".gz"} and columns in geonames.COLUMNS


def _is_whosonfirst(path: Path, start: bytes) -> bool:
    if path.is_dir():
        return next(path.rglob("*.geojson"), None) is not None
    is_archive = path.name.endswith((".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz"))
    return is_archive or b'"wof:id"' in start


def _is_table(path: Path, start: bytes) -> bool:
    if path.suffix in {".json", ".geojson"}:
        return b'"FeatureCollection"' in start or b'"features"' in start
    return path.name.removesuffix(".gz").endswith((".csv", ".tsv", ".toml"))


FORMATS: dict[str, Format] = {
    "geonames": Format(
        what="GeoNames: SY.txt, SY.zip, allCountries.zip, or a folder of them with the code tables",
        is_it=_is_geonames,
        read=geonames.read,
        provenance=geonames.provenance,
    ),
    "osm": Format(
        what="an extract of OpenStreetMap: .osm.pbf, .osm, .osm.gz, .osm.bz2 or .o5m (extra osm)",
        is_it=lambda path, _: path.name.endswith(osmpbf.SUFFIXES),
        read=osmpbf.read,
        provenance=osmpbf.provenance,
    ),
    "overpass": Format(
        what="an answer of the Overpass API in JSON",
        is_it=lambda _, start: overpass.is_overpass(start),
        read=overpass.read,
        provenance=overpass.provenance,
    ),
    "wikidata": Format(
        what="an answer of the Wikidata Query Service in JSON, such as to seeds/wikidata_places.rq",
        is_it=lambda _, start: wikidata.is_wikidata(start),
        read=wikidata.read,
        provenance=wikidata.provenance,
    ),
    "pcodes": Format(
        what="administrative units with P-codes: .csv, .xlsx, .geojson, .shp, or a folder of such",
        is_it=pcodes.is_pcodes,
        read=pcodes.read,
        provenance=pcodes.provenance,
    ),
    "wof": Format(
        what="Who's On First: whosonfirst-data-admin-sy.tar.gz, or a folder of GeoJSON files",
        is_it=_is_whosonfirst,
        read=whosonfirst.read,
        provenance=whosonfirst.provenance,
    ),
    "table": Format(
        what="a table of your own: .csv, .toml or .geojson with names and points",
        is_it=_is_table,
        read=owntable.read,
        provenance=owntable.provenance,
    ),
}
"""The formats by the name that ``--format`` takes; the first whose `Format.is_it` agrees reads a source."""


def open_source(
    path: Path,
    *,
    format: str | None = None,  # noqa: A002  the word of the command line, and of pandas
    skip: Skip,
    seen: Seen = unseen,
) -> tuple[Provenance, Iterator[Entry]]:
    """Return what to say of a source, and its places one after another.

    Parameters
    ----------
    path
        A file or folder.
    format
        A key of `FORMATS`; told from the file if not given.
    skip
        Told of each row that cannot be used, as ``file:line: what was wrong``.
    seen
        Told how many more rows were read, for a progress bar.

    Raises
    ------
    GazetteerMissingError
        If there is nothing at `path`.
    GazetteerError
        If the format is not known, or cannot be told.
    """
    path = Path(path)
    if not path.exists():
        msg = f"{path}: there is no such file or folder"
        raise GazetteerMissingError(msg)
    if not path.is_file() and not path.is_dir():
        msg = f"{path}: neither a file nor a folder, but a pipe, socket or device; save what it gives to a file first"
        raise GazetteerError(msg)
    chosen = FORMATS[_named(format) if format else _told(path)]
    return chosen.provenance(path), chosen.read(path, skip=skip, seen=seen)


def sources_in(path: Path) -> list[Path]:
    """Return the files of a folder that no reader takes as a whole, those that one takes, by name; else the path."""
    if not path.is_dir() or _format_of(path) is not None:
        return [path]
    found = [each for each in sorted(path.iterdir()) if each.is_file() and _format_of(each) is not None]
    return found or [path]


def _named(name: str) -> str:
    if name not in FORMATS:
        msg = f"{name!r} is no format of gazetteer data; choose from {', '.join(FORMATS)}"
        raise GazetteerError(msg)
    return name


def _format_of(path: Path) -> str | None:
    start = head(path)
    return next((name for name, each in FORMATS.items() if each.is_it(path, start)), None)


def _told(path: Path) -> str:
    found = _format_of(path)
    if found is None:
        known = "\n".join(f"  {name:12} {each.what}" for name, each in FORMATS.items())
        msg = f"{path}: not a format of gazetteer data that is known here; name it with --format:\n{known}"
        raise GazetteerError(msg)
    return found
