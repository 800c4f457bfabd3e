"""Laws of the normal form, of its offsets, and of attached particles."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazetteer.arabic import clitics, fold, is_arabic, is_mark, normalise, unclitic
from gazetteer.offsets import normalise_with_map

ARABIC = st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from(" \u00a0\u200f\u0640"))
ANYTHING = st.text() | ARABIC | st.text(st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF))


@given(ANYTHING)
@example("\ufdfa")
@example("İ ﷽ ǆ")
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    """Normalising twice changes nothing more."""
    once = normalise(text)
    assert normalise(once) == once


@given(ANYTHING)
def test_spaces_are_single_and_inside(text: str) -> None:
    """No space at either end, no two together, no control character."""
    normal = normalise(text)
    assert normal == " ".join(normal.split(" "))
    assert normal.strip() == normal
    assert not any(unicodedata.category(char) in {"Mn", "Cf", "Cc"} for char in normal)


@given(ANYTHING)
def test_the_map_gives_the_same_text(text: str) -> None:
    """Normalising with and without offsets agree."""
    assert normalise_with_map(text).text == normalise(text)


@given(ANYTHING, st.data())
def test_every_span_maps_back_to_what_it_came_from(text: str, data: st.DataObject) -> None:
    """The original of a span lies inside the original, in order, and normalises to the span."""
    normal = normalise_with_map(text)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    source_start, source_end = normal.source_span(start, end)
    assert 0 <= source_start <= source_end <= len(text)
    assert normalise(normal.text[start:end]) in normalise(text[source_start:source_end])


def by_character(text: str) -> list[tuple[str, int, int]]:
    """Return each character of the normal form with where its source begins and ends, taken one by one."""
    told: list[tuple[str, int, int]] = []
    for offset, char in enumerate(text):
        folded = fold(char)
        if not folded and told and told[-1][2] == offset and is_mark(char):
            told[-1] = (*told[-1][:2], offset + 1)
        for part in folded:
            if part != " " or (told and told[-1][0] != " "):
                told.append((part, offset, offset + 1))
    return told[:-1] if told and told[-1][0] == " " else told


@given(ANYTHING | st.text(st.sampled_from("ابة ﷺﻻ\u064e\u0651\u0640\u200f\n\t😀½"), max_size=30))
def test_the_map_is_that_of_each_character(text: str) -> None:
    """Stretches tell the same offsets as folding one character after the other."""
    told = by_character(text)
    normal = normalise_with_map(text)
    assert normal.text == "".join(part for part, _, _ in told)
    for start, (_, first, _) in enumerate(told):
        for end in range(start + 1, len(told) + 1):
            assert normal.source_span(start, end) == (first, told[end - 1][2])


@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), min_size=1, max_size=12), st.data())
def test_vowel_signs_and_tatweel_make_no_difference(word: str, data: st.DataObject) -> None:
    """A word with signs strewn in normalises to the bare word."""
    signs = data.draw(st.lists(st.sampled_from("\u064e\u064f\u0650\u0651\u0652\u064b\u0640\u200f"), max_size=8))
    strewn = word
    for sign in signs:
        at = data.draw(st.integers(1, len(strewn)))
        strewn = strewn[:at] + sign + strewn[at:]
    assert normalise(strewn) == normalise(word)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("أَشْكِلون", "اشكلون"),
        ("إدلب", "ادلب"),
        ("آمد", "امد"),
        ("مستوطنة", "مستوطنه"),
        ("مصطفى", "مصطفي"),
        ("کرمان", "كرمان"),
        ("ﻏﺰﺓ", "غزه"),
        ("غـــزة", "غزه"),
        ("قطاع\u00a0غزة", "قطاع غزه"),
        ("\u202bعسقلان\u202c", "عسقلان"),
        ("٢٠٢٣ و۱۴", "2023 و14"),
        ("حيفا،  عكا؛ «صفد»", 'حيفا, عكا; "صفد"'),
        ("Ashkelon", "ashkelon"),
        ("", ""),
    ],
)
def test_what_is_folded(written: str, normal: str) -> None:
    """Spellings that mean the same are one."""
    assert normalise(written) == normal


def test_a_span_keeps_the_vowel_signs_after_it() -> None:
    """The original of a word takes its last vowel sign with it."""
    text = "في غزّةَ أمس"
    normal = normalise_with_map(text)
    at = normal.text.index("غزه")
    start, end = normal.source_span(at, at + 3)
    assert text[start:end] == "غزّةَ"


@given(st.text(st.sampled_from("وفبلكسالقدمن"), min_size=1, max_size=10))
def test_a_reading_is_a_prefix_and_a_stem(word: str) -> None:
    """Prefix and stem make up the word again; the whole word is the first reading."""
    readings = clitics(word)
    assert readings[0].stem == word
    assert [reading.skip for reading in readings] == sorted(reading.skip for reading in readings)
    for reading in readings:
        assert word.startswith(reading.prefix)
        assert reading.skip == len(reading.prefix)
        rest = word[reading.skip :]
        assert reading.stem in {rest, "ا" + rest}


@pytest.mark.parametrize(
    ("word", "prefix", "stem"),
    [
        ("وبعسقلان", "وب", "عسقلان"),
        ("بيروت", "", "بيروت"),
        ("وبيروت", "و", "بيروت"),
        ("ببيروت", "ب", "بيروت"),
        ("للقدس", "ل", "القدس"),
        ("بالقدس", "ب", "القدس"),
        ("فلسطين", "", "فلسطين"),
        ("وللقدس", "ول", "القدس"),
        ("لبنان", "", "لبنان"),
        ("بلبنان", "ب", "لبنان"),
        ("كفركلا", "", "كفركلا"),
        ("وادي", "", "وادي"),
    ],
)
def test_no_letter_of_a_known_name_is_stripped(word: str, prefix: str, stem: str) -> None:
    """The reading whose stem is known and strips least is the one."""
    known = {"عسقلان", "بيروت", "القدس", "فلسطين", "لبنان", "كفركلا", "وادي"}
    reading = unclitic(word, known.__contains__)
    assert reading is not None
    assert (reading.prefix, reading.stem) == (prefix, stem)


def test_an_unknown_word_has_no_reading() -> None:
    """Nothing is guessed."""
    assert unclitic("ومدرسه", {"عسقلان"}.__contains__) is None


@pytest.mark.parametrize(
    ("text", "arabic"), [("غزة", True), ("Gaza غ", True), ("Gaza", False), ("عزה", True), ("١٢", False)]
)
def test_what_is_arabic(text: str, arabic: bool) -> None:  # noqa: FBT001  a case of the table
    """One Arabic letter makes a text Arabic; digits do not."""
    assert is_arabic(text) is arabic
