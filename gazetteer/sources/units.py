"""What administrative units are called, without the words that only say that they are units."""

from collections.abc import Iterable

from ..arabic import normalise
from ..heads import heads
from ..place import PlaceKind
from . import Name

__all__ = ["bare", "each_once", "kind_of_level", "with_bare_names"]

_BY_LEVEL: tuple[PlaceKind, ...] = ("country", "governorate")


def kind_of_level(level: int) -> PlaceKind:
    """Return what a unit of a level is: 0 a country, 1 a governorate, and all below them districts."""
    return _BY_LEVEL[level] if level < len(_BY_LEVEL) else "district"


def bare(name: str) -> str:
    """Return the name of a unit without the word for such units before it: حلب of محافظة حلب."""
    first, space, rest = name.partition(" ")
    head = heads().get(normalise(first))
    is_word_for_units = head is not None and not head.in_name and head.kinds <= {"governorate", "district"}
    return rest if space and is_word_for_units else name


def with_bare_names(names: Iterable[Name], kind: PlaceKind) -> tuple[Name, ...]:
    """Return names, each once; of a unit also without the word for units, as other sources have them."""
    told = list(names)
    if kind in {"governorate", "district"}:
        told += [Name(bare(name.text), "ar", "short") for name in told if name.lang == "ar"]
    return each_once(told)


def each_once(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return names without those that are spelt like one before them."""
    found: dict[str, Name] = {}
    for name in names:
        found.setdefault(name.text, name)
    return tuple(found.values())
