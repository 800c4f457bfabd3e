"""``mawqi map`` and ``mawqi extract``: reports in, a map or a table out."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

import geo

from .. import outfile, plain
from ..explained import explanation_lines
from ..offline import leaflet
from ..outfile import OutFile
from . import options
from .batch import Batch
from .printing import print_lines

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["extract", "map_command"]

_FORMATS = ("table", "geojson", "csv", "jsonl")


@click.command("map")
@options.sources
@options.published
@options.outlet
@options.gazetteers
@click.option("-o", "--output", type=OutFile(outfile.page), default="map.html", show_default=True, metavar="FILE")
@click.option("--geojson", type=OutFile(outfile.table), metavar="FILE", help="Write the incidents to this file too.")
@click.option("--picture", type=OutFile(outfile.picture), metavar="FILE", help="Draw them as a .png or .svg too.")
@click.option("--lang", type=click.Choice(["ar", "en"]), default="ar", show_default=True, help="Language of the page.")
@click.option("--offline", is_flag=True, help="Make a page that loads nothing from the network.")
def map_command(  # noqa: PLR0913, PLR0917  click passes options by name
    sources: tuple[str, ...],
    published: "dt.datetime | None",
    outlet: str | None,
    gazetteers: tuple[str, ...],
    output: Path,
    geojson: Path | None,
    picture: Path | None,
    lang: Literal["ar", "en"],
    offline: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Show the incidents of reports on an HTML map over time."""
    from geo.export import replace_file  # noqa: PLC0415  geopandas is slow to load

    from ..pictures.still import snapshot  # noqa: PLC0415  the same
    from ..timemap import timeline  # noqa: PLC0415  folium is slow to load

    if offline:
        leaflet()
    known = options.opened(gazetteers)
    reports = Batch(sources, published, outlet, keep=True)
    incidents = geo.extract(reports, gazetteer=known, on_error=reports.tell)
    made = timeline(incidents, reports=reports.kept or (), lang=lang, offline=offline, gazetteer=known)
    replace_file(output, made.save)
    placed = int(incidents.geometry.notna().sum())
    found = plain.count(len(incidents), "incident")
    click.echo(f"{found} in {plain.count(len(reports.kept or ()), 'report')}, {placed} of them placed")
    click.echo(f"map      {output}")
    if geojson is not None:
        geo.write(incidents, geojson)
        click.echo(f"GeoJSON  {geojson}")
    if picture is not None:
        snapshot(incidents, picture, lang=lang)
        click.echo(f"picture  {picture}")
    reports.finish()


@click.command()
@options.sources
@options.published
@options.outlet
@options.gazetteers
@click.option(
    "-o", "--output", type=OutFile(outfile.table), metavar="FILE", help="Write to this file; its suffix says how."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="What to print without -o; a table by default.")
@click.option("--no-merge", is_flag=True, help="Leave repeated accounts of one event as they are.")
@click.option("--explain", is_flag=True, help="Say of each incident which words state each field, and why.")
def extract(
    sources: tuple[str, ...],
    published: "dt.datetime | None",
    outlet: str | None,
    gazetteers: tuple[str, ...],
    output: Path | None,
    form: str | None,
    no_merge: bool,  # noqa: FBT001  click passes options by name
    explain: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Read incidents from reports into a table."""
    if output and form and output.suffix.lower() != f".{form}":
        msg = f"--format {form} is for printing, and {str(output)!r} says its own format; give one or the other"
        raise click.UsageError(msg)
    if explain and (output or form not in {None, "table"}):
        msg = "--explain is for reading; files carry the same in their columns evidence and why"
        raise click.UsageError(msg)
    known = options.opened(gazetteers)
    reports = Batch(sources, published, outlet)
    incidents = geo.extract(reports, gazetteer=known, merge=not no_merge, on_error=reports.tell)
    if output is not None:
        geo.write(incidents, output)
        click.echo(f"{plain.count(len(incidents), 'incident')} written to {output}")
    elif form in {None, "table"}:
        print_lines(plain.incident_lines(geo.from_frame(incidents), explain=explanation_lines if explain else None))
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = geo.write(incidents, Path(folder) / f"incidents.{form}")
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
    reports.finish()
