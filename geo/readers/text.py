"""Plain text: one file, one report."""

from collections.abc import Iterator

from ..report import Report
from .source import Source, UnreadableError, is_blank, read_lines

__all__ = ["read_text"]


def read_text(source: Source) -> Iterator[Report]:
    """Yield the one report that a text file is."""
    yield text_report(source, read_lines(source))


def text_report(source: Source, text: str) -> Report:
    """Return a text as the report that its file is."""
    if is_blank(text):
        msg = "holds no text"
        raise UnreadableError(msg)
    about = source.written.over(source.given)
    return Report(
        id=source.name, text=text, published=about.published, outlet=about.outlet, title=about.title, url=about.url
    )
