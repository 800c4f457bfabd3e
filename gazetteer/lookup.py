"""Look a name up: exact, then without what is attached to it, then by its looser forms, then by what it sounds like."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .arabic import SHADDA, SHORT_VOWELS, clitics, normalise
from .fuzzy import SOLID, Asked, similar
from .heads import Head, heads, is_ordinary
from .place import KINDS, MatchHow
from .ranking import Answers, Hit, Query, admits, best
from .skeleton import loose
from .sources import ROLES, NameRole
from .store import WELL_KNOWN, Store

__all__ = ["LONGEST_QUERY", "answers", "exactly"]

LONGEST_QUERY = 200
"""Longer texts than this many characters are no names."""

_ROLE_QUALITY: dict[NameRole, float] = {
    "preferred": 1.0,
    "official": 1.0,
    "short": 1.0,
    "colloquial": 0.96,
    "transliteration": 0.98,
    "variant": 0.96,
    "historic": 0.9,
    "foreign": 0.75,
    "tacit": 0.9,
}
_QUALITY = tuple(_ROLE_QUALITY[role] for role in ROLES)
_CLITIC, _LOOSE, _HEADLESS = 0.97, 0.93, 0.97
_OTHER_KIND, _OTHER_KIND_THAN_ANOTHER = 0.75, 0.5
_HEARD, _HEARD_OF_SHORT, _STEEP = 0.93, 0.8, 3.0
_OTHER_VOWELS = 0.6
_VOWEL_SIGNS = SHORT_VOWELS | {SHADDA}
_BY_CHANCE = 0.5
"""What is left of a name that is an ordinary word too."""
_SHORT_STEM = 4
"""A word of fewer letters that is left without و ف ب ل ك is most likely no name."""


def answers(stores: Sequence[Store], name: str, query: Query) -> list[tuple[Store, Answers]]:
    """Return who may be meant by a name as written, by the first step that finds anyone in any store."""
    normal = normalise(name[: LONGEST_QUERY + 1])
    if not normal or len(name) > LONGEST_QUERY:
        return []
    written = [_whole(store, normal) for store in stores]
    if not any(written):
        written = _unclitic(stores, normal)
    found = [
        (store, best(store, _vowelled(store, name, hits), query)) for store, hits in zip(stores, written, strict=True)
    ]
    if not query.fuzzy or is_ordinary(normal) or any(each for _, each in found):
        return found
    return [(store, best(store, _heard(store, name, normal, query), query)) for store in stores]


def _heard(store: Store, name: str, normal: str, query: Query) -> list[Hit]:
    heard = _fuzzy(store, name, query)
    for head, rest in _headless(normal) if not heard else ():
        heard += _of_kind(store, head, _fuzzy(store, rest, query))
    return heard


def _whole(store: Store, normal: str) -> list[Hit]:
    """Return who bears the name, spelt so or nearly so, whole or without its generic head.

    An ordinary word is the name of a place in so far as the tables call the place so: بلدة is a town in Iran by chance.
    """
    hits = list(_named(store, normal))
    if is_ordinary(normal):
        return [hit if hit.quality == 1 else replace(hit, quality=hit.quality * _BY_CHANCE) for hit in hits]
    for head, rest in _headless(normal):
        if hits and head.in_name:
            continue
        hits += _of_kind(store, head, list(_named(store, rest)))
    return hits


def _of_kind(store: Store, head: Head, hits: list[Hit]) -> list[Hit]:
    """Return the hits, less of those that are not what the head says; far less if others are."""
    kinds = {KINDS.index(kind) for kind in head.kinds}
    fit = [store.kinds[hit.place] in kinds for hit in hits]
    other = _OTHER_KIND_THAN_ANOTHER if any(fit) else _OTHER_KIND
    return [
        replace(
            hit, quality=hit.quality * (_HEADLESS if fits else other), how="variant" if hit.how == "exact" else hit.how
        )
        for hit, fits in zip(hits, fit, strict=True)
    ]


def _named(store: Store, normal: str) -> Iterator[Hit]:
    """Yield who bears the name as spelt, then who bears it but for spacing, article and hamza."""
    exact = store.names.get(normal)
    if exact is not None:
        yield from _bearers(store, exact, 1.0, "exact")
    form = store.loose.get(loose(normal))
    if form is not None:
        for name in store.loose_names[form]:
            if name != exact:
                yield from _bearers(store, name, _LOOSE, "variant")


def _bearers(store: Store, name: int, quality: float, how: MatchHow) -> Iterator[Hit]:
    for at in range(store.name_starts[name], store.name_starts[name + 1]):
        role = _QUALITY[store.name_roles[at]]
        yield Hit(store.name_places[at], store.name_texts[at], quality * role, how)


def exactly(store: Store, normal: str) -> list[Hit]:
    """Return who bears a name of the normal form given."""
    number = store.names.get(normal)
    return [] if number is None else list(_bearers(store, number, 1.0, "exact"))


def _headless(normal: str) -> Iterator[tuple[Head, str]]:
    words = normal.split(" ")
    for count in range(1, min(3, len(words))):
        head = heads().get(" ".join(words[:count]))
        if head is not None:
            yield head, " ".join(words[count:])


def _unclitic(stores: Sequence[Store], normal: str) -> list[list[Hit]]:
    """Return who bears the name in each store without what is attached to its first word, the least stripped first."""
    first, space, rest = normal.partition(" ")
    for reading in () if is_ordinary(first) else clitics(first)[1:]:
        short = len(reading.stem) < _SHORT_STEM and not rest
        hits = [_stem(store, reading.stem + space + rest, short=short) for store in stores]
        if any(hits):
            return hits
    return [[] for _ in stores]


def _stem(store: Store, stem: str, *, short: bool) -> list[Hit]:
    return [
        replace(hit, quality=hit.quality * _CLITIC, how="clitic")
        for hit in _whole(store, stem)
        if not short or store.prominence[hit.place] >= WELL_KNOWN
    ]


def _vowelled(store: Store, name: str, hits: list[Hit]) -> list[Hit]:
    """Return the hits, less of places that are written with other vowel signs than asked for: عُمان is not عَمّان."""
    if name.isascii() or _VOWEL_SIGNS.isdisjoint(name):
        return hits
    asked = _signs(name)
    other = {hit.place for hit in hits if _conflict(asked, _signs(store.text(hit.text)))}
    return [replace(hit, quality=hit.quality * _OTHER_VOWELS) if hit.place in other else hit for hit in hits]


def _signs(text: str) -> list[str]:
    """Return for each letter the short vowel and the shadda written on it, the shadda last."""
    signs: list[str] = []
    for char in text:
        if signs and (char in SHORT_VOWELS or char == SHADDA):
            signs[-1] = signs[-1] + char if char == SHADDA else char + signs[-1]
        elif char.isalpha() and char != "ـ":
            signs.append("")
    return signs


def _conflict(asked: list[str], found: list[str]) -> bool:
    """Tell whether signs differ: another vowel on a letter, or no shadda where a name with signs would have it."""
    if len(asked) != len(found) or not any(found):
        return False
    return any(
        ({one[:1], other[:1]} <= SHORT_VOWELS and one[0] != other[0]) or (SHADDA in one and SHADDA not in other)
        for one, other in zip(asked, found, strict=True)
    )


def _fuzzy(store: Store, name: str, query: Query) -> list[Hit]:
    """Return who bears a name that sounds alike; what else is asked for sets how alike it has to be."""
    restricted = query.restricted
    written = loose(normalise(name))
    hits = []
    for heard in similar(store, name, lambda at: admits(store, query, store.name_places[at]), articles=restricted):
        place, text = store.name_places[heard.posting], store.name_texts[heard.posting]
        asked = Asked(written, loose(normalise(store.text(text))), store.prominence[place], restricted)
        if heard.likeness < asked.least_likeness(heard):
            continue
        quality = heard.likeness**_STEEP * _QUALITY[store.name_roles[heard.posting]]
        quality *= _HEARD if heard.consonants >= SOLID else _HEARD_OF_SHORT
        hits.append(Hit(place, text, quality, "fuzzy" if asked.same_script else "transliteration"))
    return hits
