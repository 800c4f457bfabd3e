"""Lines of a text file, plain or packed, whatever has become of it: what cannot be read is reported and passed over."""

import gzip
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from struct import Struct
from typing import IO

from . import Skip

__all__ = ["DAMAGED", "dated", "head", "lines", "members"]

_CHUNK = 1 << 20
_LONGEST_LINE = 1 << 20
_LOCAL_HEADER = Struct("<4sHHHHHLLLHH")
_LOCAL_MAGIC = b"PK\x03\x04"
DAMAGED = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)
"""What reading a damaged archive raises."""


def lines(path: Path, *, skip: Skip, member: str | None = None) -> Generator[tuple[int, str]]:
    """Yield number and text of every line of a file, of a ``.gz``, or of one member of a ``.zip``.

    Lines that are not UTF-8, hold a NUL byte or are longer than a megabyte are reported and left out; a damaged archive
    is reported and ends the lines.

    Parameters
    ----------
    path
        What to read.
    skip
        Told of each fault.
    member
        Name of the member of a ``.zip``; its largest text file if not given.
    """
    number = 0
    try:
        with closing(_chunks(path, member, skip)) as chunks:
            for number, line in enumerate(_split(chunks), 1):
                text = _decoded(line, f"{path}:{number}", skip)
                if text is not None:
                    yield number, text if number > 1 else text.removeprefix("\ufeff")
    except DAMAGED as error:
        skip(f"{path}:{number + 1}: the file is damaged or cut off here ({error}); what stands before it was read")


def _decoded(line: bytes | None, where: str, skip: Skip) -> str | None:
    if line is None:
        skip(f"{where}: the line is longer than {_LONGEST_LINE:,} bytes; it was left out")
        return None
    if b"\0" in line:
        skip(f"{where}: the line holds NUL bytes; it was left out")
        return None
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        skip(f"{where}: the line is not UTF-8 (byte {error.start + 1}); save the file as UTF-8")
        return None


def _split(chunks: Iterator[bytes]) -> Iterator[bytes | None]:
    """Yield lines without their ends; ``None`` for one that is too long."""
    rest, too_long = b"", False
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield None if too_long or len(line) > _LONGEST_LINE else line.removesuffix(b"\r")
            too_long = False
        if len(rest) > _LONGEST_LINE:
            rest, too_long = b"", True
    if rest or too_long:
        yield None if too_long else rest.removesuffix(b"\r")


def _chunks(path: Path, member: str | None, skip: Skip) -> Generator[bytes]:
    if path.suffix == ".zip":
        yield from _unzipped(path, member, skip)
        return
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        yield from _pieces(file)


def _pieces(file: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    while piece := file.read1(_CHUNK) if isinstance(file, gzip.GzipFile) else file.read(_CHUNK):
        yield piece


def members(path: Path) -> list[zipfile.ZipInfo]:
    """Return the text files in a ``.zip``, the largest first, those that only explain the others left out."""
    with zipfile.ZipFile(path) as archive:
        texts = [info for info in archive.infolist() if not info.is_dir() and "readme" not in info.filename.lower()]
    return sorted(texts, key=lambda info: -info.file_size)


def _unzipped(path: Path, member: str | None, skip: Skip) -> Iterator[bytes]:
    try:
        name = member or next((info.filename for info in members(path)), None)
    except zipfile.BadZipFile as error:
        skip(f"{path}: {error}: the archive is cut off or damaged; get it again. What can be read of it is read")
        yield from _salvaged(path, member)
        return
    if name is None:
        skip(f"{path}: there is no text file in the archive")
        return
    with zipfile.ZipFile(path) as archive, archive.open(name) as file:
        yield from _pieces(file)


def _salvaged(path: Path, member: str | None) -> Iterator[bytes]:
    """Yield what can be read of a ``.zip`` whose list of members, at its end, is missing: the member asked for."""
    with path.open("rb") as file:
        while (raw := file.read(_LOCAL_HEADER.size)) and raw.startswith(_LOCAL_MAGIC):
            if len(raw) < _LOCAL_HEADER.size:
                return
            _, _, flags, method, *_, packed, _, name_size, extra_size = _LOCAL_HEADER.unpack(raw)
            name = file.read(name_size).decode("utf-8", "replace")
            file.seek(extra_size, 1)
            if "readme" in name.lower() or (member and name != member):
                if flags & 8:
                    return
                file.seek(packed, 1)
                continue
            yield from _inflated(file) if method == zipfile.ZIP_DEFLATED else _stored(file, packed)
            return


def _inflated(file: IO[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    while not unpacker.eof and (piece := file.read(_CHUNK >> 4)):
        yield unpacker.decompress(piece)


def _stored(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(_CHUNK, size))):
        size -= len(piece)
        yield piece


def head(path: Path, size: int = 1 << 16) -> bytes:
    """Return the first bytes of a file, unpacked; nothing if it is a folder or cannot be read."""
    if path.is_dir():
        return b""
    found = b""
    try:
        with closing(_chunks(path, None, lambda _: None)) as chunks:
            for chunk in chunks:
                found += chunk
                if len(found) >= size:
                    break
    except DAMAGED:
        pass
    return found[:size]


def dated(path: Path) -> str:
    """Return the day a source is of, as ISO 8601: what its archive says, else when the file was last written."""
    if path.suffix == ".zip":
        with _quiet():
            return max("{:04}-{:02}-{:02}".format(*info.date_time) for info in members(path))
    if path.suffix in {".gz", ".tgz"}:
        with path.open("rb") as file:
            written = int.from_bytes(file.read(8)[4:], "little")
        if written:
            return _day(written)
    newest = max((each.stat().st_mtime for each in path.iterdir()), default=0.0) if path.is_dir() else 0.0
    return _day(newest or path.stat().st_mtime)


@contextmanager
def _quiet() -> Iterator[None]:
    try:
        yield
    except (*DAMAGED, ValueError):
        pass


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
