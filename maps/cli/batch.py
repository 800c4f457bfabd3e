"""The reports of a command: on a progress bar, their faults told as they are met."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

import geo

from .. import plain
from .progress import tell

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Batch"]


class Batch(Iterable["geo.Report"]):
    """The reports of some sources, kept for afterwards only if asked for: a million need not fit into memory."""

    def __init__(
        self,
        sources: tuple[str, ...],
        published: "dt.datetime | None",
        outlet: str | None,
        *,
        keep: bool = False,
    ) -> None:
        day = None if published is None else published.date()
        wanted = sources[0] if len(sources) == 1 else sources
        self._reports = geo.read_reports(wanted, published=day, outlet=outlet, on_error=self.tell)
        self.kept: list[geo.Report] | None = [] if keep else None
        self._faults = 0

    def __iter__(self) -> Iterator["geo.Report"]:
        from tqdm import tqdm  # noqa: PLC0415  not needed to geocode a name

        with tqdm(self._reports, unit=" reports", disable=None, leave=False, delay=0.5) as bar:
            for report in bar:
                if self.kept is not None:
                    self.kept.append(report)
                yield report

    def tell(self, fault: "geo.ReportError") -> None:
        """Print one line of a fault, and count it."""
        self._faults += 1
        tell(fault)

    def finish(self) -> None:
        """End with status 1 if anything was amiss."""
        if self._faults:
            click.echo(
                f"{plain.count(self._faults, 'fault')} in the reports, see above; the others were used", err=True
            )
            sys.exit(1)
