"""What a place of GeoNames is called: by its own row, and by the table of alternate names."""

from . import Name, NameRole
from .arabic_name import usual_arabic
from .geonames_tables import Alternate, identifier
from .naming import distinct, is_heard, usable

__all__ = ["arabic_of", "english_of", "names_of", "tagged"]

_WELL_KNOWN = 10_000


def names_of(cells: list[str], alternates: list[Alternate], country: str) -> list[Name]:
    """Return the names of a row: its own, then those of the table, then those of the row's fourth column."""
    heard = is_heard(country)
    names = [Name(cells[1], None, "preferred"), *tagged(alternates, country)]
    told = {cells[1], *(alternate.text for alternate in alternates)}
    for written in cells[3].split(","):
        if written and written not in told:
            found = usable(written, country=country, heard=heard)
            names += [found] if found else []
    return distinct(names)


def tagged(alternates: list[Alternate], country: str) -> list[Name]:
    """Return the names of the table that are of use, with their language and what they are to the place."""
    heard = is_heard(country)
    found = (
        usable(each.text, country=country, heard=heard, lang=each.lang, role=_role(each))
        for each in alternates
        if not identifier(each)
    )
    return [name for name in found if name]


def _role(alternate: Alternate) -> NameRole:
    if alternate.historic:
        return "historic"
    if alternate.colloquial:
        return "colloquial"
    if alternate.preferred:
        return "preferred"
    return "short" if alternate.short else "variant"


def arabic_of(names: list[Name], latin: str, country: str, population: int = 0) -> str | None:
    """Return the usual Arabic name of a place in a country; a city's may sound unlike its English one."""
    return usual_arabic(names, latin, spoken_there=is_heard(country), well_known=population >= _WELL_KNOWN)


def english_of(names: list[Name]) -> str | None:
    """Return the English name that the source prefers."""
    return next((name.text for name in names if name.lang == "en" and name.role == "preferred"), None)
