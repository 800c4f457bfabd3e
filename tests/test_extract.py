"""Whole reports to incidents: golden cases, what must stay quiet, and the laws that hold for any text."""

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.pipeline import incidents_of

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).parents[1] / "seeds" / "reports"
SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds" / "gold.jsonl"


def cases(name: str) -> list[Any]:
    """Return the cases of a golden file as pytest parameters, named as the file names them."""
    rows = tomllib.loads((GOLDEN / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["name"]) for row in rows]


def read(case: dict[str, Any]) -> list[geo.Incident]:
    """Return the incidents of a case's report."""
    published = case.get("published")
    return incidents_of(
        geo.Report(id="case", text=case["text"], published=dt.date.fromisoformat(published) if published else None)
    )


def said(incident: geo.Incident, field: str) -> Any:  # noqa: ANN401
    """Return a field of an incident as the golden files write it."""
    if field in {"killed", "injured", "munitions"}:
        low, high = getattr(incident, f"{field}_min"), getattr(incident, f"{field}_max")
        return [] if low is None and high is None else [low, -1 if high is None else high]
    value = getattr(incident, field)
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else value


def compare(case: dict[str, Any]) -> None:
    """Assert that a case's incidents are those expected, in every field that the case states."""
    found = read(case)
    assert [one.kind for one in found] == [one["kind"] for one in case["expect"]]
    for incident, expected in zip(found, case["expect"], strict=True):
        assert {field: said(incident, field) for field in expected} == expected


@pytest.mark.parametrize("case", cases("incidents"))
def test_golden(case: dict[str, Any]) -> None:
    """Composed reports are read as their gold has them."""
    compare(case)


@pytest.mark.parametrize("case", cases("negative"))
def test_quiet(case: dict[str, Any]) -> None:
    """What did not happen, or is no violence, puts nothing on the map."""
    told = [one for one in read({**case, "published": "2024-05-10"}) if one.status in {"reported", "claimed"}]
    assert told == []


@pytest.mark.parametrize("case", cases("known_failures"))
@pytest.mark.xfail(strict=True, reason="not read right yet; see tests/golden/known_failures.toml")
def test_known_failures(case: dict[str, Any]) -> None:
    """What is still read wrong; a case that passes has to move to the golden ones."""
    compare(case)


@pytest.fixture(scope="module")
def seeds() -> list[dict[str, Any]]:
    """Return the three reports the project was created from, with their right answers."""
    if not SEEDS.exists():
        pytest.skip("the seed reports (../shared/seeds) are not here")
    return [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]


def test_seeds_put_nothing_on_talks(seeds: list[dict[str, Any]]) -> None:
    """The negotiations in Jerusalem, Sharm el-Sheikh and Washington are no incidents."""
    reports = [
        geo.Report(id=row["id"], text=row["text"], published=dt.date.fromisoformat(row["published"])) for row in seeds
    ]
    frame = geo.extract(reports)
    assert not frame["place_en"].isin(["Jerusalem", "Sharm el-Sheikh", "Sharm ash Shaykh", "Washington"]).any()
    assert {"Ashkelon", "Ashdod", "Eshkol", "Tel Aviv", "Haifa"} <= set(frame["place_en"].dropna())


def test_every_field_leads_back_to_words() -> None:
    """Evidence indexes the original text, marks and all, and states the fields that are filled."""
    text = "قُتِلَ ثلاثةُ أشخاصٍ  في غارةٍ جوّية على مدينة رَفَح فجر اليوم، بحسب مصدر طبي."
    (incident,) = incidents_of(geo.Report(id="r", text=text, published=dt.date(2024, 2, 12)))
    assert all(text[one.start : one.end] == one.quote and one.report == "r" for one in incident.evidence)
    assert {"kind", "place", "date", "killed"} <= {one.field for one in incident.evidence}
    assert [claim.kind for claim in incident.claims] == ["medic"]
    assert incident.why.endswith(".")


def test_ids_are_stable() -> None:
    """The same input has the same identifiers on every run."""
    report = geo.Report(
        id="r", text="سقط صاروخ على عسقلان وصاروخ على أسدود صباح اليوم.", published=dt.date(2024, 2, 12)
    )
    first, second = incidents_of(report), incidents_of(report)
    assert [one.id for one in first] == [one.id for one in second]
    assert len({one.id for one in first}) == len(first)


def test_places_are_looked_up_only_where_words_tell_of_an_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of talks and of the weather asks no gazetteer; one word of a shelling does."""
    asked: list[str] = []
    monkeypatch.setattr("geo.pipeline.find_in", lambda doc, **_: asked.append(doc.source) or [])
    quiet, loud = "التقى الوزير نظيره في دمشق. وتسقط الأمطار على حلب غدا.", "سقطت قذيفة على حلب أمس."
    for text in (quiet, loud):
        geo.extract([geo.Report(id="one", text=text, published=dt.date(2024, 5, 8))])
    assert asked == [loud]


def test_a_country_has_no_pin() -> None:
    """A country is an area: it has its uncertainty and no point."""
    (row,) = incidents_of(geo.Report(id="r", text="أطلقت الجماعة 200 صاروخ على إسرائيل.", published=None))
    assert (row.lon, row.lat) == (None, None)
    assert row.precision == "country"
    assert (row.uncertainty_m or 0) > 50_000


def test_one_bad_report_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that fails for a reason of ours is told and left out."""
    import geo.pipeline  # noqa: PLC0415

    whole = geo.pipeline.incidents_of

    def fragile(report: geo.Report, **options: Any) -> list[geo.Incident]:  # noqa: ANN401
        if report.id == "bad":
            msg = "boom"
            raise ZeroDivisionError(msg)
        return whole(report, **options)

    monkeypatch.setattr(geo.pipeline, "incidents_of", fragile)
    text = "سقط صاروخ على عسقلان صباح أمس."
    reports = [geo.Report(id=name, text=text, published=dt.date(2024, 2, 12)) for name in ("bad", "good")]
    with pytest.warns(RuntimeWarning, match="'bad' was left out"):
        frame = geo.extract(reports)
    assert list(frame["reports"]) == [["good"]]


def _failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(_report: geo.Report, **_options: object) -> list[geo.Incident]:
        raise error

    monkeypatch.setattr("geo.pipeline.incidents_of", fail)


def test_faults_go_to_on_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """With ``on_error`` each report left out is told there, in one line with its id, its cause behind it."""
    error = ZeroDivisionError("two\nlines")
    _failing(monkeypatch, error)
    told: list[geo.ReportError] = []
    assert geo.extract([geo.Report(id=name, text="x") for name in "ab"], on_error=told.append).empty
    assert [str(fault) for fault in told] == [
        f"report {name!r} was left out: ZeroDivisionError: two lines" for name in "ab"
    ]
    assert told[0].__cause__ is error


def test_on_error_may_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ``on_error`` that raises stops at the first fault."""
    _failing(monkeypatch, ZeroDivisionError())

    def stop(fault: geo.ReportError) -> None:
        raise fault

    with pytest.raises(geo.ReportError, match="'a' was left out"):
        geo.extract([geo.Report(id="a", text="x")], on_error=stop)


@pytest.mark.parametrize("error", [geo.GazetteerError("damaged"), geo.SeedError("damaged")])
def test_faults_of_the_library_are_no_faults_of_a_report(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """A gazetteer or table that cannot be used fails the call, not each report in turn."""
    _failing(monkeypatch, error)
    with pytest.raises(type(error), match="damaged"):
        geo.extract([geo.Report(id="a", text="x")])


@pytest.mark.parametrize("given", ["سقط صاروخ", b"x", None, 5, geo.Report(id="a", text="x"), ["سقط صاروخ"], [None]])
def test_what_is_no_report(given: object) -> None:
    """Anything but several reports is refused, with what to give."""
    with pytest.raises(TypeError, match=r"\[geo\.Report\(id=…, text=…\)\]"):
        geo.extract(given)  # type: ignore[arg-type]


WORDS = st.sampled_from(
    [
        "قتل",
        "وأصيب",
        "ثلاثة",
        "صواريخ",
        "على",
        "غزة",
        "في",
        "من",
        "أمس",
        "فجر",
        "الثلاثاء",
        "لم",
        "يسفر",
        "عن",
        "إصابات",
        "بينهم",
        "أطفال",
        "قال",
        "الجيش",
        "إن",
        "نفى",
        "هدد",
        "انفجار",
        "سيارة",
        "مفخخة",
        "بين",
        "دمشق",
        "وحلب",
        "20",
        "«",
        "»",
        "،",
        ".",
        ":",
        "(",
        ")",
        "أطلق",
        "النار",
        "القصف",
        "عدد",
        "القتلى",
        "منذ",
    ]
)


def test_a_report_may_break_off_anywhere() -> None:
    """However a report is cut off, also right after a word that opens a clause, it is read."""
    text = (
        "قال شهود إن خمسة مدنيين قتلوا في غارة شنتها طائرات حربية على سوق في صعدة أمس بينما أصيب عشرة آخرون، فيما نفت "
        "وزارة الدفاع ذلك بعد أن قصفت مواقع قرب الحدود، وأضاف المصدر أن ثلاثة صواريخ سقطت شمال غرب مأرب عندما كان"
    )
    words = text.split()
    for count in range(len(words) + 1):
        for last in ("", " بينما", " بعد", " فيما"):
            report = geo.Report(id="one", text=" ".join(words[:count]) + last, published=dt.date(2024, 5, 8))
            assert isinstance(incidents_of(report), list)


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_survives(text: str) -> None:
    """No text makes extraction fail, and whatever it finds quotes the text."""
    for incident in incidents_of(geo.Report(id="r", text=text, published=dt.date(2024, 2, 12))):
        assert all(text[one.start : one.end] == one.quote for one in incident.evidence)
        assert incident.start is None or incident.start <= dt.date(2024, 2, 12)
        for name in ("killed", "injured", "munitions"):
            low, high = getattr(incident, f"{name}_min"), getattr(incident, f"{name}_max")
            assert high is None or low is None or low <= high


def test_samples() -> None:
    """The sample reports: nothing at the talks, the unplaced stay unplaced, a speaker is not the party spoken of."""
    rows = [one for report in geo.read_reports(SAMPLES) for one in incidents_of(report)]
    events = {(one.kind, one.place_en, one.actor_id) for one in rows if one.scope == "event"}
    assert events == {
        ("rocket_fire", "Ashkelon", None),
        ("shelling", "Eshkol", None),
        ("explosion", "Ashdod", None),
        ("rocket_fire", "Tel Aviv", "hamas"),
        ("rocket_fire", "Haifa", "hamas"),
        ("airstrike", "Gaza City", None),
        ("interception", "Tel Aviv", "israel-armed-forces"),
        ("shelling", None, None),
        ("rocket_fire", "Tel Aviv", None),
        ("interception", "Ashdod", None),
    }
    assert all(one.lat is None for one in rows if one.place is None)
