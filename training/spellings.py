# ruff: noqa: INP001  (what two scripts share)
"""Names to learn from: labelled ones, and ones misspelt as hasty hands would."""

import csv
import json
import random
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from gazetteer.seeds import read_toml

MODELS = Path(__file__).parents[1] / "seeds" / "models"
SEED = 7
LOST, DOUBLED, SWAPPED = 0.25, 0.4, 0.6
"""Up to which draw of chance a letter is lost, doubled, or swapped with the next; else it is taken for another."""


def read_names(folder: Path, part: str) -> list[dict[str, Any]]:
    """Return the labelled names of a part, ``train`` or ``dev``."""
    lines = (folder / "names" / f"redalert.{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@lru_cache(maxsize=1)
def confused() -> tuple[str, ...]:
    """Return groups of Arabic letters that are taken for one another."""
    return tuple(read_toml("skeleton.toml")["confused"]["groups"])


def slip(name: str, pick: random.Random) -> str:
    """Return a name with one letter lost, doubled, swapped with the next or taken for another."""
    at = pick.randrange(1, max(2, len(name) - 1))
    kind = pick.random()
    if kind < LOST:
        return name[:at] + name[at + 1 :]
    if kind < DOUBLED:
        return name[:at] + name[at] * 2 + name[at + 1 :]
    if kind < SWAPPED:
        return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
    for group in pick.sample(confused(), len(confused())):
        where = [at for at, letter in enumerate(name) if letter in group]
        if where:
            at = pick.choice(where)
            return name[:at] + pick.choice(group.replace(name[at], "")) + name[at + 1 :]
    return name


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
