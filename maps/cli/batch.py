"""The reports of a command: counted, on a progress bar, their faults told as they are met."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

import geo

from .. import plain

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Batch"]


class Batch(Iterable["geo.Report"]):
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
