"""Which of the places that a group of clauses names are where its incident happened."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ..text import Document
from ..toponyms.demonyms import country_of
from . import lexicon
from .draft import Range, Site
from .events import Trigger
from .facts import Facts
from .heads import generic_heads, kinds_of_heads
from .quarters import in_its_town, speaks_for_a_place
from .roles import PlaceRole
from .sites import distance_m, is_wide, site_of

if TYPE_CHECKING:
    from .group import Group

__all__ = ["Placing", "meant_site", "origin_of", "placings", "site_before", "sites_near"]

_ARTICLE = "ال"
_AND = "و"
_ITS = "ها"
"""جنين ومخيمها: its camp is what المخيم means below."""
_FAR_M = 40_000.0
"""Two places so far from each other do not lie in each other."""
_HEADED = 7
_ALONE = 5
"""A clause of at most so many tokens says no more than where: وفي مدينة العريش،."""
_HERE = ("impact", "object")


@dataclass(frozen=True, slots=True)
class Placing:
    """One place at which the group's incident happened, with what it says of that place alone."""

    site: Site | None
    munitions: Range | None = None


def placings(
    doc: Document, group: "Group", primary: Trigger, earlier: Callable[[], Sequence[PlaceRole]]
) -> list[Placing]:
    """Return where a group's incident happened: several places, one, or one that is not known.

    Parameters
    ----------
    doc, group, primary
        The document, the clauses of one telling, and the words that tell of it.
    earlier
        What returns the places named before the group.
    """
    anchor = group.anchor
    if anchor is None:
        return []
    here = [role for role in anchor.roles if role.role in _HERE and not _apart(anchor, role, primary)]
    here = _corrected(doc, group) or _without_strangers(doc, here)
    if counted := _counted(doc, anchor, here):
        return counted
    here = [] if _lies_elsewhere(doc, group, here) else here
    for roles in (here, *_elsewhere(doc, group)):
        if roles:
            sites = _sites(doc, roles, primary.hit.first)
            return [Placing(in_its_town(doc, group, site, earlier)) for site in sites]
    return [Placing(meant_site(doc, anchor, primary.hit.last, earlier))]


def meant_site(doc: Document, facts: Facts, first: int, earlier: Callable[[], Sequence[PlaceRole]]) -> Site | None:
    """Return the place named before that a word such as القطاع means: the last one with that word before its name.

    Parameters
    ----------
    doc, facts
        The document and what one of its clauses says.
    first
        The token of the clause from which on such a word counts.
    earlier
        What returns the places named before the clause.
    """
    for index in range(first, facts.clause.last):
        head = doc.words[index].removeprefix(_ARTICLE)
        if head == doc.words[index] or head not in generic_heads():
            continue
        before = [*earlier(), *(role for role in facts.roles if role.located.last <= index)]
        for role in reversed(before):
            words = doc.words[max(0, role.located.first - 1) : role.located.last + 1]
            if (head in words[:-1] or words[-1:] == (_AND + head + _ITS,)) and role.located.mention.place is not None:
                return replace(site_of(doc, role), carried=True)
        own = [role for role in facts.roles if role.located.last <= index]
        if (meant := _of_kind(own[-1:], head) or _of_kind(before, head)) is not None:
            return replace(site_of(doc, meant), carried=True)
    return None


def _of_kind(before: Sequence[PlaceRole], head: str) -> PlaceRole | None:
    """Return the one place named before at which something happened and which a word such as المدينة can mean."""
    kinds = kinds_of_heads().get(head, ())
    placed = [role for role in before if role.located.mention.place is not None]
    here = [role for role in placed if role.role in _HERE] or placed
    fits = [(role, place.id) for role in here if (place := role.located.mention.place) and place.kind in kinds]
    return fits[-1][0] if len({name for _, name in fits}) == 1 else None


def _corrected(doc: Document, group: "Group") -> list[PlaceRole]:
    """Return the places of a clause that puts another right: والصواب أنها وقعت في."""
    for each in group.all:
        words = [index for index in each.clause.tokens if doc.tokens[index].text in lexicon.word_set("correction")]
        roles = [role for role in each.roles if role.role in _HERE and words and role.first > words[0]]
        if roles:
            return roles
    return []


def _without_strangers(doc: Document, roles: Sequence[PlaceRole]) -> list[PlaceRole]:
    """Leave out a place of which the next words say that it lies in a town far from it, so that it is another."""
    kept = list(roles)
    for one, other in pairwise(roles):
        between = doc.words[one.located.last : other.first]
        inside = between in {(), ("في",)} and (bool(between) or doc.words[other.first].startswith("ب"))
        if inside and one in kept and _is_elsewhere(site_of(doc, one), site_of(doc, other)):
            kept.remove(one)
    return kept


def _lies_elsewhere(doc: Document, group: "Group", here: Sequence[PlaceRole]) -> bool:
    """Tell whether the place of a clause is a namesake of one in the town with which its sentence opens.

    وفي العريش، انفجرت عبوة بجانب الطريق الدائري. Where somebody speaks, the town may be that of the speaker.
    """
    town = _opening(doc, group)
    if town is None or not here or any(each.attributions for each in group.lead):
        return False
    return all(role.phrase is None and _is_elsewhere(site_of(doc, role), town) for role in here)


def _opening(doc: Document, group: "Group") -> Site | None:
    """Return the place with which the anchor or a clause of nothing else before it opens."""
    anchor = group.anchor
    if anchor is None or anchor.attributions:
        return None
    alone = [each for each in group.lead[-1:] if len(each.clause.tokens) <= _ALONE]
    roles = [r for each in alone for r in each.roles if r.role in _HERE]
    roles += [role for role in anchor.roles if role.role == "front"]
    return next((site_of(doc, role) for role in roles if not _is_dateline(doc, role)), None)


def _is_elsewhere(one: Site, town: Site) -> bool:
    """Tell whether a site cannot lie in a town: it is far off, or nobody knows where it is."""
    if town.place_id is None or is_wide(town):
        return False
    apart = distance_m(one, town)
    return apart is None or apart > _FAR_M


def _is_unreal(facts: Facts, role: PlaceRole) -> bool:
    return any(stretch.first <= role.located.first < stretch.last for stretch in facts.unreal)


def _apart(anchor: Facts, role: PlaceRole, primary: Trigger) -> bool:
    """Tell whether a place stands in words that are planned, denied and so on while the incident does not."""
    return any(
        stretch.cue.first < role.located.first < stretch.last and primary.hit.first < stretch.first
        for stretch in anchor.unreal
    )


def origin_of(doc: Document, group: "Group") -> Site | None:
    """Return from where it was launched, as the group has it."""
    roles = [role for each in group.all for role in each.roles if role.role == "origin"]
    if roles:
        return site_of(doc, roles[0])
    return next(filter(None, (_from_a_land(doc, each) for each in group.all)), None)


def _from_a_land(doc: Document, facts: Facts) -> Site | None:
    """Return the land that only an adjective names: أطلق من الأراضي اللبنانية; it has no point."""
    if not facts.munitions:
        return None
    for index in facts.clause.tokens[:-2]:
        at = index + 2 if doc.words[index + 1] in lexicon.word_set("inside_of") else index + 1
        land = doc.words[index] in lexicon.word_set("from") and doc.words[at] in lexicon.word_set("land")
        if land and at + 1 < facts.clause.last and (country := country_of(doc.words[at + 1])) is not None:
            span = doc.span(at, at + 2)
            return Site(name=doc.quote(span), span=span, country=country, precision="country", score=0.5)
    return None


def _elsewhere(doc: Document, group: "Group") -> Iterator[list[PlaceRole]]:
    """Yield the places of the clauses around the anchor, the likeliest first."""
    for each in reversed(group.lead):
        allowed = {*_HERE, "front"} if _points_there(doc, group) else {"impact", "front"}
        yield [r for r in each.roles if r.role in allowed and not _is_dateline(doc, r) and not _is_unreal(each, r)]
    for each in group.tail:
        if each.clause.tokens and doc.words[each.clause.first] in lexicon.word_set("landed"):
            yield [role for role in each.roles if role.role == "impact" and not _is_unreal(each, role)]
    for each in group.tail:
        if _says_when(doc, each):
            yield [role for role in each.roles if role.role == "impact" and not _is_unreal(each, role)]
    if group.anchor is not None:
        yield [role for role in group.anchor.roles if role.role == "front" and not _is_dateline(doc, role)]
    for each in group.all:
        yield _of_witnesses(each)
    if group.anchor is not None:
        yield [role for role in group.anchor.roles if role.role == "background" and _is_headed_for(doc, role)]


def _says_when(doc: Document, each: Facts) -> bool:
    """Tell whether a clause says when what was told before it happened: بعد أن أوقفوا حافلتهم قرب شبام."""
    beginning = range(each.clause.first, min(each.clause.first + 2, len(doc.words)))
    opens = any(hit.entry.id == "time" for hit in lexicon.load("clauses:opener").find(doc, beginning))
    return opens and not each.attributions


def _is_headed_for(doc: Document, role: PlaceRole) -> bool:
    """Tell whether people were on their way to a place: كانوا يحاولون العودة إلى بلدتهم ميس الجبل, تسلل باتجاه."""
    before = doc.words[max(0, role.first - _HEADED) : role.first]
    return not lexicon.word_set("heading").isdisjoint(before) and not lexicon.word_set("to").isdisjoint(before)


def _points_there(doc: Document, group: "Group") -> bool:
    """Tell whether the words for the incident point at the place named just before: اندلعت فيها معارك."""
    return group.anchor is not None and any(
        doc.tokens[index].text in lexicon.word_set("there") for index in group.anchor.clause.tokens
    )


def _is_dateline(doc: Document, role: PlaceRole) -> bool:
    """Tell whether a place only says where the report was filed: غزة - وكالات - …, بيروت (المدار) - …."""
    return any(token.text in {"-", "("} for token in doc.tokens[role.located.last : role.located.last + 2])


def _of_witnesses(facts: Facts) -> list[PlaceRole]:
    """Return the place whose people tell it (قال سكان في قرية دوما), where nothing else says where it was."""
    witnesses = [a for a in facts.attributions if a.kind == "witness" or speaks_for_a_place(a.who)]
    return [role for role in facts.roles if any(a.first <= role.located.first < a.last for a in witnesses)][:1]


def _counted(doc: Document, anchor: Facts, roles: Sequence[PlaceRole]) -> list[Placing]:
    """Return the places that each have a number of their own: أربعة إلى تل أبيب وواحد على حيفا."""
    found = []
    after = anchor.clause.first
    for role in roles:
        own = [m for m in anchor.munitions if after <= m.first < role.first and m.low is not None]
        if any(token.text in lexicon.word_set("one_of") for token in doc.tokens[after : role.first]):
            found.append(Placing(site_of(doc, role), (1, 1)))
        elif own:
            found.append(Placing(site_of(doc, role), (own[-1].low, own[-1].high)))
        after = role.located.last
    return found if len(found) > 1 and len(found) == len(roles) else []


def site_before(doc: Document, roles: Sequence[PlaceRole], sentence: int) -> Site | None:
    """Return the one place at which the sentence before one says that something was, for what points back to it."""
    before = doc.sentences[sentence - 1] if sentence else range(0)
    there = [site_of(doc, role) for role in roles if role.role == "impact" and role.located.first in before]
    sites = {site.place_id: site for site in there if site.lon is not None}
    one = next(iter(sites.values())) if len(sites) == 1 else None
    return replace(one, carried=True, score=one.score * 0.7) if one is not None else None


def sites_near(doc: Document, facts: Facts, index: int) -> list[Site]:
    """Return the places of a clause at which people were hit, by the token at which the clause says so."""
    here = [role for role in facts.roles if role.role in _HERE]
    return _sites(doc, here, index) if here else []


def _sites(doc: Document, roles: Sequence[PlaceRole], index: int) -> list[Site]:
    """Return the site or the list of sites that the words at a token mean, of the places of a clause."""
    best = min(_lists(roles), key=lambda items: _preference(doc, items, index))
    sites = {site.span: site for site in (site_of(doc, role) for role in best)}
    return list(sites.values())


def _lists(roles: Sequence[PlaceRole]) -> list[list[PlaceRole]]:
    lists: list[list[PlaceRole]] = []
    for role in roles:
        if role.listed and lists:
            lists[-1].append(role)
        else:
            lists.append([role])
    return lists


def _preference(doc: Document, items: Sequence[PlaceRole], index: int) -> tuple[bool, bool, bool, int]:
    site = site_of(doc, items[0])
    before = items[0].first < index
    return (
        items[0].relation != "between",
        before,
        is_wide(site) or site.lon is None,
        -items[0].first if before else items[0].first,
    )
