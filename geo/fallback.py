"""Geocoding services on the network, asked for the names that the gazetteer does not know."""

import json
import time
import warnings
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.errors import ServiceError
from gazetteer.lookup import LONGEST_QUERY

from .answers import Answer, Answers, FileAnswers, Kept, MemoryAnswers
from .encodable import encodable
from .service import Service

__all__ = ["Answered", "Fallback"]

_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer of a service, and where and when it comes from."""

    answer: Answer
    service: str
    """Its class and host, such as ``Nominatim (nominatim.openstreetmap.org)``."""
    asked: float
    """When it was asked, in seconds since 1970, UTC."""


class Fallback:
    """Geocoders of geopy, asked in their order until one knows a name: seldom, politely, and never twice.

    A service that fails never costs the batch: the next one is asked, and when none is left the name stays without an
    answer. Each failure is told, and nothing of it is kept. After three names in a row that a service failed to answer
    it is left alone for a minute; when it asks for a longer pause (``Retry-After``), for as long as it asks.

    Parameters
    ----------
    services
        A geocoder of `geopy.geocoders`, or anything with its ``geocode``, or several in the order to be asked.
    cache
        An SQLite file in which answers are kept, "nothing" among them; several processes may share it, and then take
        turns. Without it answers are kept for as long as the process lives.
    min_delay_seconds
        How long to wait between two questions to one service. Nominatim's policy asks for a second or more.
    max_retries
        How often to ask again when a service is busy, slow or out of order.
    error_wait_seconds
        How long to wait before that, twice as long each time; a service's own ``Retry-After`` goes first.
    keep_days, keep_nothing_days
        For how long an answer is good, and for how long that there was none.
    on_error
        Called with a `ServiceError` for each failure, in place of a `RuntimeWarning`; raise it there to stop at the
        first.

    Raises
    ------
    TypeError
        If a service has no ``geocode`` or is asynchronous.
    ValueError
        If there is none, or a number is below zero.
    ServiceError
        If the file of answers cannot be used.
    """

    def __init__(
        self,
        services: Any,  # noqa: ANN401  geopy ships no types
        *,
        cache: str | Path | None = None,
        min_delay_seconds: float = 1.0,
        max_retries: int = 2,
        error_wait_seconds: float = 5.0,
        keep_days: float = 180.0,
        keep_nothing_days: float = 7.0,
        on_error: Callable[[ServiceError], object] | None = None,
    ) -> None:
        numbers = (min_delay_seconds, max_retries, error_wait_seconds, keep_days, keep_nothing_days)
        if not all(number >= 0 for number in numbers):
            msg = "a delay, a number of retries and a number of days of a Fallback are 0 or more."
            raise ValueError(msg)
        several = services if isinstance(services, Iterable) and not hasattr(services, "geocode") else [services]
        self._answers: Answers = MemoryAnswers() if cache is None else FileAnswers(cache)
        self._spare = MemoryAnswers()
        self._services = [
            Service(each, delay=min_delay_seconds, retries=max_retries, error_wait=error_wait_seconds)
            for each in several
        ]
        if not self._services:
            msg = "a Fallback needs a service to ask, such as geopy.geocoders.Nominatim(user_agent='…')."
            raise ValueError(msg)
        self._keep_s, self._keep_nothing_s = keep_days * _DAY_S, keep_nothing_days * _DAY_S
        self._tell = _warn if on_error is None else on_error

    def __repr__(self) -> str:
        return f"<Fallback to {', '.join(service.name for service in self._services)}>"

    def ask(
        self, query: str, *, language: str = "ar", country_codes: str | Collection[str] | None = None
    ) -> list[Answered]:
        """Return what the first service that knows a name answers, best first; ``[]`` when none does or all fail.

        Parameters
        ----------
        query
            The name as it is to be asked for.
        language
            In which language the answer is wanted, of services that can be told.
        country_codes
            ISO 3166-1 alpha-2 code, or several; services that cannot be told are not asked then.
        """
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        countries = tuple(sorted(code.lower() for code in codes))
        name = encodable(" ".join(query.split()))
        for service in self._services if 0 < len(name) <= LONGEST_QUERY else ():
            if countries and not service.takes("country_codes"):
                continue
            try:
                kept = self._kept(service, name, language, countries)
            except ServiceError as error:
                self._tell(error)
                continue
            if kept.answers:
                return [Answered(answer=one, service=service.name, asked=kept.asked) for one in kept.answers]
        return []

    def _kept(self, service: Service, name: str, language: str, countries: tuple[str, ...]) -> Kept:
        """Return what a service answers: the answer kept, while it is good, else a new one."""
        question = json.dumps([name, language, *countries], ensure_ascii=False)
        kept = self._from_cache(service, question)
        if kept is not None and 0 <= time.time() - kept.asked < (
            self._keep_s if kept.answers else self._keep_nothing_s
        ):
            return kept
        answers = service.ask(name, self._turn, language=language, country_codes=list(countries))
        fresh = Kept(asked=time.time(), answers=tuple(answers))
        try:
            self._answers.put(service.name, question, fresh)
        except ServiceError as error:
            self._tell(error)
        return fresh

    def _turn(self, service: str, delay: float) -> float:
        """Take a turn of all processes, or when their file cannot be used one of this process."""
        try:
            return self._answers.reserve(service, delay)
        except ServiceError as error:
            self._tell(error)
            return self._spare.reserve(service, delay)

    def _from_cache(self, service: Service, question: str) -> Kept | None:
        try:
            return self._answers.get(service.name, question)
        except ServiceError as error:
            self._tell(error)
            return None


def _warn(fault: ServiceError) -> None:
    warnings.warn(str(fault), RuntimeWarning, stacklevel=4)
