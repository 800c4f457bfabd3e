"""GeoParquet, through geopandas and pyarrow."""

from importlib import import_module
from pathlib import Path

import geopandas as gpd

from gazetteer.errors import ExportError, MissingExtraError

__all__ = ["require_pyarrow", "write_geoparquet"]


def require_pyarrow() -> None:
    """Raise a `MissingExtraError` if pyarrow is not installed."""
    try:
        import_module("pyarrow")
    except ImportError as error:
        msg = "writing GeoParquet needs pyarrow; install it with: pip install 'mawqi[parquet]'"
        raise MissingExtraError(msg) from error


def write_geoparquet(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write GeoParquet 1.1: dates as timestamps, `reports` as a list, categories as a dictionary.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    require_pyarrow()
    from pyarrow import ArrowException  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

    try:
        frame.to_parquet(path, index=False, schema_version="1.1.0")
    except ArrowException as error:
        msg = f"Parquet has no type for a column: {error}"
        raise ExportError(msg) from error
