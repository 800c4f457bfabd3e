"""From what the clauses of one report say to its incidents.

A sentence is read as groups of clauses, each around the words that tell of an incident; a group tells of a new
incident, or adds to one told before. Two accounts are one incident when kind, place, time and numbers allow it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from .accounts import Account, Group, accounts_of, tolls_of
from .claims import Attribution
from .coreference import antecedent
from .dates import Period, carry
from .draft import Draft, Site
from .facts import Facts, find_facts
from .incident import Evidence, Span
from .mentions import Located
from .scope import is_aggregate, is_old
from .standing import status_of
from .text import Document

__all__ = ["compose"]


def compose(doc: Document, located: Sequence[Located], *, report: str, published: dt.date | None) -> list[Draft]:
    """Return the incidents that one report tells of, in the order in which it tells them.

    Parameters
    ----------
    doc, located
        The report's text and the places named in it.
    report
        Its id, which evidence refers to.
    published
        Its day of publication, if known.
    """
    reading = _Reading(doc, report, published)
    facts = find_facts(doc, located, published)
    for _, sentence in groupby(facts, key=lambda each: each.clause.sentence):
        reading.read(list(sentence))
    return reading.drafts


class _Reading:
    """What has been told so far, while the sentences of a report are read in order."""

    def __init__(self, doc: Document, report: str, published: dt.date | None) -> None:
        self.doc, self.report, self.published = doc, report, published
        self.drafts: list[Draft] = []
        self.period: Period | None = None
        self.source: Attribution | None = None

    def read(self, sentence: Sequence[Facts]) -> None:
        source = self._source(sentence)
        for group in _groups(sentence):
            if group.anchor is None:
                self._add_to_told(group, source)
            else:
                for account in accounts_of(self.doc, group, source):
                    self._tell(account, group)

    def _source(self, sentence: Sequence[Facts]) -> Attribution | None:
        found = [a for each in sentence for a in each.attributions]
        named = [a for a in found if a.who]
        if named:
            self.source = named[0]
            return named[0]
        return self.source if found else None

    def _tell(self, account: Account, group: Group) -> None:
        if is_old(account.period, self.published):
            return
        scope = "aggregate" if is_aggregate(account, group) else "event"
        told = antecedent(self.drafts, account) if scope == "event" else None
        if told is not None:
            self._join(told, account)
            return
        draft = self._draft(account)
        draft.scope = scope
        self.drafts.append(draft)
        if scope == "event" and draft.period is not None and draft.period.start is not None:
            self.period = draft.period

    def _draft(self, account: Account) -> Draft:
        site = account.site or self._carried_site(account)
        period, stated = self._when(account.period)
        return Draft(
            kind=account.kind,
            sentence=account.sentence,
            clause=account.clause,
            site=site,
            origin=account.origin,
            period=period,
            period_stated=stated,
            munitions=account.munitions,
            tolls=list(account.tolls),
            actor=account.actor,
            weapon=account.weapon,
            target=account.target,
            status=status_of(self.doc, account),
            sources=[(account.source, account.span)] if account.source else [],
            evidence=[self._evidence(account.span, "kind")],
            plural=account.plural,
        )

    def _when(self, own: Period | None) -> tuple[Period | None, bool]:
        """Return the time of an incident and whether it is stated: a bare part of a day takes the day told before."""
        if own is not None and own.start is not None:
            return own, True
        if self.period is None or self.period.start is None:
            return own, own is not None
        if own is not None:
            return carry(own, self.period.start), True
        return replace(self.period, time_of_day=None), False

    def _carried_site(self, account: Account) -> Site | None:
        """Return the place told just before, for an incident whose own words name none."""
        last = next((draft for draft in reversed(self.drafts) if draft.scope == "event"), None)
        if last is None or last is not self.drafts[-1] or account.sentence - last.sentence > 1 or last.site is None:
            return None
        return replace(last.site, carried=True, score=last.site.score * 0.7)

    def _join(self, told: Draft, account: Account) -> None:
        told.accounts += 1
        told.tolls += account.tolls
        if told.site is None or (told.site.carried and account.site is not None):
            told.site = account.site or told.site
        told.origin = told.origin or account.origin
        told.munitions = told.munitions or account.munitions
        told.actor = told.actor or account.actor
        told.weapon = told.weapon or account.weapon
        told.target = told.target or account.target
        if account.period is not None and account.period.start is not None and not told.period_stated:
            told.period, told.period_stated = account.period, True
        if status_of(self.doc, account) == "reported" and account.source is not None:
            told.status = "reported"
        if account.source is not None:
            told.sources.append((account.source, account.span))
        told.evidence.append(self._evidence(account.span, "kind"))

    def _add_to_told(self, group: Group, source: Attribution | None) -> None:
        """Add what a sentence without an incident of its own says to the incident it goes on about."""
        period = next((p for each in group.all for p in each.periods if p.start is not None and not p.future), None)
        if not self.drafts:
            self._remember_header(period)
            return
        tolls = tolls_of((each for each in group.all if not each.effects), source)
        told = self._goes_on_about(group)
        if told is None or not tolls:
            return
        told.tolls += tolls
        if source is not None:
            told.sources.append((source, source.span))

    def _remember_header(self, period: Period | None) -> None:
        if period is not None and not is_old(period, self.published):
            self.period = replace(period, end=period.start, time_of_day=None) if not period.span else period

    def _goes_on_about(self, group: Group) -> Draft | None:
        sentence = group.all[0].clause.sentence
        last = self.drafts[-1]
        return last if sentence - last.sentence <= 3 and last.scope == "event" else None  # noqa: PLR2004

    def _evidence(self, span: Span, field: str) -> Evidence:
        return Evidence(report=self.report, start=span.start, end=span.end, quote=self.doc.quote(span), field=field)


def _groups(sentence: Sequence[Facts]) -> Iterator[Group]:
    """Yield the tellings of a sentence: a clause with an incident takes those after it, the first also those before."""
    lead: list[Facts] = []
    current: Group | None = None
    for each in sentence:
        if each.told:
            if current is not None:
                yield current
            current, lead = Group(each, lead=lead), []
        elif current is None:
            lead.append(each)
        else:
            current.tail.append(each)
    yield current if current is not None else Group(None, lead=lead)
