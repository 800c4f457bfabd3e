"""The same place of several sources, found: entries are kept on disk, and read back a place at a time.

Entries are one place where they share an identifier, directly or by way of a third; else where their sources differ
and they have a name in common, lie near by and are of kinds that fit (`gazetteer.identity`). Whatever links two
entries, they stay two

- where one source has both, or both have identifiers of one data set: it tells them apart, and so do we;
- where they lie so far apart, or are so different in kind, that a shared identifier must be a mistake;
- where the name leaves it open which of several is meant: another of the name is nearly as near.

In memory are some twenty bytes an entry.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import combinations, groupby
from operator import and_, itemgetter

from .distance import great_circle_km
from .drafts import pack, unpack
from .identity import forms, widest_km, within_reach
from .place import KINDS
from .sources import Entry, NameRole
from .spool import Table

__all__ = ["Staging", "is_curated", "namespace"]

_PUBLIC = frozenset({"geonames", "wof", "osm", "wikidata", "pcode", "iso"})
"""Whose identifiers are of data sets of the world; a place under any other is from somebody's own table."""
_AREAS = frozenset(map(KINDS.index, ("country", "region", "governorate", "district")))
_SPREAD = _AREAS | frozenset(map(KINDS.index, ("road", "water", "landform")))
"""Kinds whose point may be put anywhere in them."""
_MISTAKE_KM = 60.0
_TWICE, _SLACK_KM = 2.0, 0.3
"""Another of the name is nearly as near up to so many times the distance, and so much more."""
_OTHER_KIND_KM = 1.0
_MOST_PAIRED = 20
_SPOKEN_OF: frozenset[NameRole] = frozenset({"preferred", "official", "short", "transliteration", "variant"})
_BITS = 64
_CURATED_FIRST = 1000
_KM_PER_DEGREE = 111.0


def namespace(key: str) -> str:
    """Return whose an identifier is: what stands before its colon."""
    return key.partition(":")[0]


def is_curated(entry: Entry) -> bool:
    """Tell whether somebody put a place into a table of their own."""
    return namespace(entry.place.id) not in _PUBLIC


class Staging:
    """Entries of all sources.

    Parameters
    ----------
    database
        A scratch database, to which tables are added.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._staged = Table(database, "staged", {"rank": "INT", "prominence": "REAL", "packed": "BLOB"})
        self._idents = Table(database, "staged_ident", {"key": "TEXT", "entry": "INT", "own": "INT"})
        self._forms = Table(database, "staged_form", {"form": "TEXT", "entry": "INT"})
        self._parents, self._ranks = array("I"), array("I")
        self._lats, self._lons, self._kinds = array("f"), array("f"), array("B")
        self._masks = array("Q")
        self._bits: dict[str | int, int] = {}

    def __len__(self) -> int:
        return len(self._parents)

    def add(self, entries: Iterable[tuple[float, Entry]], order: int) -> int:
        """Keep the entries of a source, and return how many they are.

        Parameters
        ----------
        entries
            With the prominence that they are known to have; 0 where nothing is known.
        order
            Which source it is: of two that differ on a place, the one with the smaller number is believed; before
            either what somebody put into a table of their own.
        """
        before = len(self)
        for prominence, entry in entries:
            at, place = len(self._parents), entry.place
            rank = order + _CURATED_FIRST * (not is_curated(entry))
            self._parents.append(at)
            self._ranks.append(rank)
            self._lats.append(place.lat)
            self._lons.append(place.lon)
            self._kinds.append(KINDS.index(place.kind))
            self._masks.append(self._bit(order) | self._bit(namespace(place.id)))
            self._staged.add([(rank, prominence, pack(entry))])
            keys = dict.fromkeys(filter(None, (place.id, *entry.aliases, entry.same_as)))
            self._idents.add((key, at, key == place.id) for key in keys)
            spoken = (name.text for name in entry.names if name.role in _SPOKEN_OF)
            self._forms.add((form, at) for form in forms(place.name, place.name_ar, place.name_en, *spoken))
        for table in (self._staged, self._idents, self._forms):
            table.flush()
        return len(self) - before

    def _bit(self, whose: str | int) -> int:
        return 1 << min(self._bits.setdefault(whose, len(self._bits)), _BITS - 1)

    def united(self) -> Iterator[list[tuple[float, Entry]]]:
        """Yield each place as its entries with their prominence, the entry first that is believed first."""
        self._unite_by_identifier()
        self._unite_by_name()
        self._database.create_function("place_of", 1, self._root, deterministic=True)
        query = "SELECT place_of(rowid - 1) AS place, prominence, packed FROM staged ORDER BY place, rank, rowid"
        for _, rows in groupby(self._database.execute(query), key=itemgetter(0)):
            yield [(prominence, unpack(packed)) for _, prominence, packed in rows]

    def _root(self, entry: int) -> int:
        parents = self._parents
        while parents[entry] != entry:
            parents[entry] = parents[parents[entry]]
            entry = parents[entry]
        return entry

    def _join(self, one: int, other: int, *, surely: bool = False) -> None:
        """Make two entries one place, unless one source tells them apart."""
        first, second = sorted((self._root(one), self._root(other)))
        if first != second and (surely or not self._masks[first] & self._masks[second]):
            self._parents[second] = first
            self._masks[first] |= self._masks[second]

    def _unite_by_identifier(self) -> None:
        """Join what shares an identifier: one's own first, then one's own and another's, then one of a third."""
        for owners, _ in self._shared():
            for other in owners[1:]:
                self._join(owners[0], other, surely=True)
        for owners, claims in self._shared():
            for other in sorted(claims, key=lambda each: self._strangeness(owners[0], each)) if owners else ():
                self._join_if_likely(owners[0], other)
        for owners, claims in self._shared():
            pairs = () if owners else combinations(claims[:_MOST_PAIRED], 2)
            for one, other in sorted(pairs, key=lambda pair: self._strangeness(*pair)):
                self._join_if_likely(one, other)

    def _shared(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield for each identifier that several entries have: whose own it is, and who claims it besides."""
        query = "SELECT key, entry, own FROM staged_ident ORDER BY key, entry"
        for _, rows in groupby(self._database.execute(query), key=itemgetter(0)):
            sharers = list(rows)
            if len(sharers) > 1:
                yield [at for _, at, own in sharers if own], [at for _, at, own in sharers if not own]

    def _spot(self, entry: int) -> tuple[int, float, float]:
        return self._kinds[entry], self._lats[entry], self._lons[entry]

    def _away(self, one: int, other: int) -> float:
        return great_circle_km(self._lats[one], self._lons[one], self._lats[other], self._lons[other])

    def _strangeness(self, one: int, other: int) -> tuple[bool, float]:
        return self._kinds[one] != self._kinds[other], self._away(one, other)

    def _join_if_likely(self, one: int, other: int) -> None:
        """Join entries that share an identifier, unless it must be a mistake; what was curated is no mistake."""
        kinds = {self._kinds[one], self._kinds[other]}
        curated = min(self._ranks[one], self._ranks[other]) < _CURATED_FIRST
        alike = kinds <= _AREAS or not kinds & _AREAS
        near = bool(kinds & _SPREAD) or self._away(one, other) <= _MISTAKE_KM
        if curated or (alike and near):
            self._join(one, other)

    def _unite_by_name(self) -> None:
        """Join what is called alike and lies near by, the nearest first."""
        query = "SELECT form, entry FROM staged_form ORDER BY form, entry"
        for _, rows in groupby(self._database.execute(query), key=itemgetter(0)):
            entries = [at for _, at in rows]
            if len(entries) > 1 and not reduce(and_, (self._masks[self._root(at)] for at in entries)):
                links = self._links(entries)
                for cost, one, other in sorted(links):
                    if not self._is_open(links, cost, one, other):
                        self._join(one, other)

    def _links(self, entries: list[int]) -> list[tuple[float, int, int]]:
        """Return the pairs of entries that may be one place, with how little speaks for each, in kilometres."""
        by_lat = sorted(entries, key=self._lats.__getitem__)
        links = []
        for at, one in enumerate(by_lat):
            farthest = self._lats[one] + widest_km(self._kinds[one]) / _KM_PER_DEGREE
            for other in by_lat[at + 1 :]:
                if self._lats[other] > farthest:
                    break
                if self._masks[self._root(one)] & self._masks[self._root(other)]:
                    continue
                away = within_reach(self._spot(one), self._spot(other))
                if away is not None:
                    links.append((away + _OTHER_KIND_KM * (self._kinds[one] != self._kinds[other]), one, other))
        return links

    def _is_open(self, links: list[tuple[float, int, int]], cost: float, one: int, other: int) -> bool:
        """Tell whether another entry of either's source is nearly as likely the same place as the other."""
        for rival_cost, *pair in links:
            if rival_cost > _TWICE * cost + _SLACK_KM or {one, other} == set(pair):
                continue
            for mine, theirs in ((one, other), (other, one)):
                if mine in pair:
                    rival = self._root(pair[0] if pair[1] == mine else pair[1])
                    known = self._root(theirs)
                    if rival != known and self._masks[rival] & self._masks[known]:
                        return True
        return False
