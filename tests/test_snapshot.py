"""Pictures without a browser: what they say, what they hold, that they stay the same."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from map_rows import ASHKELON, HOSTILE, REGION, ROWS, TEXT, UNDATED, hostile

import geo
import maps
from geo.frame import to_frame
from geo.incident import IncidentKind, Status

pytest.importorskip("matplotlib", reason="pictures need the extra 'pictures'")

from PIL import Image

from maps import assets
from maps.cli import app
from maps.pictures.canvas import Canvas, palette
from maps.pictures.outlines import BOX, outline
from maps.pictures.scene import Look, Scene
from maps.pictures.view import EARTH_M, view_of
from maps.pictures.words import plain, words_of

SMALL: dict[str, Any] = {"size": (640, 480), "dpi": 96}


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, rows: tuple[geo.Incident, ...], **options: Any) -> str:  # noqa: ANN401  snapshot's own
    """Return all that is written on a picture, one line each."""
    lines: list[str] = []
    write = Canvas.write

    def listen(self: Canvas, text: str, *where: Any, **look: Any) -> None:  # noqa: ANN401  write's own
        lines.append(re.sub("[\u200e\u200f]", "", text))
        write(self, text, *where, **look)

    monkeypatch.setattr(Canvas, "write", listen)
    maps.snapshot(to_frame(rows), folder / "mawqi.png", **{**SMALL, **options})
    return "\n".join(lines)


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_same_table_makes_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    """Drawn twice, a picture is the same file, whatever its name."""
    first, second = (maps.snapshot(to_frame(ROWS), tmp_path / f"{name}{suffix}", **SMALL) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    assert b"2026" not in first.read_bytes()[:2000]


def test_a_png_has_the_size_asked_for(tmp_path: Path) -> None:
    """Pixels are those of `size` times dpi over 96."""
    path = maps.snapshot(to_frame(ROWS), tmp_path / "a.png", size=(640, 480), dpi=144)
    with Image.open(path) as image:
        assert image.size == (960, 720)


def test_arabic_is_joined_and_runs_from_the_right() -> None:
    """Letters of a word join: the word is narrower than its letters apart."""
    canvas, word = Canvas(400, 400, 96), "عسقلان"
    assert canvas.width_of(word, 20) < 0.9 * sum(canvas.width_of(letter, 20) for letter in word)


def test_what_is_not_drawn_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Incidents without place or date, and those of a country, are counted in a line."""
    country = replace(ASHKELON, id="country", precision="country")
    text = told(tmp_path, monkeypatch, (*ROWS, country), lang="en")
    assert "6 incidents from 2 reports" in text
    assert "Not drawn: 1 without a place, 1 in a whole country · 1 drawn without a date" in text
    assert "4 on the map" in text


def test_a_day_shows_what_happens_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a period what lasts is there on each day, and the undated are counted, not drawn."""
    text = told(tmp_path, monkeypatch, ROWS, lang="en", at=("2010-09-17", "2010-09-19"))
    assert "17 September 2010 – 19 September 2010 · 2 incidents" in text
    assert "Not drawn: 1 undated, 1 without a place" in text
    assert "Gaza Strip (1)" in text
    assert "Ashkelon" not in text.splitlines()


def test_outside_the_extent_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Incidents beyond the extent asked for are counted."""
    assert "outside this view" in told(tmp_path, monkeypatch, ROWS, lang="en", extent=(34.7, 32.0, 34.9, 32.2))


def test_no_incidents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty table makes a map that says so, in Arabic too."""
    assert words_of("ar").t("picture.empty") in told(tmp_path, monkeypatch, ())


def test_the_key_keeps_its_last_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every kind and status on a picture the key still says what circles, areas and totals are."""
    rows = [replace(ASHKELON, id=kind, kind=kind) for kind in get_args(IncidentKind)]
    rows += [replace(ASHKELON, id=status, status=status) for status in get_args(Status)]
    words = told(tmp_path, monkeypatch, (*rows, REGION), lang="en", size=(960, 640)).replace("\n", " ")
    assert "…" not in words.split()
    assert "somewhere" in words
    assert "An area" in words
    assert "A total" in words


def test_hostile_text_is_drawn_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mathematics, markup, controls and letters that no font has neither run nor fail."""
    row, _ = hostile()
    maps.snapshot(to_frame([row]), tmp_path / "a.svg", title=HOSTILE + "$\\frac{1$ \ud83d\0漢𞤀", **SMALL)
    assert "<script" not in (tmp_path / "a.svg").read_text(encoding="utf-8")
    odd = replace(ASHKELON, place_en="$x^2$ $\\bad{")
    assert "$x^2$ $\\bad{" in told(tmp_path, monkeypatch, (odd,), lang="en")


def test_long_names_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A very long name or title is cut with a mark and stays in the picture."""
    text = told(
        tmp_path, monkeypatch, (replace(ASHKELON, place_en="long name " * 200),), lang="en", title="title " * 500
    )
    assert "…" in text
    assert max(map(len, text.splitlines())) < 200


@pytest.mark.parametrize(
    "points",
    [
        [(34.5, 31.6)],
        [(179.9, -17.0), (-179.5, -16.0)],
        [(0.0, 90.0), (0.0, -90.0)],
        [(-180.0, 0.0), (0.0, 80.0), (179.9, -80.0)],
    ],
    ids=["one", "antimeridian", "poles", "world"],
)
def test_extreme_places_are_drawn(tmp_path: Path, points: list[tuple[float, float]]) -> None:
    """One point, both sides of the antimeridian, the poles and the whole world."""
    rows = [replace(ASHKELON, id=str(n), lon=lon, lat=lat) for n, (lon, lat) in enumerate(points)]
    assert maps.snapshot(to_frame(rows), tmp_path / "a.png", **SMALL).stat().st_size > 5000


def test_the_view_spans_the_antimeridian_the_short_way() -> None:
    """Places on both sides of it lie near each other."""
    view = view_of((0, 0, 400, 400), np.array([179.0, -179.0]), np.array([0.0, 0.0]), None)
    assert view.east - view.west < 10
    xs = view.spots([179.0, -179.0], [0.0, 0.0])[:, 0]
    assert 0 < xs[0] < xs[1] < 400


@given(lon=st.floats(-180, 180), lat=st.floats(-75, 75), metres=st.floats(100, 300_000), size=st.integers(200, 2000))
def test_circles_have_their_true_size(lon: float, lat: float, metres: float, size: int) -> None:
    """Every point of a circle is as far from its middle as the radius says."""
    view = view_of((0, 0, size, size), np.array([lon]), np.array([lat]), None)
    ring = view.ring(lon, lat, metres)
    assert np.isfinite(ring).all()
    x = np.radians(view.west) + ring[:, 0] / view.scale
    phi = np.arcsin(np.tanh(view.top - ring[:, 1] / view.scale))
    here = np.radians(lat)
    half = np.sin((phi - here) / 2) ** 2 + np.cos(phi) * np.cos(here) * np.sin((x - np.radians(lon)) / 2) ** 2
    assert np.allclose(2 * EARTH_M * np.arcsin(np.sqrt(half)), metres, rtol=1e-3, atol=1)


def test_areas_are_areas_and_no_pins(tmp_path: Path) -> None:
    """A region is in view with its whole circle, and no sign stands in it."""
    look = Look(words=words_of("en"), title=None, size=(640, 480), dpi=96, lines=False, extent=None)
    scene = Scene(to_frame([REGION]), look)
    assert scene._groups(scene._inside & ~scene._areas) == []  # noqa: SLF001  what it would draw as signs
    west_edge = scene._view.ring(REGION.lon, REGION.lat, REGION.uncertainty_m)[:, 0].min()  # noqa: SLF001  the same
    assert west_edge > scene._map[0]  # noqa: SLF001  the same
    scene.draw(None).save(tmp_path / "a.png", "")


def test_every_sign_of_the_page_can_be_drawn() -> None:
    """Outlines and glyphs lie in the box; colours of all families are in the style sheet."""
    signs = assets.signs()
    texts = re.findall(r'"([Mm][^"]*)"', json.dumps(signs))
    assert len(texts) > 20
    for text in texts:
        assert np.abs(outline(text).vertices).max() <= BOX * 0.6, text
    assert set(signs["families"]) | {"land", "sea", "halo", "ink", "accent"} <= set(palette())  # type: ignore[arg-type]  # JSON


def test_a_circle_of_the_signs_is_one() -> None:
    """Arcs are where SVG puts them."""
    points = outline("M12 1.2a10.8 10.8 0 1 1 0 21.6a10.8 10.8 0 1 1 0-21.6Z").vertices[:-1]
    assert points[:, 0].max() == pytest.approx(10.8, abs=0.01)
    assert points[:, 0].min() == pytest.approx(-10.8, abs=0.01)


@pytest.mark.parametrize(
    ("path", "error", "words"), [("a.jpg", geo.ExportError, "png"), ("no/a.png", geo.ExportError, "folder")]
)
def test_a_file_that_cannot_be_written(tmp_path: Path, path: str, error: type[Exception], words: str) -> None:
    """Another suffix and a missing folder are told."""
    with pytest.raises(error, match=words):
        maps.snapshot(to_frame(ROWS), tmp_path / path, **SMALL)


@pytest.mark.parametrize(
    "options",
    [
        {"size": (10, 10)},
        {"dpi": 0},
        {"dpi": float("nan")},
        {"at": "never"},
        {"at": ("2011-01-01", "2010-01-01")},
        {"extent": (0, 5, 1, 4)},
        {"lang": "fr"},
    ],
    ids=str,
)
def test_wrong_options_are_told(tmp_path: Path, options: dict[str, Any]) -> None:
    """An option that cannot be is a ValueError, and nothing is written."""
    with pytest.raises(ValueError, match=r"N[ot]|ends"):
        maps.snapshot(to_frame([UNDATED]), tmp_path / "a.png", **options)
    assert not list(tmp_path.iterdir())


def test_a_missing_matplotlib_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra."""
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(geo.MissingExtraError, match=r"mawqi\[pictures\]"):
        maps.snapshot(to_frame(ROWS), tmp_path / "a.png")


@given(st.text())
def test_plain_text_is_one_line(text: str) -> None:
    """No line breaks, no turning characters, never longer than asked for."""
    line = plain(text, 20)
    assert len(line) <= 20
    assert not re.search("[\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069\0]", line)


def test_the_command_draws_a_picture_too(tmp_path: Path) -> None:
    """``mawqi map --picture`` writes it beside the page, and another suffix is told before the work begins."""
    report, picture, page = tmp_path / "a.txt", tmp_path / "a.png", tmp_path / "a.html"
    report.write_text(TEXT, encoding="utf-8")
    command = ["map", str(report), "--published", "2010-09-15", "-o", str(page), "--picture"]
    done = CliRunner().invoke(app, [*command, str(picture)])
    assert done.exit_code == 0, done.output
    with Image.open(picture) as image:
        assert image.size == (2400, 1520)
    assert CliRunner().invoke(app, [*command, str(tmp_path / "a.jpg")]).exit_code == 2
