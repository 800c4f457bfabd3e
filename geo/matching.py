"""Whether two rows of different reports can tell of one event, and how much speaks for it."""

from gazetteer.arabic import normalise
from gazetteer.distance import great_circle_km
from gazetteer.heads import heads

from .incident import Incident
from .reading.draft import loosely_same_kind

__all__ = ["SHARP_M", "apart_km", "same_event", "support", "unit_name"]

_CLOSE_KM = 3.0
_FURTHEST_M = 10_000.0
SHARP_M = 30_000.0
"""A place known no better than this is an area: something in it need not be what is told of it."""
_DAY = ("dawn", "morning", "noon", "afternoon", "evening", "night")
_NEIGHBOURS = frozenset({0, 1, len(_DAY) - 1})
_SLACK = 1.34
"""Reports of one event may differ by a third in what they count."""
_ENOUGH, _ENOUGH_UNDATED = 2, 3
"""So many facts have to agree where the day or the place is told loosely; where it is not told at all."""
_FEW_DAYS = 2
_COUNTS = ("killed", "injured", "munitions")


def same_event(one: Incident, other: Incident) -> bool:
    """Tell whether two rows can be accounts of one event by different reports.

    Their kinds agree, their days and places meet as far as they are told, and no number or party excludes it. Where
    a day or a place is told loosely (a month, a region) or not at all, other facts have to agree as well.
    """
    if len(one.reports) != 1 or len(other.reports) != 1 or one.reports == other.reports:
        return False
    if one.scope != "event" or other.scope != "event" or not loosely_same_kind(one.kind, other.kind):
        return False
    needed = max(_needed_for_days(one, other), _needed_for_places(one, other))
    return not _excluded(one, other) and (not needed or support(one, other) >= needed)


def support(one: Incident, other: Incident) -> int:
    """Return how many facts two rows have in common besides day and place: numbers, party, target, part of day."""
    counts = sum(_equal(one, other, name) for name in _COUNTS)
    texts = sum(_alike(getattr(one, name), getattr(other, name)) for name in ("target", "weapon"))
    party = one.actor_id is not None and one.actor_id == other.actor_id
    part = one.time_of_day is not None and one.time_of_day == other.time_of_day
    return counts + texts + party + part + (one.kind == other.kind)


def apart_km(one: Incident, other: Incident) -> float:
    """Return the great-circle distance of two rows in kilometres; infinite where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


_NEVER = 99


def _needed_for_days(one: Incident, other: Incident) -> int:
    """Return how many other facts have to agree for all that the days say."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return _ENOUGH_UNDATED if one.start is other.start is None else _NEVER
    if one.start > other.end or other.start > one.end:
        return _NEVER
    longest = max((one.end - one.start).days, (other.end - other.start).days)
    return _ENOUGH if longest > _FEW_DAYS else 0


def _needed_for_places(one: Incident, other: Incident) -> int:
    """Return how many other facts have to agree for all that the places say."""
    same = one.place_id is not None and one.place_id == other.place_id
    area = max(one.uncertainty_m or 0, other.uncertainty_m or 0) > SHARP_M
    if same:
        return _ENOUGH if area else 0
    if one.lat is None and other.lat is None:
        return _ENOUGH_UNDATED if _alike(one.place, other.place) or one.place is other.place is None else _NEVER
    if _holds(one, other) or _holds(other, one):
        return _ENOUGH
    known = min(one.uncertainty_m or 0, other.uncertainty_m or 0, _FURTHEST_M)
    return 0 if apart_km(one, other) <= max(_CLOSE_KM, known / 1000) else _NEVER


def _holds(area: Incident, other: Incident) -> bool:
    """Tell whether the place of a row is the unit that holds the other's."""
    if area.place is None or other.admin is None or area.country != other.country:
        return False
    return (area.uncertainty_m or 0) > SHARP_M and unit_name(area.place) == unit_name(other.admin)


def unit_name(name: str) -> str:
    """Return the name of a unit in normal form, without the word before it that says what kind of unit it is."""
    first, _, rest = normalise(name).partition(" ")
    return rest if rest and first in heads() else normalise(name)


def _excluded(one: Incident, other: Incident) -> bool:
    if one.actor_id and other.actor_id and one.actor_id != other.actor_id:
        return True
    if one.time_of_day is not None and other.time_of_day is not None:
        apart = abs(_DAY.index(one.time_of_day) - _DAY.index(other.time_of_day))
        if apart not in _NEIGHBOURS:
            return True
    return not _near(one, other, "munitions")


def _near(one: Incident, other: Incident, name: str) -> bool:
    """Tell whether two counts can be of one event."""
    low, other_low = getattr(one, f"{name}_min"), getattr(other, f"{name}_min")
    if low is None or other_low is None:
        return True
    least, most = getattr(one, f"{name}_max") or low, getattr(other, f"{name}_max") or other_low
    return bool(low <= most * _SLACK and other_low <= least * _SLACK)


def _equal(one: Incident, other: Incident, name: str) -> bool:
    """Tell whether both state the same number, and not that there were none."""
    low, other_low = getattr(one, f"{name}_min"), getattr(other, f"{name}_min")
    return bool(low) and low == other_low and getattr(one, f"{name}_max") == getattr(other, f"{name}_max")


def _alike(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and (one == other or normalise(one) == normalise(other))
