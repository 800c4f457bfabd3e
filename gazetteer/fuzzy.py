"""Find names that sound like a misspelt one: candidates by consonant skeleton, then by how much was misspelt."""

from collections.abc import Iterator

from .skeleton import loose, neighbours, skeleton, sound
from .store import Store

__all__ = ["similar"]

_SHORTEST = 4
_MOST_CANDIDATES = 3000
_KEPT = 20
_CUT_OFF = 82.0
_SHORT_CUT_OFF = 88.0
_SHORT = 5
_TRUST = 0.9


def similar(store: Store, normal: str) -> list[tuple[int, float]]:
    """Return number and quality of the names most like one in normal form, at most twenty.

    A short name has to be nearer than a long one, because among short words everything is near to something.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only a misspelt name needs it

    form = loose(normal)
    bones = skeleton(form)
    if len(form) < _SHORTEST or len(bones) < 2:
        return []
    cut_off = _SHORT_CUT_OFF if len(form) <= _SHORT else _CUT_OFF
    candidates = {name: loose(store.names.restore_key(name)) for name in _candidates(store, bones)}
    spelt = sound(form)
    found = process.extract(
        spelt, {n: sound(t) for n, t in candidates.items()}, scorer=fuzz.ratio, score_cutoff=cut_off, limit=_KEPT
    )
    rated = [(name, (0.6 * ratio + 0.4 * fuzz.ratio(form, candidates[name])) / 100) for _, ratio, name in found]
    rated.sort(key=lambda pair: -pair[1])
    return [(name, ratio * _TRUST) for name, ratio in rated]


def _candidates(store: Store, bones: str) -> Iterator[int]:
    left = _MOST_CANDIDATES
    for key in dict.fromkeys(neighbours(bones)):
        number = store.skeletons.get(key)
        if number is None:
            continue
        names = store.skeleton_names[number]
        yield from names[:left]
        left -= len(names)
        if left <= 0:
            return
