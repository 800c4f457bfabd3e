"""What each word of a text, and what the gazetteer says of it, speaks for its being part of a name: added up at once.

What is said of a word depends on its spelling and on that of the two words on either side, so what each spelling says
of itself and of its neighbours is kept; what is met first in a text is added up together.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from gazetteer.seeds import read_csv

from .marks import OFFSETS, Flags, told_of
from .summed import Kept

if TYPE_CHECKING:
    import numpy as np

__all__ = ["NOTHING", "Scores", "added", "weights"]

Scores = tuple[float, float, float]
"""What speaks for ``B``, ``C`` and ``I`` against ``O``, as logarithms."""
NOTHING: Scores = (0.0, 0.0, 0.0)
_REACH = 2
"""Over so many words a word counts for another."""
_BLOCK = 16_384
"""So many words are added up at a time: the numbers of more would not lie near at hand."""


@lru_cache(maxsize=1)
def weights() -> dict[str, Scores]:
    """Return the weights of each mark, from ``seeds/models/tagger.csv``."""
    return {
        row["mark"]: (int(row["B"]) / 100, int(row["C"]) / 100, int(row["I"]) / 100)
        for _, row in read_csv("models/tagger.csv")
    }


@lru_cache(maxsize=1)
def _by_mark() -> "tuple[dict[str, int], np.ndarray[Any, np.dtype[np.float64]]]":
    """Return the row of each mark, and in each row its weights by offset in the order of `OFFSETS`; row 0 is empty."""
    import numpy as np  # noqa: PLC0415  a name can be looked up without it

    rows: dict[str, int] = {}
    told = []
    for name, scores in weights().items():
        digits = 2 if name[0] == "-" else 1
        if name[:digits].lstrip("-").isdigit():
            told.append((rows.setdefault(name[digits:], len(rows) + 1), OFFSETS.index(int(name[:digits])), scores))
    table = np.zeros((len(rows) + 1, len(OFFSETS), len(NOTHING)))
    for row, offset, scores in told:
        table[row, offset] = scores
    return rows, table


def _of_words(words: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return what words say of themselves and of their neighbours, in the order of `OFFSETS`."""
    import numpy as np  # noqa: PLC0415  as above

    rows, table = _by_mark()
    told = [told_of(word) for word in words]
    counts = np.array([(len(each.marks), each.near, each.far) for each in told])
    starts = np.cumsum(counts[:, 0]) - counts[:, 0]
    picked = table[[rows.get(mark, 0) for mark in chain.from_iterable(each.marks for each in told)]]
    place = np.arange(len(picked)) - np.repeat(starts, counts[:, 0])
    for number, offset in enumerate(OFFSETS):
        if offset:
            picked[place >= np.repeat(counts[:, abs(offset)], counts[:, 0]), number] = 0
    summed: np.ndarray[Any, np.dtype[np.float64]] = np.add.reduceat(picked, starts)
    return summed


def _of_flags(some: Sequence[Flags]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return what flags say of their token and of its neighbours, in the order of `OFFSETS`."""
    rows, table = _by_mark()
    picked = table[[[rows.get(flag, 0) for flag in flags] for flags in some]]
    for number, offset in enumerate(OFFSETS):
        if abs(offset) == _REACH:
            picked[:, 1:, number] = 0
    summed: np.ndarray[Any, np.dtype[np.float64]] = picked.sum(axis=1)
    return summed


@lru_cache(maxsize=1)
def _kept() -> "tuple[Kept[str], Kept[Flags]]":
    """Return what words and flags say of themselves and of their neighbours, as far as they were met."""
    return Kept(_of_words), Kept(_of_flags)


def added(words: Sequence[str], flags: Mapping[int, Flags]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return the `Scores` of each word with those of its neighbours and flags, one row a word."""
    import numpy as np  # noqa: PLC0415  the same

    if len(words) <= _BLOCK:
        return _added(words, np.fromiter(flags, int), list(flags.values()))
    at, told = np.fromiter(flags, int), list(flags.values())
    found = np.empty((len(words), len(NOTHING)))
    for first in range(0, len(words), _BLOCK):
        begin, last = max(0, first - _REACH), first + _BLOCK
        here = np.flatnonzero((at >= begin) & (at < last + _REACH))
        some = _added(words[begin : last + _REACH], at[here] - begin, [told[number] for number in here])
        found[first:last] = some[first - begin : last - begin]
    return found


def _added(
    words: Sequence[str], at: "np.ndarray[Any, np.dtype[np.int_]]", flags: Sequence[Flags]
) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return the same of words few enough; for a part of a text, but for the first and last two of them."""
    import numpy as np  # noqa: PLC0415  the same

    of_words, of_flags = _kept()
    rows, table = _by_mark()
    scores = np.empty((len(words) + 2 * _REACH, len(OFFSETS), len(NOTHING)))
    scores[:_REACH] = scores[-_REACH:] = table[rows["<>"]]
    scores[_REACH:-_REACH] = of_words.of(words)
    if flags:
        scores[at + _REACH] += of_flags.of(flags)
    total = np.tile(weights().get("bias", NOTHING), (len(words), 1))
    for number, offset in enumerate(OFFSETS):
        total += scores[_REACH + offset : _REACH + offset + len(words), number]
    return total
