"""What opening the built-in gazetteer and asking it costs, against its budgets and beside SQLite's full-text search.

    python -m benchmarks.gazetteer

Each budget is printed with what was measured and whether it is kept; the exit status is 1 when one is not. Below, the
same thousand names are asked of the gazetteer and of an FTS5 trigram index over the same names, in one run on one
machine. Times are of the processor, so that a busy machine tells the same. SQLite finds strings: it neither tells a
misspelt name nor puts the likeliest place first.
"""

import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gazetteer.index import BASE, CompiledGazetteer

ASKED = 1000
ROUNDS = 5
SEED = 7
COLD = "import gazetteer; gazetteer.load().lookup('عسقلان')"
CODE = "import gazetteer; g = gazetteer.load()"


@dataclass(frozen=True, slots=True)
class Budget:
    """What something may cost at most, and what it costs."""

    what: str
    most: float
    unit: str
    measured: float

    @property
    def kept(self) -> bool:
        """Whether it costs no more than it may."""
        return self.measured <= self.most

    def __str__(self) -> str:
        verdict = "kept" if self.kept else "MISSED"
        return f"{self.what:44} {self.measured:9.2f} {self.unit:2}  of {self.most:6.0f} {self.unit:2}  {verdict}"


def names_of(places: CompiledGazetteer) -> list[str]:
    """Return two thousand Arabic names, well known and not."""
    store = places.store
    pick = random.Random(SEED)  # noqa: S311  a sample, not a secret
    named = [store.place(at).name_ar for at in pick.sample(range(len(store)), 80 * ASKED)]
    return list(dict.fromkeys(name for name in named if name))[: 2 * ASKED]


def misspelt(name: str, pick: random.Random) -> str:
    """Return a name with one letter lost, doubled or swapped with the next."""
    at = pick.randrange(1, max(2, len(name) - 1))
    kind = pick.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] * 2 + name[at + 1 :]
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


def timed(ask: Callable[[str], object], names: Sequence[str]) -> list[float]:
    """Return how many microseconds each name took."""
    took = []
    for name in names:
        start = time.thread_time()
        ask(name)
        took.append((time.thread_time() - start) * 1e6)
    return took


def sqlite_of(places: CompiledGazetteer) -> sqlite3.Connection:
    """Return a table of all names in memory, indexed by trigrams."""
    store = places.store
    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE names USING fts5(name, place UNINDEXED, tokenize='trigram')")
    rows = ((store.names.restore_key(at), store.name_places[store.name_starts[at]]) for at in range(len(store.names)))
    table.executemany("INSERT INTO names VALUES (?, ?)", rows)
    return table


def in_sqlite(table: sqlite3.Connection) -> Callable[[str], object]:
    """Return a function that asks the table for the names that contain one, the best first."""
    from gazetteer.arabic import normalise  # noqa: PLC0415  as the gazetteer does within

    def ask(name: str) -> object:
        phrase = '"' + normalise(name).replace('"', '""') + '"'
        query = "SELECT name, place FROM names WHERE names MATCH ? ORDER BY rank LIMIT 10"
        return table.execute(query, (phrase,)).fetchall()

    return ask


def show(what: str, took: Sequence[float], other: Sequence[float]) -> None:
    """Print how many names a second are looked up, here and in SQLite."""
    each, others = (1e6 / statistics.mean(times) for times in (took, other))
    print(f"{what:32} {each:9,.0f} names/s   SQLite {others:9,.0f} names/s   x {each / others:.1f}")


def p99(took: Sequence[float]) -> float:
    """Return what only one in a hundred exceeds."""
    return statistics.quantiles(took, n=100)[98]


def process(code: str) -> tuple[float, float]:
    """Return seconds and megabytes of resident memory of a fresh process."""
    tell = (
        f"import resource, time; {code}; print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    told = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)  # noqa: S603  our own
    seconds, kilobytes = told.stdout.split()[-2:]
    return float(seconds), int(kilobytes) / 1024


def opening() -> float:
    """Return how many milliseconds it takes to open the base."""
    start = time.thread_time()
    CompiledGazetteer(BASE)
    return (time.thread_time() - start) * 1e3


def budgets(
    places: CompiledGazetteer, names: Sequence[str], others: Sequence[str], wrong: Sequence[str]
) -> list[Budget]:
    """Measure what has a budget; of several rounds the quickest, for others use this machine too."""
    for name in others:
        places.lookup(name)
    exact = [timed(lambda name: places.lookup(name, fuzzy=False), names) for _ in range(ROUNDS)]
    fuzzy = [timed(places.lookup, wrong) for _ in range(ROUNDS)]
    there = [timed(lambda name: places.lookup(name, country="SY"), wrong) for _ in range(ROUNDS)]
    cold = min(process(COLD)[0] for _ in range(ROUNDS)) * 1e3
    megabytes = process(f"{CODE}; [g.lookup(name) for name in {list(names)!r}]")[1]
    return [
        Budget("open", 50, "ms", min(opening() for _ in range(ROUNDS))),
        Budget("a name not asked before, median", 20, "µs", statistics.median(exact[0])),
        Budget("a name asked before, median", 20, "µs", min(map(statistics.median, exact))),
        Budget("a misspelt name, anywhere, p99", 5, "ms", min(map(p99, fuzzy)) / 1e3),
        Budget("a misspelt name, in one country, p99", 5, "ms", min(map(p99, there)) / 1e3),
        Budget("memory after a thousand look-ups", 120, "MB", megabytes),
        Budget("python, import and one look-up, from cold", 150, "ms", cold),
    ]


def main() -> int:
    """Print the figures."""
    places = CompiledGazetteer(BASE)
    every = names_of(places)
    names, others = every[:ASKED], every[ASKED:]
    pick = random.Random(SEED)  # noqa: S311
    wrong = [misspelt(name, pick) for name in names]
    print(f"{len(places):,} places, {len(places.store.names):,} names, {BASE.stat().st_size / 1e6:.1f} MB on disk")
    found = budgets(places, names, others, wrong)
    print(*found, "", sep="\n")
    ask = in_sqlite(sqlite_of(places))
    show("names as written", timed(places.lookup, names), timed(ask, names))
    show("with an attached particle", timed(places.lookup, ["وب" + name for name in names]), timed(ask, names))
    show("misspelt", timed(places.lookup, wrong), timed(ask, wrong))
    return int(not all(budget.kept for budget in found))


if __name__ == "__main__":
    sys.exit(main())
