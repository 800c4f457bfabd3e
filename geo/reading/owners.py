"""Who did it, where no verb says so: by whose means (برصاص الاحتلال), or of what nation (غارة إسرائيلية)."""

from collections.abc import Collection, Iterator, Sequence

from gazetteer.arabic import clitics

from ..incident import Span
from ..text import Document
from ..toponyms.demonyms import country_of
from . import lexicon
from .actors import Actor, end_of_party, is_agent
from .events import Trigger
from .facts import Facts
from .party_names import actor_id

__all__ = ["KILLED_BY", "owner_by_words"]

_FOR = "ل"
_ARTICLE = "ال"
_ACCUSATIVE = "ا"
_LONGEST = 5
_WORDS = 3
_ADJECTIVE_ENDS = ("ي", "يه")
_MEANS = frozenset({"aircraft", "drone", "artillery", "rocket", "shell", "gun"})
_FIRE = frozenset({"gun"})
KILLED_BY = "killed-by"
"""Words that end with the party: قتلت القوات."""
_SUFFERING = frozenset({"targeting", "destruction", "interception"})
_BROUGHT_DOWN = "interception"
"""Of which the means named is what was brought down: إسقاط مسيرة إيرانية."""


def owner_by_words(doc: Document, anchor: Facts, triggers: Sequence[Trigger], taken: Collection[int]) -> Actor | None:
    """Return the party to whom the words for the incident or for its means belong; ``None`` where they name none.

    Parameters
    ----------
    doc, anchor, triggers
        The document, the clause that tells of the incident, and its words for it.
    taken
        Tokens that are something else. After a means that is the verb's subject stands what was hit, unless ل is
        attached to it: استهدفت مسيرة سائق دراجة.
    """
    verbs = {trigger.hit.last for trigger in triggers if trigger.is_verb}
    objects = {hit.last for hit in anchor.weapons if hit.first in verbs}
    for index in _after_means(anchor, triggers):
        if index in taken or index >= anchor.clause.last:
            continue
        party = index not in objects or doc.words[index].startswith(_FOR)
        actor = (_party(doc, index, anchor.clause.last) if party else None) or _nation(doc, index, anchor.clause.last)
        if actor is not None:
            return actor
    return None


def _after_means(anchor: Facts, triggers: Sequence[Trigger]) -> Iterator[int]:
    """Yield the tokens right after the words for the incident and its means."""
    yield from (t.hit.last - 1 for t in triggers if t.id == KILLED_BY)
    yield from (t.hit.last for t in triggers if not t.is_verb and t.id not in _SUFFERING)
    if any(trigger.id == _BROUGHT_DOWN for trigger in triggers):
        return
    first = min(trigger.hit.first for trigger in triggers)
    for hit in anchor.weapons:
        near = hit.first >= first - _WORDS
        if near and hit.entry.id in _MEANS and (hit.first >= first or hit.entry.id not in _FIRE):
            yield hit.last


def _party(doc: Document, index: int, stop: int) -> Actor | None:
    """Return a party right after: رصاص الاحتلال, نيران قوات العدو, طائرة مسيرة للاحتلال, غارة لطيران التحالف."""
    skip = _attached(doc, index)
    if skip is None or doc.words[index].endswith(_ACCUSATIVE):
        return None
    last = end_of_party(doc, index, min(stop, index + _LONGEST))
    token = doc.tokens[index]
    span = Span(doc.normal.source_span(token.at + skip, token.at + skip + 1)[0], doc.tokens[last - 1].end)
    name = doc.quote(span)
    identifier = actor_id(_ARTICLE + name[2:] if not skip and name.startswith(_FOR + _FOR) else name)
    heads = lexicon.load("actors:agent").find(doc, range(index, index + 1))
    if identifier is None and any(hit.entry.id == "craft" for hit in heads):
        return None
    return Actor(doc.quote(span), span, identifier)


def _attached(doc: Document, index: int) -> int | None:
    """Return how many letters are attached to a party's name; ``None`` where the word names none."""
    word = doc.words[index]
    if is_agent(doc, index):
        return 0
    if not word.startswith(_FOR):
        return None
    party = any(reading.prefix == _FOR and is_agent(doc, index, reading.stem) for reading in clitics(word))
    return (0 if word.startswith(_FOR + _FOR) else 1) if party else None


def _nation(doc: Document, index: int, stop: int) -> Actor | None:
    """Return an adjective of nationality after the words, or after another adjective (قصف مدفعي إسرائيلي)."""
    for at in range(index, min(stop, index + _WORDS)):
        word = doc.words[at]
        if not word.endswith(_ADJECTIVE_ENDS) or doc.tokens[at].text in lexicon.word_set("after_party"):
            return None
        if country_of(word) is not None:
            span = doc.span(at, at + 1)
            return Actor(doc.quote(span), span, actor_id(doc.quote(span)))
    return None
