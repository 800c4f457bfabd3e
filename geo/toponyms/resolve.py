"""Choose, for each name in a report, the place it means, and say why; or say that none is good enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp
from typing import Any

from gazetteer.arabic import normalise
from gazetteer.place import Match, Place

from ..text import Document
from .candidates import Candidate
from .evidence import settings, weigh
from .surroundings import Question, Surroundings
from .weights import Fact, calibrated, learnt

__all__ = ["Answer", "Question", "options", "resolve", "settled"]

_ROUNDS = 2
_MOST_OPTIONS = 12
_FACTS_TOLD = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """The place that a name was taken for."""

    place: Place | None
    score: float
    candidates: tuple[Match, ...]
    why: str


def resolve(doc: Document, questions: Sequence[Question], *, outlet: str | None = None) -> list[Answer]:
    """Return one answer to each question, in their order.

    Each name is first taken for its most prominent place; then every name is weighed again by what the words
    beside it say and by what the report's other names were taken for.
    """
    report = settled(doc, questions, outlet)
    return [_answer(report, index) for index in range(len(questions))]


def settled(doc: Document, questions: Sequence[Question], outlet: str | None) -> Surroundings:
    """Return what a report says around its names, once all but the last round have been weighed."""
    report = Surroundings(doc, questions, outlet)
    report.take([_best_known(question.matches) for question in questions])
    for _ in range(_ROUNDS - 1):
        report.take([_first_choice(report, index) for index in range(len(questions))])
    return report


def _best_known(matches: Sequence[Match]) -> Place | None:
    """Return the most prominent place of a name, unless another is as much so."""
    tied = len(matches) > 1 and matches[0].score == matches[1].score
    return matches[0].place if matches and not tied else None


def options(report: Surroundings, index: int) -> list[tuple[Match, list[Fact]]]:
    """Return the places of a report's name with what speaks for and against each."""
    return [(match, weigh(report, index, match)) for match in report.questions[index].matches[:_MOST_OPTIONS]]


@lru_cache(maxsize=1)
def _wide() -> dict[str, dict[str, Any]]:
    return {normalise(row["name"]): row for row in settings()["wide"]}


def _first_choice(report: Surroundings, index: int) -> Place | None:
    """Return the place that `_answer` would take, without what it says of it."""
    matches = report.questions[index].matches
    if not matches:
        return None
    _, shares = _weighed(report, index)
    best = max(shares)
    if best < settings()["none"]["least"] and len(matches) > 1:
        return None
    return _widened(report.doc, report.questions[index].item, matches[shares.index(best)].place)[0]


def _answer(report: Surroundings, index: int) -> Answer:
    question = report.questions[index]
    if not question.matches:
        return Answer(None, round(question.likelihood, 4), (), f"no gazetteer has {question.item.name!r}")
    weighed, shares = _weighed(report, index)
    ranked = sorted(zip(shares, range(len(weighed)), strict=True), key=lambda row: (-row[0], row[1]))
    candidates = tuple(replace(weighed[at][0], score=round(share, 4)) for share, at in ranked)
    best = ranked[0][0]
    if best < settings()["none"]["least"]:
        why = f"no place called {question.item.name!r} fits this report"
        return Answer(None, round(question.likelihood, 4), candidates, why)
    match, told = weighed[ranked[0][1]]
    place, first = _widened(report.doc, question.item, match.place)
    score = round(calibrated(best, question.likelihood), 4)
    return Answer(place, score, candidates, _why(place, first, told, len(weighed)))


def _weighed(report: Surroundings, index: int) -> tuple[list[tuple[Match, list[Fact]]], list[float]]:
    """Return the places of a report's name with what is told of them, and how likely each is."""
    found: tuple[list[tuple[Match, list[Fact]]], list[float]] | None = report.weighed.get(index)
    if found is None:
        weighed, counts = options(report, index), learnt()
        odds = [sum([counts[fact.name] * fact.value for fact in told]) for _, told in weighed]
        found = report.weighed[index] = weighed, _shares(odds)
    return found


def _shares(odds: Sequence[float]) -> list[float]:
    """Return how likely each of some places is, one of them or none being right."""
    top = max(odds)
    total = exp(learnt()["none"] - top) + sum(exp(each - top) for each in odds)
    return [exp(each - top) / total for each in odds]


def _why(place: Place, first: Sequence[str], told: Sequence[Fact], rivals: int) -> str:
    deciding = sorted((fact for fact in told if fact.weight > 0), key=lambda fact: -fact.weight)
    facts = "; ".join([*first, *(fact.words for fact in deciding)][:_FACTS_TOLD]) or "nothing speaks against it"
    among = f", chosen among {rivals}" if rivals > 1 else ", the only place of this name"
    return f"{place.name} ({place.kind}, {place.country or 'no country'}){among}: {facts}."


def _widened(doc: Document, item: Candidate, place: Place) -> tuple[Place, list[str]]:
    """Give the place of a name that may mean all that is around it the radius of the whole."""
    row = _wide().get(item.name)
    if row is None or place.uncertainty_m >= row["uncertainty_m"]:
        return place, []
    before = doc.words[item.first - 1] if item.first else ""
    if any(before.endswith(normalise(word)) for word in row["unless"]):
        return place, []
    return replace(place, uncertainty_m=float(row["uncertainty_m"])), [row["why"]]
