"""``mawqi geocode`` and ``mawqi reverse``: names to points, and points to names."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from gazetteer.address import find

from .. import plain
from . import options
from .printing import json_line, print_lines

__all__ = ["geocode", "reverse"]

_REACH_KM = 50.0


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@options.limit(5, "name")
@options.country
@click.option("--near", type=options.LatLon(), metavar="LAT,LON", help="Prefer places near this point.")
@options.gazetteers
@options.as_json
def geocode(
    names: tuple[str, ...],
    limit: int,
    country: list[str] | None,
    near: tuple[float, float] | None,
    gazetteers: tuple[str, ...],
    as_json: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Look names up, best answer first; - reads names from standard input, one a line.

    What follows a comma says where the place lies: "دوما، ريف دمشق".
    """
    places = options.opened(gazetteers)
    unknown = False
    for name in _words(names):
        found = find(places, name, limit=limit, country=country, near=near)
        unknown |= not found.matches
        if as_json:
            click.echo(json_line({"query": name, "matches": [asdict(match) for match in found.matches]}))
        elif found.matches:
            _headed(name, names)
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


@click.command(context_settings={"ignore_unknown_options": True})  # a latitude in the south begins with a hyphen
@click.argument("points", nargs=-1, required=True, metavar="LAT,LON...")
@options.limit(1, "point")
@click.option(
    "--max-km",
    type=click.FloatRange(min=0, min_open=True),
    default=_REACH_KM,
    show_default=True,
    metavar="KM",
    help="The farthest to look.",
)
@options.gazetteers
@options.as_json
def reverse(
    points: tuple[str, ...],
    limit: int,
    max_km: float,
    gazetteers: tuple[str, ...],
    as_json: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Say which places are nearest to points; - reads points from standard input, one a line."""
    places = options.opened(gazetteers)
    lat_lon = options.LatLon()
    empty = False
    for point in _words(points):
        lat, lon = lat_lon.convert(point, None, None)
        near = places.nearest(lat, lon, limit=limit, max_km=max_km)
        empty |= not near
        if as_json:
            told = [{"place": asdict(place), "distance_km": round(away, 3)} for place, away in near]
            click.echo(json_line({"query": point, "nearest": told}))
        elif near:
            _headed(point, points)
            print_lines(plain.nearby_lines(near))
        else:
            click.echo(f"{point}: no place is known within {max_km:g} km", err=True)
    if empty:
        sys.exit(1)


def _headed(word: str, words: Sequence[str]) -> None:
    """Say which of several words an answer is to."""
    if words != (word,):
        click.echo(f"{word}:")


def _words(words: tuple[str, ...]) -> Iterator[str]:
    for word in words:
        if word == "-":
            yield from filter(None, map(str.strip, sys.stdin))
        else:
            yield word
