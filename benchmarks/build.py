"""What building a gazetteer costs: time, memory, size.

    python -m benchmarks.build ../shared/gazetteers               the regional gazetteer, from all that lies there
    python -m benchmarks.build ../shared/gazetteers -o my.mawqi   and keep it; not built again where nothing changed
    python -m benchmarks.build --synthetic 2000000                as many places that there are not, and a tenth of
                                                                  them again from a second source

The regional gazetteer is the built-in base, GeoNames' dumps of six Arabic countries and Israel with their alternate
names, and Who's On First for Syria, Lebanon, Palestine and Israel.
"""

import argparse
import hashlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import synthetic
from gazetteer.build import BuildReport, build_gazetteer
from gazetteer.compile import inputs_digest
from gazetteer.container import read_description
from gazetteer.errors import GazetteerError
from gazetteer.sources.formats import open_source

__all__ = ["regional"]

_MB = 1e6
_SHOWN = 5


def sources(folder: Path) -> list[Path]:
    """Return the sources of the regional gazetteer, the more exact first."""
    return [folder / "geonames" / "reconstructed", *sorted((folder / "wof").glob("*.tar.gz"))]


def digest(folder: Path) -> str:
    """Return what tells the inputs of the regional gazetteer from others: data and code."""
    found = hashlib.sha256(inputs_digest().encode())
    for path in sorted(path for part in ("geonames", "wof") for path in (folder / part).rglob("*") if path.is_file()):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def regional(folder: Path, path: Path, skip: Callable[[str], object] = lambda _: None) -> BuildReport | None:
    """Build the regional gazetteer, unless the one at `path` is of the same inputs."""
    inputs = digest(folder)
    try:
        if read_description(path)["digest"] == inputs:
            return None
    except GazetteerError:
        pass
    opened = (open_source(source, skip=skip) for source in sources(folder))
    return build_gazetteer(opened, path, digest=inputs, skip=skip)


def made_up(count: int, path: Path) -> BuildReport:
    """Build a gazetteer of places that there are not."""
    first = synthetic.entries(count, source="geonames", seed=1)
    second = synthetic.entries(count // 10, source="osm", seed=1, overlap="geonames")
    return build_gazetteer([(synthetic.SOURCE, first), (synthetic.SOURCE, second)], path, base=False)


@contextmanager
def measured() -> Iterator[None]:
    """Print the time taken, and the most memory that this process has held."""
    start, worked = time.perf_counter(), time.process_time()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, worked = time.perf_counter() - start, time.process_time() - worked
    print(f"{took:.0f} s, {worked:.0f} s of the processor, {peak:.0f} MB of memory at most")


def show(report: BuildReport) -> None:
    """Print what became of the sources."""
    for source in report.sources:
        print(f"{source.name:20} {source.entries:10,} entries, {source.skipped} left out")
    size = report.bytes / _MB
    print(
        f"{report.places:,} places, {report.united:,} entries united with others; {report.names:,} names; {size:.0f} MB"
    )


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="where the gazetteers' sources lie")
    parser.add_argument("-o", "--output", type=Path, help="where to keep what is built")
    parser.add_argument("--synthetic", type=int, metavar="N", help="build N places that there are not")
    options = parser.parse_args()
    if options.folder is None and options.synthetic is None:
        parser.error("name the folder of the sources, or --synthetic N")
    skipped: list[str] = []
    with tempfile.TemporaryDirectory() as scratch, measured():
        path = options.output or Path(scratch) / "built.mawqi"
        if options.synthetic:
            report: BuildReport | None = made_up(options.synthetic, path)
        else:
            report = regional(options.folder, path, skipped.append)
    if report is None:
        print(f"{path}: already up to date")
        return 0
    show(report)
    print(f"{len(skipped)} rows reported", *(f"  {told}" for told in skipped[:_SHOWN]), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
