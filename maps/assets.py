"""The page's own files, and text put into a page so that it stays text."""

import json
import re
from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGES", "SCRIPTS", "dumps", "json_script", "read_static", "script", "signs", "strings", "style"]

LANGUAGES = ("ar", "en")
SCRIPTS = (
    *("text.js", "time.js", "rows.js", "filters.js", "search.js", "sites.js", "tally.js", "hash.js", "takeaway.js"),
    *("unpack.js", "words.js", "dom.js", "card.js", "canvas.js", "base.js", "marks.js", "points.js", "layer.js"),
    *("items.js", "facets.js", "panel.js", "chart.js", "bar.js", "popup.js", "walk.js", "save.js", "state.js"),
    *("controls.js", "header.js", "sharing.js", "timeline.js"),
)
"""Files of ``maps/static`` in the order in which the page loads them."""

_UNSAFE = re.compile("[<>&\u2028\u2029]")
"""Characters with which JSON could end its script element or its line."""


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


def dumps(value: object) -> str:
    """Return JSON, compact, its text as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def json_script(value: object) -> str:
    """Return JSON that is safe inside ``<script type="application/json">``, whatever text it holds."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", dumps(value))
