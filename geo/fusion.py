"""Many reports, one incident: the rows of different reports that tell of one event, brought to one row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, groupby
from math import cos, radians
from typing import Any

from gazetteer.arabic import normalise

from .incident import Claim, Incident
from .matching import SHARP_M, apart_km, same_event, support, unit_name

__all__ = ["merge"]

_CELL = 0.1
"""Degrees of latitude of a cell, a little more than places of one event may lie apart; as wide from west to east."""
_POLE = 85.0
_LONGEST_DAYS = 7
_FIRST_KNOWN = ("origin", "origin_id", "origin_lon", "origin_lat", "weapon", "target", "actor", "actor_id")

Key = tuple[object, ...]


def merge(incidents: Iterable[Incident]) -> list[Incident]:
    """Return the incidents with the accounts of one event in different reports brought to one row.

    Two rows are one event if they come from different reports, their kinds agree, their days and places meet, and
    neither's numbers or parties exclude it; where a day or place is told loosely or not at all, more has to agree
    (`geo.matching.same_event`). Each row of a group has to agree with each other one, so that groups never chain.

    The answer does not depend on the order of the rows. A merged row keeps the rows it was made of (`parts`): merging
    again starts from them, so that it changes nothing, and merging in parts comes to the same as merging at once. A row
    of several reports that was read from a file has no parts and is left as it is. The same row given twice counts
    once. Time grows with the number of rows near each other in time and place, memory with the number of rows.
    """
    rows = _accounts(incidents)
    linked: dict[int, list[tuple[int, int]]] = defaultdict(list)
    roots = list(range(len(rows)))
    links = [pair for pair in _pairs(rows) if same_event(rows[pair[0]], rows[pair[1]])]
    for one, other in links:
        roots[_root(roots, other)] = _root(roots, one)
    for one, other in links:
        linked[_root(roots, one)].append((one, other))
    groups = list(chain.from_iterable(_groups(rows, pairs) for pairs in linked.values()))
    taken = set(chain.from_iterable(groups))
    merged = [_merged([rows[index] for index in group]) for group in groups]
    merged += [row for index, row in enumerate(rows) if index not in taken]
    return sorted(merged, key=_order)


def _accounts(incidents: Iterable[Incident]) -> list[Incident]:
    """Return the rows that merged ones were made of, each once, in an order of their own."""
    rows = chain.from_iterable(row.parts or (row,) for row in incidents)
    ordered = sorted(rows, key=lambda row: row.id)
    unique: list[Incident] = []
    for _, group in groupby(ordered, key=lambda row: row.id):
        alike = list(group)
        unique += alike if len(alike) == 1 else {repr(row): row for row in sorted(alike, key=repr)}.values()
    return unique


def _root(roots: list[int], index: int) -> int:
    while roots[index] != index:
        roots[index] = roots[roots[index]]
        index = roots[index]
    return index


def _groups(rows: Sequence[Incident], pairs: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield the groups of more than one row, the pairs that agree best brought together first."""
    agree = set(pairs)
    home = {index: index for pair in pairs for index in pair}
    groups = {index: [index] for index in home}
    for one, other in sorted(pairs, key=lambda pair: _preference(rows[pair[0]], rows[pair[1]])):
        a, b = sorted((home[one], home[other]))
        if a != b and all((min(i, j), max(i, j)) in agree for i in groups[a] for j in groups[b]):
            for index in groups[b]:
                home[index] = a
            groups[a] += groups.pop(b)
    return (group for group in groups.values() if len(group) > 1)


def _preference(one: Incident, other: Incident) -> tuple[int, float, str, str]:
    return -support(one, other), round(apart_km(one, other), 3), one.id, other.id


def _pairs(rows: Sequence[Incident]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows that may be worth comparing, the smaller index first, each once."""
    held: dict[Key, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.scope == "event":
            near = {other for key in _looked_for(row) for other in held.get(key, ())}
            yield from ((other, index) for other in sorted(near))
            for key in _kept_under(row):
                held[key].append(index)


def _kept_under(row: Incident) -> Iterator[Key]:
    """Yield the keys under which a row is found: its times with its cell, its unit and the name of its place."""
    where: list[Key] = [("place", row.place_id or normalise(row.place or ""))]
    where += [("in", unit_name(row.admin))] if row.admin else []
    where += [("area", unit_name(row.place))] if row.place and (row.uncertainty_m or 0) > SHARP_M else []
    if row.lat is not None and row.lon is not None:
        where.append(_cell(row.lat, row.lon))
    for time in _times(row)[0]:
        yield from ((time, *each) for each in where)


def _looked_for(row: Incident) -> Iterator[Key]:
    where: list[Key] = [("place", row.place_id or normalise(row.place or ""))]
    where += [("in", unit_name(row.place))] if row.place and (row.uncertainty_m or 0) > SHARP_M else []
    where += [("area", unit_name(row.admin))] if row.admin else []
    if row.lat is not None and row.lon is not None:
        where += _cells_around(row.lat, row.lon)
    for time in _times(row)[1]:
        yield from ((time, *each) for each in where)


def _times(row: Incident) -> tuple[list[Key], list[Key]]:
    """Return the times under which a row is found, and those at which it looks for others.

    Rows of a few days meet by the day; a long time is kept by its weeks, and meets what lies in them.
    """
    if row.start is None or row.end is None:
        return [("never",)], [("never",)]
    first, last = row.start.toordinal(), row.end.toordinal()
    weeks = range(first // 7, last // 7 + 1)
    long = [("long", week) for week in weeks]
    short = [("short", week) for week in weeks]
    if last - first > _LONGEST_DAYS:
        return [*long], [*long, *short]
    days: list[Key] = [("day", day) for day in range(first, last + 1)]
    return [*days, *short], [*days, *long]


def _cell(lat: float, lon: float) -> Key:
    y = int(lat // _CELL)
    return "cell", y, int(lon // _width(y))


def _width(y: int) -> float:
    """Return how many degrees of longitude the cells of a row of cells have."""
    return _CELL / cos(radians(min(abs(y * _CELL) + _CELL, _POLE)))


def _cells_around(lat: float, lon: float) -> Iterator[Key]:
    y = int(lat // _CELL)
    for row in (y - 1, y, y + 1):
        width = _width(row)
        around = {int((east % 360 - 360 * (east % 360 >= 180)) // width) for east in (lon - width, lon, lon + width)}  # noqa: PLR2004 (degrees round the Earth)
        yield from (("cell", row, x) for x in sorted(around))


def _merged(group: Sequence[Incident]) -> Incident:
    """Return one row for several: every report, claim and piece of evidence kept, numbers as their range."""
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
        parts=tuple(group),
    )


def _claim_key(claim: Claim) -> tuple[str, int, int, str]:
    return claim.report, claim.start, claim.end, claim.who


def _length(row: Incident) -> int:
    return (row.end - row.start).days if row.start and row.end else date.max.toordinal()


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
