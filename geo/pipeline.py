"""From reports to the incident table: the sequence itself."""

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .frame import to_frame
from .fusion import merge as fuse
from .incident import Incident
from .reading.compose import compose
from .reading.finish import finish
from .report import Report
from .text import read
from .toponyms.mentions import find_in

if TYPE_CHECKING:
    import geopandas as gpd

    from gazetteer import Gazetteer

__all__ = ["extract", "incidents_of"]


def extract(
    reports: Iterable[Report], *, gazetteer: "Gazetteer | None" = None, merge: bool = True
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

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of the incident table (docs/fields.md), also where there is no incident.
    """
    found = [incident for report in reports for incident in _careful(report, gazetteer)]
    return to_frame(fuse(found) if merge else found)


def incidents_of(report: Report, *, gazetteer: "Gazetteer | None" = None) -> list[Incident]:
    """Return the incidents that one report tells of, in the order of its text."""
    doc = read(report.text)
    located = find_in(doc, outlet=report.outlet, gazetteer=gazetteer)
    drafts = compose(doc, located, report=report.id, published=report.published)
    return [finish(doc, report, draft) for draft in drafts]


def _careful(report: Report, gazetteer: "Gazetteer | None") -> Iterator[Incident]:
    """Yield a report's incidents; a report that fails for a reason of ours is told and left out, not the batch."""
    try:
        yield from incidents_of(report, gazetteer=gazetteer)
    except Exception as error:  # noqa: BLE001 (one report must not cost the others)
        msg = f"report {report.id!r} was left out: {type(error).__name__}: {error}"
        warnings.warn(msg, RuntimeWarning, stacklevel=3)
