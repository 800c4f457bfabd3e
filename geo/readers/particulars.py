"""``reports.csv``: when and by whom the files beside it were published."""

from dataclasses import dataclass, field
from pathlib import Path

from gazetteer.errors import ReportError

from .csv import table
from .source import Origin, Particulars, Source, Tell, UnreadableError

__all__ = ["NAME", "Register"]

NAME = "reports.csv"


class Register:
    """What the ``reports.csv`` of each folder says, each read once, when first asked for."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._tables: dict[Path, _Table | None] = {}

    def of(self, path: Path, root: Path) -> Particulars:
        """Return what is written of a file in its folder, or in one above it up to `root`."""
        found = Particulars()
        for folder in path.parents:
            if table := self._table(folder):
                found = found.over(table.of(path.relative_to(folder).as_posix()))
            if folder == root:
                break
        return found

    def takes(self, path: Path) -> bool:
        """Return whether a file is such a table, and not a table of reports that has its name.

        A table that is met among the files to read stands for its folder: files that it names in vain are told of.
        """
        table = self._table(path.parent) if path.name == NAME else None
        if table is None:
            return False
        table.tell_absent(path.parent)
        return True

    def _table(self, folder: Path) -> "_Table | None":
        if folder not in self._tables:
            self._tables[folder] = self._load(folder)
        return self._tables[folder]

    def _load(self, folder: Path) -> "_Table | None":
        path = folder / NAME
        if not path.is_file():
            return None
        found: dict[str, tuple[int, dict[str, str]]] = {}
        try:
            with path.open("rb") as stream:
                header, rows = table(Source(name=NAME, where=str(path), stream=stream, tell=self._tell))
                if "file" not in header:
                    return None
                for line, row in rows:
                    found[row.get("file", "").strip()] = line, row
        except (OSError, UnreadableError) as error:
            self._tell(ReportError(f"{path}: {error}."))
        return _Table(Origin(where=str(path), tell=self._tell), found)


@dataclass(frozen=True, slots=True)
class _Table:
    """One ``reports.csv``. What is amiss in a row is told when its file is read, once, and not before."""

    origin: Origin
    rows: dict[str, tuple[int, dict[str, str]]]
    """By the file's path: the number of the row's line, and its cells."""
    known: dict[str, Particulars] = field(default_factory=dict)

    def of(self, file: str) -> Particulars:
        if file not in self.known:
            self.known[file] = self._particulars(*self.rows[file]) if file in self.rows else Particulars()
        return self.known[file]

    def _particulars(self, line: int, row: dict[str, str]) -> Particulars:
        return Particulars(
            published=self.origin.day(row.get("published"), line),
            outlet=row.get("outlet") or None,
            title=row.get("title") or None,
            url=row.get("url") or None,
        )

    def tell_absent(self, folder: Path) -> None:
        for file, (line, _) in self.rows.items():
            if not (folder / file).is_file():
                self.origin.fault(line, f"there is no file {file!r} beside it")
