"""Whether an account is news of something that happened, or words used in passing: a small logistic regression.

It weighs what the account says (a place, a day, people hit …) and how it says it (the trigger, its form, its source,
the marks of `geo.reading.manner`);
the rule of thumb `geo.reading.scope.is_news` is one of its facts. Its weights are in ``seeds/models/news.csv``, written
by ``training/news.py``; so are those of a row's confidence, the facts that begin with ``sure``.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cache

from gazetteer.seeds import read_csv

from .accounts import Account
from .scope import is_news

__all__ = ["CERTAIN", "facts_of", "forget", "odds", "says_all", "sure"]

CERTAIN = 1.0
"""Added for an account that says who was hit where or when: few sentences that teach the weights do."""
_SAID = ("munitions", "actor", "target", "weapon", "source", "tolls")
_IS = ("carried", "opens", "of_itself", "refers", "plural", "hits_only", "another", "loose", "total")


def odds(account: Account, *, goes_on: bool) -> float:
    """Return the natural logarithm of the odds that an account is news.

    Parameters
    ----------
    account
        What is told.
    goes_on
        Whether the report has just told of another incident.
    """
    weights = _weights()
    certain = CERTAIN if says_all(account) or _says_who_where_and_when(account) else 0.0
    return certain + math.fsum(weights.get(fact, 0.0) for fact in facts_of(account, goes_on=goes_on))


def says_all(account: Account) -> bool:
    """Tell whether an account says how many were hit, and where or on what day."""
    dated = account.period is not None and account.period.start is not None
    return (dated or account.site is not None) and any(toll.low for toll in account.tolls)


def _says_who_where_and_when(account: Account) -> bool:
    dated = account.period is not None and account.period.start is not None and not account.period.span
    new = not account.refers and not any(trigger.definite for trigger in account.triggers)
    return dated and new and account.site is not None and account.actor is not None


def sure(signs: Mapping[str, float]) -> float:
    """Return how likely a row is right, by the signs that `geo.reading.finish` has of it."""
    weights = _weights()
    return 1 / (1 + math.exp(-math.fsum(weights.get(f"sure: {name}", 0.0) * value for name, value in signs.items())))


def facts_of(account: Account, *, goes_on: bool) -> Iterator[str]:
    """Yield what is weighed, by the names of the table."""
    yield "always"
    yield from (name for name in _SAID if getattr(account, name))
    yield from (name for name in _IS if getattr(account, name))
    if goes_on:
        yield "goes on"
    if not account.triggers:
        yield "count alone"
    elif is_news(account, goes_on=goes_on):
        yield "says enough"
    yield f"kind {account.kind}"
    if says_all(account):
        yield "says all"
    yield from account.marks
    yield from _of_place_and_time(account)
    yield from _of_words(account)


def _of_place_and_time(account: Account) -> Iterator[str]:
    if account.site is not None:
        yield "place"
        yield f"place {account.site.precision}"
    if account.period is not None:
        yield "time"
        yield f"time {account.period.precision if account.period.start else 'unknown'}"
    if account.source is not None:
        yield f"source {account.source.kind}"


def _of_words(account: Account) -> Iterator[str]:
    primary = max(account.triggers, key=lambda trigger: trigger.rank, default=None)
    if primary is not None:
        yield f"trigger {primary.id}"
        yield f"form {primary.hit.form}"
        yield "definite" if primary.definite else "indefinite"


def forget() -> None:
    """Read the table anew when it is next asked, for a script that has just written it."""
    _weights.cache_clear()


@cache
def _weights() -> dict[str, float]:
    return {row["fact"]: float(row["weight"]) for _, row in read_csv("models/news.csv")}
