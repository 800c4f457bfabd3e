"""The sentences of a report, each told apart into clauses when somebody asks what it says.

Most sentences tell of no incident; those that stand before the first one are read only where it asks back.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from ..quantities.harmwords import SAYS_HARM
from ..text import Document
from ..times.timewords import BEGINS as TIME
from ..toponyms.mentions import Located
from . import lexicon
from .clauses import clauses
from .facts import Facts, Places
from .realis import Cues

__all__ = ["Sentence", "sentences"]


class Sentence:
    """One sentence of a document, given by its index."""

    def __init__(self, doc: Document, number: int, places: Places, published: dt.date | None, cues: Cues) -> None:
        self.doc, self.number, self.published = doc, number, published
        self._places, self._cues = places, cues

    @property
    def may_be_news(self) -> bool:
        """Whether it has words that may tell of an incident, or of people hit and of a time."""
        tokens, doc = self.doc.sentences[self.number], self.doc
        return lexicon.load("events:trigger").may_find(doc, tokens) or all(
            doc.where(sign, tokens) for sign in (SAYS_HARM, TIME)
        )

    @cached_property
    def all(self) -> list[Facts]:
        """What each of its clauses says, in order."""
        parts = clauses(self.doc, self.number)
        unreal = self._cues.unreal(parts)
        found = []
        for part in parts:
            reaching = [stretch for stretch in unreal if stretch.first < part.last and stretch.last > part.first]
            found.append(Facts(self.doc, part, self._places, self.published, reaching))
        for one, other in pairwise(found):
            one.after, other.before = other, one
        return found


def sentences(doc: Document, find: Callable[[], Sequence[Located]], published: dt.date | None) -> Iterator[Sentence]:
    """Yield the sentences of a document; the places named in it are found when first asked for."""
    places, cues = Places(find), Cues(doc)
    for number in range(len(doc.sentences)):
        yield Sentence(doc, number, places, published, cues)
