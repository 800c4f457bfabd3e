"""Names that touch neither each other nor a sign."""

from collections import defaultdict
from collections.abc import Iterator

from .canvas import Canvas, Rect, palette
from .words import Words, plain

__all__ = ["Labels"]

_CELL = 64.0
_LONGEST = 40
_SIZE = 11.5
_TALL = 8.0
_TRIED = 400
"""So many names are tried at most: what comes after the largest would not fit anyway."""

_Spot = tuple[float, float, float, float]
"""Middle, half width, half height."""


class Labels:
    """The room that is taken on a picture, and names in what is free."""

    def __init__(self, canvas: Canvas, frame: Rect, words: Words) -> None:
        self._canvas, self._frame, self._words = canvas, frame, words
        self._taken: dict[tuple[int, int], list[_Spot]] = defaultdict(list)
        self._left = _TRIED

    def take(self, x: float, y: float, half: float, tall: float) -> None:
        """Keep a rectangle free of names."""
        spot = (x, y, half, tall)
        for cell in _cells(spot):
            self._taken[cell].append(spot)

    def name(self, text: str, x: float, y: float, side: float, reach: float) -> None:
        """Write the name of what lies at a spot: below, above or beside, wherever is room."""
        if not text or not self._left:
            return
        self._left -= 1
        line = self._words.directed(plain(text, _LONGEST))
        half = self._canvas.width_of(line, _SIZE, "bold") / 2 + 3
        places = ((x, y + reach + 10), (x, y - reach - 10), (x + side + half + 2, y), (x - side - half - 2, y))
        self._put(line, places, half, "bold", palette()["ink"], _SIZE)

    def area(self, text: str, x: float, y: float, number: str) -> None:
        """Write an area's name in its middle or near it, with how many incidents are placed in all of it: no pin."""
        line = self._words.directed(f"{plain(text, _LONGEST)} ({number})")
        half = self._canvas.width_of(line, _SIZE, "bold") / 2 + 3
        places = tuple((x, y + away) for away in (0, 20, -20, 40, -40, 60, -60))
        self._put(line, places, half, "bold", palette()["accent"], _SIZE)

    def town(self, text: str, x: float, y: float) -> None:
        """Write the name of a town of the background, with its dot."""
        colours, line = palette(), self._words.directed(text)
        half = self._canvas.width_of(line, 10) / 2 + 3
        if self._is_free((x, y, 4, 4)) and self._put(
            line, ((x, y - 10), (x, y + 10)), half, "normal", colours["town"], 10
        ):
            self.take(x, y, 4, 4)
            self._canvas.stamp_dot(x, y, colours["town"])

    def _put(
        self, line: str, places: tuple[tuple[float, float], ...], half: float, weight: str, colour: str, size: float
    ) -> bool:
        for x, y in places:
            if self._is_free((x, y, half, _TALL)):
                self.take(x, y, half, _TALL)
                self._canvas.write(line, x, y, size=size, weight=weight, colour=colour, halo=palette()["land-halo"])
                return True
        return False

    def _is_free(self, spot: _Spot) -> bool:
        x, y, half, tall = spot
        left, top, right, bottom = self._frame
        if x - half < left + 2 or x + half > right - 2 or y - tall < top + 2 or y + tall > bottom - 2:
            return False
        return all(
            abs(x - a) >= half + wide or abs(y - b) >= tall + high
            for cell in _cells(spot)
            for a, b, wide, high in self._taken.get(cell, ())
        )


def _cells(spot: _Spot) -> Iterator[tuple[int, int]]:
    x, y, half, tall = spot
    for column in range(int((x - half) // _CELL), int((x + half) // _CELL) + 1):
        for row in range(int((y - tall) // _CELL), int((y + tall) // _CELL) + 1):
            yield column, row
