"""What the words beside a name say of it: the classes of ``seeds/context.toml`` and the generic heads."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from gazetteer.arabic import clitics, normalise
from gazetteer.heads import Head, heads
from gazetteer.seeds import read_toml

from ..signs import Sign

__all__ = ["SPORT", "after", "before", "begins_organisation", "head_of", "is_ordinary", "organisation_at"]

_Classes = dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _tables() -> dict[str, _Classes]:
    """Return, for each side, the classes of every word in normal form."""
    tables: dict[str, _Classes] = {}
    for side, classes in read_toml("context.toml").items():
        found: dict[str, list[str]] = defaultdict(list)
        for name, row in classes.items():
            for word in map(normalise, row["words"]):
                if name not in found[word]:
                    found[word].append(name)
        tables[side] = {word: tuple(names) for word, names in found.items()}
    return tables


@lru_cache(maxsize=16384)
def before(word: str) -> tuple[str, ...]:
    """Return the classes of a word in normal form that stands before a name, read through its clitics."""
    table = _tables()["before"]
    return next((table[reading.stem] for reading in clitics(word) if reading.stem in table), ())


@lru_cache(maxsize=16384)
def after(word: str) -> tuple[str, ...]:
    """Return the classes of a word in normal form that stands after a name."""
    return _tables()["after"].get(word, ())


@lru_cache(maxsize=16384)
def head_of(word: str) -> Head | None:
    """Return the generic head that a word in normal form is, read through its clitics."""
    known = heads()
    return next((known[reading.stem] for reading in clitics(word) if reading.stem in known), None)


@lru_cache(maxsize=4096)
def is_ordinary(name: str) -> bool:
    """Tell whether a name in normal form is mostly an ordinary word."""
    return name in _tables()["self"]


def _is_sport(word: str) -> bool:
    words = _tables()["topic"]
    return any(reading.stem in words or reading.stem.removeprefix("ال") in words for reading in clitics(word))


SPORT = Sign(_is_sport, lambda: _tables()["topic"])
"""Whether a word is one of sport, read through its clitics and its article."""


@lru_cache(maxsize=1)
def _organisations() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(_tables()["whole"], key=len, reverse=True):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return found


def begins_organisation(word: str) -> bool:
    """Tell whether the name of an organisation may begin with a word in normal form."""
    return any(reading.stem in _organisations() for reading in clitics(word))


def organisation_at(text: Sequence[str], index: int) -> int:
    """Return the index after the name of an organisation that holds a place's and begins at a word; 0 if none does."""
    table = _organisations()
    for reading in clitics(text[index]):
        for words in table.get(reading.stem, ()):
            last = index + len(words)
            if last <= len(text) and all(text[index + n] == words[n] for n in range(1, len(words))):
                return last
    return 0
