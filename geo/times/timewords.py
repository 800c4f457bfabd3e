"""The words that tell time, one by one: parts of the day, days, weekdays, clock times, weeks, months and dates."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from ..incident import TimeOfDay
from ..quantities.numerals import may_be_value, numeral_forms, ordinal, ordinals_after
from ..signs import Sign
from ..text import Token
from ..words import ARTICLE, Phrases, Words, readings
from .calendars import Civil
from .datewords import calendar_date, text_at, year_at
from .timelists import Piece, lists

__all__ = ["BEGINS", "piece_at"]

_LONE = frozenset({ARTICLE, "و"})
_HOURS = range(25)
_HOUR_DIGITS = 2


@lru_cache(maxsize=16384)
def _may_begin(word: str) -> bool:
    """Tell whether a time expression may begin with a word; most words cannot, and are passed over at once."""
    if word[0].isdecimal() or word in _LONE or _ordinal_or_tens(word):
        return True
    listed, first = _beginnings()
    found = readings(word)
    return any(reading.stem in listed or (not reading.article and reading.stem in first) for reading in found)


@cache
def _beginnings() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words with which a time expression may begin, also after the article, and only without it."""
    table = lists()
    words: list[Words[Any]] = [table.weekdays, table.parts, table.adverbs, table.calendar, table.edges]
    words += [table.words[name] for name in ("hour", "one", "since", "ago", "year", "this", "month")]
    phrases: list[Phrases[Any]] = [table.days, table.nights, table.part_phrases, table.months]
    phrases += [table.phrases[name] for name in ("during", "last", "between")]
    return frozenset(w for found in words for w in found), frozenset(w for found in phrases for w in found.first)


BEGINS = Sign(_may_begin, lambda: numeral_forms().union(*_beginnings()))
"""Whether a time expression may begin with a word."""


def _ordinal_or_tens(word: str) -> bool:
    return ordinal(word) is not None or any(reading.article for reading in readings(word) if may_be_value(word))


@lru_cache(maxsize=16384)
def _may_be(word: str) -> tuple[bool, bool]:
    """Tell whether a word may begin a clock time, and a calendar date."""
    table = lists()
    numeral = _ordinal_or_tens(word)
    clock = numeral or any(table.words[name].find(word) for name in ("hour", "one"))
    return clock, numeral or bool(table.months.heads(word)) or table.words["month"].find(word) is not None


def piece_at(tokens: Sequence[Token], index: int, stop: int, *, follows: bool = False) -> Piece | None:
    """Return the time word that begins at a token; `follows` tells that another one stands right before it."""
    if index >= stop or not _may_begin(tokens[index].text):
        return None
    if tokens[index].is_number or tokens[index].text in _LONE:
        return calendar_date(tokens, index, stop) or _clock(tokens, index, stop, follows=follows)
    if not tokens[index].is_word:
        return None
    clock, date = _may_be(tokens[index].text)
    return (
        (_clock(tokens, index, stop, follows=follows) if clock else None)
        or (calendar_date(tokens, index, stop) if date else None)
        or _night_or_day(tokens, index, stop)
        or _weekday(tokens, index, stop)
        or _part(tokens, index, stop, follows=follows)
        or _unit(tokens, index, stop)
    )


def _night_or_day(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    table = lists()
    night = table.nights.at(tokens, index, stop)
    day = table.days.at(tokens, index, stop)
    if night and (night[0] < 0 or text_at(tokens, index - 1) not in table.words["tonight_after"]):
        return Piece(kind="night", first=index, last=night[1], offset=night[0], time="night")
    if day is None:
        return None
    offset, last = day
    if offset == 0 and _not_today(tokens, index, last, stop):
        return None
    return Piece(kind="day", first=index, last=last, offset=offset)


def _not_today(tokens: Sequence[Token], index: int, last: int, stop: int) -> bool:
    table = lists().words
    after = text_at(tokens, last)
    if after in table["today_before"] or text_at(tokens, index - 1) in table["today_after"]:
        return True
    numbered = after in {ARTICLE, "-"}
    return numbered or any(value <= 11 for value, _ in ordinals_after(tokens, last, stop))  # noqa: PLR2004


def _weekday(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    table = lists()
    found = table.weekdays.find(tokens[index].text)
    if found is None or text_at(tokens, index + 1) in table.words["weekday_before"]:
        return None
    head = table.words["weekday_after"].find(text_at(tokens, index - 1))
    if head is not None and not head[0].article and not _is_prayed(tokens, index):
        return None
    qualifier = table.qualifiers.get(text_at(tokens, index + 1)) if index + 1 < stop else None
    last = index + 2 if qualifier else index + 1
    return Piece(kind="weekday", first=index, last=last, weekday=found[1], qualifier=qualifier)


def _is_prayed(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a weekday says when, by its prayer: عقب صلاة الجمعة."""
    table = lists().words
    prayer, at = text_at(tokens, index - 1), text_at(tokens, index - 2)
    return table["prayer"].find(prayer) is not None and table["prayer_at"].find(at) is not None


def _part(tokens: Sequence[Token], index: int, stop: int, *, follows: bool) -> Piece | None:
    table = lists()
    phrase = table.part_phrases.at(tokens, index, stop)
    if phrase:
        (time, edge), last = phrase
        until = table.words["until"].find(text_at(tokens, index - 1)) is not None
        alone = tokens[last - 1].text.startswith(ARTICLE) and not until
        return Piece(kind="part", first=index, last=last, time=time, edge=edge, alone=alone)
    word = tokens[index].text
    bare = table.parts.find(word)
    adverb = table.adverbs.find(word)
    if bare is None and adverb is None:
        return None
    if bare and bare[0].article:
        return _definite_part(tokens, index, bare[1], follows=follows)
    named = bare or adverb
    return Piece(kind="part", first=index, last=index + 1, time=named and named[1], alone=adverb is not None)


def _definite_part(tokens: Sequence[Token], index: int, time: TimeOfDay, *, follows: bool) -> Piece | None:
    """Accept الظهر after عند and the like, or after a clock time; not after حتى."""
    at = lists().words["at"].find(text_at(tokens, index - 1)) is not None
    attached = tokens[index].text.removeprefix("و").startswith("ب" + ARTICLE)
    if not (at or attached or follows):
        return None
    return Piece(kind="part", first=index, last=index + 1, time=time, alone=True)


def _unit(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    """Read الأسبوع الماضي, هذا الشهر, مطلع العام, نهاية تموز, عام 2006."""
    table = lists()
    edge = table.edges.find(tokens[index].text)
    at = index + 1 if edge else index
    if edge and at < stop and (date := calendar_date(tokens, at, stop)) and date.date and date.date.day is None:
        return Piece(kind="date", first=index, last=date.last, date=date.date, edge=edge[1])
    this = text_at(tokens, at) in table.words["this"]
    at += this
    if at >= stop:
        return None
    year = _year_after(tokens, at, stop)
    if year:
        return Piece(kind="date", first=index, last=at + 2, date=Civil(year=year), edge=edge[1] if edge else None)
    found = table.calendar.get(text_at(tokens, at).removeprefix("و") if at > index else _stem(tokens[at].text))
    if found is None:
        return None
    qualifier = table.qualifiers.get(text_at(tokens, at + 1)) if at + 1 < stop else None
    if qualifier is None and not (edge or this):
        return None
    last = at + 2 if qualifier else at + 1
    return Piece(
        kind="unit",
        first=index,
        last=last,
        unit=found,
        edge=edge[1] if edge else None,
        qualifier=qualifier or "current",
    )


def _stem(word: str) -> str:
    found = lists().calendar.find(word)
    return ARTICLE + found[0].stem.removeprefix(ARTICLE) if found else word


def _year_after(tokens: Sequence[Token], index: int, stop: int) -> int | None:
    if index + 1 >= stop or lists().words["year"].find(tokens[index].text) is None:
        return None
    return year_at(tokens, index + 1)


def _clock(tokens: Sequence[Token], index: int, stop: int, *, follows: bool) -> Piece | None:
    """Read الساعة الثالثة, عند العاشرة والنصف, الساعة 18:30."""
    table = lists().words
    named = table["hour"].find(tokens[index].text) is not None
    at = index + 1 if named else index
    hour = _hour(tokens, at, stop, named=named)
    if hour is None or not (named or follows or _clock_before(tokens, index, hour[1], stop)):
        return None
    value, last = hour
    fraction = lists().phrases["fractions"].at(tokens, last, stop)
    last = fraction[1] if fraction else last
    time = _time_of_hour(value) if tokens[at].is_number and (":" in text_at(tokens, at + 1) or value > 12) else None  # noqa: PLR2004
    return Piece(kind="clock", first=index, last=last, time=time, alone=True)


def _clock_before(tokens: Sequence[Token], index: int, last: int, stop: int) -> bool:
    """Accept a bare hour after عند and the like, or before a part of the day."""
    before = text_at(tokens, index - 1)
    if lists().words["clock_at"].find(before) is not None:
        return True
    part = _part(tokens, last, stop, follows=True) if last < stop and tokens[last].is_word else None
    return part is not None and lists().words["clock_weak"].find(before) is not None


def _hour(tokens: Sequence[Token], at: int, stop: int, *, named: bool) -> tuple[int, int] | None:
    if at >= stop:
        return None
    word = tokens[at].text
    if tokens[at].is_number:
        colon = text_at(tokens, at + 1) == ":" and text_at(tokens, at + 2).isdecimal()
        if not (word.isdecimal() and len(word) <= _HOUR_DIGITS and int(word) in _HOURS) or not (named or colon):
            return None
        return int(word), at + 3 if colon else at + 1
    if lists().words["one"].find(word):
        return 1, at + 1
    found = next(ordinals_after(tokens, at, stop), None)
    if found is None or found[0] > 12 or not word.endswith("ه"):  # noqa: PLR2004
        return None
    return found


def _time_of_hour(hour: int) -> TimeOfDay:
    limits: tuple[tuple[int, TimeOfDay], ...] = (
        (4, "night"), (7, "dawn"), (12, "morning"), (13, "noon"), (18, "afternoon"), (21, "evening"),
    )  # fmt: skip
    return next((time for limit, time in limits if hour % 24 < limit), "night")
