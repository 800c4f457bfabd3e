# ruff: noqa: INP001  (a module of scripts)
"""Texts whose places are labelled, as they are and as news is written: what is learnt from and measured on."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.arabic import normalise
from geo.text import Document, read

__all__ = ["NEWS", "SETS", "TOKENISED", "TWEETS", "Row", "Text", "joined", "labelled", "name_of", "overlaps", "rows"]

SETS = {
    "reports/open": 6.0,
    "places/newsfane": 1.0,
    "places/wikifane": 0.7,
    "places/wojood": 1.0,
    "places/aqmar": 0.7,
    "places/idrisi_ra": 1.0,
    "places/idrisi_da": 0.5,
}
"""The sets, and what one of their texts weighs."""
NEWS = frozenset({"reports/open", "places/newsfane"})
TOKENISED = frozenset({"places/newsfane", "places/wikifane"})
"""Sets in which particles and pronouns stand apart from their words."""
TWEETS = frozenset({"places/idrisi_ra", "places/idrisi_da"})
"""Sets that label a name once where a text has it several times, at the first spot that has its letters."""
PLACES = frozenset({
    *("LOC", "GPE", "FAC", "CTRY", "CITY", "PROV", "DIST", "NBHD", "ST", "HPOI", "NPOI", "OTHR"),
    *("Nation", "Population-Center", "State-or-Province", "County-or-District", "Continent", "Water-Body"),
    *("Land-Region-Natural", "Region-General", "Region-International", "Celestial", "GPE-Cluster"),
})  # fmt: skip
UNDECIDED = frozenset({"Building-Grounds", "Airport", "Path", "Subarea-Facility", "Plant", "Land", "Water", "Air"})
NO_NAMES = frozenset({"DATE", "OCC", "ORDINAL", "CARDINAL", "NORP", "MONEY", "CURR", "TIME", "QUANTITY", "UNIT"})

Span = tuple[int, int]
Row = dict[str, Any]
_ATTACHED = re.compile(r"(?<!\S)(?P<particle>[وفبلك]) (?=[^\W\d_]{2})|(?<=[^\W\d_]) (?=(?:ها|ه|هم|هما|هن|نا)(?!\S))")


@dataclass(frozen=True)
class Text:
    """A labelled text: its places, and the stretches on which it gives no verdict."""

    doc: Document
    places: tuple[Span, ...]
    undecided: tuple[Span, ...]
    names: tuple[Span, ...]
    """Names of every sort."""
    weight: float
    news: bool = False
    tweet: bool = False
    joined: "Text | None" = None
    """The text as news is written, if it lies in pieces."""


def rows(folder: Path, name: str, part: str) -> Iterator[Row]:
    """Yield the rows of one part, ``train`` or ``dev``, of a set."""
    for line in (folder / f"{name}.{part}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def labelled(row: Row, weight: float, *, news: bool = False, tweet: bool = False) -> Text:
    """Return one labelled text."""
    doc = read(row["text"])
    if "mentions" in row:
        mentions = tuple((m["start"], m["end"]) for m in row["mentions"])
        return Text(doc, mentions, (), mentions, weight, news, tweet)
    spans = [tuple(span) for span in row["spans"]]
    inside = [(a, b) for a, b, kind in spans if kind == "ORG"]
    places: list[Span] = []
    undecided: list[Span] = []
    for a, b, kind in spans:
        if kind in PLACES or "links" in row:
            nested = any(x <= a and b <= y for x, y in inside)
            (undecided if nested else places).append((a, b))
        elif kind in UNDECIDED:
            undecided.append((a, b))
    names = tuple((a, b) for a, b, kind in spans if kind not in NO_NAMES)
    if tweet:
        places, more = _spots(doc, places)
        undecided += more
    return Text(doc, tuple(places), tuple(undecided), names, weight, news, tweet)


def _spots(doc: Document, places: list[Span]) -> tuple[list[Span], list[Span]]:
    """Return the places that end where a word ends, and as undecided the others and every spot a name recurs at."""
    ends = {token.end for token in doc.tokens}
    whole = [span for span in places if span[1] in ends]
    undecided = [span for span in places if span[1] not in ends]
    for name in {doc.source[a:b] for a, b in places}:
        spots = (match.span() for match in re.finditer(re.escape(name), doc.source))
        undecided += [spot for spot in spots if not overlaps(spot, whole)]
    return whole, undecided


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Tell whether a span shares a character with any of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def joined(row: Row) -> Row:
    """Return a text whose particles and pronouns stand apart as news is written, with its spans moved along."""
    pieces: list[str] = []
    moved: list[int] = []
    at = 0
    for match in _ATTACHED.finditer(row["text"]):
        space = match.end() - 1
        skip = 2 if match["particle"] == "ل" and row["text"].startswith("ال", match.end()) else 1
        pieces.append(row["text"][at:space])
        at = space + skip
        moved += [space] * skip if skip == 1 else [space, space + 1]
    pieces.append(row["text"][at:])
    return {**row, "text": "".join(pieces), "spans": [[*_shift(a, b, moved), kind] for a, b, kind in row["spans"]]}


def _shift(start: int, end: int, dropped: list[int]) -> Span:
    return start - sum(at < start for at in dropped), end - sum(at < end for at in dropped)


def name_of(text: str, span: Span) -> str:
    """Return the normal form of a labelled name, without the marks of a tag."""
    return normalise(text[slice(*span)].replace("_", " ").replace("#", " "))
