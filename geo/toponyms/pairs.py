"""Places that a report names by two others: between them, on the road from one to the other, on their border."""

from bisect import bisect_left
from collections.abc import Sequence

from gazetteer.place import Place

from ..incident import Span
from ..text import Document
from .directions import is_linking
from .geodesy import distance_m, halfway
from .mentions import Located
from .relative_place import RelativePlace, lexicon, means, words_of

__all__ = ["of_pair"]

_LEAST_M = 2_000.0
_FARTHEST_BACK = 4
_DASHES = frozenset("-–—/")


def of_pair(doc: Document, here: Located, among: Sequence[Located]) -> RelativePlace | None:
    """Return where a name and the one beside it say that something is, from either of the two.

    Parameters
    ----------
    doc, here
        The document and one of its mentions.
    among
        All mentions of the document, in text order.
    """
    index = bisect_left(among, here.first, key=lambda located: located.first)
    if index == len(among) or among[index].first != here.first:
        return None
    for one, other in ((index, index + 1), (index - 1, index)):
        if one < 0 or other >= len(among):
            continue
        found = _of(doc, among[one], among[other])
        if found is not None:
            return found
    return None


def _of(doc: Document, one: Located, other: Located) -> RelativePlace | None:
    if one.mention.place is None or other.mention.place is None:
        return None
    words = [token.text for token in doc.tokens[one.last : other.first]]
    first = _opening_between(doc, one, other, words)
    if first is None and (_dashed(doc, one, other, words) or means("road_to", words[0] if len(words) == 1 else "")):
        first = _opening(doc, one, "road")
    if first is None:
        return None
    span = Span(doc.tokens[first].start, other.mention.end)
    if one.mention.place.kind == other.mention.place.kind == "country":
        return _border(doc, span, one.mention.place, other.mention.place)
    on_road = any(means("road", token.text) for token in doc.tokens[max(0, first - 1) : one.first])
    return _halfway(doc, span, one.mention.place, other.mention.place, on_road=on_road)


def _opening_between(doc: Document, one: Located, other: Located, words: list[str]) -> int | None:
    """Return the index of the بين before two names joined by و, or ``None``."""
    head = doc.tokens[other.first]
    joined = doc.source[head.start : other.mention.start] == "و" if not words else words[0].startswith("و")
    if not joined or not all(is_linking(word) or word == "و" for word in words):
        return None
    return _opening(doc, one, "between")


def _opening(doc: Document, one: Located, section: str) -> int | None:
    """Return the index of the word of a section before a name, only words that link between, or ``None``."""
    for index in range(one.first - 1, max(-1, one.first - _FARTHEST_BACK), -1):
        word = doc.tokens[index].text
        if means(section, word):
            return index
        if not is_linking(word) and word not in words_of("road_kind"):
            return None
    return None


def _dashed(doc: Document, one: Located, other: Located, words: list[str]) -> bool:
    """Tell whether nothing, or only a dash, stands between two names of a road."""
    if words:
        return len(words) == 1 and words[0] in _DASHES
    return doc.source[one.mention.end : other.mention.start].strip(" -–—/") == ""


def _halfway(doc: Document, span: Span, here: Place, there: Place, *, on_road: bool) -> RelativePlace:
    lon, lat = halfway(here, there)
    radius = max(distance_m(here, there) / 2, here.uncertainty_m, there.uncertainty_m, _LEAST_M)
    where = "on the road" if on_road else "halfway"
    return RelativePlace(
        span=span,
        text=doc.quote(span),
        lon=lon,
        lat=lat,
        uncertainty_m=round(radius, -2),
        precision="near",
        why=f"{where} between {here.name} and {there.name}, half their distance either way",
        between=True,
    )


def _border(doc: Document, span: Span, here: Place, there: Place) -> RelativePlace | None:
    """Return the stretch along the border of two countries; ``None`` where the tables have none."""
    pair = {here.country, there.country}
    row = next((row for row in lexicon()["border"] if set(row["countries"]) == pair), None)
    if row is None:
        return None
    return RelativePlace(
        span=span,
        text=doc.quote(span),
        lon=row["lon"],
        lat=row["lat"],
        uncertainty_m=row["km"] * 1000.0,
        precision="region",
        why=f"somewhere along the border of {here.name} and {there.name}",
        between=True,
    )
