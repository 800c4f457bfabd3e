"""What administrative units are called, without the words that only say that they are units."""

from ..arabic import normalise
from ..heads import heads
from ..place import PlaceKind

__all__ = ["bare", "kind_of_level"]

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
