"""The columns of the UCDP Georeferenced Event Dataset (GED)."""

from collections.abc import Mapping
from math import floor
from pathlib import Path
from typing import Any

import geopandas as gpd

from .codes import Row, country_of, happened, length, write_standard

__all__ = ["write_ucdp"]

_SPANS = ((1, 1), (6, 2), (7, 3), (31, 4))
"""The most days that a code of date_prec stands for."""
_YEAR_KNOWN = 5
_NEAR, _NEAR_M, _SECOND_ORDER = 2, 25_000, 3
_CELL = 0.5
"""Degrees of a cell of PRIO-GRID."""
_ACROSS, _UP = 720, 360
_CODES = ("where_prec", "date_prec", "event_clarity", "geom_wkt", "priogrid_gid", "year", "best", "low", "high")


def write_ucdp(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write CSV with the 49 columns of the GED.

    `low` and `high` are the least and the most that is stated; `best` is filled where they are the same number, for
    choosing in between is a coder's work. `side_a` holds the party that is said to have done it, `source_article`
    the ids of the reports. What UCDP decides by its own lists (conflicts, dyads, type of violence, Gleditsch and Ward
    numbers) is blank. A row of something that did not happen (`status`) has no codes and no numbers.
    """
    write_standard(frame, path, "ucdp", _work_out)


def _work_out(row: Row, crosswalk: Mapping[str, Any]) -> dict[str, object]:
    toll = row["killed_min"] if row["killed_min"] == row["killed_max"] else None
    known = {
        "year": _year(row),
        "number_of_sources": len(row["reports"]),
        "source_article": "; ".join(row["reports"]) or None,
        "source_original": "; ".join(dict.fromkeys(claim["who"] for claim in row["claims"])) or None,
        "where_prec": _where_prec(row, crosswalk),
        "where_description": row["why"] or None,
        "geom_wkt": None if row["lon"] is None else f"POINT ({row['lon']:.7g} {row['lat']:.7g})",
        "priogrid_gid": None if row["lon"] is None else _priogrid(row["lon"], row["lat"]),
        "country": country_of(row).get("name"),
        "event_clarity": crosswalk["scope"][row["scope"]]["ucdp"],
        "date_prec": _date_prec(row, crosswalk),
        "deaths_civilians": _civilians(row),
        "best": toll,
    }
    return known if happened(row, crosswalk) else known | dict.fromkeys((*_CODES, "deaths_civilians"))


def _year(row: Row) -> int | None:
    if row["start"] is None or row["end"] is None or row["start"][:4] != row["end"][:4]:
        return None
    return int(row["start"][:4])


def _where_prec(row: Row, crosswalk: Mapping[str, Any]) -> int | None:
    code: int | None = crosswalk["precision"].get(row["precision"], {}).get("ucdp")
    return _SECOND_ORDER if code == _NEAR and (row["uncertainty_m"] or 0) > _NEAR_M else code


def _date_prec(row: Row, crosswalk: Mapping[str, Any]) -> int | None:
    """Return the code of what is told, or of how long it lasted where that is less exact."""
    days = length(row)
    if days is None:
        return None
    told: int = crosswalk["date_precision"].get(row["date_precision"], {}).get("ucdp", 1)
    return max(told, next((code for most, code in _SPANS if days <= most), _YEAR_KNOWN))


def _civilians(row: Row) -> int | None:
    low: int | None
    low, high = row["casualties"].get("killed", {}).get("civilians") or (None, None)
    return low if low == high else None


def _priogrid(lon: float, lat: float) -> int:
    """Return the number of the cell of PRIO-GRID 2.0: from 1 in the south-west, east and then north."""
    east = min(floor((lon + 180) / _CELL), _ACROSS - 1)
    north = min(floor((lat + 90) / _CELL), _UP - 1)
    return north * _ACROSS + east + 1
