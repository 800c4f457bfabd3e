"""Settlements told by the words beside them: مدخل الخليل الجنوبي, في الناقورة الخميس, غارة على الخيام."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from gazetteer.arabic import clitics, normalise
from gazetteer.seeds import read_toml

from .context import before, is_ordinary
from .directions import side_of
from .facts import SETTLEMENTS, Facts

__all__ = ["by_neighbours"]

_FEMININE = "ه"
_WHERE = frozenset({"locative", "edge", "direction"})


def by_neighbours(name: str, known: Facts | None, words: Sequence[str], at: range) -> float:
    """Return the odds that a curated settlement gains by the words beside it.

    Parameters
    ----------
    name
        The name, in normal form.
    known
        What the gazetteer says of it, if it has it.
    words, at
        The words of its text in normal form, with signs for the edges beyond both ends, and which of them it is.
    """
    if known is None or not known.curated or known.kind not in SETTLEMENTS:
        return 0.0
    due = " " not in name and not is_ordinary(name) and not _WHERE.isdisjoint(before(words[at.start - 1]))
    return _gained(words[at.stop]) if due else _struck(words, at)


def _struck(words: Sequence[str], at: range) -> float:
    """Return what it gains after what struck it: غارة على الخيام, not غارة على الخيام التي تؤوي نازحين."""
    if at.start <= 1 or words[at.start - 1] not in _normal("struck_after") or words[at.stop] in _normal("not_struck"):
        return 0.0
    earlier = words[max(0, at.start - 3) : at.start - 1]
    stems = {reading.stem for word in earlier for reading in clitics(word)}
    return 0.0 if stems.isdisjoint(_normal("strikes")) else float(_settings()["struck"])


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


@lru_cache(maxsize=8)
def _normal(name: str) -> frozenset[str]:
    return frozenset(map(normalise, _settings()[name]))
