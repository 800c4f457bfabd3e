"""What is told while the work goes on: on standard error, and bars only when that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .. import plain

if TYPE_CHECKING:
    from tqdm import tqdm

__all__ = ["counting", "growing", "tell"]


def tell(what: object) -> None:
    """Print one line above the progress bar."""
    from tqdm import tqdm  # noqa: PLC0415  not needed to geocode a name

    tqdm.write(plain.one_line(str(what)), file=sys.stderr)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], object]]:
    """Lend a function that counts on a progress bar."""
    from tqdm import tqdm  # noqa: PLC0415  not needed to geocode a name

    with tqdm(desc=what, unit="", unit_scale=True, disable=None, leave=False) as bar:
        yield bar.update


@contextmanager
def growing() -> Iterator[Callable[[str, int, int | None], None]]:
    """Lend a function that is told how a file grows, one progress bar a file."""
    from tqdm import tqdm  # noqa: PLC0415  not needed to geocode a name

    bars: dict[str, tqdm[Any]] = {}

    def grown(name: str, done: int, total: int | None) -> None:
        if name not in bars:
            _close(bars)
            bars[name] = tqdm(desc=name, total=total, unit="B", unit_scale=True, disable=None, leave=False)
        bars[name].update(done - bars[name].n)

    try:
        yield grown
    finally:
        _close(bars)


def _close(bars: "dict[str, tqdm[Any]]") -> None:
    while bars:
        bars.popitem()[1].close()
