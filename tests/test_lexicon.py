"""The tables of words: every entry fires on its examples and stays silent on what it is not."""

from itertools import chain

import pytest

from gazetteer.arabic import normalise
from geo.reading import lexicon
from geo.reading.clauses import Clause, clauses
from geo.reading.events import find_triggers, find_weapons
from geo.reading.lexicon import Entry
from geo.reading.morphology import noun_forms, stems, verb_forms
from geo.reading.realis import Cues, effect_on
from geo.text import Document, read

TABLES = ("events:trigger", "weapons:weapon", "realis:cue")


def fired(entry: Entry, text: str) -> bool:
    """Tell whether an entry is found in a text as the reading of reports finds it."""
    doc = read(text)
    if entry.table == "trigger":
        return any(_tells(doc, entry, clauses(doc, number)) for number in range(len(doc.sentences)))
    if entry.table == "weapon":
        return any(hit.entry is entry for hit in find_weapons(doc, range(len(doc.tokens))))
    return any(hit.entry is entry for hit in lexicon.load("realis:cue").find(doc))


def _tells(doc: Document, entry: Entry, parts: list[Clause]) -> bool:
    """Tell whether an entry tells of an incident in a sentence, given by its clauses."""
    unreal = Cues(doc).unreal(parts)
    told = ((part, trigger) for part in parts for trigger in find_triggers(doc, part))
    return any(t.hit.entry is entry and effect_on(doc, part, t, unreal) is None for part, t in told)


def rows(key: str) -> list[object]:
    """Return each entry with each of its texts under a key, as pytest parameters."""
    entries = chain.from_iterable(lexicon.load(table).entries for table in TABLES)
    return [pytest.param(entry, text, id=f"{entry.id}: {text}") for entry in entries for text in entry.get(key, ())]


@pytest.mark.parametrize(("entry", "text"), rows("examples"))
def test_fires(entry: Entry, text: str) -> None:
    """An entry is found in each of its examples."""
    assert fired(entry, text)


@pytest.mark.parametrize(("entry", "text"), rows("not"))
def test_stays_silent(entry: Entry, text: str) -> None:
    """An entry is not found in what it lists as something else."""
    assert not fired(entry, text)


@pytest.mark.parametrize("table", TABLES)
def test_entries_are_whole(table: str) -> None:
    """Ids are unique; every entry has an example and a counter-example."""
    entries = lexicon.load(table).entries
    assert len({entry.id for entry in entries}) == len(entries)
    assert [entry.id for entry in entries if not (entry.get("examples") and entry.get("not"))] == []


@pytest.mark.parametrize(
    ("past", "present", "forms"),
    [
        ("قصف", "يقصف", {"قصفت", "قصفوا", "يقصف", "تقصف", "يقصفون"}),
        ("ألقى", "يلقي", {"القي", "القت", "القوا", "يلقي", "تلقي", "يلقون"}),
        ("أصاب", "يصيب", {"اصاب", "اصابت", "يصيب", "تصيب"}),
    ],
)
def test_verbs_are_inflected(past: str, present: str, forms: set[str]) -> None:
    """The persons that news uses are generated."""
    assert forms <= {form for form, _ in verb_forms(past, present)}


def test_future_is_told_apart() -> None:
    """What will be done is no report that it was."""
    assert dict(verb_forms("قصف", "يقصف"))["سيقصف"] == "future"


def test_nouns_have_duals_and_cases() -> None:
    """غارة gives غارتان, غارتين, غارتي and what a pronoun is attached to."""
    assert {"غاره", "غارتان", "غارتين", "غارتي", "غارت", "غارات"} <= set(noun_forms("غارة غارات"))


@pytest.mark.parametrize(("word", "stem"), [("وبغاراتها", "غارات"), ("للصواريخ", "صواريخ"), ("فأصيب", "اصيب")])
def test_stems(word: str, stem: str) -> None:
    """Clitics, article and pronoun come off."""
    assert stem in stems(normalise(word))
