"""Leaflet itself, for pages that load nothing."""

import re
from base64 import b64encode
from functools import cache
from importlib import import_module
from pathlib import Path

from geo import MissingExtraError

__all__ = ["leaflet"]


@cache
def leaflet() -> str:
    """Return Leaflet's style and code as elements of a page's head, its images included.

    Raises
    ------
    geo.MissingExtraError
        If the package that carries Leaflet is not installed.
    """
    try:
        folder = Path(import_module("xstatic.pkg.leaflet").BASE_DIR)
    except ImportError as error:
        msg = "A map without network needs Leaflet on this machine: pip install 'mawqi[offline]'."
        raise MissingExtraError(msg) from error
    style = re.sub(r"url\((images/[\w.-]+)\)", lambda found: _inlined(folder / found[1]), _read(folder / "leaflet.css"))
    code = re.sub(r"//# sourceMappingURL=.*", "", _read(folder / "leaflet.js"))
    return f"<style>\n{style}\n</style>\n<script>\n{code}\n</script>"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _inlined(image: Path) -> str:
    return f"url(data:image/png;base64,{b64encode(image.read_bytes()).decode()})"
