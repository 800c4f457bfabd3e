"""Fetch the sources of a gazetteer: GeoNames' dumps of countries, with the tables that are read with them."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from .downloads import Check, Download, Downloader, Seen, UnsoundError
from .errors import GazetteerError, ServiceError

__all__ = ["GEONAMES", "fetch_geonames", "geonames_files"]

GEONAMES = "https://download.geonames.org/export/dump/"
"""Where GeoNames publishes its dumps, anew each day."""

_TABLES = ("countryInfo.txt", "admin1CodesASCII.txt", "admin2Codes.txt", "hierarchy.zip")
_COUNTRY = re.compile("[A-Z]{2}")
_WHOLE = ("allCountries", "cities500", "cities1000", "cities5000", "cities15000")
_LOOK = 512


def fetch_geonames(
    what: Iterable[str],
    folder: str | Path,
    *,
    alternate_names: bool = False,
    base_url: str = GEONAMES,
    seen: Seen = lambda *_: None,
    retries: int = 5,
    timeout: float = 30.0,
    on_error: Callable[[ServiceError], object] | None = None,
) -> list[Download]:
    """Fetch GeoNames' dumps and the tables of codes that belong to them, as far as they are not there already.

    What is cut is gone on with, also the next time; what is there is fetched again only when the server's is newer.

    Parameters
    ----------
    what
        ISO 3166-1 alpha-2 codes of countries, or ``allCountries``, ``cities500`` and its like.
    folder
        Where to; it is made if need be. The names of the files are GeoNames' own, as its reader expects them.
    alternate_names
        Whether to fetch the names in other languages and scripts too: Arabic names are among these.
    base_url
        Where the dumps lie: GeoNames' server, or a mirror of it.
    seen
        Told the name of a file, how many bytes of it are there and how many there will be.
    retries
        How often to try again in a row without getting any further; a server that says how long to wait is heeded.
    timeout
        Seconds to wait for a server that sends nothing.
    on_error
        Told of each file that cannot be had; the others are fetched all the same. Without it the first is raised.

    Returns
    -------
    The files that are there now.

    Raises
    ------
    ValueError
        If a code or the address is none.
    ServiceError
        If a file cannot be had and there is no `on_error`.
    OSError
        If a file cannot be written.
    """
    if not re.match("https?://", base_url):
        msg = f"base_url {base_url!r} is not an address on the web; it begins with https:// or http://."
        raise GazetteerError(msg)
    files = geonames_files(what, alternate_names=alternate_names)
    fetcher = Downloader(seen=seen, retries=retries, timeout=timeout)
    done = []
    for name in files:
        try:
            done.append(fetcher.fetch(f"{base_url.rstrip('/')}/{name}", Path(folder) / name, _check_of(name)))
        except ServiceError as error:
            if on_error is None:
                raise
            on_error(error)
    return done


def geonames_files(what: Iterable[str], *, alternate_names: bool = False) -> list[str]:
    """Return which files of GeoNames hold the places of countries, and what is read with them.

    Raises
    ------
    ValueError
        If a code is none.
    """
    codes = [_code(each) for each in ([what] if isinstance(what, str) else what)]
    if not codes:
        msg = "name a country to fetch, such as SY, or allCountries."
        raise GazetteerError(msg)
    names = [f"alternatenames/{code}.zip" if len(code) == len("SY") else "alternateNamesV2.zip" for code in codes]
    return list(dict.fromkeys([*_TABLES, *(f"{code}.zip" for code in codes), *(names if alternate_names else ())]))


def _code(given: str) -> str:
    whole = next((name for name in _WHOLE if name.lower() == given.lower()), None)
    code = given.upper()
    if whole is None and not _COUNTRY.fullmatch(code):
        msg = f"{given!r} is neither an ISO 3166-1 alpha-2 code such as SY nor one of {', '.join(_WHOLE)}."
        raise GazetteerError(msg)
    return whole or code


def _check_of(name: str) -> Check:
    member = f"{Path(name).stem}.txt"
    return (
        (lambda path: _check_zip(path, name, member))
        if name.endswith(".zip")
        else (lambda path: _check_text(path, name))
    )


def _check_zip(path: Path, name: str, member: str) -> None:
    """Raise what is wrong with an archive: no archive, without the table it is named after, or damaged."""
    start = _start(path)
    if start.lstrip()[:1] == b"<":
        raise ServiceError(_page(name))
    try:
        with zipfile.ZipFile(path) as archive:
            if member not in archive.namelist():
                msg = f"{name} cannot be used: there is no {member} in the archive that came."
                raise ServiceError(msg)
            damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        msg = f"what came is no whole archive: {error}"
        raise UnsoundError(msg) from error
    if damaged is not None:
        msg = f"{damaged} in the archive that came does not match its checksum"
        raise UnsoundError(msg)


def _check_text(path: Path, name: str) -> None:
    """Raise what is wrong with a table: a web page in its place, no text, or no columns."""
    start = _start(path)
    if start.lstrip()[:1] == b"<":
        raise ServiceError(_page(name))
    if b"\t" not in start and not start.startswith(b"#"):
        msg = f"{name} cannot be used: what came is no table of GeoNames: {start[:40]!r}."
        raise ServiceError(msg)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LOOK)


def _page(name: str) -> str:
    return f"{name} cannot be used: what came is a web page, not the file; try again later, or another --base-url."
