"""One report: the text that incidents are read from, and what is known about it."""

import datetime as dt
import reprlib
from dataclasses import dataclass

__all__ = ["Report", "as_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. Every offset that the library gives indexes `text` as it stands here."""

    id: str
    """Identifier that evidence refers to: a file's name, a row's id."""
    text: str
    published: dt.date | None = None
    """Day of publication, from which words such as أمس are counted; ``None`` where unknown, never today."""
    outlet: str | None = None
    title: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no report can be read with, rather than fail far from here.

        A `datetime.datetime` is taken as its day, and pandas' ``NaT`` as unknown.

        Raises
        ------
        TypeError
            If `id` or `text` is no string, or `published` no day.
        """
        for name in ("id", "text"):
            if not isinstance(value := getattr(self, name), str):
                msg = f"the {name} of a report is a str, not {type(value).__name__}: {reprlib.repr(value)}"
                raise TypeError(msg)
        object.__setattr__(self, "published", as_day(self.published, f"report {self.id!r}: published"))


def as_day(value: object, what: str) -> dt.date | None:
    """Return the day that a value is or carries; ``None`` for a missing one.

    Raises
    ------
    TypeError
        If it is no day; the message says of what.
    """
    if value is None or value != value:  # noqa: PLR0124  only NaT and NaN differ from themselves
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    msg = f"{what} is a datetime.date, not {value!r}; datetime.date.fromisoformat reads one"
    raise TypeError(msg)
