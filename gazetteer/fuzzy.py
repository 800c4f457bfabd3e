"""Find names that sound like a misspelt or transliterated one: by consonant skeleton, then by all that is heard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from .arabic import is_arabic
from .skeleton import WEAK, letters, neighbours, same_class, skeleton, sound
from .store import WELL_KNOWN, Store

__all__ = ["SOLID", "Asked", "Heard", "likeness", "similar"]

SOLID = 4
"""A name of so many consonants is not short."""
_LONG = 5
_LONG_WRITTEN = 6
_FEWEST_CONSONANTS = 2
_ENOUGH_FOR_ANOTHER = 4
"""A name of fewer consonants is another name when one of them differs."""
_WORTH_A_LOOK, _WORTH_A_LOOK_ELSEWHERE, _WORTH_TELLING = 0.6, 0.7, 0.7
_SORTED, _LOOKED_AT, _LOOKED_AT_ELSEWHERE = 500, 40, 10
_WEAK_COST, _CLASS_COST = 0.3, 0.35
"""What a weak letter too many, too few or another costs, and a letter of the same class; any other letter costs 1."""
_SLACK_THERE, _SLACK = 0.029, 0.07
"""How much of a name may sound otherwise: of a place that is looked for in a country or near a point, for each
consonant after the first; of a place anywhere."""
_SLACK_OF_KNOWN = 0.17
"""The same of a well known place where one consonant is another."""
_FAMOUS = 0.62
_NEVER = 2.0


@dataclass(frozen=True, slots=True)
class Heard:
    """A name that sounds much like the one asked for."""

    posting: int
    """Number of the name and its bearer."""
    likeness: float
    """0 to 1; 1 sounds the same. Weak letters count for less than consonants."""
    same_consonants: bool
    """Whether only weak letters and letters of one class differ."""
    consonants: int
    """How many consonants the name asked for has."""


def similar(store: Store, name: str, admits: Callable[[int], bool], *, articles: bool = True) -> list[Heard]:
    """Return the names that sound most like one, nearest first.

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
    readings = (sound(name), sound(name, article=False)) if articles else (sound(name),)
    found = {heard for spoken in dict.fromkeys(readings) for heard in _heard(store, spoken, admits)}
    return sorted(found, key=lambda heard: (-heard.likeness, heard.posting))


def _heard(store: Store, spoken: str, admits: Callable[[int], bool]) -> Iterator[Heard]:
    from rapidfuzz import process  # noqa: PLC0415  only a name that is not found needs it
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    bones, like = skeleton(spoken), Indel.normalized_similarity
    for same, (sounds, postings) in _blocks(store, bones):
        cut_off, most = (_WORTH_A_LOOK, _LOOKED_AT) if same else (_WORTH_A_LOOK_ELSEWHERE, _LOOKED_AT_ELSEWHERE)
        likest = process.extract(spoken, sounds, scorer=like, score_cutoff=cut_off, limit=_SORTED)
        admitted = [(other, postings[at]) for other, _, at in likest if admits(postings[at])]
        for other, posting in admitted[:most]:
            alike = likeness(spoken, other)
            if alike >= _WORTH_TELLING:
                yield Heard(posting, alike, same, len(bones))


@lru_cache(maxsize=4096)
def likeness(spoken: str, other: str) -> float:
    """Return how alike two names sound, 0 to 1: one less what it costs to turn one into the other, by letter."""
    costs, swaps = _costs()
    across = [costs[letter] for letter in other]
    before = [0.0, *accumulate(across)]
    worth = max(sum(costs[letter] for letter in spoken), before[-1])
    for letter in spoken:
        cost, swap = costs[letter], swaps[letter]
        row = [before[0] + cost]
        for at, heard in enumerate(other):
            row.append(min(before[at] + swap[heard], before[at + 1] + cost, row[at] + across[at]))
        before = row
    return max(0.0, 1 - before[-1] / worth) if worth else 0.0


@lru_cache(maxsize=1)
def _costs() -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Return what each letter of a sound costs, and what it costs to take one for another."""
    alphabet = letters()
    costs = {letter: _WEAK_COST if letter in WEAK else 1.0 for letter in alphabet}
    return costs, {one: {other: _swap(one, other) for other in alphabet} for one in alphabet}


def _swap(letter: str, heard: str) -> float:
    if letter == heard:
        return 0.0
    if letter in WEAK and heard in WEAK:
        return _WEAK_COST
    return _CLASS_COST if same_class(letter, heard) else 1.0


def _blocks(store: Store, bones: str) -> Iterator[tuple[bool, tuple[list[str], memoryview]]]:
    """Yield the names of a skeleton, then the well known names of skeletons that are one consonant away."""
    if len(bones) >= _FEWEST_CONSONANTS:
        yield True, store.sounds.get(bones)
    if len(bones) >= _ENOUGH_FOR_ANOTHER:
        for key in set(neighbours(bones)) - {bones}:
            block = store.known_sounds.get(key)
            if block[0]:
                yield False, block


@dataclass(frozen=True, slots=True)
class Asked:
    """What decides how alike a name has to sound.

    Among all names of the world something sounds like any word, so that there only long names count, and well known
    places; in one country a name of three consonants says enough.
    """

    written: str
    """The name asked for, in its loose form."""
    found: str
    """The name found, in its loose form."""
    prominence: float
    restricted: bool
    """Whether the place is looked for in a country or near a point."""

    @property
    def same_script(self) -> bool:
        """Whether both names are written in the same script."""
        return is_arabic(self.written) == is_arabic(self.found) and self.written.isascii() == self.found.isascii()

    def least_likeness(self, heard: Heard) -> float:
        """Return how alike the name found has to sound; more than 1 is out of reach."""
        if not heard.same_consonants:
            return self._with_another_consonant(heard.consonants)
        if self.restricted:
            return 1 - _SLACK_THERE * (min(heard.consonants, _LONG + 1) - 1)
        if heard.consonants >= _LONG:
            return 1 - _SLACK
        return self._anywhere(heard.consonants)

    def _anywhere(self, consonants: int) -> float:
        """Return the same for a name of few consonants that is looked for in the whole world."""
        if len(self.written) < _LONG_WRITTEN or not self.same_script:
            return _NEVER
        if len(self.written) > _LONG_WRITTEN and _one_letter_apart(self.written, self.found):
            return 0.0
        if consonants == SOLID:
            return 1 - _SLACK if self.prominence >= WELL_KNOWN else _NEVER
        return 1.0 if self._is_slip_of_famous() else _NEVER

    def _with_another_consonant(self, consonants: int) -> float:
        if consonants >= _LONG:
            return 1 - _SLACK_OF_KNOWN
        return 0.0 if self._is_slip_of_famous() else _NEVER

    def _is_slip_of_famous(self) -> bool:
        """Tell whether the name found is a famous one of six letters or more, and one letter was mistyped."""
        if self.prominence < _FAMOUS or not self.same_script or len(self.written) < _LONG_WRITTEN:
            return False
        return _one_letter_apart(self.written, self.found)


def _one_letter_apart(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only a name that is not found needs it

    return OSA.distance(one, other, score_cutoff=1) <= 1
