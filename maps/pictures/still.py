"""`maps.snapshot`: one picture of incidents, as PNG or SVG."""

from pathlib import Path
from typing import TYPE_CHECKING

from geo import ExportError
from geo.checks import check_frame

from ..basemap import Box
from .canvas import require
from .rows import Moment, stretch
from .words import Lang, words_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["check_path", "check_size", "snapshot"]

_SUFFIXES = (".png", ".svg")
_MOST = 16_000
"""Dots that a picture is wide or high at most."""
_FINEST = 1200


def snapshot(  # noqa: PLR0913  what a picture shows, and how
    incidents: "GeoDataFrame",
    path: str | Path,
    *,
    at: Moment = None,
    lang: Lang = "ar",
    title: str | None = None,
    extent: Box | None = None,
    lines: bool = False,
    size: tuple[int, int] = (1200, 760),
    dpi: float = 192,
) -> Path:
    """Write a picture of incidents, without a browser or a network.

    The signs, colours and background are the web map's. Incidents that would lie on each other are drawn as one sign
    with a number, or a ring. What has no place, and what is placed in a whole country, is counted below the map. The
    same table makes the same bytes, with the same version of matplotlib.

    Parameters
    ----------
    incidents
        The incident table, EPSG:4326.
    path
        Where to write: ``.png`` or ``.svg``.
    at
        A day, or the first and last day, as dates or as text such as ``"2010-09-15"``: only what happens then is
        shown. Without it all is shown, the undated too.
    lang
        Language of the words.
    title
        The heading.
    extent
        West, south, east and north in degrees; west may be more than east, across the antimeridian. Without it, all
        that is shown at that time.
    lines
        Draw lines from where was launched to where it came down.
    size
        Width and height in pixels of 1/96 inch, at least 320; a wide picture has its legend beside the map.
    dpi
        Dots an inch of a PNG: at 192 it is twice as many pixels wide as `size` says.

    Returns
    -------
    pathlib.Path
        `path`.

    Raises
    ------
    geo.FrameError
        If `incidents` is not an incident table.
    geo.ExportError
        If the suffix is none of the two, or the file cannot be written.
    geo.MissingExtraError
        If the extra ``mawqi[pictures]`` is not installed.
    ValueError
        If an option is not what it should be.
    """
    target = Path(path)
    check_path(target)
    check_frame(incidents)
    check_size(size, dpi)
    period = stretch(at)
    from geo.export import replace_file  # noqa: PLC0415  geopandas is slow to load

    from .scene import Look, Scene  # noqa: PLC0415  matplotlib is an extra

    look = Look(words=words_of(lang), title=title, size=size, dpi=dpi, lines=lines, extent=extent)
    canvas = Scene(incidents, look, period).draw(period)
    replace_file(target, lambda draft: canvas.save(draft, look.heading))
    return target


def check_path(path: Path) -> None:
    """Raise what is wrong with the name of a picture.

    Raises
    ------
    geo.ExportError
        If the suffix is that of no picture.
    geo.MissingExtraError
        If the extra that draws it is not installed.
    """
    if path.suffix.lower() not in _SUFFIXES:
        msg = f"cannot draw {str(path)!r}: the suffix must be {' or '.join(_SUFFIXES)}."
        raise ExportError(msg)
    require()


def check_size(size: tuple[int, int], dpi: float) -> None:
    """Raise what is wrong with a size.

    Raises
    ------
    ValueError
        If it is smaller than words need, or larger than a picture can be.
    """
    from .scene import LEAST  # noqa: PLC0415  matplotlib is an extra

    most = int(_MOST * 96 / dpi) if 0 < dpi <= _FINEST else 0
    wide, high = size
    if not (LEAST <= wide <= most and LEAST <= high <= most):
        msg = (
            f"No picture of {size!r} at {dpi!r} dots an inch: dpi is above 0 and up to {_FINEST}, width and height are "
            f"{LEAST} pixels or more, at most {_MOST:,} dots."
        )
        raise ValueError(msg)
