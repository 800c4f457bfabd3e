"""Choose the usual Arabic name among the spellings that a source lists."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..arabic import normalise
from ..heads import heads
from ..scripts import script_of

__all__ = ["best_arabic"]

_VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")


def best_arabic(names: Sequence[str], spellings: Iterable[str]) -> str | None:
    """Return the most likely Arabic name, without vowel signs; ``None`` if there is none.

    Parameters
    ----------
    names
        Arabic spellings to choose from.
    spellings
        All spellings of the place in any language; those of the Arabic script are votes.
    """
    votes = Counter(normalise(text) for text in spellings if script_of(text) == "arabic")
    bare = [_VOWELS.sub("", name).strip() for name in names]
    return max(bare, key=lambda name: (_fitness(name, votes), name), default=None)


def _fitness(name: str, votes: Counter[str]) -> tuple[int, int, int]:
    plain = normalise(name).split(" ", 1)[0] not in heads()
    written_out = sum(letter in "أإآؤئة" for letter in name)
    return int(plain), votes[normalise(name)], written_out
