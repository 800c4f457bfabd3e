"""Tell of the words of a text how likely they begin or continue a name of a place: a linear-chain CRF.

Sequences are weighed only around words that may be part of a name, all of a text's at once, a word of each at a time.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, floor, log
from typing import TYPE_CHECKING, Any

from .emissions import NOTHING, added, weights
from .marks import Flags

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]
    Indices = np.ndarray[Any, np.dtype[np.intp]]

__all__ = ["LABELS", "WORTH", "Tags", "rank", "steps", "weights"]

LABELS = ("O", "B", "C", "I")
"""No part of a name; its first word; its first word with a particle attached; a further word."""
_O, _B, _C, _I = range(4)
_STEEPEST = 30.0
_PROMISING = -3.0
"""Where nothing speaks more for a name than this, a word is taken for none."""
_BESIDE = -7.0
"""And this beside a promising word."""

_LEAST, _HIGHEST = 0.0025, 6
"""Probabilities below and above are told apart no further, nor log odds."""
WORTH = 0.1
"""Probability from which a stretch is worth following up."""

Row = tuple[float, float, float, float]
"""A number for each label."""


@lru_cache(maxsize=1)
def steps() -> tuple[Row, ...]:
    """Return, for each label, what speaks for each label after it, as factors."""
    known = weights()
    rows = [(known.get(f">{label}O", NOTHING)[0], *known.get(f">{label}", NOTHING)) for label in LABELS]
    return tuple((exp(o), exp(b), exp(c), exp(i)) for o, b, c, i in rows)


class Tags:
    """How likely the stretches of a text are names of places."""

    __slots__ = (
        "_attached",
        "_begin_longer",
        "_begins",
        "_end",
        "_go_on",
        "_inside",
        "_numbers",
        "_one",
        "_rank_begins",
        "_rank_inside",
        "_rank_one",
        "openings",
        "promising",
    )

    promising: Sequence[int]
    """Indices of the tokens that may be part of a name, in order."""
    openings: Sequence[int]
    """Those of them that begin one with a probability worth following up."""

    def __init__(self, words: Sequence[str], flags: Mapping[int, Flags]) -> None:
        import numpy as np  # noqa: PLC0415  a name can be looked up without it

        kept, factors = _promising(words, flags)
        self.promising = kept.tolist()
        numbers = np.full(len(words) + 1, len(kept))
        numbers[kept] = np.arange(len(kept))
        self._numbers: list[int] = numbers.tolist()
        step = np.asarray(steps())
        before, after, go_on = _weighed(kept, factors, step, len(words))
        share = before * after
        ends = np.maximum(0.0, after - np.outer(_shifted(kept, go_on * after[:, _I]), step[:, _I]))
        told = np.zeros((7, len(kept) + 1))
        told[0, :-1] = 1 - share[:, _O]
        told[1, :-1] = share[:, _B] + share[:, _C]
        told[2, :-1] = before[:, _B] * ends[:, _B] + before[:, _C] * ends[:, _C]
        told[3, :-1] = share[:, _C] > share[:, _B]
        told[4, :-1] = before[:, _B] * step[_B, _I] + before[:, _C] * step[_C, _I]
        told[5, :-1], told[6, :-1] = go_on, ends[:, _I]
        self._inside, self._begins, self._one, self._attached, self._begin_longer, self._go_on, self._end = (
            told.tolist()
        )
        self.openings = kept[told[1, :-1] >= WORTH].tolist()
        self._rank_inside, self._rank_begins, self._rank_one = _ranks(told[:3])

    def holds(self, first: int, last: int) -> bool:
        """Tell whether any of the tokens ``first`` to ``last - 1`` may be part of a name."""
        return min(self._numbers[first:last]) < len(self.promising)

    def inside(self, at: int) -> float:
        """Return the probability that a token is part of a name."""
        return self._inside[self._numbers[at]]

    def begins(self, at: int) -> float:
        """Return the probability that a token begins a name, as it stands or with a particle attached."""
        return self._begins[self._numbers[at]]

    def is_attached(self, at: int) -> bool:
        """Tell whether a token begins a name rather with a particle attached than as it stands."""
        return bool(self._attached[self._numbers[at]])

    def rank_inside(self, at: int) -> int:
        """Return the `rank` of the probability that a token is part of a name."""
        return self._rank_inside[self._numbers[at]]

    def rank_begins(self, at: int) -> int:
        """Return the `rank` of the probability that a token begins a name, with a particle attached or without."""
        return self._rank_begins[self._numbers[at]]

    def rank_one(self, at: int) -> int:
        """Return the `rank` of the probability that a token is one whole name."""
        return self._rank_one[self._numbers[at]]

    def span(self, first: int, last: int) -> float:
        """Return the probability that the tokens ``first`` to ``last - 1`` are one whole name."""
        numbers = self._numbers
        if last - first == 1:
            return self._one[numbers[first]]
        share = self._begin_longer[numbers[first]] * self._go_on[numbers[first + 1]]
        for at in range(first + 2, last):
            share *= self._go_on[numbers[at]] * steps()[_I][_I]
        return share * self._end[numbers[last - 1]]


def rank(probability: float) -> int:
    """Return the whole part of a probability's log odds, no more than six either way."""
    if probability <= _LEAST:
        return -_HIGHEST
    return floor(max(-_HIGHEST, min(log(probability / max(_LEAST, 1 - probability)), _HIGHEST)))


def _ranks(probabilities: "Numbers") -> list[list[int]]:
    """Return the `rank` of each probability of some rows."""
    import numpy as np  # noqa: PLC0415  the same

    odds = np.log(np.maximum(probabilities, _LEAST) / np.maximum(_LEAST, 1 - probabilities))
    odds[probabilities <= _LEAST] = -_HIGHEST
    ranks: list[list[int]] = np.floor(np.minimum(np.maximum(odds, -_HIGHEST), _HIGHEST)).astype(int).tolist()
    return ranks


def _promising(words: Sequence[str], flags: Mapping[int, Flags]) -> "tuple[Indices, Numbers]":
    """Return the indices of the words that may be part of a name, and the factors of the labels of each."""
    import numpy as np  # noqa: PLC0415  the same

    if not words:
        return np.empty(0, int), np.empty((0, len(LABELS)))
    scores = added(words, flags)
    best = scores.max(axis=1)
    beside = np.zeros(len(best), bool)
    beside[1:] |= best[:-1] > _PROMISING
    beside[:-1] |= best[1:] > _PROMISING
    kept = np.flatnonzero(best > np.where(beside, _BESIDE, _PROMISING))
    factors = np.ones((len(kept), len(LABELS)))
    np.exp(np.minimum(scores[kept], _STEEPEST), out=factors[:, 1:])
    return kept, factors


def _weighed(kept: "Indices", factors: "Numbers", step: "Numbers", length: int) -> "tuple[Numbers, Numbers, Numbers]":
    """Run forward and backward over the stretches of tokens in a row; those beside them are no names.

    Returns
    -------
    before, after
        For each token and label, shares whose product is the probability of the label.
    go_on
        For each token, the factor with which it goes on with a name.
    """
    import numpy as np  # noqa: PLC0415  the same

    starts = np.flatnonzero(np.diff(kept, prepend=-2) != 1)
    lengths = np.diff(starts, append=len(kept))
    ranked = np.argsort(-lengths, kind="stable")
    """The stretches, longest first: at each step those that are so long stand in a row."""
    order, counts = _by_step(starts[ranked], lengths[ranked])
    bounds = np.cumsum(counts) - counts
    factors, tokens = factors[order], kept[order]
    row = np.where(tokens[: len(starts), np.newaxis] > 0, step[_O], 1.0)
    before, totals = np.empty_like(factors), np.empty((len(kept), 1))
    slices = [slice(first, first + count) for first, count in zip(bounds.tolist(), counts.tolist(), strict=True)]
    for some in slices:
        here = np.multiply(row[: some.stop - some.start], factors[some], out=before[some])
        here /= np.sum(here, axis=1, keepdims=True, out=totals[some])
        row = here @ step
    last = bounds[lengths[ranked] - 1] + np.arange(len(starts))
    ahead = np.where(tokens[last, np.newaxis] + 1 < length, step[:, _O], 1.0)
    ahead /= np.sum(before[last] * ahead, axis=1, keepdims=True)
    after, scaled = np.empty_like(factors), factors / totals
    for some in reversed(slices):
        after[some] = here = ahead[: some.stop - some.start]
        ahead[: some.stop - some.start] = (scaled[some] * here) @ step.T
    back = np.argsort(order)
    return before[back], after[back], scaled[back, _I]


def _by_step(starts: "Indices", lengths: "Indices") -> "tuple[Indices, Indices]":
    """Return the tokens of stretches, longest first: all first tokens, then all second ones; and how many of each."""
    import numpy as np  # noqa: PLC0415  the same

    steps_in = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    order = np.argsort(steps_in, kind="stable")
    return (np.repeat(starts, lengths) + steps_in)[order], np.bincount(steps_in)


def _shifted(kept: "Indices", values: "Numbers") -> "Numbers":
    """Return for each token the value of the one right after it, 0 where there is none."""
    import numpy as np  # noqa: PLC0415  the same

    following = np.zeros_like(values)
    following[:-1] = np.where(np.diff(kept) == 1, values[1:], 0.0)
    return following
