"""geopy's contract over a gazetteer: names to points and points to names, without a network."""

import math
import re
import warnings
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from geopy.location import Location
from geopy.point import Point

import gazetteer as gaz
from gazetteer import Gazetteer, Match, Place, PlaceKind
from gazetteer.distance import great_circle_km

__all__ = ["Geocoder"]

_PARTS = re.compile(r"[،,;؛\n]")
_DASH = re.compile(" ?[-–—] | [-–—] ?")
"""What stands between a town and its quarter, as in حيفا - غرب; tried only where the whole is no name."""
_DEFAULT_LIMIT = 10
_POOL = 100
_SHOWN = 5
_REVERSE_KM = 50.0
_HOLDERS: tuple[PlaceKind, ...] = ("country", "region", "governorate", "district", "city")
"""What may hold another place; after a comma any other place is the next of a list."""
_CONTEXT_KM = 30.0
"""How far outside the circle of its context a place may lie: the circles are rough."""


class Geocoder:
    """A geocoder of the built-in gazetteer, to be used wherever one of geopy's is.

    It follows the contract of `geopy.geocoders`: ``None`` when there is no answer, a `geopy.location.Location` by
    default, a list of them with ``exactly_one=False``. It needs no key, no network and no waiting.

    Parameters
    ----------
    gazetteer
        Where to look; the built-in one by default.
    **_
        Options of other geocoders, such as ``user_agent`` and ``timeout``, are accepted and have no meaning here.
    """

    def __init__(self, gazetteer: Gazetteer | None = None, **_: object) -> None:
        self._gazetteer = gazetteer

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer that is asked."""
        if self._gazetteer is None:
            self._gazetteer = gaz.load()
        return self._gazetteer

    def geocode(
        self,
        query: str | None,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country_codes: str | Collection[str] | None = None,
        near: tuple[float, float] | None = None,
        kind: PlaceKind | Collection[PlaceKind] | None = None,
        language: str = "ar",
        timeout: object = None,  # noqa: ARG002  part of geopy's contract
    ) -> Location | list[Location] | None:
        """Return where a place is.

        Parameters
        ----------
        query
            A place name; what follows a comma says where it lies: ``"دوما، ريف دمشق"``. ``None``, NaN and blank
            ones have no answer.
        exactly_one
            Whether to return the best answer only, or a list.
        limit
            The most answers of a list; 10 by default.
        country_codes
            ISO 3166-1 alpha-2 code, or several: only places there.
        near
            Latitude and longitude in degrees; nearer places are preferred.
        kind
            What sort of place, or several: only such.
        language
            ``"ar"`` or ``"en"``: in which the address is written.
        timeout
            Without meaning here: nothing is waited for.

        Returns
        -------
        A location, with the place, why it was chosen and the other candidates in `raw`; a list; or ``None``.

        Raises
        ------
        ValueError
            If the query is no text, or an option is none that there is.
        """
        if _is_missing(query):
            return None
        if not isinstance(query, str):
            msg = f"query {query!r} is not a place name: give text, such as 'دوما، ريف دمشق'."
            raise ValueError(msg)  # noqa: TRY004  geopandas passes over ValueError only
        found = self._find(query, country_codes, near, kind)
        if not found:
            return None
        wanted = found[:1] if exactly_one else found[: limit or _DEFAULT_LIMIT]
        locations = [self._location(match, found, language) for match in wanted]
        return locations[0] if exactly_one else locations

    def reverse(
        self,
        query: "Point | Sequence[float] | str | None",
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str = "ar",
        timeout: object = None,  # noqa: ARG002  part of geopy's contract
    ) -> Location | list[Location] | None:
        """Return the town, village, quarter or site nearest to a point, within 50 km.

        Parameters
        ----------
        query
            The point in any form that geopy takes, latitude first: ``(31.67, 34.57)``, ``"31.67, 34.57"``, a `Point`.
        exactly_one
            Whether to return the nearest one only, or a list.
        limit
            The most answers of a list; 10 by default.
        language
            ``"ar"`` or ``"en"``: in which the address is written.
        timeout
            Without meaning here: nothing is waited for.

        Returns
        -------
        A location where the place is (not where the point is), with the distance in `raw`; a list; or ``None``.

        Raises
        ------
        ValueError
            If the point cannot be read or is not on the Earth.
        """
        point = _point(query)
        if point is None:
            return None
        count = 1 if exactly_one else limit or _DEFAULT_LIMIT
        found = self.gazetteer.nearest(point.latitude, point.longitude, limit=count, max_km=_REVERSE_KM)
        locations = [self._nearby(place, away, language) for place, away in found]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def _find(
        self,
        query: str,
        country: str | Collection[str] | None,
        near: tuple[float, float] | None,
        kind: PlaceKind | Collection[PlaceKind] | None,
    ) -> list[Match]:
        parts = [" ".join(part.split()) for part in _PARTS.split(query) if part.strip()]
        if not parts:
            return []
        found: list[Match] = []
        for name in dict.fromkeys((parts[0], _DASH.split(parts[0])[0])):
            found = found or self.gazetteer.lookup(name, limit=_POOL, country=country, kind=kind, near=near)
        for part in parts[1:]:
            known = self.gazetteer.lookup(part, limit=_DEFAULT_LIMIT, kind=_HOLDERS, fuzzy=False)
            contexts = [match.place for match in known]
            if contexts:
                found = [match for match in found if any(_within(match.place, context) for context in contexts)]
        return found

    def _location(self, match: Match, found: Sequence[Match], language: str) -> Location:
        place = match.place
        others = [_brief(other) for other in found if other.place.id != place.id][:_SHOWN]
        raw = _facts(place) | {"score": match.score, "how": match.how, "why": _why(match, found), "candidates": others}
        return Location(self._address(place, language), (place.lat, place.lon), raw)

    def _nearby(self, place: Place, away: float, language: str) -> Location:
        why = f"the nearest place known, {away:.1f} km from the point"
        raw = _facts(place) | {"distance_km": round(away, 3), "why": why}
        return Location(self._address(place, language), (place.lat, place.lon), raw)

    def _address(self, place: Place, language: str) -> str:
        arabic = language.lower().startswith("ar")
        country = self.gazetteer.get(f"iso:{place.country}") if place.kind != "country" else None
        held_by = _called(country, arabic=arabic) if country else None
        parts = [_called(place, arabic=arabic), self._unit(place, arabic=arabic), held_by]
        return ("، " if arabic else ", ").join(dict.fromkeys(filter(None, parts)))

    def _unit(self, place: Place, *, arabic: bool) -> str | None:
        """Return what the unit is called that holds a place, in the language asked for if the gazetteer knows it."""
        if place.admin is None or place.country is None:
            return place.admin
        units = self.gazetteer.lookup(
            place.admin, limit=1, country=place.country, kind=("governorate", "district", "region"), fuzzy=False
        )
        return _called(units[0].place, arabic=arabic) if units else place.admin


def _called(place: Place, *, arabic: bool) -> str:
    return (place.name_ar if arabic else place.name_en) or place.name


def _within(place: Place, context: Place) -> bool:
    """Tell whether a place may lie in its context: in that country or unit, or inside its circle."""
    if context.kind == "country":
        return place.country == context.country and place.id != context.id
    if place.admin is not None and place.admin in {context.name_ar, context.name_en, context.name}:
        return True
    reach = context.uncertainty_m / 1000 + _CONTEXT_KM
    return great_circle_km(place.lat, place.lon, context.lat, context.lon) <= reach


def _facts(place: Place) -> dict[str, Any]:
    names = ("id", "name", "name_ar", "name_en", "kind", "country", "admin", "uncertainty_m", "population", "source")
    return {name: getattr(place, name) for name in names}


def _brief(match: Match) -> dict[str, Any]:
    place = match.place
    told = {name: getattr(place, name) for name in ("id", "name", "kind", "country", "lat", "lon")}
    return told | {"score": match.score, "how": match.how}


_HOW = {
    "exact": "is a name of the place as written",
    "clitic": "is a name of the place without what is attached in front",
    "variant": "is a name of the place but for spacing, article, hamza or a generic word",
    "transliteration": "is how a name of the place is written in Arabic letters",
    "fuzzy": "sounds like what was asked for",
}


def _why(match: Match, found: Iterable[Match]) -> str:
    others = sum(other.place.id != match.place.id for other in found)
    rank = f"; the likeliest of {others + 1} candidates" if others else ""
    return f"{match.name!r} {_HOW[match.how]}{rank}"


def _is_missing(query: object) -> bool:
    """Tell whether a table's way to say nothing was passed: None, NaN, NA, NaT."""
    if isinstance(query, float):
        return math.isnan(query)
    return query is None or type(query).__name__ in {"NAType", "NaTType"}


def _point(query: "Point | Sequence[float] | str | None") -> Point | None:
    """Return a point of any of geopy's forms; ``None`` for a missing one."""
    if _is_missing(query) or (isinstance(query, str) and not query.strip()):
        return None
    if not isinstance(query, str | Point) and any(map(_is_missing, query or ())):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # geopy warns of a wrong latitude, and then raises as well
        return Point(query)
