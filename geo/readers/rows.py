"""One row or object of a table of reports to a report, whatever the table's format."""

from collections.abc import Mapping

from ..report import Report
from .source import Particulars, Source, is_blank

__all__ = ["TEXT", "row_report"]

TEXT = ("text", "body", "content")
_PUBLISHED = ("published", "date")
_OUTLET = ("outlet", "source")
_URL = ("url", "link")


def row_report(source: Source, row: Mapping[str, object], line: int) -> Report | None:
    """Return the report of a row, or ``None`` where it has no text, after telling of it.

    What the row says of itself goes before what ``reports.csv`` and the caller say of the whole file.
    Its text is taken as it stands, with markup if it has any.
    """
    cells = {name.strip().lower(): value for name, value in row.items()}
    text = _first(cells, TEXT)
    if not isinstance(text, str):
        source.fault(line, f"no text, skipped; the text is expected under {', '.join(map(repr, TEXT))}")
        return None
    own = Particulars(
        published=source.day(_first(cells, _PUBLISHED), line),
        outlet=_words(_first(cells, _OUTLET)),
        title=_words(_first(cells, ("title",))),
        url=_words(_first(cells, _URL)),
    )
    about = own.over(source.written).over(source.given)
    return Report(
        id=_words(_first(cells, ("id",))) or f"{source.name}:{line}",
        text=text,
        published=about.published,
        outlet=about.outlet,
        title=about.title,
        url=about.url,
    )


def _first(cells: Mapping[str, object], names: tuple[str, ...]) -> object:
    """Return the first of the named cells that is not blank."""
    found = (cells.get(name) for name in names)
    return next((cell for cell in found if cell is not None and not is_blank(str(cell))), None)


def _words(cell: object) -> str | None:
    return str(cell).strip() if isinstance(cell, str | int) and not isinstance(cell, bool) else None
