"""Which of many questions a word answers with yes: asked once of each word, not at each place where it stands."""

from collections.abc import Callable, Sequence

__all__ = ["Tell", "places"]

Tell = Callable[[str], object]
"""A question to a word in normal form."""
_REMEMBERED = 200_000


class _Known:
    """The questions asked so far, and of each word met so far the numbers of those that hold."""

    __slots__ = ("answers", "tells")

    def __init__(self, tells: tuple[Tell, ...]) -> None:
        self.tells = tells
        self.answers: dict[str, tuple[int, ...]] = {}

    def ask(self, word: str) -> tuple[int, ...]:
        if len(self.answers) >= _REMEMBERED:
            self.answers.clear()
        held = tuple(number for number, tell in enumerate(self.tells) if tell(word))
        self.answers[word] = held
        return held


_known = _Known(())


def places(words: Sequence[str], tell: Tell, kept: dict[object, list[int]]) -> list[int]:
    """Return the indices of the words of which something holds.

    Parameters
    ----------
    words
        Of one text, in normal form.
    tell
        What is asked; the same function each time.
    kept
        Of the same text: what was answered before, for every question at once.
    """
    found = kept.get(tell)
    if found is None:
        kept.update(_all_places(words, _with(tell)))
        found = kept[tell]
    return found


def _with(tell: Tell) -> _Known:
    """Return what is known, the question among what was asked; a new one starts the answers afresh."""
    global _known  # noqa: PLW0603  a cache: replaced whole, so that another thread has the old one or the new one
    known = _known
    if tell not in known.tells:
        known = _known = _Known((*known.tells, tell))
    return known


def _all_places(words: Sequence[str], known: _Known) -> dict[object, list[int]]:
    lists: list[list[int]] = [[] for _ in known.tells]
    answered, ask = known.answers.get, known.ask
    for index, word in enumerate(words):
        held = answered(word)
        for number in ask(word) if held is None else held:
            lists[number].append(index)
    return dict(zip(known.tells, lists, strict=True))
