"""HXL: the table with a row of hashtags, as the Humanitarian Data Exchange reads it."""

from pathlib import Path

import geopandas as gpd

from gazetteer.seeds import read_toml

from .tabular import write_csv

__all__ = ["write_hxl"]


def write_hxl(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write CSV whose second row holds the hashtag of each column, from ``seeds/crosswalk.toml``.

    Columns of the user's own have no hashtag.
    """
    write_csv(frame, path, tags=read_toml("crosswalk.toml")["hxl"])
