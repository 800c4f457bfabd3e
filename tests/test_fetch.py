"""Files are fetched whole or not at all, from servers that are slow, cut them off or answer something else."""

import base64
import hashlib
import io
import json
import os
import re
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
from fake_server import FakeServer, Request, serving

from gazetteer.errors import GazetteerError, ServiceError
from gazetteer.fetch import fetch_geonames, geonames_files

DAY = formatdate(1_700_000_000, usegmt=True)
TABLE = b"SY.08\tRif-dimashq\tRif-dimashq\t170652\n"


def archive(member: str, size: int = 200_000) -> bytes:
    """Return a zip with one member that hardly packs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(member, os.urandom(size // 2).hex())
    return made.getvalue()


SY = archive("SY.txt")
FILES = {
    "/countryInfo.txt": b"#ISO\tISO3\nSY\tSYR\n",
    "/admin1CodesASCII.txt": TABLE,
    "/admin2Codes.txt": TABLE,
    "/hierarchy.zip": archive("hierarchy.txt", 500),
    "/SY.zip": SY,
    "/PS.zip": archive("PS.txt"),
    "/alternatenames/SY.zip": archive("SY.txt", 900),
    "/alternatenames/PS.zip": archive("PS.txt", 900),
}


def whole(request: Request) -> None:
    """Answer as a good server does: ranges, validators, conditions."""
    body = FILES.get(request.path)
    if body is None:
        request.send(404, b"no such file")
        return
    tag = f'"{hashlib.sha1(body).hexdigest()}"'  # noqa: S324  an entity tag
    kept = {"ETag": tag, "Last-Modified": DAY, "Accept-Ranges": "bytes"}
    wanted = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
    if request.headers.get("If-Modified-Since") == DAY:
        request.send(304, length=0, **kept)
    elif wanted and request.headers.get("If-Range") in {tag, DAY}:
        start = int(wanted[1])
        if start >= len(body):
            request.send(416, **{"Content-Range": f"bytes */{len(body)}"})
        else:
            request.send(206, body[start:], **kept, **{"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"})
    else:
        request.send(200, body, **kept)


def first(wrong: Callable[[Request], None], path: str = "/SY.zip", times: int = 1) -> Callable[[Request], None]:
    """Return what answers wrongly the first times that a path is asked for, and well otherwise."""
    asked: list[str] = []

    def answer(request: Request) -> None:
        asked.append(request.path)
        (wrong if request.path == path and asked.count(path) <= times else whole)(request)

    return answer


def cut(request: Request, at: int = 50_000, **headers: str) -> None:
    """Begin as a good server does, and hang up on the way."""
    tag = f'"{hashlib.sha1(FILES[request.path]).hexdigest()}"'  # noqa: S324
    request.send(200, SY[:at], length=len(SY), **({"ETag": tag} | headers))


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """Lend a good server."""
    with serving(whole) as fake:
        yield fake


@pytest.fixture(autouse=True)
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return how long was slept; nothing is."""
    slept: list[float] = []
    monkeypatch.setattr("gazetteer.downloads.time.sleep", slept.append)
    return slept


def fetch(server: FakeServer, folder: Path, *what: str, **options: object) -> tuple[dict[str, str], list[str]]:
    """Return how each file was had, and the faults."""
    faults: list[str] = []
    done = fetch_geonames(
        what or ["SY"],
        folder,
        base_url=server.url,
        on_error=lambda fault: faults.append(str(fault)),
        **{"retries": 2, "timeout": 60, **options},  # type: ignore[arg-type]
    )
    return {each.path.relative_to(folder).as_posix(): each.how for each in done}, faults


def requests(server: FakeServer, path: str = "/SY.zip") -> list[Request]:
    """Return the requests for a file."""
    return [request for request in server.asked if request.path == path]


def sound(folder: Path, path: str = "/SY.zip") -> bool:
    """Tell whether a file is there as the server has it, and nothing is left beside it."""
    target = folder / path[1:]
    return target.read_bytes() == FILES[path] and not list(folder.rglob("*.part*"))


def test_a_country_and_its_tables(server: FakeServer, tmp_path: Path) -> None:
    """Dump, tables of codes and alternate names, where their reader looks for them, dated as the server dates them."""
    done, faults = fetch(server, tmp_path, "sy", "PS", alternate_names=True)
    assert faults == []
    assert set(done) == {path[1:] for path in FILES}
    assert set(done.values()) == {"fetched"}
    assert all(sound(tmp_path, path) for path in FILES)
    assert (tmp_path / "SY.zip").stat().st_mtime == 1_700_000_000
    assert requests(server)[0].headers["User-Agent"].startswith("mawqi/")


def test_what_is_there_is_not_fetched_again(server: FakeServer, tmp_path: Path) -> None:
    """Unless the server has a newer one, or the one that is there is damaged."""
    fetch(server, tmp_path)
    assert set(fetch(server, tmp_path)[0].values()) == {"unchanged"}
    os.utime(tmp_path / "admin1CodesASCII.txt", (1, 1))
    content = (tmp_path / "SY.zip").read_bytes()
    (tmp_path / "SY.zip").write_bytes(content[:1000] + b"x" + content[1001:])
    os.utime(tmp_path / "SY.zip", (1_700_000_000, 1_700_000_000))
    done, _ = fetch(server, tmp_path)
    assert {name for name, how in done.items() if how == "fetched"} == {"admin1CodesASCII.txt", "SY.zip"}
    assert sound(tmp_path)


def test_progress_is_told(server: FakeServer, tmp_path: Path) -> None:
    """How much of each file is there, and how much there will be."""
    told: list[tuple[str, int, int | None]] = []
    fetch(server, tmp_path, seen=lambda *now: told.append(now))
    assert told[-1] == ("SY.zip", len(SY), len(SY))
    assert [now for name, now, _ in told if name == "SY.zip"] == sorted(
        now for name, now, _ in told if name == "SY.zip"
    )


@pytest.mark.parametrize("mark", [{}, {"ETag": 'W/"weak"', "Last-Modified": DAY}], ids=["tag", "date"])
def test_a_cut_file_is_gone_on_with(server: FakeServer, tmp_path: Path, mark: dict[str, str]) -> None:
    """From where it was cut, if it is still the same: by its strong tag, else by its date."""
    server.answer = first(lambda request: cut(request, **mark))
    done, faults = fetch(server, tmp_path)
    again = requests(server)[1].headers
    assert again["Range"] == "bytes=50000-"
    assert again["If-Range"] == (DAY if mark else requests(server)[1].headers["If-Range"])
    assert (done["SY.zip"], faults, sound(tmp_path)) == ("resumed", [], True)


def test_the_next_run_goes_on(server: FakeServer, tmp_path: Path) -> None:
    """When all tries are cut, what has come is kept, and the message says so; nothing half lies in its place."""
    server.answer = first(cut, times=9)
    done, (fault,) = fetch(server, tmp_path, retries=0)
    assert "SY.zip" not in done
    assert "50,000 bytes are kept" in fault
    assert not (tmp_path / "SY.zip").exists()
    server.answer = whole
    assert fetch(server, tmp_path)[0]["SY.zip"] == "resumed"
    assert sound(tmp_path)


def test_a_file_cut_often_arrives(server: FakeServer, tmp_path: Path) -> None:
    """Tries that get further do not count."""

    def little(request: Request) -> None:
        start = int((request.headers.get("Range") or "bytes=0-")[6:-1])
        headers = {"ETag": '"same"', "Content-Range": f"bytes {start}-{len(SY) - 1}/{len(SY)}"}
        request.send(206 if start else 200, SY[start : start + 30_000], length=len(SY) - start, **headers)

    server.answer = first(little, times=99)
    assert fetch(server, tmp_path, retries=1)[0]["SY.zip"] == "resumed"
    assert sound(tmp_path)
    assert len(requests(server)) > 5


def test_a_server_without_ranges(server: FakeServer, tmp_path: Path) -> None:
    """What it sends anew is taken anew."""
    calls = first(cut)

    def forgetful(request: Request) -> None:
        del request.headers["Range"]
        calls(request)

    server.answer = forgetful
    assert fetch(server, tmp_path)[0]["SY.zip"] == "fetched"
    assert sound(tmp_path)


def test_a_file_that_changes_on_the_way(server: FakeServer, tmp_path: Path) -> None:
    """Is fetched anew: halves of two versions are never joined, whether the server heeds If-Range or not."""

    def careless(request: Request) -> None:
        start = int(request.headers["Range"][6:-1])
        headers = {"ETag": '"new"', "Content-Range": f"bytes {start}-{len(SY) - 1}/{len(SY)}"}
        request.send(206, b"x" * (len(SY) - start), **headers)

    def answer(request: Request) -> None:
        number = len(requests(server))
        if request.path == "/SY.zip" and number == 1:
            cut(request, ETag='"old"')
        elif request.path == "/SY.zip" and number == 2:
            careless(request)
        else:
            whole(request)

    server.answer = answer
    assert fetch(server, tmp_path)[0]["SY.zip"] == "fetched"
    assert sound(tmp_path)
    server.asked.clear()
    (tmp_path / "SY.zip").unlink()
    server.answer = first(lambda request: cut(request, ETag='"old"'))
    assert fetch(server, tmp_path)[0]["SY.zip"] == "fetched"
    assert sound(tmp_path)


def test_a_range_from_another_place_is_not_joined(server: FakeServer, tmp_path: Path) -> None:
    """A server that goes on from elsewhere is asked for the whole."""

    def elsewhere(request: Request) -> None:
        if "Range" not in request.headers:
            cut(request)
        else:
            request.send(206, SY[10:], **{"Content-Range": f"bytes 10-{len(SY) - 1}/{len(SY)}"})

    server.answer = first(elsewhere, times=2)
    assert fetch(server, tmp_path)[0]["SY.zip"] == "fetched"
    assert sound(tmp_path)


def test_a_part_that_is_whole_already(server: FakeServer, tmp_path: Path) -> None:
    """Was cut between the last byte and its place; one that is too long is thrown away."""
    for length in (len(SY), len(SY) + 10):
        tag = f'"{hashlib.sha1(SY).hexdigest()}"'  # noqa: S324
        (tmp_path / "SY.zip.part").write_bytes((SY + b"x" * 10)[:length])
        note = {"url": f"{server.url}/SY.zip", "mark": tag}
        (tmp_path / "SY.zip.part.json").write_text(json.dumps(note), "utf-8")
        done, faults = fetch(server, tmp_path)
        assert (done["SY.zip"], faults) == ("resumed" if length == len(SY) else "fetched", [])
        assert sound(tmp_path)
        (tmp_path / "SY.zip").unlink()


@pytest.mark.parametrize("note", [b"", b"\xff", b"[]", b'{"url": "http://elsewhere/SY.zip", "mark": "x"}'])
def test_a_part_of_something_else_is_thrown_away(server: FakeServer, tmp_path: Path, note: bytes) -> None:
    """One whose note is damaged or of another address."""
    (tmp_path / "SY.zip.part").write_bytes(b"something else")
    (tmp_path / "SY.zip.part.json").write_bytes(note)
    assert fetch(server, tmp_path)[0]["SY.zip"] == "fetched"
    assert sound(tmp_path)


@pytest.mark.parametrize(
    ("wrong", "wait"),
    [
        (lambda request: request.send(500, b"oops"), 1.0),
        (lambda request: request.send(503, b"oops", Retry_After="7"), 7.0),
        (lambda request: request.send(429, b"slow down", Retry_After="11"), 11.0),
        (lambda request: request.send(429, b"slow down", Retry_After="soon"), 1.0),
        (lambda request: request.send(200, SY[:70_000]), 1.0),
        (lambda request: request.send(200, SY[:-100] + b"x" * 100), 1.0),
        (lambda request: request.send(200, b""), 1.0),
        (lambda request: request.handler.wfile.write(b"no HTTP at all\r\n\r\n"), 1.0),
        (lambda _: None, 1.0),
    ],
    ids=["500", "503", "429", "429 soon", "truncated", "damaged", "empty", "no HTTP", "hung up"],
)
def test_what_passes_is_tried_again(
    server: FakeServer, tmp_path: Path, naps: list[float], wrong: Callable[[Request], None], wait: float
) -> None:
    """After as long as the server asks for, else after a second."""
    server.answer = first(wrong)
    done, faults = fetch(server, tmp_path)
    assert (done["SY.zip"], faults, naps) == ("fetched", [], [wait])
    assert sound(tmp_path)


def test_a_date_to_come_again(server: FakeServer, tmp_path: Path, naps: list[float]) -> None:
    """Retry-After may be a date."""
    server.answer = first(lambda request: request.send(503, Retry_After=formatdate(time.time() + 200, usegmt=True)))
    assert fetch(server, tmp_path)[1] == []
    assert 1 < naps[0] <= 200


def test_waits_grow(server: FakeServer, tmp_path: Path, naps: list[float]) -> None:
    """Twice as long each time, until it is given up; the other files are fetched."""
    server.answer = first(lambda request: request.send(500), times=99)
    done, (fault,) = fetch(server, tmp_path, "SY", "PS", retries=4)
    assert naps == [1.0, 2.0, 4.0, 8.0]
    assert "500" in fault
    assert "SY.zip" in fault
    assert "PS.zip" in done
    assert not (tmp_path / "SY.zip").exists()


def test_a_long_pause_is_not_waited_for(server: FakeServer, tmp_path: Path, naps: list[float]) -> None:
    """An hour is for the user to wait."""
    server.answer = first(lambda request: request.send(429, Retry_After="3600"), times=99)
    _, (fault,) = fetch(server, tmp_path)
    assert naps == []
    assert "come again in 3600 s" in fault


def page(request: Request, **headers: str) -> None:
    """Answer with a web page."""
    request.send(200, b"<!DOCTYPE html><title>Sign in</title>", **headers)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        (lambda request: request.send(404), "404.*named rightly"),
        (lambda request: request.send(403), "403"),
        (lambda request: page(request, Content_Type="text/html"), "web page"),
        (page, "web page"),
        (lambda request: request.send(200, archive("readme.txt")), r"no SY\.txt in the archive"),
    ],
    ids=["404", "403", "HTML", "HTML that says it is not", "another archive"],
)
def test_what_lasts_is_not_tried_again(
    server: FakeServer, tmp_path: Path, naps: list[float], wrong: Callable[[Request], None], hint: str
) -> None:
    """One request, one message that says what came; the others are fetched, and nothing is left of it."""
    server.answer = first(wrong, times=99)
    done, (fault,) = fetch(server, tmp_path, "SY", "PS")
    assert re.search(hint, fault)
    assert (len(requests(server)), naps) == (1, [])
    assert "PS.zip" in done
    assert "SY.zip" not in done
    assert not list(tmp_path.glob("SY*"))


def test_a_page_in_the_place_of_a_table(server: FakeServer, tmp_path: Path) -> None:
    """Is no table, and neither is anything without columns."""
    for content in (b"<html>", b"no table"):
        server.answer = first(lambda request, content=content: request.send(200, content), "/admin1CodesASCII.txt", 99)
        done, faults = fetch(server, tmp_path)
        assert "admin1CodesASCII.txt" not in done
        assert len(faults) == 1


def test_a_checksum_is_compared(server: FakeServer, tmp_path: Path) -> None:
    """Where the server gives one; the archive of another checksum is fetched again."""
    right = base64.b64encode(hashlib.sha256(SY).digest()).decode()
    server.answer = first(lambda request: request.send(200, SY, Repr_Digest=f"sha-256=:{'A' * 43}=:"))
    assert fetch(server, tmp_path)[0]["SY.zip"] == "fetched"
    assert len(requests(server)) == 2
    (tmp_path / "SY.zip").unlink()
    server.asked.clear()
    server.answer = lambda request: (
        request.send(200, SY, Repr_Digest=f"sha-256=:{right}:") if "SY" in request.path else whole(request)
    )
    fetch(server, tmp_path)
    assert len(requests(server)) == 1


def test_a_slow_server_is_given_up(server: FakeServer, tmp_path: Path) -> None:
    """When it sends nothing for as long as the timeout."""
    free = threading.Event()
    server.answer = first(lambda _: bool(free.wait(60)) or None, times=99)
    done, (fault,) = fetch(server, tmp_path, retries=1, timeout=2)
    free.set()
    assert "timed out" in fault
    assert "countryInfo.txt" in done


def test_a_server_that_is_not_there(tmp_path: Path, naps: list[float]) -> None:
    """Is tried for the first file only; every file is named."""
    with serving(whole) as gone:
        pass
    done, faults = fetch(gone, tmp_path)
    assert done == {}
    assert len(faults) == 5
    assert len(naps) == 2
    assert all("cannot be fetched" in fault for fault in faults)


def test_redirections_are_followed(server: FakeServer, tmp_path: Path) -> None:
    """To another address, not for ever."""
    FILES["/moved/SY.zip"] = SY
    server.answer = first(lambda request: request.send(302, Location="/moved/SY.zip"))
    assert fetch(server, tmp_path)[1] == []
    del FILES["/moved/SY.zip"]
    (tmp_path / "SY.zip").unlink()
    server.answer = first(lambda request: request.send(302, Location="/SY.zip"), times=99)
    assert "too many redirects" in fetch(server, tmp_path)[1][0]


def test_the_first_fault_is_raised_when_nobody_listens(server: FakeServer, tmp_path: Path) -> None:
    """It is an OSError too."""
    with pytest.raises(ServiceError, match=r"XX\.zip.*404") as raised:
        fetch_geonames(["XX"], tmp_path, base_url=server.url)
    assert isinstance(raised.value, OSError)


def test_the_names_of_the_files() -> None:
    """Of countries and of the whole world; a country named twice is fetched once."""
    assert geonames_files(["sy", "SY"])[-1] == "SY.zip"
    assert geonames_files("allcountries", alternate_names=True)[-2:] == ["allCountries.zip", "alternateNamesV2.zip"]
    assert "alternatenames/SY.zip" in geonames_files(["SY"], alternate_names=True)


@pytest.mark.parametrize("wrong", ["Syria", "S", "../x", "", "SY.zip"])
def test_what_is_no_country_is_refused(tmp_path: Path, wrong: str) -> None:
    """Before anything is asked for."""
    with pytest.raises(GazetteerError, match="ISO 3166-1"):
        fetch_geonames([wrong], tmp_path, base_url="http://127.0.0.1:9")
    with pytest.raises(GazetteerError, match="name a country"):
        fetch_geonames([], tmp_path)


@pytest.mark.parametrize("wrong", ["ftp://example.org/", "download.geonames.org", "file:///etc"])
def test_what_is_no_address_is_refused(tmp_path: Path, wrong: str) -> None:
    """Only the web is asked."""
    with pytest.raises(GazetteerError, match="address on the web"):
        fetch_geonames(["SY"], tmp_path, base_url=wrong)
