"""Numbers in a report: digits of any script, number words, ranges, what qualifies them, and what is left vague."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gazetteer.arabic import normalise
from gazetteer.seeds import read_toml

from .nouns import noun
from .text import Document, Token
from .words import Phrases, Reading, Words, readings

__all__ = ["Number", "dual", "find_numbers", "may_begin", "ordinal", "ordinals_after", "read_value"]

Kind = Literal["digits", "words", "vague", "dual"]
_COUNTED = {"person", "killed", "injured", "munition", "attack"}
_UNITS = {"time", "distance", "money", "measure", "percent"}
_LONE = frozenset({"و", "ب", "ل", "ف", "ال", "ك"})
"""Clitics that are tokens of their own before digits: و3, ال-50."""
_AFTER = 4
"""A qualifier such as على الأقل stands at most this many words after its number."""
_YEARS = range(1900, 2101)
_ANY_YEAR = range(1300, 2101)
_LONGEST = 18
"""Numbers of more digits are identifiers, not counts."""


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


@cache
def _before() -> Phrases[str]:
    table = read_toml("numbers.toml")["modifier"]
    return Phrases((phrase, row["sense"]) for row in table for phrase in row["before"])


@cache
def _after() -> Phrases[str]:
    table = read_toml("numbers.toml")["modifier"]
    return Phrases((phrase, row["sense"]) for row in table for phrase in row["after"])


@cache
def _range_words() -> dict[str, Phrases[str]]:
    table = read_toml("numbers.toml")["range"]
    return {name: Phrases((phrase, name) for phrase in phrases) for name, phrases in table.items()}


@cache
def _vague() -> tuple[Words[bool], Words[bool]]:
    """Return the vague nouns (and whether من must follow), and those that stand alone."""
    table = read_toml("numbers.toml")["vague"]
    of = set(table["followed_by_of"])
    return Words((word, word in of) for word in table["nouns"]), Words((word, True) for word in table["alone"])


class _Value(NamedTuple):
    """A bare number: what it is worth, where it ends, how its first word was written."""

    value: int
    last: int
    kind: Kind
    article: bool
    prefix: str


def ordinal(word: str) -> int | None:
    """Return the value of an ordinal from 1 to 11 (ثالث, الثالثة); ``None`` for any other word."""
    found = _ordinals().find(word)
    return found[1] if found else None


def dual(word: str) -> str | None:
    """Return the singular of a dual of a person, munition or attack noun; ``None`` where the word is none."""
    found = noun(word)
    return found.lemma if found and found.number in {"two", "two?"} and found.kind in _COUNTED else None


def find_numbers(doc: Document, within: range | None = None) -> list[Number]:
    """Return the numbers of a stretch of tokens, in order and without overlap."""
    within = range(len(doc.tokens)) if within is None else within
    numbers = []
    index = within.start
    while index < within.stop:
        number = _number_at(doc, index, within)
        if number is None:
            index += 1
        else:
            numbers.append(number)
            index = number.last
    return numbers


@lru_cache(maxsize=16384)
def may_begin(word: str) -> bool:
    """Tell whether a quantity may begin with a word; most words cannot, and are passed over at once."""
    if word[0].isdigit() or word in _LONE:
        return True
    if _cardinals().find(word) or _teens().find(word) or _vague()[0].find(word) or dual(word):
        return True
    return bool(_before().heads(word) or _range_words()["open"].heads(word))


@lru_cache(maxsize=16384)
def _may_be_value(word: str) -> bool:
    return word[0].isdigit() or word in _LONE or bool(_cardinals().find(word) or _teens().find(word))


def _number_at(doc: Document, index: int, within: range) -> Number | None:
    tokens, stop = doc.tokens, within.stop
    if not may_begin(tokens[index].text):
        return None
    found = _ranged(tokens, index, stop) or _qualified(tokens, index, stop)
    if found is None:
        found = _vague_at(tokens, index, stop) or _dual_at(tokens, index)
    if found is None:
        return None
    if found.vague or found.text_kind == "dual":
        return found
    found = _with_suffix(tokens, found, stop)
    return replace(found, unit=_unit(doc, found, within))


def _ranged(tokens: Sequence[Token], index: int, stop: int) -> Number | None:
    """Read ما بين 10 و15, من 3 إلى 5, 750-1,000, خمسة أو ستة."""
    opened = _range_words()["open"].at(tokens, index, stop)
    start = opened[1] if opened else index
    low = read_value(tokens, start, stop)
    if low is None or low.article:
        return None
    between = opened is not None and not tokens[index].text.endswith("من")
    high = _upper(tokens, low.last, stop, between=between)
    if high is None or high.value <= low.value:
        return None
    scale = _shared_scale(low, high)
    prefix = readings(tokens[index].text)[-1].prefix if opened else low.prefix
    return Number(index, high.last, low.value * scale, high.value, text_kind=low.kind, prefix=prefix)


def _shared_scale(low: _Value, high: _Value) -> int:
    """Return 1000 for 3 إلى 5 آلاف, where the thousand is said once."""
    thousand = 1000
    whole = high.value % thousand == 0 and low.value < high.value // thousand and low.value < thousand
    return thousand if whole and high.last - low.last > 2 and high.value < thousand * 100 else 1  # noqa: PLR2004


def _upper(tokens: Sequence[Token], index: int, stop: int, *, between: bool) -> _Value | None:
    if index >= stop:
        return None
    word = tokens[index].text
    if between and word.startswith("و"):
        return read_value(tokens, index + 1, stop) if word == "و" else read_value(tokens, index, stop)
    words = _range_words()
    joined = words["to"].at(tokens, index, stop) or words["or"].at(tokens, index, stop)
    if joined:
        return read_value(tokens, joined[1], stop)
    if word == "-" and tokens[index - 1].is_number and index + 1 < stop and tokens[index + 1].is_number:
        return read_value(tokens, index + 1, stop)
    return None


def _qualified(tokens: Sequence[Token], index: int, stop: int) -> Number | None:
    sense = _before().at(tokens, index, stop)
    if sense is None:
        value = read_value(tokens, index, stop)
        if value is None:
            return None
        return Number(
            index, value.last, value.value, value.value, False, None, value.kind, None, value.article, value.prefix
        )  # noqa: FBT003
    inner = _ranged(tokens, sense[1], stop) or _qualified(tokens, sense[1], stop)
    if inner is None:
        vague = _vague_at(tokens, sense[1], stop)
        return replace(vague, first=index) if vague else None
    return replace(_apply(inner, sense[0]), first=index, prefix=_prefix(tokens[index].text))


def _prefix(word: str) -> str:
    return "و" if word.startswith("و") else "ف" if word.startswith("ف") else ""


def _apply(number: Number, sense: str) -> Number:
    if sense == "more":
        return replace(number, high=None)
    if sense == "less":
        return replace(number, low=None)
    return number


def _with_suffix(tokens: Sequence[Token], number: Number, stop: int) -> Number:
    """Apply a qualifier that follows the number or its noun (سبعة أشخاص على الأقل)."""
    for index in range(number.last, min(stop, number.last + _AFTER)):
        sense = _after().at(tokens, index, stop)
        if sense and read_value(tokens, sense[1], stop) is None:
            number = _apply(number, sense[0])
            return replace(number, last=sense[1]) if index == number.last else number
        word = tokens[index].text
        if not tokens[index].is_word or (word.startswith("و") and index > number.last):
            break
    return number


def read_value(tokens: Sequence[Token], index: int, stop: int) -> _Value | None:
    """Read one bare number that begins at a token."""
    if index >= stop or not _may_be_value(tokens[index].text):
        return None
    token = tokens[index]
    if token.is_number:
        return _digits(tokens, index, stop)
    if not token.is_word:
        return None
    if token.text in _LONE and index + 1 < stop:
        return _after_lone_clitic(tokens, index, stop)
    return _words(tokens, index, stop)


def _after_lone_clitic(tokens: Sequence[Token], index: int, stop: int) -> _Value | None:
    """Read و3, ال-50: the clitic is a token of its own before digits."""
    at = index + 1
    if tokens[index].text == "ال" and tokens[at].text == "-":
        at += 1
    if at >= stop or not tokens[at].is_number:
        return None
    value = _digits(tokens, at, stop)
    article = tokens[index].text == "ال"
    return value._replace(article=article, prefix="" if article else tokens[index].text) if value else None


def _digits(tokens: Sequence[Token], index: int, stop: int) -> _Value | None:
    text, last = tokens[index].text, index + 1
    while last < stop and _continues(tokens, index, last, text):
        text += tokens[last].text
        last += 1
    parts = text.replace(",", ".").split(".")
    scale, after = _scale(tokens, last, stop)
    whole = len(parts) == 1 or (
        all(len(part) == 3 for part in parts[1:]) and parts[0].strip("0") and len(parts[0]) <= 3
    )  # noqa: PLR2004
    if len(text) > _LONGEST:
        return None
    if whole and not (scale and len(parts) == 2):  # noqa: PLR2004
        return _Value(int("".join(parts)) * (scale or 1), after, "digits", False, "")  # noqa: FBT003
    if scale and len(parts) == 2:  # noqa: PLR2004
        return _Value(round(float(".".join(parts)) * scale), after, "digits", False, "")  # noqa: FBT003
    return None


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


def _words(tokens: Sequence[Token], index: int, stop: int) -> _Value | None:
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
    return _Value(total, last, "words", reading.article, reading.prefix) if last > index else None


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
    if word.endswith(("الاثنين", "الاثنان", "لاثنين")):
        return True
    if index == 0 or not tokens[index - 1].is_word:
        return False
    before = _ordinals().find(tokens[index - 1].text)
    return before is not None and before[0].article and (_is_ten(word) or word.startswith("وال"))


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
    """Return value below a thousand, the index after it, and its scale: 1, a thousand, a million …"""
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
        joined = _unit_of_compound(tokens, index, stop)
        return joined
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


def _vague_at(tokens: Sequence[Token], index: int, stop: int) -> Number | None:
    if index >= stop or not tokens[index].is_word:
        return None
    nouns, alone = _vague()
    found = nouns.find(tokens[index].text)
    if found is None:
        return None
    reading, needs_of = found
    last = index + 1
    follows = tokens[last].text if last < stop else ""
    if needs_of and follows != "من":
        return None
    if follows in {"الاف", "الالاف", "ملايين"}:
        last += 1
        follows = tokens[last].text if last < stop else ""
    if not needs_of and reading.article and reading.stem not in alone:
        return None
    if follows == "من":
        last += 1
    return Number(
        index, last, None, None, vague=True, text_kind="vague", article=reading.article, prefix=reading.prefix
    )


def _dual_at(tokens: Sequence[Token], index: int) -> Number | None:
    found = noun(tokens[index].text)
    if found is None or found.number != "two" or found.kind not in _COUNTED or (found.construct and found.pronoun):
        return None
    if found.construct and _is_adjective(tokens, index):
        return None
    return Number(
        index, index + 1, 2, 2, dual_of=found.lemma, text_kind="dual", article=found.article, prefix=found.prefix
    )


@cache
def _munition_types() -> Words[bool]:
    return Words((word, True) for word in read_toml("numbers.toml")["munition"]["types"])


def _is_adjective(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether صاروخي is "of rockets" and not the dual before كاتيوشا."""
    word = tokens[index].text
    if not word.endswith("ي") or word.endswith("تي"):
        return word.endswith("ا") and not word.endswith("تا")
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return _munition_types().find(after) is None


def _unit(doc: Document, number: Number, within: range) -> str | None:
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
    if found is not None and found.kind in _UNITS and not found.prefix:
        return found.kind
    return None


def _is_percent(tokens: Sequence[Token], index: int) -> bool:
    two = [token.text for token in tokens[index : index + 2]]
    return two[:1] in (["بالميه"], ["بالمايه"]) or two in (["في", "الميه"], ["في", "المايه"])


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
    if (
        len(word) == 4
        and word.isdigit()
        and int(word) in _ANY_YEAR
        and (before in years or months.get(before) or _slashed_month(tokens, number))
    ):  # noqa: PLR2004
        return "year"
    if months.find(after) and number.last - number.first == 1 and number.low is not None and number.low <= 31:  # noqa: PLR2004
        return "date"
    return None


def _slashed_month(tokens: Sequence[Token], number: Number) -> bool:
    return number.first > 1 and tokens[number.first - 1].text == ")" and number.low in _YEARS


def _digit_at(tokens: Sequence[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].is_number


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
    elif last < stop and tokens[last].text.startswith("وال") and (tens := _cardinals().find(tokens[last].text)):
        yield value + tens[1].value, last + 1
    elif found[0].article:
        yield value, last
