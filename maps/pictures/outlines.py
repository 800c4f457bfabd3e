"""The drawn signs of ``maps/static`` as matplotlib's paths."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from matplotlib.path import Path

__all__ = ["BOX", "outline"]

BOX = 24
"""Width and height of the box in which the signs are drawn, y downwards."""

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}
"""How many numbers a command of SVG's path language takes, those that the signs use."""


@cache
def outline(text: str) -> Path:
    """Return a path of SVG, its origin moved to the middle of the box.

    Raises
    ------
    ValueError
        If it has a command other than M, L, H, V, C, Z and A with one radius.
    """
    pen = _Pen()
    for command, numbers in _commands(text):
        pen.follow(command, numbers)
    return Path(np.array(pen.points) - BOX / 2, pen.codes)


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    command: str = ""
    numbers: list[float] = []
    for token in _TOKEN.findall(text):
        if token.isalpha():
            command, numbers = token, []
        else:
            numbers.append(float(token))
        if command.upper() not in _TAKES:
            msg = f"the sign {text!r} has the command {command!r}; known are {', '.join(_TAKES)}"
            raise ValueError(msg)
        if len(numbers) == _TAKES[command.upper()]:
            yield command, numbers
            command, numbers = {"M": "L", "m": "l"}.get(command, command), []


class _Pen:
    """Where the path is, and what it has drawn."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float]] = []
        self.codes: list[np.uint8] = []
        self._at = self._first = (0.0, 0.0)

    def follow(self, command: str, numbers: list[float]) -> None:
        """Draw one command; small letters count from where the path is."""
        name, base = command.upper(), self._at if command.islower() else (0.0, 0.0)
        if name == "Z":
            self._add(Path.CLOSEPOLY, self._first)
        elif name == "H":
            self._add(Path.LINETO, (base[0] + numbers[0], self._at[1]))
        elif name == "V":
            self._add(Path.LINETO, (self._at[0], base[1] + numbers[0]))
        elif name == "A":
            self._arc(numbers[0], bool(numbers[3]), bool(numbers[4]), (base[0] + numbers[5], base[1] + numbers[6]))
        else:
            code = {"M": Path.MOVETO, "L": Path.LINETO, "C": Path.CURVE4}[name]
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                self._add(code, (base[0] + x, base[1] + y))
            if name == "M":
                self._first = self._at

    def _add(self, code: np.uint8, point: tuple[float, float]) -> None:
        self.points.append(point)
        self.codes.append(code)
        self._at = point

    def _arc(self, radius: float, large: bool, sweep: bool, goal: tuple[float, float]) -> None:  # noqa: FBT001  SVG's flags
        start, end = complex(*self._at), complex(*goal)
        half = (end - start) / 2
        rise = max(0.0, radius**2 - abs(half) ** 2) ** 0.5
        centre = start + half + half / abs(half) * 1j * rise * (1 if sweep != large else -1)
        radius = max(radius, abs(half))
        first = float(np.angle(start - centre))
        turn = (float(np.angle(end - centre)) - first) % (2 * np.pi)
        arc: Any = Path.arc(0, np.degrees(turn if sweep else 2 * np.pi - turn))
        side = 1 if sweep else -1
        points = centre + radius * np.exp(1j * first) * (arc.vertices[:, 0] + side * 1j * arc.vertices[:, 1])
        for code, point in zip(arc.codes[1:], points[1:], strict=True):
            self._add(code, (float(point.real), float(point.imag)))
