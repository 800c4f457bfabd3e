"""Tell which script a name is in, and Arabic from the other languages of its script."""

import re
from functools import lru_cache
from typing import Literal

from .seeds import read_toml

__all__ = ["Script", "foreign_letters", "is_arabic_spelling", "script_of"]

Script = Literal["arabic", "hebrew", "latin", "other"]

_SCRIPTS: tuple[tuple[Script, re.Pattern[str]], ...] = (
    ("arabic", re.compile("[\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("hebrew", re.compile("[\u05d0-\u05ea\ufb1d-\ufb4f]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_OTHER = re.compile("[\u0370-\u058f\u0700-\u074f\u0780-\u1dff\u2c00-\ud7ff]")


def script_of(name: str) -> Script:
    """Return the one script a name is written in; ``other`` if there is none of these, or more than one."""
    found = [script for script, letters in _SCRIPTS if letters.search(name)]
    return found[0] if len(found) == 1 and not _OTHER.search(name) else "other"


@lru_cache(maxsize=1)
def foreign_letters() -> re.Pattern[str]:
    """Return the pattern of letters that Arabic is not written with."""
    letters = "".join(read_toml("arabic_script.toml")["foreign_letters"].values())
    return re.compile(f"[{re.escape(''.join(letters.split()))}]")


def is_arabic_spelling(name: str, country: str) -> bool:
    """Tell whether an Arabic-script name of a place is spelt as in Arabic, as far as its letters and country tell.

    A name without a foreign letter may still be Persian or Urdu where the place lies in a country that writes so.
    """
    return not foreign_letters().search(name) and country not in read_countries()


@lru_cache(maxsize=1)
def read_countries() -> frozenset[str]:
    """Return the countries in whose place names an unmarked Arabic-script spelling is seldom the Arabic one."""
    return frozenset(read_toml("arabic_script.toml")["other_languages"]["countries"])
