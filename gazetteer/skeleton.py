"""Looser forms of a name: without spacing, article and hamza; by what it sounds like; by its consonants alone."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .arabic import normalise
from .seeds import read_toml

__all__ = ["WEAK", "articles", "is_adjective_of", "letters", "loose", "neighbours", "same_class", "skeleton", "sound"]

_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\bال(?=\w\w)")
_LATIN_ARTICLE = re.compile(r"\b(?:[ae]l|[ae](?P<sun>[tdrzsn]|sh|th|dh)(?=[- ](?P=sun)))[- ](?=\w\w)")
WEAK = frozenset("wyhae")
"""Letters of a sound that writers add and drop."""
_BARE = str.maketrans("", "", "".join(WEAK))
_TWICE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\s\-_]+")
_VOWELS = ("a", "w", "y")
_SCRIPTS = ("arabic", "hebrew", "latin", "cyrillic")


def loose(normal: str) -> str:
    """Return a name in normal form without spacing, punctuation, article, hamza, and cases of أبو and بنو."""
    if "ء" in normal:
        normal = normal.replace("ء", "")
    if " " in normal:
        usual = _tables().usual
        normal = _tables().kunya.sub(lambda found: usual[found[0]], normal)
    if "ال" in normal:
        normal = _ARTICLE.sub("", normal)
    return normal if normal.isalnum() else _NOT_WORD.sub("", normal)


def articles(normal: str) -> int:
    """Return how many words of a name in normal form have the article."""
    return len(_ARTICLE.findall(normal))


@dataclass(frozen=True, slots=True)
class _Tables:
    sounds: dict[str, str]
    groups: re.Pattern[str]
    classes: dict[int, str]
    alphabet: str
    marked: re.Pattern[str]
    marks: dict[str, str]
    adjective: tuple[str, ...]
    kunya: re.Pattern[str]
    usual: dict[str, str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    rules = read_toml("skeleton.toml")
    sounds = {group: letter for script in _SCRIPTS for letter, groups in rules[script].items() for group in groups}
    marks = {base + mark: letter for letter, (base, *below) in rules["marks"].items() for mark in below}
    usual = {normalise(form): normalise(row["usual"]) for row in rules["kunya"] for form in row["forms"]}
    return _Tables(
        sounds=sounds,
        groups=re.compile("|".join(sorted(map(re.escape, sounds), key=len, reverse=True))),
        classes={ord(letter): one for one, letters in rules["classes"].items() for letter in letters},
        alphabet="".join(rules["classes"]),
        marked=re.compile("|".join(map(re.escape, marks))),
        marks=marks,
        adjective=tuple(map(normalise, rules["adjective"]["endings"])),
        kunya=re.compile(rf"\b(?:{'|'.join(usual)})(?= )"),
        usual=usual,
    )


def is_adjective_of(normal: str, other: str) -> bool:
    """Tell whether an Arabic name in normal form may be an adjective made from another, by how the two end."""
    return any(normal.endswith(ending) and not other.endswith(ending) for ending in _tables().adjective)


def sound(text: str, *, article: bool = True, vowels: bool = False) -> str:
    """Return what a name in Arabic, Hebrew, Latin or Cyrillic letters sounds like, without short vowels.

    Parameters
    ----------
    text
        The name as its source spells it: إل and a Latin ẖ say more than their normal form.
    article
        Whether ال before a word is the article, which is left out, or part of the word.
    vowels
        Whether to keep each ا, and the ه or its like that a word ends in.
    """
    tables = _tables()
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", _ARTICLE.sub("", text) if article else text).casefold()
        text = tables.marked.sub(lambda found: tables.marks[found[0]], apart)
    normal = _LATIN_ARTICLE.sub("", normalise(text))
    return _TWICE.sub(r"\1", "".join(map(_with_vowels if vowels else _word, _WORD.findall(normal))))


def _with_vowels(word: str) -> str:
    tables = _tables()
    heard = "".join(map(tables.sounds.__getitem__, tables.groups.findall(word)))
    return heard[:1].replace("v", "b") + heard[1:].replace("v", "f")


def _word(word: str) -> str:
    """Return what a word in normal form sounds like."""
    tables = _tables()
    heard = "".join(map(tables.sounds.__getitem__, tables.groups.findall(word)))
    head, rest = heard[:1], heard[1:].removesuffix("h").replace("a", "").replace("v", "f")
    if head in _VOWELS:
        return "a" + (head + rest).lstrip("a")
    return head.replace("v", "b") + rest


def skeleton(sounds: str) -> str:
    """Return the consonants of what a name sounds like by class, two alike in a row as one."""
    return _TWICE.sub(r"\1", sounds.translate(_BARE).translate(_tables().classes))


def letters() -> str:
    """Return the letters in which sounds are written."""
    return "".join(map(chr, _tables().classes)) + "".join(sorted(WEAK))


def same_class(one: str, other: str) -> bool:
    """Tell whether two sounds are of one class, so that writers confuse them."""
    classes = _tables().classes
    return classes.get(ord(one)) == classes.get(ord(other))


def neighbours(key: str) -> Iterator[str]:
    """Yield every skeleton that differs from one by one consonant, some of them twice, and that one too."""
    alphabet = _tables().alphabet
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        yield from (head + letter + tail for letter in alphabet)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in alphabet)
