"""The map as a file: what goes into the page, and that text stays text."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import folium
import geopandas as gpd
import numpy as np
import pytest
import shapely
from folium.plugins import MarkerCluster
from map_rows import ASHKELON, HOSTILE, REPORT, ROWS, TEXT, UNDATED, evidence, hostile
from shapely.geometry.base import BaseGeometry

import gazetteer
import geo
import maps
from gazetteer.arabic import normalise
from geo import incident as values
from geo.frame import to_frame
from maps import assets, offline
from maps.basemap import basemap
from maps.passages import passages
from maps.payload import payload

FRAME = to_frame(ROWS)
NODE = shutil.which("node")


def page(made: folium.Map) -> str:
    """Return the page of a map."""
    text: str = made.get_root().render()
    return text


def data(html: str) -> dict[str, Any]:
    """Return the JSON that the page carries."""
    found = re.findall(
        r'<script type="application/json" data-mawqi-map="map_[0-9a-f]{32}">(.*?)</script>', html, re.DOTALL
    )
    assert len(found) == 1
    value: dict[str, Any] = json.loads(found[0])
    return value


def links(html: str) -> list[str]:
    """Return the files that the page loads from elsewhere."""
    return re.findall(r'(?:src|href)="(https?://[^"]+\.(?:js|css))"', html)


def test_a_map_is_a_folium_map() -> None:
    """Users of folium get what they know, with the bounds of the incidents."""
    made = maps.timeline(FRAME)
    assert isinstance(made, folium.Map)
    assert made.get_bounds() == [[31.42, 34.36], [32.08, 34.78]]


def test_the_page_loads_leaflet_alone() -> None:
    """Neither jQuery nor Bootstrap comes along, and five renderings are the same."""
    made = maps.timeline(FRAME)
    first = page(made)
    assert [link.rsplit("/", 1)[1] for link in links(first)] == ["leaflet.js", "leaflet.css"]
    assert all(page(made) == first for _ in range(4))


@pytest.mark.parametrize(
    "addition", [folium.Marker((31, 34), popup="x", icon=folium.Icon()), MarkerCluster()], ids=["marker", "plugin"]
)
def test_additions_get_the_libraries_they_need(addition: folium.Element) -> None:
    """What a user adds works as on any folium map, and folium's own lists stay as they are."""
    before = list(folium.Map.default_js)
    made = maps.timeline(FRAME)
    made.add_child(addition)
    html = page(made)
    assert all(url in html for _, url in folium.Map.default_js + folium.Map.default_css)
    assert folium.Map.default_js == before


def test_layers_that_need_no_library_bring_none() -> None:
    """A layer control, a further background and a line leave the page light."""
    made = maps.timeline(FRAME)
    folium.TileLayer("OpenStreetMap").add_to(made)
    folium.PolyLine([(31, 34), (32, 35)]).add_to(folium.FeatureGroup("line").add_to(made))
    folium.LayerControl().add_to(made)
    assert len(links(page(made))) == 2


def test_a_figure_of_ones_own_is_respected() -> None:
    """Elements put into the page itself bring folium's libraries, for they may use them."""
    made = maps.timeline(FRAME)
    made.get_root().html.add_child(folium.Element('<button class="btn">x</button>'))
    assert any("bootstrap" in link for link in links(page(made)))


def test_same_table_same_page() -> None:
    """The output is a function of the input, ids included."""
    assert page(maps.timeline(FRAME)) == page(maps.timeline(FRAME))


def test_language_direction_and_title() -> None:
    """The page says its language and direction; the title is text."""
    assert '<html lang="ar" dir="rtl"' in page(maps.timeline(FRAME))
    html = page(maps.timeline(FRAME, lang="en", title="<b>x</b> {{ 1 }}"))
    assert '<html lang="en" dir="ltr"' in html
    assert "<title>&lt;b&gt;x&lt;/b&gt; {{ 1 }}</title>" in html


def test_a_language_without_words_is_refused() -> None:
    """The message names the languages that there are."""
    with pytest.raises(ValueError, match=r"No interface in 'fr'; there is one in 'ar' and 'en'"):
        maps.timeline(FRAME, lang="fr")  # type: ignore[arg-type]


def test_a_window_that_is_none_is_refused() -> None:
    """The message names the windows that there are."""
    with pytest.raises(ValueError, match=r"No window 'bogus'; there are 'step', 'last', 'cumulative', 'all'"):
        maps.timeline(FRAME, window="bogus")  # type: ignore[arg-type]


def test_an_empty_table_makes_a_map() -> None:
    """No incidents is an answer, not an error."""
    assert data(page(maps.timeline(to_frame([]))))["core"]["n"] == 0


def test_another_table_is_refused() -> None:
    """A table of something else is named as such."""
    with pytest.raises(geo.FrameError):
        maps.timeline(gpd.GeoDataFrame({"name": ["x"]}, geometry=[None], crs="EPSG:4326"))


def test_hostile_text_is_data() -> None:
    """Code in any field is neither run by a template nor able to leave its JSON, and arrives as it was."""
    incident, report = hostile()
    html = page(maps.timeline(to_frame([incident]), reports=[report], title=HOSTILE))
    assert "window.owned = 1</script>" not in html
    assert "<img" not in html
    assert str(7919 * 7907) not in html
    carried = data(html)
    assert carried["details"][1] == [HOSTILE]
    assert carried["core"]["columns"]["place"]["values"] == [HOSTILE]
    assert not re.search("[\u2028\u2029]", html.split("<script", 1)[1])


def test_the_page_s_own_code_stays_in_its_element() -> None:
    """No file of the page holds what would close its script or open a comment in it."""
    assert not re.search(r"</script|<!--", assets.script(), re.IGNORECASE)
    assert "</style" not in assets.style()


def test_columns_of_the_payload() -> None:
    """Words stand once, days count from 1970, what is missing is null, what is the same in all rows stands once."""
    columns = payload(FRAME)["core"]["columns"]
    assert columns["kind"]["values"][columns["kind"]["codes"][0]] == "rocket_fire"
    assert columns["weapon"]["codes"] == [0, -1, -1, -1, -1]
    assert columns["start"] == [14867, None, 14868, 14872, 14869]
    assert columns["lon"] == [34.571, 34.65, 34.36, 34.78, None]
    assert columns["killed_min"] == [0, None, 21, None, 1]
    assert columns["killed_max"] == [0, None, None, None, 1]
    assert columns["uncertainty_m"][4] is None
    assert columns["actor"] == {"values": [], "codes": -1}
    assert columns["scope"] == {"values": ["event", "aggregate"], "codes": [0, 0, 1, 0, 0]}
    assert columns["injured_min"] == [0, None, None, None, None]
    assert payload(FRAME.head(1))["core"]["columns"]["killed_min"] == 0


def test_much_data_is_deflated() -> None:
    """A large table is written small, and holds the same."""
    rows = [replace(ASHKELON, id=str(n), why=f"why {n}") for n in range(1200)]
    packed = payload(to_frame(rows), [REPORT])
    assert set(packed) == {"core", "details"}
    core, details = (zlib.decompress(base64.b64decode(packed[name])).decode() for name in ("core", "details"))
    assert json.loads(core)["n"] == 1200
    sources, ids, *chunks = map(json.loads, details.split("\n"))
    assert [source["id"] for source in sources] == [REPORT.id]
    assert ids == [row.id for row in rows]
    assert [why for chunk in chunks for why in chunk["why"]] == [row.why for row in rows]
    (passage,) = chunks[0]["evidence"][0]
    assert passage[1] == 0
    assert "".join(text for text, *_ in passage[2]) == TEXT


def test_namesakes_of_the_place_chosen() -> None:
    """With the gazetteer at hand each place names the others of its name, without it nothing is said."""
    tripoli = replace(ASHKELON, place="طرابلس", place_id="mawqi:tripoli-lebanon")
    frame = to_frame([tripoli, replace(UNDATED, place_id=None)])
    *_, chunk = payload(frame, gazetteer=gazetteer.load())["details"]
    others, none = chunk["namesakes"]
    assert none == []
    assert all(name == "طرابلس" for name, *_ in others)
    libyan = next(other for other in others if other[3] == "LY")
    assert libyan[1] == "Tripoli"
    assert abs(libyan[4] - 2_100_000) < 100_000
    assert "LB" not in {other[3] for other in others}
    assert "namesakes" not in payload(frame)["details"][-1]


@pytest.mark.parametrize("count", [300_001, 1_000_000])
def test_too_many_rows_are_refused(count: int) -> None:
    """More rows than a browser can show are refused before any work, with what to do instead."""
    many = gpd.GeoDataFrame({"id": range(count)}, geometry=[None] * count, crs="EPSG:4326")
    with pytest.raises(geo.FrameError, match="too many for one page") as refused:
        maps.timeline(many)
    message = str(refused.value)
    assert f"{count:,} incidents" in message
    for advice in ("Filter the table", "maps.density", "maps.snapshot", "geo.write"):
        assert advice in message


def test_reports_at_hand_are_named() -> None:
    """The outlet, title, day and address of a known report go along; an unknown one has its id."""
    first, second = payload(FRAME, [REPORT])["details"][0]
    assert first == {
        "id": "first.txt",
        "outlet": "نشرة تجريبية",
        "title": "صاروخان على عسقلان",
        "published": "2010-09-15",
        "url": "https://example.org/first",
    }
    assert second == {"id": "second.txt"}


def _evidence(quotes: Iterable[values.Evidence]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(to_frame([replace(UNDATED, evidence=tuple(quotes))])["evidence"][0])
    return found


def test_passages_mark_the_report_s_own_words() -> None:
    """Evidence in one stretch of a known report becomes one passage, each word once."""
    (found,) = passages(_evidence(ASHKELON.evidence), {REPORT.id: REPORT})
    assert "".join(text for text, _ in found.segments) == TEXT
    marked = {text: fields for text, fields in found.segments if fields}
    assert marked["عسقلان"] == ("kind", "place")
    assert marked["من دون وقوع إصابات"] == ("killed",)


def test_passages_without_the_report() -> None:
    """Without its report a quotation stands alone, and one inside another is marked there."""
    found = passages(_evidence(ASHKELON.evidence), {})
    assert ["".join(text for text, _ in passage.segments) for passage in found] == [
        "سقط صاروخان على مدينة عسقلان",
        "من دون وقوع إصابات",
        "قطاع غزة",
    ]
    assert found[0].segments[1] == ("عسقلان", ("kind", "place"))


def test_passages_of_another_version_of_a_report() -> None:
    """Where a report does not hold the words at their offsets, its text is not shown around them."""
    other = replace(REPORT, text="شيء آخر " + TEXT)
    (found,) = passages(_evidence([evidence("قطاع غزة", "origin")]), {REPORT.id: other})
    assert found.segments == (("قطاع غزة", ("origin",)),)


def test_long_reports_are_cut_at_words() -> None:
    """A passage takes whole words from either side, and says that there is more."""
    text = "كلمة " * 100 + "غارة على بلدة" + " كلمة" * 100
    quote = values.Evidence(report="r", start=500, end=513, quote="غارة على بلدة", field="kind")
    (found,) = passages(_evidence([quote]), {"r": geo.Report(id="r", text=text)})
    whole = "".join(part for part, _ in found.segments)
    assert whole.startswith("… كلمة")
    assert whole.endswith("كلمة …")
    assert len(whole) < 280


def test_interface_in_both_languages() -> None:
    """Both tables have the same keys, and every word of the columns has its name and every kind its sign."""
    tables = assets.strings()
    assert set(tables["ar"]) == set(tables["en"])
    named = {
        "kind": values.IncidentKind,
        "status": values.Status,
        "scope": values.Scope,
        "time_of_day": values.TimeOfDay,
        "date_precision": values.DatePrecision,
        "precision": values.Precision,
        "stance": values.Stance,
        "source": values.Source,
    }
    wanted = {f"{group}.{word}" for group, words in named.items() for word in get_args(words)}
    persons = tomllib.loads((Path(__file__).parents[1] / "seeds" / "casualties.toml").read_text(encoding="utf-8"))
    wanted |= {f"group.{group}" for group in persons["persons"] if group != "any"}
    assert wanted <= set(tables["ar"])
    signs = assets.signs()
    assert set(signs["kinds"]) == set(get_args(values.IncidentKind))
    assert {kind["family"] for kind in signs["kinds"].values()} == set(signs["families"])
    assert len({(kind["family"], kind["glyph"]) for kind in signs["kinds"].values()}) == len(signs["kinds"])


def test_every_word_asked_for_is_there() -> None:
    """Every literal key in the page's code stands in the tables."""
    asked = set(re.findall(r"""\.t\(["']([\w.]+)["']""", assets.script()))
    asked |= set(re.findall(r"""\.count\(["']([\w.]+)["']""", assets.script()))
    assert asked
    assert asked <= set(assets.strings()["en"])


def test_tiles_are_the_caller_s_choice() -> None:
    """A name, a layer of one's own, several, or none; attribution comes along."""
    assert "L.tileLayer" not in page(maps.timeline(FRAME, tiles=None))
    assert "openstreetmap.org/copyright" in page(maps.timeline(FRAME, tiles="OpenStreetMap"))
    own = folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="Example maps")
    assert "Example maps" in page(maps.timeline(FRAME, tiles=[own, "OpenStreetMap"]))
    assert "Esri" in page(maps.timeline(FRAME))


def test_an_offline_page_asks_for_nothing() -> None:
    """Leaflet is inside, there is no link to load, and the policy allows the page's own scripts alone."""
    html = page(maps.timeline(FRAME, offline=True))
    assert not re.search(r"""(?:src|href)=["']?https?:|@import|url\(["']?(?!data:|#)""", _without_data(html))
    policy = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy.split("style-src")[0]
    for script in re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL):
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy


def _without_data(html: str) -> str:
    """Return the page without its links for people and its JSON."""
    return re.sub(r"<script type=.application/json.*?</script>|<a href=.*?>", "", html, flags=re.DOTALL)


def test_an_extended_offline_page_is_not_sealed() -> None:
    """What brings in remote files is not cut off from them."""
    made = maps.timeline(FRAME, offline=True)
    folium.Marker((31, 34), popup="x").add_to(made)
    html = page(made)
    assert "Content-Security-Policy" not in html
    assert any("jquery" in link for link in links(html))


def test_offline_without_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    offline.leaflet.cache_clear()
    monkeypatch.setitem(sys.modules, "xstatic.pkg.leaflet", None)
    with pytest.raises(geo.MissingExtraError, match=r"pip install 'mawqi\[offline\]'"):
        page(maps.timeline(FRAME, offline=True))


LEVANT = (34.3, 31.2, 35, 32.8)
WORLD = (-180, -60, 180, 80)
NEAR = (30.3, 27.2, 39, 36.8)
"""The part that is fine around `LEVANT`."""


def _ring(deltas: list[int]) -> np.ndarray[Any, Any]:
    return np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / 1000


@cache
def _land(box: tuple[float, float, float, float]) -> list[BaseGeometry]:
    rings = [_ring(deltas) for polygon in basemap(box)["land"] for deltas in polygon]
    return [shapely.make_valid(shapely.Polygon(ring)) for ring in rings if len(ring) > 3]


@pytest.mark.parametrize("box", [LEVANT, WORLD], ids=["Levant", "world"])
@pytest.mark.parametrize(
    ("lon", "lat", "is_land"),
    [
        (35.2, 31.78, True),
        (33.5, 32.5, False),
        (2.35, 48.86, True),
        (125, 70, True),
        (100, 73.5, True),
        (90, 66, True),
        (178, 67, True),
        (-178, 67, True),
        (0, -80, True),
        (-30, 30, False),
        (-170, 20, False),
        (-172, 70.5, False),
        (39.5, 33, True),
        (29.5, 33, False),
        (29.5, 27, True),
    ],
)
def test_the_background_tells_land_from_sea(
    box: tuple[float, float, float, float], lon: float, lat: float, *, is_land: bool
) -> None:
    """Land is where it is: near the incidents, beside the fine part, and where longitude turns from 180 to -180."""
    surrounding = sum(ring.covers(shapely.Point(lon, lat)) for ring in _land(box))
    assert (surrounding % 2 == 1) is is_land, "as the canvas fills: land is where an odd number of rings surrounds"


def test_no_shore_where_parts_of_the_background_meet() -> None:
    """Neither the edge of the fine part nor that of the world is drawn as a shore or a border."""
    found = basemap(LEVANT)
    west, south, east, north = NEAR
    for deltas in (*found["shores"], *found["borders"]):
        line = _ring(deltas)
        for one, other in pairwise(line):
            if np.hypot(*(other - one)) < 0.2:
                continue
            assert not any(abs(one[0] - edge) + abs(other[0] - edge) < 0.003 for edge in (-180, west, east, 180))
            assert not any(abs(one[1] - edge) + abs(other[1] - edge) < 0.003 for edge in (-90, south, north))


def test_the_background_is_small() -> None:
    """Less than 130 KB for the Levant, less than 300 KB for the whole world, towns named in both languages."""
    for box, limit in ((LEVANT, 130_000), (WORLD, 300_000)):
        found = basemap(box)
        assert len(assets.json_script(found).encode()) < limit
        assert all(name_ar and name_en for _, _, name_ar, name_en in found["towns"])
    assert "Gaza City" in {town[3] for town in basemap(LEVANT)["towns"]}


def test_ten_thousand_rows() -> None:
    """A row of a large table takes less than 60 bytes."""
    many = to_frame([replace(ASHKELON, id=str(n), lon=34 + n % 997 / 500) for n in range(10_000)])
    html = page(maps.timeline(many))
    assert len(html.encode()) < 60 * 10_000 + len(page(maps.timeline(FRAME)).encode())


def test_folium_is_loaded_when_asked_for() -> None:
    """The command's modules do without folium until a map is made."""
    code = "import sys, maps, maps.cli; sys.exit('folium' in sys.modules or 'geopandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FOLDED = (
    *(
        "أشْكِلون",
        "إسرائيل",
        "آمد",
        "غـــزة ٢٣",
        "مصطفی",
        "کرمانشاه",
        "پنجاب",
        "چالوس",
        "گرگان",
        "ڤيلا",
        "ۀ ہ ھ ە",
        "بؤرة",
        "شاطئ",
    ),
    *(
        "Éskişehir",
        "Köln",
        "STRASSE ß",
        "Ħamrun",
        "a‐b–c",
        "«x» “y” ’z",
        "؟ ؛ ، ٪",
        "a\u202eb\u200fc",
        " a\u00a0 b\t",
        "۴٥६",
    ),
)


def fold_in_node(texts: Sequence[str], folder: Path) -> list[str]:
    """Return what the page's own code makes of texts."""
    given, made = folder / "given.json", folder / "made.json"
    given.write_text(json.dumps(texts), encoding="utf-8")
    script = Path(maps.__file__).parent / "static" / "text.js"
    code = (
        f"const fs = require('fs'); require({json.dumps(str(script))});"
        f"const texts = JSON.parse(fs.readFileSync({json.dumps(str(given))}, 'utf-8'));"
        f"fs.writeFileSync({json.dumps(str(made))}, JSON.stringify(texts.map(Mawqi.text.fold)));"
    )
    subprocess.run([str(NODE), "-e", code], check=True)
    found: list[str] = json.loads(made.read_text(encoding="utf-8"))
    return found


@pytest.mark.skipif(NODE is None, reason="node is not here to run the page's own code")
def test_search_folds_as_the_gazetteer_does(tmp_path: Path) -> None:
    """Words, and every character between two letters, fold in the page as they do in the gazetteer."""
    every = [f"a{letter}b" for letter in map(chr, range(0x110000)) if _is_known(letter)]
    texts = [*FOLDED, *every]
    made = fold_in_node(texts, tmp_path)
    assert [(text, found) for text, found in zip(texts, made, strict=True) if normalise(text) != found] == []


def _is_known(letter: str) -> bool:
    """Tell whether both sides know a character alike: Cherokee has its capitals the other way round in JavaScript."""
    if letter == "\U0001171e":
        return False  # a letter of Ahom whose category Unicode 15.1 changed
    return unicodedata.category(letter) not in {"Cn", "Co", "Cs"} and "CHEROKEE" not in unicodedata.name(letter, "")


@pytest.mark.skipif(NODE is None, reason="node is not here to run the page's own code")
def test_search_folds_reports_as_the_gazetteer_does(tmp_path: Path, root: Path) -> None:
    """Whole reports of the samples fold alike."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / "seeds" / "reports").rglob("*.txt"))]
    assert texts
    assert fold_in_node(texts, tmp_path) == [normalise(text) for text in texts]


@pytest.mark.skipif(NODE is None, reason="node is not here to run the page's own tests")
def test_the_page_s_logic() -> None:
    """Time windows, filters, search, clusters, addresses and files of the page pass their own tests."""
    folder = Path(__file__).with_name("js")
    done = subprocess.run(
        [str(NODE), "--test", "--test-reporter=tap", *map(str, sorted(folder.glob("*.test.mjs")))],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "# fail 0" in done.stdout
