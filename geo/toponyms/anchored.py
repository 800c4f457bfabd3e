"""Names that no gazetteer has, placed by the name that the text puts them beside: قرية مجهولة جنوب الرقة."""

from bisect import bisect_right
from collections.abc import Sequence

from gazetteer.place import Place

from ..incident import Precision, Span
from ..text import Document
from .directions import bearing_of, is_linking, side_of
from .geodesy import moved
from .mentions import Located
from .relative_place import RelativePlace, lexicon, means

__all__ = ["anchored"]

_MOST_WORDS = 5
_AREAS = frozenset({"region", "governorate", "district"})


def anchored(doc: Document, here: Located, among: Sequence[Located]) -> RelativePlace | None:
    """Return about where a name without a place lies, by the named place that follows it; ``None`` if none is stated.

    Parameters
    ----------
    doc, here
        The document and a mention that no place was found for.
    among
        All mentions of the document, in text order.
    """
    index = bisect_right(among, here.first, key=lambda located: located.first)
    anchor = among[index] if index < len(among) else None
    place = anchor.mention.place if anchor is not None else None
    if anchor is None or place is None or place.kind == "country":
        return None
    words = [token.text for token in doc.tokens[here.last : anchor.first]]
    attached = doc.source[doc.tokens[anchor.first].start : anchor.mention.start]
    if not _relates(words, attached):
        return None
    span = Span(here.mention.start, here.mention.end)
    towards = bearing_of(words)
    lon, lat = place.lon, place.lat
    if towards is not None:
        lon, lat = moved(lon, lat, metres=_shift(place), towards=towards)
    side = f", {towards:.0f}° from north" if towards is not None else ""
    return RelativePlace(
        span=span,
        text=doc.quote(span),
        lon=lon,
        lat=lat,
        uncertainty_m=round(_radius(place), -2),
        precision=_precision(place),
        why=f"no gazetteer has {here.mention.text!r}; the text puts it by {place.name}{side}",
    )


def _relates(words: list[str], attached: str) -> bool:
    """Tell whether only words that place one name by another stand between them, and at least one."""
    sections = ("near", "countryside", "inside", "belonging")
    if len(words) > _MOST_WORDS or not (words or attached == "ب"):
        return False
    placing = [side_of(word) is not None or any(means(section, word) for section in sections) for word in words]
    linked = all(yes or is_linking(word) for yes, word in zip(placing, words, strict=True))
    return linked and (any(placing) or attached == "ب")


def _shift(place: Place) -> float:
    settings = lexicon()["anchored"]
    return place.uncertainty_m * settings["share"] if place.kind in _AREAS else float(settings["metres"])


def _radius(place: Place) -> float:
    return max(place.uncertainty_m, float(lexicon()["anchored"]["radius"]))


def _precision(place: Place) -> Precision:
    if place.kind not in _AREAS:
        return "near"
    return "district" if place.kind == "district" else "region"
