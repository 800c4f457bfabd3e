"""The names that reports have for parties (``seeds/actors.toml``), and the neutral identifier of each."""

from functools import cache
from itertools import pairwise

from gazetteer.arabic import normalise
from gazetteer.seeds import read_toml

from ..text import Document

__all__ = ["actor_id", "first_words", "name_pairs", "names_a_party"]

_LONGEST = 6


def actor_id(words: str) -> str | None:
    """Return the neutral identifier of a party named by words; the longest name that they hold decides."""
    text = f" {normalise(words)} "
    names, adjectives = _names()
    for name, identifier in names:
        if f" {name} " in text or f" و{name} " in text:
            return identifier
    for adjective, identifier in adjectives:
        if f" {adjective} " in text or f" ال{adjective} " in text:
            return identifier
    return None


@cache
def _names() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    names, adjectives = [], []
    for row in read_toml("actors.toml")["actor"]:
        names += [(normalise(name), row["id"]) for name in row["names"]]
        adjectives += [(normalise(name), row["id"]) for name in row.get("adjectives", ())]
    return sorted(names, key=lambda pair: -len(pair[0])), adjectives


def names_a_party(doc: Document, index: int) -> bool:
    """Tell whether a listed name begins at a token: مقاتلو حزب الله."""
    words = list(doc.words[index : index + _LONGEST])
    return bool(words) and any(words[: len(name)] == list(name) for name in _by_first_word().get(words[0], ()))


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    names: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name, _ in _names()[0]:
        words = tuple(name.split())
        names[words[0]] = (*names.get(words[0], ()), words)
    return names


@cache
def name_pairs() -> frozenset[tuple[str, str]]:
    """Return the words that follow each other within a listed name."""
    return frozenset(pair for name, _ in _names()[0] for pair in pairwise(name.split()))


@cache
def first_words() -> frozenset[str]:
    """Return the words with which listed names begin."""
    return frozenset(name.split()[0] for name, _ in _names()[0])
