"""What first-level units are called in Arabic, by the codes that GeoNames gives them: ``seeds/units.csv``."""

from functools import lru_cache

from ..seeds import read_csv

__all__ = ["unit_by_code", "unit_by_number"]


def unit_by_code(country: str, code: str) -> str | None:
    """Return the Arabic name of a unit by its country and its code there, such as ``SY`` and ``11``."""
    return _units()[0].get((country, code))


def unit_by_number(number: int | str) -> str | None:
    """Return the Arabic name of a unit by its GeoNames number."""
    return _units()[1].get(str(number))


@lru_cache(maxsize=1)
def _units() -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    rows = [row for _, row in read_csv("units.csv")]
    by_code = {(row["country"], row["code"]): row["name_ar"] for row in rows}
    return by_code, {row["geonames"]: row["name_ar"] for row in rows}
