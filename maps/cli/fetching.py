"""``mawqi gazetteer fetch``: sources from where they are published."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazetteer.errors import GazetteerError

from .. import plain
from .printing import print_lines
from .progress import growing, tell

if TYPE_CHECKING:
    from gazetteer.errors import ServiceError

__all__ = ["fetch"]


@click.command()
@click.argument("source", type=click.Choice(["geonames"]))
@click.argument("what", nargs=-1, required=True, metavar="CODE...")
@click.option(
    "-d",
    "--directory",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    metavar="FOLDER",
    help="Where to; made if need be.",
)
@click.option("--alternate-names", is_flag=True, help="Fetch the names in other languages too, Arabic among them.")
@click.option("--base-url", metavar="URL", help="A mirror of GeoNames' dumps.")
@click.option(
    "--retries", type=click.IntRange(min=0), default=5, show_default=True, help="Tries after one that failed."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for a silent server.",
)
def fetch(
    source: str,
    what: tuple[str, ...],
    folder: Path,
    alternate_names: bool,  # noqa: FBT001  click passes options by name
    base_url: str | None,
    retries: int,
    timeout: float,
) -> None:
    """Fetch GeoNames' dumps of countries, such as SY PS, or allCountries, with the tables that belong to them.

    What was cut is gone on with, and what is there already is fetched again only when there is a newer one.
    """
    from gazetteer.fetch import GEONAMES, fetch_geonames, geonames_files  # noqa: PLC0415  not needed to look up

    del source
    try:
        geonames_files(what)
    except GazetteerError as error:
        raise click.BadParameter(str(error), param_hint="CODE") from error
    faults: list[ServiceError] = []

    def failed(fault: "ServiceError") -> None:
        faults.append(fault)
        tell(fault)

    with growing() as seen:
        done = fetch_geonames(
            what,
            folder,
            alternate_names=alternate_names,
            base_url=base_url or GEONAMES,
            seen=seen,
            retries=retries,
            timeout=timeout,
            on_error=failed,
        )
    print_lines(plain.download_lines(done))
    if faults:
        click.echo(
            f"{plain.count(len(faults), 'file')} could not be fetched, see above; fetch again to go on", err=True
        )
        sys.exit(1)
