"""One more account of an incident told before: what it adds, and what it puts right."""

from dataclasses import replace

from ..incident import Evidence
from ..text import Document
from .accounts import Account
from .draft import Draft
from .parties import claimant_of, party_of
from .standing import is_borne_out

__all__ = ["join"]

_SAYS_MORE = {
    "attack": 0,
    "explosion": 0,
    "shelling": 1,
    "airstrike": 1,
    "rocket_fire": 1,
    "drone_strike": 2,
    "ied": 2,
    "suicide_bombing": 3,
}
"""Of two kinds given to one incident, the more particular has the higher number."""


def join(doc: Document, told: Draft, account: Account, evidence: Evidence) -> None:
    """Add to an incident what one more account says of it."""
    told.accounts += 1
    told.latest = account.sentence
    told.tolls += [replace(toll, apart="attacker") if account.on_attacker else toll for toll in account.tolls]
    told.evidence.append(evidence)
    if account.on_attacker:
        return
    accused = account.source is not None and account.source.stance == "accuses"
    if not accused and told.kind in _SAYS_MORE and _SAYS_MORE.get(account.kind, 0) > _SAYS_MORE[told.kind]:
        told.kind = account.kind
    if told.site is None or (told.site.carried and account.site is not None):
        told.site = account.site or told.site
    told.origin = told.origin or account.origin
    told.munitions = told.munitions or account.munitions
    told.actor = claimant_of(account, told) or told.actor or party_of(doc, account)
    told.weapon = told.weapon or account.weapon
    told.target = told.target or account.target
    if account.period is not None and account.period.start is not None and not told.period_stated:
        told.period, told.period_stated = account.period, True
    if is_borne_out(doc, account, told):
        told.status = "reported"
    if account.source is not None:
        told.sources.append((account.source, account.span))
