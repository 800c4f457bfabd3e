"""The incident table's columns: their order and what pandas holds them as."""

from typing import Any, get_args

import numpy as np
import pandas as pd

from .incident import DatePrecision, IncidentKind, Precision, Scope, Status, TimeOfDay

__all__ = ["CATEGORIES", "COUNTS", "CRS", "DATES", "DEGREES", "DIGITS", "DTYPES", "JSON", "MEASURES", "RANGES", "TEXTS"]

CRS = "EPSG:4326"
DIGITS = 7
"""Decimals of a degree: a centimetre, and as many as GDAL writes under RFC 7946."""

CATEGORIES: dict[str, tuple[str, ...]] = {
    "kind": get_args(IncidentKind),
    "status": get_args(Status),
    "scope": get_args(Scope),
    "time_of_day": get_args(TimeOfDay),
    "date_precision": get_args(DatePrecision),
    "precision": get_args(Precision),
}
"""Columns of a fixed vocabulary, with every word of it, used or not, in the order in which it is documented."""

DATES = ("start", "end")
RANGES = ("munitions", "killed", "injured")
"""Counts come as ``*_min`` and ``*_max``."""
COUNTS = tuple(f"{name}_{bound}" for name in RANGES for bound in ("min", "max"))
DEGREES = ("origin_lon", "origin_lat")
MEASURES = ("uncertainty_m", "place_score", *DEGREES, "confidence")
JSON: dict[str, type] = {"casualties": dict, "claims": list, "evidence": list}
"""Columns of JSON text, never missing, and what the text holds."""

_ORDER = (
    *("id", "kind", "status", "scope", "start", "end", "time_of_day", "date_precision"),
    *("place", "place_en", "place_id", "admin", "country", "precision", "uncertainty_m", "place_score"),
    *("origin", "origin_id", "origin_lon", "origin_lat"),
    *("munitions_min", "munitions_max", "killed_min", "killed_max", "injured_min", "injured_max"),
    *("casualties", "weapon", "target", "actor", "actor_id", "claims", "reports", "evidence", "confidence", "why"),
)


def _dtype(name: str) -> Any:  # noqa: ANN401 - pandas has no one type for what a dtype is
    if name in CATEGORIES:
        return pd.CategoricalDtype(list(CATEGORIES[name]))
    if name in DATES:
        return "datetime64[us]"
    if name in COUNTS:
        return "Int64"
    if name in MEASURES:
        return "float64"
    return "object" if name == "reports" else pd.StringDtype("python", na_value=np.nan)


DTYPES: dict[str, Any] = {name: _dtype(name) for name in _ORDER}
"""Every column but ``geometry``, in order.

Dates are in microseconds: pandas' own unit, kept by Parquet, and wide enough for every `datetime.date`.
Text is ``str``, pandas' own, whose missing value is ``NaN``: unlike ``NA`` it can be compared without an error.
"""
TEXTS = tuple(name for name, dtype in DTYPES.items() if isinstance(dtype, pd.StringDtype) and name not in JSON)
