"""A page to draw on in pixels of 1/96 inch, x to the right and y downwards, as on the web map's canvas."""

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from geo import MissingExtraError

from .. import assets

__all__ = ["Canvas", "Rect", "palette", "require"]

Rect = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_POINTS = 0.75
"""Points of a pixel of 1/96 inch."""
_MANY = 3000
"""Shapes of one kind from which on an SVG holds them as an image."""
_FONT = "DejaVu Sans"
"""matplotlib brings it along, and it has Arabic."""
_OURS: dict[Any, Any] = {
    "svg.hashsalt": "mawqi",
    "svg.fonttype": "path",
    "font.family": [_FONT],
    "path.simplify": False,
    "text.usetex": False,
}


def require() -> None:
    """Raise what says how to install matplotlib where it is missing, or too old to shape Arabic.

    Raises
    ------
    geo.MissingExtraError
        If it is.
    """
    try:
        found = import_module("matplotlib").__version__
    except ImportError as error:
        msg = "A picture needs matplotlib 3.11 or newer: pip install 'mawqi[pictures]'."
        raise MissingExtraError(msg) from error
    if tuple(map(int, re.findall(r"\d+", found)[:2])) < (3, 11):
        msg = f"A picture needs matplotlib 3.11 or newer; this is {found}: pip install 'mawqi[pictures]'."
        raise MissingExtraError(msg)


@cache
def palette() -> dict[str, str]:
    """Return the web map's light colours by name."""
    found: dict[str, str] = {}
    for name, colour in re.findall(r"--mq-([\w-]+): (#[0-9a-f]{6});", assets.style()):
        found.setdefault(name, colour)
    return found


class Canvas:
    """A picture in the making; every colour is of the `palette` or ``#rrggbb``, with an alpha of two digits or not."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  an extra
        from matplotlib.figure import Figure  # noqa: PLC0415  the same

        self.width, self.height, self._dpi = width, height, dpi
        self._figure = Figure(figsize=(width / 96, height / 96), dpi=dpi, facecolor=palette()["surface"])
        self._agg = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, width), ylim=(height, 0))
        self._axes.set_axis_off()
        self._order = 0
        self._widths: dict[tuple[str, float, str], float] = {}
        self._clip: Any = None

    @contextmanager
    def within(self, rect: Rect) -> Iterator[None]:
        """Cut off what is drawn outside a rectangle."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415  an extra

        left, top, right, bottom = rect
        self._clip = Rectangle((left, top), right - left, bottom - top, transform=self._axes.transData)
        yield
        self._clip = None

    def area(self, rings: Sequence[Any], fill: str) -> None:
        """Fill polygons, each a list of rings: holes are where a ring goes the other way round."""
        from matplotlib.collections import PathCollection  # noqa: PLC0415  an extra
        from matplotlib.path import Path as Outline  # noqa: PLC0415  the same

        paths = [Outline.make_compound_path(*[Outline(ring, closed=True) for ring in polygon]) for polygon in rings]
        self._add(PathCollection(paths, facecolors=fill, edgecolors="none", antialiased=True))

    def lines(self, lines: Sequence[Any], colour: str, width: float, dash: Sequence[float] = ()) -> None:
        """Draw lines of points."""
        from matplotlib.collections import LineCollection  # noqa: PLC0415  an extra

        self._add(
            LineCollection(
                lines, colors=colour, linewidths=width * _POINTS, linestyles=_dashed(dash, width), capstyle="round"
            )
        )

    def shapes(
        self,
        shapes: Sequence[Any],
        *,
        fill: str = "none",
        edge: str = "none",
        width: float = 1,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw closed shapes of points, filled or not."""
        from matplotlib.collections import PolyCollection  # noqa: PLC0415  an extra

        look = _look(fill, edge, width, _dashed(dash, width))
        self._add(PolyCollection(shapes, **look), many=len(shapes) > _MANY)

    def stamp(
        self,
        path: Any,  # noqa: ANN401  matplotlib's
        spots: Any,  # noqa: ANN401  numpy's points
        *,
        size: float = 1,
        fill: str = "none",
        edge: str = "none",
        width: float = 1,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw one path at many spots (n × 2), enlarged by `size`; `width` and `dash` are of the path's own units."""
        from matplotlib.collections import PathCollection  # noqa: PLC0415  an extra
        from matplotlib.transforms import Affine2D  # noqa: PLC0415  the same

        look = _look(fill, edge, width * size, _dashed(dash, width))
        drawn = PathCollection(
            [path], offsets=spots, offset_transform=self._axes.transData, capstyle="round", joinstyle="round", **look
        )
        scale = size * self._dpi / 96
        drawn.set_transform(Affine2D().scale(scale, -scale))
        self._add(drawn, many=len(spots) > _MANY)

    def stamp_dot(self, x: float, y: float, fill: str) -> None:
        """Draw a small square dot."""
        self.shapes(
            [[(x - 2, y - 2), (x + 2, y - 2), (x + 2, y + 2), (x - 2, y + 2)]], fill=fill, edge=palette()["halo"]
        )

    def write(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = 12,
        colour: str = "",
        weight: str = "normal",
        align: str = "center",
        halo: str = "",
    ) -> None:
        """Write one line; `y` is its middle, `align` says what `x` is: ``center``, ``left`` or ``right``."""
        from matplotlib.patheffects import withStroke  # noqa: PLC0415  an extra

        effects = [withStroke(linewidth=3.2 * _POINTS, foreground=halo)] if halo else None
        drawn = self._axes.text(
            x,
            y,
            text,
            fontsize=size * _POINTS,
            color=colour or palette()["ink"],
            weight=weight,
            ha=align,
            va="center_baseline",
            family=[_FONT],
            parse_math=False,
            path_effects=effects,
            zorder=self._next(),
            clip_on=self._clip is not None,
        )
        if self._clip is not None:
            drawn.set_clip_path(self._clip)

    def width_of(self, text: str, size: float, weight: str = "normal") -> float:
        """Return how wide a line would be."""
        from matplotlib.font_manager import FontProperties  # noqa: PLC0415  an extra

        key = text, size, weight
        if key not in self._widths:
            font = FontProperties(family=[_FONT], size=size * _POINTS, weight=weight)
            with _settled():
                renderer: Any = self._agg.get_renderer()  # type: ignore[no-untyped-call]
                wide, _, _ = renderer.get_text_width_height_descent(text, font, ismath=False)
            self._widths[key] = wide * 96 / self._dpi
        return self._widths[key]

    def _next(self) -> int:
        self._order += 1
        return self._order

    def _add(self, artist: Any, *, many: bool = False) -> None:  # noqa: ANN401  any of matplotlib's
        artist.set_zorder(self._next())
        artist.set_rasterized(many)
        self._axes.add_collection(artist, autolim=False)
        if self._clip is not None:
            artist.set_clip_path(self._clip)

    def save(self, path: Path, title: str) -> None:
        """Write a PNG or an SVG, by suffix, without the time at which it was made."""
        svg = path.suffix.lower() == ".svg"
        metadata = {"Title": title} | ({"Date": None, "Creator": "mawqi"} if svg else {"Software": "mawqi"})
        with _settled():
            self._figure.savefig(path, format="svg" if svg else "png", metadata=metadata)

    def pixels(self) -> Any:  # noqa: ANN401  a Pillow image
        """Return the picture as a Pillow image."""
        image = import_module("PIL.Image")
        held = io.BytesIO()
        with _settled():
            self._figure.savefig(held, format="raw")
        wide, high = self._agg.get_width_height()
        return image.frombuffer("RGBA", (wide, high), held.getvalue(), "raw", "RGBA", 0, 1).convert("RGB")


@contextmanager
def _settled() -> Iterator[None]:
    """Hold matplotlib to our settings, whatever the user's are; letters that no font has are drawn as boxes."""
    import matplotlib as mpl  # noqa: PLC0415  an extra

    defaults: dict[Any, Any] = {name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"}
    with mpl.rc_context(defaults | _OURS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def _look(fill: str, edge: str, width: float, dashes: Any) -> dict[str, Any]:  # noqa: ANN401  matplotlib's
    """Return how a collection is filled and outlined; `width` in pixels."""
    return {"facecolors": fill, "edgecolors": edge, "linewidths": width * _POINTS, "linestyles": dashes}


def _dashed(dash: Iterable[float], width: float) -> Any:  # noqa: ANN401  as matplotlib has it
    """Return a pattern in pixels as matplotlib counts it: in widths of the line."""
    return (0, tuple(length / width for length in dash)) if dash else "solid"
