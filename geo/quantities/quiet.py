"""Words of harm that speak of nobody hurt: denied, of a death in bed, or in another sense (قضى ثلاث ساعات)."""

from .harmwords import HarmRule, harm_words
from .persons import PeopleReader

__all__ = ["NEEDED", "STOPS", "Quiet"]

STOPS = frozenset(".;!?:")
NEEDED = 8
"""What a word of harm needs, or is silenced by, stands at most so many tokens after it."""


class Quiet:
    """Tells it of the words of one stretch of tokens."""

    def __init__(self, reader: PeopleReader) -> None:
        self.reader, self.text, self._is = reader, reader.text, reader.is_listed
        self.tokens, self.within = reader.tokens, reader.within

    def is_silent(self, at: int, rule: HarmRule, last: int) -> bool:
        """Tell whether a word of harm, which ends before `last`, counts nobody: denied, needless, of a quiet death."""
        if self._is("negators", at - 1) or (not rule.noun and self._is("wounds", at - 1)):
            return True
        window = range(last, min(self.within.stop, last + NEEDED))
        if rule.needs is not None and not any(self.text(i) in rule.needs for i in window):
            return True
        if self._is("hits", last):
            return True
        for i in window:
            if self.text(i) in STOPS:
                return False
            if self.is_natural(i) or (rule.dies and self._age(i)) or self._spent(i, rule):
                return True
        return False

    def is_natural(self, at: int) -> bool:
        """Tell whether words for an illness or an old age stand at a token."""
        return at < self.within.stop and harm_words().natural.at(self.tokens, at, self.within.stop) is not None

    def _spent(self, at: int, rule: HarmRule) -> bool:
        """Tell whether a verb is of something else by its object (قضى ثلاث ساعات); خلال ثلاث ساعات is none."""
        return self.text(at) in rule.quiet and not (self._is("when", at - 1) or self._is("when", at - 2))

    def _age(self, at: int) -> bool:
        number = self.reader.numbers.get(at + 1)
        return self._is("age", at) and number is not None and number.unit == "time"
