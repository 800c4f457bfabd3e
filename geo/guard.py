"""Work on one report after another: one that fails for a reason of ours is told and left out, not the batch."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from gazetteer.errors import GazetteerError, ReportError, SeedError

from .report import Report

if TYPE_CHECKING:
    from .readers.source import Tell

__all__ = ["guarded"]

Found = TypeVar("Found")


def guarded(work: Callable[[Report], list[Found]], report: Report, tell: "Tell") -> list[Found]:
    """Return what work finds in a report; nothing, and a `ReportError` told, when it fails.

    Raises
    ------
    GazetteerError, SeedError
        If the gazetteer or a file of seeds cannot be used: that would be the same for every report.
    """
    try:
        return work(report)
    except (GazetteerError, SeedError):
        raise
    except Exception as error:  # noqa: BLE001 (one report must not cost the others)
        what = " ".join(f"{type(error).__name__}: {error}".split())
        fault = ReportError(f"report {report.id!r} was left out: {what}")
        fault.__cause__ = error
        tell(fault)
        return []
