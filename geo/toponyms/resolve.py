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
from .evidence import Fact, settings, weigh
from .surroundings import Question, Surroundings

__all__ = ["Answer", "Question", "resolve"]

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
    report = Surroundings(doc, questions, outlet)
    report.take([question.matches[0].place if question.matches else None for question in questions])
    answers: list[Answer] = []
    for _ in range(_ROUNDS):
        answers = [_answer(report, index) for index in range(len(questions))]
        report.take([answer.place for answer in answers])
    return answers


@lru_cache(maxsize=1)
def _wide() -> dict[str, dict[str, Any]]:
    return {normalise(row["name"]): row for row in settings()["wide"]}


def _answer(report: Surroundings, index: int) -> Answer:
    question = report.questions[index]
    if not question.matches:
        return Answer(None, round(question.likelihood, 4), (), f"no gazetteer has {question.item.name!r}")
    options = [(match, weigh(report, index, match)) for match in question.matches[:_MOST_OPTIONS]]
    odds = [sum(fact.weight for fact in told) for _, told in options]
    top = max(odds)
    total = exp(settings()["none"]["odds"] - top) + sum(exp(each - top) for each in odds)
    ranked = sorted(zip(odds, range(len(options)), strict=True), key=lambda row: (-row[0], row[1]))
    candidates = tuple(replace(options[at][0], score=round(exp(each - top) / total, 4)) for each, at in ranked)
    match, told = options[ranked[0][1]]
    score = round(candidates[0].score * question.likelihood, 4)
    if candidates[0].score < settings()["none"]["least"]:
        score = round(question.likelihood, 4)
        return Answer(None, score, candidates, f"no place called {question.item.name!r} fits this report")
    place, told = _widened(report.doc, question.item, match.place, told)
    return Answer(place, score, candidates, _why(place, told, len(options)))


def _why(place: Place, told: Sequence[Fact], rivals: int) -> str:
    deciding = sorted((fact for fact in told if fact.weight > 0), key=lambda fact: -fact.weight)
    facts = "; ".join(fact.words for fact in deciding[:_FACTS_TOLD]) or "nothing speaks against it"
    among = f", chosen among {rivals}" if rivals > 1 else ", the only place of this name"
    return f"{place.name} ({place.kind}, {place.country or 'no country'}){among}: {facts}."


def _widened(doc: Document, item: Candidate, place: Place, told: list[Fact]) -> tuple[Place, list[Fact]]:
    """Give the place of a name that may mean all that is around it the radius of the whole."""
    row = _wide().get(item.name)
    if row is None or place.uncertainty_m >= row["uncertainty_m"]:
        return place, told
    before = doc.tokens[item.first - 1].text if item.first else ""
    if any(before.endswith(normalise(word)) for word in row["unless"]):
        return place, told
    return replace(place, uncertainty_m=float(row["uncertainty_m"])), [*told, Fact(9.0, row["why"])]
