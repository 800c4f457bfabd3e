"""A word is asked only the questions of which it has a form, and none is lost by that."""

import datetime as dt
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import geo
from geo import signs
from geo.text import read
from geo.words import parts

REPORT = (
    "قال مسؤول إن طائرة حربية قصفت فجر الثلاثاء مدينة إدلب بثلاثة صواريخ، وأصيب خمسة أشخاص بينهم طفلان. "
    "وأوضح الدفاع المدني السوري أن القصف لم يسفر عن قتلى، مصدره مواقع في حماة."
)
HEADS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "وال", "بال", "لل", "فلل")
TAILS = ("", "ه", "ها", "هم", "هما", "هن", "نا", "ي", "ا", "ت", "ته", "ان", "ين", "ون", "اه")


@cache
def forms() -> list[str]:
    """Return the forms that words are asked for while a report is read."""
    geo.extract([geo.Report(id="one", text=REPORT, published=dt.date(2024, 5, 8))])
    return sorted(signs.known().of)


@given(st.sampled_from(HEADS), st.deferred(lambda: st.sampled_from(forms())), st.sampled_from(TAILS))
def test_no_question_is_lost(head: str, form: str, tail: str) -> None:
    """Whatever is attached to a form of a table, what holds of the word is what holds when all is asked."""
    word, known = head + form + tail, signs.known()
    assert known.ask(word) == tuple(number for number, sign in enumerate(known.signs) if sign.holds(word))


@given(st.text(st.characters(categories=["Lo", "Nd", "Po"]), min_size=1))
def test_any_word_may_be_asked(word: str) -> None:
    """Words of any letters, numbers and marks are asked alike."""
    known = signs.known()
    assert known.ask(word) == tuple(number for number, sign in enumerate(known.signs) if sign.holds(word))


def test_no_word_of_the_tables_is_lost(root: Path) -> None:
    """Every word that stands in a table of seeds/ or in a golden case is asked all that holds of it."""
    forms()
    known, files = signs.known(), [*(root / "seeds").glob("*.toml"), *(root / "tests" / "golden").glob("*.toml")]
    words = {word for file in files for word in read(file.read_text(encoding="utf-8")).words}
    lost = [w for w in words if known.ask(w) != tuple(n for n, sign in enumerate(known.signs) if sign.holds(w))]
    assert len(words) > 5_000
    assert lost == []


def test_parts_of_a_word() -> None:
    """What a word may be without what is attached to it, the word itself included."""
    assert {"وقصفتها", "قصفتها", "قصفت"} <= parts("وقصفتها")
    assert {"بالصواريخ", "الصواريخ", "صواريخ"} <= parts("بالصواريخ")
    assert "حزام" in parts("حزاما")
