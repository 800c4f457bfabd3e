"""The geocoder keeps geopy's contract, and works where one of geopy's does."""

import copy
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geopandas.tools import geocode, reverse_geocode
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location
from geopy.point import Point
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point as Geometry

import gazetteer
import geo
from gazetteer.index import BASE


@pytest.fixture(scope="module")
def coder() -> geo.Geocoder:
    """Return a geocoder of the built-in gazetteer."""
    return geo.Geocoder()


def one(found: object) -> Location:
    """Return a location, and fail on anything else."""
    assert isinstance(found, Location)
    return found


@pytest.mark.parametrize(
    "nothing", [None, "", "  ", "،", float("nan"), np.float32("nan"), pd.NA, pd.NaT, "صاروخ لا مكان له"]
)
def test_nothing_gives_none(coder: geo.Geocoder, nothing: str) -> None:
    """Never an empty list, never 0, 0."""
    assert coder.geocode(nothing) is None
    assert coder.geocode(nothing, exactly_one=False) is None


def test_one_location_by_default(coder: geo.Geocoder) -> None:
    """It unpacks to the address and the point, latitude first."""
    address, (lat, lon) = one(coder.geocode("عسقلان"))
    assert address.startswith("عسقلان")
    assert (lat, lon) == (pytest.approx(31.67, abs=0.05), pytest.approx(34.57, abs=0.05))


def test_a_list_when_asked_for(coder: geo.Geocoder) -> None:
    """The likeliest first, at most as many as the limit."""
    found = coder.geocode("طرابلس", exactly_one=False, limit=2)
    assert isinstance(found, list)
    assert len(found) == 2
    assert found[0].raw["score"] >= found[1].raw["score"]
    assert len(coder.geocode("طرابلس", exactly_one=False) or []) >= 2


def test_the_answer_is_explained(coder: geo.Geocoder) -> None:
    """`raw` tells the place, how and why, and who else bears the name."""
    raw = one(coder.geocode("طرابلس")).raw
    assert {"id", "kind", "country", "score", "how", "why", "candidates", "uncertainty_m", "source"} <= set(raw)
    assert raw["candidates"]
    assert raw["id"] not in {candidate["id"] for candidate in raw["candidates"]}


@pytest.mark.parametrize(
    ("query", "country"),
    [
        ("طرابلس، ليبيا", "LY"),
        ("طرابلس، لبنان", "LB"),
        ("دوما، ريف دمشق", "SY"),
        ("دوما، سوريا", "SY"),
        ("دوما؛ فلسطين", "PS"),
        ("Tripoli, Libya", "LY"),
        ("عسقلان، إسرائيل", "IL"),
    ],
)
def test_what_follows_a_comma_says_where(coder: geo.Geocoder, query: str, country: str) -> None:
    """Country, governorate or region of the place."""
    assert one(coder.geocode(query)).raw["country"] == country


def test_a_context_counts_for_the_score_and_is_told(coder: geo.Geocoder) -> None:
    """As sure as with the country given; `why` names what holds the place, or what was passed over."""
    said = one(coder.geocode("طرابلس، لبنان")).raw
    assert said["score"] == one(coder.geocode("طرابلس", country_codes="LB")).raw["score"] > 0.9
    assert "it lies in لبنان" in said["why"]
    passed_over = one(coder.geocode("طرابلس، قققققق")).raw
    assert passed_over["score"] == one(coder.geocode("طرابلس")).raw["score"]
    assert "'قققققق' names nothing" in passed_over["why"]


def test_a_place_that_is_not_there_is_not_found(coder: geo.Geocoder) -> None:
    """A contradiction has no answer."""
    assert coder.geocode("عسقلان، مصر") is None
    assert coder.geocode("طرابلس", country_codes="JP") is None


def test_options_are_passed_on(coder: geo.Geocoder) -> None:
    """Countries, kind, nearness."""
    assert one(coder.geocode("طرابلس", country_codes=["LY", "TN"])).raw["country"] == "LY"
    assert one(coder.geocode("حمص", kind="governorate")).raw["kind"] == "governorate"
    assert one(coder.geocode("طرابلس", near=(32.9, 13.2))).raw["country"] == "LY"
    with pytest.raises(ValueError, match="ISO 3166"):
        coder.geocode("حمص", country_codes="Syria")


@pytest.mark.parametrize(
    "near", [(32.9, 13.2), "32.9, 13.2", Point(32.9, 13.2), Location("", (32.9, 13.2), {}), np.array([32.9, 13.2])]
)
def test_near_takes_a_point_of_any_form(coder: geo.Geocoder, near: Point) -> None:
    """As `reverse` does."""
    assert one(coder.geocode("طرابلس", near=near)).raw["country"] == "LY"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        *[({"limit": limit}, "limit .* whole number") for limit in (0, -1, "3", 1.5, True)],
        *[({"language": language}, "neither 'ar' nor 'en'") for language in ("fr", "", 7, True, "arabic")],
    ],
)
@pytest.mark.parametrize("exactly_one", [True, False])
def test_an_option_that_there_is_not_is_refused(
    coder: geo.Geocoder, options: dict[str, object], message: str, exactly_one: object
) -> None:
    """By `geocode` and `reverse` alike, whether there is an answer or not."""
    with pytest.raises(ValueError, match=message):
        coder.geocode("حمص", exactly_one=bool(exactly_one), **options)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=message):
        coder.geocode(None, exactly_one=bool(exactly_one), **options)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=message):
        coder.reverse((31.67, 34.57), exactly_one=bool(exactly_one), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("near", ["here", (1,), (134.0, 31.0), 5, {"lat": 1}])
def test_a_wrong_nearness_is_refused(coder: geo.Geocoder, near: Point) -> None:
    """The message names the option and shows what was given."""
    with pytest.raises(ValueError, match="near"):
        coder.geocode("حمص", near=near)


@pytest.mark.parametrize("language", [None, False, "ar", "AR", "ar-SY", "ar_EG"])
def test_arabic_is_the_default(coder: geo.Geocoder, language: str) -> None:
    """Also where geopy's geocoders are told to keep to their default."""
    assert one(coder.geocode("حمص", language=language)).address == one(coder.geocode("حمص")).address
    assert one(coder.geocode("حمص", language="en-GB")).address.startswith("Homs")


@pytest.mark.parametrize("name", ["القدس", "مجدل شمس", "البلدة القديمة في القدس", "الغجر", "كتسرين", "فيق"])
def test_an_address_takes_no_side(coder: geo.Geocoder, name: str) -> None:
    """Where several states claim the land no country is named, nor a unit of one; the source's code stays in `raw`."""
    found = one(coder.geocode(name))
    assert found.address.split("، ") in ([found.raw["name"]], [found.raw["name"], "الجولان"])
    assert found.raw["country"]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("عسقلان", "إسرائيل"),
        ("طبريا", "إسرائيل"),
        ("رام الله", "فلسطين"),
        ("دمشق", "سوريا"),
        ("القنيطرة", "سوريا"),
        ("صيدا الجولان", "سوريا"),
        ("كولومبيا، الولايات المتحدة", "الولايات المتحدة"),
    ],
)
def test_other_addresses_name_the_country(coder: geo.Geocoder, name: str, country: str) -> None:
    """Of places next to such land too."""
    assert one(coder.geocode(name)).address.endswith(f"، {country}")


@pytest.mark.parametrize("query", [{"city": "غزة"}, 7, ["غزة"], b"gaza"])
def test_what_is_no_text_is_refused(coder: geo.Geocoder, query: object) -> None:
    """With a message that shows what was given."""
    with pytest.raises(ValueError, match="not a place name"):
        coder.geocode(query)  # type: ignore[arg-type]


def test_the_address_is_in_the_language_asked_for(coder: geo.Geocoder) -> None:
    """Arabic by default, with its comma; English on demand."""
    assert "، " in one(coder.geocode("دوما، سوريا")).address
    assert one(coder.geocode("دوما، سوريا", language="en")).address.endswith(", Syria")


@pytest.mark.parametrize(
    "point",
    [
        (31.67, 34.57),
        [31.67, 34.57],
        "31.67, 34.57",
        "31.67 34.57",
        Point(31.67, 34.57),
        Location("", (31.67, 34.57), {}),
        np.array([31.67, 34.57]),
        pd.Series([31.67, 34.57]),
    ],
)
def test_a_point_of_any_form_has_a_place(coder: geo.Geocoder, point: object) -> None:
    """The nearest place, with its distance."""
    raw = one(coder.reverse(point)).raw  # type: ignore[arg-type]
    assert raw["country"] == "IL"
    assert raw["distance_km"] < 5


def test_the_middle_of_the_sea_has_none(coder: geo.Geocoder) -> None:
    """Nothing within reach, nothing invented."""
    assert coder.reverse((0, -30)) is None
    assert coder.reverse((0, -30), exactly_one=False) is None


@pytest.mark.parametrize("missing", [None, "", (float("nan"), 1.0), (None, None), np.array([np.nan, 1.0]), pd.NA])
def test_a_missing_point_has_none(coder: geo.Geocoder, missing: object) -> None:
    """None, NaN and blank."""
    assert coder.reverse(missing) is None  # type: ignore[arg-type]


def test_a_point_off_the_earth_is_refused(coder: geo.Geocoder) -> None:
    """As geopy does: latitude comes first."""
    with pytest.raises(ValueError, match="Latitude"):
        coder.reverse((134.0, 31.0))


@pytest.mark.parametrize("query", [5, 31.67, "here", (1, 2, 3, 4), {"lat": 1}, Geometry(34.57, 31.67), object()])
def test_what_is_no_point_is_refused(coder: geo.Geocoder, query: Point) -> None:
    """With a message that says how to write one."""
    with pytest.raises(ValueError, match=r"is not a point.*\(31\.67, 34\.57\)"):
        coder.reverse(query)


def test_there_and_back(coder: geo.Geocoder) -> None:
    """The place at the point of a town is that town or a quarter next to its centre."""
    for name in ("عسقلان", "سديروت", "حمص", "دوما، سوريا"):
        there = one(coder.geocode(name))
        assert one(coder.reverse(there.point)).raw["distance_km"] < 5


def test_geopandas_geocodes_with_it() -> None:
    """The class is the provider; what is not found has an empty geometry."""
    frame = geocode(pd.Series(["عسقلان", None, "أسدود", "لا مكان بهذا الاسم"]), provider=geo.Geocoder)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert list(frame.geometry.is_empty) == [False, True, False, True]
    assert frame.geometry.iloc[0].x == pytest.approx(34.57, abs=0.05)


def test_geopandas_reverses_with_it() -> None:
    """Longitude and latitude keep their order."""
    frame = reverse_geocode([Geometry(34.57, 31.67), Geometry(-30, 0)], provider=geo.Geocoder)
    assert list(frame.geometry.is_empty) == [False, True]
    assert frame.geometry.iloc[0].y == pytest.approx(31.67, abs=0.05)


def test_it_takes_the_options_of_other_geocoders() -> None:
    """user_agent and timeout have no meaning here, and do no harm."""
    assert geo.Geocoder(user_agent="me", timeout=3).geocode("حمص", timeout=1) is not None


@pytest.mark.parametrize("wrong", ["foo", 7, BASE])
def test_what_is_no_gazetteer_is_refused(wrong: object) -> None:
    """When the geocoder is made, not when it is first asked."""
    with pytest.raises(TypeError, match=r"is not a Gazetteer.*gazetteer\.load"):
        geo.Geocoder(wrong)  # type: ignore[arg-type]


def test_a_mistyped_option_is_refused() -> None:
    """Only what geopy's geocoders take is passed over."""
    with pytest.raises(TypeError, match="'gazeteer'"):
        geo.Geocoder(gazeteer=gazetteer.load())


@pytest.mark.parametrize("passed_on", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])  # noqa: S301  our own pickle
def test_a_used_geocoder_can_be_copied_and_pickled(passed_on: Callable[[geo.Geocoder], geo.Geocoder]) -> None:
    """So that it goes to other processes."""
    coder = geo.Geocoder()
    there = one(coder.geocode("حمص"))
    assert one(passed_on(coder).geocode("حمص")).raw == there.raw


def test_the_rate_limiter_wraps_it(coder: geo.Geocoder) -> None:
    """Geopy's helper for tables works."""
    limited = RateLimiter(coder.geocode, min_delay_seconds=0)
    assert pd.Series(["حمص", "حلب"]).apply(limited).notna().all()


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_any_text_has_an_answer_or_none(text: str) -> None:
    """No text raises."""
    found = geo.Geocoder().geocode(text, exactly_one=False)
    assert found is None or (isinstance(found, list) and found)


def test_the_examples_of_the_page_run(root: Path, tmp_path: Path) -> None:
    """The Python of docs/geocoding.md, in one go and in order; it asks no service."""
    page = (root / "docs" / "geocoding.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    offline = "import socket; socket.socket.connect = None\n"
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", "-c", offline + "\n".join(examples)],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "عسقلان" in told.stdout


def test_a_geocode_loads_no_table_package() -> None:
    """A fresh process answers without pandas, geopandas or folium, and opens no file of answers."""
    code = (
        "import geo, sys; print(geo.Geocoder().geocode('عسقلان')[1]);"
        "print({'pandas', 'geopandas', 'folium', 'sqlite3'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[1] == "set()"


@pytest.mark.parametrize("written", ["31.67، 34.57", "٣١٫٦٧، ٣٤٫٥٧", "۳۱٫۶۷؛ ۳۴٫۵۷"])
def test_a_point_may_be_written_in_arabic(written: str) -> None:
    """With Arabic or Persian digits, the Arabic comma and the Arabic decimal sign."""
    found, plain = (geo.Geocoder().reverse(point) for point in (written, "31.67, 34.57"))
    assert isinstance(found, Location)
    assert isinstance(plain, Location)
    assert found.raw["id"] == plain.raw["id"]


@pytest.mark.parametrize("name", ["سلفيت", "طوباس", "الكرك", "مادبا"])
def test_a_bare_name_is_the_towns_and_not_the_units_around_it(name: str) -> None:
    """With the word for units before it the unit comes first."""
    coder = geo.Geocoder()
    kinds = [found.raw["kind"] for found in (coder.geocode(name), coder.geocode(f"محافظة {name}")) if found]  # type: ignore[union-attr]
    assert kinds[0] in {"city", "town"}
    assert kinds[1:] == ["governorate"]
