"""Rows of tables and layers of administrative units: CSV, XLSX, GeoJSON, and shapefiles and their like.

A row is its cells as text, its outline where the format has one, and where it stands.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import Seen, Skip
from .archives import head, lines
from .jsonstream import items

__all__ = ["LAYERS", "Row", "rows"]

LAYERS = frozenset({".shp", ".gpkg", ".fgb"})
"""Suffixes of formats with outlines that GDAL reads."""
_MOST_UNPACKED = 1 << 30
_MOST_TIMES_PACKED = 200
_BATCH = 500
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One unit as its table has it."""

    where: str
    """File and line, or record, for messages."""
    cells: Mapping[str, str]
    """What stands in the columns that are not empty, by their names."""
    outline: Any = None
    """A shapely geometry in longitude and latitude, or ``None``."""


def rows(path: Path, *, skip: Skip, seen: Seen) -> Iterator[Row]:
    """Yield the rows of a table or layer; what is damaged is reported and ends or is left out.

    Parameters
    ----------
    path
        A ``.csv``, ``.xlsx``, ``.json`` or ``.geojson``, a file of `LAYERS`, or a ``.zip`` or folder of such.
    skip
        Told of each fault.
    seen
        Called with 1 after each row.
    """
    name = path.name.removesuffix(".gz")
    if name.endswith((".csv", ".tsv", ".txt")):
        found = _of_csv(path, skip)
    elif name.endswith((".json", ".geojson")):
        found = _of_records(path, skip) if head(path, 64).lstrip().startswith(b"[") else _of_geojson(path, skip)
    else:
        found = _of_layers(path, skip)
    for row in found:
        yield row
        seen(1)


def _of_csv(path: Path, skip: Skip) -> Iterator[Row]:
    at = [0]

    def counted() -> Iterator[str]:
        for number, line in lines(path, skip=skip):
            at[0] = number
            yield line.removeprefix("\ufeff") + "\n" if number == 1 else line + "\n"

    texts = counted()
    header = next(texts, "")
    delimiter = max(_DELIMITERS, key=header.count)
    columns = next(csv.reader(io.StringIO(header), delimiter=delimiter), [])
    table = csv.reader(texts, delimiter=delimiter)
    while True:
        try:
            cells = next(table, None)
        except csv.Error as error:
            skip(f"{path}:{at[0]}: {error}")
            continue
        if cells is None:
            return
        if len(cells) > len(columns):
            skip(f"{path}:{at[0]}: expected {len(columns)} cells, found {len(cells)}: {str(cells)[:120]}")
        elif any(cells):
            yield Row(f"{path}:{at[0]}", _filled(zip(columns, cells, strict=False)))


def _filled(pairs: "zip[tuple[str, object]] | Mapping[str, object]") -> dict[str, str]:
    told = pairs.items() if isinstance(pairs, Mapping) else pairs
    return {
        str(column).strip(): text
        for column, value in told
        if isinstance(value, str | int | float) and (text := str(value).strip()) and text != "nan"
    }


def _of_geojson(path: Path, skip: Skip) -> Iterator[Row]:
    for line, feature in items(path, ("features",), skip=skip):
        where = f"{path}:{line}"
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            skip(f"{where}: this is no feature with properties: {str(feature)[:80]!r}")
            continue
        try:
            outline = _shape(feature.get("geometry"))
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            skip(f"{where}: its geometry cannot be used: {error}")
            continue
        yield Row(where, _filled(properties), outline)


def _of_records(path: Path, skip: Skip) -> Iterator[Row]:
    """Yield the rows of a list of records with names by language, a middle and identifiers, as Open Syria has them."""
    for line, record in items(path, (), skip=skip):
        where = f"{path}:{line}"
        try:
            yield Row(where, _filled(_flat(record)))
        except (KeyError, TypeError, AttributeError) as error:
            skip(f"{where}: this is no unit with names, a middle and a P-code ({error!r}): {str(record)[:80]!r}")


def _flat(record: Mapping[str, Any]) -> dict[str, object]:
    level = 1 + ("governorateId" in record) + ("districtId" in record)
    known = record["externalIds"]
    told: dict[str, object] = {
        f"adm{level}_pcode": known["ochaPcode"],
        "lat": record["centroid"]["latitude"],
        "lon": record["centroid"]["longitude"],
        "wikidata": known.get("wikidata"),
        "geonames": known.get("geonames"),
    }
    told |= {f"adm{level}_name_{language}": name for language, name in record["name"].items()}
    others = [alias["value"] for alias in record.get("aliases", ())]
    return told | {f"adm{level}_alt{number}": name for number, name in enumerate(others)}


def _shape(geometry: Any) -> Any:  # noqa: ANN401  what the file holds; a shapely geometry
    if geometry is None:
        return None
    from shapely.geometry import shape  # noqa: PLC0415  only to read outlines

    return shape(geometry)


def _of_layers(path: Path, skip: Skip) -> Iterator[Row]:
    """Yield the rows of every layer or sheet that GDAL finds, a batch at a time."""
    import pyogrio  # noqa: PLC0415  only to read these formats
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415

    if _is_bomb(path, skip):
        return
    faults = (DataSourceError, DataLayerError, UnicodeDecodeError, ValueError, RuntimeError, OSError)
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    except faults as error:
        skip(f"{path}: it cannot be opened ({error}); get it again")
        return
    for layer in layers:
        name = f"{path}[{layer}]" if len(layers) > 1 or path.suffix == ".xlsx" else str(path)
        try:
            yield from _of_layer(path, layer, name, skip)
        except UnicodeDecodeError as error:
            skip(
                f"{name}: its text is not in the encoding that it says ({error}); "
                "write the right one, such as windows-1256, into the .cpg file beside it"
            )
        except faults as error:
            skip(f"{name}: it is damaged or cut off ({error}); what stands before it was read")


def _of_layer(path: Path, layer: str, name: str, skip: Skip) -> Iterator[Row]:
    import pyogrio  # noqa: PLC0415  the same

    is_table = path.suffix.lower() == ".xlsx"
    options: dict[str, Any] = {"HEADERS": "FORCE", "FIELD_TYPES": "STRING"} if is_table else {}
    info = pyogrio.read_info(path, layer=layer, **options)
    if not _is_in_degrees(info["crs"]):
        skip(f"{name}: its coordinates are in {info['crs']}; save it in longitude and latitude (EPSG:4326)")
        return
    if encoding := _unstated_encoding(path, layer, info["encoding"]):
        options["encoding"] = encoding
    at, count = 0, _BATCH
    while count == _BATCH:
        batch = list(_batch(path, layer, at, options))
        count = len(batch)
        for number, (cells, outline) in enumerate(batch, at + 1):
            yield Row(f"{name}:{number + is_table}", cells, outline)
        at += count


def _unstated_encoding(path: Path, layer: str, told: str | None) -> str | None:
    """Return the encoding of a shapefile that says none, for which GDAL takes Latin-1: UTF-8 if it can be read so."""
    import pyogrio  # noqa: PLC0415  the same

    if told != "ISO-8859-1":
        return None
    try:
        pyogrio.raw.read(path, layer=layer, read_geometry=False, encoding="UTF-8")
    except UnicodeDecodeError:
        return "windows-1256"
    return "UTF-8"


def _batch(path: Path, layer: str, at: int, options: dict[str, Any]) -> Iterator[tuple[dict[str, str], Any]]:
    """Yield cells and outline of the records from one number on."""
    from pyogrio.raw import read  # noqa: PLC0415  the same

    meta, _, outlines, columns = read(path, layer=layer, skip_features=at, max_features=_BATCH, **options)
    shapes = [None] * len(columns[0]) if outlines is None or not len(outlines) else _from_wkb(outlines)
    for cells, outline in zip(zip(*columns, strict=True), shapes, strict=True):
        yield _filled(zip(meta["fields"], cells, strict=True)), outline


def _from_wkb(outlines: Any) -> Any:  # noqa: ANN401  arrays of bytes, of geometries
    import shapely  # noqa: PLC0415  only to read outlines

    return shapely.from_wkb(outlines, on_invalid="ignore")


def _is_in_degrees(crs: str | None) -> bool:
    if crs is None or crs in {"EPSG:4326", "OGC:CRS84"}:
        return True
    from pyproj import CRS  # noqa: PLC0415  only for what is in another system

    return bool(CRS.from_user_input(crs).is_geographic)


def _is_bomb(path: Path, skip: Skip) -> bool:
    """Tell whether an archive would unpack to far more than such files hold; that is reported."""
    if path.suffix.lower() not in {".xlsx", ".zip"}:
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [(info.file_size, info.compress_size) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        skip(f"{path}: it is damaged or cut off ({error}); get it again")
        return True
    unpacked, packed = sum(size for size, _ in sizes), path.stat().st_size
    if unpacked > _MOST_UNPACKED or (unpacked > 1 << 26 and unpacked > _MOST_TIMES_PACKED * packed):
        skip(f"{path}: it would unpack to {unpacked:,} bytes, so it was left alone; unpack it yourself if it is sound")
        return True
    return False
