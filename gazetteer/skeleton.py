"""Looser forms of a name: without spacing, article and hamza; by what it sounds like; by its consonants alone."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .arabic import normalise
from .seeds import read_toml

__all__ = ["loose", "neighbours", "skeleton", "sound"]

_NOT_WORD = re.compile(r"[\W_]+")
_KUNYA = re.compile(r"\bاب[ايو]?(?= )")
_ARTICLE = re.compile(r"\bال(?=\w\w)")
_LATIN_ARTICLE = re.compile(r"\b(?:[ae]l|[ae](?P<sun>[tdrzsn]|sh|th|dh)(?=[- ](?P=sun)))[- ](?=\w\w)")
_WEAK = str.maketrans("", "", "wyh")
_TWICE = re.compile(r"(.)\1+")
_SCRIPTS = ("arabic", "hebrew", "latin")


def loose(normal: str) -> str:
    """Return a name in normal form without spacing, punctuation, article and hamza, and with one form of ابو."""
    if "ء" in normal:
        normal = normal.replace("ء", "")
    if "اب" in normal:
        normal = _KUNYA.sub("ابو", normal)
    if "ال" in normal:
        normal = _ARTICLE.sub("", normal)
    return _NOT_WORD.sub("", normal)


@dataclass(frozen=True, slots=True)
class _Tables:
    sounds: dict[str, str]
    groups: re.Pattern[str]
    classes: dict[int, str]
    alphabet: str
    marked: re.Pattern[str]
    marks: dict[str, str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    rules = read_toml("skeleton.toml")
    sounds = {group: letter for script in _SCRIPTS for letter, groups in rules[script].items() for group in groups}
    marks = {base + mark: letter for letter, (base, *below) in rules["marks"].items() for mark in below}
    return _Tables(
        sounds=sounds,
        groups=re.compile("|".join(sorted(map(re.escape, sounds), key=len, reverse=True))),
        classes={ord(letter): one for one, letters in rules["classes"].items() for letter in letters},
        alphabet="".join(rules["classes"]),
        marked=re.compile("|".join(map(re.escape, marks))),
        marks=marks,
    )


def sound(text: str) -> str:
    """Return what a name in Arabic, Hebrew or Latin letters sounds like, in one alphabet; short vowels are left out."""
    tables = _tables()
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.casefold())
        text = tables.marked.sub(lambda found: tables.marks[found[0]], apart)
    normal = _LATIN_ARTICLE.sub("", _ARTICLE.sub("", normalise(text)))
    words = ("".join(map(tables.sounds.__getitem__, tables.groups.findall(word))) for word in normal.split(" "))
    return _TWICE.sub(r"\1", "".join(word[:1] + word[1:].removesuffix("h") for word in words))


def skeleton(sounds: str) -> str:
    """Return the consonants of what a name sounds like by class, two alike in a row as one."""
    return _TWICE.sub(r"\1", sounds.translate(_WEAK).translate(_tables().classes))


def neighbours(key: str) -> Iterator[str]:
    """Yield a skeleton and every skeleton that differs from it by one consonant, some of them twice."""
    yield key
    alphabet = _tables().alphabet
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        yield from (head + letter + tail for letter in alphabet)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in alphabet)
