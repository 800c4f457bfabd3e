"""``mawqi gazetteer``: what is in a gazetteer, and how one of your own is made."""

import click

from .. import plain
from . import options
from .checking import check
from .fetching import fetch
from .making import add, build
from .printing import json_line, print_lines

__all__ = ["atlas"]


@click.group("gazetteer")
def atlas() -> None:
    """Look into a gazetteer, or make one."""


@atlas.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@options.as_json
def info(files: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001  click passes options by name
    """Say how large a gazetteer is and whose data it holds; notice a damaged one.

    FILE is a compiled gazetteer; without any it is the one that is used by default.
    """
    places = options.opened(files)
    places.verify()
    told = dict(places.info)
    print_lines([json_line(told)] if as_json else plain.gazetteer_lines(told))


for command in (build, add, check, fetch):
    atlas.add_command(command)
