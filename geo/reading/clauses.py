"""Sentences of news Arabic into clauses: the stretches within which places, numbers and actions belong together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ..quantities.nouns import noun
from ..quantities.numbers import counting_forms
from ..quantities.numbers import may_begin as may_count
from ..signs import Sign
from ..text import Document
from ..times.timewords import piece_at
from ..words import THIRD_PERSON
from . import lexicon
from .heads import generic_heads

__all__ = ["Clause", "clauses"]

_CONJUNCTIONS = ("و", "ف")
_STOPS = frozenset(":")
_BEFORE_ORDINAL = frozenset(",:")
_ANSWER = 8
_JUST = 5
_FIRED = frozenset({"munition", "attack"})
_LONGEST = 150
"""Tokens of a clause at the most; a text without a full stop is read in stretches, so that time stays linear."""
_QUOTES = frozenset("\"'")


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``first`` to ``last - 1`` of one sentence."""

    sentence: int
    """Index of its sentence in the document."""
    first: int
    last: int

    @property
    def tokens(self) -> range:
        """Its token indices."""
        return range(self.first, self.last)


def clauses(doc: Document, number: int) -> list[Clause]:
    """Return the clauses of a sentence, given by its index, in order; every token is in exactly one."""
    sentence = doc.sentences[number]
    starts = sorted({sentence.start, *_starts(doc, sentence)})
    return [
        Clause(number, at, min(at + _LONGEST, last))
        for first, last in zip(starts, [*starts[1:], sentence.stop], strict=True)
        for at in range(first, last, _LONGEST)
    ]


def _starts(doc: Document, sentence: range) -> Iterator[int]:
    openers = lexicon.load("clauses:opener")
    for hit in openers.find(doc, sentence):
        if hit.first > sentence.start and doc.tokens[hit.first - 1].text not in _QUOTES:
            yield hit.first
    told: set[str] = set()
    after_stops = (at + 1 for at in doc.where(_STOP, sentence[:-1]))
    ordinals = doc.where(_ORDINAL, sentence[1:])
    for index in sorted({*after_stops, *ordinals, *doc.where(_START, sentence[1:])}):
        word, before = doc.words[index], doc.words[index - 1]
        if (
            (before in _STOPS and (not word[0].isdigit() or _is_head_of_line(doc, sentence, index)))
            or (before == "," and word in _plain_verbs() and piece_at(doc.tokens, index, sentence.stop) is None)
            or (_opens(word) and not _answers(doc, sentence, index) and not _is_no_verb(doc, index))
            or _told_again(word, told)
            or _is_one_of_them(word, before)
            or _is_in_one_of_them(doc, index, sentence.stop)
            or _is_so_many_more(doc, sentence, index)
        ):
            yield index
        told.update(_acts().get(word.removeprefix(_CONJUNCTIONS[0]), ()))


def _is_head_of_line(doc: Document, sentence: range, index: int) -> bool:
    """Tell whether a colon ends who says it, and a number of what was fired follows: الجيش: 5 قذائف; not 18:30."""
    head = doc.words[sentence.start : index - 1]
    fired = noun(doc.words[index + 1]) if index + 1 < sentence.stop else None
    counted = fired is not None and fired.kind in _FIRED
    return counted and 0 < len(head) <= _ANSWER and not any(may_count(word) or word[0].isdigit() for word in head)


def _may_start(word: str) -> bool:
    """Tell whether a word may begin a clause, or tell of an act; most words do neither."""
    more = word.startswith(_CONJUNCTIONS[0]) and may_count(word)
    return (
        more
        or word in lexicon.word_set("and_in")
        or word in _plain_verbs()
        or _opens(word)
        or word.removeprefix(_CONJUNCTIONS[0]) in _acts()
    )


def _answers(doc: Document, sentence: range, index: int) -> bool:
    """Tell whether ف with a verb answers أما, so that the subject stands before it: أما المجلس فتحدث عن."""
    before = doc.tokens[max(sentence.start, index - _ANSWER) : index]
    return doc.tokens[index].text.startswith(_CONJUNCTIONS[1]) and any(
        token.text in lexicon.word_set("as_for") for token in before
    )


@lru_cache(maxsize=16384)
def _is_ordinal(word: str) -> bool:
    return word.removeprefix(_CONJUNCTIONS[0]) in lexicon.word_set("ordinal")


def _is_one_of_them(word: str, before: str) -> bool:
    """Tell whether a word takes up one of several told before: غارتين: الأولى …، والثانية …."""
    return _is_ordinal(word) and (word.startswith(_CONJUNCTIONS[0]) or before in _BEFORE_ORDINAL)


def _is_in_one_of_them(doc: Document, index: int, stop: int) -> bool:
    """Tell whether what befell people in one of several told before follows: ففي الأولى قتل اثنان وفي الثانية أصيب."""
    if doc.words[index] not in lexicon.word_set("and_in") or index + 2 >= stop:
        return False
    verb = doc.words[index + 2]
    return _is_ordinal(doc.words[index + 1]) and (verb in _plain_verbs() or verb in _verbs())


def _is_so_many_more(doc: Document, sentence: range, index: int) -> bool:
    """Tell whether so many more were hit by another act: استشهد خمسة في قصف المخيم، وأربعة في استهداف مركبة."""
    if not doc.words[index].startswith(_CONJUNCTIONS[0]) or index + 2 >= sentence.stop:
        return False
    by, act = doc.words[index + 1], doc.words[index + 2]
    return by in lexicon.word_set("hit_by") and act in _acts() and may_count(doc.words[index])


def _is_head(doc: Document, index: int) -> bool:
    """Tell whether a word that may be و and a verb stands before a name: وادي السلوقي, not وأدى إلى."""
    following = doc.words[index + 1] if index + 1 < len(doc.words) else ""
    return doc.words[index] in generic_heads() and following not in lexicon.word_set("to")


def _is_no_verb(doc: Document, index: int) -> bool:
    """Tell whether what may be و and a verb is a head of names, or a noun of an act after another: دهس وطعن."""
    act = doc.words[index].removeprefix(_CONJUNCTIONS[0]) in _acts()
    again = doc.words[index][1:] in lexicon.word_set("downed") and not lexicon.word_set("intercepts").isdisjoint(
        doc.words[max(0, index - _JUST) : index]
    )
    return (
        again or _is_head(doc, index) or (act and any(word in _acts() for word in doc.words[max(0, index - 2) : index]))
    )


def _told_again(word: str, told: set[str]) -> bool:
    """Tell whether a noun after و tells of a further incident of the kind just told: شن أربع غارات …، وغارتين."""
    return word.startswith(_CONJUNCTIONS[0]) and not told.isdisjoint(_acts().get(word[1:], ()))


@lru_cache(maxsize=16384)
def _opens(word: str) -> bool:
    """Tell whether a word is و or ف with a verb or particle: وقال, فأصيب, ولم; a verb in و (وقع) is not."""
    if not word.startswith(_CONJUNCTIONS) or word in _verbs():
        return False
    rest = word[1:]
    return rest in _particles() or rest in _verbs() or _without_object(rest) in _verbs()


def _without_object(verb: str) -> str:
    """Return a verb without its object pronoun: أصابتها gives أصابت."""
    for pronoun in THIRD_PERSON:
        if verb.endswith(pronoun):
            return verb.removesuffix(pronoun)
    return verb


def _verb_forms(*tables: str) -> frozenset[str]:
    return frozenset(form for form, tense in lexicon.load(*tables).forms() if tense != "noun")


@cache
def _verbs() -> frozenset[str]:
    return _verb_forms("events:trigger", "clauses:light", "sources:say")


@cache
def _plain_verbs() -> frozenset[str]:
    return _verb_forms("events:trigger", "sources:say")


@cache
def _acts() -> dict[str, tuple[str, ...]]:
    """Return the triggers that each noun form may be of."""
    forms: dict[str, tuple[str, ...]] = {}
    for entry in (e for e in lexicon.load("events:trigger").entries if e.get("needs") != "casualty"):
        for form, tense in lexicon.Lexicon([entry]).forms():
            if tense == "noun":
                forms[form] = (*forms.get(form, ()), entry.id)
    return forms


@cache
def _particles() -> frozenset[str]:
    return frozenset(form for form, _ in lexicon.load("clauses:particle").forms())


_STOP = Sign(_STOPS.__contains__, lambda: ())
_ORDINAL = Sign(_is_ordinal, lambda: lexicon.word_set("ordinal"))
_START = Sign(
    _may_start,
    lambda: counting_forms().union(lexicon.word_set("and_in"), _verbs(), _plain_verbs(), _particles(), _acts()),
)
