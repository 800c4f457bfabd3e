"""To which of the incidents told a clause adds that tells of none: people hit, and who owns to it."""

from collections.abc import Sequence

from ..text import Document
from . import lexicon
from .actors import Actor
from .coreference import same_site
from .draft import Draft, Site, Toll
from .facts import Facts
from .group import Group
from .places import sites_near
from .sites import site_of

__all__ = ["GOES_ON", "meant_by", "owner_of", "spread_over", "take_totals"]

GOES_ON = 3
"""Sentences within which a count of people without a place still belongs to the incident told last."""
_COLON = ":"
_BESIDE = frozenset({"abduction", "interception", "demolition"})
"""Kinds to which a count of people belongs only where nothing else was told."""


def meant_by(
    doc: Document, drafts: Sequence[Draft], latest: Draft | None, each: Facts, tolls: Sequence[Toll]
) -> list[Draft]:
    """Return the incidents to which a clause's counts belong: one at a place that it names, else the one told last.

    Parameters
    ----------
    doc, drafts, latest
        The document, the incidents told before, and the one told last.
    each, tolls
        The clause and what it counts; where that is nothing, no incident is meant.
    """
    near = [d for d in drafts if d.scope == "event" and each.clause.sentence - d.latest <= GOES_ON] if tolls else []
    if near and (header := _header(doc, each)) is not None:
        near = [d for d in near if d.site is not None and same_site(d.site, header)]
    for role in each.roles if near else ():
        site = site_of(doc, role)
        for draft in reversed(near):
            if draft.site is not None and same_site(draft.site, site):
                return [draft]
    none = bool(tolls) and all((toll.low, toll.high) == (0, 0) for toll in tolls)
    if none and any(role.role == "impact" and role.located.mention.place is not None for role in each.roles):
        return []
    numbers = {(toll.what, toll.low) for toll in tolls if toll.low and toll.low > 1}
    for draft in reversed(near):
        if not numbers.isdisjoint((toll.what, toll.low) for toll in draft.tolls):
            return [draft]
    near = [d for d in near if d.kind not in _BESIDE] or near
    last = latest if latest in near else near[-1] if latest and near else None
    return _together(drafts, last, tolls)


def _header(doc: Document, each: Facts) -> Site | None:
    """Return the place that a line of a bulletin has before a colon: حلب: حريق في مستودع، ولا إصابات."""
    first = each
    while first.before is not None:
        first = first.before
    if first is each or doc.words[first.clause.last - 1] != _COLON or len(first.roles) != 1:
        return None
    return site_of(doc, first.roles[0]) if first.roles[0].first == first.clause.first else None


def _together(drafts: Sequence[Draft], told: Draft | None, tolls: Sequence[Toll]) -> list[Draft]:
    """Return the incidents that a count belongs to: one, or, where nobody was hit, all told with it in a list."""
    if told is None:
        return []
    if all((toll.low, toll.high) == (0, 0) for toll in tolls):
        return [draft for draft in drafts if draft.clause == told.clause]
    return [told]


def owner_of(group: Group, *, anchored: bool) -> Actor | None:
    """Return the party that a group of clauses has own to what was told before: تبنت, أعلنت مسؤوليتها.

    `anchored` says that the clause with words for an incident tells again of that one.
    """
    for each in group.all if anchored else [*group.lead, *group.tail]:
        words = each.doc.words[each.clause.first : each.clause.last]
        owns = not lexicon.word_set("responsibility").isdisjoint(words)
        for source in each.attributions:
            if source.stance == "accuses":
                continue
            if source.party is not None and (owns or source.stance == "claims") and not each.unreal:
                return Actor(source.who, source.span, source.party)
    return None


def take_totals(group: Group) -> list[Facts]:
    """Take out of a group the clauses that sum over more than its incident: لترتفع حصيلة العدوان إلى عشرة شهداء."""
    totals = [each for each in group.tail if _sums_over_more(each)]
    group.tail = [each for each in group.tail if each not in totals]
    return totals


def _sums_over_more(each: Facts) -> bool:
    if not any(casualty.low and not casualty.subset_of for casualty in each.casualties):
        return False
    words = each.doc.words[each.clause.first : each.clause.last]
    campaign = not lexicon.word_set("campaign").isdisjoint(words)
    toll = any(casualty.total or casualty.updated for casualty in each.casualties)
    days = any(p.span and p.start is not None and p.end is not None and p.start != p.end for p in each.periods)
    return (toll and campaign) or (days and (toll or bool(each.attributions)))


def spread_over(doc: Document, group: Group) -> list[Site]:
    """Return the places over which what was just told is said to be spread: وتوزعت الاعتقالات على بلدات دورا وسعير."""
    for each in group.all:
        index = next((i for i in each.clause.tokens if doc.words[i] in lexicon.word_set("spread")), None)
        sites = sites_near(doc, each, index) if index is not None and not each.unreal else []
        if sites:
            return sites
    return []
