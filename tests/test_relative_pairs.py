"""Places named by two others, by an anchor, or as a side of a country."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import load
from gazetteer.distance import great_circle_km
from gazetteer.place import Place
from gazetteer.seeds import read_toml
from geo.text import read
from geo.toponyms.extents import side_of_area
from geo.toponyms.geodesy import distance_m, halfway
from geo.toponyms.mentions import find_in
from geo.toponyms.relative import RelativePlace, relative


def only(text: str, name: str) -> RelativePlace | None:
    """Return what the words around a name in a text point to."""
    doc = read(text)
    found = find_in(doc)
    return next(relative(doc, located, found) for located in found if located.mention.text == name)


def country(code: str) -> Place:
    """Return a country by its code."""
    place = load().get(f"iso:{code}")
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("text", "name", "phrase", "point", "km"),
    [
        ("انفجرت عبوة على طريق بغداد - كركوك أمس", "بغداد", "طريق بغداد - كركوك", (34.39, 44.38), 15),
        ("انفجار على أوتوستراد دمشق - درعا", "درعا", "أوتوستراد دمشق - درعا", (33.06, 36.2), 8),
        ("انقلبت حافلة على الطريق من كسلا إلى القضارف", "القضارف", "الطريق من كسلا إلى القضارف", (14.75, 35.9), 15),
        ("هجوم على الطريق الدولي بين حمص وحماة", "حماة", "بين حمص وحماة", (34.93, 36.74), 8),
    ],
)
def test_on_the_road_between_two_towns(
    text: str, name: str, phrase: str, point: tuple[float, float], km: float
) -> None:
    """A road that two towns tell is the middle of the two, and as wide as to reach both."""
    found = only(text, name)
    assert found is not None
    assert found.text == phrase
    assert text[found.span.start : found.span.end] == phrase
    assert great_circle_km(found.lat, found.lon, *point) <= km
    assert found.between
    assert "on the road" in found.why or "halfway" in found.why


@pytest.mark.parametrize("text", ["قصف حمص وحماة", "زار حمص ثم تدمر", "قتيل في حمص، وجريح في تدمر"])
def test_two_towns_alone_are_no_road(text: str) -> None:
    """Without a word for a road or between, each name means itself."""
    assert only(text, "حمص") is None


def test_on_the_border_of_two_countries() -> None:
    """Between two countries is their border, not the middle of their middles."""
    found = only("ضبط شاحنة أسلحة على الحدود بين السودان وتشاد", "تشاد")
    assert found is not None
    assert found.precision == "region"
    assert great_circle_km(found.lat, found.lon, 14.0, 23.3) < 50
    assert found.uncertainty_m >= 100_000
    assert "border" in found.why


def test_countries_without_a_common_border_have_no_middle() -> None:
    """Nothing is made up between two countries that do not touch."""
    assert only("رحلات بين اليمن وفرنسا", "اليمن") is None


@pytest.mark.parametrize(
    ("text", "name", "anchor", "km"),
    [
        ("قصف على قرية المشرعية في ريف حمص الشمالي", "المشرعية", (34.88, 36.73), 5),
        ("غارة على قرية الخضيرية قرب دير الزور", "الخضيرية", (35.34, 40.14), 3),
        ("سقوط قذيفة في بلدة السمندرية شمال شرق كسلا", "السمندرية", (15.5, 36.45), 5),
    ],
)
def test_an_unknown_name_lies_by_its_anchor(text: str, name: str, anchor: tuple[float, float], km: float) -> None:
    """A name that no gazetteer has is put where the text does, with a radius that says how roughly."""
    found = only(text, name)
    assert found is not None
    assert found.text == name
    assert great_circle_km(found.lat, found.lon, *anchor) <= km
    assert found.uncertainty_m >= 15_000
    assert "no gazetteer has" in found.why


@pytest.mark.parametrize("text", ["قصف على قرية المشرعية، وفي الرقة هدوء", "قصف على قرية المشرعية في سوريا"])
def test_an_unknown_name_without_an_anchor_stays_unknown(text: str) -> None:
    """A name elsewhere in the text, or a whole country, is no anchor."""
    assert only(text, "المشرعية") is None


def test_sides_of_a_country_lie_in_it() -> None:
    """Each side of a country with an extent lies in the box, on that side of its middle."""
    for row in read_toml("relative.toml")["extent"]:
        west, south, east, north = row["box"]
        place = country(row["country"])
        assert west < place.lon < east, row
        assert south < place.lat < north, row
        for towards in range(0, 360, 45):
            found = side_of_area(place, towards)
            assert found is not None
            (lon, lat), radius = found
            assert west < lon < east
            assert south < lat < north
            assert 0 < radius < 1_500_000


def test_a_border_joins_two_countries_once() -> None:
    """Both codes are countries, no pair has two rows, and the stretch is within reach of both."""
    rows = read_toml("relative.toml")["border"]
    assert len({frozenset(row["countries"]) for row in rows}) == len(rows)
    for row in rows:
        for code in row["countries"]:
            place = country(code)
            reach = row["km"] + place.uncertainty_m / 1000
            assert great_circle_km(row["lat"], row["lon"], place.lat, place.lon) < reach, row


POINTS = st.builds(
    Place,
    id=st.just("x:1"),
    name=st.just("x"),
    name_ar=st.none(),
    name_en=st.none(),
    kind=st.just("town"),
    country=st.none(),
    admin=st.none(),
    lon=st.floats(-179, 179),
    lat=st.floats(-80, 80),
    uncertainty_m=st.just(1000.0),
    population=st.none(),
    source=st.just("x"),
)


@given(POINTS, POINTS)
def test_halfway_is_as_far_from_both(one: Place, other: Place) -> None:
    """The middle is half the distance from either, whichever comes first and across the date line too."""
    apart = distance_m(one, other)
    lon, lat = halfway(one, other)
    assert -180 <= lon <= 180
    if apart < 19_000_000:
        for end in (one, other):
            assert abs(great_circle_km(end.lat, end.lon, lat, lon) * 1000 - apart / 2) < apart * 0.001 + 1
