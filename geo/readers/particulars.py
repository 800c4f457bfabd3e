"""``reports.csv``: when and by whom the files beside it were published."""

from pathlib import Path

from gazetteer.errors import ReportError

from .csv import table
from .source import Particulars, Source, Tell, UnreadableError

__all__ = ["NAME", "Register"]

NAME = "reports.csv"


class Register:
    """What the ``reports.csv`` of each folder says, each read once, when first asked for."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._tables: dict[Path, dict[str, Particulars] | None] = {}

    def of(self, path: Path, root: Path) -> Particulars:
        """Return what is written of a file in its folder, or in one above it up to `root`."""
        found = Particulars()
        for folder in path.parents:
            table = self._table(folder) or {}
            found = found.over(table.get(path.relative_to(folder).as_posix(), Particulars()))
            if folder == root:
                break
        return found

    def holds(self, path: Path) -> bool:
        """Return whether a file is such a table, and not a table of reports that has its name."""
        return path.name == NAME and self._table(path.parent) is not None

    def _table(self, folder: Path) -> dict[str, Particulars] | None:
        if folder not in self._tables:
            self._tables[folder] = self._load(folder)
        return self._tables[folder]

    def _load(self, folder: Path) -> dict[str, Particulars] | None:
        path = folder / NAME
        if not path.is_file():
            return None
        try:
            with path.open("rb") as stream:
                return self._read(Source(name=NAME, where=str(path), stream=stream, tell=self._tell), folder)
        except (OSError, UnreadableError) as error:
            self._tell(ReportError(f"{path}: {error}"))
            return {}

    def _read(self, source: Source, folder: Path) -> dict[str, Particulars] | None:
        header, rows = table(source)
        if "file" not in header:
            return None
        found = {}
        for line, row in rows:
            file = row.get("file", "").strip()
            if not (folder / file).is_file():
                source.fault(line, f"there is no file {file!r} beside it")
            found[file] = Particulars(
                published=source.day(row.get("published"), line),
                outlet=row.get("outlet") or None,
                title=row.get("title") or None,
                url=row.get("url") or None,
            )
        return found
