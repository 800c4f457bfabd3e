"""What a reader does with a map: moves through time, filters, shares, takes away, goes by keyboard or screen reader."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import folium
import pandas as pd
import pytest
from map_browser import Open, Page, ask, drawn, expect, lines, listed, press, reads, rest, shows, timeline
from map_rows import ASHKELON, HOSTILE, REPORT, ROWS, evidence, hostile

import gazetteer
import geo
import maps
from geo.frame import to_frame

STATIC = Path(maps.__file__).parent / "static"
AXE = Path(__file__).with_name("js") / "node_modules" / "axe-core" / "axe.min.js"
HASH = "() => new URLSearchParams(location.hash.slice(1))"
CLEAR = ".mq-clear"


OVERLAPPING = (
    evidence("قطاع غزة", "origin"),
    evidence("مدينة عسقلان فجر", "place"),
    evidence("عسقلان فجر الأربعاء", "place"),
    *(evidence("سقط صاروخان", "kind"), evidence("سقط صاروخان", "kind")),
    evidence(" على مدينة", "kind"),
    replace(evidence("قرب أسدود", "place"), quote="words of another version"),
    replace(evidence("أسدود", "place"), report="second.txt"),
)
"""Evidence of one field that overlaps, meets, comes twice, is not in the text; in no order."""


def option(page: Page, name: str, value: str) -> None:
    """Choose from one of the lists in the bar of time."""
    page.select_option(f'[data-option="{name}"] select', value)


def choose(page: Page, name: str, value: str) -> None:
    """Choose from one of the filters' lists by the words of an option."""
    page.locator(".mq-filters").evaluate("one => { one.open = true; }")
    field = page.locator(f'[data-filter="{name}"] select')
    rest(page)
    field.select_option(label=next(text for text in field.locator("option").all_inner_texts() if value in text))


def chip(page: Page, name: str, value: str) -> None:
    """Hide or show one word of a filter."""
    page.locator(".mq-filters").evaluate("one => { one.open = true; }")
    page.locator(f'[data-{name}="{value}"]').click()


def save(page: Page, kind: str) -> bytes:
    """Return the file that a button of the menu gives."""
    page.locator(".mq-save summary").click()
    with page.expect_download() as download:
        page.locator(f'[data-save="{kind}"]').click()
    assert download.value.suggested_filename == f"incidents.{kind}"
    return Path(download.value.path()).read_bytes()


def address(page: Page) -> dict[str, str]:
    """Return what the address says, once it has been written."""
    said: dict[str, str] = ask(page, f"() => Object.fromEntries(({HASH})())")
    return said


def test_hours_follow_the_parts_of_the_day(show: Open) -> None:
    """By hours, what happened at dawn is there at dawn alone, what has no part of the day all day long."""
    night = replace(ASHKELON, id="night", time_of_day="night", lon=35.0)
    whole = replace(ASHKELON, id="whole", time_of_day=None, lon=35.5)
    page = show(timeline(night, ASHKELON, whole, window="step"))
    assert lines(page) == [2, 1, 0]
    option(page, "unit", "hour")
    slider = page.locator(".mq-slider")
    expect(slider).to_have_attribute("max", "27")
    for hour, rows in ((0, [2]), (5, [2, 1]), (12, [2]), (22, [2, 0]), (26, [0])):
        slider.fill(str(hour))
        assert lines(page) == rows
    option(page, "unit", "day")
    expect(slider).to_have_attribute("max", "0")


def test_dragging_over_the_histogram_chooses_a_stretch(show: Open) -> None:
    """A drag shows the days it went over, a press goes to one day, and the field says how many days it is."""
    page = show(timeline())
    page.uncheck('[data-option="undated"]')
    rest(page)
    box = page.locator(".mq-track").bounding_box()

    def at(day: float) -> tuple[float, float]:
        return box["x"] + box["width"] * (day + 0.5) / 6, box["y"] + 20

    page.mouse.move(*at(1))
    page.mouse.down()
    page.mouse.move(*at(3), steps=4)
    page.mouse.move(*at(5), steps=4)
    page.mouse.up()
    assert listed(page) == ["region", "claimed"]
    expect(page.locator('[data-option="mode"] select')).to_have_value("last")
    expect(page.locator('[data-option="last"]')).to_have_value("5")
    reads(page.locator(".mq-moment"), "September 16 – 20, 2010")
    page.locator('[data-option="last"]').fill("2")
    assert listed(page) == ["claimed"]
    page.mouse.click(*at(0))
    assert listed(page) == ["ashkelon"]
    expect(page.locator(".mq-slider")).to_have_value("0")


def test_dragging_goes_with_the_direction_of_reading(show: Open) -> None:
    """In Arabic time runs from right to left."""
    page = show(timeline(lang="ar"), locale="ar")
    rest(page)
    box = page.locator(".mq-track").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 20)
    expect(page.locator(".mq-slider")).to_have_value("5")


def test_clearing_filters_keeps_the_focus_and_the_open_list(show: Open) -> None:
    """Who clears the filters by key goes on from there; the button of a narrow screen still says the list is open."""
    page = show(timeline(window="all"), width=360, height=740)
    toggle = page.locator(".mq-list-toggle")
    toggle.click()
    chip(page, "status", "claimed")
    page.locator(CLEAR).press("Enter")
    assert ask(page, "document.activeElement.matches('.mq-filters summary')")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    reads(toggle, "Hide list")


def test_filters_reach_everything(show: Open) -> None:
    """Status, scope, precision, country, confidence and casualties: list, map, counts and histogram follow."""
    page = show(timeline(window="all"))
    histogram = "() => [...Mawqi.app(document.querySelector('.folium-map').id).state.counts.all]"
    assert ask(page, histogram) == [1, 1, 2, 1, 0, 1]
    chip(page, "status", "claimed")
    assert listed(page) == ["ashkelon", "region", "undated"]
    assert ask(page, histogram) == [1, 1, 2, 1, 0, 0]
    assert not any(3 in members for members in drawn(page))
    reads(page.locator('[data-kind="rocket_fire"] .mq-count'), "1")
    shows(page.locator(".mq-status"), "1 filtered out")
    chip(page, "scope", "aggregate")
    assert listed(page) == ["ashkelon", "undated"]
    page.locator(CLEAR).click()
    chip(page, "precision", "")
    reads(page.locator('[data-tab="unplaced"] .mq-count'), "0")
    page.locator(CLEAR).click()
    choose(page, "country", "Israel")
    assert listed(page) == ["ashkelon"]
    page.locator(CLEAR).click()
    choose(page, "confidence", "75%")
    assert listed(page) == ["ashkelon"]
    page.locator(CLEAR).click()
    wanted = {"nobody hurt": ["ashkelon"], "killed, at least": ["region"], "not stated": ["claimed", "undated"]}
    for toll, ids in wanted.items():
        choose(page, "toll", toll)
        assert listed(page) == ids
    choose(page, "toll", "killed, at least")
    page.locator('[data-filter="toll"] input').fill("22")
    assert listed(page) == []
    shows(page.locator(".mq-list"), "Nothing passes the filters")
    reads(page.locator(".mq-filters summary .mq-count"), "1")
    page.locator(CLEAR).click()
    assert len(listed(page)) == 4


def test_another_spelling_is_found(show: Open) -> None:
    """Without hamza, with taa marbuta as haa, by several words in any order."""
    place = replace(ASHKELON, place="أشكلون", target="محطة الطاقة")
    page = show(timeline(place, ROWS[3], window="all"))
    for query in ("اشكلون", "محطه", "الطاقه أشكلون", "ASHKELON", "صاروخان"):
        page.get_by_role("searchbox").fill(query)
        assert lines(page) == [0]


def test_a_view_is_shared_by_its_address(show: Open) -> None:
    """Time, window, filters, language, tab, place and the open incident come back with the address."""
    made = timeline(window="cumulative")
    page = show(made)
    page.locator(".mq-slider").fill("5")
    option(page, "mode", "last")
    page.locator('[data-option="last"]').fill("5")
    page.uncheck('[data-option="undated"]')
    page.get_by_role("searchbox").fill("تل")
    page.get_by_role("button", name="العربية").click()
    page.locator('.mq-item[data-row="3"]').click()
    said = address(page)
    assert {**said, "map": ""} == {
        "lang": "ar",
        "unit": "day",
        "at": "2010-09-20",
        "show": "last",
        "last": "5",
        "undated": "0",
        "q": "تل",
        "open": "claimed",
        "map": "",
    }
    again = show(made, address=ask(page, "location.hash"))
    again.locator(".leaflet-popup").wait_for()
    shows(again.locator(".leaflet-popup"), "تل أبيب")
    assert listed(again) == ["claimed"]
    assert ask(again, "document.documentElement.dir") == "rtl"
    assert address(again) == said
    ask(again, "location.hash = '#lang=en&show=all&no.kind=rocket_fire&map=6/31/35'")
    again.get_by_role("button", name="العربية").wait_for()
    assert listed(again) == ["region", "undated"]
    assert ask(again, "Mawqi.app(document.querySelector('.folium-map').id).map.getZoom()") == 6


@pytest.mark.parametrize(
    "said",
    [
        *(HOSTILE, "__proto__=1&constructor=2", "q=" + quote(HOSTILE), "open=" + quote(HOSTILE)),
        *("%E0%A4%A", "map=9e9/9/9", "lang=" + quote(HOSTILE), "actor=" + quote(HOSTILE)),
    ],
)
def test_an_address_runs_nothing(show: Open, said: str) -> None:
    """Whatever stands behind the address, nothing of it runs, and the map works."""
    page = show(timeline(window="all", offline=True), address="#" + said.replace("\u2028", "").replace("\u2029", ""))
    page.get_by_role("searchbox").fill("")
    assert listed(page) == ["ashkelon", "region", "claimed", "undated"]
    assert ask(page, "window.owned") is None
    assert ask(page, "({}).constructor === Object && !('1' in {})")


@pytest.mark.parametrize("told", [True, False], ids=["with reports", "without"])
def test_geojson_of_what_is_shown(show: Open, tmp_path: Path, *, told: bool) -> None:
    """What is taken away reads back as the table's own rows, those alone that the filters and time let through."""
    frame = to_frame((replace(ROWS[0], evidence=OVERLAPPING), *ROWS[1:]))
    page = show(maps.timeline(frame, reports=[REPORT] if told else [], lang="en", window="all"))
    file = tmp_path / "taken.geojson"
    file.write_bytes(save(page, "geojson"))
    back = geo.read_geojson(file)
    assert set(back["id"]) == set(frame["id"])
    whole = tmp_path / "whole.geojson"
    geo.write(frame, whole)
    wanted = {f["properties"]["id"]: f for f in json.loads(whole.read_text(encoding="utf-8"))["features"]}
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        assert feature == wanted[feature["properties"]["id"]]
    chip(page, "kind", "rocket_fire")
    taken = json.loads(save(page, "geojson"))
    assert {f["properties"]["kind"] for f in taken["features"]} == {"airstrike", "shelling", "explosion"}


def test_csv_of_what_is_shown(show: Open, tmp_path: Path) -> None:
    """The table that is taken away is the one that the library writes, cell by cell."""
    page = show(timeline(window="all"))
    text = save(page, "csv").decode("utf-8")
    assert text.startswith("\ufeff")
    file = tmp_path / "whole.csv"
    geo.write(to_frame(ROWS), file)
    ours = {row["id"]: row for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}
    theirs = {row["id"]: row for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))}
    assert list(ours["region"]) == list(theirs["region"])
    for name, row in ours.items():
        structured = {"evidence", "claims", "casualties"}
        for column in set(row) - structured - {"reports"}:
            assert row[column] == theirs[name][column], (name, column)
        assert all(json.loads(row[column]) == json.loads(theirs[name][column]) for column in structured)


def test_hostile_text_in_files(show: Open) -> None:
    """No cell begins as a formula, the words arrive as they were, and saving runs nothing."""
    incident, report = hostile()
    evil = replace(incident, actor="=cmd|'/C calc'!A0", weapon="@SUM(1)", place="x;=1")
    page = show(maps.timeline(to_frame([evil]), reports=[report], lang="en", offline=True, window="all"))
    rows = list(csv.reader(io.StringIO(save(page, "csv").decode("utf-8-sig"))))
    assert {"'=cmd|'/C calc'!A0", "'@SUM(1)", "x;'=1"} <= set(rows[1])
    assert not [cell for cell in rows[1] if re.match(r"[=+@\t\r]|-[^\d]", cell)]
    (feature,) = json.loads(save(page, "geojson"))["features"]
    assert feature["properties"]["target"] == HOSTILE
    assert ask(page, "window.owned") is None


def test_a_picture_of_the_view(show: Open) -> None:
    """The picture is as large as the map with its caption, and has the sea, the land and the incidents in it."""
    page = show(timeline(window="all", offline=True))
    data = save(page, "png")
    assert data.startswith(b"\x89PNG")
    rest(page)
    size = page.locator(".folium-map").bounding_box()
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert width == round(size["width"])
    assert size["height"] < height < size["height"] + 120
    expect(page.locator(".mq-warning")).to_be_hidden()


def test_a_picture_without_tiles_says_so(show: Open) -> None:
    """Where a tile server forbids copies, the picture is made without its tiles, and the page says so."""
    tiles = folium.TileLayer("https://tiles.example/tile/{z}/{x}/{y}.png", attr="Example")
    page = show(timeline(window="all", tiles=tiles))
    page.locator("img.leaflet-tile-loaded").first.wait_for(state="attached")
    assert save(page, "png").startswith(b"\x89PNG")
    shows(page.locator(".mq-warning"), "does not allow copies")


def test_other_places_of_the_name(show: Open) -> None:
    """Whoever doubts the place sees which others bear its name."""
    tripoli = replace(ASHKELON, place="طرابلس", place_id="mawqi:tripoli-lebanon", lon=35.84, lat=34.43)
    page = show(timeline(tripoli, window="all", gazetteer=gazetteer.load()))
    press(page, 0)
    page.locator(".mq-namesakes summary").click()
    shows(page.locator(".mq-namesakes"), "Libya")
    shows(page.locator(".mq-namesakes"), "km away")


def test_the_frame_of_the_map_stands_still(show: Open) -> None:
    """What is looked for outside the view, by the tab key or a search of the page, does not shift it in its frame."""
    page = show(timeline(window="all"))
    press(page, 0)
    script = """() => { const frames = [...document.querySelectorAll('.mawqi, .folium-map')];
      frames.forEach((one) => one.scrollTo(40, 40)); return frames.map((one) => one.scrollTop + one.scrollLeft); }"""
    assert ask(page, script) == [0, 0]


def test_a_press_outlasts_what_is_drawn_meanwhile(show: Open) -> None:
    """While time runs, a line of the list can be pressed and keeps the focus; one that leaves gives it to the next."""
    page = show(timeline(window="cumulative"))
    page.locator('.mq-item[data-row="0"]').hover()
    page.mouse.down()
    page.locator(".mq-slider").evaluate("(one) => { one.value = 5; one.dispatchEvent(new Event('input')); }")
    assert listed(page) == ["ashkelon", "region", "claimed", "undated"]
    page.mouse.up()
    shows(page.locator(".leaflet-popup"), "Ashkelon")
    page.keyboard.press("Escape")
    held = "document.activeElement.dataset.row"
    assert ask(page, held) == "0"
    option(page, "mode", "step")
    page.locator(".mq-item").first.focus()
    assert ask(page, held) == "3"
    page.locator(".mq-slider").evaluate("(one) => { one.value = 0; one.dispatchEvent(new Event('input')); }")
    assert ask(page, held) == "0"


def test_points_by_keyboard(show: Open) -> None:
    """One stop of the tab key; arrows go from point to point, Enter opens, Escape gives the focus back."""
    west, east = (replace(ASHKELON, id=str(lon), lon=lon, place_en=f"At {lon}") for lon in (34.0, 36.0))
    page = show(timeline(west, east, window="all"))
    page.locator(".mq-walk").focus()
    label = page.locator(".mq-walk")
    page.keyboard.press("ArrowLeft")
    expect(label).to_have_attribute("aria-label", re.compile("At 34.0"))
    page.keyboard.press("ArrowRight")
    expect(label).to_have_attribute("aria-label", re.compile("At 36.0"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    expect(label).to_have_attribute("aria-label", re.compile("At 34.0"))
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup").wait_for()
    expect(page.locator('.leaflet-popup [role="dialog"]')).to_have_attribute("aria-label", re.compile("At 34.0"))
    assert ask(page, "document.activeElement.getAttribute('role')") == "dialog"
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert "mq-walk" in ask(page, "document.activeElement.className")


def test_tabs_by_keyboard(show: Open) -> None:
    """Tabs are one stop, arrows turn them, and the list is named by its tab."""
    page = show(timeline(window="all"))
    page.locator('[role="tab"][aria-selected="true"]').focus()
    page.keyboard.press("ArrowRight")
    assert ask(page, "document.activeElement.dataset.tab") == "unplaced"
    assert listed(page) == ["unplaced"]
    expect(page.locator('[role="tab"][tabindex="0"]')).to_have_count(1)
    panel = page.locator('[role="tabpanel"]')
    expect(panel).to_have_attribute("aria-labelledby", page.locator('[data-tab="unplaced"]').get_attribute("id"))
    page.keyboard.press("Home")
    assert ask(page, "document.activeElement.dataset.tab") == "now"


def test_the_list_by_keyboard(show: Open) -> None:
    """The list is one stop; arrows go through it and say where they are."""
    page = show(timeline(window="all"))
    expect(page.locator('.mq-item[tabindex="0"]')).to_have_count(1)
    page.locator(".mq-item").first.focus()
    page.keyboard.press("ArrowDown")
    assert ask(page, "document.activeElement.dataset.row") == "2"
    page.keyboard.press("End")
    assert ask(page, "document.activeElement.parentElement.ariaPosInSet") == "4"


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (make lint-page)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing(show: Open, lang: str, scheme: str) -> None:
    """Names, roles, focus order and contrast pass axe's rules for WCAG 2.2 AA, with all that folds unfolded."""
    page = show(timeline(window="all", lang=lang), locale=lang, color_scheme=scheme, reduced_motion="reduce")
    press(page, 0)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    ask(page, AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = ask(page, "(tags) => axe.run({runOnly: tags}).then((all) => all.violations)", tags)
    told = [(rule["id"], [node["html"][:200] for node in rule["nodes"]][:3]) for rule in found]
    assert told == []


def _luminance(colour: str) -> float:
    full = colour if len(colour) > 4 else "#" + "".join(letter * 2 for letter in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("number", [0, 1], ids=["light", "dark"])
def test_contrast_of_what_is_drawn(number: int) -> None:
    """On the canvas too: text has 4.5 to 1 against what is behind it, signs and lines of controls 3 to 1."""
    style = (STATIC / "timeline.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\.mawqi \{\s+(--mq-surface.*?)(?:--mq-sans|color-scheme)", style, re.DOTALL)
    tones = dict(re.findall(r"--mq-([\w-]+): (#[0-9a-f]{3,6})", blocks[number]))
    for ink, grounds in {
        "ink": ("surface", "raised", "land", "sea", "halo", "mark"),
        "soft": ("surface", "raised"),
        "accent": ("surface",),
        "town": ("land-halo",),
        "deny": ("surface",),
    }.items():
        for ground in grounds:
            assert _contrast(tones[ink], tones[ground]) >= 4.5, (ink, ground)
    for sign in ("air", "fire", "blast", "close", "ground", "other"):
        assert all(_contrast(tones[sign], tones[ground]) >= 3 for ground in ("land", "sea", "halo", "surface")), sign
    assert _contrast(tones["edge"], tones["surface"]) >= 3
    assert _contrast(tones["on-accent"], tones["accent"]) >= 4.5


def test_nothing_glides_for_those_who_ask(show: Open) -> None:
    """With reduced motion neither the sheet nor the map moves by itself."""
    page = show(timeline(window="all"), reduced_motion="reduce")
    assert ask(page, "getComputedStyle(document.querySelector('.mq-panel')).transitionDuration") == "0s"
    assert ask(page, "Mawqi.app(document.querySelector('.folium-map').id).map.options.zoomAnimation") is False


def test_controls_of_the_map_are_named(show: Open) -> None:
    """Leaflet's own buttons speak the reader's language, and the scale counts in it."""
    made = timeline(window="all", lang="ar")
    folium.LayerControl().add_to(made)
    page = show(made, locale="ar-EG")
    expect(page.locator(".leaflet-control-zoom-in")).to_have_attribute("aria-label", "تقريب")
    expect(page.locator(".leaflet-control-layers-toggle")).to_have_attribute("title", "الطبقات")
    reads(page.locator(".leaflet-control-scale-line"), re.compile(r"^[٠-٩]+ كم$"))
    shows(page.locator(".mq-moment"), "٢٠١٠")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".leaflet-control-zoom-in")).to_have_attribute("aria-label", "Come closer")
    reads(page.locator(".leaflet-control-scale-line"), re.compile(r"^\d+ km$"))


def test_much_data_offline(show: Open) -> None:
    """A large table is inflated in the page under its strict policy; words of rows come when they are asked for."""
    rows = [
        replace(ASHKELON, id=str(n), lon=34 + n % 40 / 20, why=f"reason {n}", start=day, end=day)
        for n in range(3000)
        for day in [ASHKELON.start + timedelta(days=n % 30)]
    ]
    asked: list[str] = []
    page = show(timeline(*rows, offline=True, window="all"), asked=asked)
    assert ask(
        page, "typeof JSON.parse(document.querySelector('script[data-mawqi-map]').textContent).core === 'string'"
    )
    page.locator(".mq-item").first.click()
    page.locator(".leaflet-popup").wait_for()
    row = ask(page, "Mawqi.app(document.querySelector('.folium-map').id).state.selected")
    shows(page.locator(".leaflet-popup"), f"reason {row}")
    page.get_by_role("searchbox").fill("صاروخان عسقلان")
    reads(page.locator('[data-tab="now"] .mq-count'), "3,000")
    assert len(json.loads(save(page, "geojson"))["features"]) == 3000
    assert len(asked) == 1 + sum(url.startswith("blob:") for url in asked)


def test_a_hundred_thousand_rows(show: Open) -> None:
    """A hundred thousand incidents open offline; the slider, a filter and a search count them all and list few."""
    some = [replace(ASHKELON, id=str(n), lon=34 + n / 500, start=day, end=day, kind=kind)
            for n, kind in zip(range(1000), ["raid", "shelling"] * 500, strict=True)
            for day in [ASHKELON.start + timedelta(days=n % 100)]]  # fmt: skip
    frame = pd.concat([to_frame(some)] * 100, ignore_index=True)
    frame["id"] = [str(n) for n in range(len(frame))]
    page = show(maps.timeline(frame, lang="en", offline=True))
    count = page.locator('[data-tab="now"] .mq-count')
    page.locator(".mq-slider").press("End")
    reads(count, "100,000")
    assert sum(map(len, drawn(page))) == 100_000
    page.locator('[data-kind="raid"]').click()
    reads(count, "50,000")
    option(page, "mode", "step")
    option(page, "unit", "day")
    page.locator(".mq-slider").press("End")
    reads(count, "1,000")
    page.get_by_role("searchbox").fill("عسقلان صاروخان")
    reads(count, "1,000")
    page.get_by_role("searchbox").fill("حلب")
    reads(count, "0")
    assert page.locator(".mq-item").count() < 40


def test_an_old_browser_is_told(show: Open) -> None:
    """Where a browser cannot inflate the data, the page says so instead of staying empty."""
    rows = [replace(ASHKELON, id=str(n), why=f"reason {n}") for n in range(3000)]
    page = show(timeline(ROWS[0]))
    page.add_init_script("delete window.DecompressionStream")
    file = Path(page.url.partition("#")[0].removeprefix("file://")).with_name("old.html")
    timeline(*rows, offline=True).save(str(file))
    page.goto(file.as_uri())
    page.locator(".mq-failed").wait_for()
    shows(page.locator(".mq-failed"), "too old")


def test_in_a_notebook_all_of_it_works(show: Open, tmp_path: Path) -> None:
    """In the frame of a notebook the filters, the slider, the language and the popup work as in a page."""
    file = tmp_path / "notebook.html"
    made = timeline(window="cumulative")
    file.write_text(f"<!DOCTYPE html><meta charset='utf-8'><body>{made._repr_html_()}", encoding="utf-8")
    page = show(made)
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator(".mq-item").first.wait_for()
    frame.locator(".mq-slider").fill("5")
    expect(frame.locator(".mq-item")).to_have_count(4)
    frame.get_by_role("searchbox").fill("اشدود")
    frame.get_by_role("searchbox").fill("أسدود")
    expect(frame.locator(".mq-item")).to_have_count(1)
    frame.locator(".mq-item").first.click()
    shows(frame.locator(".leaflet-popup"), "Ashdod")
    frame.get_by_role("button", name="العربية").click()
    shows(frame.locator(".mq-list"), "انفجار")


def test_printed_without_controls(show: Open) -> None:
    """On paper there is the map, what it shows and the legend, and nothing to press."""
    page = show(timeline(window="all"))
    page.emulate_media(media="print")
    for hidden in (".mq-play", ".mq-options", ".mq-slider", ".mq-search", ".mq-save", ".mq-language"):
        expect(page.locator(hidden)).to_be_hidden()
    for shown in (".mq-moment", ".mq-kinds", "h1", ".folium-map"):
        expect(page.locator(shown).first).to_be_visible()
