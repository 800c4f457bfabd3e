"""What has to be known of every entry to tell whether two are one place: some forty bytes an entry, in arrays."""

from array import array
from collections.abc import Iterator, Sequence

from .distance import great_circle_km
from .identity import SHARE_ABROAD, widest_km, within_reach
from .place import KINDS, Place

__all__ = ["Records"]

_AREAS = frozenset(map(KINDS.index, ("country", "region", "governorate", "district")))
_SPREAD = _AREAS | frozenset(map(KINDS.index, ("road", "water", "landform")))
"""Kinds whose point may be put anywhere in them."""
_MISTAKE_KM = 60.0
_OTHER_KIND_KM, _OTHER_COUNTRY_KM = 1.0, 1.0
_SHARE_TWICE = 0.25
_UNKNOWN = 0
_KM_PER_DEGREE = 111.0


class Records:
    """The entries of all sources, by number."""

    def __init__(self) -> None:
        self._lats, self._lons = array("f"), array("f")
        self._kinds, self._countries, self._units = array("B"), array("H"), array("I")
        self.sources, self.ranks = array("Q"), array("I")
        self._codes: dict[str | None, int] = {}
        self._unit_codes: dict[str | None, int] = {None: _UNKNOWN}

    def __len__(self) -> int:
        return len(self._lats)

    def add(self, place: Place, source: int, rank: int) -> None:
        """Add an entry: its place, the bits of what it comes from, and how soon it is believed."""
        self._lats.append(place.lat)
        self._lons.append(place.lon)
        self._kinds.append(KINDS.index(place.kind))
        self._countries.append(self._codes.setdefault(place.country, len(self._codes)))
        self._units.append(self._unit_codes.setdefault(place.admin, len(self._unit_codes)))
        self.sources.append(source)
        self.ranks.append(rank)

    def _away(self, one: int, other: int) -> float:
        return great_circle_km(self._lats[one], self._lons[one], self._lats[other], self._lons[other])

    def strangeness(self, one: int, other: int) -> tuple[bool, float]:
        """Return what speaks against two entries that share an identifier: another kind first, then the distance."""
        return self._kinds[one] != self._kinds[other], self._away(one, other)

    def may_share(self, one: int, other: int) -> bool:
        """Tell whether two entries may share an identifier, or it must be a mistake that they do."""
        kinds = {self._kinds[one], self._kinds[other]}
        if not kinds <= _AREAS and kinds & _AREAS:
            return False
        return bool(kinds & _SPREAD) or self._away(one, other) <= _MISTAKE_KM

    def pairs(self, entries: Sequence[int]) -> Iterator[tuple[float, int, int]]:
        """Yield the pairs of entries of one name that may be one place, and how little speaks for it, in kilometres."""
        for away, one, other in self._near(entries, 1.0):
            abroad = self._countries[one] != self._countries[other]
            if not abroad or self._within(one, other, SHARE_ABROAD) is not None:
                kind = self._kinds[one] != self._kinds[other]
                yield away + _OTHER_KIND_KM * kind + _OTHER_COUNTRY_KM * abroad, one, other

    def twice(self, entries: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of entries of one name and one source that are so near that it has one place twice."""
        for _, one, other in self._near(entries, _SHARE_TWICE):
            spread = {self._kinds[one], self._kinds[other]} & _SPREAD
            if self.sources[one] & self.sources[other] and not spread and self._in_one_unit(one, other):
                yield one, other

    def _in_one_unit(self, one: int, other: int) -> bool:
        """Tell whether nothing says that entries lie in two countries or units: towns have twins across any border."""
        units = {self._units[one], self._units[other]} - {_UNKNOWN}
        return self._countries[one] == self._countries[other] and len(units) <= 1

    def _near(self, entries: Sequence[int], share: float) -> Iterator[tuple[float, int, int]]:
        """Yield the pairs of entries that lie within so large a share of their reach, and how far apart they are."""
        northward = sorted(entries, key=self._lats.__getitem__)
        for at, one in enumerate(northward):
            farthest = self._lats[one] + share * widest_km(self._kinds[one]) / _KM_PER_DEGREE
            for other in northward[at + 1 :]:
                if self._lats[other] > farthest:
                    break
                away = self._within(one, other, share)
                if away is not None:
                    yield away, one, other

    def _within(self, one: int, other: int, share: float) -> float | None:
        return within_reach(self._spot(one), self._spot(other), share)

    def _spot(self, entry: int) -> tuple[int, float, float]:
        return self._kinds[entry], self._lats[entry], self._lons[entry]
