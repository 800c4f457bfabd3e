"""Extracts of OpenStreetMap: ``.osm.pbf``, and the other formats that pyosmium reads; needs the extra ``osm``."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from ..errors import MissingExtraError
from . import Entry, Provenance, Seen, Skip, unseen
from .archives import dated
from .box import Extent, extent_of
from .osm import Element, entry_of, is_told_by_a_node, provenance_of, rule_of, tags_of_names, tags_of_places

__all__ = ["SUFFIXES", "provenance", "read"]

SUFFIXES = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2", ".o5m")
_TOO_LARGE_FOR_MEMORY = 400_000_000
"""From this size of the file on, in bytes, the points of all nodes are kept on disk while it is read."""

Box = tuple[float, float, float, float]


def provenance(path: Path) -> Provenance:
    """Return what to say of an extract: the state of OpenStreetMap that its header names."""
    header = _osmium().FileProcessor(str(path)).header
    return provenance_of(header.get("osmosis_replication_timestamp") or header.get("timestamp") or dated(path))


def _osmium() -> ModuleType:
    try:
        import osmium  # noqa: PLC0415  an extra
    except ImportError as error:
        msg = "Extracts of OpenStreetMap are read by pyosmium, which is not installed: pip install 'mawqi[osm]'"
        raise MissingExtraError(msg) from error
    module: ModuleType = osmium
    return module


def read(path: Path, *, skip: Skip, seen: Seen = unseen) -> Iterator[Entry]:
    """Yield the places of an extract: nodes and ways as they stand in it, then relations.

    The points of its nodes are kept while it is read: 16 bytes a node, on disk for a large file.

    Parameters
    ----------
    path
        An ``.osm.pbf``, ``.osm``, ``.osm.gz``, ``.osm.bz2`` or ``.o5m``.
    skip
        Told of each place that cannot be used, and where the file is cut off.
    seen
        Called with 1 after each element that may be a place.

    Raises
    ------
    MissingExtraError
        If pyosmium is not installed.
    """
    osmium = _osmium()
    relations = list(_relations(osmium, path, skip))
    with _nodes_kept(osmium, path) as store:
        processor = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations(store)
        for thing in _whole(_with_tags(osmium, processor), path, skip):
            element = _element(thing)
            extent = _extent_of_thing(thing) if rule_of(element) else None
            yield from _entry(element, extent, path, skip)
            seen(1)
        boxes = _boxes(osmium, path, {way for _, ways, _ in relations for way in ways}, store)
        for element, ways, label in relations:
            yield from _entry(element, _extent_of_ways(ways, boxes, _place_of(store, label)), path, skip)
            seen(1)


@contextmanager
def _nodes_kept(osmium: ModuleType, path: Path) -> Iterator[Any]:
    """Lend a table for the points of nodes, in memory or on disk."""
    with TemporaryDirectory(prefix="mawqi-") as folder:
        large = path.stat().st_size > _TOO_LARGE_FOR_MEMORY
        yield osmium.index.create_map(f"sparse_file_array,{folder}/nodes" if large else "flex_mem")


def _with_tags(osmium: ModuleType, processor: Any) -> Any:  # noqa: ANN401  pyosmium's
    """Return a processor that passes over what has no name or no tag of a place."""
    named = processor.with_filter(osmium.filter.KeyFilter(*tags_of_names()))
    return named.with_filter(osmium.filter.TagFilter(*tags_of_places()))


def _whole(things: Iterable[Any], path: Path, skip: Skip) -> Iterator[Any]:
    """Yield what can be read of a file, and report where it ends too soon."""
    try:
        yield from things
    except (RuntimeError, OSError) as error:
        skip(f"{path}: the file is damaged or cut off ({error}); what stands before it was read")


def _element(thing: Any) -> Element:  # noqa: ANN401  pyosmium's three classes, which share no base that has tags
    kind = {"n": "node", "w": "way", "r": "relation"}[thing.type_str()]
    return Element(kind, thing.id, {tag.k: tag.v for tag in thing.tags})


def _relations(osmium: ModuleType, path: Path, skip: Skip) -> Iterator[tuple[Element, list[int], int | None]]:
    """Yield the relations that are places, each with its ways and the node that its name stands at."""
    processor = osmium.FileProcessor(str(path), osmium.osm.RELATION)
    for thing in _whole(_with_tags(osmium, processor), path, skip):
        element = _element(thing)
        nodes = [(member.ref, member.role) for member in thing.members if member.type == "n"]
        if rule_of(element) and not is_told_by_a_node(element, (role for _, role in nodes)):
            ways = [member.ref for member in thing.members if member.type == "w" and member.role != "inner"]
            labels = [node for node, role in nodes if role == "label"]
            yield element, ways, next(iter(labels), None)


def _extent_of_thing(thing: Any) -> Extent | None:  # noqa: ANN401  the same
    if thing.type_str() == "n":
        return Extent(thing.lon, thing.lat) if thing.location.valid() else None
    return extent_of((node.lon, node.lat) for node in thing.nodes if node.location.valid())


def _place_of(store: Any, node: int | None) -> tuple[float, float] | None:  # noqa: ANN401  pyosmium's table
    """Return longitude and latitude of a node."""
    if node is None:
        return None
    try:
        location = store.get(node)
    except KeyError:
        return None
    return (location.lon, location.lat) if location.valid() else None


def _boxes(osmium: ModuleType, path: Path, wanted: set[int], store: Any) -> dict[int, Box]:  # noqa: ANN401  the same
    """Return west, south, east and north of ways."""
    if not wanted:
        return {}
    processor = osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(osmium.filter.IdFilter(wanted))
    found = {}
    for way in _whole(processor, path, lambda _: None):
        points = [point for node in way.nodes if (point := _place_of(store, node.ref))]
        if points:
            lons, lats = zip(*points, strict=True)
            found[way.id] = (min(lons), min(lats), max(lons), max(lats))
    return found


def _extent_of_ways(ways: list[int], boxes: dict[int, Box], label: tuple[float, float] | None) -> Extent | None:
    """Return the extent of a relation, around the point of its name if it has one."""
    corners: list[tuple[float, float]] = []
    for west, south, east, north in (boxes[way] for way in ways if way in boxes):
        corners += [(west, south), (east, north)]
    extent = extent_of(corners)
    if label is None:
        return extent
    return extent.around(*label) if extent else Extent(*label)


def _entry(element: Element, extent: Extent | None, path: Path, skip: Callable[[str], object]) -> Iterator[Entry]:
    if rule_of(element) is None:
        return
    if extent is None:
        skip(f"{path}: {element.type} {element.id} has no points in this file: take an extract that has them")
        return
    try:
        entry = entry_of(element, extent)
    except ValueError as error:
        skip(f"{path}: {element.type} {element.id}: {error}")
        return
    if entry is not None:
        yield entry
