"""The normal form of Arabic text, and the clitics of a word.

One form for names, lexicons and reports, so that what is written alike in any of them compares equal.
What it folds: presentation forms and every other compatibility form (NFKD), vowel signs, tatweel, zero-width
and bidi controls, the hamza's carriers, ى to ي, ة to ه, Persian ی ک ڤ پ چ گ to their Arabic neighbours, digits
of every script to 0–9, white space of every sort to one space, Arabic punctuation to ASCII, capitals to small.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "SHADDA",
    "SHORT_VOWELS",
    "Clitics",
    "clitics",
    "fold",
    "is_arabic",
    "is_mark",
    "normalise",
    "unclitic",
]

SHORT_VOWELS = frozenset("\u064e\u064f\u0650")
"""The signs that say which short vowel follows a letter."""
SHADDA = "\u0651"
"""The sign that doubles a letter."""

_FOLD = {
    "ى": "ي",
    "ة": "ه",
    "ٱ": "ا",
    "ی": "ي",
    "ې": "ي",
    "ے": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "گ": "ك",
    "ڭ": "ك",
    "پ": "ب",
    "ڤ": "ف",
    "چ": "ج",
    "ژ": "ج",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۀ": "ه",
    "ۃ": "ه",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "۔": ".",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "‹": "'",
    "›": "'",
    "`": "'",
    "´": "'",
    "ʼ": "'",
    "‐": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "ـ": "",
}
_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_CONTROL_SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
_PASSES = 4
"""Folding a folded character again changes nothing after at most this many rounds."""


def _fold_once(char: str) -> str:
    out = []
    for part in unicodedata.normalize("NFKD", char).casefold():
        category = unicodedata.category(part)
        if part in _CONTROL_SPACES or category in _SPACES:
            out.append(" ")
        elif part in _FOLD:
            out.append(_FOLD[part])
        elif category == "Nd":
            out.append(str(unicodedata.digit(part)))
        elif category not in _DROPPED:
            out.append(part)
    return "".join(out)


@lru_cache(maxsize=8192)
def fold(char: str) -> str:
    """Return what one character becomes; most become one character, some none, some several."""
    folded = _fold_once(char)
    for _ in range(_PASSES):
        again = "".join(map(_fold_once, folded))
        if again == folded:
            break
        folded = again
    return folded


def normalise(text: str) -> str:
    """Return the normal form of a text.

    It is idempotent, never raises, and has no space at either end and no two spaces together.
    """
    return " ".join("".join(map(fold, text)).split())


def is_mark(char: str) -> bool:
    """Tell whether a character is a vowel sign or the like, or a tatweel: it belongs to the letter before it."""
    return char == "ـ" or unicodedata.category(char) == "Mn"


def is_arabic(text: str) -> bool:
    """Tell whether any letter of a text is of the Arabic script."""
    return any("\u0621" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufeff" for char in text if char.isalpha())


class Clitics(NamedTuple):
    """One way to read a word: what is attached in front, and the word proper."""

    prefix: str
    """The attached particles as written, without the article: ``""``, ``و``, ``ب``, ``ول`` …"""
    stem: str
    """The word proper in normal form; after ل + ال it is written in full (للقدس gives القدس)."""
    skip: int
    """How many characters of the written word stand before the word proper."""


_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_ATTACHED = {
    first: tuple(
        prefix
        for conjunction in _CONJUNCTIONS
        for preposition in _PREPOSITIONS
        if (prefix := conjunction + preposition).startswith(first)
    )
    for first in (*_CONJUNCTIONS, *_PREPOSITIONS)
    if first
}
"""What may be attached, by its first letter, the shorter before the longer."""
_SHORTEST_STEM = 2


@lru_cache(maxsize=16384)
def clitics(word: str) -> tuple[Clitics, ...]:
    """Return every way to read a word in normal form, the whole word first, then the least stripped.

    It proposes; which reading holds is for a list of known words to say, see `unclitic`. What is left after
    stripping is at least two letters long. ``لل`` is ل + ال: the stem gets its article back whole, and `skip`
    leaves the second ل in the span (the alif is not written).
    """
    whole = Clitics("", word, 0)
    attached = _ATTACHED.get(word[:1])
    if attached is None:
        return (whole,)
    return (whole, *(reading for prefix in attached if word.startswith(prefix) for reading in _readings(word, prefix)))


def _readings(word: str, prefix: str) -> Iterator[Clitics]:
    rest = word[len(prefix) :]
    if len(rest) < _SHORTEST_STEM:
        return
    if prefix.endswith("ل") and rest.startswith("ل"):
        yield Clitics(prefix, "ا" + rest, len(prefix))
    yield Clitics(prefix, rest, len(prefix))


def unclitic(word: str, known: Callable[[str], bool]) -> Clitics | None:
    """Return the reading of a word whose stem is known, the least stripped first; ``None`` if none is.

    So بيروت stays whole where it is known, and only an unknown وبيروت is read as و + بيروت.
    """
    return next((reading for reading in clitics(word) if known(reading.stem)), None)
