"""Who was killed and injured, and how much was fired, as a report counts them.

The victim stands after the verb (أصيب طفلان), before it (أن جنديا أصيب), or in the noun itself (سبعة قتلى); in
قتل مسلحون ثلاثة جنود it is the object. Numbers that count no people are left out, parts (بينهم) are marked and never
added, and what is denied is zero (see `geo.denials`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from gazetteer.seeds import read_toml

from .denials import Denial, denial_at
from .munitions import Munition, find_munitions
from .nouns import noun
from .persons import Group, Reader
from .text import Document
from .timewords import piece_at
from .words import Phrases, Words, readings

__all__ = ["Casualty", "Munition", "find_casualties", "find_munitions"]

What = Literal["killed", "injured"]
_STOPS = frozenset(".;!?:")
_FORWARD = 9
_BACKWARD = 14
_OBJECT = 4
_MODIFIERS = 3
_NEEDED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """One count of people hurt, at the tokens ``first`` to ``last - 1`` (verb and victims)."""

    what: What
    low: int | None
    high: int | None
    vague: bool = False
    """Some, but how many is not told: both bounds are ``None``."""
    first: int
    last: int
    subset_of: bool = False
    """A part of a number told before or after it; never to be added."""
    category: str | None = None
    """Who they were, where the noun says so: ``children``, ``civilians``, ``combatants`` …"""
    denied: bool = False
    """The report says there were none."""
    updated: bool = False
    """A toll that replaces an earlier one (ارتفعت الحصيلة إلى)."""
    total: bool = False
    """A cumulative toll (بلغ عدد القتلى)."""


@dataclass(frozen=True, slots=True)
class _Rule:
    what: What
    noun: bool
    passive: bool
    active: bool
    object: bool
    object_pronoun: bool
    needs: Words[bool] | None
    death: bool
    itself: Words[bool]


@dataclass(frozen=True)
class _Tables:
    forms: Words[_Rule]
    phrases: Phrases[_Rule]
    subsets: Phrases[bool]
    natural: Phrases[bool]
    hits: Words[bool]
    wounds: Words[bool]
    negators: Words[bool]
    heads: Words[bool]
    total: Words[bool]
    updated: Words[bool]
    preposition: Words[bool]
    relative: Words[bool]


def _words(names: list[str]) -> Words[bool]:
    return Words((name, True) for name in names)


def _rule(row: dict[str, Any]) -> _Rule:
    flags = (bool(row.get(name)) for name in ("noun", "passive", "active", "object", "object_pronoun"))
    needs = _words(row["needs"]) if "needs" in row else None
    return _Rule(row["what"], *flags, needs, "توفي" in row.get("forms", ()) or "وفاة" in row.get("forms", ()), _words(row.get("itself", [])))


@cache
def _tables() -> _Tables:
    raw = read_toml("casualties.toml")
    rules = [(row, _rule(row)) for row in raw["trigger"]]
    return _Tables(
        forms=Words((form, rule) for row, rule in rules for form in row.get("forms", ())),
        phrases=Phrases((phrase, rule) for row, rule in rules for phrase in row.get("phrases", ())),
        subsets=Phrases((marker, True) for marker in raw["subset"]["markers"]),
        natural=Phrases((phrase, True) for phrase in raw["quiet"]["natural"]),
        hits=_words(raw["quiet"]["hits"]),
        wounds=_words(raw["quiet"]["before_wound"]),
        negators=_words(["لم", "ولم", "فلم", "لن", "ولن", "لا", "ولا", "قد لا", "أن لا"]),
        heads=_words(raw["toll"]["heads"]),
        total=_words(raw["toll"]["total"]),
        updated=_words(raw["toll"]["updated"]),
        preposition=_words(raw["grammar"]["prepositions"]),
        relative=_words(raw["grammar"]["relative"]),
    )


def find_casualties(doc: Document, within: range | None = None) -> list[Casualty]:
    """Return the counts of killed and injured of a stretch of tokens, in order."""
    within = range(len(doc.tokens)) if within is None else within
    return list(_Finder(doc, within).run())


class _Finder:
    """One pass over a stretch of tokens."""

    def __init__(self, doc: Document, within: range) -> None:
        self.doc = doc
        self.within = within
        self.stop = within.stop
        self.reader = Reader(doc, within)
        self.text = self.reader.text
        self.found: list[Casualty] = []

    def run(self) -> Iterator[Casualty]:
        at = self.within.start
        while at < self.stop:
            at = max(self._step(at), at + 1)
        yield from self._flagged()

    def _step(self, at: int) -> int:
        """Read what begins at a token; return where to go on."""
        tokens = self.doc.tokens
        if not (tokens[at].is_word or tokens[at].is_number):
            return self._breakdown(at) if tokens[at].text == ":" else at + 1
        denial = denial_at(tokens, at, self.stop)
        if denial is not None:
            return self._deny(denial)
        if (marker := _tables().subsets.at(tokens, at, self.stop)) is not None:
            return self._subset(marker[1])
        if (last := self._dead_or_hurt(at)) > at:
            return last
        if (rule := self._rule_at(at)) is not None:
            return self._trigger(at, *rule)
        return self._victims(at)

    def _deny(self, denial: Denial) -> int:
        for what in denial.none:
            self._add(Casualty(what=what, low=0, high=0, first=denial.first, last=denial.last, denied=True))
        return denial.last

    def _add(self, casualty: Casualty) -> None:
        self.found.append(casualty)

    def _casualty(self, group: Group, what: What, first: int, *, subset: bool = False) -> Casualty:
        said: What = "killed" if group.what == "killed" else "injured" if group.what == "injured" else what
        return Casualty(
            what=said,
            low=group.low,
            high=group.high,
            vague=group.vague,
            first=min(first, group.first),
            last=group.last,
            subset_of=subset or group.part,
            category=group.category,
        )

    def _rule_at(self, at: int) -> tuple[_Rule, int] | None:
        table = _tables()
        phrase = table.phrases.at(self.doc.tokens, at, self.stop)
        if phrase is not None:
            return phrase
        for reading in readings(self.text(at)):
            rule = table.forms.get(reading.stem)
            if rule is None or reading.article or (not rule.noun and reading.prefix not in {"", "و", "ف"}):
                continue
            return rule, at + 1
        return None

    def _trigger(self, at: int, rule: _Rule, last: int) -> int:
        """Read the victims of a verb or verbal noun."""
        if self._silent(at, rule, last):
            return at + 1
        if rule.object_pronoun or self.text(last) in rule.itself:
            self._add(Casualty(what=rule.what, low=1, high=1, first=at, last=last))
            return last
        group = self._forward(last, rule, at)
        if group is None and not rule.noun and not rule.object:
            group = self._backward(at)
            if group is not None:
                self._replace_or_add(self._casualty(group, rule.what, group.first))
            return last
        if group is None:
            return last
        group = self._coordinated(group, rule)
        self._add(self._casualty(group, rule.what, at))
        return group.last

    def _replace_or_add(self, casualty: Casualty) -> None:
        """Add a count whose people may have been read before: سبعة قتلى … سقطوا, فتاة أصيبت after بينهم."""
        if not any(old.first <= casualty.first < old.last for old in self.found):
            self._add(casualty)

    def _silent(self, at: int, rule: _Rule, last: int) -> bool:
        table = _tables()
        before = self.text(at - 1)
        if before and (before in table.negators or (not rule.noun and table.wounds.find(before))):
            return True
        window = range(last, min(self.stop, last + _NEEDED))
        if rule.needs is not None and not any(self.text(i) in rule.needs for i in window):
            return True
        if self.text(last) in table.hits:
            return True
        for i in window:
            if self.text(i) in _STOPS:
                break
            if table.natural.at(self.doc.tokens, i, self.stop) or (rule.death and self._age(i)):
                return True
        return False

    def _natural(self, at: int) -> bool:
        return at < self.stop and _tables().natural.at(self.doc.tokens, at, self.stop) is not None

    def _age(self, at: int) -> bool:
        number = self.reader.numbers.get(at + 1)
        return self.text(at) == "عن" and number is not None and number.unit == "time"

    def _passive(self, at: int) -> bool:
        token = self.doc.tokens[at]
        return "\u064f" in self.doc.source[token.start : token.end]

    def _forward(self, at: int, rule: _Rule, trigger: int) -> Group | None:
        """Return the victims that follow: the subject of a passive, the object of an active verb."""
        passive = rule.passive and self._passive(trigger)
        unknown = 0
        begin = at
        while at < min(self.stop, begin + _FORWARD):
            if self._ends(at):
                return None
            group = self.reader.at(at)
            if group is not None and self._governed(group, rule, at):
                return self._victim(group, rule, passive=passive)
            if unknown == 0 and at == begin and not rule.active and (one := self._unknown_person(at, rule, trigger)):
                return one
            step = self._skip(at)
            unknown += step == 0
            if unknown > _OBJECT:
                return None
            at += max(step, 1)
        return None

    def _governed(self, group: Group, rule: _Rule, at: int) -> bool:
        """Tell whether a group may be the victim where it stands."""
        if group.known:
            return not (rule.active and group.vague)
        after = self.text(group.last)
        open_noun = after.isalpha() and noun(after) is None and not self._is_function(group.last)
        if rule.active:
            return not open_noun and group.numbered
        return not open_noun or at == group.first

    def _is_function(self, at: int) -> bool:
        word = self.text(at)
        return word.startswith(("و", "ف", "ب", "ل")) or _tables().preposition.find(word) is not None

    def _ends(self, at: int) -> bool:
        tokens = self.doc.tokens
        word = tokens[at].text
        if word in _STOPS or word == ",":
            return True
        return (
            _tables().subsets.at(tokens, at, self.stop) is not None
            or self._rule_at(at) is not None
            or denial_at(tokens, at, self.stop) is not None
        )

    def _skip(self, at: int) -> int:
        """Return how many tokens of time words and prepositional phrases to pass over; 0 for another word."""
        piece = piece_at(self.doc.tokens, at, self.stop)
        if piece is not None:
            return piece.last - at
        word = self.text(at)
        if not word.isalpha():
            return 1
        found = _tables().preposition.find(word)
        attached = noun(word)
        if found is None:
            prefixed = attached is not None and attached.prefix[-1:] in {"ب", "ل"} and attached.prefix != ""
            return 2 if prefixed or word.startswith(("بال", "لل", "بر", "بن", "بق", "بص", "بغ", "بان", "بهج")) else 0
        if found[0].stem in {"فيه", "فيها", "فيهما", "خلاله", "خلالها", "اثره", "اثرها", "جراءه", "جراءها", "هناك"}:
            return 1
        return 2 if self.text(at + 1).startswith("ال") or self.text(at + 1).endswith(("ه", "ها", "هم")) else 3

    def _unknown_person(self, at: int, rule: _Rule, trigger: int) -> Group | None:
        """Read a victim that no list knows (قتل متعاون سابق, استشهد محمد علي) as one person, a dual as two."""
        word = self.text(at)
        if not word.isalpha() or rule.what == "injured" and rule.noun or rule.object or noun(word) is not None:
            return None
        if self._skip(at) or self._is_function(at) or word.startswith("ال") or word.endswith(("ون", "ات", "وا")):
            return None
        if not (rule.noun or not rule.passive or self._passive(trigger) or rule.what == "injured"):
            return None
        if rule.noun and word[:1] in {"ا"} and len(word) < 3:  # noqa: PLR2004
            return None
        two = word.startswith("م") and word.endswith(("ان", "ين")) and len(word) > 5  # noqa: PLR2004
        count = 2 if two else 1
        return Group(at, at + 1, count, count, known=False)

    def _victim(self, group: Group, rule: _Rule, *, passive: bool) -> Group | None:
        """Return the group, or the one after it where the first is who did it (قتل مسلحون ثلاثة جنود)."""
        if passive or not (rule.passive or rule.active):
            dual = group.alif and not rule.noun and not rule.object
            return replace(group, low=2, high=2, numbered=True) if dual else group
        later = self._object_after(group.last) if not group.accusative and not group.what else None
        if later is not None:
            return later
        if rule.active and not (group.accusative or group.numbered) and not group.definite:
            return None
        return group

    def _object_after(self, at: int) -> Group | None:
        for index in range(at, min(self.stop, at + _OBJECT + 2)):
            if self._ends(index):
                return None
            if self.text(index).startswith("و"):
                return None
            group = self.reader.at(index)
            if group is not None and (group.accusative or (group.numbered and group.known)) and not group.joined:
                return group
        return None

    def _coordinated(self, group: Group, rule: _Rule) -> Group:
        """Add what is joined by و: ضابط وعنصران are three."""
        for at in range(group.last, min(self.stop, group.last + _MODIFIERS + 1)):
            word = self.text(at)
            more = self.reader.at(at) if word.startswith("و") else None
            if more is not None and more.joined and self._joins(group, more, rule, at):
                return self._coordinated(_sum(group, more), rule)
            if word.startswith("و") or not word.isalpha() or self._ends(at) or self._skip(at):
                break
        return group

    def _joins(self, group: Group, more: Group, rule: _Rule, at: int) -> bool:
        what = more.what or rule.what
        bare = not more.known and not more.category
        return what == (group.what or rule.what) and not more.part and self._rule_at(at) is None and not (
            bare and self.text(more.last - 1) not in {"اخرين", "اخرون", "اخر", "اخري", "اخران", "واخر", "واخري", "واخران"}
        )

    def _backward(self, at: int) -> Group | None:
        """Return the people before the verb: أن جنديا أصيب, سبعة وعشرين شخصا أصيبوا."""
        if _tables().relative.find(self.text(at - 1)) is not None:
            return None
        found = None
        for index in range(at - 1, max(self.within.start, at - _BACKWARD) - 1, -1):
            word = self.text(index)
            number = self.reader.number_at(index)
            if number is not None and number.first != index:
                continue
            if word in _STOPS or word in {",", ""} or self._rule_at(index) is not None:
                break
            group = self.reader.at(index)
            if group is not None and not self._in_phrase(index) and group.known:
                found = group
            if word in {"ان", "وان", "حيث", "بان", "فيما", "بينما"}:
                break
        return found

    def _in_phrase(self, index: int) -> bool:
        before = _tables().preposition.find(self.text(index - 1))
        word = noun(self.text(index))
        return before is not None or (word is not None and word.prefix[-1:] in {"ب", "ل", "ك"} and bool(word.prefix))

    def _subset(self, at: int) -> int:
        """Read the parts after بينهم, until the phrase ends."""
        what = next((old.what for old in reversed(self.found) if not old.denied), None)
        begin = at
        last = -1
        while at < self.stop and at - begin < _BACKWARD:
            word = self.text(at)
            if word in _STOPS or word == "," or self._rule_at(at) is not None:
                break
            group = self.reader.at(at)
            adjective = group is not None and group.vague and not group.joined and at == last
            if group is not None and what is not None and (group.known or group.numbered) and not adjective:
                self._add(self._casualty(group, what, group.first, subset=True))
                at = last = group.last
            elif group is None and self._skip(at) > 1:
                break
            else:
                at += 1
        return at

    def _breakdown(self, at: int) -> int:
        """Read what follows a colon as parts of the number before it: 68 شخصا: 64 جنديا و4 مدنيين."""
        last = next((old for old in reversed(self.found) if not old.subset_of), None)
        group = self.reader.at(at + 1)
        if last is None or last.denied or group is None or not group.numbered or at - last.last > _FORWARD:
            return at + 1
        return self._subset(at + 1)

    def _dead_or_hurt(self, at: int) -> int:
        """Read بين قتيل وجريح: both, and how many of each is not told."""
        one = noun(self.text(at + 1)) if self.text(at) in {"بين", "وبين"} else None
        two = noun(self.text(at + 2)) if one is not None and one.is_person else None
        if one is None or two is None or {one.kind, two.kind} != {"killed", "injured"}:
            return at
        self.found = [old for old in self.found if old.last < at - _OBJECT or old.denied]
        for what in ("killed", "injured"):
            self._add(Casualty(what=what, low=None, high=None, vague=True, first=at, last=at + 3))  # type: ignore[arg-type]
        return at + 3

    def _victims(self, at: int) -> int:
        """Read nouns that say themselves what befell people: سبعة قتلى, قتيلان, عشرات الجرحى, عدد القتلى … ستة."""
        group = self.reader.at(at)
        if group is None or group.what is None:
            return at + 1 if group is None or not group.numbered else group.last
        if self.text(group.last) in _tables().hits or self._natural(group.last):
            return group.last
        if group.definite and group.last == group.first + 1:
            return self._told_after(at, group)
        what: What = "killed" if group.what == "killed" else "injured"
        self._add(self._casualty(group, what, at))
        return group.last

    def _told_after(self, at: int, group: Group) -> int:
        """Read the number of القتلى ستة, عدد القتلى … بلغ 14, والجرحى إلى 30."""
        what: What = "killed" if group.what == "killed" else "injured"
        counted = any(_tables().heads.find(self.text(at - step)) for step in (1, 2, 3) if self.text(at - step))
        reach = _BACKWARD if counted else 2
        for index in range(group.last, min(self.stop, group.last + reach)):
            if self.text(index) in _STOPS:
                break
            number = self.reader.numbers.get(index)
            toll = self.reader.at(index) if number is not None and number.counts else None
            if toll is None or toll.definite or self._dated(index):
                continue
            if toll.what is None and not toll.joined and (index == group.last or counted or self._toll_verb(index - 1)):
                self._add(self._casualty(replace(toll, what=what), what, at))
                return toll.last
            break
        return group.last

    def _toll_verb(self, at: int) -> bool:
        word = self.text(at)
        return word in {"الي", "هو", "هم"} or word in _tables().total

    def _dated(self, at: int) -> bool:
        return piece_at(self.doc.tokens, at, self.stop) is not None

    def _flagged(self) -> Iterator[Casualty]:
        """Yield what was found, tolls marked as totals or updates by the words around them."""
        table = _tables()
        words = [self.text(i) for i in self.within]
        heads = any(table.heads.find(word) for word in words)
        for casualty in self.found:
            before = words[max(0, casualty.first - _BACKWARD - self.within.start) : casualty.last - self.within.start]
            updated = heads and any(table.updated.find(word) for word in before)
            total = heads and not updated and any(table.total.find(word) for word in before)
            yield replace(casualty, updated=updated, total=total) if not casualty.denied else casualty


def _sum(one: Group, two: Group) -> Group:
    vague = one.vague or two.vague
    low = None if vague or one.low is None or two.low is None else one.low + two.low
    high = None if vague or one.high is None or two.high is None else one.high + two.high
    return replace(one, last=two.last, low=low, high=high, vague=vague, category=None)
