"""Places on their way into a compiled file, kept on disk and read back best known first."""

import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from .errors import GazetteerError
from .place import Place
from .sources import Entry, Name

__all__ = ["Drafts", "pack", "unpack"]

_FIELDS = tuple(Place.__slots__)


def pack(entry: Entry) -> bytes:
    """Return an entry as bytes, for this process to read again."""
    place = entry.place
    names = [(name.text, name.lang, name.role) for name in entry.names]
    return marshal.dumps(([getattr(place, field) for field in _FIELDS], names, entry.aliases, entry.same_as))


def unpack(packed: bytes) -> Entry:
    """Return the entry of its bytes."""
    values: list[Any]
    values, names, aliases, same_as = marshal.loads(packed)  # noqa: S302  written by `pack` in the same run
    place = Place(**dict(zip(_FIELDS, values, strict=True)))
    return Entry(place=place, names=tuple(Name(*name) for name in names), aliases=tuple(aliases), same_as=same_as)


class Drafts:
    """Places with their prominence.

    Parameters
    ----------
    database
        A scratch database, to which a table is added.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.countries: set[str] = set()
        self.origins: set[str] = set()
        self.places = self.names = 0
        database.execute("CREATE TABLE draft (id TEXT, prominence REAL, packed BLOB)")

    def add(self, drafts: Iterable[tuple[float, Entry]]) -> None:
        """Keep places with their prominence."""
        self._database.executemany("INSERT INTO draft VALUES (?, ?, ?)", map(self._row, drafts))

    def _row(self, draft: tuple[float, Entry]) -> tuple[str, float, bytes]:
        prominence, entry = draft
        self.countries.add(entry.place.country or "")
        self.origins.add(entry.place.source)
        self.places += 1
        self.names += len(entry.names)
        return entry.place.id, prominence, pack(entry)

    def ranked(self) -> Iterator[tuple[float, Entry]]:
        """Yield prominence and place, the best known first.

        Raises
        ------
        GazetteerError
            If two places have one identifier.
        """
        twice = self._database.execute("SELECT id FROM draft GROUP BY id HAVING count(*) > 1 LIMIT 1").fetchone()
        if twice is not None:
            msg = f"two places have the identifier {twice[0]!r}; give each its own, or unite them with build_gazetteer."
            raise GazetteerError(msg)
        for prominence, packed in self._database.execute(
            "SELECT prominence, packed FROM draft ORDER BY prominence DESC, id"
        ):
            yield prominence, unpack(packed)
