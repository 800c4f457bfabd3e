"""What one clause says: triggers, weapons, places, times, casualties, sources; read once, for `geo.reading.compose`."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from ..quantities.counts import find_casualties
from ..quantities.munitions import Munition, find_munitions
from ..quantities.numbers import find_numbers
from ..quantities.tolls import Casualty
from ..text import Document
from ..times.dates import Period, find_dates
from ..toponyms.mentions import Located
from ..toponyms.relative import relative
from . import lexicon
from .claims import Attribution, find_attributions
from .clauses import Clause
from .events import Trigger, find_triggers, find_weapons
from .lexicon import Hit
from .realis import Unreal, effect_on
from .roles import PlaceRole, find_roles

__all__ = ["Facts", "Places"]

_SEIZURES = frozenset({"arrest", "arrest-by-army", "abduction"})
_CONDEMNED = "condemnation"
_SPEAKING = frozenset({"threat", "condemnation"})


class Places:
    """The places that a document names, found when somebody first asks for some."""

    def __init__(self, find: Callable[[], Sequence[Located]]) -> None:
        self._find = find

    @cached_property
    def _located(self) -> tuple[Sequence[Located], list[int]]:
        found = self._find()
        return found, [item.first for item in found]

    def within(self, tokens: range) -> Sequence[Located]:
        """Return those of a stretch."""
        found, starts = self._located
        return found[bisect_left(starts, tokens.start) : bisect_left(starts, tokens.stop)]


class Facts:
    """What one clause says, each part read when it is first asked for."""

    def __init__(
        self,
        doc: Document,
        clause: Clause,
        places: Places,
        published: dt.date | None,
        unreal: Sequence[Unreal],
    ) -> None:
        self.doc, self.clause, self._places, self.published = doc, clause, places, published
        self.before: Facts | None = None
        """What the clause before it in its sentence says."""
        self.after: Facts | None = None
        """What the clause after it in its sentence says."""
        self.unreal = tuple(unreal)
        """The stretches that reach into the clause and put what they hold in doubt."""

    @cached_property
    def located(self) -> Sequence[Located]:
        """The places that it names."""
        armed = {at for hit in self.weapons if hit.form == "phrase" for at in range(hit.first, hit.last)}
        return [item for item in self._places.within(self.clause.tokens) if item.first not in armed]

    @cached_property
    def _effects(self) -> tuple[tuple[Trigger, str | None], ...]:
        """Each trigger with what keeps it from telling of a new incident (`geo.reading.realis.effect_on`).

        Whether it is part of a place's name is not known yet.
        """
        return tuple((trigger, self._effect(trigger)) for trigger in find_triggers(self.doc, self.clause))

    @cached_property
    def weapons(self) -> tuple[Hit, ...]:
        """The weapons and munitions it names."""
        return tuple(find_weapons(self.doc, self.clause.tokens))

    @cached_property
    def things(self) -> tuple[Hit, ...]:
        """What else was hit or used."""
        return tuple(lexicon.load("weapons:thing").find(self.doc, self.clause.tokens))

    @cached_property
    def roles(self) -> tuple[PlaceRole, ...]:
        """Its places, and what each is to what is told."""
        launched = bool(self.munitions) or any("munition" in hit.entry.get("classes", ()) for hit in self.weapons)
        return tuple(
            replace(role, phrase=relative(self.doc, role.located, self.located))
            for role in find_roles(
                self.doc,
                self.clause,
                self.located,
                self.attributions,
                launched=launched,
                aimed=any("fire" in hit.entry.get("classes", ()) for hit in self.weapons),
                seized=self._seizes(),
            )
        )

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Its expressions of time."""
        return tuple(find_dates(self.doc, self.clause.tokens, self.published))

    @cached_property
    def casualties(self) -> tuple[Casualty, ...]:
        """Its counts of people killed and injured."""
        if self._tells_the_old_toll():
            return ()
        return tuple(find_casualties(self.doc, self.clause.tokens)) or self._so_many_more()

    @cached_property
    def munitions(self) -> tuple[Munition, ...]:
        """Its counts of what was fired."""
        return tuple(find_munitions(self.doc, self.clause.tokens))

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """The sources it names."""
        return tuple(find_attributions(self.doc, self.clause))

    @cached_property
    def told(self) -> list[Trigger]:
        """The triggers that tell of something that happened, and can by themselves.

        Places are found only where there may be any.
        """
        able = [trigger for trigger, effect in self._effects if effect is None and not trigger.weak]
        return [trigger for trigger in able if not self._is_name(trigger)]

    def _seizes(self) -> bool:
        """Tell whether it tells of people who were taken, so that من says where: اعتقلت شابين من مخيم."""
        return any(trigger.id in _SEIZURES and not self._is_name(trigger) for trigger, _ in self._effects)

    def _so_many_more(self) -> tuple[Casualty, ...]:
        """Return the people whom the clause counts as hit like those before: وأربعة في استهداف مركبة."""
        first = self.clause.first
        before = [c for c in self.before.casualties if not c.subset_of] if self.before is not None else []
        if not before or first + 1 >= self.clause.last or self.doc.words[first + 1] not in lexicon.word_set("hit_by"):
            return ()
        number = next((n for n in find_numbers(self.doc, range(first, first + 1)) if n.counts), None)
        if number is None:
            return ()
        return (Casualty(what=before[-1].what, low=number.low, high=number.high, first=first, last=first + 1),)

    def _tells_the_old_toll(self) -> bool:
        """Tell whether the clause only says what the toll was before: بعدما كانت خمسة قتلى, وكانت حصيلة أولية."""
        words = self.doc.words[self.clause.first : self.clause.last]
        first, second = (*words[:2], "", "")[:2]
        was = lexicon.word_set("was")
        if first in lexicon.word_set("aftermath") and second in was:
            return True
        earlier = not lexicon.word_set("earlier_toll").isdisjoint(words)
        return earlier and (first.removeprefix("و") in was or first in lexicon.word_set("aftermath"))

    def _is_name(self, trigger: Trigger) -> bool:
        """Tell whether the words belong to the name of a known place: تدمر, which may be a verb too."""
        return any(
            item.first <= trigger.hit.first < item.last and item.mention.place is not None for item in self.located
        )

    def _effect(self, trigger: Trigger) -> str | None:
        """Return what keeps a trigger from telling of a new incident.

        Words of condemnation or warning do not, where people were hit: أدانت الغارة التي قتلت 12 مدنيا; nor do words of
        a speech where anybody was: قال في كلمة إن مسلحين هاجموا القاعدة وقتلوا جنديين.
        """
        reaching = self.unreal
        if any(one.cue.entry.get("harmless") for one in reaching) and self._is_violent():
            reaching = tuple(one for one in reaching if not one.cue.entry.get("harmless"))
        if any(one.cue.entry.id in _SPEAKING for one in reaching) and self._hits_after(trigger):
            reaching = tuple(one for one in reaching if one.cue.entry.id not in _SPEAKING)
        if any(one.cue.entry.id == _CONDEMNED for one in reaching) and self._says_when(trigger):
            reaching = tuple(one for one in reaching if one.cue.entry.id != _CONDEMNED)
        return effect_on(self.doc, self.clause, trigger, reaching)

    def _is_violent(self) -> bool:
        """Tell whether it or the clause after it counts people hit, or it names those who carry weapons."""
        clauses = (self,) if self.after is None else (self, self.after)
        armed = lexicon.load("weapons:people", "weapons:weapon").find(self.doc, self.clause.tokens)
        return bool(armed) or any(casualty.low for each in clauses for casualty in each.casualties)

    def _says_when(self, trigger: Trigger) -> bool:
        """Tell whether a day follows a trigger: أدانت المداهمات التي طالت الخميس منازل في المدينة."""
        days = (p for p in self.periods if p.start is not None and p.start == p.end and not p.future)
        return any(p.first > trigger.hit.first for p in days)

    def _hits_after(self, trigger: Trigger) -> bool:
        return any(casualty.low and casualty.first > trigger.hit.first for casualty in self.casualties)
