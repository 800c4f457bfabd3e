"""One telling of one incident: what a group of clauses says of kind, place, time, numbers and parties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from . import lexicon
from .actors import Actor, find_actor
from .claims import Attribution
from .counts import Casualty, Munition
from .dates import Period
from .draft import Range, Site, Toll
from .events import Trigger, kind_of
from .facts import Facts
from .incident import IncidentKind, Span
from .lexicon import Hit
from .places import Placing, origin_of, placings, sites_near
from .roles import PlaceRole
from .text import Document

__all__ = ["Account", "Group", "accounts_of", "tolls_of"]

_FIRED = frozenset({"airstrike", "drone_strike", "rocket_fire", "shelling", "interception", "attack"})
"""Kinds of which what was fired is counted; a planted bomb is none."""
_WEAPON_BEFORE = 3
"""A weapon further before the words for the incident than so many tokens is of something else."""
_ASIDE = 8
_ARTICLE = "ال"
_ACT_RANK = 47
_FAR = 6
"""A place so many tokens from definite words for an incident may be named in passing."""
_PLATFORM_TRIGGERS = frozenset({"bombardment", "air-raid", "launch", "strike"})
"""What a drone does that stays in the air: then it is no munition itself."""


@dataclass(slots=True)
class Group:
    """The clauses of a sentence that belong to one telling."""

    anchor: Facts | None
    """The clause whose words tell of an incident; ``None`` where the sentence only adds to what was told."""
    lead: list[Facts] = field(default_factory=list)
    """Clauses of the sentence before the anchor that tell of none."""
    tail: list[Facts] = field(default_factory=list)

    @property
    def all(self) -> list[Facts]:
        """Every clause, the anchor first."""
        return [*([self.anchor] if self.anchor else []), *self.lead, *self.tail]


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
    of_itself: bool = False
    """Whether the source says that it did it: أنها أطلقت, مسؤوليتها عن, تبنت."""
    hits_only: bool = False
    """Whether its words only say by what people were hit (برصاص جندي)."""
    witnessed: bool = False
    """Whether a second source, of another kind, tells it in the same sentence."""
    total: bool = False
    """Whether it counts the people hit over a time or an area (بلغ عدد القتلى)."""


def accounts_of(
    doc: Document, group: Group, source: Attribution | None, earlier: Sequence[PlaceRole] = ()
) -> list[Account]:
    """Return what a group tells, one account for each place.

    Parameters
    ----------
    doc, group, source
        The document, the clauses of one telling, and who says it.
    earlier
        The places named before, to which words such as القطاع may point back.
    """
    anchor = group.anchor
    if anchor is None:
        return []
    triggers = anchor.told
    primary = max(triggers, key=lambda trigger: trigger.rank)
    kind = kind_of(triggers, _weapons_of(anchor, primary), anchor.things)
    places = placings(doc, group, primary, earlier)
    shared = len(places) > 1
    tolls = tolls_of(group.all, source) or _implied(doc, anchor, source)
    return [
        Account(
            kind=kind,
            sentence=anchor.clause.sentence,
            clause=anchor.clause.first,
            triggers=tuple(triggers),
            refers=_refers(doc, anchor, triggers, primary),
            another=_is_another(doc, anchor),
            plural=_is_plural(doc, anchor, primary),
            site=place.site,
            loose=_is_loose(doc, primary, place),
            shared=shared,
            origin=origin_of(doc, group),
            period=_period(group, primary.hit.first),
            munitions=_munitions(doc, anchor, primary, kind, place, shared=shared),
            munitions_span=None,
            tolls=tuple(toll for toll in tolls if not shared or (toll.low, toll.high) == (0, 0)),
            actor=_actor(doc, group, triggers),
            weapon=_weapon(doc, anchor),
            target=_target(doc, anchor, primary),
            source=source,
            span=_span(doc, anchor, primary, place),
            of_itself=_is_of_itself(doc, group),
            hits_only=all(trigger.hit.entry.get("needs") == "casualty" for trigger in triggers),
            witnessed=_is_witnessed(group, source),
        )
        for place in places
    ]


def _is_loose(doc: Document, primary: Trigger, place: Placing) -> bool:
    if place.site is None:
        return False
    far = doc.tokens[min(len(doc.tokens), primary.hit.last + _FAR) - 1].end
    return not doc.tokens[primary.hit.first].start < place.site.span.start < far


def _weapons_of(anchor: Facts, primary: Trigger) -> list[Hit]:
    """Return the weapons that a trigger may be about; before a noun (القصف) only those right before it."""
    if primary.hit.form != "noun":
        return list(anchor.weapons)
    return [hit for hit in anchor.weapons if hit.first >= primary.hit.first - _WEAPON_BEFORE]


def toll_account(doc: Document, facts: Sequence[Facts], source: Attribution | None) -> Account | None:
    """Return what clauses tell that only count people hit: an attack whose means is not stated; else ``None``."""
    told = next((each for each in facts if any(c.low for c in each.casualties)), None)
    if told is None:
        return None
    group = Group(None, lead=[told, *(each for each in facts if each is not told)])
    casualties = [c for c in told.casualties if not c.subset_of]
    if not casualties:
        return None
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
        site=sites[0] if sites else None,
        loose=False,
        shared=False,
        origin=None,
        period=_period(group, casualties[0].first),
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


def tolls_of(facts: Iterable[Facts], source: Attribution | None) -> list[Toll]:
    """Return what clauses say of people hit; negated clauses and totals over a period are the caller's to weigh."""
    tolls = []
    for each in sorted(facts, key=lambda f: f.clause.first):
        source = next((a for a in reversed(each.attributions) if a.who), source)
        tolls += [_toll(each, casualty, source) for casualty in each.casualties]
    return tolls


def _implied(doc: Document, anchor: Facts, source: Attribution | None) -> list[Toll]:
    """Return the one person that a verb in the singular tells of, where the victim stands before it: طفل … قتل بقذيفة."""
    if not any(trigger.hit.entry.get("needs") == "casualty" for trigger in anchor.told):
        return []
    for hit in lexicon.load("clauses:light").find(doc, anchor.clause.tokens):
        what = hit.entry.get("harms", {}).get(doc.tokens[hit.first].text)
        if hit.entry.id == "harm" and what is not None:
            who = source.who if source else ""
            span = Span(hit.first, hit.last)
            return [
                Toll(what=what, low=1, high=1, source=who, sentence=anchor.clause.sentence, updated=False, span=span)
            ]
    return []


def _toll(each: Facts, casualty: Casualty, source: Attribution | None) -> Toll:
    return Toll(
        what=casualty.what,
        low=casualty.low,
        high=casualty.high,
        source=source.who if source else "",
        sentence=each.clause.sentence,
        updated=casualty.updated,
        span=Span(casualty.first, casualty.last),
        category=(casualty.category or "others") if casualty.subset_of else None,
    )


def _is_another(doc: Document, anchor: Facts) -> bool:
    return any(doc.tokens[index].text in lexicon.word_set("another") for index in anchor.clause.tokens)


def _is_of_itself(doc: Document, group: Group) -> bool:
    for each in group.all[:1] + group.lead:
        words = {doc.tokens[index].text for index in each.clause.tokens}
        if words & lexicon.word_set("responsibility"):
            return True
        for source in each.attributions:
            after = {token.text for token in doc.tokens[source.last : source.last + 2]}
            if source.stance == "claims" or after & lexicon.word_set("of_itself"):
                return True
    return False


def _is_witnessed(group: Group, source: Attribution | None) -> bool:
    others = (a for each in group.tail for a in each.attributions if a.who)
    return source is not None and any(a.kind not in {source.kind, "armed_party", "unknown"} for a in others)


def _refers(doc: Document, anchor: Facts, triggers: Sequence[Trigger], primary: Trigger) -> bool:
    """Tell whether the words point back: القصف, انفجر الصاروخ; not where they bring something countable of their own."""
    if all(trigger.definite or _is_of_known(doc, trigger) for trigger in triggers):
        return True
    own = [m for m in anchor.munitions if not _is_definite(doc, m)]
    return bool(anchor.munitions) and not own and (primary.is_verb or primary.id == "launch")


def _is_of_known(doc: Document, trigger: Trigger) -> bool:
    """Tell whether a noun is that of something known: استهداف المطار, هجوم السوق."""
    after = doc.tokens[trigger.hit.last].text if trigger.hit.last < len(doc.tokens) else ""
    return trigger.hit.form == "noun" and after.startswith(_ARTICLE) and trigger.rank < _ACT_RANK


def _is_definite(doc: Document, munition: Munition) -> bool:
    return doc.tokens[munition.first].text.startswith(tuple(lexicon.word_set("article")))


def _is_plural(doc: Document, anchor: Facts, primary: Trigger) -> bool:
    word = doc.tokens[primary.hit.first].text
    return word.endswith(("ات", "اتها", "اته")) or any(munition.low is None for munition in anchor.munitions)


def _period(group: Group, index: int) -> Period | None:
    """Return when the group says it happened: its anchor's time before that of the clauses around it."""
    for each in group.all:
        own = [p for p in each.periods if not _in_source(p, each.attributions) and not _is_aside(p, index)]
        if own:
            return min(own, key=lambda p: (p.start is None, abs(p.first - index)))
    return None


def _is_aside(period: Period, index: int) -> bool:
    """Tell whether a time is yet to come, or a long one far from the incident's words (بدو انتقلوا قبل عامين)."""
    return period.future or (period.precision in {"month", "year"} and abs(period.first - index) > _ASIDE)


def _in_source(period: Period, attributions: Iterable[Attribution]) -> bool:
    return any(a.first <= period.first < a.last for a in attributions)


def _munitions(
    doc: Document, anchor: Facts, primary: Trigger, kind: IncidentKind, place: Placing, *, shared: bool
) -> Range | None:
    if place.munitions is not None:
        return place.munitions
    if kind not in _FIRED or shared:
        return None
    fired = _fired(anchor.munitions, primary, kind)
    if not fired and kind == "interception" and any(hit.entry.id == "aircraft" for hit in anchor.weapons):
        return (1, 1)
    of_them = lexicon.word_set("of_them")
    known = [m for m in fired if m.low is not None and (not m.elliptic or doc.tokens[m.last].text in of_them)]
    return (known[0].low, known[0].high) if known else None


def _fired(munitions: Iterable[Munition], primary: Trigger, kind: IncidentKind) -> list[Munition]:
    found = list(munitions)
    others = [m for m in found if not _is_drone(m.word)]
    if kind == "interception":
        return found
    if others or primary.id in _PLATFORM_TRIGGERS:
        return others
    return found


def _is_drone(word: str | None) -> bool:
    return word is not None and any(part in word for part in lexicon.word_set("drone"))


def _actor(doc: Document, group: Group, triggers: Sequence[Trigger]) -> Actor | None:
    anchor = group.anchor
    if anchor is None:
        return None
    taken = {i for a in anchor.attributions for i in range(a.first, a.last)}
    taken |= {i for p in anchor.periods for i in range(p.first, p.last)}
    if any(trigger.id == "interception" for trigger in triggers):
        taken |= {i for m in anchor.munitions for i in range(m.first, m.last)}
    for trigger in sorted(triggers, key=lambda t: -t.rank):
        if (actor := find_actor(doc, anchor.clause, trigger, taken)) is not None:
            return actor
    return None


def _weapon(doc: Document, anchor: Facts) -> Span | None:
    best = max(anchor.weapons, key=lambda hit: int(hit.entry.get("rank", 0)), default=None)
    return doc.span(best.first, best.last) if best is not None else None


def _target(doc: Document, anchor: Facts, primary: Trigger) -> Span | None:
    hit = next((h for h in anchor.things if h.first > primary.hit.first and h.entry.id != "force"), None)
    return doc.span(hit.first, hit.last) if hit is not None else None


def _span(doc: Document, anchor: Facts, primary: Trigger, place: Placing) -> Span:
    """Return the words from the trigger to the place, the shortest stretch that shows the incident."""
    start, end = doc.span(primary.hit.first, primary.hit.last).start, doc.span(primary.hit.first, primary.hit.last).end
    clause = doc.span(anchor.clause.first, anchor.clause.last)
    site = place.site
    if site is not None and not site.carried and clause.start <= site.span.start and site.span.end <= clause.end:
        start, end = min(start, site.span.start), max(end, site.span.end)
    return Span(start, end)
