"""Find and read the tables of ``seeds/``, in the installed package or in the checkout."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import SeedError

__all__ = ["in_checkout", "read_csv", "read_toml", "seed_path"]

_HERE = Path(__file__).parent


def in_checkout() -> bool:
    """Tell whether the package is used where its source lies, so that what is made from ``seeds/`` can be made anew."""
    return not (_HERE / "seeds").is_dir()


def seed_path(name: str) -> Path:
    """Return where a file or folder of ``seeds/`` lies.

    Raises
    ------
    SeedError
        If there is none of that name.
    """
    for folder in (_HERE / "seeds", _HERE.parent / "seeds"):
        if (folder / name).exists():
            return folder / name
    msg = f"seeds/{name} is missing from this installation; install mawqi again."
    raise SeedError(msg)


def read_toml(name: str) -> dict[str, Any]:
    """Return what a TOML file of ``seeds/`` holds.

    Raises
    ------
    SeedError
        If it is missing or is not TOML; the message names file and line.
    """
    path = seed_path(name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"seeds/{name}: {error}"
        raise SeedError(msg) from error


def read_csv(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and row of a CSV file of ``seeds/``.

    Raises
    ------
    SeedError
        If it is missing, or a row has more or fewer cells than the header.
    """
    with seed_path(name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        for row in reader:
            if None in row or None in row.values():
                msg = f"seeds/{name}:{reader.line_num}: expected {len(reader.fieldnames or ())} cells: {row!r}"
                raise SeedError(msg)
            yield reader.line_num, row
