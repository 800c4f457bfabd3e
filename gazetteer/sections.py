"""Turn ranked places into the sections of a compiled file.

Places stand in order of prominence, so that a smaller index is a better known place and postings need no score.
A trie gives each of its keys a number; the other sections are arrays in the order of those numbers.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import marisa_trie

from .arabic import SHADDA, SHORT_VOWELS, is_arabic, normalise
from .place import KINDS
from .skeleton import loose, skeleton, sound
from .sources import ROLES, Entry
from .store import COLUMNS, DEGREE, NOTHING, ROWS, WELL_KNOWN, cell_of

__all__ = ["build"]

_LONGEST_NAME = 80
_SHORTEST_NAME = 2
_FEWEST_CONSONANTS = 2
_SIGNS = SHORT_VOWELS | {SHADDA}

Sections = dict[str, tuple[str, bytes]]
Posting = tuple[int, int, str]
"""Place, rank of the role of the name, the name as its source spells it."""


def build(ranked: Sequence[tuple[float, Entry]], heard_in: frozenset[str] | None) -> tuple[dict[str, Any], Sections]:
    """Return what to say in the description, and the sections.

    Parameters
    ----------
    ranked
        Prominence and entry of each place, best known first.
    heard_in
        Countries whose Hebrew and Latin names are found by their sound too, as Arabic ones are; ``None`` for all.
    """
    entries = [entry for _, entry in ranked]
    postings = _postings(entries)
    texts = _Texts(entries, postings)
    sections: Sections = {"texts": ("B", texts.trie.tobytes())}
    codes: dict[str, list[str]] = {
        "countries": sorted({entry.place.country or "" for entry in entries}),
        "origins": sorted({entry.place.source for entry in entries}),
        "kinds": list(KINDS),
        "roles": list(ROLES),
    }
    sections |= _place_sections(ranked, texts, codes)
    sections |= _id_sections(entries)
    sections |= _cell_sections(entries)
    sections |= _name_sections(postings, texts)
    sections |= _sound_sections(ranked, sections, texts, heard_in)
    return codes | {"longest_name": max(map(len, postings), default=0)}, sections


def _postings(entries: Iterable[Entry]) -> dict[str, list[Posting]]:
    """Return by name in normal form who bears it, best known first, each place once with its best role.

    A spelling with vowel signs stands for itself, because it may tell two places apart.
    """
    best: dict[str, dict[tuple[int, str], tuple[int, str]]] = defaultdict(dict)
    for index, entry in enumerate(entries):
        for name in entry.names:
            key = normalise(name.text)
            if not _SHORTEST_NAME <= len(key) <= _LONGEST_NAME or not any(map(str.isalpha, key)):
                continue
            claim = (ROLES.index(name.role), name.text)
            vowelled = name.text if not _SIGNS.isdisjoint(name.text) else ""
            best[key][index, vowelled] = min(claim, best[key].get((index, vowelled), claim))
    return {key: [(index, *claim) for (index, _), claim in sorted(places.items())] for key, places in best.items()}


class _Texts:
    """Every text that an answer may have to show, numbered."""

    def __init__(self, entries: Iterable[Entry], postings: Mapping[str, list[Posting]]) -> None:
        texts = {text for found in postings.values() for _, _, text in found}
        for entry in entries:
            place = entry.place
            texts |= {text for text in (place.id, place.name, place.name_ar, place.name_en, place.admin) if text}
        self.trie = marisa_trie.Trie(sorted(texts))

    def number(self, text: str | None) -> int:
        return self.trie[text] if text else NOTHING


def _place_sections(ranked: Sequence[tuple[float, Entry]], texts: _Texts, codes: Mapping[str, list[str]]) -> Sections:
    columns: dict[str, array[Any]] = {
        "lon": array("i"),
        "lat": array("i"),
        "uncertainty": array("f"),
        "population": array("I"),
        "prominence": array("f"),
        "kind": array("B"),
        "country": array("H"),
        "origin": array("B"),
        **{text: array("I") for text in ("id", "name", "name_ar", "name_en", "admin")},
    }
    for prominence, entry in ranked:
        place = entry.place
        row = {
            "lon": round(place.lon * DEGREE),
            "lat": round(place.lat * DEGREE),
            "uncertainty": place.uncertainty_m,
            "population": NOTHING if place.population is None else place.population,
            "prominence": prominence,
            "kind": codes["kinds"].index(place.kind),
            "country": codes["countries"].index(place.country or ""),
            "origin": codes["origins"].index(place.source),
            **{text: texts.number(getattr(place, text)) for text in ("id", "name", "name_ar", "name_en", "admin")},
        }
        for column, value in row.items():
            columns[column].append(value)
    return {f"place.{name}": (column.typecode, column.tobytes()) for name, column in columns.items()}


def _id_sections(entries: Sequence[Entry]) -> Sections:
    owners = {key: [at] for at, entry in enumerate(entries) for key in (entry.place.id, *entry.aliases)}
    return _trie_sections("id", owners)


def _cell_sections(entries: Sequence[Entry]) -> Sections:
    cells: dict[int, list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        cells[cell_of(entry.place.lon, entry.place.lat)].append(at)
    return _rows("cell", [cells.get(cell, []) for cell in range(ROWS * COLUMNS)])


def _name_sections(postings: Mapping[str, list[Posting]], texts: _Texts) -> Sections:
    trie = marisa_trie.Trie(sorted(postings))
    in_order = [postings[key] for key in map(trie.restore_key, range(len(trie)))]
    flat = [posting for found in in_order for posting in found]
    looser: dict[str, list[int]] = defaultdict(list)
    for key in postings:
        form = loose(key)
        if len(form) >= _SHORTEST_NAME:
            looser[form].append(trie[key])
    return {
        "name": ("B", trie.tobytes()),
        "name.start": ("I", _starts(in_order).tobytes()),
        "name.place": ("I", array("I", [place for place, _, _ in flat]).tobytes()),
        "name.role": ("B", bytes(role for _, role, _ in flat)),
        "name.text": ("I", array("I", [texts.number(text) for _, _, text in flat]).tobytes()),
        **_trie_sections("loose", looser),
    }


def _sound_sections(
    ranked: Sequence[tuple[float, Entry]], sections: Sections, texts: _Texts, heard_in: frozenset[str] | None
) -> Sections:
    """Return by consonant skeleton the postings of names that sound so, and next to each the sound itself.

    Section ``sound`` has every name, section ``known`` those of well known places only.
    """
    places = array("I", sections["name.place"][1])
    names = array("I", sections["name.text"][1])
    heard: dict[str, list[tuple[str, int]]] = defaultdict(list)
    known: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for posting, (place, text) in enumerate(zip(places, names, strict=True)):
        name = texts.trie.restore_key(text)
        prominence, entry = ranked[place]
        if heard_in is None or entry.place.country in heard_in or is_arabic(name):
            spoken = sound(name)
            bones = skeleton(spoken)
            if len(bones) >= _FEWEST_CONSONANTS:
                heard[bones].append((spoken, posting))
                if prominence >= WELL_KNOWN:
                    known[bones].append((spoken, posting))
    return _spoken_sections("sound", heard) | _spoken_sections("known", known)


def _spoken_sections(name: str, heard: Mapping[str, list[tuple[str, int]]]) -> Sections:
    trie = marisa_trie.Trie(sorted(heard))
    rows = [sorted(heard[key]) for key in map(trie.restore_key, range(len(trie)))]
    spoken = ["\n".join(each for each, _ in row).encode("ascii") for row in rows]
    return {
        name: ("B", trie.tobytes()),
        **_rows(name, [[posting for _, posting in row] for row in rows]),
        f"{name}.spoken": ("B", b"".join(spoken)),
        f"{name}.at": ("I", _starts(spoken).tobytes()),
    }


def _trie_sections(name: str, rows: Mapping[str, Sequence[int]]) -> Sections:
    trie = marisa_trie.Trie(sorted(rows))
    return {
        name: ("B", trie.tobytes()),
        **_rows(name, [sorted(rows[key]) for key in map(trie.restore_key, range(len(trie)))]),
    }


def _rows(name: str, rows: Sequence[Sequence[int]]) -> Sections:
    return {
        f"{name}.start": ("I", _starts(rows).tobytes()),
        f"{name}.item": ("I", array("I", [item for row in rows for item in row]).tobytes()),
    }


def _starts(rows: Iterable[Sequence[object]]) -> "array[int]":
    starts = array("I", [0])
    for row in rows:
        starts.append(starts[-1] + len(row))
    return starts
