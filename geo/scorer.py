"""Weigh the evidence for a candidate with learnt weights: how likely it names a place."""

from collections.abc import Iterable
from functools import lru_cache
from math import exp

from gazetteer.seeds import read_csv

__all__ = ["likelihood", "weights"]

_STEEPEST = 30.0


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Return the weight of each piece of evidence, from ``seeds/models/places.csv``."""
    return {row["feature"]: float(row["weight"]) for _, row in read_csv("models/places.csv")}


def likelihood(evidence: Iterable[str]) -> float:
    """Return how likely a candidate names a place, 0 to 1."""
    known = weights()
    total = sum(known.get(feature, 0.0) for feature in evidence)
    return 1 / (1 + exp(-max(-_STEEPEST, min(total, _STEEPEST))))
