"""Where a report says that nobody was hurt: zero is not silence, and the scope of the denial decides what is zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from gazetteer.seeds import read_toml

from ..text import Token
from ..words import Phrases, Words

__all__ = ["Denial", "denial_at", "denying_forms", "may_deny"]

What = Literal["killed", "injured"]
_BOTH: tuple[What, ...] = ("killed", "injured")
_SCOPE = 10
"""A denied word stands at most this many tokens after its negation."""
_NEAR = 3
_STOPS = frozenset(".;!?:,")
_LISTS = ("unknown", "partial", "but", "only_of", "wound_or_hit", "or", "from_only", "of")


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement of none, at the tokens ``first`` to ``last - 1``; `none` is empty where only the scope matters."""

    first: int
    last: int
    none: tuple[What, ...]


@dataclass(frozen=True)
class _Tables:
    negators: Words[bool]
    no_verb: Words[bool]
    zero: Phrases[tuple[What, ...]]
    whole: Phrases[bool]
    verbs: Words[tuple[What, ...]]
    words: dict[str, Words[bool]]
    nobody: Phrases[bool]
    damage: Phrases[bool]


@cache
def _tables() -> _Tables:
    raw = read_toml("casualties.toml")["none"]
    scopes: dict[str, tuple[What, ...]] = {"both": _BOTH, "killed": ("killed",), "injured": ("injured",)}
    return _Tables(
        negators=Words((word, True) for word in raw["negators"]),
        no_verb=Words((word, True) for word in raw["no_verb"]),
        zero=Phrases((phrase, scope) for name, scope in scopes.items() for phrase in raw[name]),
        whole=Phrases((phrase, True) for phrase in raw["phrases_both"]),
        verbs=Words((word, scope) for name, scope in scopes.items() for word in raw[f"nobody_verbs_{name}"]),
        words={name: Words((word, True) for word in raw[name]) for name in _LISTS},
        nobody=Phrases((phrase, True) for phrase in raw["nobody"]),
        damage=Phrases((phrase, True) for phrase in raw["damage"]),
    )


def denying_forms() -> frozenset[str]:
    """Return the words of which every beginning of a denial has one, whatever is attached to it."""
    return _tables().whole.first.union(_tables().negators)


@lru_cache(maxsize=16384)
def may_deny(word: str) -> bool:
    """Tell whether a denial may begin with a word."""
    table = _tables()
    return bool(table.whole.heads(word)) or table.negators.find(word) is not None


def denial_at(tokens: Sequence[Token], index: int, stop: int) -> Denial | None:
    """Return the denial that begins at a token; ``None`` where none does."""
    if not may_deny(tokens[index].text):
        return None
    table = _tables()
    whole = table.whole.at(tokens, index, stop)
    if whole:
        return Denial(index, whole[1], _BOTH)
    negator = table.negators.find(tokens[index].text)
    if negator is None or negator[0].article or negator[0].prefix not in {"", "و", "ف", "ب"}:
        return None
    if tokens[index].text in table.words["from_only"] and (
        not index or tokens[index - 1].text not in table.words["of"]
    ):
        return None
    return _scan(tokens, index, stop)


def _scan(tokens: Sequence[Token], index: int, stop: int) -> Denial | None:
    table, unknown = _tables(), False
    for at in range(index + 1, min(stop, index + 1 + _SCOPE)):
        word = tokens[at].text
        if word in _STOPS or tokens[at].is_number:
            return None
        unknown = unknown or _listed("unknown", word)
        if word in table.words["but"]:
            return _only_damage(tokens, index, at, stop)
        if (scope := table.verbs.get(word)) is not None and (none := _nobody(tokens, index, at, stop, scope)):
            return none
        if (zero := table.zero.at(tokens, at, stop)) is not None:
            return Denial(index, zero[1], ()) if unknown else _zeros(tokens, index, at, stop, zero)
    return None


def _listed(name: str, word: str) -> bool:
    found = _tables().words[name].find(word)
    return found is not None


def _only_damage(tokens: Sequence[Token], index: int, at: int, stop: int) -> Denial | None:
    """Read لم تسفر سوى عن أضرار: nothing but damage is nobody hurt."""
    for step in range(at + 1, min(stop, at + 1 + _NEAR)):
        damage = _tables().damage.at(tokens, step, stop)
        if damage:
            return Denial(index, damage[1], _BOTH)
    return Denial(index, at + 1, ())


def _nobody(tokens: Sequence[Token], index: int, at: int, stop: int, scope: tuple[What, ...]) -> Denial | None:
    """Read لم يصب أحد, من دون أن يصاب أفرادها بأذى."""
    for step in range(at + 1, min(stop, at + 1 + _NEAR)):
        if tokens[step].text in _STOPS:
            return None
        nobody = _tables().nobody.at(tokens, step, stop)
        if nobody:
            return Denial(index, nobody[1], scope)
    return None


def _zeros(
    tokens: Sequence[Token], index: int, at: int, stop: int, zero: tuple[tuple[What, ...], int]
) -> Denial | None:
    """Collect what is denied together: قتلى أو جرحى, لا ضحايا ولا أضرار."""
    none: list[What] = []
    last = at
    while True:
        scope, last = zero
        if not _one_of_some(tokens, at, last, stop):
            none += [what for what in scope if what not in none]
        at = _after_or(tokens, last, stop)
        again = _tables().zero.at(tokens, at, stop) if at < stop else None
        if again is None:
            return Denial(index, last, tuple(none))
        zero = again


def _after_or(tokens: Sequence[Token], at: int, stop: int) -> int:
    while at < stop and tokens[at].text in _tables().words["or"]:
        at += 1
    return at


def _one_of_some(tokens: Sequence[Token], at: int, last: int, stop: int) -> bool:
    """Tell whether only some are denied: إصابات أخرى, إصابات خطيرة; or a hit, not a wound: إصابة الهدف."""
    after = tokens[last].text if last < stop else ""
    if after and after in _tables().words["partial"]:
        return True
    return _listed("wound_or_hit", tokens[at].text) and after.isalpha() and not _listed("only_of", after)
