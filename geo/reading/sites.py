"""From a place that a clause names to where an incident happened: point, radius, precision, words."""

from dataclasses import replace

from gazetteer.distance import great_circle_km
from gazetteer.place import Place

from ..incident import Precision, Span
from ..text import Document
from ..toponyms.geodesy import bearing
from ..toponyms.relative import RelativePlace
from .draft import Site
from .role_words import is_site_word
from .roles import PlaceRole

__all__ = ["distance_m", "is_wide", "put_at", "site_of"]

_PRECISION: dict[str, Precision] = {
    "country": "country",
    "region": "region",
    "governorate": "region",
    "district": "district",
    "city": "town",
    "town": "town",
    "village": "town",
    "neighbourhood": "neighbourhood",
    "camp": "neighbourhood",
    "facility": "exact",
    "crossing": "exact",
    "airport": "exact",
    "road": "near",
    "water": "region",
    "landform": "region",
}
_WIDE_M = 12_000.0
_SMALL_M = 8_500.0
"""A region of a few villages or quarters (الضاحية الجنوبية, مزارع شبعا) is no wider than a large town."""
_SAME_POINT_KM = 0.1
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def site_of(doc: Document, role: PlaceRole) -> Site:
    """Return where a place of a clause is: its name in the report's words, and its point where it has one.

    A country has no point: it is an area, and a pin in its middle would be made up. Words around the name that say
    how it lies to the place (قرب، على بعد، بين) give the point and the radius.
    """
    mention, phrase = role.located.mention, role.phrase
    span = phrase.span if phrase is not None else Span(_start(doc, role), mention.end)
    unknown = Site(name=doc.quote(span), span=span, score=0.0, why=mention.why)
    if mention.place is None:
        return put_at(unknown, phrase, phrase.why) if phrase is not None else unknown
    named = _at_place(unknown, mention.place, mention.score)
    if phrase is None:
        return named
    english = _in_english(phrase, mention.place)
    return replace(put_at(named, phrase, f"{phrase.why}; {mention.why}"), place_en=english)


def put_at(site: Site, point: RelativePlace | Site, why: str) -> Site:
    """Return a site at the point of a place worked out from another, or of another site, and why it is there."""
    return replace(
        site,
        lon=point.lon,
        lat=point.lat,
        uncertainty_m=point.uncertainty_m,
        precision=point.precision,
        why=why,
    )


def _in_english(phrase: RelativePlace, place: Place) -> str | None:
    """Return English words for a place worked out from another: southern Israel, 72 km south-west of Hodeidah."""
    apart = great_circle_km(place.lat, place.lon, phrase.lat, phrase.lon)
    if place.name_en is None or apart < _SAME_POINT_KM:
        return place.name_en
    if phrase.between:
        return None
    side = _WINDS[round(bearing(place, phrase) / 45) % 8]
    if phrase.precision in {"region", "district"}:
        return f"{side}ern {place.name_en}"
    return f"{apart:.0f} km {side} of {place.name_en}"


def _at_place(unknown: Site, place: Place, score: float) -> Site:
    pinned = place.kind != "country"
    return replace(
        unknown,
        place_id=place.id,
        place_en=place.name_en,
        admin=place.admin,
        country=place.country,
        lon=place.lon if pinned else None,
        lat=place.lat if pinned else None,
        uncertainty_m=place.uncertainty_m,
        precision=_PRECISION[place.kind],
        score=score,
    )


def _start(doc: Document, role: PlaceRole) -> int:
    """Return the offset at which the words for the site begin, without an attached particle."""
    if role.first >= role.located.first:
        return role.located.mention.start
    token = doc.tokens[role.first]
    attached = 1 if not is_site_word(token.text) and is_site_word(token.text[1:]) else 0
    return doc.normal.source_span(token.at + attached, token.at + attached + 1)[0]


def is_wide(site: Site | None) -> bool:
    """Tell whether a site is an area in which many things may happen at once, or unknown."""
    if site is None or site.precision in {"country", "district"}:
        return True
    if site.precision == "region":
        return (site.uncertainty_m or _WIDE_M) > _SMALL_M
    return site.precision != "near" and (site.uncertainty_m or 0) > _WIDE_M


def distance_m(one: Site, other: Site) -> float | None:
    """Return the metres between two sites; ``None`` where one has no point."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    return great_circle_km(one.lat, one.lon, other.lat, other.lon) * 1000
