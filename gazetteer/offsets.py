"""The normal form of a text, with a map back to the offsets of the original.

The map is kept by stretches in which one character became one: most texts are a single one, and a stretch ends only
where characters were dropped, joined or spelt out.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .arabic import fold, is_mark

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Normal", "normalise_with_map"]

_CHARACTERS = 0x110000
_UNSEEN, _OTHER = 0, 1
"""Stand in the table for a character not met before, and for one that does not become one character; the normal form
has neither U+0000 nor U+0001."""
_GAP = re.compile("\x01[\x01 ]*| [\x01 ]+")
_UTF_32 = "utf-32-le"


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in normal form that remembers where each of its characters comes from."""

    text: str
    """The normal form."""
    source_length: int
    """Number of characters of the original."""
    at: tuple[int, ...]
    """Where each stretch begins in `text`, in order; a stretch has one character for each of the original's."""
    source: tuple[int, ...]
    """Where it begins in the original."""
    ends: tuple[int, ...]
    """The offset in the original after the source of its last character and the vowel signs that follow it."""

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of ``text[start:end]``; an empty span maps to an empty one."""
        if start >= len(self.text):
            return self.source_length, self.source_length
        stretch = bisect_right(self.at, start) - 1
        first = self.source[stretch] + start - self.at[stretch]
        if start >= end:
            return first, first
        if stretch + 1 < len(self.at) and end >= self.at[stretch + 1]:
            stretch = bisect_right(self.at, end - 1) - 1
        return first, self._end_in(stretch, end)

    def source_starts(self, starts: Sequence[int]) -> list[int]:
        """Return the offsets in the original of characters of `text`, given by their offsets there."""
        import numpy as np  # noqa: PLC0415  a name can be looked up without it

        if len(self.at) == 1:
            shift = self.source[0]
            return [start + shift for start in starts] if shift else list(starts)
        asked = np.asarray(starts, int)
        stretch = np.searchsorted(self.at, asked, "right") - 1
        found: list[int] = (asked + (np.asarray(self.source) - self.at)[stretch]).tolist()
        return found

    def source_ends(self, ends: Sequence[int]) -> list[int]:
        """Return the offsets in the original of the ends of stretches of `text` that are not empty."""
        import numpy as np  # noqa: PLC0415  as above

        asked = np.asarray(ends, int)
        stretch = np.searchsorted(self.at, asked, "left") - 1
        inside = asked + (np.asarray(self.source) - self.at)[stretch]
        following = np.append(np.asarray(self.at[1:], int), len(self.text))
        found: list[int] = np.where(asked == following[stretch], np.asarray(self.ends)[stretch], inside).tolist()
        return found

    def _end_in(self, stretch: int, end: int) -> int:
        following = self.at[stretch + 1] if stretch + 1 < len(self.at) else len(self.text)
        return self.ends[stretch] if end >= following else self.source[stretch] + end - self.at[stretch]


def normalise_with_map(text: str) -> Normal:
    """Return the normal form of a text together with the offsets of its characters in the original."""
    flat = _flat(text)
    writer = _Writer()
    done = 0
    for start, end in _gaps(flat):
        writer.copy(flat[done:start], done)
        for offset in range(start, end):
            writer.spell(text[offset], offset)
        done = end
    writer.copy(flat[done:], done)
    return writer.finished(len(text))


def _gaps(flat: str) -> list[tuple[int, int]]:
    """Return where it is not the case that one character became one, and spaces at either end."""
    gaps = [gap.span() for gap in _GAP.finditer(flat)]
    last = len(flat) - 1
    if flat.startswith(" ") and (not gaps or gaps[0][0]):
        gaps.insert(0, (0, 1))
    if last and flat.endswith(" ") and (not gaps or gaps[-1][1] <= last):
        gaps.append((last, last + 1))
    return gaps


def _flat(text: str) -> str:
    """Return a text of the same length: what each character became, or U+0001 for what is none or several."""
    import numpy as np  # noqa: PLC0415  a name can be looked up without it

    codes = np.frombuffer(text.encode(_UTF_32, "surrogatepass"), np.uint32)
    table = _table()
    flat = table[codes]
    if not flat.all():
        for code in np.unique(codes[flat == _UNSEEN]).tolist():
            folded = fold(chr(code))
            table[code] = ord(folded) if len(folded) == 1 else _OTHER
        flat = table[codes]
    return str(flat.tobytes().decode(_UTF_32))


@lru_cache(maxsize=1)
def _table() -> "np.ndarray[tuple[int], np.dtype[np.uint32]]":
    """Return what each character that was met becomes, by its code; filled as characters are met."""
    import numpy as np  # noqa: PLC0415  the same

    return np.zeros(_CHARACTERS, np.uint32)


class _Writer:
    """Puts stretches together."""

    __slots__ = ("at", "ends", "length", "pieces", "source")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.at: list[int] = []
        self.source: list[int] = []
        self.ends: list[int] = []

    def copy(self, piece: str, offset: int) -> None:
        """Add characters that stand one for one for those of the original from an offset on."""
        if piece:
            self._add(piece, offset, offset + len(piece))

    def _add(self, piece: str, start: int, end: int) -> None:
        self.at.append(self.length)
        self.source.append(start)
        self.ends.append(end)
        self.pieces.append(piece)
        self.length += len(piece)

    def spell(self, char: str, offset: int) -> None:
        """Add what one character of the original becomes; a mark belongs to what stands before it."""
        folded = fold(char)
        if not folded and self.ends and self.ends[-1] == offset and is_mark(char):
            self.ends[-1] = offset + 1
        for part in folded:
            if part != " " or (self.pieces and not self.pieces[-1].endswith(" ")):
                self._add(part, offset, offset + 1)

    def finished(self, source_length: int) -> Normal:
        """Return what was written, without a space at its end."""
        text = "".join(self.pieces)
        if text.endswith(" "):
            text = text[:-1]
            for column in (self.at, self.source, self.ends) if self.at[-1] == len(text) else ():
                column.pop()
        return Normal(text, source_length, tuple(self.at), tuple(self.source), tuple(self.ends))
