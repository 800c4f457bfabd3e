"""Answers as lines of text, for a terminal: figures first and in columns, the Arabic last."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from gazetteer import Match, Place
    from gazetteer.build import BuildReport
    from gazetteer.downloads import Download
    from geo import Incident, Mention

__all__ = [
    "build_lines",
    "columns",
    "count",
    "days",
    "download_lines",
    "gazetteer_lines",
    "incident_lines",
    "match_lines",
    "mention_lines",
    "nearby_lines",
    "one_line",
    "range_of",
]

_M_PER_KM = 1000
_BYTES_PER_MB = 1_000_000


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 report``, ``2 reports``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def one_line(message: str) -> str:
    """Return a message with its line breaks and runs of white space as single spaces."""
    return " ".join(message.split())


def gazetteer_lines(info: dict[str, Any]) -> Iterator[str]:
    """Yield what a gazetteer is made of, as `gazetteer.Gazetteer.info` tells it."""
    yield str(info["path"])
    yield f"{count(info['places'], 'place')}, {count(info['names'], 'name')}"
    for source in info["sources"]:
        told = filter(None, (source["attribution"], source["licence"], source["url"]))
        yield f"{source['name']} {source['version']}: {', '.join(told)}"


def build_lines(report: "BuildReport") -> Iterator[str]:
    """Yield what became of the sources of a gazetteer, and the gazetteer that they became."""
    rows = [[source.name, count(source.entries, "place"), _left_out(source.skipped)] for source in report.sources]
    yield from columns(rows)
    if report.united:
        yield f"{report.united:,} of them became one with another of the same place"
    size = f"{report.bytes / _BYTES_PER_MB:.1f} MB"
    yield f"{report.path}: {count(report.places, 'place')}, {count(report.names, 'name')}, {size}"


def download_lines(files: "Iterable[Download]") -> Iterator[str]:
    """Yield one line a file: whether it was fetched, how large it is, where it lies."""
    return columns([each.how, f"{each.size / _BYTES_PER_MB:.1f} MB", str(each.path)] for each in files)


def nearby_lines(near: "Iterable[tuple[Place, float]]") -> Iterator[str]:
    """Yield one line a place near a point: how far away, where, what, identifier, the names."""
    return columns(
        [f"{away:.1f} km", *_place_cells(place)[:3], place.id, place.name_en or "", "، ".join(_names(place))]
        for place, away in near
    )


def match_lines(matches: Iterable["Match"]) -> Iterator[str]:
    """Yield one line a match: where, how far off at most, what, how sure and by which step, identifier, the names."""
    return columns(
        [
            *_place_cells(match.place)[:3],
            f"{match.score:.2f}",
            match.how,
            match.place.id,
            *_place_cells(match.place)[3:],
        ]
        for match in matches
    )


def mention_lines(mentions: Sequence["Mention"], *, explain: bool) -> Iterator[str]:
    """Yield one line a mention: offset, score, where it is, the words; then why, when asked for."""
    rows = columns(
        [
            f"{mention.start}-{mention.end}",
            f"{mention.score:.2f}",
            *(_place_cells(mention.place)[:4] if mention.place is not None else ("not placed", "", "", "")),
            mention.text,
        ]
        for mention in mentions
    )
    for row, mention in zip(rows, mentions, strict=True):
        yield row
        if explain:
            yield f"    {mention.why}"
            yield from (f"    {line}" for line in match_lines(mention.candidates))


def incident_lines(
    incidents: Sequence["Incident"], *, explain: "Callable[[Incident], Iterable[str]] | None" = None
) -> Iterator[str]:
    """Yield one line an incident: when, what, where, how many, how sure, the place as reported; then what explains."""
    rows = columns(
        [
            days(incident.start, incident.end),
            incident.kind,
            incident.status if incident.scope == "event" else incident.scope,
            _point(incident.lat, incident.lon, incident.uncertainty_m),
            f"killed {range_of(incident.killed_min, incident.killed_max)}",
            f"injured {range_of(incident.injured_min, incident.injured_max)}",
            f"{incident.confidence:.2f}",
            incident.place_en or "",
            incident.place or "",
        ]
        for incident in incidents
    )
    for row, incident in zip(rows, incidents, strict=True):
        yield row
        if explain is not None:
            yield from (f"    {line}" for line in explain(incident))


def columns(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the rows with their cells in columns; the last cell is left as it is."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join([cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)] + [row[-1]]).rstrip()


def _names(place: "Place") -> Iterator[str]:
    """Yield the name of a place and that of the unit which holds it."""
    yield place.name
    if place.admin:
        yield place.admin


def _left_out(number: int) -> str:
    return f"{number:,} left out" if number else ""


def _place_cells(place: "Place") -> tuple[str, str, str, str, str]:
    return (
        _point(place.lat, place.lon, place.uncertainty_m),
        place.kind,
        place.country or "--",
        place.name_en or "",
        place.name,
    )


def _point(lat: float | None, lon: float | None, uncertainty_m: float | None) -> str:
    if lat is None or lon is None:
        return "not placed"
    return f"{lat:.4f}, {lon:.4f}" + ("" if uncertainty_m is None else f" ±{_distance(uncertainty_m)}")


def _distance(metres: float) -> str:
    return f"{metres:.0f} m" if metres < _M_PER_KM else f"{round(metres / _M_PER_KM, 1):g} km"


def days(start: "dt.date | None", end: "dt.date | None") -> str:
    """Return a day, or the first and last of a period."""
    if start is None or end is None:
        return "no date"
    return f"{start}" if start == end else f"{start}/{end}"


def range_of(low: int | None, high: int | None) -> str:
    """Return a number, or the bounds that are known of it."""
    if low is None:
        return "-" if high is None else f"≤{high}"
    if high is None:
        return f"≥{low}"
    return f"{low}" if low == high else f"{low}-{high}"
