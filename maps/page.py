"""A folium map whose page says its language and loads only what it needs."""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Any

import folium
from branca.element import Element, Figure
from folium.elements import ElementAddToElement

from .offline import leaflet

__all__ = ["LeanMap", "Verbatim", "on_page"]

_PAGE = """<!DOCTYPE html>
<html lang="{lang}" dir="{dir}" data-mawqi-page>
<head>{policy}
<title>{title}</title>
{header}
</head>
<body>
{html}
</body>
<script>
{script}
</script>
</html>
"""

_NO_ZOOM = re.compile(r'<meta name="viewport"[^>]*user-scalable=no[^>]*>')
"""What folium tells browsers of phones; readers who need larger letters must be able to come closer."""

_NEED_LEAFLET_ONLY = (
    folium.TileLayer,
    folium.WmsTileLayer,
    folium.LayerControl,
    folium.FeatureGroup,
    folium.FitBounds,
    folium.Circle,
    folium.CircleMarker,
    folium.PolyLine,
    folium.Polygon,
    folium.Rectangle,
    folium.Tooltip,
    ElementAddToElement,
)
"""folium elements that work with Leaflet alone; any other brings in all that folium loads by default."""


class Verbatim(Element):
    """Text that goes into the page as it stands, never through a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self._text = text

    def render(self, **_kwargs: object) -> str:
        """Return the text."""
        return self._text


class Page(Figure):
    """A page with a language, a direction and a title."""

    def __init__(self, *, title: str, lang: str, direction: str) -> None:
        super().__init__(title=title)
        self._title, self._lang, self._dir = title, lang, direction
        self.sealed = False
        """Whether the page may load nothing and run only the code that it was made with."""

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401  folium's own options
        """Return the page's HTML."""
        for child in list(self._children.values()):
            child.render(**kwargs)
        parts = {name: getattr(self, name).render(**kwargs) for name in ("header", "html", "script")}
        parts["header"] = _NO_ZOOM.sub("", parts["header"])
        fixed = {"lang": escape(self._lang), "dir": self._dir, "title": escape(self._title)}
        policy = _policy(_PAGE.format(**fixed, **parts, policy="")) if self.sealed else ""
        return _PAGE.format(**fixed, **parts, policy=policy)


def _policy(html: str) -> str:
    """Return the Content-Security-Policy under which a page runs its own scripts and asks for nothing."""
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL)
    hashes = {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts}
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(sorted(hashes)),
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    content = "; ".join(f"{name} {value}" for name, value in rules.items())
    return f'\n<meta http-equiv="Content-Security-Policy" content="{content}">'


class LeanMap(folium.Map):
    """A `folium.Map` that loads Leaflet alone until something is added that may need more."""

    def __init__(self, *, offline: bool = False, **options: Any) -> None:  # noqa: ANN401  folium's own options
        super().__init__(**options)
        self._offline = offline
        self._optional_js = [link for link in folium.Map.default_js if link[0] != "leaflet"]
        self._optional_css = [link for link in folium.Map.default_css if link[0] != "leaflet_css"]
        self.default_js = [] if offline else [link for link in folium.Map.default_js if link[0] == "leaflet"]
        self.default_css = [] if offline else [link for link in folium.Map.default_css if link[0] == "leaflet_css"]
        self.lean: tuple[type[Element], ...] = _NEED_LEAFLET_ONLY
        """Types of elements that need nothing but Leaflet."""

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ANN401  as folium has it
        """Put the map into its page, with every default library if an element may need them."""
        figure: Any = self.get_root()
        _forget(figure.script, [self, *_descendants(self)])
        lean = self._is_lean()
        if self._offline:
            figure.header.add_child(Verbatim(leaflet()), name="leaflet")
            figure.sealed = lean and isinstance(figure, Page)
        if not lean:
            self.default_js += [link for link in self._optional_js if link not in self.default_js]
            self.default_css += [link for link in self._optional_css if link not in self.default_css]
        super().render(**kwargs)  # type: ignore[no-untyped-call]

    def _is_lean(self) -> bool:
        inside = _descendants(self)
        figure: Any = self.get_root()
        ours = {self.get_name(), *(element.get_name() for element in inside)}
        beside = {*_children(figure.html), *_children(figure.script)} - ours
        return not beside and all(type(element) in self.lean for element in inside)


def on_page(
    made: LeanMap, control: Element, *layers: Element, seed: str, title: str, lang: str, direction: str
) -> LeanMap:
    """Return a map with its layers and its control, which needs nothing but Leaflet, in a page of its own."""
    made.lean = (*made.lean, type(control))
    _name_elements([made, control, *layers], seed=seed)
    Page(title=title, lang=lang, direction=direction).add_child(made)
    for layer in (*layers, control):
        made.add_child(layer)
    return made


def _name_elements(elements: list[Element], seed: str) -> None:
    """Give elements ids that follow from `seed`, so that the same table makes the same page."""
    for number, element in enumerate(elements):
        element._id = sha256(f"{number} {seed}".encode()).hexdigest()[:32]  # noqa: SLF001  branca has no other way


def _forget(script: Element, elements: list[Element]) -> None:
    """Drop what elements wrote at the last rendering: folium's layers write it again under new names."""
    for element in elements:
        script._children.pop(element.get_name(), None)  # noqa: SLF001  branca keeps them nowhere else


def _children(element: Element) -> dict[str, Element]:
    return dict(element._children)  # noqa: SLF001  branca keeps them nowhere else


def _descendants(element: Element) -> list[Element]:
    found = []
    for child in _children(element).values():
        found += [child, *_descendants(child)]
    return found
