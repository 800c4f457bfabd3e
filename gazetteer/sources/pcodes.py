"""Administrative units with their P-codes, as OCHA publishes them: tables and outlines of any level.

The columns are told by their names, in all the ways in which they were ever written (``ADM1_AR``, ``admin1Name_ar``,
``adm1_name1``, ``admin1Na_1``); whether a name is Arabic, by its letters, since columns are found swapped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from ..place import Place
from ..scripts import script_of
from . import Entry, Name, NameRole, Provenance, Seen, Skip, unseen
from .archives import DAMAGED, dated, head, members
from .naming import radius_of_kind, usable, visible
from .unit_columns import Plan, plan_of
from .unit_rows import LAYERS, Row, rows
from .units import bare, each_once, kind_of_level

__all__ = ["NAME", "Unit", "is_pcodes", "provenance", "read", "read_units"]

NAME = "pcodes"
_COLUMNS_OF_CODES = re.compile(rb"(?i)adm(?:in)?_?[0-5]_?(?:p_?)?cod|admin.?level,p-?_?code|#adm|ochaPcode")
_CODE = re.compile("[A-Z]{2}[A-Z0-9_-]*")
_IDENTIFIERS = {"geonames": re.compile("[0-9]+"), "wikidata": re.compile("Q[0-9]+")}
_ALPHA_2, _ALPHA_3 = 2, 3
_FILES_TRIED = 50
_OPEN_SYRIA = "OpenSyria Data Geography, after geoBoundaries, OCHA, GeoNames and Wikidata"
_POLE, _DATE_LINE = 90, 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An administrative unit."""

    level: int
    """0 for a country, 1 for its first-level units, and so on."""
    code: str
    """Its P-code."""
    names: tuple[Name, ...]
    """The usual Arabic one first, then the usual Latin one, then others; without direction marks."""
    above: tuple[tuple[str, str], ...]
    """P-code and name of the units that hold it, the widest first; the Arabic name where there is one."""
    aliases: tuple[str, ...]
    """Identifiers in other sources, where the table has them."""
    country: str | None
    lon: float
    lat: float
    radius_m: float | None
    """Radius around the point that holds the whole; ``None`` where no outline tells."""
    outline: Any = None
    """A shapely geometry, or ``None``."""
    where: str = ""
    """File and line, for messages."""

    @property
    def name(self) -> str:
        """The name to show: Arabic where there is one."""
        return self.names[0].text


def is_pcodes(path: Path, beginning: bytes) -> bool:
    """Tell whether a file or folder has P-codes, from its columns; a workbook or shapefile, from what it is."""
    if path.is_dir():
        return any(is_pcodes(each, head(each)) for each in islice(_files(path), _FILES_TRIED))
    suffix = Path(path.name.removesuffix(".gz")).suffix.lower()
    if suffix in {".csv", ".tsv", ".json", ".geojson"}:
        return bool(_COLUMNS_OF_CODES.search(beginning[:8192]))
    return suffix in {".xlsx", *LAYERS} or (suffix == ".zip" and beginning != b"" and _has_shapes(path))


def _has_shapes(archive: Path) -> bool:
    try:
        return any(info.filename.lower().endswith(".shp") for info in members(archive))
    except DAMAGED:
        return False


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file())


def provenance(path: Path) -> Provenance:
    """Return what to say of such a table, or of a folder of them; which office made it is for its name to say."""
    told = Provenance(
        name=NAME,
        version=f"{path.stem} {dated(path)}",
        licence="CC BY 3.0 IGO",
        attribution="Common operational datasets of administrative boundaries (COD-AB), OCHA and national offices",
        url="https://data.humdata.org/dashboards/cod",
    )
    if not any(map(_is_of_records, _files(path) if path.is_dir() else [path])):
        return told
    records = replace(told, name="opensyria", licence="CC BY 4.0", attribution=_OPEN_SYRIA, url="")
    if not path.is_dir():
        return records
    licence, credit = f"{told.licence}; {records.licence}", f"{told.attribution}; {records.attribution}"
    return replace(told, licence=licence, attribution=credit)


def _is_of_records(path: Path) -> bool:
    return path.suffix == ".json" and head(path, 64).lstrip().startswith(b"[")


def read(path: Path, *, skip: Skip, seen: Seen = unseen) -> Iterator[Entry]:
    """Yield the units of a table or layer as places, each row the unit of its deepest level.

    Parameters
    ----------
    path
        A ``.csv``, ``.xlsx``, ``.geojson`` or ``.shp``, a ``.zip`` of ``.shp``, or a folder of such files.
    skip
        Told of each row that cannot be used.
    seen
        Called with 1 after each row.
    """
    yield from map(_entry, read_units(path, skip=skip, seen=seen))


def _entry(unit: Unit) -> Entry:
    arabic = next((name.text for name in unit.names if name.lang == "ar"), None)
    latin = next((name.text for name in unit.names if script_of(name.text) == "latin"), None)
    kind = kind_of_level(unit.level)
    first_level = next((name for _, name in unit.above[1:2]), "")
    place = Place(
        id=f"pcode:{unit.code}",
        name=unit.name,
        name_ar=arabic,
        name_en=latin,
        kind=kind,
        country=unit.country,
        admin=bare(first_level) or None,
        lon=unit.lon,
        lat=unit.lat,
        uncertainty_m=unit.radius_m or radius_of_kind(kind),
        population=None,
        source=NAME,
    )
    iso = (f"iso:{unit.country}",) if kind == "country" and unit.country else ()
    return Entry(place=place, names=unit.names, aliases=unit.aliases + iso)


def read_units(path: Path, *, skip: Skip, seen: Seen = unseen, outlines: bool = False) -> Iterator[Unit]:
    """Yield the units of a table or layer, with their outlines if asked for.

    Parameters
    ----------
    path, skip, seen
        As `read` takes them.
    outlines
        Whether to keep the geometry of each.
    """
    if path.is_dir():
        for each in _files(path):
            if is_pcodes(each, head(each)):
                yield from read_units(each, skip=skip, seen=seen, outlines=outlines)
        return
    pointless = 0
    tags: dict[str, str] = {}
    for row in rows(path, skip=skip, seen=seen):
        if _is_tags(row):
            tags = dict(row.cells)
            continue
        try:
            unit = _unit(row, tags)
        except ValueError as error:
            skip(f"{row.where}: {error}")
            continue
        if unit is None:
            pointless += 1
        else:
            yield unit if outlines else replace(unit, outline=None)
    if pointless:
        skip(f"{path}: {pointless:,} units without a point were left out: give the table that has points or outlines")


def _is_tags(row: Row) -> bool:
    """Tell whether a row is the one of HXL tags, which stands under the header."""
    return all(text.startswith("#") for text in row.cells.values())


def _unit(row: Row, tags: dict[str, str]) -> Unit | None:
    """Return the unit of the deepest level in a row; ``None`` if nothing says where it lies.

    Raises
    ------
    ValueError
        If the row has no P-code or no name, or its point is not on the Earth.
    """
    cells, plan = row.cells, plan_of(tuple(row.cells))
    if not plan.codes and not plan.long and tags:
        cells = {tags[column]: text for column, text in cells.items() if column in tags}
        plan = plan_of(tuple(cells))
    level, code = _level_and_code(cells, plan)
    country = _country(cells, plan, code)
    names = _names(cells, plan, level, country)
    if not names:
        msg = f"{code} has no name"
        raise ValueError(msg)
    where = _where(cells, plan, row.outline)
    if where is None:
        return None
    return Unit(
        level=level,
        code=code,
        names=names,
        above=tuple(_above(cells, plan, level, country)),
        aliases=tuple(_aliases(cells)),
        country=country or None,
        lon=where[0],
        lat=where[1],
        radius_m=where[2],
        outline=row.outline,
        where=row.where,
    )


def _level_and_code(cells: Any, plan: Plan) -> tuple[int, str]:  # noqa: ANN401  a mapping of texts
    if plan.codes:
        level = max(plan.codes)
        code = cells[plan.codes[level]]
    elif "code" in plan.long and cells.get(plan.long.get("level", ""), "").isdecimal():
        level, code = int(cells[plan.long["level"]]), cells[plan.long["code"]]
    else:
        msg = f"there is no P-code in it: {str(dict(cells))[:120]}"
        raise ValueError(msg)
    code = visible(code).upper()
    if not _CODE.fullmatch(code):
        msg = f"{code!r} is no P-code: they begin with the code of the country"
        raise ValueError(msg)
    return level, code


def _country(cells: Any, plan: Plan, code: str) -> str:  # noqa: ANN401  the same
    """Return the ISO 3166-1 alpha-2 code of the country: its own P-code, or what the P-code begins with."""
    own = cells[plan.codes[0]] if 0 in plan.codes else ""
    if len(own) == _ALPHA_2:
        return str(own).upper()
    return "" if len(own) == _ALPHA_3 and code.startswith(own) else code[:_ALPHA_2]


def _names(cells: Any, plan: Plan, level: int, country: str) -> tuple[Name, ...]:  # noqa: ANN401
    """Return the names of the unit of a level in a row, Arabic before Latin, the usual before the others."""
    told = plan.names.get(level, []) if plan.codes else [(plan.long.get("name", ""), "preferred")]
    found = [_name(cells[column], country, role) for column, role in told if column in cells]  # type: ignore[arg-type]
    named = [name for name in found if name is not None]
    return each_once(sorted(named, key=lambda name: (name.role != "preferred", name.lang != "ar")))


def _name(text: str, country: str, role: NameRole) -> Name | None:
    name = usable(text, country=country, heard=True, lang="en", role=role)
    shown = visible(text)
    return Name(shown, "en", role) if name is None and script_of(shown) == "latin" else name


def _aliases(cells: Any) -> Iterator[str]:  # noqa: ANN401  the same
    for source, form in _IDENTIFIERS.items():
        if form.fullmatch(cells.get(source, "")):
            yield f"{source}:{cells[source]}"


def _above(cells: Any, plan: Plan, level: int, country: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401  the same
    """Yield P-code and name of the units that hold one of the level; both may be empty where a level is missing."""
    for higher in range(level) if plan.codes else ():
        names = [name.text for name in _names(cells, plan, higher, country)]
        code = cells.get(plan.codes.get(higher, ""), "")
        yield (visible(code).upper() or (country if higher == 0 else "")), next(iter(names), "")


def _where(cells: Any, plan: Plan, outline: Any) -> tuple[float, float, float | None] | None:  # noqa: ANN401
    """Return longitude, latitude and radius: the point that the row states if it lies within the outline."""
    stated = None
    if plan.lat and plan.lon:
        try:
            stated = float(cells[plan.lon].replace(",", ".")), float(cells[plan.lat].replace(",", "."))
        except ValueError:
            msg = f"{cells[plan.lat]!r}, {cells[plan.lon]!r} is no latitude and longitude"
            raise ValueError(msg) from None
    has_outline = outline is not None and not outline.is_empty
    where = _within(outline, stated) if has_outline else _point(stated)
    if where is not None and not (abs(where[1]) <= _POLE and abs(where[0]) <= _DATE_LINE):
        msg = f"latitude {where[1]}, longitude {where[0]} is not on the Earth: are they degrees, and in that order?"
        raise ValueError(msg)
    return where


def _point(stated: tuple[float, float] | None) -> tuple[float, float, float | None] | None:
    return None if stated is None else (*stated, None)


def _within(outline: Any, stated: tuple[float, float] | None) -> tuple[float, float, float | None]:  # noqa: ANN401
    from ..outlines import inner_point, radius_around  # noqa: PLC0415  only where there are outlines

    lon, lat = inner_point(outline, stated)
    return lon, lat, radius_around(outline, lon, lat) or None
