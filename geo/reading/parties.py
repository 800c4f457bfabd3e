"""The party to an incident: the one its words name, or the one that speaks or acted before."""

from functools import cache

from ..text import Document
from . import lexicon
from .accounts import Account
from .actors import Actor, is_possessed
from .draft import Draft
from .standing import status_of

__all__ = ["claimant_of", "party_of", "same_party", "speaker_of"]

_THEY = "وا"
_AND = "و"
_SHE = "ت"
_DAMMA = "\u064f"
_SUBJECTLESS = frozenset({"explosion", "impact", "harm", "happen", "undergo", "other"})
"""Verbs whose subject is what flew or burst, who was hit, or nobody."""


def party_of(doc: Document, account: Account) -> Actor | None:
    """Return who did it; a party that is the speaker's own (قواته) is the speaker."""
    own, source = account.actor, account.source
    claimed = source is not None and source.stance == "claims" and account.of_itself
    if own is not None and not claimed and not is_possessed(own.text.split()[0]):
        return own
    return speaker_of(doc, account) or own


def claimant_of(account: Account, told: Draft) -> Actor | None:
    """Return the party that owns to an incident told before, where that had no more than a person for it."""
    source = account.source
    if source is None or source.party is None or source.stance not in {"claims", "states"} or not account.of_itself:
        return None
    unknown = told.actor is None or told.actor.id is None
    return Actor(source.who, source.span, source.party) if unknown and account.refers else None


def same_party(doc: Document, account: Account, last: Draft | None) -> Actor | None:
    """Return the party of what the sentence told before, where the next goes on with it.

    By its verb (هاجموا … واقتادوا; أنها أسقطت … ثم دمرت), by naming that act (وأحرقت خلال الهجوم حظيرة), or by one more
    of its nouns (شن أربع غارات …، وغارتين).
    """
    if last is None or last.latest != account.sentence:
        return None
    definite = {trigger.definite for trigger in account.triggers}
    during = definite == {True, False} and account.kind != last.kind
    again = account.kind == last.kind and _is_one_more(doc, account)
    return last.actor if during or again or _goes_on(doc, account) else None


def _is_one_more(doc: Document, account: Account) -> bool:
    """Tell whether a clause opens with و and a noun that tells of one more: وغارتين."""
    first = account.triggers[0].hit if account.triggers else None
    opens = first is not None and first.form == "noun" and first.first == account.clause
    return opens and doc.words[account.clause].startswith(_AND)


def _goes_on(doc: Document, account: Account) -> bool:
    """Tell whether a verb has the subject of the verb before: they, or a feminine one right after ثم or كما."""
    verbs = [t.hit.first for t in account.triggers if t.is_verb and t.id not in _SUBJECTLESS]
    if any(doc.words[index].endswith(_THEY) for index in verbs):
        return True
    then = doc.words[account.clause] in lexicon.word_set("then")
    word = doc.words[account.clause + 1] if then and account.clause + 1 < len(doc.words) else ""
    return word.endswith(_SHE) and word in _acts() and _is_active(doc, account.clause + 1)


@cache
def _acts() -> frozenset[str]:
    entries = lexicon.load("events:trigger", "clauses:light").entries
    active = lexicon.Lexicon(entry for entry in entries if entry.id not in _SUBJECTLESS)
    return frozenset(form for form, tense in active.forms() if tense == "past")


def _is_active(doc: Document, index: int) -> bool:
    """Tell whether no vowel written makes the verb a passive one: أُحرقت."""
    token = doc.tokens[index]
    return _DAMMA not in doc.source[token.start : token.start + 3]


def speaker_of(doc: Document, account: Account) -> Actor | None:
    """Return the source of a claim as the party that did it, where the claim says أنها أطلقت."""
    source = account.source
    if source is None or not source.who:
        return None
    if not account.of_itself and status_of(doc, account) != "claimed":
        return None
    return Actor(source.who, source.span, source.party)
