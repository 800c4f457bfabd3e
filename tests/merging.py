"""How well reports of one event are brought together: pairwise and B-cubed F1 over ``tests/golden/merging.toml``.

    python tests/merging.py

All reports of all cases are read together, so that those of different cases may merge wrongly as well. Then they are
split at random into batches that are merged one by one and together, which must come to the same.
"""

import datetime as dt
import random
import sys
import tomllib
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import geo
from geo.incident import Incident
from geo.pipeline import incidents_of

CASES = Path(__file__).parent / "golden" / "merging.toml"
SPLITS, BATCHES, SEED = 20, 4, 7

Pair = tuple[str, str]


def cases() -> list[tuple[geo.Report, str]]:
    """Return the reports of all cases, each with the event it tells of."""
    found = []
    for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]:
        day = dt.date.fromisoformat(case["published"])
        for number, report in enumerate(case["reports"]):
            name = f"{case['name']} {number}"
            found.append((geo.Report(id=name, text=report["text"], published=day), f"{case['name']} {report['of']}"))
    return found


def together(groups: Iterable[Sequence[str]]) -> set[Pair]:
    """Return the pairs of reports that stand in one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def f1(right: float, said: float, true: float) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / (said + true) if said + true else 1.0


def b_cubed(said: set[Pair], true: set[Pair], reports: Sequence[str]) -> float:
    """Return the harmonic mean of each report's share of right companions, itself counted."""
    precision = recall = 0.0
    for report in reports:
        mine = {pair for pair in said if report in pair}
        gold = {pair for pair in true if report in pair}
        shared = 1 + len(mine & gold)
        precision += shared / (1 + len(mine)) / len(reports)
        recall += shared / (1 + len(gold)) / len(reports)
    return 2 * precision * recall / (precision + recall)


def merged_in_batches(rows: Sequence[Incident], pick: random.Random) -> list[Incident]:
    """Return the rows merged batch by batch, then together."""
    batches: list[list[Incident]] = [[] for _ in range(BATCHES)]
    for row in rows:
        pick.choice(batches).append(row)
    merged: list[Incident] = []
    for batch in batches:
        merged = geo.merge([*geo.merge(batch), *merged])
    return merged


def measure() -> tuple[dict[str, float], set[Pair], set[Pair]]:
    """Return the scores, the pairs wrongly merged and the pairs missed."""
    labelled = cases()
    events: dict[str, list[str]] = {}
    for report, event in labelled:
        events.setdefault(event, []).append(report.id)
    rows = [row for report, _ in labelled for row in incidents_of(report)]
    merged = geo.merge(rows)
    said, true = together(row.reports for row in merged), together(events.values())
    pick = random.Random(SEED)  # noqa: S311  a sample, not a secret
    same = sum(merged_in_batches(rows, pick) == merged for _ in range(SPLITS))
    scores = {
        "pairwise.f1": f1(len(said & true), len(said), len(true)),
        "pairwise.precision": len(said & true) / max(len(said), 1),
        "pairwise.recall": len(said & true) / len(true),
        "b_cubed.f1": b_cubed(said, true, [report.id for report, _ in labelled]),
        "splits.same": same / SPLITS,
    }
    return scores, said - true, true - said


def told() -> str:
    """Return the scores and every pair that is wrong, a line each."""
    scores, wrong, missed = measure()
    lines = [f"{name:20} {value:.3f}" for name, value in scores.items()]
    lines += [f"merged wrongly: {one} | {other}" for one, other in sorted(wrong)]
    lines += [f"not merged: {one} | {other}" for one, other in sorted(missed)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(told())
