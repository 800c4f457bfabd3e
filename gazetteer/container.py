"""The compiled file: a header, a description in JSON, and sections that are used where they lie.

Layout: magic, format version, byte-order mark, length of the whole file, length and checksum of the description,
then the description, then the sections, each at a multiple of eight bytes. The byte order is the machine's own.
The description holds the checksum of the sections: it is compared when asked for, not whenever the file is opened.
"""

import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from .errors import GazetteerError, GazetteerMissingError
from .seeds import in_checkout

__all__ = ["BASE", "FORMAT", "Container", "how_to_mend", "read_description", "write"]

BASE = Path(__file__).parent / "data" / "base.mawqi"
"""Where the built-in base lies."""
FORMAT = 3
"""Version of the layout and of the meaning of the sections."""

_MAGIC = b"MAWQI\r\n\x1a"
_ORDER = 0x01020304
_HEADER = struct.Struct("=8sIIQII")
_ALIGN = 8
_BLOCK = 1 << 20


def _padded(length: int) -> int:
    return -(-length // _ALIGN) * _ALIGN


def how_to_mend(path: Path) -> str:
    """Return what to do about a compiled file that is missing or damaged: how it is made, where it can be."""
    if path.resolve() != BASE.resolve():
        return "build it again from its sources: mawqi gazetteer build"
    return "compile it: python -m gazetteer.compile" if in_checkout() else "install mawqi again"


def write(path: Path, description: dict[str, Any], sections: Mapping[str, tuple[str, IO[bytes]]]) -> None:
    """Write a compiled file so that a reader sees the old one or the new one, never half of one.

    Parameters
    ----------
    path
        Where to; the folder is made if need be.
    description
        What JSON can hold; the table of sections is added to it.
    sections
        By name, the `struct` code of its items (``B`` for bytes) and a file with its content.
    """
    table: dict[str, list[Any]] = {}
    offset = checksum = 0
    for name, (code, content) in sections.items():
        length = content.seek(0, os.SEEK_END)
        table[name] = [code, offset, length]
        offset += _padded(length)
        for block in _blocks(content):
            checksum = zlib.crc32(block, checksum)
    told = description | {"sections": table, "checksum": checksum}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
    text += b" " * (_padded(len(text)) - len(text))
    size = _HEADER.size + len(text) + offset
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_HEADER.pack(_MAGIC, FORMAT, _ORDER, size, len(text), zlib.crc32(text)))
            file.write(text)
            for _, content in sections.values():
                file.writelines(_blocks(content))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _blocks(content: IO[bytes]) -> Iterator[bytes]:
    """Yield the content of a section, and what fills it up."""
    content.seek(0)
    while block := content.read(_BLOCK):
        yield block
    yield b"\0" * (_padded(content.tell()) - content.tell())


class Container:
    """A compiled file, mapped into memory."""

    __slots__ = ("_body", "_checksum", "_table", "description", "path")

    def __init__(self, path: Path) -> None:
        self.path = path
        view = memoryview(_map(path))
        self.description, start = _check(path, view)
        self._table: dict[str, tuple[str, int, int]] = self.description.pop("sections")
        self._checksum: int = self.description.pop("checksum")
        self._body = view[start:]

    def section(self, name: str) -> "memoryview[Any]":
        """Return a section as a view of items; nothing is copied.

        Raises
        ------
        GazetteerError
            If the file has no such section.
        """
        try:
            code, offset, length = self._table[name]
            return self._body[offset : offset + length].cast(code)  # type: ignore[call-overload, no-any-return]
        except (KeyError, ValueError, TypeError) as error:
            msg = f"{self.path} is damaged (section {name!r}); {how_to_mend(self.path)}"
            raise GazetteerError(msg) from error

    def verify(self) -> None:
        """Compare the sections with their checksum; this reads the whole file.

        Raises
        ------
        GazetteerError
            If they are not what was written.
        """
        if zlib.crc32(self._body) != self._checksum:
            msg = f"{self.path} is damaged (its content does not match its checksum); {how_to_mend(self.path)}"
            raise GazetteerError(msg)


def read_description(path: Path) -> dict[str, Any]:
    """Return the description of a compiled file, without its table of sections."""
    return Container(path).description


def _map(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        msg = f"There is no gazetteer at {path}; {how_to_mend(path)}"
        raise GazetteerMissingError(msg) from error
    except (OSError, ValueError) as error:
        msg = f"{path} cannot be read as a gazetteer: {error}"
        raise GazetteerError(msg) from error


def _check(path: Path, view: memoryview) -> tuple[dict[str, Any], int]:
    """Return the description and where the sections begin."""
    if len(view) < _HEADER.size or view[: len(_MAGIC)] != _MAGIC:
        msg = f"{path} is not a compiled gazetteer; {how_to_mend(path)}"
        raise GazetteerError(msg)
    _, version, order, size, length, checksum = _HEADER.unpack_from(view)
    if order != _ORDER:
        msg = f"{path} was compiled on a machine of another byte order; {how_to_mend(path)}"
        raise GazetteerError(msg)
    if version != FORMAT:
        hint = "a newer mawqi; upgrade mawqi" if version > FORMAT else f"an older mawqi; {how_to_mend(path)}"
        msg = f"{path} has format {version}, this mawqi reads format {FORMAT}: it was compiled by {hint}"
        raise GazetteerError(msg)
    start = _HEADER.size + length
    if size != len(view) or start > size or zlib.crc32(view[_HEADER.size : start]) != checksum:
        msg = f"{path} is damaged or cut short ({len(view)} of {size} bytes); {how_to_mend(path)}"
        raise GazetteerError(msg)
    description: dict[str, Any] = json.loads(bytes(view[_HEADER.size : start]))
    return description, start
