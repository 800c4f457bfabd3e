"""``mawqi places``: the places that reports mention."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

import geo
from geo.guard import guarded

from .. import plain
from . import options
from .batch import Batch
from .printing import json_line, print_lines

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["places"]


@click.command()
@options.sources
@options.published
@options.outlet
@options.gazetteers
@click.option("--explain", is_flag=True, help="Say why, and what else was weighed.")
@options.as_json
def places(
    sources: tuple[str, ...],
    published: "dt.datetime | None",
    outlet: str | None,
    gazetteers: tuple[str, ...],
    explain: bool,  # noqa: FBT001  click passes options by name
    as_json: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Print the places that reports mention: where in the text, how sure, where on Earth."""
    known = options.opened(gazetteers)
    reports = Batch(sources, published, outlet)

    def places_of(report: geo.Report) -> list[geo.Mention]:
        return geo.find_places(report.text, published=report.published, outlet=report.outlet, gazetteer=known)

    for report in reports:
        found = guarded(places_of, report, reports.tell)
        if as_json:
            print_lines(json_line({"report": report.id, **asdict(mention)}) for mention in found)
        else:
            click.echo(report.id)
            print_lines(f"  {line}" for line in plain.mention_lines(found, explain=explain))
    reports.finish()
