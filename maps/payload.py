"""The incident table as the page takes it: one JSON value, column by column."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from geo import Report
from geo.checks import check_frame
from geo.columns import CATEGORIES, COUNTS, DATES, JSON, MEASURES, TEXTS

from .passages import Passage, passages

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import Series

__all__ = ["bounds", "payload"]

_DIGITS = 6
"""Decimals kept: a tenth of a metre in degrees."""


def payload(incidents: "GeoDataFrame", reports: Iterable[Report] = ()) -> dict[str, Any]:
    """Turn the incident table into the value that the page reads.

    Parameters
    ----------
    incidents
        The incident table, EPSG:4326.
    reports
        The reports that it was read from, where they are at hand: they give each quotation its
        outlet, title, address and the words around it.

    Returns
    -------
    payload
        ``n``, ``columns`` and ``reports``. Days count from 1970-01-01; repeated words stand once, as
        ``{"values": [...], "codes": [...]}`` with code -1 where there is none; evidence is a list of passages
        ``[report, [[text, field, ...], ...]]``.

    Raises
    ------
    geo.FrameError
        If it is not an incident table.
    """
    check_frame(incidents)
    known = {report.id: report for report in reports}
    ids = _ReportIds()
    stated = {name: [json.loads(text) for text in incidents[name]] for name in JSON}
    columns: dict[str, Any] = {"id": incidents["id"].astype(str).tolist(), "casualties": stated["casualties"]}
    columns |= {name: _coded(incidents[name]) for name in (*CATEGORIES, *TEXTS) if name != "id"}
    columns |= {name: _numbers(incidents[name]) for name in (*COUNTS, *MEASURES)}
    columns |= {name: _days(incidents[name]) for name in DATES}
    columns |= dict(zip(("lon", "lat"), _coordinates(incidents), strict=True))
    columns["reports"] = [[ids.code(report) for report in row] for row in incidents["reports"]]
    columns["claims"] = [[_claim(ids, claim) for claim in row] for row in stated["claims"]]
    columns["evidence"] = [[_passage(ids, found) for found in passages(row, known)] for row in stated["evidence"]]
    return {"n": len(incidents), "columns": columns, "reports": [_source(known, name) for name in ids.names]}


def bounds(columns: Mapping[str, Any]) -> list[list[float]] | None:
    """Return ``[[south, west], [north, east]]`` of the points in degrees, or ``None`` where there are none."""
    lons = [lon for lon in columns["lon"] if lon is not None]
    lats = [lat for lat in columns["lat"] if lat is not None]
    if not lons:
        return None
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


class _ReportIds:
    """Numbers for the ids of reports, in the order in which they are met."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, name: object) -> int:
        return self._codes.setdefault(str(name), len(self._codes))

    @property
    def names(self) -> list[str]:
        return list(self._codes)


def _coded(column: "Series[Any]") -> dict[str, list[Any]]:
    codes, values = column.astype(object).factorize()
    return {"values": [str(value) for value in values], "codes": codes.tolist()}


def _numbers(column: "Series[Any]") -> list[float | int | None]:
    values = column.astype(object).where(column.notna(), None)
    return [round(value, _DIGITS) if isinstance(value, float) else value for value in values.tolist()]


def _days(column: "Series[Any]") -> list[int | None]:
    seconds = column.to_numpy("datetime64[D]").astype("int64").tolist()
    return [day if there else None for day, there in zip(seconds, column.notna().tolist(), strict=True)]


def _coordinates(incidents: "GeoDataFrame") -> tuple[list[float | None], list[float | None]]:
    points = [
        None if point is None or point.is_empty else (round(point.x, _DIGITS), round(point.y, _DIGITS))
        for point in incidents.geometry
    ]
    return [point and point[0] for point in points], [point and point[1] for point in points]


def _claim(ids: _ReportIds, claim: Mapping[str, Any]) -> list[Any]:
    return [
        ids.code(claim.get("report")),
        claim.get("who"),
        claim.get("kind"),
        claim.get("stance"),
        claim.get("killed"),
        claim.get("injured"),
    ]


def _passage(ids: _ReportIds, passage: Passage) -> list[Any]:
    return [ids.code(passage.report), [[text, *fields] for text, fields in passage.segments]]


def _source(known: Mapping[str, Report], name: str) -> dict[str, str | None]:
    report = known.get(name)
    if report is None:
        return {"id": name}
    published = report.published.isoformat() if report.published else None
    return {"id": name, "outlet": report.outlet, "title": report.title, "published": published, "url": report.url}
