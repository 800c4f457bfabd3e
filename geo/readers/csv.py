"""Tables: CSV with comma or semicolon, TSV; one report a row, columns by name."""

import csv
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from ..report import Report
from .rows import TEXT, row_report
from .source import Source, UnreadableError, lines

if TYPE_CHECKING:
    from _csv import Reader

__all__ = ["read_csv", "table"]


def read_csv(source: Source) -> Iterator[Report]:
    """Yield a report from each row; `text` (or `body`, `content`) holds its text, other columns are optional."""
    header, rows = table(source)
    if not set(TEXT) & set(header):
        msg = f"no column holds the text: name it {TEXT[0]!r} (there are {', '.join(map(repr, header)) or 'none'})"
        raise UnreadableError(msg)
    for line, row in rows:
        if report := row_report(source, row, line):
            yield report


def table(source: Source) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    """Return a table's column names, in lower case, and its rows, each with the number of its first line.

    Raises
    ------
    UnreadableError
        If the line of names cannot be read.
    """
    texts = lines(source)
    first = next(texts, "")
    delimiter = "\t" if source.where.lower().endswith(".tsv") else _delimiter(first)
    reader = csv.reader(chain([first], texts), delimiter=delimiter)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
    except csv.Error as error:
        msg = f"the line of column names is damaged ({error}); give a table with a column {TEXT[0]!r}"
        raise UnreadableError(msg) from error
    return header, _rows(source, reader, header)


def _delimiter(header: str) -> str:
    """Return what parts the columns: Excel writes a semicolon where the comma is the decimal mark."""
    return max(",;\t", key=header.count)


def _rows(source: Source, reader: "Reader", header: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            source.fault(line, f"damaged row, skipped: {error}")
            continue
        if cells is None:
            return
        if len(cells) > len(header):
            source.fault(line, f"{len(cells)} cells under {len(header)} columns, skipped; quote text that has commas")
        elif any(cells):
            yield line, dict(zip(header, cells, strict=False))
