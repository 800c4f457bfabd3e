"""Whether words tell of one event, of a total over a time or an area, or of something long past."""

import datetime as dt

from ..times.dates import Period
from . import lexicon
from .accounts import Account
from .facts import Facts
from .group import Group
from .sites import is_wide

__all__ = ["is_aggregate", "is_news", "is_of_known", "is_old"]

_OLD_DAYS = 330
_ENOUGH = 2
_MANY = 50


def is_aggregate(account: Account, group: Group | None) -> bool:
    """Tell whether an account is a total: over a stretch of days, or over an area whose places it does not name."""
    long = account.period is not None and account.period.is_long
    if long and (_is_stretch(account) or _are_scattered(group)):
        return True
    if group is not None and any(_is_running_total(each, account) for each in group.all):
        return True
    if account.total and account.shared:
        return True
    if not account.triggers and (account.total or _hit(account) >= _MANY or long):
        return True
    many = account.munitions is not None and (account.munitions[0] or 0) >= _MANY
    wide = account.site is not None and is_wide(account.site) and not _is_raid_on_district(account)
    return wide and (account.plural or many or (account.period is not None and account.period.span))


def _is_raid_on_district(account: Account) -> bool:
    """Tell whether one district was hit on one occasion: ست غارات على مديرية بني مطر."""
    district = account.site is not None and account.site.precision == "district"
    return district and not (account.period is not None and account.period.span)


def _is_running_total(each: Facts, account: Account) -> bool:
    """Tell whether a clause sums over a time or an area; after an incident at one place its toll is that incident's."""
    if not any(casualty.total for casualty in each.casualties):
        return False
    own = any(period.span for period in each.periods) or (each.told and account.plural) or not account.triggers
    return bool(own) or is_wide(account.site)


def _hit(account: Account) -> int:
    return max((toll.low or 0 for toll in account.tolls), default=0)


def _is_stretch(account: Account) -> bool:
    return account.period is not None and account.period.span


def _are_scattered(group: Group | None) -> bool:
    """Tell whether several are told as one: حوادث إطلاق نار متفرقة."""
    anchor = group.anchor if group is not None else None
    words = lexicon.word_set("scattered")
    return anchor is not None and any(anchor.doc.words[index] in words for index in anchor.clause.tokens)


def is_of_known(account: Account) -> bool:
    """Tell whether what seems a total takes up what was told of its place: الغارات على بني مطر خلفت ستة قتلى."""
    return account.refers and account.site is not None and account.period is None and not account.total


def is_news(account: Account, *, goes_on: bool) -> bool:
    """Tell whether an account says enough to be news of something that happened, not a word used in passing.

    A past verb needs one thing more: where, when, who was hit, how many were fired. A noun or a verb in the present
    needs two; a verb that carries the noun (شن، تعرض، وقع) is one. Words that open a sentence with their place are a
    flash, and count as past.

    Parameters
    ----------
    account
        What is told.
    goes_on
        Whether the report has just told of another incident: then one thing less will do.
    """
    said = [
        account.site is not None,
        account.period is not None,
        bool(account.tolls),
        account.munitions is not None,
        account.carried,
    ]
    flash = account.opens and account.site is not None and not account.refers
    past = flash or any(trigger.hit.form == "past" for trigger in account.triggers)
    return sum(said) + goes_on >= (1 if past else _ENOUGH)


def is_old(period: Period | None, published: dt.date | None) -> bool:
    """Tell whether a time is background rather than news: most of a year or more before publication."""
    if period is None or period.end is None or published is None or period.span:
        return False
    return (published - period.end).days > _OLD_DAYS
