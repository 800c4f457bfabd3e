"""How many of the people hit were hit at each of several places: تسعة في بوداي، وسبعة في شمسطار."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..incident import Evidence, Span
from ..quantities.nouns import noun
from ..quantities.numbers import Number, find_numbers
from ..text import Document
from . import lexicon
from .claims import Attribution
from .coreference import same_site
from .draft import Draft, Site, Toll
from .facts import Facts
from .group import Group
from .ordinals import copy_of
from .roles import PlaceRole
from .sites import is_wide, site_of

__all__ = ["Share", "share_out", "shares_of"]

_AND = "و"
_BY = "ب"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The people hit at one of several places."""

    site: Site
    toll: Toll
    whole: int
    """The sum over all places, which belongs to none of them."""


def shares_of(doc: Document, group: Group, told: Draft, source: Attribution | None) -> list[Share]:
    """Return how a group splits the people hit between places; empty where it names fewer than two.

    Parameters
    ----------
    doc, group
        The document, and the clauses of one telling.
    told
        The incident told last: it says whether people were killed or injured where the group does not.
    source
        Who says it.
    """
    for each in sorted(group.all, key=lambda facts: facts.clause.first):
        found = _counted_places(doc, each) if not each.unreal and len(each.roles) > 1 else []
        if len(found) > 1:
            whole = sum(number.low or 0 for number, _ in found)
            what = _what(doc, each, found, told)
            if what is None:
                return []
            who = source.who if source is not None else ""
            return [
                Share(site=site_of(doc, role), toll=_toll(each, number, what, who), whole=whole)
                for number, role in found
            ]
    return []


def share_out(shares: Sequence[Share], drafts: list[Draft], told: Draft, evidence: Callable[[Site], Evidence]) -> None:
    """Give each place its people: to the incident told there, else to one more of the kind just told.

    Parameters
    ----------
    shares, drafts, told
        The people hit at each place, the incidents told so far, and the last of them; one over a wide area is their
        total.
    evidence
        What returns the words that show an incident at a place.
    """
    for share in shares:
        here = [d for d in drafts if d.site is not None and d.scope == "event" and same_site(d.site, share.site)]
        draft = next((d for d in reversed(here) if d.kind == told.kind), None)
        if draft is None:
            draft = copy_of(told, evidence(share.site))
            draft.site, draft.latest = share.site, share.toll.sentence
            drafts.append(draft)
        draft.tolls = [toll for toll in draft.tolls if toll.what != share.toll.what or toll.low != share.whole]
        draft.tolls.append(share.toll)
    if shares and is_wide(told.site):
        told.scope = "aggregate"


def _toll(each: Facts, number: Number, what: str, who: str) -> Toll:
    span = Span(number.first, number.last)
    return Toll(
        what=what, low=number.low, high=number.high, source=who, sentence=each.clause.sentence, updated=False, span=span
    )


def _counted_places(doc: Document, each: Facts) -> list[tuple[Number, PlaceRole]]:
    """Return the places of a clause right before which a number of people stands, each joined to the one before."""
    numbers = {number.last: number for number in find_numbers(doc, each.clause.tokens) if number.counts and number.low}
    found: list[tuple[Number, PlaceRole]] = []
    for role in each.roles:
        at = _before_place(doc, role)
        if at is not None and (number := numbers.get(at) or numbers.get(_before_people(doc, at))) is not None:
            found.append((number, role))
    return found


def _before_place(doc: Document, role: PlaceRole) -> int | None:
    """Return the token before which what is said of a place stands: the one of في, or the one that ب is attached to."""
    if role.role not in {"impact", "object"}:
        return None
    if doc.words[role.first - 1] in lexicon.word_set("within") and role.first:
        return role.first - 1
    return role.first if doc.words[role.first].startswith(_BY) else None


def _before_people(doc: Document, index: int) -> int:
    """Return the token of a noun for people before a token, so that a number may stand before it; -1 for none."""
    found = noun(doc.words[index - 1]) if index else None
    return index - 1 if found is not None and found.is_person and not found.prefix else -1


def _what(doc: Document, each: Facts, found: Sequence[tuple[Number, PlaceRole]], told: Draft) -> str | None:
    """Return whether those counted were killed or injured: what sums to as many, else what their clause says.

    ``None`` where nothing says that they were hit: سقط خمسة في حيفا وثلاثة في عكا goes on about rockets.
    """
    whole, first = sum(number.low or 0 for number, _ in found), found[0][0]
    nouns = [noun(doc.words[number.last]) for number, _ in found]
    said_so = next((n.kind for n in nouns if n is not None and n.kind in {"killed", "injured"}), None)
    if said_so is None and told.munitions is not None and whole in told.munitions:
        return None
    here = [(c.what, c.low) for c in each.casualties if c.first < first.first and not c.denied and not c.subset_of]
    before = [(toll.what, toll.low) for toll in told.tolls]
    if each.before is not None:
        before += [(c.what, c.low) for c in each.before.casualties if not c.denied and not c.subset_of]
    said = said_so or (here[-1][0] if here else None)
    return next((what for what, low in (*here, *before) if low == whole), said)
