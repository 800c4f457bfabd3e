"""Lists of words and phrases of ``seeds/``, found at a token whatever is attached to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from gazetteer.arabic import clitics, normalise
from gazetteer.seeds import read_toml

if TYPE_CHECKING:
    from .text import Token

__all__ = ["ARTICLE", "THIRD_PERSON", "Phrases", "Reading", "Words", "parts", "readings", "seed_words"]

T = TypeVar("T")
ARTICLE = "ال"
THIRD_PERSON = ("هما", "ها", "هم", "ه")
"""The pronouns of the third person as they are attached to a word."""
_ENDS = (*THIRD_PERSON, "هن", "نا", "ي")
_ALIF = "ا"
_SHORTEST = 2
_CACHED = 16384
"""So many words are remembered by each table; a text repeats its words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a written word."""

    prefix: str
    """The attached و ف ب ل ك, as written."""
    article: bool
    stem: str
    """The word without prefix and article."""


@cache
def seed_words(table: str, section: str, name: str) -> frozenset[str]:
    """Return the words of one list of a table of ``seeds/``, in normal form."""
    return frozenset(map(normalise, _seed(table)[section][name]))


@cache
def _seed(table: str) -> dict[str, Any]:
    return read_toml(f"{table}.toml")


@lru_cache(maxsize=16384)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the ways to read a word in normal form, the least stripped first."""
    found = []
    for reading in clitics(word):
        found.append(Reading(reading.prefix, False, reading.stem))  # noqa: FBT003 (a field, named above)
        bare = reading.stem.removeprefix(ARTICLE)
        if bare != reading.stem and len(bare) >= _SHORTEST:
            found.append(Reading(reading.prefix, True, bare))  # noqa: FBT003
    return tuple(found)


def parts(word: str) -> set[str]:
    """Return all that a word in normal form may be without what is attached to it, itself included.

    Particles, article, pronouns and the alif of the accusative are taken off without asking whether enough is left:
    a word that has none of these in a table is none of the table's, whichever way it is read.
    """
    found = {word}
    for reading in clitics(word):
        found.add(reading.stem)
        found.add(reading.stem.removeprefix(ARTICLE))
    for stem in tuple(found):
        if stem.endswith(_ENDS):
            found.update(stem.removesuffix(end) for end in _ENDS)
    found.update([stem[:-1] for stem in found if stem.endswith(_ALIF)])
    return found


class Words(Generic[T]):
    """A table from words to values."""

    def __init__(self, table: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        pairs = table.items() if isinstance(table, Mapping) else table
        self._table = {normalise(word): value for word, value in pairs}
        self.find = lru_cache(maxsize=_CACHED)(self._find)
        """Return the value of a word and how it was read; ``None`` where no reading is listed."""

    def __contains__(self, word: str) -> bool:
        return word in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def get(self, word: str) -> T | None:
        """Return the value of a word in normal form as it stands."""
        return self._table.get(word)

    def _find(self, word: str) -> tuple[Reading, T] | None:
        for reading in readings(word):
            value = self._table.get(reading.stem)
            if value is not None:
                return reading, value
        return None


class Phrases(Generic[T]):
    """Phrases of one or more words; the first word may carry و ف ب ل ك, and the longest phrase wins."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        self._heads: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in pairs:
            words = tuple(normalise(phrase).split())
            self._heads.setdefault(words[0], []).append((words, value))
        for found in self._heads.values():
            found.sort(key=lambda pair: -len(pair[0]))
        self.first = frozenset(self._heads)
        """The first words of all phrases."""
        self.heads = lru_cache(maxsize=_CACHED)(self._candidates)
        """Return the phrases that may begin with a word, each with its value."""

    def at(self, tokens: "Sequence[Token]", index: int, stop: int) -> tuple[T, int] | None:
        """Return the value of the phrase that begins at a token, and the index after it."""
        best: tuple[T, int] | None = None
        if index >= stop:
            return None
        for words, value in self.heads(tokens[index].text):
            last = index + len(words)
            if (best is None or last > best[1]) and last <= stop and _follows(tokens, index, words):
                best = value, last
        return best

    def _candidates(self, word: str) -> tuple[tuple[tuple[str, ...], T], ...]:
        return tuple(pair for reading in clitics(word) for pair in self._heads.get(reading.stem, ()))


def _follows(tokens: "Sequence[Token]", index: int, words: Sequence[str]) -> bool:
    return all(tokens[index + step].text == words[step] for step in range(1, len(words)))
