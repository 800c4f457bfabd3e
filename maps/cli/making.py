"""``mawqi gazetteer build`` and ``add``: sources in, one compiled file out."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazetteer import load
from gazetteer.container import BASE
from gazetteer.errors import GazetteerError

from .. import outfile, plain
from ..outfile import OutFile
from .printing import print_lines
from .progress import counting, tell

if TYPE_CHECKING:
    from gazetteer.areas import Areas
    from gazetteer.sources import Entry, Provenance

__all__ = ["Faults", "add", "areas_option", "build", "format_option", "loaded_areas", "opened_sources"]

_MOST_SHOWN = 20
_FROM = "--from"
_COMPILED = ".mawqi"


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


_from = click.option(
    _FROM,
    "sources",
    multiple=True,
    required=True,
    metavar="SOURCE...",
    help="A file or folder of places, or a .mawqi, the more exact source first; repeatable.",
)
format_option = click.option(
    "--format", "form", metavar="FORMAT", help="What the sources are; told from the files if not given."
)

areas_option = click.option(
    "--areas",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Outlines of administrative units (GeoJSON, shapefile): which unit holds a place, how far one reaches.",
)


@click.command(cls=_ManySources)
@_from
@click.option(
    "-o", "--output", type=OutFile(outfile.compiled), required=True, metavar="FILE", help="A .mawqi to write."
)
@click.option("--no-base", is_flag=True, help="Leave the places of the built-in gazetteer out.")
@areas_option
@format_option
def build(
    sources: tuple[str, ...],
    output: Path,
    no_base: bool,  # noqa: FBT001  click passes options by name
    areas: tuple[Path, ...],
    form: str | None,
) -> None:
    """Make a gazetteer of sources: GeoNames, Who's On First, OpenStreetMap, Wikidata, P-codes, tables of your own."""
    _make(sources, output, form, areas=areas, base=not no_base).finish()


@click.command(cls=_ManySources)
@click.argument("gazetteer", type=OutFile(outfile.compiled), metavar="GAZETTEER")
@_from
@areas_option
@format_option
def add(gazetteer: Path, sources: tuple[str, ...], areas: tuple[Path, ...], form: str | None) -> None:
    """Put more sources into a compiled gazetteer; what they say goes before what it says."""
    before = _state(gazetteer)
    made = gazetteer.with_name(f".{os.getpid()}-{gazetteer.name}")
    try:
        faults = _make(sources, made, form, areas=areas, base=False, compiled=(gazetteer,), shown=gazetteer)
        if _state(gazetteer) != before:
            msg = f"{gazetteer}: it was changed while sources were being added; it was left as it is, add them again"
            raise GazetteerError(msg)
        made.replace(gazetteer)
    finally:
        made.unlink(missing_ok=True)
    faults.finish()


def _state(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when a file is written anew; ``None`` where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _make(
    sources: Iterable[str],
    output: Path,
    form: str | None,
    *,
    areas: tuple[Path, ...],
    base: bool,
    compiled: tuple[Path, ...] = (),
    shown: Path | None = None,
) -> Faults:
    """Compile sources to a file, say what became of them under the name to be shown, and return what was left out."""
    from gazetteer.areas import provenances  # noqa: PLC0415  what builds is not needed to look up
    from gazetteer.build import build_gazetteer  # noqa: PLC0415  the same

    faults = Faults()
    made = tuple(Path(source) for source in sources if source.endswith(_COMPILED))
    rest = [source for source in sources if not source.endswith(_COMPILED)]
    opened = opened_sources(rest, form, faults, loaded_areas(areas, faults))
    opened += [(outlines, iter(())) for outlines in provenances(areas)]
    with counting("places") as seen:
        report = build_gazetteer(opened, output, base=base, compiled_too=(*made, *compiled), skip=faults, seen=seen)
    print_lines(plain.build_lines(replace(report, path=shown or output)))
    return faults


def loaded_areas(files: tuple[Path, ...], skip: Callable[[str], object]) -> "Areas | None":
    """Return the outlines of some files, compared with what the built-in gazetteer knows; ``None`` for none."""
    if not files:
        return None
    from gazetteer.areas import known_in, load_areas  # noqa: PLC0415  outlines are not needed to look up

    return load_areas(files, known=known_in(load(BASE)), skip=skip)


def opened_sources(
    sources: Iterable[str], form: str | None, skip: Callable[[str], object], areas: "Areas | None" = None
) -> "list[tuple[Provenance, Iterator[Entry]]]":
    """Return sources, opened, told of outlines: what is no source is known before the work begins."""
    from gazetteer.areas import with_areas  # noqa: PLC0415  neither outlines
    from gazetteer.sources.formats import open_source, sources_in  # noqa: PLC0415  nor readers are needed to look up

    files = [each for source in sources for each in ([Path(source)] if form else sources_in(Path(source)))]
    opened = [open_source(file, format=form, skip=skip) for file in files]
    return opened if areas is None else [(provenance, with_areas(entries, areas)) for provenance, entries in opened]
