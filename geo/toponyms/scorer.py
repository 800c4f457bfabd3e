"""Weigh the evidence for a candidate with learnt weights: how likely it names a place."""

from collections.abc import Iterable
from functools import lru_cache
from math import exp

from gazetteer.seeds import read_csv

__all__ = ["likelihood", "weigh", "weights"]

_STEEPEST = 30.0


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Return the weight of each piece of evidence, from ``seeds/models/places.csv``."""
    return {row["feature"]: float(row["weight"]) for _, row in read_csv("models/places.csv")}


def weigh(evidence: Iterable[str]) -> float:
    """Return the logarithm of the odds that a candidate names a place."""
    known = weights()
    return sum(known.get(feature, 0.0) for feature in evidence)


def likelihood(log_odds: float) -> float:
    """Return the probability, 0 to 1, of a logarithm of odds."""
    return 1 / (1 + exp(-max(-_STEEPEST, min(log_odds, _STEEPEST))))
