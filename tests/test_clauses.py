"""Sentences and clauses: boundaries that news Arabic marks with its small words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.reading.clauses import clauses
from geo.text import read


def parts(text: str) -> list[str]:
    """Return the clauses of a text as written."""
    doc = read(text)
    return [
        doc.quote(doc.span(clause.first, clause.last))
        for number in range(len(doc.sentences))
        for clause in clauses(doc, number)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل جندي وأصيب آخر", ["قتل جندي", "وأصيب آخر"]),
        ("سقط صاروخ فيما دوت الصفارات", ["سقط صاروخ", "فيما دوت الصفارات"]),
        ("قصفت المدينة. وقال سكان إنهم نزحوا", ["قصفت المدينة.", "وقال سكان إنهم نزحوا"]),
        ("قصف على بيروت ودمشق", ["قصف على بيروت ودمشق"]),
        ("وقعت غارة", ["وقعت غارة"]),
        ("شن أربع غارات على صنعاء، وغارتين على الحديدة", ["شن أربع غارات على صنعاء،", "وغارتين على الحديدة"]),
    ],
)
def test_boundaries(text: str, expected: list[str]) -> None:
    """A clause ends where another verb, contrast or sentence begins, and not within a list of names."""
    assert parts(text) == expected


@given(st.text(max_size=300))
def test_clauses_cover_the_text(text: str) -> None:
    """Every token is in exactly one clause, in order."""
    doc = read(text)
    assert [
        index for number in range(len(doc.sentences)) for clause in clauses(doc, number) for index in clause.tokens
    ] == list(range(len(doc.tokens)))


@given(st.text(max_size=300))
def test_tokens_index_the_original(text: str) -> None:
    """Tokens and sentences stand in the original in order, and sentences cover them."""
    doc = read(text)
    pairs = list(pairwise(doc.tokens))
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairs)
    assert all(0 <= token.start < token.end <= len(text) for token in doc.tokens)
    assert [index for sentence in doc.sentences for index in sentence] == list(range(len(doc.tokens)))


def test_markup_is_no_text() -> None:
    """Tags end a sentence and are no words; offsets still index the text as given."""
    text = "<p>قصفت المدينة</p><p>وقال&nbsp;سكان إنهم 5 < 6</p>"
    doc = read(text)
    assert [token.text for token in doc.tokens] == ["قصفت", "المدينه", "وقال", "سكان", "انهم", "5", "<", "6"]
    assert len(doc.sentences) == 2
    assert all(text[token.start : token.end] for token in doc.tokens)
