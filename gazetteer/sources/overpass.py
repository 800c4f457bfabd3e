"""Answers of the Overpass API in JSON: ``out bb``, ``out center`` or ``out geom``, so that ways have a point."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from . import Entry, Provenance, Seen, Skip, unseen
from .archives import dated, head
from .box import Extent, extent_of
from .jsonstream import items
from .osm import Element, entry_of, is_told_by_a_node, provenance_of, rule_of

__all__ = ["is_overpass", "provenance", "read"]

_STATE = re.compile(rb'"timestamp_osm_base"\s*:\s*"([^"]{4,40})"')
_TYPES = frozenset({"node", "way", "relation"})


def is_overpass(beginning: bytes) -> bool:
    """Tell whether a file is such an answer, from how it begins."""
    return b'"osm3s"' in beginning or (b'"elements"' in beginning and b'"version"' in beginning)


def provenance(path: Path) -> Provenance:
    """Return what to say of an answer: the state of OpenStreetMap that it was made from."""
    state = _STATE.search(head(path))
    return provenance_of(state.group(1).decode("utf-8", "replace") if state else dated(path))


def read(path: Path, *, skip: Skip, seen: Seen = unseen) -> Iterator[Entry]:
    """Yield the places of an answer; an answer that the server cut short is reported.

    Parameters
    ----------
    path
        A ``.json``, or one packed as ``.gz``.
    skip
        Told of each element that is a place but cannot be used, with its line.
    seen
        Called with 1 after each element.
    """

    def aside(key: str, value: object) -> None:
        if key == "remark":
            skip(f"{path}: the server says {str(value)[:200]!r}: the answer is not whole; ask for a smaller area")

    for line, row in items(path, ("elements",), skip=skip, aside=aside):
        try:
            entry = _entry(row)
        except (ValueError, TypeError, KeyError) as error:
            skip(f"{path}:{line}: {error}")
            entry = None
        if entry is not None:
            yield entry
        seen(1)


def _entry(row: object) -> Entry | None:
    element = _element(row)
    if not isinstance(row, dict) or element is None or rule_of(element) is None:
        return None
    if is_told_by_a_node(element, (str(each.get("role")) for each in row.get("members", ()) if each["type"] == "node")):
        return None
    extent = _extent(row)
    if extent is None:
        msg = f"{element.type} {element.id} has no point: ask Overpass for 'out bb;' or 'out center;'"
        raise ValueError(msg)
    return entry_of(element, extent)


def _element(row: object) -> Element | None:
    """Return an element with tags; ``None`` for one without, of which an answer may be full."""
    if not isinstance(row, dict) or row.get("type") not in _TYPES or type(row.get("id")) is not int:
        msg = f"this is no element of OpenStreetMap: {str(row)[:80]!r}"
        raise ValueError(msg)
    tags = row.get("tags")
    if not isinstance(tags, dict) or not tags:
        return None
    return Element(row["type"], row["id"], {key: text for key, text in tags.items() if isinstance(text, str)})


def _extent(row: Mapping[str, Any]) -> Extent | None:
    """Return where an element is: its own point, or one that the answer gives for it, or the middle of its shape."""
    if "lat" in row:
        return Extent(float(row["lon"]), float(row["lat"]))
    shape = _of_bounds(row.get("bounds")) or extent_of(_points(row))
    middle = row.get("center") or _label(row.get("members"))
    if middle is None:
        return shape
    lon, lat = float(middle["lon"]), float(middle["lat"])
    return shape.around(lon, lat) if shape else Extent(lon, lat)


def _of_bounds(box: Mapping[str, float] | None) -> Extent | None:
    if not box:
        return None
    west, east = float(box["minlon"]), float(box["maxlon"])
    return extent_of([(west, float(box["minlat"])), (east, float(box["maxlat"]))])


def _points(row: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    for part in (row, *(row.get("members") or ())):
        for point in part.get("geometry") or ():
            if point:
                yield float(point["lon"]), float(point["lat"])


def _label(members: list[Mapping[str, Any]] | None) -> Mapping[str, Any] | None:
    """Return the node at which the mappers of a relation put its name."""
    return next((each for each in members or () if each.get("role") == "label" and "lat" in each), None)
