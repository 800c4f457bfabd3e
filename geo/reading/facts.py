"""What one clause says: triggers, weapons, places, times, casualties, sources; read once, for `geo.reading.compose`."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..quantities.counts import find_casualties
from ..quantities.munitions import Munition, find_munitions
from ..quantities.tolls import Casualty
from ..text import Document
from ..times.dates import Period, find_dates
from ..toponyms.mentions import Located
from ..toponyms.relative import relative
from . import lexicon
from .claims import Attribution, find_attributions
from .clauses import Clause, clauses
from .events import Trigger, find_triggers, find_weapons
from .lexicon import Hit
from .realis import Unreal, effect_on, find_unreal
from .roles import PlaceRole, find_roles

__all__ = ["Facts", "find_facts"]

_SPEAKING = frozenset({"threat", "condemnation"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What one clause says."""

    clause: Clause
    triggers: tuple[tuple[Trigger, str | None], ...]
    """Each trigger with what keeps it from telling of a new incident (`geo.reading.realis.effect_on`)."""
    weapons: tuple[Hit, ...]
    things: tuple[Hit, ...]
    roles: tuple[PlaceRole, ...]
    periods: tuple[Period, ...]
    casualties: tuple[Casualty, ...]
    munitions: tuple[Munition, ...]
    attributions: tuple[Attribution, ...]
    unreal: tuple[Unreal, ...]
    """The stretches that reach into the clause and put what they hold in doubt."""

    @property
    def live(self) -> list[Trigger]:
        """The triggers that tell of something that happened."""
        return [trigger for trigger, effect in self.triggers if effect is None]

    @property
    def told(self) -> list[Trigger]:
        """The live triggers that can tell of an incident by themselves."""
        return [trigger for trigger in self.live if not trigger.weak]


def find_facts(doc: Document, located: Sequence[Located], published: dt.date | None) -> list[Facts]:
    """Return what each clause of a document says, in order."""
    parts = clauses(doc)
    unreal = find_unreal(doc, parts)
    starts = [item.first for item in located]
    return [
        _facts(
            doc,
            part,
            located[bisect_left(starts, part.first) : bisect_left(starts, part.last)],
            published,
            [s for s in unreal.get(part.sentence, ()) if s.first < part.last and s.last > part.first],
        )
        for part in parts
    ]


def _facts(
    doc: Document, clause: Clause, located: Sequence[Located], published: dt.date | None, unreal: Sequence[Unreal]
) -> Facts:
    triggers = find_triggers(doc, clause)
    weapons = find_weapons(doc, clause.tokens)
    attributions = find_attributions(doc, clause)
    munitions = find_munitions(doc, clause.tokens)
    casualties = tuple(find_casualties(doc, clause.tokens))
    launched = bool(munitions) or any("munition" in hit.entry.get("classes", ()) for hit in weapons)
    return Facts(
        clause=clause,
        triggers=tuple((trigger, _effect(doc, clause, trigger, unreal, casualties)) for trigger in triggers),
        weapons=tuple(weapons),
        things=tuple(lexicon.load("weapons:thing").find(doc, clause.tokens)),
        roles=tuple(
            replace(role, phrase=relative(doc, role.located, located))
            for role in find_roles(doc, clause, located, attributions, launched=launched)
        ),
        periods=tuple(find_dates(doc, clause.tokens, published)),
        casualties=casualties,
        munitions=tuple(munitions),
        attributions=tuple(attributions),
        unreal=tuple(unreal),
    )


def _effect(
    doc: Document, clause: Clause, trigger: Trigger, unreal: Sequence[Unreal], casualties: Sequence[Casualty]
) -> str | None:
    """Return what keeps a trigger from telling of a new incident.

    Words of condemnation or warning do not, where people were hit: أدانت الغارة التي قتلت 12 مدنيا.
    """
    hit = any(casualty.low and casualty.first > trigger.hit.first for casualty in casualties)
    reaching = [one for one in unreal if not (hit and one.cue.entry.id in _SPEAKING)]
    return effect_on(doc, clause, trigger, reaching)
