"""What is wrong with how a name is written: another script than it says, hidden characters, text read wrongly."""

import re
import unicodedata
from collections.abc import Iterator

from .scripts import script_of
from .sources import Entry

__all__ = ["faults_of_names", "meant"]

_SHAPED = re.compile("[\ufb50-\ufdef\ufe70-\ufefc]")
"""Letters in the shape that they have in a word; signs for whole words, such as the one for God, are none."""
_JOINERS = frozenset("\u200c\u200d")
_TWICE_READ = (("cp1252", "utf-8"), ("latin-1", "utf-8"), ("cp1256", "utf-8"), ("cp1252", "cp1256"))
"""Encodings in which a text was read, and in which it was written."""
_READ_AS_LATIN = re.compile("[\u00c0-\u00ff]{2}|[\u00d8-\u00db]\\W")
_READ_AS_ARABIC = re.compile("(?:[\u0637\u0638].){2}")
_ASCII_WORD = re.compile("[A-Za-z]")
_LEAST_WRONG = 0.4
_LANGUAGES = {"ar": "arabic", "he": "hebrew"}


def faults_of_names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the kind of fault and what is wrong with each name of a place."""
    place = entry.place
    texts = dict.fromkeys(
        [*(name.text for name in entry.names), *filter(None, (place.name, place.name_ar, place.name_en))]
    )
    for text in texts:
        yield from _faults_of_text(text)
    if place.name_ar and script_of(place.name_ar) != "arabic":
        yield "script", f"the Arabic name {place.name_ar!r} is not in Arabic letters; correct it or leave it out"
    if place.name_en and script_of(place.name_en) in {"arabic", "hebrew"}:
        yield "script", f"the Latin name {place.name_en!r} is not in Latin letters; are the columns swapped?"
    for name in entry.names:
        script = _LANGUAGES.get(name.lang or "")
        if script and script_of(name.text) != script and name.text != place.name_ar:
            yield "script", f"{name.text!r} says that it is {name.lang!r} and is not in {script.title()} letters"


def _faults_of_text(text: str) -> Iterator[tuple[str, str]]:
    if text.isascii() and text.isprintable():
        return
    if not text.isprintable():
        hidden = [char for char in text if unicodedata.category(char) in {"Cf", "Cc"} and char not in _JOINERS]
        if hidden:
            codes = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(hidden))
            yield "hidden", f"{text!r} holds characters that cannot be seen ({codes}); take them out"
    if _SHAPED.search(text):
        plain = unicodedata.normalize("NFKC", text)
        yield "shapes", f"{text!r} is written in presentation forms; write it in letters: {plain!r}"
    if "\ufffd" in text:
        yield "garbled", f"{text!r} has lost letters when it was read; read its source again in its own encoding"
    elif meaning := meant(text):
        yield "garbled", f"{text!r} was read in the wrong encoding; it says {meaning!r}: read its source again"


def meant(text: str) -> str | None:
    """Return what an Arabic name says that was read in the wrong encoding; ``None`` if it was not."""
    if not _looks_garbled(text):
        return None
    for read_as, written_as in _TWICE_READ:
        try:
            again = text.encode(read_as).decode(written_as)
        except UnicodeError:
            continue
        if script_of(again) == "arabic" and again.isprintable():
            return again
    return None


def _looks_garbled(text: str) -> bool:
    if _READ_AS_ARABIC.search(text):
        return sum(char in "\u0637\u0638" for char in text) >= _LEAST_WRONG * len(text.replace(" ", ""))
    return bool(_READ_AS_LATIN.search(text)) and not _ASCII_WORD.search(text)
