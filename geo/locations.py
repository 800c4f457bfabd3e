"""Answers as locations of geopy: the address, the point, and in `raw` what it is, why, and who says so."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geopy.location import Location

from gazetteer import Gazetteer, Match, Place
from gazetteer.address import Found
from gazetteer.distance import great_circle_km

from .addresses import address, holders

if TYPE_CHECKING:
    from .fallback import Answered

__all__ = ["of_answers", "of_match", "of_nearby"]

_SHOWN = 5


def of_match(gazetteer: Gazetteer, match: Match, found: Found, *, arabic: bool) -> Location:
    """Return the location of a place that bears the name, with how, why and the other candidates."""
    place = match.place
    others = [_brief(other) for other in found.matches if other.place.id != place.id][:_SHOWN]
    raw = _facts(place) | {"score": match.score, "how": match.how, "why": _why(match, found), "candidates": others}
    return Location(address(gazetteer, place, arabic=arabic), (place.lat, place.lon), raw)


def of_nearby(gazetteer: Gazetteer, place: Place, away: float, *, arabic: bool) -> Location:
    """Return the location of a place near a point, with the distance in kilometres and what holds the place."""
    why = f"the nearest place known, {away:.1f} km from the point"
    within = [{"id": unit.id, "name": unit.name, "kind": unit.kind} for unit in holders(gazetteer, place)]
    raw = _facts(place) | {"distance_km": round(away, 3), "within": within, "why": why}
    return Location(address(gazetteer, place, arabic=arabic), (place.lat, place.lon), raw)


def of_answers(answered: "Sequence[Answered]") -> list[Location]:
    """Return the locations that a service gave; what the gazetteer would know of them is ``None``."""
    return [_of_answer(one, answered) for one in answered]


def _facts(place: Place) -> dict[str, Any]:
    names = ("id", "name", "name_ar", "name_en", "kind", "country", "admin", "uncertainty_m", "population", "source")
    return {name: getattr(place, name) for name in names}


def _brief(match: Match) -> dict[str, Any]:
    place = match.place
    told = {name: getattr(place, name) for name in ("id", "name", "kind", "country", "lat", "lon")}
    return told | {"score": match.score, "how": match.how}


_HOW = {
    "exact": "is a name of the place as written",
    "clitic": "is a name of the place without what is attached in front",
    "variant": "is a name of the place but for spacing, article, hamza or a generic word",
    "transliteration": "is how a name of the place is written in Arabic letters",
    "fuzzy": "sounds like what was asked for",
}


def _why(match: Match, found: Found) -> str:
    others = sum(other.place.id != match.place.id for other in found.matches)
    held_by = " and in ".join(holder.name for holder in found.holders(match.place))
    unused = " and ".join(map(repr, found.unused))
    parts = [
        f"{match.name!r} {_HOW[match.how]}",
        f"it lies in {held_by}" if held_by else "",
        f"{unused} names nothing that it could lie in" if unused else "",
        f"the likeliest of {others + 1} candidates" if others and match is found.matches[0] else "",
    ]
    return "; ".join(filter(None, parts))


def _of_answer(one: "Answered", answered: "Sequence[Answered]") -> Location:
    said: Mapping[str, Any] = one.answer.raw if isinstance(one.answer.raw, Mapping) else {}
    asked = dt.datetime.fromtimestamp(one.asked, dt.UTC)
    facts = dict.fromkeys(("name_ar", "name_en", "kind", "country", "admin", "population", "score"))
    others = [
        {"name": other.answer.address, "lat": other.answer.lat, "lon": other.answer.lon, "source": other.service}
        for other in answered
        if other is not one
    ]
    raw = facts | {
        "id": _osm_id(said),
        "name": said.get("name") or one.answer.address,
        "uncertainty_m": _reach_m(one, said.get("boundingbox")),
        "source": one.service,
        "how": "service",
        "asked": asked.isoformat(timespec="seconds"),
        "why": f"no name in the gazetteer fits; {one.service} gave this answer on {asked:%Y-%m-%d}",
        "candidates": others[:_SHOWN],
        "answer": one.answer.raw,
    }
    return Location(one.answer.address, (one.answer.lat, one.answer.lon), raw)


def _osm_id(said: Mapping[str, Any]) -> str | None:
    kind, number = said.get("osm_type"), said.get("osm_id")
    return f"osm:{kind}/{number}" if kind and number else None


def _reach_m(one: "Answered", box: object) -> float | None:
    """Return the metres from the point to the farthest corner of a box of Nominatim's: south, north, west, east."""
    try:
        south, north, west, east = map(float, box)  # type: ignore[call-overload]  # what is no box raises
    except (TypeError, ValueError):
        return None
    lat, lon = one.answer.lat, one.answer.lon
    away = max(great_circle_km(lat, lon, y, x) for y in (south, north) for x in (west, east))
    return round(away * 1000, 1)
