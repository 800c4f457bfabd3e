"""Find the places that a text names, and where each of them is."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.place import Match, Place

from .candidates import Candidate, candidates
from .derived import countryside
from .features import Neighbourhood, facts, features
from .resolve import Answer, Question, resolve
from .scorer import likelihood, weigh
from .text import Document, read

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["Located", "Mention", "find_in", "find_places"]

_TAKEN = 0.5
_MOST_OPTIONS = 12
_LEAST_SIMILAR = 0.8
_COUNTRYSIDE = "ريف"
_ECHO = 0.4
"""How much of the evidence on a name where it is clearest counts where the same text has it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place name in a text, and the place it was taken for."""

    start: int
    """Offset in the text."""
    end: int
    text: str
    """``source[start:end]``: the name without attached و ف ب ل ك."""
    place: Place | None
    """``None`` when no candidate is good enough."""
    score: float
    """How likely the place is the right one, 0 to 1; without a place, how likely the words name one."""
    candidates: tuple[Match, ...]
    """The places of this name that were weighed, best first."""
    why: str
    """The facts that decided, in one sentence."""


@dataclass(frozen=True, slots=True)
class Located:
    """A mention and the tokens of the document that it is made of."""

    mention: Mention
    first: int
    """Index of its first token, which may have particles attached in front of the name."""
    last: int
    """Index after its last token."""


def find_places(
    text: str,
    *,
    published: dt.date | None = None,
    outlet: str | None = None,
    gazetteer: "Gazetteer | None" = None,
) -> list[Mention]:
    """Return the places that a text names, in text order.

    Parameters
    ----------
    text
        Any text; offsets of the answer index it as it stands.
    published
        Day of publication. Kept for the day when names have dates; not used yet.
    outlet
        Who published it; its home counts a little where a name is shared.
    gazetteer
        Where names are looked up; by default the built-in one.
    """
    del published
    return [located.mention for located in find_in(read(text), outlet=outlet, gazetteer=gazetteer)]


def find_in(doc: Document, *, outlet: str | None = None, gazetteer: "Gazetteer | None" = None) -> list[Located]:
    """Return the places that a document names, in text order, with their tokens."""
    if gazetteer is None:
        from gazetteer import load  # noqa: PLC0415  opened when first needed

        gazetteer = load()
    chosen = _choose(doc, gazetteer)
    answers = resolve(doc, chosen, outlet=outlet)
    return [
        Located(_mention(doc, question.item, answer), question.item.first, question.item.last)
        for question, answer in zip(chosen, answers, strict=True)
    ]


@lru_cache(maxsize=65536)
def _named(gazetteer: "Gazetteer", name: str) -> tuple[Match, ...]:
    """Return the places of a name in normal form, best known first."""
    return tuple(gazetteer.named(name))


@lru_cache(maxsize=8192)
def _looked_up(gazetteer: "Gazetteer", name: str) -> tuple[Match, ...]:
    """Return the places of a name that the gazetteer has not as it stands: spelt nearly so, or made from another's."""
    found = tuple(gazetteer.lookup(name, limit=_MOST_OPTIONS))
    words = name.split()
    if words[0] == _COUNTRYSIDE and len(words) > 2 and not any(match.how == "exact" for match in found):  # noqa: PLR2004
        derived = (countryside(match, name) for match in _named(gazetteer, " ".join(words[1:-1])))
        return tuple(match for match in derived if match is not None)
    return tuple(match for match in found if match.how != "fuzzy" or match.score >= _LEAST_SIMILAR)


def _places(gazetteer: "Gazetteer", item: Candidate) -> tuple[Match, ...]:
    return _named(gazetteer, item.name) if item.known else _looked_up(gazetteer, item.name)


def _choose(doc: Document, gazetteer: "Gazetteer") -> list[Question]:
    """Return the candidates that are taken for places, in text order, none overlapping another."""
    found = candidates(doc, gazetteer)
    known = {item.name: facts(_named(gazetteer, item.name)) for item in found if item.known}
    here = Neighbourhood(doc, found, known)
    odds = [weigh(features(here, item)) for item in found]
    best: dict[str, float] = {}
    for item, each in zip(found, odds, strict=True):
        best[item.name] = max(each, best.get(item.name, each))
    weighed = []
    for item, each in zip(found, odds, strict=True):
        p = likelihood(each + _ECHO * (best[item.name] - each))
        if p >= _TAKEN:
            weighed.append(Question(item, _places(gazetteer, item), p))
    weighed.sort(key=_rank)
    used: set[int] = set()
    taken = []
    for one in weighed:
        tokens = range(one.item.first, one.item.last)
        if used.isdisjoint(tokens):
            used.update(tokens)
            taken.append(one)
    return sorted(taken, key=lambda one: one.item.first)


def _rank(question: Question) -> tuple[int, int, float]:
    """Put longer names that the gazetteer has first, then what strips least from the word, then what is likelier."""
    item = question.item
    return (-(item.last - item.first), item.skip, -question.likelihood) if item.known else (0, 0, -question.likelihood)


def _mention(doc: Document, item: Candidate, answer: Answer) -> Mention:
    first = doc.tokens[item.first]
    start = doc.normal.source_span(first.at + item.skip, first.at + item.skip + 1)[0]
    end = doc.tokens[item.last - 1].end
    return Mention(
        start=start,
        end=end,
        text=doc.source[start:end],
        place=answer.place,
        score=answer.score,
        candidates=answer.candidates,
        why=answer.why,
    )
