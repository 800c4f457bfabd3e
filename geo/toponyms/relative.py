"""Places that a report names by another place: so far from it, beside it, between two."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gazetteer.arabic import clitics, normalise
from gazetteer.place import Place
from gazetteer.seeds import read_toml

from ..incident import Precision, Span
from ..quantities.numbers import read_value
from ..text import Document
from .directions import bearing_of, is_linking, side_of
from .geodesy import distance_m, moved
from .mentions import Located

__all__ = ["RelativePlace", "relative"]

_FARTHEST_BACK = 10
_UNSURE_DISTANCE = 0.2
"""A stated distance and side are taken to be right to this share of the distance."""
_LEAST_BETWEEN_M = 2_000.0
_ABOUT_M = 1_000
_WIDER: dict[str, tuple[Precision, str]] = {
    "off_coast": ("near", "off the coast of"),
    "near": ("near", "near"),
    "countryside": ("district", "in the countryside of"),
}
_AREAS = frozenset({"country", "region", "governorate", "district", "landform"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativePlace:
    """A point worked out from a named place and the words that relate to it."""

    span: Span
    text: str
    """The whole phrase as the report has it."""
    lon: float
    """Degrees east, WGS 84."""
    lat: float
    uncertainty_m: float
    """Radius in metres."""
    precision: Precision
    why: str
    between: bool = False
    """Whether it lies between two names."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words before a name that place something by it."""

    doc: Document
    here: Located
    place: Place
    first: int
    """Index of the first of them."""

    @property
    def words(self) -> list[str]:
        """The words themselves, the nearest to the name last."""
        return [token.text for token in self.doc.tokens[self.first : self.here.first]]

    def made(self, point: tuple[float, float], radius_m: float, precision: Precision, why: str) -> RelativePlace:
        """Return the answer for the whole phrase."""
        span = Span(_bare_start(self.doc, self.first), self.here.mention.end)
        return RelativePlace(
            span=span,
            text=self.doc.quote(span),
            lon=point[0],
            lat=point[1],
            uncertainty_m=round(radius_m, -2),
            precision=precision,
            why=why,
        )


def relative(doc: Document, here: Located, among: Sequence[Located] = ()) -> RelativePlace | None:
    """Return where a phrase around a named place points to; ``None`` where the text means the place itself.

    Parameters
    ----------
    doc, here
        The document and one of its mentions.
    among
        All mentions of the document, for "between"; the pair is answered from its first or its second name.
    """
    place = here.mention.place
    if place is None:
        return None
    phrase = _Phrase(doc, here, place, _first_of_phrase(doc, here))
    return _between(doc, here, among) or _at_distance(phrase) or _beside(phrase) or _side(phrase)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return read_toml("relative.toml")


@lru_cache(maxsize=16)
def _words(section: str) -> frozenset[str]:
    return frozenset(map(normalise, _lexicon()[section]["words"]))


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[int, int]]:
    """Return metres, and the number that the word itself says (two for a dual, else one), by unit word."""
    found: dict[str, tuple[int, int]] = {}
    for unit in _lexicon()["units"].values():
        found |= {normalise(word): (unit["metres"], 1) for word in unit["words"]}
        found |= {normalise(word): (unit["metres"], 2) for word in unit["dual"]}
    return found


@lru_cache(maxsize=4096)
def _is(section: str, word: str) -> bool:
    return any(reading.stem in _words(section) for reading in clitics(word))


def _first_of_phrase(doc: Document, here: Located) -> int:
    """Return the index of the first word that belongs to the name's phrase."""
    first = here.first
    for index in range(here.first - 1, max(-1, here.first - _FARTHEST_BACK), -1):
        if not _belongs(doc.tokens[index].text):
            break
        first = index
    while first < here.first and not _opens(doc.tokens[first].text):
        first += 1
    if (
        first < here.first
        and doc.tokens[first].text in _words("on")
        and not _is("distance", doc.tokens[first + 1].text)
    ):
        first += 1
    return first


def _belongs(word: str) -> bool:
    sections = ("near", "off_coast", "countryside", "distance", "nautical")
    return (
        is_linking(word)
        or side_of(word) is not None
        or word in _units()
        or any(_is(section, word) for section in sections)
        or word[0].isdigit()
        or _is_number_word(word)
    )


@lru_cache(maxsize=4096)
def _is_number_word(word: str) -> bool:
    from ..text import read  # noqa: PLC0415  a word alone is a text

    tokens = read(word).tokens
    return bool(tokens) and read_value(tokens, 0, 1) is not None


def _opens(word: str) -> bool:
    """Tell whether a word may be the first of such a phrase."""
    sections = ("near", "off_coast", "countryside", "distance")
    return (
        side_of(word) is not None
        or word in _units()
        or any(_is(section, word) for section in sections)
        or word[0].isdigit()
        or _is_number_word(word)
        or word in _words("on")
    )


def _bare_start(doc: Document, index: int) -> int:
    """Return where a word starts without an attached و ف ب ل that it can be read without."""
    token = doc.tokens[index]
    for reading in clitics(token.text)[1:]:
        if reading.stem == token.text[reading.skip :] and not _belongs_whole(token.text) and _opens(reading.stem):
            at = token.at + reading.skip
            return doc.normal.source_span(at, at + 1)[0]
    return token.start


def _belongs_whole(word: str) -> bool:
    return any(word in _words(section) for section in ("near", "off_coast", "countryside", "linking"))


def _at_distance(phrase: _Phrase) -> RelativePlace | None:
    metres = next(_distances(phrase), None)
    if metres is None:
        return None
    place, towards = phrase.place, bearing_of(phrase.words)
    how_far = f"{metres / 1000:g} km" if metres >= _ABOUT_M else f"{metres:g} m"
    if towards is None:
        why = f"{how_far} from {place.name}, the side not stated"
        return phrase.made((place.lon, place.lat), place.uncertainty_m + metres, "near", why)
    point = moved(place.lon, place.lat, metres=metres, towards=towards)
    radius = max(place.uncertainty_m, metres * _UNSURE_DISTANCE)
    return phrase.made(point, radius, "near", f"{how_far} from {place.name} towards {towards:.0f}° from north")


def _distances(phrase: _Phrase) -> Iterator[float]:
    """Yield the distances that the phrase states, in metres."""
    tokens = phrase.doc.tokens
    for index in range(phrase.first, phrase.here.first):
        unit = _units().get(tokens[index].text)
        if unit is None:
            continue
        metres, said = unit
        if index + 1 < phrase.here.first and _is("nautical", tokens[index + 1].text) and metres > _ABOUT_M:
            metres = _lexicon()["nautical"]["metres"]
        number = _number_before(phrase, index)
        if number is not None or said > 1:
            yield metres * (number or said)


def _number_before(phrase: _Phrase, index: int) -> int | None:
    for first in range(max(phrase.first, index - 4), index):
        value = read_value(phrase.doc.tokens, first, index)
        if value is not None and value.last == index:
            return value.value
    return None


def _between(doc: Document, here: Located, among: Sequence[Located]) -> RelativePlace | None:
    index = bisect_left(among, here.first, key=lambda located: located.first)
    if index == len(among) or among[index].first != here.first:
        return None
    for one, other in ((index, index + 1), (index - 1, index)):
        if one < 0 or other >= len(among):
            continue
        first = _opening_between(doc, among[one], among[other])
        if first is not None:
            return _halfway(doc, among[one], among[other], first)
    return None


def _opening_between(doc: Document, one: Located, other: Located) -> int | None:
    """Return the index of the بين before two names joined by و, or ``None``."""
    words = [token.text for token in doc.tokens[one.last : other.first]]
    head = doc.tokens[other.first]
    joined = doc.source[head.start : other.mention.start] == "و" if not words else words[0].startswith("و")
    if not joined or not all(is_linking(word) or word == "و" for word in words):
        return None
    for index in range(one.first - 1, max(-1, one.first - 4), -1):
        if _is("between", doc.tokens[index].text):
            return index
        if not is_linking(doc.tokens[index].text):
            return None
    return None


def _halfway(doc: Document, one: Located, other: Located, first: int) -> RelativePlace | None:
    here, there = one.mention.place, other.mention.place
    if here is None or there is None:
        return None
    span = Span(doc.tokens[first].start, other.mention.end)
    radius = max(distance_m(here, there) / 2, here.uncertainty_m, there.uncertainty_m, _LEAST_BETWEEN_M)
    return RelativePlace(
        span=span,
        text=doc.quote(span),
        lon=(here.lon + there.lon) / 2,
        lat=(here.lat + there.lat) / 2,
        uncertainty_m=round(radius, -2),
        precision="near",
        why=f"halfway between {here.name} and {there.name}, half their distance either way",
        between=True,
    )


def _beside(phrase: _Phrase) -> RelativePlace | None:
    """Return the place itself, as much wider as the first of these words in the phrase makes it."""
    for section, (precision, words) in _WIDER.items():
        if any(_is(section, word) for word in phrase.words):
            place = phrase.place
            radius = place.uncertainty_m + _lexicon()[section]["metres"]
            return phrase.made((place.lon, place.lat), radius, _of_area(place) or precision, f"{words} {place.name}")
    return None


def _side(phrase: _Phrase) -> RelativePlace | None:
    towards = bearing_of(phrase.words)
    if towards is None:
        return None
    place, settings = phrase.place, _lexicon()["side_of"]
    why = f"a side of {place.name}, {towards:.0f}° from north, no distance stated"
    area = _of_area(place)
    if area is None:
        return phrase.made((place.lon, place.lat), place.uncertainty_m + settings["metres"], "near", why)
    share = settings["share"]
    point = moved(place.lon, place.lat, metres=place.uncertainty_m * share, towards=towards)
    return phrase.made(point, place.uncertainty_m * (1 - share), area, why)


def _of_area(place: Place) -> Precision | None:
    if place.kind not in _AREAS:
        return None
    return "district" if place.kind == "district" else "region"
