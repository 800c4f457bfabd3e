# ruff: noqa: INP001  (a module of scripts)
"""Train the tagger of `geo.toponyms.tagger` with CRFsuite, and write its weights as a table."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite
from labelled import Text, overlaps

from gazetteer import Gazetteer
from geo.toponyms.candidates import Candidate, candidates
from geo.toponyms.facts import Facts, facts
from geo.toponyms.marks import flags_of, marks
from geo.toponyms.tagger import LABELS

__all__ = ["train"]

SETTINGS = {"c1": 0.3, "c2": 0.05, "max_iterations": 70, "feature.minfreq": 2}
LEAST = 3
NEVER = -9.0
Weights = dict[str, tuple[int, int, int]]


def train(some: Iterable[tuple[Text, Gazetteer]]) -> Weights:
    """Return the weights of each mark for a name's first word, first word with a particle, further word.

    They are hundredths, and relative to those for a word outside all names.
    """
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for text, gazetteer in some:
        found = candidates(text.doc, gazetteer)
        known = {item.name: known_facts(gazetteer, item.name) for item in found if item.known}
        rows = marks(text.doc.words, flags_of(found, known))
        for first, last, labels in decided(label(text, found)):
            trainer.append(pycrfsuite.ItemSequence(rows[first:last]), labels)
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return {**of_marks(info.state_features), **of_steps(info.transitions)}


@lru_cache(maxsize=65536)
def known_facts(gazetteer: Gazetteer, name: str) -> Facts | None:
    """Return what the gazetteer says of a name in normal form."""
    return facts(gazetteer.named(name))


def of_marks(learnt: dict[tuple[str, str], float]) -> Weights:
    """Return the weights of marks."""
    by_mark: dict[str, dict[str, float]] = {}
    for (mark, tag), weight in learnt.items():
        by_mark.setdefault(mark, {})[tag] = weight
    found = {mark: relative(row, row.get("O", 0.0)) for mark, row in by_mark.items()}
    return {mark: row for mark, row in found.items() if max(map(abs, row)) >= LEAST}


def of_steps(learnt: dict[tuple[str, str], float]) -> Weights:
    """Return the weights of one label after another, relative to a word outside after a word outside."""
    base = learnt.get(("O", "O"), 0.0)
    found: Weights = {}
    for one in LABELS:
        row = {other: learnt.get((one, other), NEVER) for other in LABELS}
        found[f">{one}"] = relative(row, base)
        found[f">{one}O"] = (round(100 * (row["O"] - base)), 0, 0)
    return found


def relative(row: dict[str, float], base: float) -> tuple[int, int, int]:
    """Return the weights of a row as hundredths above a base."""
    begins, attached, goes_on = (round(100 * (row.get(tag, 0.0) - base)) for tag in LABELS[1:])
    return begins, attached, goes_on


def label(text: Text, found: Sequence[Candidate]) -> list[str | None]:
    """Return the label of each token, ``None`` where the set gives no verdict."""
    tokens = text.doc.tokens
    labels: list[str | None] = [None if overlaps((token.start, token.end), text.undecided) else "O" for token in tokens]
    known = {(item.first, bool(item.prefix)) for item in found if item.known}
    for start, end in sorted(text.places, key=lambda span: (span[0], -span[1])):
        inside = [at for at, token in enumerate(tokens) if token.start < end and start < token.end]
        if not inside or any(labels[at] in {"B", "C", "I"} for at in inside):
            continue
        if tokens[inside[-1]].end != end:
            labels[inside[0] : inside[-1] + 1] = [None] * len(inside)
            continue
        first = inside[0]
        labels[first : inside[-1] + 1] = ["I"] * len(inside)
        attached = start > tokens[first].start or ((first, True) in known and (first, False) not in known)
        labels[first] = "C" if attached else "B"
    return labels


def decided(labels: Sequence[str | None]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the stretches without a token that has no label."""
    first = 0
    for at in range(len(labels) + 1):
        if at == len(labels) or labels[at] is None:
            stretch = [tag for tag in labels[first:at] if tag is not None]
            if stretch:
                yield first, at, stretch
            first = at + 1
