"""How long a map of cells of a million incidents takes, and how large its file is.

``python -m benchmarks.density [rows]``: rows are the made-up ones of ``benchmarks.maps``, repeated.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

import maps
from benchmarks.maps import incidents

MADE = 20_000


def main() -> None:
    """Print one line for each kind of cells."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    part = incidents(min(MADE, rows))
    table = pd.concat([part] * max(1, rows // len(part)), ignore_index=True)
    table["id"] = [f"row-{number}" for number in range(len(table))]
    with tempfile.TemporaryDirectory() as folder:
        for cells in ("hex", "grid", "h3"):
            start, path = time.perf_counter(), Path(folder) / "density.html"
            maps.density(table, cells=cells, offline=True).save(str(path))
            spent = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            size = path.stat().st_size / 1e6
            print(f"{cells:5} {len(table):,} rows  {spent:.1f} s  {size:.2f} MB  peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
