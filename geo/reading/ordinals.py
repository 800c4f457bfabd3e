"""One of several told together, taken up by its number: شهدت بعلبك غارتين، الأولى … والثانية …."""

from collections.abc import Sequence
from dataclasses import replace

from ..incident import Evidence
from ..text import Document
from . import lexicon
from .accounts import Account
from .casualties import tolls_of
from .claims import Attribution
from .draft import Draft, loosely_same_kind
from .facts import Facts
from .group import Group

__all__ = ["copy_of", "give_each", "is_first", "of_them", "parts"]

_AND = "و"
_SEVERAL = 2


def parts(doc: Document, group: Group) -> list[list[Facts]]:
    """Take out of a group the clauses that tell of one of several each, with the clauses that go on with it.

    Empty where not at least two are told, or where the group has nothing that they can be of.
    """
    found: list[list[Facts]] = []
    kept: list[Facts] = []
    for each in group.tail:
        if _number(doc, each) in lexicon.word_set("ordinal"):
            found.append([each])
        elif found:
            found[-1].append(each)
        else:
            kept.append(each)
    if group.anchor is None or not found or (len(found) == 1 and _number(doc, group.anchor) == ""):
        return []
    group.tail = kept
    return found


def give_each(doc: Document, group: Group, drafts: Sequence[Draft], source: Attribution | None) -> bool:
    """Give each of several incidents told before what is said of it by its number: في الأولى قتل اثنان.

    What was told of them together belongs to none of them. False where the clauses tell of no such thing.
    """
    found = _numbered(doc, group.lead)
    told = [draft for draft in drafts if draft.scope == "event"][-len(found) :]
    if len(found) < _SEVERAL or len(told) < len(found):
        return False
    for part, draft in zip(found, told, strict=True):
        draft.tolls = tolls_of(part, source)
    return True


def _numbered(doc: Document, facts: Sequence[Facts]) -> list[list[Facts]]:
    """Return the clauses that tell of one of several each, with those that go on with it."""
    found: list[list[Facts]] = []
    for each in facts:
        if _number(doc, each) in lexicon.word_set("ordinal"):
            found.append([each])
        elif found:
            found[-1].append(each)
    return found


def is_first(doc: Document, facts: Facts) -> bool:
    """Tell whether a clause tells of the first of them."""
    return _number(doc, facts) in lexicon.word_set("first_of_them")


def of_them(doc: Document, group: Group, accounts: list[Account], told: Draft | None) -> list[Account]:
    """Return the accounts of a clause that takes up one of several just told: of their kind, the first no new one."""
    number = _number(doc, group.anchor) if group.anchor is not None else ""
    near = told is not None and told.scope == "event" and all(a.sentence - told.latest <= 1 for a in accounts)
    if not number or told is None or not near:
        return accounts
    first = number in lexicon.word_set("first_of_them")
    kind = [told.kind if loosely_same_kind(told.kind, account.kind) else account.kind for account in accounts]
    return [replace(a, kind=k, refers=first, another=not first) for a, k in zip(accounts, kind, strict=True)]


def copy_of(draft: Draft, evidence: Evidence) -> Draft:
    """Return a further incident of the kind, place, day and party of another, without its numbers."""
    return replace(
        draft, tolls=[], munitions=None, munitions_span=None, evidence=[evidence], sources=[*draft.sources], accounts=1
    )


def _number(doc: Document, facts: Facts) -> str:
    """Return the ordinal that stands at the beginning of a clause, or right after its verb; else nothing."""
    ordinals = lexicon.word_set("ordinal")
    first = facts.clause.first
    words = [doc.words[index].removeprefix(_AND) for index in range(first, min(first + 2, facts.clause.last))]
    return next((word for word in words if word in ordinals), "")
