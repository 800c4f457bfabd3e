"""How long bringing reports of one incident together takes, and that it grows with the rows and no faster.

    python -m benchmarks.merge [ROWS]

The rows are made up: one to four reports of each event (2.2 on average), at 5,000 towns over ten years, more in some
than in others as in a war. A user would compare all pairs instead, or pairs of one day and place name; the first is
measured on a thousand rows, the second misses what is spelt or placed otherwise.
"""

import datetime as dt
import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import combinations

import geo
from geo.incident import Evidence, Incident
from geo.matching import same_event

TOWNS, DAYS, SEED = 5_000, 3_650, 7
HEAVY = 0.5
"""Share of the events that fall on few towns."""
FIRST = dt.date(2015, 1, 1)
KINDS = ("airstrike", "shelling", "armed_clash", "explosion", "raid")


def rows(count: int) -> Iterator[Incident]:
    """Yield made-up rows, as many as asked for."""
    pick = random.Random(SEED)  # noqa: S311  a sample, not a secret
    towns = [(pick.uniform(29, 37), pick.uniform(34, 48)) for _ in range(TOWNS)]
    number = 0
    while number < count:
        town = min(int(pick.paretovariate(0.6)) - 1, TOWNS - 1) if pick.random() < HEAVY else pick.randrange(TOWNS)
        day = FIRST + dt.timedelta(days=pick.randrange(DAYS))
        kind, killed = pick.choice(KINDS), pick.choice((None, None, 1, 2, 3, 5, 12))
        for _ in range(min(pick.choice((1, 1, 2, 2, 3, 4)), count - number)):
            number += 1
            yield _row(number, town, towns[town], day, kind, killed)


def _row(number: int, town: int, at: tuple[float, float], day: dt.date, kind: str, killed: int | None) -> Incident:
    report = f"r{number}"
    return Incident(
        id=f"{number:016x}",
        kind=kind,  # type: ignore[arg-type]
        start=day,
        end=day,
        date_precision="day",
        place=f"town {town}",
        place_id=f"t{town}",
        admin=f"unit {town % 200}",
        country="SY",
        precision="town",
        uncertainty_m=2_000,
        lat=at[0],
        lon=at[1],
        killed_min=killed,
        killed_max=killed,
        reports=(report,),
        evidence=(Evidence(report=report, start=0, end=3, quote="قصف", field="kind"),),
    )


def main(count: str = "1000000") -> None:
    """Print the figures."""
    few = list(rows(1_000))
    start = time.process_time()
    sum(same_event(one, other) for one, other in combinations(few, 2))
    print(f"all pairs of {len(few):,} rows: {(time.process_time() - start) / len(few) * 1e6:.0f} µs a row")
    total = int(count)
    print(f"{'rows':>10} {'events':>9} {'µs a row':>9} {'MB at most':>11}")
    for size in (total // 100, total // 10, total):
        some = list(rows(size))
        start = time.process_time()
        merged = geo.merge(some)
        took = (time.process_time() - start) / size * 1e6
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:10,} {len(merged):9,} {took:9.1f} {megabytes:11,.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
