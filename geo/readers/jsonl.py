"""JSON Lines, one report a line, and JSON: a list of reports, or one."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from ..report import Report
from .rows import row_report
from .source import Source, UnreadableError, lines, read_lines
from .text import text_report

__all__ = ["read_json", "read_jsonl", "read_stream"]


def read_jsonl(source: Source) -> Iterator[Report]:
    """Yield a report from each line, never holding more than one line."""
    yield from _from_lines(source, lines(source))


def read_json(source: Source) -> Iterator[Report]:
    """Yield a report from each object of a list, or from the one object."""
    try:
        value = json.loads(read_lines(source))
    except (ValueError, RecursionError) as error:
        msg = f"damaged JSON ({error}); one object a line is a .jsonl file"
        raise UnreadableError(msg) from error
    yield from _from_value(source, value)


def read_stream(source: Source) -> Iterator[Report]:
    """Yield the reports of standard input: JSON Lines or JSON where it is that, else the one text that it is."""
    rest = lines(source)
    first = next(rest, "")
    if isinstance(_parsed(first), dict):
        yield from _from_lines(source, chain([first], rest))
        return
    text = "".join(chain([first], rest)).replace("\r\n", "\n").replace("\r", "\n")
    value = _parsed(text)
    if isinstance(value, dict | list):
        yield from _from_value(source, value)
    else:
        yield text_report(source, text)


def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _from_lines(source: Source, texts: Iterable[str]) -> Iterator[Report]:
    for number, line in enumerate(texts, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            source.fault(number, f"damaged JSON, skipped: {error}")
            continue
        yield from _from_object(source, value, number)


def _from_value(source: Source, value: Any) -> Iterator[Report]:  # noqa: ANN401 - whatever JSON holds
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        yield from _from_object(source, item, number)


def _from_object(source: Source, value: object, number: int) -> Iterator[Report]:
    if not isinstance(value, dict):
        source.fault(number, f"not an object but {type(value).__name__}, skipped")
    elif report := row_report(source, value, number):
        yield report
