"""What is said but did not happen, or is not told as news: denied, planned, supposed, drilled, remembered."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from operator import attrgetter

from ..text import Document, Token
from . import lexicon
from .clauses import Clause
from .events import Trigger
from .lexicon import Hit

__all__ = ["Cues", "Unreal", "effect_on"]

_STRONGEST_FIRST = ("denied", "figurative", "drill", "background", "planned", "hypothetical")

_START = attrgetter("start")
_NEAR = 6
_QUOTE = '"'
_ASKS = "?"
_SHORT_QUOTE = 3
"""A verb with so few words in its quotation marks is a figure of speech: «اقتحم القاعة»."""
_TOPIC = 3
"""A cue that stands in a report so often is what the report is about."""


@dataclass(frozen=True, slots=True)
class Unreal:
    """Tokens ``first`` to ``last - 1`` tell of what did not happen, or not as news."""

    first: int
    last: int
    effect: str
    """``denied``, ``planned``, ``hypothetical``, ``drill``, ``background`` or ``figurative``."""
    cue: Hit


class Cues:
    """The cues of a document, which put stretches of it in doubt."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc

    def unreal(self, clauses: Sequence[Clause]) -> list[Unreal]:
        """Return the stretches in doubt that may reach into a sentence, given by its clauses."""
        here = self._by_sentence.get(clauses[0].sentence, ())
        return [*(_stretch(self.doc, clauses, hit) for hit in here), *self._everywhere]

    @cached_property
    def _hits(self) -> list[Hit]:
        return lexicon.load("realis:cue").find(self.doc, pronouns=False)

    @cached_property
    def _everywhere(self) -> list[Unreal]:
        """The cues that stand for the whole document: for what it is about, or what its first sentence says of it."""
        times, first = Counter(hit.entry for hit in self._hits), self.doc.sentences[:1]
        whole = {
            hit.entry: hit
            for hit in self._hits
            if (hit.entry.get("reach") == "report" and hit.first in first[0])
            or (hit.entry.get("reach") == "topic" and times[hit.entry] >= _TOPIC)
        }
        return [Unreal(0, len(self.doc.words), entry.get("effect"), hit) for entry, hit in whole.items()]

    @cached_property
    def _by_sentence(self) -> dict[int, list[Hit]]:
        found: dict[int, list[Hit]] = defaultdict(list)
        for hit in self._hits:
            found[bisect_right(self.doc.sentences, hit.first, key=_START) - 1].append(hit)
        return found


def _stretch(doc: Document, clauses: Sequence[Clause], hit: Hit) -> Unreal:
    effect, reach = hit.entry.get("effect"), hit.entry.get("reach")
    tokens = doc.sentences[clauses[0].sentence]
    if reach == "near":
        return Unreal(max(tokens.start, hit.first - _NEAR), min(tokens.stop, hit.last + _NEAR), effect, hit)
    if reach in {"around", "report", "topic"}:
        return Unreal(tokens.start, tokens.stop, effect, hit)
    here = bisect_right(clauses, hit.first, key=lambda clause: clause.first) - 1
    return Unreal(hit.first, _chain_end(doc, clauses[here:], hit.last), effect, hit)


def _chain_end(doc: Document, clauses: Sequence[Clause], first: int) -> int:
    """Return where the reach of a cue ends: with the first clause and those that go on with it, or where بعد begins."""
    end = clauses[0].last
    past = lexicon.word_set("aftermath")
    cut = next((index for index in range(first, end) if doc.words[index] in past), None)
    if cut is not None:
        return cut
    for clause in clauses[1:]:
        if doc.words[clause.first] not in lexicon.word_set("goes_on"):
            break
        end = clause.last
    return end


def _is_unmanned(token: Token | None) -> bool:
    """Tell whether what follows makes of a negation the name of a drone: بدون طيار."""
    return token is not None and token.text in lexicon.word_set("pilot")


def _holds_for(stretch: Unreal, trigger: Trigger) -> bool:
    """Tell whether a cue can be about a trigger: a feast explains gunfire, an accident an explosion, not a raid."""
    only = stretch.cue.entry.get("triggers")
    return only is None or trigger.id in only


def _is_quoted_alone(doc: Document, trigger: Trigger) -> bool:
    """Tell whether quotation marks close in a noun or a verb, which makes it a figure of speech: شن الجراد «غارات»."""
    first, last = trigger.hit.first, trigger.hit.last
    if doc.words[first - 1 : first] != (_QUOTE,):
        return False
    if trigger.hit.form == "noun":
        return doc.words[last : last + 1] == (_QUOTE,)
    return _QUOTE in doc.words[last : last + _SHORT_QUOTE]


def effect_on(doc: Document, clause: Clause, trigger: Trigger, unreal: Sequence[Unreal]) -> str | None:
    """Return what keeps a trigger from telling of a new incident; ``None`` where nothing does.

    Besides the effects of `Unreal`: ``negated`` for a trigger under لم or in a clause that begins with it.
    """
    if trigger.hit.form == "future":
        return "planned"
    if _is_quoted_alone(doc, trigger):
        return "figurative"
    if doc.words[doc.sentences[clause.sentence].stop - 1] == _ASKS:
        return "hypothetical"
    effects = {
        stretch.effect
        for stretch in unreal
        if stretch.first <= trigger.hit.first < stretch.last and _holds_for(stretch, trigger)
    }
    for effect in _STRONGEST_FIRST:
        if effect in effects:
            return effect
    near = doc.tokens[max(clause.first, trigger.hit.first - 2) : trigger.hit.first]
    before = {one.text for one, then in zip_longest(near, near[1:]) if not _is_unmanned(then)}
    negations = lexicon.word_set("negation")
    if before & negations or doc.tokens[clause.first].text in negations:
        return "negated"
    return None
