"""Amounts of time: how many of what unit a text counts, and the day that lies so far back."""

import datetime as dt

from ..quantities.numbers import find_numbers
from ..quantities.numbers import may_begin as may_count
from ..text import Document
from .calendars import shift_months
from .periods import add_days
from .timelists import lists

__all__ = ["amount_at", "back", "is_recent", "noun_first"]

_HALF_A_DAY = 12
"""Hours; خلال ساعتين is how long it lasted."""


def amount_at(doc: Document, index: int, stop: int) -> tuple[int, str, int] | None:
    """Read ثلاثة أيام, يومين, 24 ساعة, أسبوع: how many, of what, and the index after it."""
    tokens = doc.tokens
    if index >= stop:
        return None
    word = tokens[index].text
    unit = lists().units.get(word.removeprefix("ال"))
    if unit is not None:
        dual, one = word.removeprefix("ال") in lists().duals, word in lists().singulars
        of_year = unit == "year" and any(token.is_number for token in tokens[index + 1 : index + 2])
        return (2 if dual else 1, unit, index + 1) if (dual or one) and not of_year else None
    if not may_count(word):
        return None
    numbers = find_numbers(doc, range(index, min(stop, index + 8)))
    if not numbers or numbers[0].first != index or numbers[0].last >= stop:
        return None
    number = numbers[0]
    count = number.low if number.low == number.high else None
    unit = lists().units.get(tokens[number.last].text)
    return (count, unit, number.last + 1) if unit is not None and count else None


def back(published: dt.date, count: int, unit: str) -> dt.date:
    """Return the day that lies so many units before publication."""
    count = min(count, 10_000)
    if unit in {"month", "year"}:
        return shift_months(published, -count * (12 if unit == "year" else 1))
    days = {"hour": count // 24, "day": count, "week": count * 7}[unit]
    return add_days(published, -days)


def is_recent(count: int, unit: str) -> bool:
    """Tell whether خلال with a number alone means the time up to now: 24 hours, three days, not eight years."""
    return count >= _HALF_A_DAY if unit == "hour" else unit in {"day", "week"}


def noun_first(doc: Document, index: int, stop: int) -> tuple[int, str, int] | None:
    """Read الساعات الأربع والعشرين, الأيام ال-50, الساعات (الماضية)."""
    tokens = doc.tokens
    if index >= stop or not tokens[index].text.startswith("ال"):
        return None
    unit = lists().units.get(tokens[index].text.removeprefix("ال"))
    if unit is None:
        return None
    numbers = find_numbers(doc, range(index + 1, min(stop, index + 8)))
    if numbers and numbers[0].first == index + 1 and numbers[0].low:
        return numbers[0].low, unit, numbers[0].last
    return (1, unit, index + 1) if unit == "hour" else None
