"""Which columns of a table of administrative units say what: P-codes, names and points, in all their spellings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from . import NameRole

__all__ = ["Plan", "plan_of"]

_COLUMN = re.compile(r"#?adm(?:in)?_?([0-5])_?(.*)")
_LONG = {"code": "p-?_? ?code|#adm\\+code", "level": "admin_? ?level|#geo\\+admin_level", "name": "name|#adm\\+name"}
_NAMED = re.compile(r"(?:na(?:me)?|[+]name)?[_+]?(?:[0-9]|[a-z]{2})?")
_LATITUDE = re.compile(r"(?:(?:center|centre|centroid|rep|point|label)_?)?(?:lat|latitude|y)|lat_dd|#geo\+lat")
_LONGITUDE = re.compile(r"(?:(?:center|centre|centroid|rep|point|label)_?)?(?:lon|long|longitude|x)|lon_dd|#geo\+lon")


@dataclass(frozen=True, slots=True)
class Plan:
    """Which columns of a table say what."""

    codes: dict[int, str]
    names: dict[int, list[tuple[str, NameRole]]]
    lat: str | None
    lon: str | None
    long: dict[str, str]
    """Columns of a table whose rows say their level themselves."""


@lru_cache(maxsize=256)
def plan_of(columns: tuple[str, ...]) -> Plan:
    """Return what the columns of a table say, as their names tell."""
    codes: dict[int, str] = {}
    names: dict[int, list[tuple[str, NameRole]]] = {}
    for column in columns:
        found = _COLUMN.fullmatch(column.lower())
        if not found:
            continue
        level, rest = int(found.group(1)), found.group(2)
        if "cod" in rest:
            codes.setdefault(level, column)
        elif "ref" in rest or rest.startswith("al"):
            names.setdefault(level, []).append((column, "variant"))
        elif _NAMED.fullmatch(rest):
            names.setdefault(level, []).append((column, "preferred"))
    long = {} if codes else dict(_long(columns))
    return Plan(codes, names, _first(_LATITUDE, columns), _first(_LONGITUDE, columns), long)


def _long(columns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for what, pattern in _LONG.items():
        found = _first(re.compile(pattern), columns)
        if found:
            yield what, found


def _first(pattern: re.Pattern[str], columns: tuple[str, ...]) -> str | None:
    return next((column for column in columns if pattern.fullmatch(column.lower())), None)
