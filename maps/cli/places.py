"""``mawqi places``: the places that reports mention."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

import geo

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
@click.option("--explain", is_flag=True, help="Say why, and what else was weighed.")
@options.as_json
def places(
    sources: tuple[str, ...],
    published: "dt.datetime | None",
    outlet: str | None,
    explain: bool,  # noqa: FBT001  click passes options by name
    as_json: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Print the places that reports mention: where in the text, how sure, where on Earth."""
    reports = Batch(sources, published, outlet)
    for report in reports:
        found = geo.find_places(report.text, published=report.published, outlet=report.outlet)
        if as_json:
            print_lines(json_line({"report": report.id, **asdict(mention)}) for mention in found)
        else:
            click.echo(report.id)
            print_lines(f"  {line}" for line in plain.mention_lines(found, explain=explain))
    reports.finish()
