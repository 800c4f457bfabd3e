"""Arguments and options that several commands share."""

from typing import Any

import click

__all__ = ["LatLon", "as_json", "outlet", "published", "sources"]


class LatLon(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.2 on
    """Latitude and longitude with a comma between, in degrees."""

    name = "lat,lon"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:  # noqa: ANN401  click's signature
        """Return the two numbers, or end with how to write them."""
        try:
            lat, lon = map(float, value.split(","))
        except ValueError:
            self.fail(f"{value!r} is not a latitude and a longitude; write them as 31.67,34.57", param, ctx)
        return lat, lon


sources = click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
published = click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of publication of reports that do not carry one; words such as أمس are counted from it.",
)
outlet = click.option("--outlet", metavar="NAME", help="Who published the reports that do not say it.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
