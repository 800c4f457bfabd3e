"""Find the stretches of a text that may name a place.

Four sources: names the gazetteer has; names seen as places in labelled text; unknown words where a place is due
(``في مانديرا``); and a generic head with the words that follow it (``جسر الشغور``, ``ريف حلب الشمالي``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from gazetteer.arabic import Clitics, clitics

from ..text import Document, Token
from .context import before, begins_organisation, head_of, organisation_at
from .directions import is_countryside, side_of
from .vocabulary import is_common, seen_names

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["Candidate", "Source", "candidates"]

Source = Literal["gazetteer", "seen", "unknown", "headed", "countryside"]

_SPACED = str.maketrans("_-", "  ")
_LONGEST_NAME = 64
_LONGEST_UNKNOWN = 3
_LONGEST_HEADED = 4
_SHORTEST_UNKNOWN = 3
_CUES = frozenset({"locative", "direction", "edge", "list"})
_JOINS = frozenset({"و", ",", "-"})


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
    source: Source

    @property
    def known(self) -> bool:
        """Whether the gazetteer has the name."""
        return self.source == "gazetteer"


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word may begin, whatever its neighbours."""

    readings: tuple[Clitics, ...]
    seen: tuple[tuple[Clitics, tuple[str, ...]], ...]
    """Names seen in labelled text that begin with it."""
    organisation: bool
    head: Clitics | None
    """How to read it as a generic head."""
    rare: bool


@lru_cache(maxsize=65536)
def _word(text: str) -> _Word:
    readings = clitics(text)
    names = seen_names()
    return _Word(
        readings=readings,
        seen=tuple((reading, words) for reading in readings for words in names.get(reading.stem, ())),
        organisation=begins_organisation(text),
        head=next((reading for reading in readings if head_of(reading.stem) is not None), None),
        rare=len(text) >= _SHORTEST_UNKNOWN and not is_common(text),
    )


def candidates(doc: Document, gazetteer: "Gazetteer") -> list[Candidate]:
    """Return every candidate of a text, in order of its first token; they may overlap."""
    text = doc.normal.text.translate(_SPACED)
    found: list[Candidate] = []
    covered = masked = 0
    for index, token in enumerate(doc.tokens):
        if index < masked or not token.is_word:
            continue
        word = _word(token.text)
        if word.organisation and (masked := organisation_at(doc.tokens, index)):
            continue
        hits = list(_known(doc, gazetteer, text, index, word))
        if word.seen:
            hits += _seen(doc, index, word)
        if hits:
            found += hits
            covered = max(covered, *(hit.last for hit in hits))
        elif word.rare and covered <= index:
            found += _unknown(doc, index, word, listed=_is_listed(doc, index, covered))
        if word.head is not None:
            found += _headed(doc, index, word.head)
    found += _countryside(doc, found)
    return found


def _is_listed(doc: Document, index: int, covered: int) -> bool:
    """Tell whether a name ends right before a token, or before a join that stands there."""
    return 0 < covered == index or (0 < covered == index - 1 and doc.tokens[index - 1].text in _JOINS)


def _known(doc: Document, gazetteer: "Gazetteer", text: str, index: int, word: _Word) -> Iterator[Candidate]:
    token = doc.tokens[index]
    for reading in word.readings:
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
                yield Candidate(index, last, stretch[start:end], reading.prefix, reading.skip, "gazetteer")


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


def _seen(doc: Document, index: int, word: _Word) -> Iterator[Candidate]:
    for reading, words in word.seen:
        last = index + len(words)
        if tuple(token.text for token in doc.tokens[index + 1 : last]) == words[1:]:
            yield Candidate(index, last, " ".join(words), reading.prefix, reading.skip, "seen")


def _unknown(doc: Document, index: int, word: _Word, *, listed: bool) -> Iterator[Candidate]:
    reading = _due(doc, index, word, listed=listed)
    if reading is None:
        return
    name = reading.stem
    for last in range(index + 1, min(index + _LONGEST_UNKNOWN, len(doc.tokens)) + 1):
        if last > index + 1:
            token = doc.tokens[last - 1]
            if not _is_rare(token) or not _adjoin(doc.tokens[last - 2], token):
                return
            name += " " + token.text
        yield Candidate(index, last, name, reading.prefix, reading.skip, "unknown")


def _due(doc: Document, index: int, word: _Word, *, listed: bool) -> Clitics | None:
    """Return how to read a word that may be an unknown name, or ``None`` if none is due here."""
    whole, *stripped = word.readings
    if listed:
        return next((reading for reading in stripped if reading.prefix == "و"), whole)
    if index > 0 and _is_cue(doc.tokens[index - 1].text):
        return whole
    return next((reading for reading in stripped if reading.prefix[-1] in "بل"), None)


def _headed(doc: Document, index: int, reading: Clitics) -> Iterator[Candidate]:
    """Yield a generic head with one to three words after it."""
    name = reading.stem
    for last in range(index + 2, min(index + _LONGEST_HEADED, len(doc.tokens)) + 1):
        following = doc.tokens[last - 1]
        if not following.is_word or not _adjoin(doc.tokens[last - 2], following) or before(following.text):
            return
        name += " " + following.text
        yield Candidate(index, last, name, reading.prefix, reading.skip, "headed")


def _countryside(doc: Document, found: list[Candidate]) -> Iterator[Candidate]:
    """Yield ريف, a name and an adjective of side as one name."""
    for item in found:
        if not item.known or item.prefix or not item.first or item.last >= len(doc.tokens):
            continue
        side = doc.tokens[item.last].text
        for reading in clitics(doc.tokens[item.first - 1].text):
            if is_countryside(reading.stem) and side.startswith("ال") and side_of(side) is not None:
                name = f"{reading.stem} {item.name} {side}"
                yield Candidate(item.first - 1, item.last + 1, name, reading.prefix, reading.skip, "countryside")


@lru_cache(maxsize=65536)
def _is_cue(word: str) -> bool:
    return head_of(word) is not None or not _CUES.isdisjoint(before(word))


def _is_rare(token: Token) -> bool:
    return token.is_word and _word(token.text).rare


def _adjoin(one: Token, other: Token) -> bool:
    """Tell whether only one character, a space or an underscore, lies between two tokens."""
    return one.end + 1 == other.start
