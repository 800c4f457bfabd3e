"""The map in a browser: what is drawn, listed, said and reachable."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import folium
import pytest
from map_browser import Open, Page, ask, drawn, expect, lacks, listed, press, reads, rest, shows, timeline
from map_rows import ASHKELON, HOSTILE, REPORT, ROWS, hostile

import maps
from geo import Claim, Incident
from geo.frame import to_frame

CLAIM: dict[str, Any] = {"report": REPORT.id, "start": 0, "end": 3, "kind": "official", "killed": (12, 12)}


SHAPES = """() => Mawqi.app(document.querySelector('.folium-map').id).drawn
  .map(({x, y, area, members}) => ({x, y, area: Boolean(area), rows: members.length}))"""


def calls(page: Page) -> list[dict[str, Any]]:
    """Return what the pen did when the layer of incidents was last drawn."""
    found: list[dict[str, Any]] = ask(
        page,
        """() => { window.calls.length = 0; Mawqi.app(document.querySelector('.folium-map').id).layer.redraw();
        return window.calls; }""",
    )
    return found


def test_the_slider_starts_at_the_first_incident(show: Open) -> None:
    """The slider's first step is the first incident's day, and what is drawn follows the slider."""
    page = show(timeline(window="step"))
    slider = page.locator(".mq-slider")
    expect(slider).to_have_value("0")
    expect(slider).to_have_attribute("aria-valuetext", "September 15, 2010")
    assert listed(page) == ["ashkelon", "undated"]
    assert sorted(drawn(page)) == [[0, 1]] or sorted(drawn(page)) == [[0], [1]]
    slider.fill("1")
    assert listed(page) == ["region", "undated"]
    assert [2] in drawn(page)
    slider.fill("5")
    assert listed(page) == ["claimed", "undated"]
    assert not any(2 in members for members in drawn(page))


def test_windows(show: Open) -> None:
    """All up to here gathers, one step forgets, the whole time shows all; the undated can be left out."""
    page = show(timeline())
    assert listed(page) == ["ashkelon", "undated"]
    page.locator(".mq-slider").fill("5")
    assert listed(page) == ["ashkelon", "region", "claimed", "undated"]
    page.select_option('[data-option="mode"] select', "step")
    assert listed(page) == ["claimed", "undated"]
    page.uncheck('[data-option="undated"]')
    assert listed(page) == ["claimed"]
    page.select_option('[data-option="mode"] select', "all")
    assert listed(page) == ["ashkelon", "region", "claimed"]
    page.select_option('[data-option="unit"] select', "week")
    expect(page.locator(".mq-slider")).to_have_attribute("max", "1")


def test_a_period_is_shown_on_each_of_its_days(show: Open) -> None:
    """An incident of three days is there on the second and third."""
    page = show(timeline(window="step"))
    for step in ("1", "2", "3"):
        page.locator(".mq-slider").fill(step)
        assert "region" in listed(page)
    page.locator(".mq-slider").fill("4")
    assert "region" not in listed(page)


def test_play_runs_to_the_end_and_pauses(show: Open) -> None:
    """Playing moves the slider by itself, over empty days at once, and stops at the last incident."""
    page = show(timeline())
    page.select_option('[data-option="speed"] select', "3")
    page.get_by_role("button", name="Play").click()
    page.wait_for_selector('button[aria-label="Pause"]')
    page.wait_for_function("document.querySelector('.mq-slider').value === '5'")
    page.wait_for_selector('button[aria-label="Play"]')
    assert listed(page) == ["ashkelon", "region", "claimed", "undated"]
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".mq-slider")).to_have_value("0")


def test_a_popup_quotes_the_report(show: Open) -> None:
    """A press on a point opens the report's own words, marked, with source, numbers, claims and reason."""
    page = show(timeline(ASHKELON))
    press(page, 0)
    popup = page.locator(".leaflet-popup")
    reads(popup.locator("mark").first, "سقط صاروخان على مدينة ")
    reads(popup.locator("mark").nth(1), "عسقلان")
    for words in (
        "Rocket or missile fire",
        "Ashkelon",
        "عسقلان",
        "September 15, 2010",
        "at dawn",
        "none, as stated",
        "within 6 km",
        "متحدثة باسم الجيش",
        "91%",
        "عسقلان مدينة في جنوب إسرائيل.",
        "نشرة تجريبية",
    ):
        shows(popup, words)
    expect(popup.locator("footer a")).to_have_attribute("href", "https://example.org/first")
    page.keyboard.press("Escape")
    popup.wait_for(state="detached")


def test_nobody_hurt_is_not_silence(show: Open) -> None:
    """A stated zero and an unstated number read apart; an open range says at least."""
    page = show(timeline(window="all"))
    page.locator('.mq-item[data-row="2"]').click()
    tolls = page.locator(".leaflet-popup .mq-tolls")
    shows(tolls, "at least 21")
    shows(tolls, "not stated")
    shows(page.locator(".leaflet-popup .mq-facts"), "children")


def test_claimed_and_totals_are_told_apart(show: Open) -> None:
    """What only its doer says and what is a total carry their badge, a denial stands beside the claim."""
    page = show(timeline(window="all"))
    page.locator('.mq-item[data-row="3"]').click()
    reads(page.locator(".leaflet-popup .mq-badge-claimed"), "Claimed by the side that did it")
    shows(page.locator(".leaflet-popup .mq-stance-denies"), "denies")
    page.locator('.mq-item[data-row="2"]').click()
    reads(page.locator(".leaflet-popup").last.locator(".mq-badge-aggregate"), "Total")


def test_incidents_at_one_point_share_a_popup(show: Open) -> None:
    """Two incidents in one town are two pages of one popup."""
    other = Incident(id="second", kind="explosion", place="عسقلان", precision="town", lon=34.571, lat=31.669)
    page = show(timeline(ASHKELON, other, window="all"))
    press(page, 0)
    popup = page.locator(".leaflet-popup")
    shows(popup, "2 incidents here")
    shows(popup, "Rocket")
    popup.get_by_role("button", name="Next incident here").click()
    shows(popup, "Explosion")
    rest(page)
    popup.get_by_role("button", name="Previous incident here").click()
    shows(popup, "Rocket")


def test_a_cluster_comes_closer(show: Open) -> None:
    """A press on a cluster brings the map nearer until its points stand apart."""
    near = Incident(id="near", kind="raid", place="x", precision="town", lon=34.6, lat=31.68)
    far = Incident(id="far", kind="raid", place="y", precision="town", lon=44.4, lat=33.3)
    page = show(timeline(ASHKELON, near, far, window="all"))
    assert [0, 1] in drawn(page)
    press(page, 0)
    page.wait_for_function(
        "Mawqi.app(document.querySelector('.folium-map').id).drawn.some(({members}) => String(members) === '1')"
    )


def test_an_area_is_no_point(show: Open) -> None:
    """A region is drawn as an area and opens by its name."""
    page = show(timeline(ROWS[2]))
    assert ask(page, "() => Mawqi.app(document.querySelector('.folium-map').id).drawn.map(({area}) => area)") == [True]
    press(page, 0)
    shows(page.locator(".leaflet-popup"), "Gaza Strip")


def test_names_of_areas_hide_no_sign(show: Open) -> None:
    """From far, the names of many areas at one spot give way to the number of incidents there, and to one another."""
    areas = [replace(ROWS[2], id=str(k), place_en=f"District {k}", lat=31.4 + k / 10) for k in range(6)]
    far = replace(ASHKELON, id="far", lon=69.2, lat=34.5)
    page = show(timeline(ASHKELON, replace(ASHKELON, id="b", lon=35.0), far, *areas, window="all"), record=True)
    boxes = [call["values"] for call in calls(page) if call["name"] == "roundRect" and call["values"][3] == 24]
    assert len(boxes) == 6
    (ring,) = [hit for hit in ask(page, SHAPES) if not hit["area"] and hit["rows"] == 2]
    for k, (x, y, width, tall, _) in enumerate(boxes):
        assert not (x < ring["x"] < x + width and y < ring["y"] < y + tall)
        for other_x, other_y, other_width, other_tall, _ in boxes[:k]:
            assert (
                x >= other_x + other_width or other_x >= x + width or y >= other_y + other_tall or other_y >= y + tall
            )


def test_unplaced_and_undated_are_listed(show: Open) -> None:
    """What has no place is on no point but in a list that opens in place; so is what has no date."""
    page = show(timeline(window="all"))
    assert not any(4 in members for members in drawn(page))
    page.locator('[data-tab="unplaced"]').click()
    assert listed(page) == ["unplaced"]
    page.locator(".mq-item").click()
    shows(page.locator(".mq-list .mq-card"), "No place is named")
    page.locator('[data-tab="undated"]').click()
    assert listed(page) == ["undated"]
    page.locator(".mq-item").click()
    shows(page.locator(".leaflet-popup"), "No day is given")
    told = "5 incidents from 2 reports · 1 undated · 1 of them a total · 4 on the map now, 1 without a point on it"
    reads(page.locator(".mq-counts"), told)


def test_what_has_no_place_is_listed_in_its_own_time(show: Open) -> None:
    """The list of what is on no point, its number and the head of the page follow the slider, as the kinds do."""
    page = show(timeline(window="step"))
    number = page.locator('[data-tab="unplaced"] .mq-count')
    shelling = page.locator('[data-kind="shelling"] .mq-count')
    reads(number, "0")
    reads(shelling, "0")
    lacks(page.locator(".mq-status"), "without a point")
    page.locator('[data-tab="unplaced"]').click()
    reads(page.locator(".mq-empty"), "Everything in this stretch of time has a point on the map.")
    page.locator(".mq-slider").fill("2")
    assert listed(page) == ["unplaced"]
    reads(number, "1")
    reads(shelling, "1")
    reads(page.locator(".mq-status"), re.compile("1 without a point on it$"))


def test_search_and_kinds_filter_everything(show: Open) -> None:
    """Another spelling finds the place, a kind switched off leaves list and map."""
    page = show(timeline(window="all"))
    page.get_by_role("searchbox").fill("عَسْقلان")
    assert listed(page) == ["ashkelon"]
    assert drawn(page) == [[0]]
    page.get_by_role("searchbox").fill("")
    page.locator('[data-kind="rocket_fire"]').click()
    assert listed(page) == ["region", "undated"]
    expect(page.locator('[data-kind="rocket_fire"]')).to_have_attribute("aria-pressed", "false")


def test_launch_place(show: Open) -> None:
    """A chosen incident that names where it was launched from says so; lines for all come on request."""
    page = show(timeline(window="all"))
    page.check('[data-option="lines"]')
    page.locator('.mq-item[data-row="0"]').click()
    shows(page.locator(".leaflet-popup .mq-facts"), "Launched from")


def test_arabic_runs_from_right_to_left(show: Open) -> None:
    """The page opens in Arabic from right to left, and the button turns all of it to English and back."""
    page = show(timeline(lang="ar", window="all"), locale="ar")
    assert ask(page, "[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert ask(page, "getComputedStyle(document.querySelector('.mq-panel')).direction") == "rtl"
    rest(page)
    panel, bar = page.locator(".mq-panel").bounding_box(), page.locator(".mq-slider").bounding_box()
    assert panel["x"] < 10 < bar["width"]
    page.locator('.mq-item[data-row="0"]').click()
    shows(page.locator(".leaflet-popup"), "لا أحد، كما ورد")
    assert ask(page, "getComputedStyle(document.querySelector('.mq-quote blockquote')).direction") == "rtl"
    page.get_by_role("button", name="English").click()
    assert ask(page, "[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    expect(page).to_have_title("Incidents over time")
    shows(page.locator(".mq-kinds"), "Airstrike")
    page.get_by_role("button", name="العربية").click()
    shows(page.locator(".mq-kinds"), "غارة جوية")


def test_hostile_text_stays_text(show: Open) -> None:
    """Code in every field, in the reports and in the title is shown as it is and never runs, in either language."""
    incident, report = hostile()
    for lang in ("en", "ar"):
        page = show(maps.timeline(to_frame([incident]), reports=[report], lang=lang, title=HOSTILE, window="all"))
        press(page, 0)
        popup = page.locator(".leaflet-popup")
        shown = HOSTILE.split("\u2028", maxsplit=1)[0].strip()
        rest(page)
        assert shown in " ".join(popup.locator("mark").first.text_content().split("\u00a0"))
        assert popup.inner_text().count("{{ 7919 * 7907 }}") > 8
        assert page.locator("h1").text_content().startswith("</script>")
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        expect(popup.locator("a[href]:not(.leaflet-popup-close-button)")).to_have_count(0)
        expect(popup.locator("script, img, iframe")).to_have_count(0)
        assert ask(page, "window.owned") is None
        assert turned(page) == []


def turned(page: Page) -> list[str]:
    """Return the numbers of two digits or more on the page that stand back to front."""
    found: list[str] = ask(
        page,
        """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const found = [];
        const left = (node, k) => { const range = document.createRange(); range.setStart(node, k);
          range.setEnd(node, k + 1); return range.getBoundingClientRect(); };
        while (walk.nextNode()) for (const {0: number, index} of walk.currentNode.data.matchAll(/[0-9٠-٩]{2,}/g)) {
          const [first, last] = [index, index + number.length - 1].map((k) => left(walk.currentNode, k));
          if (first.top === last.top && first.left > last.left) found.push(walk.currentNode.data); }
        return found; }""",
    )
    return found


def test_unclosed_direction_marks_leave_our_words_alone(show: Open) -> None:
    """A name that turns the direction of what follows turns neither dates nor numbers, on the canvas or beside it."""
    name = "وكالة \u202e\u2067"
    incident = replace(
        ASHKELON, place=name, place_en=name, admin=name, actor=name, origin=name, precision="region", why=name
    )
    incident = replace(incident, casualties={"killed": {name: (12, 12)}}, claims=(Claim(**CLAIM, who=name),))
    for lang in ("en", "ar"):
        page = show(maps.timeline(to_frame([incident]), lang=lang, title=name, window="all"), record=True)
        page.locator(".mq-item").click()
        shows(page.locator(".leaflet-popup"), "2010")
        assert turned(page) == []
        assert not any(mark in str(calls(page)) for mark in ("\u202e", "\u2067"))
        rest(page)
        assert "\u202e" not in page.title() + page.locator("body").inner_text()


def test_offline_in_full(show: Open) -> None:
    """A page made for use without network asks for nothing and does the same, hostile text and all."""
    incident, report = hostile()
    made = maps.timeline(to_frame([*ROWS, incident]), reports=[REPORT, report], lang="en", offline=True, window="all")
    requests: list[str] = []
    page = show(made, asked=requests)
    assert len(requests) == 1
    page.locator('.mq-item[data-row="0"]').click()
    shows(page.locator(".leaflet-popup"), "سقط صاروخان")
    page.locator('.mq-item[data-row="5"]').click()
    shows(page.locator(".leaflet-popup").last, "{{ 7919 * 7907 }}")
    assert ask(page, "window.owned") is None
    assert len(requests) == 1


def test_without_tiles_the_land_is_still_there(show: Open) -> None:
    """The background that needs no network tells sea from land."""
    page = show(timeline(window="all", tiles=None))
    tones = ask(
        page,
        """() => { const app = Mawqi.app(document.querySelector('.folium-map').id);
        const copy = document.createElement('canvas');
        Object.assign(copy, {width: app.base.canvas.width, height: app.base.canvas.height});
        const pen = copy.getContext('2d', {willReadFrequently: true});
        pen.drawImage(app.base.canvas, 0, 0);
        const tone = (lat, lon) => { const {x, y} = app.map.latLngToContainerPoint([lat, lon]);
          return [...pen.getImageData(x, y, 1, 1).data].join(); };
        return [tone(31.9, 34.2), tone(31.95, 35.0)]; }""",
    )
    assert tones[0] == "0,0,0,0"
    assert tones[1].endswith(",255")


def test_tiles_that_do_not_load_are_told(show: Open) -> None:
    """A background that cannot be had is said, and the map goes on."""
    made = timeline(window="all", tiles=folium.TileLayer("https://nowhere.example/{z}/{x}/{y}.png", attr="Nowhere"))
    page = show(made)
    page.locator(".mq-warning").wait_for()
    shows(page.locator(".mq-warning"), "land, borders and towns are shown instead")
    assert listed(page) == ["ashkelon", "region", "claimed", "undated"]
    assert [fault for fault in show.faults if "nowhere" not in fault and "ERR_FAILED" not in fault] == []  # type: ignore[attr-defined]
    show.faults.clear()  # type: ignore[attr-defined]


def test_an_empty_table_says_so(show: Open) -> None:
    """A map of nothing is a map that says it is empty."""
    page = show(maps.timeline(to_frame([]), lang="en"))
    shows(page.locator(".mq-nothing"), "There are no incidents")


def test_incidents_without_any_date(show: Open) -> None:
    """Without dates there is no slider, and everything is shown."""
    page = show(timeline(ROWS[1]))
    expect(page.locator(".mq-slider")).to_have_count(0)
    assert drawn(page) == [[0]]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_option_is_cut_on_a_narrow_screen(show: Open, lang: str) -> None:
    """All options of time are in view at 360 pixels, with what the number of the last days counts."""
    page = show(timeline(lang=lang, window="last"), width=360, height=740, locale=lang)
    rest(page)
    parts = page.locator(
        ".mq-options select, .mq-options input, .mq-options .mq-length-unit, .mq-options .mq-tick"
    ).all()
    assert len(parts) > 7
    for part in parts:
        box = part.bounding_box()
        assert box["width"] > 8
        assert 0 <= box["x"] < box["x"] + box["width"] <= 360
    assert (
        ask(page, "(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(document.querySelector('.mq-options'))")
        == 0
    )


def test_a_step_that_is_too_short_says_so(show: Open) -> None:
    """Where time is too long for steps of an hour, the choice is there with how long it may be."""
    late = replace(ASHKELON, id="late", start=ASHKELON.start + timedelta(days=833), end=None)
    page = show(timeline(ASHKELON, late))
    hour = page.locator('[data-option="unit"] option[value="hour"]')
    reads(hour, "hour (up to 833 days)")
    expect(hour).to_be_disabled()
    page = show(timeline(ASHKELON, replace(late, start=ASHKELON.start + timedelta(days=832))))
    expect(page.locator('[data-option="unit"] option[value="hour"]')).to_be_enabled()


def test_a_narrow_screen(show: Open) -> None:
    """At 360 pixels every control can be reached, and the list opens over the map and gives way to it."""
    page = show(timeline(lang="ar", window="all"), width=360, height=740, locale="ar", has_touch=True)
    for control in page.locator(".mawqi button:visible, .mawqi select:visible, .mawqi input:visible").all():
        control.scroll_into_view_if_needed()
        box = control.bounding_box()
        assert box["x"] >= -8, control.evaluate("one => one.outerHTML")
        assert box["x"] + box["width"] <= 368, control.evaluate("one => one.outerHTML")
    assert ask(page, "document.querySelector('.mq-header').scrollWidth") <= 360
    expect(page.locator(".mq-item").first).to_be_hidden()
    page.locator(".mq-list-toggle").click()
    page.locator('.mq-item[data-row="0"]').click()
    page.locator(".leaflet-popup").wait_for()
    expect(page.locator(".mq-item").first).to_be_hidden()


def one_place(number: int, **changes: Any) -> Incident:  # noqa: ANN401
    """Return an incident at a place of its own, with a circle of 4 km."""
    place = {"lon": 34.5 + number / 2, "place": f"مكان {number}", "place_en": f"Place {number}"}
    return replace(ASHKELON, **{"id": str(number), "origin": None, "origin_lon": None, "origin_lat": None,
                                "uncertainty_m": 4000, **place, **changes})  # fmt: skip


def test_every_mark_is_drawn(show: Open) -> None:
    """Circles, areas, launch lines, totals, what is at another time, and each status have marks of their own."""

    def marks(*rows: Incident, window: str = "all") -> list[dict[str, Any]]:
        page = show(timeline(*rows, window=window), record=True)
        if page.locator('[data-option="lines"]').count():
            page.check('[data-option="lines"]')
        return calls(page)

    def count(found: list[dict[str, Any]], name: str, **wanted: Any) -> int:  # noqa: ANN401
        return sum(call["name"] == name and all(call[key] == value for key, value in wanted.items()) for call in found)

    plain = marks(one_place(0), one_place(1))
    assert count(plain, "quadraticCurveTo") == count(plain, "createRadialGradient") == 0
    circles = [call["values"][2] for call in plain if call["name"] == "arc"]
    assert len(circles) == 2
    assert min(circles) > 18
    launched = marks(one_place(0, origin="غزة", origin_lon=34.75, origin_lat=31.669), one_place(1))
    assert count(launched, "quadraticCurveTo") == count(launched, "createRadialGradient") == 1
    assert any("غزة" in str(call["values"]) for call in launched if call["name"] == "fillText")
    assert count(marks(one_place(0, precision="region")), "createRadialGradient") == 1
    assert count(marks(one_place(0, scope="aggregate"), one_place(1)), "stroke", width=8) == 1
    later = one_place(1, start=ASHKELON.start + timedelta(days=2), end=ASHKELON.start + timedelta(days=2))
    ghosts = [c for c in marks(one_place(0), later, window="step") if c["name"] == "arc" and c["values"][2] == 4]
    assert len(ghosts) == 1
    looks = {}
    for status in ("reported", "claimed", "denied", "planned", "hypothetical"):
        found = marks(one_place(0, status=status), one_place(1))
        looks[status] = str([(c["values"], c["dash"]) for c in found if c["name"] == "stroke" and c["values"]])
        assert any(call["dash"] for call in found) is (status != "reported")
    assert len(set(looks.values())) == len(looks)


def test_clusters_keep_status_and_count_totals_apart(show: Open) -> None:
    """Two events at one site and a total: the ring says two, its unconfirmed part is dashed, the total has a badge."""
    here = {"lon": 34.5, "lat": 31.6}
    rows = [one_place(0, **here), one_place(1, status="claimed", **here), one_place(2, scope="aggregate", **here)]
    found = calls(show(timeline(*rows, window="all"), record=True))
    texts = [call["values"][0] for call in found if call["name"] == "fillText"]
    assert {"2", "1 total"} <= set(texts)
    assert "3" not in texts
    assert any(call["name"] == "stroke" and call["dash"] == "4,3" for call in found)
    reported = calls(
        show(timeline(rows[0], replace(rows[1], status="reported", kind="raid"), window="all"), record=True)
    )
    assert not any(call["dash"] == "4,3" for call in reported)


def test_launch_lines_end_at_the_circle(show: Open) -> None:
    """A line ends where the circle of its place begins, and one from within the circle is not drawn."""
    far = one_place(0, uncertainty_m=20000, origin="x", origin_lon=33.0, origin_lat=31.0)
    page = show(timeline(far, one_place(3), window="all"), record=True)
    page.check('[data-option="lines"]')
    found = calls(page)
    (curve,) = [call["values"] for call in found if call["name"] == "quadraticCurveTo"]
    (circle,) = [
        c["values"] for c in found if c["name"] == "arc" and 20 < c["values"][2] != 26 and c["values"][0] < 700
    ]
    assert abs(((curve[2] - circle[0]) ** 2 + (curve[3] - circle[1]) ** 2) ** 0.5 - circle[2]) < 2
    near = one_place(0, uncertainty_m=20000, origin="x", origin_lon=34.52, origin_lat=31.67)
    page = show(timeline(near, one_place(3), window="all"), record=True)
    page.check('[data-option="lines"]')
    assert not any(call["name"] == "quadraticCurveTo" for call in calls(page))


def test_days_do_not_follow_the_clock_of_the_reader(show: Open) -> None:
    """West of Greenwich the days are those of the reports."""
    page = show(timeline(window="step"), timezone_id="America/Los_Angeles")
    reads(page.locator(".mq-moment"), "September 15, 2010")
    shows(page.locator('.mq-item[data-row="0"]'), "September 15, 2010")
    page.locator('.mq-item[data-row="0"]').click()
    reads(page.locator(".leaflet-popup time"), "September 15, 2010")
    shows(page.locator(".mq-sources"), "September 15, 2010")


def test_opening_from_the_list_keeps_the_circle_in_view(show: Open) -> None:
    """However close the map was, the circle of an incident that is opened fits the view."""
    page = show(timeline(one_place(0, uncertainty_m=20000), window="all"))
    ask(page, "Mawqi.app(document.querySelector('.folium-map').id).map.setZoom(12, {animate: false})")
    page.locator(".mq-item").click()
    assert ask(
        page,
        """() => { const {map} = Mawqi.app(document.querySelector('.folium-map').id);
        return map.getBoundsZoom(L.latLng(31.669, 34.5).toBounds(40000)) >= map.getZoom(); }""",
    )


def test_a_popup_leaves_with_its_incident(show: Open) -> None:
    """What time or search takes off the map takes its popup along; the slider keeps the focus."""
    page = show(timeline(window="step"))
    press(page, 0)
    page.locator(".leaflet-popup").wait_for()
    page.locator(".mq-slider").focus()
    page.keyboard.press("End")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert ask(page, "document.activeElement.className") == "mq-slider"


def test_credit(show: Open) -> None:
    """The map names the sources of its background and of its places."""
    page = show(timeline())
    credit = page.locator(".leaflet-control-attribution")
    shows(credit, "Natural Earth")
    shows(credit, "GeoNames (CC BY 4.0)")


def test_why_an_incident_is_not_on_the_map(show: Open) -> None:
    """A whole country, a place that was not found and no place at all are told apart in the list."""
    nowhere = {"lon": None, "lat": None, "uncertainty_m": None}
    country = one_place(0, precision="country", **nowhere)
    page = show(timeline(country, one_place(1, precision=None, **nowhere), ROWS[4], window="all"))
    page.locator('[data-tab="unplaced"]').click()
    reasons = ["A whole country", "Place not found", "No place is named"]
    for row, reason in enumerate(reasons):
        rest(page)
        text = page.locator(f'.mq-item[data-row="{row}"]').inner_text()
        assert [words for words in reasons if words in text] == [reason]
    reads(page.locator(".mq-status"), "none on the map now, 3 without a point on it")
    reads(page.locator('[data-tab="unplaced"] .mq-count'), "3")
    page.locator('.mq-item[data-row="2"]').press("Enter")
    page.locator(".mq-next").click()
    expect(page.locator(".mq-list .mq-card")).to_have_count(1)
    assert ask(page, "document.activeElement.className") == "mq-button mq-next"
    back = page.get_by_role("button", name="Back to the list")
    back.click()
    assert ask(page, "document.activeElement.dataset.tab") == "unplaced"
    page.locator('.mq-item[data-row="0"]').press("Enter")
    back.click()
    assert ask(page, "document.activeElement.dataset.row") == "0"
    page.get_by_role("searchbox").fill("zzz")
    shows(page.locator(".mq-list"), "Nothing matches")


def test_nothing_fired_is_said_of_things(show: Open) -> None:
    """A stated zero of munitions does not read as nobody."""
    page = show(timeline(one_place(0, munitions_min=0, munitions_max=0), lang="ar", window="all"))
    page.locator(".mq-item").click()
    reads(page.locator(".mq-tolls > div").last, re.compile("لا شيء، كما ورد$"))


def test_print_and_close_button(show: Open) -> None:
    """A page that is dark on the screen prints dark on white; in Arabic the popup's button lies beside its sign."""
    page = show(timeline(lang="ar", window="all"), locale="ar", color_scheme="dark")
    page.locator('.mq-item[data-row="0"]').click()
    rest(page)
    button = page.locator(".leaflet-popup-close-button").bounding_box()
    sign = page.locator(".leaflet-popup .mq-head .mq-sign").bounding_box()
    assert sign["x"] + sign["width"] <= button["x"] + 6
    page.emulate_media(media="print", color_scheme="dark")
    tones = ask(
        page,
        """() => { const style = getComputedStyle(document.querySelector('.mawqi'));
        return ['surface', 'ink', 'soft', 'raised', 'land'].map((name) => style.getPropertyValue(`--mq-${name}`)); }""",
    )
    assert tones == ["#ffffff", "#000", "#56626f", "#f5f6f4", "#f6f5f1"]


def test_by_keyboard_alone(show: Open) -> None:
    """Slider, list and popup can be reached and left without a mouse."""
    page = show(timeline())
    page.locator(".mq-slider").focus()
    page.keyboard.press("End")
    assert listed(page) == ["ashkelon", "region", "claimed", "undated"]
    page.locator(".mq-item").first.focus()
    page.keyboard.press("Enter")
    assert ask(page, "document.activeElement.className") == "mq-pages"
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert ask(page, "document.activeElement.dataset.row") == "0"


def test_leafing_by_keyboard(show: Open) -> None:
    """After a page is turned the focus stays on the arrow, and Escape closes the popup wherever the focus is."""
    page = show(timeline(one_place(0), one_place(1, lon=34.5, kind="raid"), window="all"))
    press(page, 0)
    page.locator(".mq-popup .mq-next").focus()
    page.keyboard.press("Enter")
    assert "mq-next" in ask(page, "document.activeElement.className")
    ask(page, "document.activeElement.blur()")
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")


def test_without_the_map_library_the_incidents_are_listed(show: Open) -> None:
    """If Leaflet cannot be loaded the page says so, and every incident can still be read."""
    made = timeline(window="all")
    made.default_js = []
    page = show(made)
    shows(page.locator(".mq-warning"), "could not be loaded")
    page.locator('.mq-item[data-row="0"]').click()
    shows(page.locator(".mq-list .mq-card"), "سقط صاروخان")
    assert [fault for fault in show.faults if "L is not defined" not in fault] == []  # type: ignore[attr-defined]
    show.faults.clear()  # type: ignore[attr-defined]


def test_a_folium_user_can_go_on(show: Open) -> None:
    """Layers and a layer control added by hand work beside ours."""
    made = timeline(window="all")
    group = folium.FeatureGroup("extra").add_to(made)
    folium.CircleMarker((31.5, 34.9), tooltip="mine").add_to(group)
    folium.LayerControl(collapsed=False).add_to(made)
    page = show(made)
    expect(page.locator(".leaflet-control-layers")).to_be_visible()
    shows(page.locator(".leaflet-control-layers"), "extra")
    assert listed(page) == ["ashkelon", "region", "claimed", "undated"]


def test_as_a_notebook_shows_it(show: Open, tmp_path: Path) -> None:
    """The frame that a notebook puts a map into shows the same map."""
    made = timeline(window="all")
    file = tmp_path / "notebook.html"
    file.write_text(f"<!DOCTYPE html><meta charset='utf-8'><body>{made._repr_html_()}", encoding="utf-8")
    page = show(made)
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator(".mq-item").first.wait_for()
    expect(frame.locator(".mq-item")).to_have_count(4)


def test_many_rows_stay_quick(show: Open) -> None:
    """Ten thousand incidents open, a step of the slider counts them all, and few of them are elements."""
    rows = [
        replace(
            ASHKELON,
            id=str(n),
            lon=34 + n % 97 / 50,
            lat=31 + n % 89 / 50,
            start=ASHKELON.start + timedelta(days=n % 90),
            end=ASHKELON.start + timedelta(days=n % 90),
        )
        for n in range(10_000)
    ]
    page = show(timeline(*rows))
    page.locator(".mq-slider").fill("59")
    shown = sum(n % 90 <= 59 for n in range(10_000))
    reads(page.locator(".mq-status"), f"{shown:,} on the map now")
    reads(page.locator('[data-tab="now"] .mq-count'), f"{shown:,}")
    assert sum(map(len, drawn(page))) == shown
    assert page.locator(".mq-item").count() < 40
    page.locator(".mq-item").first.focus()
    page.keyboard.press("End")
    assert ask(page, "Number(document.activeElement.parentElement.ariaPosInSet)") == shown
    assert page.locator(".mq-item").count() < 40
