"""Which of many questions a word answers with yes: asked once of each word, not at each place where it stands."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from .remembered import Remembered
from .words import parts

__all__ = ["Known", "Sign", "known", "places"]

Forms = Callable[[], Collection[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """A question to a word in normal form."""

    holds: Callable[[str], object]
    forms: Forms | None = None
    """Forms in normal form of which a word of letters must have one among its `geo.words.parts` for it to hold; most
    words have none of any question's, and are asked nothing. ``None`` to ask every word."""


class Known:
    """The questions asked so far, and of each word the numbers of those that hold."""

    __slots__ = ("always", "answers", "of", "signs")

    def __init__(self, signs: tuple[Sign, ...], always: tuple[int, ...], of: dict[str, tuple[int, ...]]) -> None:
        self.signs, self.always, self.of = signs, always, of
        self.answers: Remembered[str, tuple[int, ...]] = Remembered(self.ask)
        """What was asked already."""

    def ask(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the questions that hold of a word."""
        return tuple(number for number in self._worth_asking(word) if self.signs[number].holds(word))

    def _worth_asking(self, word: str) -> Collection[int]:
        if not word[0].isalpha():
            return range(len(self.signs))
        of = self.of
        found = {number for part in parts(word) if part in of for number in of[part]}
        return sorted(found.union(self.always)) if found else self.always

    def with_sign(self, sign: Sign) -> "Known":
        """Return these questions and another one, nothing answered yet."""
        number, always, of = len(self.signs), self.always, dict(self.of)
        for form in sign.forms() if sign.forms is not None else ():
            of[form] = (*of.get(form, ()), number)
        return Known((*self.signs, sign), (*always, number) if sign.forms is None else always, of)


_known = Known((), (), {})


def known() -> Known:
    """Return the questions asked so far, and what was answered."""
    return _known


def places(words: Sequence[str], sign: Sign, kept: dict[Sign, list[int]]) -> list[int]:
    """Return the indices of the words of which something holds.

    Parameters
    ----------
    words
        Of one text, in normal form.
    sign
        What is asked; the same one each time.
    kept
        Of the same text: what was answered before, for every question at once.
    """
    found = kept.get(sign)
    if found is None:
        kept.update(_all_places(words, _with(sign)))
        found = kept[sign]
    return found


def _with(sign: Sign) -> Known:
    """Return what is known, the question among what was asked; a new one starts the answers afresh."""
    global _known  # noqa: PLW0603  a cache: replaced whole, so that another thread has the old one or the new one
    asked = _known
    if sign not in asked.signs:
        asked = _known = asked.with_sign(sign)
    return asked


def _all_places(words: Sequence[str], asked: Known) -> dict[Sign, list[int]]:
    lists: list[list[int]] = [[] for _ in asked.signs]
    for index, held in enumerate(map(asked.answers.__getitem__, words)):
        for number in held:
            lists[number].append(index)
    return dict(zip(asked.signs, lists, strict=True))
