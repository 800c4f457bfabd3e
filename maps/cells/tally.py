"""How many incidents, killed and injured there are in each cell and step, as ranges of what is stated."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo import FrameError

from .lattice import Cells, Kind, cells_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["FIELDS", "Tally", "tally"]

AREAS = ("district", "region")
NOT_HAPPENED = ("planned", "hypothetical")
_PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
_UNITS = {92: "day", 730: "week", 14_600: "month"}
"""Days up to which a step is handy."""
_MOST_CELLS, _MOST_COUNTS, _MOST_STEPS = 150_000, 1_500_000, 20_000
_TOLLS = ("killed", "injured")
FIELDS = (
    "cell",
    "step",
    "n",
    "unsure",
    *(f"{toll}_{part}" for toll in _TOLLS for part in ("told", "min", "max", "open")),
)
"""Columns of the counts. ``told`` is how many incidents state a number, ``open`` how many of these no upper one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts by cell and step (rows sorted by step; step 0 is the undated), and what is not in them."""

    corners: npt.NDArray[np.float64]
    counts: pd.DataFrame
    days: list[int]
    """First day of each step from step 1 on, and the day after the last, from 1970-01-01."""
    unit: str
    left_out: dict[str, int]


def tally(incidents: "GeoDataFrame", *, cells: Kind, size_km: float, resolution: int, step: str | None) -> Tally:
    """Count incidents at points by cell and by the step in which they begin.

    Raises
    ------
    geo.FrameError
        If there would be more cells, steps or counts than a page can hold; the message says what to do.
    """
    lon, lat = incidents.geometry.x.to_numpy(float), incidents.geometry.y.to_numpy(float)
    counted, left_out = _counted(incidents, np.isfinite(lon) & np.isfinite(lat))
    part = incidents.loc[counted]
    found: Cells = cells_of(cells, lon[counted], lat[counted], size_km=size_km, resolution=resolution)
    _check(len(found.corners), _MOST_CELLS, "cells", "take larger cells")
    steps, days, unit = _steps(part["start"], step)
    rows = pd.DataFrame({"cell": found.codes, "step": steps, "n": 1})
    rows["unsure"] = (part["status"] != "reported").to_numpy().astype(np.int64)
    for toll in _TOLLS:
        rows = rows.join(_ranges(part, toll))
    counts = rows.groupby(["step", "cell"], sort=True).sum().reset_index()[list(FIELDS)]
    _check(len(counts), _MOST_COUNTS, "counts", "take larger cells or longer steps")
    left_out["undated"] = int((steps == 0).sum())
    return Tally(corners=found.corners, counts=counts, days=days, unit=unit, left_out=left_out)


def _counted(incidents: "GeoDataFrame", there: Any) -> tuple[Any, dict[str, int]]:  # noqa: ANN401  numpy's flags
    """Mark the rows that are counted in cells; each other row is counted under the first reason that it has."""
    precision, left_out = incidents["precision"], {}
    open_rows = np.ones(len(incidents), bool)
    reasons = {
        "totals": incidents["scope"] == "aggregate",
        "not_happened": incidents["status"].isin(NOT_HAPPENED),
        "country": precision == "country",
        "unplaced": pd.Series(~there, index=incidents.index),
        "areas": precision.isin(AREAS),
    }
    for name, flags in reasons.items():
        marked = flags.to_numpy(bool) & open_rows
        left_out[name] = int(marked.sum())
        open_rows &= ~marked
    return open_rows, left_out


def _steps(starts: "pd.Series[Any]", step: str | None) -> tuple[npt.NDArray[np.int64], list[int], str]:
    dated = starts.notna().to_numpy()
    if not dated.any():
        return np.zeros(len(starts), np.int64), [], step or "day"
    first, last = starts.min(), starts.max()
    unit = step or next((unit for days, unit in _UNITS.items() if (last - first).days <= days), "year")
    ends = [pd.Period(day, _PERIODS[unit]) for day in (first, last)]
    _check(ends[1].ordinal - ends[0].ordinal + 1, _MOST_STEPS, "steps", "take a longer step")
    periods = pd.period_range(ends[0], ends[1])
    bounds = [*periods.start_time, (periods[-1] + 1).start_time]
    days = [int(bound.to_datetime64().astype("datetime64[D]").astype("int64")) for bound in bounds]
    day = starts.to_numpy("datetime64[D]").astype("int64")
    return np.where(dated, np.searchsorted(days, day, side="right"), 0).astype(np.int64), days, unit


def _ranges(part: "GeoDataFrame", toll: str) -> pd.DataFrame:
    low = part[f"{toll}_min"].to_numpy("float64", na_value=np.nan)
    high = part[f"{toll}_max"].to_numpy("float64", na_value=np.nan)
    told, unbounded = ~(np.isnan(low) & np.isnan(high)), np.isnan(high) & ~np.isnan(low)
    low = np.nan_to_num(low)
    columns = {"told": told, "min": low, "max": np.where(np.isnan(high), low, high), "open": unbounded}
    return pd.DataFrame({f"{toll}_{name}": values.astype(np.int64) for name, values in columns.items()})


def _check(number: int, most: int, what: str, remedy: str) -> None:
    if number > most:
        msg = f"{number:,} {what} are too many for one page (at most {most:,}); {remedy}, or filter the table first."
        raise FrameError(msg)
