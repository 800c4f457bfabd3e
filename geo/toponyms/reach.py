"""How far a name reaches: the words beside it that make it another place's (بحيرة جنيف, القاهرة الكبرى)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.arabic import clitics, normalise
from gazetteer.place import Match
from gazetteer.seeds import read_toml

from ..text import Document
from ..words import ARTICLE, seed_words
from .candidates import Candidate
from .context import before, head_of
from .demonyms import country_of
from .derived import surrounding
from .directions import side_of
from .facts import SETTLEMENTS
from .named import named
from .surroundings import Question

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["reaching", "sideless", "trimmed"]

_TAG = "#"
_FEMININE = "ه"
_SPACES = frozenset({" ", "_", "\u00a0"})
_OPEN = frozenset({"locative", "weak", "direction", "speech"})
"""Classes of words with which an adjective after a name does not agree."""


@dataclass(frozen=True, slots=True)
class _Feature:
    """A word such as بحيرة, and where what it names may lie."""

    word: str
    own: frozenset[str]
    within: frozenset[str]
    metres: float

    def places(self, matches: Sequence[Match], name: str) -> tuple[Match, ...]:
        """Return where the feature may lie that is called after some places."""
        own = tuple(match for match in matches if match.place.kind in self.own)
        if own:
            return own
        near = (match for match in matches if match.place.kind in self.within)
        return tuple(surrounding(match, name, self.word, self.metres) for match in near)


def reaching(doc: Document, gazetteer: "Gazetteer", questions: Sequence[Question]) -> list[Question]:
    """Return the questions, in text order, with each name as far as it reaches, less those that others reach over."""
    taken: list[Question] = []
    free = 0
    for question in questions:
        if question.item.first >= free:
            headed = _with_head(doc, gazetteer, question, free)
            taken.append(_with_adjective(doc, gazetteer, headed))
            free = taken[-1].item.last
    return taken


def trimmed(gazetteer: "Gazetteer", item: Candidate) -> Candidate:
    """Leave a generic head such as قضاء out of a name that is one without it."""
    first, _, rest = item.name.partition(" ")
    head = head_of(first)
    if not item.known or head is None or head.in_name or not rest or not named(gazetteer, rest):
        return item
    return item._replace(first=item.first + 1, name=rest, prefix="", skip=0)


def sideless(gazetteer: "Gazetteer", item: Candidate) -> Candidate:
    """Leave a side out of a name that nobody has with it: جنوب فرنسا."""
    words = item.name.split()
    sides = next((at for at, word in enumerate(words) if not _is_bare_side(word)), len(words))
    rest = " ".join(words[sides:])
    if item.known or not sides or len(words) != item.last - item.first or not named(gazetteer, rest):
        return item
    return Candidate(item.first + sides, item.last, rest, "", 0, "gazetteer")


def _is_bare_side(word: str) -> bool:
    return not word.startswith(ARTICLE) and side_of(word) is not None


@lru_cache(maxsize=1)
def _features() -> dict[str, _Feature]:
    return {
        word: _Feature(word, frozenset(row["own"]), frozenset(row.get("within", ())), float(row.get("metres", 0)))
        for row in read_toml("reach.toml")["feature"]
        for word in map(normalise, row["words"])
    }


def _with_head(doc: Document, gazetteer: "Gazetteer", question: Question, free: int) -> Question:
    """Return a name with the head of a feature before it, or with any head before its tag."""
    item = question.item
    own = _own_feature(item)
    if own is not None:
        return _as_feature(gazetteer, question, item, own, question.matches or _lenders(gazetteer, item, own))
    if item.prefix or item.first - 1 < free:
        return question
    if doc.words[item.first - 1] == _TAG:
        return _with_tag(doc, gazetteer, question, free)
    found = _feature_before(doc, item.first, free)
    if found is None:
        return question
    feature, first = found
    return _as_feature(gazetteer, question, _headed(doc, item, first, feature.word), feature, question.matches)


def _own_feature(item: Candidate) -> _Feature | None:
    """Return the feature whose head an unknown name already begins with."""
    first, _, rest = item.name.partition(" ")
    return None if item.known or not rest else _features().get(first)


def _lenders(gazetteer: "Gazetteer", item: Candidate, feature: _Feature) -> tuple[Match, ...]:
    """Return the places that a feature may be called after, by its name without its head and what it is said to be."""
    words = item.name.removeprefix(feature.word).split()
    while words and _in("facility", words[-1]):
        words.pop()
    return named(gazetteer, " ".join(words)) if words else ()


def _with_tag(doc: Document, gazetteer: "Gazetteer", question: Question, free: int) -> Question:
    """Return a name in a tag with the head before the tag: مدينة #الكويت."""
    first = question.item.first - 2
    if first < free or not _adjoins(doc, first + 1) or doc.words[first - 1 : first] in {(_TAG,), ("_",)}:
        return question
    found = _feature_before(doc, first + 1, free)
    if found is not None:
        item = _headed(doc, question.item, found[1], found[0].word)
        return _as_feature(gazetteer, question, item, found[0], question.matches)
    for reading in clitics(doc.words[first]):
        if head_of(reading.stem) is not None and not reading.stem.startswith(ARTICLE):
            return replace(question, item=question.item._replace(first=first, prefix=reading.prefix, skip=reading.skip))
    return question


def _feature_before(doc: Document, at: int, free: int) -> tuple[_Feature, int] | None:
    """Return the feature whose head ends right before a token, and the index of the head."""
    for words in (2, 1):
        first = at - words
        if first < free:
            continue
        head = _head(doc.words[first], doc.words[first + 1 : at])
        if head and all(_adjoins(doc, index) for index in range(first + 1, at + 1)):
            return None if _is_no_feature(doc, first, head) else (_features()[head], first)
    return None


@lru_cache(maxsize=16384)
def _head(word: str, further: tuple[str, ...]) -> str:
    """Return the head of a feature that some words are, read through the clitics of the first; ``""`` if none."""
    heads = (" ".join((reading.stem, *further)) for reading in clitics(word))
    return next((head for head in heads if head in _features()), "")


def _is_no_feature(doc: Document, first: int, stem: str) -> bool:
    before_it = doc.words[first - 1] if first else ""
    return stem in seed_words("reach", "no_feature", "words") and before_it in seed_words(
        "reach", "no_feature", "after"
    )


def _headed(doc: Document, item: Candidate, first: int, head: str) -> Candidate:
    """Return a name with the head before it."""
    opening = head.split(maxsplit=1)[0]
    reading = next(each for each in clitics(doc.words[first]) if each.stem == opening)
    name = f"{head} {item.name}"
    return Candidate(first, item.last, name, reading.prefix, reading.skip, "headed")


def _as_feature(
    gazetteer: "Gazetteer", question: Question, item: Candidate, feature: _Feature, matches: Sequence[Match]
) -> Question:
    """Return a question with the name of a feature: what the gazetteer calls so, or else what it is called after."""
    known = named(gazetteer, item.name)
    if known:
        return replace(question, item=item._replace(source="gazetteer"), matches=known)
    same = tuple(match for match in matches if normalise(match.name).startswith(feature.word + " "))
    return replace(question, item=item, matches=same or feature.places(matches, item.name))


def _with_adjective(doc: Document, gazetteer: "Gazetteer", question: Question) -> Question:
    """Return a name with the adjective after it that makes it another place's."""
    item = question.item
    word = doc.words[item.last] if item.last < len(doc.words) else ""
    if not word.startswith(ARTICLE) or not _adjoins(doc, item.last):
        return question
    grown = item._replace(last=item.last + 1, name=f"{item.name} {word}", source="headed")
    known = named(gazetteer, grown.name)
    if known:
        return replace(question, item=grown._replace(source="gazetteer"), matches=known)
    places = _changed(doc, item, question.matches, word)
    return question if places is None else replace(question, item=grown, matches=places)


def _changed(doc: Document, item: Candidate, matches: Sequence[Match], word: str) -> tuple[Match, ...] | None:
    """Return the places of a name with an adjective after it; ``None`` where the adjective is no part of the name."""
    if not matches:
        return () if _own_feature(item) is not None and _is_side(word) and _stands_alone(doc, item) else None
    kind = matches[0].place.kind
    if kind in SETTLEMENTS:
        return _changed_town(doc, item, matches, word)
    if _in("facility", word):
        return tuple(matches) if kind in {"facility", "airport", "crossing"} else None
    if not _stands_alone(doc, item):
        return None
    if kind == "water" and _is_side(word):
        return tuple(matches)
    other = _in("greater", word) or _in("another", word) or (kind != "country" and _in("new", word))
    return () if other or _is_of_another(kind, matches, word) else None


def _changed_town(doc: Document, item: Candidate, matches: Sequence[Match], word: str) -> tuple[Match, ...] | None:
    towns = [match for match in matches if match.place.kind in SETTLEMENTS]
    if _in("facility", word):
        return tuple(matches) if _own_feature(item) is not None else None
    if _in("greater", word):
        return tuple(surrounding(match, f"{item.name} {word}", word, _greater_m()) for match in towns)
    if not _stands_alone(doc, item) or _is_said_of_head(item):
        return None
    if _in("part", word):
        return tuple(towns)
    return () if _in("new", word) or _in("another", word) else None


@lru_cache(maxsize=1)
def _greater_m() -> float:
    metres: float = read_toml("reach.toml")["greater"]["metres"]
    return metres


def _is_of_another(kind: str, matches: Sequence[Match], word: str) -> bool:
    """Tell whether an adjective after a country's name is that of another country: كولومبيا البريطانية."""
    other = country_of(word) if kind == "country" else None
    return other is not None and all(match.place.country != other for match in matches)


def _stands_alone(doc: Document, item: Candidate) -> bool:
    """Tell whether no noun stands before a name that an adjective after it may belong to."""
    if not item.first or item.prefix:
        return True
    word = doc.words[item.first - 1]
    return not word[0].isalpha() or not _OPEN.isdisjoint(before(word))


def _is_said_of_head(item: Candidate) -> bool:
    """Tell whether a feminine adjective after a name agrees with the head that it was given: قلعة شيزر القديمة."""
    return item.source == "headed" and item.name.split(maxsplit=1)[0].endswith(_FEMININE)


def _is_side(word: str) -> bool:
    """Tell whether a word is an adjective of side that a masculine noun has: الشرقي."""
    return not word.endswith(_FEMININE) and side_of(word) is not None


def _in(section: str, word: str) -> bool:
    return word in seed_words("reach", section, "words")


def _adjoins(doc: Document, index: int) -> bool:
    """Tell whether only a space or an underscore lies between a token and the one before it."""
    return doc.between(index - 1, index) in _SPACES
