"""Who was killed and injured, and how much was fired, as a report counts them.

The victim stands after the verb (أصيب طفلان), before it (أن جنديا أصيب), or in the noun itself (سبعة قتلى); in
قتل مسلحون ثلاثة جنود it is the object. Numbers that count no people are left out, parts (بينهم) are marked and never
added, and what is denied is zero (see `geo.quantities.denials`).
"""

from collections.abc import Iterator
from dataclasses import replace

from ..text import Document
from ..times.timewords import piece_at
from .both import dead_or_hurt, number_of_both, vague
from .denials import Denial, denial_at
from .harmwords import SAYS_HARM, HarmRule, What, harm_words, may_begin, may_open
from .munitions import Munition, find_munitions
from .nouns import noun
from .persons import Group
from .quiet import NEEDED, STOPS, Quiet
from .tolls import Casualty, told_as_tolls
from .victims import VictimFinder

__all__ = ["Casualty", "Munition", "find_casualties", "find_munitions"]

_REACH = 14
"""So many tokens a toll's number or a part may stand from its head."""
_NEAR = 4
_NEAR_HEAD = 7
_COLON = ":"
_COMMA = ","
_THEN = "ف"
_DUAL = "لا"
"""A verb of two whom nobody names again: قبل أن يقتلا."""
_RECENT = 16


def find_casualties(doc: Document, within: range | None = None) -> list[Casualty]:
    """Return the counts of killed and injured of a stretch of tokens, in the order of their words."""
    within = range(len(doc.words)) if within is None else within
    return list(_Finder(doc, within).run()) if doc.where(SAYS_HARM, within) else []


class _Finder:
    """One pass over a stretch of tokens."""

    def __init__(self, doc: Document, within: range) -> None:
        self.tokens = doc.tokens
        self.within = within
        self.stop = within.stop
        self.victims = VictimFinder(doc, within)
        self.reader = self.victims.reader
        self.quiet = Quiet(self.reader)
        self.text, self._is = self.reader.text, self.reader.is_listed
        self.words = harm_words()
        self.found: list[Casualty] = []
        self.before: Group | None = None
        """The people read last of whom nothing was said yet (الجنود الثلاثة قتلى)."""
        self.waiting: list[Group] = []
        """Parts read before it is known what befell the whole (سبعة أشخاص بينهم طفل قتلوا)."""

    def run(self) -> Iterator[Casualty]:
        at = self.within.start
        while at < self.stop:
            at = max(self._step(at), at + 1) if may_open(self.tokens[at].text) else at + 1
        yield from sorted(self._flagged(), key=lambda casualty: casualty.first) if self.found else ()

    def _step(self, at: int) -> int:
        """Read what begins at a token; return where to go on."""
        if self.text(at) == _COLON:
            return self._breakdown(at)
        denial = denial_at(self.tokens, at, self.stop)
        if denial is not None:
            return self._deny(denial)
        if not may_begin(self.tokens[at].text):
            return at + 1
        marker = self.words.subsets.at(self.tokens, at, self.stop)
        if marker is not None:
            return self._parts(marker[1])
        if (last := self._dead_or_hurt(at)) > at:
            return last
        rule = self.victims.rule_at(at)
        return self._harm(at, *rule) if rule is not None else self._people(at)

    def _deny(self, denial: Denial) -> int:
        for what in denial.none:
            self._keep(Casualty(what=what, low=0, high=0, first=denial.first, last=denial.last, denied=True))
        return denial.last

    def _keep(self, casualty: Casualty) -> None:
        self.found.append(casualty)

    def _add(self, group: Group, what: What, first: int, last: int = 0, *, part: bool = False) -> None:
        said: What = "killed" if group.what == "killed" else "injured" if group.what == "injured" else what
        self._keep(
            Casualty(
                what=said,
                low=group.low,
                high=group.high,
                vague=group.vague or (group.low is None and group.high is None),
                first=min(first, group.first),
                last=max(last, group.last),
                subset_of=part or group.part,
                category=group.category,
            )
        )

    def _harm(self, at: int, rule: HarmRule, last: int) -> int:
        """Read the victims of a verb or verbal noun."""
        fallen = self._fallen(rule, last)
        continues = fallen > last or self.victims.told_before(at)
        attempted = rule.noun and self._is("attempt", at - 1)
        if attempted or self.quiet.is_silent(at, rule, last) or (rule.continues and not continues):
            return last
        joint = self._joint(last, rule)
        if joint:
            return joint
        if rule.object_pronoun or self.text(last) in rule.itself:
            self._keep(Casualty(what=rule.what, low=1, high=1, first=at, last=last))
            return max(fallen, last + (rule.needs is not None and self.text(last) in rule.needs))
        group = self.victims.find(at, rule, last)
        if group is None:
            if rule.passive and self.text(at).endswith(_DUAL):
                self._keep(Casualty(what=rule.what, low=2, high=2, first=at, last=last))
            return self._again(at, rule, last)
        if group.last <= at:
            return self._told_before(group, rule, last)
        self._add(group, rule.what, at)
        return group.last + (rule.needs is not None and self.text(group.last) in rule.needs)

    def _fallen(self, rule: HarmRule, last: int) -> int:
        """Return the index after the word that says what became of the object: ترديه الشرطة قتيلا; `last` if none."""
        near = range(last, min(self.stop, last + _NEAR))
        return next((at + 1 for at in near if self.text(at) in rule.itself), last)

    def _again(self, at: int, rule: HarmRule, last: int) -> int:
        """Count for itself a part whose own death is told next (آخرهم طفل، قتل بنيران), or one told before (فأصيب)."""
        old = self.found[-1] if self.found else None
        told = old is not None and old.subset_of and old.low == old.high == 1 and at - old.last <= NEEDED
        if old is not None and told and self.text(at - 1) == _COMMA and not rule.noun:
            self._keep(replace(old, what=rule.what, subset_of=False, last=last))
        elif self.text(at).startswith(_THEN) and self._is("wounds", last) and not self._plural(at):
            self._keep(Casualty(what=rule.what, low=1, high=1, first=at, last=last + 1))
        return last

    def _told_before(self, group: Group, rule: HarmRule, last: int) -> int:
        """Keep the people who stand before their verb, unless they were counted there, and the parts between."""
        if not any(old.first <= group.first < old.last for old in self.found[-_RECENT:]):
            self._add(group, rule.what, group.first, last)
        for part in self.waiting:
            if part.first >= group.last:
                self._add(part, rule.what, part.first, part=True)
        self.waiting.clear()
        return last

    def _joint(self, at: int, rule: HarmRule) -> int:
        """Read مقتل وإصابة نحو 100: one number for both, so neither is told. Return where it ends, or 0."""
        other = self.victims.rule_at(at) if self.text(at).startswith("و") else None
        if other is None or other[0].what == rule.what or other[0].noun != rule.noun or self._plural(at - 1):
            return 0
        group = self.victims.find(at, other[0], other[1])
        if group is None or group.first < at:
            return 0
        self.found += vague(at - 1, group.last)
        return group.last

    def _plural(self, at: int) -> bool:
        """Tell whether a verb agrees with people named before it: قتلوا, قتلا."""
        return self.text(at).endswith(("وا", "ا"))

    def _parts(self, begin: int) -> int:
        """Read the parts after بينهم, until the phrase ends."""
        what = next((old.what for old in reversed(self.found[-_RECENT:]) if not old.denied), None)
        at, last = begin, -1
        while at < min(self.stop, begin + _REACH) and not self._parts_end(at):
            group = self.reader.at(at)
            attribute = group is not None and not group.joined and at == last and not group.numbered
            if group is not None and (group.known or group.numbered) and not attribute:
                self._part(group, what)
            elif group is None and self.victims.skip(at) > 1 and last >= 0:
                return at
            at = last = group.last if group is not None else at + 1
        return at

    def _part(self, group: Group, what: What | None) -> None:
        if what is None:
            self.waiting.append(group)
        else:
            self._add(group, what, group.first, part=True)

    def _parts_end(self, at: int) -> bool:
        return self.text(at) in STOPS or self.text(at) == "," or self.victims.rule_at(at) is not None

    def _breakdown(self, at: int) -> int:
        """Read what follows a colon as parts of the number before it: 68 شخصا: 64 جنديا و4 مدنيين."""
        last = next((old for old in reversed(self.found[-_RECENT:]) if not old.subset_of), None)
        group = self.reader.at(at + 1)
        if last is None or last.denied or group is None or not group.numbered or at - last.last > _REACH:
            return at + 1
        return self._parts(at + 1)

    def _dead_or_hurt(self, at: int) -> int:
        """Read بين قتيل وجريح: both, and how many of each is not told."""
        if not self._is("between", at):
            return at
        if not dead_or_hurt(self.text, at + 1):
            return at
        while self.found and self.found[-1].last >= at - _NEAR and not self.found[-1].denied:
            self.found.pop()
        self.found += vague(at, at + 3)
        return at + 3

    def _people(self, at: int) -> int:
        """Read nouns that say themselves what befell people: سبعة قتلى, قتيلان, عشرات الجرحى, عدد القتلى … ستة."""
        group = self.reader.at(at)
        if group is None:
            return at + 1
        if group.numbered and not group.known and (toll := self._number_first(at, group)) > at:
            return toll
        if group.what is None:
            self.before = group
            return group.last if group.numbered else at + 1
        if not (self._is("hits", group.last) or self.quiet.is_natural(group.last)):
            return self._victims(at, group)
        return group.last

    def _number_first(self, at: int, group: Group) -> int:
        """Read يرتفع إلى 312 عدد القتلى, عدد الذين وثق مقتلهم: the number stands before what it counts; else `at`."""
        if not self._is("heads", group.last):
            return at
        for index in range(group.last + 1, min(self.stop, group.last + _NEAR_HEAD)):
            counted, rule = self.reader.at(index), self.victims.rule_at(index)
            what = rule[0].what if rule is not None else counted.what if counted is not None else None
            if what is not None:
                self._add(replace(group, what=what), "killed" if what == "killed" else "injured", at, index + 1)
                return index + 1
        return at

    def _victims(self, at: int, group: Group) -> int:
        what: What = "killed" if group.what == "killed" else "injured"
        headed = group.vague and self._is("heads", at - 1)
        if (group.definite or headed) and not (group.numbered and group.last > group.first + 1):
            return self._toll(at, group, what)
        if self.before is not None and self.before.last == at and (self.before.low or 0) > 1 and group.vague:
            self._add(replace(self.before, what=what), what, self.before.first, group.last)
            return group.last
        if number_of_both(self.text, group):
            self.found += vague(group.first, group.last + 1)
            return group.last + 1
        if group.vague and (bodies := self.reader.completing(group)) is not None:
            self._add(replace(bodies, what=what), what, at)
            return bodies.last
        if not self._is_count(group):
            return group.last
        self._add(group, what, at)
        return self._also_vague(group) if group.vague else group.last

    def _is_count(self, group: Group) -> bool:
        """Tell a count from a topic: a bare plural or جثة needs a word such as سقوط near it."""
        after = noun(self.text(group.last)) if self.text(group.last) else None
        if after is not None and after.is_person and after.article and not after.prefix and group.vague:
            return False
        if group.numbered or not (group.vague or self.reader.is_weak(group)):
            return True
        if group.joined and self.found and self.found[-1].last >= group.first - 1:
            return True
        return any(self._is("falls", i) for i in range(max(self.within.start, group.first - _NEAR), group.first))

    def _also_vague(self, group: Group) -> int:
        """Read والجرحى after عدد من القتلى."""
        more = self.reader.at(group.last)
        if more is None or not more.joined or more.what is None or not more.vague:
            return group.last
        self._add(more, "killed" if more.what == "killed" else "injured", more.first)
        return more.last

    def _toll(self, at: int, group: Group, what: What) -> int:
        """Read the number of القتلى ستة, عدد القتلى … بلغ 14, والجرحى إلى 30."""
        counted = any(self._is("heads", at - step) for step in (1, 2, 3))
        for index in range(group.last, min(self.stop, group.last + (_REACH if counted else 2))):
            if self.text(index) in STOPS or self.victims.rule_at(index) is not None:
                break
            number = self.reader.numbers.get(index)
            toll = self.reader.at(index) if number is not None and number.counts else None
            if toll is None or toll.definite or piece_at(self.tokens, index, self.stop) is not None:
                continue
            beside = index == group.last or counted or self._is("reaches", index - 1)
            if toll.what is not None or toll.joined or not beside:
                break
            self._add(replace(toll, what=what), what, at)
            return toll.last
        return group.last

    def _flagged(self) -> Iterator[Casualty]:
        listed = ([i for i in self.within if self._is(name, i)] for name in ("heads", "total", "updated"))
        yield from told_as_tolls(self.found, *listed)
