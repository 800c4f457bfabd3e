"""How fast reports are read, beside a BERT-base token classifier, and that a report costs the same among many.

    python -m pip install torch transformers    (for the comparison; left out where they are not installed)
    python -m benchmarks.extract ../shared/eval [REPORTS [CHARACTERS]]

The reports are 2,500 characters each, put together from labelled news and encyclopaedia sentences, so that words and
names are as varied as in a day's news. All is measured on one core in one run. The classifier has the architecture
that camel-tools uses and random weights, which change no timing; it is given one token a word, fewer than its own
tokenizer would make, so that its time is rather too short.

The last part reads REPORTS (10,000) of CHARACTERS (2,500) each as a stream, and prints after each tenth what a report
cost and how much memory the process holds. Each of these reports is put together anew, tells of an incident, and has
words that no report before it had, so that whatever is remembered of words fills up to its bound; the incidents found
are dropped after each tenth, so that what grows is not the output.
"""

import datetime as dt
import gc
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import geo

from .places import texts
from .robustness import UNITS

PUBLISHED = dt.date(2024, 5, 1)
WARM, MEASURED, CLASSIFIED = 100, 400, 3
LONGEST = 512
SEED = 7
SHORT = 60
"""Characters of a short sentence."""
UNSEEN = 3
LETTERS = "ابتجحدرسشصطعفقكلمنهي"


def reports(some: Sequence[str]) -> list[geo.Report]:
    """Return texts as reports."""
    return [geo.Report(id=str(at), text=text, published=PUBLISHED) for at, text in enumerate(some)]


def endless(some: Sequence[str], length: int) -> Iterator[geo.Report]:
    """Yield reports without end: sentences of all, shuffled anew for each, an event, and words never seen before."""
    sentences = [line for text in some for line in text.splitlines()]
    pick = random.Random(SEED)  # noqa: S311  a sample, not a secret
    number = 0
    while True:
        unseen = " ".join("".join(pick.choices(LETTERS, k=7)) for _ in range(UNSEEN))
        lines = [UNITS["an event"], unseen, *pick.sample(sentences, length // SHORT + 1)]
        yield geo.Report(id=str(number), text="\n".join(lines)[:length], published=PUBLISHED)
        number += 1


def seconds_reading(some: Sequence[geo.Report]) -> tuple[float, int]:
    """Return the processor time of reading reports, and how many incidents they tell of."""
    gc.collect()
    start = time.process_time()
    found = geo.extract(some)
    return time.process_time() - start, len(found)


def seconds_classifying(some: Sequence[str]) -> float | None:
    """Return the processor time of the classifier over texts; ``None`` where it is not installed."""
    try:
        import torch  # noqa: PLC0415  for the comparison alone
        from transformers import BertConfig, BertForTokenClassification  # noqa: PLC0415
    except ImportError:
        return None
    torch.set_num_threads(1)
    model = BertForTokenClassification(BertConfig(num_labels=9)).eval()
    start = time.process_time()
    with torch.no_grad():
        for text in some:
            words = len(text.split())
            for first in range(0, words, LONGEST - 2):
                length = min(LONGEST, words - first + 2)
                model(input_ids=torch.randint(5, 30_000, (1, length)))
    return time.process_time() - start


def compare(some: Sequence[str]) -> None:
    """Print reports a second of both."""
    seconds_reading(reports(some[:WARM]))
    took, found = seconds_reading(reports(some[WARM : WARM + MEASURED]))
    count = len(some[WARM : WARM + MEASURED])
    print(f"geo.extract            {count / took:10.1f} reports/s  ({found} incidents in {count} reports)")
    classified = seconds_classifying(some[:CLASSIFIED])
    if classified is None:
        print("BERT-base classifier    torch and transformers are not installed")
        return
    slow = CLASSIFIED / classified
    print(f"BERT-base classifier   {slow:10.2f} reports/s  geo.extract x {count / took / slow:.0f}")


def flat(some: Sequence[str], total: int, length: int) -> None:
    """Print cost and memory after each tenth of many reports, read as a stream."""
    stream = endless(some, length)
    step = max(total // 10, 1)
    print(f"{'reports':>10} {'ms a report':>12} {'MB':>6}")
    for done in range(step, total + 1, step):
        start = time.process_time()
        geo.extract(islice(stream, step), merge=False)
        took = (time.process_time() - start) / step
        print(f"{done:10,} {took * 1e3:12.2f} {resident_mb():6.0f}", flush=True)


def resident_mb() -> float:
    """Return how much memory the process holds now; where the system does not tell, the most it has held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


def main(folder: str = "../shared/eval", total: str = "10000", length: str = "2500") -> None:
    """Print the figures."""
    some = texts(Path(folder))
    compare(some)
    flat(some, int(total), int(length))


if __name__ == "__main__":
    main(*sys.argv[1:])
