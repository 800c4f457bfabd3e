"""The generic words that stand before a place name and say what kind of place it is."""

from dataclasses import dataclass, replace
from functools import lru_cache

from .arabic import clitics, normalise
from .place import PlaceKind
from .seeds import read_csv, read_toml

__all__ = ["Head", "heads", "heads_of_several", "is_ordinary", "is_word"]


@dataclass(frozen=True, slots=True)
class Head:
    """A generic word such as مدينة or مخيم."""

    word: str
    """The word in normal form."""
    kinds: frozenset[PlaceKind]
    """What a place may be that is called so."""
    in_name: bool
    """Whether the name of a place may begin with it, so that without it another place is meant."""


@lru_cache(maxsize=1)
def heads() -> dict[str, Head]:
    """Return the heads of ``seeds/heads.toml`` by their words in normal form, with and without article or space."""
    found: dict[str, Head] = {}
    for row in read_toml("heads.toml")["head"]:
        for word in map(normalise, row["words"]):
            head = Head(word, frozenset(row["kinds"]), row.get("in_name", False))
            found[word] = head
            if " " in word:
                found.setdefault(word.replace(" ", ""), head)
            elif not word.startswith("ال"):
                found["ال" + word] = head
    return found


@lru_cache(maxsize=1)
def heads_of_several() -> dict[str, Head]:
    """Return the heads by their duals and plurals in normal form, as they stand before several names: محافظتي."""
    known = heads()
    return {
        word: replace(known[normalise(row["words"][0])], word=word)
        for row in read_toml("heads.toml")["head"]
        for word in map(normalise, row.get("several", ()))
    }


def is_ordinary(normal: str) -> bool:
    """Tell whether a name in normal form is an ordinary word: a generic head alone, or a noun that news is full of."""
    return normal in heads() or normal.removeprefix("ال") in _ordinary()


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return frozenset(map(normalise, read_toml("heads.toml")["ordinary"]["words"]))


def is_word(normal: str) -> bool:
    """Tell whether a name in normal form is a word, with or without what is attached, that text has as no name."""
    return any(reading.stem in _words() for reading in clitics(normal))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the words of ``seeds/models/words.csv`` that were never seen as a place."""
    return frozenset(row["word"] for _, row in read_csv("models/words.csv") if row["place"] == "-1")
