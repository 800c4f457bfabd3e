"""Which files a caller means: a path, a folder, a glob."""

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gazetteer.errors import ReportError

from .source import Tell, UnreadableError

__all__ = ["Found", "find_files"]

_LONGEST = 255
"""Longest name of a file, in characters; a longer source is no path."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold reports."""

    path: Path
    root: Path
    """The folder that was asked for; ids are relative to it."""
    named: bool
    """Whether the caller named this very file."""


def find_files(source: str | os.PathLike[str], tell: Tell) -> Iterator[Found]:
    """Yield the files of a path, a folder with its folders, or a glob, sorted; hidden ones only where named.

    Raises
    ------
    UnreadableError
        If there is nothing there.
    """
    path = Path(source)
    try:
        folder, there = path.is_dir(), path.exists()
    except (OSError, ValueError):
        folder = there = False
    if folder:
        yield from (Found(file, path, named=False) for file in _walk(path, (), tell))
    elif there:
        yield Found(path, path.parent, named=True)
    elif glob.has_magic(str(path)):
        yield from _matches(path)
    else:
        raise UnreadableError(_missing(str(source)))


def _missing(source: str) -> str:
    if "\n" in source or len(source) > _LONGEST:
        return "a text, not a path; make a geo.Report(id=…, text=…) of it and give it to geo.extract"
    return "no such file or folder"


def _matches(pattern: Path) -> Iterator[Found]:
    fixed = list(pattern.parts)
    while any(map(glob.has_magic, fixed)):
        fixed.pop()
    root = Path(*fixed)
    try:
        found = sorted(root.glob("/".join(pattern.parts[len(fixed) :])))
    except ValueError as error:
        raise UnreadableError(str(error)) from error
    files = [path for path in found if path.is_file() and not _hidden(path.relative_to(root), pattern)]
    if not files:
        msg = "no file matches"
        raise UnreadableError(msg)
    yield from (Found(file, root, named=False) for file in files)


def _hidden(path: Path, pattern: Path) -> bool:
    return not pattern.name.startswith(".") and any(part.startswith(".") for part in path.parts)


def _walk(folder: Path, above: tuple[tuple[int, int], ...], tell: Tell) -> Iterator[Path]:
    """Yield a folder's files in the order of their names; a link back to a folder above is not followed."""
    try:
        status = folder.stat()
        paths = sorted(folder.iterdir())
    except OSError as error:
        tell(ReportError(f"{folder}: {error.strerror or error}; skipped."))
        return
    here = (status.st_dev, status.st_ino)
    for path in paths if here not in above else ():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, (*above, here), tell)
        else:
            yield path
