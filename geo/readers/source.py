"""What a reader is given: bytes, what is known of them, and someone to tell of faults."""

import codecs
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gazetteer.errors import ReportError

__all__ = [
    "Origin",
    "Particulars",
    "Source",
    "Tell",
    "UnreadableError",
    "decode",
    "is_blank",
    "lines",
    "parse_day",
    "read_lines",
]

Tell: TypeAlias = Callable[[ReportError], None]
"""Called with a fault that costs a file or a row, never the batch."""

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?", re.ASCII | re.DOTALL)


class UnreadableError(Exception):
    """A whole file that cannot be used; told to the user as a `ReportError`, and the next file is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of a report beside its text."""

    published: dt.date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None

    def over(self, other: "Particulars") -> "Particulars":
        """Return these, with what is unknown here taken from `other`."""
        return Particulars(
            published=self.published or other.published,
            outlet=self.outlet or other.outlet,
            title=self.title or other.title,
            url=self.url or other.url,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where something was read, and whom to tell of its faults."""

    where: str
    """What messages say: the path as the user would type it."""
    tell: Tell

    def fault(self, line: int | None, what: str) -> None:
        """Tell of a fault that leaves the rest of the file usable."""
        self.tell(ReportError(f"{self.where}:{line}: {what}" if line else f"{self.where}: {what}"))

    def day(self, value: object, line: int | None) -> dt.date | None:
        """Return a stated day of publication; tell of one that cannot be read, and take none in its place."""
        if value is None or value == "":
            return None
        try:
            return parse_day(value)
        except ValueError:
            self.fault(line, f"no date: {value!r}; write 2010-09-15 or 2010-09-15T08:00+03:00. Read as undated.")
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Origin):
    """One open file of reports."""

    name: str
    """What ids are made of: the path within the folder that was asked for."""
    stream: io.BufferedReader
    written: Particulars = Particulars()
    """What ``reports.csv`` says of the file."""
    given: Particulars = Particulars()
    """What the caller says of reports that do not say it themselves."""


def parse_day(value: object) -> dt.date:
    """Return the day of an ISO 8601 date or date with time: the day where it was written, in its own zone.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
        msg = f"not an ISO 8601 date: {value!r}"
        raise ValueError(msg)
    return dt.datetime.fromisoformat(value.strip()).date()


def is_blank(text: str) -> bool:
    """Return whether a text shows nothing: white space, zero-width characters, marks of direction."""
    return all(char.isspace() or unicodedata.category(char) == "Cf" for char in text)


def decode(data: bytes) -> tuple[str, str | None]:
    """Return text, and a remark where its encoding had to be guessed.

    A byte order mark decides; then UTF-8. What is neither is UTF-8 with damage where most of it is sound UTF-8, else
    Windows-1256, the old encoding of Arabic (Western letters with accents lie there where Windows-1252 has them).

    Raises
    ------
    UnreadableError
        If it is no text: it holds zero bytes, and no byte order mark.
    """
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return text, f"damaged {encoding}" if "\ufffd" in text else None
    if b"\0" in data:
        msg = "not a text file; give UTF-8 text"
        raise UnreadableError(msg)
    try:
        return data.decode(), None
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> tuple[str, str]:
    text = data.decode(errors="replace")
    lost = text.count("\ufffd")
    if lost * 4 < sum(not char.isascii() for char in text):
        return text, f"damaged UTF-8, letters lost: {lost}"
    return data.decode("cp1256"), "not UTF-8, read as Windows-1256; save it as UTF-8 to be sure"


def read_lines(source: Source) -> str:
    """Return a whole file, its lines ended by a line feed alone, as Python's own text files have them."""
    text, remark = decode(source.stream.read())
    if remark:
        source.fault(None, remark)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lines(source: Source) -> Iterator[str]:
    r"""Yield a file's lines with their ends, one at a time, never the whole file; each is decoded on its own.

    Lines end with ``\n``, ``\r\n`` or, as Excel for Mac writes them, ``\r`` alone; a file of these is held as one.
    """
    head = source.stream.peek(4)[:4]
    encoding = next((name for mark, name in _BOMS.items() if head.startswith(mark)), None)
    if encoding:
        wrapper = io.TextIOWrapper(source.stream, encoding=encoding, errors="replace", newline="")
        try:
            yield from wrapper
        finally:
            if not wrapper.closed:
                wrapper.detach()
        return
    told = False
    number = 0
    for line in source.stream:
        text, remark = decode(line)
        if remark and not told:
            told = True
            source.fault(number + 1, remark)
        for part in io.StringIO(text, newline=""):
            number += 1
            yield part
