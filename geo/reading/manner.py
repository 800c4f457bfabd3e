"""How an account is told: what stands before its words, how deep in the sentence they lie, the words beside them.

Marks for `geo.reading.news` to weigh. A sentence that is news opens with what happened or comes to it soon, and says
how many were hit; one that speaks of something known has it behind a relative pronoun, a preposition, a noun such as
قضية.
"""

from collections.abc import Iterator
from functools import lru_cache

from ..text import Document
from . import lexicon
from .events import Trigger
from .group import Group
from .morphology import stems

__all__ = ["marks_of"]

_BEFORE = ("topic", "temporal", "governing", "relative_any", "this", "pluperfect")
_LENGTHS = ((16, "short"), (35, "middling"), (60, "long"))
_DEPTHS = ((8, "at the start"), (20, "early"), (40, "late"))
_NEAR = 4
_BESIDE = 60
"""Words so far from the words for the incident are weighed."""
_PUNCTUATION = frozenset('",(')
_ATTACHED = frozenset({"ب", "ل", "و", "ك"})


def marks_of(doc: Document, group: Group, primary: Trigger) -> frozenset[str]:
    """Return the marks of what a group tells around its most telling words."""
    return frozenset((*_around(doc, group, primary), *_hit(group, primary), *_of_sentence(doc, group, primary)))


def _around(doc: Document, group: Group, primary: Trigger) -> Iterator[str]:
    first, last, start = primary.hit.first, primary.hit.last, _sentence(doc, group).start
    before = doc.words[first - 1] if first > start else ""
    kind = _kind_before(before)
    yield f"after {kind}"
    if kind != "relative_any" and any(map(_is_relative, doc.words[max(start, first - _NEAR) : first])):
        yield "relative near"
    if last < len(doc.words) and _is_relative(doc.words[last]):
        yield "relative next"
    if primary.hit.form == "noun":
        letter = doc.words[first][0]
        yield f"noun with {letter}" if letter in _ATTACHED and not primary.definite else "noun alone"


@lru_cache(maxsize=16384)
def _kind_before(word: str) -> str:
    if not word or word in _PUNCTUATION:
        return "mark" if word else "nothing"
    readings = {word, *stems(word)}
    return next((name for name in _BEFORE if readings & lexicon.word_set(name)), "other")


def _is_relative(word: str) -> bool:
    return word in lexicon.word_set("relative_any")


def _hit(group: Group, primary: Trigger) -> Iterator[str]:
    anchor = group.anchor
    if anchor is None:
        return
    counted = [casualty for casualty in anchor.casualties if casualty.low]
    if any(casualty.first < primary.hit.first for casualty in counted):
        yield "hit before"
    if any(casualty.first > primary.hit.first for casualty in counted):
        yield "hit after"
    if any(casualty.low for each in (*group.lead, *group.tail) for casualty in each.casualties):
        yield "hit in another clause"
    if any((casualty.low or 0) > 1 for each in group.all for casualty in each.casualties):
        yield "number hit"
    if any(each.unreal for each in group.all):
        yield "beside a cue"


def _of_sentence(doc: Document, group: Group, primary: Trigger) -> Iterator[str]:
    sentence = _sentence(doc, group)
    yield "sentence " + next((name for most, name in _LENGTHS if len(sentence) < most), "longest")
    depth = primary.hit.first - sentence.start
    yield "told " + next((name for most, name in _DEPTHS if depth < most), "last")
    named = {at for item in (group.anchor.located if group.anchor else ()) for at in range(item.first, item.last)}
    near = range(max(sentence.start, primary.hit.first - _BESIDE), min(sentence.stop, primary.hit.last + _BESIDE))
    yield from {mark for at in near if at not in named and (mark := _word(doc.words[at]))}


def _sentence(doc: Document, group: Group) -> range:
    return doc.sentences[group.all[0].clause.sentence]


@lru_cache(maxsize=16384)
def _word(word: str) -> str:
    """Return the mark of a word without what is attached to it; nothing for numbers, signs and single letters."""
    if len(word) == 1 or not word[0].isalpha():
        return ""
    return "word " + min((*stems(word), word), key=lambda stem: (len(stem), stem))
