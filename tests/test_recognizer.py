"""The tagger's probabilities, and recognisers other than the library's own."""

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from itertools import pairwise, product
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.text import read
from geo.toponyms import emissions
from geo.toponyms.emissions import added
from geo.toponyms.marks import OFFSETS, marks
from geo.toponyms.tagger import LABELS, Tags, steps, weights

TEXT = "سقطت قذيفة قرب أفيفيم شمال صفد"
WORDS = st.lists(
    st.sampled_from(("في", "بلدة", "مارلينسك", "غزة", "و", "قال", "شمال", "،", "بيروت")), min_size=1, max_size=5
)


class Fixed:
    """A recogniser that finds some words of a text, wherever they are."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def recognise(self, text: str) -> Iterable[tuple[int, int]]:
        """Return where the words stand."""
        return [(text.index(word), text.index(word) + len(word)) for word in self.words if word in text]


class Labels:
    """What labels words as camel-tools does, after a list."""

    def __init__(self, **labels: str) -> None:
        self.labels = labels
        self.asked: list[list[str]] = []

    def predict_sentence(self, words: list[str]) -> list[str]:
        """Return the label of each word."""
        self.asked.append(words)
        return [self.labels.get(word, "O") for word in words]


def texts(found: Iterable[geo.Mention]) -> list[str]:
    """Return the words of some mentions."""
    return [mention.text for mention in found]


def test_another_recogniser_decides_what_is_a_name() -> None:
    """Only what it finds is a mention; the places of the names are resolved as always."""
    (only,) = geo.find_places(TEXT, recognizer=Fixed("صفد"))
    assert only.text == "صفد"
    assert only.place is not None
    assert only.place.country == "IL"


def test_incidents_are_placed_by_what_another_recogniser_finds() -> None:
    """As mentions are: what it does not find is no place of an incident."""
    reports = [geo.Report(id="a", text="قتل ثلاثة مدنيين في غارة على بلدة كفرنبل أمس")]
    assert list(geo.extract(reports, recognizer=Fixed("كفرنبل"))["place"]) == ["بلدة كفرنبل"]
    assert list(geo.extract(reports, recognizer=Fixed())["place"].dropna()) == []


def test_a_name_that_nothing_knows_stays_a_mention() -> None:
    """What another recogniser finds and the gazetteer has not is a mention without a place."""
    (only,) = geo.find_places("وصلوا إلى قزقزستامبول ليلا", recognizer=Fixed("قزقزستامبول"))
    assert only.place is None
    assert only.text == "قزقزستامبول"


@pytest.mark.parametrize(
    ("written", "name"), [("وببيروت", "بيروت"), ("للقدس", "لقدس"), ("«حيفا»", "حيفا"), ("مدينة عكا", "عكا")]
)
def test_spans_are_made_names(written: str, name: str) -> None:
    """Particles, quotation marks and generic words that another recogniser takes in are left out."""
    (only,) = geo.find_places(f"تحدث {written} أمس", recognizer=Fixed(written))
    assert only.text == name
    assert only.place is not None


@settings(max_examples=60)
@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=5))
def test_any_spans_are_taken(text: str, spans: list[tuple[int, int]]) -> None:
    """Spans of any sort give mentions that lie in the text and do not overlap."""

    class Some:
        def recognise(self, text: str) -> Iterable[tuple[int, int]]:
            del text
            return spans

    found = geo.find_places(text, recognizer=Some())
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_camel_spans() -> None:
    """The labels of camel-tools become spans, sentence by sentence."""
    tagger = Labels(خان="B-LOC", يونس="I-LOC", رفح="B-LOC", غزة="I-LOC", محمد="B-PERS")
    recognizer = geo.CamelRecognizer(tagger=tagger)
    text = "قال محمد إن خان يونس، ورفح رفح قصفت. وفي غزة هدوء"
    assert [text[start:end] for start, end in recognizer.recognise(text)] == ["خان يونس", "رفح", "غزة"]
    assert len(tagger.asked) == 2
    assert texts(geo.find_places(text, recognizer=recognizer)) == ["خان يونس", "رفح", "غزة"]


def test_camel_tools_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without camel-tools the error names the extra."""
    monkeypatch.setitem(sys.modules, "camel_tools", None)
    monkeypatch.setitem(sys.modules, "camel_tools.ner", None)
    with pytest.raises(geo.MissingExtraError, match=r"mawqi\[camel\]"):
        geo.CamelRecognizer()


@pytest.mark.skipif(find_spec("camel_tools") is None, reason="camel-tools is not installed")
def test_camel_model_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """With camel-tools and without its models the error names the command that gets them."""
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(geo.ServiceError, match="camel_data"):
        geo.CamelRecognizer("nowhere")


def brute_force(words: list[str]) -> dict[tuple[str, ...], float]:
    """Return the probability of every sequence of labels, from the marks and weights alone."""
    known, step = weights(), steps()
    rows = [
        [0.0, *(sum(known.get(mark, (0.0, 0.0, 0.0))[at] for mark in row) for at in range(3))]
        for row in marks(words, {})
    ]
    found = {}
    for sequence in product(range(4), repeat=len(words)):
        score = exp(sum(row[at] for row, at in zip(rows, sequence, strict=True)))
        for one, other in pairwise(sequence):
            score *= step[one][other]
        found[tuple(LABELS[at] for at in sequence)] = score
    total = sum(found.values())
    return {sequence: score / total for sequence, score in found.items()}


@settings(max_examples=40)
@given(WORDS)
def test_probabilities_are_those_of_all_sequences(words: list[str]) -> None:
    """Forward and backward give what adding up every sequence of labels gives, but for words surely no name."""
    normal = list(read(" ".join(words)).words)
    tags, every = Tags(normal, {}), brute_force(normal)
    for at in range(len(normal)):
        inside = sum(p for sequence, p in every.items() if sequence[at] != "O")
        assert tags.inside(at) == pytest.approx(inside, abs=0.06)
        begins = sum(p for sequence, p in every.items() if sequence[at] in "BC")
        assert tags.begins(at) == pytest.approx(begins, abs=0.06)
    for first in range(len(normal)):
        for last in range(first + 1, len(normal) + 1):
            whole = sum(
                p
                for sequence, p in every.items()
                if sequence[first] in "BC"
                and all(label == "I" for label in sequence[first + 1 : last])
                and sequence[last : last + 1] != ("I",)
            )
            assert tags.span(first, last) == pytest.approx(whole, abs=0.06)


def test_marks_are_of_five_words() -> None:
    """Each word is told of itself and of two on either side, and of the ends of the text."""
    (row,) = marks(["غزه"], {})
    assert {f"{offset}<>" for offset in OFFSETS if offset} <= set(row)
    assert "0wغزه" in row


@pytest.mark.parametrize("block", [1, 2, 7, 40])
def test_a_long_text_is_added_up_in_parts(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What speaks for each word of a text is the same, however many words are added up at a time."""
    words = ["في", "بيروت", "و", "جنوب", "لبنان", ".", "قال", "من"] * 6
    flags = dict.fromkeys((1, 4, 9, 12, 40, 47), ("gB1", "gBcity", "gB30", "gBLB"))
    whole = added(words, flags)
    monkeypatch.setattr(emissions, "_BLOCK", block)
    np.testing.assert_allclose(added(words, flags), whole)
