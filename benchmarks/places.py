"""How fast place names are found in text, beside what a user would pick instead.

    python -m pip install --group bench
    python -m benchmarks.places ../shared/eval

All read the same texts of 2,500 characters, put together from labelled news and encyclopaedia sentences, on one core,
in one run, each text once: what is kept of a word met before helps each of them as it would at work. Ours reads them
a second time too: how fast it is where it has met every word. spaCy's
PhraseMatcher on a blank Arabic pipeline and FlashText match the same Arabic names as the built-in gazetteer has;
neither tells a name from the same word otherwise used, sees through attached و ف ب ل ك, or says which place is meant.
The last part shows that the time grows with the text and no faster, on hostile text too.
"""

import gc
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import gazetteer
import geo
from gazetteer.arabic import is_arabic

CHARACTERS = 1_600_000
LENGTH = 2_500
WARM = 40
SEED = 7
SETS = ("newsfane", "wikifane", "wojood", "aqmar")
Find = Callable[[str], Sequence[object]]


def texts(folder: Path) -> list[str]:
    """Return long texts put together from the labelled sentences."""
    rows = [
        json.loads(line)["text"]
        for name in SETS
        for part in ("train", "dev")
        for line in (folder / "places" / f"{name}.{part}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    random.Random(SEED).shuffle(rows)  # noqa: S311  an order, not a secret
    joined = "\n".join(rows)[:CHARACTERS]
    return [joined[at : at + LENGTH] for at in range(0, len(joined), LENGTH)]


def arabic_names() -> list[str]:
    """Return the Arabic names of the built-in gazetteer, in normal form."""
    store = gazetteer.load().store
    return [name for name in map(store.names.restore_key, range(len(store.names))) if is_arabic(name)]


def phrase_matcher(names: Iterable[str]) -> Find:
    """Return spaCy's phrase matcher over names."""
    import spacy  # noqa: PLC0415  needed here alone
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    pipeline = spacy.blank("ar")
    matcher = PhraseMatcher(pipeline.vocab)
    matcher.add("place", list(pipeline.tokenizer.pipe(names)))

    def find(text: str) -> Sequence[object]:
        found: Sequence[object] = matcher(pipeline(text))
        return found

    return find


def flashtext(names: Iterable[str]) -> Find:
    """Return FlashText's matching over names, told that Arabic letters are letters."""
    from flashtext import KeywordProcessor  # noqa: PLC0415  needed here alone

    processor = KeywordProcessor()
    processor.set_non_word_boundaries({*processor.non_word_boundaries, *map(chr, range(0x621, 0x6D4))})
    for name in names:
        processor.add_keyword(name)
    return processor.extract_keywords  # type: ignore[no-any-return]  ships no types


def seconds(find: Find, some: Sequence[str]) -> float:
    """Return how long a pass over texts takes, in seconds of processor time."""
    gc.collect()
    start = time.process_time()
    for text in some:
        find(text)
    return time.process_time() - start


def compare(some: Sequence[str]) -> None:
    """Print characters a second of each, and how many times as fast as it `find_places` is."""
    names = arabic_names()
    finders = {
        "geo.find_places": geo.find_places,
        "spaCy PhraseMatcher": phrase_matcher(names),
        "FlashText": flashtext(names),
    }
    took = {name: (seconds(find, some[:WARM]), seconds(find, some[WARM:]))[1] for name, find in finders.items()}
    size = sum(map(len, some[WARM:]))
    ours = took["geo.find_places"]
    took["geo.find_places, again"] = seconds(geo.find_places, some[WARM:])
    print(f"{len(some) - WARM} texts of {LENGTH} characters, {len(names):,} names")
    for name, time_taken in took.items():
        speed = f"{size / time_taken:12,.0f} characters/s"
        print(f"{name:22} {speed}   find_places x {time_taken / ours:5.2f}")


def hostile() -> Iterable[tuple[str, str]]:
    """Yield what a text is made of, and a thousand characters or so of it."""
    yield "a generic head again and again", "مدينة بلدة قرية مخيم " * 48
    yield "one name without a space", "بيروت" * 200
    yield "names joined by underscores", "#" + "حلب_" * 250
    yield "attached particles", "وبالوبالفبال " * 77
    yield "vowel signs", "ب" + "\u064e" * 999
    yield "directions", "شمال غرب " * 111
    yield "punctuation", "،.؛!" * 250
    yield "open tags", "<" * 1000


def linear() -> None:
    """Print seconds for 100,000 and 1,000,000 characters of hostile text, and the ratio of both."""
    for name, text in hostile():
        short, long = (seconds(geo.find_places, [text * count]) for count in (100, 1_000))
        print(f"{name:32} {short:7.2f} s {long:7.2f} s   x {long / max(short, 1e-3):5.1f}")


def main(folder: str = "../shared/eval") -> None:
    """Print the figures."""
    compare(texts(Path(folder)))
    print("hostile text of 100,000 and of 1,000,000 characters")
    linear()


if __name__ == "__main__":
    main(*sys.argv[1:])
