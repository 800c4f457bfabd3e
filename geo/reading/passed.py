"""What the sentences read so far leave behind for those to come: places, who speaks, the time of a header.

Most sentences of a report tell of no incident, so that all this is read only when an incident asks for it.
"""

import datetime as dt
from bisect import bisect_left
from dataclasses import replace

from ..times.dates import Period
from .claims import Attribution
from .group import Group
from .roles import PlaceRole
from .scope import is_old
from .sentences import Sentence

__all__ = ["Passed"]


class _Sources:
    """The sources that a sentence names before each of its clauses, read as far as they are asked for."""

    def __init__(self, sentence: Sentence | None) -> None:
        self.sentence = sentence
        self._clauses = sentence.all if sentence is not None else []
        self._firsts = [each.clause.first for each in self._clauses]
        self._before: list[tuple[Attribution | None, bool]] = [(None, False)]

    def before(self, first: int) -> tuple[Attribution | None, bool]:
        """Return the last source named before a clause, given by its first token, and whether any stands there."""
        index = bisect_left(self._firsts, first)
        while len(self._before) <= index:
            last, some = self._before[-1]
            here = self._clauses[len(self._before) - 1].attributions
            named = [a for a in here if a.who]
            self._before.append((named[-1] if named else last, some or bool(here)))
        return self._before[index]


class Passed:
    """The sentences passed, each kept until it is asked for."""

    def __init__(self, published: dt.date | None) -> None:
        self._published = published
        self._sentences: list[Sentence] = []
        self._places: list[PlaceRole] = []
        self._groups: list[tuple[Group | Sentence, Sentence]] = []
        self._sources = _Sources(None)
        self._speaker: Attribution | None = None
        self._headers: list[Group | Sentence] = []
        self._header: Period | None = None

    def sentence(self, sentence: Sentence) -> None:
        """Pass a sentence."""
        self._sentences.append(sentence)

    def unread(self, sentence: Sentence) -> None:
        """Pass a sentence that stands before the first incident and tells of none."""
        self.group(sentence, sentence)
        self.header(sentence)
        self.sentence(sentence)

    def group(self, group: Group | Sentence, sentence: Sentence) -> None:
        """Pass a group of a sentence's clauses."""
        self._groups.append((group, sentence))

    def header(self, group: Group | Sentence) -> None:
        """Pass a group that stands before the first incident."""
        self._headers.append(group)

    def places(self) -> list[PlaceRole]:
        """Return the places of the sentences passed."""
        self._places += [role for sentence in self._sentences for each in sentence.all for role in each.roles]
        self._sentences.clear()
        return self._places

    def speaker(self) -> Attribution | None:
        """Return who says what the group passed last tells; if that was asked before, who spoke last."""
        if not self._groups:
            return self._speaker
        said = None
        for group, sentence in self._groups:
            said = self._heard(group, sentence)
        self._groups.clear()
        return said

    def _heard(self, group: Group | Sentence, sentence: Sentence) -> Attribution | None:
        """Return who says what a group tells: a source of its own clauses, else the one before it in the sentence."""
        if self._sources.sentence is not sentence:
            self._sources = _Sources(sentence)
        own = [a for each in group.all for a in each.attributions]
        last, some = self._sources.before(min(each.clause.first for each in group.all))
        named = next((a for a in own if a.who), last)
        self._speaker = named or self._speaker
        return self._speaker if named or own or some else None

    def period(self) -> Period | None:
        """Return the time told before the first incident, as in a dateline."""
        for group in self._headers:
            told = (p for each in group.all for p in each.periods if p.start is not None and not p.future)
            period = next(told, None)
            if period is not None and not is_old(period, self._published):
                self._header = replace(period, end=period.start, time_of_day=None) if not period.span else period
        self._headers.clear()
        return self._header
