"""Places that there are not, as many as wanted: to see what a large gazetteer costs to build.

Like a dump of GeoNames: most are villages without a population; every one has a name in Latin letters, two in three an
Arabic one too, one in three a variant. Names are put together from syllables, so that many places share one.
"""

import random
from collections.abc import Iterator

from gazetteer.place import Place
from gazetteer.sources import Entry, Name, Provenance

__all__ = ["SOURCE", "entries"]

SOURCE = Provenance(name="synthetic", version="1", licence="CC0", attribution="nobody", url="")
_LATIN = ("ba", "ka", "ri", "sal", "ma", "dun", "tel", "far", "qa", "shi", "ra", "nu", "mi", "har", "zi", "ta")
_ARABIC = ("با", "كا", "ري", "سل", "ما", "دن", "تل", "فر", "قا", "شي", "را", "نو", "مي", "حر", "زي", "تا")
_COUNTRIES = ("SY", "LB", "IQ", "YE", "EG", "SD", "TR", "FR", "UA", "IN")


def entries(count: int, *, source: str, seed: int, overlap: str = "") -> Iterator[Entry]:
    """Yield places.

    Parameters
    ----------
    count
        How many.
    source
        Whose they are said to be; identifiers begin with it.
    seed
        What the names and points are drawn with: the same seed gives the same.
    overlap
        Another source with the same seed: every second place says that it is one of that, the others only look so.
    """
    draw = random.Random(seed)  # noqa: S311  names, not secrets
    for number in range(count):
        syllables = [draw.randrange(len(_LATIN)) for _ in range(draw.randrange(2, 6))]
        latin = "".join(map(_LATIN.__getitem__, syllables)).capitalize()
        arabic = "".join(map(_ARABIC.__getitem__, syllables)) if draw.random() < 2 / 3 else None
        names = [Name(latin, None, "preferred")]
        names += [Name(arabic, "ar", "preferred")] if arabic else []
        names += [Name(f"{latin} {_LATIN[syllables[0]].capitalize()}", None, "variant")] if number % 3 == 0 else []
        people = draw.randrange(100, 200_000) if number % 10 == 0 else None
        place = Place(
            id=f"{source}:{number}",
            name=arabic or latin,
            name_ar=arabic,
            name_en=latin,
            kind="town" if people else "village",
            country=draw.choice(_COUNTRIES),
            admin=f"{latin[:2]}",
            lon=draw.uniform(-180, 180),
            lat=draw.uniform(-60, 70),
            uncertainty_m=1000.0,
            population=people,
            source=source,
        )
        aliases = (f"{overlap}:{number}",) if overlap and number % 2 else ()
        yield Entry(place=place, names=tuple(names), aliases=aliases)
