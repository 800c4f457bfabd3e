"""The items of a list in a JSON file of any size, one at a time, each with the line it begins on."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from . import Skip
from .archives import DAMAGED

__all__ = ["items"]

_CHUNK = 1 << 20
_LONGEST_ITEM = 1 << 28
_LONGEST_LITERAL = 12
_EXPONENT = len("e+")
"""So many characters after a number may be the beginning of the rest of it."""
_decoder = json.JSONDecoder()

Aside = Callable[[str, Any], object]
"""Told key and value of what stands beside the list."""


def items(
    path: Path, keys: Sequence[str], *, skip: Skip, aside: Aside = lambda _key, _value: None
) -> Iterator[tuple[int, Any]]:
    """Yield line and value of each item of the list that stands under the keys, one after the other from the top.

    A file that is cut off or broken is reported, and ends the items; what stands before is yielded.

    Parameters
    ----------
    path
        A JSON file, or one packed as ``.gz``.
    keys
        Where the list is, such as ``("results", "bindings")``; none if the file is the list.
    skip
        Told of each fault.
    aside
        Told of every other member of the objects on the way.
    """
    found: list[bool] = []
    with _opened(path) as file:
        reader = _Reader(file)
        try:
            yield from _under(reader, list(keys), aside, found)
        except (ValueError, RecursionError, *DAMAGED) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else error
            skip(f"{path}:{reader.line}: the JSON is cut off or broken here ({why}); what stands before it was read")
            return
    if not found:
        skip(f"{path}: it has no list {'.'.join(keys)!r}, so nothing was read of it")


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


class _Reader:
    """A JSON text, read as far as it is asked for."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._text, self._at = file, "", 0
        self.line = 1

    def _more(self) -> bool:
        rest = self._text[self._at :]
        piece = self._file.read(max(_CHUNK, len(rest)))
        self._text, self._at = rest + piece, 0
        return bool(piece)

    def _pass(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def peek(self) -> str:
        """Return the next character that is no space; nothing at the end."""
        while True:
            at = self._at
            while at < len(self._text) and self._text[at].isspace():
                at += 1
            self._pass(at)
            if at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def take(self, char: str) -> None:
        """Go past a character that has to be next."""
        if self.peek() != char:
            msg = f"expected {char!r}"
            raise ValueError(msg)
        self._pass(self._at + 1)

    def value(self) -> Any:  # noqa: ANN401  whatever the file holds
        """Return the next value."""
        self.peek()
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if len(self._text) - self._at > _LONGEST_ITEM or not self._is_cut(error) or not self._more():
                    raise
                continue
            at_end = end >= len(self._text) - _EXPONENT
            length = end - self._at
            if not at_end or not self._more():
                self._pass(self._at + length)
                return value

    def _is_cut(self, error: json.JSONDecodeError) -> bool:
        """Tell whether the fault may be that no more was read yet."""
        return error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _LONGEST_LITERAL


def _under(reader: _Reader, keys: list[str], aside: Aside, found: list[bool]) -> Iterator[tuple[int, Any]]:
    if not keys:
        found.append(True)
        yield from _list(reader)
        return
    reader.take("{")
    while reader.peek() != "}":
        key = reader.value()
        reader.take(":")
        if key == keys[0]:
            yield from _under(reader, keys[1:], aside, found)
        else:
            aside(str(key), reader.value())
        if reader.peek() != "}":
            reader.take(",")
    reader.take("}")


def _list(reader: _Reader) -> Iterator[tuple[int, Any]]:
    reader.take("[")
    while reader.peek() != "]":
        line = reader.line
        yield line, reader.value()
        if reader.peek() != "]":
            reader.take(",")
    reader.take("]")
