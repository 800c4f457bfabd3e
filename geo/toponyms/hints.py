"""What a text says of where its places lie to each other: sides, containment, lists, adjectives of nationality."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gazetteer.heads import Head

from ..text import Document
from ..words import seed_words
from .candidates import Candidate
from .context import head_of
from .demonyms import country_of
from .directions import bearing_of, is_linking, side_of
from .relative_place import means, words_of

__all__ = ["Hint", "adjective", "head_before", "hints"]

HintKind = Literal["side", "inside", "near", "sibling", "adjacent"]
_MOST_WORDS = 6
_TAG = "#"
_LIST_MARKS = frozenset({"و", ","})


@dataclass(frozen=True, slots=True)
class Hint:
    """What the text says of one name by another that follows it."""

    kind: HintKind
    name: int
    """Index of the name spoken of."""
    other: int
    """Index of the name it is placed by."""
    bearing: float | None = None
    """Degrees from north in which it lies from the other, of a ``side``."""


def hints(doc: Document, names: Sequence[Candidate]) -> list[Hint]:
    """Return what the words between each two neighbouring names say."""
    found = []
    for index in range(len(names) - 1):
        one, other = names[index], names[index + 1]
        hint = _between(doc, one, other, index)
        if hint is not None:
            found.append(hint)
    return found


def _between(doc: Document, one: Candidate, other: Candidate, index: int) -> Hint | None:
    words = doc.words[one.last : other.first]
    if _listed(words, other.prefix):
        return Hint("sibling", index, index + 1)
    if not words and not other.prefix:
        return Hint("adjacent", index, index + 1)
    if len(words) > _MOST_WORDS or not all(map(_links, words)) or _leads_there(words):
        return None
    if any(means("near", word) for word in words):
        return Hint("near", index, index + 1)
    bearing = bearing_of(words)
    inside = not seed_words("relative", "inside", "words").isdisjoint(words)
    if bearing is not None and not inside:
        return Hint("side", index, index + 1, bearing)
    contained = inside or other.prefix == "ب" or any(word.startswith("ب") for word in words)
    return Hint("inside", index, index + 1) if contained else None


def _links(word: str) -> bool:
    return is_linking(word) or side_of(word) is not None or country_of(word) is not None or means("near", word)


def _leads_there(words: Sequence[str]) -> bool:
    """Tell whether words lead from one place to another: إلى جنوب إسرائيل, not إلى الجنوب من."""
    there = any(not words_of(section).isdisjoint(words) for section in ("road_to", "on"))
    return there and not any(word.startswith("ال") and side_of(word) is not None for word in words)


def _listed(words: Sequence[str], prefix: str) -> bool:
    if prefix == "و":
        return not words
    if len(words) != 1 or prefix:
        return False
    return words[0] in _LIST_MARKS or words[0] in seed_words("relative", "or", "words")


def adjective(doc: Document, item: Candidate) -> str | None:
    """Return the country of the adjective of nationality right after a name (الحسكة السورية), if there is one."""
    if item.last >= len(doc.words):
        return None
    word = doc.words[item.last]
    return country_of(word) if word.startswith("ال") else None


def head_before(doc: Document, item: Candidate) -> Head | None:
    """Return the generic head right before a name, or its own first word if no gazetteer has the whole."""
    if not item.known and item.last - item.first > 1:
        own = head_of(doc.words[item.first])
        if own is not None:
            return own
    at = item.first - 1
    if at > 0 and doc.words[at] == _TAG:
        at -= 1
    return head_of(doc.words[at]) if at >= 0 and not item.prefix else None
