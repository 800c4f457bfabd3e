"""The words of a report that state an incident, marked within the words around them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from geo import Report

__all__ = ["Passage", "Quotation", "passages"]

_CONTEXT = 70
"""Characters of a report shown on either side of what is marked."""

_BEFORE, _AFTER = "… ", " …"
"""What stands for words left out on either side."""

Segment = tuple[str, tuple[str, ...]]


class Quotation(NamedTuple):
    """One piece of evidence."""

    start: int
    end: int
    field: str
    quote: str
    at: int
    """Its place among the evidence of its incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one report."""

    report: str
    start: int
    """Offset in the report of the first of its own words."""
    segments: tuple[Segment, ...]
    """Its text in order, and for each part the fields that it states: none for words that are only around."""
    quotations: tuple[Quotation, ...]
    """The evidence that it was gathered from; quotations of one field may overlap."""

    @property
    def fields(self) -> frozenset[str]:
        """All that it states."""
        return frozenset(one.field for one in self.quotations)

    @property
    def text(self) -> str:
        """The report's own words, from `start` on."""
        text = "".join(text for text, _ in self.segments)
        return text.removeprefix(_BEFORE) if self.start and not self.segments[0][1] else text


def passages(evidence: Iterable[Mapping[str, Any]], reports: Mapping[str, Report]) -> list[Passage]:
    """Gather evidence into passages: what states the kind first, then in the order of the text.

    Quotations that lie within or near one another share a passage. Where the report is not at hand, or does not
    hold the quotation at its offsets, the quotation stands alone.
    """
    found: list[Passage] = []
    for name, marks in _by_report(evidence).items():
        found += _of_report(name, marks, reports.get(name))
    return sorted(found, key=lambda passage: "kind" not in passage.fields) if len(found) > 1 else found


def _by_report(evidence: Iterable[Mapping[str, Any]]) -> dict[str, list[Quotation]]:
    groups: dict[str, list[Quotation]] = {}
    for at, item in enumerate(evidence):
        one = Quotation(int(item["start"]), int(item["end"]), str(item["field"]), str(item["quote"]), at)
        groups.setdefault(str(item["report"]), []).append(one)
    for marks in groups.values():
        marks.sort(key=lambda mark: (mark.start, -mark.end, mark.field))
    return dict(sorted(groups.items())) if len(groups) > 1 else groups


def _of_report(name: str, marks: Sequence[Quotation], report: Report | None) -> Iterator[Passage]:
    inside = [mark for mark in marks if report.text[mark.start : mark.end] == mark.quote] if report else []
    for group in _near(inside, 2 * _CONTEXT):
        text = report.text if report else ""
        first, last = _widen(text, group[0].start, max(mark.end for mark in group))
        segments = _cut(text[first:last], first, group)
        segments = _dotted(segments, before=first > 0, after=last < len(text))
        yield Passage(report=name, start=first, segments=segments, quotations=tuple(group))
    for group in _near([mark for mark in marks if mark not in inside] if inside else marks, 0):
        outer = group[0]
        segments = _cut(outer.quote, outer.start, group)
        yield Passage(report=name, start=outer.start, segments=segments, quotations=tuple(group))


def _near(marks: Sequence[Quotation], gap: int) -> list[list[Quotation]]:
    """Group marks, sorted by start, that lie within `gap` of one another; with no gap, each within the first."""
    groups: list[list[Quotation]] = []
    end = 0
    for mark in marks:
        if groups and (mark.start <= end + gap if gap else mark.end <= end):
            groups[-1].append(mark)
        else:
            groups.append([mark])
        end = max(end, mark.end) if len(groups[-1]) > 1 else mark.end
    return groups


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Add words on both sides, whole ones."""
    first, last = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    if first > 0:
        first = min((space + 1 for space in [text.find(" ", first, start)] if space >= 0), default=start)
    if last < len(text):
        last = max((space for space in [text.rfind(" ", end, last)] if space >= 0), default=end)
    return first, last


def _cut(text: str, offset: int, marks: Sequence[Quotation]) -> tuple[Segment, ...]:
    if len(marks) == 1 and len(text) == marks[0].end - marks[0].start:
        return ((text, (marks[0].field,)),)
    edges = {0, len(text)}
    for mark in marks:
        edges.update((mark.start - offset, mark.end - offset))
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    return tuple([(text[a:b], _stated(marks, a + offset, b + offset)) for a, b in pairwise(cuts)])


def _stated(marks: Sequence[Quotation], start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys([mark.field for mark in marks if mark.start <= start and end <= mark.end]))


def _dotted(segments: tuple[Segment, ...], *, before: bool, after: bool) -> tuple[Segment, ...]:
    return (*(((_BEFORE, ()),) if before else ()), *segments, *(((_AFTER, ()),) if after else ()))
