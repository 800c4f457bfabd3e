"""What of an incident table a picture shows, and what it says of the rest."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoDataFrame

__all__ = ["AREAS", "Moment", "Rows", "rows_of", "stretch"]

Moment: TypeAlias = "dt.date | str | tuple[dt.date | str, dt.date | str] | None"
AREAS = ("district", "region")
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The table's columns that are drawn, and marks of which rows lie where."""

    table: pd.DataFrame
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    placed: Flags
    """On a point or in an area that may be drawn."""
    country: Flags
    dated: Flags

    def at(self, period: tuple[pd.Timestamp, pd.Timestamp] | None) -> Flags:
        """Mark the rows that happen within a period: all of them, the undated too, if there is none."""
        if period is None:
            return np.ones(len(self.table), bool)
        first, last = period
        inside = (self.table["start"] <= last) & (self.table["end"].fillna(self.table["start"]) >= first)
        return np.asarray(inside & self.dated, bool)

    def days(self, shown: Flags) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day of rows, if any has one."""
        part = self.table[shown & self.dated]
        return (part["start"].min().date(), part["end"].fillna(part["start"]).max().date()) if len(part) else None

    def reports(self, shown: Flags) -> int:
        """Count the reports of rows."""
        return len({report for row in self.table["reports"][shown] for report in row})


def rows_of(incidents: "GeoDataFrame") -> Rows:
    """Return what pictures need of an incident table; points that are not on the earth count as no place."""
    points = incidents.geometry
    lon, lat = points.x.to_numpy(float), points.y.to_numpy(float)
    there = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) <= 90) & (np.abs(lon) <= 180)  # noqa: PLR2004  degrees
    country = (incidents["precision"] == "country").to_numpy(bool)
    table = pd.DataFrame(incidents.drop(columns=points.name)).reset_index(drop=True)
    return Rows(
        table=table,
        lon=lon,
        lat=lat,
        placed=there & ~country,
        country=country,
        dated=incidents["start"].notna().to_numpy(),
    )


def stretch(at: Moment) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the first and last day that are asked for.

    Raises
    ------
    ValueError
        If it is neither a day nor two, the first first.
    """
    if at is None:
        return None
    ends: Sequence[Any] = at if isinstance(at, tuple) else (at, at)
    try:
        first, last = (pd.Timestamp(end).normalize().tz_localize(None) for end in ends)
    except (ValueError, TypeError) as error:
        msg = f"No day or stretch of time: {at!r}; give a date, such as '2010-09-15', or two as (first, last)."
        raise ValueError(msg) from error
    if not first <= last:
        msg = f"A stretch of time ends before it begins: {at!r}; give the first day first."
        raise ValueError(msg)
    return first, last
