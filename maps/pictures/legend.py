"""What the signs of a picture mean, in columns."""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .canvas import Canvas, Rect, palette
from .groups import Group, Sign
from .marks import FAMILIES, badge, family_of, ring, stamp_signs
from .words import Words

__all__ = ["LINE", "Entry", "draw", "entries"]

LINE = 25.0
"""Pixels from one line to the next."""
_LEAST = 20.0
"""Lines move so close together before any is left out."""
_MARK = 26.0

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the legend: what to draw at a spot, and the words beside."""

    mark: Callable[[Canvas, Spot], object]
    text: str
    number: str = ""


def entries(signs: Counter[Sign], groups: Iterable[Group], seen: Iterable[str], words: Words) -> list[Entry]:
    """Return the lines for what is on the picture, and no others: kinds, statuses, then `seen` of the other marks."""
    kinds: Counter[str] = Counter()
    for (kind, _, _), count in signs.items():
        kinds[kind] += count
    order = sorted(kinds, key=lambda kind: (FAMILIES.index(family_of(kind)), -kinds[kind], kind))
    lines = [
        Entry(mark=_sign((kind, "reported", "event")), text=words.t(f"kind.{kind}"), number=words.number(kinds[kind]))
        for kind in order
    ]
    sample = order[0] if order else "attack"
    stated = {sign[1] for sign in signs}
    lines += [
        Entry(mark=_sign((sample, status, "event")), text=words.t(f"key.{status}"))
        for status in ("claimed", "denied", "planned", "hypothetical")
        if status in stated
    ]
    if any(sign[2] == "aggregate" for sign in signs):
        lines.append(Entry(mark=_sign((sample, "reported", "aggregate")), text=words.t("key.aggregate")))
    many = list(groups)
    if any(len(group.signs) > 3 for group in many):  # noqa: PLR2004  as `marks` draws them
        lines.append(Entry(mark=_cluster(words), text=words.t("picture.key.cluster")))
    elif any(max(group.signs.values()) > 1 for group in many):
        lines.append(
            Entry(mark=lambda canvas, at: badge(canvas, *at, words.number(2)), text=words.t("picture.key.badge"))
        )
    marks = {"circle": _circle(()), "area": _circle((2, 3)), "line": _line}
    texts = {"circle": "key.circle", "area": "key.area", "line": "picture.key.line"}
    return lines + [Entry(mark=marks[name], text=words.t(texts[name])) for name in marks if name in set(seen)]


def draw(canvas: Canvas, rect: Rect, lines: list[Entry], words: Words, columns: int) -> None:
    """Draw lines column by column, the first where the language begins: closer where they are many, cut with a mark."""
    left, top, right, bottom = rect
    tall = max(_LEAST, min(LINE, (bottom - top) / max(1, math.ceil(len(lines) / columns))))
    rows = max(1, int((bottom - top + 0.01) // tall))
    wide = (right - left) / columns
    if len(lines) > rows * columns:
        lines = [*lines[: rows * columns - 1], Entry(mark=lambda _canvas, _at: None, text="…")]
    for place, entry in enumerate(lines):
        column, row = divmod(place, rows)
        x = right - column * wide if words.rtl else left + column * wide
        _line_of(canvas, entry, (x, top + (row + 0.5) * tall), wide - 8, words)


def _line_of(canvas: Canvas, entry: Entry, at: Spot, wide: float, words: Words) -> None:
    x, y = at
    way, align = (-1, "right") if words.rtl else (1, "left")
    entry.mark(canvas, (x + way * _MARK / 2, y))
    for text, size, up in _fitted(canvas, entry.text, wide - _MARK - 34 * bool(entry.number) - 6, words):
        canvas.write(text, x + way * (_MARK + 6), y + up, size=size, align=align)
    if entry.number:
        canvas.write(
            entry.number, x + way * wide, y, size=11, align="left" if words.rtl else "right", colour=palette()["soft"]
        )


def _fitted(canvas: Canvas, text: str, wide: float, words: Words) -> list[tuple[str, float, float]]:
    """Return one line, or two smaller ones where it is too long."""
    line = words.directed(text)
    if canvas.width_of(line, 11.5) <= wide:
        return [(line, 11.5, 0)]
    parts = text.split()
    cuts = [
        (words.directed(" ".join(parts[:cut])), words.directed(" ".join(parts[cut:]))) for cut in range(1, len(parts))
    ]
    if not cuts:
        return [(line, 9.5, 0)]
    upper, lower = min(cuts, key=lambda two: max(canvas.width_of(part, 10) for part in two))
    size = min(10.0, 10.0 * wide / max(canvas.width_of(part, 10) for part in (upper, lower)))
    return [(upper, size, -6), (lower, size, 6)]


def _sign(sign: Sign) -> Callable[[Canvas, Spot], object]:
    return lambda canvas, at: stamp_signs(canvas, sign, np.array([at]), 9)


def _cluster(words: Words) -> Callable[[Canvas, Spot], object]:
    def mark(canvas: Canvas, at: Spot) -> None:
        signs = {("airstrike", "reported", "event"): 2, ("rocket_fire", "reported", "event"): 1}
        ring(canvas, Group(x=at[0], y=at[1], signs=signs, names={}), words, radius=11)

    return mark


def _circle(dash: tuple[float, ...]) -> Callable[[Canvas, Spot], object]:
    angle = np.linspace(0, 2 * np.pi, 49)[:-1]
    accent = palette()["accent"]

    def mark(canvas: Canvas, at: Spot) -> None:
        points: Any = np.column_stack([at[0] + 10 * np.cos(angle), at[1] + 10 * np.sin(angle)])
        canvas.shapes([points], fill=accent + "1a", edge=accent, width=1.2, dash=dash)

    return mark


def _line(canvas: Canvas, at: Spot) -> None:
    canvas.lines([[(at[0] - 11, at[1]), (at[0] + 11, at[1])]], palette()["ink"] + "b0", 1.4, (5, 3))
