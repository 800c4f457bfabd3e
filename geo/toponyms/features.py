"""What can be said of a candidate from its name and its neighbours: the evidence that the scorer weighs."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..signs import Sign
from ..text import Document
from .candidates import Candidate, Source
from .context import SPORT, after, before, head_of, is_ordinary
from .demonyms import country_of
from .facts import MANY, Facts
from .scorer import Told
from .tagger import Tags, rank
from .vocabulary import as_place, frequency

__all__ = ["NEWS", "TWEET", "Neighbourhood", "features", "parts"]

_EDGE = "<>"
_AROUND = 15
_JOINS = frozenset({"و", ",", "-", "/"})
_SOURCES: dict[Source, str] = {
    "gazetteer": "g",
    "seen": "s",
    "unknown": "o",
    "headed": "h",
    "countryside": "r",
    "tagged": "t",
}
TWEET, NEWS = "t", "n"
Part = tuple[Told, tuple[Any, ...]]
"""What tells names of weights, and what it is given."""
_TWEET_MARKS = frozenset({"#", "@", "https"})
_TWEETS = Sign(_TWEET_MARKS.__contains__, lambda: _TWEET_MARKS)


class Neighbourhood:
    """A document with what all its candidates share."""

    def __init__(
        self, doc: Document, found: Sequence[Candidate], known: Mapping[str, Facts | None], tags: Tags
    ) -> None:
        self.doc = doc
        self.tags = tags
        self.known: Mapping[str, Facts | None] = known
        """What the gazetteer says of each name among the candidates."""
        self.words = (*doc.words, _EDGE, _EDGE, _EDGE)
        """The words, and signs for the edges beyond both ends: those before the first have negative indices."""
        self.starts: dict[int, tuple[str, str]] = {}
        self.ends: dict[int, tuple[str, str]] = {}
        """Kind and size of the known names that begin at a token, and of those that end before one."""
        for item in found:
            told = known.get(item.name) if item.known else None
            if told is not None:
                self.starts[item.first] = self.ends[item.last] = told.kind, told.size
        self.names: Mapping[str, int] = Counter([item.name for item in found])
        self.lines = {sentence.start for sentence in doc.sentences}
        self.sport = doc.where(SPORT)
        self.genre = TWEET if len(doc.where(_TWEETS)) * 12 > len(doc.words) else NEWS


def features(here: Neighbourhood, item: Candidate) -> list[str]:
    """Return the evidence for and against a candidate, as names of weights."""
    return [name for told, about in parts(here, item) for name in told.tell(*about)]


def parts(here: Neighbourhood, item: Candidate) -> list[Part]:
    """Return the evidence in parts: what tells it, and the little of the text that it tells something of.

    What one part tells is the same wherever its arguments are, so that its weight is added up once.
    """
    known = here.known.get(item.name) if item.known else None
    source, tokens = _SOURCES[item.source], item.last - item.first
    kind, size = (known.kind, known.size) if known else ("", source)
    before_two, before_one = here.words[item.first - 2], here.words[item.first - 1]
    after_one, after_two = here.words[item.last], here.words[item.last + 1]
    found: list[Part] = [
        (_OF_NAME, (item.name, item.prefix, tokens, known, source)),
        (_OF_WORD_BEFORE, (before_one, kind, size, source, item.prefix, min(tokens, 2), here.genre)),
        (_OF_SECOND_BEFORE, (before_two, source)),
        (_OF_TWO_BEFORE, (before_two, before_one)),
        (_OF_WORD_AFTER, (after_one, size, source)),
        (_OF_WORDS_AFTER, (after_two,)),
        (_OF_RANKS, (source, *_ranks(here.tags, item))),
    ]
    if known and country_of(item.name):
        found.append((_OF_DEMONYM, (before_one, item.prefix)))
    _add_document(found, here, item, known)
    around = bisect_right(here.sport, item.last + _AROUND) - bisect_left(here.sport, item.first - _AROUND)
    if around:
        found.append((_OF_SPORT, (min(around, MANY), known.kind if known else "-", before_one)))
    return found


def _of_sport(around: int, kind: str, before_one: str) -> Iterator[str]:
    yield f"S{around}"
    yield f"S{kind}{around}"
    yield f"S{kind}={before_one}"


def _ranks(tags: Tags, item: Candidate) -> tuple[int, ...]:
    """Return how likely the tagger takes the candidate for a whole name, and its ends for a name's ends."""
    first, last = item.first, item.last
    inside = tags.rank_inside
    if last - first == 1:
        whole, most = tags.rank_one(first), inside(first)
    else:
        whole, most = rank(tags.span(first, last)), max(map(inside, range(first, last)))
    return whole, most, inside(last - 1), inside(last), inside(first - 1), tags.rank_begins(first)


def _of_ranks(source: str, whole: int, most: int, last: int, following: int, previous: int, begins: int) -> list[str]:
    return [
        f"T{source}={whole}",
        f"T={whole}",
        f"Ti{source}={most}",
        f"Tl={last}",
        f"Tn={following}",
        f"Tp={previous}",
        f"Tb={begins}",
    ]


def _of_name(name: str, prefix: str, tokens: int, known: Facts | None, source: str) -> Iterator[str]:
    yield from (source, f"n={name}", f"c={prefix}", f"{source}c={prefix}")
    yield f"{source}len={tokens}"
    yield f"{source}pl={min(as_place(name), 5)},{min(tokens, 2)}"
    words = name.split()
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
        yield f"{source}f={min(frequency(name), 9)}"
        yield f"{source}fp={min(frequency(name), 9)},{min(as_place(name), 5)}"
        yield f"{source}ch={min(len(name), 8)}"
        if not known:
            yield f"{source}x3={name[-3:]}"
            yield f"{source}x2={name[-2:]}"
            yield f"{source}s3={name[:3]}"
    if is_ordinary(name):
        yield "ordinary"
    if name.startswith("ال"):
        yield f"{source}al"
    if known:
        yield from _of_facts(name, words, tokens, known)


def _of_facts(name: str, words: Sequence[str], tokens: int, known: Facts) -> Iterator[str]:
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
        yield f"zf={known.size}{min(frequency(name), 9)}"
        yield f"kf={known.kind}{min(frequency(name), 9)},{min(as_place(name), 5)}"


def _of_word_before(
    word: str,
    kind: str,
    size: str,
    source: str,
    prefix: str,
    tokens: int,
    genre: str,
) -> Iterator[str]:
    yield f"p1={word}"
    yield f"{source}p2={word[-2:]}"
    head = head_of(word) if kind and not prefix else None
    if head is not None:
        yield f"fit={kind in head.kinds}"
        yield f"fit{tokens}={kind in head.kinds}"
    for name in _classes(word):
        yield f"P={name}"
        yield f"P{size}={name}"
        yield f"P{genre}{source}={name}"
        yield f"Pc={prefix}{name}"
    yield f"pf={source}{min(frequency(word), 6)}"


def _of_two_before(two: str, one: str) -> Iterator[str]:
    yield f"pp={two} {one}"


def _of_second_before(two: str, source: str) -> Iterator[str]:
    yield f"p2={two}"
    for kind in _classes(two):
        yield f"Q={kind}"
        yield f"Q{source}={kind}"


def _of_demonym(word: str, prefix: str) -> Iterator[str]:
    yield f"dem{word[:2] == 'ال'}{prefix == ''}"
    yield f"dem{word[:2] == 'ال'}{word[-1:]}"


def _of_word_after(word: str, size: str, source: str) -> Iterator[str]:
    yield f"n1={word}"
    yield f"{source}n2={word[-2:]}"
    yield f"{source}na={word[:2]}"
    for kind in after(word):
        yield f"N={kind}"
        yield f"N{size}={kind}"
    yield f"nf={source}{min(frequency(word), 6)}"


def _of_words_after(two: str) -> Iterator[str]:
    yield f"n2={two}"


def _classes(word: str) -> Iterator[str]:
    yield from before(word)
    head = head_of(word)
    if head is not None:
        yield f"head:{min(head.kinds)}"


def _add_document(found: list[Part], here: Neighbourhood, item: Candidate, known: Facts | None) -> None:
    """Add what the document says: of its genre, the beginnings of its sentences, the names beside a candidate."""
    source = _SOURCES[item.source]
    found.append((_OF_GENRE, (here.genre, source, item.name.split(" ", 1)[0] if source in "sh" else "")))
    previous, following = here.words[item.first - 1], here.words[item.last]
    if item.first in here.lines:
        found.append((_OF_LINE, (following,)))
    own = known.kind if known else source
    if item.first in here.ends:
        found.append((_BESIDE, ("prev", *here.ends[item.first], own, "+" if item.prefix.startswith("و") else "")))
    elif previous in _JOINS and item.first - 1 in here.ends and not item.prefix:
        found.append((_BESIDE, ("prev", *here.ends[item.first - 1], own, "+")))
    if item.last in here.starts:
        found.append((_BESIDE, ("next", *here.starts[item.last], own, "+" if following.startswith("و") else "")))
    elif following in _JOINS and item.last + 1 in here.starts:
        found.append((_BESIDE, ("next", *here.starts[item.last + 1], own, "+")))
    if here.names[item.name] > 1:
        found.append((_NAMED_SO, (f"again{source}",)))
    if previous == "#":
        found.append((_NAMED_SO, (f"tag{source}",)))


def _of_genre(genre: str, source: str, first_word: str) -> Iterator[str]:
    yield f"{genre}{source}"
    for kind in before(first_word) if first_word else ():
        yield f"{genre}{source}w={kind}"


def _of_line(following: str) -> Iterator[str]:
    yield "line"
    yield f"line={following}"


def _named_so(name: str) -> Iterator[str]:
    yield name


def _beside(side: str, kind: str, size: str, own: str, join: str) -> Iterator[str]:
    yield f"{side}{join}"
    yield f"{side}{own}{join}{kind}"
    yield f"{side}{own}{join}{kind}{size}"


_OF_NAME, _OF_WORD_BEFORE = Told(_of_name), Told(_of_word_before)
_OF_SECOND_BEFORE, _OF_TWO_BEFORE = Told(_of_second_before), Told(_of_two_before)
_OF_WORD_AFTER, _OF_WORDS_AFTER, _OF_DEMONYM = Told(_of_word_after), Told(_of_words_after), Told(_of_demonym)
_OF_RANKS, _OF_SPORT, _OF_GENRE, _OF_LINE = Told(_of_ranks), Told(_of_sport), Told(_of_genre), Told(_of_line)
_BESIDE, _NAMED_SO = Told(_beside), Told(_named_so)
