"""Whether words point back to what was told, tell of another one, or speak of the speaker."""

from collections.abc import Sequence

from ..quantities.counts import Munition
from ..text import Document
from . import lexicon
from .actors import is_possessed
from .claims import Attribution
from .draft import Site
from .events import Trigger
from .facts import Facts
from .group import Group

__all__ = [
    "is_another",
    "is_at_known",
    "is_carried",
    "is_loose",
    "is_of_itself",
    "is_on_attacker",
    "is_plural",
    "is_witnessed",
    "owns",
    "points_back",
    "refers",
]

_ARTICLE = "ال"
_AND = "وف"
_OURS = "نا"
_PLURAL = tuple("ات" + pronoun for pronoun in ("", "ه", "ها"))
_ACT_RANK = 47
_CARRYING = frozenset({"carry-out", "undergo", "happen", "result"})
_TARGETS = frozenset({"house", "vehicle", "site"})
_PAUSES = frozenset(",-")
_SOON = 2
_SAYING = 5
"""So many words (في بيان منفصل) may stand between a source and what it says."""
_FAR = 6
"""A place so many tokens from definite words for an incident may be named in passing."""


def refers(doc: Document, anchor: Facts, triggers: Sequence[Trigger], primary: Trigger) -> bool:
    """Tell whether the words point back (القصف, انفجر الصاروخ) and bring nothing countable of their own."""
    if all(trigger.definite or _is_of_known(doc, trigger) for trigger in triggers):
        return True
    own = [m for m in anchor.munitions if not _is_definite(doc, m)]
    return bool(anchor.munitions) and not own and (primary.is_verb or primary.id == "launch")


def is_at_known(doc: Document, anchor: Facts, primary: Trigger) -> bool:
    """Tell whether a verb has hit something told before: أطلقت صاروخين على السيارة."""
    verbs = {trigger.hit.last for trigger in (primary, *anchor.told) if trigger.is_verb}
    on = lexicon.word_set("on")
    return any(
        lexicon.is_definite(doc.tokens[h.first].text, h.entry)
        and (h.first in verbs or (primary.is_verb and h.first > primary.hit.first and doc.words[h.first - 1] in on))
        for h in anchor.things
        if h.entry.id in _TARGETS
    )


def points_back(doc: Document, anchor: Facts) -> bool:
    """Tell whether a clause goes on where the words before it were: فيها, الحاجز, القوة."""
    words = [doc.tokens[index].text for index in anchor.clause.tokens]
    things = (lexicon.is_definite(doc.tokens[hit.first].text, hit.entry) for hit in anchor.things)
    return any(word in lexicon.word_set("there") for word in words) or any(things)


def _is_of_known(doc: Document, trigger: Trigger) -> bool:
    """Tell whether a noun is that of something known: استهداف المطار, هجوم السوق."""
    after = doc.tokens[trigger.hit.last].text if trigger.hit.last < len(doc.tokens) else ""
    return trigger.hit.form == "noun" and after.startswith(_ARTICLE) and trigger.rank < _ACT_RANK


def _is_definite(doc: Document, munition: Munition) -> bool:
    return doc.tokens[munition.first].text.startswith(tuple(lexicon.word_set("article")))


def is_another(doc: Document, anchor: Facts) -> bool:
    """Tell whether the clause says that this is another one: صاروخ آخر, تجدد القصف."""
    return any(doc.tokens[index].text in lexicon.word_set("another") for index in anchor.clause.tokens)


def is_plural(doc: Document, anchor: Facts, primary: Trigger) -> bool:
    """Tell whether the words tell of several: غارات, صواريخ without a number."""
    word = doc.tokens[primary.hit.first].text
    return word.endswith(_PLURAL) or any(munition.low is None for munition in anchor.munitions)


def is_loose(doc: Document, primary: Trigger, site: Site | None) -> bool:
    """Tell whether a place stands before the words that tell of the incident, or well after them."""
    if site is None:
        return False
    far = doc.tokens[min(len(doc.tokens), primary.hit.last + _FAR) - 1].end
    return not doc.tokens[primary.hit.first].start < site.span.start < far


def is_carried(doc: Document, anchor: Facts) -> bool:
    """Tell whether a verb of the clause carries a noun that tells of an incident: شن هجوما, تعرض لقصف, وقع انفجار."""
    return any(hit.entry.id in _CARRYING for hit in lexicon.load("clauses:light").find(doc, anchor.clause.tokens))


def is_of_itself(doc: Document, group: Group) -> bool:
    """Tell whether the source says that it did it: أنها أطلقت, مسؤوليتها عن, تبنت; not why: ردا على اقتحام المخيم."""
    if group.anchor is not None and _is_reason(doc, group.anchor):
        return False
    for each in group.all[:1] + group.lead:
        words = {doc.tokens[index].text for index in each.clause.tokens}
        if words & lexicon.word_set("responsibility"):
            return True
        for source in each.attributions:
            if source.stance == "claims" or _goes_on_to(doc, source, each) or _announces(doc, source, each):
                return True
            if group.anchor is not each and _joins(doc, source, each, group.anchor):
                return True
    return group.anchor is not None and _speaks_of_us(doc, group.anchor)


def _is_reason(doc: Document, anchor: Facts) -> bool:
    """Tell whether the words for the incident only say to what the speaker replied: رد على اقتحام المخيم."""
    first = min(trigger.hit.first for trigger in anchor.told)
    return not lexicon.word_set("reason").isdisjoint(doc.words[max(anchor.clause.first, first - _SOON) : first])


def _announces(doc: Document, source: Attribution, facts: Facts) -> bool:
    """Tell whether what is said begins with the noun of an act: أعلن حزب الله قصف قاعدة, شن هجوم."""
    if any(role.role == "origin" for role in facts.roles):
        return False
    index = source.last
    while index < facts.clause.last and (step := _aside(doc, facts, index)):
        index += step
    return index < facts.clause.last and doc.words[index] in lexicon.word_set("own_acts")


def _aside(doc: Document, facts: Facts, index: int) -> int:
    """Return how many tokens a comma or a time has that stands between a source and what it says; 0 for neither."""
    if doc.words[index] in _PAUSES:
        return 1
    return next((period.last - index for period in facts.periods if period.first == index), 0)


def _speaks_of_us(doc: Document, anchor: Facts) -> bool:
    """Tell whether a communique speaks in the first person: قصفنا, تمكن مجاهدونا."""
    acts = {trigger.hit.first for trigger in anchor.told if trigger.is_verb}
    ours = (index for index in anchor.clause.tokens if doc.words[index].endswith(_OURS))
    return any(index in acts or is_possessed(doc.words[index]) for index in ours)


def is_on_attacker(doc: Document, anchor: Facts) -> bool:
    """Tell whether a clause tells what befell the one who did what was told: وقتل الجيش المهاجم, قبل أن ترديه."""
    words = doc.words[anchor.clause.first : anchor.clause.last]
    verb = words[0][1:] if words[0][0] in _AND else ""
    if words[1:2] and words[1] in lexicon.word_set("of_sentence"):
        verb = "".join(words[2:3])
    felled = anchor.casualties and verb in lexicon.word_set("felled")
    before = words[0] in lexicon.word_set("goes_on") and words[1:2] and words[1] in lexicon.word_set("of_sentence")
    before = before and not lexicon.word_set("at_him").isdisjoint(words)
    return bool(felled or before) or any(word in lexicon.word_set("culprit") for word in words)


def _goes_on_to(doc: Document, source: Attribution, facts: Facts) -> bool:
    """Tell whether what is said begins أنها and goes on with the act: قالت إنها أطلقت, not إنها تلقت بلاغا."""
    after = range(source.last, min(source.last + _SAYING, facts.clause.last))
    itself = next((i for i in after if doc.tokens[i].text in lexicon.word_set("of_itself")), None)
    if itself is None:
        return False
    light = lexicon.load("clauses:light").find(doc, range(itself + 1, min(itself + 1 + _SOON, facts.clause.last)))
    carriers = {hit.last for hit in light if hit.entry.id == "carry-out"}
    carried = any(t.hit.first in carriers for t in facts.told)
    return carried or any(t.is_verb and 0 < t.hit.first - itself <= _SOON for t in facts.told)


def owns(doc: Document, anchor: Facts, primary: Trigger) -> bool:
    """Tell whether a clause owns to what was told before: أعلنت مسؤوليتها عن تفجيري كابل."""
    before = doc.words[anchor.clause.first : primary.hit.first]
    return not primary.is_verb and not lexicon.word_set("responsibility").isdisjoint(before)


def _joins(doc: Document, source: Attribution, facts: Facts, anchor: Facts | None) -> bool:
    """Tell whether a clause goes on by و and its verb with what the source says of itself: إنها أسرت … ودمرت."""
    if anchor is None or not anchor.told or min(t.hit.first for t in anchor.told) != anchor.clause.first:
        return False
    itself = not lexicon.word_set("of_itself").isdisjoint(doc.words[source.last : facts.clause.last])
    return itself and anchor.told[0].is_verb and doc.words[anchor.clause.first].startswith(_AND[0])


def is_witnessed(group: Group, source: Attribution | None) -> bool:
    """Tell whether a second source, of another kind, tells it in the same sentence."""
    others = (a for each in group.tail for a in each.attributions if a.who)
    return source is not None and any(a.kind not in {source.kind, "armed_party", "unknown"} for a in others)
