"""Read reports from files: one input format a module, chosen by the file's suffix."""

import datetime as dt
import io
import os
import reprlib
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from gazetteer.errors import ReportError

from ..encodable import encodable
from ..report import Report, as_day
from .csv import read_csv
from .files import Found, find_files
from .html import read_html
from .jsonl import read_json, read_jsonl, read_stream
from .particulars import Register
from .source import Particulars, Source, Tell, UnreadableError
from .text import read_text

__all__ = ["ReportWarning", "read_reports"]

_READERS: dict[str, Callable[[Source], Iterator[Report]]] = {
    ".txt": read_text,
    ".md": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".html": read_html,
    ".htm": read_html,
}

One: TypeAlias = str | os.PathLike[str] | IO[Any]


class ReportWarning(UserWarning):
    """A file or row of reports has a fault; it was skipped, or read as the message says."""


def read_reports(
    source: One | Iterable[One],
    *,
    published: dt.date | None = None,
    outlet: str | None = None,
    on_error: Tell | None = None,
) -> Iterator[Report]:
    """Read reports, one at a time, in the order of their files' names.

    Text (``.txt``, ``.md``) and HTML are one report a file; JSON, JSON Lines, CSV and TSV one an object or row, with
    its text under ``text``, ``body`` or ``content``, and where known ``id``, ``published`` or ``date``, ``outlet`` or
    ``source``, ``title``, ``url``. A ``reports.csv`` with the columns ``file``, ``published``, ``outlet``, ``title``,
    ``url`` says it of the files beside and below it. A report's id is its row's, or the file's path within the folder
    or glob that was asked for, and unique within the run.

    Parameters
    ----------
    source
        A path; a folder, read with its folders, hidden files left out; a glob; ``"-"`` for standard input, or an
        open file; or several of them.
    published
        Day of publication of reports that do not say theirs.
    outlet
        Outlet of reports that do not say theirs.
    on_error
        Called with each fault in place of a `ReportWarning`; raise it there to stop at the first.

    Raises
    ------
    ReportError
        If there is no report at all.
    TypeError
        If `source` is nothing of this kind, or `published` no `datetime.date`.
    """
    if not (_is_one(source) or (isinstance(source, Iterable) and not isinstance(source, bytes | bytearray))):
        raise TypeError(_no_source(source))
    published = as_day(published, "published")
    return _Run(_warn if on_error is None else on_error, Particulars(published=published, outlet=outlet)).read(source)


def _warn(fault: ReportError) -> None:
    warnings.warn(str(fault), ReportWarning, stacklevel=2)


class _Run:
    """One call of `read_reports`: the ids given so far, and the faults told."""

    def __init__(self, tell: Tell, given: Particulars) -> None:
        self._tell = tell
        self._given = given
        self._register = Register(tell)
        self._ids: set[str] = set()
        self._unknown: set[str] = set()

    def read(self, source: One | Iterable[One]) -> Iterator[Report]:
        alone = _is_one(source)
        for one in cast("Iterable[One]", [source] if alone else source):
            try:
                for report in self._read_one(one):
                    yield self._named(report)
            except UnreadableError as error:
                fault = ReportError(f"{_label(one)!r}: {error}.")
                if alone:
                    raise fault from error
                self._tell(fault)
        if not self._ids:
            msg = f"no report found in {source!r}; reports are files of {', '.join(_READERS)}"
            raise ReportError(msg)

    def _read_one(self, one: One) -> Iterator[Report]:
        if not _is_one(one):
            raise TypeError(_no_source(one))
        if one == "-" or not isinstance(one, str | os.PathLike):
            stream = _binary(sys.stdin if isinstance(one, str) else one)
            yield from read_stream(self._source(_label(one), _label(one), stream))
            return
        for found in find_files(one, self._tell):
            reader = self._reader(found)
            if reader and not self._register.takes(found.path):
                yield from self._read_file(found, reader)

    def _read_file(self, found: Found, reader: Callable[[Source], Iterator[Report]]) -> Iterator[Report]:
        try:
            with found.path.open("rb") as stream:
                written = self._register.of(found.path, found.root)
                name = found.path.relative_to(found.root).as_posix()
                yield from reader(self._source(name, str(found.path), stream, written))
        except UnreadableError as error:
            self._tell(ReportError(f"{found.path}: {error}; skipped."))
        except OSError as error:
            self._tell(ReportError(f"{found.path}: {error.strerror or error}; skipped."))

    def _source(self, name: str, where: str, stream: io.BufferedReader, written: Particulars | None = None) -> Source:
        written = written or Particulars()
        return Source(name=name, where=where, stream=stream, tell=self._tell, written=written, given=self._given)

    def _reader(self, found: Found) -> Callable[[Source], Iterator[Report]] | None:
        suffix = found.path.suffix.lower()
        if found.named and not suffix:
            return read_stream
        if suffix not in _READERS and (found.named or suffix not in self._unknown):
            self._unknown.add(suffix)
            more = "" if found.named else f", nor are other {suffix or 'such'} files here"
            self._tell(ReportError(f"{found.path}: not read{more}; reports are files of {', '.join(_READERS)}."))
        return _READERS.get(suffix)

    def _named(self, report: Report) -> Report:
        """Return the report under an id that is its alone, its text without what UTF-8 cannot hold."""
        ident = base = encodable(report.id)
        count = 1
        while ident in self._ids:
            count += 1
            ident = f"{base}#{count}"
        self._ids.add(ident)
        title, outlet, url = (value and encodable(value) for value in (report.title, report.outlet, report.url))
        return replace(report, id=ident, text=encodable(report.text), title=title, outlet=outlet, url=url)


def _is_one(source: object) -> bool:
    return isinstance(source, str | os.PathLike) or hasattr(source, "read")


def _no_source(source: object) -> str:
    return (
        "reports are read from a path, a folder, a glob, '-', an open file, or several of these, "
        f"not from {type(source).__name__}: {reprlib.repr(source)}"
    )


def _label(one: One) -> str:
    if one == "-":
        return "stdin"
    if isinstance(one, str | os.PathLike):
        return os.fspath(one)
    name = getattr(one, "name", None)
    return Path(name).name if isinstance(name, str) else "stream"


def _binary(file: IO[Any]) -> io.BufferedReader:
    buffer = getattr(file, "buffer", file)
    if isinstance(buffer, io.BufferedReader):
        return buffer
    data = buffer.read()
    return io.BufferedReader(io.BytesIO(data.encode(errors="replace") if isinstance(data, str) else data))
