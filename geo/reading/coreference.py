"""Whether an account tells of an incident that the report has told before."""

from collections.abc import Sequence
from dataclasses import replace

from ..times.dates import Period
from .accounts import Account
from .draft import Draft, Range, Site, loosely_same_kind
from .sites import distance_m, is_wide

__all__ = ["antecedent", "periods_agree", "same_site"]

_ABSORBS = {
    "raid": frozenset({"armed_clash", "shooting", "demolition", "raid"}),
    "armed_clash": frozenset({"shooting", "shelling"}),
}
"""What goes on in the course of an incident and is none of its own, where it has no other place."""
_ASSAULTS = frozenset({"shooting", "stabbing", "vehicle_ramming", "attack", "armed_clash"})
"""After which the one who did it may be hit on the spot."""
_HARMLESS = frozenset({"demolition", "interception"})
"""In the course of which people are seldom shot."""
_NEAR = frozenset({"near"})
_ONE_PLACE_M = 1_000.0
"""Two names of the gazetteer are one place on the ground at most so far apart."""
_WAS = "after pluperfect"
_UNTOLD = frozenset({"attack", "explosion"})
"""Kinds of which a sentence with كان … قد goes on to say how it was done."""
_MEMORY = 12
"""Sentences back to which an account without a place of its own may point."""


def antecedent(drafts: Sequence[Draft], account: Account) -> Draft | None:
    """Return the incident that an account tells again, the latest that fits; ``None`` for a new one."""
    if account.another and account.site is not None and not account.hits_only:
        return None
    for draft in reversed(drafts):
        if _may_be(draft, account) and (_points_at(draft, account) if account.site is None else _at(draft, account)):
            return draft
    loose = account.loose or account.kind == "explosion"
    if account.refers and account.site is not None and loose and not _hits_there(account):
        return antecedent(drafts, replace(account, site=None))
    return None


def _hits_there(account: Account) -> bool:
    """Tell whether people were hit at a known place of the account's own: قتل فتى في الخليل برصاص الجيش."""
    site = account.site
    own = site is not None and site.place_id is not None and not site.carried and not is_wide(site)
    return own and any(toll.low for toll in account.tolls)


def _may_be(draft: Draft, account: Account) -> bool:
    same = loosely_same_kind(draft.kind, account.kind)
    here = account.site is None or (draft.site is not None and same_site(draft.site, account.site))
    absorbed = here and account.kind in _ABSORBS.get(draft.kind, ())
    return (
        (same or absorbed or _on_the_spot(draft, account))
        and periods_agree(draft.period if draft.period_stated else None, account.period)
        and _numbers_agree(draft, account)
        and not (account.shared and draft.clause == account.clause)
    )


def _on_the_spot(draft: Draft, account: Account) -> bool:
    """Tell whether people were hit in the course of what the sentence tells: the driver was shot there."""
    if account.on_attacker:
        near = account.sentence - draft.latest <= 1 and draft.clause != account.clause
        return near and account.site is None and draft.kind in _ASSAULTS and draft.scope == "event"
    here = account.site is None and account.hits_only and draft.sentence == account.sentence
    return here and draft.kind not in _HARMLESS


def _at(draft: Draft, account: Account) -> bool:
    """Tell whether an account with a place of its own is at the draft's place."""
    if account.site is None or draft.site is None:
        return draft.site is None and draft.sentence + 1 >= account.sentence and account.refers
    if draft.scope != "event":
        return False
    return same_site(draft.site, account.site) or (
        account.refers
        and draft.kind == account.kind
        and account.sentence - draft.latest <= 1
        and _holds(account.site, draft.site)
    )


def _holds(area: Site, site: Site) -> bool:
    """Tell whether an area that an account names loosely (في البحر الأحمر) holds the place told before."""
    apart = distance_m(area, site)
    return apart is not None and is_wide(area) and not is_wide(site) and apart <= (area.uncertainty_m or 0)


def _points_at(draft: Draft, account: Account) -> bool:
    """Tell whether an account without a place points back to the draft."""
    if draft.scope != "event" or account.sentence - draft.sentence > _MEMORY:
        return False
    if account.another and not account.hits_only:
        return False
    explains = account.explains and draft.sentence == account.sentence
    if explains or account.refers or _on_the_spot(draft, account) or account.kind in _ABSORBS.get(draft.kind, ()):
        return True
    if account.munitions is not None:
        return False
    if _goes_on_with(draft, account) or _says_how(draft, account):
        return True
    label = account.kind == "attack" and account.period is None and not account.tolls
    return (label or draft.kind == account.kind) and account.sentence - draft.latest <= 1


def _says_how(draft: Draft, account: Account) -> bool:
    """Tell whether a sentence says how what was told had been done: وكان انتحاري قد فجر نفسه."""
    had = _WAS in account.marks and not account.tolls and loosely_same_kind(draft.kind, account.kind)
    return had and draft.kind in _UNTOLD and account.sentence - draft.latest <= 1


def _goes_on_with(draft: Draft, account: Account) -> bool:
    """Tell whether a sentence goes on to say how an attack was made: هاجموا القرية وأطلقوا النار."""
    here = draft.sentence == account.sentence and draft.clause != account.clause
    by = draft.kind == "attack" and account.kind == "shooting"
    return here and by and account.actor is None and account.period is None


def same_site(one: Site, other: Site) -> bool:
    """Tell whether two sites can be one place: the same, or near within what is known of them."""
    if one.place_id is not None and one.place_id == other.place_id:
        return True
    if one.town is not None or other.town is not None:
        return one.name == other.name
    apart = distance_m(one, other)
    if apart is None:
        return one.name == other.name
    if is_wide(one) or is_wide(other):
        return False
    if one.place_id is not None and other.place_id is not None and not _NEAR & {one.precision, other.precision}:
        return apart <= _ONE_PLACE_M
    return apart <= max(2_000.0, min(one.uncertainty_m or 0, other.uncertainty_m or 0))


def periods_agree(one: Period | None, other: Period | None) -> bool:
    """Tell whether two stated times can be one: their days meet and their parts of the day do not differ."""
    if one is None or other is None:
        return True
    if one.start and other.start and one.end and other.end and (one.end < other.start or other.end < one.start):
        return False
    return not (one.time_of_day and other.time_of_day and not _parts_meet(one.time_of_day, other.time_of_day))


def _parts_meet(one: str, other: str) -> bool:
    return one == other or {one, other} in ({"dawn", "night"}, {"dawn", "morning"}, {"noon", "afternoon"},
                                            {"evening", "night"}, {"afternoon", "evening"})  # fmt: skip


def _numbers_agree(draft: Draft, account: Account) -> bool:
    """Tell whether the numbers fired can be of one salvo, or of one of its parts told again without a time."""
    if account.refers or _meet(draft.munitions, account.munitions):
        return True
    own, told = account.munitions, draft.munitions
    return account.period is None and own is not None and told is not None and (own[0] or 0) < (told[0] or 0)


def _meet(one: Range | None, other: Range | None) -> bool:
    if one is None or other is None or one[0] is None or other[0] is None:
        return True
    return one[0] <= (other[1] or one[0]) and other[0] <= (one[1] or other[0])
