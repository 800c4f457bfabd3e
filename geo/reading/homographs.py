"""Words that are the noun of an act as well as a verb in the past (قصف, طعن): which of the two a clause has."""

from dataclasses import replace
from functools import cache

from ..text import Document
from . import lexicon
from .clauses import Clause
from .lexicon import Entry, Hit
from .party_names import first_words

__all__ = ["as_verb"]

_REACH = 8
"""A subject with what belongs to it has at most so many tokens."""
_OPENING = 3
"""It begins so soon after the particle: إن "طيران الجيش قصف."""


def as_verb(doc: Document, clause: Clause, hit: Hit) -> Hit:
    """Return a hit read as a verb where its form is that of a noun too and its subject stands before it."""
    if hit.form != "noun" or doc.words[hit.first] not in _either(hit.entry) or hit.first == clause.first:
        return hit
    before = doc.tokens[hit.first - 1].text
    is_verb = before in lexicon.word_set("before_verb") or _has_subject(doc, clause, hit.first)
    return replace(hit, form="past") if is_verb else hit


def _has_subject(doc: Document, clause: Clause, index: int) -> bool:
    """Tell whether a particle and a party stand before a word, with no verb between: أن الطيران الحربي قصف."""
    particles = lexicon.word_set("of_sentence")
    start = next(
        (i for i in range(index - 1, max(clause.first, index - _REACH) - 1, -1) if doc.words[i] in particles), 0
    )
    between = range(start + 1, index)
    if not start or not between or doc.tokens[index - 1].text in lexicon.word_set("after_party"):
        return False
    opening = range(between.start, min(between.stop, between.start + _OPENING))
    party = any(doc.words[i] in first_words() for i in opening) or bool(
        lexicon.load("actors:agent", "weapons:weapon").find(doc, opening)
    )
    return party and not any(
        hit.form != "noun" for hit in lexicon.load("events:trigger", "clauses:light").find(doc, between)
    )


@cache
def _either(entry: Entry) -> frozenset[str]:
    """Return the forms of an entry that are both."""
    forms = list(lexicon.Lexicon([entry]).forms())
    nouns = {form for form, tense in forms if tense == "noun"}
    return frozenset(form for form, tense in forms if tense == "past" and form in nouns)
