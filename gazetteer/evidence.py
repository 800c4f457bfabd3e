"""How much it says for two names being one that they sound alike: learnt letter by letter, pair of scripts by pair.

``seeds/models/letters.csv`` has for two letters of a sound (see `gazetteer.skeleton`) the logarithm of how much oftener
one stands for the other in two spellings of one name than by chance; for a letter alone, of its being in one spelling
only. The evidence is the sum over the likeliest alignment: each letter that agrees speaks for the name, a rare one
more than a common one, so that a long name says more than a short one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from .scripts import Script, script_of
from .seeds import read_csv
from .skeleton import letters

__all__ = ["Weights", "evidence", "most", "pair_of", "weights_of"]

_FILE = "models/letters.csv"
_ANY = "?"
"""Stands for every letter that has no row of its own."""
_ALPHABETS: frozenset[Script] = frozenset({"latin", "cyrillic"})
"""Scripts that write vowels: what one of them says of the other, and of Arabic and Hebrew, is learnt of Latin."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What letters say in spellings of two scripts."""

    both: Mapping[str, Mapping[str, float]]
    """By letter of the first, then of the second: what the one standing for the other says."""
    first: Mapping[str, float]
    """What a letter of the first says that the second has not."""
    second: Mapping[str, float]


def pair_of(one: str, other: str) -> tuple[str, bool]:
    """Return for two names as written the pair of scripts that has weights, and whether the names are to be swapped."""
    first, second = script_of(one), script_of(other)
    if first == second:
        return "same", False
    if {first, second} <= _ALPHABETS:
        return "hebrew-latin", False
    scripts = _written_as(first), _written_as(second)
    return ("same", False) if scripts[0] == scripts[1] else ("-".join(sorted(scripts)), scripts[0] > scripts[1])


def _written_as(script: Script) -> str:
    """Return the script whose weights stand for one; that of Arabic letters for a name in several."""
    if script in _ALPHABETS:
        return "latin"
    return "hebrew" if script == "hebrew" else "arabic"


def weights_of(pair: str) -> Weights:
    """Return the weights of a pair of scripts: ``arabic-hebrew``, ``arabic-latin``, ``hebrew-latin`` or ``same``."""
    return _every()[pair]


@lru_cache(maxsize=1)
def _every() -> Mapping[str, Weights]:
    rows: dict[str, dict[tuple[str, str], float]] = {}
    for _, row in read_csv(_FILE):
        rows.setdefault(row["scripts"], {})[row["one"], row["other"]] = float(row["weight"])
    return MappingProxyType({pair: _weights(table) for pair, table in rows.items()})


def _weights(rows: Mapping[tuple[str, str], float]) -> Weights:
    alphabet = letters()
    unlike = rows[_ANY, _ANY]
    return Weights(
        both={one: {other: rows.get((one, other), unlike) for other in alphabet} for one in alphabet},
        first={one: rows.get((one, ""), rows[_ANY, ""]) for one in alphabet},
        second={other: rows.get(("", other), rows["", _ANY]) for other in alphabet},
    )


def evidence(weights: Weights, spoken: str, other: str) -> float:
    """Return what speaks for two sounds being of one name, as a natural logarithm; below zero, what speaks against."""
    alone, both = [weights.second[letter] for letter in other], weights.both
    before = [0.0]
    for weight in alone:
        before.append(before[-1] + weight)
    for letter in spoken:
        lost, swaps = weights.first[letter], both[letter]
        best = before[0] + lost
        row = [best]
        for at, heard in enumerate(other):
            best = max(before[at] + swaps[heard], before[at + 1] + lost, best + alone[at])
            row.append(best)
        before = row
    return before[-1]


def most(weights: Weights, spoken: str) -> float:
    """Return the evidence of a sound for itself: the most that another name could have, or little less."""
    return sum(weights.both[letter][letter] for letter in spoken)
