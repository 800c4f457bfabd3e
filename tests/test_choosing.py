"""What decides between places of one name, and how sure the answer is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from gazetteer.seeds import read_csv
from geo.text import read
from geo.toponyms.home import homes, varieties
from geo.toponyms.weights import TABLE, calibrated, learnt


def place_of(text: str, name: str, *, outlet: str | None = None) -> str | None:
    """Return the country and kind of the place that a name in a text was taken for."""
    mention = next(m for m in geo.find_places(text, outlet=outlet) if m.text == name)
    return f"{mention.place.country} {mention.place.kind}" if mention.place else None


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("أفادت مصادر في محافظة ريف دمشق بسقوط قذائف على مدينة دوما", "دوما", "SY city"),
        ("انفجار في الطيبة جنوب لبنان", "الطيبة", "LB village"),
        ("وصلت الشحنة إلى ميناء طرابلس شمال لبنان", "ميناء طرابلس", "LB facility"),
        ("حريق في حي المطرية شرق القاهرة", "المطرية", "EG neighbourhood"),
        ("جرحى في مدينة الكويت", "الكويت", "KW city"),
        ("وصل الوزير إلى الكويت قادما من عمان", "الكويت", "KW country"),
    ],
)
def test_the_words_around_decide(text: str, name: str, place: str) -> None:
    """Containment, generic words and neighbours choose among namesakes."""
    mentions = [m for m in geo.find_places(text) if name in m.text or m.text in name]
    assert [f"{m.place.country} {m.place.kind}" for m in mentions if m.place] == [place]


def test_an_outlet_is_at_home() -> None:
    """The country comes from an adjective, a known name, or the end of a domain; other outlets have none."""
    assert homes("الوكالة الوطنية السورية") == {"SY"}
    assert homes("وكالة سانا") == {"SY"}
    assert homes("www.nna-leb.gov.lb") == {"LB"}
    assert homes("https://example.com/news") == frozenset()
    assert homes("رويترز") == frozenset()
    assert homes(None) == frozenset()


def test_the_variety_of_arabic_tells_countries() -> None:
    """Months by French names are Algerian and Tunisian, Syriac ones eastern; common words tell nothing."""
    assert set(varieties(read("وقع الحادث يوم 3 جانفي"))) == {"DZ", "TN"}
    assert "LB" in varieties(read("في الرابع من تموز"))
    assert varieties(read("وقع انفجار في المدينة يوم الأحد")) == {}


def test_a_namesake_takes_the_outlets_country() -> None:
    """طرابلس alone is Libya's; where the outlet is Lebanese it is likelier Lebanon's than without one."""

    def lebanese(outlet: str | None) -> float:
        mention = geo.find_places("حريق في طرابلس", outlet=outlet)[0]
        return next(m.score for m in mention.candidates if m.place.country == "LB")

    assert lebanese("الوكالة الوطنية للإعلام") > lebanese(None)


def test_a_generic_word_elsewhere_in_the_report_counts() -> None:
    """A name that the report calls a governorate once may be the governorate where it stands alone."""

    def governorate(text: str) -> float:
        mention = geo.find_places(text)[-1]
        return next(m.score for m in mention.candidates if m.place.kind == "governorate")

    alone = governorate("سقطت قذائف. وشهدت درعا هدوءا")
    assert governorate("سقطت قذائف على محافظة درعا. وشهدت درعا هدوءا") > alone


def test_no_place_where_the_text_contradicts_every_namesake() -> None:
    """A small namesake far away is no answer; the candidates are kept."""
    for mention in geo.find_places("قصف على قرية كفركلا شرق الخرطوم في السودان، وقرب ود مدني"):
        if mention.text == "كفركلا":
            assert mention.place is None
            assert mention.candidates
            break
    else:
        pytest.fail("the village is not found at all")


def test_every_weight_has_its_meaning_and_stays_near_its_prior() -> None:
    """The table is small, explained, and no learnt weight turned against what it is meant to say."""
    rows = [row for _, row in read_csv(TABLE)]
    assert len({row["fact"] for row in rows}) == len(rows) < 40
    for row in rows:
        assert row["meaning"]
        if not row["fact"].startswith("score"):
            assert float(row["weight"]) * float(row["prior"]) > 0, row


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_score_is_a_probability_that_grows_with_the_evidence(chosen: float, low: float, high: float) -> None:
    """The likelier the words name a place, the surer the answer."""
    low, high = sorted((low, high))
    assert 0 <= calibrated(chosen, low) <= calibrated(chosen, high) <= 1
    assert learnt()["score_named"] > 0
