"""From reports to the incident table: the sequence itself."""

import reprlib
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gazetteer.errors import ReportError

from .frame import to_frame
from .fusion import merge as fuse
from .guard import guarded
from .incident import Incident
from .reading.compose import compose
from .reading.finish import finish
from .report import Report
from .text import read
from .toponyms.mentions import Located, find_in
from .toponyms.recognizer import Recognizer

if TYPE_CHECKING:
    import geopandas as gpd

    from gazetteer import Gazetteer

    from .readers.source import Tell

__all__ = ["extract", "incidents_of"]


def extract(
    reports: Iterable[Report],
    *,
    gazetteer: "Gazetteer | None" = None,
    merge: bool = True,
    recognizer: Recognizer | None = None,
    on_error: "Tell | None" = None,
) -> "gpd.GeoDataFrame":
    """Return the incidents that reports tell of, one row an incident, in EPSG:4326.

    Parameters
    ----------
    reports
        Any iterable; it is read once, report by report.
    gazetteer
        Where place names are looked up; by default the built-in one.
    merge
        Whether accounts of one incident in several reports become one row.
    recognizer
        What decides which words are names of places, such as `geo.CamelRecognizer`; by default the library's own.
    on_error
        Called with a `ReportError` for each report that had to be left out, in place of a `RuntimeWarning`; raise it
        there to stop at the first.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of the incident table (docs/table.md), also where there is no incident.

    Raises
    ------
    TypeError
        If `reports` holds anything but reports.
    """
    tell = _warn if on_error is None else on_error
    if isinstance(reports, str | bytes | Report) or not isinstance(reports, Iterable):
        raise TypeError(_no_reports(reports))
    found: list[Incident] = []
    for report in reports:
        if not isinstance(report, Report):
            raise TypeError(_no_reports(report))
        found += guarded(lambda each: incidents_of(each, gazetteer=gazetteer, recognizer=recognizer), report, tell)
    return to_frame(fuse(found) if merge else found)


def incidents_of(
    report: Report, *, gazetteer: "Gazetteer | None" = None, recognizer: Recognizer | None = None
) -> list[Incident]:
    """Return the incidents that one report tells of, in the order of its text."""
    doc = read(report.text)

    def located() -> list[Located]:
        return find_in(doc, outlet=report.outlet, gazetteer=gazetteer, recognizer=recognizer)

    drafts = compose(doc, located, report=report.id, published=report.published)
    return [finish(doc, report, draft) for draft in drafts]


def _warn(fault: ReportError) -> None:
    warnings.warn(str(fault), RuntimeWarning, stacklevel=4)


def _no_reports(found: object) -> str:
    return (
        "incidents are extracted from several geo.Report, such as geo.read_reports(…) or [geo.Report(id=…, text=…)], "
        f"not from {type(found).__name__}: {reprlib.repr(found)}"
    )
