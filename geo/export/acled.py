"""The columns of the Armed Conflict Location & Event Data Project (ACLED)."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd

from .codes import Row, country_of, happened, length, write_standard

__all__ = ["write_acled"]

_SPANS = ((2, 1), (7, 2), (31, 3))
"""The most days that a code of time_precision stands for."""
_LESS = 4
_CODES = ("disorder_type", "event_type", "sub_event_type", "time_precision", "geo_precision", "fatalities")


def write_acled(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write CSV with the 31 columns of ACLED's export.

    `event_date` is the first day where the day is told, and the middle of the time where a week or a month is, as
    ACLED has it; where no more than the year is known there is none. `fatalities` is the least that is stated, ACLED's
    rule for numbers that disagree, and blank where nothing is: a 0 was stated. `actor1` holds the party that is said
    to have done it, `source` the ids of the reports. A row of something that did not happen (`status`) has no codes
    and no numbers; a total (`scope`) has none either: ACLED counts events, and a sum would count it twice.
    """
    write_standard(frame, path, "acled", _work_out)


def _work_out(row: Row, crosswalk: Mapping[str, Any]) -> dict[str, object]:
    event, sub_event = crosswalk["kind"][row["kind"]]["acled"]
    country = country_of(row)
    precision = _time_precision(row, crosswalk)
    known = {
        "event_date": _event_date(row, precision),
        "year": int(row["start"][:4]) if _one_year(row) else None,
        "time_precision": precision,
        "disorder_type": crosswalk["disorder"][event],
        "event_type": event,
        "sub_event_type": sub_event,
        "iso": int(country["numeric"]) if country else None,
        "country": country.get("name"),
        "geo_precision": crosswalk["precision"].get(row["precision"], {}).get("acled"),
        "source": "; ".join(row["reports"]) or None,
    }
    coded = happened(row, crosswalk) and crosswalk["scope"][row["scope"]]["acled"]
    return known if coded else known | dict.fromkeys(_CODES)


def _one_year(row: Row) -> bool:
    return bool(row["start"] and row["end"] and row["start"][:4] == row["end"][:4])


def _time_precision(row: Row, crosswalk: Mapping[str, Any]) -> int | None:
    days = length(row)
    if days is None:
        return None
    told = crosswalk["date_precision"].get(row["date_precision"] or "day", {}).get("acled", _LESS)
    code = max(told, next((code for most, code in _SPANS if days <= most), _LESS))
    return None if code == _LESS else code


def _event_date(row: Row, precision: int | None) -> str | None:
    if precision is None:
        return None
    days = (length(row) or 1) if precision > 1 else 1
    return (dt.date.fromisoformat(row["start"]) + dt.timedelta(days=(days - 1) // 2)).isoformat()
