"""The words that tell time, one by one: parts of the day, days, weekdays, dates, clock times, weeks and months."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from gazetteer.seeds import read_toml

from .calendars import Civil, Qualifier
from .incident import TimeOfDay
from .numbers import may_begin as may_count
from .numbers import ordinal, ordinals_after, read_value
from .text import Token
from .words import Phrases, Words, readings

__all__ = ["Piece", "lists", "may_begin", "piece_at"]

PieceKind = Literal["part", "day", "night", "weekday", "date", "clock", "unit"]
_LONE = frozenset({"ال", "و"})
_DAYS = range(1, 32)
_MONTHS = range(1, 13)
_YEARS = range(1900, 2101)
_HIJRI_YEARS = range(1300, 1501)
_HOURS = range(25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One time word or phrase at the tokens ``first`` to ``last - 1``."""

    kind: PieceKind
    first: int
    last: int
    time: TimeOfDay | None = None
    edge: str | None = None
    """Of a night: ``before`` or ``after`` midnight. Of a month or year: ``start``, ``middle``, ``end``."""
    offset: int = 0
    """Days from publication; for ``night``, those of its evening."""
    weekday: int = 0
    date: Civil | None = None
    until: Civil | None = None
    """The last day of a range such as 3-5 مايو."""
    unit: str | None = None
    """``week``, ``month`` or ``year``."""
    qualifier: Qualifier | None = None
    alone: bool = False
    """Whether it tells time without a day beside it (ظهرا, عند الظهر)."""


@dataclass(frozen=True)
class Lists:
    """The tables of seeds/time.toml."""

    days: Phrases[int]
    nights: Phrases[int]
    parts: Words[TimeOfDay]
    adverbs: Words[TimeOfDay]
    part_phrases: Phrases[tuple[TimeOfDay, str | None]]
    weekdays: Words[int]
    months: Phrases[tuple[int, bool, bool]]
    qualifiers: Words[Qualifier]
    units: Words[str]
    duals: Words[bool]
    singulars: Words[bool]
    calendar: Words[str]
    edges: Words[str]
    words: Mapping[str, Words[bool]]
    phrases: Mapping[str, Phrases[bool]]


def _words_of(names: list[str]) -> Words[bool]:
    return Words((name, True) for name in names)


def _months(raw: Mapping[str, Any]) -> Iterator[tuple[str, tuple[int, bool, bool]]]:
    """Yield each month's names with its number, whether it is Hijri, and whether the name is weak."""
    for table, hijri in (("month", False), ("hijri", True)):
        for row in raw[table]:
            yield from ((name, (row["number"], hijri, False)) for name in row["names"])
            yield from ((name, (row["number"], hijri, True)) for name in row.get("weak", ()))


def _inverted(table: Mapping[str, list[str]]) -> Iterator[tuple[str, Any]]:
    for value, names in table.items():
        yield from ((name, value) for name in names)


@cache
def lists() -> Lists:
    """Return the tables, normalised."""
    raw = read_toml("time.toml")
    return Lists(
        days=Phrases((p, row["offset"]) for row in raw["day"] for p in row["phrases"]),
        nights=Phrases((p, row["offset"]) for row in raw["night"] for p in row["phrases"]),
        parts=Words((w, row["time"]) for row in raw["part"] for w in row["bare"]),
        adverbs=Words((w, row["time"]) for row in raw["part"] for w in row["adverb"]),
        part_phrases=Phrases((p, (row["time"], row.get("edge"))) for row in raw["part_phrase"] for p in row["phrases"]),
        weekdays=Words((name, int(day)) for name, day in _inverted(raw["weekdays"])),
        months=Phrases(_months(raw)),
        qualifiers=Words(_inverted(raw["qualifiers"])),
        units=Words((name, unit) for name, unit in _inverted(raw["units"]) if unit not in {"dual", "singular"}),
        duals=_words_of(raw["units"]["dual"]),
        singulars=_words_of(raw["units"]["singular"]),
        calendar=Words(_inverted(raw["calendar"])),
        edges=Words(_inverted(raw["edges"])),
        words={
            "at": _words_of(raw["around"]["at"]),
            "until": _words_of(raw["around"]["until"]),
            "weekday_after": _words_of(raw["not_weekday"]["after"]),
            "weekday_before": _words_of(raw["not_weekday"]["before"]),
            "today_before": _words_of(raw["not_today"]["before"]),
            "today_after": _words_of(raw["not_today"]["after"]),
            "since": _words_of(raw["since"]["words"]),
            "ago": _words_of(raw["ago"]["words"]),
            "glue": _words_of(raw["glue"]),
            "year": _words_of(raw["year_words"]),
            "hour": _words_of(raw["clock"]["words"]),
            "clock_at": _words_of(raw["clock"]["at"]),
            "one": _words_of(raw["clock"]["one"]),
            "this": _words_of(raw["this"]),
            "month": _words_of(raw["month_words"]),
        },
        phrases={
            "during": Phrases((w, True) for w in raw["during"]["words"]),
            "last": Phrases((w, True) for w in raw["during"]["last"]),
            "strict": Phrases((w, True) for w in raw["during"]["strict"]),
            "between": Phrases((w, True) for w in raw["between"]["words"]),
            "fractions": Phrases((w, True) for w in raw["clock"]["fractions"]),
            "zone": Phrases((w, True) for w in raw["clock"]["zone"]),
        },
    )


@lru_cache(maxsize=16384)
def may_begin(word: str) -> bool:
    """Tell whether a time expression may begin with a word; most words cannot, and are passed over at once."""
    if word[0].isdigit() or word in _LONE or _ordinal_or_tens(word):
        return True
    table = lists()
    words = (table.weekdays, table.parts, table.adverbs, table.calendar, table.edges)
    phrases = (table.days, table.nights, table.part_phrases, table.months)
    return (
        any(found.find(word) for found in words)
        or any(found.heads(word) for found in phrases)
        or any(table.words[name].find(word) for name in ("hour", "one", "since", "ago", "year", "this", "month"))
        or any(table.phrases[name].heads(word) for name in ("during", "last", "between"))
    )


def _ordinal_or_tens(word: str) -> bool:
    return ordinal(word) is not None or any(reading.article for reading in readings(word) if may_count(word))


def piece_at(tokens: Sequence[Token], index: int, stop: int, *, follows: bool = False) -> Piece | None:
    """Return the time word that begins at a token; `follows` tells that another one stands right before it."""
    if index >= stop or not may_begin(tokens[index].text):
        return None
    if tokens[index].is_number or tokens[index].text in _LONE:
        return _date(tokens, index, stop) or _clock(tokens, index, stop, follows=follows)
    if not tokens[index].is_word:
        return None
    return (
        _clock(tokens, index, stop, follows=follows)
        or _date(tokens, index, stop)
        or _night_or_day(tokens, index, stop)
        or _weekday(tokens, index, stop)
        or _part(tokens, index, stop, follows=follows)
        or _unit(tokens, index, stop)
    )


def _text(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""


def _night_or_day(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    table = lists()
    night = table.nights.at(tokens, index, stop)
    day = table.days.at(tokens, index, stop)
    if night and (night[0] < 0 or _text(tokens, index - 1) not in {"كانت", "وكانت"}):
        return Piece(kind="night", first=index, last=night[1], offset=night[0], time="night")
    if day is None:
        return None
    offset, last = day
    if offset == 0 and _not_today(tokens, index, last, stop):
        return None
    return Piece(kind="day", first=index, last=last, offset=offset)


def _not_today(tokens: Sequence[Token], index: int, last: int, stop: int) -> bool:
    table = lists().words
    after = _text(tokens, last)
    if after in table["today_before"] or _text(tokens, index - 1) in table["today_after"]:
        return True
    numbered = after in {"ال", "-"}
    return numbered or any(value <= 11 for value, _ in ordinals_after(tokens, last, stop))  # noqa: PLR2004


def _weekday(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    table = lists()
    found = table.weekdays.find(tokens[index].text)
    if found is None or _text(tokens, index + 1) in table.words["weekday_before"]:
        return None
    if table.words["weekday_after"].find(_text(tokens, index - 1)) and _text(tokens, index - 1) != "يوم":
        return None
    qualifier = table.qualifiers.get(_text(tokens, index + 1)) if index + 1 < stop else None
    last = index + 2 if qualifier else index + 1
    return Piece(kind="weekday", first=index, last=last, weekday=found[1], qualifier=qualifier)


def _part(tokens: Sequence[Token], index: int, stop: int, *, follows: bool) -> Piece | None:
    table = lists()
    phrase = table.part_phrases.at(tokens, index, stop)
    if phrase:
        (time, edge), last = phrase
        until = table.words["until"].find(_text(tokens, index - 1)) is not None
        alone = tokens[last - 1].text.startswith("ال") and not until
        return Piece(kind="part", first=index, last=last, time=time, edge=edge, alone=alone)
    word = tokens[index].text
    bare = table.parts.find(word)
    adverb = table.adverbs.find(word)
    if bare is None and adverb is None:
        return None
    if bare and bare[0].article:
        return _definite_part(tokens, index, bare[1], follows=follows)
    time = bare[1] if bare else adverb[1] if adverb else None
    return Piece(kind="part", first=index, last=index + 1, time=time, alone=adverb is not None)


def _definite_part(tokens: Sequence[Token], index: int, time: TimeOfDay, *, follows: bool) -> Piece | None:
    """Accept الظهر after عند and the like, or after a clock time; not after حتى."""
    at = lists().words["at"].find(_text(tokens, index - 1)) is not None
    attached = tokens[index].text.startswith(("بال", "وبال"))
    if not (at or attached or follows):
        return None
    return Piece(kind="part", first=index, last=index + 1, time=time, alone=True)


def _unit(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    """Read الأسبوع الماضي, هذا الشهر, مطلع العام, نهاية تموز, عام 2006."""
    table = lists()
    edge = table.edges.find(tokens[index].text)
    at = index + 1 if edge else index
    if edge and at < stop and (date := _date(tokens, at, stop)) and date.date and date.date.day is None:
        return Piece(kind="date", first=index, last=date.last, date=date.date, edge=edge[1])
    this = _text(tokens, at) in {"هذا", "هذه"}
    at += this
    if at >= stop:
        return None
    year = _year_after(tokens, at, stop)
    if year:
        return Piece(kind="date", first=index, last=at + 2, date=Civil(year=year), edge=edge[1] if edge else None)
    found = table.calendar.get(_text(tokens, at).removeprefix("و") if at > index else _stem(tokens[at].text))
    if found is None:
        return None
    qualifier = table.qualifiers.get(_text(tokens, at + 1)) if at + 1 < stop else None
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
    return "ال" + found[0].stem.removeprefix("ال") if found else word


def _year_after(tokens: Sequence[Token], index: int, stop: int) -> int | None:
    if index + 1 >= stop or lists().words["year"].find(tokens[index].text) is None:
        return None
    return _year(tokens, index + 1)


def _year(tokens: Sequence[Token], index: int) -> int | None:
    word = _text(tokens, index)
    if len(word) == 4 and word.isdigit() and int(word) in _YEARS:  # noqa: PLR2004
        return int(word)
    return None


def _date(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    return _numeric(tokens, index, stop) or _day_range(tokens, index, stop) or _day_month(tokens, index, stop)


def _numeric(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    """Read 10/5/2023, 2023-05-10, 10.5.2023."""
    word = tokens[index].text
    if word.count(".") == 2:  # noqa: PLR2004
        parts, last = word.split("."), index + 1
    else:
        marks = [_text(tokens, index + 1), _text(tokens, index + 3)]
        if marks not in (["/", "/"], ["-", "-"]) or index + 5 > stop:
            return None
        parts, last = [_text(tokens, index + step) for step in (0, 2, 4)], index + 5
    if not all(part.isdigit() and len(part) <= 4 for part in parts):  # noqa: PLR2004
        return None
    date = _civil(*map(int, parts))
    return Piece(kind="date", first=index, last=last, date=date) if date else None


def _civil(first: int, second: int, third: int) -> Civil | None:
    """Return day/month/year, year/month/day, or month/day/year where only that can be."""
    century = 100
    year, month, day = (first, second, third) if first > century else (third, second, first)
    if month > _MONTHS.stop - 1 >= day:
        month, day = day, month
    year += 2000 if year < century else 0
    if month not in _MONTHS or day not in _DAYS:
        return None
    if year in _HIJRI_YEARS:
        return Civil(year=year, month=month, day=day, hijri=True)
    return Civil(year=year, month=month, day=day) if year in _YEARS else None


def _day_number(tokens: Sequence[Token], index: int, stop: int) -> tuple[int, int] | None:
    """Return a day of the month and the index after it: 26, السابع, الرابع عشر, ال-14."""
    value = read_value(tokens, index, stop)
    if value is not None and value.kind == "digits" and value.value in _DAYS:
        return value.value, value.last
    found = next(ordinals_after(tokens, index, stop), None)
    return found if found and found[0] in _DAYS else None


def _day_month(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    day = _day_number(tokens, index, stop)
    at = day[1] if day else index
    if day:
        at = _skip(tokens, at, stop, ("من", "شهر"))
        if (this := _this_month(tokens, at, stop)) is not None:
            return Piece(kind="date", first=index, last=this[1], date=Civil(day=day[0], qualifier=this[0]))
    else:
        at = _skip(tokens, at, stop, ("شهر",))
    month = _month(tokens, at, stop, strong=day is None and at == index, glued=day is not None)
    if month is None:
        return None
    number, hijri, at = month
    year, at = _year_of(tokens, at, stop, hijri=hijri)
    qualifier = lists().qualifiers.get(_text(tokens, at)) if year is None and at < stop else None
    at += qualifier is not None
    hijri = hijri and not (year is not None and year in _YEARS)
    date = Civil(year=year, month=number, day=day[0] if day else None, hijri=hijri, qualifier=qualifier)
    return Piece(kind="date", first=index, last=at, date=date)


def _skip(tokens: Sequence[Token], at: int, stop: int, words: tuple[str, ...]) -> int:
    for word in words:
        if at < stop and tokens[at].text in {word, "ل" + word, "و" + word, "ب" + word}:
            at += 1
    return at


def _this_month(tokens: Sequence[Token], at: int, stop: int) -> tuple[Qualifier, int] | None:
    """Read the rest of 12 من الشهر الجاري, السابع من هذا الشهر."""
    this = _text(tokens, at) == "هذا"
    at += this
    if _text(tokens, at) not in {"الشهر", "لشهر"} or at >= stop:
        return None
    qualifier = lists().qualifiers.get(_text(tokens, at + 1)) if at + 1 < stop else None
    if qualifier:
        return qualifier, at + 2
    return ("current", at + 1) if this else None


def _month(tokens: Sequence[Token], at: int, stop: int, *, strong: bool, glued: bool) -> tuple[int, bool, int] | None:
    """Return month, whether Hijri, and the index after it and its other name (نيسان/أبريل, مايو (أيار))."""
    if at >= stop or (glued and tokens[at].text.startswith(("و", "ب"))):
        return None
    months = lists().months
    found = months.at(tokens, at, stop)
    if found is None:
        return None
    (number, hijri, weak), last = found
    other = _other_name(tokens, last, stop, number)
    if weak and strong and other is None and not _beside(tokens, at, last):
        return None
    return number, hijri, other or last


def _beside(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Tell whether a weak month name stands beside a year, a qualifier or منذ."""
    table = lists()
    hijri_year = _text(tokens, last).isdigit() and len(_text(tokens, last)) == 4  # noqa: PLR2004
    before = _text(tokens, at - 1)
    edge = table.edges.find(before) is not None or table.words["since"].find(before) is not None
    return hijri_year or edge or _text(tokens, last) in table.qualifiers


def _other_name(tokens: Sequence[Token], last: int, stop: int, number: int) -> int | None:
    if _text(tokens, last) not in {"/", "-", "(", "\\", "ـ"} or last + 1 >= stop:
        return None
    found = lists().months.at(tokens, last + 1, stop)
    if found is None or found[0][0] != number:
        return None
    return found[1] + (_text(tokens, found[1]) == ")")


def _year_of(tokens: Sequence[Token], at: int, stop: int, *, hijri: bool) -> tuple[int | None, int]:
    begin = at
    if _text(tokens, at) in {"من", ",", "لعام", "عام", "سنه", "لسنه"} and at < stop:
        at += 1
        at += _text(tokens, at) in {"عام", "العام", "سنه"}
    word = _text(tokens, at)
    if at >= stop or not word.isdigit() or len(word) != 4:  # noqa: PLR2004
        return None, begin
    year = int(word)
    if year in _YEARS or (hijri and year in _HIJRI_YEARS):
        return year, at + 1 + (_text(tokens, at + 1) in {"ه", "م"} and at + 1 < stop)
    return None, begin


def _day_range(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    """Read 3 و5 مايو after بين, 3-5 مايو, من 3 إلى 5 مايو."""
    first = _day_number(tokens, index, stop)
    if first is None or first[1] >= stop:
        return None
    day, at = first
    mark = tokens[at].text
    if mark in {"-", "الي", "حتي", "و"}:
        at += 1
    elif not (mark.startswith("وال") and _day_number(tokens, at, stop)):
        return None
    piece = _day_month(tokens, at, stop) if at < stop else None
    if piece is None or piece.date is None or piece.date.day is None or piece.date.day <= day:
        return None
    date = piece.date
    start = Civil(year=date.year, month=date.month, day=day, hijri=date.hijri, qualifier=date.qualifier)
    return Piece(kind="date", first=index, last=piece.last, date=start, until=date)


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
    time = _time_of_hour(value) if tokens[at].is_number and (":" in _text(tokens, at + 1) or value > 12) else None  # noqa: PLR2004
    return Piece(kind="clock", first=index, last=last, time=time, alone=True)


def _clock_before(tokens: Sequence[Token], index: int, last: int, stop: int) -> bool:
    """Accept a bare hour after عند and the like, or before a part of the day."""
    before = _text(tokens, index - 1)
    if lists().words["clock_at"].find(before) is not None:
        return True
    part = _part(tokens, last, stop, follows=True) if last < stop and tokens[last].is_word else None
    return part is not None and before in {"في", "قبل", "بعد", "من", "وفي", "وبعد"}


def _hour(tokens: Sequence[Token], at: int, stop: int, *, named: bool) -> tuple[int, int] | None:
    if at >= stop:
        return None
    word = tokens[at].text
    if tokens[at].is_number:
        colon = _text(tokens, at + 1) == ":" and _text(tokens, at + 2).isdigit()
        if not word.isdigit() or int(word) not in _HOURS or not (named or colon):
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
