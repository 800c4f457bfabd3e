# ruff: noqa: INP001, T201  (a script that prints its progress)
"""Learn what letters say of two spellings being of one name.

    python training/letters.py ../shared/eval

Reads ``names/redalert.train.jsonl`` (pikud-haoref-api, Apache-2.0) of the folder given and the curated tables of
``seeds/``, writes ``letters.csv`` of ``seeds/models/``. Spellings are aligned letter by letter, pairs of letters are
counted, and the likeliest alignments are found anew with what the counts say, a few times over. The same input gives
the same output (seed 7).
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spellings import MODELS, SEED, read_names, slip, write

from gazetteer.arabic import normalise
from gazetteer.evidence import pair_of
from gazetteer.fuzzy import likeness
from gazetteer.seeds import read_csv
from gazetteer.skeleton import WEAK, letters, same_class, sound

ROUNDS = 6
ALIKE = 0.6
"""Names less alike than this are translations, or of two places: nothing is to be learnt of their letters."""
PRIOR = 1.0
"""What all pairs of letters of a sort say counts for as much as a pair that was due so often by chance."""
LEAST = -7.0
RARE = 0.5
TYPOS = 3000
SHORTEST = 4

Op = tuple[str, str]
Pair = tuple[str, str]


def spellings(folder: Path) -> Iterator[Pair]:
    """Yield pairs of spellings of one name as written."""
    for row in read_names(folder, "train"):
        yield row["name"], row["name_he"]
        yield row["name"], row["name_en"]
        yield row["name_he"], row["name_en"]
    curated = {row["id"]: row for _, row in read_csv("places.csv")}
    for row in curated.values():
        if row["name_ar"] and row["name_en"]:
            yield row["name_ar"], row["name_en"]
    for _, row in read_csv("names.csv"):
        if row["lang"] == "ar" and row["place_id"] in curated and row["role"] in {"variant", "transliteration"}:
            yield curated[row["place_id"]]["name_ar"], row["name"]
    pick = random.Random(SEED)  # noqa: S311  a sample, not a secret
    for row in pick.sample(sorted(curated.values(), key=lambda row: row["id"]), TYPOS):
        if len(row["name_ar"]) >= SHORTEST:
            yield row["name_ar"], slip(row["name_ar"], pick)


def sounds_by_pair(every: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Return by pair of scripts the sounds of spellings that differ and are alike."""
    found: dict[str, list[Pair]] = {}
    for one, other in every:
        if normalise(one) == normalise(other):
            continue
        pair, swapped = pair_of(one, other)
        spoken = (sound(other), sound(one)) if swapped else (sound(one), sound(other))
        if likeness(*spoken) >= ALIKE and min(map(len, spoken)) > 1:
            found.setdefault(pair, []).append(spoken)
    return found


def sort_of(one: str, other: str) -> str:
    """Return which sort of pair two letters are; a letter alone is a pair with nothing."""
    if not (one and other):
        return f"{'first' if one else 'second'} {'weak' if (one or other) in WEAK else 'strong'}"
    if one == other:
        return "same"
    if one in WEAK and other in WEAK:
        return "weak"
    return "class" if same_class(one, other) and not {one, other} & WEAK else "unlike"


START = {"same": 2.5, "class": 0.5, "weak": 0.0, "unlike": -4.0}


def start(one: str, other: str) -> float:
    """Return the weight that training begins with."""
    kind = sort_of(one, other)
    return START[kind] if kind in START else (-0.7 if kind.endswith("weak") else -3.0)


def align(table: dict[Op, float], one: str, other: str) -> list[Op]:
    """Return the likeliest alignment of two sounds."""
    best: dict[tuple[int, int], tuple[float, Op | None]] = {(0, 0): (0.0, None)}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            options: list[tuple[float, Op]] = []
            if i and j:
                op = (one[i - 1], other[j - 1])
                options.append((best[i - 1, j - 1][0] + table[op], op))
            if i:
                options.append((best[i - 1, j][0] + table[one[i - 1], ""], (one[i - 1], "")))
            if j:
                options.append((best[i, j - 1][0] + table["", other[j - 1]], ("", other[j - 1])))
            if options:
                best[i, j] = max(options)
    ops, i, j = [], len(one), len(other)
    while last := best[i, j][1]:
        ops.append(last)
        i, j = i - bool(last[0]), j - bool(last[1])
    return ops


def learn(pairs: Sequence[Pair], *, symmetric: bool) -> dict[Op, tuple[float, int]]:
    """Return the weight of each pair of letters, and how often it was seen."""
    alphabet = letters()
    every = [(one, other) for one in ("", *alphabet) for other in ("", *alphabet) if one or other]
    table = {op: start(*op) for op in every}
    if symmetric:
        pairs = [*pairs, *((other, one) for one, other in pairs)]
    firsts = Counter("".join(one for one, _ in pairs))
    seconds = Counter("".join(other for _, other in pairs))
    seen: Counter[Op] = Counter()
    for _ in range(ROUNDS):
        seen = Counter(op for one, other in pairs for op in align(table, one, other))
        table = weigh(seen, firsts, seconds, every)
    return {op: (table[op], seen[op]) for op in every}


def weigh(seen: Counter[Op], firsts: Counter[str], seconds: Counter[str], every: Sequence[Op]) -> dict[Op, float]:
    """Return how much oftener than by chance each pair of letters was seen, rare ones by pairs of their sort."""
    total = seen.total()

    def chance(op: Op) -> float:
        one = (firsts[op[0]] + RARE) / firsts.total() if op[0] else 1.0
        other = (seconds[op[1]] + RARE) / seconds.total() if op[1] else 1.0
        return one * other

    by_sort: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    for op in every:
        by_sort[sort_of(*op)] += seen[op]
        expected[sort_of(*op)] += chance(op)  # type: ignore[assignment]
    out = {}
    for op in every:
        usual = (by_sort[sort_of(*op)] + RARE) / (expected[sort_of(*op)] * total)
        share = (seen[op] + PRIOR * usual) / (chance(op) * total + PRIOR)
        out[op] = max(math.log(share), LEAST)
    return out


def rows_of(pair: str, table: dict[Op, tuple[float, int]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of a pair of scripts: what was seen, the same letter, each letter alone, and all else as one."""
    unseen = [weight for (one, other), (weight, seen) in table.items() if one and other and one != other and not seen]
    firsts = [weight for (_, other), (weight, seen) in table.items() if not other and not seen]
    seconds = [weight for (one, _), (weight, seen) in table.items() if not one and not seen]
    yield pair, "?", "?", f"{sum(unseen) / len(unseen):.2f}"
    yield pair, "?", "", f"{min(firsts, default=-5.0):.2f}"
    yield pair, "", "?", f"{min(seconds, default=-5.0):.2f}"
    for (one, other), (weight, seen) in sorted(table.items()):
        if seen or one == other:
            yield pair, one, other, f"{weight:.2f}"


def main(folder: Path) -> None:
    """Learn from a folder of labelled data and write the table."""
    pairs = sounds_by_pair(spellings(folder))
    rows: list[tuple[str, str, str, str]] = []
    for pair, some in sorted(pairs.items()):
        print(f"{pair}: {len(some)} pairs of spellings")
        rows += rows_of(pair, learn(some, symmetric=pair == "same"))
    write(MODELS / "letters.csv", ("scripts", "one", "other", "weight"), rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
