"""Files that the command is to write: what is wrong with one is known before the work begins."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import geo

__all__ = ["OutFile", "compiled", "page", "picture", "table"]

_PAGES = (".html", ".htm")
_COMPILED = ".mawqi"


class OutFile(click.Path):
    """A file to write, in a folder that is there, of a name that its check lets pass."""

    def __init__(self, check: Callable[[Path], object]) -> None:
        super().__init__()
        self._check = check

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401  click's signature
        """Return the path, or end with what is wrong with it."""
        path = Path(value)
        if path.is_dir():
            self.fail(f"{value!r} is a folder; name a file in it", param, ctx)
        if not path.parent.is_dir():
            self.fail(f"there is no folder {str(path.parent)!r}; make it first", param, ctx)
        try:
            self._check(path)
        except (geo.ExportError, geo.MissingExtraError) as error:
            self.fail(str(error), param, ctx)
        return path


def compiled(path: Path) -> None:
    """Raise an `ExportError` for a name that is not a compiled gazetteer's."""
    if path.suffix.lower() != _COMPILED:
        msg = f"cannot write a gazetteer as {str(path)!r}: the suffix must be {_COMPILED}."
        raise geo.ExportError(msg)


def page(path: Path) -> None:
    """Raise an `ExportError` for a name that is not an HTML page's."""
    if path.suffix.lower() not in _PAGES:
        msg = f"cannot write a map as {str(path)!r}: the suffix must be {' or '.join(_PAGES)}."
        raise geo.ExportError(msg)


def picture(path: Path) -> None:
    """Raise what `maps.snapshot` would for this name: no such picture, or its extra is not installed."""
    from .pictures.still import check_path  # noqa: PLC0415  geopandas is slow to load

    check_path(path)


def table(path: Path) -> None:
    """Raise what `geo.write` would for this name: no such format, or its extra is not installed."""
    from geo.export import find_writer  # noqa: PLC0415  geopandas is slow to load

    find_writer(path)
