"""Which files a caller means: a path, a folder, a glob."""

import glob
import os
import stat
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
    if not os.fspath(source):
        msg = "an empty name; give . for the current folder"
        raise UnreadableError(msg)
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
        yield from _matches(path, tell)
    else:
        raise UnreadableError(_missing(str(source)))


def _missing(source: str) -> str:
    if "\n" in source or len(source) > _LONGEST:
        return "a text, not a path; make a geo.Report(id=…, text=…) of it and give it to geo.extract"
    return "no such file or folder"


def _matches(pattern: Path, tell: Tell) -> Iterator[Found]:
    fixed = list(pattern.parts)
    while any(map(glob.has_magic, fixed)):
        fixed.pop()
    root = Path(*fixed)
    try:
        found = sorted(root.glob("/".join(pattern.parts[len(fixed) :])))
    except ValueError as error:
        raise UnreadableError(str(error)) from error
    files = [path for path in found if not (stat.S_ISDIR(_mode(path)) or _hidden(path.relative_to(root), pattern))]
    if not files:
        msg = "no file matches"
        raise UnreadableError(msg)
    yield from (Found(file, root, named=False) for file in files if _is_plain(file, tell))


def _mode(path: Path) -> int:
    """Return what sort of file it is, behind a link; 0 for one that cannot be asked, and will tell when opened."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _is_plain(path: Path, tell: Tell) -> bool:
    """Return whether a file is none that may never end, a pipe, a socket, a device; tell of one that is."""
    mode = _mode(path)
    plain = stat.S_ISREG(mode) or not mode
    if not plain:
        tell(ReportError(f"{path}: a pipe, socket or device; skipped."))
    return plain


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
        if stat.S_ISDIR(_mode(path)):
            yield from _walk(path, (*above, here), tell)
        elif _is_plain(path, tell):
            yield path
