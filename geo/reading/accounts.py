"""One telling of one incident: what a group of clauses says of kind, place, time, numbers and parties."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from gazetteer.arabic import clitics

from ..incident import IncidentKind, Span
from ..text import Document
from ..times.dates import Period
from . import lexicon
from .actors import Actor
from .casualties import implied_tolls, tolls_of
from .claims import Attribution
from .doers import actor_of
from .draft import Range, Site, Toll
from .events import Trigger, first_of_pair, kind_of
from .facts import Facts
from .fired import munitions_of
from .group import Group
from .lexicon import Hit
from .manner import marks_of
from .means import weapons_of
from .places import Placing, origin_of, placings
from .references import (
    is_another,
    is_at_known,
    is_carried,
    is_loose,
    is_of_itself,
    is_on_attacker,
    is_plural,
    is_witnessed,
    owns,
    points_back,
    refers,
)
from .roles import PlaceRole
from .sites import is_wide

__all__ = ["Account", "Group", "accounts_of", "period_of", "tolls_of"]

_BEYOND = 3
"""So much further off is a time with a verb of harm between it and the words for the incident."""
_OPENING = 3
_FACILITIES = frozenset({"facility", "crossing", "road"})
"""Kinds of places that are things themselves."""
_ASIDE = 8
_FURTHER = 25
"""A month or year stands at most so many tokens after the words for the incident that happened in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one telling says of one incident; ``None`` is what it leaves unsaid."""

    kind: IncidentKind
    sentence: int
    clause: int
    triggers: tuple[Trigger, ...]
    refers: bool
    """Whether its words point back (القصف) and bring nothing new by themselves."""
    another: bool
    """Whether it says that this is another one (صاروخ آخر، تجدد القصف)."""
    plural: bool
    site: Site | None
    loose: bool
    """Whether the place stands before the words that tell of the incident, or well after them."""
    shared: bool
    """Whether it is one of several places told together, so that a total belongs to none of them."""
    origin: Site | None
    period: Period | None
    munitions: Range | None
    munitions_span: Span | None
    tolls: tuple[Toll, ...]
    actor: Actor | None
    weapon: Span | None
    target: Span | None
    source: Attribution | None
    span: Span
    """The words that tell of it."""
    carried: bool = False
    """Whether a verb carries the noun that tells of it: شن هجوما, تعرض لقصف."""
    opens: bool = False
    """Whether its words open the sentence, as in a flash: قصف مدفعي على المغازي."""
    of_itself: bool = False
    """Whether the source says that it did it: أنها أطلقت, مسؤوليتها عن, تبنت."""
    points_back: bool = False
    """Whether a definite thing (الحاجز) or a word such as فيها in its clause says that it goes on where it was."""
    hits_only: bool = False
    """Whether its words only say by what people were hit (برصاص جندي)."""
    on_attacker: bool = False
    """Whether its words tell what befell the one who did what was told before: وقتل الجيش المهاجم."""
    witnessed: bool = False
    """Whether a second source, of another kind, tells it in the same sentence."""
    marks: frozenset[str] = frozenset()
    """How it is told (`geo.reading.manner`)."""
    explains: bool = False
    """Whether its clause says how it was: إذ قصفت."""
    total: bool = False
    """Whether it counts the people hit over a time or an area (بلغ عدد القتلى)."""


def accounts_of(
    doc: Document, group: Group, source: Attribution | None, earlier: Callable[[], Sequence[PlaceRole]]
) -> list[Account]:
    """Return what a group tells, one account for each place.

    Parameters
    ----------
    doc, group, source
        The document, the clauses of one telling, and who says it.
    earlier
        What returns the places named before, to which words such as القطاع may point back.
    """
    anchor = group.anchor
    if anchor is None:
        return []
    triggers = first_of_pair(doc, anchor.told)
    primary = max(triggers, key=lambda trigger: trigger.rank)
    kind = kind_of(triggers, weapons_of(group, primary), anchor.things)
    places = placings(doc, group, primary, earlier)
    shared = len(places) > 1
    fired = munitions_of(doc, anchor, primary, kind)
    tolls = tolls_of(group.all, source) or implied_tolls(doc, anchor, source)
    marks = marks_of(doc, group, primary)
    accounts = [
        Account(
            kind=kind,
            sentence=anchor.clause.sentence,
            clause=anchor.clause.first,
            triggers=tuple(triggers),
            refers=refers(doc, anchor, triggers, primary)
            or owns(doc, anchor, primary)
            or (is_wide(place.site) and is_at_known(doc, anchor, primary)),
            another=is_another(doc, anchor),
            plural=is_plural(doc, anchor, primary),
            site=place.site,
            loose=is_loose(doc, primary, place.site) or owns(doc, anchor, primary),
            shared=shared,
            origin=origin_of(doc, group),
            period=period_of(group, primary.hit.first),
            munitions=place.munitions or (fired[0] if fired and not shared else None),
            munitions_span=fired[1] if fired else None,
            tolls=tuple(toll for toll in tolls if not shared or (toll.low, toll.high) == (0, 0)),
            actor=actor_of(doc, group, triggers),
            weapon=_weapon(doc, anchor),
            target=_target(doc, anchor, primary),
            source=source,
            span=_span(doc, anchor, primary, place),
            carried=is_carried(doc, anchor),
            opens=primary.hit.first - doc.sentences[anchor.clause.sentence].start <= _OPENING,
            of_itself=is_of_itself(doc, group),
            points_back=points_back(doc, anchor),
            hits_only=all(trigger.hit.entry.get("needs") == "casualty" for trigger in triggers),
            on_attacker=is_on_attacker(doc, anchor),
            witnessed=is_witnessed(group, source),
            marks=marks,
            explains=doc.words[anchor.clause.first] in lexicon.word_set("explains"),
        )
        for place in places
    ]
    if shared and any(toll.low for toll in tolls):
        accounts.append(_sum(accounts[0], tolls))
    return accounts


def _sum(one: Account, tolls: Sequence[Toll]) -> Account:
    """Return the total of several places told together, which belongs to none of them."""
    return replace(
        one, site=None, loose=False, refers=False, munitions=None, munitions_span=None, tolls=tuple(tolls), total=True
    )


def period_of(group: Group, index: int) -> Period | None:
    """Return when the group says it happened: its anchor's time before that of the clauses around it."""
    for each in group.all:
        own = [
            p for p in each.periods if not _in_source(each.doc, p, each.attributions) and not _is_aside(group, p, index)
        ]
        if own:
            said = {a.last for a in each.attributions}
            return min(own, key=lambda p: (p.start is None, p.first in said, _apart(each, p, index)))
    return _further_on(group, index)


def _further_on(group: Group, index: int) -> Period | None:
    """Return the month or year by its number that stands further on in the words for an incident: … في مايو 2006."""
    anchor = group.anchor
    if anchor is None or anchor.clause.last <= index:
        return None
    relative = lexicon.word_set("relative_any")
    for period in anchor.periods:
        if period.first > index + _FURTHER or not relative.isdisjoint(anchor.doc.words[index : period.first]):
            return None
        dated = not (period.relative or period.future or period.span) and period.start is not None
        if period.first > index and dated and not _in_source(anchor.doc, period, anchor.attributions):
            return period
    return None


def _apart(facts: Facts, period: Period, index: int) -> int:
    """Return how many words lie between a time and the words for the incident; more with a verb of harm between."""
    apart = abs(period.first - index)
    if period.last > index:
        return apart
    between = any(period.last <= c.first < index for c in facts.casualties) or any(
        hit.entry.id == "harm" for hit in lexicon.load("clauses:light").find(facts.doc, range(period.last, index))
    )
    before = not lexicon.word_set("aftermath").isdisjoint(facts.doc.words[period.last : index])
    return apart + _BEYOND * (between + before)


def _is_aside(group: Group, period: Period, index: int) -> bool:
    """Tell whether a time is yet to come, or a long one far from the incident's words (بدو انتقلوا قبل عامين)."""
    if group.anchor is None and period.span:
        return period.future
    return period.future or (period.precision in {"month", "year"} and abs(period.first - index) > _ASIDE)


def _in_source(doc: Document, period: Period, attributions: Iterable[Attribution]) -> bool:
    """Tell whether a time is that of what a source says: قالت الوزارة اليوم إن; not of what it counts (منذ مايو)."""
    within = next((a for a in attributions if a.first <= period.first < a.last), None)
    if within is None or period.span:
        return False
    return (
        period.last != within.last
        or doc.words[within.last : within.last + 1] == ()
        or (doc.words[within.last] not in lexicon.word_set("own_acts"))
    )


def _weapon(doc: Document, anchor: Facts) -> Span | None:
    """Return the words for what was used, without a verb that is one of them: انفجرت سيارة مفخخة."""
    best = max(anchor.weapons, key=lambda hit: int(hit.entry.get("rank", 0)), default=None)
    if best is None:
        return None
    if best.last - best.first == 1 or all(t.hit.first != best.first for t in anchor.told if t.is_verb):
        return _bare(doc, best)
    more = (h.last for h in anchor.weapons if h.entry is best.entry and 0 <= h.first - best.last <= 1)
    return doc.span(best.first + 1, max(more, default=best.last))


def _bare(doc: Document, hit: Hit) -> Span:
    """Return where words stand without the particle attached to them: وقذائف, بصاروخ, لقصف مدفعي, للسيارات."""
    token = doc.tokens[hit.first]
    own = lexicon.first_words(hit.entry) if hit.form == "phrase" else lexicon.own_forms(hit.entry)
    for reading in clitics(token.text):
        if reading.skip and any(stem in own for stem in (reading.stem, reading.stem[2:])):
            at = token.at + reading.skip + (not token.text.startswith(reading.stem, reading.skip))
            return Span(doc.normal.source_span(at, at + 1)[0], doc.tokens[hit.last - 1].end)
        if not reading.skip and token.text in own:
            break
    return doc.span(hit.first, hit.last)


def _target(doc: Document, anchor: Facts, primary: Trigger) -> Span | None:
    used = {at for hit in anchor.weapons for at in range(hit.first, hit.last)}
    later = (hit for hit in anchor.things if hit.first > primary.hit.first and hit.entry.id != "force")
    hit = next((hit for hit in later if hit.first not in used and not _is_of_name(anchor, hit)), None)
    return _bare(doc, hit) if hit is not None else None


def _is_of_name(anchor: Facts, hit: Hit) -> bool:
    """Tell whether a word for a thing is part of the name of a town or an area: دير الزور, بيت لاهيا."""
    return any(
        item.first <= hit.first < item.last
        and item.mention.place is not None
        and item.mention.place.kind not in _FACILITIES
        for item in anchor.located
    )


def _span(doc: Document, anchor: Facts, primary: Trigger, place: Placing) -> Span:
    """Return the words from the trigger to the place, the shortest stretch that shows the incident."""
    start, end = doc.span(primary.hit.first, primary.hit.last).start, doc.span(primary.hit.first, primary.hit.last).end
    clause = doc.span(anchor.clause.first, anchor.clause.last)
    site = place.site
    if site is not None and not site.carried and clause.start <= site.span.start and site.span.end <= clause.end:
        start, end = min(start, site.span.start), max(end, site.span.end)
    return Span(start, end)
