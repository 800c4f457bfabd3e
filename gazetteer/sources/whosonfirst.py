"""Who's On First: a ``.tar.gz`` of a repository of its data, or a folder of them, one GeoJSON feature a place."""

import bz2
import gzip
import json
import lzma
import os
import tarfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from ..place import KINDS, Place, PlaceKind
from ..seeds import read_toml
from . import Entry, Name, Provenance, Seen, Skip, unseen
from .arabic_name import usual_arabic
from .archives import DAMAGED, dated
from .extent import radius_around
from .naming import distinct, is_heard, kind_by_name, kind_by_people, radius_of_kind, usable, visible
from .unit_codes import as_curated, unit_by_code, unit_by_number
from .units import bare

__all__ = ["NAME", "provenance", "read"]

NAME = "wof"
_LARGEST_MEMBER = 128 << 20
_OPENERS: dict[str, Callable[[Path], IO[bytes]]] = {
    ".gz": gzip.open,  # type: ignore[dict-item]  # a GzipFile is read like a file
    ".tgz": gzip.open,  # type: ignore[dict-item]
    ".bz2": bz2.open,
    ".xz": lzma.open,
    ".tar": lambda path: path.open("rb"),
}
_NOT_ENDED = frozenset({None, "", "uuuu", "..", "open"})
_PARENT_REGION = b'"wof:placetype":"region"'
_AIRPORT = frozenset({"icao:code", "iata:code"})
_PEOPLE = ("wof:population", "gn:population", "wd:population", "qs:pop")
_POINTS = ("lbl", "mps", "geom")
"""Where the point of a place is stated, the best for its name first."""


def provenance(path: Path) -> Provenance:
    """Return what to say of an archive or folder."""
    return Provenance(
        name=NAME,
        version=dated(path),
        licence="CC BY 4.0",
        attribution="Who's On First (whosonfirst.org), with GeoNames, Natural Earth, Quattroshapes and others",
        url="https://whosonfirst.org/",
    )


def read(path: Path, *, skip: Skip, seen: Seen = unseen) -> Iterator[Entry]:
    """Yield the places that are current: neither deprecated, superseded nor ceased.

    The archive is gone through twice, first for the names of the first-level units; memory holds those and the numbers
    of the places that were met.

    Parameters
    ----------
    path
        A tar archive, packed or not, or a folder with ``.geojson`` files at any depth.
    skip
        Told of each file that cannot be used, as ``archive:member: what was wrong``.
    seen
        Called with 1 after each file.
    """
    units = _unit_names(path)
    met: set[int] = set()
    with closing(_members(path, skip)) as files:
        for where, raw in files:
            seen(1)
            try:
                entry = _entry(_properties(raw), units)
                number = int(entry.place.id.partition(":")[2]) if entry else 0
                if number in met:
                    msg = f"wof:id {number} a second time; the first was kept"
                    raise ValueError(msg)  # noqa: TRY301  one way to report a fault
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                skip(f"{where}: {_said(error)}")
                continue
            if entry:
                met.add(number)
                yield entry


def _said(error: Exception) -> str:
    return f"no {error} in it" if isinstance(error, KeyError) else str(error)


def _members(path: Path, skip: Skip) -> Generator[tuple[str, bytes]]:
    """Yield where each feature stands and its bytes; alternative geometries are left out."""
    yield from _in_folder(path, skip) if path.is_dir() else _in_archive(path, skip)


def _is_place(name: str) -> bool:
    return name.endswith(".geojson") and "-alt-" not in name


def _in_folder(path: Path, skip: Skip) -> Generator[tuple[str, bytes]]:
    for folder, inner, names in os.walk(path):
        inner.sort()
        for file in (Path(folder, name) for name in sorted(names) if _is_place(name)):
            try:
                if file.stat().st_size > _LARGEST_MEMBER:
                    skip(_too_large(str(file)))
                    continue
                yield str(file), file.read_bytes()
            except OSError as error:
                skip(f"{file}: {error.strerror}")


def _in_archive(path: Path, skip: Skip) -> Generator[tuple[str, bytes]]:
    last = "the beginning"
    try:
        with (
            _OPENERS.get(path.suffix, gzip.open)(path) as unpacked,
            tarfile.open(fileobj=unpacked, mode="r|") as archive,
        ):
            for member in archive:
                last = member.name
                where = f"{path}:{last}"
                if not member.isfile() or not _is_place(last):
                    continue
                if member.size > _LARGEST_MEMBER:
                    skip(_too_large(where))
                    continue
                file = archive.extractfile(member)
                yield where, file.read() if file else b""
    except (*DAMAGED, tarfile.TarError, lzma.LZMAError) as error:
        skip(f"{path}: damaged or cut off at {last} ({error}); what stands before it was read")


def _too_large(where: str) -> str:
    return f"{where}: larger than {_LARGEST_MEMBER >> 20} MB; it was left out"


@dataclass(frozen=True, slots=True)
class _Feature:
    properties: dict[str, Any]
    geometry: dict[str, Any]


def _properties(raw: bytes) -> _Feature:
    try:
        feature = json.loads(raw)
    except (ValueError, RecursionError) as error:
        msg = f"not JSON: {error}"
        raise ValueError(msg) from None
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        msg = "not a GeoJSON feature with properties"
        raise TypeError(msg)
    return _Feature(properties, feature.get("geometry") or {})


def _unit_names(path: Path) -> dict[int, str]:
    """Return what the first-level units in an archive are called, by their number."""
    names: dict[int, str] = {}
    with closing(_members(path, lambda _: None)) as files:
        for _, raw in files:
            if _PARENT_REGION not in raw.replace(b": ", b":"):
                continue
            try:
                entry = _entry(_properties(raw), {})
            except (ValueError, TypeError, KeyError, AttributeError):
                continue
            if entry:
                elsewhere = (alias.removeprefix("geonames:") for alias in entry.aliases)
                curated = next(filter(None, map(unit_by_number, elsewhere)), None)
                names[int(entry.place.id.partition(":")[2])] = curated or as_curated(
                    entry.place.country or "", bare(entry.place.name)
                )
    return names


def _entry(feature: _Feature, units: dict[int, str]) -> Entry | None:
    """Return the place of a feature; ``None`` if it is of a type that is left out, or no longer there."""
    stated = feature.properties
    population = _population(stated)
    kind = _kind(stated, population)
    if kind is None or not _is_current(stated):
        return None
    country = _country(stated)
    names = _names(stated, country)
    name_ar = usual_arabic(names, str(stated["wof:name"]), spoken_there=is_heard(country))
    kind = kind_by_name(kind, name_ar)
    lat, lon = _point(stated)
    extent = radius_around(lat, lon, feature.geometry)
    place = Place(
        id=f"{NAME}:{int(stated['wof:id'])}",
        name=name_ar or str(stated["wof:name"]),
        name_ar=name_ar,
        name_en=_english(names) or str(stated["wof:name"]),
        kind=kind,
        country=country or None,
        admin=_admin(stated, kind, units),
        lon=lon,
        lat=lat,
        uncertainty_m=max(extent or 0.0, radius_of_kind("village")) if extent else radius_of_kind(kind, population),
        population=population or None,
        source=NAME,
    )
    return Entry(place=place, names=tuple(names), aliases=_aliases(stated, kind, country))


def _is_current(stated: dict[str, Any]) -> bool:
    ended = any(stated.get(key) not in _NOT_ENDED for key in ("edtf:deprecated", "edtf:superseded", "edtf:cessation"))
    return not ended and not stated.get("wof:superseded_by") and str(stated.get("mz:is_current")) != "0"


def _population(stated: dict[str, Any]) -> int:
    counts = (stated.get(key) for key in _PEOPLE)
    return next((int(count) for count in counts if isinstance(count, int | float) and count > 0), 0)


def _kind(stated: dict[str, Any], population: int) -> PlaceKind | None:
    """Return what a place is; an airport is known by its codes."""
    kind = _kinds().get(str(stated.get("wof:placetype")))
    if kind == "populated":
        return kind_by_people(population)
    if kind == "facility" and _AIRPORT & set(stated.get("wof:concordances") or ()):
        return "airport"
    return kind if kind in KINDS else None


def _country(stated: dict[str, Any]) -> str:
    """Return the country's ISO code; codes of the source's own, for what is disputed, are none."""
    code = str(stated.get("wof:country") or stated.get("iso:country") or "").upper()
    return code if len(code) == len("SY") and (code[0] != "X" or code == "XK") else ""


def _point(stated: dict[str, Any]) -> tuple[float, float]:
    for source in _POINTS:
        lat, lon = stated.get(f"{source}:latitude"), stated.get(f"{source}:longitude")
        if isinstance(lat, int | float) and isinstance(lon, int | float):
            if not (-90 <= lat <= 90 and -180 <= lon <= 180) or not (lat or lon):  # noqa: PLR2004  degrees
                msg = f"latitude {lat} and longitude {lon} are no point of a place"
                raise ValueError(msg)
            return float(lat), float(lon)
    msg = "no latitude and longitude"
    raise ValueError(msg)


def _names(stated: dict[str, Any], country: str) -> list[Name]:
    heard = is_heard(country)
    main = usable(str(stated["wof:name"]), country=country, heard=heard, role="preferred")
    names = [main or Name(visible(str(stated["wof:name"])), None, "preferred")]
    roles = _table()["roles"]
    for key, value in stated.items():
        lang, _, sort = key.removeprefix("name:").partition("_x_")
        if not key.startswith("name:") or sort not in roles:
            continue
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and text.strip():
                found = usable(text, country=country, heard=heard, lang=lang.partition("_")[0], role=roles[sort])
                names += [found] if found else []
    return distinct(names)


def _english(names: list[Name]) -> str | None:
    return next((name.text for name in names if name.lang == "en" and name.role == "preferred"), None)


def _admin(stated: dict[str, Any], kind: PlaceKind, units: dict[int, str]) -> str | None:
    if kind in {"country", "governorate"}:
        return None
    regions = (branch.get("region_id") for branch in stated.get("wof:hierarchy") or ())
    stands_in = next((units[number] for number in regions if number in units), None)
    code = str(stated.get("gn:admin1_code") or "").removesuffix(".0")
    return stands_in or unit_by_code(str(stated.get("gn:country_code")), code.zfill(2))


def _aliases(stated: dict[str, Any], kind: PlaceKind, country: str) -> tuple[str, ...]:
    """Return what other sources call the place."""
    prefixes: dict[str, str] = _table()["concordances"]
    known = (stated.get("wof:concordances") or {}).items()
    found = [
        f"{prefixes[key]}:{value}"
        for key, value in known
        if key in prefixes and value not in {0, -1, ""} and (kind == "airport" or key not in _AIRPORT)
    ]
    if kind == "country" and country:
        found.append(f"iso:{country}")
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {placetype: kind for kind, placetypes in _table()["kinds"].items() for placetype in placetypes}


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return read_toml("whosonfirst.toml")
