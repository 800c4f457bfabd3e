"""Incidents over time on one `folium.Map`."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import folium
from branca.element import Element, Figure, MacroElement
from xyzservices import TileProvider

from geo import Report

from . import assets
from .basemap import basemap
from .choices import check_choice
from .page import LeanMap, Verbatim, on_page
from .payload import Payload, payload

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from gazetteer import Gazetteer

__all__ = ["TimelineControl", "timeline"]

Lang = Literal["ar", "en"]
Window = Literal["step", "last", "cumulative", "all"]
Tiles: TypeAlias = str | TileProvider | folium.TileLayer
Corners: TypeAlias = list[list[float]]
"""South-west and north-east as latitude and longitude in degrees."""

_LABELS_URL = (
    "https://server.arcgisonline.com/ArcGIS/rest/services/Canvas/World_Light_Gray_Reference/MapServer/tile/{z}/{y}/{x}"
)
_DEFAULT_TILES = "Esri.WorldGrayCanvas"
_LEVANT = [[30.5, 34.0], [34.5, 38.0]]
"""Where a map without points opens: its south-west and north-east corner as latitude and longitude."""


def timeline(
    incidents: "GeoDataFrame",
    *,
    reports: Iterable[Report] = (),
    lang: Lang = "ar",
    tiles: Tiles | Sequence[Tiles] | None = _DEFAULT_TILES,
    offline: bool = False,
    title: str | None = None,
    window: Window = "cumulative",
    gazetteer: "Gazetteer | None" = None,
) -> folium.Map:
    """Show incidents on a map over time.

    Each point leads to the words of the report that state it. What has no place, and what is placed in a
    whole country, is listed, never pinned; what has no date is reachable at any time; a district or region is drawn
    as an area.

    Parameters
    ----------
    incidents
        The incident table of `geo.extract`, `geo.to_frame` or `geo.read_geojson`, EPSG:4326.
    reports
        The reports that it was read from. With them the map names each outlet and shows a quotation among the
        words around it; without them it shows the quotation and the report's id.
    lang
        Language of the interface; a button on the map switches it.
    tiles
        The background: a name or provider of xyzservices, a URL template that Leaflet takes, a `folium.TileLayer`,
        several of these, or ``None`` for none. The default needs no key and, unlike OpenStreetMap's own servers,
        answers pages that are opened from disk. Where tiles do not load, land, borders and towns show instead.
    offline
        Make a file that asks for nothing: Leaflet inside, no tiles, and a Content-Security-Policy that forbids any
        request and any code but the page's own. Needs the extra ``mawqi[offline]``. What is added to the map
        afterwards may bring back folium's remote files, and with them the need of a network.
    title
        Title of the page and of the map.
    window
        What the map shows when it opens, with the slider at the first incident: its ``"step"`` only, the ``"last"``
        seven days, all that is ``"cumulative"`` up to it, or ``"all"``. The reader can change it.
    gazetteer
        The gazetteer that the incidents were placed with, such as ``gazetteer.load()``: with it each incident names
        the other places of the same name.

    Returns
    -------
    folium.Map
        To be saved, shown in a notebook, or extended with further layers.

    Raises
    ------
    geo.FrameError
        If `incidents` is not an incident table, or has more rows than a page can show; the message says what to do.
    geo.MissingExtraError
        If `offline` is asked for and its extra is not installed.
    ValueError
        If `lang` is not a language of the interface, or `window` not one of the windows.
    """
    if lang not in assets.LANGUAGES:
        msg = f"No interface in {lang!r}; there is one in {' and '.join(map(repr, assets.LANGUAGES))}."
        raise ValueError(msg)
    check_choice("window", window, get_args(Window))
    words = assets.strings()
    data = payload(incidents, reports, gazetteer=gazetteer)
    heading, direction = title or str(words[lang]["title"]), str(words[lang]["dir"])
    options = {"lang": lang, "title": title, "window": window}
    box = _bounds(incidents)
    control = TimelineControl(data, options, box)
    made = LeanMap(
        offline=offline, location=_centre(box), zoom_start=7, tiles=None, zoom_control="topleft", prefer_canvas=True
    )
    layers = [] if offline else _layers(tiles)
    return on_page(made, control, *layers, seed=control.data, title=heading, lang=lang, direction=direction)


class TimelineControl(MacroElement):
    """The time slider, the incidents and their list: what `timeline` adds to a `folium.Map`."""

    def __init__(self, data: Payload, options: dict[str, Any], box: Corners | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Timeline"
        self._bounds = box
        (south, west), (north, east) = box or _LEVANT
        base = basemap((west, south, east, north))
        self.data = assets.json_script({**data, "base": base, **options})
        """The page's JSON, safe inside a script element."""

    def render(self, **_kwargs: object) -> None:  # type: ignore[override]  # as branca has it
        """Put style, data and code into the page that holds the map."""
        figure = self.get_root()
        if self._parent is None or not isinstance(figure, Figure):
            msg = "Incidents are shown on a map in a page: add this to a folium.Map before rendering."
            raise TypeError(msg)
        target = self._parent.get_name()
        figure.header.add_child(Verbatim(_HEAD.format(style=assets.style())), name="mawqi_head")
        figure.header.add_child(Verbatim(_code()), name="mawqi_code")
        figure.html.add_child(Verbatim(_DATA.format(id=target, json=self.data)), name=self.get_name())
        figure.script.add_child(Verbatim(f'Mawqi.start("{target}", {target});'), name=self.get_name())

    def _get_self_bounds(self) -> list[list[float | None]]:
        return [[*corner] for corner in self._bounds] if self._bounds else [[None, None], [None, None]]


_HEAD = (
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n<style>\n{style}</style>'
)
_DATA = '<script type="application/json" data-mawqi-map="{id}">{json}</script>'


def _code() -> str:
    tables = assets.json_script({"strings": assets.strings(), "signs": assets.signs()})
    return (
        f'<script type="application/json" id="mawqi-tables">{tables}</script>\n<script>\n{assets.script()}\n</script>'
    )


def _bounds(incidents: "GeoDataFrame") -> Corners | None:
    west, south, east, north = incidents.total_bounds.tolist()
    return [[south, west], [north, east]] if west == west else None  # noqa: PLR0124  NaN, of no points, is not itself


def _centre(box: Corners | None) -> tuple[float, float]:
    (south, west), (north, east) = box or _LEVANT
    return (south + north) / 2, (west + east) / 2


def _layers(tiles: Tiles | Sequence[Tiles] | None) -> list[Element]:
    if isinstance(tiles, str) and tiles == _DEFAULT_TILES:
        return [_layer(_DEFAULT_TILES), _labels()]
    if tiles is None:
        return []
    several = tiles if isinstance(tiles, list | tuple) else [tiles]
    return [_layer(tile) for tile in several]


def _layer(tiles: Tiles) -> Element:
    return (
        tiles
        if isinstance(tiles, folium.TileLayer)
        else folium.TileLayer(tiles, class_name="mawqi-tiles", **_options(tiles))
    )


def _options(tiles: Tiles) -> dict[str, Any]:
    """Return what lets the page copy the tiles into a picture, for a server that is known to allow it."""
    return {"cross_origin": "anonymous"} if tiles == _DEFAULT_TILES else {}


def _labels() -> Element:
    return folium.TileLayer(
        _LABELS_URL,
        attr="Labels &copy; Esri",
        name="labels",
        overlay=True,
        control=False,
        max_zoom=16,
        class_name="mawqi-tiles",
        **_options(_DEFAULT_TILES),
    )
