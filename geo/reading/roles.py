"""What part each place plays in a clause: where it happened, where it came from, or named in passing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gazetteer.arabic import normalise

from ..text import Document
from ..toponyms.mentions import Located
from ..toponyms.relative import RelativePlace
from ..words import THIRD_PERSON
from . import lexicon
from .claims import Attribution
from .clauses import Clause
from .morphology import stems
from .role_words import (
    bare,
    compass,
    containing,
    is_head,
    is_plain,
    is_site_word,
    relations,
    role_after,
    starts_bare,
    undergoing,
    verbs,
)

__all__ = ["PlaceRole", "Role", "find_roles"]

Role = Literal["impact", "object", "origin", "container", "front", "background"]
_LONGEST_WALK = 7
_CROSSED = {"impact": 5, "towards": 4, "from": 2, "origin": 2, "background": 2}
"""How many other words may stand between a governing word and the name that it governs."""
_BETWEEN = 1
"""So many other words may stand between a state and the place that it strikes: قصفت إسرائيل أمس يارون."""
_PAUSES = frozenset(",;-")
_SHE = "ت"
"""A verb of a feminine subject ends in it, or begins with it."""
_PREFIXES = {"ب": "impact", "ك": "background"}


@dataclass(frozen=True, slots=True)
class PlaceRole:
    """One place of a clause and the part it plays."""

    located: Located
    role: Role
    listed: bool
    """Whether it is joined by و to the place before it."""
    first: int
    """First token of the words that say where: the relation (شمال، قرب) or the head (بلدة) before the name."""
    relation: str | None = None
    """``side``, ``part``, ``edge``, ``near``, ``between`` or ``off``."""
    phrase: RelativePlace | None = None
    """The point that the words around the name work out to (على بعد 10 كيلومترات جنوب X)."""


def find_roles(
    doc: Document,
    clause: Clause,
    located: Sequence[Located],
    attributions: Sequence[Attribution],
    *,
    launched: bool,
    aimed: bool = False,
    seized: bool = False,
) -> list[PlaceRole]:
    """Return the part that each place of a clause plays, in text order.

    Parameters
    ----------
    doc, clause, located, attributions
        The document, one clause of it, the places named in it, the sources named in it.
    launched
        Whether the clause tells of something that flies: then من says from where, إلى at what.
    aimed
        Whether it tells of gunfire: then إلى, باتجاه say at what.
    seized
        Whether it tells of people who were taken: then من says where.
    """
    roles: list[PlaceRole] = []
    for item in located:
        if any(a.first <= item.first < a.last for a in attributions):
            roles.append(PlaceRole(item, "background", listed=False, first=item.first))
            continue
        about = _About(launched=launched, aimed=launched or aimed, seized=seized)
        roles.append(_Walk(doc, clause, item, roles[-1] if roles else None, about).role())
    return roles


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What a clause tells of, as far as it decides what من and إلى say."""

    launched: bool
    aimed: bool
    seized: bool


def _has_object(doc: Document, index: int) -> bool:
    """Tell whether a verb of an act has its object attached, so that its subject follows: مسيرات أطلقتها روسيا."""
    verb = doc.words[index].endswith(THIRD_PERSON)
    return verb and any(
        hit.form in {"past", "present"} for hit in lexicon.load("events:trigger").find(doc, range(index, index + 1))
    )


class _Walk:
    """The way back from a place's name to the word that governs it."""

    def __init__(
        self,
        doc: Document,
        clause: Clause,
        item: Located,
        before: PlaceRole | None,
        about: _About,
    ) -> None:
        self.doc, self.clause, self.item, self.before, self.about = doc, clause, item, before, about
        self.first = item.first
        self.relation: str | None = None
        self.crossed = 0

    def role(self) -> PlaceRole:
        prefix = self._prefix(self.item.first)
        if prefix.startswith(("و", "ف")) and len(prefix) == 1 and self._follows_place(self.item.first):
            return self._listed()
        if (role := _PREFIXES.get(prefix[-1:])) in {"impact", "background"}:
            return self._made("container" if self._is_around_origin() else role)
        for index in range(self.item.first - 1, max(self.clause.first, self.item.first - _LONGEST_WALK) - 1, -1):
            role = self._step(index)
            if role == "listed":
                return self._listed()
            if role is not None:
                return self._made(role)
        return self._made("front" if self._at_front() else "object")

    def _beside(self, before: PlaceRole) -> str:
        """Return the role of a place by the one named before it: قصفت إسرائيل بلدة يارون strikes the second."""
        if before.role == "origin" and not self.crossed and self._has_settlement_head():
            return "object"
        if before.role != "background":
            return "container"
        walk = _Walk(self.doc, self.clause, before.located, None, self.about)
        strikes = not before.listed and self.crossed <= _BETWEEN and walk._strikes(before.located.first - 1)
        return "object" if strikes else "background"

    def _has_settlement_head(self) -> bool:
        """Tell whether a word for a town stands before the name, so that it is another: مصدرها تل رفعت بلدة إعزاز."""
        return self.first < self.item.first and self.doc.words[self.first] in lexicon.word_set("settlement")

    def _is_around_origin(self) -> bool:
        """Tell whether the place only says where the one before it lies: من معسكر جورين بسهل الغاب."""
        before = self.before
        return before is not None and before.role == "origin" and before.located.last == self.item.first

    def _strikes(self, index: int) -> bool:
        """Tell whether the place is a state that does what the verb before it says: قصفت إسرائيل مواقع في."""
        place = self.item.mention.place
        if place is None or place.kind != "country" or index != self.item.first - 1:
            return False
        word, before = self.doc.tokens[index].text, self.doc.tokens[index - 1].text if index else ""
        if _has_object(self.doc, index):
            return True
        opens = index == self.clause.first or before in lexicon.word_set("of_sentence") or before in _PAUSES
        return (opens and word.removeprefix("و").endswith(_SHE)) or (opens and word.startswith(_SHE))

    def _prefix(self, index: int) -> str:
        token = self.doc.tokens[index]
        if index == self.item.first:
            return normalise(self.doc.source[token.start : self.item.mention.start])
        return ""

    def _step(self, index: int) -> str | None:
        """Return the role that the word at ``index`` gives, ``listed``, or None to go on walking."""
        word = self.doc.tokens[index].text
        if self.before is not None and index < self.before.located.last:
            return self._beside(self.before)
        relation = relations().get(bare(word))
        if relation is not None or is_head(word):
            return self._inside(index, word, relation)
        if (governor := self._governor(index)) is not None:
            return self._governed(governor, word) if self.crossed <= _CROSSED[governor] else "object"
        if word in _PAUSES:
            return "front" if self._at_front() else "object"
        if self._strikes(index):
            return "background"
        self.crossed += 1
        return role_after(word)

    def _inside(self, index: int, word: str, relation: str | None) -> str | None:
        if is_site_word(word) or is_site_word(word[1:]):
            self.first = index
        self.relation = self.relation or relation
        if word.startswith("و") and word not in relations() and self._follows_place(index):
            return "listed"
        if word.startswith("ب") and not starts_bare(word, "ب"):
            return "impact"
        if relation in {"near", "between", "off"} or word in containing():
            return "container" if self._touches_place(index) else "impact"
        if relation == "side" and word in compass():
            return "container" if self._touches_place(index) else "impact" if not self._governed_before(index) else None
        return None

    def _governed_before(self, index: int) -> bool:
        return index > self.clause.first and self._governor(index - 1) is not None

    def _governor(self, index: int) -> str | None:
        word = self.doc.tokens[index].text
        hits = lexicon.load("roles:governor").find(self.doc, range(max(self.clause.first, index - 2), index + 1))
        covering = [hit for hit in hits if hit.first <= index < hit.last]
        best = max(covering, key=lambda hit: hit.last - hit.first, default=None)
        if best is None or not is_plain(word, best.form):
            return None
        role: str = best.entry.get("role")
        return role

    def _governed(self, role: str, word: str) -> str:
        if role == "towards":
            shot_at = self.about.aimed and word not in lexicon.word_set("goal")
            return "impact" if self.about.launched or shot_at else "background"
        if role == "from":
            return "origin" if self.about.launched else "impact" if self.about.seized else "background"
        return role

    def _is_source(self) -> bool:
        """Tell whether words before the place say that it was fired from there: مصدرها مواقع في تل رفعت."""
        for index in range(self.first - 1, max(self.clause.first, self.first - _LONGEST_WALK - 1) - 1, -1):
            word = self.doc.tokens[index].text
            if word in lexicon.word_set("source_of"):
                return True
            if word in lexicon.word_set("aimed_at"):
                return False
            if (self.before is not None and index < self.before.located.last) or any(
                stem in verbs() for stem in stems(word)
            ):
                return False
        return False

    def _undergoes(self) -> bool:
        """Tell whether words after the place say that it was hit: مخيم أبو شوك الذي تعرض لقصف."""
        after = self.doc.tokens[self.item.last : self.item.last + 2]
        return (
            len(after) > 1
            and after[0].text in lexicon.word_set("relative")
            and any(stem in undergoing() for stem in stems(after[1].text))
        )

    def _follows_place(self, index: int) -> bool:
        return self.before is not None and index - self.before.located.last <= 1

    def _touches_place(self, index: int) -> bool:
        before = self.before
        return before is not None and before.located.last == index and before.located.mention.place is not None

    def _at_front(self) -> bool:
        words = self.doc.tokens[self.clause.first : self.first]
        return not any(token.is_word and token.text not in lexicon.word_set("before_front") for token in words)

    def _listed(self) -> PlaceRole:
        assert self.before is not None  # noqa: S101 (only called when a place stands before)
        return replace(self._made(self.before.role), listed=True, relation=self.relation or self.before.relation)

    def _made(self, role: str | None) -> PlaceRole:
        while self.first - 1 >= self.clause.first and self.doc.tokens[self.first - 1].text in compass():
            self.first -= 1
        if role == "impact" and self._is_source():
            role = "origin"
        elif role in {"origin", "background"} and self._undergoes():
            role = "object"
        known: Role = role if role in {"impact", "object", "origin", "container", "front"} else "background"  # type: ignore[assignment]
        return PlaceRole(self.item, known, listed=False, first=self.first, relation=self.relation)
