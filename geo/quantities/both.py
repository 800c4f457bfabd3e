"""One number for the killed and the wounded together, so that neither is told: 29 قتيلا وجريحا, بين قتيل وجريح."""

from collections.abc import Callable, Iterator

from .harmwords import What
from .nouns import Noun, noun
from .persons import Group
from .tolls import Casualty

__all__ = ["KINDS", "dead_or_hurt", "number_of_both", "vague"]

KINDS: tuple[What, ...] = ("killed", "injured")


def vague(first: int, last: int) -> Iterator[Casualty]:
    """Yield the killed and the wounded of a number that does not say how many are either."""
    for what in KINDS:
        yield Casualty(what=what, low=None, high=None, vague=True, first=first, last=last)


def dead_or_hurt(text: Callable[[int], str], at: int) -> bool:
    """Tell whether قتيل وجريح stand at a token, after بين."""
    one, two = _noun(text(at)), _noun(text(at + 1))
    return one is not None and two is not None and {one.kind, two.kind} == set(KINDS)


def number_of_both(text: Callable[[int], str], group: Group) -> bool:
    """Tell whether a number of killed goes on with the wounded in the singular, without a number of their own."""
    after = _noun(text(group.last))
    counted = group.numbered and group.last - group.first > 1 and group.low != 1
    if not counted or after is None or after.prefix != "و" or after.article or after.number != "one":
        return False
    return {group.what, after.kind} == set(KINDS)


def _noun(word: str) -> Noun | None:
    return noun(word) if word else None
