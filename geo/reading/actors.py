"""Who did it: the words a report has for the party, and a neutral identifier."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from gazetteer.arabic import clitics, normalise

from ..incident import Span
from ..quantities.numbers import may_begin as may_count
from ..text import Document
from ..toponyms.demonyms import country_of
from ..words import THIRD_PERSON, seed_words
from . import lexicon
from .clauses import Clause
from .events import Trigger
from .heads import generic_heads
from .lexicon import Hit
from .morphology import stems
from .party_names import actor_id, first_words, name_pairs, names_a_party

__all__ = ["Actor", "actor_at", "end_of_party", "find_actor", "is_agent", "is_possessed", "may_be_verb"]

_LONGEST = 6
_SHORT = 2
_JOINING = ("", "و", "ف")
"""What may be attached to a party that acts; ب and ل make it a means or a victim."""
_SUFFERING = frozenset({"destruction", "targeting"})
"""Triggers after whose noun the one stands that was hit."""
_ACTING = frozenset({"raid", "clash", "gunfire", "open-fire", "attack", "air-raid"})
"""Triggers whose verb has a counted subject rather than a counted object: توغلت سبع آليات, not قتلت ثلاثة جنود."""
_BROUGHT_DOWN = frozenset({"interception"})
"""Triggers of which a later verb tells who fired what was hit: اعتراض صاروخ أطلقه الحوثيون."""
_NEAR = 4
_ARTICLE = "ال"
_HE = "ي"
_FEMININE = "ة"
_FEMININE_FOLDED = "ه"
_PLURAL_OR_FEMININE = ("ت", "وا", "ا", "ه")
"""Endings of a verb whose subject may be feminine; استهدف دبابة has hit one."""
_WHOLE = ("ون", "ين", "ان")
"""Endings of plurals and duals of persons that lose them before a name: مسلحو حزب الله."""
_FOR, _OBJECT = "ل", "ا"
_OURS = "نا"
_OWN = (*(end + pronoun for end in ("", "ت", "ات") for pronoun in ("ه", "ها", _OURS)), "هم")
"""Pronouns of an owner, as they follow a noun, one in ة (then written ت) and a plural in ات."""
_ADJECTIVE_ENDS = ("ه", "ي", "ون", "ين", "ان", "يا")
_QUOTE = '"'
_NO_ADJECTIVE = "اه"
"""A word in اة is a noun: مصفاة."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, as the report has it."""

    text: str
    span: Span
    id: str | None
    """Neutral identifier of ``seeds/actors.toml``; ``None`` for a party that it does not list."""


def find_actor(doc: Document, clause: Clause, trigger: Trigger, taken: Collection[int] = ()) -> Actor | None:
    """Return who did what a trigger tells; ``None`` where the clause does not say.

    Parameters
    ----------
    doc, clause, trigger
        The document, one of its clauses, and the words in it that tell of the incident.
    taken
        Tokens that are something else: names of sources, words of time.
    """
    for at in _places_to_look(doc, clause, trigger):
        if at in taken or at >= clause.last or not _is_head(doc, at) or _is_object(doc, at):
            continue
        if at > clause.first and doc.words[at - 1] in lexicon.word_set("governs_party") and not _is_by(doc, at):
            continue
        first = at
        while first - 1 >= clause.first and first - 1 not in taken and _is_head(doc, first - 1):
            first -= 1
        actor = actor_at(doc, range(first, end_of_party(doc, first, min(clause.last, first + _LONGEST), taken)))
        if actor.id is not None or not _is_drone(doc, at):
            return actor
    return None


def actor_at(doc: Document, phrase: range) -> Actor:
    """Return the party that some tokens name, without a quotation mark that only closes."""
    words = doc.words[phrase.start : phrase.stop]
    closes_only = words[-1] == _QUOTE and words.count(_QUOTE) % 2
    span = doc.span(phrase.start, phrase.stop - 1 if closes_only else phrase.stop)
    return Actor(doc.quote(span), span, actor_id(doc.quote(span)))


def _places_to_look(doc: Document, clause: Clause, trigger: Trigger) -> Iterator[int]:
    """Yield tokens at which the party's phrase may begin, the likeliest first."""
    if trigger.hit.entry.get("kind") == "armed_clash":
        yield from (i + 1 for i in clause.tokens if doc.tokens[i].text in lexicon.word_set("between"))
    by = lexicon.load("roles:agency").find(doc, clause.tokens)
    yield from (hit.last for hit in by)
    verbs = _verbs_of_party(doc, clause, trigger)
    for hit in verbs:
        if hit.first - 1 >= clause.first and _ends_party(doc, clause, hit.first - 1):
            yield from _back(clause, hit.first, _NEAR)
        yield hit.last
        counted = trigger.id in _ACTING and may_count(doc.words[min(hit.last, clause.last - 1)])
        if hit.last < clause.last and (counted or doc.words[hit.last] in lexicon.word_set("many_of")):
            yield hit.last + 1
    if trigger.hit.form != "past" and trigger.hit.entry.get("kind") != "explosion" and trigger.id not in _SUFFERING:
        yield from _after_noun(doc, clause, trigger)
    if trigger.id in _SUFFERING and trigger.hit.form == "noun" and _has_object(doc, clause, trigger.hit.last):
        yield trigger.hit.last
    for hit in verbs:
        yield from _back(clause, hit.first, _LONGEST)
    for hit in _light(doc, clause, "harm"):
        yield from _back(clause, hit.first, _NEAR)
    if trigger.id not in _BROUGHT_DOWN:
        yield from (i + 1 for i in range(trigger.hit.last, clause.last) if _is_relative_verb(doc.tokens[i].text))


def _after_noun(doc: Document, clause: Clause, trigger: Trigger) -> Iterator[int]:
    """Yield the token after a verbal noun, unless what was brought down stands there: إسقاط طائرة."""
    last = trigger.hit.last
    craft = lexicon.load("weapons:weapon").find(doc, range(last, min(last + 1, clause.last)))
    flying = any({"aircraft", "drone"} & set(hit.entry.get("classes", ())) for hit in craft)
    if trigger.id not in _BROUGHT_DOWN or not flying:
        yield last


def _has_object(doc: Document, clause: Clause, first: int) -> bool:
    """Tell whether a listed party and then what it hit follow a verbal noun: استهداف المقاومة الإسلامية دبابة."""
    last = end_of_party(doc, first, clause.last)
    things = lexicon.load("weapons:thing", "weapons:weapon").find(doc, range(last, min(last + 2, clause.last)))
    own = any(not doc.words[hit.first].startswith(("ل", "ب")) for hit in things)
    return own and _is_head(doc, first) and actor_id(doc.quote(doc.span(first, last))) is not None


def _verbs_of_party(doc: Document, clause: Clause, trigger: Trigger) -> list[Hit]:
    """Return the verbs whose subject is the party: شن, نفذ, and the trigger itself where it is or may be a verb.

    No verb carries what stands after بعد or إثر: ردت القوات بعد سقوط قذائف.
    """
    past = lexicon.word_set("aftermath")
    carrying = [
        hit
        for hit in _light(doc, clause, "carry-out")
        if past.isdisjoint(doc.words[hit.last : max(hit.last, trigger.hit.first)])
    ]
    own = trigger.is_verb or trigger.hit.form == "phrase" or _follows_party(doc, trigger)
    return [*carrying, *([trigger.hit] if own else [])]


def _light(doc: Document, clause: Clause, name: str) -> list[Hit]:
    return [hit for hit in lexicon.load("clauses:light").find(doc, clause.tokens) if hit.entry.id == name]


def _back(clause: Clause, index: int, reach: int) -> range:
    return range(index - 1, max(clause.first, index - reach) - 1, -1)


def _follows_party(doc: Document, trigger: Trigger) -> bool:
    """Tell whether a noun may as well be a verb: طعن, قصف after the one who did it."""
    first = trigger.hit.first
    return may_be_verb(doc, trigger) and first > 0 and _is_head(doc, first - 1)


def may_be_verb(doc: Document, trigger: Trigger) -> bool:
    """Tell whether a noun is written as a verb in the past is: طعن, قصف."""
    return doc.tokens[trigger.hit.first].text in _carrying()


def _ends_party(doc: Document, clause: Clause, index: int) -> bool:
    """Tell whether a party's name stands right before the verb, after إن: إن الفلسطينيين أطلقوا."""
    nominal = lexicon.word_set("of_sentence")
    begin = max(clause.first, index - _NEAR)
    return any(doc.tokens[i].text in nominal for i in range(begin, index)) and any(
        _is_head(doc, i) for i in range(begin, index + 1)
    )


def _is_relative_verb(word: str) -> bool:
    """Tell whether a word is a verb with an object pronoun: شنها, نفذته, أطلقتهما."""
    return word.endswith(THIRD_PERSON) and any(stem in _carrying() for stem in stems(word)[1:])


@cache
def _carrying() -> frozenset[str]:
    forms = lexicon.load("events:trigger", "clauses:light").forms()
    return frozenset(form for form, tense in forms if tense == "past")


def _is_by(doc: Document, at: int) -> bool:
    """Tell whether words such as من قبل stand right before a party."""
    return any(hit.last == at for hit in lexicon.load("roles:agency").find(doc, range(max(0, at - 2), at)))


def _is_head(doc: Document, index: int) -> bool:
    word = doc.tokens[index].text
    if not doc.tokens[index].is_word or word in lexicon.word_set("after_party"):
        return False
    stems_of = [reading.stem for reading in clitics(word) if reading.prefix in _JOINING]
    written = doc.source[doc.tokens[index].start : doc.tokens[index].end]
    return any(is_agent(doc, index, stem) for stem in stems_of) or is_possessed(written)


def is_agent(doc: Document, index: int, stem: str | None = None) -> bool:
    """Tell whether a party's name or a word for one stands at a token, as `stem` where letters are attached to it."""
    word = doc.words[index] if stem is None else stem
    if word in lexicon.word_set("air_defence"):
        return index + 1 < len(doc.words) and doc.words[index + 1] in lexicon.word_set("of_air")
    return word in first_words() or word in _agents() or word.removeprefix(_ARTICLE) in _agents()


def _is_drone(doc: Document, at: int) -> bool:
    """Tell whether a word is a drone: without an owner it is a means, not a party."""
    named = any(part in word for word in doc.words[at : at + 2] for part in lexicon.word_set("drone"))
    return named or not lexicon.word_set("pilot").isdisjoint(doc.words[at : at + _NEAR])


def _is_object(doc: Document, index: int) -> bool:
    """Tell whether a party stands in the accusative, so that something is done to it: دمرت زورقا."""
    word, before = doc.tokens[index].text, doc.tokens[index - 1].text if index else ""
    own = word.endswith(_OURS) and word.removesuffix(_OURS) in _agents()
    if not own and word.endswith("ا") and word[:-1] in _agents() and before not in lexicon.word_set("of_sentence"):
        return True
    return word.endswith(_FEMININE_FOLDED) and before in _carrying() and not before.endswith(_PLURAL_OR_FEMININE)


def is_possessed(written: str) -> bool:
    """Tell whether a party is named as somebody's: قواته, مقاتلوها; ة is no pronoun."""
    word = normalise(written)
    return not written.endswith(_FEMININE) and any(
        word.endswith(pronoun) and word.removesuffix(pronoun) in _agents()
        for pronoun in _OWN
        if len(word) - len(pronoun) > _SHORT
    )


def end_of_party(doc: Document, first: int, stop: int, taken: Collection[int] = ()) -> int:
    """Return the token after a party's name that begins at `first`: `stop`, what is `taken`, or before them."""
    last = first + 1
    while last < stop and last not in taken and _goes_on(doc, last):
        last += 1
    return last


def _goes_on(doc: Document, index: int) -> bool:
    """Tell whether a word goes on with the party's name: an adjective, or the second part of a definite name."""
    token = doc.tokens[index]
    if not token.is_word or token.text in lexicon.word_set("after_party"):
        return token.text == _QUOTE or _is_of_party(doc, index)
    named = (doc.words[index - 1], token.text) in name_pairs()
    if named or (names_a_party(doc, index) and not _is_whole(doc, index)) or _belongs(doc, index):
        return True
    if token.text in generic_heads() or token.text.startswith(("ب", "ل", "و")) or may_count(token.text):
        return False
    before = doc.words[index - 1]
    if before.startswith(_ARTICLE) and before not in _agents() and not token.text.startswith(_ARTICLE):
        return False
    is_object = before.endswith(_WHOLE[0]) and token.text.endswith(_OBJECT)
    if is_object or _stops().intersection(stems(token.text, pronouns=False)[:2]):
        return False
    adjective = token.text.endswith(_ADJECTIVE_ENDS) and not token.text.endswith(_NO_ADJECTIVE)
    return token.text.startswith(_ARTICLE) or (adjective and not _acts(token.text))


def _belongs(doc: Document, index: int) -> bool:
    """Tell whether a word says whose the party is: الطيران التابع للجيش."""
    belonging = lexicon.word_set("belonging")
    return doc.words[index] in belonging or (doc.words[index - 1] in belonging and doc.words[index].startswith(_FOR))


def _is_whole(doc: Document, index: int) -> bool:
    """Tell whether the word before is a plural that no name can complete: شبان قوات الاحتلال are two parties."""
    persons = any(hit.entry.id == "persons" for hit in lexicon.load("actors:agent").find(doc, range(index - 1, index)))
    return persons and doc.words[index - 1].endswith(_WHOLE)


def _is_of_party(doc: Document, index: int) -> bool:
    """Tell whether a word says of which party they are: مسلحون من بوكو حرام."""
    return doc.words[index] in seed_words("casualties", "grammar", "of") and names_a_party(doc, index + 1)


def _acts(word: str) -> bool:
    """Tell whether a word that looks like an adjective is a verb in the present: انتحاري يرتدي, مسلحون يستقلون."""
    return word.startswith(_HE) and word.endswith((_HE, "ون", "ان")) and country_of(word) is None


@cache
def _agents() -> frozenset[str]:
    return frozenset(form for form, _ in lexicon.load("actors:agent").forms())


@cache
def _stops() -> frozenset[str]:
    forms = lexicon.load(
        "events:trigger", "clauses:light", "sources:say", "weapons:weapon", "weapons:thing", "clauses:opener"
    ).forms()
    return frozenset(form for form, _ in forms)
