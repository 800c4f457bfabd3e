"""Calendar dates as written: 26 نيسان/أبريل, السابع من أكتوبر 2023, 3 ربيع الأول 1446هـ, 10/5/2023, 3-5 مايو."""

from collections.abc import Sequence

from ..quantities.numerals import ordinals_after, read_value
from ..text import Token
from ..words import ARTICLE
from .calendars import Civil, Qualifier
from .timelists import Piece, lists

__all__ = ["calendar_date", "is_name", "text_at", "year_at"]

_QUOTE = '"'
_DAYS = range(1, 32)
_MONTHS = range(1, 13)
_YEARS = range(1900, 2101)
_HIJRI_YEARS = range(1300, 1501)


def text_at(tokens: Sequence[Token], index: int) -> str:
    """Return a token's normal form; empty outside the text."""
    return tokens[index].text if 0 <= index < len(tokens) else ""


def year_at(tokens: Sequence[Token], index: int) -> int | None:
    """Return the year from 1900 to 2100 that a token writes."""
    word = text_at(tokens, index)
    if len(word) == 4 and word.isdecimal() and int(word) in _YEARS:  # noqa: PLR2004
        return int(word)
    return None


def is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a day and month without a year are the name of something: ثورة 25 يناير, «14 آذار»."""
    date = calendar_date(tokens, first, last)
    if date is None or date.date is None or date.date.day is None or date.date.year is not None:
        return False
    before, after = text_at(tokens, first - 1), text_at(tokens, last)
    return (before == after == _QUOTE) or lists().words["named_after"].find(before) is not None


def calendar_date(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    """Return the date that begins at a token."""
    return _numeric(tokens, index, stop) or _day_range(tokens, index, stop) or _day_month(tokens, index, stop)


def _numeric(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    """Read 10/5/2023, 2023-05-10, 10.5.2023."""
    word = tokens[index].text
    if word.count(".") == 2:  # noqa: PLR2004
        parts, last = word.split("."), index + 1
    else:
        marks = [text_at(tokens, index + 1), text_at(tokens, index + 3)]
        if marks not in (["/", "/"], ["-", "-"]) or index + 5 > stop:
            return None
        parts, last = [text_at(tokens, index + step) for step in (0, 2, 4)], index + 5
    if not all(part.isdecimal() and len(part) <= 4 for part in parts):  # noqa: PLR2004
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
        at = _skip(tokens, _skip(tokens, at, stop, "of"), stop, "month")
        if (this := _this_month(tokens, at, stop)) is not None:
            return Piece(kind="date", first=index, last=this[1], date=Civil(day=day[0], qualifier=this[0]))
    else:
        at = _skip(tokens, at, stop, "month")
    month = _month(tokens, at, stop, strong=day is None and at == index, glued=day is not None)
    if month is None:
        return None
    number, hijri, at = month
    year, at = _year_of(tokens, at, stop, hijri=hijri)
    qualifier = lists().qualifiers.get(text_at(tokens, at)) if year is None and at < stop else None
    at += qualifier is not None
    hijri = hijri and not (year is not None and year in _YEARS)
    date = Civil(year=year, month=number, day=day[0] if day else None, hijri=hijri, qualifier=qualifier)
    return Piece(kind="date", first=index, last=at, date=date)


def _skip(tokens: Sequence[Token], at: int, stop: int, name: str) -> int:
    """Return the index after a word of a list, where one stands, alone or with ل و ب attached."""
    words, text = lists().words[name], text_at(tokens, at)
    return at + (at < stop and (text in words or (text.startswith(("ل", "و", "ب")) and text[1:] in words)))


def _this_month(tokens: Sequence[Token], at: int, stop: int) -> tuple[Qualifier, int] | None:
    """Read the rest of 12 من الشهر الجاري, السابع من هذا الشهر."""
    table = lists().words
    this = text_at(tokens, at) in table["this"]
    at += this
    if text_at(tokens, at) not in table["this_month"] or at >= stop:
        return None
    qualifier = lists().qualifiers.get(text_at(tokens, at + 1)) if at + 1 < stop else None
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
    hijri_year = text_at(tokens, last).isdecimal() and len(text_at(tokens, last)) == 4  # noqa: PLR2004
    before = text_at(tokens, at - 1)
    edge = table.edges.find(before) is not None or table.words["since"].find(before) is not None
    return hijri_year or edge or text_at(tokens, last) in table.qualifiers


def _other_name(tokens: Sequence[Token], last: int, stop: int, number: int) -> int | None:
    if text_at(tokens, last) not in {"/", "-", "(", "\\", "ـ"} or last + 1 >= stop:
        return None
    found = lists().months.at(tokens, last + 1, stop)
    if found is None or found[0][0] != number:
        return None
    return found[1] + (text_at(tokens, found[1]) == ")")


def _year_of(tokens: Sequence[Token], at: int, stop: int, *, hijri: bool) -> tuple[int | None, int]:
    begin, table = at, lists().words
    if at < stop and (text_at(tokens, at) == "," or text_at(tokens, at) in table["before_year"]):
        at += 1
        at += text_at(tokens, at) in table["year_nouns"]
    word = text_at(tokens, at)
    if at >= stop or not word.isdecimal() or len(word) != 4:  # noqa: PLR2004
        return None, begin
    year = int(word)
    if year in _YEARS or (hijri and year in _HIJRI_YEARS):
        return year, at + 1 + (text_at(tokens, at + 1) in {"ه", "م"} and at + 1 < stop)
    return None, begin


def _day_range(tokens: Sequence[Token], index: int, stop: int) -> Piece | None:
    """Read 3 و5 مايو after بين, 3-5 مايو, من 3 إلى 5 مايو."""
    first = _day_number(tokens, index, stop)
    if first is None or first[1] >= stop:
        return None
    day, at = first
    mark = tokens[at].text
    if mark in {"-", "و"} or mark in lists().words["to"]:
        at += 1
    elif not (mark.startswith("و" + ARTICLE) and _day_number(tokens, at, stop)):
        return None
    piece = _day_month(tokens, at, stop) if at < stop else None
    if piece is None or piece.date is None or piece.date.day is None or piece.date.day <= day:
        return None
    date = piece.date
    start = Civil(year=date.year, month=date.month, day=day, hijri=date.hijri, qualifier=date.qualifier)
    return Piece(kind="date", first=index, last=piece.last, date=start, until=date)
