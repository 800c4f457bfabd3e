"""Who did what a group of clauses tells: a party by its verb, a state, or one that a later clause names."""

from collections.abc import Sequence

from ..incident import Span
from ..quantities.numbers import find_numbers
from ..text import Document
from . import lexicon
from .actors import Actor, find_actor, party_after
from .events import Trigger
from .facts import Facts
from .group import Group
from .owners import owner_by_words
from .roles import PlaceRole

__all__ = ["actor_of"]

_VICTIM = 3
"""A verb of harm with its victim has at most so many tokens; more may name who did it too."""
_DOES = "carry-out"


def actor_of(doc: Document, group: Group, triggers: Sequence[Trigger]) -> Actor | None:
    """Return who did what a group tells, as its anchor or the clauses after it have it."""
    anchor = group.anchor
    if anchor is None:
        return None
    taken = {i for a in anchor.attributions for i in range(a.first, a.last)}
    taken |= {i for p in anchor.periods for i in range(p.first, p.last)}
    verbs = {t.hit.last for t in triggers if t.is_verb}
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
    for trigger in sorted(triggers, key=lambda t: -t.rank):
        if (actor := find_actor(doc, anchor.clause, trigger, taken) or _state(anchor, trigger)) is not None:
            return actor
    if (owner := owner_by_words(doc, anchor, triggers, taken)) is not None:
        return owner
    return party_after(doc, (each.clause for each in group.tail))


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
