"""Sections of a compiled file while they are written: on disk, so that none has to fit into memory."""

import sqlite3
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Self

import marisa_trie

__all__ = ["Column", "Sections", "Spool", "Table", "scratch"]

Sections = dict[str, tuple[str, IO[bytes]]]
"""By name, the `struct` code of the items of a section (``B`` for bytes) and a file with its content."""
_HELD = 1 << 16
_CACHE_KB = 64 * 1024


class Column:
    """A section to which items are added one by one."""

    __slots__ = ("_file", "_held")

    def __init__(self, code: str, file: IO[bytes]) -> None:
        self._held: array[Any] = array(code)
        self._file = file

    def append(self, item: float) -> None:
        """Add an item."""
        self._held.append(item)
        if len(self._held) == _HELD:
            self.flush()

    def flush(self) -> None:
        """Put on disk what is held back."""
        self._held.tofile(self._file)
        del self._held[:]


class Table:
    """A table of a scratch database, to which rows are added.

    Parameters
    ----------
    database
        Where it is made.
    name
        What it is called.
    columns
        Its columns by name, and of which type they are.
    """

    def __init__(self, database: sqlite3.Connection, name: str, columns: Mapping[str, str]) -> None:
        database.execute(f"CREATE TABLE {name} ({', '.join(map(' '.join, columns.items()))})")
        self._insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608  names are ours
        self._database = database
        self._held: list[Sequence[object]] = []

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        """Add rows; they are seen in the table after `flush`."""
        self._held.extend(rows)
        if len(self._held) >= _HELD:
            self.flush()

    def flush(self) -> None:
        """Put into the table what is held back."""
        self._database.executemany(self._insert, self._held)
        self._held.clear()


class Spool:
    """The sections written so far.

    Parameters
    ----------
    folder
        Where there is room for them.
    """

    def __init__(self, folder: Path) -> None:
        self._open = ExitStack()
        self._folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(dir=folder, prefix=".mawqi-")))
        self._columns: list[Column] = []
        self._sections: Sections = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def file(self, name: str, code: str = "B", mode: str = "w+b") -> IO[bytes]:
        """Return a file to write a section to."""
        file: IO[bytes] = self._open.enter_context((self._folder / name).open(mode))
        self._sections[name] = code, file
        return file

    def column(self, name: str, code: str) -> Column:
        """Return a section to add items to."""
        column = Column(code, self.file(name, code))
        self._columns.append(column)
        return column

    def trie(self, name: str, keys: Iterable[str]) -> marisa_trie.Trie:
        """Write keys, each once, as a trie, which gives each of them its number."""
        trie = marisa_trie.Trie(keys)
        trie.save(str(self._folder / name))
        self.file(name, mode="rb")
        return trie

    def rows(self, name: str, count: int, items: Iterable[tuple[int, int]]) -> None:
        """Write numbers in rows: pairs of the number of a row and an item, in order of rows."""
        starts, column = self.column(f"{name}.start", "I"), self.column(f"{name}.item", "I")
        begun = at = 0
        for row, item in items:
            for _ in range(begun, row + 1):
                starts.append(at)
            begun = row + 1
            column.append(item)
            at += 1
        for _ in range(begun, count + 1):
            starts.append(at)

    def sections(self) -> Sections:
        """Return all sections, whole."""
        for column in self._columns:
            column.flush()
        return self._sections


@contextmanager
def scratch(folder: Path) -> Iterator[sqlite3.Connection]:
    """Lend a database that sorts what does not fit into memory, and is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".mawqi-") as inner:
        database = sqlite3.connect(Path(inner) / "scratch.sqlite", isolation_level=None)
        try:
            for setting in (
                "journal_mode=OFF",
                "synchronous=OFF",
                "locking_mode=EXCLUSIVE",
                f"cache_size=-{_CACHE_KB}",
            ):
                database.execute(f"PRAGMA {setting}")
            database.execute("BEGIN")
            yield database
        finally:
            database.close()
