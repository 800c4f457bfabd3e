"""Turn places into the sections of a compiled file, a section at a time and without holding them all.

Places stand in order of prominence, so that a smaller index is a better known place and postings need no score.
A trie gives each of its keys a number; the other sections are arrays in the order of those numbers, which a scratch
database sorts. In memory are the tries, and nothing else that grows with the gazetteer.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import marisa_trie

from .arabic import SHADDA, SHORT_VOWELS, is_arabic, normalise
from .drafts import Drafts
from .place import KINDS
from .skeleton import loose, skeleton, sound
from .sources import ROLES, Entry
from .spool import Spool, Table
from .store import COLUMNS, DEGREE, NOTHING, ROWS, TEXTS, WELL_KNOWN, cell_of

__all__ = ["build"]

_LONGEST_NAME = 80
_SHORTEST_NAME = 2
_FEWEST_CONSONANTS = 1
_SIGNS = SHORT_VOWELS | {SHADDA}
_HEARD, _KNOWN = 1, 2
"""How a name is found by its sound: at all; also where one consonant is another."""
_NUMBERS = {"lon": "i", "lat": "i", "uncertainty": "f", "population": "I", "prominence": "f"}
_CODES = {"kind": "B", "country": "H", "origin": "B"}
_TABLES = {
    "posting": {"key": "TEXT", "place": "INT", "nth": "INT", "role": "INT", "text": "TEXT", "sounds": "INT"},
    "ident": {"key": "TEXT", "place": "INT", "own": "INT"},
    "shown": dict.fromkeys(TEXTS, "TEXT"),
    "cell": {"number": "INT", "place": "INT"},
    "looser": {"form": "TEXT", "name": "INT"},
    "heard": {"bones": "TEXT", "spoken": "TEXT", "posting": "INT", "sounds": "INT"},
}


def build(
    drafts: Drafts, database: sqlite3.Connection, spool: Spool, heard_in: frozenset[str] | None
) -> dict[str, Any]:
    """Write the sections, and return what to say in the description.

    Parameters
    ----------
    drafts
        The places.
    database
        A scratch database, to which tables are added.
    spool
        Where the sections go.
    heard_in
        Countries whose Hebrew and Latin names are found by their sound too, as Arabic ones are; ``None`` for all.
    """
    return _Builder(drafts, database, spool, heard_in).build()


class _Builder:
    def __init__(
        self, drafts: Drafts, database: sqlite3.Connection, spool: Spool, heard_in: frozenset[str] | None
    ) -> None:
        self._drafts, self._database, self._spool, self._heard_in = drafts, database, spool, heard_in
        self._longest = 0
        self._table = {name: Table(database, name, columns) for name, columns in _TABLES.items()}

    def build(self) -> dict[str, Any]:
        codes: dict[str, list[str]] = {
            "countries": sorted(self._drafts.countries),
            "origins": sorted(self._drafts.origins),
            "kinds": list(KINDS),
            "roles": list(ROLES),
        }
        self._places(codes)
        self._identifiers()
        query = "SELECT number, place FROM cell ORDER BY number, place"
        self._spool.rows("cell", ROWS * COLUMNS, self._database.execute(query))
        texts = self._texts()
        names = self._trie("name", "SELECT key FROM posting GROUP BY key ORDER BY key")
        self._postings(names, texts)
        self._looser(names)
        self._sounds("sound", _HEARD)
        self._sounds("known", _KNOWN)
        return codes | {"longest_name": self._longest}

    def _trie(self, name: str, query: str) -> marisa_trie.Trie:
        """Write a trie of the keys that a query finds; in queries to come, ``number_in_<name>`` gives their number."""
        trie = self._spool.trie(name, map(itemgetter(0), self._database.execute(query)))
        self._database.create_function(f"number_in_{name}", 1, trie.__getitem__, deterministic=True)
        return trie

    def _places(self, codes: Mapping[str, list[str]]) -> None:
        """Write the columns of numbers, and keep for later what needs a trie first."""
        columns = {name: self._spool.column(f"place.{name}", code) for name, code in {**_NUMBERS, **_CODES}.items()}
        numbers = {name: {code: at for at, code in enumerate(table)} for name, table in codes.items()}
        for at, (prominence, entry) in enumerate(self._drafts.ranked()):
            place = entry.place
            columns["lon"].append(round(place.lon * DEGREE))
            columns["lat"].append(round(place.lat * DEGREE))
            columns["uncertainty"].append(place.uncertainty_m)
            columns["population"].append(NOTHING if place.population is None else place.population)
            columns["prominence"].append(prominence)
            columns["kind"].append(numbers["kinds"][place.kind])
            columns["country"].append(numbers["countries"][place.country or ""])
            columns["origin"].append(numbers["origins"][place.source])
            self._table["shown"].add([[getattr(place, text) or None for text in TEXTS]])
            self._table["cell"].add([(cell_of(place.lon, place.lat), at)])
            keys = dict.fromkeys((place.id, *entry.aliases))
            self._table["ident"].add((key, at, key == place.id) for key in keys)
            self._table["posting"].add(self._names(at, prominence, entry))
        for table in self._table.values():
            table.flush()

    def _names(self, at: int, prominence: float, entry: Entry) -> Iterator[tuple[str, int, int, int, str, int]]:
        """Yield the names of a place by their normal form, each once with its best role.

        A spelling with vowel signs stands for itself, because it may tell two places apart.
        """
        best: dict[tuple[str, str], tuple[int, str]] = {}
        for name in entry.names:
            key = normalise(name.text)
            if not _SHORTEST_NAME <= len(key) <= _LONGEST_NAME or not any(map(str.isalpha, key)):
                continue
            self._longest = max(self._longest, len(key))
            claim = (ROLES.index(name.role), name.text)
            which = key, "" if _SIGNS.isdisjoint(name.text) else name.text
            best[which] = min(claim, best.get(which, claim))
        everywhere = self._heard_in is None or entry.place.country in self._heard_in
        for nth, ((key, _), (role, text)) in enumerate(sorted(best.items())):
            heard = everywhere or is_arabic(text)
            yield key, at, nth, role, text, heard * (_HEARD + _KNOWN * (prominence >= WELL_KNOWN))

    def _identifiers(self) -> None:
        """Write which place an identifier is of: the one whose own it is, else the best known."""
        ids = self._trie("id", "SELECT key FROM ident GROUP BY key ORDER BY key")
        owners = self._spool.column("id.place", "I")
        query = "SELECT number_in_id(key) AS number, place FROM ident ORDER BY number, own DESC, place"
        for _, claims in groupby(self._database.execute(query), key=itemgetter(0)):
            owners.append(next(claims)[1])
        own = self._spool.column("place.id", "I")
        for (key,) in self._database.execute("SELECT key FROM ident WHERE own ORDER BY rowid"):
            own.append(ids[key])
        query = "SELECT place, number_in_id(key) AS number FROM ident ORDER BY place, number"
        self._spool.rows("key", self._drafts.places, self._database.execute(query))

    def _texts(self) -> marisa_trie.Trie:
        """Write every text that an answer may have to show, and for each place which are its own."""
        every = " UNION ALL ".join(["SELECT text FROM posting", *(f"SELECT {text} FROM shown" for text in TEXTS)])  # noqa: S608  of constants
        texts = self._trie("texts", f"SELECT text FROM ({every}) WHERE text IS NOT NULL GROUP BY text ORDER BY text")  # noqa: S608  of constants
        columns = [self._spool.column(f"place.{text}", "I") for text in TEXTS]
        for row in self._database.execute(f"SELECT {', '.join(TEXTS)} FROM shown ORDER BY rowid"):  # noqa: S608  of constants
            for column, text in zip(columns, row, strict=True):
                column.append(NOTHING if text is None else texts[text])
        return texts

    def _postings(self, names: marisa_trie.Trie, texts: marisa_trie.Trie) -> None:
        """Write who bears each name, best known first, and keep what the names sound like."""
        query = (
            "SELECT number_in_name(key) AS number, place, role, text, sounds FROM posting ORDER BY number, place, nth"
        )
        self._fill("heard", self._written(self._database.execute(query), len(names), texts))

    def _written(
        self, rows: Iterable[tuple[int, int, int, str, int]], names: int, texts: marisa_trie.Trie
    ) -> Iterator[tuple[str, str, int, int]]:
        columns = {
            key: self._spool.column(f"name.{key}", code)
            for key, code in {"place": "I", "role": "B", "text": "I"}.items()
        }
        starts = self._spool.column("name.start", "I")
        begun = posting = 0
        for posting, (number, place, role, text, sounds) in enumerate(rows):
            if number == begun:
                starts.append(posting)
                begun += 1
            columns["place"].append(place)
            columns["role"].append(role)
            columns["text"].append(texts[text])
            if sounds:
                spoken = sound(text)
                bones = skeleton(spoken)
                if len(bones) >= _FEWEST_CONSONANTS:
                    yield bones, spoken, posting, sounds
        starts.append(posting + 1 if names else 0)

    def _fill(self, name: str, rows: Iterable[Sequence[object]]) -> None:
        for row in rows:
            self._table[name].add((row,))
        self._table[name].flush()

    def _looser(self, names: marisa_trie.Trie) -> None:
        """Write which names have a looser form in common."""
        forms = ((loose(names.restore_key(number)), number) for number in range(len(names)))
        kept = (row for row in forms if len(row[0]) >= _SHORTEST_NAME)
        self._fill("looser", kept)
        trie = self._trie("loose", "SELECT form FROM looser GROUP BY form ORDER BY form")
        query = "SELECT number_in_loose(form) AS number, name FROM looser ORDER BY number, name"
        self._spool.rows("loose", len(trie), self._database.execute(query))

    def _sounds(self, section: str, which: int) -> None:
        """Write by consonant skeleton the postings of names that sound so, and next to each the sound itself."""
        trie = self._trie(section, f"SELECT bones FROM heard WHERE sounds & {which} GROUP BY bones ORDER BY bones")  # noqa: S608  of constants
        query = (
            f"SELECT number_in_{section}(bones) AS number, spoken, posting FROM heard "  # noqa: S608  of constants
            f"WHERE sounds & {which} ORDER BY number, spoken, posting"
        )
        self._spool.rows(section, len(trie), self._spoken(section, self._database.execute(query)))

    def _spoken(self, section: str, rows: Iterable[tuple[int, str, int]]) -> Iterator[tuple[int, int]]:
        file, ends = self._spool.file(f"{section}.spoken"), self._spool.column(f"{section}.at", "I")
        ends.append(0)
        for number, group in groupby(rows, key=itemgetter(0)):
            sounds = []
            for _, spoken, posting in group:
                sounds.append(spoken)
                yield number, posting
            file.write("\n".join(sounds).encode("ascii"))
            ends.append(file.tell())
