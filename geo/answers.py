"""What geocoding services answered: kept, so that none is asked twice; and when each may be asked again."""

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from gazetteer.errors import ServiceError

__all__ = ["Answer", "Answers", "FileAnswers", "Kept", "MemoryAnswers"]

_FORMAT = 1
_PATIENCE_S = 30.0
"""How long to wait for another process that is writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One place as a service gives it."""

    address: str
    lat: float
    """Degrees north."""
    lon: float
    """Degrees east."""
    raw: Any
    """The service's own words, as JSON has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a service answered to a question, and when."""

    asked: float
    """Seconds since 1970, UTC."""
    answers: tuple[Answer, ...]
    """Best first; empty when the service knew nothing."""


class Answers(Protocol):
    """Where answers are kept."""

    def get(self, service: str, question: str) -> Kept | None:
        """Return what is kept, however old, or ``None``."""

    def put(self, service: str, question: str, kept: Kept) -> None:
        """Keep an answer in the place of an older one."""

    def reserve(self, service: str, delay: float) -> float:
        """Take the next turn to ask a service, `delay` seconds after the last, and return how long to wait for it."""


class MemoryAnswers:
    """Answers for as long as the process lives."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Kept] = {}
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def get(self, service: str, question: str) -> Kept | None:
        """Return what is kept, however old, or ``None``."""
        return self._kept.get((service, question))

    def put(self, service: str, question: str, kept: Kept) -> None:
        """Keep an answer in the place of an older one."""
        self._kept[service, question] = kept

    def reserve(self, service: str, delay: float) -> float:
        """Take the next turn to ask a service, and return how many seconds to wait for it."""
        with self._lock:
            wait = _wait(self._free.get(service), delay)
            self._free[service] = time.time() + wait + delay
        return wait


class FileAnswers:
    """Answers in an SQLite file that several processes may share.

    Parameters
    ----------
    path
        The file; it is made if need be.

    Raises
    ------
    ServiceError
        If it cannot be made, or is something else.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        with self._open() as base:
            (version,) = base.execute("PRAGMA user_version").fetchone()
            tables = base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if version not in {0, _FORMAT} or (version == 0 and tables):
                msg = f"{str(self._path)!r} is no file of answers that this mawqi keeps; name another as cache."
                raise ServiceError(msg)
            base.execute(
                "CREATE TABLE IF NOT EXISTS answers (service TEXT, question TEXT, asked REAL, answers TEXT,"
                " PRIMARY KEY (service, question)) WITHOUT ROWID"
            )
            base.execute("CREATE TABLE IF NOT EXISTS turns (service TEXT PRIMARY KEY, free REAL) WITHOUT ROWID")
            base.execute(f"PRAGMA user_version = {_FORMAT}")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection in one transaction; it is not kept, so that threads and forked processes may share this."""
        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE_S, isolation_level=None)) as base:
                base.execute("BEGIN IMMEDIATE")
                yield base
                base.execute("COMMIT")
        except sqlite3.Error as error:
            msg = f"the answers kept in {str(self._path)!r} cannot be used: {error}; name another file as cache."
            raise ServiceError(msg) from error

    def get(self, service: str, question: str) -> Kept | None:
        """Return what is kept, however old, or ``None``."""
        with self._open() as base:
            found = base.execute(
                "SELECT asked, answers FROM answers WHERE service = ? AND question = ?", (service, question)
            ).fetchone()
        if found is None:
            return None
        try:
            told = tuple(Answer(**each) for each in json.loads(found[1]))
        except (TypeError, ValueError):
            return None
        return Kept(asked=found[0], answers=told)

    def put(self, service: str, question: str, kept: Kept) -> None:
        """Keep an answer in the place of an older one."""
        rows = [{"address": one.address, "lat": one.lat, "lon": one.lon, "raw": one.raw} for one in kept.answers]
        text = json.dumps(rows, default=str)
        with self._open() as base:
            base.execute("REPLACE INTO answers VALUES (?, ?, ?, ?)", (service, question, kept.asked, text))

    def reserve(self, service: str, delay: float) -> float:
        """Take the next turn of all processes that share the file, and return how many seconds to wait for it."""
        with self._open() as base:
            found = base.execute("SELECT free FROM turns WHERE service = ?", (service,)).fetchone()
            wait = _wait(found and found[0], delay)
            base.execute("REPLACE INTO turns VALUES (?, ?)", (service, time.time() + wait + delay))
        return wait


def _wait(free: float | None, delay: float) -> float:
    """Return the seconds until a service is free again; a clock that was set back does not make it long."""
    ahead = 0.0 if free is None else free - time.time()
    return min(max(ahead, 0.0), _PATIENCE_S + delay)
