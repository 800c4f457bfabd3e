"""One report: the text that incidents are read from, and what is known about it."""

import datetime as dt
from dataclasses import dataclass

__all__ = ["Report"]


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
