"""What the gazetteer does not know is asked for elsewhere: politely, once, and never at the cost of the batch."""

import json
import multiprocessing
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from fake_server import FakeServer, Request, serving
from geopandas.tools import geocode
from geopy.adapters import BaseAsyncAdapter
from geopy.geocoders import Nominatim, Photon
from geopy.location import Location

import geo
import geo.answers
from geo.answers import FileAnswers

UNKNOWN = "قرية السنديان المنسية"
PLACE = {
    "place_id": 1,
    "osm_type": "node",
    "osm_id": 123,
    "lat": "33.5",
    "lon": "36.25",
    "name": "السنديان",
    "display_name": "السنديان, ريف دمشق, سوريا",
    "boundingbox": ["33.49", "33.51", "36.24", "36.26"],
}


def told(*places: dict[str, Any], status: int = 200, **headers: str) -> Callable[[Request], None]:
    """Return what answers with places as Nominatim's JSON."""
    return lambda request: request.send(status, json.dumps(places).encode(), Content_Type="application/json", **headers)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """Lend a server that speaks Nominatim's JSON and knows one place."""
    with serving(told(PLACE)) as fake:
        yield fake


@pytest.fixture(autouse=True)
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return how long was slept; nothing is."""
    slept: list[float] = []
    monkeypatch.setattr("geo.service.time.sleep", slept.append)
    return slept


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> float:
    """Stop the clock, for waits that are worked out from it; return what it says."""
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now)
    return now


def nominatim(server: FakeServer, timeout: float = 60) -> Nominatim:
    """Return geopy's geocoder that asks the local server."""
    return Nominatim(user_agent="tests", domain=server.netloc, scheme="http", timeout=timeout)


def chain(server: FakeServer, **options: Any) -> tuple[geo.Geocoder, list[str]]:  # noqa: ANN401
    """Return a geocoder with a fallback, and the list that its faults go to."""
    faults: list[str] = []
    options = {"min_delay_seconds": 0, "max_retries": 0, **options}
    fallback = geo.Fallback(nominatim(server), on_error=lambda fault: faults.append(str(fault)), **options)
    return geo.Geocoder(fallback=fallback), faults


def one(found: object) -> Location:
    """Return a location, and fail on anything else."""
    assert isinstance(found, Location)
    return found


def test_what_nothing_knows_is_asked_for(server: FakeServer) -> None:
    """The answer says whose it is and when it was asked, and carries the service's own words."""
    begun = time.gmtime()
    found = one(chain(server)[0].geocode(UNKNOWN))
    assert tuple(found) == (PLACE["display_name"], (33.5, 36.25))
    assert found.raw["source"] == f"Nominatim ({server.netloc})"
    assert found.raw["how"] == "service"
    assert found.raw["asked"].startswith(tuple(time.strftime("%Y-%m-", day) for day in (begun, time.gmtime())))
    assert found.raw["answer"] == PLACE
    assert found.raw["id"] == "osm:node/123"
    assert found.raw["uncertainty_m"] == pytest.approx(1440, abs=100)
    assert found.raw["score"] is None
    assert server.netloc in found.raw["why"]


def test_the_language_and_the_countries_are_asked_for(server: FakeServer) -> None:
    """Arabic by default."""
    coder, _ = chain(server)
    coder.geocode(UNKNOWN, country_codes="SY")
    coder.geocode(UNKNOWN, language="en")
    queries = [parse_qs(urlsplit(request.path).query) for request in server.asked]
    assert [query["accept-language"] for query in queries] == [["ar"], ["en"]]
    assert queries[0]["countrycodes"] == ["sy"]
    assert queries[0]["q"] == [UNKNOWN]


def test_what_the_gazetteer_knows_is_not_asked_for(server: FakeServer) -> None:
    """Nor what is no name, nor a kind of place, which services do not have."""
    coder, faults = chain(server)
    assert one(coder.geocode("حمص")).raw["source"] != f"Nominatim ({server.netloc})"
    assert coder.geocode("  ") is None
    assert coder.geocode(UNKNOWN, kind="airport") is None
    assert coder.geocode(UNKNOWN * 20) is None
    assert (server.asked, faults) == ([], [])


def test_nothing_is_asked_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a fallback no socket is opened."""
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection"))
    assert geo.Geocoder().geocode(UNKNOWN) is None


def test_a_list_of_answers(server: FakeServer) -> None:
    """With `exactly_one` off, at most as many as the limit; each names the others."""
    server.answer = told(PLACE, PLACE | {"lat": "34.0", "osm_id": 5}, PLACE | {"lat": "35.0", "osm_id": 6})
    coder, _ = chain(server)
    found = coder.geocode(UNKNOWN, exactly_one=False, limit=2)
    assert isinstance(found, list)
    assert [each.latitude for each in found] == [33.5, 34.0]
    assert [other["lat"] for other in found[0].raw["candidates"]] == [34.0, 35.0]


@pytest.mark.parametrize("places", [[], [PLACE]], ids=["nothing", "a place"])
@pytest.mark.parametrize("kept", [True, False], ids=["file", "memory"])
def test_nothing_is_asked_twice(
    server: FakeServer, tmp_path: Path, places: list[dict[str, Any]], *, kept: bool
) -> None:
    """Neither an answer nor that there was none; of a file, not by another process either."""
    server.answer = told(*places)
    options = {"cache": tmp_path / "answers.sqlite"} if kept else {}
    coder, faults = chain(server, **options)
    answers = [coder.geocode(name) for name in (UNKNOWN, f" {UNKNOWN} ", UNKNOWN)]
    if kept:
        answers.append(chain(server, **options)[0].geocode(UNKNOWN))
    assert len(server.asked) == 1
    assert all(answer == answers[0] for answer in answers)
    assert (answers[0] is None) is (not places)
    assert not faults


@pytest.mark.parametrize(("places", "days"), [([], 7), ([PLACE], 180)], ids=["nothing", "a place"])
def test_an_answer_grows_old(
    server: FakeServer,
    tmp_path: Path,
    still: float,
    monkeypatch: pytest.MonkeyPatch,
    places: list[dict[str, Any]],
    days: int,
) -> None:
    """After its days it is asked for anew."""
    server.answer = told(*places)
    coder, _ = chain(server, cache=tmp_path / "answers.sqlite")
    coder.geocode(UNKNOWN)
    for later, asked in ((days - 0.1, 1), (days + 0.1, 2)):
        monkeypatch.setattr("time.time", lambda later=later: still + later * 86_400)
        coder.geocode(UNKNOWN)
        assert len(server.asked) == asked


WRONG = {
    "HTML": lambda request: request.send(200, b"<html>no</html>", Content_Type="text/html"),
    "null latitude": told(PLACE | {"lat": None}),
    "null point": told(PLACE | {"lat": None, "lon": None}),
    "a word": told(PLACE | {"lat": "abc"}),
    "not a number": told(PLACE | {"lat": "nan"}),
    "north of the pole": told(PLACE | {"lat": "91"}),
    "round the Earth": told(PLACE | {"lon": "200"}),
    "null island": told(PLACE | {"lat": "0", "lon": "0"}),
    "no coordinates": told({"display_name": "x"}),
    "no address": told({"lat": "1", "lon": "2"}),
    "no place": lambda request: request.send(200, b"[7]", Content_Type="application/json"),
    "a number": lambda request: request.send(200, b"7", Content_Type="application/json"),
    "an error": lambda request: request.send(200, b'{"error": "out of order"}', Content_Type="application/json"),
    "500": told(status=500),
    "403": told(status=403),
    "503": told(status=503),
    "429": told(status=429),
    "a hang-up": lambda request: request.send(200, b"[", length=100),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_is_told_and_not_kept(
    server: FakeServer, tmp_path: Path, wrong: Callable[[Request], None]
) -> None:
    """It is no answer, costs no other name, and is asked for anew; the fault names the service and the name."""
    server.answer = wrong
    coder, faults = chain(server, cache=tmp_path / "answers.sqlite")
    assert coder.geocode(UNKNOWN) is None
    assert len(faults) == 1
    assert f"Nominatim ({server.netloc})" in faults[0]
    assert UNKNOWN in faults[0]
    assert one(coder.geocode("حمص")).raw["country"] == "SY"
    server.answer = told(PLACE)
    again, _ = chain(server, cache=tmp_path / "answers.sqlite")
    assert one(again.geocode(UNKNOWN)).latitude == 33.5


def test_a_slow_service_is_given_up(server: FakeServer) -> None:
    """After its timeout."""
    free = threading.Event()
    server.answer = lambda _: bool(free.wait(60)) or None
    faults: list[Exception] = []
    fallback = geo.Fallback(nominatim(server, timeout=0.2), max_retries=0, on_error=faults.append)
    assert geo.Geocoder(fallback=fallback).geocode(UNKNOWN) is None
    free.set()
    assert "GeocoderTimedOut" in str(faults[0])
    assert isinstance(faults[0], geo.ServiceError)
    assert isinstance(faults[0], OSError)


@pytest.mark.parametrize(
    ("first", "naps_wanted"),
    [
        (told(status=500), [5.0, 10.0]),
        (told(status=429, Retry_After="7"), [7.0, 7.0]),
        (told(status=429), [5.0, 10.0]),
    ],
    ids=["500", "429 with Retry-After", "429"],
)
def test_a_busy_service_is_asked_again(
    server: FakeServer, naps: list[float], first: Callable[[Request], None], naps_wanted: list[float]
) -> None:
    """After a while that doubles, or as long as it says."""
    server.answer = lambda request: (told(PLACE) if request.number == 2 else first)(request)
    coder, faults = chain(server, max_retries=2)
    assert coder.geocode(UNKNOWN) is not None
    assert [nap for nap in naps if nap] == naps_wanted
    assert faults == []


@pytest.mark.parametrize("status", [400, 401, 403, 402])
def test_a_refusal_is_not_argued_with(server: FakeServer, status: int) -> None:
    """What would not be mended by asking again is asked once."""
    server.answer = told(status=status)
    coder, faults = chain(server, max_retries=2)
    assert coder.geocode(UNKNOWN) is None
    assert (len(server.asked), len(faults)) == (1, 1)


def test_a_service_that_keeps_failing_is_left_alone(
    server: FakeServer, still: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After three names for a minute, and each name that it was not asked for is told; then it has another chance."""
    server.answer = told(status=500)
    coder, faults = chain(server)
    for at in range(5):
        assert coder.geocode(f"{UNKNOWN} {at}") is None
    assert (len(server.asked), len(faults)) == (3, 5)
    assert "left alone" in faults[-1]
    monkeypatch.setattr("time.time", lambda: still + 61)
    server.answer = told(PLACE)
    assert coder.geocode(UNKNOWN) is not None


def test_a_long_pause_is_kept(server: FakeServer, naps: list[float]) -> None:
    """A service that wants an hour is not waited for, and not asked."""
    server.answer = told(status=429, Retry_After="3600")
    coder, faults = chain(server, max_retries=2)
    assert [coder.geocode(f"{UNKNOWN} {at}") for at in range(3)] == [None] * 3
    assert len(server.asked) == 1
    assert len(faults) == 3
    assert not any(naps)


def test_services_are_asked_in_their_order(server: FakeServer) -> None:
    """The next one when one fails or knows nothing; the answer says which gave it."""
    faults: list[str] = []
    with serving(told(status=500)) as broken, serving(told()) as ignorant:
        services = [nominatim(each) for each in (broken, ignorant, server)]
        fallback = geo.Fallback(
            services, min_delay_seconds=0, max_retries=0, on_error=lambda fault: faults.append(str(fault))
        )
        found = one(geo.Geocoder(fallback=fallback).geocode(UNKNOWN))
        assert found.raw["source"] == f"Nominatim ({server.netloc})"
        assert [len(each.asked) for each in (broken, ignorant)] == [1, 1]
        assert len(faults) == 1
        assert broken.netloc in faults[0]


def test_a_service_that_cannot_be_told_countries_is_not_asked_for_them(server: FakeServer) -> None:
    """Its answer could lie anywhere."""
    feature = {
        "properties": {"name": "السنديان", "country": "سوريا"},
        "geometry": {"coordinates": [36.25, 33.5], "type": "Point"},
    }
    server.answer = lambda request: request.send(200, json.dumps({"features": [feature]}).encode())
    coder = geo.Geocoder(fallback=geo.Fallback(Photon(domain=server.netloc, scheme="http"), min_delay_seconds=0))
    assert coder.geocode(UNKNOWN, country_codes="SY") is None
    assert server.asked == []
    assert one(coder.geocode(UNKNOWN)).latitude == 33.5


@pytest.mark.usefixtures("still")
def test_a_geocoder_of_ones_own(naps: list[float]) -> None:
    """Anything with geopy's `geocode` will do; its options are respected, and turns are taken."""

    class Own:
        def geocode(self, query: str) -> Location | None:
            return None if "2" in query else Location(query, (1.0, 2.0), {"from": "own"})

    coder = geo.Geocoder(fallback=[Own()])
    assert one(coder.geocode(UNKNOWN)).raw["source"] == "Own"
    assert coder.geocode(f"{UNKNOWN} 2") is None
    assert naps == [0, 1]


def test_a_batch_is_never_lost(server: FakeServer) -> None:
    """In `geopandas.tools.geocode` a failure is a warning and an empty point, and the others are there."""
    server.answer = lambda request: (told(status=500) if request.number == 0 else told(PLACE))(request)
    fallback = geo.Fallback(nominatim(server), min_delay_seconds=0, max_retries=0)
    names = pd.Series(["حمص", UNKNOWN, f"{UNKNOWN} 2"])
    with pytest.warns(RuntimeWarning, match="gave no answer"):
        frame = geocode(names, provider=geo.Geocoder, fallback=fallback)
    assert list(frame.geometry.is_empty) == [False, True, False]


def test_a_warning_when_nobody_listens(server: FakeServer) -> None:
    """Without `on_error`."""
    server.answer = told(status=403)
    coder = geo.Geocoder(fallback=nominatim(server))
    with pytest.warns(RuntimeWarning, match="GeocoderInsufficientPrivileges") as warned:
        assert coder.geocode(UNKNOWN) is None
    assert warned[0].filename == __file__


def test_who_listens_may_stop(server: FakeServer) -> None:
    """What `on_error` raises is raised."""
    server.answer = told(status=403)

    def stop(fault: geo.ServiceError) -> None:
        raise fault

    coder = geo.Geocoder(fallback=geo.Fallback(nominatim(server), on_error=stop))
    with pytest.raises(geo.ServiceError, match="403"):
        coder.geocode(UNKNOWN)


# ---------------------------------------------------------------- what is kept


@pytest.mark.usefixtures("still")
def test_turns_are_taken_a_second_apart(naps: list[float]) -> None:
    """By default, as Nominatim's policy asks."""
    answers = geo.answers.MemoryAnswers()
    assert [answers.reserve("x", 1.0) for _ in range(3)] == [0, 1, 2]
    assert answers.reserve("y", 1.0) == 0
    assert naps == []


@pytest.mark.usefixtures("still")
def test_processes_share_the_turns_of_a_file(tmp_path: Path) -> None:
    """Two chains on one file keep to one second together."""
    one_file = tmp_path / "answers.sqlite"
    assert [FileAnswers(one_file).reserve("x", 1.0) for _ in range(3)] == [0, 1, 2]


def keep_many(path: Path, who: int) -> None:
    """Keep fifty answers (in a process of its own)."""
    answers = FileAnswers(path)
    for at in range(50):
        answers.put(f"s{who}", f"q{at}", geo.answers.Kept(asked=1.0, answers=()))


def test_several_processes_write_one_file(tmp_path: Path) -> None:
    """None of the answers is lost."""
    path = tmp_path / "answers.sqlite"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=keep_many, args=(path, who)) for who in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(300)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    answers = FileAnswers(path)
    assert all(answers.get(f"s{who}", f"q{at}") for who in range(3) for at in range(50))


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look like one" * 30, None])
def test_a_foreign_file_is_left_alone(tmp_path: Path, content: bytes | None) -> None:
    """Neither a text nor a database of something else is written to."""
    path = tmp_path / "mine.db"
    if content is None:
        with sqlite3.connect(path) as base:
            base.execute("CREATE TABLE mine (x)")
        base.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(geo.ServiceError, match=r"mine\.db.*name another"):
        FileAnswers(path)
    assert path.read_bytes() == before


def test_a_file_that_breaks_on_the_way_costs_no_answer(server: FakeServer, tmp_path: Path) -> None:
    """The service is asked, and what is wrong with the file is told."""
    path = tmp_path / "answers.sqlite"
    coder, faults = chain(server, cache=path)
    path.write_bytes(b"gone" * 1000)
    assert coder.geocode(UNKNOWN) is not None
    assert faults
    assert all("answers.sqlite" in fault for fault in faults)


def test_any_text_can_be_asked_for(server: FakeServer, tmp_path: Path) -> None:
    """Half a surrogate pair is no fault."""
    coder, faults = chain(server, cache=tmp_path / "answers.sqlite")
    assert coder.geocode("ققق\ud800ققق؟'\"%") is not None
    assert faults == []


# ---------------------------------------------------------------- what it takes


@pytest.mark.parametrize("wrong", ["nominatim", 7, Nominatim, [object()]])
def test_what_is_no_geocoder_is_refused(wrong: object) -> None:
    """When the chain is made; the class is not the geocoder."""
    with pytest.raises(TypeError, match="is no geocoder"):
        geo.Geocoder(fallback=wrong)


def test_an_empty_chain_is_refused() -> None:
    """And numbers below zero."""
    with pytest.raises(ValueError, match="needs a service"):
        geo.Fallback([])
    with pytest.raises(ValueError, match="0 or more"):
        geo.Fallback(Photon(), min_delay_seconds=-1)


def test_an_asynchronous_geocoder_is_refused() -> None:
    """It would answer with a promise."""

    class Later(BaseAsyncAdapter):
        async def get_json(self, url: str, **_: object) -> None:
            """Never."""

        async def get_text(self, url: str, **_: object) -> None:
            """Never."""

    with pytest.raises(TypeError, match="asynchronous"):
        geo.Fallback(Photon(adapter_factory=Later))


def test_it_says_whom_it_asks(server: FakeServer) -> None:
    """In its repr."""
    assert repr(geo.Fallback(nominatim(server))) == f"<Fallback to Nominatim ({server.netloc})>"
