"""What was worked out of words, kept as long as texts go on having them, in memory that has a bound."""

from collections.abc import Callable, Hashable
from typing import TypeVar

__all__ = ["MOST", "Remembered"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST = 32_768
"""So many of the words met last are remembered by each table, and no more than twice as many."""


class Remembered(dict[K, V]):
    """A table that works out what is asked of it and has what was asked last at hand.

    When it is full it becomes the older half of what is remembered, from which is taken what is asked again; what was
    not asked again by the time it is full the next time is forgotten. So a look-up costs no more than a dictionary's.

    Parameters
    ----------
    work_out
        Returns what to remember of a thing; never ``None``.
    most
        How many things fill it.
    """

    __slots__ = ("_most", "_older", "_work_out")

    def __init__(self, work_out: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self._work_out, self._most = work_out, most
        self._older: dict[K, V] = {}

    def __missing__(self, thing: K) -> V:
        found = self._older.get(thing)
        if found is None:
            found = self._work_out(thing)
        if len(self) >= self._most:
            self._older = dict(self)
            self.clear()
        self[thing] = found
        return found
