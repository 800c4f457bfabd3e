"""Find names that sound like a misspelt or transliterated one: by consonant skeleton, then by all that is heard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from .arabic import is_arabic, normalise
from .evidence import evidence, most, pair_of, weights_of
from .skeleton import WEAK, is_adjective_of, letters, loose, neighbours, same_class, skeleton, sound
from .store import Store

__all__ = ["Heard", "likeness", "similar"]

_ENOUGH_FOR_ANOTHER, _ENOUGH_THERE = 4, 3
"""A name of fewer consonants is another name when one of them differs: anywhere; where a place is looked for."""
_WORTH_A_LOOK, _WORTH_A_LOOK_ELSEWHERE = 0.5, 0.7
_SORTED, _LOOKED_AT, _LOOKED_AT_ELSEWHERE = 500, 40, 10
_WORTH_TELLING = 0.5
"""The least share of the evidence that a name has for itself."""
_WEAK_COST, _CLASS_COST = 0.3, 0.35
"""What a weak letter too many, too few or another costs, and a letter of the same class; any other letter costs 1."""
_LONG_WRITTEN = 6
_OPEN = frozenset("ah")


@dataclass(frozen=True, slots=True)
class Heard:
    """A name that sounds much like the one asked for."""

    posting: int
    """Number of the name and its bearer."""
    text: str
    """The name as its source spells it."""
    pair: str
    """The two scripts: ``same``, or as in ``arabic-hebrew``."""
    evidence: float
    """What its sound says for its being the name asked for: a natural logarithm."""
    lacking: float
    """How much more the shorter of the two would say for itself."""
    longer: float
    """How much more than that the longer would."""
    same_bones: bool
    """Whether the two have the same consonants, by class."""
    adjective: bool = False
    """Whether the name asked for may be an adjective made from it."""
    other_end: bool = False
    """Whether one of the two ends in an open vowel, as in ة, and the other does not."""
    other_letters: int = 0
    """How many sounds one of the two has that the other has not, long vowels among them."""
    foreign: bool = False
    """Whether the name asked for is Arabic and this one is not."""
    slip: bool = False
    """Whether the two, written in one script and not short, differ by one letter or two that changed places."""

    @property
    def unlike(self) -> float:
        """How much less the two say for each other than the longer says for itself."""
        return self.lacking + self.longer


def similar(store: Store, name: str, admits: Callable[[int], bool], *, there: bool = True) -> list[Heard]:
    """Return the names that sound most like one, the likeliest first.

    Parameters
    ----------
    store
        Where to look.
    name
        As written: in Arabic, Hebrew, Latin or Cyrillic letters.
    admits
        Tells by the number of a name and its bearer whether it may be an answer.
    there
        Whether the place is looked for in some part of the world: ال may be part of the word then, as in الياهو, and
        a name that is not well known may differ by a consonant.
    """
    readings = (sound(name), sound(name, article=False)) if there else (sound(name),)
    best: dict[int, Heard] = {}
    for spoken in dict.fromkeys(readings):
        for heard in _heard(store, name, spoken, admits, there=there):
            if heard.posting not in best or heard.evidence > best[heard.posting].evidence:
                best[heard.posting] = heard
    return sorted(best.values(), key=lambda heard: (-heard.evidence, heard.posting))


def _heard(store: Store, name: str, spoken: str, admits: Callable[[int], bool], *, there: bool) -> Iterator[Heard]:
    for posting, other, same in _candidates(store, spoken, admits, there=there):
        text = store.text(store.name_texts[posting])
        pair, swapped = pair_of(name, text)
        weights = weights_of(pair)
        found = evidence(weights, other, spoken) if swapped else evidence(weights, spoken, other)
        less, more = sorted((most(weights, spoken), most(weights, other)))
        if found > less * _WORTH_TELLING:
            yield _compared(name, text, Heard(posting, text, pair, found, less - found, more - less, same))


def _compared(name: str, text: str, heard: Heard) -> Heard:
    """Return a name that sounds alike with what its letters, vowels among them, say beyond its evidence."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415  only a name that is not found needs it

    normal, other, alone = normalise(name), normalise(text), heard.pair == "same"
    full, others = sound(name, vowels=True), sound(text, vowels=True)
    return replace(
        heard,
        adjective=is_adjective_of(normal, other if alone else normal),
        other_end=(full[-1:] in _OPEN) != (others[-1:] in _OPEN),
        other_letters=Indel.distance(full, others),
        foreign=is_arabic(name) and not is_arabic(text),
        slip=alone and _is_slip(loose(normal), loose(other)),
    )


def _candidates(
    store: Store, spoken: str, admits: Callable[[int], bool], *, there: bool
) -> Iterator[tuple[int, str, bool]]:
    """Yield number and sound of the names worth comparing, and whether their consonants are the same."""
    from rapidfuzz import process  # noqa: PLC0415  only a name that is not found needs it
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    like = Indel.normalized_similarity
    for same, (sounds, postings) in _blocks(store, skeleton(spoken), there=there):
        cut_off, most_of_them = (_WORTH_A_LOOK, _LOOKED_AT) if same else (_WORTH_A_LOOK_ELSEWHERE, _LOOKED_AT_ELSEWHERE)
        likest = process.extract(spoken, sounds, scorer=like, score_cutoff=cut_off, limit=_SORTED)
        admitted = [(postings[at], other, same) for other, _, at in likest if admits(postings[at])]
        yield from admitted[:most_of_them]


def _is_slip(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only a name that is not found needs it

    return len(one) >= _LONG_WRITTEN and OSA.distance(one, other, score_cutoff=1) <= 1


def _blocks(store: Store, bones: str, *, there: bool) -> Iterator[tuple[bool, tuple[list[str], memoryview]]]:
    """Yield the names of a skeleton, then those of skeletons that are one consonant away: all or the well known."""
    if bones:
        yield True, store.sounds.get(bones)
    if len(bones) >= (_ENOUGH_THERE if there else _ENOUGH_FOR_ANOTHER):
        near = store.sounds if there else store.known_sounds
        for key in sorted(set(neighbours(bones)) - {bones, ""}):
            block = near.get(key)
            if block[0]:
                yield False, block


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
