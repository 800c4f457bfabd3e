"""``mawqi gazetteer check``: what may be wrong with places, before a map shows it."""

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

import gazetteer
from gazetteer.container import BASE

from .. import plain
from . import options
from .making import Faults, areas_option, format_option, loaded_areas, opened_sources
from .printing import json_line
from .progress import counting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.sources import Entry

__all__ = ["check"]


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE...]")
@click.option("--only", multiple=True, metavar="FAULT", help="Tell only of faults of this kind; repeatable.")
@areas_option
@format_option
@options.as_json
def check(
    sources: tuple[str, ...],
    only: tuple[str, ...],
    areas: tuple[Path, ...],
    form: str | None,
    as_json: bool,  # noqa: FBT001  click passes options by name
) -> None:
    """Say what may be wrong with places, and what to do: one line each, and status 1 if there are any.

    SOURCE is a compiled gazetteer (.mawqi) or anything that build takes; without any it is the gazetteer that is used
    by default.
    """
    from gazetteer.check import FAULTS  # noqa: PLC0415  not needed to look up
    from gazetteer.check import check as findings_in  # noqa: PLC0415

    unknown = set(only) - set(FAULTS)
    if unknown:
        msg = f"{min(unknown)!r} is none of {', '.join(FAULTS)}"
        raise click.BadParameter(msg, param_hint="--only")
    skipped = Faults()
    outlines = loaded_areas(areas, skipped)
    told: Counter[str] = Counter()
    for places in _opened(sources, form, skipped):
        with counting("places") as seen:
            for finding in findings_in(places, base=gazetteer.load(BASE), areas=outlines, seen=seen):
                if not only or finding.fault in only:
                    told[finding.fault] += 1
                    click.echo(json_line(asdict(finding)) if as_json else f"{finding.fault:8}  {finding.message}")
    if told:
        parts = ", ".join(f"{number:,} {fault}" for fault, number in told.most_common())
        click.echo(f"{plain.count(told.total(), 'finding')}: {parts}", err=True)
    skipped.finish()
    sys.exit(bool(told))


def _opened(
    sources: tuple[str, ...], form: str | None, skip: Faults
) -> "Iterable[gazetteer.Gazetteer | Iterable[Entry]]":
    """Return what is to be checked: gazetteers opened, sources read."""
    if not sources:
        return [gazetteer.load()]
    return [
        gazetteer.load(source) if source.endswith(".mawqi") else opened_sources([source], form, skip)[0][1]
        for source in sources
    ]
