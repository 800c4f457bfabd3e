"""`maps.density`: incidents counted in cells over time, on one `folium.Map`."""

import json
import zlib
from base64 import b64encode
from typing import TYPE_CHECKING, Any, Literal, get_args

import folium
import numpy as np
from branca.element import Figure, MacroElement

from geo.checks import check_frame

from .. import assets
from ..basemap import Box, basemap
from ..choices import check_choice
from ..page import LeanMap, Verbatim, on_page
from .lattice import Kind
from .tally import FIELDS, Tally, tally

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["DensityControl", "density"]

Lang = Literal["ar", "en"]
Step = Literal["day", "week", "month", "year"]

SCRIPTS = (
    *("text.js", "time.js", "words.js", "dom.js", "canvas.js", "base.js", "walk.js", "controls.js"),
    *("cells.js", "density.js"),
)
_SCALE = 100_000
"""Corners are whole hundred-thousandths of a degree: about a metre."""
_LEVANT: Box = (34.0, 30.5, 38.0, 34.5)
_FINEST = 15
"""H3's finest resolution."""


def density(
    incidents: "GeoDataFrame",
    *,
    cells: Kind = "hex",
    size_km: float = 25.0,
    resolution: int = 5,
    step: Step | None = None,
    lang: Lang = "ar",
    offline: bool = False,
    title: str | None = None,
) -> folium.Map:
    """Count incidents in cells over time and show the counts on a map; made for a million rows.

    An incident is counted in the cell of its point and in the step in which it begins. Incidents placed in a district,
    region or country, those without a place, totals, and what is only planned or supposed are in no cell: they are
    counted in a line of their own. Undated incidents show with the whole time. Killed and injured are sums of the
    ranges that the incidents state, next to how many state any.

    Parameters
    ----------
    incidents
        The incident table, EPSG:4326.
    cells
        ``"hex"`` or ``"grid"``, hexagons or squares of equal area, or ``"h3"``, H3's cells, which need the extra
        ``mawqi[h3]``.
    size_km
        From one side of a hexagon or square to the other.
    resolution
        H3's, 0 to 15, where `cells` is ``"h3"``.
    step
        Step of the slider; without it one that gives a handy number of steps.
    lang
        Language of the page.
    offline
        Make a file that asks for nothing, Leaflet inside. Needs the extra ``mawqi[offline]``. The background is drawn
        from data in the file either way.
    title
        Title of the page and of the map.

    Returns
    -------
    folium.Map
        To be saved, shown in a notebook, or extended with further layers.

    Raises
    ------
    geo.FrameError
        If `incidents` is not an incident table, or there are too many cells; the message says what to do.
    geo.MissingExtraError
        If `offline` or H3 is asked for and its extra is not installed.
    ValueError
        If an option is not what it should be.
    """
    _check(cells, size_km, resolution, step, lang)
    check_frame(incidents)
    counted = tally(incidents, cells=cells, size_km=size_km, resolution=resolution, step=step)
    words = {language: table | _own(language) for language, table in assets.strings().items()}
    box = _bounds(counted)
    control = DensityControl(counted, {"lang": lang, "title": title}, words, box)
    centre = (box[1] + box[3]) / 2, (box[0] + box[2]) / 2
    made = LeanMap(offline=offline, location=centre, zoom_start=6, tiles=None, prefer_canvas=True)
    heading, direction = title or str(words[lang]["density.title"]), str(words[lang]["dir"])
    return on_page(made, control, seed=control.data, title=heading, lang=lang, direction=direction)


def _check(cells: str, size_km: float, resolution: int, step: str | None, lang: str) -> None:
    check_choice("cells", cells, get_args(Kind))
    check_choice("step", step, (None, *get_args(Step)))
    check_choice("lang", lang, assets.LANGUAGES)
    if not 0.1 <= size_km <= 2000:  # noqa: PLR2004  stated in the message
        msg = f"No cells of {size_km!r} km: size_km is from 0.1 to 2000."
        raise ValueError(msg)
    if resolution not in range(_FINEST + 1):
        msg = f"H3 has no resolution {resolution!r}: it is a whole number from 0 to {_FINEST}."
        raise ValueError(msg)


class DensityControl(MacroElement):
    """The cells and their slider: what `density` adds to a `folium.Map`."""

    def __init__(self, counted: Tally, options: dict[str, Any], words: dict[str, Any], box: Box) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Density"
        value = {
            **options,
            **_packed(counted),
            "strings": words,
            "box": box,
            "base": basemap(box),
        }
        self.data = assets.json_script(value)
        """The page's JSON, safe inside a script element."""

    def render(self, **_kwargs: object) -> None:  # type: ignore[override]  # as branca has it
        """Put style, data and code into the page that holds the map."""
        figure = self.get_root()
        if self._parent is None or not isinstance(figure, Figure):
            msg = "Cells are shown on a map in a page: add this to a folium.Map before rendering."
            raise TypeError(msg)
        target = self._parent.get_name()
        style = f"<style>\n{assets.style()}\n{assets.read_static('density.css')}</style>"
        code = "\n".join(assets.read_static(name) for name in SCRIPTS)
        viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">'
        figure.header.add_child(Verbatim(f"{viewport}\n{style}\n<script>\n{code}\n</script>"), name="mawqi_density")
        data = f'<script type="application/json" data-mawqi-density="{target}">{self.data}</script>'
        figure.html.add_child(Verbatim(data), name=self.get_name())
        figure.script.add_child(Verbatim(f'Mawqi.density.start("{target}", {target});'), name=self.get_name())


def _packed(counted: Tally) -> dict[str, Any]:
    """Return the counts column by column and the corners, as deflated 32-bit numbers, the low byte first."""
    columns = [np.diff(counted.counts["step"], prepend=0), *(counted.counts[name] for name in FIELDS if name != "step")]
    corners = np.round(counted.corners * _SCALE)
    numbers = np.concatenate([*columns, corners.reshape(-1)]).astype("<i4")
    return {
        "fields": ["step", *(name for name in FIELDS if name != "step")],
        "rows": len(counted.counts),
        "cells": len(counted.corners),
        "corners": int(counted.corners.shape[1]),
        "scale": _SCALE,
        "days": counted.days,
        "unit": counted.unit,
        "left": counted.left_out,
        "numbers": b64encode(zlib.compress(numbers.tobytes(), 6)).decode(),
    }


def _own(lang: str) -> dict[str, Any]:
    own: dict[str, Any] = json.loads(assets.read_static(f"density.{lang}.json"))
    return own


def _bounds(counted: Tally) -> Box:
    if not counted.corners.size:
        return _LEVANT
    west, south = counted.corners.min(axis=(0, 1)).tolist()
    east, north = counted.corners.max(axis=(0, 1)).tolist()
    return max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0)
