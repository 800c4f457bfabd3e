"""`maps.animate`: incidents over time as a GIF or MP4."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, get_args

import pandas as pd

from geo import ExportError, FrameError, MissingExtraError
from geo.checks import check_frame

from ..basemap import Box
from ..choices import check_choice
from .canvas import palette, require
from .still import check_size
from .words import Lang, words_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from .scene import Scene

__all__ = ["Step", "animate"]

Step = Literal["day", "week", "month", "year"]
Window = Literal["step", "cumulative"]
_PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
_MOST = 1000
"""Frames that a film has at most."""
_PALETTE = 128


def animate(  # noqa: PLR0913  what a film shows, and how
    incidents: "GeoDataFrame",
    path: str | Path,
    *,
    step: Step = "day",
    window: Window | int = "cumulative",
    fps: float = 2,
    lang: Lang = "ar",
    title: str | None = None,
    extent: Box | None = None,
    size: tuple[int, int] = (960, 640),
    dpi: float = 96,
) -> Path:
    """Write a film of incidents over time, one frame a step, without a browser or a network.

    Every frame is a picture of `maps.snapshot` over the same part of the earth. The undated are counted, not drawn.
    One frame is held at a time; the same table makes the same GIF.

    Parameters
    ----------
    incidents
        The incident table, EPSG:4326.
    path
        Where to write: ``.gif``, or ``.mp4``, which needs the extra ``mawqi[film]`` or the program ffmpeg on PATH.
    step
        What a frame stands for.
    window
        What a frame shows: its ``"step"`` only, all that is ``"cumulative"`` up to it, or the last so many days.
    fps
        Frames a second, above 0 and up to 30.
    lang, title, extent, size, dpi
        As `maps.snapshot` has them.

    Returns
    -------
    pathlib.Path
        `path`.

    Raises
    ------
    geo.FrameError
        If `incidents` is not an incident table, has no dates, or would make more than 1,000 frames.
    geo.ExportError
        If the suffix is none of the two, or the file cannot be written.
    geo.MissingExtraError
        If the extra ``mawqi[pictures]``, or for an MP4 ``mawqi[film]``, is not installed.
    ValueError
        If an option is not what it should be.
    """
    target = Path(path)
    writer = _writer(target)
    require()
    check_frame(incidents)
    check_size(size, dpi)
    _check(step, window, fps)
    from geo.export import replace_file  # noqa: PLC0415  geopandas is slow to load

    from .scene import Look, Scene  # noqa: PLC0415  matplotlib is an extra

    periods = _periods(incidents, step)
    look = Look(words=words_of(lang), title=title, size=size, dpi=dpi, lines=False, extent=extent)
    scene = Scene(incidents, look)
    replace_file(target, lambda draft: writer(draft, _frames(scene, periods, window), fps))
    return target


def _check(step: str, window: object, fps: float) -> None:
    check_choice("step", step, _PERIODS)
    if window not in get_args(Window) and not (isinstance(window, int) and not isinstance(window, bool) and window > 0):
        msg = f"No window {window!r}; there are 'step', 'cumulative', or a number of days from 1 on."
        raise ValueError(msg)
    if not 0 < fps <= 30:  # noqa: PLR2004  stated in the docstring
        msg = f"No speed {fps!r}: fps is above 0 and up to 30 frames a second."
        raise ValueError(msg)


def _periods(incidents: "GeoDataFrame", step: Step) -> pd.PeriodIndex:
    starts = incidents["start"].dropna()
    if starts.empty:
        msg = "No incident has a date: there is nothing to show over time. Draw a picture with maps.snapshot."
        raise FrameError(msg)
    ends = incidents["end"].dropna()
    first, last = starts.min(), max(starts.max(), ends.max() if len(ends) else starts.max())
    periods = [pd.Period(day, _PERIODS[step]) for day in (first, last)]
    number = periods[1].ordinal - periods[0].ordinal + 1
    if number > _MOST:
        msg = (
            f"{number:,} frames by the {step} are too many for a film (at most {_MOST:,}); "
            "take a longer step or fewer rows."
        )
        raise FrameError(msg)
    return pd.period_range(periods[0], periods[1])


def _frames(scene: "Scene", periods: pd.PeriodIndex, window: Window | int) -> Iterator[Any]:
    for period in periods:
        first, last = period.start_time.normalize(), period.end_time.normalize()
        if window == "cumulative":
            first = periods[0].start_time.normalize()
        elif window != "step":
            first = last - pd.Timedelta(days=int(window) - 1)
        yield scene.draw((first, last)).pixels()


def _gif(draft: Path, frames: Iterator[Any], fps: float) -> None:
    """Write a GIF frame by frame, all of them in the same colours, so that what stands still does not flicker."""
    delay = round(100 / fps) * 10
    first = next(frames)
    colours = _colours(first)
    rest = (frame.quantize(palette=colours, dither=0) for frame in frames)
    first = first.quantize(palette=colours, dither=0)
    first.save(draft, format="GIF", save_all=True, append_images=rest, duration=delay, loop=0, optimize=False)


def _colours(frame: Any) -> Any:  # noqa: ANN401  Pillow's images
    """Return an image whose colours serve all frames: those of the first, and the signs' own."""
    image = import_module("PIL.Image")
    from .marks import FAMILIES  # noqa: PLC0415  matplotlib is an extra

    signs = [colour for name, colour in palette().items() if name in {*FAMILIES, "ink", "accent", "surface"}]
    own = frame.quantize(_PALETTE, dither=0).getpalette()[: 3 * _PALETTE]
    mixed = [
        round(int(sign[at : at + 2], 16) * part + 255 * (1 - part))
        for sign in signs
        for part in (1, 0.6, 0.3)
        for at in (1, 3, 5)
    ]
    found = image.new("P", (1, 1))
    found.putpalette([*own, *mixed])
    return found


def _mp4(draft: Path, frames: Iterator[Any], fps: float) -> None:
    first = next(frames)
    wide, high = first.size
    command = [
        *(_ffmpeg(), "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"),
        *("-s", f"{wide}x{high}", "-r", f"{fps:g}", "-i", "-", "-an", "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2"),
        *("-c:v", "libx264", "-pix_fmt", "yuv420p", "-fflags", "+bitexact", "-map_metadata", "-1", "-threads", "1"),
        *("-movflags", "+faststart", str(draft)),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603  our own words
        try:
            _feed(process.stdin, chain([first], frames))
        except BaseException:
            process.kill()
            raise
        told = process.stderr.read() if process.stderr else b""
    if process.returncode:
        msg = f"ffmpeg could not write {str(draft.name)!r}: {told.decode(errors='replace').strip()}"
        raise ExportError(msg)


def _feed(pipe: IO[bytes] | None, frames: Iterable[Any]) -> None:
    """Write frames one by one; a program that has ended says itself why."""
    if pipe is None:
        return
    with suppress(BrokenPipeError), pipe:
        for frame in frames:
            pipe.write(frame.tobytes())


def _writer(target: Path) -> Any:  # noqa: ANN401  a function of draft, frames and speed
    """Return what writes a film of this suffix."""
    suffix = target.suffix.lower()
    if suffix not in {".gif", ".mp4"}:
        msg = f"cannot make the film {str(target)!r}: the suffix must be .gif or .mp4."
        raise ExportError(msg)
    if suffix == ".mp4":
        _ffmpeg()
    return _gif if suffix == ".gif" else _mp4


def _ffmpeg() -> str:
    """Return the program: the reader's own, or the one that the extra brings."""
    own = shutil.which("ffmpeg")
    if own is not None:
        return own
    try:
        return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        msg = "An MP4 needs ffmpeg: pip install 'mawqi[film]', have ffmpeg on PATH, or write a .gif."
        raise MissingExtraError(msg) from error
