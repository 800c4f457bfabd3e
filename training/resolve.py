# ruff: noqa: INP001, T201  (a script that prints its progress)
"""Learn how much each fact counts when one of several places of a name is chosen, and how sure an answer is.

    python training/resolve.py ../shared/eval            learn
    python training/resolve.py ../shared/eval --table    print how often answers of the dev parts are right, by score

Reads ``places/idrisi_da.train.jsonl`` and ``reports/open.train.jsonl`` of the folder given, and makes texts of its own:
a name that several places bear, among the neighbours, the unit, the country or the generic word of one of them. Writes
the weights of ``seeds/models/resolve.csv`` (natural logarithms of odds), which stay near the ``prior`` that stands
beside each where the texts say little. A link whose point none of the name's places is near teaches nothing about
choosing.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from gazetteer import Gazetteer, load
from gazetteer.arabic import normalise
from gazetteer.distance import great_circle_km
from gazetteer.place import Match, Place
from gazetteer.seeds import read_csv
from geo.text import read
from geo.toponyms import weights as weights_module
from geo.toponyms.geodesy import bearing
from geo.toponyms.mentions import find_in
from geo.toponyms.recognise import recognise
from geo.toponyms.resolve import options, settled
from geo.toponyms.weights import Fact

SEED = 11
MADE = 1000
ROUNDS = 2
STEPS = 300
RATE = 0.05
PULL = 0.06
"""How strongly a weight is held to its prior, for each example and each square of the prior's size."""
RIGHT_KM = 25.0
APART_KM = 60.0
NEIGHBOUR_KM = 45.0
ARAB = frozenset("SY LB PS JO IQ EG SD LY TN DZ MA SA YE OM AE QA BH KW IL SO MR".split())  # noqa: SIM905
WEIGHTS = {"reports/open": 4.0, "places/idrisi_da": 1.0}
MADE_WEIGHT = 0.4
HIDDEN = 0.3
"""Share of the made texts whose place is taken out of the choice, so that none of the name's places is right."""
TABLE = Path(__file__).parents[1] / "seeds" / weights_module.TABLE
AREA_KM = 110.0
"""A link so near to a town that bears its name is to the area around the town; it is not judged."""
SETTLEMENTS = frozenset({"city", "town", "village"})
AREAS = frozenset({"governorate", "district"})
STEPS_OF_SCORE = (0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
FIXED = ("score", "score_chosen", "score_named")

HEADS = {
    "city": "مدينة",
    "town": "بلدة",
    "village": "قرية",
    "camp": "مخيم",
    "neighbourhood": "حي",
    "governorate": "محافظة",
    "district": "قضاء",
}
SIDES = ("شمال", "شمال شرق", "شرق", "جنوب شرق", "جنوب", "جنوب غرب", "غرب", "شمال غرب")
OPENINGS = (
    "أفادت مصادر محلية بسقوط قذائف على {name}",
    "أصيب عدد من المدنيين في انفجار وقع في {name} صباح اليوم",
    "قال شهود إن اشتباكات اندلعت في {name}",
    "استهدفت غارة جوية {name} فجر الأحد",
    "فرضت قوات الأمن حظرا للتجول في {name}",
)
FAR = ("وفي واشنطن", "من جهتها، قالت موسكو", "وأعلنت الأمم المتحدة في جنيف", "وفي القاهرة", "")


@dataclass(frozen=True)
class Example:
    """One name: the facts on each of its places, and which of them are right."""

    facts: np.ndarray
    """One row a place, one column a fact."""
    right: np.ndarray
    weight: float


@dataclass(frozen=True)
class Labelled:
    """A text and the points of its names."""

    text: str
    outlet: str | None
    links: tuple[tuple[int, int, float, float, float], ...]
    """Start, end, latitude, longitude, and how many kilometres off is right still."""
    weight: float


@dataclass(frozen=True)
class Judged:
    """An answer to a labelled text."""

    score: float
    chosen: float
    """How likely its place is among the name's."""
    named: float
    """How likely the words name a place."""
    weight: float
    right: bool


def labelled(folder: Path, part: str = "train") -> Iterator[Labelled]:
    """Yield the labelled texts of a part."""
    for name, weight in WEIGHTS.items():
        for line in (folder / f"{name}.{part}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            links = tuple(
                (link["start"], link["end"], link["lat"], link["lon"], max(link.get("radius_km") or 0.0, RIGHT_KM))
                for link in row.get("links") or row.get("mentions") or ()
                if link.get("lat") is not None
            )
            yield Labelled(row["text"], row.get("outlet"), links, weight)


def made(gazetteer: Gazetteer) -> Iterator[Labelled]:
    """Yield texts about places that share their names with others."""
    random = np.random.default_rng(SEED)
    places = [
        place
        for _, row in read_csv("places.csv")
        if row["country"] in ARAB and (place := gazetteer.get(row["id"])) is not None and place.kind != "country"
    ]
    shared = [place for place in places if _is_shared(gazetteer, place)]
    for at in random.integers(len(shared), size=MADE):
        place = shared[at]
        near = [other for other in places if other.country == place.country and 0 < _km(place, other) < NEIGHBOUR_KM]
        text = _told(place, near, random)
        yield Labelled(text, None, (_link(text, place),), MADE_WEIGHT)


def _link(text: str, place: Place) -> tuple[int, int, float, float, float]:
    start = text.index(str(place.name_ar))
    return start, start + len(str(place.name_ar)), place.lat, place.lon, 5.0


def _is_shared(gazetteer: Gazetteer, place: Place) -> bool:
    if place.name_ar is None:
        return False
    return any(_km(place, match.place) > APART_KM for match in gazetteer.named(normalise(place.name_ar)))


def _km(one: Place, other: Place) -> float:
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


def _told(place: Place, near: Sequence[Place], random: np.random.Generator) -> str:
    """Return a text that tells which place is meant by what stands around it."""
    name = str(place.name_ar)
    head = HEADS.get(place.kind, "") if random.random() < 0.35 or place.kind in {"governorate", "district"} else ""  # noqa: PLR2004
    shown = f"{head} {name}".strip() if not name.startswith(head or "-") else name
    others = [other.name_ar for other in near if other.name_ar and name not in other.name_ar]
    tails = [""]
    if place.admin:
        tails += [
            f" في محافظة {place.admin}",
            f" في {place.admin}",
            f"، وذكرت مديرية الصحة في {place.admin} أن شخصين أصيبا",
        ]
    if others:
        first, second = (others[i] for i in random.integers(len(others), size=2))
        tails += [f" و{first}", f" وبلدتي {first} و{second}", f". كما سمع دوي انفجارات في {first} و{second}"]
        other = near[int(random.integers(len(near)))]
        if other.name_ar and name not in other.name_ar:
            side = SIDES[round(bearing(other, place) / 45) % len(SIDES)]
            tails += [f" {side} {other.name_ar}"] * 2
    opening = OPENINGS[random.integers(len(OPENINGS))].format(name=shown)
    tail = tails[random.integers(len(tails))]
    end = FAR[random.integers(len(FAR))]
    return f"{opening}{tail}. {end}".strip()


def examples(texts: Iterable[Labelled], gazetteer: Gazetteer, names: Sequence[str]) -> Iterator[Example]:
    """Yield what the library as it stands would weigh, one example a linked name."""
    columns = {name: index for index, name in enumerate(names)}
    random = np.random.default_rng(SEED)
    for text in texts:
        doc = read(text.text)
        report = settled(doc, recognise(doc, gazetteer), text.outlet)
        for index, question in enumerate(report.questions):
            start, end = doc.tokens[question.item.first].start, doc.tokens[question.item.last - 1].end
            link = next((link for link in text.links if link[0] < end and start < link[1] and link[1] == end), None)
            weighed = options(report, index) if link is not None else []
            if link is None or not weighed:
                continue
            right = np.array([_is_right(match, link) for match, _ in weighed])
            if not right.any() or _is_undecided(weighed, right):
                continue
            if text.weight == MADE_WEIGHT and random.random() < HIDDEN and _tells(weighed, right):
                weighed = [option for option, good in zip(weighed, right, strict=True) if not good]
                right = np.zeros(len(weighed), dtype=bool)
            facts = np.zeros((len(weighed) + 1, len(names)))
            for row, (_, told) in enumerate(weighed):
                for fact in told:
                    facts[row, columns[fact.name]] += fact.value
            facts[-1, columns["none"]] = 1
            yield Example(facts, np.append(right, not right.any()), text.weight)


def _is_undecided(weighed: Sequence[tuple[Match, list[Fact]]], right: np.ndarray) -> bool:
    """Tell whether a town and the area around it both bear the name alone, and the link is to the area.

    Such links are those of a search that gives areas first: the texts do not say that the area is meant.
    """
    told = [fact.name for _, facts in weighed for fact in facts]
    kinds = {match.place.kind for (match, _), good in zip(weighed, right, strict=True) if good}
    return kinds <= AREAS and "area_without_head" in told


def _tells(weighed: Sequence[tuple[Match, list[Fact]]], right: np.ndarray) -> bool:
    """Tell whether the text says which place is meant, so that without it in the gazetteer none would be right."""
    told = {fact.name for (_, facts), good in zip(weighed, right, strict=True) if good for fact in facts}
    return not told.isdisjoint({"inside", "side", "sibling"}) and not right.all()


def _is_right(match: Match, link: tuple[int, int, float, float, float]) -> bool:
    return great_circle_km(match.place.lat, match.place.lon, link[2], link[3]) <= link[4]


def learn(data: Sequence[Example], prior: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Return the weights under which the right places are likeliest, held to the prior (full-batch Adam)."""
    found = start.copy()
    mean, square = np.zeros_like(found), np.zeros_like(found)
    total = sum(example.weight for example in data)
    size = np.maximum(np.abs(prior), 1.0)
    facts = np.concatenate([example.facts for example in data])
    right = np.concatenate([example.right for example in data])
    names = np.repeat(np.arange(len(data)), [len(example.right) for example in data])
    first = np.searchsorted(names, np.arange(len(data)))
    weight = np.array([example.weight for example in data]) / total
    for step in range(1, STEPS + 1):
        odds = facts @ found
        share = np.exp(odds - np.maximum.reduceat(odds, first)[names])
        share /= np.add.reduceat(share, first)[names]
        mass = np.maximum(np.add.reduceat(share * right, first), 1e-12)
        slope = facts.T @ (weight[names] * (share - share * right / mass[names])) + PULL * (found - prior) / size**2
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        found -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
    print(f"  loss {-weight @ np.log(mass):.4f}", flush=True)
    return found


def answers(texts: Iterable[Labelled], gazetteer: Gazetteer) -> Iterator[Judged]:
    """Yield each answer that can be judged; a name that the labels have not counts as wrong."""
    for text in texts:
        doc = read(text.text)
        chosen = recognise(doc, gazetteer)
        likelihood = {(q.item.first, q.item.last): q.likelihood for q in chosen}
        for located in find_in(doc, gazetteer=gazetteer, outlet=text.outlet):
            mention = located.mention
            link = next((k for k in text.links if k[0] < mention.end and mention.start < k[1]), None)
            if mention.place is None:
                continue
            off = great_circle_km(mention.place.lat, mention.place.lon, *link[2:4]) if link is not None else None
            right = link is not None and off is not None and off <= link[4]
            if not right and off is not None and off <= AREA_KM and mention.place.kind in SETTLEMENTS:
                continue
            named = likelihood[located.first, located.last]
            yield Judged(mention.score, mention.candidates[0].score, named, text.weight, right=right)


def calibrate(rows: Sequence[Judged]) -> np.ndarray:
    """Return bias and two slopes of a logistic regression on the logarithms of odds; each set counts as much."""
    table = np.array([[1.0, weights_module.log_odds(row.chosen), weights_module.log_odds(row.named)] for row in rows])
    right = np.array([row.right for row in rows], dtype=float)
    sizes = Counter(row.weight for row in rows)
    weight = np.array([1 / sizes[row.weight] / len(sizes) for row in rows])
    found = np.array([0.0, 0.5, 0.5])
    for _ in range(4000):
        p = 1 / (1 + np.exp(-table @ found))
        found -= 0.1 * (table.T @ (weight * (p - right)))
    return found


def write(learnt: dict[str, float]) -> None:
    """Write the weights into the table, which keeps its priors and meanings."""
    rows = [row for _, row in read_csv(weights_module.TABLE)]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"weight": f"{learnt[row['fact']]:.2f}"} for row in rows)
    weights_module.learnt.cache_clear()


def main(folder: Path) -> None:
    """Learn from a folder of labelled data and write the table."""
    gazetteer = load()
    rows = [row for _, row in read_csv(weights_module.TABLE)]
    prior = {row["fact"]: float(row["prior"]) for row in rows}
    names = [name for name in prior if name not in FIXED]
    write(prior)
    given = list(labelled(folder))
    texts = [*given, *made(gazetteer)]
    start = held = np.array([prior[name] for name in names])
    for turn in range(ROUNDS):
        data = list(examples(texts, gazetteer, names))
        print(f"round {turn + 1}: {len(data)} names, {sum(len(e.right) > 2 for e in data)} of several places")  # noqa: PLR2004
        start = learn(data, held, start)
        write(prior | dict(zip(names, map(float, start), strict=True)))
    found = calibrate(list(answers(given, gazetteer)))
    scores = dict(zip(FIXED, map(float, found), strict=True))
    write(dict(zip(names, map(float, start), strict=True)) | scores)


def print_table(folder: Path) -> None:
    """Print, for the dev part of each set, how often answers of a score are right."""
    gazetteer = load()
    texts = list(labelled(folder, "dev"))
    for name, weight in WEIGHTS.items():
        rows = list(answers((text for text in texts if text.weight == weight), gazetteer))
        print(f"{name}.dev: {len(rows)} answers\n  score       n  mean  right")
        for low, high in pairwise(STEPS_OF_SCORE):
            some = [row for row in rows if low <= row.score < high]
            if some:
                mean, right = sum(r.score for r in some) / len(some), sum(r.right for r in some) / len(some)
                print(f"  {low:.2f}-{min(high, 1):.2f} {len(some):4d}  {mean:.2f}  {right:.2f}")


if __name__ == "__main__":
    if "--table" in sys.argv[2:]:
        print_table(Path(sys.argv[1]))
    else:
        main(Path(sys.argv[1]))
