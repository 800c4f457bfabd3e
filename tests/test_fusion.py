"""Many reports, one incident: what merges, what must not, and that order does not matter."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merging import b_cubed, cases, measure

import geo
from geo.fusion import _pairs
from geo.incident import Evidence, Incident
from geo.matching import same_event

PAIRWISE, B_CUBED = 0.94, 0.97
"""Floors of what tests/merging.py measures."""
DAY = dt.date(2024, 2, 12)
BASE = Incident(
    id="a",
    kind="airstrike",
    start=DAY,
    end=DAY,
    date_precision="day",
    place="رفح",
    place_id="mawqi:rafah",
    precision="town",
    uncertainty_m=3_000,
    lon=34.25,
    lat=31.29,
    killed_min=3,
    killed_max=3,
    reports=("one",),
    evidence=(Evidence(report="one", start=0, end=4, quote="غارة", field="kind"),),
    confidence=0.7,
    why="An airstrike.",
)


def other(**changes: object) -> Incident:
    """Return a row of another report, alike but for the changes."""
    evidence = (Evidence(report="two", start=0, end=4, quote="قصف", field="kind"),)
    return replace(BASE, **{"id": "b", "reports": ("two",), "evidence": evidence, **changes})


def test_accounts_of_one_event_merge() -> None:
    """Numbers become a range; reports and evidence are all kept."""
    (row,) = geo.merge([BASE, other(killed_min=5, killed_max=5, kind="shelling")])
    assert (row.killed_min, row.killed_max) == (3, 5)
    assert row.reports == ("one", "two")
    assert {one.report for one in row.evidence} == {"one", "two"}
    assert row.confidence > BASE.confidence


@pytest.mark.parametrize(
    "changes",
    [
        {"start": DAY + dt.timedelta(days=1), "end": DAY + dt.timedelta(days=1)},
        {"lat": 31.75, "place_id": "mawqi:elsewhere"},
        {"kind": "abduction"},
        {"scope": "aggregate"},
        {"reports": ("one",)},
        {"start": None, "end": None},
        {"lon": None, "lat": None, "place_id": None},
    ],
)
def test_other_events_stay_apart(changes: dict[str, object]) -> None:
    """Another day, another place, another kind, a total, the same report, no day, no place: two rows."""
    assert len(geo.merge([BASE, other(**changes)])) == 2


def test_places_far_apart_never_chain() -> None:
    """A row between two others does not draw them together."""
    step = 0.025
    rows = [
        replace(BASE, id=str(i), reports=(str(i),), lat=31.0 + i * step, place_id=str(i), uncertainty_m=3_000)
        for i in range(20)
    ]
    for row in geo.merge(rows):
        members = [one for one in rows if set(one.reports) <= set(row.reports)]
        assert max(one.lat for one in members) - min(one.lat for one in members) <= step + 1e-9


def row_of(
    number: int, days: tuple[int, int] | None, north: int, where: str, kind: str, killed: int | None
) -> Incident:
    """Return a row of a report of its own: dated or not, in a town, in the region that holds it, or nowhere."""
    place = {
        "town": {"place_id": f"p{north}", "place": f"town {north}", "admin": "region"},
        "region": {"place_id": "id of region", "place": "region", "uncertainty_m": 60_000.0, "precision": "region"},
        "nowhere": {"place_id": None, "place": None, "lat": None, "lon": None, "uncertainty_m": None},
    }[where]
    return replace(
        BASE,
        **{
            "id": f"{number:04}",
            "reports": (f"r{number}",),
            "evidence": (Evidence(report=f"r{number}", start=0, end=4, quote="غارة", field="kind"),),
            "start": None if days is None else DAY + dt.timedelta(days=days[0]),
            "end": None if days is None else DAY + dt.timedelta(days=sum(days)),
            "date_precision": None if days is None else "day",
            "lat": 31.2 + north / 50,
            "kind": kind,
            "killed_min": killed,
            "killed_max": killed,
            **place,
        },
    )


ROWS = st.builds(
    row_of,
    st.integers(0, 999),
    st.none() | st.tuples(st.integers(0, 9), st.sampled_from([0, 0, 1, 6, 20, 400])),
    st.integers(0, 5),
    st.sampled_from(["town", "town", "region", "nowhere"]),
    st.sampled_from(["airstrike", "shelling", "raid"]),
    st.none() | st.integers(1, 4),
)


@settings(max_examples=150)
@given(st.lists(ROWS, max_size=20, unique_by=lambda row: row.id), st.randoms(use_true_random=False))
def test_order_does_not_matter(rows: list[Incident], random: object) -> None:
    """Any order of the rows gives the same incidents, and merging them again changes nothing."""
    merged = geo.merge(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert geo.merge(shuffled) == merged
    assert geo.merge(merged) == merged
    assert sorted(report for row in merged for report in row.reports) == sorted(r for row in rows for r in row.reports)


@settings(max_examples=150)
@given(st.lists(ROWS, max_size=20, unique_by=lambda row: row.id), st.integers(0, 20))
def test_merging_in_parts_is_merging_at_once(rows: list[Incident], at: int) -> None:
    """A first batch merged, then merged with a second, is both merged together; a row given twice counts once."""
    assert geo.merge([*geo.merge(rows[:at]), *geo.merge(rows[at:])]) == geo.merge(rows)
    assert geo.merge([*rows, *geo.merge(rows[:at])]) == geo.merge(rows)


@settings(max_examples=150)
@given(st.lists(ROWS, max_size=20, unique_by=lambda row: row.id))
def test_blocks_leave_out_no_pair_that_is_one_event(rows: list[Incident]) -> None:
    """What is compared because it lies near holds every pair that comparing all with all would find."""
    everything = {(a.id, b.id) for a in rows for b in rows if a.id < b.id and same_event(a, b)}
    ordered = sorted(rows, key=lambda row: row.id)
    compared = {(ordered[i].id, ordered[j].id) for i, j in _pairs(ordered)}
    assert everything <= compared


def month(**changes: object) -> Incident:
    """Return a row that knows only the month."""
    last = dt.date(2024, 2, 29)
    return other(**{"start": dt.date(2024, 2, 1), "end": last, "date_precision": "month", **changes})


def test_what_is_told_loosely_needs_more_to_agree() -> None:
    """A raid of that month is that of the day only where numbers or parties say so too; the day is kept."""
    assert len(geo.merge([BASE, month(kind="shelling", killed_min=None, killed_max=None)])) == 2
    (row,) = geo.merge([BASE, month()])
    assert (row.start, row.date_precision) == (DAY, "day")


def test_a_region_and_a_town_in_it() -> None:
    """A row that names only the region joins that of the town where the numbers agree, and the town is kept."""
    town = replace(BASE, admin="محافظة رفح")
    region = {"place": "محافظة رفح", "place_id": "x", "uncertainty_m": 40_000.0, "precision": "region", "lat": 31.6}
    (row,) = geo.merge([town, other(**region)])
    assert (row.place, row.precision) == ("رفح", "town")
    assert len(geo.merge([replace(town, admin="رفح"), other(**region)])) == 1
    assert len(geo.merge([town, other(**region, killed_min=9, killed_max=9)])) == 2


def test_rows_without_a_day_merge_only_where_much_agrees() -> None:
    """Two undated accounts of one place are one event where kind, numbers and target agree."""
    undated = replace(BASE, start=None, end=None, date_precision=None, target="سيارة")
    copy = other(start=None, end=None, date_precision=None, target="سيارة")
    assert len(geo.merge([undated, copy])) == 1
    assert len(geo.merge([undated, replace(copy, target="مدرسة")])) == 2


def test_two_attacks_told_by_two_reports_stay_two() -> None:
    """Where each of two reports tells of two attacks on one town, each is paired with the one whose numbers agree."""
    rows = [
        replace(BASE, id=f"{report}{killed}", reports=(report,), killed_min=killed, killed_max=killed)
        for report in ("one", "two", "three")
        for killed in (3, 8)
    ]
    merged = geo.merge(rows)
    assert sorted((row.killed_min, row.killed_max, len(row.reports)) for row in merged) == [(3, 3, 3), (8, 8, 3)]


@pytest.mark.parametrize(("lat", "lon"), [(31.29, 34.25), (69.9, 18.95), (-84.9, 179.99), (0.0, -180.0)])
def test_neighbours_are_found_everywhere_on_earth(lat: float, lon: float) -> None:
    """Rows a kilometre apart merge in the far north, at the date line and at the equator too."""
    one = replace(BASE, lat=lat, lon=lon, place_id="a")
    for north, east in ((0.008, 0.0), (-0.008, 0.0), (0.0, 0.008), (0.0, -0.008)):
        far = (lon + east + 180) % 360 - 180
        assert len(geo.merge([one, other(lat=lat + north, lon=far, place_id="b", killed_min=4, killed_max=4)])) == 1


def test_composed_reports_merge_as_told() -> None:
    """Over the composed cases, pairs of reports and each report's companions are right; in batches as at once."""
    scores, wrong, _ = measure()
    assert not wrong
    assert scores["pairwise.f1"] >= PAIRWISE
    assert scores["b_cubed.f1"] >= B_CUBED
    assert scores["splits.same"] == 1


def test_composed_cases_are_enough() -> None:
    """There are forty cases, some with near misses, and no two of one name."""
    labelled = cases()
    named = {report.id.rsplit(" ", 1)[0] for report, _ in labelled}
    events = {event for _, event in labelled}
    assert len(named) >= 40
    assert len(events) >= len(named) + 15
    assert len({report.id for report, _ in labelled}) == len(labelled)


@pytest.mark.parametrize(
    ("said", "value"), [({("a", "b")}, 1.0), (set(), 0.8), ({("a", "b"), ("a", "c"), ("b", "c")}, 5 / 7)]
)
def test_b_cubed(said: set[tuple[str, str]], value: float) -> None:
    """B-cubed F1 of three reports, two of which tell of one event, worked out by hand."""
    assert b_cubed(said, {("a", "b")}, ["a", "b", "c"]) == pytest.approx(value)
