"""Names within tags that say what happened where: ``#انفجار_بيروت``, ``#انفجاربيروت``."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.arabic import normalise
from gazetteer.seeds import read_toml

from ..text import Document
from .candidates import Candidate

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["joined_tags", "told_by_tag"]

_SHORTEST = 3


@lru_cache(maxsize=1)
def _events() -> tuple[str, ...]:
    """Return the words, in normal form, that stand before the name of where something happened."""
    return tuple(map(normalise, read_toml("hashtags.toml")["event"]["words"]))


def joined_tags(doc: Document, gazetteer: "Gazetteer") -> Iterator[Candidate]:
    """Yield the known names that stand in a tag right after an event, with nothing between."""
    for at in range(1, len(doc.words)):
        if doc.words[at - 1] == "#":
            name = _after_event(doc.words[at])
            if len(name) >= _SHORTEST and gazetteer.named(name):
                skip = len(doc.words[at]) - len(name)
                yield Candidate(at, at + 1, name, doc.words[at][:skip], skip, "gazetteer")


def told_by_tag(words: Sequence[str], item: Candidate) -> bool:
    """Tell whether a candidate is what a tag names after an event."""
    first = item.first
    if first > 0 and words[first - 1] == "#":
        return item.prefix in _events()
    return first >= _SHORTEST and words[first - 1] == "_" and words[first - 2] in _events() and words[first - 3] == "#"


def _after_event(word: str) -> str:
    return next((word[len(event) :] for event in _events() if word.startswith(event)), "")
