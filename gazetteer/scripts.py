"""Tell which script a name is in, and Arabic from the other languages of its script."""

import re
from functools import lru_cache
from typing import Any, Literal

from .seeds import read_toml

__all__ = ["Script", "foreign_letters", "foreign_shapes", "language_of", "script_of"]

Script = Literal["arabic", "hebrew", "latin", "cyrillic", "other"]

_SCRIPTS: tuple[tuple[Script, re.Pattern[str]], ...] = (
    ("arabic", re.compile("[\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("hebrew", re.compile("[\u05d0-\u05ea\ufb1d-\ufb4f]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
)
_OTHER = re.compile("[\u0370-\u03ff\u0530-\u058f\u0700-\u074f\u0780-\u1dff\u2c00-\ud7ff]")


@lru_cache(maxsize=4096)
def script_of(name: str) -> Script:
    """Return the one script a name is written in; ``other`` if there is none of these, or more than one."""
    found = [script for script, letters in _SCRIPTS if letters.search(name)]
    return found[0] if len(found) == 1 and not _OTHER.search(name) else "other"


@lru_cache(maxsize=1)
def foreign_letters() -> re.Pattern[str]:
    """Return the pattern of letters that Arabic is not written with."""
    letters = "".join(read_toml("arabic_script.toml")["foreign_letters"].values())
    return re.compile(f"[{re.escape(''.join(letters.split()))}]")


@lru_cache(maxsize=1)
def foreign_shapes() -> re.Pattern[str]:
    """Return the pattern of spellings that Arabic does not have, though it has the letters."""
    return re.compile("|".join(read_toml("arabic_script.toml")["foreign_shapes"]["patterns"]))


def language_of(name: str, country: str) -> Literal["ar", "foreign"] | None:
    """Tell whether an Arabic-script name of a place is spelt as in Arabic; ``None`` if it may be.

    A name without a foreign letter may still be Persian or Urdu where the place lies in a country that writes so,
    unless it has a letter that those write otherwise.
    """
    if foreign_letters().search(name) or foreign_shapes().search(name):
        return "foreign"
    others = _other_languages()
    if country in others["countries"] and not any(letter in name for letter in others["not_theirs"]):
        return None
    return "ar"


@lru_cache(maxsize=1)
def _other_languages() -> dict[str, Any]:
    others: dict[str, Any] = read_toml("arabic_script.toml")["other_languages"]
    return others
