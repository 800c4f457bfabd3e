"""The land, borders and towns behind a picture, and its scale and north."""

from typing import Any

import numpy as np

from ..basemap import basemap
from .canvas import Canvas, palette
from .labels import Labels
from .view import View
from .words import Words

__all__ = ["frame", "furniture", "land", "towns"]

_TURN = 360.0
_STEPS = (1, 2, 5)


def land(canvas: Canvas, view: View) -> list[tuple[float, float, str, str]]:
    """Draw sea, land and borders, and return the towns in view: x, y, Arabic and English name."""
    colours, found = palette(), []
    left, top, right, bottom = view.rect
    canvas.shapes([[(left, top), (right, top), (right, bottom), (left, bottom)]], fill=colours["sea"])
    south, north = view.south_north
    for turn in (-_TURN, 0.0, _TURN):
        west, east = max(-180.0, view.west - turn), min(180.0, view.east - turn)
        if west >= east:
            continue
        base = basemap((west, south, east, north))
        polygons = [[_points(view, ring, base["scale"], turn) for ring in rings] for rings in base["land"]]
        canvas.area(polygons, colours["land"])
        canvas.lines([_points(view, line, base["scale"], turn) for line in base["shores"]], colours["shore"], 1)
        canvas.lines(
            [_points(view, line, base["scale"], turn) for line in base["borders"]], colours["border"], 1, (5, 3)
        )
        for lon, lat, arabic, english in base["towns"]:
            (x, y) = view.drawn(lon + turn, lat)[0]
            if left < x < right and top < y < bottom:
                found.append((float(x), float(y), arabic, english))
    return found


def _points(view: View, deltas: list[int], scale: int, turn: float) -> Any:  # noqa: ANN401  numpy's points
    degrees = np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / scale
    return view.drawn(degrees[:, 0] + turn, degrees[:, 1])


def towns(labels: Labels, found: list[tuple[float, float, str, str]], words: Words) -> None:
    """Name towns where there is room."""
    for x, y, arabic, english in found:
        labels.town(english if words.lang == "en" else arabic, x, y)


def furniture(canvas: Canvas, view: View, words: Words, labels: Labels) -> None:
    """Draw a scale bar of round length, and where north is."""
    colours = palette()
    left, top, right, bottom = view.rect
    south, north = view.south_north
    metre = view.metres((south + north) / 2)
    length = _round(metre * 120)
    wide = length / metre
    x, y = (right - 16 - wide, bottom - 16) if words.rtl else (left + 16, bottom - 16)
    box = [(x - 8, y - 24), (x + wide + 8, y - 24), (x + wide + 8, y + 8), (x - 8, y + 8)]
    canvas.shapes([box], fill=colours["surface"] + "d0")
    canvas.lines([[(x, y - 5), (x, y), (x + wide, y), (x + wide, y - 5)]], colours["ink"], 1.5)
    canvas.write(words.directed(words.distance(length)), x + wide / 2, y - 12, size=10.5)
    labels.take(x + wide / 2, y - 8, wide / 2 + 8, 16)
    at = left + 20 if words.rtl else right - 20
    canvas.shapes([[(at, top + 12), (at + 6, top + 28), (at, top + 24), (at - 6, top + 28)]], fill=colours["ink"])
    canvas.write(words.t("north"), at, top + 37, size=11, weight="bold", halo=colours["land-halo"])
    labels.take(at, top + 26, 10, 20)


def frame(canvas: Canvas, view: View) -> None:
    """Draw the map's edge."""
    left, top, right, bottom = view.rect
    canvas.shapes([[(left, top), (right, top), (right, bottom), (left, bottom)]], edge=palette()["edge"], width=1)


def _round(metres: float) -> float:
    """Return the largest 1, 2 or 5 with noughts that is not more."""
    power = 10 ** np.floor(np.log10(metres))
    return float(max(step * power for step in _STEPS if step * power <= metres))
