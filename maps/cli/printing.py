"""What the commands print with."""

import json
from collections.abc import Iterable
from typing import Any

import click

__all__ = ["json_line", "print_lines"]


def print_lines(lines: Iterable[str]) -> None:
    """Print lines to standard output."""
    for line in lines:
        click.echo(line)


def json_line(value: dict[str, Any]) -> str:
    """Return an object as one line of JSON, its Arabic as it is."""
    return json.dumps(value, ensure_ascii=False, default=list)
