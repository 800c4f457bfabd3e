"""What GeoNames' feature codes are to this library: ``seeds/geonames.toml``."""

from functools import lru_cache
from typing import Any

from ..place import KINDS, PlaceKind
from ..seeds import read_toml
from .naming import kind_by_people, radius_of_kind

__all__ = ["kind_of_code", "radius_of_code"]


def kind_of_code(code: str, population: int) -> PlaceKind | None:
    """Return what a place is by feature class and code, such as ``P.PPLX``; ``None`` if it is to be left out."""
    kind = _kinds().get(code)
    if kind is None or kind in KINDS:
        return kind
    least = _table()["populated"]["least"].get(code, "village")
    return max(kind_by_people(population), least, key=("village", "town", "city").index)


def radius_of_code(code: str, kind: PlaceKind, population: int) -> float:
    """Return the radius in metres of a place by its feature code, else by its kind and people."""
    stated: dict[str, float] = _table()["radius"]
    return float(stated.get(code) or radius_of_kind(kind, population))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    table = _table()
    kinds = {code: kind for kind, codes in table["kinds"].items() for code in codes}
    return kinds | dict.fromkeys(table["populated"]["codes"], "populated")


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return read_toml("geonames.toml")
