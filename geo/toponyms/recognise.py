"""Decide which stretches of a text name a place, before it is asked which place each of them is."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING, Any

from gazetteer.place import Match, Place
from gazetteer.seeds import read_toml

from ..text import Document
from .beside import by_neighbours, is_struck, of_unknown
from .candidates import Candidate, candidates
from .context import before, head_of, is_ordinary
from .directions import side_of
from .facts import Facts, facts
from .features import TWEET, Neighbourhood, parts
from .geodesy import nearest
from .hashtags import joined_tags, told_by_tag
from .marks import flags_of
from .named import named, places_of
from .namesakes import without_namesakes
from .reach import reaching, sideless, trimmed
from .recognizer import Recognizer
from .scorer import likelihood
from .spans import of_spans, proposals
from .surroundings import Question
from .tagger import Tags

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["recognise"]

_FEW_OPTIONS = 4
_KM = 1000.0
_NO_PLACE_AFTER = frozenset({"organisation", "person", "given_name"})


@lru_cache(maxsize=1)
def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = read_toml("resolve.toml")["recognise"]
    return settings


def recognise(doc: Document, gazetteer: "Gazetteer", recognizer: Recognizer | None = None) -> list[Question]:
    """Return the names of places in a text, in text order, none overlapping another, with the places so called.

    Another `recognizer` decides in this one's stead which stretches are names.
    """
    if recognizer is not None:
        spans = of_spans(doc, gazetteer, recognizer.recognise(doc.source))
        items = [trimmed(gazetteer, item) for item in spans]
        return [Question(item, places_of(gazetteer, item), _settings()["foreign"]) for item in items]
    found = _uncut(gazetteer, [*candidates(doc, gazetteer), *joined_tags(doc, gazetteer)])
    known = {item.name: _facts(gazetteer, item.name) for item in found if item.known}
    tags = Tags(doc.words, flags_of(found, known))
    found = sorted([*found, *proposals(doc, tags, found)], key=lambda item: item.first)
    here = Neighbourhood(doc, found, known, tags)
    found = [item for item in found if tags.holds(item.first, item.last) or _is_sure(here, doc, item)]
    odds = _told(doc, found, [_odds(here, item) for item in found])
    if here.genre != TWEET:
        odds = _echoed(found, odds)
    odds = _whole(found, _near_others(doc, gazetteer, found, odds))
    taken = _settings()["taken"]
    shares = zip(found, _shared(found, [likelihood(each) for each in odds]), strict=True)
    likely = [(item, share) for item, share in shares if share >= taken]
    ends = {item.last for item, _ in likely if item.known}
    chosen = _apart([Question(item, places_of(gazetteer, item) if item.last in ends else (), p) for item, p in likely])
    return reaching(doc, gazetteer, [_asked(doc, gazetteer, question) for question in chosen])


def _asked(doc: Document, gazetteer: "Gazetteer", question: Question) -> Question:
    """Return a question that is to be asked, with its places, and its name without a generic head."""
    item = sideless(gazetteer, question.item)
    matches = places_of(gazetteer, item) if item is not question.item else question.matches
    matches = matches or places_of(gazetteer, item)
    item = trimmed(gazetteer, item)
    return Question(item, without_namesakes(doc, item, matches), question.likelihood)


def _uncut(gazetteer: "Gazetteer", found: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what a country's name would be with its first letter taken off: لبنان is not بنان with ل."""
    whole = {(item.first, item.last) for item in found if not item.skip and item.known and _is_country(gazetteer, item)}
    return [item for item in found if not item.skip or (item.first, item.last) not in whole]


def _is_country(gazetteer: "Gazetteer", item: Candidate) -> bool:
    return any(match.place.kind == "country" for match in named(gazetteer, item.name)[:1])


def _odds(here: Neighbourhood, item: Candidate) -> float:
    """Return the logarithm of the odds that a candidate names a place; ريف, a name and a side are always one."""
    settings = _settings()
    if item.source == "countryside":
        return float(settings["countryside"])
    odds = sum([told[about] for told, about in parts(here, item)])
    if item.known:
        odds += by_neighbours(item.name, here.known.get(item.name), here.words, range(item.first, item.last))
    else:
        odds += of_unknown(item.name, here.words[item.first - 1] if not item.prefix else "")
    if is_ordinary(item.name):
        odds -= settings["ordinary"]
    if item.known and item.first == 0 and here.words[item.last] in settings["after_dateline"]:
        odds += settings["dateline"]
    return odds


@lru_cache(maxsize=16384)
def _facts(gazetteer: "Gazetteer", name: str) -> Facts | None:
    return facts(named(gazetteer, name))


def _is_sure(here: Neighbourhood, doc: Document, item: Candidate) -> bool:
    """Tell whether a candidate is weighed whatever the tagger says."""
    if not item.known:
        return item.source == "countryside"
    at = range(item.first, item.last)
    return told_by_tag(doc.words, item) or is_struck(item.name, here.known.get(item.name), here.words, at)


def _told(doc: Document, found: Sequence[Candidate], odds: Sequence[float]) -> list[float]:
    """Take a name that a tag puts after an event for a place, unless the text has it elsewhere."""
    tags = [item.known and told_by_tag(doc.words, item) for item in found]
    if not any(tags):
        return list(odds)
    named = {item.name for item, each in zip(found, odds, strict=True) if each > 0}
    least: float = _settings()["tag"]
    return [
        max(each, least) if tag and item.name not in named else each
        for item, each, tag in zip(found, odds, tags, strict=True)
    ]


def _echoed(found: Sequence[Candidate], odds: Sequence[float]) -> list[float]:
    """Let the evidence on a name where it is clearest count where the same text has it again."""
    best: dict[str, float] = {}
    for item, each in zip(found, odds, strict=True):
        best[item.name] = max(each, best.get(item.name, each))
    share: float = _settings()["echo"]
    return [each + share * (best[item.name] - each) for item, each in zip(found, odds, strict=True)]


def _shared(found: Sequence[Candidate], likely: Sequence[float]) -> list[float]:
    """Give the likeliest of the names that end at one word what all have, where it is only open how far one reaches."""
    ends: dict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(found):
        ends[item.last].append(index)
    shared = list(likely)
    for indices in ends.values():
        if any(_opens(found[index]) for index in indices):
            best = max(indices, key=likely.__getitem__)
            firsts = {found[index].first: likely[index] for index in sorted(indices, key=likely.__getitem__)}
            shared[best] = max(likely[best], min(sum(firsts.values()), _settings()["most_shared"]))
    return _shared_by_start(found, shared)


def _shared_by_start(found: Sequence[Candidate], likely: Sequence[float]) -> list[float]:
    """Give the likeliest of the names that begin at one word what all have: مرفأ الناقورة, with البحري or without."""
    starts: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for index, item in enumerate(found):
        if item.known or item.source == "headed":
            starts[item.first, item.skip, item.source].append(index)
    shared = list(likely)
    for indices in starts.values():
        best = max(indices, key=likely.__getitem__)
        total = sum(likely[index] for index in indices)
        shared[best] = max(likely[best], min(total, _settings()["most_shared"]))
    return shared


def _whole(found: Sequence[Candidate], odds: Sequence[float]) -> list[float]:
    """Let a known name that begins with a head or a side be as likely as the name within it: ريف دمشق as دمشق."""
    inner: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for item, each in zip(found, odds, strict=True):
        inner[item.last].append((item.first, each))
    return [
        max([each, *(other for first, other in inner[item.last] if first > item.first)]) if _opens(item) else each
        for item, each in zip(found, odds, strict=True)
    ]


def _opens(item: Candidate) -> bool:
    first, _, rest = item.name.partition(" ")
    if item.source not in {"gazetteer", "seen"} or not rest or "organisation" in before(first):
        return False
    return head_of(first) is not None or side_of(first) is not None


def _near_others(
    doc: Document, gazetteer: "Gazetteer", found: Sequence[Candidate], odds: Sequence[float]
) -> list[float]:
    """Let it speak for a doubtful name that it is the name of a place near others which the text surely names."""
    settings = _settings()
    sure = [
        (item.first, item.name, place)
        for item, each in zip(found, odds, strict=True)
        if each >= settings["sure"] and item.known and (place := _pinned(named(gazetteer, item.name)))
    ]
    starts = [first for first, _, _ in sure]
    kinds = {
        item.last: _kind(gazetteer, item)
        for item, each in zip(found, odds, strict=True)
        if each >= settings["sure"] and item.known
    }
    raised = list(odds)
    for index, (item, each) in enumerate(zip(found, odds, strict=True)):
        if settings["doubtful"] <= each < settings["sure"] and _may_be_raised(doc, item):
            at = bisect_left(starts, item.first)
            around = sure[max(0, at - settings["window"]) : at + settings["window"]]
            others = [place for _, name, place in around if name != item.name]
            raised[index] += settings["near"] * _closeness(named(gazetteer, item.name), others)
            if item.prefix == "و" and item.first in kinds:
                alike = kinds[item.first] == _kind(gazetteer, item)
                raised[index] += settings["joined_alike" if alike else "joined"]
    return raised


def _kind(gazetteer: "Gazetteer", item: Candidate) -> str:
    return named(gazetteer, item.name)[0].place.kind


def _may_be_raised(doc: Document, item: Candidate) -> bool:
    if not item.known or is_ordinary(item.name):
        return False
    if item.prefix or item.first == 0:
        return True
    classes = before(doc.words[item.first - 1])
    return "weak" in classes or _NO_PLACE_AFTER.isdisjoint(classes)


def _pinned(matches: Sequence[Match]) -> Place | None:
    """Return the best known place of a name, if it is small enough for others to be near it."""
    place = matches[0].place
    return place if place.uncertainty_m <= _settings()["pinned_m"] else None


def _closeness(matches: Sequence[Match], others: Sequence[Place]) -> float:
    """Return 1 where a place of a name, no country, lies at one of the others, less the farther it is, else 0."""
    places = [match.place for match in matches[:_FEW_OPTIONS] if match.place.kind != "country"]
    found = [near[1] for place in places if (near := nearest(place, others))]
    return exp(-min(found) / _KM / _settings()["near_km"]) if found else 0.0


def _apart(questions: list[Question]) -> list[Question]:
    """Return the best of the questions that share words, in text order."""
    used: set[int] = set()
    taken = []
    for question in sorted(_headless(questions), key=_rank):
        tokens = range(question.item.first, question.item.last)
        if used.isdisjoint(tokens):
            used.update(tokens)
            taken.append(question)
    return sorted(taken, key=lambda question: question.item.first)


def _headless(questions: list[Question]) -> list[Question]:
    """Leave out a name that is a shorter name of the same place with a generic word before it."""
    shortest: dict[tuple[str, int], int] = {}
    for each in questions:
        if each.item.known:
            shortest[_key(each)] = max(each.item.first, shortest.get(_key(each), each.item.first))
    return [each for each in questions if each.item.first == shortest.get(_key(each), each.item.first)]


def _key(question: Question) -> tuple[str, int]:
    """Return what a name shares with the same name under a head that is no part of names."""
    head = head_of(question.item.name.split(" ", 1)[0])
    place = question.matches[0].place.id if question.matches and (head is None or not head.in_name) else ""
    return place or question.item.name, question.item.last


def _rank(question: Question) -> float:
    """Put what is likelier first; each further word of a name that the gazetteer has speaks for the longer name."""
    item = question.item
    further = item.last - item.first - 1 if item.known or item.source == "countryside" else 0
    each: float = _settings()["further"]
    return -question.likelihood - each * further
