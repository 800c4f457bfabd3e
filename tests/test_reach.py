"""Names as far as they reach: features called after towns, adjectives that make another place, heads before tags."""

import pytest

import geo


def _one(text: str) -> geo.Mention:
    (found,) = geo.find_places(text)
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("سبح السياح في بحيرة مدريد قبل العاصفة", "بحيرة مدريد"),
        ("عبرت الناقلة خليج لشبونة فجرا", "خليج لشبونة"),
        ("غرق القارب في مضيق أثينا ليلا", "مضيق أثينا"),
        ("يعبر الزورق بحر إسبانيا", "بحر إسبانيا"),
        ("تنتشر الثلوج في شبه جزيرة لندن", "شبه جزيرة لندن"),
        ("وقعت الحادثة في بحر الهند الشرقي", "بحر الهند الشرقي"),
    ],
)
def test_a_feature_is_not_the_town_it_is_called_after(text: str, name: str) -> None:
    """Where the gazetteer has not the feature, the mention is the whole, and no other place is given for it."""
    found = _one(text)
    assert (found.text, found.place) == (name, None)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("غرقت سفينة في خليج عدن أمس", "خليج عدن", "mawqi:gulf-of-aden"),
        ("قصفت الطائرات جبال قنديل", "جبال قنديل", "mawqi:qandil-mountains"),
        ("انفجار قرب نهر الليطاني", "نهر الليطاني", "mawqi:litani-river"),
    ],
)
def test_a_feature_that_the_gazetteer_has(text: str, name: str, place: str) -> None:
    """A feature with a row of its own is that, with its head."""
    found = _one(text)
    assert found.text == name
    assert found.place is not None
    assert found.place.id == place


@pytest.mark.parametrize(
    ("text", "name", "inside", "least_m"),
    [
        ("أحبط خفر السواحل تهريبا في بحر صيدا", "بحر صيدا", "صيدا", 15_000),
        ("تتواصل المعارك في جبال الضالع", "جبال الضالع", "الضالع", 20_000),
        ("اشتباكات متقطعة في صحراء الرطبة", "صحراء الرطبة", "الرطبة", 20_000),
        ("يقيم الملايين في الخرطوم الكبرى", "الخرطوم الكبرى", "الخرطوم", 25_000),
    ],
)
def test_an_area_around_a_place(text: str, name: str, inside: str, least_m: float) -> None:
    """Waters off a town, mountains and deserts of one, and a greater city are areas, never the town's pin."""
    found, town = _one(text), _one(f"وصل الوفد إلى {inside}")
    assert found.text == name
    assert found.place is not None
    assert town.place is not None
    assert found.place.kind == "region"
    assert found.place.country == town.place.country
    assert found.place.uncertainty_m > least_m


@pytest.mark.parametrize(
    "text",
    [
        "بقي عشرين عاما على رأس سوريا",
        "من البحر إلى حيفا",
        "في جبال، حلب",
    ],
)
def test_no_feature_before_a_name(text: str) -> None:
    """A word with its article, one after على, and one that a mark parts from the name are no heads."""
    assert not any(" " in found.text for found in geo.find_places(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("سافر إلى بافاريا الكبرى طلبا للعلم", "بافاريا الكبرى"),
        ("هاجروا إلى بافاريا الجديدة عام 1900", "بافاريا الجديدة"),
        ("وصل الرحالة إلى إثيوبيا البريطانية", "إثيوبيا البريطانية"),
    ],
)
def test_an_adjective_that_makes_another_place(text: str, name: str) -> None:
    """What an adjective makes of an area's name is another place, which is not taken for the area."""
    found = _one(text)
    assert (found.text, found.place) == (name, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("تعهدت حكومة لبنان الجديدة بالإصلاح", "لبنان"),
        ("تعود الحياة إلى سوريا الجديدة", "سوريا"),
        ("وصل وفد إلى مرسيليا الفرنسية", "مرسيليا"),
        ("وصلت قوات لبنان الفرنسية إلى الميناء", "لبنان"),
        ("انتشر الجيش في بيروت الجنوبية", "بيروت"),
    ],
)
def test_an_adjective_that_is_none_of_the_name(text: str, name: str) -> None:
    """An adjective of the word before, of the place's own country or of a side leaves the place as it is."""
    found = _one(text)
    assert found.text == name
    assert found.place is not None


def test_an_old_town_is_in_its_town() -> None:
    """A part of a town that no row has is placed at the town."""
    found = _one("انهار مبنى في بنغازي القديمة")
    assert found.text == "بنغازي القديمة"
    assert found.place is not None
    assert found.place.name == "بنغازي"


def test_an_airport_with_what_it_is_called() -> None:
    """الدولي after an airport is part of its name, whether the gazetteer has it or only its town."""
    assert _one("هبطت الطائرة في مطار كراتشي الدولي").text == "مطار كراتشي الدولي"
    assert _one("زار الوفد كراتشي الدولية").text == "كراتشي"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("تجمع المئات في محافظة #إربد مساء", ["محافظة #إربد"]),
        ("أغلقت الشرطة جسر #الكرخ مؤقتا", ["جسر #الكرخ"]),
        ("#انفجار_المرفأ #بيروت", ["بيروت"]),
        ("في العاصمة #عمان", ["عمان"]),
    ],
)
def test_a_head_before_a_tag(text: str, names: list[str]) -> None:
    """A head before a tag is of the name, but not one with an article or in a tag of its own."""
    assert [found.text for found in geo.find_places(text)][-1:] == names


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("أعلنت الجمهورية العراقية الحداد", "الجمهورية العراقية", "mawqi:iraq"),
        ("اتفقت الكوريتان على الحوار", "الكوريتان", "mawqi:korea"),
        ("تقع القرى على ضفاف بحيرة فان", "بحيرة فان", "mawqi:lake-van"),
        ("يسكن الملايين إقليم القاهرة الكبرى", "القاهرة الكبرى", "mawqi:greater-cairo"),
    ],
)
def test_states_and_features_by_their_whole_names(text: str, name: str, place: str) -> None:
    """A state by its form and adjective, two states in one word, and features that are known the world over."""
    found = _one(text)
    assert found.text.endswith(name)
    assert found.place is not None
    assert found.place.id == place


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قضى الصيف في جنوب فرنسا", ["فرنسا"]),
        ("هطلت الأمطار على شمال غرب إسبانيا", ["إسبانيا"]),
        ("قصف على جنوب لبنان", ["جنوب لبنان"]),
        ("زار الوفد جنوب كوريا", ["جنوب كوريا"]),
    ],
)
def test_a_side_is_of_the_name_only_where_it_is_known_so(text: str, names: list[str]) -> None:
    """The side of a country that nobody lists by it is said of the country, which is found and has a place."""
    found = geo.find_places(text)
    assert [each.text for each in found] == names
    assert all(each.place is not None for each in found)


def test_an_adjective_of_the_castle_is_no_part_of_its_name() -> None:
    """What is said of a castle (feminine) is not taken for the old part of the town that it is called after."""
    assert [each.text for each in geo.find_places("زار الوفد قلعة شيزر القديمة أمس")] == ["قلعة شيزر"]
