"""How a report was read, as lines of text: each field of an incident with the words that state it, and why."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .plain import columns, days, range_of

if TYPE_CHECKING:
    from geo import Claim, Evidence, Incident

__all__ = ["explanation_lines"]


def explanation_lines(incident: "Incident") -> Iterator[str]:
    """Yield why an incident is one, then a line for each quote of each field, then who says so."""
    yield f"why: {incident.why}"
    rows = [row for field in _fields(incident) for row in _rows(incident, field)]
    yield from columns(rows + [_claim(claim) for claim in incident.claims])


def _fields(incident: "Incident") -> list[str]:
    """Return the fields of which something is known, in the order of the table, then others that have words."""
    known = [field for field, value in _VALUES.items() if value(incident) or _quotes(incident, field)]
    return list(dict.fromkeys([*known, *(piece.field for piece in incident.evidence)]))


def _rows(incident: "Incident", field: str) -> Iterator[list[str]]:
    value = _VALUES[field](incident) if field in _VALUES else ""
    quotes = _quotes(incident, field)
    if not quotes:
        yield [field, value, "", "no words of its own"]
    for at, piece in enumerate(quotes):
        yield [field if not at else "", value if not at else "", _where(piece), f"«{' '.join(piece.quote.split())}»"]


def _quotes(incident: "Incident", field: str) -> "list[Evidence]":
    return [piece for piece in incident.evidence if piece.field == field]


def _claim(claim: "Claim") -> list[str]:
    numbers = [
        f"{what} {range_of(*span)}" for what, span in (("killed", claim.killed), ("injured", claim.injured)) if span
    ]
    return ["said by", ", ".join([claim.kind, claim.stance, *numbers]), _where(claim), f"«{claim.who}»"]


def _where(piece: "Evidence | Claim") -> str:
    return f"{piece.report} {piece.start}-{piece.end}"


def _date(incident: "Incident") -> str:
    if incident.start is None:
        return ""
    return _joined(days(incident.start, incident.end), incident.time_of_day, _by(incident.date_precision))


def _place(incident: "Incident") -> str:
    return _joined(incident.place_id or incident.place, _by(incident.precision), _score(incident.place_score))


def _by(precision: str | None) -> str | None:
    return precision and f"to the {precision}"


def _score(score: float | None) -> str | None:
    return None if score is None else f"score {score:.2f}"


def _joined(*parts: str | None) -> str:
    return ", ".join(filter(None, parts))


def _counted(low: int | None, high: int | None) -> str:
    return "" if low is None and high is None else range_of(low, high)


_VALUES: "dict[str, Callable[[Incident], str]]" = {
    "kind": lambda incident: incident.kind,
    "status": lambda incident: _joined(incident.status, incident.scope),
    "date": _date,
    "place": _place,
    "origin": lambda incident: _joined(incident.origin_id or incident.origin),
    "munitions": lambda incident: _counted(incident.munitions_min, incident.munitions_max),
    "killed": lambda incident: _counted(incident.killed_min, incident.killed_max),
    "injured": lambda incident: _counted(incident.injured_min, incident.injured_max),
    "weapon": lambda incident: _joined(incident.weapon),
    "target": lambda incident: _joined(incident.target),
    "actor": lambda incident: _joined(incident.actor_id or incident.actor),
}
"""What is known of each field that `Evidence.field` names, as the table has it; empty for what is not."""
