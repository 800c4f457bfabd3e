"""What counts of each word, and of the names of the gazetteer, for whether a word is part of a name of a place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.arabic import clitics

from .context import after, before, head_of, is_ordinary
from .demonyms import country_of

if TYPE_CHECKING:
    from .candidates import Candidate
    from .facts import Facts

__all__ = ["OFFSETS", "Flags", "flags_of", "marks", "marks_of_flags", "marks_of_word", "told_of"]

OFFSETS = (0, -1, 1, -2, 2)
"""Where the words stand that count for a word."""
_MOST_WORDS = 3

Flags = tuple[str, ...]


def flags_of(found: "Iterable[Candidate]", known: "Mapping[str, Facts | None]") -> dict[int, Flags]:
    """Return what the longest name of the gazetteer that holds a token says of it, by index of the token."""
    flags: dict[int, Flags] = {}
    longest: dict[int, int] = {}
    for item in found:
        facts = known.get(item.name) if item.known else None
        if facts is None:
            continue
        length = item.last - item.first
        for at in range(item.first, item.last):
            if length > longest.get(at, 0):
                longest[at] = length
                part = "gI" if at > item.first else "gC" if item.prefix else "gB"
                ends = part + ("e" if at == item.last - 1 else "")
                flags[at] = (
                    f"{ends}{min(length, _MOST_WORDS)}",
                    f"{ends}{facts.kind}",
                    f"{ends}{facts.size}{facts.curated:d}",
                    f"{part}{facts.country}",
                )
    return flags


class Told(NamedTuple):
    """What counts of a word: all of it for itself, the first of it for the words beside it, and for those two away."""

    marks: Flags
    near: int
    """How many of the marks count for the words beside it."""
    far: int
    """How many count for the words two away."""


def told_of(word: str) -> Told:
    """Return what counts of a word in normal form."""
    far = [f"w{word}", *_classes(word)]
    stems = [f"s{reading.prefix},{reading.stem}" for reading in clitics(word)[1:]]
    last_two, first_two = word[-2:], f"x{word[:2]}"
    near = [*far, _shape(word), f"y{last_two}", first_two, *stems]
    spelt = [
        *stems[1:],
        first_two,
        f"y{word[-1:]}",
        f"y{word[-3:]}",
        f"x{word[:1]}",
        f"x{word[:3]}",
        f"x{word[:4]}",
        f"l{min(len(word), 9)}",
        f"b{word[:1]}{last_two}",
    ]
    return Told((*near, *spelt), len(near), len(far))


def _classes(word: str) -> Iterator[str]:
    yield from (f"k{name}" for name in before(word))
    yield from (f"a{name}" for name in after(word))
    head = head_of(word)
    if head is not None:
        yield f"h{min(head.kinds)}{head.in_name:d}"
    if country_of(word):
        yield "d"
    if is_ordinary(word):
        yield "o"


def _shape(word: str) -> str:
    if word[0].isdigit():
        return f"#{min(len(word), 4)}"
    if not word[0].isalpha():
        return "#."
    if word[0].isascii():
        return "#a"
    return "#al" if word.startswith("ال") else "#w"


@lru_cache(maxsize=16384)
def marks_of_word(word: str, offset: int) -> Flags:
    """Return the marks of a word in normal form for the word that it stands `offset` words from."""
    told = told_of(word)
    count = (len(told.marks), told.near, told.far)[abs(offset)]
    return tuple(f"{offset}{mark}" for mark in told.marks[:count])


def marks_of_flags(flags: Flags, offset: int) -> Iterator[str]:
    """Yield the marks of a token's flags for the token that it stands `offset` tokens from."""
    return (f"{offset}{flag}" for flag in (flags if abs(offset) <= 1 else flags[:1]))


def marks(words: Sequence[str], flags: Mapping[int, Flags]) -> list[list[str]]:
    """Return every mark of each word of a text: what `Tags` adds up, for training."""
    rows = []
    for at in range(len(words)):
        row = ["bias"]
        for offset in OFFSETS:
            if 0 <= at + offset < len(words):
                row += [*marks_of_word(words[at + offset], offset), *marks_of_flags(flags.get(at + offset, ()), offset)]
            else:
                row.append(f"{offset}<>")
        rows.append(row)
    return rows
