"""Incidents counted in cells: every one once, nothing made up, text stays text."""

import base64
import json
import re
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from map_browser import PATIENCE_MS, ask, expect, shows
from map_rows import ASHKELON, CLAIMED, HOSTILE, REGION, ROWS, UNDATED, UNPLACED, hostile

import geo
import maps
from geo.frame import to_frame
from maps.cells.lattice import Kind, cells_of
from maps.cells.tally import tally

PLACES = st.lists(st.tuples(st.floats(-179, 179), st.floats(-80, 80)), min_size=1, max_size=30)


def counted(*rows: geo.Incident, **options: Any) -> Any:  # noqa: ANN401  tally's own
    """Return the tally of rows."""
    return tally(to_frame(rows), **{"cells": "hex", "size_km": 25, "resolution": 5, "step": None, **options})


@pytest.mark.parametrize("kind", ["hex", "grid"])
@given(places=PLACES, size=st.floats(5, 500))
def test_a_place_lies_in_its_cell(kind: Kind, places: list[tuple[float, float]], size: float) -> None:
    """Every place lies in the cell that it is counted in, up to rounding."""
    lon, lat = np.array(places).T
    found = cells_of(kind, lon, lat, size_km=size, resolution=0)
    for east, north, code in zip(lon, lat, found.codes, strict=True):
        corners = np.column_stack([found.corners[code][:, 0], np.sin(np.radians(found.corners[code][:, 1]))])
        assert shapely.Polygon(corners).distance(shapely.Point(east, np.sin(np.radians(north)))) < 1e-6


@pytest.mark.parametrize("kind", ["hex", "grid"])
def test_cells_have_the_same_area(kind: Kind) -> None:
    """Cells in the south are as large as cells in the north."""
    found = cells_of(kind, np.array([34.0, 34.0, 50.0]), np.array([10.0, 31.0, 60.0]), size_km=50, resolution=0)
    cells = gpd.GeoSeries([shapely.Polygon(ring) for ring in found.corners], crs="+proj=longlat +R=6371008.8").to_crs(
        "+proj=cea +R=6371008.8"
    )
    assert cells.area.max() / cells.area.min() == pytest.approx(1, rel=1e-3)
    assert cells.area.mean() == pytest.approx(50e3**2 * (3**0.5 / 2 if kind == "hex" else 1), rel=0.01)


def test_h3_cells_are_those_of_h3() -> None:
    """Across the antimeridian too, in one piece."""
    h3 = pytest.importorskip("h3", reason="cells of H3 need the extra 'h3'")
    found = cells_of("h3", np.array([34.5, 34.5, 179.99]), np.array([31.6, 31.6, -17.0]), size_km=1, resolution=5)
    assert found.codes[0] == found.codes[1] != found.codes[2]
    assert np.ptp(found.corners[..., 0], axis=1).max() < 2
    boundary = np.array(h3.cell_to_boundary(h3.latlng_to_cell(31.6, 34.5, 5)))[:, ::-1]
    assert np.allclose(found.corners[found.codes[0]][: len(boundary)], boundary)


def test_every_incident_is_counted_once() -> None:
    """In a cell, or under one reason why it is in none."""
    planned = replace(CLAIMED, id="planned", status="planned")
    country = replace(ASHKELON, id="country", precision="country")
    district = replace(ASHKELON, id="district", precision="district")
    rows = (*ROWS, planned, country, district)
    found = counted(*rows)
    left = {name: n for name, n in found.left_out.items() if name != "undated"}
    assert left == {"totals": 1, "not_happened": 1, "country": 1, "unplaced": 1, "areas": 1}
    assert found.left_out["undated"] == 1
    assert found.counts["n"].sum() + sum(left.values()) == len(rows)


def test_ranges_are_summed_as_stated() -> None:
    """Silence adds nothing, and an open range keeps the sum open."""
    rows = [
        replace(ASHKELON, id=str(n), killed_min=low, killed_max=high)
        for n, (low, high) in enumerate([(3, 5), (20, None), (None, None), (0, 0), (None, 4)])
    ]
    (one,) = counted(*rows).counts.to_dict("records")
    assert {name: one[name] for name in ("n", "killed_told", "killed_min", "killed_max", "killed_open")} == {
        "n": 5, "killed_told": 4, "killed_min": 23, "killed_max": 29, "killed_open": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("step", "steps"), [("day", 6), ("week", 2), ("month", 1), ("year", 1)])
def test_steps_cover_all_days(step: str, steps: int) -> None:
    """From the first day to the last, each incident in the step in which it begins; step 0 is the undated."""
    found = counted(ASHKELON, UNDATED, CLAIMED, step=step)
    assert len(found.days) == steps + 1
    assert found.counts["step"].min() == 0
    assert found.counts["step"].max() == steps


def test_too_much_is_refused() -> None:
    """Steps beyond what a slider holds are told, with what to do."""
    late = replace(ASHKELON, id="late", start=ASHKELON.start.replace(year=2150), end=None)  # type: ignore[union-attr]
    with pytest.raises(geo.FrameError, match="longer step"):
        counted(ASHKELON, late, step="day")


@pytest.mark.parametrize(
    "options",
    [{"cells": "s2"}, {"size_km": 0}, {"size_km": float("nan")}, {"resolution": 16}, {"step": "hour"}, {"lang": "fr"}],
    ids=str,
)
def test_wrong_options_are_told(options: dict[str, Any]) -> None:
    """An option that cannot be is a ValueError."""
    with pytest.raises(ValueError, match=r"[Nn]o "):
        maps.density(to_frame(ROWS), **options)


def test_a_missing_h3_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra and what works without it."""
    monkeypatch.setitem(__import__("sys").modules, "h3", None)
    with pytest.raises(geo.MissingExtraError, match=r"mawqi\[h3\].*hex"):
        maps.density(to_frame(ROWS), cells="h3")


def test_the_page_is_sealed_the_same_and_carries_no_texts() -> None:
    """Twice the same bytes, no remote file, a policy; of the reports' words none reaches the page."""
    row, _ = hostile()
    pages = [maps.density(to_frame([*ROWS, row]), offline=True, title=HOSTILE).get_root().render() for _ in range(2)]
    assert pages[0] == pages[1]
    assert "Content-Security-Policy" in pages[0]
    assert not re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="https?:', pages[0])
    assert "<script>window.owned" not in pages[0]


def test_numbers_arrive_as_they_were() -> None:
    """The packed numbers are the tally's, column by column."""
    html = maps.density(to_frame(ROWS), lang="en").get_root().render()
    (text,) = re.findall(r"<script[^>]*data-mawqi-density[^>]*>(.*?)</script>", html, re.DOTALL)
    page = json.loads(text)
    numbers = np.frombuffer(zlib.decompress(base64.b64decode(page["numbers"])), "<i4")
    found = counted(*ROWS).counts
    columns = numbers[: len(page["fields"]) * page["rows"]].reshape(len(page["fields"]), -1)
    assert columns[page["fields"].index("n")].tolist() == found["n"].tolist()
    assert np.cumsum(columns[0]).tolist() == found["step"].tolist()


@pytest.mark.browser
@pytest.mark.parametrize(
    "rows", [ROWS, (), (UNDATED,), (REGION, UNPLACED)], ids=["sample", "none", "undated", "nowhere"]
)
def test_the_page_works(tmp_path: Path, chromium: Any, rows: tuple[geo.Incident, ...]) -> None:  # noqa: ANN401
    """In a browser, without a network: counts follow the window, and a cell tells what is in it."""
    file, faults = tmp_path / "density.html", []
    maps.density(to_frame(rows), lang="en", offline=True, step="day").save(str(file))
    page = chromium.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith("file:") or faults.append(asked.url))
    page.goto(file.as_uri())
    status = page.get_by_role("status")
    status.wait_for(timeout=PATIENCE_MS)
    page.wait_for_function("() => Object.keys(Mawqi.density.states).length", timeout=PATIENCE_MS)
    if rows == ROWS:
        shows(status, "2 incidents shown in 2 cells")
        page.get_by_role("combobox").select_option("step")
        shows(status, "1 incident shown")
        page.get_by_role("combobox").select_option("all")
        shows(status, "3 incidents shown")
        at = ask(
            page,
            "() => { const s = Object.values(Mawqi.density.states)[0];"
            " const r = s.map.getContainer().getBoundingClientRect();"
            " const p = s.map.latLngToContainerPoint([31.669, 34.571]); return [p.x + r.x, p.y + r.y]; }",
        )
        page.mouse.click(*at)
        shows(page.locator(".mqd-popup"), "Killed: none, as stated")
    page.close()
    assert not faults


@pytest.mark.browser
def test_a_cell_too_small_to_be_seen_is_a_dot(tmp_path: Path, chromium: Any) -> None:  # noqa: ANN401
    """Seen from far, cells of a kilometre are dots that can be pressed."""
    file = tmp_path / "density.html"
    far = replace(ASHKELON, id="far", lon=69.2, lat=34.5)
    maps.density(to_frame([ASHKELON, far]), lang="en", offline=True, step="day", size_km=1).save(str(file))
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("() => Object.keys(Mawqi.density.states).length")
    script = """() => { const {map, layer} = Object.values(Mawqi.density.states)[0];
      const at = map.latLngToContainerPoint([34.5, 69.2]), box = map.getContainer().getBoundingClientRect();
      const seen = layer.canvas.getContext("2d").getImageData(at.x - 4, at.y - 4, 8, 8).data;
      return [at.x + box.x + 3, at.y + box.y, seen.filter((part, k) => k % 4 === 3 && part > 0).length]; }"""
    x, y, pixels = ask(page, script)
    assert pixels > 20
    page.mouse.click(x, y)
    shows(page.locator(".mqd-popup"), "1 incident")
    context.close()


@pytest.mark.browser
def test_more_stands_out_more_on_dark_too(tmp_path: Path, chromium: Any) -> None:  # noqa: ANN401
    """The cells of most incidents are darkest on a light ground and lightest on a dark one, and so in the key."""
    file = tmp_path / "density.html"
    rows = [replace(ASHKELON, id=f"i{n}") for n in range(40)]
    maps.density(to_frame(rows), lang="en", offline=True, step="day").save(str(file))
    page = chromium.new_page(color_scheme="light")
    page.goto(file.as_uri())
    page.wait_for_function("() => Object.keys(Mawqi.density.states).length", timeout=PATIENCE_MS)
    shades = """() => [...document.querySelectorAll('.mqd-key i')].map((patch) =>
      getComputedStyle(patch).backgroundColor.match(/\\d+/g).reduce((sum, part) => sum + Number(part), 0))"""
    light = ask(page, shades)
    assert light == sorted(light, reverse=True)
    assert len(set(light)) == len(light) > 1
    page.emulate_media(color_scheme="dark")
    same = f"(wanted) => JSON.stringify(({shades})()) === JSON.stringify(wanted)"
    page.wait_for_function(same, arg=light[::-1], timeout=PATIENCE_MS)
    page.close()


@pytest.mark.browser
def test_the_page_by_keyboard_and_in_both_languages(tmp_path: Path, chromium: Any) -> None:  # noqa: ANN401
    """Arrows go from cell to cell, Enter tells what is in one, Escape goes back; a button turns all to English."""
    file = tmp_path / "density.html"
    maps.density(to_frame(ROWS), lang="ar", offline=True, step="day", title="عنوان").save(str(file))
    context = chromium.new_context(locale="ar", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("() => Object.keys(Mawqi.density.states).length")
    page.get_by_role("combobox").select_option("all")
    walk = page.locator(".mq-walk")
    walk.focus()
    names = set()
    for _ in range(2):
        page.keyboard.press("PageDown")
        names.add(walk.get_attribute("aria-label"))
    assert len(names) == 2
    assert any("القتلى: لا أحد، كما ورد" in str(name) for name in names), names
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("Escape")
    expect(walk).to_be_focused()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="العربية")).to_be_focused()
    assert ask(page, "[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    shows(page.get_by_role("status"), "3 incidents shown")
    expect(page.get_by_role("combobox")).to_have_value("all")
    expect(page.get_by_role("heading", level=1)).to_have_text("عنوان")
    shows(page.locator(".leaflet-control-attribution"), "As reported")
    assert "كما ورد" not in page.locator("body").inner_text()
    expect(page.locator(".leaflet-control-zoom-in")).to_have_attribute("aria-label", "Come closer")
    context.close()
