"""What opening the gazetteer and asking it costs, beside SQLite's full-text search over the same names.

    python -m benchmarks.gazetteer

Both are asked the same thousand names, in one run on one machine; the last column is how many times as long SQLite
takes. SQLite finds strings: it neither tells a misspelt name nor puts the likeliest place first.
"""

import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from gazetteer import Gazetteer
from gazetteer.index import BASE

ASKED = 1000
SEED = 7
COLD = "import gazetteer; gazetteer.load().lookup('عسقلان')"
CODE = "import gazetteer; g = gazetteer.load()"


def names_of(places: Gazetteer) -> list[str]:
    """Return a thousand Arabic names, well known and not."""
    store = places._store  # noqa: SLF001  a sample of all places
    pick = random.Random(SEED)  # noqa: S311  a sample, not a secret
    named = [store.place(at).name_ar for at in pick.sample(range(len(store)), 60 * ASKED)]
    return [name for name in named if name][:ASKED]


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
        start = time.perf_counter()
        ask(name)
        took.append((time.perf_counter() - start) * 1e6)
    return took


def sqlite_of(places: Gazetteer) -> sqlite3.Connection:
    """Return a table of all names in memory, indexed by trigrams."""
    store = places._store  # noqa: SLF001  all names
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


def show(what: str, took: Sequence[float], other: Sequence[float] | None = None) -> None:
    """Print median and 99th percentile in microseconds, and how many times as long the other took."""
    p99 = statistics.quantiles(took, n=100)[98]
    ratio = f"  SQLite x {statistics.median(other) / statistics.median(took):.1f}" if other else ""
    print(f"{what:34} median {statistics.median(took):8.1f} µs   p99 {p99:8.1f} µs{ratio}")


def process(code: str) -> tuple[float, float]:
    """Return seconds and megabytes of resident memory of a fresh process."""
    tell = "; print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    start = time.perf_counter()
    told = subprocess.run([sys.executable, "-c", code + tell], capture_output=True, text=True, check=True)  # noqa: S603
    return time.perf_counter() - start, int(told.stdout.split()[-1]) / 1024


def main() -> None:
    """Print the figures."""
    start = time.perf_counter()
    places = Gazetteer(BASE)
    print(f"{'open':34} {(time.perf_counter() - start) * 1e3:8.2f} ms, {BASE.stat().st_size / 1e6:.1f} MB on disk")
    names = names_of(places)
    pick = random.Random(SEED)  # noqa: S311
    wrong = [misspelt(name, pick) for name in names]
    table = sqlite_of(places)
    ask = in_sqlite(table)
    show("a name as written", timed(places.lookup, names), timed(ask, names))
    show("again (places kept)", timed(places.lookup, names))
    show("with an attached particle", timed(places.lookup, ["وب" + name for name in names]))
    show("misspelt, anywhere", timed(places.lookup, wrong), timed(ask, wrong))
    show("misspelt, in one country", timed(lambda name: places.lookup(name, country="SY"), wrong))
    show("nearest place", timed(lambda name: places.nearest(len(name) * 2.0, 35.0), names))
    bare_mb = process("pass")[1]
    cold = min(process(COLD)[0] for _ in range(5)) - min(process("pass")[0] for _ in range(5))
    print(f"{'import and one lookup, cold':34} {cold * 1e3:8.0f} ms more than python")
    megabytes = process(f"{CODE}; [g.lookup(name) for name in {names!r}]")[1]
    print(f"{'memory after a thousand lookups':34} {megabytes:8.0f} MB (python alone {bare_mb:.0f} MB)")


if __name__ == "__main__":
    main()
