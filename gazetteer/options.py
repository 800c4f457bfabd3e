"""The options of a look-up, checked: each fault is a ValueError that says what is expected."""

import re
from collections.abc import Collection, Iterable
from operator import index

from .place import KINDS, PlaceKind

__all__ = ["at_least_one", "country_codes", "kind_numbers", "lat_lon"]

_POLE, _DATE_LINE = 90, 180


def at_least_one(limit: int) -> int:
    """Return how many answers are wanted."""
    try:
        wanted = 0 if isinstance(limit, bool) else index(limit)
    except TypeError:
        wanted = 0
    if wanted < 1:
        msg = f"limit {limit!r} is not a whole number of 1 or more."
        raise ValueError(msg)
    return wanted


def country_codes(country: str | Collection[str]) -> list[str]:
    """Return ISO 3166-1 alpha-2 codes, in capitals."""
    codes = _several(country)
    for code in codes:
        if not isinstance(code, str) or not re.fullmatch("[A-Za-z]{2}", code):
            msg = f"country {code!r} is not an ISO 3166-1 alpha-2 code such as 'SY'."
            raise ValueError(msg)
    return [str(code).upper() for code in codes]


def kind_numbers(kind: PlaceKind | Collection[PlaceKind]) -> frozenset[int]:
    """Return the numbers of kinds of place."""
    kinds = _several(kind)
    wrong = [each for each in kinds if each not in KINDS]
    if wrong:
        msg = f"kind {wrong[0]!r} is none of {', '.join(KINDS)}."
        raise ValueError(msg)
    return frozenset(index for index, each in enumerate(KINDS) if each in kinds)


def _several(value: object) -> list[object]:
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes) else [value]


def lat_lon(near: Iterable[float]) -> tuple[float, float]:
    """Return latitude and longitude of a point on the Earth, in degrees."""
    try:
        lat, lon = map(float, near)
    except (TypeError, ValueError):
        msg = f"{near!r} is not a pair of latitude and longitude in degrees."
        raise ValueError(msg) from None
    if not (abs(lat) <= _POLE and abs(lon) <= _DATE_LINE):
        msg = f"({lat}, {lon}) is not on the Earth: latitude comes first, -90 to 90, then longitude, -180 to 180."
        raise ValueError(msg)
    return lat, lon
