"""Inflected forms of Arabic verbs and nouns, and the stems that a written word may stand for.

Small on purpose: news reports use few persons and tenses, and vowels are not written. Weak verbs are listed by
their stems, so that no rule has to guess them.
"""

from collections.abc import Iterator
from functools import lru_cache

from gazetteer.arabic import clitics, normalise

from ..words import THIRD_PERSON

__all__ = ["dual_forms", "noun_forms", "stems", "verb_forms"]

_PAST = ("", "ت", "وا", "و", "ا", "تا", "ن", "نا")
_PRESENT_HEADS = ("ي", "ت")
_PRESENT_TAILS = ("", "ون", "وا", "و", "ان", "ا", "ن")
_PRONOUNS = (*THIRD_PERSON, "هن", "نا")
_SHORTEST = 3
_ARTICLE = "ال"


def verb_forms(past: str, present: str) -> Iterator[tuple[str, str]]:
    """Yield ``(form, tense)`` for a verb given by its third person: ``past``, ``present`` or ``future``.

    Either stem may be empty: a verb that news writes in one tense only, or a jussive stem that differs.
    """
    past, present = normalise(past), normalise(present)
    if past.endswith("ي"):
        yield from ((past[:-1] + end, "past") for end in ("ي", "ت", "وا", "و", "ا", "تا"))
        yield past[:-1] + "ا", "past"
    elif past:
        yield from ((past + end, "past") for end in _PAST)
    stem = present[1:]
    if stem.endswith("ي"):
        tails: tuple[str, ...] = ("", "ان")
        short = stem[:-1]
        yield from ((head + short + tail, "present") for head in _PRESENT_HEADS for tail in ("ون", "وا"))
    else:
        tails = _PRESENT_TAILS
    for head in _PRESENT_HEADS if stem else ():
        for tail in tails:
            yield head + stem + tail, "present"
            yield "س" + head + stem + tail, "future"


def dual_forms(singular: str) -> Iterator[str]:
    """Yield the dual of a noun, free and in construct: غارتان غارتين غارتا غارتي."""
    word = normalise(singular)
    base = word[:-1] + "ت" if word.endswith("ه") else word
    yield from (base + end for end in ("ان", "ين", "ا", "ي") if base + end != word)


def noun_forms(words: str) -> Iterator[str]:
    """Yield the forms of a noun written as its singular and its plurals, separated by spaces.

    A singular gets its dual and the alif of the accusative, ة before a pronoun becomes ت. A noun without singular
    is written with a leading ``-``.
    """
    singular, *plurals = words.split()
    for word in plurals:
        yield from _declined(normalise(word))
    if singular == "-":
        return
    yield from _declined(normalise(singular))
    yield from dual_forms(singular)


def _declined(word: str) -> Iterator[str]:
    yield word
    if word.endswith("ه"):
        yield word[:-1] + "ت"
    elif word.endswith(("ون", "ين")):
        yield from (word[:-2] + end for end in ("ون", "ين", "و", "ي"))
    elif not word.endswith("ا"):
        yield word + "ا"


@lru_cache(maxsize=16384)
def stems(word: str, *, pronouns: bool = True) -> tuple[str, ...]:
    """Return what a word in normal form may be without its clitics, the least stripped first.

    The word itself; without و ف ب ل ك; without the article; without an attached pronoun, unless told not to.
    """
    found: dict[str, None] = {}
    for reading in clitics(word):
        for stem in (reading.stem, reading.stem.removeprefix(_ARTICLE)):
            if len(stem) >= 2:  # noqa: PLR2004 (one letter is no word)
                found.setdefault(stem)
    for stem in tuple(found) if pronouns else ():
        for pronoun in _PRONOUNS:
            if stem.endswith(pronoun) and len(stem) - len(pronoun) >= _SHORTEST:
                found.setdefault(stem[: -len(pronoun)])
    return tuple(found)
