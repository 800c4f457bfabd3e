"""Names that end before a word with an article which is not theirs: مدخل الخليل الجنوبي, في الناقورة الخميس."""

from functools import lru_cache

from gazetteer.arabic import normalise
from gazetteer.seeds import read_toml

from .context import before, is_ordinary
from .directions import side_of
from .facts import Facts

__all__ = ["ended"]

_WHERE = frozenset({"locative", "edge", "direction"})
_SETTLEMENTS = frozenset({"city", "town", "village", "camp"})


def ended(name: str, known: Facts | None, word_before: str, word_after: str) -> float:
    """Return the odds that a curated settlement gains where a place is due and an adjective of side or a day follows.

    Parameters
    ----------
    name
        The name, in normal form.
    known
        What the gazetteer says of it, if it has it.
    word_before, word_after
        The words beside it, in normal form.
    """
    if known is None or not known.curated or known.kind not in _SETTLEMENTS or " " in name or is_ordinary(name):
        return 0.0
    return 0.0 if _WHERE.isdisjoint(before(word_before)) else _gained(word_after)


@lru_cache(maxsize=4096)
def _gained(word: str) -> float:
    settings = read_toml("resolve.toml")["recognise"]
    if word in set(map(normalise, settings["after_dated"])):
        return float(settings["dated"])
    return float(settings["sided"]) if word.startswith("ال") and side_of(word) is not None else 0.0
