"""Whether an account is reported, or claimed by the very side that did it."""

from ..incident import Status
from ..text import Document
from . import lexicon
from .accounts import Account
from .actors import is_possessed
from .claims import Attribution
from .draft import Draft

__all__ = ["is_borne_out", "status_of"]


def status_of(doc: Document, account: Account) -> Status:
    """Return ``claimed`` where the only source of an account is the side that did it, else ``reported``."""
    source = account.source
    if account.witnessed:
        return "reported"
    if source is None or not _is_party(source) or _is_of_something_else(doc, account, source):
        return "reported"
    if account.actor is not None and is_possessed(account.actor.text.split()[0]):
        return "claimed"
    if account.actor is None:
        return "claimed" if account.of_itself or account.kind == "interception" else "reported"
    if source.party is not None and account.actor.id is not None:
        return "claimed" if source.party == account.actor.id else "reported"
    return "reported" if _is_of_persons(doc, account) else "claimed"


def is_borne_out(doc: Document, account: Account, told: Draft) -> bool:
    """Tell whether an account has another source than the side that did it; its own source may go on to tell more."""
    source = account.source
    if source is None or status_of(doc, account) != "reported":
        return False
    return account.actor is not None or all(source.who != other.who for other, _ in told.sources)


_WITHIN = 60


def _is_of_something_else(doc: Document, account: Account, source: Attribution) -> bool:
    """Tell whether what a source says is told far off, or set beside what stands before it (فيما أعلن)."""
    beside = doc.words[source.first - 1] in lexicon.word_set("meanwhile") and source.span.start > account.span.end
    return beside or source.first > account.clause + _WITHIN


def _is_party(source: Attribution) -> bool:
    """Tell whether a source may speak of its own act: a party, and none that accuses another."""
    if source.stance == "accuses":
        return False
    return source.kind == "armed_party" or (source.party is not None and source.kind in {"unknown", "official"})


def _is_of_persons(doc: Document, account: Account) -> bool:
    if account.actor is None:
        return False
    first = next((i for i, token in enumerate(doc.tokens) if token.end > account.actor.span.start), 0)
    hits = lexicon.load("actors:agent").find(doc, range(first, first + 1))
    return any(hit.entry.id == "persons" for hit in hits)
