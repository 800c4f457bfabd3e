"""Who a verb or verbal noun of harm is about: what follows it, what stands before it, what is joined to that by و."""

from collections.abc import Iterator
from dataclasses import replace

from ..text import Document
from ..times.timewords import piece_at
from ..toponyms.demonyms import country_of
from ..words import ARTICLE, THIRD_PERSON
from .denials import denial_at
from .harmwords import HarmRule, harm_words, rule_at
from .nouns import noun
from .persons import Group, PeopleReader

__all__ = ["VictimFinder"]

_STOPS = frozenset(".;!?:,")
_FORWARD = 10
_BACKWARD = 14
_OBJECT = 6
_UNKNOWN = 4
_MODIFIERS = 3
_TITLE = 9
"""So many words a title may have before those who were hit with its bearer: نائب رئيس المكتب السياسي وخمسة آخرين."""
_BOTH, _ALL = "ا", ("وا", "نا")
"""Endings of a verb of two people (فارقا), and of those that end alike."""
_DAMMA = "\u064f"
_LONG = 5
_FEMININE = "ه"
_THEN = "ف"
"""With it a verb goes on with the subject before: فأردى إمام المسجد."""
_SHE = ("ت", "تا")


class VictimFinder:
    """Finds the people a word of harm governs within one stretch of tokens."""

    def __init__(self, doc: Document, within: range) -> None:
        self.doc = doc
        self.tokens = doc.tokens
        self.within = within
        self.stop = within.stop
        self.reader = PeopleReader(doc, within)
        self.text, self._is = self.reader.text, self.reader.is_listed
        self.lists = harm_words().lists

    def rule_at(self, at: int) -> tuple[HarmRule, int] | None:
        """Return the word of harm at a token."""
        return rule_at(self.tokens, at, self.stop)

    def find(self, trigger: int, rule: HarmRule, last: int) -> Group | None:
        """Return the people hurt, those joined to them included; ``None`` where the clause names none."""
        group = self._forward(last, rule, trigger)
        if group is None and not rule.noun and not rule.object:
            group = self._backward(trigger)
            if group is not None:
                return self._of_two(trigger, group)
        group = group or self._unknown(last, rule, trigger)
        return self._with_joined(group, rule) if group is not None else None

    def _of_two(self, trigger: int, group: Group) -> Group:
        """Return one person before a verb of two as two: سيدة وطفلها فارقا الحياة."""
        two = self.text(trigger).endswith(_BOTH) and self.text(trigger)[-2:] not in _ALL
        return replace(group, low=2, high=2) if two and group.low == group.high == 1 else group

    def told_before(self, at: int) -> bool:
        """Tell whether a verb goes on about somebody told before: فقتلته, قبل أن ترديه; not الذي قتلته."""
        return self.text(at).startswith(("و", "ف", "ل")) or self._is("introduce", at - 1)

    def ends(self, at: int) -> bool:
        """Tell whether the clause of a verb ends before a token."""
        word = self.text(at)
        if not word or word in _STOPS or self._is("boundaries", at):
            return True
        if harm_words().subsets.at(self.tokens, at, self.stop) is not None or self.rule_at(at) is not None:
            return True
        return denial_at(self.tokens, at, self.stop) is not None

    def skip(self, at: int) -> int:
        """Return how many tokens a time expression or a prepositional phrase has; 0 for any other word."""
        piece = piece_at(self.tokens, at, self.stop)
        if piece is not None:
            return piece.last - at
        word = self.text(at)
        if not word.isalpha():
            return 1
        if self._is("pronominal", at) or word.startswith(("ب" + ARTICLE, "لل")):
            return 1
        if self._is("prepositions", at):
            return self._phrase(at + 1)
        known = noun(word)
        return self._phrase(at) if known is not None and known.prefix[-1:] in {"ب", "ل"} and known.prefix else 0

    def _phrase(self, at: int) -> int:
        """Return the length of a phrase whose noun stands at a token: an indefinite noun takes the next along."""
        length = 1
        while self._is("prepositions", at) and length <= _MODIFIERS:
            at, length = at + 1, length + 1
        word = self.text(at)
        closed = word.startswith(ARTICLE) or word.endswith(THIRD_PERSON) or not word.isalpha()
        after = self.text(at + 1)
        open_noun = (
            not closed and after.isalpha() and not after.startswith("و") and not self._is("prepositions", at + 1)
        )
        return length + 1 if open_noun and self.rule_at(at + 1) is None else length + (self.text(at - 1) != "")

    def _forward(self, begin: int, rule: HarmRule, trigger: int) -> Group | None:
        at, unknown = begin, 0
        while at < min(self.stop, begin + _FORWARD) and not self._ends_forward(at, begin):
            group = self.reader.at(at)
            if group is not None and self._may_be_victim(group, rule, begin):
                return self._victim(group, rule, trigger)
            step = self.skip(at)
            unknown += step == 0
            if unknown > _UNKNOWN:
                return None
            at += max(step, 1)
        return None

    def _ends_forward(self, at: int, begin: int) -> bool:
        """Tell whether the search stops; أحدهم right after the verb is its subject, not a part."""
        return self.ends(at) and not (at == begin and (group := self.reader.at(at)) is not None and group.part)

    def _may_be_victim(self, group: Group, rule: HarmRule, begin: int) -> bool:
        if group.governed and not rule.object:
            return False
        if group.adjective and not group.numbered and group.first != begin:
            return False
        if group.definite and not group.known and group.first != begin:
            return False
        if group.known:
            return not (rule.active and group.vague)
        after = self.text(group.last)
        counts_unknown = after.isalpha() and noun(after) is None and not self._is_function(group.last)
        if rule.active:
            return group.numbered and not counts_unknown
        return not counts_unknown or group.first == begin

    def _is_function(self, at: int) -> bool:
        word = self.text(at)
        return word.startswith(("و", "ف", "ب", "ل")) or self._is("prepositions", at) or self._is("pronominal", at)

    def _vowelled_passive(self, at: int) -> bool:
        token = self.tokens[at]
        return _DAMMA in self.doc.source[token.start : token.end]

    def _victim(self, group: Group, rule: HarmRule, trigger: int) -> Group | None:
        """Return the group, or the one after it where the first is who did it (قتل مسلحون ثلاثة جنود)."""
        if not (rule.passive or rule.active) or (rule.passive and self._vowelled_passive(trigger)):
            dual = group.alif and not rule.noun and not rule.object
            return replace(group, low=2, high=2, numbered=True) if dual else group
        subject = not group.accusative and not group.what and not group.part and not self._disagrees(trigger, group)
        later = self._object(group.last, rule) if subject else None
        if later is not None and not self._describes(later, group):
            return later
        goes_on = self.text(trigger).startswith(_THEN) and group.first == trigger + 1
        return None if rule.active and subject and not (group.numbered or group.definite or goes_on) else group

    def _disagrees(self, trigger: int, group: Group) -> bool:
        """Tell whether a woman stands after a verb that is masculine, so that she is its object: فأصاب طفلة."""
        one = group.low == group.high == 1 and group.first == trigger + 1 == group.last - 1
        return one and self.text(group.first).endswith(_FEMININE) and not self.text(trigger).endswith(_SHE)

    def _describes(self, later: Group, group: Group) -> bool:
        """Tell whether what seems an object is the nationality of those counted: قتل خمسة عمال مصريين."""
        beside = group.numbered and later.first == group.last and later.last - later.first == 1
        return beside and country_of(self.text(later.first)) is not None

    def _object(self, begin: int, rule: HarmRule) -> Group | None:
        at, passed = begin, False
        while at < min(self.stop, begin + _OBJECT) and not self.ends(at) and not self.text(at).startswith("و"):
            step = self.skip(at)
            group = self.reader.at(at) if not step else None
            if group is not None and not group.governed and group.known and (group.accusative or group.numbered):
                return group if rule.active or not passed or group.alif else None
            passed = passed or step > 0
            at += max(step, 1)
        return None

    def _unknown(self, at: int, rule: HarmRule, trigger: int) -> Group | None:
        """Read a victim that no list knows (متعاون سابق, a name) as one person, a dual participle as two."""
        word = self.text(at)
        sure = rule.noun or not rule.passive or self._vowelled_passive(trigger)
        wounded = not (rule.noun and rule.what == "injured") or self._is("wounds", at + 1)
        if not sure or not wounded or rule.active or rule.object or rule.needs is not None:
            return None
        if not word.isalpha() or noun(word) is not None or self.ends(at) or self.skip(at) or self._is_function(at):
            return None
        if word.startswith(ARTICLE) or word.endswith(("ا", "ون", "ات", "ها", "هم")):
            return None
        count = 2 if word.startswith("م") and word.endswith(("ان", "ين")) and len(word) > _LONG else 1
        return Group(at, at + 1, count, count, known=False, numbered=count > 1)

    def _with_joined(self, group: Group, rule: HarmRule) -> Group:
        """Add what is joined by و: ضابط وعنصران are three."""
        while (more := self._next_joined(group, rule)) is not None:
            group = _sum(group, more)
        return group

    def _next_joined(self, group: Group, rule: HarmRule) -> Group | None:
        near = True
        for at in range(group.last, min(self.stop, group.last + _TITLE)):
            word = self.text(at)
            if word.startswith("و") and (more := self.reader.at(at)) is not None:
                others = self.text(more.last - 1) in self.lists["joined"]
                return more if (near or others) and self._joins(group, more, rule) else None
            if not word.isalpha() or self.ends(at) or word.startswith("و"):
                return None
            near = near and not self.skip(at) and at < group.last + _MODIFIERS
        return None

    def _joins(self, group: Group, more: Group, rule: HarmRule) -> bool:
        """Tell whether a joined group was hurt too: known people, or so many others."""
        same = (more.what or rule.what) == (group.what or rule.what) and not more.part and more.joined
        other = self.text(more.last - 1).removeprefix("و") in self.lists["joined"]
        of_some = (
            more.numbered and self.text(more.last) in self.lists["of"] and self.text(more.last + 1).startswith(ARTICLE)
        )
        people = (more.known and not (more.adjective and not more.numbered and more.definite)) or other or of_some
        return same and people and self.rule_at(more.first) is None

    def _backward(self, trigger: int) -> Group | None:
        """Return the people before the verb: أن جنديا أصيب, سبعة وعشرين شخصا أصيبوا."""
        if self._is("relative", trigger - 1):
            return None
        return next((group for group in self._candidates(trigger) if self._is_subject(group)), None)

    def _candidates(self, trigger: int) -> Iterator[Group]:
        """Yield the groups between the clause's beginning and its verb, the first of them first."""
        start = trigger
        while start > max(self.within.start, trigger - _BACKWARD):
            before = self.text(start - 1)
            if before in _STOPS - {","} or self.rule_at(start - 1) is not None or self._is("introduce", start - 1):
                break
            start -= 1
        yield from self.reader.groups(start, trigger)

    def _is_subject(self, group: Group) -> bool:
        """Tell whether a group can be the verb's subject where it stands: counted, or first of its clause."""
        if not group.known or group.governed or group.part or group.what is not None:
            return group.what is not None and group.numbered and not group.part
        before = group.first - 1
        if self._is("prepositions", before) or self.text(before) in _STOPS - {","} or before < self.within.start:
            return not self._is("prepositions", before) and not group.vague
        if self._is("introduce", before):
            return True
        return group.numbered and not group.vague


def _sum(one: Group, two: Group) -> Group:
    vague = one.vague or two.vague
    low = None if vague or one.low is None or two.low is None else one.low + two.low
    high = None if vague or one.high is None or two.high is None else one.high + two.high
    return replace(one, last=two.last, low=low, high=high, vague=vague, category=None, numbered=True)
