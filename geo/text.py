"""A report's text as tokens and sentences, each knowing where it stands in the original."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import add, methodcaller
from sys import intern
from typing import NamedTuple

from gazetteer.offsets import Normal, normalise_with_map

from .incident import Span
from .remembered import Remembered
from .signs import Sign, places

__all__ = ["Document", "Token", "read"]

_MARKUP = r"</?[a-z!][^<>]{0,400}>|&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});"
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
_MARKED_UP = re.compile(rf"(?P<markup>{_MARKUP})|{_WORD.pattern}")
_TATWEEL = "\u0640"
_DRAWN_APART = f"{_TATWEEL} {_TATWEEL}"
"""Letters of one word that a post has set apart, so that no filter finds it."""
_SENTENCE_END = frozenset(".!?;")
_CLOSING = frozenset("\"')]")
_BREAK = re.compile("[\n<]")
_ENDS_SENTENCE = Sign(_SENTENCE_END.__contains__, lambda: ())
_SPACE = ord(" ")
_LONGEST_KEPT = 40
"""Longer pieces are not remembered."""
_whole, _start = methodcaller("group"), methodcaller("start")


class Token(NamedTuple):
    """One word, number or mark of punctuation."""

    text: str
    """Its normal form (`gazetteer.arabic.normalise`)."""
    start: int
    """Offset in the original."""
    end: int
    at: int
    """Offset in the normal form."""

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()


@dataclass(frozen=True)
class Document:
    """A text that has been read once: normal form, tokens, sentences."""

    source: str
    normal: Normal
    words: tuple[str, ...]
    """The text of each token."""
    ats: tuple[int, ...]
    """Where each token begins in the normal form."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens, with their offsets."""
        return tuple(map(Token, self.words, self.starts, self.ends, self.ats))

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins in the original."""
        return self.normal.source_starts(self.ats)

    @cached_property
    def ends(self) -> list[int]:
        """Where each token ends in the original."""
        return self.normal.source_ends(list(map(add, self.ats, map(len, self.words))))

    @cached_property
    def _signs(self) -> dict[Sign, list[int]]:
        return {}

    @cached_property
    def sentences(self) -> tuple[range, ...]:
        """Token indices of each sentence, in order; every token is in exactly one."""
        return tuple(self._sentences())

    def where(self, sign: Sign, within: range | None = None) -> list[int]:
        """Return the indices of the words of which something holds, in a stretch; asked once of each word."""
        found = places(self.words, sign, self._signs)
        if within is None:
            return found
        return found[bisect_left(found, within.start) : bisect_left(found, within.stop)]

    def span(self, first: int, last: int) -> Span:
        """Return where the tokens ``first`` to ``last - 1`` stand in the original."""
        return Span(self.starts[first], self.ends[last - 1])

    def between(self, first: int, last: int) -> str:
        """Return what stands in the original between the end of one token and the beginning of a later one."""
        end = self.ats[first] + len(self.words[first])
        stop = self.normal.source_span(self.ats[last], self.ats[last])[0]
        return self.source[self.normal.source_span(end - 1, end)[1] : stop]

    def quote(self, span: Span) -> str:
        """Return the original words of a span."""
        return self.source[span.start : span.end]

    def _sentences(self) -> Iterator[range]:
        first = 0
        for index in sorted(self._breaks()):
            yield range(first, index)
            first = index
        if first < len(self.words):
            yield range(first, len(self.words))

    def _breaks(self) -> set[int]:
        """Return the indices of the tokens before which a sentence ends."""
        found = set()
        for index in self.where(_ENDS_SENTENCE):
            if index + 1 < len(self.words) and not self._goes_on(index + 1):
                found.add(index + 1)
        for match in _BREAK.finditer(self.source):
            index = bisect_right(self.starts, match.start())
            if 0 < index < len(self.words) and self.ends[index - 1] <= match.start():
                found.add(index)
        return found

    def _goes_on(self, index: int) -> bool:
        """Tell whether a token after a full stop belongs to it: another stop, or a closing mark right behind."""
        word = self.words[index]
        return word in _SENTENCE_END or (word in _CLOSING and self.starts[index] == self.ends[index - 1])


class _Pieces(Remembered[str, tuple[str, ...]]):
    """The words of what stands between two spaces; each word is one object wherever it stands."""

    __slots__ = ()

    def __missing__(self, piece: str) -> tuple[str, ...]:
        return super().__missing__(piece) if len(piece) <= _LONGEST_KEPT else _words_of(piece)


def _words_of(piece: str) -> tuple[str, ...]:
    return tuple(map(intern, _WORD.findall(piece)))


_pieces = _Pieces(_words_of)


def read(text: str) -> Document:
    """Return a text as tokens; it never raises, whatever the text holds.

    Tags of HTML are no tokens and end a sentence; character references (``&nbsp;``) are no tokens.
    """
    normal = normalise_with_map(text.replace(_DRAWN_APART, _DRAWN_APART.replace(" ", _TATWEEL)))
    if "<" in normal.text or "&" in normal.text:
        found = [match for match in _MARKED_UP.finditer(normal.text) if match.lastgroup != "markup"]
        return Document(text, normal, tuple(map(_whole, found)), tuple(map(_start, found)))
    words = tuple(chain.from_iterable(map(_pieces.__getitem__, normal.text.split(" "))))
    return Document(text, normal, words, tuple(_ats(normal.text, words)))


def _ats(normal_text: str, words: Sequence[str]) -> list[int]:
    """Return where each word begins in a text in normal form, of which they are all but its spaces."""
    import numpy as np  # noqa: PLC0415  a name can be looked up without it

    solid = np.flatnonzero(np.frombuffer(normal_text.encode("utf-32-le"), np.uint32) != _SPACE)
    lengths = np.fromiter(map(len, words), np.intp, len(words))
    ats: list[int] = solid[np.cumsum(lengths) - lengths].tolist()
    return ats
