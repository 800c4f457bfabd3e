"""How far an answer is to be trusted: the odds that the place meant bears a name that sounds so.

``seeds/models/trust.toml`` has the weights, which ``training/names.py`` learns. Each place that sounds alike weighs
against the others and against none of them being meant, which has odds of 1: what is left over is the probability
that the gazetteer has no such name.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from .fuzzy import Heard
from .place import MatchHow
from .seeds import read_toml

__all__ = ["facts", "log_odds", "raw_trust", "spelt", "trusted", "weights"]

_FILE = "models/trust.toml"
_LEAST_SHARE = 0.25
"""What is left of the trust in a place that others of its name all but rule out."""
_ALIKE = 0.5
"""Sounds are alike that lack no more evidence than this."""


def facts(heard: Heard, *, prominence: float, places: int, there: bool, arabic: Heard | bool) -> dict[str, float]:
    """Return what counts for or against a name that sounds alike, by name of its weight.

    Parameters
    ----------
    heard
        The name.
    prominence
        How well known its place is, 0 to 1.
    places
        Among how many places it was looked for: among many, something sounds like any word.
    there
        Whether it was looked for in some part of the world.
    arabic
        Whether its place has an Arabic name, which would be the one asked for; that name where it sounds alike.
    """
    pair, many = heard.pair, math.log10(max(places, 1))
    own = arabic if heard.foreign and not isinstance(arabic, bool) else None
    return {
        pair: 1.0,
        f"{pair} anywhere": float(not there),
        f"{pair} evidence": heard.evidence,
        f"{pair} lacking": heard.lacking,
        f"{pair} root of lacking": math.sqrt(max(heard.lacking, 0.0)),
        f"{pair} alike": float(heard.unlike < _ALIKE),
        "longer": heard.longer,
        "other consonants": float(not heard.same_bones),
        "slip": float(heard.slip),
        "adjective": float(heard.adjective),
        "adjective anywhere": float(heard.adjective and not there),
        "arabic": float(heard.foreign and arabic is True),
        "arabic alike": float(own is not None),
        "arabic lacking": math.sqrt(max(own.unlike, 0.0)) if own else 0.0,
        f"{pair} other end": float(heard.other_end),
        f"{pair} other letters": float(heard.other_letters),
        "prominence": prominence,
        "prominence anywhere": 0.0 if there else prominence,
        "places": many,
        "places by evidence": many * heard.evidence,
    }


def spelt(prominence: float, places: int, *, other_article: bool) -> dict[str, float]:
    """Return what counts for a place that bears nearly the name asked for, next to others that sound alike."""
    return {
        "spelt": 1.0,
        "spelt prominence": prominence,
        "spelt places": math.log10(max(places, 1)),
        "spelt other article": float(other_article),
    }


def log_odds(told: dict[str, float]) -> float:
    """Return the logarithm of the odds, against no place being meant."""
    table = weights()["heard"]
    return math.fsum(table.get(fact, 0.0) * value for fact, value in told.items())


def trusted(how: MatchHow, quality: float, share: float) -> float:
    """Return how likely a place is meant that bears the name as spelt, or nearly so.

    Parameters
    ----------
    how
        By which step the name was found.
    quality
        How well the name fits, 0 to 1.
    share
        What the place has of the weight of all that bear the name, 0 to 1.
    """
    return _between(weights()["spelt"][how], raw_trust(quality, share))


def raw_trust(quality: float, share: float) -> float:
    """Return the same before calibration: the quality, less what speaks for others of the name."""
    return quality * (_LEAST_SHARE + (1 - _LEAST_SHARE) * share)


def _between(knots: Sequence[Sequence[float]], raw: float) -> float:
    """Return the value at a point of the line through knots, which never falls."""
    before = (0.0, 0.0)
    for x, y in knots:
        if raw <= x:
            return before[1] + (y - before[1]) * (raw - before[0]) / (x - before[0])
        before = (x, y)
    return before[1]


@lru_cache(maxsize=1)
def weights() -> dict[str, Any]:
    """Return all that is learnt."""
    return read_toml(_FILE)
