"""Fetch a file over HTTP and keep what was fetched: resumed where it was cut, checked, and put in place whole."""

import base64
import binascii
import hashlib
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import HTTPError, InvalidHeader, MaxRetryError, SSLError

from .errors import ServiceError
from .part import Part, mark_of

__all__ = ["Check", "Download", "Downloader", "Seen", "UnsoundError"]

_CHUNK = 1 << 16
_FIRST_WAIT_S, _LONGEST_WAIT_S, _PATIENCE_S = 1.0, 60.0, 300.0
_OK, _PARTIAL, _UNCHANGED, _NO_SUCH_RANGE = 200, 206, 304, 416
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_AWAY_FOR_GOOD = urllib3.Retry(None, connect=0, read=0, redirect=5, status=0, other=0, respect_retry_after_header=False)
"""urllib3 follows redirections; to ask again is done here, where it is known how much has come."""

Seen: TypeAlias = Callable[[str, int, int | None], object]
"""Told the name of a file, how many bytes of it are there, and how many there will be, as far as that is known."""


class UnsoundError(ValueError):
    """What was fetched is not what it should be, but may be when it is fetched again."""


Check: TypeAlias = Callable[[Path], object]
"""Raises `UnsoundError`, or a `ServiceError` where fetching again would be of no use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that is there now."""

    path: Path
    size: int
    """Bytes."""
    how: Literal["fetched", "resumed", "unchanged"]


class _PassingError(Exception):
    """A fault that another try may mend."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


class Downloader:
    """Fetches files one after another over the same connection.

    Parameters
    ----------
    seen
        Told how a file grows, for a progress bar.
    retries
        How often to try again in a row without getting any further.
    timeout
        Seconds to wait for a server that sends nothing.
    """

    def __init__(self, *, seen: Seen = lambda *_: None, retries: int = 5, timeout: float = 30.0) -> None:
        self._seen, self._retries, self._timeout = seen, retries, timeout
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._reached: set[str] = set()
        self._unreachable: set[str] = set()

    def fetch(self, url: str, target: Path, check: Check = lambda _: None) -> Download:
        """Fetch one file, unless it is there and the server's is no newer.

        Parameters
        ----------
        url
            Of ``http`` or ``https``.
        target
            Where it goes; until it is whole and sound it is ``<name>.part`` beside it.
        check
            Called with the whole file before it is put in its place.

        Raises
        ------
        ServiceError
            If it cannot be had; what has come of it stays for the next time.
        OSError
            If it cannot be written.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        part, failures, furthest = Part(target), 0, 0
        host = urllib3.util.parse_url(url).netloc or ""
        while True:
            try:
                return self._try(url, part, check)
            except (_PassingError, HTTPError) as fault:
                if part.size > furthest:
                    furthest, failures = part.size, 0
                failures += 1
                if failures > (0 if host in self._unreachable else self._retries) or _is_final(fault):
                    if host not in self._reached:
                        self._unreachable.add(host)
                    raise ServiceError(_told(url, fault, part)) from fault
                time.sleep(_pause(fault, failures))

    def _try(self, url: str, part: Part, check: Check) -> Download:
        response = self._pool(url).request(
            "GET",
            url,
            headers=_headers(url, part, check),
            preload_content=False,
            timeout=urllib3.Timeout(self._timeout),
            retries=_AWAY_FOR_GOOD,
        )
        try:
            self._reached.add(urllib3.util.parse_url(url).netloc or "")
            if response.status == _UNCHANGED and part.target.exists():
                return Download(path=part.target, size=part.target.stat().st_size, how="unchanged")
            how: Literal["fetched", "resumed"] = "fetched" if response.status == _OK else "resumed"
            self._take(response, url, part)
        finally:
            response.close()
        return _finish(part, response.headers, check, how)

    def _take(self, response: urllib3.BaseHTTPResponse, url: str, part: Part) -> None:
        """Write what the server sends behind what there is, or anew."""
        if response.status == _NO_SUCH_RANGE:
            if response.headers.get("Content-Range") == f"bytes */{part.size}":
                return
            part.discard()
            msg = "what there was of it is longer than the file"
            raise _PassingError(msg)
        _expect_file(response, url)
        if response.status == _OK:
            part.begin(url, mark_of(response.headers))
        elif not part.goes_on(url, response.headers):
            part.discard()
            msg = "the server went on from another place, or with another version of the file"
            raise _PassingError(msg)
        total = _total(response.headers, part.size)
        with part.path.open("ab") as file:
            while chunk := response.read1(_CHUNK, decode_content=False):
                file.write(chunk)
                self._seen(part.target.name, file.tell(), total)
        if total is not None and part.size != total:
            msg = f"{part.size:,} of {total:,} bytes came"
            raise _PassingError(msg)

    def _pool(self, url: str) -> urllib3.PoolManager:
        """Return what asks the server, by way of the proxy that the environment names."""
        parsed = urllib3.util.parse_url(url)
        proxy = "" if proxy_bypass(parsed.host or "") else getproxies().get(parsed.scheme or "", "")
        if proxy not in self._pools:
            self._pools[proxy] = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
        return self._pools[proxy]


def _headers(url: str, part: Part, check: Check) -> dict[str, str]:
    """Return what to ask for: the rest of a part, or a file newer than the sound one that is there."""
    headers = {"User-Agent": f"mawqi/{version('mawqi')}", "Accept-Encoding": "identity"}
    mark = part.mark(url)
    if part.size and mark:
        return headers | {"Range": f"bytes={part.size}-", "If-Range": mark}
    part.discard()
    if part.target.exists() and _is_sound(part.target, check):
        since = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(part.target.stat().st_mtime))
        return headers | {"If-Modified-Since": since}
    return headers


def _is_sound(path: Path, check: Check) -> bool:
    try:
        check(path)
    except (UnsoundError, ServiceError):
        return False
    return True


def _expect_file(response: urllib3.BaseHTTPResponse, url: str) -> None:
    """Raise what is wrong with an answer that is no file."""
    if response.status in _PASSING:
        msg = f"the server answers {response.status} {response.reason or ''}".strip()
        raise _PassingError(msg, _retry_after(response.headers))
    if response.status not in {_OK, _PARTIAL}:
        hint = "; is it named rightly?" if response.status in {404, 410} else ""
        msg = f"{url} cannot be fetched: the server answers {response.status} {response.reason or ''}".strip() + hint
        raise ServiceError(msg)
    if "html" in response.headers.get("Content-Type", ""):
        msg = (
            f"{url} cannot be fetched: what came is a web page, not the file; "
            "open the address in a browser to see what it says."
        )
        raise ServiceError(msg)


def _total(headers: Mapping[str, str], there: int) -> int | None:
    """Return how long the whole file will be."""
    length = headers.get("Content-Length", "")
    return there + int(length) if length.isdigit() else None


def _finish(part: Part, headers: Mapping[str, str], check: Check, how: Literal["fetched", "resumed"]) -> Download:
    """Check a whole file and put it in its place, dated as the server dates it."""
    try:
        _compare_digest(part.path, headers)
        check(part.path)
    except UnsoundError as error:
        part.discard()
        raise _PassingError(str(error)) from error
    except ServiceError:
        part.discard()
        raise
    size = part.size
    part.finish()
    _date(part.target, headers.get("Last-Modified"))
    return Download(path=part.target, size=size, how=how)


def _compare_digest(path: Path, headers: Mapping[str, str]) -> None:
    """Compare a file with the SHA-256 that the server may have sent of it (RFC 9530, RFC 3230)."""
    told = ",".join(filter(None, (headers.get("Repr-Digest"), headers.get("Digest"))))
    found = re.search(r"sha-256=:?([A-Za-z0-9+/]+={0,2})", told, re.IGNORECASE)
    if found is None:
        return
    try:
        wanted = base64.b64decode(found[1], validate=True)
    except binascii.Error:
        return
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").digest() != wanted:
            msg = "what came does not match the checksum that the server gives"
            raise UnsoundError(msg)


def _date(path: Path, modified: str | None) -> None:
    try:
        when = parsedate_to_datetime(modified or "").timestamp()
    except (ValueError, TypeError, OverflowError):
        return
    os.utime(path, (when, when))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    value = headers.get("Retry-After")
    try:
        return None if value is None else urllib3.Retry().parse_retry_after(value)
    except InvalidHeader:
        return None


def _is_final(fault: Exception) -> bool:
    """Tell whether to try again would be of no use: a certificate that is not to be trusted, a pause of an hour."""
    if isinstance(fault, _PassingError):
        return fault.wait is not None and fault.wait > _PATIENCE_S
    reason = fault.reason if isinstance(fault, MaxRetryError) else fault
    return isinstance(reason, SSLError | urllib3.exceptions.LocationValueError | urllib3.exceptions.ResponseError)


def _pause(fault: Exception, failures: int) -> float:
    """Return how many seconds to wait: as long as the server asks, else twice as long each time."""
    asked = fault.wait if isinstance(fault, _PassingError) else None
    return asked if asked is not None else min(_FIRST_WAIT_S * 2.0 ** (failures - 1), _LONGEST_WAIT_S)


def _told(url: str, fault: Exception, part: Part) -> str:
    reason = fault.reason if isinstance(fault, MaxRetryError) and fault.reason else fault
    wait = fault.wait if isinstance(fault, _PassingError) and _is_final(fault) else None
    later = f", and asks to come again in {wait:.0f} s" if wait else ""
    kept = f"; {part.size:,} bytes are kept, fetch again to go on from there" if part.size else ""
    return f"{url} cannot be fetched: {reason}{later}{kept}."
