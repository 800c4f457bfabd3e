"""An incident, the words that state it, and who says so: frozen values behind the table's rows."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Claim",
    "DatePrecision",
    "Evidence",
    "Incident",
    "IncidentKind",
    "Precision",
    "Scope",
    "Span",
    "Stance",
    "Status",
    "TimeOfDay",
]

IncidentKind = Literal[
    "airstrike",
    "drone_strike",
    "rocket_fire",
    "shelling",
    "interception",
    "explosion",
    "ied",
    "suicide_bombing",
    "armed_clash",
    "shooting",
    "stabbing",
    "vehicle_ramming",
    "raid",
    "abduction",
    "demolition",
    "attack",
]
Status = Literal["reported", "claimed", "denied", "planned", "hypothetical"]
Scope = Literal["event", "aggregate"]
TimeOfDay = Literal["dawn", "morning", "noon", "afternoon", "evening", "night"]
DatePrecision = Literal["day", "night", "week", "month", "year"]
Precision = Literal["exact", "neighbourhood", "town", "near", "district", "region", "country"]
Stance = Literal["states", "claims", "denies", "accuses"]
Source = Literal["official", "armed_party", "medic", "rescuer", "outlet", "witness", "monitor", "unknown"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """The words of one report that state one field of an incident."""

    report: str
    """Id of the report."""
    start: int
    end: int
    quote: str
    """``report.text[start:end]``."""
    field: str
    """The column it states: ``kind``, ``place``, ``origin``, ``date``, ``killed``, ``injured`` …"""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Claim:
    """Who says it, how they stand to it, and the numbers they give."""

    report: str
    start: int
    end: int
    who: str
    """The report's words for the source."""
    kind: Source = "unknown"
    stance: Stance = "states"
    killed: tuple[int | None, int | None] | None = None
    """Smallest and largest number they state; ``None`` where they state none."""
    injured: tuple[int | None, int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One row of the incident table; ``None`` is what the reports leave unsaid."""

    id: str
    kind: IncidentKind
    status: Status = "reported"
    scope: Scope = "event"
    start: dt.date | None = None
    end: dt.date | None = None
    time_of_day: TimeOfDay | None = None
    date_precision: DatePrecision | None = None
    place: str | None = None
    place_en: str | None = None
    place_id: str | None = None
    admin: str | None = None
    country: str | None = None
    precision: Precision | None = None
    uncertainty_m: float | None = None
    """Radius in metres within which it happened."""
    place_score: float | None = None
    lon: float | None = None
    """Degrees east; ``None`` where the incident has no point."""
    lat: float | None = None
    """Degrees north."""
    origin: str | None = None
    origin_id: str | None = None
    origin_lon: float | None = None
    origin_lat: float | None = None
    munitions_min: int | None = None
    munitions_max: int | None = None
    killed_min: int | None = None
    killed_max: int | None = None
    injured_min: int | None = None
    injured_max: int | None = None
    casualties: dict[str, dict[str, tuple[int | None, int | None]]] = field(default_factory=dict)
    """Stated subsets by ``killed``/``injured`` and category: ``{"killed": {"children": (3, 3)}}``; never added."""
    weapon: str | None = None
    target: str | None = None
    actor: str | None = None
    actor_id: str | None = None
    claims: tuple[Claim, ...] = ()
    reports: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.5
    why: str = ""
    parts: tuple["Incident", ...] = field(default=(), compare=False, repr=False)
    """The rows of single reports that a merged one was made of; no column of the table."""
