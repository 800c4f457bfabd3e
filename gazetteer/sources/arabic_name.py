"""Choose the usual Arabic name among the spellings that a source lists."""

import re
from collections.abc import Sequence

from ..arabic import normalise
from ..fuzzy import likeness
from ..heads import heads
from ..scripts import script_of
from ..skeleton import sound
from . import Name, NameRole

__all__ = ["best_arabic", "its_own", "usual_arabic"]

_NOT_CALLED: frozenset[NameRole] = frozenset({"historic", "colloquial", "foreign", "tacit"})

_ALIKE, _NEARLY = 0.6, 0.15
_VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")


def usual_arabic(names: Sequence[Name], latin: str, *, spoken_there: bool, well_known: bool = False) -> str | None:
    """Return the usual Arabic name: the best of those that a source prefers, else of all that are not past or slang."""
    arabic = [name for name in names if name.lang == "ar" and name.role not in _NOT_CALLED]
    preferred = [name.text for name in arabic if name.role in {"preferred", "official"}]
    spoken = [latin, *(name.text for name in names if well_known and script_of(name.text) == "latin")]
    told = _told_by_sound(preferred or [name.text for name in arabic], spoken)
    return best_arabic(told, latin, spoken_there=spoken_there)


def _told_by_sound(names: list[str], latin: list[str]) -> list[str]:
    """Return the names that sound nearly as much like one in Latin letters as any; all if none does.

    What is listed as a name may be that of another place, or an older one.
    """
    if len(names) <= 1:
        return names
    heard = list(map(sound, latin))
    alike = {name: max(likeness(sound(name), other) for other in heard) for name in names}
    most = max(alike.values())
    return names if most < _ALIKE else [name for name in names if alike[name] >= most - _NEARLY]


def its_own(names: Sequence[Name], latin: str) -> list[Name]:
    """Return the names of a place that sound like the one it is registered under, and those in other scripts.

    GeoNames has taken over names of the sun, of Hindi and of Baghdad, in every language, for hamlets called alike.
    """
    heard = sound(latin)
    return [
        name
        for name in names
        if script_of(name.text) not in {"arabic", "latin"} or likeness(sound(name.text), heard) >= _ALIKE
    ]


def best_arabic(names: Sequence[str], latin: str, *, spoken_there: bool) -> str | None:
    """Return the most likely Arabic name, without vowel signs; ``None`` if there is none.

    Parameters
    ----------
    names
        Arabic spellings to choose from.
    latin
        The name in Latin letters: the spelling that sounds most like it is preferred.
    spoken_there
        Whether Arabic is spoken at the place, so that its name keeps its article.
    """
    bare = sorted({_VOWELS.sub("", name).strip() for name in names})
    if len(bare) <= 1:
        return bare[0] if bare else None
    heard = sound(latin)
    return max(bare, key=lambda name: _fitness(name, latin, heard, spoken_there=spoken_there))


def _fitness(name: str, latin: str, heard: str, *, spoken_there: bool) -> tuple[float, ...]:
    """Return what makes a spelling the usual one, the weightiest first.

    Where Arabic is spoken: the article, then letters that other languages do not sound; elsewhere what it sounds like.
    """
    plain = normalise(name).split(" ", 1)[0] not in heads()
    ends_alike = (name[-1] in "اةىهي") == (latin[-1] in "aeiyéí")
    written_out = sum(letter in "أإآؤئةطصضظعحقثذغ" for letter in name)
    alike = round(likeness(sound(name), heard), 1)
    if spoken_there:
        return plain, name.startswith("ال"), -len(name.split()), written_out, ends_alike, alike, -len(name)
    return plain, alike, -name.count("ى"), ends_alike, written_out, -len(name.split()), -len(name)
