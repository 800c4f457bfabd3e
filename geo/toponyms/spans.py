"""Turn stretches of a text that the tagger or another recogniser takes for names into candidates."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from gazetteer.arabic import Clitics, clitics

from ..text import Document
from .candidates import Candidate
from .context import head_of
from .tagger import WORTH, Tags

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["of_spans", "proposals"]

_LONGEST = 5

_START, _END = attrgetter("start"), attrgetter("end")


def of_spans(doc: Document, gazetteer: "Gazetteer", spans: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield a candidate for each span, in text order, as far as it holds words and none before it has them."""
    free = 0
    for start, end in sorted(spans):
        first = max(free, bisect_right(doc.tokens, start, key=_END))
        last = bisect_left(doc.tokens, end, key=_START)
        while first < last and not doc.tokens[first].is_word:
            first += 1
        while first < last and not doc.tokens[last - 1].is_word:
            last -= 1
        if first < last:
            free = last
            yield _candidate(doc, gazetteer, (first, last), start - doc.tokens[first].start)


def _candidate(doc: Document, gazetteer: "Gazetteer", tokens: tuple[int, int], skipped: int) -> Candidate:
    """Return the candidate with the reading of its first word that makes a known name, or else leaves out `skipped`."""
    first, last = tokens
    rest = tuple(word for word in doc.words[first + 1 : last] if word[0].isalnum())
    readings = clitics(doc.words[first])

    def name(reading: Clitics) -> str:
        return " ".join((reading.stem, *rest))

    for reading in readings:
        if reading.skip >= min(skipped, readings[-1].skip) and gazetteer.named(name(reading)):
            return Candidate(first, last, name(reading), reading.prefix, reading.skip, "gazetteer")
    if rest and head_of(doc.words[first]) is not None and gazetteer.named(" ".join(rest)):
        return Candidate(first + 1, last, " ".join(rest), "", 0, "gazetteer")
    reading = next((each for each in readings if each.skip >= skipped), readings[0])
    return Candidate(first, last, name(reading), reading.prefix, reading.skip, "tagged")


def proposals(doc: Document, tags: Tags, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield what the tagger takes for a name and none of the candidates is."""
    taken = {(item.first, item.last) for item in found}
    words = doc.words
    for first in tags.openings:
        if not words[first][0].isalpha():
            continue
        last = first + 1
        while last <= min(first + _LONGEST, len(words)) and tags.inside(last - 1) >= WORTH:
            if (first, last) not in taken and words[last - 1][0].isalpha() and tags.span(first, last) >= WORTH:
                yield _proposed(doc, first, last, attached=tags.is_attached(first))
            last += 1


def _proposed(doc: Document, first: int, last: int, *, attached: bool) -> Candidate:
    readings = clitics(doc.words[first])
    reading = readings[1] if attached and len(readings) > 1 else readings[0]
    rest = (word for word in doc.words[first + 1 : last] if word[0].isalpha())
    return Candidate(first, last, " ".join((reading.stem, *rest)), reading.prefix, reading.skip, "tagged")
