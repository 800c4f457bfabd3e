"""Names that end before a word which is not theirs, and words that are no heads."""

import pytest

import geo
from gazetteer import load


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("أصيب شابان عند مدخل الخليل الجنوبي", "mawqi:hebron"),
        ("سقطت قذائف في الناقورة الخميس", "mawqi:naqoura"),
        ("أغار الطيران في الناقورة الخميس الماضي", "mawqi:naqoura"),
    ],
)
def test_a_name_ends_before_a_side_or_a_day(text: str, place: str) -> None:
    """A settlement is found where a place is due, though a word with an article follows that is not its own."""
    assert [each.place.id for each in geo.find_places(text) if each.place] == [place]


def test_a_longer_name_keeps_its_side() -> None:
    """A name of which the adjective is a part is not cut before it."""
    assert [each.text for each in geo.find_places("قصف على ريف حلب الشمالي")] == ["ريف حلب الشمالي"]
    assert [each.text for each in geo.find_places("اشتباكات في القدس الشرقية")] == ["القدس الشرقية"]


def test_a_verb_is_no_valley() -> None:
    """A word written as و and one with a hamza is not the generic word that it resembles without it."""
    assert geo.find_places("وأدى انفجار في مستودع للذخيرة إلى مقتل ثلاثة أشخاص") == []
    assert [each.text for each in geo.find_places("قصف على وادي بردى")] == ["وادي بردى"]


def test_a_quarter_of_the_town_that_is_named() -> None:
    """A quarter is not taken for a far city of its name where the text says the town."""
    text = "قتل خمسة مدنيين في قصف على حي دار السلام غرب أم درمان"
    assert [each.place.country for each in geo.find_places(text) if each.place] == ["SD", "SD"]


def test_no_place_is_listed_twice() -> None:
    """What two rows called one place is one, with both its names."""
    for one, other in (("مطار نيالا", "مطار نيالا الدولي"), ("عوفر", "عوفير"), ("حي الثوري", "أبو طور")):
        first, second = (load().lookup(name)[0].place for name in (one, other))
        assert first.id == second.id


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("غارات على صور", "mawqi:tyre"),
        ("غارات على صور.", "mawqi:tyre"),
        ("شن الطيران غارات على صور أمس", "mawqi:tyre"),
        ("غارة على الخيام", "mawqi:khiam"),
        ("كمين في الزرقاء", "mawqi:zarqa"),
        ("اشتباكات في الباب", "mawqi:al-bab"),
    ],
)
def test_a_settlement_that_is_a_word_too(text: str, place: str) -> None:
    """A name that is a word too is one where the sentence ends with it, right after what struck or happened there."""
    assert [each.place.id for each in geo.find_places(text) if each.place] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "علق على صور الحادثة",
        "غارة على الخيام التي تؤوي نازحين",
        "وقف الجندي في الباب",
        "غارة على البيت",
        "هجوم على الحصن",
    ],
)
def test_a_word_that_is_a_settlement_elsewhere(text: str) -> None:
    """The same words are none without an event before them, or where a clause follows."""
    assert geo.find_places(text) == []


def test_a_verb_with_its_object_is_no_quarter() -> None:
    """A word of three letters before an object in the accusative is a verb; an adverb is no object."""
    assert [each.text for each in geo.find_places("قصف دمّر منزلا في غزة")] == ["غزة"]
    assert [each.text for each in geo.find_places("قتل ثلاثة في حي دمر مساء أمس")][-1:] == ["دمر"]
    assert [each.text for each in geo.find_places("شهدت حلب قصفا عنيفا")] == ["حلب"]


def test_a_port_with_what_it_is_called() -> None:
    """How far an unknown name under a head reaches may be open; that it is one is not."""
    (found,) = geo.find_places("وصلت السفينة إلى مرفأ الناقورة البحري")
    assert found.text == "مرفأ الناقورة البحري"
    assert found.place is not None


def test_what_a_village_is_said_to_be_is_no_name() -> None:
    """A village on the border is not called حدودية."""
    assert [each.text for each in geo.find_places("استهدفت بلدة حدودية شمال كفركلا")] == ["كفركلا"]


def test_a_feminine_adjective_is_no_name() -> None:
    """What a region or an island is said to be is no name, though a name is due after its generic word."""
    for text in ("نزلوا في جزيرة كاريبية صغيرة", "عبروا منطقة مناخية صحراوية", "تأسست كمستعمرة قرطاجية"):
        assert geo.find_places(text) == []
    assert [each.text for each in geo.find_places("قصف على بلدة اللاذقية")] == ["اللاذقية"]


@pytest.mark.parametrize(
    "text", ["غارة على المنشأة فجر اليوم", "قصف على المزرعة مساء أمس", "اشتباكات في الحي بعد منتصف الليل"]
)
def test_what_was_struck_may_be_no_town(text: str) -> None:
    """A facility, a farm and a quarter are told of by words that are towns somewhere."""
    assert geo.find_places(text) == []
