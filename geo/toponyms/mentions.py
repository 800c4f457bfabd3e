"""Find the places that a text names, and where each of them is."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.place import Match, Place

from ..text import Document, read
from .candidates import Candidate
from .recognise import recognise
from .recognizer import Recognizer
from .resolve import Answer, resolve

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["Located", "Mention", "find_in", "find_places"]

_SURE = 0.75
"""A known name of which no place fits is a mention only if it is at least so likely to be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place name in a text, and the place it was taken for."""

    start: int
    """Offset in the text."""
    end: int
    text: str
    """``source[start:end]``: the name without attached و ف ب ل ك."""
    place: Place | None
    """``None`` when no candidate is good enough."""
    score: float
    """How likely the place is the right one, 0 to 1; without a place, how likely the words name one."""
    candidates: tuple[Match, ...]
    """The places of this name that were weighed, best first."""
    why: str
    """The facts that decided, in one sentence."""


@dataclass(frozen=True, slots=True)
class Located:
    """A mention and the tokens of the document that it is made of."""

    mention: Mention
    first: int
    """Index of its first token, which may have particles attached in front of the name."""
    last: int
    """Index after its last token."""


def find_places(
    text: str,
    *,
    published: dt.date | None = None,
    outlet: str | None = None,
    gazetteer: "Gazetteer | None" = None,
    recognizer: Recognizer | None = None,
) -> list[Mention]:
    """Return the places that a text names, in text order.

    Parameters
    ----------
    text
        Any text; offsets of the answer index it as it stands.
    published
        Day of publication. Kept for the day when names have dates; not used yet.
    outlet
        Who published it; its home counts a little where a name is shared.
    gazetteer
        Where names are looked up; by default the built-in one.
    recognizer
        What decides which words are names of places, such as `geo.CamelRecognizer`; by default the library's own.
    """
    del published
    found = find_in(read(text), outlet=outlet, gazetteer=gazetteer, recognizer=recognizer)
    return [located.mention for located in found]


def find_in(
    doc: Document,
    *,
    outlet: str | None = None,
    gazetteer: "Gazetteer | None" = None,
    recognizer: Recognizer | None = None,
) -> list[Located]:
    """Return the places that a document names, in text order, with their tokens."""
    if gazetteer is None:
        from gazetteer import load  # noqa: PLC0415  opened when first needed

        gazetteer = load()
    chosen = recognise(doc, gazetteer, recognizer)
    answers = resolve(doc, chosen, outlet=outlet)
    return [
        Located(_mention(doc, question.item, answer), question.item.first, question.item.last)
        for question, answer in zip(chosen, answers, strict=True)
        if answer.place is not None or not question.item.known or question.likelihood >= _SURE
    ]


def _mention(doc: Document, item: Candidate, answer: Answer) -> Mention:
    start, end = doc.starts[item.first], doc.ends[item.last - 1]
    if item.skip:
        start = doc.normal.source_starts([doc.ats[item.first] + item.skip])[0]
    return Mention(
        start=start,
        end=end,
        text=doc.source[start:end],
        place=answer.place,
        score=answer.score,
        candidates=answer.candidates,
        why=answer.why,
    )
