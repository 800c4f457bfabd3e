# ruff: noqa: INP001, T201  (a script that prints what it measures)
"""Measure how many names of places are found, of names that the training texts label and of others.

    python training/measure.py ../shared/eval [set ...]

Prints, for each ``*.dev.jsonl``, precision, recall and F1 of `geo.find_places` as ``score.py`` of that folder matches
spans, and recall by whether the normal form of the name is labelled anywhere in the training parts (seen) or not. Sets
whose texts lie in pieces (``و قال``) are measured again as news is written (``وقال``).
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from labelled import SETS, TOKENISED, Row, joined, name_of, rows

import geo
from gazetteer.arabic import clitics


def scorer(folder: Path) -> Any:  # noqa: ANN401  (a module)
    """Return the module ``score.py`` of the data's folder."""
    spec = spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        msg = f"there is no score.py in {str(folder)!r}"
        raise FileNotFoundError(msg)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(score: Any, row: Row) -> list[tuple[int, int]]:  # noqa: ANN401
    """Return the spans of the places of one row."""
    if "mentions" in row:
        return [(m["start"], m["end"]) for m in row["mentions"]]
    return [(a, b) for a, b, kind in row["spans"] if kind in score.PLACE_TYPES or "links" in row]


def known_names(score: Any, folder: Path) -> set[str]:  # noqa: ANN401
    """Return the normal form of every name that the training parts label, with and without what is attached."""
    found = set()
    for name in SETS:
        for row in rows(folder, name, "train"):
            for span in gold(score, row):
                found |= forms(name_of(row["text"], span))
    return found


def forms(name: str) -> set[str]:
    """Return a name in normal form and what may be left of it without attached particles."""
    return {reading.stem for reading in clitics(name)}


def measure(score: Any, some: Iterable[Row], seen: set[str]) -> str:  # noqa: ANN401
    """Return one line of figures on some rows."""
    count: Counter[str] = Counter()
    for row in some:
        found = [(m.start, m.end) for m in geo.find_places(row["text"])]
        count["found"] += len(found)
        for span in gold(score, row):
            kind = "seen" if forms(name_of(row["text"], span)) & seen else "unseen"
            count[kind] += 1
            count[f"{kind} found"] += any(score.same_span(row["text"], span, other) for other in found)
    hits, wanted = count["seen found"] + count["unseen found"], count["seen"] + count["unseen"]
    precision, recall = hits / max(1, count["found"]), hits / max(1, wanted)
    f1 = 2 * hits / max(1, count["found"] + wanted)
    parts = [f"{k} {count[f'{k} found'] / max(1, count[k]):.3f} of {count[k]}" for k in ("seen", "unseen")]
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   recall: {'   '.join(parts)}"


def variants(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, list[Row]]]:
    """Yield each set and, where its texts lie in pieces, the set as news is written."""
    for name in names:
        own = list(rows(folder, name, "dev"))
        yield name, own
        if name in TOKENISED:
            yield f"{name} joined", [joined(row) for row in own]


def main(folder: Path, *names: str) -> None:
    """Print the figures of some sets, or of all."""
    score = scorer(folder)
    seen = known_names(score, folder)
    for name, some in variants(folder, names or SETS):
        print(f"{name:24} {measure(score, some, seen)}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
