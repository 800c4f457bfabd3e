"""Places that a report names by another place: so far from it, beside it, between two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gazetteer.arabic import clitics, normalise
from gazetteer.place import Place

from ..incident import Precision, Span
from ..quantities.numbers import read_value
from ..text import Document
from .anchored import anchored
from .directions import bearing_of, is_linking, side_of
from .extents import AREAS, side_of_area
from .geodesy import moved
from .mentions import Located
from .pairs import of_pair
from .relative_place import RelativePlace, lexicon, means, words_of

__all__ = ["RelativePlace", "relative"]

_FARTHEST_BACK = 10
_UNSURE_DISTANCE = 0.2
"""A stated distance and side are taken to be right to this share of the distance."""
_ABOUT_M = 1_000
_WIDER: dict[str, tuple[Precision, str]] = {
    "off_coast": ("near", "off the coast of"),
    "near": ("near", "near"),
    "countryside": ("district", "in the countryside of"),
}


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
        return anchored(doc, here, among)
    phrase = _Phrase(doc, here, place, _first_of_phrase(doc, here))
    return of_pair(doc, here, among) or _at_distance(phrase) or _beside(phrase) or _side(phrase)


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[int, int]]:
    """Return metres, and the number that the word itself says (two for a dual, else one), by unit word."""
    found: dict[str, tuple[int, int]] = {}
    for unit in lexicon()["units"].values():
        found |= {normalise(word): (unit["metres"], 1) for word in unit["words"]}
        found |= {normalise(word): (unit["metres"], 2) for word in unit["dual"]}
    return found


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
        and doc.tokens[first].text in words_of("on")
        and not means("distance", doc.tokens[first + 1].text)
    ):
        first += 1
    return first


def _belongs(word: str) -> bool:
    sections = ("near", "off_coast", "countryside", "distance", "nautical")
    return (
        is_linking(word)
        or side_of(word) is not None
        or word in _units()
        or any(means(section, word) for section in sections)
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
        or any(means(section, word) for section in sections)
        or word[0].isdigit()
        or _is_number_word(word)
        or word in words_of("on")
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
    return any(word in words_of(section) for section in ("near", "off_coast", "countryside", "linking"))


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
        if index + 1 < phrase.here.first and means("nautical", tokens[index + 1].text) and metres > _ABOUT_M:
            metres = lexicon()["nautical"]["metres"]
        number = _number_before(phrase, index)
        if number is not None or said > 1:
            yield metres * (number or said)


def _number_before(phrase: _Phrase, index: int) -> int | None:
    for first in range(max(phrase.first, index - 4), index):
        value = read_value(phrase.doc.tokens, first, index)
        if value is not None and value.last == index:
            return value.value
    return None


def _beside(phrase: _Phrase) -> RelativePlace | None:
    """Return the place itself, as much wider as the first of these words in the phrase makes it."""
    for section, (precision, words) in _WIDER.items():
        if any(means(section, word) for word in phrase.words):
            place = phrase.place
            radius = place.uncertainty_m + lexicon()[section]["metres"]
            return phrase.made((place.lon, place.lat), radius, _of_area(place) or precision, f"{words} {place.name}")
    return None


def _side(phrase: _Phrase) -> RelativePlace | None:
    towards = bearing_of(phrase.words)
    if towards is None:
        return None
    place, settings = phrase.place, lexicon()["side_of"]
    why = f"a side of {place.name}, {towards:.0f}° from north, no distance stated"
    area = _of_area(place)
    if area is None:
        return phrase.made((place.lon, place.lat), place.uncertainty_m + settings["metres"], "near", why)
    return phrase.made(*side_of_area(place, towards), area, why)


def _of_area(place: Place) -> Precision | None:
    if place.kind not in AREAS:
        return None
    return "district" if place.kind == "district" else "region"
