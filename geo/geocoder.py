"""geopy's contract over a gazetteer: names to points and points to names, without a network."""

import math
import warnings
from collections.abc import Collection, Sequence
from numbers import Real
from typing import Any, TypeAlias

from geopy.location import Location
from geopy.point import Point

import gazetteer as gaz
from gazetteer import Gazetteer, Match, Place, PlaceKind
from gazetteer.address import Found, find
from gazetteer.options import at_least_one

from .addresses import address

__all__ = ["Geocoder"]

_DEFAULT_LIMIT = 10
_POOL = 100
_SHOWN = 5
_REVERSE_KM = 50.0
_OF_OTHERS = frozenset({
    *("user_agent", "timeout", "proxies", "ssl_context", "adapter_factory", "scheme", "domain", "format_string"),
    *("api_key", "auth", "username", "password", "token", "referer", "key"),
})  # fmt: skip
"""Options that geopy's geocoders have and this one has no use for."""

AnyPoint: TypeAlias = Point | Location | Sequence[float] | str
"""A point in any form that geopy takes, latitude first."""


class Geocoder:
    """A geocoder of the built-in gazetteer, to be used wherever one of geopy's is.

    It follows the contract of `geopy.geocoders`: ``None`` when there is no answer, a `geopy.location.Location` by
    default, a list of them with ``exactly_one=False``. It needs no key, no network and no waiting.

    Parameters
    ----------
    gazetteer
        Where to look; the built-in one by default.
    **options
        Options of geopy's geocoders that mean nothing here: ``user_agent``, ``timeout``, ``proxies``, ``ssl_context``,
        ``adapter_factory``, ``scheme``, ``domain``, ``format_string``, and ``api_key`` and its like.

    Raises
    ------
    TypeError
        If `gazetteer` is something else, or an option is none of those.
    """

    def __init__(self, gazetteer: Gazetteer | None = None, **options: object) -> None:
        if gazetteer is not None and not isinstance(gazetteer, Gazetteer):
            msg = f"gazetteer {gazetteer!r} is not a Gazetteer; open one with gazetteer.load(path)."
            raise TypeError(msg)
        unknown = sorted(set(options) - _OF_OTHERS)
        if unknown:
            ignored = ", ".join(sorted(_OF_OTHERS))
            msg = f"Geocoder has no option {unknown[0]!r}; it takes gazetteer, and ignores {ignored}."
            raise TypeError(msg)
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
        near: AnyPoint | None = None,
        kind: PlaceKind | Collection[PlaceKind] | None = None,
        language: str | bool | None = None,
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
            A point in any form that geopy takes, latitude first, or a `Location`; nearer places are preferred.
        kind
            What sort of place, or several: only such.
        language
            ``"ar"`` (the default, also for ``None`` and ``False``) or ``"en"``: in which the address is written.
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
        wanted, arabic, point = _count(limit), _is_arabic(language), _point(near, "near")
        if _is_missing(query):
            return None
        if not isinstance(query, str):
            msg = f"query {query!r} is not a place name: give text, such as 'دوما، ريف دمشق'."
            raise ValueError(msg)  # noqa: TRY004  geopandas passes over ValueError only
        about = None if point is None else (point.latitude, point.longitude)
        found = find(self.gazetteer, query, limit=max(_POOL, wanted), country=country_codes, kind=kind, near=about)
        locations = [self._location(match, found, arabic=arabic) for match in found.matches[:wanted]]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def reverse(
        self,
        query: AnyPoint | None,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str | bool | None = None,
        timeout: object = None,  # noqa: ARG002  part of geopy's contract
    ) -> Location | list[Location] | None:
        """Return the town, village, quarter or site nearest to a point, within 50 km.

        Parameters
        ----------
        query
            The point in any form that geopy takes, latitude first: ``(31.67, 34.57)``, ``"31.67, 34.57"``, a `Point`;
            or a `Location`. ``None``, NaN and blank ones have no answer.
        exactly_one
            Whether to return the nearest one only, or a list.
        limit
            The most answers of a list; 10 by default.
        language
            ``"ar"`` (the default, also for ``None`` and ``False``) or ``"en"``: in which the address is written.
        timeout
            Without meaning here: nothing is waited for.

        Returns
        -------
        A location where the place is (not where the point is), with the distance in `raw`; a list; or ``None``.

        Raises
        ------
        ValueError
            If the point cannot be read or is not on the Earth, or an option is none that there is.
        """
        wanted, arabic, point = _count(limit), _is_arabic(language), _point(query, "query")
        if point is None:
            return None
        count = 1 if exactly_one else wanted
        found = self.gazetteer.nearest(point.latitude, point.longitude, limit=count, max_km=_REVERSE_KM)
        locations = [self._nearby(place, away, arabic=arabic) for place, away in found]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def _location(self, match: Match, found: Found, *, arabic: bool) -> Location:
        place = match.place
        others = [_brief(other) for other in found.matches if other.place.id != place.id][:_SHOWN]
        raw = _facts(place) | {"score": match.score, "how": match.how, "why": _why(match, found), "candidates": others}
        return Location(address(self.gazetteer, place, arabic=arabic), (place.lat, place.lon), raw)

    def _nearby(self, place: Place, away: float, *, arabic: bool) -> Location:
        why = f"the nearest place known, {away:.1f} km from the point"
        raw = _facts(place) | {"distance_km": round(away, 3), "why": why}
        return Location(address(self.gazetteer, place, arabic=arabic), (place.lat, place.lon), raw)


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


def _why(match: Match, found: Found) -> str:
    others = sum(other.place.id != match.place.id for other in found.matches)
    held_by = " and in ".join(holder.name for holder in found.holders(match.place))
    unused = " and ".join(map(repr, found.unused))
    parts = [
        f"{match.name!r} {_HOW[match.how]}",
        f"it lies in {held_by}" if held_by else "",
        f"{unused} names nothing that it could lie in" if unused else "",
        f"the likeliest of {others + 1} candidates" if others and match is found.matches[0] else "",
    ]
    return "; ".join(filter(None, parts))


def _count(limit: int | None) -> int:
    return _DEFAULT_LIMIT if limit is None else at_least_one(limit)


def _is_arabic(language: str | bool | None) -> bool:  # noqa: FBT001  geopy's geocoders take False for their default
    """Tell whether an answer is to be written in Arabic, else in English."""
    if language is None or language is False:
        return True
    tag = language.replace("_", "-").partition("-")[0].lower() if isinstance(language, str) else None
    if tag not in {"ar", "en"}:
        msg = f"language {language!r} is neither 'ar' nor 'en'."
        raise ValueError(msg)
    return tag == "ar"


def _is_missing(query: object) -> bool:
    """Tell whether a table's way to say nothing was passed: None, NaN, NA, NaT."""
    if isinstance(query, Real):
        return math.isnan(query)
    return query is None or type(query).__name__ in {"NAType", "NaTType"}


def _point(given: AnyPoint | None, what: str) -> Point | None:
    """Return a point of any of geopy's forms, or of a location; ``None`` for a missing one."""
    if isinstance(given, Point | Location):
        return given if isinstance(given, Point) else given.point
    if given is None or _is_missing(given) or (isinstance(given, str) and not given.strip()):
        return None
    try:
        values = given if isinstance(given, str) else tuple(given)
        if any(map(_is_missing, values)):
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # geopy warns of a wrong latitude, and then raises as well
            return Point(values)
    except (TypeError, ValueError) as error:
        msg = (
            f"{what} {given!r} is not a point: give latitude and longitude in degrees, such as (31.67, 34.57): {error}"
        )
        raise ValueError(msg) from error
