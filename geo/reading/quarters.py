"""A quarter that no gazetteer has, put in the town of which the report speaks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from gazetteer.arabic import normalise

from ..text import Document
from . import lexicon
from .draft import Site
from .facts import Facts
from .group import Group
from .roles import PlaceRole
from .sites import put_at, site_of

__all__ = ["in_its_town", "speaks_for_a_place"]

_ARTICLE = "ال"
_TOWNS = frozenset({"city", "town", "village"})
_LESS = 0.6
"""How much less sure the point of a town is for a quarter of it than for the town."""
_HERE = frozenset({"impact", "object", "front"})
_DATELINE = frozenset({"-", "(", ":"})
_OPENING = 12
"""A place named among so many first words may be that of which a report speaks."""


def in_its_town(
    doc: Document, group: Group, site: Site | None, earlier: Callable[[], Sequence[PlaceRole]]
) -> Site | None:
    """Return a site with the point of its town, where it is a quarter or street that nobody knows; else as it is.

    Parameters
    ----------
    doc, group, site
        The document, the clauses of one telling, and the place that they name.
    earlier
        What returns the places named before the group.
    """
    if site is None or site.place_id is not None or site.lon is not None or not _is_part_of_town(site):
        return site
    best = min(_towns(doc, group, site, earlier), key=lambda pair: pair[0], default=None)
    if best is None:
        return site
    town = site_of(doc, best[1])
    here = put_at(site, town, f"{site.why.rstrip('.')}; the report speaks of {town.name}")
    return replace(here, admin=town.admin, country=town.country, score=town.score * _LESS, town=town.place_id)


def speaks_for_a_place(who: str) -> bool:
    """Tell whether a source speaks for the place it is of: بلدية سديروت, مختار القرية."""
    return any(word in lexicon.word_set("local") for word in normalise(who).split())


def _is_part_of_town(site: Site) -> bool:
    words = normalise(site.name).split()
    return any(word.removeprefix(_ARTICLE) in lexicon.word_set("quarter") for word in words[:2])


def _towns(
    doc: Document, group: Group, site: Site, earlier: Callable[[], Sequence[PlaceRole]]
) -> Iterator[tuple[tuple[int, int], PlaceRole]]:
    """Yield the towns in which a quarter may lie, each with how likely it is: first the nearest of the likeliest."""
    own = [(each, role) for each in group.all for role in each.roles if role.located.mention.start != site.span.start]
    for each, role in (*own, *((None, role) for role in earlier())):
        place = role.located.mention.place
        rank = _rank(doc, each, role)
        if place is not None and place.kind in _TOWNS and rank is not None:
            yield (rank, -role.located.first), role


def _rank(doc: Document, each: Facts | None, role: PlaceRole) -> int | None:
    """Return how likely a place is the town that is meant, 0 the likeliest; ``None`` for one named in passing."""
    if role.role == "container" and each is not None:
        return 0
    sources = each.attributions if each is not None else ()
    if any(a.first <= role.located.first < a.last and speaks_for_a_place(a.who) for a in sources):
        return 1
    if role.role in _HERE or _DATELINE.intersection(doc.words[role.located.last : role.located.last + 1]):
        return 2
    return 3 if role.located.first < _OPENING else None
