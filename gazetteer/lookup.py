"""Look a name up: exact, then without what is attached to it, then by its looser forms, then by what it sounds like."""

import math
from collections.abc import Iterator, Sequence

from .arabic import SHADDA, SHORT_VOWELS, clitics, is_arabic, normalise
from .demonyms import forms
from .fuzzy import Heard, similar
from .heads import Head, heads, is_ordinary
from .place import KINDS, MatchHow
from .ranking import TRUST_IN_SPELLING, Answers, Hit, Query, admits, admitted, best
from .skeleton import articles, loose
from .sources import ROLES, NameRole
from .store import WELL_KNOWN, Store
from .trust import facts, log_odds, spelt

__all__ = ["LONGEST_QUERY", "answers", "arabic_of", "exactly", "facts_of", "is_sure", "quality_of"]

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
_OTHER_VOWELS = 0.6
_HEAD_SAYS = 3.0
"""How much the head says of a name that sounds alike, in its odds."""
_BEYOND_DOUBT = 0.95
"""From this quality on a name is the one asked for."""
_VOWEL_SIGNS = SHORT_VOWELS | {SHADDA}
_BY_CHANCE = 0.4
"""What is left of a name that is an ordinary word too."""
_SHORT_STEM = 4
"""A word of fewer letters that is left without و ف ب ل ك is most likely no name."""


def answers(stores: Sequence[Store], name: str, query: Query) -> list[tuple[Store, Answers]]:
    """Return who may be meant by a name as written, by the first step that finds anyone in any store."""
    normal = normalise(name[: LONGEST_QUERY + 1])
    if not normal or len(name) > LONGEST_QUERY:
        return []
    written = _whole(stores, normal, query)
    if not any(written):
        written = _unclitic(stores, normal, query)
    found = [
        (store, best(store, _vowelled(store, name, hits), query)) for store, hits in zip(stores, written, strict=True)
    ]
    if not query.fuzzy or is_ordinary(normal) or normal in forms() or is_sure(found, query):
        return found
    return [
        (store, best(store, _weighed(store, hits, _heard(store, name, normal, query), normal, query), query))
        for store, hits in found
    ]


def is_sure(found: Sequence[tuple[Store, Answers]], query: Query) -> bool:
    """Tell whether somebody bears the name, so that others that sound alike need not be asked.

    Anywhere a near spelling is enough; in one country a name that sounds alike may fit as well.
    """
    best_of = max((hit.quality for _, hits in found for hit in hits.values()), default=0.0)
    return best_of >= _BEYOND_DOUBT if query.restricted else best_of > 0


def _weighed(store: Store, spelled: Answers, heard: list[Hit], normal: str, query: Query) -> list[Hit]:
    """Return those who bear nearly the name with their odds, and those whose name sounds alike, each place once."""
    own = {place: hit._replace(odds=log_odds(facts_of(store, hit, normal, query))) for place, hit in spelled.items()}
    for hit in heard:
        near = own.get(hit.place)
        if near is not None:
            better = max(near, hit, key=_total)
            own[hit.place] = near._replace(odds=better.odds, quality=better.quality)
    return [*own.values(), *(hit for hit in heard if hit.place not in own)]


def facts_of(store: Store, hit: Hit, normal: str, query: Query) -> dict[str, float]:
    """Return what counts for a place that bears nearly a name in normal form."""
    other_article = articles(normalise(store.text(hit.text))) != articles(normal)
    return spelt(store.prominence[hit.place], admitted(store, query), other_article=other_article)


def _total(hit: Hit) -> float:
    return (hit.odds or 0.0) + TRUST_IN_SPELLING * math.log(hit.quality)


def _heard(store: Store, name: str, normal: str, query: Query) -> list[Hit]:
    heard = _fuzzy(store, name, query)
    for head, rest in _headless(normal) if not heard else ():
        heard += _of_kind(store, head, _fuzzy(store, rest, query))
    return heard


def _whole(stores: Sequence[Store], normal: str, query: Query) -> list[list[Hit]]:
    """Return who bears the name in each store, spelt so or nearly so, whole or without its generic head.

    A head that may be part of a name stays where somebody who is asked for bears the whole, in any store: مزرعة الوادي
    of one is not الوادي of another. An ordinary word is the name of a place in so far as the tables call the place so:
    بلدة is a town in Iran by chance.
    """
    named = [list(_named(store, normal)) for store in stores]
    if is_ordinary(normal):
        return [
            [hit if hit.quality == 1 else hit._replace(quality=hit.quality * _BY_CHANCE) for hit in hits]
            for hits in named
        ]
    for head, rest in _headless(normal):
        if not _is_name(stores, named, query, head):
            for at, store in enumerate(stores):
                named[at] += _of_kind(store, head, list(_named(store, rest)))
    return named


def _is_name(stores: Sequence[Store], named: Sequence[list[Hit]], query: Query, head: Head) -> bool:
    """Tell whether the head that a name begins with is part of it."""
    return head.in_name and any(
        admits(store, query, hit.place) for store, hits in zip(stores, named, strict=True) for hit in hits
    )


def _of_kind(store: Store, head: Head, hits: list[Hit]) -> list[Hit]:
    """Return the hits, less of those that are not what the head says; far less if others are."""
    kinds = {KINDS.index(kind) for kind in head.kinds}
    fit = [store.kinds[hit.place] in kinds for hit in hits]
    other = _OTHER_KIND_THAN_ANOTHER if any(fit) else _OTHER_KIND
    return [_headed(hit, _HEADLESS if fits else other) for hit, fits in zip(hits, fit, strict=True)]


def _headed(hit: Hit, share: float) -> Hit:
    """Return a hit of what follows a head; of a name that sounds alike the head says less than the sound."""
    if hit.odds is not None:
        return hit._replace(odds=hit.odds + _HEAD_SAYS * math.log(share))
    return hit._replace(quality=hit.quality * share, how="variant" if hit.how == "exact" else hit.how)


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
        yield Hit(store.name_places[at], store.name_texts[at], quality * quality_of(store, at), how)


def quality_of(store: Store, posting: int) -> float:
    """Return how good a name of its place a name is by its role, 0 to 1."""
    quality: float = _QUALITY[store.name_roles[posting]]
    return quality


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


def _unclitic(stores: Sequence[Store], normal: str, query: Query) -> list[list[Hit]]:
    """Return who bears the name in each store without what is attached to its first word, the least stripped first."""
    first, space, rest = normal.partition(" ")
    for reading in () if is_ordinary(first) else clitics(first)[1:]:
        short = len(reading.stem) < _SHORT_STEM and not rest
        hits = _whole(stores, reading.stem + space + rest, query)
        found = [_stem(store, each, short=short) for store, each in zip(stores, hits, strict=True)]
        if any(found):
            return found
    return [[] for _ in stores]


def _stem(store: Store, hits: list[Hit], *, short: bool) -> list[Hit]:
    return [
        hit._replace(quality=hit.quality * _CLITIC, how="clitic")
        for hit in hits
        if not short or store.prominence[hit.place] >= WELL_KNOWN
    ]


def _vowelled(store: Store, name: str, hits: list[Hit]) -> list[Hit]:
    """Return the hits, less of places that are written with other vowel signs than asked for: عُمان is not عَمّان."""
    if name.isascii() or _VOWEL_SIGNS.isdisjoint(name):
        return hits
    asked = _signs(name)
    other = {hit.place for hit in hits if _conflict(asked, _signs(store.text(hit.text)))}
    return [hit._replace(quality=hit.quality * _OTHER_VOWELS) if hit.place in other else hit for hit in hits]


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
    places = admitted(store, query)

    def admitted_posting(at: int) -> bool:
        return admits(store, query, store.name_places[at])

    hits = []
    every = similar(store, name, admitted_posting, there=query.restricted)
    own = arabic_of(store, every)
    for heard in every:
        place = store.name_places[heard.posting]
        if not query.restricted and _is_other(store, place, heard):
            continue
        told = facts(
            heard,
            prominence=store.prominence[place],
            places=places,
            there=query.restricted,
            arabic=own.get(place) or store.has_arabic(place),
        )
        how: MatchHow = "fuzzy" if heard.pair == "same" else "transliteration"
        hits.append(Hit(place, store.name_texts[heard.posting], quality_of(store, heard.posting), how, log_odds(told)))
    return hits


def arabic_of(store: Store, every: Sequence[Heard]) -> dict[int, Heard]:
    """Return the Arabic name of each place that sounds most like an Arabic one asked for."""
    own: dict[int, Heard] = {}
    for heard in every:
        place = store.name_places[heard.posting]
        if heard.pair == "same" and (place not in own or heard.unlike < own[place].unlike):
            own[place] = heard
    return own


def _is_other(store: Store, place: int, heard: Heard) -> bool:
    """Tell whether a name that may be anywhere is hardly this place's: an adjective, or not its Arabic one."""
    transliterated = heard.pair.startswith("arabic") and not is_arabic(heard.text)
    return heard.adjective or (transliterated and store.has_arabic(place))
