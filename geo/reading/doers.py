"""Who did what a group of clauses tells: a party by its verb, a state, or one that a later clause names."""

from collections.abc import Iterable, Sequence

from ..incident import Span
from ..quantities.numbers import find_numbers
from ..signs import Sign
from ..text import Document
from . import lexicon
from .actors import Actor, actor_at, end_of_party, find_actor, is_agent, may_be_verb
from .clauses import Clause
from .events import Trigger
from .facts import Facts
from .group import Group
from .owners import KILLED_BY, owner_by_words
from .roles import PlaceRole

__all__ = ["actor_of"]

_VICTIM = 3
"""A verb of harm with its victim has at most so many tokens; more may name who did it too."""
_DOES = "carry-out"
_OBJECTS = ("ا", "ين")
"""Endings of nouns that are an object: قتل مسلحون شرطيا, not قتل المسلحون الثلاثة."""
_LONGEST = 6


def actor_of(doc: Document, group: Group, triggers: Sequence[Trigger]) -> Actor | None:
    """Return who did what a group tells, as its anchor or the clauses after it have it."""
    anchor = group.anchor
    if anchor is None:
        return None
    if (accused := _accused(doc, anchor)) is not None:
        return accused
    taken = {i for a in anchor.attributions for i in range(a.first, a.last)}
    taken |= {i for p in anchor.periods for i in range(p.first, p.last)}
    verbs = {t.hit.last for t in triggers if t.is_verb or may_be_verb(doc, t)}
    objects = any(doc.words[c.last - 1].endswith(_OBJECTS) for c in anchor.casualties)
    verbs |= {t.hit.last - 1 for t in triggers if objects and t.id == KILLED_BY}
    taken |= {
        i
        for c in anchor.casualties
        if c.last - c.first <= _VICTIM
        for i in range(c.first, c.last)
        if i not in verbs or i == c.last - 1
    }
    taken |= {i for n in find_numbers(doc, anchor.clause.tokens) for i in range(n.first, n.last) if n.dual_of is None}
    armed = lexicon.word_set("armed")
    taken |= {
        t.hit.last for t in triggers if not t.is_verb and armed.issuperset(doc.words[t.hit.last : t.hit.last + 1])
    }
    if any(trigger.id == "interception" for trigger in triggers):
        taken |= {i for m in anchor.munitions for i in range(m.first, m.last)}
    downed = [trigger for trigger in triggers if trigger.id == "interception"]
    for trigger in sorted(downed or triggers, key=lambda t: -t.rank):
        if (actor := _state(anchor, trigger) or find_actor(doc, anchor.clause, trigger, taken)) is not None:
            return actor
    if (owner := owner_by_words(doc, anchor, triggers, taken)) is not None:
        return owner
    return _party_after(doc, (each.clause for each in group.tail))


def _party_after(doc: Document, clauses: Iterable[Clause]) -> Actor | None:
    """Return the party that later clauses name: as the one it came from (مصدرها مواقع), or by its deed (الخاطفون)."""
    for clause in clauses:
        begin = [
            *(i + step for i in doc.where(_FROM_WHOM, clause.tokens) for step in (1, 2, 3)),
            *range(clause.first, clause.first + 2),
        ]
        for at in begin:
            doers = {"doers"} if at < clause.first + 2 else {"forces", "doers", "persons"}
            heads = lexicon.load("actors:agent").find(doc, range(at, min(at + 1, clause.last)))
            if any(hit.entry.id in doers for hit in heads) and at < clause.last:
                whole = any(hit.entry.id == "doers" for hit in heads)
                last = at + 1 if whole else end_of_party(doc, at, min(clause.last, at + _LONGEST))
                return actor_at(doc, range(at, last))
    return None


_FROM_WHOM = Sign(lambda word: word in lexicon.word_set("source_of"), lambda: lexicon.word_set("source_of"))


def _accused(doc: Document, anchor: Facts) -> Actor | None:
    """Return the party that another says did it: اتهمت الوزارة حزب الله بخطف جنديين."""
    for source in anchor.attributions:
        if source.stance != "accuses":
            continue
        for index in range(source.first + 2, source.last):
            if is_agent(doc, index) and doc.words[index - 1] not in lexicon.word_set("governs_party"):
                return actor_at(doc, range(index, end_of_party(doc, index, source.last)))
    return None


def _state(anchor: Facts, trigger: Trigger) -> Actor | None:
    """Return the state that does what the verb right before it says: قصفت إسرائيل مواقع."""
    states = [role for role in anchor.roles if role.role == "background" and _is_state(role)]
    if not states:
        return None
    carriers = [h for h in lexicon.load("clauses:light").find(anchor.doc, anchor.clause.tokens) if h.entry.id == _DOES]
    verbs = {hit.last for hit in carriers} | ({trigger.hit.last} if trigger.is_verb else set())
    mention = next((role.located.mention for role in states if role.located.first in verbs), None)
    return Actor(mention.text, Span(mention.start, mention.end), None) if mention is not None else None


def _is_state(role: PlaceRole) -> bool:
    place = role.located.mention.place
    return place is not None and place.kind == "country"
