"""Numbers, casualties and munitions: tables with their examples, golden sentences, and laws."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.seeds import read_toml
from geo.quantities.counts import Casualty, find_casualties
from geo.quantities.munitions import find_munitions
from geo.quantities.numbers import Number, dual, find_numbers
from geo.text import read

Bounds = tuple[int | None, int | None]

# The generator of number words: independent of the reader, so that each checks the other.

_UNITS = {
    "m": ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"],
    "f": ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"],
}
_TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
_HUNDREDS = ["", "مئة", "", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def _teen(unit: int, gender: str, *, oblique: bool) -> str:
    ten = "عشر" if gender == "m" else "عشرة"
    if unit == 1:
        return f"{'أحد' if gender == 'm' else 'إحدى'} {ten}"
    if unit == 2:
        stem = "اثن" if gender == "m" else "اثنت"
        return f"{stem}{'ي' if oblique else 'ا'} {ten}"
    return f"{_UNITS[gender][unit]} {ten}"


def _below_hundred(value: int, gender: str, *, oblique: bool) -> str:
    if value <= 10:
        word = _UNITS[gender][value]
        return word.replace("ان", "ين") if value == 2 and oblique else word
    if value < 20:
        return _teen(value - 10, gender, oblique=oblique)
    tens = _TENS[value // 10] + ("ين" if oblique else "ون")
    unit = _below_hundred(value % 10, gender, oblique=oblique) if value % 10 else ""
    return f"{unit} و{tens}" if unit else tens


def _below_thousand(value: int, gender: str, *, oblique: bool, old: bool) -> str:
    parts = []
    if value >= 200 and value < 300:
        parts.append("مئتين" if oblique else "مئتان")
    elif value >= 100:
        parts.append(_HUNDREDS[value // 100])
    if value % 100:
        parts.append(_below_hundred(value % 100, gender, oblique=oblique))
    said = " و".join(parts)
    return said.replace("مئة", "مائة").replace("مئت", "مائت") if old else said


def in_words(value: int, gender: str, *, oblique: bool, old: bool) -> str:
    """Return a number up to 99,999 as a careful writer spells it."""
    thousands, rest = divmod(value, 1000)
    parts = []
    if thousands == 1:
        parts.append("ألفا" if oblique else "ألف")
    elif thousands == 2:
        parts.append("ألفين" if oblique else "ألفان")
    elif thousands:
        head = _below_thousand(thousands, "m", oblique=oblique, old=old)
        parts.append(head + (" آلاف" if 3 <= thousands <= 10 else " ألفا"))
    if rest or not parts:
        parts.append(_below_thousand(rest, gender, oblique=oblique, old=old) or "صفر")
    return " و".join(parts)


@given(st.integers(0, 99_999), st.sampled_from("mf"), st.booleans(), st.booleans())
def test_number_words_read_back(value: int, gender: str, oblique: bool, old: bool) -> None:  # noqa: FBT001
    """A number spelt in either gender, case and orthography is one number of that value."""
    doc = read(in_words(value, gender, oblique=oblique, old=old))
    assert [(n.low, n.high, n.first, n.last) for n in find_numbers(doc)] == [(value, value, 0, len(doc.tokens))]


@given(st.integers(11, 99_999))
def test_number_words_take_a_conjunction(value: int) -> None:
    """و before a number in words belongs to the sentence, not to the number."""
    words = in_words(value, "m", oblique=True, old=False)
    (number,) = find_numbers(read(f"و{words} جريحا"))
    assert (number.low, number.high, number.prefix) == (value, value, "و")


@given(st.integers(0, 999_999_999))
def test_digits_read_back_in_every_script(value: int) -> None:
    """Digits of either script, plain or grouped, are the same number."""
    eastern = str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬")
    for text in (str(value), f"{value:,}", f"{value:,}".translate(eastern), f"{value:,}".replace(",", "\u00a0")):
        assert [(n.low, n.high) for n in find_numbers(read(text + " شخصا"))] == [(value, value)]


def _bounds(text: str) -> list[Bounds]:
    return [(n.low, n.high) for n in find_numbers(read(text)) if n.counts]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("أكثر من عشرين", (20, None)),
        ("ما يزيد على 300", (300, None)),
        ("ما لا يقل عن ثلاثة عشر", (13, None)),
        ("خمسة أشخاص على الأقل", (5, None)),
        ("نحو خمسين", (50, 50)),
        ("زهاء ألفي شخص", (2000, 2000)),
        ("ما بين 10 و15", (10, 15)),
        ("بين عشرة واثني عشر", (10, 12)),
        ("ما بين عشرين وخمسة وعشرين", (20, 25)),
        ("من 3 إلى 5", (3, 5)),
        ("750-1,000", (750, 1000)),
        ("أقل من مئة", (None, 100)),
        ("1.5 مليون شخص", (1_500_000, 1_500_000)),
        ("٢٤ ألف جريح", (24_000, 24_000)),
        ("ثلاث مئة وخمسة", (305, 305)),
        ("عشرات", (None, None)),
        ("عدد من", (None, None)),
        ("بضعة", (None, None)),
    ],
)
def test_qualified_numbers(text: str, bounds: Bounds) -> None:
    """What qualifies a number moves its bounds."""
    assert _bounds(text) == [bounds]


@pytest.mark.parametrize(
    "text",
    [
        "في الدقيقة الثالثة والعشرين",
        "الطابق الثالث عشر",
        "يوم الاثنين",
        "عام 2006",
        "يبلغ من العمر 4 سنوات",
        "عن 88 عاما",
        "على بعد 10 كيلومترات",
        "70%",
        "18 في المئة",
        "عند الساعة 10:30",
        "في 10/5/2023",
        "عيار 12 ملم",
        "ثلاثة آلاف دولار",
        "القرن العشرين",
    ],
)
def test_what_counts_nobody(text: str) -> None:
    """Ordinals, years, clocks, ages, distances, shares and money count no people."""
    assert [n for n in find_numbers(read(text)) if n.counts and not n.article] == []


@pytest.mark.parametrize(
    ("word", "singular"),
    [
        ("قتيلان", "قتيل"),
        ("قتيلين", "قتيل"),
        ("قذيفتي", "قذيفه"),
        ("طفلتان", "طفله"),
        ("مسعفان", "مسعف"),
        ("غارتين", "غاره"),
    ],
)
def test_duals(word: str, singular: str) -> None:
    """The dual of a known noun is recognised in every case and in construct."""
    assert dual(word) == singular


@pytest.mark.parametrize("word", ["عثمان", "لبنان", "السودان", "فلسطين", "نيران", "سكان"])
def test_names_that_look_dual(word: str) -> None:
    """A name or plural that ends like a dual is none."""
    assert dual(word) is None


def _said(casualties: list[Casualty], *, parts: bool = False) -> list[tuple[str, int | None, int | None]]:
    return [(c.what, c.low, c.high) for c in casualties if c.subset_of == parts]


K, I = "killed", "injured"  # noqa: E741 (as the tables of the guide have it)

COUNTED = [
    ("قتل خمسة رجال وأصيب تسعة", [(K, 5, 5), (I, 9, 9)]),
    ("سقط أربعة قتلى في الغارة", [(K, 4, 4)]),
    ("أسفر القصف عن قتيلين و17 جريحا", [(K, 2, 2), (I, 17, 17)]),
    ("أعلنت الوزارة استشهاد 34 مواطنا", [(K, 34, 34)]),
    ("أدى الانفجار إلى إصابة نجار بحروق", [(I, 1, 1)]),
    ("قُتلت معلمة في منزلها", [(K, 1, 1)]),
    ("مقتل ضابط وإصابة آخر", [(K, 1, 1), (I, 1, 1)]),
    ("أصيبت طفلتان بشظايا", [(I, 2, 2)]),
    ("أودت الغارة بحياة ثلاثين شخصا", [(K, 30, 30)]),
    ("أودت بعشرة مدنيين", [(K, 10, 10)]),
    ("خلفت ستة عشر قتيلا وزهاء أربعين جريحا", [(K, 16, 16), (I, 40, 40)]),
    ("قال إن حارس المصنع توفي متأثرا بجراحه", [(K, 1, 1)]),
    ("إن أربعين شخصا أصيبوا", [(I, 40, 40)]),
    ("أكثر من مئتي شخص قُتلوا في المدينة", [(K, 200, None)]),
    ("قتل مسلحون أربعة جنود", [(K, 4, 4)]),
    ("قتل مجهولون بالرصاص صيادا", [(K, 1, 1)]),
    ("اغتال مسلحان يستقلان سيارة قاضيا", [(K, 1, 1)]),
    ("أردى قناص راعيا", [(K, 1, 1)]),
    ("قصفت الطائرات القرية وقتلت سبعة من سكانها", [(K, 7, 7)]),
    ("وقُتل جندي وزوجته", [(K, 2, 2)]),
    ("إصابة شرطي ومسعفين اثنين", [(I, 3, 3)]),
    ("قُتل خمسة جنود وأصيب سادس", [(K, 5, 5), (I, 1, 1)]),
    ("انتشال جثتي شقيقتين من الركام", [(K, 2, 2)]),
    ("ارتفع عدد القتلى إلى تسعة", [(K, 9, 9)]),
    ("ارتفع عدد القتلى إلى 12 والجرحى إلى 30", [(K, 12, 12), (I, 30, 30)]),
    ("قال الطبيب إن القتلى ثلاثة", [(K, 3, 3)]),
    ("لقي ثلاثة صيادين حتفهم", [(K, 3, 3)]),
    ("فأصابته بجروح بالغة", [(I, 1, 1)]),
    ("فأصابت الشظايا مزارعا", [(I, 1, 1)]),
    ("طعن شاب جنديا", [(I, 1, 1)]),
    ("فقدت طالبة ساقها", [(I, 1, 1)]),
    ("قُتل راعيا غنم بلغم", [(K, 2, 2)]),
    ("سقط الحراس الأربعة قتلى", [(K, 4, 4)]),
    ("مقتل ما بين ثمانية وعشرة", [(K, 8, 10)]),
    ("مقتل سبعة على الأقل", [(K, 7, None)]),
]


@pytest.mark.parametrize(("text", "said"), COUNTED)
def test_casualties(text: str, said: list[tuple[str, int | None, int | None]]) -> None:
    """Each way of telling who was hurt gives its number, and gives it once."""
    assert _said(find_casualties(read(text))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("سقط عدد من القتلى والجرحى", [(K, None, None), (I, None, None)]),
        ("مقتل عشرات المدنيين", [(K, None, None)]),
        ("سقط 40 شخصا بين قتيل وجريح", [(K, None, None), (I, None, None)]),
        ("مقتل وإصابة 25 شخصا", [(K, None, None), (I, None, None)]),
        ("إصابة عدة أشخاص", [(I, None, None)]),
        ("أدى إلى سقوط ضحايا", [(K, None, None)]),
    ],
)
def test_vague_casualties(text: str, said: list[tuple[str, int | None, int | None]]) -> None:
    """Some without a number is a count without bounds, not none."""
    found = find_casualties(read(text))
    assert _said(found) == said
    assert all(c.vague for c in found)


BOTH = [(K, 0, 0), (I, 0, 0)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("من دون وقوع إصابات", BOTH),
        ("دون تسجيل أي إصابات أو أضرار", BOTH),
        ("ولم تخلف الغارة ضحايا", BOTH),
        ("ولم توقع لا ضحايا ولا أضرارا", BOTH),
        ("من غير تأكيد، ولم ترد أنباء عن إصابات", BOTH),
        ("ولم تسجل خسائر بشرية", BOTH),
        ("واقتصرت الأضرار على الماديات", BOTH),
        ("لم تسفر سوى عن أضرار طفيفة", BOTH),
        ("ولم يصب أحد", BOTH),
        ("من دون أن يصاب أحد بأذى", BOTH),
        ("لم تسفر عن سقوط قتلى", [(K, 0, 0)]),
        ("دون خسائر في الأرواح", [(K, 0, 0)]),
        ("ولم يقتل أحد", [(K, 0, 0)]),
        ("دون وقوع جرحى", [(I, 0, 0)]),
        ("لم يسقط قتلى أو جرحى", BOTH),
        ("نفت الشرطة وقوع إصابات", BOTH),
    ],
)
def test_denied_casualties_are_zero(text: str, said: list[tuple[str, int | None, int | None]]) -> None:
    """The scope of a denial decides what is zero."""
    found = find_casualties(read(text))
    assert sorted(_said(found)) == sorted(said)
    assert all(c.denied for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "من دون أضرار",
        "ولم تعرف حصيلة الضحايا بعد",
        "لم ترد معلومات عن عدد القتلى",
        "ولا علم للجيش بوقوع إصابات",
        "ولم تقع إصابات أخرى",
        "وحققت إصابات مباشرة في الموقع",
        "أصاب صاروخ مبنى سكنيا",
        "إصابة سفينة بصاروخ",
        "دمرت الغارة ثلاثة منازل وخمس سيارات",
        "توفي الشاعر عن 70 عاما",
        "توفيت الممثلة بعد صراع مع المرض",
        "هدد بقتل الرهائن",
        "سجلت 120 إصابة بالكوليرا",
        "عائلات ضحايا الزلزال",
        "وأطلقت عشرة صواريخ",
        "خرج المئات في مظاهرة",
        "لجرائم القتل والسرقة",
    ],
)
def test_no_casualties(text: str) -> None:
    """What counts no people hurt gives nothing, and not-knowing is not zero."""
    assert find_casualties(read(text)) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("قتل سبعة أشخاص بينهم ثلاثة أطفال وامرأتان", [("children", 3), ("women", 2)]),
        ("سقط تسعة جرحى، من بينهم مسعف", [("rescuers", 1)]),
        ("إن ستة أشخاص بينهم صحفي قتلوا", [("journalists", 1)]),
        ("قتل 30 شخصا: 26 جنديا و4 مدنيين", [("combatants", 26), ("civilians", 4)]),
        ("وأصيب اثنان أحدهما طفل", [("children", 1)]),
    ],
)
def test_parts_are_marked(text: str, parts: list[tuple[str, int]]) -> None:
    """A part keeps its category and is never a count of its own."""
    found = find_casualties(read(text))
    assert [(c.category, c.low) for c in found if c.subset_of] == parts
    assert len(_said(found)) == 1


def test_tolls_are_told_apart() -> None:
    """A cumulative toll is a total; one that rose is an update."""
    (total,) = find_casualties(read("بلغ عدد القتلى في المحافظة منذ مطلع العام ألفا ومئتين"))
    assert (total.low, total.total, total.updated) == (1200, True, False)
    (updated,) = find_casualties(read("لترتفع حصيلة الهجوم إلى ثمانية قتلى بعدما كانت ستة"))
    assert (updated.low, updated.total, updated.updated) == (8, False, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("سقط صاروخان على البلدة", [(2, 2)]),
        ("بقذيفتي دبابة", [(2, 2)]),
        ("سبع قذائف مدفعية", [(7, 7)]),
        ("أصاب صاروخ منزلا", [(1, 1)]),
        ("صاروخا واحدا", [(1, 1)]),
        ("رشقة من أربعة صواريخ", [(4, 4)]),
        ("رشقة صاروخية", [(None, None)]),
        ("خمسين طائرة مسيرة", [(50, 50)]),
        ("الصواريخ الستة", [(6, 6)]),
        ("بأكثر من ثلاثين قذيفة", [(30, None)]),
        ("قصف صاروخي على القرية", []),
        ("قذيفة صاروخية", [(1, 1)]),
        ("مسيرة سلمية في العاصمة", []),
        ("طائرة ركاب", []),
        ("أطلقت صواريخ: أربعة على المدينة وواحد على الميناء", [(None, None), (4, 4), (1, 1)]),
        ("أي صاروخ", []),
    ],
)
def test_munitions(text: str, said: list[Bounds]) -> None:
    """A singular is one, a dual two, a plural unknown; numerals alone count what was named before."""
    assert [(m.low, m.high) for m in find_munitions(read(text))] == said


def _rows() -> list[dict[str, Any]]:
    return list(read_toml("casualties.toml")["trigger"])


@pytest.mark.parametrize("row", _rows(), ids=lambda row: str((row.get("forms") or row["phrases"])[0]))
def test_triggers_fire_on_their_examples(row: dict[str, Any]) -> None:
    """Every row of the table counts in its examples and stays silent in its counter-examples."""
    assert row["examples"]
    for text in row["examples"]:
        assert any(c.what == row["what"] and not c.denied for c in find_casualties(read(text))), text
    for text in row["not"]:
        assert not any(c.what == row["what"] for c in find_casualties(read(text))), text


def test_denials_fire_on_their_examples() -> None:
    """Each example of the table of denials denies, each counter-example does not."""
    table = read_toml("casualties.toml")["none"]
    for text in table["examples"]:
        assert any(c.denied for c in find_casualties(read(text))), text
    for text in table["not"]:
        assert not any(c.denied for c in find_casualties(read(text))), text


@pytest.mark.parametrize("row", read_toml("numbers.toml")["modifier"], ids=lambda row: str(row["sense"]))
def test_modifiers_fire_on_their_examples(row: dict[str, Any]) -> None:
    """Each qualifier acts in its examples and not in its counter-examples."""
    moved = {
        "more": lambda n: n.high is None,
        "less": lambda n: n.low is None,
        "about": lambda n: n.first != n.last - 1,
    }
    for text in row["examples"]:
        (number,) = find_numbers(read(text))
        assert moved[row["sense"]](number) or text.endswith("تقريبا"), text
    for text in row["not"]:
        if row["sense"] != "about":
            assert not any(moved[row["sense"]](number) for number in find_numbers(read(text))), text


_VOCABULARY = [
    "قتل", "أصيب", "مقتل", "وإصابة", "ثلاثة", "عشر", "وعشرين", "مئة", "ألف", "٢٤", "2,000", "10", "و", "من",
    "بين", "لم", "دون", "أحد", "بينهم", "طفل", "جنديا", "جرحى", "قتيلان", "عدد", "القتلى", "إلى", "أكثر", "نحو",
    "على", "الأقل", "،", ".", ":", "-", "صاروخ", "صواريخ", "رشقة", "أن", "الذي", "سوى", "إصابات", "ال",
    "الاثنين", "آخرين", "%",
]  # fmt: skip


def _check(text: str) -> None:
    doc = read(text)
    everything: list[Number | Casualty] = [*find_numbers(doc), *find_casualties(doc)]
    for found in everything:
        assert 0 <= found.first < found.last <= len(doc.tokens)
        assert found.low is None or found.high is None or found.low <= found.high
        assert not found.vague or (found.low is None and found.high is None)
    for munition in find_munitions(doc):
        assert 0 <= munition.first < munition.last <= len(doc.tokens)
        assert munition.vague == (munition.low is None and munition.high is None)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text raises; spans index tokens; bounds are ordered."""
    _check(text)


@given(st.lists(st.sampled_from(_VOCABULARY), max_size=25).map(" ".join))
def test_any_order_of_known_words_is_read(text: str) -> None:
    """Nor does any heap of the words that mean something."""
    _check(text)


@given(st.lists(st.sampled_from(_VOCABULARY), max_size=25).map(" ".join), st.data())
def test_stretches_stay_within(text: str, data: st.DataObject) -> None:
    """What is found in a stretch of tokens lies in that stretch."""
    doc = read(text)
    start = data.draw(st.integers(0, len(doc.tokens)))
    stop = data.draw(st.integers(start, len(doc.tokens)))
    within = range(start, stop)
    for found in (*find_numbers(doc, within), *find_casualties(doc, within), *find_munitions(doc, within)):
        assert start <= found.first < found.last <= stop
