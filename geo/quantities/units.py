"""What a number counts when that is neither people nor munitions: time, distance, money, shares, years, clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gazetteer.arabic import normalise
from gazetteer.seeds import read_toml

from ..text import Document, Token
from ..words import Words, seed_words
from .nouns import noun
from .numerals import Kind

__all__ = ["Number", "unit_of"]

_UNITS = {"time", "distance", "money", "measure", "percent"}
_YEARS = range(1900, 2101)
_ANY_YEAR = range(1300, 2101)


@dataclass(frozen=True, slots=True)
class Number:
    """One quantity as the report words it, at the tokens ``first`` to ``last - 1``."""

    first: int
    """Where it begins, its qualifier included."""
    last: int
    low: int | None
    """The smallest number it states; ``None`` with "at most"."""
    high: int | None
    """The largest; ``None`` with "more than"."""
    vague: bool = False
    """A quantity not told (عشرات, عدد من): both bounds are ``None``."""
    dual_of: str | None = None
    """For a dual (صاروخان), the noun's singular in normal form."""
    text_kind: Kind = "words"
    unit: str | None = None
    """Set where it counts no persons, munitions or things: ``time``, ``distance``, ``money``, ``percent``, ``measure``,
    ``year``, ``clock``, ``date``, ``ordinal``."""
    article: bool = False
    """Written with ال (الضحايا الخمسة عشر): it counts what was named before it."""
    prefix: str = ""
    """The attached و ف ب ل ك of its first word."""

    @property
    def counts(self) -> bool:
        """Whether it may count persons or munitions."""
        return self.unit is None


def unit_of(doc: Document, number: Number, within: range) -> str | None:
    """Return what a number counts when that is neither persons nor things."""
    tokens = doc.tokens
    before = tokens[number.first - 1].text if number.first else ""
    after = tokens[number.last] if number.last < len(tokens) else None
    if number.text_kind == "digits" and (unit := _digits_unit(doc, number, before)) is not None:
        return unit
    if after is None or number.last >= within.stop:
        return None
    if after.text == "%" or _is_percent(tokens, number.last):
        return "percent"
    found = noun(after.text)
    if found is not None and found.kind in _UNITS and not (found.prefix or found.article):
        return found.kind
    return None


def _is_percent(tokens: Sequence[Token], index: int) -> bool:
    two = [token.text for token in tokens[index : index + 2]]
    return not {two[0], " ".join(two)}.isdisjoint(seed_words("numbers", "grammar", "percent"))


@cache
def _calendar_words() -> tuple[frozenset[str], Words[bool]]:
    time = read_toml("time.toml")
    months = (name for month in time["month"] for name in month["names"])
    return frozenset(map(normalise, time["year_words"])), Words((name.split()[0], True) for name in months)


def _digits_unit(doc: Document, number: Number, before: str) -> str | None:
    tokens = doc.tokens
    after = tokens[number.last].text if number.last < len(tokens) else ""
    if before in {":", "/"} and _digit_at(tokens, number.first - 2):
        return "clock" if before == ":" else "date"
    if after in {":", "/"} and _digit_at(tokens, number.last + 1):
        return "clock" if after == ":" else "date"
    years, months = _calendar_words()
    word = tokens[number.first].text
    beside = before in years or months.get(before) or _slashed_month(tokens, number)
    if beside and number.low in _ANY_YEAR and word.isdecimal():
        return "year"
    if months.find(after) and number.last - number.first == 1 and number.low is not None and number.low <= 31:  # noqa: PLR2004
        return "date"
    return None


def _slashed_month(tokens: Sequence[Token], number: Number) -> bool:
    return number.first > 1 and tokens[number.first - 1].text == ")" and number.low in _YEARS


def _digit_at(tokens: Sequence[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].is_number
