"""The same place of several sources, found: entries are kept on disk, and read back a place at a time.

Entries are one place where they share an identifier, directly or by way of a third; else where their sources differ
and they have a name in common, lie near by and are of kinds that fit (`gazetteer.identity`). Whatever links two
entries, they stay two

- where one source has both, or both have identifiers of one data set: it tells them apart, and so do we, unless they
  are so near that it has one place twice: called the same, and nearer than a quarter of what two sources may differ
  by;
- where they lie so far apart, or are so different in kind, that a shared identifier must be a mistake;
- where the name leaves it open which of several is meant: another of the name is nearly as near.

Across a border they have to lie nearer still. In memory are some forty bytes an entry.
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import combinations, groupby
from operator import and_, itemgetter

from .drafts import pack, unpack
from .identity import forms
from .records import Records
from .sources import Entry, NameRole
from .spool import Table

__all__ = ["Staging", "is_curated", "namespace"]

_PUBLIC = frozenset({"geonames", "wof", "osm", "wikidata", "pcode", "iso"})
"""Whose identifiers are of data sets of the world; a place under any other is from somebody's own table."""
_TWICE, _SLACK_KM = 2.0, 0.3
"""Another of the name is nearly as near up to so many times the distance, and so much more."""
_MOST_PAIRED = 20
_SPOKEN_OF: frozenset[NameRole] = frozenset({"preferred", "official", "short", "transliteration", "variant"})
_BITS = 64
_CURATED_FIRST = 1000

Link = tuple[float, int, int]
"""How little speaks for two entries being one place, in kilometres, and the entries."""


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
        self._forms = Table(database, "staged_form", {"form": "TEXT", "entry": "INT", "main": "INT"})
        self._records = Records()
        self._parents, self._masks = array("I"), array("Q")
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
            source = self._bit(order) | self._bit(namespace(place.id))
            self._records.add(place, source, rank)
            self._parents.append(at)
            self._masks.append(source)
            self._staged.add([(rank, prominence, pack(entry))])
            keys = dict.fromkeys(filter(None, (place.id, *entry.aliases, entry.same_as)))
            self._idents.add((key, at, key == place.id) for key in keys)
            main = (place.name, place.name_ar, place.name_en)
            mains = len(list(forms(*main)))
            spoken = (name.text for name in entry.names if name.role in _SPOKEN_OF)
            self._forms.add((form, at, nth < mains) for nth, form in enumerate(forms(*main, *spoken)))
        for table in (self._staged, self._idents, self._forms):
            table.flush()
        return len(self) - before

    def _bit(self, whose: str | int) -> int:
        return 1 << min(self._bits.setdefault(whose, len(self._bits)), _BITS - 1)

    def united(self) -> Iterator[list[tuple[float, Entry]]]:
        """Yield each place as its entries with their prominence, the entry first that is believed first."""
        self._unite_owners()
        self._unite_twice()
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

    def _unite_owners(self) -> None:
        """Join what has one identifier for its own."""
        for owners, _ in self._shared():
            for other in owners[1:]:
                self._join(owners[0], other, surely=True)

    def _unite_by_identifier(self) -> None:
        """Join what shares an identifier: one's own and another's first, then one of a third."""
        for owners, claims in self._shared():
            for other in sorted(claims, key=lambda each: self._records.strangeness(owners[0], each)) if owners else ():
                self._join_if_likely(owners[0], other)
        for owners, claims in self._shared():
            pairs = () if owners else combinations(claims[:_MOST_PAIRED], 2)
            for one, other in sorted(pairs, key=lambda pair: self._records.strangeness(*pair)):
                self._join_if_likely(one, other)

    def _shared(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield for each identifier that several entries have: whose own it is, and who claims it besides."""
        query = "SELECT key, entry, own FROM staged_ident ORDER BY key, entry"
        for _, rows in groupby(self._database.execute(query), key=itemgetter(0)):
            sharers = list(rows)
            if len(sharers) > 1:
                yield [at for _, at, own in sharers if own], [at for _, at, own in sharers if not own]

    def _join_if_likely(self, one: int, other: int) -> None:
        """Join entries that share an identifier, unless it must be a mistake; what was curated is no mistake."""
        curated = min(self._records.ranks[one], self._records.ranks[other]) < _CURATED_FIRST
        if curated or self._records.may_share(one, other):
            self._join(one, other)

    def _groups(self) -> Iterator[dict[int, bool]]:
        """Yield for each name the entries that have it, and whether it is what they are called in the first place."""
        query = "SELECT form, entry, main FROM staged_form ORDER BY form, entry"
        for _, rows in groupby(self._database.execute(query), key=itemgetter(0)):
            entries = {at: bool(main) for _, at, main in rows}
            if len(entries) > 1:
                yield entries

    def _unite_twice(self) -> None:
        """Join what one source has twice."""
        for entries in self._groups():
            for one, other in self._records.twice([at for at, main in entries.items() if main]):
                self._join(one, other, surely=True)

    def _unite_by_name(self) -> None:
        """Join what is called alike and lies near by, the nearest first."""
        for entries in self._groups():
            if reduce(and_, (self._masks[self._root(at)] for at in entries)):
                continue
            links: list[Link] = []
            rivals: dict[int, list[tuple[float, int]]] = defaultdict(list)
            for cost, one, other in self._records.pairs(list(entries)):
                if (entries[one] or entries[other]) and not self._of_one_source(one, other):
                    links.append((cost, one, other))
                    rivals[one].append((cost, other))
                    rivals[other].append((cost, one))
            for link in sorted(links):
                if not self._is_open(link, rivals):
                    self._join(*link[1:])

    def _of_one_source(self, one: int, other: int) -> bool:
        return bool(self._masks[self._root(one)] & self._masks[self._root(other)])

    def _is_open(self, link: Link, rivals: Mapping[int, list[tuple[float, int]]]) -> bool:
        """Tell whether another entry of either's source is nearly as likely the same place as the other."""
        cost, *pair = link
        for mine, theirs in (pair, pair[::-1]):
            for rival_cost, rival in rivals[mine]:
                near = rival_cost <= _TWICE * cost + _SLACK_KM
                if near and self._root(rival) != self._root(theirs) and self._of_one_source(rival, theirs):
                    return True
        return False
