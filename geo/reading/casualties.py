"""What clauses say of people hit, each count with its source."""

from collections.abc import Iterable

from ..incident import Span
from ..quantities.tolls import Casualty
from ..text import Document
from . import lexicon
from .claims import Attribution
from .draft import Toll
from .facts import Facts

__all__ = ["implied_tolls", "tolls_of"]


def tolls_of(facts: Iterable[Facts], source: Attribution | None) -> list[Toll]:
    """Return what clauses say of people hit; negated clauses and totals over a period are the caller's to weigh."""
    tolls = []
    for each in sorted(facts, key=lambda f: f.clause.first):
        source = next((a for a in reversed(each.attributions) if a.who), source)
        tolls += [_toll(each, casualty, source) for casualty in each.casualties]
    return tolls


def implied_tolls(doc: Document, anchor: Facts, source: Attribution | None) -> list[Toll]:
    """Return the one person that a verb in the singular tells of, its victim standing before it: طفل … قتل بقذيفة."""
    if not any(trigger.hit.entry.get("needs") == "casualty" for trigger in anchor.told):
        return []
    for hit in lexicon.load("clauses:light").find(doc, anchor.clause.tokens):
        what = hit.entry.get("harms", {}).get(doc.tokens[hit.first].text)
        if hit.entry.id == "harm" and what is not None:
            who = source.who if source else ""
            span = Span(hit.first, hit.last)
            return [
                Toll(what=what, low=1, high=1, source=who, sentence=anchor.clause.sentence, updated=False, span=span)
            ]
    return []


def _toll(each: Facts, casualty: Casualty, source: Attribution | None) -> Toll:
    return Toll(
        what=casualty.what,
        low=casualty.low,
        high=casualty.high,
        source=source.who if source else "",
        sentence=each.clause.sentence,
        updated=casualty.updated or _corrects(each),
        span=Span(casualty.first, casualty.last),
        category=(casualty.category or "others") if casualty.subset_of else None,
    )


def _corrects(facts: Facts) -> bool:
    """Tell whether a clause puts right what was told: تصحيح: عدد المصابين سبعة, والصواب أن."""
    words = facts.doc.words[max(0, facts.clause.first - 2) : facts.clause.last]
    return not lexicon.word_set("correction").isdisjoint(words)
