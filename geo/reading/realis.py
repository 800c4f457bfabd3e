"""What is said but did not happen, or is not told as news: denied, planned, supposed, drilled, remembered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..text import Document
from . import lexicon
from .clauses import Clause
from .events import Trigger
from .lexicon import Hit

__all__ = ["Unreal", "effect_on", "find_unreal"]

_STRONGEST_FIRST = ("denied", "figurative", "drill", "background", "planned", "hypothetical")

_NEAR = 6
_TOPIC = 3
"""A cue that stands in a report so often is what the report is about."""


@dataclass(frozen=True, slots=True)
class Unreal:
    """Tokens ``first`` to ``last - 1`` tell of what did not happen, or not as news."""

    first: int
    last: int
    effect: str
    """``denied``, ``planned``, ``hypothetical``, ``drill``, ``background`` or ``figurative``."""
    cue: Hit


def find_unreal(doc: Document, clauses: Sequence[Clause]) -> list[Unreal]:
    """Return the stretches of a document that its cues put in doubt."""
    hits = lexicon.load("realis:cue").find(doc)
    times = Counter(hit.entry for hit in hits)
    return [_stretch(doc, clauses, hit, times[hit.entry]) for hit in hits]


def _stretch(doc: Document, clauses: Sequence[Clause], hit: Hit, times: int) -> Unreal:
    effect, reach = hit.entry.get("effect"), hit.entry.get("reach")
    here = next(index for index, clause in enumerate(clauses) if clause.first <= hit.first < clause.last)
    sentence = clauses[here].sentence
    if (reach == "report" and sentence == clauses[0].sentence) or (reach == "topic" and times >= _TOPIC):
        return Unreal(0, len(doc.tokens), effect, hit)
    if reach == "near":
        tokens = doc.sentences[sentence]
        return Unreal(max(tokens.start, hit.first - _NEAR), min(tokens.stop, hit.last + _NEAR), effect, hit)
    if reach in {"around", "report", "topic"}:
        tokens = doc.sentences[sentence]
        return Unreal(tokens.start, tokens.stop, effect, hit)
    return Unreal(hit.first, _chain_end(doc, clauses, here), effect, hit)


def _chain_end(doc: Document, clauses: Sequence[Clause], here: int) -> int:
    end = clauses[here].last
    for clause in clauses[here + 1 :]:
        if clause.sentence != clauses[here].sentence or doc.tokens[clause.first].text not in lexicon.word_set(
            "goes_on"
        ):
            break
        end = clause.last
    return end


def effect_on(doc: Document, clause: Clause, trigger: Trigger, unreal: Sequence[Unreal]) -> str | None:
    """Return what keeps a trigger from telling of a new incident; ``None`` where nothing does.

    Besides the effects of `Unreal`: ``negated`` for a trigger under لم or in a clause that begins with it.
    """
    if trigger.hit.form == "future":
        return "planned"
    effects = {stretch.effect for stretch in unreal if stretch.first <= trigger.hit.first < stretch.last}
    for effect in _STRONGEST_FIRST:
        if effect in effects:
            return effect
    before = {token.text for token in doc.tokens[max(clause.first, trigger.hit.first - 2) : trigger.hit.first]}
    negations = lexicon.word_set("negation")
    if before & negations or doc.tokens[clause.first].text in negations:
        return "negated"
    return None
