"""geopy's contract over a gazetteer: names to points and points to names; without a network unless one is given."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from geopy.location import Location

import gazetteer as gaz
from gazetteer import Gazetteer, PlaceKind
from gazetteer.address import find
from gazetteer.options import at_least_one

from .locations import of_answers, of_match, of_nearby
from .points import AnyPoint, above_zero, is_arabic, is_missing, to_point

if TYPE_CHECKING:
    import pandas as pd

    from .fallback import Fallback

__all__ = ["REACH_KM", "Geocoder"]

_DEFAULT_LIMIT = 10
_POOL = 100
REACH_KM = 50.0
"""How far a place may be from a point to be its nearest."""
_OF_OTHERS = frozenset({
    *("user_agent", "timeout", "proxies", "ssl_context", "adapter_factory", "scheme", "domain", "format_string"),
    *("api_key", "auth", "username", "password", "token", "referer", "key"),
})  # fmt: skip
"""Options that geopy's geocoders have and this one has no use for."""


class Geocoder:
    """A geocoder of the built-in gazetteer, to be used wherever one of geopy's is.

    It follows the contract of `geopy.geocoders`: ``None`` when there is no answer, a `geopy.location.Location` by
    default, a list of them with ``exactly_one=False``. It needs no key, no network and no waiting, unless `fallback`
    names a service to ask for what the gazetteer does not know.

    Parameters
    ----------
    gazetteer
        Where to look; the built-in one by default.
    fallback
        A geocoder of `geopy.geocoders` such as ``Nominatim(user_agent="…")``, several in the order to be asked, or a
        `geo.Fallback`, which says how often they may be asked and where their answers are kept. By default none.
    **options
        Options of geopy's geocoders that mean nothing here: ``user_agent``, ``timeout``, ``proxies``, ``ssl_context``,
        ``adapter_factory``, ``scheme``, ``domain``, ``format_string``, and ``api_key`` and its like.

    Raises
    ------
    TypeError
        If `gazetteer` or `fallback` is something else, or an option is none of those.
    """

    def __init__(self, gazetteer: Gazetteer | None = None, *, fallback: Any = None, **options: object) -> None:  # noqa: ANN401  geopy ships no types
        if gazetteer is not None and not isinstance(gazetteer, Gazetteer):
            msg = f"gazetteer {gazetteer!r} is not a Gazetteer; open one with gazetteer.load(path)."
            raise TypeError(msg)
        unknown = sorted(set(options) - _OF_OTHERS)
        if unknown:
            ignored = ", ".join(sorted(_OF_OTHERS))
            msg = f"Geocoder has no option {unknown[0]!r}; it takes gazetteer and fallback, and ignores {ignored}."
            raise TypeError(msg)
        self._gazetteer = gazetteer
        self._fallback = None if fallback is None else _chain(fallback)

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
            What sort of place, or several: only such; services of the fallback, which know no such kinds, are not
            asked then.
        language
            ``"ar"`` (the default, also for ``None`` and ``False``) or ``"en"``: in which the address is written.
        timeout
            Without meaning here: a service of the fallback has its own.

        Returns
        -------
        A location, with the place, why it was chosen and the other candidates in `raw`; a list; or ``None``. In `raw`
        ``source`` says whose answer it is: a data set of the gazetteer, or a service, with when it was ``asked`` and
        its own ``answer``. A service that fails is told as a `RuntimeWarning` (or to ``on_error`` of the
        `geo.Fallback`), and the answer is ``None``: no batch is lost.

        Raises
        ------
        ValueError
            If the query is no text, or an option is none that there is.
        """
        wanted, arabic, point = _count(limit), is_arabic(language), to_point(near, "near")
        if is_missing(query):
            return None
        if not isinstance(query, str):
            msg = f"query {query!r} is not a place name: give text, such as 'دوما، ريف دمشق'."
            raise ValueError(msg)  # noqa: TRY004  geopandas passes over ValueError only
        about = None if point is None else (point.latitude, point.longitude)
        found = find(self.gazetteer, query, limit=max(_POOL, wanted), country=country_codes, kind=kind, near=about)
        locations = [of_match(self.gazetteer, match, found, arabic=arabic) for match in found.matches[:wanted]]
        if not found.matches and self._fallback is not None and kind is None:
            language = "ar" if arabic else "en"
            locations = of_answers(self._fallback.ask(query, language=language, country_codes=country_codes))[:wanted]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def reverse(
        self,
        query: AnyPoint | None,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        max_km: float = REACH_KM,
        language: str | bool | None = None,
        timeout: object = None,  # noqa: ARG002  part of geopy's contract
    ) -> Location | list[Location] | None:
        """Return the town, village, quarter or site nearest to a point, as far as there is one within reach.

        Parameters
        ----------
        query
            The point in any form that geopy takes, latitude first: ``(31.67, 34.57)``, ``"31.67, 34.57"``, a `Point`;
            or a `Location`. ``None``, NaN and blank ones have no answer.
        exactly_one
            Whether to return the nearest one only, or a list.
        limit
            The most answers of a list; 10 by default.
        max_km
            The farthest to look, in kilometres.
        language
            ``"ar"`` (the default, also for ``None`` and ``False``) or ``"en"``: in which the address is written.
        timeout
            Without meaning here: nothing is waited for.

        Returns
        -------
        A location where the place is (not where the point is); a list; or ``None``. In `raw` is the distance on the
        ellipsoid (``distance_km``) and what holds the place (``within``, the smallest first, as far as it is known).

        Raises
        ------
        ValueError
            If the point cannot be read or is not on the Earth, or an option is none that there is.
        """
        wanted, arabic, point, reach = _count(limit), is_arabic(language), to_point(query, "query"), above_zero(max_km)
        if point is None:
            return None
        count = 1 if exactly_one else wanted
        found = self.gazetteer.nearest(point.latitude, point.longitude, limit=count, max_km=reach)
        locations = [of_nearby(self.gazetteer, place, away, arabic=arabic) for place, away in found]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def reverse_many(self, points: Any, *, max_km: float = REACH_KM) -> "pd.DataFrame":  # noqa: ANN401  arrays and tables of several packages
        """Return the place nearest to each of many points: a million take seconds.

        Parameters
        ----------
        points
            Latitude and longitude in degrees, an array of shape (n, 2) or a sequence of pairs; or a GeoSeries or
            GeoDataFrame of points, in any CRS. Missing and empty ones have no answer.
        max_km
            The farthest to look, in kilometres.

        Returns
        -------
        pandas.DataFrame
            One row a point, with the index of `points` where it has one: ``place_id``, ``place``, ``place_en``,
            ``kind``, ``admin``, ``country``, ``lat``, ``lon`` and ``distance_km`` (on the ellipsoid), all missing
            where no place is within reach.

        Raises
        ------
        ValueError
            If the points cannot be read or are not on the Earth.
        """
        from .reversal import reverse_many  # noqa: PLC0415  numpy and pandas are slow to load

        return reverse_many(self.gazetteer, points, max_km=above_zero(max_km))


def _chain(fallback: Any) -> "Fallback":  # noqa: ANN401  geopy ships no types
    from .fallback import Fallback  # noqa: PLC0415  the network is not needed to look up

    return fallback if isinstance(fallback, Fallback) else Fallback(fallback)


def _count(limit: int | None) -> int:
    return _DEFAULT_LIMIT if limit is None else at_least_one(limit)
