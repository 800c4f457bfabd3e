"""Arguments and options that several commands share, checked before the work begins."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

import gazetteer
from gazetteer.container import BASE
from gazetteer.options import country_codes, lat_lon

__all__ = ["LatLon", "as_json", "country", "gazetteers", "limit", "opened", "outlet", "published", "sources"]

Command = TypeVar("Command", bound=Callable[..., Any])

_BASE = "base"


class LatLon(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.2 on
    """Latitude and longitude with a comma between, in degrees."""

    name = "lat,lon"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:  # noqa: ANN401  click's signature
        """Return the two numbers, or end with how to write them."""
        try:
            lat, lon = map(float, value.split(","))
        except ValueError:
            self.fail(f"{value!r} is not a latitude and a longitude; write them as 31.67,34.57", param, ctx)
        try:
            return lat_lon((lat, lon))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _countries(_context: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> list[str] | None:
    try:
        return country_codes(given) or None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def opened(files: tuple[str, ...]) -> gazetteer.Gazetteer:
    """Return the gazetteer of some compiled files together, ``base`` being the built-in one; without any the default.

    Raises
    ------
    GazetteerError
        If one is missing, damaged or something else.
    """
    return gazetteer.load([BASE if file == _BASE else file for file in files] or None)


sources = click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
published = click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of publication of reports that do not carry one; words such as أمس are counted from it.",
)
outlet = click.option("--outlet", metavar="NAME", help="Who published the reports that do not say it.")
gazetteers = click.option(
    "--gazetteer",
    "gazetteers",
    multiple=True,
    metavar="FILE",
    help="Look places up in this compiled gazetteer and no other; repeatable, and base is the built-in one.",
)
country = click.option(
    "--country",
    multiple=True,
    callback=_countries,
    metavar="CODE",
    help="Only places there (ISO 3166-1 alpha-2); repeatable.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")


def limit(default: int, of_what: str) -> Callable[[Command], Command]:
    """Return the option that says how many answers at most."""
    return click.option(
        "--limit", type=click.IntRange(min=1), default=default, show_default=True, help=f"Most answers a {of_what}."
    )
