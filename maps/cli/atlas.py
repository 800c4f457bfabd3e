"""``mawqi gazetteer``: what gazetteers there are, and what is in them."""

import click

import gazetteer

from .. import plain
from . import options
from .printing import json_line, print_lines

__all__ = ["atlas"]


@click.group("gazetteer")
def atlas() -> None:
    """Look into the gazetteer."""


@atlas.command()
@options.as_json
def info(as_json: bool) -> None:  # noqa: FBT001  click passes options by name
    """Say which gazetteer is used, how large it is, and whose data it holds; notice a damaged one."""
    base = gazetteer.load()
    base.verify()
    told = dict(base.info)
    print_lines([json_line(told)] if as_json else plain.gazetteer_lines(told))
