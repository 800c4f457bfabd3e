"""Find names that sound like a misspelt or transliterated one: by consonant skeleton, then by all that is heard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .skeleton import WEAK, neighbours, same_class, skeleton, sound
from .store import Store

__all__ = ["Heard", "similar"]

_FEWEST_CONSONANTS = 2
_ENOUGH_FOR_ANOTHER = 4
"""A name of fewer consonants is another name when one of them differs."""
_WORTH_A_LOOK = 0.6
_SORTED, _LOOKED_AT = 500, 40
_WEAK_COST, _CLASS_COST = 0.3, 0.35
"""What a weak letter too many, too few or another costs, and a letter of the same class; any other letter costs 1."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A place with a name that sounds much like the one asked for."""

    posting: int
    """Number of the name and its bearer."""
    spoken: str
    """What the name found sounds like."""
    likeness: float
    """0 to 1; 1 sounds the same. Weak letters count for less than consonants."""
    same_consonants: bool
    """Whether only weak letters and letters of one class differ."""
    consonants: int
    """How many consonants the name asked for has."""


def similar(store: Store, name: str, admits: Callable[[int], bool], *, articles: bool = True) -> list[Heard]:
    """Return the places whose names sound most like one, nearest first, each once with its nearest name.

    Parameters
    ----------
    store
        Where to look.
    name
        As written: in Arabic, Hebrew or Latin letters.
    admits
        Tells by the number of a name and its bearer whether it may be an answer.
    articles
        Whether ال may be part of the word too, as in الياهو.
    """
    best: dict[int, Heard] = {}
    readings = (sound(name), sound(name, article=False)) if articles else (sound(name),)
    for spoken in dict.fromkeys(readings):
        for heard in _heard(store, spoken, admits):
            place = store.name_places[heard.posting]
            if place not in best or heard.likeness > best[place].likeness:
                best[place] = heard
    return sorted(best.values(), key=lambda heard: (-heard.likeness, heard.posting))


def _heard(store: Store, spoken: str, admits: Callable[[int], bool]) -> Iterator[Heard]:
    from rapidfuzz import process  # noqa: PLC0415  only a name that is not found needs it
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    bones = skeleton(spoken)
    for same, (sounds, postings) in _blocks(store, bones):
        likest = process.extract(
            spoken, sounds, scorer=Indel.normalized_similarity, score_cutoff=_WORTH_A_LOOK, limit=_SORTED
        )
        admitted = [(other, postings[at]) for other, _, at in likest if admits(postings[at])]
        for other, posting in admitted[:_LOOKED_AT]:
            yield Heard(posting, other, likeness(spoken, other), same, len(bones))


def _blocks(store: Store, bones: str) -> Iterator[tuple[bool, tuple[list[str], memoryview]]]:
    """Yield the names of a skeleton, then the well known names of skeletons that are one consonant away."""
    if len(bones) >= _FEWEST_CONSONANTS:
        yield True, store.sounds.get(bones)
    if len(bones) >= _ENOUGH_FOR_ANOTHER:
        for key in set(neighbours(bones)) - {bones}:
            block = store.known_sounds.get(key)
            if block[0]:
                yield False, block


def likeness(spoken: str, other: str) -> float:
    """Return how alike two names sound, 0 to 1: one less what it costs to turn one into the other, by letter."""
    before = [0.0]
    for letter in other:
        before.append(before[-1] + _cost(letter))
    for letter in spoken:
        row = [before[0] + _cost(letter)]
        for at, heard in enumerate(other):
            row.append(min(before[at] + _swap(letter, heard), before[at + 1] + _cost(letter), row[at] + _cost(heard)))
        before = row
    worth = max(sum(map(_cost, spoken)), sum(map(_cost, other)))
    return max(0.0, 1 - before[-1] / worth) if worth else 0.0


def _cost(letter: str) -> float:
    return _WEAK_COST if letter in WEAK else 1.0


def _swap(letter: str, heard: str) -> float:
    if letter == heard:
        return 0.0
    if letter in WEAK and heard in WEAK:
        return _WEAK_COST
    return _CLASS_COST if same_class(letter, heard) else 1.0
