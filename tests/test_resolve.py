"""Relative places: points worked out from a named place and the words beside it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import load
from gazetteer.arabic import normalise
from gazetteer.distance import great_circle_km
from gazetteer.seeds import read_toml
from geo.text import read
from geo.toponyms.directions import bearing_of
from geo.toponyms.geodesy import bearing_gap, mean_bearing, moved
from geo.toponyms.mentions import find_in, find_places
from geo.toponyms.relative import RelativePlace, relative


def only(text: str, name: str) -> RelativePlace | None:
    """Return what the words around a name in a text point to."""
    doc = read(text)
    found = find_in(doc)
    return next(relative(doc, located, found) for located in found if located.mention.text == name)


CASES = [
    ("كمين على بعد 10 كيلومترات جنوب الموصل", "الموصل", "على بعد 10 كيلومترات جنوب الموصل", (36.245, 43.12), 8),
    ("أصيبت سفينة على بعد 45 ميلا بحريا غرب الحديدة", "الحديدة", "على بعد 45 ميلا بحريا غرب الحديدة", (14.8, 42.18), 9),
    ("سقط صاروخ في حقل بين سديروت ونتيفوت", "سديروت", "بين سديروت ونتيفوت", (31.474, 34.593), 8),
    ("غارة على الطريق بين بلدتي كفركلا والعديسة", "العديسة", "بين بلدتي كفركلا والعديسة", (33.268, 35.548), 4),
    ("شن الطيران غارتين شمال غرب خان يونس", "خان يونس", "شمال غرب خان يونس", (31.365, 34.28), 6),
    ("أطلقت الزوارق النار قبالة سواحل غزة", "غزة", "قبالة سواحل غزة", (31.5, 34.46), 8),
    ("سقطت قذيفة قرب الصنمين ليلا", "الصنمين", "قرب الصنمين", (33.072, 36.183), 5),
    ("سقطت قذيفة على تخوم حماة", "حماة", "تخوم حماة", (35.13, 36.75), 10),
]


@pytest.mark.parametrize(("text", "name", "phrase", "point", "km"), CASES)
def test_phrases(text: str, name: str, phrase: str, point: tuple[float, float], km: float) -> None:
    """The phrase, its point, and a radius that holds it."""
    found = only(text, name)
    assert found is not None
    assert found.text == phrase
    assert text[found.span.start : found.span.end] == phrase
    assert great_circle_km(found.lat, found.lon, *point) <= km
    assert found.precision == "near"
    assert found.uncertainty_m >= 1_000
    assert found.why


def test_a_distance_without_a_side_is_a_ring() -> None:
    """Nothing says where on the ring, so the point stays and the radius takes the distance in."""
    found = only("وقع انفجار على مسافة كيلومترين من جباليا", "جباليا")
    assert found is not None
    assert "2 km" in found.why
    assert found.uncertainty_m > 2_000


def test_a_number_in_words() -> None:
    """A distance may be written out."""
    found = only("كمين على بعد عشرين كيلومترا شرق مدينة تدمر", "تدمر")
    assert found is not None
    assert great_circle_km(34.56, 38.5, found.lat, found.lon) < 5


def test_a_side_of_a_country_is_an_area() -> None:
    """The point moves to that side of the country, and it stays an area."""
    found = only("سقطت صواريخ على جنوب إسرائيل", "إسرائيل")
    assert found is not None
    assert found.text == "جنوب إسرائيل"
    assert found.precision == "region"
    assert found.lat < 31.3
    assert found.uncertainty_m > 50_000


@pytest.mark.parametrize("text", ["سقط صاروخ على مدينة صيدا", "وصل إلى صيدا", "قالت بلدية صيدا"])
def test_plain_places_are_not_relative(text: str) -> None:
    """A name without such words means the place itself."""
    assert only(text, "صيدا") is None


def test_half_the_distance_either_way() -> None:
    """Between two towns the radius reaches both."""
    found = only("على الطريق بين تدمر والسخنة وقع كمين", "تدمر")
    assert found is not None
    assert 25_000 < found.uncertainty_m < 40_000


@pytest.mark.parametrize(
    ("words", "degrees"), [("شمال", 0), ("شرقي", 90), ("جنوب غرب", 225), ("الشمالي الغربي", 315), ("وبجنوب", 180)]
)
def test_bearings(words: str, degrees: float) -> None:
    """Words for sides come to degrees from north."""
    found = bearing_of(normalise(words).split())
    assert found is not None
    assert bearing_gap(found, degrees) < 1e-6


def test_opposite_sides_cancel() -> None:
    """North and south together say nothing."""
    assert mean_bearing([0, 180]) is None
    assert mean_bearing([]) is None


@given(st.floats(-170, 170), st.floats(-70, 70), st.floats(0, 200_000), st.floats(0, 359))
def test_moved_as_far_as_told(lon: float, lat: float, metres: float, towards: float) -> None:
    """A point is moved by the distance told, within the sphere's half per cent."""
    there = moved(lon, lat, metres=metres, towards=towards)
    assert abs(great_circle_km(lat, lon, there[1], there[0]) * 1000 - metres) <= metres * 0.006 + 1


WORDS = ("على", "بعد", "10", "كيلومترات", "ميل", "جنوب", "بين", "و", "غزة", "ورفح", "قرب", "من", "ريف", "،")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_order_of_words(words: list[str]) -> None:
    """Whatever the words, the answer quotes the text and stays on the Earth."""
    text = " ".join(words)
    doc = read(text)
    found = find_in(doc)
    for located in found:
        answer: Any = relative(doc, located, found)
        if answer is not None:
            assert text[answer.span.start : answer.span.end] == answer.text
            assert -90 <= answer.lat <= 90
            assert answer.uncertainty_m > 0


def test_seats_are_places_of_the_base() -> None:
    """Every seat of government that the resolver knows is in the gazetteer, as a city."""
    gazetteer = load()
    for place_id in read_toml("resolve.toml")["seats"]["places"]:
        place = gazetteer.get(place_id)
        assert place is not None, place_id
        assert place.kind in {"city", "town"}, place_id


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("أسقطت طائرات فوق مقاطعتي بيلغورود وكورسك", ["mawqi:belgorod-oblast", "mawqi:kursk-oblast"]),
        ("قصف على محافظتي حلب وحماة", ["mawqi:aleppo-governorate", "mawqi:hama-governorate"]),
        ("غارات على محافظة حلب ومحافظة إدلب", ["mawqi:aleppo-governorate", "mawqi:idlib-governorate"]),
        ("قصف على محافظتي حلب وإدلب", ["mawqi:aleppo-governorate", "mawqi:idlib-governorate"]),
        ("قصف على حلب وإدلب", ["mawqi:aleppo", "mawqi:idlib"]),
        ("قصف على مدينتي حلب وحماة", ["mawqi:aleppo", "mawqi:hama"]),
        ("محافظات العراق وسوريا", ["mawqi:iraq", "mawqi:syria"]),
    ],
)
def test_a_generic_word_before_several_names(text: str, places: list[str]) -> None:
    """A dual or plural such as محافظتي says of each name of its list what it is; areas that adjoin are near."""
    assert [mention.place.id for mention in find_places(text) if mention.place] == places
