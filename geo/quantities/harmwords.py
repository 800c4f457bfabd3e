"""The words that say who was hurt, as tables: verbs, verbal nouns, markers of a part, of a toll, and small words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from gazetteer.seeds import read_toml

from ..signs import Sign
from ..text import Token
from ..words import Phrases, Words, readings
from .denials import denying_forms, may_deny
from .nouns import noun, written_forms
from .numbers import may_begin as may_count

__all__ = ["SAYS_HARM", "HarmRule", "HarmWords", "What", "harm_words", "may_begin", "may_open", "rule_at"]

What = Literal["killed", "injured"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmRule:
    """One row of ``[[trigger]]`` in seeds/casualties.toml."""

    what: What
    noun: bool
    """A verbal noun (مقتل): who was hurt completes it."""
    passive: bool
    """A verb that unvowelled is active or passive (قتل)."""
    active: bool
    """A verb whose object is hurt (أردى, طعن)."""
    object: bool
    """A phrase that ends before its object (أودت بحياة)."""
    object_pronoun: bool
    """The person hurt is a pronoun in the word itself (أصابته)."""
    continues: bool
    """Such a verb that counts only where it goes on about somebody told before (فقتلته) or `itself` stands near."""
    needs: Words[bool] | None
    """Words one of which must follow."""
    itself: Words[bool]
    """Words that, standing right after, make it the pronoun (أصابه بجروح)."""
    quiet: Words[bool]
    """Words after which it speaks of nobody hurt (ارتقى إلى منصب)."""
    dies: bool
    """A verb of any death, quiet before an age or an illness."""


@dataclass(frozen=True)
class HarmWords:
    """The tables of seeds/casualties.toml that the reading of a clause needs."""

    forms: Words[HarmRule]
    phrases: Phrases[HarmRule]
    subsets: Phrases[bool]
    natural: Phrases[bool]
    lists: dict[str, Words[bool]]


def _listed(words: Sequence[str]) -> Words[bool]:
    return Words((word, True) for word in words)


def _rule(row: dict[str, Any]) -> HarmRule:
    names = ("noun", "passive", "active", "object", "object_pronoun", "continues", "dies")
    flags = {name: bool(row.get(name)) for name in names}
    needs = _listed(row["needs"]) if "needs" in row else None
    return HarmRule(
        what=row["what"],
        needs=needs,
        itself=_listed(row.get("itself", ())),
        quiet=_listed(row.get("quiet", ())),
        **flags,
    )


@cache
def harm_words() -> HarmWords:
    """Return the tables, normalised."""
    raw = read_toml("casualties.toml")
    rules = [(row, _rule(row)) for row in raw["trigger"]]
    lists = {
        **{name: raw["grammar"][name] for name in raw["grammar"]},
        **{name: raw["toll"][name] for name in raw["toll"]},
        "hits": raw["quiet"]["hits"],
        "when": raw["quiet"]["when"],
        "wounds": raw["quiet"]["before_wound"],
        "falls": raw["victims"]["falls"],
        "joined": raw["others"]["joined"],
    }
    return HarmWords(
        forms=Words((form, rule) for row, rule in rules for form in row.get("forms", ())),
        phrases=Phrases((phrase, rule) for row, rule in rules for phrase in row.get("phrases", ())),
        subsets=Phrases((marker, True) for marker in raw["subset"]["markers"]),
        natural=Phrases((phrase, True) for phrase in raw["quiet"]["natural"]),
        lists={name: _listed(words) for name, words in lists.items()},
    )


@lru_cache(maxsize=16384)
def may_begin(word: str) -> bool:
    """Tell whether a word may open a count of people, a part of one or a verb of harm."""
    words = harm_words()
    if may_count(word) or words.subsets.heads(word) or words.phrases.heads(word) or words.forms.find(word):
        return True
    found = noun(word)
    return (found is not None and found.is_person) or words.lists["between"].find(word) is not None


def _says_harm(word: str) -> bool:
    table, found = harm_words(), noun(word) if word[0].isalpha() else None
    if may_deny(word) or table.forms.find(word) or table.phrases.heads(word):
        return True
    return found is not None and found.kind in {"killed", "injured"}


def _harm_forms() -> frozenset[str]:
    table = harm_words()
    return written_forms().union(denying_forms(), table.forms, table.phrases.first)


SAYS_HARM = Sign(_says_harm, _harm_forms)
"""Whether a word may say or deny that people were hit; a stretch without one counts none."""


@lru_cache(maxsize=16384)
def may_open(word: str) -> bool:
    """Tell whether a count or a denial may begin with a word; most words are passed over at once."""
    return word == ":" or (word[0].isalnum() and (may_begin(word) or may_deny(word)))


def rule_at(tokens: Sequence[Token], index: int, stop: int) -> tuple[HarmRule, int] | None:
    """Return the rule of the word or phrase at a token, and the index after it."""
    words = harm_words()
    phrase = words.phrases.at(tokens, index, stop)
    if phrase is not None:
        return phrase
    rule = _single(tokens[index].text)
    return (rule, index + 1) if rule is not None else None


@lru_cache(maxsize=16384)
def _single(word: str) -> HarmRule | None:
    words = harm_words()
    for reading in readings(word):
        rule = words.forms.get(reading.stem)
        if rule is not None and not reading.article and (rule.noun or reading.prefix in {"", "و", "ف"}):
            return rule
    return None
