"""When something happened: the time expressions of a report, resolved against its day of publication.

Adjacent time words make one expression (مساء أمس الثلاثاء). A weekday is the last one not after publication; where
اليوم or أمس disagrees with a weekday named beside it, the weekday holds, because a report may appear a day after it
was written. Nothing lies after publication unless the report speaks of the future. Without a day of publication
only dates written in full are resolved; the others are found, but have no day.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..text import Document, Token
from .amounts import amount_at, back, is_recent, noun_first
from .calendars import Civil
from .datewords import is_name
from .periods import Period, absolute, finish, night_of, resolve, weekday_period
from .timelists import Piece, lists
from .timewords import BEGINS, piece_at

if TYPE_CHECKING:
    from ..incident import DatePrecision

__all__ = ["Period", "carry", "find_dates"]

_BEGUN = 6
_GLUE = 2
"""So many small words (من, يوم, في) may stand between two time words of one expression."""


def find_dates(doc: Document, within: range | None = None, published: dt.date | None = None) -> list[Period]:
    """Return the time expressions of a stretch of tokens, in order and without overlap."""
    within = range(len(doc.words)) if within is None else within
    periods: list[Period] = []
    passed = 0
    for index in doc.where(BEGINS, within):
        if index < passed:
            continue
        period = _period_at(doc, index, within.stop, published)
        if period is None:
            continue
        passed = period.last
        if period.relative or period.partial or period.span or not is_name(doc.tokens, period.first, period.last):
            why = doc.quote(doc.span(period.first, period.last))
            periods.append(replace(period, why=why))
    return periods


def carry(partial: Period, day: dt.date | Period, published: dt.date | None = None) -> Period:
    """Return a time of day completed by the day told elsewhere.

    A night becomes two dates: the day and the next, or, where the day is that of publication, the day before and
    the day itself. What is before midnight keeps the earlier date. Given a night as a `Period`, its evening counts
    before midnight and its end after it.
    """
    if not partial.partial:
        return partial
    start, end = (day.start, day.end) if isinstance(day, Period) else (day, day)
    if start is None or end is None:
        return partial
    if partial.span:
        return replace(partial, start=start, end=max(end, published or end), partial=False)
    if partial.edge == "before":
        end = start
    elif partial.edge == "after" or partial.time_of_day != "night":
        start = end
    elif start == end:
        start, end = night_of(start, published)
    precision: DatePrecision = "day" if start == end else "night"
    return replace(partial, start=start, end=end, precision=precision, partial=False)


def _period_at(doc: Document, index: int, stop: int, published: dt.date | None) -> Period | None:
    tokens = doc.tokens
    since = lists().words["since"].find(tokens[index].text) is not None
    if since:
        found = _since(doc, index, stop, published)
        rare = found is not None and _is_superlative(doc, index)
        return replace(found, start=None, end=None, span=False) if found is not None and rare else found
    return (
        _ago(doc, index, stop, published)
        or _during(doc, index, stop, published)
        or _between(doc, index, stop, published)
        or _plain(tokens, index, stop, published)
    )


def _plain(tokens: Sequence[Token], index: int, stop: int, published: dt.date | None) -> Period | None:
    pieces = list(_expression(tokens, index, stop))
    if not pieces:
        return None
    return resolve(pieces, published)


def _expression(tokens: Sequence[Token], index: int, stop: int) -> Iterator[Piece]:
    """Yield the time words that stand together from a token on."""
    at, before = index, None
    while (piece := _next_piece(tokens, at, stop, before)) is not None:
        if before is not None and not _fits(before, piece):
            return
        yield piece
        before, at = piece, piece.last


def _next_piece(tokens: Sequence[Token], at: int, stop: int, before: Piece | None) -> Piece | None:
    if before is None:
        return piece_at(tokens, at, stop)
    glue = lists().words["glue"]
    for step in range(_GLUE + 1):
        if at + step >= stop:
            return None
        word = tokens[at + step].text
        bound = step > 0 or before.kind in {"part", "clock", "weekday", "day"} or not word.startswith("و")
        piece = piece_at(tokens, at + step, stop, follows=before.kind == "clock" and step == 0) if bound else None
        if piece is not None and not (step and piece.kind == "unit"):
            return piece
        joins = word in glue or (word in {"-", "/"} and before.kind == "weekday")
        if not joins and not (word in {",", "("} and _before_date(tokens, at + step + 1, stop)):
            return None
    return None


def _before_date(tokens: Sequence[Token], at: int, stop: int) -> bool:
    bracket = tokens[at - 1].text == "("
    at += at < stop and tokens[at].text in lists().words["before_date"]
    piece = piece_at(tokens, at, stop)
    if bracket and piece is not None and piece.kind in {"day", "weekday"}:
        return True
    return piece is not None and piece.kind == "date" and piece.date is not None and piece.date.day is not None


_ORDER = {"clock": 0, "part": 1, "day": 2, "night": 2, "weekday": 3, "unit": 4, "date": 4}


def _fits(before: Piece, piece: Piece) -> bool:
    """Tell whether a time word may follow another in one expression."""
    if before.kind == "weekday" and piece.kind == "weekday":
        return True
    if piece.kind == "part":
        return before.kind == "clock" or (before.kind in {"day", "weekday", "date"} and piece.alone)
    if piece.kind == "clock":
        return before.kind in {"part", "day", "weekday", "date"} and piece.time is not None
    return _ORDER[before.kind] < _ORDER[piece.kind] or (before.kind == "day" and piece.kind == "day")


def _since(doc: Document, index: int, stop: int, published: dt.date | None) -> Period | None:
    """Read منذ with a time expression or with a number of days."""
    counted = _counted(doc, index + 1, stop, published)
    if counted is not None:
        end = published if counted.start else None
        return replace(counted, first=index, end=end, span=True)
    begin = index + 1 + (index + 2 < stop and doc.tokens[index + 1].text in lists().words["hours"])
    found = _plain(doc.tokens, begin, stop, published) if begin < stop else None
    found = found or _beginning(doc, index + 1, stop, published)
    if found is None:
        return None
    if found.partial:
        return replace(found, first=index, span=True)
    if found.start is None or found.future:
        return replace(found, first=index, span=True, start=None, end=None)
    return replace(found, first=index, span=True, end=max(found.end or found.start, published or found.start))


def _beginning(doc: Document, index: int, stop: int, published: dt.date | None) -> Period | None:
    """Read after منذ what began at a time: اندلاع القتال في أبريل الماضي."""
    if index >= stop or lists().words["beginnings"].find(doc.tokens[index].text) is None:
        return None
    for at in range(index + 1, min(stop, index + 1 + _BEGUN)):
        if not (doc.tokens[at].is_word or doc.tokens[at].is_number):
            return None
        found = _plain(doc.tokens, at, stop, published)
        if found is not None and found.start is not None:
            return found
    return None


def _is_superlative(doc: Document, index: int) -> bool:
    """Tell whether منذ says how long there was nothing like it: أعنف قصف منذ أسابيع."""
    near = doc.tokens[max(0, index - _BEGUN) : index]
    return any(lists().words["superlative"].find(token.text) is not None for token in near)


def _ago(doc: Document, index: int, stop: int, published: dt.date | None) -> Period | None:
    """Read قبل يومين, قبل ثلاثة أسابيع; not قبل يومين من الانتخابات."""
    if lists().words["ago"].find(doc.tokens[index].text) is None:
        return None
    found = _counted(doc, index + 1, stop, published)
    if found is None or (found.last < stop and doc.tokens[found.last].text in lists().words["ago_before"]):
        return None
    return _widened(replace(found, first=index))


def _widened(period: Period) -> Period:
    """Return a period some months or years ago as that whole month or year."""
    if period.start is None or period.precision not in {"month", "year"}:
        return period
    month = period.start.month if period.precision == "month" else None
    whole = Civil(year=period.start.year, month=month).period(None)
    return replace(period, start=whole[0], end=whole[1]) if whole else period


def _counted(doc: Document, index: int, stop: int, published: dt.date | None) -> Period | None:
    """Return the time that lies a number of days, weeks, months or years before publication."""
    found = amount_at(doc, index, stop)
    if found is None:
        return None
    count, unit, last = found
    precision: DatePrecision = "day" if unit in {"hour", "day"} else "week" if unit == "week" else unit  # type: ignore[assignment]
    start = back(published, count, unit) if published else None
    return Period(start=start, end=start, precision=precision, first=index, last=last, relative=True)


def _during(doc: Document, index: int, stop: int, published: dt.date | None) -> Period | None:
    """Read خلال 24 ساعة, خلال الساعات الأربع والعشرين الماضية, في اليومين الماضيين, آخر ثلاثة أيام."""
    tables, tokens = lists(), doc.tokens
    opened = tables.phrases["during"].at(tokens, index, stop)
    at = opened[1] if opened else index
    recent = tables.phrases["last"].at(tokens, at, stop)
    at = recent[1] if recent else at
    if not (opened or recent):
        return None
    found = amount_at(doc, at, stop) or noun_first(doc, at, stop)
    if found is None:
        return None
    count, unit, last = found
    qualifier = tables.qualifiers.get(tokens[last].text) if last < stop else None
    strict = tables.phrases["strict"].at(tokens, index, stop) is not None and is_recent(count, unit)
    strict = strict and not tokens[at].text.startswith("ال")
    if qualifier == "next" or not (qualifier or recent or strict):
        return None
    last += qualifier is not None
    start = back(published, max(count, 24) if unit == "hour" else count, unit) if published else None
    return Period(start=start, end=published, first=index, last=last, span=True, relative=True)


def _between(doc: Document, index: int, stop: int, published: dt.date | None) -> Period | None:
    """Read بين الأحد والثلاثاء, بين 28 أبريل و3 مايو, من 3 إلى 5 مايو."""
    tokens = doc.tokens
    opened = lists().phrases["between"].at(tokens, index, stop)
    at = opened[1] if opened else index
    piece = piece_at(tokens, at, stop)
    if piece is None or piece.kind not in {"date", "weekday"} or piece.last >= stop:
        return None
    if piece.until is not None:
        return replace(finish(_place(absolute(piece, published), piece), published), first=index) if opened else None
    mark = tokens[piece.last].text
    to = mark in lists().words["to"]
    after = piece.last + (to or mark in {"و", "-"})
    joined = to or (opened and mark.startswith("و"))
    until = piece_at(tokens, after, stop) if joined else None
    if until is None or until.kind != piece.kind:
        return None
    return _spanned(index, piece, until, published)


def _spanned(index: int, piece: Piece, until: Piece, published: dt.date | None) -> Period:
    if piece.kind == "weekday":
        found = weekday_period([piece, until], published)
    else:
        end = absolute(until, published)
        year = end.start.year if end.start else None
        date = piece.date or Civil()
        start = absolute(replace(piece, date=replace(date, year=date.year or year)), published)
        ordered = start.start is not None and end.end is not None and start.start <= end.end
        found = replace(start, end=end.end) if ordered else replace(start, start=None, end=None)
    found = replace(found, first=index, last=until.last, span=True, relative=piece.kind == "weekday")
    return finish(found, published)


def _place(period: Period, piece: Piece) -> Period:
    return replace(period, first=piece.first, last=piece.last)
