"""Find the stretches of a text that may name a place.

Four sources: names the gazetteer has; names seen as places in labelled text; unknown words where a place is due
(``في مانديرا``); and a generic head with the words that follow it (``جسر الشغور``, ``ريف حلب الشمالي``).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from gazetteer.arabic import Clitics, clitics

from ..remembered import Remembered
from ..text import Document
from .context import before, begins_organisation, head_of, organisation_at
from .directions import is_countryside, side_of
from .vocabulary import as_place, is_common, seen_names

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["Candidate", "Source", "candidates"]

Source = Literal["gazetteer", "seen", "unknown", "headed", "countryside", "tagged"]

_LONGEST_NAME = 64
_SHORTEST_REST, _REST, _MANY = 2, 5, 2_000
"""Letters of what follows a word in a name that are compared first, and names of which they are known."""
_NOTHING: frozenset[str] = frozenset()
_LONGEST_UNKNOWN = 3
_LONGEST_HEADED = 4
_SHORTEST_UNKNOWN = 3
_CUES = frozenset({"locative", "direction", "edge", "list"})
_JOINS = frozenset({"و", ",", "-"})
_AND_HAMZA = ("وأ", "وإ")


class Candidate(NamedTuple):
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


class _Word(NamedTuple):
    """What a word may begin, whatever its neighbours."""

    readings: tuple[Clitics, ...]
    names: "tuple[_Begun, ...]"
    """The readings with which a name of the gazetteer begins."""
    seen: tuple[tuple[Clitics, str, tuple[str, ...]], ...]
    """Names seen in labelled text that begin with it, each with its words after the first."""
    organisation: bool
    head: Clitics | None
    """How to read it as a generic head."""
    rare: bool
    attached: Clitics | None
    """How to read it as a name that a preposition is attached to, whatever stands before it."""
    cue: bool
    """Whether a place is due after it."""
    governs: bool
    """Whether it is a preposition, after which no other is attached: في باريس is not في ب."""
    side: bool
    """Whether it is an adjective of a side: الشمالي."""
    plain: bool
    """Whether it begins nothing."""


class _Begun(NamedTuple):
    """A reading of a word with which names of the gazetteer begin."""

    reading: Clitics
    alone: bool
    """Whether it is a name."""
    following: frozenset[str] | None
    """The first letters of what follows it in names of several words; ``None`` for too many."""
    short: bool
    """Whether any of these are fewer, so that a name ends there."""

    def goes_on(self, text: str, after: int) -> bool:
        """Tell whether what stands in a text after the word may be the rest of a name."""
        known = self.following
        if known is None or text[after : after + _REST] in known:
            return True
        return self.short and any(text[after : after + count] in known for count in range(_SHORTEST_REST, _REST))


_MARK = _Word((), (), (), False, None, False, None, False, False, False, True)  # noqa: FBT003  nothing holds of it


@lru_cache(maxsize=8)
def _words(gazetteer: "Gazetteer") -> Remembered[str, _Word]:
    """Return what every word may begin, by one gazetteer."""
    return Remembered(partial(_word, gazetteer))


def _word(gazetteer: "Gazetteer", text: str) -> _Word:
    cue = _is_cue(text)
    if not text[0].isalpha():
        return _MARK._replace(cue=cue)
    readings = clitics(text)
    word = _Word(
        readings=readings,
        names=tuple(_begun(gazetteer, readings)),
        seen=tuple(_seen_from(gazetteer, readings)),
        organisation=begins_organisation(text),
        head=next((reading for reading in readings if head_of(reading.stem) is not None), None),
        rare=len(text) >= _SHORTEST_UNKNOWN and not is_common(text),
        attached=next((reading for reading in readings[1:] if reading.prefix[-1] in "بل"), None),
        cue=cue,
        governs="locative" in before(text),
        side=text.startswith("ال") and side_of(text) is not None,
        plain=False,
    )
    return word._replace(plain=not (word.names or word.seen or word.organisation or word.head or word.rare))


def _begun(gazetteer: "Gazetteer", readings: Iterable[Clitics]) -> Iterator[_Begun]:
    for reading in readings:
        alone, longer = gazetteer.begins(reading.stem)
        if alone or longer:
            rests = gazetteer.following(reading.stem, _REST, _MANY) if longer else _NOTHING
            short = any(len(rest) < _REST for rest in rests or ())
            yield _Begun(reading, alone, rests, short)


def _seen_from(gazetteer: "Gazetteer", readings: tuple[Clitics, ...]) -> Iterator[tuple[Clitics, str, tuple[str, ...]]]:
    """Yield the names seen in labelled text that begin with a word, but none that was labelled with its particle."""
    for reading in readings:
        for words in seen_names().get(reading.stem, ()):
            rests = (" ".join((each.stem, *words[1:])) for each in clitics(reading.stem)[1:])
            if not any(as_place(rest) >= 0 and gazetteer.named(rest) for rest in rests):
                yield reading, " ".join(words), words[1:]


class _Reader:
    """Reads one text from its first word to its last."""

    __slots__ = ("doc", "gazetteer", "spaced", "told")

    def __init__(self, doc: Document, gazetteer: "Gazetteer") -> None:
        self.doc, self.gazetteer = doc, gazetteer
        self.told = list(map(_words(gazetteer).__getitem__, doc.words))
        self.spaced = doc.normal.text.replace("_", " ").replace("-", " ")

    def candidates(self) -> list[Candidate]:
        found: list[Candidate] = []
        covered = masked = 0
        for index, word in [(index, word) for index, word in enumerate(self.told) if not word.plain]:
            if index < masked:
                continue
            if word.organisation and (masked := organisation_at(self.doc.words, index)):
                continue
            before = len(found)
            if word.names:
                found += self._known(index, word)
            if word.seen:
                found += self._seen(index, word)
            if len(found) > before:
                covered = max(covered, *[hit.last for hit in found[before:]])
            elif word.rare and covered <= index:
                reading = self._due(index, word, covered)
                if reading is not None:
                    found += self._unknown(index, reading)
            if word.head is not None and (word.head.prefix or not self._is_joined(index)):
                found += self._headed(index, word.head)
        found += self._countryside(found)
        return found

    def _is_listed(self, index: int, covered: int) -> bool:
        """Tell whether a name ends right before a token, or before a join that stands there."""
        return 0 < covered == index or (0 < covered == index - 1 and self.doc.words[index - 1] in _JOINS)

    def _known(self, index: int, word: _Word) -> list[Candidate]:
        governed = index > 0 and self.told[index - 1].governs
        after = self.doc.ats[index] + len(self.doc.words[index])
        digits = self.spaced[after : after + 1].isdigit()
        found: list[Candidate] = []
        for begun in word.names:
            reading = begun.reading
            if governed and reading.prefix:
                continue
            if digits or (begun.following != _NOTHING and begun.goes_on(self.spaced, after)):
                found += self._longer(index, reading, after)
            elif begun.alone:
                found.append(Candidate(index, index + 1, reading.stem, reading.prefix, reading.skip, "gazetteer"))
        return found

    def _longer(self, index: int, reading: Clitics, after: int) -> Iterator[Candidate]:
        """Yield the names of the gazetteer, of one word or several, that begin with a reading of a word."""
        stretch = reading.stem + self.spaced[after : after + _LONGEST_NAME]
        shift = after - len(reading.stem)
        for end in self.gazetteer.names_at(stretch, 0):
            last = self._token_ending(index, end + shift)
            if last is not None:
                yield Candidate(index, last, stretch[:end], reading.prefix, reading.skip, "gazetteer")

    def _token_ending(self, index: int, end: int) -> int | None:
        """Return the index after the token that ends where a name ends, if one does and no line break intervenes."""
        words, ats = self.doc.words, self.doc.ats
        last = bisect_left(ats, end, index) - 1
        if ats[last] + len(words[last]) != end:
            return None
        if last > index and "\n" in self.doc.between(index, last):
            return None
        return last + 1

    def _seen(self, index: int, word: _Word) -> Iterator[Candidate]:
        for reading, name, rest in word.seen:
            last = index + 1 + len(rest)
            if not rest or self.doc.words[index + 1 : last] == rest:
                yield Candidate(index, last, name, reading.prefix, reading.skip, "seen")

    def _unknown(self, index: int, reading: Clitics) -> Iterator[Candidate]:
        name = reading.stem
        for last in range(index + 1, min(index + _LONGEST_UNKNOWN, len(self.told)) + 1):
            if last > index + 1:
                if not self.told[last - 1].rare or not self._adjoins(last - 1):
                    return
                name += " " + self.doc.words[last - 1]
            yield Candidate(index, last, name, reading.prefix, reading.skip, "unknown")

    def _due(self, index: int, word: _Word, covered: int) -> Clitics | None:
        """Return how to read a word that may be an unknown name, or ``None`` if none is due here."""
        if covered >= index - 1 and self._is_listed(index, covered):
            return next((reading for reading in word.readings if reading.prefix == "و"), word.readings[0])
        return word.readings[0] if index > 0 and self.told[index - 1].cue else word.attached

    def _is_joined(self, index: int) -> bool:
        """Tell whether a word is written as و with another that begins with a hamza: وأدى is not وادي."""
        return self.doc.source.startswith(_AND_HAMZA, self.doc.starts[index])

    def _headed(self, index: int, reading: Clitics) -> Iterator[Candidate]:
        """Yield a generic head with one to three words after it."""
        name = reading.stem
        for last in range(index + 2, min(index + _LONGEST_HEADED, len(self.told)) + 1):
            following = self.doc.words[last - 1]
            if not following[0].isalpha() or not self._adjoins(last - 1) or before(following):
                return
            name += " " + following
            yield Candidate(index, last, name, reading.prefix, reading.skip, "headed")

    def _countryside(self, found: list[Candidate]) -> Iterator[Candidate]:
        """Yield ريف, a name and an adjective of side as one name."""
        words = self.doc.words
        sides = {index for index, word in enumerate(self.told) if word.side}
        for item in found if sides else ():
            if item.last not in sides or not item.known or item.prefix or not item.first:
                continue
            for reading in clitics(words[item.first - 1]):
                if is_countryside(reading.stem):
                    name = f"{reading.stem} {item.name} {words[item.last]}"
                    yield Candidate(item.first - 1, item.last + 1, name, reading.prefix, reading.skip, "countryside")

    def _adjoins(self, index: int) -> bool:
        """Tell whether only one character, a space or an underscore, lies between a token and the one before it."""
        return len(self.doc.between(index - 1, index)) == 1


def candidates(doc: Document, gazetteer: "Gazetteer") -> list[Candidate]:
    """Return every candidate of a text, in order of its first token; they may overlap."""
    return _Reader(doc, gazetteer).candidates()


@lru_cache(maxsize=16384)
def _is_cue(word: str) -> bool:
    return head_of(word) is not None or not _CUES.isdisjoint(before(word))
