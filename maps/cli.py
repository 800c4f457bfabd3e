"""The command ``mawqi``: reports in; a map, a table, places or coordinates out.

Thin: every answer is the library's, and `maps.plain` puts it into lines. Exit status: 0 when all went well, 1 when
something was amiss (a report was skipped, a name is not known, a file cannot be written), 2 when the command was
called wrongly. Messages and progress go to standard error.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

import gazetteer
import geo
from gazetteer.address import find

from . import outfile, plain
from .outfile import OutFile

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["app", "main"]

_FORMATS = ("table", "geojson", "csv", "jsonl")


class _Commands(click.Group):
    """Commands in which a fault of the input is one line that says what to do, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; turn what the library and the system raise on purpose into a message."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except geo.MawqiError as error:
            raise click.ClickException(plain.one_line(str(error))) from error
        except OSError as error:
            about = f"{error.filename!r}: " if error.filename else ""
            message = f"{about}{error.strerror or error}"
            raise click.ClickException(message) from error


class _LatLon(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.2 on
    name = "lat,lon"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:  # noqa: ANN401  click's signature
        try:
            lat, lon = map(float, value.split(","))
        except ValueError:
            self.fail(f"{value!r} is not a latitude and a longitude; write them as 31.67,34.57", param, ctx)
        return lat, lon


class _Reports(Iterable["geo.Report"]):
    """The reports of some sources: counted, on a progress bar, their faults told as they are met."""

    def __init__(self, sources: tuple[str, ...], published: "dt.datetime | None", outlet: str | None) -> None:
        day = None if published is None else published.date()
        wanted = sources[0] if len(sources) == 1 else sources
        self._reports = geo.read_reports(wanted, published=day, outlet=outlet, on_error=self.tell)
        self.read: list[geo.Report] = []
        self._faults = 0

    def __iter__(self) -> Iterator["geo.Report"]:
        from tqdm import tqdm  # noqa: PLC0415  not needed to geocode a name

        with tqdm(self._reports, unit=" reports", disable=None, leave=False, delay=0.5) as bar:
            for report in bar:
                self.read.append(report)
                yield report

    def tell(self, fault: "geo.ReportError") -> None:
        """Print one line of a fault, and count it."""
        from tqdm import tqdm  # noqa: PLC0415  not needed to geocode a name

        self._faults += 1
        tqdm.write(plain.one_line(str(fault)), file=sys.stderr)

    def finish(self) -> None:
        """End with status 1 if anything was amiss."""
        if self._faults:
            click.echo(
                f"{plain.count(self._faults, 'fault')} in the reports, see above; the others were used", err=True
            )
            sys.exit(1)


_sources = click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
_published = click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of publication of reports that do not carry one; words such as أمس are counted from it.",
)
_outlet = click.option("--outlet", metavar="NAME", help="Who published the reports that do not say it.")
_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mawqi", message="%(prog)s %(version)s")
def app() -> None:
    """Arabic reports to incidents that a person can check.

    SOURCE is a file, a folder, a quoted glob, or - for standard input; several may be given.
    """


@app.command("map")
@_sources
@_published
@_outlet
@click.option("-o", "--output", type=OutFile(outfile.page), default="map.html", show_default=True, metavar="FILE")
@click.option("--geojson", type=OutFile(outfile.table), metavar="FILE", help="Write the incidents to this file too.")
@click.option("--lang", type=click.Choice(["ar", "en"]), default="ar", show_default=True, help="Language of the page.")
@click.option("--offline", is_flag=True, help="Make a page that loads nothing from the network.")
def map_command(
    sources: tuple[str, ...],
    published: "dt.datetime | None",
    outlet: str | None,
    output: Path,
    geojson: Path | None,
    lang: Literal["ar", "en"],
    offline: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Show the incidents of reports on an HTML map over time."""
    from geo.export import replace_file  # noqa: PLC0415  geopandas is slow to load

    from .timemap import timeline  # noqa: PLC0415  folium is slow to load

    reports = _Reports(sources, published, outlet)
    incidents = geo.extract(reports, on_error=reports.tell)
    replace_file(output, timeline(incidents, reports=reports.read, lang=lang, offline=offline).save)
    placed = int(incidents.geometry.notna().sum())
    found = plain.count(len(incidents), "incident")
    click.echo(f"{found} in {plain.count(len(reports.read), 'report')}, {placed} of them placed")
    click.echo(f"map      {output}")
    if geojson is not None:
        geo.write(incidents, geojson)
        click.echo(f"GeoJSON  {geojson}")
    reports.finish()


@app.command()
@_sources
@_published
@_outlet
@click.option(
    "-o", "--output", type=OutFile(outfile.table), metavar="FILE", help="Write to this file; its suffix says how."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="What to print without -o; a table by default.")
@click.option("--no-merge", is_flag=True, help="Leave repeated accounts of one event as they are.")
def extract(
    sources: tuple[str, ...],
    published: "dt.datetime | None",
    outlet: str | None,
    output: Path | None,
    form: str | None,
    no_merge: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Read incidents from reports into a table."""
    if output and form and output.suffix.lower() != f".{form}":
        msg = f"--format {form} is for printing, and {str(output)!r} says its own format; give one or the other"
        raise click.UsageError(msg)
    reports = _Reports(sources, published, outlet)
    incidents = geo.extract(reports, merge=not no_merge, on_error=reports.tell)
    if output is not None:
        geo.write(incidents, output)
        click.echo(f"{plain.count(len(incidents), 'incident')} written to {output}")
    elif form in {None, "table"}:
        _print(plain.incident_lines(geo.from_frame(incidents)))
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = geo.write(incidents, Path(folder) / f"incidents.{form}")
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
    reports.finish()


@app.command()
@_sources
@_published
@_outlet
@click.option("--explain", is_flag=True, help="Say why, and what else was weighed.")
@_as_json
def places(
    sources: tuple[str, ...],
    published: "dt.datetime | None",
    outlet: str | None,
    explain: bool,  # noqa: FBT001  click passes options by name
    as_json: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Print the places that reports mention: where in the text, how sure, where on Earth."""
    reports = _Reports(sources, published, outlet)
    for report in reports:
        found = geo.find_places(report.text, published=report.published, outlet=report.outlet)
        if as_json:
            _print(_json({"report": report.id, **asdict(mention)}) for mention in found)
        else:
            click.echo(report.id)
            _print(f"  {line}" for line in plain.mention_lines(found, explain=explain))
    reports.finish()


@app.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, help="Most answers a name.")
@click.option("--country", multiple=True, metavar="CODE", help="Only places there (ISO 3166-1 alpha-2); repeatable.")
@click.option("--near", type=_LatLon(), metavar="LAT,LON", help="Prefer places near this point.")
@_as_json
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
            click.echo(_json({"query": name, "matches": [asdict(match) for match in found.matches]}))
        elif found.matches:
            if names != (name,):
                click.echo(f"{name}:")
            _print(plain.match_lines(found.matches))
        else:
            where = " there" if found.contexts else ""
            click.echo(f"{name!r}: no such place is known{where}; try another spelling", err=True)
        if found.unused:
            click.echo(
                f"{name!r}: passed over what names no country, unit or city: {', '.join(found.unused)}", err=True
            )
    if unknown:
        sys.exit(1)


@app.group("gazetteer")
def gazetteer_group() -> None:
    """Look into the gazetteer."""


@gazetteer_group.command()
@_as_json
def info(as_json: bool) -> None:  # noqa: FBT001  click passes options by name
    """Say which gazetteer is used, how large it is, and whose data it holds; notice a damaged one."""
    base = gazetteer.load()
    base.verify()
    told = dict(base.info)
    _print([_json(told)] if as_json else plain.gazetteer_lines(told))


def main() -> None:
    """Run the command; text goes out as UTF-8 whatever the locale."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="mawqi")


def _names(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name == "-":
            yield from filter(None, map(str.strip, sys.stdin))
        else:
            yield name


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, default=list)
