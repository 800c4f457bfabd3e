"""Many reports, one incident: what merges, what must not, and that order does not matter."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.incident import Evidence, Incident

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


ROWS = st.builds(
    lambda number, day, north, kind, killed: replace(
        BASE,
        id=f"{number:04}",
        reports=(f"r{number}",),
        evidence=(Evidence(report=f"r{number}", start=0, end=4, quote="غارة", field="kind"),),
        start=DAY + dt.timedelta(days=day),
        end=DAY + dt.timedelta(days=day),
        lat=31.2 + north / 50,
        place_id=f"p{north}",
        kind=kind,
        killed_min=killed,
        killed_max=killed,
    ),
    st.integers(0, 999),
    st.integers(0, 2),
    st.integers(0, 5),
    st.sampled_from(["airstrike", "shelling", "raid"]),
    st.integers(0, 9),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, max_size=12, unique_by=lambda row: row.id), st.randoms(use_true_random=False))
def test_order_does_not_matter(rows: list[Incident], random: object) -> None:
    """Any order of the rows gives the same incidents, and merging them again changes nothing."""
    merged = geo.merge(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert geo.merge(shuffled) == merged
    assert geo.merge(merged) == merged
    assert sorted(report for row in merged for report in row.reports) == sorted(r for row in rows for r in row.reports)
