"""The words around a place's name that say what part it plays, as tables of ``seeds/roles.toml`` and its neighbours."""

from functools import cache

from gazetteer.arabic import normalise
from gazetteer.seeds import read_toml

from . import lexicon
from .heads import generic_heads
from .morphology import stems

__all__ = [
    "bare",
    "compass",
    "containing",
    "is_head",
    "is_plain",
    "is_site_word",
    "relations",
    "role_after",
    "starts_bare",
    "undergoing",
    "verbs",
]


def role_after(word: str) -> str | None:
    """Return the role of a place after an ordinary word: of a body named in passing, or of a verb's object."""
    if any(stem in _background() for stem in stems(word)):
        return "background"
    return "object" if any(stem in _acts() for stem in stems(word)) else None


def is_site_word(word: str) -> bool:
    """Tell whether a word as it stands is a head (بلدة) or a relation (شمال), with nothing attached."""
    return word in relations() or word in generic_heads()


def bare(word: str) -> str:
    """Return a word of relation without the letter attached to it; any other word as it is."""
    return next((stem for stem in (word, *_one_letter_less(word)) if stem in relations()), word)


def _one_letter_less(word: str) -> tuple[str, ...]:
    return (word[1:],) if word[:1] in {"و", "ف", "ب", "ل"} else ()


def starts_bare(word: str, letter: str) -> bool:
    """Tell whether a letter with which a word begins is its own: برج, not ببرج."""
    return word in relations() or (word.startswith(letter) and word in generic_heads())


def is_head(word: str) -> bool:
    """Tell whether a word is a head of names (بلدة), with or without what is attached to it."""
    return any(stem in generic_heads() for stem in stems(word)[:4])


def is_plain(word: str, form: str) -> bool:
    """Tell whether a governing word stands whole: وفي is في, but عليها governs nothing that follows."""
    return form == "phrase" or any(word == prefix + w for prefix in ("", "و", "ف") for w in _governors())


@cache
def relations() -> dict[str, str]:
    """Return the words of relation (شمال، قرب), each with what it says."""
    return {normalise(word): row["relation"] for row in read_toml("roles.toml")["relation"] for word in row["words"]}


@cache
def containing() -> frozenset[str]:
    """Return the words before a place that make it the one in which the place named before lies."""
    rows = read_toml("roles.toml")["relation"]
    return frozenset(normalise(word) for row in rows for word in row.get("containing", ()))


@cache
def compass() -> frozenset[str]:
    """Return the words for directions, without the article."""
    rows = read_toml("roles.toml")["relation"]
    words = next(row["words"] for row in rows if row["relation"] == "side")
    return frozenset(normalise(word) for word in words if not word.startswith("ال"))


@cache
def _governors() -> frozenset[str]:
    return frozenset(normalise(word) for row in read_toml("roles.toml")["governor"] for word in row["words"])


@cache
def _background() -> frozenset[str]:
    return frozenset(form for form, _ in lexicon.load("roles:background").forms())


@cache
def verbs() -> frozenset[str]:
    """Return the forms of the verbs that tell of incidents or carry their nouns."""
    forms = lexicon.load("events:trigger", "clauses:light").forms()
    return frozenset(form for form, tense in forms if tense != "noun")


@cache
def undergoing() -> frozenset[str]:
    """Return the forms of the verbs whose subject was hit: تعرض."""
    entries = lexicon.load("clauses:light").entries
    return frozenset(form for form, _ in lexicon.Lexicon(e for e in entries if e.id == "undergo").forms())


@cache
def _acts() -> frozenset[str]:
    forms = lexicon.load("events:trigger", "clauses:light", "weapons:weapon").forms()
    return frozenset(form for form, _ in forms)
