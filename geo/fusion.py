"""Many reports, one incident: which rows of different reports tell of one event, and the row they come to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

from gazetteer.distance import great_circle_km

from .incident import Claim, Incident
from .reading.draft import loosely_same_kind

__all__ = ["merge"]

_CLOSE_KM = 3.0
_CELL = 0.5
"""Degrees of a cell within which, with its neighbours, incidents are compared."""
_FURTHEST_M = 10_000.0
_LONGEST_DAYS = 7
_DAY = ("dawn", "morning", "noon", "afternoon", "evening", "night")
_FIRST_KNOWN = ("origin", "origin_id", "origin_lon", "origin_lat", "weapon", "target", "actor", "actor_id")


def merge(incidents: Iterable[Incident]) -> list[Incident]:
    """Return the incidents with the accounts of one event in different reports brought to one row.

    Two rows are one event if they come from different reports, their kinds agree, they are dated and their days
    meet, they are placed and lie within what is known of their places, and neither's numbers or parties exclude it.
    The answer does not depend on the order of the rows, and merging it again changes nothing: a row that stands for
    several reports already is left as it is. A row without day or place stays alone.
    """
    rows = sorted(incidents, key=lambda row: row.id)
    groups: dict[int, list[int]] = {index: [index] for index in range(len(rows))}
    home = list(range(len(rows)))
    for one, other in sorted(_pairs(rows), key=lambda pair: _nearness(rows[pair[0]], rows[pair[1]])):
        a, b = sorted((home[one], home[other]))
        if a != b and all(same_event(rows[i], rows[j]) for i in groups[a] for j in groups[b]):
            for index in groups[b]:
                home[index] = a
            groups[a] += groups.pop(b)
    merged = (_merged([rows[index] for index in group]) for group in groups.values())
    return sorted(merged, key=_order)


def same_event(one: Incident, other: Incident) -> bool:
    """Tell whether two rows can be accounts of one event by different reports."""
    return (
        len(one.reports) == len(other.reports) == 1
        and one.reports != other.reports
        and one.scope == other.scope == "event"
        and loosely_same_kind(one.kind, other.kind)
        and _days_meet(one, other)
        and _parts_of_day_meet(one, other)
        and _places_meet(one, other)
        and _ranges_near(one.munitions_min, one.munitions_max, other.munitions_min, other.munitions_max)
        and not (one.actor_id and other.actor_id and one.actor_id != other.actor_id)
    )


def _pairs(rows: Sequence[Incident]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows that share a day and lie in one cell or in neighbouring ones."""
    cells: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for day, y, x in _cells(row):
            for near in sorted(
                {i for dy in (-1, 0, 1) for dx in (-1, 0, 1) for i in cells.get((day, y + dy, x + dx), ())}
            ):
                yield near, index
        for key in _cells(row):
            cells[key].append(index)


def _cells(row: Incident) -> list[tuple[int, int, int]]:
    if row.scope != "event" or row.start is None or row.end is None or row.lon is None or row.lat is None:
        return []
    days = min((row.end - row.start).days, _LONGEST_DAYS)
    y, x = int(row.lat // _CELL), int(row.lon // _CELL)
    return [((row.start + timedelta(days=day)).toordinal(), y, x) for day in range(days + 1)]


def _nearness(one: Incident, other: Incident) -> tuple[float, str, str]:
    return round(_apart_km(one, other), 3), one.id, other.id


def _apart_km(one: Incident, other: Incident) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


def _days_meet(one: Incident, other: Incident) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start <= other.end and other.start <= one.end


def _parts_of_day_meet(one: Incident, other: Incident) -> bool:
    if one.time_of_day is None or other.time_of_day is None:
        return True
    return abs(_DAY.index(one.time_of_day) - _DAY.index(other.time_of_day)) in {0, 1, len(_DAY) - 1}


def _places_meet(one: Incident, other: Incident) -> bool:
    if one.place_id is not None and one.place_id == other.place_id:
        return True
    known = min(one.uncertainty_m or 0, other.uncertainty_m or 0, _FURTHEST_M)
    return _apart_km(one, other) <= max(_CLOSE_KM, known / 1000)


def _ranges_near(low: int | None, high: int | None, other_low: int | None, other_high: int | None) -> bool:
    """Tell whether two counts can be of one event; reports may differ by a third."""
    if low is None or other_low is None:
        return True
    least, most = (high or low), (other_high or other_low)
    return low <= most * _SLACK and other_low <= least * _SLACK


_SLACK = 1.34


def _merged(group: Sequence[Incident]) -> Incident:
    """Return one row for several: every report, claim and piece of evidence kept, numbers as their range."""
    if len(group) == 1:
        return group[0]
    best = max(group, key=lambda row: (-(row.uncertainty_m or float("inf")), row.confidence, row.id))
    dated = min(group, key=lambda row: (_length(row), row.id))
    return replace(
        best,
        id=min(row.id for row in group),
        status="reported" if any(row.status == "reported" for row in group) else best.status,
        start=dated.start,
        end=dated.end,
        time_of_day=_first(row.time_of_day for row in (dated, *group)),
        date_precision=dated.date_precision,
        **{name: _first(getattr(row, name) for row in (best, *group)) for name in _FIRST_KNOWN},
        **_ranges(group),
        casualties=_subsets(group),
        claims=tuple(sorted(set(chain.from_iterable(row.claims for row in group)), key=_claim_key)),
        reports=tuple(sorted(set(chain.from_iterable(row.reports for row in group)))),
        evidence=tuple(sorted(set(chain.from_iterable(row.evidence for row in group)))),
        confidence=round(min(0.98, best.confidence + 0.1 * (len(group) - 1)), 2),
        why=f"{best.why} Told by {len(group)} reports.",
    )


def _claim_key(claim: Claim) -> tuple[str, int, int, str]:
    return claim.report, claim.start, claim.end, claim.who


def _length(row: Incident) -> int:
    return (row.end - row.start).days if row.start and row.end else _LONGEST_DAYS


def _first(values: Iterable[Any]) -> Any:  # noqa: ANN401 (whatever the column holds)
    return next((value for value in values if value is not None), None)


def _ranges(group: Sequence[Incident]) -> dict[str, Any]:
    """Return the counts of a group: the least and the most that any of its rows states."""
    out: dict[str, Any] = {}
    for name in ("killed", "injured", "munitions"):
        stated = [row for row in group if getattr(row, f"{name}_min") is not None]
        highs = [getattr(row, f"{name}_max") for row in stated]
        out[f"{name}_min"] = min((getattr(row, f"{name}_min") for row in stated), default=None)
        out[f"{name}_max"] = None if None in highs else max(highs, default=None)
    return out


def _subsets(group: Sequence[Incident]) -> dict[str, dict[str, tuple[int | None, int | None]]]:
    out: dict[str, dict[str, tuple[int | None, int | None]]] = {}
    for row in group:
        for what, categories in row.casualties.items():
            for category, numbers in categories.items():
                out.setdefault(what, {}).setdefault(category, numbers)
    return out


def _order(row: Incident) -> tuple[bool, date, str]:
    return row.start is None, row.start or date.min, row.id
