"""One geocoding service: asked in its turn, again when it is busy, left alone when it keeps failing."""

import inspect
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from geopy.adapters import BaseAsyncAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
)
from geopy.location import Location
from urllib3.util import Retry

from gazetteer.errors import ServiceError

from .answers import Answer

__all__ = ["Reserve", "Service"]

_LASTING = (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
)
"""Failures that asking again would not mend."""
_FAILURES = 3
_REST_S = 60.0
_LONGEST_WAIT_S = 60.0
_SAME_DEGREE = 1e-6

Reserve: TypeAlias = Callable[[str, float], float]
"""Takes the next turn to ask a service of a name and a delay, and returns the seconds to wait for it."""


class Service:
    """A geocoder of geopy, with its turns and its failures.

    Raises
    ------
    TypeError
        If it has no ``geocode``, or is asynchronous.
    """

    def __init__(self, geocoder: Any, *, delay: float, retries: int, error_wait: float) -> None:  # noqa: ANN401  geopy ships no types
        if not callable(getattr(geocoder, "geocode", None)) or isinstance(geocoder, type):
            msg = f"{geocoder!r} is no geocoder; give one such as geopy.geocoders.Nominatim(user_agent='…')."
            raise TypeError(msg)
        if isinstance(getattr(geocoder, "adapter", None), BaseAsyncAdapter):
            msg = f"{geocoder!r} is asynchronous; make it without an asynchronous adapter_factory."
            raise TypeError(msg)
        _keep_from_waiting(geocoder)
        self._geocoder = geocoder
        self._parameters = inspect.signature(geocoder.geocode).parameters
        self.name = _name(geocoder)
        self._delay, self._retries, self._error_wait = delay, retries, error_wait
        self._failures, self._rests_until = 0, 0.0

    def takes(self, option: str) -> bool:
        """Tell whether the service can be told an option."""
        return option in self._parameters

    def ask(self, name: str, reserve: Reserve, **options: object) -> list[Answer]:
        """Return the service's answers, best first; options that it does not take, and empty ones, are left out.

        Raises
        ------
        ServiceError
            If it gives none that can be used, or rests.
        """
        rest = self._rests_until - time.time()
        if rest > 0:
            msg = f"{self.name} was not asked for {name!r}: it failed before, and is left alone for {rest:.0f} s more."
            raise ServiceError(msg)
        try:
            answers = self._persist(name, reserve, {key: value for key, value in options.items() if value})
        except Exception as error:
            self._failed(error)
            what = " ".join(f"{type(error).__name__}: {error}".split())
            msg = f"{self.name} gave no answer to {name!r}: {what}"
            raise ServiceError(msg) from error
        self._failures = 0
        return answers

    def _persist(self, name: str, reserve: Reserve, options: Mapping[str, object]) -> list[Answer]:
        """Ask until there is an answer, or a failure that lasts."""
        known = {key: value for key, value in {**options, "exactly_one": False}.items() if self.takes(key)}
        attempt = 0
        while True:
            time.sleep(reserve(self.name, self._delay))
            try:
                return _answers(self._geocoder.geocode(name, **known))
            except GeocoderServiceError as error:
                wait = self._wait(error, attempt)
                if attempt == self._retries or wait is None:
                    raise
                time.sleep(wait)
                attempt += 1

    def _wait(self, error: GeocoderServiceError, attempt: int) -> float | None:
        """Return how many seconds to wait before asking again, or ``None`` for never."""
        if isinstance(error, GeocoderRateLimited) and error.retry_after is not None:
            return float(error.retry_after) if error.retry_after <= _LONGEST_WAIT_S else None
        if isinstance(error, _LASTING) and not isinstance(error, GeocoderRateLimited):
            return None
        return min(self._error_wait * 2.0**attempt, _LONGEST_WAIT_S)

    def _failed(self, error: Exception) -> None:
        self._failures += 1
        rest = _REST_S if self._failures >= _FAILURES else 0.0
        if isinstance(error, GeocoderRateLimited):
            rest = max(rest, error.retry_after or 0.0)
        self._rests_until = time.time() + rest


def _keep_from_waiting(geocoder: Any) -> None:  # noqa: ANN401  geopy ships no types
    """Leave it to the chain to ask again: requests, where geopy has it, would at once, or sleep an hour if told to."""
    session = getattr(getattr(geocoder, "adapter", None), "session", None)
    for transport in getattr(session, "adapters", {}).values():
        if isinstance(getattr(transport, "max_retries", None), Retry):
            transport.max_retries = Retry(0, read=False, respect_retry_after_header=False)


def _name(geocoder: Any) -> str:  # noqa: ANN401  geopy ships no types
    """Return what kind of service it is and which host it asks."""
    address = next((value for key in ("api", "domain") if isinstance(value := getattr(geocoder, key, None), str)), "")
    host = urlsplit(address if "//" in address else f"//{address}").netloc
    return f"{type(geocoder).__name__} ({host})" if host else type(geocoder).__name__


def _answers(found: object) -> list[Answer]:
    """Return what a geocoder found as values.

    Raises
    ------
    ValueError
        If it is no location, or none that can be.
    """
    locations = [] if found is None else [found] if isinstance(found, Location) else found
    if not isinstance(locations, Iterable):
        msg = f"{found!r} is no location"
        raise ValueError(msg)  # noqa: TRY004  like the other answers that are none
    return [_answer(location) for location in locations]


def _answer(location: object) -> Answer:
    if not isinstance(location, Location):
        msg = f"{location!r} is no location"
        raise ValueError(msg)  # noqa: TRY004  like the other answers that are none
    lat, lon = location.latitude, location.longitude
    raw = location.raw if isinstance(location.raw, Mapping) else {}
    told = [(raw[key], value) for key, value in (("lat", lat), ("lon", lon)) if key in raw]
    if (lat, lon) == (0, 0) or not all(_same(said, value) for said, value in told):
        msg = f"{location.address!r} is said to lie at {[said for said, _ in told] or [lat, lon]}, which is no point"
        raise ValueError(msg)
    return Answer(address=location.address, lat=lat, lon=lon, raw=location.raw)


def _same(said: Any, value: float) -> bool:  # noqa: ANN401  whatever a service sends
    """Tell whether a coordinate is what the service said: geopy makes 0 of none, and brings 200° round the Earth."""
    return said is not None and abs(float(said) - value) <= _SAME_DEGREE
