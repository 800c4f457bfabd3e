"""``mawqi gazetteer build`` and ``add``: sources in, one compiled file out."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import outfile, plain
from ..outfile import OutFile
from .printing import print_lines
from .progress import counting, tell

if TYPE_CHECKING:
    from gazetteer.sources import Entry, Provenance

__all__ = ["Faults", "add", "build", "from_option", "opened_sources"]

_MOST_SHOWN = 20
_FROM = "--from"


class _ManySources(click.Command):
    """A command in which one ``--from`` may be followed by several sources, as a shell's glob makes them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write ``--from`` before each of the words that follow one."""
        return super().parse_args(ctx, list(_each_with_its_option(args)))


def _each_with_its_option(args: Iterable[str]) -> Iterator[str]:
    taken, last = False, ""
    for word in args:
        is_option = word.startswith("-") and word != "-"
        if not is_option and taken and last != _FROM:
            yield _FROM
        taken = word == _FROM or (taken and not is_option)
        last = word
        yield word


class Faults:
    """Rows that cannot be used: the first of them are shown, all are counted."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, what: str) -> None:
        """Tell of one."""
        self.count += 1
        if self.count <= _MOST_SHOWN:
            tell(what)

    def finish(self) -> None:
        """End with status 1 if there were any."""
        if not self.count:
            return
        more = f", the first {_MOST_SHOWN} of them" if self.count > _MOST_SHOWN else ""
        click.echo(f"{plain.count(self.count, 'row')} left out, see above{more}; the others were used", err=True)
        sys.exit(1)


from_option = click.option(
    _FROM,
    "sources",
    multiple=True,
    required=True,
    metavar="SOURCE...",
    help="A file or folder of places, the more exact source first; repeatable.",
)
_form = click.option(
    "--format", "form", metavar="FORMAT", help="What the sources are; told from the files if not given."
)


@click.command(cls=_ManySources)
@from_option
@click.option(
    "-o", "--output", type=OutFile(outfile.compiled), required=True, metavar="FILE", help="A .mawqi to write."
)
@click.option("--no-base", is_flag=True, help="Leave the places of the built-in gazetteer out.")
@_form
def build(
    sources: tuple[str, ...],
    output: Path,
    no_base: bool,  # noqa: FBT001  click passes options by name
    form: str | None,
) -> None:
    """Make a gazetteer of sources: GeoNames, Who's On First, OpenStreetMap, Wikidata, P-codes, tables of your own."""
    _make(sources, output, form, base=not no_base)


@click.command(cls=_ManySources)
@click.argument("gazetteer", type=OutFile(outfile.compiled), metavar="GAZETTEER")
@from_option
@_form
def add(gazetteer: Path, sources: tuple[str, ...], form: str | None) -> None:
    """Put more sources into a compiled gazetteer; what they say goes before what it says."""
    _make(sources, gazetteer, form, base=False, compiled=(gazetteer,))


def _make(
    sources: Iterable[str], output: Path, form: str | None, *, base: bool, compiled: tuple[Path, ...] = ()
) -> None:
    from gazetteer.build import build_gazetteer  # noqa: PLC0415  what builds is not needed to look up

    faults = Faults()
    with counting("places") as seen:
        report = build_gazetteer(
            opened_sources(sources, form, faults),
            output,
            base=base,
            compiled_too=compiled,
            skip=faults,
            seen=seen,
        )
    print_lines(plain.build_lines(report))
    faults.finish()


def opened_sources(
    sources: Iterable[str], form: str | None, skip: Callable[[str], object]
) -> "list[tuple[Provenance, Iterator[Entry]]]":
    """Return sources, opened: what is no source is known before the work begins."""
    from gazetteer.sources.formats import open_source  # noqa: PLC0415  readers are not needed to look up

    return [open_source(Path(source), format=form, skip=skip) for source in sources]
