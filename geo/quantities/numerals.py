"""Bare numerals: digits of any script with their separators, number words and their compounds, ordinals."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gazetteer.seeds import read_toml

from ..text import Token
from ..words import ARTICLE, Reading, Words, seed_words

__all__ = ["Kind", "Value", "may_be_value", "numeral_forms", "ordinal", "ordinals_after", "read_value"]

Kind = Literal["digits", "words", "vague", "dual"]
_LONE = frozenset({"و", "ب", "ل", "ف", ARTICLE, "ك"})
"""Clitics that are tokens of their own before digits: و3, ال-50."""
_AND_THE = "و" + ARTICLE
_GROUP = 3
_DECIMAL = 2
"""Parts of a number with a decimal point: 1.5 مليون."""
_LONGEST = 18
"""Numbers of more digits are identifiers, not counts."""


class _Cardinal(NamedTuple):
    value: int
    role: str


@cache
def _cardinals() -> Words[_Cardinal]:
    table = read_toml("numbers.toml")["cardinal"]
    return Words((form, _Cardinal(row["value"], row["role"])) for row in table for form in row["forms"])


@cache
def _teens() -> Words[int]:
    table = read_toml("numbers.toml")["teen"]
    return Words((form, int(value)) for value, forms in table.items() for form in forms)


@cache
def _ordinals() -> Words[int]:
    table = read_toml("numbers.toml")["ordinal"]
    return Words((form, row["value"]) for row in table for form in row["forms"])


class Value(NamedTuple):
    """A bare number: what it is worth, where it ends, how its first word was written."""

    value: int
    last: int
    kind: Kind
    article: bool = False
    prefix: str = ""


def ordinal(word: str) -> int | None:
    """Return the value of an ordinal from 1 to 11 (ثالث, الثالثة); ``None`` for any other word."""
    found = _ordinals().find(word)
    return found[1] if found else None


@lru_cache(maxsize=16384)
def may_be_value(word: str) -> bool:
    """Tell whether a numeral may begin with a word."""
    return word[0].isdecimal() or word in _LONE or bool(_cardinals().find(word) or _teens().find(word))


def numeral_forms() -> frozenset[str]:
    """Return the words of which every numeral and ordinal in letters has one, whatever is attached to it."""
    return _LONE.union(_cardinals(), _teens(), _ordinals())


def read_value(tokens: Sequence[Token], index: int, stop: int) -> Value | None:
    """Read one bare number that begins at a token."""
    if index >= stop or not may_be_value(tokens[index].text):
        return None
    token = tokens[index]
    if token.is_number:
        return _digits(tokens, index, stop)
    if not token.is_word:
        return None
    if token.text in _LONE and index + 1 < stop:
        return _after_lone_clitic(tokens, index, stop)
    return _words(tokens, index, stop)


def _after_lone_clitic(tokens: Sequence[Token], index: int, stop: int) -> Value | None:
    """Read و3, ال-50: the clitic is a token of its own before digits."""
    at = index + 1
    if tokens[index].text == ARTICLE and tokens[at].text == "-":
        at += 1
    if at >= stop or not tokens[at].is_number:
        return None
    value = _digits(tokens, at, stop)
    article = tokens[index].text == ARTICLE
    return value._replace(article=article, prefix="" if article else tokens[index].text) if value else None


def _digits(tokens: Sequence[Token], index: int, stop: int) -> Value | None:
    text, last = tokens[index].text, index + 1
    while last < stop and _continues(tokens, index, last, text):
        text += tokens[last].text
        last += 1
    parts = text.replace(",", ".").split(".")
    scale, after = _scale(tokens, last, stop)
    if len(text) > _LONGEST or not all(part.isdecimal() for part in parts):
        return None
    if scale and len(parts) == _DECIMAL:
        return Value(round(float(".".join(parts)) * scale), after, "digits")
    return Value(int("".join(parts)) * (scale or 1), after, "digits") if _is_whole(parts) else None


def _is_whole(parts: Sequence[str]) -> bool:
    """Tell whether the parts between separators are groups of three digits."""
    head, *groups = parts
    return not groups or (all(len(part) == _GROUP for part in groups) and len(head) <= _GROUP and head.strip("0") != "")


def _continues(tokens: Sequence[Token], first: int, index: int, text: str) -> bool:
    """Tell whether a token is the next three digits of 10 000."""
    here, before = tokens[index], tokens[index - 1]
    short = index - first == 1 and len(tokens[first].text) <= 3 and tokens[first].text[0] != "0"  # noqa: PLR2004
    return (
        here.is_number
        and len(here.text) == 3  # noqa: PLR2004
        and here.start == before.end + 1
        and (short or index - first > 1)
        and len(text) < _LONGEST
    )


def _scale(tokens: Sequence[Token], index: int, stop: int) -> tuple[int, int]:
    """Return what ألف or مليون after digits multiplies by (0 for none), and the index after it."""
    if index < stop:
        found = _cardinals().get(tokens[index].text)
        if found is not None and found.role == "thousand":
            return found.value, index + 1
    return 0, index


def _words(tokens: Sequence[Token], index: int, stop: int) -> Value | None:
    """Read a number in words: chunks below a thousand, each with its thousand or million, joined by و."""
    head = _head(tokens, index, stop)
    if head is None:
        return None
    reading, _ = head
    total, last, ceiling = 0, index, 10**12
    at = index
    while (chunk := _chunk(tokens, at, stop, first=at == index)) is not None:
        value, after, scale = chunk
        if scale >= ceiling:
            break
        total, last, ceiling = total + value * scale, after, scale
        if scale == 1 or (at := _joined(tokens, after, stop)) < 0:
            break
    return Value(total, last, "words", reading.article, reading.prefix) if last > index else None


def _head(tokens: Sequence[Token], index: int, stop: int) -> tuple[Reading, int] | None:
    word = tokens[index].text
    if _is_weekday_or_ordinal(tokens, index):
        return None
    teen = _teens().find(word)
    if teen and index + 1 < stop and _is_ten(tokens[index + 1].text):
        return teen
    found = _cardinals().find(word)
    return (found[0], found[1].value) if found else None


def _is_weekday_or_ordinal(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether الاثنين is Monday, or this word is the rest of an ordinal (الثالث عشر, الثالث والعشرين)."""
    word = tokens[index].text
    if word.endswith(tuple(seed_words("numbers", "grammar", "monday"))):
        return True
    if index == 0 or not tokens[index - 1].is_word:
        return False
    before = _ordinals().find(tokens[index - 1].text)
    return before is not None and before[0].article and (_is_ten(word) or word.startswith(_AND_THE))


def _is_ten(word: str) -> bool:
    found = _cardinals().get(word)
    return found is not None and found.role == "ten"


def _joined(tokens: Sequence[Token], index: int, stop: int) -> int:
    """Return where the number goes on after و; -1 where it does not."""
    if index >= stop or not tokens[index].text.startswith("و"):
        return -1
    if tokens[index].text == "و":
        return index + 1 if index + 1 < stop else -1
    return index


def _plain(tokens: Sequence[Token], index: int, stop: int, *, first: bool) -> _Cardinal | None:
    """Return the cardinal of a token that is not conjoined, unless it begins the number or a chunk."""
    if index >= stop:
        return None
    word = tokens[index].text
    if not first:
        return _cardinals().get(word)
    found = _cardinals().find(word)
    return found[1] if found else None


def _chunk(tokens: Sequence[Token], index: int, stop: int, *, first: bool) -> tuple[int, int, int] | None:
    """Return value below a thousand, the index after it, and its scale (1, a thousand, a million)."""
    head = _cardinals().find(tokens[index].text)
    if head and (first or head[0].prefix.endswith("و") or tokens[index - 1].text == "و"):
        role = head[1].role
        if role in {"thousand", "thousands"}:
            factor = 2 if role == "thousands" else 1
            return factor, index + 1, head[1].value // factor
    small = _small(tokens, index, stop)
    if small is None:
        return None
    value, last = small
    scale = _plain(tokens, last, stop, first=False)
    if scale is not None and scale.role == "thousand":
        return value, last + 1, scale.value
    return value, last, 1


def _small(tokens: Sequence[Token], index: int, stop: int) -> tuple[int, int] | None:
    """Read 0 to 999: hundreds, then what is below a hundred."""
    head = _plain(tokens, index, stop, first=True)
    if head is None or head.role not in {"hundred", "hundreds", "unit"}:
        return _below_hundred(tokens, index, stop)
    after = _plain(tokens, index + 1, stop, first=False)
    if head.role == "unit":
        if after is None or after.role != "hundred" or head.value < 3:  # noqa: PLR2004
            return _below_hundred(tokens, index, stop)
        value, last = head.value * 100, index + 2
    else:
        value, last = head.value, index + 1
    at = _joined(tokens, last, stop)
    if at >= 0 and (rest := _below_hundred(tokens, at, stop)) is not None and rest[0]:
        return value + rest[0], rest[1]
    return value, last


def _below_hundred(tokens: Sequence[Token], index: int, stop: int) -> tuple[int, int] | None:
    if index >= stop:
        return None
    word = tokens[index].text
    teen = index + 1 < stop and _is_ten(tokens[index + 1].text)
    if teen and (half := _teens().find(word)):
        return 10 + half[1], index + 2
    head = _plain(tokens, index, stop, first=True)
    if head is None or head.role not in {"unit", "ten", "tens"}:
        return _unit_of_compound(tokens, index, stop)
    return _with_tens(tokens, index, stop, head, teen=teen)


def _with_tens(
    tokens: Sequence[Token], index: int, stop: int, head: _Cardinal, *, teen: bool
) -> tuple[int, int] | None:
    """Complete a unit: خمسة عشر, خمسة وعشرون; tens stand alone."""
    if head.role != "unit":
        return head.value, index + 1
    if teen and head.value > 2:  # noqa: PLR2004
        return 10 + head.value, index + 2
    at = _joined(tokens, index + 1, stop)
    if at >= 0 and (tens := _plain(tokens, at, stop, first=True)) and tens.role == "tens" and head.value:
        return head.value + tens.value, at + 1
    return head.value, index + 1


def _unit_of_compound(tokens: Sequence[Token], index: int, stop: int) -> tuple[int, int] | None:
    """Read أحد وعشرون, إحدى وعشرين: أحد counts as one only before tens."""
    half = _teens().find(tokens[index].text)
    at = _joined(tokens, index + 1, stop)
    if half is None or at < 0:
        return None
    tens = _plain(tokens, at, stop, first=True)
    return (half[1] + tens.value, at + 1) if tens and tens.role == "tens" else None


def ordinals_after(tokens: Sequence[Token], index: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield value and end of the ordinal that begins at a token: الثالث, الرابع عشر, الحادي والعشرين."""
    found = _ordinals().find(tokens[index].text) if index < stop else None
    if found is None:
        if (
            index < stop
            and (tens := _cardinals().find(tokens[index].text))
            and tens[0].article
            and tens[1].role == "tens"
        ):
            yield tens[1].value, index + 1
        return
    value, last = found[1], index + 1
    if last < stop and _is_ten(tokens[last].text):
        yield value + 10, last + 1
    elif last < stop and tokens[last].text.startswith(_AND_THE) and (tens := _cardinals().find(tokens[last].text)):
        yield value + tens[1].value, last + 1
    elif found[0].article:
        yield value, last
