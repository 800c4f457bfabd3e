"""Rows of numbers of words, worked out together when first met and kept: a text's are then picked at once."""

from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Kept"]

T = TypeVar("T", bound=Hashable)
_FIRST, _MOST = 1024, 32_768


class Kept(Generic[T]):
    """A table with a row for each thing met so far.

    Parameters
    ----------
    work_out
        Returns the rows of some things: one array, with the things as its first dimension.
    """

    def __init__(self, work_out: "Callable[[Sequence[T]], np.ndarray[Any, np.dtype[np.float64]]]") -> None:
        self._work_out = work_out
        self._kept: tuple[dict[T, int], Any] = ({}, None)
        self._lock = Lock()

    def of(self, things: Sequence[T]) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """Return the rows of things, in their order: one array, of the shape of a row after its first dimension."""
        rows, _ = self._kept
        try:
            numbers = [rows[thing] for thing in things]
            now, table = self._kept
        except KeyError:
            now = None
        if now is not rows:
            with self._lock:
                numbers, table = self._added(things)
        picked: np.ndarray[Any, np.dtype[np.float64]] = table[numbers]
        return picked

    def _added(self, things: Sequence[T]) -> "tuple[list[int], Any]":
        import numpy as np  # noqa: PLC0415  a name can be looked up without it

        rows, table = self._kept
        if len(rows) >= _MOST:
            rows, table = {}, None
        new = [thing for thing in dict.fromkeys(things) if thing not in rows]
        if new:
            worked_out = self._work_out(new)
            first, last = len(rows), len(rows) + len(new)
            if table is None:
                table = np.zeros((_FIRST, *worked_out.shape[1:]))
            while last > len(table):
                table = np.concatenate([table, np.zeros_like(table)])
            table[first:last] = worked_out
            self._kept = rows, table
            rows.update(zip(new, range(first, last), strict=True))
        return [rows[thing] for thing in things], table
