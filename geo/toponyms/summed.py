"""Rows of numbers of words, each worked out when a word is first met and kept: a text's are then picked at once."""

from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Kept"]

T = TypeVar("T", bound=Hashable)
_FIRST, _MOST = 1024, 131_072


class Kept(Generic[T]):
    """A table with a row for each thing met so far."""

    def __init__(self, work_out: Callable[[T], Sequence[Sequence[float]]]) -> None:
        self._work_out = work_out
        self._rows: dict[T, int] = {}
        self._table: Any = None
        self._lock = Lock()

    def of(self, things: Sequence[T]) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """Return the rows of things, in their order: one array, of the shape of a row after its first dimension."""
        rows = self._rows
        try:
            numbers = [rows[thing] for thing in things]
        except KeyError:
            with self._lock:
                numbers = self._added(things)
        picked: np.ndarray[Any, np.dtype[np.float64]] = self._table[numbers]
        return picked

    def _added(self, things: Sequence[T]) -> list[int]:
        import numpy as np  # noqa: PLC0415  a name can be looked up without it

        if len(self._rows) >= _MOST:
            self._rows, self._table = {}, None
        for thing in dict.fromkeys(things):
            if thing in self._rows:
                continue
            row = np.asarray(self._work_out(thing))
            number = len(self._rows)
            if self._table is None:
                self._table = np.zeros((_FIRST, *row.shape))
            elif number >= len(self._table):
                self._table = np.concatenate([self._table, np.zeros_like(self._table)])
            self._table[number] = row
            self._rows[thing] = number
        return [self._rows[thing] for thing in things]
