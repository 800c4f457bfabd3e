"""Write incidents to a file: one output format a module, chosen by the file's suffix."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd

from gazetteer.errors import ExportError

from ..checks import check_frame
from .acled import write_acled
from .atomic import replace_file
from .geojson import write_geojson
from .geopackage import write_geopackage
from .geoparquet import require_pyarrow, write_geoparquet
from .hxl import write_hxl
from .tabular import write_csv, write_jsonl
from .ucdp import write_ucdp

__all__ = ["find_writer", "replace_file", "write"]

_WRITERS: dict[str, Callable[[gpd.GeoDataFrame, Path], None]] = {
    ".geojson": write_geojson,
    ".json": write_geojson,
    ".gpkg": write_geopackage,
    ".parquet": write_geoparquet,
    ".geoparquet": write_geoparquet,
    ".csv": write_csv,
    ".jsonl": write_jsonl,
}

_SCHEMAS: dict[str, Callable[[gpd.GeoDataFrame, Path], None]] = {
    "hxl": write_hxl,
    "ucdp": write_ucdp,
    "acled": write_acled,
}
"""Tables in the terms of other standards; each is CSV."""


def write(incidents: gpd.GeoDataFrame, path: str | Path, *, schema: str | None = None) -> Path:
    """Write an incident table, in the format that the suffix of `path` names.

    The file is written whole beside its place and then moved there: when something fails, what was there before
    stays as it was. A file that is replaced hands its permissions on.

    Parameters
    ----------
    incidents
        The incident table, in EPSG:4326. Columns of the user's own are written too.
    path
        Where to: ``.geojson`` or ``.json``, ``.gpkg``, ``.parquet`` or ``.geoparquet`` (extra ``parquet``),
        ``.csv``, ``.jsonl``. A file that is there is replaced, a GeoPackage with all its layers.
    schema
        ``"hxl"`` for a CSV that says its columns in the Humanitarian Exchange Language, in a row of hashtags;
        ``"ucdp"`` or ``"acled"`` for a CSV with the columns of the UCDP GED or of ACLED (docs/table.md).

    Returns
    -------
    pathlib.Path
        Where the file lies.

    Raises
    ------
    ExportError
        If suffix or schema is unknown, or the file cannot be written.
    FrameError
        If `incidents` is no incident table.
    MissingExtraError
        If the format needs an extra that is not installed.
    """
    target = Path(path)
    writer = find_writer(target, schema)
    check_frame(incidents)
    replace_file(target, lambda draft: writer(incidents, draft))
    return target


def find_writer(target: Path, schema: str | None = None) -> Callable[[gpd.GeoDataFrame, Path], None]:
    """Return what writes a file of this suffix: known before there is anything to write.

    Raises
    ------
    ExportError
        If suffix or schema is unknown, or they do not go together.
    MissingExtraError
        If the format needs an extra that is not installed.
    """
    suffix = target.suffix.lower()
    if suffix not in _WRITERS:
        msg = f"cannot write {str(target)!r}: the suffix must be one of {', '.join(_WRITERS)}."
        raise ExportError(msg)
    if _WRITERS[suffix] is write_geoparquet:
        require_pyarrow()
    if schema is None:
        return _WRITERS[suffix]
    if schema not in _SCHEMAS:
        msg = f"schema {schema!r} is not available in this version; there is {', '.join(map(repr, _SCHEMAS))}."
        raise ExportError(msg)
    if suffix != ".csv":
        msg = f"cannot write {str(target)!r}: schema {schema!r} is a table; give a path that ends in .csv."
        raise ExportError(msg)
    return _SCHEMAS[schema]
