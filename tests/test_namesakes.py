"""Names that several countries have: which is meant is told by the words beside them, by tags and by other places."""

import pytest

from geo import find_places

IN_COUNTRIES = [
    ("طرابلس", "LB", "انتشر الجيش اللبناني في باب التبانة في طرابلس"),
    ("طرابلس", "LY", "اندلعت اشتباكات في العاصمة الليبية طرابلس"),
    ("الطيبة", "LB", "استهدفت غارة بلدة الطيبة جنوب لبنان"),
    ("الطيبة", "PS", "هاجم مستوطنون قرية الطيبة شرق رام الله"),
    ("دوما", "PS", "أحرق مستوطنون منزلا في قرية دوما جنوب نابلس"),
    ("دوما", "SY", "قصفت الطائرات مدينة دوما في الغوطة الشرقية"),
    ("القنيطرة", "MA", "اندلع حريق في مدينة القنيطرة المغربية"),
    ("القصير", "EG", "غرق قارب قبالة مدينة القصير على البحر الأحمر في مصر"),
    ("المنصورة", "YE", "هز انفجار مديرية المنصورة في عدن"),
    ("المنصورة", "SY", "سيطرت قوات على بلدة المنصورة في ريف الرقة"),
    ("رفح", "EG", "هجوم على حاجز في رفح بشمال سيناء المصرية"),
    ("صيدا", "SY", "قصف على بلدة صيدا في ريف درعا"),
    ("الجفر", "JO", "وفاة طفل في الجفر #سيول_الأردن"),
    ("السيدة زينب", "EG", "حريق أمام معهد الأورام بالسيدة زينب"),
    ("الحسينية", "IQ", "انفجرت سيارة مفخخة في منطقة الحسينية شمال بغداد"),
]


@pytest.mark.parametrize(("name", "country", "text"), IN_COUNTRIES)
def test_the_words_beside_a_name_tell_its_country(name: str, country: str, text: str) -> None:
    """One sentence is enough."""
    found = [mention.place for mention in find_places(text) if mention.text.endswith(name)]
    assert [place.country for place in found if place] == [country]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("الكرك", "غارة على بلدة الكرك قرب زحلة في البقاع"),
        ("قرية البيضاء", "قتل مدنيون في قرية البيضاء قرب بانياس"),
        ("البريج", "اشتباكات قرب بلدة البريج في القلمون بريف دمشق"),
    ],
)
def test_no_namesake_abroad_is_taken_for_what_the_text_puts_elsewhere(name: str, text: str) -> None:
    """A known place of another country is no answer to a name that the text has near or in another."""
    places = [mention.place for mention in find_places(text) if mention.text == name]
    assert [place for place in places if place is not None and place.country in {"JO", "LY", "PS"}] == []
    assert places


def test_leading_somewhere_is_not_lying_there() -> None:
    """What is fired from one place on the south of a country does not place the first in it."""
    found = find_places("أطلقت القذائف من قطاع غزة على جنوب إسرائيل")
    assert found[0].place is not None
    assert found[0].place.id == "mawqi:gaza-strip"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("أمطار على محافظة #الجيزة", "governorate"),
        ("الطريق إلى مدينة #الكويت", "city"),
        ("في منطقة #الرياض", "governorate"),
    ],
)
def test_a_generic_word_counts_across_the_sign_of_a_tag(text: str, kind: str) -> None:
    """As it does before a name without one."""
    assert [mention.place and mention.place.kind for mention in find_places(text)] == [kind]


@pytest.mark.parametrize(("country", "place"), [("السعودية", "SA"), ("الأردن", "JO"), ("البحرين", "BH")])
def test_the_kingdom_is_the_one_that_the_report_speaks_of(country: str, place: str) -> None:
    """Several countries are called so at home."""
    text = f"أعلنت وزارة الصحة في {country} تسجيل إصابات بفيروس كورونا في المملكة"
    kingdoms = [mention.place for mention in find_places(text) if mention.text == "المملكة"]
    assert [kingdom and kingdom.country for kingdom in kingdoms] == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [("نازحون من جنوب القاهرة", "mawqi:cairo"), ("عاصفة على شمال غرب السعودية", "mawqi:saudi-arabia")],
)
def test_a_name_with_a_side_has_its_place(text: str, place: str) -> None:
    """No name is left without a place because a side stands before it."""
    assert [mention.place and mention.place.id for mention in find_places(text)] == [place]
