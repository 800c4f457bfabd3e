"""Where places come from: one reader a module, each a generator of entries.

A reader is a function that yields `Entry` values; a curated entry may say which place of another source it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..place import Place

__all__ = ["ROLES", "Entry", "Name", "NameRole", "Provenance", "Seen", "Skip", "unseen"]

Skip: TypeAlias = Callable[[str], object]
"""Told of a row that cannot be used, as ``file:line: what was wrong``; what it raises ends the reading."""
Seen: TypeAlias = Callable[[int], object]
"""Told how many more rows were read, for a progress bar."""

NameRole = Literal[
    "preferred", "official", "short", "colloquial", "transliteration", "variant", "historic", "foreign", "tacit"
]
"""What a name is to its place. ``foreign`` is an Arabic-script spelling of another language than Arabic,
``tacit`` one that is only there to be found, such as the place's name with its punctuation left out."""

ROLES: tuple[NameRole, ...] = NameRole.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place."""

    text: str
    lang: str | None
    """BCP 47 code, or ``None`` where the source does not say."""
    role: NameRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of one source with all its names."""

    place: Place
    names: tuple[Name, ...]
    same_as: str | None = None
    """Identifier of the place of another source that this one is."""
    aliases: tuple[str, ...] = field(default=())
    """Identifiers under which the place is known in other sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """A source, as it has to be named wherever its data go."""

    name: str
    version: str
    licence: str
    attribution: str
    url: str
    """Where it is published; empty for what this project keeps itself."""


def unseen(_: int) -> None:
    """Count nothing: the `Seen` of a reader whose caller shows no progress."""
