"""What first-level units are called in Arabic, by the codes that GeoNames gives them: ``seeds/units.csv``."""

from functools import lru_cache

from ..arabic import normalise
from ..seeds import read_csv

__all__ = ["as_curated", "unit_by_code", "unit_by_number"]


def unit_by_code(country: str, code: str) -> str | None:
    """Return the Arabic name of a unit by its country and its code there, such as ``SY`` and ``11``."""
    return _units()[0].get((country, code))


def unit_by_number(number: int | str) -> str | None:
    """Return the Arabic name of a unit by its GeoNames number."""
    return _units()[1].get(str(number))


def as_curated(country: str, name: str) -> str:
    """Return the name of a unit as the table spells it, with the same letters; else the name itself."""
    return _units()[2].get((country, _letters(name)), name)


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, normalise(name)))


@lru_cache(maxsize=1)
def _units() -> tuple[dict[tuple[str, str], str], dict[str, str], dict[tuple[str, str], str]]:
    rows = [row for _, row in read_csv("units.csv")]
    by_code = {(row["country"], row["code"]): row["name_ar"] for row in rows}
    by_letters = {(country, _letters(name)): name for (country, _), name in by_code.items()}
    return by_code, {row["geonames"]: row["name_ar"] for row in rows}, by_letters
