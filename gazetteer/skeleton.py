"""Looser forms of a name: what is left when spacing, the article and the hamza, or all weak letters, are ignored."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .seeds import read_toml

__all__ = ["loose", "neighbours", "skeleton", "sound"]

_NOT_WORD = re.compile(r"[\W_]+")
_KUNYA = re.compile(r"\bاب[ايو]?\b(?= )")
_ARTICLE = re.compile(r"\bال(?=\w\w)")
_LATIN_ARTICLE = re.compile(r"\b[ae][lsrtdnz]-(?=\w\w)")


def loose(normal: str) -> str:
    """Return a name in normal form without spacing, punctuation, article and hamza, and with one form of ابو."""
    if "ء" in normal:
        normal = normal.replace("ء", "")
    if "اب" in normal:
        normal = _KUNYA.sub("ابو", normal)
    normal = _LATIN_ARTICLE.sub("", normal) if "-" in normal else _ARTICLE.sub("", normal)
    return _NOT_WORD.sub("", normal)


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], dict[int, str], str]:
    rules = read_toml("skeleton.toml")
    classes = {ord(letter): sound for sound, letters in rules["arabic"].items() for letter in letters}
    bare = {ord(letter): "" for letter in rules["weak"]}
    return classes, classes | bare, "".join(rules["arabic"])


def sound(loose_form: str) -> str:
    """Return a loose form with one letter for each class of letters that are confused."""
    return loose_form.translate(_tables()[0])


def skeleton(loose_form: str) -> str:
    """Return the consonants of a loose form by class, two alike in a row as one."""
    letters = loose_form.translate(_tables()[1])
    return "".join(letter for at, letter in enumerate(letters) if not at or letters[at - 1] != letter)


def neighbours(key: str) -> Iterator[str]:
    """Yield a skeleton and every skeleton that differs from it by one consonant."""
    yield key
    alphabet = _tables()[2]
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        for letter in alphabet:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
