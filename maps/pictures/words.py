"""What a picture says, in Arabic or English: words, numbers, dates."""

import datetime as dt
import json
import re
import unicodedata
from functools import cache
from typing import Any, Literal

from .. import assets

__all__ = ["Lang", "Words", "plain", "words_of"]

Lang = Literal["ar", "en"]

_TURNS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of what follows."""
_FEW, _MANY = 3, 11
"""From where on, and before where, a number of Arabic takes the plural of few; from there the one of many."""
_HUNDRED = 100
_M_PER_KM = 1000


def plain(text: str, most: int) -> str:
    """Return text of others as one line of at most `most` characters that turns nothing around it."""
    clean = _TURNS.sub("", text)
    shown = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Cs", "Cn", "Co"} else letter for letter in clean
    )
    line = " ".join(shown.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


class Words:
    """The interface's words and those of pictures in one language."""

    def __init__(self, lang: Lang) -> None:
        if lang not in assets.LANGUAGES:
            msg = f"No interface in {lang!r}; there is one in {' and '.join(map(repr, assets.LANGUAGES))}."
            raise ValueError(msg)
        self.lang = lang
        self._table: dict[str, Any] = {
            **assets.strings()[lang],
            **json.loads(assets.read_static(f"picture.{lang}.json")),
        }
        self.rtl: bool = self._table["dir"] == "rtl"

    def t(self, key: str, **values: object) -> str:
        """Return the words of a key, its blanks filled."""
        return _filled(str(self._table[key]), values)

    def count(self, key: str, number: int) -> str:
        """Return a number with its noun in the form that the language asks for."""
        forms: dict[str, str] = self._table[key]
        form = forms.get("zero" if number == 0 else "") or forms.get(self._plural(number)) or forms["other"]
        return _filled(form, {"n": self.number(number)})

    def number(self, number: float) -> str:
        """Return a number, its thousands apart."""
        return f"{number:,}"

    def day(self, day: dt.date) -> str:
        """Return a day."""
        return self.t("date.day", d=day.day, m=self._table["months"][day.month - 1], y=day.year)

    def span(self, first: dt.date, last: dt.date) -> str:
        """Return a day, or the first and last of a period."""
        return self.day(first) if first == last else self.t("date.span", a=self.day(first), b=self.day(last))

    def distance(self, metres: float) -> str:
        """Return a distance in metres or kilometres."""
        if metres < _M_PER_KM:
            return self.t("metres", n=self.number(round(metres)))
        return self.t("kilometres", n=self.number(round(metres / _M_PER_KM)))

    def directed(self, text: str) -> str:
        """Return a line that begins in the language's direction, whatever it begins with."""
        return ("\u200f" if self.rtl else "\u200e") + text

    def _plural(self, number: int) -> str:
        if number in {1, 2}:
            return "one" if number == 1 else "two" if self.rtl else "other"
        if not self.rtl:
            return "other"
        rest = number % _HUNDRED
        return "few" if _FEW <= rest < _MANY else "many" if rest >= _MANY else "other"


def _filled(text: str, values: dict[str, object]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), text)


@cache
def words_of(lang: Lang) -> Words:
    """Return the words of a language.

    Raises
    ------
    ValueError
        If there are none.
    """
    return Words(lang)
