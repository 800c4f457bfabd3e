"""Who says it: the sources that a clause names, their kind, and how they stand to what they say."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..incident import Source, Span, Stance
from ..text import Document
from ..times.dates import find_dates
from . import lexicon
from .clauses import Clause
from .lexicon import Hit
from .morphology import stems
from .party_names import actor_id

__all__ = ["Attribution", "find_attributions"]

_LONGEST = 14
_SHORTER = 7
_COLON = ":"
_QUOTE = '"'
_ENDS = frozenset(',.;:()"')


@dataclass(frozen=True, slots=True)
class Attribution:
    """Tokens ``first`` to ``last - 1`` name a source."""

    first: int
    last: int
    who: str
    """The report's words for the source; empty where the verb stands alone (وأضاف أن)."""
    span: Span
    kind: Source
    stance: Stance
    party: str | None
    """Neutral identifier of the source where it is a party to the conflict."""


def find_attributions(doc: Document, clause: Clause) -> list[Attribution]:
    """Return the sources that a clause names, in order."""
    found = [*_before_colon(doc, clause), *_after_verbs(doc, clause)]
    found += [
        _attribution(doc, hit, range(hit.last, _end(doc, hit.last, clause.last)), "states")
        for hit in lexicon.load("sources:according").find(doc, clause.tokens)
    ]
    return sorted(found, key=lambda attribution: attribution.first)


def _before_colon(doc: Document, clause: Clause) -> Iterator[Attribution]:
    """Yield the source that stands alone before what it says: الدفاع المدني: سبعة قتلى."""
    if doc.words[clause.last - 1] != _COLON or clause.first != doc.sentences[clause.sentence].start:
        return
    marks = [index for index in range(clause.first, clause.last - 1) if not doc.tokens[index].is_word]
    first = max(marks, default=clause.first - 1) + 1
    who = range(first, clause.last - 1)
    if not 0 < len(who) <= _SHORTER or lexicon.load("events:trigger", "sources:say").find(doc, who):
        return
    hit = next(iter(lexicon.load("sources:source").find(doc, range(who.start, who.start + 1))), None)
    kind = _kind(doc, who) if hit is not None or actor_id(doc.quote(doc.span(who.start, who.stop))) else "unknown"
    if kind != "unknown":
        span = doc.span(who.start, who.stop)
        yield Attribution(who.start, who.stop, doc.quote(span), span, kind, "states", actor_id(doc.quote(span)))


def _after_verbs(doc: Document, clause: Clause) -> Iterator[Attribution]:
    for hit in lexicon.load("sources:say").find(doc, clause.tokens, pronouns=False):
        if _is_noun(doc, hit):
            continue
        who = range(hit.last, _subject_end(doc, hit.last, clause.last))
        if not who:
            who = _subject_before(doc, clause, hit)
        elif doc.tokens[who.start].text in lexicon.word_set("not_a_name"):
            who = range(hit.last, hit.last)
        yield _attribution(doc, hit, who, hit.entry.get("stance"))


def _subject_before(doc: Document, clause: Clause, hit: Hit) -> range:
    """Return the subject that stands before its verb: أما المجلس المحلي فتحدث عن."""
    first = clause.first
    while first < hit.first and doc.tokens[first].text in lexicon.word_set("before_front"):
        first += 1
    last = hit.first
    while last > first and doc.tokens[last - 1].text in lexicon.word_set("pluperfect"):
        last -= 1
    return range(first, last) if last - first <= _SHORTER else range(hit.last, hit.last)


def _is_noun(doc: Document, hit: Hit) -> bool:
    """Tell whether the word is no verb of saying after all: كما قال belongs to `according`."""
    return hit.first > 0 and doc.tokens[hit.first - 1].text in lexicon.word_set("as_said") and hit.form == "past"


def _attribution(doc: Document, hit: Hit, who: range, stance: Stance) -> Attribution:
    named = _without_time(doc, who)
    span = doc.span(named.start, named.stop) if len(who) else doc.span(hit.first, hit.last)
    words = doc.quote(span) if len(who) else ""
    return Attribution(
        min(who.start, hit.first), max(who.stop, hit.last), words, span, _kind(doc, who), stance, actor_id(words)
    )


def _without_time(doc: Document, who: range) -> range:
    """Return the words for a source without the time at which it spoke: أعلن الجيش أمس أن."""
    said = next((p.first for p in find_dates(doc, who) if p.last == who.stop and p.first > who.start), who.stop)
    return range(who.start, said)


def _kind(doc: Document, who: range) -> Source:
    hits = lexicon.load("sources:source").find(doc, who)
    order = lexicon.load("sources:source").entries
    best = min(hits, key=lambda hit: (hit.form != "phrase", order.index(hit.entry)), default=None)
    kind: Source = best.entry.get("kind") if best is not None else "unknown"
    return kind


def _subject_end(doc: Document, first: int, stop: int) -> int:
    complements = lexicon.word_set("complement") | lexicon.word_set("responsibility")
    told = lexicon.load("events:trigger").find(doc, range(first, min(stop, first + _LONGEST)))
    stop = min([stop, *(hit.first for hit in told)])
    for index in range(first, min(stop, first + _LONGEST)):
        word = doc.tokens[index].text
        if word == _QUOTE and (closing := _name_in_quotes(doc, first, index, stop)):
            return closing
        if (
            word in complements
            or word in _ENDS
            or word[0].isdigit()
            or _says_where(doc, index)
            or not lexicon.word_set("said").isdisjoint(stems(word))
        ):
            return index
    return min(stop, first + _LONGEST)


def _says_where(doc: Document, index: int) -> bool:
    """Tell whether the words for a source go on with where it says it, or that it does: في بيان, إلى أن."""
    word, after = doc.words[index], doc.words[index + 1] if index + 1 < len(doc.words) else ""
    if word in lexicon.word_set("to"):
        return after in lexicon.word_set("complement")
    return word in lexicon.word_set("within") and after in lexicon.word_set("statement")


def _name_in_quotes(doc: Document, first: int, index: int, stop: int) -> int:
    """Return where a name in quotation marks after a word for a body of people ends (تنظيم «الدولة»), or 0."""
    body = lexicon.load("actors:agent").find(doc, range(max(first, index - 1), index))
    if not any(hit.entry.id == "forces" for hit in body):
        return 0
    after = range(index + 1, min(stop, index + _LONGEST))
    return next((at + 1 for at in after if doc.words[at] == _QUOTE), 0)


def _end(doc: Document, first: int, stop: int) -> int:
    for index in range(first, min(stop, first + _LONGEST)):
        if doc.tokens[index].text in _ENDS and doc.tokens[index].text != '"':
            return index
    return min(stop, first + _SHORTER)
