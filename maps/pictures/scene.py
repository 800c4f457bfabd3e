"""A picture laid out: heading, map, legend, what is not shown, sources. One scene serves a still or many frames."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..basemap import Box
from . import background, legend, marks
from .canvas import Canvas, Rect, palette
from .groups import Group, Sign, grouped
from .labels import Labels
from .rows import AREAS, Flags, Rows, rows_of
from .view import EARTH_M, view_of
from .words import Words, plain

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["LEAST", "Look", "Scene"]

LEAST = 320
"""Pixels that a picture is wide and high at least."""
_MARGIN = 18.0
_HEAD, _FOOT = 68.0, 44.0
_SIDE = 268.0
_WIDE = 1.05
"""Width over height from which on the legend stands beside the map."""
_COLUMN = 250.0
_BELOW_LINES = 5
_NEAR = 26.0
"""Pixels within which incidents are drawn as one group."""
_CROWD = 40
"""Groups from which on they are put further apart:"""
_APART = 60.0
"""pixels, the width of the largest ring."""
_LONGEST = 160
_WIDEST_M = 500_000.0
"""Metres of an area's radius that the map makes room for."""

Period = tuple[pd.Timestamp, pd.Timestamp] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a picture is made: words, heading, size in pixels of 1/96 inch, dots an inch, what is drawn."""

    words: Words
    title: str | None
    size: tuple[int, int]
    dpi: float
    lines: bool
    extent: Box | None

    @property
    def heading(self) -> str:
        """The title, or the interface's own, as one line."""
        return plain(self.title or self.words.t("title"), _LONGEST)


class Scene:
    """A table and a look, to be drawn at one period or several, the map's extent always the same."""

    def __init__(self, incidents: "GeoDataFrame", look: Look, period: Period = None) -> None:
        self.rows: Rows = rows_of(incidents)
        self._look = look
        self._map, self._legend, self._columns = _layout(look)
        self._areas = self.rows.table["precision"].isin(AREAS).to_numpy()
        self._view = view_of(self._map, *self._corners(self.rows.placed & self.rows.at(period)), look.extent)
        spots = self._view.spots(self.rows.lon, self.rows.lat)
        left, top, right, bottom = self._map
        inside = (spots[:, 0] >= left) & (spots[:, 0] <= right) & (spots[:, 1] >= top) & (spots[:, 1] <= bottom)
        self._spots, self._inside = spots, inside & self.rows.placed
        self._names = self.rows.table["place_en" if look.words.lang == "en" else "place"]
        self._names = self._names.fillna(self.rows.table["place"])

    def draw(self, period: Period) -> Canvas:
        """Return the picture of what happens within a period; of all, the undated too, if there is none."""
        look, shown = self._look, self.rows.at(period)
        canvas = Canvas(*look.size, look.dpi)
        drawn = shown & self._inside
        labels = Labels(canvas, self._map, look.words)
        with canvas.within(self._map):
            found = background.land(canvas, self._view)
            background.furniture(canvas, self._view, look.words, labels)
            seen = self._ground(canvas, drawn)
            seen |= self._launches(canvas, drawn) if look.lines else set()
            groups = self._groups(drawn & ~self._areas)
            marks.groups(canvas, groups, look.words, labels)
            self._area_names(drawn & self._areas, labels)
            background.towns(labels, found, look.words)
        background.frame(canvas, self._view)
        if not drawn.any():
            middle = (self._map[0] + self._map[2]) / 2, (self._map[1] + self._map[3]) / 2
            canvas.write(look.words.t("picture.empty"), *middle, size=15, halo=palette()["surface"])
        signs: Counter[Sign] = Counter(self._signs(drawn))
        lines = legend.entries(signs, groups, seen, look.words)
        legend.draw(canvas, self._legend, lines, look.words, self._columns)
        self._say(canvas, period, shown, drawn)
        return canvas

    def _corners(self, flags: Flags) -> tuple[Any, Any]:
        """Return longitudes and latitudes that are to be in view: points, and the four ends of areas."""
        lon, lat = self.rows.lon[flags], self.rows.lat[flags]
        reach = self.rows.table["uncertainty_m"].to_numpy(float)[flags]
        high = np.degrees(np.where(self._areas[flags] & np.isfinite(reach), np.clip(reach, 0, _WIDEST_M), 0) / EARTH_M)
        wide = high / np.cos(np.radians(np.clip(lat, -80, 80)))
        turned = (np.concatenate([lon - wide, lon + wide]) + 180) % 360 - 180
        return np.concatenate([turned, lon, lon]), np.concatenate([lat, lat, lat - high, lat + high])

    def _groups(self, drawn: Flags) -> list[Group]:
        """Group incidents; where they would still cover the map, more of them become one."""
        table = self._table(drawn)
        found = grouped(table, _NEAR)
        return found if len(found) <= _CROWD else grouped(table, _APART)

    def _table(self, drawn: Flags) -> pd.DataFrame:
        part = self.rows.table.loc[drawn, ["kind", "status", "scope"]].astype(str)
        spots = np.round(self._spots[drawn], 1)
        return part.assign(x=spots[:, 0], y=spots[:, 1], name=self._names[drawn])

    def _signs(self, drawn: Flags) -> dict[Sign, int]:
        counts = self.rows.table.loc[drawn, ["kind", "status", "scope"]].astype(str).value_counts()
        return {
            (str(kind), str(status), str(scope)): int(count)
            for (kind, status, scope), count in zip(counts.index.tolist(), counts.tolist(), strict=True)
        }

    def _ground(self, canvas: Canvas, drawn: Flags) -> set[str]:
        """Draw circles of uncertainty, and areas as areas."""
        accent, seen = palette()["accent"], set()
        for name, flags in (("circle", drawn & ~self._areas), ("area", drawn & self._areas)):
            rings = self._rings(flags)
            if not rings:
                continue
            seen.add(name)
            if name == "area":
                canvas.shapes(rings, fill=accent + "1c", edge=accent + "b0", width=1.4, dash=(2, 4))
            else:
                canvas.shapes(rings, fill=accent + "12", edge=accent + "80", width=0.9)
        return seen

    def _rings(self, flags: Flags) -> list[Any]:
        reach = self.rows.table["uncertainty_m"].to_numpy(float)
        flags = flags & np.isfinite(reach) & (reach > 0)
        every = np.column_stack([self.rows.lon[flags], self.rows.lat[flags], reach[flags]])
        largest = np.unique(every.round(4), axis=0)[::-1]
        return [self._view.ring(*row) for row in largest if row[2] / self._view.metres(row[1]) > marks.SIGN]

    def _launches(self, canvas: Canvas, drawn: Flags) -> set[str]:
        table = self.rows.table
        flags = drawn & table["origin_lon"].notna().to_numpy() & table["origin_lat"].notna().to_numpy()
        if not flags.any():
            return set()
        starts = self._view.spots(table.loc[flags, "origin_lon"], table.loc[flags, "origin_lat"])
        lines = np.unique(np.column_stack([starts, self._spots[flags]]).round(1), axis=0)
        marks.launch(canvas, lines[:, :2], lines[:, 2:], [marks.SIGN + 4] * len(lines))
        return {"line"}

    def _area_names(self, drawn: Flags, labels: Labels) -> None:
        names = self._names[drawn].fillna("")
        counts = Counter(zip(self.rows.lon[drawn].tolist(), self.rows.lat[drawn].tolist(), names.tolist(), strict=True))
        for (lon, lat, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            x, y = self._view.spots(lon, lat)[0]
            labels.area(str(name), x, y, self._look.words.number(count))

    def _say(self, canvas: Canvas, period: Period, shown: Flags, drawn: Flags) -> None:
        """Write the heading, the counts and dates, what is not drawn, and the sources."""
        words, (wide, high) = self._look.words, self._look.size
        x, align = (wide - _MARGIN, "right") if words.rtl else (_MARGIN, "left")
        lines = [
            (self._look.heading, 27, 20.0, "bold", palette()["ink"]),
            (self._counted(period, shown, drawn), 52, 12.5, "normal", palette()["ink"]),
            (self._missing(period, shown, drawn), high - 31, 11.0, "normal", palette()["ink"]),
            (words.t("picture.source"), high - 14, 9.5, "normal", palette()["soft"]),
        ]
        for text, y, size, weight, colour in lines:
            fits = _shrunk(canvas, words.directed(text), size, weight, wide - 2 * _MARGIN)
            canvas.write(fits[0], x, y, size=fits[1], weight=weight, colour=colour, align=align)

    def _counted(self, period: Period, shown: Flags, drawn: Flags) -> str:
        words = self._look.words
        days = (period[0].date(), period[1].date()) if period else self.rows.days(shown)
        told = [words.span(*days) if days else words.t("dates.none"), words.count("note.incidents", int(shown.sum()))]
        if shown.any():
            told[1] += " " + words.count("note.reports", self.rows.reports(shown))
            totals = int((self.rows.table["scope"][shown] == "aggregate").sum())
            told += [words.count("note.aggregates", totals)] if totals else []
            told.append(words.count("picture.drawn", int(drawn.sum())))
        return " · ".join(told)

    def _missing(self, period: Period, shown: Flags, drawn: Flags) -> str:
        words, rows = self._look.words, self.rows
        off = {
            "undated": int((~rows.dated).sum()) if period else 0,
            "unplaced": int((shown & ~rows.placed & ~rows.country).sum()),
            "country": int((shown & rows.country).sum()),
            "outside": int((shown & rows.placed & ~drawn).sum()),
        }
        told = [words.count(f"picture.off.{name}", number) for name, number in off.items() if number]
        undated = int((drawn & ~rows.dated).sum())
        parts = [words.t("picture.unlisted", what=words.t("join").join(told))] if told else []
        return " · ".join([*parts, words.count("picture.undated", undated)] if undated else parts)


def _layout(look: Look) -> tuple[Rect, Rect, int]:
    """Return where map and legend stand, and the legend's columns."""
    wide, high = look.size
    top, bottom = _HEAD, high - _FOOT
    if wide / high < _WIDE or wide < 2.4 * _SIDE:
        columns = max(1, int((wide - 2 * _MARGIN) // _COLUMN))
        edge = bottom - legend.LINE * _BELOW_LINES - 8
        return (_MARGIN, top, wide - _MARGIN, edge), (_MARGIN, edge + 8, wide - _MARGIN, bottom), columns
    if look.words.rtl:
        return (_MARGIN + _SIDE, top, wide - _MARGIN, bottom), (_MARGIN, top, _SIDE, bottom), 1
    return (_MARGIN, top, wide - _MARGIN - _SIDE, bottom), (wide - _SIDE, top, wide - _MARGIN, bottom), 1


def _shrunk(canvas: Canvas, text: str, size: float, weight: str, wide: float) -> tuple[str, float]:
    """Return text that fits: smaller down to two thirds, then cut."""
    smaller = max(size * 2 / 3, min(size, 0.98 * size * wide / max(1.0, canvas.width_of(text, size, weight))))
    while canvas.width_of(text, smaller, weight) > wide and len(text) > 2:  # noqa: PLR2004  a letter and its mark
        text = f"{text[: int(len(text) * 0.95) - 1].rstrip()}…"
    return text, smaller
