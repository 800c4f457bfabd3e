"""One count of people hurt, and whether it is a toll: a total over a time, or the update of an earlier number."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .harmwords import What

__all__ = ["Casualty", "told_as_tolls"]

_REACH = 28
"""A toll's words stand at most so many tokens before its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """One count of people hurt, at the tokens ``first`` to ``last - 1`` (verb and victims)."""

    what: What
    low: int | None
    high: int | None
    vague: bool = False
    """Some, but how many is not told: both bounds are ``None``."""
    first: int
    last: int
    subset_of: bool = False
    """A part of a number told before or after it; never to be added."""
    category: str | None = None
    """Who they were, where the noun says so: ``children``, ``civilians``, ``combatants`` …"""
    denied: bool = False
    """The report says there were none."""
    updated: bool = False
    """A toll that replaces an earlier one (ارتفعت الحصيلة إلى)."""
    total: bool = False
    """A cumulative toll (بلغ عدد القتلى)."""


def _any_in(near: range, sorted_indices: list[int]) -> bool:
    at = bisect_left(sorted_indices, near.start)
    return at < len(sorted_indices) and sorted_indices[at] < near.stop


def told_as_tolls(
    found: Sequence[Casualty], heads: list[int], total: list[int], updated: list[int]
) -> Iterator[Casualty]:
    """Yield the counts, marked as totals or updates by the words around them.

    `heads` (عدد, حصيلة), `total` (بلغ) and `updated` (ارتفع) are token indices in order; a toll needs a head.
    """
    for casualty in found:
        near = range(casualty.first - _REACH, casualty.last)
        if casualty.denied or not _any_in(near, heads):
            yield casualty
        else:
            new = _any_in(near, updated)
            yield replace(casualty, updated=new, total=not new and _any_in(near, total))
