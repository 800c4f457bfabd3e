"""The words of time as tables: what seeds/time.toml lists, and a word of it found in a text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from gazetteer.seeds import read_toml

from ..incident import TimeOfDay
from ..words import Phrases, Words
from .calendars import Civil, Qualifier

__all__ = ["Piece", "lists"]

PieceKind = Literal["part", "day", "night", "weekday", "date", "clock", "unit"]


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


_SMALL = ("glue", "this", "this_month", "of", "before_year", "year_nouns", "before_date", "to")
"""Lists of small words that stand between time words."""


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
            "hours": _words_of(raw["around"]["hours"]),
            "until": _words_of(raw["around"]["until"]),
            "weekday_after": _words_of(raw["not_weekday"]["after"]),
            "prayer": _words_of(raw["prayer"]["words"]),
            "prayer_at": _words_of(raw["prayer"]["at"]),
            "weekday_before": _words_of(raw["not_weekday"]["before"]),
            "today_before": _words_of(raw["not_today"]["before"]),
            "today_after": _words_of(raw["not_today"]["after"]),
            "tonight_after": _words_of(raw["not_tonight"]["after"]),
            "named_after": _words_of(raw["named"]["after"]),
            "since": _words_of(raw["since"]["words"]),
            "beginnings": _words_of(raw["since"]["beginnings"]),
            "superlative": _words_of(raw["since"]["superlative"]),
            "ago": _words_of(raw["ago"]["words"]),
            "ago_before": _words_of(raw["ago"]["not_before"]),
            "year": _words_of(raw["year_words"]),
            "hour": _words_of(raw["clock"]["words"]),
            "clock_at": _words_of(raw["clock"]["at"]),
            "clock_weak": _words_of(raw["clock"]["weak"]),
            "one": _words_of(raw["clock"]["one"]),
            "month": _words_of(raw["month_words"]),
            **{name: _words_of(raw[name]) for name in _SMALL},
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
