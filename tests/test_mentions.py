"""Place mentions: golden sentences, what must stay silent, and the laws that hold for any text."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.arabic import normalise
from gazetteer.distance import great_circle_km
from gazetteer.seeds import read_csv, read_toml
from geo.text import read
from geo.toponyms.context import before, is_ordinary, organisation_at
from geo.toponyms.mentions import Mention, find_in, find_places

GOLDEN = Path(__file__).parent / "golden"


def cases(*names: str) -> list[Any]:
    """Return the cases of some golden files as pytest parameters."""
    return [
        pytest.param(case, id=f"{name}: {case['name']}")
        for name in names
        for case in tomllib.loads((GOLDEN / f"places_{name}.toml").read_text(encoding="utf-8"))["case"]
    ]


def check(mention: Mention, expected: dict[str, Any]) -> None:
    """Hold a mention against what a case states of it."""
    assert mention.text == expected["text"]
    if "id" in expected:
        assert (mention.place.id if mention.place else "") == expected["id"], mention.why
    if "country" in expected:
        assert mention.place is not None, mention.why
        assert mention.place.country == expected["country"], mention.why
    if "near" in expected:
        lat, lon, km = expected["near"]
        assert mention.place is not None, mention.why
        assert great_circle_km(mention.place.lat, mention.place.lon, lat, lon) <= km, mention.why


def check_all(case: dict[str, Any]) -> None:
    """Hold the mentions of a case's text against what it expects."""
    found = find_places(case["text"], outlet=case.get("outlet"))
    assert [mention.text for mention in found] == [each["text"] for each in case.get("expect", [])]
    for mention, expected in zip(found, case.get("expect", []), strict=True):
        check(mention, expected)


@pytest.mark.parametrize("case", cases("synthetic", "wild"))
def test_golden(case: dict[str, Any]) -> None:
    """Every place a sentence names is found, in order, and is the right one."""
    check_all(case)


@pytest.mark.parametrize("case", cases("negative"))
def test_negative(case: dict[str, Any]) -> None:
    """What names no place gives no mention."""
    assert [mention.text for mention in find_places(case["text"])] == []


@pytest.mark.xfail(strict=True, reason="not read right yet; see tests/golden/places_known_failures.toml")
@pytest.mark.parametrize("case", cases("known_failures"))
def test_known_failures(case: dict[str, Any]) -> None:
    """What is still read wrong; a case that passes has to move to the golden ones."""
    check_all(case)


PIECES = (
    *("في", "غزة", "وبغزة", "للقدس", "«بيروت»", "ريف", "حلب", "الشمالي", "بلدة", "\n", "#", "_", "خان يونس", "،", "."),
    *("بين", "عمّان", "صـور", "\u200f", "على بعد 10 كيلومترات", "جنوب", "Ashkelon", "ال", "و", "12", "\x00", "ﷺ"),
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))


@settings(max_examples=200)
@given(TEXTS)
def test_offsets(text: str) -> None:
    """A mention is its span of the text, mentions do not overlap, and scores are probabilities."""
    end = 0
    for mention in find_places(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert 0 <= mention.score <= 1
        assert mention.why
        end = mention.end


@settings(max_examples=100)
@given(TEXTS)
def test_tokens(text: str) -> None:
    """The tokens of a mention hold its span."""
    doc = read(text)
    for located in find_in(doc):
        assert doc.tokens[located.first].start <= located.mention.start
        assert doc.tokens[located.last - 1].end == located.mention.end


@pytest.mark.parametrize("attached", ["و", "ف", "ب", "ل", "وب", "ول", "فب"])
def test_attached_particles_stay_outside(attached: str) -> None:
    """The name is the same whatever is attached to it."""
    text = f"قال المراسل إن القصف طال حيفا {attached}بيروت مساء"
    assert "بيروت" in [mention.text for mention in find_places(text)]


def test_attached_as() -> None:
    """A name after ك (like) is found too."""
    assert [mention.text for mention in find_places("انتقلت الحرب إلى مدن كبيروت وطرابلس")] == ["بيروت", "طرابلس"]


def test_reason() -> None:
    """The reason names the place and what decided."""
    (first, _) = find_places("قتل شخص في قرية دوما جنوب شرق نابلس")
    assert "lies as the text says from نابلس" in first.why
    assert first.candidates[0].place == first.place
    assert len(first.candidates) > 1


def test_gaza_alone_may_be_the_strip() -> None:
    """Bare غزة has the radius of the Strip, مدينة غزة that of the city."""
    (bare,) = find_places("قتل شخصان في غزة أمس")
    (city,) = find_places("قتل شخصان في مدينة غزة أمس")
    assert bare.place is not None
    assert city.place is not None
    assert bare.place.id == city.place.id
    assert bare.place.uncertainty_m == 20_000
    assert city.place.uncertainty_m < 10_000
    assert "Strip" in bare.why


def test_outlet_counts_a_little() -> None:
    """Where a name alone is shared, the outlet's home speaks for one of its places."""
    text = "قتل شخصان في الطيبة أمس"
    (lebanese,) = find_places(text, outlet="الوكالة اللبنانية")
    (neither,) = find_places(text)
    scores = {match.place.country: match.score for match in reversed(neither.candidates)}
    raised = {match.place.country: match.score for match in reversed(lebanese.candidates)}
    assert raised["LB"] > scores["LB"]


@pytest.mark.parametrize("piece", ["ب", "في بلدة ", "و", "«", "ريف حلب ", "قطاع", "غزة و", "a", "ـ", "ال", "في "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """Twice the text takes no more than some three times as long, whatever it repeats."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        find_places(text)
        return time.process_time() - started

    seconds(2_000)
    small, large = min(seconds(10_000) for _ in range(2)), seconds(40_000)
    assert large < 12 * small + 0.3


def test_classes_of_words_have_examples_that_hold_them() -> None:
    """Each class of context words occurs in its own examples."""
    for side, classes in read_toml("context.toml").items():
        for name, row in classes.items():
            assert row["about"], name
            words = [word for example in row["examples"] for word in read(example).words]
            if side == "before":
                assert any(name in before(word) for word in words), (side, name)
            elif side == "self":
                assert any(is_ordinary(normalise(word)) or is_ordinary("ا" + word[1:]) for word in words), name
            elif side == "whole":
                assert any(organisation_at(words, index) for index in range(len(words))), name


@pytest.mark.parametrize("table", ["words", "names", "places"])
def test_models_are_sorted_and_unique(table: str) -> None:
    """The learnt tables have one row a key, in order, so that a change can be reviewed."""
    keys = [next(iter(row.values())) for _, row in read_csv(f"models/{table}.csv")]
    assert keys == sorted(set(keys))
    assert keys


def test_the_tables_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with names never met before reads no table of the library's again."""
    text = "قصف الطيران بلدة {} ومدينة حلب، وسمع انفجار قرب {} الكبرى أمس."
    find_places(text.format("زرنبوق", "كرنفولة"))

    def refuse(text: str) -> None:
        msg = f"read again: {text[:60]!r}"
        raise AssertionError(msg)

    monkeypatch.setattr("gazetteer.seeds.tomllib.loads", refuse)
    assert [m.place.id for m in find_places(text.format("شنطوفة", "برعكونة")) if m.place] == ["mawqi:aleppo"]
