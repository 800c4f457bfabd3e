"""Which accounts are news: the learnt table is whole, and what says more is likelier."""

import datetime as dt

import pytest

import geo
from gazetteer.seeds import read_csv
from geo.pipeline import incidents_of
from geo.reading import compose, news

DAY = dt.date(2024, 5, 10)


def read(text: str) -> list[geo.Incident]:
    """Return the incidents of a text published on a day."""
    return incidents_of(geo.Report(id="case", text=text, published=DAY))


def test_table_is_whole() -> None:
    """Facts are named once, and weights are small numbers."""
    rows = [row for _, row in read_csv("models/news.csv")]
    assert len({row["fact"] for row in rows}) == len(rows)
    assert all(abs(float(row["weight"])) < 10 for row in rows)
    assert {"always", "says enough", "sure: always", "sure: odds"} <= {row["fact"] for row in rows}


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("قتل سبعة أشخاص في غارة على مدينة تعز أمس.", "تعرضت تعز لغارة."),
        ("سقطت أربع قذائف على حلب صباح اليوم وأصيب طفلان.", "سقطت قذائف على حلب."),
    ],
)
def test_what_says_more_is_surer(more: str, less: str) -> None:
    """People hit and a number make a row surer."""
    assert read(more)[0].confidence > read(less)[0].confidence


def test_every_confidence_is_a_probability() -> None:
    """No row is beyond doubt, and none beyond hope."""
    rows = read("قتل سبعة أشخاص في غارة على تعز أمس. وفي حلب سقطت قذائف. وشهدت إدلب اشتباكات.")
    assert rows
    assert all(0 < row.confidence < 1 for row in rows)


def test_no_weight_for_what_was_not_seen() -> None:
    """A sign that the table has not says nothing."""
    assert news.sure({"never seen": 5.0}) == news.sure({})


def marks(text: str) -> frozenset[str]:
    """Return the marks of the first account of a text."""
    found: list[frozenset[str]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "odds", lambda account, **_: found.append(account.marks) or 1.0)
        read(text)
    return found[0]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("هجوم مسلح على سوق في تعز", "after nothing"),
        ("تجددت قضية اغتيال القاضي في تعز", "after topic"),
        ("القاضي الذي اغتيل في تعز أمس", "after relative_any"),
        ("قال الطبيب إن سبعة أشخاص قتلوا في غارة على تعز", "number hit"),
        ("غارة على تعز", "word تعز"),
    ],
)
def test_marks_say_how_it_is_told(text: str, mark: str) -> None:
    """An account knows what stands before its words, who was hit, and the words beside it; not the names of places."""
    assert (mark in marks(text)) is (mark != "word تعز")


def test_words_far_away_are_not_weighed() -> None:
    """A sentence without an end costs no more than a long one."""
    near, far = marks("غارة على تعز وأصيب طفل"), marks("غارة على تعز" + " وكلام" * 500 + " أصيب")
    assert any(mark.startswith("word اصيب") for mark in near)
    assert not any(mark.startswith("word اصيب") for mark in far)
