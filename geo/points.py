"""The arguments of a geocoder, in all the forms that geopy takes; a fault is a ValueError that says what is wanted."""

import math
import unicodedata
import warnings
from collections.abc import Sequence
from numbers import Real
from typing import TypeAlias

from geopy.location import Location
from geopy.point import Point

__all__ = ["AnyPoint", "above_zero", "is_arabic", "is_missing", "to_point"]

_SIGNS = str.maketrans({"\N{ARABIC COMMA}": ",", "\N{ARABIC SEMICOLON}": ";", "\N{ARABIC DECIMAL SEPARATOR}": "."})
AnyPoint: TypeAlias = Point | Location | Sequence[float] | str
"""A point in any form that geopy takes, latitude first."""


def above_zero(max_km: float) -> float:
    """Return how far to look, in kilometres."""
    if not isinstance(max_km, Real) or not max_km > 0:
        msg = f"max_km {max_km!r} is not a number of kilometres above 0."
        raise ValueError(msg)
    return float(max_km)


def is_arabic(language: str | bool | None) -> bool:  # noqa: FBT001  geopy's geocoders take False for their default
    """Tell whether an answer is to be written in Arabic, else in English."""
    if language is None or language is False:
        return True
    tag = language.replace("_", "-").partition("-")[0].lower() if isinstance(language, str) else None
    if tag not in {"ar", "en"}:
        msg = f"language {language!r} is neither 'ar' nor 'en'."
        raise ValueError(msg)
    return tag == "ar"


def is_missing(query: object) -> bool:
    """Tell whether a table's way to say nothing was passed: None, NaN, NA, NaT."""
    if isinstance(query, Real):
        return math.isnan(query)
    return query is None or type(query).__name__ in {"NAType", "NaTType"}


def to_point(given: AnyPoint | None, what: str) -> Point | None:
    """Return a point of any of geopy's forms, or of a location; ``None`` for a missing one."""
    if isinstance(given, Point | Location):
        return given if isinstance(given, Point) else given.point
    if given is None or is_missing(given) or (isinstance(given, str) and not given.strip()):
        return None
    try:
        values = _latin(given) if isinstance(given, str) else tuple(given)
        if any(map(is_missing, values)):
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # geopy warns of a wrong latitude, and then raises as well
            return Point(values)
    except (TypeError, ValueError) as error:
        msg = (
            f"{what} {given!r} is not a point: give latitude and longitude in degrees, such as (31.67, 34.57): {error}"
        )
        raise ValueError(msg) from error


def _latin(written: str) -> str:
    """Return a point written with Arabic or Persian digits and signs as geopy reads it."""
    return "".join(str(unicodedata.digit(char, char)) for char in written).translate(_SIGNS)
