"""What clauses say of people hit, each count with its source."""

from collections.abc import Iterable

from ..incident import Span
from ..quantities.harmwords import rule_at
from ..quantities.nouns import noun
from ..quantities.tolls import Casualty
from ..text import Document
from . import lexicon
from .claims import Attribution
from .draft import FOES, Apart, Toll
from .facts import Facts
from .morphology import stems

__all__ = ["implied_tolls", "tolls_of"]

_SOON = 6
"""Within so many words after the dead is told of what they died."""


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
        category=_category(each, casualty),
        apart=_apart(each, casualty),
        who=_whom(each, casualty),
    )


def _category(each: Facts, casualty: Casualty) -> str | None:
    """Return of what part of the people hit a count is; one of the wounded who died is no part of the dead."""
    if not casualty.subset_of:
        return None
    counted = [noun(word) for word in each.doc.words[casualty.first : casualty.last]]
    of_wounded = any(found is not None and found.kind == "injured" for found in counted)
    since = of_wounded and casualty.category is None and _apart(each, casualty) == "died"
    return None if since else casualty.category or "others"


def _apart(each: Facts, casualty: Casualty) -> Apart | None:
    """Return whether those counted are the attackers (وقتل المهاجم), or wounded who died since (وفاة الجندي)."""
    words = each.doc.words[casualty.first : casualty.last]
    if not casualty.low:
        return None
    if any(word in lexicon.word_set("culprit") for word in words[-1:]) or (
        len(words) > 1
        and words[-2] in lexicon.word_set("culprit")
        and rule_at(each.doc.tokens, casualty.last - 1, casualty.last)
    ):
        return "attacker"
    if casualty.what == "killed" and (
        not lexicon.word_set("died").isdisjoint(words)
        or not lexicon.word_set("of_wounds").isdisjoint(
            each.doc.words[casualty.last : min(casualty.last + _SOON, each.clause.last)]
        )
    ):
        return "died"
    return None


def _whom(each: Facts, casualty: Casualty) -> str | None:
    """Return whom a count is of: the other side, who is called so (عنصرا, إرهابيين), or what the noun says."""
    words = {stem for at in range(casualty.first, casualty.last) for stem in stems(each.doc.words[at], pronouns=False)}
    foes = casualty.category == "combatants" and not words.isdisjoint(lexicon.word_set("foes"))
    return FOES if foes else casualty.category


def _corrects(facts: Facts) -> bool:
    """Tell whether a clause puts right what was told: تصحيح: عدد المصابين سبعة, والصواب أن."""
    words = facts.doc.words[max(0, facts.clause.first - 2) : facts.clause.last]
    return not lexicon.word_set("correction").isdisjoint(words)
