"""From a place that a clause names to where an incident happened: point, radius, precision, words."""

from dataclasses import replace

from gazetteer.distance import great_circle_km
from gazetteer.place import Place

from .draft import Site
from .incident import Precision, Span
from .roles import PlaceRole, is_site_word
from .text import Document

__all__ = ["between", "distance_m", "is_wide", "site_of"]

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
_NEAR_M = 5_000.0
_WIDE_M = 12_000.0


def site_of(doc: Document, role: PlaceRole) -> Site:
    """Return where a place of a clause is: its name in the report's words, and its point where it has one.

    A country has no point: it is an area, and a pin in its middle would be made up.
    """
    mention = role.located.mention
    span = Span(_start(doc, role), mention.end)
    place = mention.place
    if place is None:
        return Site(
            name=doc.quote(span), span=span, place_id=None, place_en=None, admin=None, country=None, lon=None,
            lat=None, uncertainty_m=None, precision=None, score=0.0, why=mention.why,
        )  # fmt: skip
    uncertainty, precision = _extent(place, role.relation)
    pinned = place.kind != "country"
    return Site(
        name=doc.quote(span),
        span=span,
        place_id=place.id,
        place_en=place.name_en,
        admin=place.admin,
        country=place.country,
        lon=place.lon if pinned else None,
        lat=place.lat if pinned else None,
        uncertainty_m=uncertainty,
        precision=precision,
        score=mention.score,
        why=mention.why,
    )


def _start(doc: Document, role: PlaceRole) -> int:
    """Return the offset at which the words for the site begin, without an attached particle."""
    if role.first >= role.located.first:
        return role.located.mention.start
    token = doc.tokens[role.first]
    attached = 1 if not is_site_word(token.text) and is_site_word(token.text[1:]) else 0
    return doc.normal.source_span(token.at + attached, token.at + attached + 1)[0]


def _extent(place: Place, relation: str | None) -> tuple[float, Precision]:
    precision = _PRECISION[place.kind]
    if relation in {"side", "edge", "near", "between", "off"} and precision in {"town", "neighbourhood", "exact"}:
        return place.uncertainty_m + _NEAR_M, "near"
    return place.uncertainty_m, precision


def is_wide(site: Site | None) -> bool:
    """Tell whether a site is an area in which many things may happen at once, or unknown."""
    return site is None or site.precision in {"region", "country", "district"} or (site.uncertainty_m or 0) > _WIDE_M


def distance_m(one: Site, other: Site) -> float | None:
    """Return the metres between two sites; ``None`` where one has no point."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    return great_circle_km(one.lat, one.lon, other.lat, other.lon) * 1000


def between(doc: Document, one: PlaceRole, other: PlaceRole) -> Site:
    """Return the site halfway between two places (بين تدمر والسخنة), as uncertain as half their distance."""
    first, second = site_of(doc, one), site_of(doc, other)
    apart = distance_m(first, second)
    span = Span(first.span.start, second.span.end)
    if apart is None or first.lon is None or first.lat is None or second.lon is None or second.lat is None:
        return replace(first, span=span, name=doc.quote(span))
    return replace(
        first,
        name=doc.quote(span),
        span=span,
        place_id=None,
        place_en=f"between {first.place_en} and {second.place_en}",
        lon=(first.lon + second.lon) / 2,
        lat=(first.lat + second.lat) / 2,
        uncertainty_m=max(apart / 2, _NEAR_M),
        precision="near",
        score=min(first.score, second.score),
    )
