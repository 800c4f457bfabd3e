"""What the tables in the terms of other standards have in common: columns, countries, days, suggestions."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd

from gazetteer.seeds import read_csv, read_toml

from .tabular import placed, write_lines

__all__ = ["Row", "country_of", "happened", "length", "write_standard"]

Row = Mapping[str, Any]
"""A row of the incident table as plain values, with ``lon`` and ``lat``."""

_OWN = (
    *("kind", "status", "scope", "precision", "date_precision", "uncertainty_m"),
    *("killed_min", "killed_max", "injured_min", "injured_max"),
)
_BOUNDS = (("killed_min", "killed_max"), ("injured_min", "injured_max"))


def write_standard(
    frame: gpd.GeoDataFrame, path: Path, standard: str, work_out: Callable[[Row, Mapping[str, Any]], dict[str, object]]
) -> None:
    """Write CSV with the columns of a standard, one row an incident, then ours and what is suggested.

    Columns that begin with ``mawqi_`` hold our own words, those with ``suggested_`` what a person has to decide. What
    is not known is an empty cell.

    Parameters
    ----------
    frame
        The incident table.
    path
        The CSV file.
    standard
        The table of ``seeds/crosswalk.toml`` that names the standard's columns.
    work_out
        Given a row and the crosswalk, returns the columns that are not one of ours as it stands.
    """
    crosswalk = read_toml("crosswalk.toml")
    columns: dict[str, str] = crosswalk["columns"][standard]

    def lines() -> Iterator[list[object]]:
        for row in placed(frame):
            known = {name: row[ours] for name, ours in columns.items() if ours} | work_out(row, crosswalk)
            own = [row[name] for name in _OWN]
            yield [*(known.get(name) for name in columns), *own, *_suggested(row, crosswalk).values()]

    suggested = _suggested(dict.fromkeys((*_OWN, "reports", "claims")), crosswalk)
    write_lines(path, [[*columns, *(f"mawqi_{name}" for name in _OWN), *suggested], *lines()])


def happened(row: Row, crosswalk: Mapping[str, Any]) -> bool:
    """Tell whether a row is of something that happened: the standards have codes for nothing else."""
    return bool(crosswalk["status"][row["status"]]["happened"])


def country_of(row: Row) -> dict[str, str]:
    """Return code, number and name of a row's country by ISO 3166-1; empty where it has none."""
    return _countries().get(row["country"] or "", {})


@cache
def _countries() -> dict[str, dict[str, str]]:
    return {row["code"]: row for _, row in read_csv("countries.csv")}


def length(row: Row) -> int | None:
    """Return the days of a row, the first and the last counted; ``None`` where they are not known."""
    if row["start"] is None or row["end"] is None:
        return None
    return (dt.date.fromisoformat(row["end"]) - dt.date.fromisoformat(row["start"])).days + 1


def _suggested(row: Row, crosswalk: Mapping[str, Any]) -> dict[str, object]:
    kind: dict[str, Any] = crosswalk["kind"].get(row["kind"], {})
    status: dict[str, Any] = crosswalk["status"].get(row["status"], {})
    event, mode = [*kind.get("plover", []), None, None][:2]
    single = len(row["reports"] or ()) == 1
    precision = crosswalk["precision"].get(row["precision"], {})
    return {
        "suggested_plover_event": event,
        "suggested_plover_mode": mode,
        "suggested_plover_auxiliary": status.get("plover"),
        "suggested_airwars_strike_type": kind.get("airwars"),
        "suggested_airwars_strike_status": (single and status.get("airwars_single")) or status.get("airwars"),
        "suggested_airwars_geolocation_accuracy": precision.get("airwars"),
        "suggested_airwars_grading": _grading(row, crosswalk["grading"]) if status.get("happened") else None,
    }


def _grading(row: Row, grades: Mapping[str, str]) -> str | None:
    """Return how Airwars may grade what is said of people hit; ``None`` where nobody is said to be."""
    if not any(row[high] or (row[low] and row[high] is None) for low, high in _BOUNDS):
        return None
    if {claim["stance"] for claim in row["claims"]} & {"denies"}:
        return grades["disputed"]
    return grades["single" if len(row["reports"]) == 1 else "several"]
