"""Time expressions: golden tables, the tables' own examples, and laws of the calendar."""

import datetime as dt
from calendar import monthrange
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gazetteer.seeds import read_toml
from geo.text import read
from geo.times.calendars import Civil, last_weekday, shift_months, week_of
from geo.times.dates import Period, carry, find_dates

PUBLISHED = dt.date(2023, 6, 14)
"""A Wednesday."""
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
MONTHS = read_toml("time.toml")["month"]


def one(text: str, published: dt.date | None = PUBLISHED) -> Period:
    """Return the only time expression of a text."""
    (period,) = find_dates(read(text), None, published)
    return period


def _days(text: str) -> tuple[str, str]:
    period = one(text)
    return (period.start or dt.date.max).isoformat()[5:], (period.end or dt.date.max).isoformat()[5:]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("فجر اليوم", "06-14", "06-14"),
        ("صباح اليوم الأربعاء", "06-14", "06-14"),
        ("مساء أمس", "06-13", "06-13"),
        ("ظهر أمس الثلاثاء", "06-13", "06-13"),
        ("عصر أول أمس الاثنين", "06-12", "06-12"),
        ("أول من أمس", "06-12", "06-12"),
        ("أمس الأول", "06-12", "06-12"),
        ("الأربعاء", "06-14", "06-14"),
        ("الأربعاء الماضي", "06-07", "06-07"),
        ("فجر الخميس", "06-08", "06-08"),
        ("يوم الجمعة الماضي", "06-09", "06-09"),
        ("اليوم الثلاثاء", "06-13", "06-13"),
        ("أمس الاثنين", "06-12", "06-12"),
        ("ليل الاثنين الثلاثاء", "06-12", "06-13"),
        ("ليل الثلاثاء", "06-13", "06-14"),
        ("ليل الأربعاء", "06-13", "06-14"),
        ("ليلة أمس", "06-13", "06-14"),
        ("الليلة الماضية", "06-13", "06-14"),
        ("ليل السبت - الأحد", "06-10", "06-11"),
        ("بعد منتصف ليل الاثنين الثلاثاء", "06-13", "06-13"),
        ("قبيل منتصف ليل الاثنين", "06-12", "06-12"),
        ("الساعة الثانية بعد منتصف ليل الأحد الاثنين", "06-12", "06-12"),
        ("بعيد الرابعة من فجر اليوم الأربعاء", "06-14", "06-14"),
        ("قرابة الخامسة من مساء أمس", "06-13", "06-13"),
        ("قبل يومين", "06-12", "06-12"),
        ("قبل خمسة أيام", "06-09", "06-09"),
        ("قبل أسبوعين", "05-31", "05-31"),
        ("منذ الأحد", "06-11", "06-14"),
        ("منذ فجر الثلاثاء", "06-13", "06-14"),
        ("منذ ثلاثة أيام", "06-11", "06-14"),
        ("منذ مطلع الشهر الجاري", "06-01", "06-14"),
        ("منذ مطلع أيار", "05-01", "06-14"),
        ("منذ مطلع العام", "01-01", "06-14"),
        ("منذ الثالث من مايو/أيار", "05-03", "06-14"),
        ("خلال 48 ساعة", "06-12", "06-14"),
        ("خلال الساعات الأربع والعشرين الماضية", "06-13", "06-14"),
        ("خلال الأيام الثلاثة الماضية", "06-11", "06-14"),
        ("في اليومين الماضيين", "06-12", "06-14"),
        ("يومي السبت والأحد الماضيين", "06-10", "06-11"),
        ("بين 3 و5 أيار", "05-03", "05-05"),
        ("من 28 أبريل إلى 3 مايو", "04-28", "05-03"),
        ("بين الأحد والثلاثاء", "06-11", "06-13"),
        ("في 12 من الشهر الجاري", "06-12", "06-12"),
        ("السابع من الشهر الماضي", "05-07", "05-07"),
        ("الشهر الماضي", "05-01", "05-31"),
        ("الأسبوع الماضي", "06-04", "06-10"),
        ("هذا الأسبوع", "06-11", "06-14"),
        ("26 نيسان/أبريل", "04-26", "04-26"),
        ("الرابع والعشرين من أيار", "05-24", "05-24"),
        ("ليل الخميس الجمعة 9 حزيران", "06-08", "06-09"),
        ("يوم الاثنين 5 يونيو", "06-05", "06-05"),
        ("مساء (أمس)", "06-13", "06-13"),
    ],
)
def test_days(text: str, start: str, end: str) -> None:
    """Words resolve against the day of publication, Wednesday 14 June 2023."""
    assert _days(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7 تشرين الأول 2023", "2023-10-07"),
        ("21 مايو (أيار) 2021", "2021-05-21"),
        ("الأول من كانون الثاني/يناير 2020", "2020-01-01"),
        ("3 جانفي 2013", "2013-01-03"),
        ("20 أوت 1955", "1955-08-20"),
        ("14 آب 2013", "2013-08-14"),
        ("5 مارس 2019", "2019-03-05"),
        ("2022-11-08", "2022-11-08"),
        ("8/11/2022", "2022-11-08"),
        ("٨/١١/٢٠٢٢", "2022-11-08"),
        ("11/28/2022", "2022-11-28"),
        ("9 رمضان 1444هـ", "2023-03-31"),
        ("يوم الجمعة 3 ربيع الأول 1446هـ", "2024-09-06"),
    ],
)
def test_full_dates_need_no_publication(text: str, day: str) -> None:
    """A date with its year is fixed by itself."""
    period = one(text, None)
    assert (period.start, period.end, period.precision) == (dt.date.fromisoformat(day),) * 2 + ("day",)


@pytest.mark.parametrize(
    "text", ["أمس", "فجر الثلاثاء", "26 أبريل", "قبل يومين", "منذ الأحد", "الأسبوع الماضي", "ليلة أمس", "خلال 24 ساعة"]
)
def test_without_publication_nothing_is_invented(text: str) -> None:
    """A relative expression is found, but has no day, when the day of publication is unknown."""
    period = one(text, None)
    assert (period.start, period.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "precision", "start"),
    [
        ("في يونيو", "month", "2023-06-01"),
        ("في تموز", "month", "2022-07-01"),
        ("في شهر آب", "month", "2022-08-01"),
        ("عام 2006", "year", "2006-01-01"),
        ("العام الماضي", "year", "2022-01-01"),
        ("قبل ثلاثة أعوام", "year", "2020-01-01"),
        ("منذ محرم الماضي", "month", "2022-07-30"),
        ("الأسبوع الماضي", "week", "2023-06-04"),
        ("ليل السبت الأحد", "night", "2023-06-10"),
    ],
)
def test_precision(text: str, precision: str, start: str) -> None:
    """What is told by the month or the year keeps that precision."""
    period = one(text)
    assert (period.precision, period.start) == (precision, dt.date.fromisoformat(start))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("فجرا", "dawn"),
        ("عند الفجر", "dawn"),
        ("في المساء", "evening"),
        ("ليلا", "night"),
        ("عند الثانية بعد الظهر", "afternoon"),
        ("عند الثالثة عصرا", "afternoon"),
        ("عند العاشرة والنصف", None),
        ("الساعة 18:30", "evening"),
        ("وقبل منتصف الليل بقليل", "night"),
        ("ظهرا", "noon"),
    ],
)
def test_times_without_a_day_are_partial(text: str, time: str | None) -> None:
    """A time of day alone has no day of its own."""
    period = one(text)
    assert (period.partial, period.start, period.time_of_day) == (True, None, time)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("غدا", "2023-06-15"),
        ("بعد غد الجمعة", "2023-06-16"),
        ("الخميس المقبل", "2023-06-15"),
        ("الأربعاء المقبل", "2023-06-21"),
        ("الأسبوع المقبل", "2023-06-18"),
        ("20 أغسطس 2023", "2023-08-20"),
        ("الشهر القادم", "2023-07-01"),
        ("20 من شهر حزيران الجاري", "2023-06-20"),
    ],
)
def test_the_future_is_marked(text: str, start: str) -> None:
    """What lies ahead is found and says so."""
    period = one(text)
    assert (period.future, period.start) == (True, dt.date.fromisoformat(start))


@pytest.mark.parametrize(
    "text",
    [
        "في اليوم التالي",
        "اليوم الثاني من القتال",
        "صحيفة القدس اليوم",
        "سوق الأحد الشعبي",
        "حي السبت",
        "صلاة الجمعة",
        "مارس ضغوطا على الحكومة",
        "استمر الاشتباك نحو ساعتين",
        "قبل أعوام",
        "بعد أيام",
        "طفل في الثانية عشرة",
        "عن 88 عاما",
        "حتى المساء",
        "سرايا فجر الغربية",
        "ظهر رجل مسلح",
        "الشخصين الاثنين معا",
        "قبل يومين من الانتخابات",
        "خلال الأيام المقبلة",
        "شعبان عبد الله",
        "خلال ثماني سنوات من الحرب",
        "قبل أكثر من ثلاثين عاما",
        "في ذلك اليوم",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Names, durations, ages and ordinals are not dates."""
    assert find_dates(read(text), None, PUBLISHED) == []


def test_stripped_digits_invent_nothing() -> None:
    """A text whose digits were lost still gives its weekday, and no year of its own."""
    assert _days("الأربعاء حزيران") == ("06-14", "06-14")
    assert find_dates(read("من نوفمبر العام"), None, None)[0].start is None


def test_two_expressions_stay_two() -> None:
    """Expressions that other words part are kept apart, in order, with the words that state them."""
    doc = read("سقط صاروخ فجر اليوم وقذيفة مساء أمس")
    assert [p.why for p in find_dates(doc, None, PUBLISHED)] == ["فجر اليوم", "مساء أمس"]


def test_carry_completes_a_time_of_day() -> None:
    """A part of the day takes the day told elsewhere; a night takes two dates, its evening before midnight."""
    day, night = dt.date(2023, 6, 10), one("ليل السبت الأحد")
    assert carry(one("ظهرا"), day).start == day
    assert (carry(one("ليلا"), day).start, carry(one("ليلا"), day).end) == (day, dt.date(2023, 6, 11))
    today = carry(one("ليلا"), PUBLISHED, PUBLISHED)
    assert (today.start, today.end) == (dt.date(2023, 6, 13), PUBLISHED)
    before = carry(one("قبيل منتصف الليل"), night)
    after = carry(one("بعد منتصف الليل"), night)
    assert (before.start, before.end) == (dt.date(2023, 6, 10),) * 2
    assert (after.start, after.end) == (dt.date(2023, 6, 11),) * 2
    assert carry(one("أمس"), day) == one("أمس")


DATES = st.dates(dt.date(1950, 1, 1), dt.date(2070, 12, 31))


@given(DATES, st.integers(0, 6))
def test_weekday_law(published: dt.date, weekday: int) -> None:
    """A weekday is within the last seven days; with الماضي strictly before, with المقبل strictly after."""
    plain, past, ahead = (one(f"يوم {WEEKDAYS[weekday]}{suffix}", published) for suffix in ("", " الماضي", " المقبل"))
    assert plain.start is not None
    assert past.start is not None
    assert ahead.start is not None
    assert 0 <= (published - plain.start).days < 7
    assert 0 < (published - past.start).days <= 7
    assert 0 < (ahead.start - published).days <= 7
    assert {plain.start.weekday(), past.start.weekday(), ahead.start.weekday()} == {weekday}


@given(DATES, st.sampled_from(MONTHS), st.data())
def test_full_date_round_trip(published: dt.date, month: dict[str, Any], data: st.DataObject) -> None:
    """Day, any name of the month and year give that day, whatever the day of publication."""
    year = data.draw(st.integers(1950, 2070))
    day = data.draw(st.integers(1, monthrange(year, month["number"])[1]))
    name = data.draw(st.sampled_from([*month["names"], *month.get("weak", [])]))
    expected = dt.date(year, month["number"], day)
    assert one(f"{day} {name} {year}", published).start == expected
    assert one(f"{day} {name} {year}", None).start == expected


@given(DATES, st.sampled_from(MONTHS), st.integers(1, 28))
def test_missing_year_is_the_last_such_day(published: dt.date, month: dict[str, Any], day: int) -> None:
    """Without a year the date is the last one not after publication, less than a year and a day back."""
    start = one(f"{day} {month['names'][0]}", published).start
    assert start is not None
    assert (start.month, start.day) == (month["number"], day)
    assert 0 <= (published - start).days <= 366


@given(DATES)
def test_leap_day_is_found_in_a_leap_year(published: dt.date) -> None:
    """29 February without a year is that of the last leap year."""
    start = Civil(month=2, day=29).period(published)
    assert start is not None
    assert 0 <= (published - start[0]).days <= 4 * 366


@given(DATES, st.integers(-60, 60))
def test_months_shift_back(day: dt.date, months: int) -> None:
    """Shifting by months and back returns to the month, and to the day where no month was too short."""
    there = shift_months(day, months)
    back = shift_months(there, -months)
    assert (back.year, back.month) == (day.year, day.month)
    assert back.day == min(day.day, there.day)


@given(DATES, st.integers(-9, 9))
def test_weeks_are_sunday_to_saturday(day: dt.date, weeks: int) -> None:
    """A week begins on Sunday and holds the day when it is this week."""
    start, end = week_of(day, weeks)
    assert (start.weekday(), (end - start).days) == (6, 6)
    assert (start <= day <= end) == (weeks == 0)
    assert last_weekday(6, day) == week_of(day)[0]


_PARTS = [word for row in read_toml("time.toml")["part"] for word in row["bare"]]
_VOCABULARY = [
    *WEEKDAYS, *_PARTS, "أمس", "اليوم", "أول", "غدا", "بعد", "قبل", "منذ", "خلال", "بين", "من", "إلى", "و", "في", "عند",
    "الساعة", "الثالثة", "والنصف", "يومين", "أيام", "أسبوع", "الماضي", "المقبل", "الشهر", "العام", "مطلع", "نهاية",
    "الليلة",
    "منتصف", "الليل", "3", "31", "29", "2023", "1445", "/", "-", ":", "،", "(", ")", "فبراير", "شباط", "رمضان", "محرم",
    "السابع", "والعشرين", "عشر", "24", "ساعة", "ال", "هـ", "حتى", "الظهر",
]  # fmt: skip


def _check(text: str, published: dt.date | None) -> None:
    doc = read(text)
    last = 0
    for period in find_dates(doc, None, published):
        assert last <= period.first < period.last <= len(doc.tokens)
        last = period.last
        assert (period.start is None) == (period.end is None)
        assert not (period.partial and period.start)
        if period.start is not None and period.end is not None:
            assert period.start <= period.end
            assert published is None or period.future or period.end <= published


@given(st.text(), st.none() | DATES)
def test_any_text_is_read(text: str, published: dt.date | None) -> None:
    """No text raises, spans are in order, and nothing lies after publication unless it says so."""
    _check(text, published)


@given(st.lists(st.sampled_from(_VOCABULARY), max_size=14).map(" ".join), st.none() | DATES)
def test_any_order_of_time_words_is_read(text: str, published: dt.date | None) -> None:
    """Nor does any heap of time words break these laws."""
    _check(text, published)


@given(st.lists(st.sampled_from(_VOCABULARY), max_size=14).map(" ".join), st.sampled_from([dt.date.min, dt.date.max]))
def test_the_ends_of_the_calendar_hold(text: str, published: dt.date) -> None:
    """The first and last day that can be written do not break the arithmetic."""
    for period in find_dates(read(text), None, published):
        assume(period.start is not None and period.end is not None)
        assert period.start <= period.end  # type: ignore[operator]


@pytest.mark.parametrize("row", [*read_toml("time.toml")["day"], *read_toml("time.toml")["night"]])
def test_day_words_fire_on_their_examples(row: dict[str, Any]) -> None:
    """Every row finds its day in its examples, and not in its counter-examples."""
    expected = PUBLISHED + dt.timedelta(days=row["offset"])
    for text in row["examples"]:
        assert any(p.start == expected for p in find_dates(read(text), None, PUBLISHED)), text
    for text in row["not"]:
        assert find_dates(read(text), None, PUBLISHED) == [], text


@pytest.mark.parametrize("row", read_toml("time.toml")["part"], ids=lambda row: str(row["time"]))
def test_parts_of_the_day(row: dict[str, Any]) -> None:
    """Each part tells its time before a day, and as an adverb alone."""
    assert {one(f"{word} الأحد").time_of_day for word in row["bare"]} == {row["time"]}
    assert {one(word).time_of_day for word in row["adverb"]} == {row["time"]}


def test_expressions_stay_within_their_stretch() -> None:
    """What is found in a stretch of tokens lies in it."""
    doc = read("فجر اليوم الأربعاء 14 يونيو 2023 مساء أمس")
    for start in range(len(doc.tokens)):
        for stop in range(start, len(doc.tokens) + 1):
            for period in find_dates(doc, range(start, stop), PUBLISHED):
                assert start <= period.first < period.last <= stop


@pytest.mark.parametrize("text", ["قوى 14 آذار", "ثورة 25 يناير", "قادة الرابع عشر من آذار", "أنصار «14 آذار»"])
def test_a_date_that_is_a_name_is_no_time(text: str) -> None:
    """What is called after a day and month did not happen on it."""
    assert find_dates(read(text), None, PUBLISHED) == []


@pytest.mark.parametrize("text", ["هجمات 14 آذار", "في 14 آذار", "ثورة 25 يناير 2011"])
def test_a_date_after_another_word_is_a_time(text: str) -> None:
    """A day is a time after words that nothing is called with, or with its year."""
    assert find_dates(read(text), None, PUBLISHED)
