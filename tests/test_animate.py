"""Films of incidents over time."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from map_rows import ASHKELON, ROWS, UNDATED

import geo
import maps
from geo.frame import to_frame

pytest.importorskip("matplotlib", reason="films need the extra 'pictures'")

from PIL import Image, ImageChops, ImageStat

from maps.pictures import moving

SMALL: dict[str, Any] = {"size": (360, 320)}


def test_a_gif_has_a_frame_a_step(tmp_path: Path) -> None:
    """From the first day to the last, each for as long as the speed says; the map does not move."""
    frames = []
    with Image.open(maps.animate(to_frame(ROWS), tmp_path / "a.gif", fps=4, window="step", **SMALL)) as film:
        assert (film.n_frames, film.info["duration"], film.size) == (6, 250, (360, 320))
        for number in range(film.n_frames):
            film.seek(number)
            frames.append(film.convert("RGB"))
    assert ImageChops.difference(frames[0], frames[5]).getbbox() is not None
    corners = [frame.crop((20, 260, 60, 268)).tobytes() for frame in frames]
    assert len(set(corners)) == 1


def test_the_same_table_makes_the_same_gif(tmp_path: Path) -> None:
    """Made twice, a film is the same file."""
    first, second = (maps.animate(to_frame(ROWS), tmp_path / name, step="week", **SMALL) for name in ("a.gif", "b.gif"))
    assert first.read_bytes() == second.read_bytes()


def test_windows_reach_back() -> None:
    """A frame shows its step, all so far, or the last days."""
    asked: list[tuple[str, str]] = []

    class Heard:
        def draw(self, period: Any) -> "Heard":  # noqa: ANN401  two timestamps
            asked.append((f"{period[0]:%m-%d}", f"{period[1]:%m-%d}"))
            return self

        def pixels(self) -> None:
            return None

    periods = moving._periods(to_frame(ROWS), "day")  # noqa: SLF001  the frames without drawing
    for window in ("step", "cumulative", 3):
        asked.clear()
        list(moving._frames(Heard(), periods, window))  # type: ignore[arg-type]  # noqa: SLF001  the same
        assert asked[-1] == ({"step": "09-20", "cumulative": "09-15", 3: "09-18"}[window], "09-20")


def test_too_many_frames_are_refused(tmp_path: Path) -> None:
    """More than a thousand frames are told, with what to do."""
    rows = [ASHKELON, replace(ASHKELON, id="late", start=ASHKELON.start.replace(year=2020), end=None)]  # type: ignore[union-attr]
    with pytest.raises(geo.FrameError, match="longer step"):
        maps.animate(to_frame(rows), tmp_path / "a.gif")
    assert maps.animate(to_frame(rows), tmp_path / "a.gif", step="year", **SMALL).is_file()


def test_no_dates_are_told(tmp_path: Path) -> None:
    """Without any date there is no film."""
    with pytest.raises(geo.FrameError, match="snapshot"):
        maps.animate(to_frame([UNDATED]), tmp_path / "a.gif")


@pytest.mark.parametrize("options", [{"step": "hour"}, {"window": "all"}, {"window": 0}, {"fps": 0}], ids=str)
def test_wrong_options_are_told(tmp_path: Path, options: dict[str, Any]) -> None:
    """An option that cannot be is a ValueError."""
    with pytest.raises(ValueError, match="No "):
        maps.animate(to_frame(ROWS), tmp_path / "a.gif", **options)


def test_a_missing_ffmpeg_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An MP4 without ffmpeg is an error that says what to do; another suffix is one too."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(geo.MissingExtraError, match=r"mawqi\[film\]"):
        maps.animate(to_frame(ROWS), tmp_path / "a.mp4")
    with pytest.raises(geo.ExportError, match="suffix"):
        maps.animate(to_frame(ROWS), tmp_path / "a.avi")


def test_an_mp4_shows_what_the_gif_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra's own ffmpeg: as many frames, of even sides, in the colours of the pictures; twice the same."""
    program = pytest.importorskip("imageio_ffmpeg", reason="an MP4 needs the extra 'film'").get_ffmpeg_exe()
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    made = [
        maps.animate(to_frame(ROWS), tmp_path / name, fps=4, window="step", size=(361, 320), dpi=96)
        for name in ("a.mp4", "b.mp4", "a.gif")
    ]
    assert made[0].read_bytes() == made[1].read_bytes()
    raw = [program, "-loglevel", "error", "-i", str(made[0]), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    pixels = subprocess.run(raw, capture_output=True, check=True).stdout
    assert len(pixels) == 6 * 362 * 320 * 3
    with Image.open(made[2]) as gif:
        for number in range(6):
            gif.seek(number)
            frame = Image.frombytes("RGB", (362, 320), pixels[number * 362 * 320 * 3 :][: 362 * 320 * 3])
            off = ImageChops.difference(frame.crop((0, 0, 361, 320)), gif.convert("RGB"))
            assert max(ImageStat.Stat(off).mean) < 8


def test_an_mp4_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words of the program, and nothing is left."""
    broken = tmp_path / "ffmpeg"
    broken.write_text("#!/bin/sh\necho 'Unknown encoder' >&2\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _name: str(broken))
    with pytest.raises(geo.ExportError, match="Unknown encoder"):
        maps.animate(to_frame(ROWS), tmp_path / "a.mp4", **SMALL)
    assert [file.name for file in tmp_path.iterdir()] == ["ffmpeg"]
