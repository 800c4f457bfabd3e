"""A compiled gazetteer as a source: what was put into one goes into another, with its prominence and provenance."""

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..store import Store
from . import ROLES, Entry, Name, Seen, unseen

__all__ = ["provenances", "read"]


def provenances(path: Path) -> list[dict[str, Any]]:
    """Return what a compiled gazetteer says of its sources.

    Raises
    ------
    GazetteerError
        If it is missing, damaged, or no gazetteer.
    """
    return list(Store(path).description["sources"])


def read(path: Path, *, seen: Seen = unseen) -> Iterator[tuple[float, Entry]]:
    """Yield prominence and entry of each place, best known first; the language of a name is not kept in such a file.

    Raises
    ------
    GazetteerError
        If it is missing, damaged, or no gazetteer.
    """
    store = Store(path)
    starts, postings = _by_place(store)
    for index in range(len(store)):
        place = store.place(index)
        names = tuple(
            Name(store.text(store.name_texts[at]), None, ROLES[store.name_roles[at]])
            for at in postings[starts[index] : starts[index + 1]]
        )
        aliases = tuple(key for key in store.keys_of(index) if key != place.id)
        yield store.prominence[index], Entry(place=place, names=names, aliases=aliases)
        seen(1)


def _by_place(store: Store) -> tuple["array[int]", "array[int]"]:
    """Return where the postings of each place begin, and the postings in order of places."""
    starts = array("I", bytes(4 * (len(store) + 1)))
    for place in store.name_places:
        starts[place + 1] += 1
    for place in range(len(store)):
        starts[place + 1] += starts[place]
    at = starts[:]
    postings = array("I", bytes(4 * len(store.name_places)))
    for posting, place in enumerate(store.name_places):
        postings[at[place]] = posting
        at[place] += 1
    return starts, postings
