"""Settlements told by the words beside them: مدخل الخليل الجنوبي, في الناقورة الخميس, غارة على الخيام, or untold."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from gazetteer.arabic import clitics, normalise
from gazetteer.seeds import read_toml

from ..words import ARTICLE
from .context import before, head_of, is_ordinary
from .directions import side_of
from .facts import SETTLEMENTS, Facts
from .vocabulary import as_place, frequency

__all__ = ["by_neighbours", "is_struck", "of_unknown"]

_FEMININE, _ACCUSATIVE, _ADJECTIVE = "ه", "ا", "يه"
_ROOT = 3
"""Letters of most verbs in their shortest form."""
_OPENING = frozenset("\"'([<{_-")
_TOWNS = SETTLEMENTS | {"neighbourhood"}
_WHERE = frozenset({"locative", "edge", "direction"})


def by_neighbours(name: str, known: Facts | None, words: Sequence[str], at: range) -> float:
    """Return the odds that a name gains or loses by the words beside it.

    Parameters
    ----------
    name
        The name, in normal form.
    known
        What the gazetteer says of it, if it has it.
    words, at
        The words of its text in normal form, with signs for the edges beyond both ends, and which of them it is.
    """
    if known is None or not known.curated or known.kind not in _TOWNS:
        return 0.0
    where = not _WHERE.isdisjoint(before(words[at.start - 1]))
    if _is_verb(name, words, at) and not where:
        return -float(_settings()["verb"])
    due = where and " " not in name and not is_ordinary(name) and known.kind in SETTLEMENTS
    return (_gained(words[at.stop]) if due else 0.0) or _struck(name, words, at)


def of_unknown(name: str, previous: str) -> float:
    """Return the odds that a name which the gazetteer has not gains or loses by its form and the word before it.

    What has the form of an adjective (صحراوية) is hardly ever a name; else a name is due after the generic word of a
    settlement. ``previous`` is in normal form, and empty for a name with a particle attached.
    """
    first, _, rest = name.partition(" ")
    said = rest if rest and head_of(first) is not None else name
    if " " not in said and said.endswith(_ADJECTIVE) and not said.startswith(ARTICLE):
        return -float(_settings()["adjective"])
    called = bool(previous) and not is_ordinary(name) and _is_settlement(previous)
    return float(_settings()["called"]) if called else 0.0


@lru_cache(maxsize=4096)
def _is_settlement(word: str) -> bool:
    """Tell whether a word in normal form is a generic head of settlements, such as بلدة."""
    head = head_of(word)
    return head is not None and not SETTLEMENTS.isdisjoint(head.kinds)


def is_struck(name: str, known: Facts | None, words: Sequence[str], at: range) -> bool:
    """Tell whether a settlement is what the words before it say was struck, or where something happened."""
    return known is not None and known.curated and known.kind in _TOWNS and _struck(name, words, at) > 0


def _struck(name: str, words: Sequence[str], at: range) -> float:
    """Return what it gains after what struck it: غارة على الخيام, not غارة على الخيام التي تؤوي نازحين."""
    events = _events(words[at.start - 1])
    if at.start <= 1 or not events or words[at.stop] in _normal("not_struck") or is_ordinary(name):
        return 0.0
    earlier = words[max(0, at.start - 3) : at.start - 1]
    if events.isdisjoint(reading.stem for word in earlier for reading in clitics(word)):
        return 0.0
    settings = _settings()
    return float(settings["struck"] + (settings["struck_last"] if _ends_phrase(words[at.stop]) else 0.0))


@lru_cache(maxsize=4096)
def _events(word: str) -> frozenset[str]:
    """Return the words for events, in normal form, that a preposition joins to where they were."""
    if word in _normal("struck_after"):
        return _normal("strikes")
    return _normal("strikes") | _normal("events") if word in _normal("happened_in") else frozenset()


def _ends_phrase(word: str) -> bool:
    if word in _normal("struck_when") or word in _normal("after_dated"):
        return True
    return not word[0].isalnum() and word not in _OPENING


def _is_verb(name: str, words: Sequence[str], at: range) -> bool:
    """Tell whether a word of three letters has an object after it: قصف دمر منزلا."""
    following = words[at.stop]
    if len(name) != _ROOT or len(following) <= _ROOT or not following.endswith(_ACCUSATIVE):
        return False
    if frequency(name) <= as_place(name):
        return False
    return following not in _normal("adverbs") and side_of(following) is None


@lru_cache(maxsize=4096)
def _gained(word: str) -> float:
    settings = _settings()
    if word in _normal("after_dated"):
        return float(settings["dated"])
    of_a_masculine = word.startswith("ال") and not word.endswith(_FEMININE) and side_of(word) is not None
    return float(settings["sided"]) if of_a_masculine else 0.0


@lru_cache(maxsize=1)
def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = read_toml("resolve.toml")["recognise"]
    return settings


@lru_cache(maxsize=16)
def _normal(name: str) -> frozenset[str]:
    return frozenset(map(normalise, _settings()[name]))
