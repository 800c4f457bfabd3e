"""Look a name up: exact, then without what is attached to it, then by its looser forms, then by what it sounds like."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .arabic import clitics, normalise
from .distance import great_circle_km
from .fuzzy import SOLID, Asked, similar
from .heads import Head, heads
from .place import KINDS, Match, MatchHow
from .skeleton import loose
from .sources import ROLES, NameRole
from .store import DEGREE, Store

__all__ = ["LONGEST_QUERY", "Query", "exactly", "matches", "search"]

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
_OTHER_KIND = 0.75
_HEARD, _HEARD_OF_SHORT, _STEEP = 0.93, 0.8, 2.0
_KNOWN_BETTER = 6.0
"""A place is `10 ** (this * difference of prominence)` times likelier to be meant than another of its name."""
_TRUST_IN_SPELLING = 8.0
_FARTHER = 0.2
"""How much prominence ten times the distance takes away."""
_NEAR_KM = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for, checked."""

    limit: int
    countries: frozenset[int] | None = None
    """Numbers of the countries that an answer may lie in."""
    kinds: frozenset[int] | None = None
    near: tuple[float, float] | None = None
    """Latitude and longitude."""
    fuzzy: bool = True


@dataclass(frozen=True, slots=True)
class _Hit:
    place: int
    text: int
    quality: float
    how: MatchHow


def search(store: Store, name: str, query: Query) -> list[Match]:
    """Return the best answers to a name as written, best first."""
    normal = normalise(name[: LONGEST_QUERY + 1])
    if not normal or len(name) > LONGEST_QUERY:
        return []
    hits = _whole(store, normal) or _unclitic(store, normal)
    found = matches(store, hits, query)
    if found or not query.fuzzy:
        return found
    return matches(store, _fuzzy(store, name, query), query)


def _whole(store: Store, normal: str) -> list[_Hit]:
    """Return who bears the name, spelt so or nearly so, whole or without its generic head."""
    hits = list(_named(store, normal))
    for head, rest in _headless(normal):
        kinds = {KINDS.index(kind) for kind in head.kinds}
        for hit in _named(store, rest):
            fits = _HEADLESS if store.kinds[hit.place] in kinds else _OTHER_KIND
            hits.append(replace(hit, quality=hit.quality * fits, how="variant"))
    return hits


def _named(store: Store, normal: str) -> Iterator[_Hit]:
    """Yield who bears the name as spelt, then who bears it but for spacing, article and hamza."""
    exact = store.names.get(normal)
    if exact is not None:
        yield from _bearers(store, exact, 1.0, "exact")
    form = store.loose.get(loose(normal))
    if form is not None:
        for name in store.loose_names[form]:
            if name != exact:
                yield from _bearers(store, name, _LOOSE, "variant")


def _bearers(store: Store, name: int, quality: float, how: MatchHow) -> Iterator[_Hit]:
    for at in range(store.name_starts[name], store.name_starts[name + 1]):
        role = _QUALITY[store.name_roles[at]]
        yield _Hit(store.name_places[at], store.name_texts[at], quality * role, how)


def exactly(store: Store, normal: str) -> list[_Hit]:
    """Return who bears a name of the normal form given."""
    number = store.names.get(normal)
    return [] if number is None else list(_bearers(store, number, 1.0, "exact"))


def _headless(normal: str) -> Iterator[tuple[Head, str]]:
    words = normal.split(" ")
    for count in range(1, min(3, len(words))):
        head = heads().get(" ".join(words[:count]))
        if head is not None:
            yield head, " ".join(words[count:])


def _unclitic(store: Store, normal: str) -> list[_Hit]:
    """Return who bears the name without what is attached to its first word, the least stripped first."""
    first, space, rest = normal.partition(" ")
    for reading in clitics(first)[1:]:
        hits = _whole(store, reading.stem + space + rest)
        if hits:
            return [replace(hit, quality=hit.quality * _CLITIC, how="clitic") for hit in hits]
    return []


def _fuzzy(store: Store, name: str, query: Query) -> list[_Hit]:
    """Return who bears a name that sounds alike; what else is asked for sets how alike it has to be."""
    restricted = query.countries is not None or query.near is not None
    written = loose(normalise(name))
    hits = []
    for heard in similar(store, name, lambda at: _admits(store, query, store.name_places[at]), articles=restricted):
        place, text = store.name_places[heard.posting], store.name_texts[heard.posting]
        asked = Asked(written, loose(normalise(store.text(text))), store.prominence[place], restricted)
        if heard.likeness < asked.least_likeness(heard):
            continue
        quality = heard.likeness**_STEEP * _QUALITY[store.name_roles[heard.posting]]
        quality *= _HEARD if heard.consonants >= SOLID else _HEARD_OF_SHORT
        hits.append(_Hit(place, text, quality, "fuzzy" if asked.same_script else "transliteration"))
    return hits


def matches(store: Store, hits: Iterable[_Hit], query: Query) -> list[Match]:
    """Return the hits that a query admits as matches, best first, each place once."""
    best: dict[int, _Hit] = {}
    for hit in hits:
        if _admits(store, query, hit.place) and (hit.place not in best or hit.quality > best[hit.place].quality):
            best[hit.place] = hit
    if not best:
        return []
    top = max(store.prominence[place] for place in best)
    weights = {place: _weight(store, hit, query, top) for place, hit in best.items()}
    total = sum(weights.values())
    scored = [(hit.quality * (1 + weights[place] / total) / 2, -place, hit) for place, hit in best.items()]
    scored.sort(key=lambda row: row[:2], reverse=True)
    return [
        Match(place=store.place(hit.place), name=store.text(hit.text), score=round(score, 4), how=hit.how)
        for score, _, hit in scored[: query.limit]
    ]


def _admits(store: Store, query: Query, place: int) -> bool:
    return (query.countries is None or store.countries[place] in query.countries) and (
        query.kinds is None or store.kinds[place] in query.kinds
    )


def _weight(store: Store, hit: _Hit, query: Query, top: float) -> float:
    """Return how likely a place is meant, in proportion to others of its name."""
    known = store.prominence[hit.place] - top
    if query.near is not None:
        away = great_circle_km(*query.near, store.lats[hit.place] / DEGREE, store.lons[hit.place] / DEGREE)
        known -= _FARTHER * math.log10(1 + away / _NEAR_KM)
    return float(10 ** (_KNOWN_BETTER * known) * hit.quality**_TRUST_IN_SPELLING)
