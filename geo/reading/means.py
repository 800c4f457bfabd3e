"""By what means something was done: the weapons of a clause that the words for an incident may be about."""

from . import lexicon
from .events import Trigger
from .facts import Facts
from .group import Group
from .lexicon import Hit

__all__ = ["weapons_of"]

_WEAPON_BEFORE = 3
"""A weapon further before the words for the incident than so many tokens is of something else."""
_AIMED = frozenset({"targeting", "destruction", "attack"})
_FLYING = frozenset({"aircraft", "drone"})
_WITH = "ب"
_AND = "و"
_COUNTED = 2
"""So many words of a number may stand between."""


def weapons_of(group: Group, primary: Trigger) -> list[Hit]:
    """Return the weapons that a trigger may be about; before a noun (القصف) only those right before it."""
    anchor = group.anchor
    if anchor is None:
        return []
    hits = [hit for hit in anchor.weapons if not _is_target(anchor, hit, primary) and not _is_second(anchor, hit)]
    if primary.hit.form != "noun":
        return [*hits, *_craft(group, primary)]
    return [hit for hit in hits if hit.first >= primary.hit.first - _WEAPON_BEFORE or _carries(anchor, hit)]


def _is_second(anchor: Facts, hit: Hit) -> bool:
    """Tell whether و joins what flew to something else that flew, which then says the kind: صواريخ ومسيرات."""
    words = anchor.doc.words
    return "munition" in hit.entry.get("classes", ()) and any(
        "munition" in other.entry.get("classes", ())
        and 0 <= hit.first - other.last <= _COUNTED
        and words[other.last].startswith(_AND)
        for other in anchor.weapons
        if other is not hit
    )


def _craft(group: Group, primary: Trigger) -> list[Hit]:
    """Return the craft of the clause before, whose next verb this is: لاحقتهم مروحية وأطلقت عليهم صاروخا."""
    anchor = group.anchor
    if anchor is None or not group.lead or primary.id != "launch" or primary.hit.first != anchor.clause.first:
        return []
    return [hit for hit in group.lead[-1].weapons if hit.entry.id in _FLYING][:1]


def _carries(anchor: Facts, hit: Hit) -> bool:
    """Tell whether what a weapon is of did what a noun tells: ارتكب الطيران مجزرة."""
    return hit.entry.get("kind") == "airstrike" and any(
        light.entry.id == "carry-out" and light.last == hit.first
        for light in lexicon.load("clauses:light").find(anchor.doc, anchor.clause.tokens)
    )


def _is_target(anchor: Facts, hit: Hit, primary: Trigger) -> bool:
    """Tell whether a gun or tank is what was hit: استهداف دبابة, استهدفوا دبابة بصاروخ."""
    if hit.entry.id != "artillery" or primary.id not in _AIMED or hit.first < primary.hit.last or hit.form == "phrase":
        return False
    words = anchor.doc.words
    others = (one for one in anchor.weapons if one.first > hit.first and words[one.first].startswith(_WITH))
    return not words[hit.first].startswith(_WITH) and (primary.hit.last == hit.first or any(others))
