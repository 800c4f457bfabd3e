"""Nouns that reports count: persons, munitions, attacks, things, units; their number as the word itself shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from gazetteer.arabic import normalise
from gazetteer.seeds import read_toml

from ..words import THIRD_PERSON, readings

__all__ = ["Noun", "noun", "written_forms"]

GrammaticalNumber = Literal["one", "two", "two?", "many"]
_PRONOUNS = (*THIRD_PERSON, "هن", "نا", "ي")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Noun:
    """One counted noun as it is written."""

    lemma: str
    """Its singular, or its plural where it has none, in normal form."""
    kind: str
    """``person``, ``killed`` and ``injured`` (persons by what befell them), ``munition``, ``attack``, ``time`` …"""
    category: str | None
    """Of a person: ``children``, ``women``, ``civilians`` …"""
    number: GrammaticalNumber
    """``two?`` is ـين that may be dual or plural."""
    construct: bool = False
    """A dual without its ن: what follows completes it."""
    article: bool = False
    pronoun: bool = False
    prefix: str = ""

    @property
    def is_person(self) -> bool:
        """Whether it stands for people."""
        return self.kind in {"person", "killed", "injured"}


def _sound(word: str) -> bool:
    return word.endswith(("ون", "ين"))


def _duals(singular: str) -> Iterator[tuple[str, bool]]:
    base = singular[:-1] + "ت" if singular.endswith("ه") else singular
    yield base + "ان", False
    yield base + "ين", False
    yield base + "ا", True
    yield base + "ي", True


def _inflect(lemma: str, kind: str, category: str | None, plurals: list[str]) -> Iterator[tuple[str, Noun]]:
    singular = None if lemma == "-" else lemma
    name = singular or plurals[0]
    sound = any(map(_sound, plurals))
    for plural in plurals:
        yield plural, Noun(name, kind, category, "many")
        if _sound(plural):
            yield plural[:-2] + "ون", Noun(name, kind, category, "many")
            yield plural[:-2] + "و", Noun(name, kind, category, "many")
    if singular is None:
        return
    yield singular, Noun(name, kind, category, "one")
    if not singular.endswith(("ه", "ا", "اء")):
        yield singular + "ا", Noun(name, kind, category, "one")
    for form, construct in _duals(singular):
        doubtful: GrammaticalNumber = "two?" if sound and form.endswith("ين") else "two"
        yield form, Noun(name, kind, category, doubtful, construct)


def _tables() -> Iterator[tuple[str, str, str | None]]:
    casualties = read_toml("casualties.toml")
    for kind in ("killed", "injured"):
        yield from ((words, kind, None) for words in casualties["victims"][kind])
    for category, nouns in casualties["persons"].items():
        yield from ((words, "person", None if category == "any" else category) for words in nouns)
    for kind, nouns in read_toml("numbers.toml")["nouns"].items():
        yield from ((words, kind, None) for words in nouns)


@cache
def _lexicon() -> dict[str, Noun]:
    """Return every form; a singular and a plural win over a dual, the first table over the later."""
    weak: dict[str, Noun] = {}
    strong: dict[str, Noun] = {}
    for words, kind, category in _tables():
        lemma, *plurals = (normalise(word) for word in words.split())
        for form, found in _inflect(lemma, kind, category, plurals):
            table = strong if found.number in {"one", "many"} and not found.construct else weak
            if found.number == "two?":
                strong.pop(form, None)
            table.setdefault(form, found)
    for form, found in weak.items():
        if found.number == "two?" or form not in strong:
            strong[form] = found
    return strong


@cache
def written_forms() -> frozenset[str]:
    """Return the forms of which every counted noun has one, also before a pronoun, where ة is ت and ء has a carrier."""
    forms = _lexicon()
    of_ta = (form[:-1] + "ت" for form in forms if form.endswith("ه"))
    of_hamza = (form[:-1] + carrier for form in forms if form.endswith("ء") for carrier in "وي")
    return frozenset((*forms, *of_ta, *of_hamza))


@lru_cache(maxsize=16384)
def noun(word: str) -> Noun | None:
    """Return what a word in normal form is as a counted noun; ``None`` where it is none of those known."""
    lexicon = _lexicon()
    for reading in readings(word):
        if (found := lexicon.get(reading.stem)) is not None:
            return _as_written(found, reading.prefix, article=reading.article)
    for reading in readings(word):
        if not reading.article and (found := _with_pronoun(reading.stem)) is not None:
            return _as_written(found, reading.prefix, pronoun=True)
    return None


def _as_written(found: Noun, prefix: str, *, article: bool = False, pronoun: bool = False) -> Noun:
    return Noun(
        found.lemma, found.kind, found.category, found.number, found.construct and not pronoun, article, pronoun, prefix
    )


def _dual_before_pronoun(form: str) -> Noun | None:
    """Return the dual of ولدا(ه): before a pronoun the alif is no accusative."""
    found = _lexicon().get(form[:-1]) if form.endswith("ا") else None
    return replace(found, number="two") if found is not None and found.number == "one" else None


def _with_pronoun(stem: str) -> Noun | None:
    """Return the noun of زوجته, ابناؤهما, ولداه: ة stands as ت before a pronoun, the hamza on its carrier."""
    lexicon = _lexicon()
    for pronoun in _PRONOUNS:
        base = stem.removesuffix(pronoun)
        if base == stem or len(base) < _SHORTEST_STEM:
            continue
        for form in (base, base[:-1] + "ه" if base.endswith("ت") else "", base[:-1] + "ء" if base[-1] in "وي" else ""):
            found = _dual_before_pronoun(form) or lexicon.get(form)
            nisba = pronoun == "ه" and base.endswith("ي") and (plain := lexicon.get(base)) and plain.number == "one"
            if found is not None and not nisba and (found.is_person or found.number == "many"):
                return found
    return None
