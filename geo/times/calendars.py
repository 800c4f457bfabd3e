"""Days by the Gregorian and the Hijri calendar: the last such day, month or week not after the day of publication."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

__all__ = ["Civil", "Qualifier", "last_weekday", "shift_months", "week_of"]

Qualifier = Literal["past", "current", "next"]
_WEEK_STARTS = 6
"""Sunday; most Arab countries begin the week there."""
_DAYS = 7
_MONTHS = 12


def last_weekday(weekday: int, published: dt.date, qualifier: Qualifier | None = None) -> dt.date:
    """Return the last day of that name (0 is Monday) not after `published`.

    With ``past`` the publication day itself does not count; with ``next`` it is the first such day after it.
    """
    if qualifier == "next":
        return _shift(published, (weekday - published.weekday() - 1) % _DAYS + 1)
    back = (published.weekday() - weekday) % _DAYS
    return _shift(published, -(back or _DAYS if qualifier == "past" else back))


def week_of(day: dt.date, weeks: int = 0) -> tuple[dt.date, dt.date]:
    """Return first and last day of the week, Sunday to Saturday, that lies `weeks` from that of a day."""
    start = _shift(day, weeks * _DAYS - (day.weekday() - _WEEK_STARTS) % _DAYS)
    return start, _shift(start, _DAYS - 1)


def shift_months(day: dt.date, months: int) -> dt.date:
    """Return the day some months away; the month's last day where it is shorter."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    year = min(max(year, dt.MINYEAR), dt.MAXYEAR)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _shift(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Civil:
    """A calendar date as written: any part may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hijri: bool = False
    qualifier: Qualifier | None = None

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """The smallest part that is written."""
        return "day" if self.day else "month" if self.month else "year"

    def period(self, published: dt.date | None) -> tuple[dt.date, dt.date] | None:
        """Return its first and last day; ``None`` where no such date exists or nothing fixes the year."""
        if self.year is not None:
            return self._in_year(self.year)
        if published is None:
            return None
        if self.month is None:
            return self._in_month_of(published)
        this_year = _hijri_year(published) if self.hijri else published.year
        if this_year is None:
            return None
        return self._nearest(this_year, published)

    def _nearest(self, this_year: int, published: dt.date) -> tuple[dt.date, dt.date] | None:
        if self.qualifier == "next":
            periods = (self._in_year(this_year + step) for step in (0, 1))
            return next((p for p in periods if p and p[0] > published), None)
        if self.qualifier == "current":
            return self._in_year(this_year)
        periods = (self._in_year(this_year - step) for step in range(_LEAP_CYCLE))
        strict = self.qualifier == "past"
        return next((p for p in periods if p and (p[1] < published if strict else p[0] <= published)), None)

    def _in_month_of(self, published: dt.date) -> tuple[dt.date, dt.date] | None:
        """Resolve a day of "this month" or "last month"."""
        step = {"past": -1, "next": 1}.get(self.qualifier or "", 0)
        month = shift_months(published.replace(day=1), step)
        return Civil(year=month.year, month=month.month, day=self.day)._in_year(month.year)  # noqa: SLF001

    def _in_year(self, year: int) -> tuple[dt.date, dt.date] | None:
        if self.hijri:
            return _hijri_period(year, self.month, self.day)
        try:
            if self.month is None:
                return dt.date(year, 1, 1), dt.date(year, _MONTHS, 31)
            if self.day is None:
                return dt.date(year, self.month, 1), dt.date(year, self.month, monthrange(year, self.month)[1])
            return (dt.date(year, self.month, self.day),) * 2
        except ValueError:
            return None


_LEAP_CYCLE = 5
"""29 February is found again within four years (eight at the turn of some centuries, which news does not reach)."""


def _hijri_year(day: dt.date) -> int | None:
    from hijridate import Gregorian  # noqa: PLC0415 (its tables are read only where a Hijri month is written)

    try:
        return Gregorian.fromdate(day).to_hijri().year
    except (ValueError, OverflowError):
        return None


def _hijri_period(year: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date] | None:
    from hijridate import Hijri  # noqa: PLC0415 (as above)

    try:
        if day is not None:
            one = Hijri(year, month or 1, day).to_gregorian()
            return (dt.date(*one.datetuple()),) * 2
        first, last = Hijri(year, month or 1, 1), Hijri(year, month or _MONTHS, 1)
        end = Hijri(year, last.month, last.month_length()).to_gregorian()
        return dt.date(*first.to_gregorian().datetuple()), dt.date(*end.datetuple())
    except (ValueError, OverflowError):
        return None
