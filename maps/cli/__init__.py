"""The command ``mawqi``: reports in; a map, a table, places or coordinates out.

Thin: every answer is the library's, and `maps.plain` puts it into lines. Exit status: 0 when all went well, 1 when
something was amiss (a report was skipped, a name is not known, a file cannot be written), 2 when the command was
called wrongly. Messages and progress go to standard error.
"""

import sys

import click

from .atlas import atlas
from .group import Commands
from .lookup import geocode, reverse
from .places import places
from .reports import extract, map_command

__all__ = ["app", "main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mawqi", message="%(prog)s %(version)s")
def app() -> None:
    """Arabic reports to incidents that a person can check.

    SOURCE is a file, a folder, a quoted glob, or - for standard input; several may be given.
    """


for command in (map_command, extract, places, geocode, reverse, atlas):
    app.add_command(command)


def main() -> None:
    """Run the command; text goes out as UTF-8 whatever the locale."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="mawqi")
