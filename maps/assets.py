"""The page's own files, and text put into a page so that it stays text."""

import json
from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGES", "SCRIPTS", "json_script", "read_static", "script", "signs", "strings", "style"]

LANGUAGES = ("ar", "en")
SCRIPTS = (
    *("core.js", "words.js", "dom.js", "card.js"),
    *("canvas.js", "base.js", "marks.js", "layer.js", "list.js", "bar.js", "popup.js", "timeline.js"),
)
"""Files of ``maps/static`` in the order in which the page loads them."""

_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""Characters with which JSON could end its script element or its line, and their escapes."""


@cache
def read_static(name: str) -> str:
    """Return the text of one file of ``maps/static``."""
    return files(__package__).joinpath("static", name).read_text(encoding="utf-8")


def script() -> str:
    """Return the page's code as one text."""
    return "\n".join(read_static(name) for name in SCRIPTS)


def style() -> str:
    """Return the page's style sheet."""
    return read_static("timeline.css")


def strings() -> dict[str, dict[str, object]]:
    """Return the words of the interface by language and key."""
    return {lang: json.loads(read_static(f"strings.{lang}.json")) for lang in LANGUAGES}


def signs() -> dict[str, object]:
    """Return the drawn signs: outlines of the families of kinds, and a glyph for each kind."""
    found: dict[str, object] = json.loads(read_static("signs.json"))
    return found


def json_script(value: object) -> str:
    """Return JSON that is safe inside ``<script type="application/json">``, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_UNSAFE)
