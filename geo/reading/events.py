"""What happened in a clause: the words that tell of an incident, and its kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gazetteer.arabic import normalise

from ..incident import IncidentKind
from ..quantities.counts import find_casualties
from ..quantities.harmwords import SAYS_HARM
from ..quantities.numerals import read_value
from ..text import Document
from ..times.dates import find_dates
from ..toponyms.demonyms import country_of
from . import lexicon
from .clauses import Clause
from .homographs import as_verb
from .lexicon import Hit

__all__ = ["Trigger", "find_triggers", "find_weapons", "first_of_pair", "kind_of"]

_AND = "و"
_FOR = "ل"
_FEMININE = "ة"
_HERS, _PLURAL = "ت", "ات"
_BEFORE = 12
"""So many tokens before a verb of air defence what it brought down may be named."""
_REACH = 9
"""A trigger's munition stands at most this many tokens before or after it."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a clause that tell of an incident."""

    hit: Hit
    definite: bool
    """Whether they carry the article: القصف refers to something told before, قصف tells something new."""
    weak: bool = False
    """Whether they only add to an incident that something else tells."""

    @property
    def id(self) -> str:
        """Identifier of the trigger in ``seeds/events.toml``."""
        return self.hit.entry.id

    @property
    def rank(self) -> int:
        """How much it says about the kind, against others of its clause."""
        return int(self.hit.entry.get("rank", 0))

    @property
    def is_verb(self) -> bool:
        """Whether it is an inflected verb."""
        return self.hit.form in {"past", "present", "future"}


def find_triggers(doc: Document, clause: Clause) -> list[Trigger]:
    """Return the triggers of a clause whose needs the clause meets, in order."""
    hits = (as_verb(doc, clause, hit) for hit in lexicon.load("events:trigger").find(doc, clause.tokens))
    others = (_is_other_noun, _is_verb_of_hers)
    found = [hit for hit in hits if not any(other(doc, hit) for other in others) and _met(doc, clause, hit)]
    return [
        Trigger(hit, _is_definite(doc, hit), weak=bool(hit.entry.get("weak")) or _of_some(doc, clause, hit))
        for hit in found
        if not _inside_another(hit, found)
    ]


def _is_other_noun(doc: Document, hit: Hit) -> bool:
    """Tell whether what looks like a verb with its object is a noun in ة: إصابة, not أصابه."""
    return hit.form in {"past", "present"} and doc.source[doc.tokens[hit.last - 1].end - 1] == _FEMININE


def find_weapons(doc: Document, within: range) -> list[Hit]:
    """Return the weapons and munitions that a stretch names; of overlapping ones the longest."""
    hits = lexicon.load("weapons:weapon").find(doc, within)
    return [hit for hit in hits if not _inside_another(hit, hits)]


def first_of_pair(doc: Document, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Leave out a noun that و joins to another of its kind: عملية دهس وطعن is a ramming first."""
    return [
        each
        for each in triggers
        if each.is_verb
        or not doc.words[each.hit.first].startswith(_AND)
        or not any(one.hit.last == each.hit.first and not one.is_verb for one in triggers)
    ]


def kind_of(triggers: Sequence[Trigger], weapons: Sequence[Hit], things: Sequence[Hit] = ()) -> IncidentKind:
    """Return the kind of incident that a clause's triggers, weapons and things together tell of."""
    primary = max(triggers, key=lambda trigger: trigger.rank)
    entry = primary.hit.entry
    kind: IncidentKind = entry.get("kind")
    if not entry.get("means") and primary.id != "detonation":
        return kind
    best = _deciding(weapons)
    if best is not None and _may_mean(primary, best):
        return _kind(best)
    named = {name for hit in things for name in hit.entry.get("classes", ())}
    by_object: dict[str, IncidentKind] = entry.get("by_object", {})
    return next((by_object[name] for name in by_object if name in named), kind)


def _deciding(weapons: Sequence[Hit]) -> Hit | None:
    """Return the weapon that says most of the kind; of near equals (صواريخ وقذائف) the one named first."""
    highest = max((int(hit.entry.get("rank", 0)) for hit in weapons), default=0)
    return next((hit for hit in weapons if int(hit.entry.get("rank", 0)) >= highest - _NEAR_RANK), None)


def _kind(hit: Hit) -> IncidentKind:
    kind: IncidentKind = hit.entry.get("kind")
    return kind


def _may_mean(primary: Trigger, weapon: Hit) -> bool:
    """Tell whether the weapon can be what did it: gunfire makes no air raid; ضربات بصواريخ are rockets."""
    rank = int(weapon.entry.get("rank", 0))
    by = primary.id == "strike" and weapon.first == primary.hit.last
    return primary.hit.entry.get("kind") != "airstrike" or rank >= _AIR_RANK or by


_AIR_RANK = 60
_NEAR_RANK = 2


def _met(doc: Document, clause: Clause, hit: Hit) -> bool:
    needs = set(hit.entry.get("needs", "").split())
    if hit.form == "phrase" or not needs or _has_object(doc, hit):
        return True
    if hit.entry.get("purpose") and doc.words[hit.first].startswith(_FOR) and not _undergone(doc, clause, hit):
        return False
    also = set(hit.entry.get("also", "").split())
    if also and also.isdisjoint(_classes(doc, clause.tokens)):
        return False
    if "number" in needs:
        needs.discard("number")
        if not _counts_people(doc, _after_time(doc, hit.last, clause.last), clause.last):
            return False
    if "national" in needs and hit.last < clause.last and country_of(doc.words[hit.last]) is not None:
        return True
    reach = int(hit.entry.get("reach", _REACH))
    first = hit.first if hit.entry.get("forward") else max(clause.first, hit.first - reach)
    near = range(first, hit.first if hit.entry.get("backward") else min(clause.last, hit.last + reach))
    if hit.entry.through:
        near = range(next((i for i in near if doc.words[i] in hit.entry.through), near.stop), near.stop)
    return bool(needs & set(_classes(doc, near))) or ("casualty" in needs and _harm_near(doc, clause))


def _undergone(doc: Document, clause: Clause, hit: Hit) -> bool:
    """Tell whether ل before a noun says what something came under (تعرض لإطلاق صواريخ), not what it is for."""
    before = lexicon.load("clauses:light").find(doc, range(clause.first, hit.first))
    return any(light.entry.id == "undergo" for light in before)


def _is_verb_of_hers(doc: Document, hit: Hit) -> bool:
    """Tell whether what may be a noun in ة is a verb: ضربت صواريخ, not ضربتها."""
    word = doc.words[hit.first]
    listed = word in map(normalise, hit.entry.get("words", ()))
    hers = word.endswith(_HERS) and not word.endswith(_PLURAL) and word in _past()
    return hit.form == "noun" and hers and not listed


@cache
def _past() -> frozenset[str]:
    return frozenset(form for form, tense in lexicon.load("events:trigger").forms() if tense == "past")


def _after_time(doc: Document, index: int, stop: int) -> int:
    """Return where an expression of time that begins at a token ends; the token itself where none does."""
    periods = find_dates(doc, range(index, stop)) if index < stop else []
    return periods[0].last if periods and periods[0].first == index else index


def _counts_people(doc: Document, index: int, stop: int) -> bool:
    """Tell whether a number stands at a token, or a word such as عشرات in its place."""
    if index >= stop:
        return False
    return doc.words[index] in lexicon.word_set("so_many") or read_value(doc.tokens, index, stop) is not None


def _has_object(doc: Document, hit: Hit) -> bool:
    """Tell whether a verb of air defence has an object named before: اعترضتها, خمسة منها, اعترض واحد وسقط اثنان."""
    if hit.entry.id != "interception" or hit.form not in {"past", "noun"}:
        return False
    following = doc.tokens[hit.first + 1 : hit.first + 7]
    of_them = lexicon.word_set("of_them")
    if doc.tokens[hit.first].text.endswith(("ها", "هما")) or any(t.text in of_them for t in following):
        return True
    counted = read_value(doc.tokens, hit.last, len(doc.tokens)) is not None
    return counted and "munition" in _classes(doc, range(max(0, hit.first - _BEFORE), hit.first))


def _of_some(doc: Document, clause: Clause, hit: Hit) -> bool:
    """Tell whether the words are about some of the people counted: بينهم فتاة أصيبت برصاصة."""
    before = doc.tokens[max(clause.first, hit.first - _REACH) : hit.first]
    return hit.entry.get("needs") == "casualty" and any(t.text in lexicon.word_set("subset") for t in before)


def _classes(doc: Document, within: range) -> Iterator[str]:
    for hit in (*find_weapons(doc, within), *lexicon.load("weapons:thing", "weapons:people").find(doc, within)):
        yield from hit.entry.get("classes", ())


def _harm_near(doc: Document, clause: Clause) -> bool:
    if not doc.where(SAYS_HARM, clause.tokens):
        return False
    hits = lexicon.load("clauses:light", "clauses:harmed").find(doc, clause.tokens)
    return any(hit.entry.id == "harm" for hit in hits) or bool(find_casualties(doc, clause.tokens))


def _is_definite(doc: Document, hit: Hit) -> bool:
    return hit.form == "noun" and lexicon.is_definite(doc.tokens[hit.first].text, hit.entry)


def _inside_another(hit: Hit, hits: Sequence[Hit]) -> bool:
    return any(
        other is not hit
        and other.first <= hit.first
        and hit.last <= other.last
        and other.last - other.first > hit.last - hit.first
        for other in hits
    )
