"""What time words mean together: one period of days, resolved against the day of publication."""

import datetime as dt
from dataclasses import dataclass, replace

from ..incident import DatePrecision, TimeOfDay
from .calendars import Civil, last_weekday, shift_months, week_of
from .timelists import Piece

__all__ = ["Period", "absolute", "add_days", "finish", "night_of", "resolve", "weekday_period"]

_WEEK = 7
_LONG = 2
_HIJRI_SLACK = 1
"""Days by which a sighted Hijri month may differ from the calendar's; the weekday named beside it decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One time expression, at the tokens ``first`` to ``last - 1``."""

    start: dt.date | None = None
    end: dt.date | None = None
    precision: DatePrecision = "day"
    time_of_day: TimeOfDay | None = None
    first: int
    last: int
    span: bool = False
    """A stretch (منذ الأحد, خلال 24 ساعة), not one occasion."""
    relative: bool = False
    """Counted from the day of publication."""
    partial: bool = False
    """A time of day without a day; see `carry`."""
    future: bool = False
    edge: str | None = None
    """``before`` or ``after`` midnight, where a night is so divided."""
    why: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it lasts more than two days: a stretch of time, a month, a year."""
        if self.start is None or self.end is None:
            return self.span and self.precision in {"week", "month", "year"}
        return (self.span or self.precision in {"month", "year"}) and (self.end - self.start).days >= _LONG


def night_of(day: dt.date, published: dt.date | None) -> tuple[dt.date, dt.date]:
    """Return the two dates of a night: from that day, or up to it where it is the day of publication."""
    if published is not None and day >= published:
        return add_days(day, -1), day
    return day, add_days(day, 1)


def add_days(day: dt.date, days: int) -> dt.date:
    """Return the day some days away; the day itself where the calendar ends."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return day


def resolve(pieces: list[Piece], published: dt.date | None) -> Period | None:
    """Return what time words that stand together mean; ``None`` where they tell no time."""
    part = next((p for p in pieces if p.kind == "part"), None)
    clock = next((p for p in pieces if p.kind == "clock"), None)
    days = [p for p in pieces if p.kind not in {"part", "clock"}]
    time = next((p.time for p in (part, clock, *days) if p is not None and p.time), None)
    base = Period(
        first=pieces[0].first,
        last=pieces[-1].last,
        time_of_day=time,
        edge=part.edge if part else None,
        relative=any(p.kind in {"day", "night", "weekday", "unit"} for p in days),
    )
    if not days:
        return replace(base, partial=True) if any(p.alone for p in pieces) else None
    return _dated(base, days, published, clock=clock is not None)


def _dated(base: Period, days: list[Piece], published: dt.date | None, *, clock: bool) -> Period:
    dates = [p for p in days if p.kind == "date"]
    weekdays = [p for p in days if p.kind == "weekday"]
    night = base.time_of_day == "night" and base.edge is None and not clock
    if dates and not (weekdays and dates[0].date and dates[0].date.day is None):
        found = absolute(dates[0], published)
        if found.start is not None and found.start == found.end and weekdays:
            day = _by_weekday(found.start, weekdays[-1].weekday, hijri=bool(dates[0].date and dates[0].date.hijri))
            found = replace(found, start=day, end=day)
        pair = [p.weekday for p in weekdays]
    elif weekdays:
        found, pair = weekday_period(weekdays, published), [p.weekday for p in weekdays]
        if len(pair) > 1 and not (night or base.edge or clock):
            return finish(_merge(base, found), published)
        future = found.future or any(p.kind == "day" and p.offset > 0 for p in days)
        if future and found.end is not None and published is not None and found.end <= published:
            found = replace(found, end=add_days(found.end, _WEEK))
        found = replace(found, start=found.end, span=False, future=future)
    elif days[0].kind == "unit":
        found, pair = _unit(days[0], published), []
    else:
        found, pair = _offset(days, published), []
    return finish(_nightly(_merge(base, found), pair, published, night=night), published)


def _merge(base: Period, found: Period) -> Period:
    return replace(
        base, start=found.start, end=found.end, precision=found.precision, span=found.span, future=found.future
    )


def _nightly(period: Period, pair: list[int], published: dt.date | None, *, night: bool) -> Period:
    """Return the period with a night stretched over its two dates."""
    if period.start is None or period.end is None or period.start != period.end:
        return period
    day = period.end
    if period.edge == "before":
        return replace(period, start=add_days(day, -1), end=add_days(day, -1)) if len(pair) > 1 else period
    if not night:
        return period
    if len(pair) > 1 and day.weekday() == pair[-1]:
        start, end = add_days(day, -((pair[-1] - pair[0]) % 7)), day
    elif period.relative and not pair and period.end == published:
        start, end = day, day
    else:
        start, end = night_of(day, published) if not period.future else (day, add_days(day, 1))
    return replace(period, start=start, end=end, precision="night")


def _by_weekday(day: dt.date, weekday: int, *, hijri: bool) -> dt.date:
    """Return a Hijri date's day corrected by the weekday named beside it."""
    for step in (0, -_HIJRI_SLACK, _HIJRI_SLACK) if hijri else ():
        if add_days(day, step).weekday() == weekday:
            return add_days(day, step)
    return day


def finish(period: Period, published: dt.date | None) -> Period:
    """Return the period marked as future, or cut at the day of publication."""
    if published is None or period.start is None or period.end is None:
        return period
    if period.start > published:
        return replace(period, future=True)
    return replace(period, end=min(period.end, published)) if not period.future else period


def weekday_period(pieces: list[Piece], published: dt.date | None) -> Period:
    """Return the day of a weekday, or the span of two."""
    qualifier = pieces[-1].qualifier
    base = Period(first=0, last=0, span=len(pieces) > 1, future=qualifier == "next")
    if published is None:
        return base
    end = last_weekday(pieces[-1].weekday, published, qualifier)
    if len(pieces) == 1:
        return replace(base, start=end, end=end)
    return replace(base, start=add_days(end, -((pieces[-1].weekday - pieces[0].weekday) % 7)), end=end)


def _offset(pieces: list[Piece], published: dt.date | None) -> Period:
    piece = pieces[-1]
    base = Period(first=0, last=0, future=piece.offset > 0, precision="night" if piece.kind == "night" else "day")
    if published is None:
        return base
    day = add_days(published, piece.offset)
    end = add_days(day, 1) if piece.kind == "night" and piece.offset < 0 else day
    return replace(base, start=day, end=end)


def absolute(piece: Piece, published: dt.date | None) -> Period:
    """Return the days of a calendar date, with the year it leaves out."""
    date = piece.date or Civil()
    base = Period(
        first=0, last=0, precision=date.precision, future=date.qualifier == "next", span=piece.until is not None
    )
    period = date.period(published)
    if period is None:
        return base
    start, end = _edge(period, piece.edge)
    if piece.until is not None and (until := piece.until.period(published)):
        end = max(end, until[1])
    return replace(base, start=start, end=end)


def _unit(piece: Piece, published: dt.date | None) -> Period:
    step = {"past": -1, "next": 1}.get(piece.qualifier or "", 0)
    precision: DatePrecision = "week" if piece.unit == "week" else "month" if piece.unit == "month" else "year"
    base = Period(first=0, last=0, precision=precision, future=step > 0)
    if published is None:
        return base
    if piece.unit == "week":
        start, end = week_of(published, step)
    else:
        one = shift_months(published.replace(day=1), step * (12 if piece.unit == "year" else 1))
        period = Civil(year=one.year, month=one.month if piece.unit == "month" else None).period(published)
        start, end = period or (published, published)
    start, end = _edge((start, end), piece.edge)
    return replace(base, start=start, end=end)


def _edge(period: tuple[dt.date, dt.date], edge: str | None) -> tuple[dt.date, dt.date]:
    """Return the first, middle or last third of a period."""
    start, end = period
    third = (end - start).days // 3
    if edge == "start":
        return start, add_days(start, third - 1 if third else 0)
    if edge == "middle":
        return add_days(start, third), add_days(end, -third)
    return (add_days(end, -third), end) if edge == "end" else period
