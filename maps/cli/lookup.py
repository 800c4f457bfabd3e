"""``mawqi geocode``: names to points."""

import sys
from collections.abc import Iterator
from dataclasses import asdict

import click

import gazetteer
from gazetteer.address import find

from .. import plain
from . import options
from .printing import json_line, print_lines

__all__ = ["geocode"]


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, help="Most answers a name.")
@click.option("--country", multiple=True, metavar="CODE", help="Only places there (ISO 3166-1 alpha-2); repeatable.")
@click.option("--near", type=options.LatLon(), metavar="LAT,LON", help="Prefer places near this point.")
@options.as_json
def geocode(
    names: tuple[str, ...],
    limit: int,
    country: tuple[str, ...],
    near: tuple[float, float] | None,
    as_json: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Look names up, best answer first; - reads names from standard input, one a line.

    What follows a comma says where the place lies: "دوما، ريف دمشق".
    """
    base = gazetteer.load()
    unknown = False
    for name in _names(names):
        try:
            found = find(base, name, limit=limit, country=country or None, near=near)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        unknown |= not found.matches
        if as_json:
            click.echo(json_line({"query": name, "matches": [asdict(match) for match in found.matches]}))
        elif found.matches:
            if names != (name,):
                click.echo(f"{name}:")
            print_lines(plain.match_lines(found.matches))
        else:
            where = " there" if found.contexts else ""
            click.echo(f"{name!r}: no such place is known{where}; try another spelling", err=True)
        if found.unused:
            click.echo(
                f"{name!r}: passed over what names no country, unit or city: {', '.join(found.unused)}", err=True
            )
    if unknown:
        sys.exit(1)


def _names(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name == "-":
            yield from filter(None, map(str.strip, sys.stdin))
        else:
            yield name
