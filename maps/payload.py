"""The incident table as the page takes it: column by column, what every view needs first, the words of rows after."""

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo import FrameError, Report
from geo.checks import check_frame
from geo.columns import CATEGORIES, COUNTS, DATES, DTYPES, JSON, MEASURES, TEXTS

from .assets import dumps
from .namesakes import namesakes
from .passages import Passage, passages

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import Series

    from gazetteer import Gazetteer

__all__ = ["Payload", "payload"]

_DIGITS = 7
"""Decimals kept: a centimetre in degrees, as `geo.write` keeps them."""
_CHUNK = 500
"""Rows whose words stand together, to be read when one of them is asked for."""
_PACKED = 300_000
"""Characters of JSON from which on it is deflated."""
_LEVEL = 5
"""How hard zlib tries."""
_MOST = 300_000
"""Rows that a browser shows at ease."""
_WORDS = ("id", "why", "reports", *JSON)
"""Columns that are not needed until a row is opened, searched or taken away."""

_CLAIM = ("who", "kind", "stance", "killed", "injured", "start", "end")

Payload = dict[str, Any]


def payload(
    incidents: "GeoDataFrame", reports: Iterable[Report] = (), *, gazetteer: "Gazetteer | None" = None
) -> Payload:
    """Turn the incident table into the value that the page reads.

    Parameters
    ----------
    incidents
        The incident table, EPSG:4326.
    reports
        The reports that it was read from, where they are at hand: they give each quotation its
        outlet, title, address and the words around it.
    gazetteer
        Where to find what else a place's name could have meant; without one that is left out.

    Returns
    -------
    payload
        ``core``: ``n``, ``size``, ``sources`` (how many), ``order`` of the table's columns, and ``columns``. Days count
        from 1970-01-01; repeated words stand once, as ``{"values": [...], "codes": [...]}`` with code -1 where there
        is none; a column that is the same in all rows is one code or number. ``details``: the reports, the ids, then
        chunks of ``size`` rows with the other columns; evidence is a list of passages
        ``[report, offset, [[text, field, ...], ...], [[at, start, length, field], ...]]``: the text in parts, then the
        evidence itself, each with its place in the table's list and where it begins in the passage, and, where the
        passage does not hold it at its place, its words. Either is text, deflated, as base64, where it is large.

    Raises
    ------
    geo.FrameError
        If it is not an incident table, or has more rows than a browser can show.
    """
    _check_size(len(incidents))
    check_frame(incidents)
    known = {report.id: report for report in reports}
    ids = _ReportIds()
    words = _words(incidents, known, ids)
    if gazetteer is not None:
        words["namesakes"] = namesakes(incidents["place_id"], gazetteer)
    chunks: list[Any] = [
        {name: column[first : first + _CHUNK] for name, column in words.items()}
        for first in range(0, len(incidents), _CHUNK)
    ]
    core = {
        "n": len(incidents),
        "size": _CHUNK,
        "sources": len(ids.names),
        "order": list(DTYPES),
        "columns": _columns(incidents),
    }
    sources = [_source(known, name) for name in ids.names]
    return _packed(core, [sources, incidents["id"].astype(str).tolist(), *chunks])


def _check_size(rows: int) -> None:
    if rows > _MOST:
        msg = (
            f"{rows:,} incidents are too many for one page (at most {_MOST:,}). Filter the table first, for example "
            "incidents[incidents['start'] >= '2023-10-01'] or incidents[incidents['country'] == 'SY']; count them in "
            "cells with maps.density; draw a picture with maps.snapshot; or give the whole table to a GIS with "
            "geo.write(incidents, 'incidents.gpkg')."
        )
        raise FrameError(msg)


def _columns(incidents: "GeoDataFrame") -> dict[str, Any]:
    columns: dict[str, Any] = {}
    columns |= {name: _coded(incidents[name]) for name in (*CATEGORIES, *TEXTS) if name not in _WORDS}
    columns |= {name: _same(_numbers(incidents[name])) for name in (*COUNTS, *MEASURES)}
    columns |= {name: _same(_days(incidents[name])) for name in DATES}
    points = incidents.geometry
    there = points.notna() & ~points.is_empty
    columns |= {
        name: _same([round(at, _DIGITS) if held else None for at, held in zip(values.tolist(), there, strict=True)])
        for name, values in (("lon", points.x), ("lat", points.y))
    }
    return columns


def _words(incidents: "GeoDataFrame", known: Mapping[str, Report], ids: "_ReportIds") -> dict[str, list[Any]]:
    stated = {name: json.loads(f"[{','.join(incidents[name])}]") for name in JSON}
    return {
        "why": [None if why != why else str(why) for why in incidents["why"].tolist()],  # noqa: PLR0124  NaN is not itself
        "casualties": stated["casualties"],
        "reports": [[ids.code(report) for report in row] for row in incidents["reports"]],
        "claims": [[_claim(ids, claim) for claim in row] for row in stated["claims"]],
        "evidence": [[_passage(ids, found) for found in passages(row, known)] for row in stated["evidence"]],
    }


def _packed(core: dict[str, Any], details: Sequence[Any]) -> Payload:
    first, rest = dumps(core), [dumps(part) for part in details]
    if len(first) + sum(map(len, rest)) < _PACKED:
        return {"core": core, "details": list(details)}
    return {"core": _deflated(first), "details": _deflated("\n".join(rest))}


def _deflated(text: str) -> str:
    return b64encode(zlib.compress(text.encode(), _LEVEL)).decode()


class _ReportIds:
    """Numbers for the ids of reports, in the order in which they are met."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, name: object) -> int:
        return self._codes.setdefault(str(name), len(self._codes))

    @property
    def names(self) -> list[str]:
        return list(self._codes)


def _coded(column: "Series[Any]") -> dict[str, Any]:
    codes, values = column.astype(object).factorize()
    return {"values": [str(value) for value in values], "codes": _same(codes.tolist()) if len(codes) else -1}


def _same(values: list[Any]) -> Any:  # noqa: ANN401  a list, or the one value in it
    return values[0] if values and values.count(values[0]) == len(values) else values


def _numbers(column: "Series[Any]") -> list[float | int | None]:
    values = column.astype(object).where(column.notna(), None)
    return [round(value, _DIGITS) if isinstance(value, float) else value for value in values.tolist()]


def _days(column: "Series[Any]") -> list[int | None]:
    seconds = column.to_numpy("datetime64[D]").astype("int64").tolist()
    return [day if there else None for day, there in zip(seconds, column.notna().tolist(), strict=True)]


def _claim(ids: _ReportIds, claim: Mapping[str, Any]) -> list[Any]:
    return [ids.code(claim.get("report")), *map(claim.get, _CLAIM)]


def _passage(ids: _ReportIds, passage: Passage) -> list[Any]:
    segments = [[text, *fields] for text, fields in passage.segments]
    return [ids.code(passage.report), passage.start, segments, list(_quotations(passage))]


def _quotations(passage: Passage) -> Iterator[list[Any]]:
    text = passage.text
    for start, end, field, quote, at in passage.quotations:
        first = start - passage.start
        length = end - start
        held = text[first : first + length] == quote
        yield [at, first, length, field] if held else [at, first, length, field, quote]


def _source(known: Mapping[str, Report], name: str) -> dict[str, str | None]:
    report = known.get(name)
    if report is None:
        return {"id": name}
    published = report.published.isoformat() if report.published else None
    return {"id": name, "outlet": report.outlet, "title": report.title, "published": published, "url": report.url}
