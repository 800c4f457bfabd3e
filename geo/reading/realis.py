"""What is said but did not happen, or is not told as news: denied, planned, supposed, drilled, remembered."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ..text import Document, Token
from . import lexicon
from .clauses import Clause
from .events import Trigger
from .lexicon import Entry, Hit

__all__ = ["Unreal", "effect_on", "find_unreal"]

_STRONGEST_FIRST = ("denied", "figurative", "drill", "background", "planned", "hypothetical")

_NEAR = 6
_QUOTE = '"'
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


def find_unreal(doc: Document, clauses: Sequence[Clause]) -> dict[int, list[Unreal]]:
    """Return the stretches of a document that its cues put in doubt, by the index of their sentence."""
    hits = lexicon.load("realis:cue").find(doc, pronouns=False)
    times = Counter(hit.entry for hit in hits)
    found: dict[int, list[Unreal]] = {number: [] for number in range(len(doc.sentences))}
    everywhere: dict[Entry, Unreal] = {}
    for hit in hits:
        here = bisect_right(clauses, hit.first, key=lambda clause: clause.first) - 1
        stretch = _stretch(doc, clauses, hit, here, times[hit.entry])
        if len(doc.tokens) == stretch.last - stretch.first:
            everywhere[hit.entry] = stretch
        else:
            found[clauses[here].sentence].append(stretch)
    return {number: [*stretches, *everywhere.values()] for number, stretches in found.items()}


def _stretch(doc: Document, clauses: Sequence[Clause], hit: Hit, here: int, times: int) -> Unreal:
    effect, reach = hit.entry.get("effect"), hit.entry.get("reach")
    sentence = clauses[here].sentence
    if (reach == "report" and sentence == clauses[0].sentence) or (reach == "topic" and times >= _TOPIC):
        return Unreal(0, len(doc.tokens), effect, hit)
    if reach == "near":
        tokens = doc.sentences[sentence]
        return Unreal(max(tokens.start, hit.first - _NEAR), min(tokens.stop, hit.last + _NEAR), effect, hit)
    if reach in {"around", "report", "topic"}:
        tokens = doc.sentences[sentence]
        return Unreal(tokens.start, tokens.stop, effect, hit)
    return Unreal(hit.first, _chain_end(doc, clauses, here, hit.last), effect, hit)


def _chain_end(doc: Document, clauses: Sequence[Clause], here: int, first: int) -> int:
    """Return where a cue's reach ends: with its clause and those that go on with it, or where بعد tells of the past."""
    end = clauses[here].last
    past = lexicon.word_set("aftermath")
    cut = next((index for index in range(first, end) if doc.tokens[index].text in past), None)
    if cut is not None:
        return cut
    for clause in clauses[here + 1 :]:
        if clause.sentence != clauses[here].sentence or doc.tokens[clause.first].text not in lexicon.word_set(
            "goes_on"
        ):
            break
        end = clause.last
    return end


def _is_unmanned(token: Token | None) -> bool:
    """Tell whether what follows makes of a negation the name of a drone: بدون طيار."""
    return token is not None and token.text in lexicon.word_set("pilot")


def _holds_for(stretch: Unreal, trigger: Trigger) -> bool:
    """Tell whether a cue can be about a trigger: a feast explains gunfire, an accident an explosion, not a raid."""
    only = stretch.cue.entry.get("triggers")
    return only is None or trigger.id in only


def _is_quoted_alone(doc: Document, trigger: Trigger) -> bool:
    """Tell whether quotation marks close in a noun alone, which makes it a figure of speech: شن الجراد «غارات»."""
    first, last = trigger.hit.first, trigger.hit.last
    around = doc.words[first - 1 : first] + doc.words[last : last + 1]
    return trigger.hit.form == "noun" and around == (_QUOTE, _QUOTE)


def effect_on(doc: Document, clause: Clause, trigger: Trigger, unreal: Sequence[Unreal]) -> str | None:
    """Return what keeps a trigger from telling of a new incident; ``None`` where nothing does.

    Besides the effects of `Unreal`: ``negated`` for a trigger under لم or in a clause that begins with it.
    """
    if trigger.hit.form == "future":
        return "planned"
    if _is_quoted_alone(doc, trigger):
        return "figurative"
    effects = {
        stretch.effect
        for stretch in unreal
        if stretch.first <= trigger.hit.first < stretch.last and _holds_for(stretch, trigger)
    }
    for effect in _STRONGEST_FIRST:
        if effect in effects:
            return effect
    near = doc.tokens[max(clause.first, trigger.hit.first - 2) : trigger.hit.first]
    before = {one.text for one, then in zip_longest(near, near[1:]) if not _is_unmanned(then)}
    negations = lexicon.word_set("negation")
    if before & negations or doc.tokens[clause.first].text in negations:
        return "negated"
    return None
