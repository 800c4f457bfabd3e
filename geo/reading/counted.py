"""Clauses that tell of no incident but count people hit: an account of its own, where they can be news."""

from collections.abc import Callable, Sequence

from ..quantities.harmwords import SAYS_HARM
from ..quantities.tolls import Casualty
from ..text import Document
from ..times.timewords import BEGINS as TIME
from . import lexicon
from .accounts import Account, period_of
from .casualties import tolls_of
from .claims import Attribution
from .facts import Facts
from .group import Group
from .morphology import stems
from .places import meant_site, sites_near
from .roles import PlaceRole

__all__ = ["is_mishap", "may_be_news", "toll_account"]

_SEVERAL = 10
"""So many people killed over a time are a total, whether or not the words say so."""


def may_be_news(facts: Sequence[Facts]) -> bool:
    """Tell whether clauses can be news by themselves: people killed at a time told, or a total since then.

    Asked before it is known where they were hit, since the places of most texts are never needed.
    """
    if not all(any(each.doc.where(sign, each.clause.tokens) for each in facts) for sign in (SAYS_HARM, TIME)):
        return False
    group, casualties = _counting(facts)
    period = period_of(group, casualties[0].first) if casualties else None
    tolls = tolls_of(facts, None)
    if period is None:
        return False
    mishap = any(map(is_mishap, facts))
    if period.span:
        many = period.is_long and any((c.low or 0) >= _SEVERAL for c in casualties)
        return (many and not mishap) or any(c.total for c in casualties) or any(toll.updated for toll in tolls)
    return period.start is not None and not mishap and any(toll.what == "killed" and toll.low for toll in tolls)


def is_mishap(each: Facts) -> bool:
    """Tell whether a clause tells of people who died in an accident, a quarrel or their bed."""
    words, mishap = each.doc.words[each.clause.first : each.clause.last], lexicon.word_set("mishap")
    return any(not mishap.isdisjoint(stems(word, pronouns=False)) for word in words)


def _counting(facts: Sequence[Facts]) -> tuple[Group, list[Casualty]]:
    """Return clauses as a group, the first that counts people hit before the others, and whom that one counts."""
    told = next((each for each in facts if any(c.low for c in each.casualties)), None)
    others = [each for each in facts if each is not told]
    if told is None:
        return Group(None, lead=others), []
    return Group(None, lead=[told, *others]), [c for c in told.casualties if not c.subset_of]


def toll_account(
    doc: Document, facts: Sequence[Facts], source: Attribution | None, earlier: Callable[[], Sequence[PlaceRole]]
) -> Account | None:
    """Return what clauses tell that only count people hit: an attack whose means is not stated; else ``None``."""
    group, casualties = _counting(facts)
    if not casualties:
        return None
    told = group.lead[0]
    span = doc.span(min(c.first for c in casualties), max(c.last for c in casualties))
    sites = [site for each in group.lead for site in sites_near(doc, each, casualties[0].first)]
    return Account(
        kind="attack",
        sentence=told.clause.sentence,
        clause=told.clause.first,
        triggers=(),
        refers=False,
        another=False,
        plural=False,
        site=sites[0] if sites else meant_site(doc, told, casualties[0].first, earlier),
        loose=False,
        shared=False,
        origin=None,
        period=period_of(group, casualties[0].first),
        munitions=None,
        munitions_span=None,
        tolls=tuple(tolls_of(facts, source)),
        actor=None,
        weapon=None,
        target=None,
        source=source,
        span=span,
        total=any(c.total for c in casualties),
    )
