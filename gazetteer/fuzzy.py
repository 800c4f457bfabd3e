"""Find names that sound like a misspelt or transliterated one: by consonant skeleton, then by all that is heard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .skeleton import neighbours, skeleton, sound
from .store import Store

__all__ = ["Heard", "similar"]

_FEWEST_CONSONANTS = 2
_MOST_CANDIDATES = 20_000
_KEPT = 60


@dataclass(frozen=True, slots=True)
class Heard:
    """A name that sounds much like the one asked for."""

    posting: int
    """Number of the name and its bearer."""
    likeness: float
    """0 to 1; 1 sounds the same."""
    same_consonants: bool
    """Whether only weak letters and letters of one class differ."""


def similar(store: Store, normal: str, admits: Callable[[int], bool]) -> list[Heard]:
    """Return the names that sound most like one in normal form, nearest first."""
    from rapidfuzz import process  # noqa: PLC0415  only a name that is not found needs it
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    spoken = sound(normal)
    bones = skeleton(spoken)
    if len(bones) < _FEWEST_CONSONANTS:
        return []
    heard = []
    for number, same in _blocks(store, bones):
        row = store.heard[number]
        likest = process.extract(
            spoken, store.spoken(number), scorer=Indel.normalized_similarity, score_cutoff=0.6, limit=_KEPT
        )
        heard += [Heard(row[at], like, same) for _, like, at in likest if admits(row[at])]
    heard.sort(key=lambda each: (-each.likeness, each.posting))
    return heard[:_KEPT]


def _blocks(store: Store, bones: str) -> Iterator[tuple[int, bool]]:
    """Yield the skeletons that there are of those at most one consonant away."""
    for key in dict.fromkeys(neighbours(bones)):
        number = store.skeletons.get(key)
        if number is not None:
            yield number, key == bones
