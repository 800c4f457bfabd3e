"""Numbers in a report: numerals, ranges, what qualifies them, duals, and what is left vague."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from gazetteer.seeds import read_toml

from ..signs import Sign
from ..text import Document, Token
from ..words import Phrases, Words, readings, seed_words
from .nouns import noun, written_forms
from .numerals import Value, may_be_value, numeral_forms, ordinal, read_value
from .units import Number, unit_of

__all__ = ["Number", "counting_forms", "dual", "find_numbers", "may_begin", "ordinal", "read_value"]

_COUNTED = {"person", "killed", "injured", "munition", "attack"}
_DEPTH = 2
"""So many qualifiers may stand one before the other (نحو أكثر من)."""
_AFTER = 4
"""A qualifier such as على الأقل stands at most this many words after its number."""


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


def dual(word: str) -> str | None:
    """Return the singular of a dual of a person, munition or attack noun; ``None`` where the word is none."""
    found = noun(word)
    return found.lemma if found and found.number in {"two", "two?"} and found.kind in _COUNTED else None


def find_numbers(doc: Document, within: range | None = None) -> list[Number]:
    """Return the numbers of a stretch of tokens, in order and without overlap."""
    within = range(len(doc.words)) if within is None else within
    numbers: list[Number] = []
    for index in doc.where(_BEGINS, within):
        if not numbers or index >= numbers[-1].last:
            number = _number_at(doc, index, within)
            numbers += [] if number is None else [number]
    return numbers


@lru_cache(maxsize=16384)
def may_begin(word: str) -> bool:
    """Tell whether a quantity may begin with a word; most words cannot, and are passed over at once."""
    if may_be_value(word) or _vague()[0].find(word) or dual(word):
        return True
    return bool(_before().heads(word) or _range_words()["open"].heads(word))


@cache
def counting_forms() -> frozenset[str]:
    """Return the words of which every beginning of a quantity in letters has one, whatever is attached to it."""
    alone, opened = _vague()[0], _range_words()["open"]
    return written_forms().union(numeral_forms(), alone, _before().first, opened.first)


_BEGINS = Sign(may_begin, counting_forms)


def _number_at(doc: Document, index: int, within: range) -> Number | None:
    tokens, stop = doc.tokens, within.stop
    found = _ranged(tokens, index, stop) or _qualified(tokens, index, stop)
    if found is None:
        found = _vague_at(tokens, index, stop) or _dual_at(tokens, index)
    if found is None:
        return None
    if found.vague or found.text_kind == "dual":
        return found
    found = _with_suffix(tokens, found, stop)
    return replace(found, unit=unit_of(doc, found, within))


def _ranged(tokens: Sequence[Token], index: int, stop: int) -> Number | None:
    """Read ما بين 10 و15, من 3 إلى 5, 750-1,000, خمسة أو ستة."""
    opened = _range_words()["open"].at(tokens, index, stop)
    start = opened[1] if opened else index
    low = read_value(tokens, start, stop)
    if low is None or low.article:
        return None
    between = opened is not None and not _range_words()["from"].heads(tokens[index].text)
    high = _upper(tokens, low.last, stop, between=between)
    if high is None or high.value <= low.value:
        return None
    scale = _shared_scale(low, high)
    prefix = readings(tokens[index].text)[-1].prefix if opened else low.prefix
    return Number(index, high.last, low.value * scale, high.value, text_kind=low.kind, prefix=prefix)


def _shared_scale(low: Value, high: Value) -> int:
    """Return 1000 for 3 إلى 5 آلاف, where the thousand is said once."""
    thousand = 1000
    whole = high.value % thousand == 0 and low.value < high.value // thousand and low.value < thousand
    return thousand if whole and high.last - low.last > 2 and high.value < thousand * 100 else 1  # noqa: PLR2004


def _upper(tokens: Sequence[Token], index: int, stop: int, *, between: bool) -> Value | None:
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


def _plain(index: int, value: Value) -> Number:
    return Number(
        index,
        value.last,
        value.value,
        value.value,
        text_kind=value.kind,
        article=value.article,
        prefix=value.prefix,
    )


def _qualified(tokens: Sequence[Token], index: int, stop: int, depth: int = 0) -> Number | None:
    sense = _before().at(tokens, index, stop)
    if sense is None:
        value = read_value(tokens, index, stop)
        return _plain(index, value) if value is not None else None
    inner = _ranged(tokens, sense[1], stop) or (
        _qualified(tokens, sense[1], stop, depth + 1) if depth < _DEPTH else None
    )
    if inner is None:
        vague = _vague_at(tokens, sense[1], stop)
        return replace(vague, first=index) if vague else None
    if inner.prefix and _after().at(tokens, index, stop):
        return None
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
        following = read_value(tokens, sense[1], stop) if sense else None
        if sense and (following is None or following.prefix):
            number = _apply(number, sense[0])
            return replace(number, last=sense[1]) if index == number.last else number
        word = tokens[index].text
        if not tokens[index].is_word or (word.startswith("و") and index > number.last):
            break
    return number


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
    of = seed_words("numbers", "grammar", "of")
    if needs_of and follows not in of:
        return None
    if follows in seed_words("numbers", "vague", "scales"):
        last += 1
        follows = tokens[last].text if last < stop else ""
    if not needs_of and reading.article and reading.stem not in alone:
        return None
    if follows in of:
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
