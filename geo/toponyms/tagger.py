"""Tell of the words of a text how likely they begin or continue a name of a place: a linear-chain CRF.

What is said of a word depends on its spelling and on that of the two words on either side, so the scores of each
spelling are added up once and kept. Sequences are weighed only around words that may be part of a name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING, Any

from gazetteer.seeds import read_csv

from .marks import OFFSETS, Flags, marks_of_flags, marks_of_word
from .summed import Kept

if TYPE_CHECKING:
    import numpy as np

__all__ = ["LABELS", "Tags", "weights"]

LABELS = ("O", "B", "C", "I")
"""No part of a name; its first word; its first word with a particle attached; a further word."""
_O, _B, _C, _I = range(4)
_STEEPEST = 30.0
_PROMISING = -3.0
"""Where nothing speaks more for a name than this, a word is taken for none."""
_BESIDE = -7.0
"""And this beside a promising word."""

Scores = tuple[float, float, float]
"""What speaks for ``B``, ``C`` and ``I`` against ``O``, as logarithms."""
Row = tuple[float, float, float, float]
"""A number for each label."""
_NOTHING: Scores = (0.0, 0.0, 0.0)
_ANY: Row = (1.0, 1.0, 1.0, 1.0)


@lru_cache(maxsize=1)
def weights() -> dict[str, Scores]:
    """Return the weights of each mark, from ``seeds/models/tagger.csv``."""
    return {
        row["mark"]: (int(row["B"]) / 100, int(row["C"]) / 100, int(row["I"]) / 100)
        for _, row in read_csv("models/tagger.csv")
    }


def _sum(some: Iterable[str]) -> Scores:
    known = weights()
    begins = attached = goes_on = 0.0
    for mark in some:
        found = known.get(mark)
        if found is not None:
            begins += found[0]
            attached += found[1]
            goes_on += found[2]
    return begins, attached, goes_on


def _scores_of(word: str) -> tuple[Scores, ...]:
    """Return what a word in normal form says of itself and of its neighbours, in the order of `OFFSETS`."""
    return tuple(_sum(marks_of_word(word, offset)) for offset in OFFSETS)


def _scores_of_flags(flags: Flags) -> tuple[Scores, ...]:
    """Return what flags say of their token and of its neighbours, in the order of `OFFSETS`."""
    return tuple(_sum(marks_of_flags(flags, offset)) for offset in OFFSETS)


@lru_cache(maxsize=1)
def edge() -> tuple[Scores, ...]:
    """Return what the end of a text says of the words beside it, in the order of `OFFSETS`."""
    return tuple(_sum((f"{offset}<>",)) for offset in OFFSETS)


@lru_cache(maxsize=1)
def steps() -> tuple[Row, ...]:
    """Return, for each label, what speaks for each label after it, as factors."""
    known = weights()
    rows = [(known.get(f">{label}O", _NOTHING)[0], *known.get(f">{label}", _NOTHING)) for label in LABELS]
    return tuple((exp(o), exp(b), exp(c), exp(i)) for o, b, c, i in rows)


class Tags:
    """How likely the stretches of a text are names of places."""

    __slots__ = ("_after", "_before", "_factors", "_totals")

    def __init__(self, words: Sequence[str], flags: Mapping[int, Flags]) -> None:
        self._before: dict[int, Row] = {}
        self._after: dict[int, Row] = {}
        self._factors: dict[int, Row] = {}
        self._totals: dict[int, float] = {}
        for first, factors in _promising(words, flags):
            self._factors.update(enumerate(factors, first))
            self._weigh(first, first + len(factors), len(words))

    def _weigh(self, first: int, last: int, length: int) -> None:
        """Run forward and backward over the tokens ``first`` to ``last - 1``; those beside them are no names."""
        step, factors = steps(), self._factors
        row: Row = step[_O] if first else _ANY
        for at in range(first, last):
            factor = factors[at]
            o, b, c, i = row[0], row[1] * factor[1], row[2] * factor[2], row[3] * factor[3]
            total = self._totals[at] = o + b + c + i
            here = self._before[at] = (o / total, b / total, c / total, i / total)
            row = _times(here, step)
        ahead: Row = (step[_O][_O], step[_B][_O], step[_C][_O], step[_I][_O]) if last < length else _ANY
        norm = here[0] * ahead[0] + here[1] * ahead[1] + here[2] * ahead[2] + here[3] * ahead[3]
        ahead = (ahead[0] / norm, ahead[1] / norm, ahead[2] / norm, ahead[3] / norm)
        for at in range(last - 1, first - 1, -1):
            self._after[at] = ahead
            if at > first:
                factor, total = factors[at], self._totals[at]
                o, b = ahead[0] / total, factor[1] * ahead[1] / total
                c, i = factor[2] * ahead[2] / total, factor[3] * ahead[3] / total
                ahead = (
                    _dot(step[0], o, b, c, i),
                    _dot(step[1], o, b, c, i),
                    _dot(step[2], o, b, c, i),
                    _dot(step[3], o, b, c, i),
                )

    @property
    def promising(self) -> Iterable[int]:
        """Indices of the tokens that may be part of a name, in order."""
        return self._before.keys()

    def holds(self, first: int, last: int) -> bool:
        """Tell whether any of the tokens ``first`` to ``last - 1`` may be part of a name."""
        return any(at in self._after for at in range(first, last))

    def inside(self, at: int) -> float:
        """Return the probability that a token is part of a name."""
        return 1 - self._before[at][_O] * self._after[at][_O] if at in self._after else 0.0

    def begins(self, at: int) -> tuple[float, float]:
        """Return the probabilities that a token begins a name, as it stands and with a particle attached."""
        if at not in self._after:
            return 0.0, 0.0
        before, ahead = self._before[at], self._after[at]
        return before[_B] * ahead[_B], before[_C] * ahead[_C]

    def span(self, first: int, last: int) -> float:
        """Return the probability that the tokens ``first`` to ``last - 1`` are one whole name."""
        if any(at not in self._after for at in range(first, last)):
            return 0.0
        step, (_, begins, attached, _) = steps(), self._before[first]
        if last - first == 1:
            return begins * self._ends(last - 1, _B) + attached * self._ends(last - 1, _C)
        share = begins * step[_B][_I] + attached * step[_C][_I]
        for at in range(first + 1, last):
            share *= self._factors[at][_I] / self._totals[at] * (step[_I][_I] if at > first + 1 else 1.0)
        return share * self._ends(last - 1, _I)

    def _ends(self, at: int, label: int) -> float:
        """Return how likely what follows a token of a label is, unless it goes on with the name."""
        ahead = self._after[at][label]
        if at + 1 not in self._after:
            return ahead
        goes_on = steps()[label][_I] * self._factors[at + 1][_I] * self._after[at + 1][_I] / self._totals[at + 1]
        return max(0.0, ahead - goes_on)


def _promising(words: Sequence[str], flags: Mapping[int, Flags]) -> Iterator[tuple[int, list[Row]]]:
    """Yield where the stretches begin that may hold names, and the factors of the labels of each of their words."""
    import numpy as np  # noqa: PLC0415  a name can be looked up without it

    if not words:
        return
    added = _added(words, flags)
    best = added.max(axis=1)
    beside = np.zeros(len(best), bool)
    beside[1:] |= best[:-1] > _PROMISING
    beside[:-1] |= best[1:] > _PROMISING
    kept = np.flatnonzero(best > np.where(beside, _BESIDE, _PROMISING))
    factors = np.exp(np.minimum(added[kept], _STEEPEST)).tolist()
    breaks = np.flatnonzero(np.diff(kept) != 1) + 1
    for some in np.split(np.arange(len(kept)), breaks) if len(kept) else ():
        first, last = some[0], some[-1] + 1
        yield int(kept[first]), [(1.0, b, c, i) for b, c, i in factors[first:last]]


def _added(words: Sequence[str], flags: Mapping[int, Flags]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return the scores of each word with those of its neighbours and flags, one row a word."""
    import numpy as np  # noqa: PLC0415  the same

    of_words, of_flags = kept()
    edges = np.repeat(np.asarray(edge())[np.newaxis], 2, axis=0)
    every = np.concatenate([edges, of_words.of(words), edges])
    added = np.asarray(weights().get("bias", _NOTHING)) + sum(
        every[2 + offset : 2 + offset + len(words), number] for number, offset in enumerate(OFFSETS)
    )
    if flags:
        at = np.fromiter(flags, int)
        more = of_flags.of(list(flags.values()))
        for number, offset in enumerate(OFFSETS):
            to = at - offset
            inside = (to >= 0) & (to < len(words))
            added[to[inside]] += more[inside, number]
    return added


@lru_cache(maxsize=1)
def kept() -> tuple[Kept[str], Kept[Flags]]:
    """Return what words and flags say of themselves and of their neighbours, as far as they were met."""
    return Kept(_scores_of), Kept(_scores_of_flags)


def _times(row: Row, step: Sequence[Row]) -> Row:
    o, b, c, i = row
    first, second, third, fourth = step
    return (
        o * first[0] + b * second[0] + c * third[0] + i * fourth[0],
        o * first[1] + b * second[1] + c * third[1] + i * fourth[1],
        o * first[2] + b * second[2] + c * third[2] + i * fourth[2],
        o * first[3] + b * second[3] + c * third[3] + i * fourth[3],
    )


def _dot(row: Row, o: float, b: float, c: float, i: float) -> float:
    return row[0] * o + row[1] * b + row[2] * c + row[3] * i
