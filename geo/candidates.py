"""Find the stretches of a text that may name a place: names the gazetteer has, and unknown words where one is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.arabic import Clitics, clitics

from .context import before, head_of
from .text import Document, Token
from .vocabulary import is_common

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["Candidate", "candidates"]

_SPACED = str.maketrans("_-", "  ")
_LONGEST_NAME = 64
_LONGEST_UNKNOWN = 3
_SHORTEST_UNKNOWN = 3
_CUES = frozenset({"locative", "direction", "edge", "list"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``first`` to ``last - 1``, without what is attached in front, as a possible name."""

    first: int
    last: int
    name: str
    """The name in normal form, as the gazetteer would have it."""
    prefix: str
    """What is attached in front of it: ``""``, ``و``, ``ب`` …"""
    skip: int
    """How many characters of the first token are not the name's."""
    known: bool
    """Whether the gazetteer has the name."""


def candidates(doc: Document, gazetteer: "Gazetteer") -> list[Candidate]:
    """Return every candidate of a text, in order of its first token; they may overlap."""
    text = doc.normal.text.translate(_SPACED)
    found: list[Candidate] = []
    covered = 0
    for index, token in enumerate(doc.tokens):
        if not token.is_word:
            continue
        hits = list(_known(doc, gazetteer, text, index))
        found += hits
        covered = max([covered, *(hit.last for hit in hits)])
        if covered <= index:
            found += _unknown(doc, index)
    return found


def _known(doc: Document, gazetteer: "Gazetteer", text: str, index: int) -> Iterator[Candidate]:
    token = doc.tokens[index]
    for reading in clitics(token.text):
        shown = token.text[reading.skip :]
        start = token.at + reading.skip
        if reading.stem != shown:
            stretch = reading.stem + text[start + len(shown) : start + _LONGEST_NAME]
            start, shift = 0, token.at + reading.skip + len(shown) - len(reading.stem)
        else:
            stretch, shift = text, 0
        for end in gazetteer.names_at(stretch, start):
            last = _token_ending(doc, index, end + shift)
            if last is not None:
                yield Candidate(index, last, stretch[start:end], reading.prefix, reading.skip, known=True)


def _token_ending(doc: Document, index: int, end: int) -> int | None:
    """Return the index after the token that ends where a name ends, if one does and no line break intervenes."""
    tokens = doc.tokens
    last = index
    while last < len(tokens) and tokens[last].at + len(tokens[last].text) < end:
        last += 1
    if last == len(tokens) or tokens[last].at + len(tokens[last].text) != end:
        return None
    if last > index and "\n" in doc.source[tokens[index].start : tokens[last].end]:
        return None
    return last + 1


def _unknown(doc: Document, index: int) -> Iterator[Candidate]:
    reading = _due(doc, index)
    if reading is None:
        return
    name = reading.stem
    for last in range(index + 1, min(index + _LONGEST_UNKNOWN, len(doc.tokens)) + 1):
        if last > index + 1:
            token = doc.tokens[last - 1]
            if not _is_rare(token) or doc.tokens[last - 2].end + 1 != token.start:
                return
            name += " " + token.text
        yield Candidate(index, last, name, reading.prefix, reading.skip, known=False)


def _due(doc: Document, index: int) -> Clitics | None:
    """Return how to read a word that may be an unknown name, or ``None`` if none is due here."""
    token = doc.tokens[index]
    if not _is_rare(token):
        return None
    cued = index > 0 and _is_cue(doc.tokens[index - 1])
    whole, *stripped = clitics(token.text)
    if cued:
        return whole
    return next((reading for reading in stripped if reading.prefix[-1] in "بل"), None)


def _is_cue(token: Token) -> bool:
    return head_of(token.text) is not None or not _CUES.isdisjoint(before(token.text))


def _is_rare(token: Token) -> bool:
    return token.is_word and len(token.text) >= _SHORTEST_UNKNOWN and not is_common(token.text)
