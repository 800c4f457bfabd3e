"""The party to an incident: the one its words name, or the one that speaks or acted before."""

from ..text import Document
from .accounts import Account
from .actors import Actor, is_possessed
from .draft import Draft
from .standing import status_of

__all__ = ["claimant_of", "party_of", "same_party", "speaker_of"]

_THEY = "وا"


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
    if source is None or source.party is None or source.stance != "claims" or not account.of_itself:
        return None
    unknown = told.actor is None or told.actor.id is None
    return Actor(source.who, source.span, source.party) if unknown and account.refers else None


def same_party(doc: Document, account: Account, last: Draft | None) -> Actor | None:
    """Return the party of the verb before in the sentence, where the next goes on with it: هاجموا … واقتادوا."""
    goes_on = any(t.is_verb and doc.tokens[t.hit.first].text.endswith(_THEY) for t in account.triggers)
    return last.actor if goes_on and last is not None and last.latest == account.sentence else None


def speaker_of(doc: Document, account: Account) -> Actor | None:
    """Return the source of a claim as the party that did it, where the claim says أنها أطلقت."""
    source = account.source
    if source is None or not source.who:
        return None
    if not account.of_itself and status_of(doc, account) != "claimed":
        return None
    return Actor(source.who, source.span, source.party)
