"""Weigh the evidence for a candidate with learnt weights: how likely it names a place."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import exp
from typing import Any

from gazetteer.seeds import read_csv

from ..remembered import Remembered

__all__ = ["Told", "likelihood", "weigh", "weights"]

_STEEPEST = 30.0
_MOST = 16_384
"""So many sums fill the memory of each part."""


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Return the weight of each piece of evidence, from ``seeds/models/places.csv``."""
    return {row["feature"]: float(row["weight"]) for _, row in read_csv("models/places.csv")}


def weigh(evidence: Iterable[str]) -> float:
    """Return the logarithm of the odds that a candidate names a place."""
    known = weights()
    return sum(known.get(feature, 0.0) for feature in evidence)


class Told(Remembered[tuple[Any, ...], float]):
    """What one part of the evidence weighs, by what it is told of; added up where that is first met.

    Parameters
    ----------
    tell
        Returns the evidence as names of weights.
    """

    __slots__ = ("tell",)

    def __init__(self, tell: Callable[..., Iterable[str]]) -> None:
        super().__init__(lambda about: weigh(tell(*about)), _MOST)
        self.tell = tell


def likelihood(log_odds: float) -> float:
    """Return the probability, 0 to 1, of a logarithm of odds."""
    return 1 / (1 + exp(-max(-_STEEPEST, min(log_odds, _STEEPEST))))
