"""An incident while its report is being read: what each account of it says, not yet brought to one row."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from ..incident import Evidence, IncidentKind, Precision, Scope, Span, Status
from ..times.dates import Period
from .actors import Actor
from .claims import Attribution

__all__ = ["FOES", "Apart", "Draft", "Site", "Toll", "loosely_same_kind", "total"]

Range = tuple[int | None, int | None]
Apart = Literal["attacker", "died"]
FOES = "foes"
"""Of whom a toll counts those whom its teller fights: 24 عنصرا تكفيريا."""

_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"airstrike", "drone_strike", "shelling", "attack", "explosion"}),
    frozenset({"rocket_fire", "shelling", "attack", "explosion"}),
    frozenset({"explosion", "ied", "suicide_bombing", "attack"}),
    frozenset({"shooting", "armed_clash", "attack", "raid"}),
    frozenset({"stabbing", "attack"}),
    frozenset({"vehicle_ramming", "attack"}),
    frozenset({"demolition", "attack", "explosion"}),
    frozenset({"raid", "armed_clash"}),
)
"""Kinds that two accounts of one incident may give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where an incident happened, as one account has it."""

    name: str
    span: Span
    place_id: str | None = None
    place_en: str | None = None
    admin: str | None = None
    country: str | None = None
    lon: float | None = None
    lat: float | None = None
    uncertainty_m: float | None = None
    precision: Precision | None = None
    score: float = 0.0
    why: str = ""
    town: str | None = None
    """The town whose point it has, where it is a quarter of it that no gazetteer knows."""
    carried: bool = False
    """Whether the account leaves the place to what was said before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """What one account says of the people who were hit."""

    what: str
    """``killed`` or ``injured``."""
    low: int | None
    high: int | None
    source: str
    """Who says so, for telling two sources from one that goes on."""
    sentence: int
    updated: bool
    span: Span
    category: str | None = None
    """A stated subset: children, women … ``None`` for the whole."""
    apart: Apart | None = None
    """Whom other counts leave out: the ``attacker``, or one of the wounded who has ``died`` since."""
    who: str | None = None
    """Whom a whole counts: ``foes`` for the side that the teller fights, else as the noun says; ``None``: people."""


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """One incident so far."""

    kind: IncidentKind
    sentence: int
    latest: int
    """The sentence that told of it last."""
    clause: int
    site: Site | None
    origin: Site | None = None
    period: Period | None = None
    period_stated: bool = False
    munitions: Range | None = None
    munitions_span: Span | None = None
    tolls: list[Toll] = field(default_factory=list)
    actor: Actor | None = None
    weapon: Span | None = None
    target: Span | None = None
    status: Status = "reported"
    scope: Scope = "event"
    sources: list[tuple[Attribution, Span]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    accounts: int = 1
    odds: float = 0.0
    """Natural logarithm of the odds that it is news (`geo.reading.news`)."""


def loosely_same_kind(one: str, other: str) -> bool:
    """Tell whether two accounts that give these kinds may tell of one incident."""
    return one == other or any(one in family and other in family for family in _FAMILIES)


def total(tolls: Iterable[Toll], what: str) -> Range | None:
    """Return what the accounts together state: their sum within a sentence, their range across sources.

    ``None`` where none says anything of it; a vague number (عشرات) is ``(None, None)``. An updated toll takes the
    place of those before it. An attacker who was hit too is added; one of the wounded who died is no longer wounded.
    """
    accounts: dict[tuple[str, int], Range] = {}
    apart: dict[Apart, dict[int, int]] = {"attacker": {}, "died": {}}
    hurt = False
    for toll in _with_foes_apart(list(tolls), what):
        if toll.category is not None:
            continue
        hurt = hurt or (toll.what == "injured" and toll.low != 0)
        died = toll.apart == "died" and hurt
        if died or (toll.apart == "attacker" and toll.what == what):
            told = apart["died" if died else "attacker"]
            told[toll.sentence] = told.get(toll.sentence, 0) + (toll.low or 0)
        elif toll.what == what:
            if toll.updated:
                accounts.clear()
                apart = {"attacker": {}, "died": {}}
            key = (toll.source, toll.sentence)
            accounts[key] = _add(accounts[key], (toll.low, toll.high)) if key in accounts else (toll.low, toll.high)
    dead = max(apart["died"].values(), default=0)
    more = max(apart["attacker"].values(), default=0) + (dead if what == "killed" else -dead)
    return _with(_span_of(list(accounts.values())), more)


def _with_foes_apart(tolls: list[Toll], what: str) -> list[Toll]:
    """Return tolls with the other side's dead set apart from those of this side, where each says whom it counts."""
    wholes = [toll for toll in tolls if toll.what == what and toll.category is None and toll.low]
    both = len({toll.who == FOES for toll in wholes}) > 1
    if not both or any(toll.who is None for toll in wholes):
        return tolls
    return [replace(toll, apart="attacker") if toll.who == FOES else toll for toll in tolls]


def _with(stated: Range | None, more: int) -> Range | None:
    """Return a number with those whom it leaves out; ``None`` where nobody of it is left."""
    if stated is None:
        return (more, more) if more > 0 else None
    low, high = (None if bound is None else bound + more for bound in stated)
    return None if more < 0 and (low is None or low <= 0) and stated != (None, None) else (low, high)


def _add(one: Range, other: Range) -> Range:
    low = None if one[0] is None or other[0] is None else one[0] + other[0]
    high = None if one[1] is None or other[1] is None else one[1] + other[1]
    return low, high


def _span_of(ranges: list[Range]) -> Range | None:
    if not ranges:
        return None
    stated = [pair for pair in ranges if pair != (None, None)] or ranges
    lows = [low for low, _ in stated if low is not None]
    highs = [high for _, high in stated]
    return (min(lows) if lows else None), (
        None if any(high is None for high in highs) else max(h for h in highs if h is not None)
    )
