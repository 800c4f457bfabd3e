"""From what the clauses of one report say to its incidents.

A sentence is read as groups of clauses, each around the words that tell of an incident; a group tells of a new
incident, or adds to one told before. Two accounts are one incident when kind, place, time and numbers allow it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..incident import Evidence, Scope, Span
from ..text import Document
from ..times.dates import Period, carry
from ..toponyms.mentions import Located
from .accounts import Account, accounts_of
from .additions import GOES_ON, meant_by, owner_of, spread_over, take_totals
from .casualties import tolls_of
from .claims import Attribution
from .coreference import antecedent, periods_agree, same_site
from .counted import is_mishap, may_be_news, toll_account
from .draft import Draft, Site
from .facts import Facts
from .group import Group, groups
from .joining import join
from .news import odds
from .ordinals import copy_of, give_each, is_first, of_them, parts
from .parties import party_of, same_party
from .passed import Passed
from .places import site_before, sites_near
from .salvoes import pass_on
from .scope import is_aggregate, is_of_known, is_old
from .sentences import Sentence, sentences
from .shares import share_out, shares_of
from .sites import is_wide
from .standing import status_of

__all__ = ["compose"]


def compose(
    doc: Document, located: Callable[[], Sequence[Located]], *, report: str, published: dt.date | None
) -> list[Draft]:
    """Return the incidents that one report tells of, in the order in which it tells them.

    Parameters
    ----------
    doc, located
        The report's text, and what finds the places named in it; asked only where words tell of an incident.
    report
        Its id, which evidence refers to.
    published
        Its day of publication, if known.
    """
    reading = _Reading(doc, report, published)
    for sentence in sentences(doc, located, published):
        reading.read(sentence)
    return reading.drafts


class _Reading:
    """What has been told so far, while the sentences of a report are read in order."""

    def __init__(self, doc: Document, report: str, published: dt.date | None) -> None:
        self.doc, self.report, self.published = doc, report, published
        self.drafts: list[Draft] = []
        self.latest: Draft | None = None
        self.period: Period | None = None
        self.unsaid: Account | None = None
        """The account last passed over as no news: its place may be that of what the sentence goes on to tell."""
        self.passed = Passed(published)

    def read(self, sentence: Sentence) -> None:
        if not self.drafts and not sentence.may_be_news:
            self.passed.unread(sentence)
            return
        waiting: list[Facts] = []
        for group in groups(sentence.all):
            group.lead[:0] = waiting
            waiting = []
            self.passed.group(group, sentence)
            if group.anchor is None:
                self._add_to_told(group)
                self._owned(group)
                continue
            source = self.passed.speaker()
            self._owned(Group(None, lead=group.lead))
            self._tell_of_others(group, source)
            each_of_them, totals = parts(self.doc, group), take_totals(group)
            accounts = accounts_of(self.doc, group, source, self.passed.places)
            accounts = of_them(self.doc, group, accounts, self.latest)
            if self._is_topic(accounts):
                waiting = group.all
                continue
            for account in accounts:
                self._tell(account, group)
            self._tell_each(each_of_them)
            self._tell_totals(totals, source)
            self._share_out(group, source)
            self._owned(group, again=all(account.refers for account in accounts))
        self.passed.sentence(sentence)
        if waiting:
            self._add_to_told(Group(None, lead=waiting))

    def _is_topic(self, accounts: Sequence[Account]) -> bool:
        """Tell whether words only name what is known (استمر إطلاق الصواريخ) and nothing told before is meant."""
        hit = any(toll.low for account in accounts for toll in account.tolls)
        return not hit and all(a.refers and a.site is None and antecedent(self.drafts, a) is None for a in accounts)

    def _tell_of_others(self, group: Group, source: Attribution | None) -> None:
        """Tell a total that stands before an incident in its sentence by itself: قتل 68، آخرهم طفل قتل بقذيفة."""
        if group.anchor is None or not any(
            trigger.hit.entry.get("needs") == "casualty" for trigger in group.anchor.told
        ):
            return
        account = toll_account(self.doc, group.lead, source, self.passed.places)
        if account is not None and is_aggregate(account, None):
            self._tell(account, Group(None, lead=group.lead))
            group.lead = []

    def _tell_totals(self, totals: Sequence[Facts], source: Attribution | None) -> None:
        """Tell what sums over more than the incident of its sentence, and go on about that incident."""
        latest = self.latest
        for each in totals:
            account = toll_account(self.doc, [each], source, self.passed.places)
            if account is not None:
                self._tell(replace(account, total=True), Group(None, lead=[each]))
        self.latest = latest

    def _tell_each(self, clauses: Sequence[Sequence[Facts]]) -> None:
        """Tell each of several that were told together: the first takes their incident, the others one more each."""
        told = self.latest
        if not clauses or told is None or told.scope != "event":
            return
        source = self.passed.speaker()
        for part in clauses:
            draft = told
            if not is_first(self.doc, part[0]):
                span = self.doc.span(part[0].clause.first, part[0].clause.last)
                draft = copy_of(told, self._evidence(span, "kind"))
                self.drafts.append(draft)
            sites = [site for each in part for site in sites_near(self.doc, each, each.clause.first)]
            draft.site = sites[0] if sites else draft.site
            draft.tolls += tolls_of(part, source)
            period = next((p for each in part for p in each.periods), None)
            if period is not None:
                draft.period, draft.period_stated = self._when(period)
            self.latest = draft

    def _tell(self, account: Account, group: Group) -> None:
        if is_old(account.period, self.published):
            return
        scope: Scope = "aggregate" if is_aggregate(account, group) else "event"
        told = antecedent(self.drafts, account) if scope == "event" or is_of_known(account) else None
        goes_on = self.latest is not None and account.sentence - self.latest.latest <= GOES_ON
        if (likely := odds(account, goes_on=goes_on)) <= 0 and told is None:
            self.unsaid = account
            return
        if told is not None:
            self.latest = told
            join(self.doc, told, account, self._evidence(account.span, "kind"))
            return
        draft = self._draft(account)
        draft.scope, draft.odds = scope, likely
        if scope == "aggregate":
            draft.site, draft.period = account.site, account.period
        if draft.kind == "interception":
            pass_on(self.drafts, draft)
        self.drafts.append(draft)
        self.latest = draft
        if scope == "event" and account.period is not None and account.period.start is not None:
            self.period = account.period

    def _draft(self, account: Account) -> Draft:
        site = account.site or self._carried_site(account)
        period, stated = self._when(account.period)
        actor = party_of(self.doc, account)
        goes_on = actor is None and (actor := same_party(self.doc, account, self.latest)) is not None
        return Draft(
            kind=account.kind,
            sentence=account.sentence,
            latest=account.sentence,
            clause=account.clause,
            site=site,
            origin=account.origin,
            period=period,
            period_stated=stated,
            munitions=account.munitions,
            munitions_span=account.munitions_span if account.munitions else None,
            tolls=list(account.tolls),
            actor=actor,
            weapon=account.weapon,
            target=account.target,
            status=self.latest.status if goes_on and self.latest is not None else status_of(self.doc, account),
            sources=[(account.source, account.span)] if account.source else [],
            evidence=[self._evidence(account.span, "kind")],
        )

    def _when(self, own: Period | None) -> tuple[Period | None, bool]:
        """Return the time of an incident and whether it is stated: a bare part of a day takes the day told before."""
        if own is not None and own.start is not None:
            return own, True
        told = self.period or self.passed.period()
        if told is None or told.start is None:
            if own is not None and own.partial and own.span and self.published is not None:
                return carry(own, self.published, self.published), True
            return own, own is not None
        if own is not None:
            return carry(own, told.start, self.published), True
        return replace(told, time_of_day=None), False

    def _carried_site(self, account: Account) -> Site | None:
        """Return the place told just before, for an incident whose own words name none."""
        last, unsaid = self.latest, self.unsaid
        if unsaid is not None and unsaid.site is not None and unsaid.sentence == account.sentence:
            return replace(unsaid.site, carried=True, score=unsaid.site.score * 0.7)
        if account.points_back and (last is None or account.sentence - last.latest > 1):
            return site_before(self.doc, self.passed.places(), account.sentence)
        if last is None or last.scope != "event" or last.site is None or account.sentence - last.latest > 1:
            return None
        if not account.points_back and self._new_paragraph(last, account):
            return None
        if not periods_agree(account.period, last.period):
            return None
        return replace(last.site, carried=True, score=last.site.score * 0.7)

    def _new_paragraph(self, last: Draft, account: Account) -> bool:
        before, here = self.doc.sentences[last.latest].start, self.doc.sentences[account.sentence].start
        return "\n" in self.doc.source[self.doc.tokens[before].start : self.doc.tokens[here].start]

    def _spread(self, group: Group) -> None:
        """Give what was just told of no place, or of a wide one, the places over which it is said to be spread."""
        told = self.latest
        if told is None or not is_wide(told.site) or group.all[0].clause.sentence - told.latest > 1:
            return
        for number, site in enumerate(spread_over(self.doc, group)):
            draft = copy_of(told, self._evidence(site.span, "kind")) if number else told
            draft.site, draft.scope = site, "event"
            self.drafts += [draft] if number else []

    def _share_out(self, group: Group, source: Attribution | None) -> None:
        told = self.latest
        if told is not None and told.scope == "event" and group.all[0].clause.sentence - told.latest <= 1:
            shares = shares_of(self.doc, group, told, source)
            share_out(shares, self.drafts, told, lambda site: self._evidence(site.span, "kind"))

    def _owned(self, group: Group, *, again: bool = False) -> None:
        """Take the party that owns to what was told, where that had none: وأعلنت كتائب القسام مسؤوليتها."""
        told = self.latest
        if told is not None and told.scope == "event" and (told.actor is None or told.actor.id is None):
            told.actor = owner_of(group, anchored=again and told.latest == group.all[0].clause.sentence) or told.actor

    def _add_to_told(self, group: Group) -> None:
        """Add what a sentence without an incident of its own says to the incident it goes on about."""
        if not self.drafts:
            self.passed.header(group)
        self._spread(group)
        facts = [each for each in group.all if not each.unreal]
        if self.drafts and not any(each.casualties for each in facts):
            self._share_out(group, None)
        if not (self.drafts or may_be_news(facts)) or not any(each.casualties for each in facts):
            return
        source = self.passed.speaker()
        if give_each(self.doc, group, self.drafts, source):
            return
        account = toll_account(self.doc, facts, source, self.passed.places)
        if account is not None and self._is_news(account) and not any(map(is_mishap, facts)):
            self._tell(account, Group(None, lead=facts))
            return
        for each in facts:
            tolls = tolls_of([each], source)
            for draft in meant_by(self.doc, self.drafts, self.latest, each, tolls):
                draft.tolls += tolls
                draft.sources += [(source, source.span)] if source is not None else []
        self._share_out(group, source)

    def _is_news(self, account: Account) -> bool:
        """Tell whether a toll by itself tells of something not told yet: a total, or people hit at another place."""
        last = self.latest
        if last is None:
            period = account.period
            if period is None or period.start is None or period.span:
                return period is not None and period.span
            return account.site is not None and any(toll.what == "killed" and toll.low for toll in account.tolls)
        goes_on = last.scope == "event" and account.sentence - last.sentence <= GOES_ON
        if is_aggregate(account, None) and not (goes_on and account.site is None and account.period is None):
            return True
        if account.site is None:
            return False
        return not any(d.site is not None and same_site(d.site, account.site) for d in self.drafts)

    def _evidence(self, span: Span, field: str) -> Evidence:
        return Evidence(report=self.report, start=span.start, end=span.end, quote=self.doc.quote(span), field=field)
