"""What a report says happened, when and where: place mentions, a geocoder, incidents and their table."""

from importlib import import_module
from typing import TYPE_CHECKING

from gazetteer.errors import (
    ExportError,
    FrameError,
    GazetteerError,
    MawqiError,
    MissingExtraError,
    ReportError,
    SeedError,
    ServiceError,
)

from .incident import Claim, Evidence, Incident
from .report import Report

if TYPE_CHECKING:
    from .export import write
    from .fallback import Fallback
    from .frame import from_frame, read_geojson, to_frame
    from .fusion import merge
    from .geocoder import Geocoder
    from .pipeline import extract
    from .readers import ReportWarning, read_reports
    from .toponyms.mentions import Mention, find_places
    from .toponyms.recognizer import CamelRecognizer, Recognizer

__all__ = [
    "CamelRecognizer",
    "Claim",
    "Evidence",
    "ExportError",
    "Fallback",
    "FrameError",
    "GazetteerError",
    "Geocoder",
    "Incident",
    "MawqiError",
    "Mention",
    "MissingExtraError",
    "Recognizer",
    "Report",
    "ReportError",
    "ReportWarning",
    "SeedError",
    "ServiceError",
    "extract",
    "find_places",
    "from_frame",
    "merge",
    "read_geojson",
    "read_reports",
    "to_frame",
    "write",
]

_LAZY = {
    "CamelRecognizer": "toponyms.recognizer",
    "Fallback": "fallback",
    "Geocoder": "geocoder",
    "Mention": "toponyms.mentions",
    "Recognizer": "toponyms.recognizer",
    "ReportWarning": "readers",
    "extract": "pipeline",
    "find_places": "toponyms.mentions",
    "from_frame": "frame",
    "merge": "fusion",
    "read_geojson": "frame",
    "read_reports": "readers",
    "to_frame": "frame",
    "write": "export",
}
"""Public names whose modules are loaded when first asked for: a geocoder needs no pandas."""


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(f".{_LAZY[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
