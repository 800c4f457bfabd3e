"""How many names a second the geocoder answers, beside SQLite's full-text search by trigrams over the same names.

    python -m benchmarks.geocoder

Both are asked the same names in one run on one machine, as a table would ask them: names as the gazetteer has them,
names with a particle in front as reports write them, misspelt names, and names that nobody has. A name counts as
found when the place that it was made from is the first answer, or among the first ten. SQLite is asked for the names
that contain the one asked for; where there are none, for those that share most trigrams with it, which is how a
misspelt name is found with trigrams. Neither is asked for a name twice. Seconds are the processor's.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import geo
from gazetteer.arabic import normalise
from gazetteer.store import Store

ASKED = 2000
SEED = 11
_TRIGRAM = 3

Ask = Callable[[str], Sequence[str]]
"""Returns the identifiers of the places that a name may mean, best first."""


@dataclass(frozen=True, slots=True)
class Question:
    """A name, and the place that it was made from."""

    name: str
    place: str | None


def questions(store: Store) -> dict[str, list[Question]]:
    """Return names of several kinds, each with its place."""
    pick = random.Random(SEED)  # noqa: S311  a sample, not a secret
    places = [store.place(at) for at in pick.sample(range(len(store)), 80 * ASKED)]
    # a name that several places share is no question of speed, and has no one answer
    arabic = [place for place in places if place.name_ar and len(place.name_ar) > _TRIGRAM]
    named = {place.name_ar: place.id for place in arabic if len(named_so(store, place.name_ar)) == 1}
    asked = [Question(str(name), key) for name, key in list(named.items())[:ASKED]]
    return {
        "as the gazetteer has them": asked,
        "with a particle in front": [Question("وب" + each.name, each.place) for each in asked],
        "misspelt by a letter": [Question(misspelt(each.name, pick), each.place) for each in asked],
        "that nobody has": [Question(scrambled(each.name, pick), None) for each in asked],
    }


def named_so(store: Store, name: str | None) -> set[int]:
    """Return which places bear a name."""
    number = store.names.get(normalise(name or ""))
    return (
        set() if number is None else set(store.name_places[store.name_starts[number] : store.name_starts[number + 1]])
    )


def misspelt(name: str, pick: random.Random) -> str:
    """Return a name with one letter lost, doubled or swapped with the next."""
    at = pick.randrange(1, max(2, len(name) - 1))
    return pick.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + name[at] * 2 + name[at + 1 :],
            name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
        ]
    )


def scrambled(name: str, pick: random.Random) -> str:
    """Return the letters of a name in another order, twice."""
    letters = list(name.replace(" ", "") * 2)
    pick.shuffle(letters)
    return "".join(letters)


def by_geocoder() -> Ask:
    """Return what asks the geocoder."""
    coder = geo.Geocoder()

    def ask(name: str) -> list[str]:
        found = coder.geocode(name, exactly_one=False, limit=10)
        return [location.raw["id"] for location in found] if isinstance(found, list) else []

    return ask


def by_sqlite(store: Store) -> Ask:
    """Return what asks a table of all names in memory, indexed by trigrams."""
    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE names USING fts5(name, place UNINDEXED, tokenize='trigram')")
    table.executemany("INSERT INTO names VALUES (?, ?)", _rows(store))
    query = "SELECT place FROM names WHERE names MATCH ? ORDER BY rank LIMIT 10"

    def ask(name: str) -> list[str]:
        normal = normalise(name).replace('"', '""')
        found = table.execute(query, (f'"{normal}"',)).fetchall()
        if not found:
            grams = dict.fromkeys(normal[at : at + _TRIGRAM] for at in range(max(1, len(normal) - 2)))
            found = table.execute(query, (" OR ".join(f'"{gram}"' for gram in grams),)).fetchall()
        return [place for (place,) in found]

    return ask


def _rows(store: Store) -> Iterable[tuple[str, str]]:
    for at in range(len(store.names)):
        name = store.names.restore_key(at)
        for posting in range(store.name_starts[at], store.name_starts[at + 1]):
            yield name, store.place(store.name_places[posting]).id


def show(name: str, ask: Ask, asked: Sequence[Question]) -> None:
    """Print names a second, and how many were answered rightly."""
    started = time.process_time()
    answers = [ask(each.name) for each in asked]
    rate = len(asked) / (time.process_time() - started)
    pairs = list(zip(asked, answers, strict=True))
    if asked[0].place is None:
        told = f"answered although there is none {sum(bool(found) for _, found in pairs) / len(asked):6.1%}"
    else:
        first = sum(found[:1] == [each.place] for each, found in pairs) / len(asked)
        told = f"first {first:6.1%}   in ten {sum(each.place in found for each, found in pairs) / len(asked):6.1%}"
    print(f"  {name:24} {rate:10,.0f} names/s   {told}")


def main() -> None:
    """Print the figures."""
    (store,) = geo.Geocoder().gazetteer.stores
    ways = {"geo.Geocoder": by_geocoder(), "SQLite FTS5, trigrams": by_sqlite(store)}
    for what, asked in questions(store).items():
        print(f"\n{len(asked):,} names {what}")
        for name, ask in ways.items():
            show(name, ask, asked)


if __name__ == "__main__":
    main()
