"""What is learnt for choosing among the places of a name: how much each fact counts, and how sure an answer is."""

from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from gazetteer.seeds import read_csv

__all__ = ["TABLE", "Fact", "calibrated", "learnt", "log_odds"]

TABLE = "models/resolve.csv"
_LEAST_DOUBT = 0.002
"""A probability is never taken to be nearer to 0 or 1 than this."""


@lru_cache(maxsize=1)
def learnt() -> dict[str, float]:
    """Return the weights of ``seeds/models/resolve.csv`` by fact: natural logarithms of odds."""
    return {row["fact"]: float(row["weight"]) for _, row in read_csv(TABLE)}


class Fact(NamedTuple):
    """One thing that speaks for or against a place."""

    name: str
    """A fact of ``seeds/models/resolve.csv``."""
    value: float
    """How much of it there is: 1 for what is so or not so, a share or a closeness between 0 and 1 else."""
    form: str
    """What is said of it, as of `str.format`."""
    about: tuple[object, ...] = ()
    """What the form is filled with."""

    @property
    def words(self) -> str:
        """What is said of it."""
        return self.form.format(*self.about)

    @property
    def weight(self) -> float:
        """How much it speaks for the place, or against it if negative."""
        return learnt()[self.name] * self.value


def calibrated(chosen: float, named: float) -> float:
    """Return how often an answer like this one is right, 0 to 1.

    Parameters
    ----------
    chosen
        How much likelier its place is than the name's others.
    named
        How likely the words name a place at all.
    """
    table = learnt()
    odds = table["score"] + table["score_chosen"] * log_odds(chosen) + table["score_named"] * log_odds(named)
    return 1 / (1 + exp(-odds))


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds of a probability, which is taken to be neither 0 nor 1."""
    kept = min(max(probability, _LEAST_DOUBT), 1 - _LEAST_DOUBT)
    return log(kept / (1 - kept))
