"""What a gazetteer answers, whether it is one compiled file or several together."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from typing import Any

from .options import at_least_one, country_codes, kind_numbers, lat_lon
from .place import Match, Place, PlaceKind
from .ranking import Query
from .store import Store

__all__ = ["Gazetteer"]


class Gazetteer(ABC):
    """Places by their names, by their identifiers, and by where they are; `gazetteer.load` opens one."""

    __slots__ = ()

    @abstractmethod
    def __len__(self) -> int:
        """Return how many places there are."""

    @property
    @abstractmethod
    def stores(self) -> tuple[Store, ...]:
        """The compiled files it is made of, opened, the one to be trusted most first."""

    @property
    @abstractmethod
    def info(self) -> Mapping[str, Any]:
        """What it is made of: ``path``, ``digest``, ``places``, ``names``, and ``sources``, each with its licence.

        Several gazetteers together have ``gazetteers`` too, what each of them says of itself, and each source says in
        ``path`` which file holds it: data of one licence stay in a file of their own.
        """

    @abstractmethod
    def verify(self) -> None:
        """Compare the whole of each file with its checksum; opening it compares only what it says of itself.

        Raises
        ------
        GazetteerError
            If one is damaged.
        """

    @abstractmethod
    def get(self, place_id: str) -> Place | None:
        """Return the place of an identifier, also of one that it has in another source; ``None`` if there is none."""

    @abstractmethod
    def named(self, normal_name: str) -> list[Match]:
        """Return every place that bears a name, given in normal form, best known first."""

    @abstractmethod
    def names_at(self, normal_text: str, start: int) -> list[int]:
        """Return where the names end that begin at an offset of a text in normal form, the longest first.

        Only names that end at the end of a word count; whether `start` begins a word is for the caller to know.
        """

    @abstractmethod
    def begins(self, normal_word: str) -> tuple[bool, bool]:
        """Tell whether a word in normal form is a name, and whether it is the first of a name of several words."""

    @abstractmethod
    def following(self, normal_word: str, reach: int, most: int) -> frozenset[str] | None:
        """Return what follows a word in normal form in the names of several words that begin with it.

        Parameters
        ----------
        normal_word
            The word, without a space behind it.
        reach
            So many characters are told of what follows it, the space the first of them; fewer where a name ends.
        most
            With more names than this, in any one file and with any one mark behind the word, the answer is ``None``.
        """

    def lookup(
        self,
        name: str | None,
        *,
        limit: int = 10,
        country: str | Collection[str] | None = None,
        kind: PlaceKind | Collection[PlaceKind] | None = None,
        near: tuple[float, float] | None = None,
        fuzzy: bool = True,
        where: Callable[[Place], bool] | None = None,
    ) -> list[Match]:
        """Return the places that a name may mean, best first; ``[]`` when nothing fits.

        A name is tried as it is, then without و ف ب ل ك in front (never where they belong to a name), and at last by
        what it sounds like. Spacing, the article, the hamza and generic words such as مدينة are seen through. Among
        equal names countries and well known places come first.

        Parameters
        ----------
        name
            A place name in Arabic, Hebrew or Latin letters; ``None`` and blank ones have no answers.
        limit
            The most answers to return.
        country
            ISO 3166-1 alpha-2 code, or several: only places there.
        kind
            What sort of place, or several: only such.
        near
            Latitude and longitude in degrees; nearer places are preferred.
        fuzzy
            Whether to try misspellings when nothing else fits.
        where
            What else an answer has to be: called with each place that fits otherwise.

        Raises
        ------
        ValueError
            If an option is none that there is.
        """
        query = Query(
            limit=at_least_one(limit),
            countries=None if country is None else country_codes(country),
            kinds=None if kind is None else kind_numbers(kind),
            near=None if near is None else lat_lon(near),
            fuzzy=fuzzy,
            where=where,
            name=name if isinstance(name, str) else "",
        )
        return self._answers(query.name, query)

    @abstractmethod
    def _answers(self, name: str, query: Query) -> list[Match]:
        """Return what a checked query finds."""

    def nearest(self, lat: float, lon: float, *, limit: int = 1, max_km: float = 100.0) -> list[tuple[Place, float]]:
        """Return the places nearest to a point with their distance in kilometres, nearest first.

        Countries, regions and other areas are left out: their point is not where a reader would say they are.

        Parameters
        ----------
        lat, lon
            Degrees, WGS 84.
        limit
            The most places to return.
        max_km
            The farthest to look, in kilometres on the ellipsoid.

        Raises
        ------
        ValueError
            If the point is not on the Earth.
        """
        return self._around(*lat_lon((lat, lon)), at_least_one(limit), max_km)

    @abstractmethod
    def _around(self, lat: float, lon: float, limit: int, max_km: float) -> list[tuple[Place, float]]:
        """Return what is nearest to a checked point."""
