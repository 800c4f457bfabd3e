# ruff: noqa: INP001, T201  (a script that prints its progress)
"""Learn which accounts are news of something that happened, and how sure an incident is.

    python training/news.py ../shared/eval            learn
    python training/news.py ../shared/eval --sure     learn only how sure an incident is
    python training/news.py ../shared/eval --table    print how often rows of the dev parts are right, by confidence

Reads ``sentences/assault.train.jsonl``, ``reports/open.train.jsonl`` and ``reports/fpv_lebanon.train.jsonl`` of the
folder given, and writes the weights of ``seeds/models/news.csv`` (natural logarithms of odds). A sentence that reports
an assault has at least one account that is news, the likeliest; of another none is. An account of a report is news
where one of the report's incidents is of such a kind and near.
"""

import csv
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer.distance import great_circle_km
from geo import Report
from geo.incident import Incident
from geo.pipeline import incidents_of
from geo.reading import compose, finish, news
from geo.reading.accounts import Account
from geo.reading.draft import loosely_same_kind

OUT = Path(__file__).parents[1] / "seeds" / "models" / "news.csv"
PULL = 8.0
DEV_PULL = 0.1
RARE = 6
WORD = "word "
WORD_PULL = 20.0
WORD_RARE = 20
"""Words beside an account are many and say little each: they are held to 0 harder, and the rarer are left out."""
FOLDS = 5
RECALL = 0.84
"""The share of sentences that report an assault which is kept, on folds that the weights were not learnt from."""
ROUNDS = 4
STEPS = 60
YES = 5.0
DOUBTFUL = 0.6
REPORTS = ("reports/open", "reports/fpv_lebanon")
REPORT = 4.0
AREA_KM = 15.0
SURE_REPORT = 4.0
"""What a row of a report weighs beside one of a sentence that was chosen for being doubtful."""
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)

Row = dict[str, Any]
Facts = frozenset[str]


@dataclass(frozen=True)
class Bag:
    """Accounts of which at least one is news, or none."""

    accounts: tuple[Facts, ...]
    news: bool
    weight: float
    of: str
    """The document that they are from."""
    sentence: bool = False


class Recorder:
    """Stands in for `news.odds` and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Account, Facts]] = []

    def __call__(self, account: Account, *, goes_on: bool) -> float:
        """Take what the rule of thumb takes, so that what follows in the report is read as it would be."""
        facts = frozenset(news.facts_of(account, goes_on=goes_on))
        self.asked.append((account, facts))
        return 1.0 if facts & {"says enough", "count alone"} else -1.0


def rows(folder: Path, name: str, part: str) -> Iterator[Row]:
    """Yield the rows of a set."""
    for line in (folder / f"{name}.{part}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def read(row: Row) -> list[Incident]:
    """Return the incidents of a row's text."""
    day = row.get("published") or row.get("date")
    published = dt.date.fromisoformat(day) if day else None
    return incidents_of(Report(id=row["id"], text=row["text"], published=published, outlet=row.get("outlet")))


def bags(folder: Path) -> Iterator[Bag]:
    """Yield what the training parts teach."""
    recorder, before = Recorder(), compose.odds  # type: ignore[attr-defined]
    compose.odds = recorder  # type: ignore[attr-defined]
    for row in rows(folder, "sentences/assault", "train"):
        recorder.asked.clear()
        read(row)
        every = tuple(facts for _, facts in recorder.asked)
        of = row["id"].rpartition("-")[0]
        if row["label"] == "yes":
            yield Bag(every, news=True, weight=YES, of=of, sentence=True)
        elif every and row["label"] in {"easy no", "difficult no"}:
            weight = 1.0 if row["label"] == "easy no" else DOUBTFUL
            yield Bag(every, news=False, weight=weight, of=of, sentence=True)
    for name in REPORTS:
        for row in rows(folder, name, "train"):
            recorder.asked.clear()
            read(row)
            for account, facts in recorder.asked:
                is_news = any(told(account, one) for one in row["incidents"])
                yield Bag((facts,), news=is_news, weight=REPORT, of=row["id"])
    compose.odds = before  # type: ignore[attr-defined]


def told(account: Account, gold: Row) -> bool:
    """Tell whether an account can be of a labelled incident."""
    if not loosely_same_kind(account.kind, gold["kind"]):
        return False
    site = account.site
    if site is None or site.lat is None or site.lon is None or gold.get("lat") is None:
        return True
    near = (gold.get("radius_km") or 0.0) + AREA_KM
    return great_circle_km(site.lat, site.lon, gold["lat"], gold["lon"]) <= near


def learn(teaching: list[Bag]) -> dict[str, float]:
    """Return the weights: a logistic regression in which the likeliest account stands for a bag that is news."""
    counts = Counter(fact for bag in teaching for facts in bag.accounts for fact in facts)
    names = sorted(fact for fact, count in counts.items() if count >= (WORD_RARE if fact.startswith(WORD) else RARE))
    at = {name: index for index, name in enumerate(names)}
    pull = np.array([WORD_PULL if name.startswith(WORD) else PULL for name in names])
    tables = [np.array([[float(n in facts) for n in names] for facts in bag.accounts]) for bag in teaching]
    weights = np.zeros(len(names))
    weights[at["says enough"]] = 1.0
    for _ in range(ROUNDS):
        x: list[np.ndarray] = []
        y: list[float] = []
        s: list[float] = []
        for bag, table in zip(teaching, tables, strict=True):
            if not bag.accounts:
                continue
            taken = table[[int(np.argmax(table @ weights))]] if bag.news else table
            x.extend(taken)
            y.extend([float(bag.news)] * len(taken))
            s.extend([bag.weight / len(taken) ** 0.5] * len(taken))
        weights = fit(np.array(x), np.array(y), np.array(s), weights, pull)
    return dict(zip(names, weights.tolist(), strict=True))


def margin(teaching: list[Bag]) -> float:
    """Return the odds at which so many sentences that report an assault are still kept, learnt from other folds."""
    of = {name: number % FOLDS for number, name in enumerate(sorted({bag.of for bag in teaching}))}
    reached: list[float] = []
    for fold in range(FOLDS):
        weights = learn([bag for bag in teaching if of[bag.of] != fold])
        reached += [best(bag, weights) for bag in teaching if of[bag.of] == fold and bag.sentence and bag.news]
    reached.sort(reverse=True)
    return reached[round(RECALL * len(reached)) - 1]


def best(bag: Bag, weights: Mapping[str, float]) -> float:
    """Return the odds of the likeliest account of a sentence."""
    odds = (
        sum(weights.get(fact, 0.0) for fact in facts) + news.CERTAIN * ("says all" in facts) for facts in bag.accounts
    )
    return max(odds, default=-sys.float_info.max)


def fit(x: np.ndarray, y: np.ndarray, s: np.ndarray, weights: np.ndarray, pull: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression that is held to 0, by Newton's steps."""
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (s * (p - y)) + pull * weights
        curvature = (x.T * (s * p * (1 - p))) @ x + np.diag(pull)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if abs(step).max() < 1e-6:  # noqa: PLR2004
            break
    return weights


def certainty(folder: Path) -> dict[str, float]:
    """Return how much each sign of a row says of its being right, learnt from the training parts.

    What would speak against a row although it adds to it (a day of its own) is left out. Rules and signs were made on
    the training parts, so that rows of others are right less often: the dev parts say by how much (`_tempered`).
    """
    signs, y, weight = signs_of(folder, "train")
    names = sorted(signs[0])
    while True:
        x = np.array([[sign[name] for name in names] for sign in signs])
        found = fit(x, y, weight, np.zeros(len(names)), np.ones(len(names)))
        against = [
            name for name, one in zip(names, found, strict=True) if one < 0 and name not in {"always", "claimed"}
        ]
        if not against:
            return _tempered(folder, dict(zip(names, found.tolist(), strict=True)))
        names = [name for name in names if name not in against]


def _tempered(folder: Path, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the weights stretched and shifted so that the dev parts are right as often as they say (Platt)."""
    signs, y, _ = signs_of(folder, "dev")
    odds = [sum(weight * sign[name] for name, weight in weights.items()) for sign in signs]
    x = np.array([[one, 1.0] for one in odds])
    stretch, shift = fit(x, y, np.ones(len(y)), np.array([1.0, 0.0]), np.full(2, DEV_PULL)).tolist()
    return {f"sure: {name}": stretch * weight + shift * (name == "always") for name, weight in weights.items()}


def signs_of(folder: Path, part: str) -> tuple[list[Mapping[str, float]], np.ndarray, np.ndarray]:
    """Return the signs of each row read from a part of the data, whether it is right, and how much it counts."""
    signs: list[Mapping[str, float]] = []
    y: list[float] = []
    weight: list[float] = []
    before = finish.sure  # type: ignore[attr-defined]

    def record(one: Mapping[str, float]) -> float:
        signs.append(one)
        return 0.5

    finish.sure = record  # type: ignore[attr-defined,assignment]
    for name in (*REPORTS, "sentences/assault"):
        for row in rows(folder, name, part):
            if row.get("label") == "ambiguous":
                continue
            known = row.get("incidents")
            y += [right(one, known) if known is not None else row["label"] == "yes" for one in read(row)]
            weight += [SURE_REPORT if known is not None else 1.0] * (len(y) - len(weight))
    finish.sure = before  # type: ignore[attr-defined]
    return signs, np.array(y, dtype=float), np.array(weight)


def write(weights: dict[str, float]) -> None:
    """Write the table, the facts in order."""
    with OUT.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["fact", "weight"])
        out.writerows([name, f"{weight:.2f}"] for name, weight in sorted(weights.items()))


def table(folder: Path) -> None:
    """Print how often rows are right, by their confidence: incidents of reports, and sentences that report one."""
    judged: list[tuple[float, bool]] = []
    for name in REPORTS:
        for part in ("train", "dev"):
            for row in rows(folder, name, part):
                judged += [(one.confidence, right(one, row["incidents"])) for one in read(row)]
    print_bins("reports, train and dev", judged)
    said = []
    for row in rows(folder, "sentences/assault", "dev"):
        if row["label"] != "ambiguous":
            said += [(one.confidence, row["label"] == "yes") for one in read(row)]
    print_bins("sentences, dev", said)


def right(one: Incident, gold: list[Row]) -> bool:
    """Tell whether a labelled incident is of such a kind and near."""
    for row in gold:
        if not loosely_same_kind(one.kind, row["kind"]):
            continue
        if one.lat is None or one.lon is None or row.get("lat") is None:
            if (one.lat is None) == (row.get("lat") is None):
                return True
        elif great_circle_km(one.lat, one.lon, row["lat"], row["lon"]) <= (row.get("radius_km") or 5):
            return True
    return False


def print_bins(name: str, judged: list[tuple[float, bool]]) -> None:
    """Print of each bin the number of rows, their mean confidence and the share that is right."""
    print(name)
    for low, high in pairwise(BINS):
        inside = [pair for pair in judged if low <= pair[0] < high]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            share = sum(r for _, r in inside) / len(inside)
            print(
                f"  {low:.1f} to {min(high, 1.0):.1f}: {len(inside):4d} rows, confidence {mean:.2f}, right {share:.2f}"
            )


def main(arguments: list[str], do: Callable[[Path], None] = table) -> None:
    """Learn and write, or print the table."""
    folder = Path(arguments[0])
    if "--table" in arguments:
        do(folder)
        return
    if "--sure" in arguments:
        told = {name: float(weight) for name, weight in list(csv.reader(OUT.open(encoding="utf-8")))[1:]}
        write({name: one for name, one in told.items() if not name.startswith("sure: ")} | certainty(folder))
        return
    teaching = list(bags(folder))
    weights = learn(teaching)
    print(f"odds at which {RECALL:.0%} of sentences in other folds are kept: {(least := margin(teaching)):.2f}")
    weights["always"] -= max(0.0, least)
    write(weights)
    news.forget()
    weights |= certainty(folder)
    write(weights)
    print(f"{len(teaching)} accounts or sentences, {len(weights)} weights written to {OUT.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
