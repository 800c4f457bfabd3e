"""The commands that make gazetteers, fetch sources and use gazetteers of one's own."""

import hashlib
import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fake_server import Request, serving

import gazetteer
import geo
import geo.toponyms.mentions
from gazetteer.build import BuildReport, build_gazetteer
from maps.cli import app

NAME = "السنديان المنسية"
REPORT = f"سقط صاروخان على بلدة {NAME} أمس، ولم تقع إصابات."
MINE = f"name,lat,lon,kind,country\n{NAME},33.5,36.25,town,SY\n"
SWAPPED = "name,lat,lon,kind,country\nالزيتونة البعيدة,36.25,33.5,town,SY\n"

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Return a function that runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, stdin="": CliRunner().invoke(app, [*map(str, arguments)], input=stdin)


@pytest.fixture
def mine(call: Call, tmp_path: Path) -> Path:
    """Return a gazetteer of one place that the built-in one does not know."""
    (tmp_path / "mine.csv").write_text(MINE, encoding="utf-8")
    done = call("gazetteer", "build", "--from", "mine.csv", "-o", "mine.mawqi", "--no-base")
    assert done.exit_code == 0, done.output
    return tmp_path / "mine.mawqi"


def names_in(folder: Path) -> set[str]:
    """Return the names of what is in a folder."""
    return {path.name for path in folder.iterdir()}


def fine(done: Result) -> str:
    """Return what was printed by a call in which all went well."""
    assert done.exit_code == 0, done.output
    return done.stdout


# ---------------------------------------------------------------- build, add, info


def test_build_tells_what_became_of_the_sources(call: Call, tmp_path: Path) -> None:
    """How many places each gave, how many there are, and where."""
    (tmp_path / "a.csv").write_text(MINE, encoding="utf-8")
    (tmp_path / "b.csv").write_text(MINE + SWAPPED.splitlines()[1] + "\n", encoding="utf-8")
    lines = fine(call("gazetteer", "build", "--from", "a.csv", "b.csv", "-o", "x.mawqi", "--no-base")).splitlines()
    assert [line.split()[:2] for line in lines[:2]] == [["a", "1"], ["b", "2"]]
    assert "x.mawqi: 2 places" in lines[-1]
    assert "1 of them became one" in lines[2]
    assert {source["name"] for source in gazetteer.load(tmp_path / "x.mawqi").info["sources"]} == {"a", "b"}


@pytest.mark.parametrize(
    "sources",
    [
        ["--from", "a.csv", "b.csv", "-o", "x.mawqi"],
        ["--from", "a.csv", "-o", "x.mawqi", "--from", "b.csv"],
        ["-o", "x.mawqi", "--from=a.csv", "--from", "b.csv"],
    ],
)
def test_the_first_source_is_believed_first(call: Call, tmp_path: Path, sources: list[str]) -> None:
    """However the sources are given."""
    (tmp_path / "a.csv").write_text(MINE, encoding="utf-8")
    (tmp_path / "b.csv").write_text(MINE.replace("33.5", "33.501"), encoding="utf-8")
    fine(call("gazetteer", "build", "--no-base", *sources))
    (match,) = gazetteer.load(tmp_path / "x.mawqi").lookup(NAME)
    assert match.place.lat == 33.5


def test_the_base_goes_in_unless_it_is_left_out(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the options say."""
    asked: list[Any] = []
    monkeypatch.setattr("gazetteer.build.build_gazetteer", lambda *_, **options: asked.append(options) or sys.exit(0))
    (tmp_path / "a.csv").write_text(MINE, encoding="utf-8")
    call("gazetteer", "build", "--from", "a.csv", "-o", "x.mawqi")
    call("gazetteer", "build", "--from", "a.csv", "-o", "x.mawqi", "--no-base")
    assert [options["base"] for options in asked] == [True, False]


def test_add(call: Call, mine: Path, tmp_path: Path) -> None:
    """What is added goes before what is there; both are found."""
    (tmp_path / "more.csv").write_text(MINE.replace("33.5", "33.501") + SWAPPED.splitlines()[1], encoding="utf-8")
    fine(call("gazetteer", "add", mine, "--from", "more.csv"))
    found = gazetteer.load(mine)
    assert len(found) == 2
    assert found.lookup(NAME)[0].place.lat == 33.501
    assert {source["name"] for source in found.info["sources"]} == {"mine", "more"}


@pytest.mark.parametrize("source", ["nowhere.csv", "foreign.bin"])
def test_a_gazetteer_stays_as_it_was_when_nothing_can_be_added(
    call: Call, mine: Path, tmp_path: Path, source: str
) -> None:
    """And nothing is left beside it."""
    (tmp_path / "foreign.bin").write_bytes(b"\0\1\2")
    before, there = mine.read_bytes(), names_in(tmp_path)
    done = call("gazetteer", "add", mine, "--from", source)
    assert done.exit_code == 1
    assert source in done.stderr
    assert (mine.read_bytes(), names_in(tmp_path)) == (before, there)


def test_a_gazetteer_that_changes_while_sources_are_added_is_left_alone(
    call: Call, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another wrote meanwhile is not lost."""

    def meanwhile(*given: Any, **options: Any) -> BuildReport:  # noqa: ANN401  those of build_gazetteer
        report = build_gazetteer(*given, **options)
        mine.write_bytes(b"what another wrote")
        return report

    monkeypatch.setattr("gazetteer.build.build_gazetteer", meanwhile)
    (tmp_path / "more.csv").write_text(MINE, encoding="utf-8")
    there = names_in(tmp_path)
    done = call("gazetteer", "add", mine, "--from", "more.csv")
    assert (done.exit_code, "changed while" in done.stderr) == (1, True), done.output
    assert (mine.read_bytes(), names_in(tmp_path)) == (b"what another wrote", there)


def test_a_compiled_gazetteer_is_a_source(call: Call, mine: Path, tmp_path: Path) -> None:
    """As a table is, alone or beside one."""
    (tmp_path / "more.csv").write_text(SWAPPED, encoding="utf-8")
    fine(call("gazetteer", "build", "--from", mine, "more.csv", "-o", "both.mawqi", "--no-base"))
    assert len(gazetteer.load(tmp_path / "both.mawqi")) == 2


def test_a_folder_of_tables_is_read_table_by_table(call: Call, tmp_path: Path) -> None:
    """What in it is no source is passed over."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "a.csv").write_text(MINE, encoding="utf-8")
    (folder / "b.csv").write_text(SWAPPED, encoding="utf-8")
    (folder / "notes.md").write_text("Whom we asked.", encoding="utf-8")
    fine(call("gazetteer", "build", "--from", "tables", "-o", "x.mawqi", "--no-base"))
    assert len(gazetteer.load(tmp_path / "x.mawqi")) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_refused(call: Call, tmp_path: Path) -> None:
    """And not waited for: sources are read more than once."""
    os.mkfifo(tmp_path / "pipe.csv")
    done = call("gazetteer", "build", "--from", "pipe.csv", "-o", "x.mawqi", "--no-base")
    assert (done.exit_code, "pipe.csv" in done.stderr) == (1, True), done.output


def test_rows_that_cannot_be_used_are_told(call: Call, tmp_path: Path) -> None:
    """By file and line, the first of many; the others are used, and the status is 1."""
    (tmp_path / "a.csv").write_text(MINE + "x,north,east,town,SY\n" * 30, encoding="utf-8")
    done = call("gazetteer", "build", "--from", "a.csv", "-o", "x.mawqi", "--no-base")
    assert done.exit_code == 1
    assert done.stderr.count("a.csv:") == 20
    assert "30 rows left out, see above, the first 20 of them" in done.stderr
    assert len(gazetteer.load(tmp_path / "x.mawqi")) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "hint"),
    [
        (["build", "--from", "a.csv", "-o", "x.txt"], 2, ".mawqi"),
        (["build", "--from", "a.csv", "-o", "no/x.mawqi"], 2, "make it first"),
        (["build", "--from", "a.csv"], 2, "--output"),
        (["build", "-o", "x.mawqi"], 2, "--from"),
        (["build", "--from", "-o", "x.mawqi"], 2, ""),
        (["build", "--from", "nowhere.csv", "-o", "x.mawqi"], 1, "nowhere.csv"),
        (["build", "--from", "a.csv", "--format", "xyz", "-o", "x.mawqi"], 1, "xyz"),
        (["build", "--from", "a.csv", "--areas", "nowhere.shp", "-o", "x.mawqi"], 2, "nowhere.shp"),
        (["add", "nowhere.mawqi", "--from", "a.csv"], 1, "nowhere.mawqi"),
        (["add", "a.csv", "--from", "a.csv"], 2, ".mawqi"),
        (["info", "nowhere.mawqi"], 1, "nowhere.mawqi"),
        (["info", "a.csv"], 1, "a.csv"),
        (["check", "nowhere.csv"], 1, "nowhere.csv"),
        (["check", "a.csv", "--only", "typos"], 2, "swapped"),
        (["fetch", "geonames", "Syria"], 2, "ISO 3166-1"),
        (["fetch", "geonames"], 2, "CODE"),
        (["fetch", "wikidata", "SY"], 2, "geonames"),
        (["fetch", "geonames", "SY", "--base-url", "ftp://x"], 1, "address on the web"),
    ],
)
def test_faults_are_told_in_one_line(call: Call, tmp_path: Path, arguments: list[str], status: int, hint: str) -> None:
    """With status 1 or 2, without a traceback, and without a file written."""
    (tmp_path / "a.csv").write_text(MINE, encoding="utf-8")
    done = call("gazetteer", *arguments)
    assert (done.exit_code, hint in done.stderr) == (status, True), done.output
    assert isinstance(done.exception, SystemExit)
    assert names_in(tmp_path) == {"a.csv"}


def test_info_of_several(call: Call, mine: Path) -> None:
    """Each with its sources; `base` is the built-in one."""
    told = json.loads(fine(call("gazetteer", "info", mine, "base", "--json")))
    assert {source["name"] for source in told["sources"]} > {"mine", "seeds"}
    assert str(mine) in fine(call("gazetteer", "info", mine))


# ---------------------------------------------------------------- check


def test_check(call: Call, mine: Path, tmp_path: Path) -> None:
    """One line a finding with what to do, status 1; nothing to find, nothing to say."""
    assert fine(call("gazetteer", "check", mine)) == ""
    (tmp_path / "bad.csv").write_text(SWAPPED, encoding="utf-8")
    done = call("gazetteer", "check", mine, "bad.csv")
    assert done.exit_code == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith("swapped")
    assert "swap them" in line
    assert "1 finding: 1 swapped" in done.stderr
    assert json.loads(call("gazetteer", "check", "bad.csv", "--json").stdout)["fault"] == "swapped"
    assert fine(call("gazetteer", "check", "bad.csv", "--only", "twice")) == ""


# ---------------------------------------------------------------- fetch


def archive(member: str) -> bytes:
    """Return a zip with one member."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(member, hashlib.sha256(member.encode()).hexdigest())
    return made.getvalue()


def test_fetch(call: Call, tmp_path: Path) -> None:
    """A line a file; one that cannot be had is told, the others are there, and the status is 1."""

    def answer(request: Request) -> None:
        name = Path(request.path).name
        if name == "XX.zip":
            request.send(404)
        else:
            request.send(200, archive(name.replace(".zip", ".txt")) if name.endswith(".zip") else b"a\tb\n")

    with serving(answer) as server:
        common = ["gazetteer", "fetch", "geonames", "--alternate-names", "--base-url", server.url, "-d", "new/folder"]
        lines = fine(call(*common, "SY")).splitlines()
        assert all(line.startswith("fetched") for line in lines)
        there = {
            path.relative_to(tmp_path / "new/folder").as_posix() for path in tmp_path.rglob("*.*") if path.is_file()
        }
        assert there >= {"SY.zip", "alternatenames/SY.zip", "admin1CodesASCII.txt"}
        done = call(*common, "XX", "PS")
        assert done.exit_code == 1
        assert "XX.zip" in done.stderr
        assert "2 files could not be fetched" in done.stderr
        assert (tmp_path / "new/folder/PS.zip").exists()


# ---------------------------------------------------------------- gazetteers of one's own


def test_a_name_of_ones_own(call: Call, mine: Path) -> None:
    """Is found with the gazetteer that has it, and what only the built-in one has is found when both are named."""
    assert call("geocode", NAME).exit_code == 1
    assert "33.5000, 36.2500" in fine(call("geocode", NAME, "--gazetteer", mine))
    assert call("geocode", "عسقلان", "--gazetteer", mine).exit_code == 1
    both = fine(call("geocode", NAME, "عسقلان", "--gazetteer", mine, "--gazetteer", "base"))
    assert "Ashkelon" in both
    assert "33.5000, 36.2500" in both


def test_reports_read_with_gazetteers_of_ones_own(call: Call, mine: Path, tmp_path: Path) -> None:
    """By `places`, `extract` and `map` alike."""
    options = ["-", "--gazetteer", mine, "--gazetteer", "base"]
    found = [json.loads(line) for line in fine(call("places", *options, "--json", stdin=REPORT)).splitlines()]
    assert [mention["place"]["source"] for mention in found if mention["place"]] == ["mine"]
    (row,) = map(json.loads, fine(call("extract", *options, "--format", "jsonl", stdin=REPORT)).splitlines())
    assert row["place_id"].startswith("mine:")
    fine(call("map", *options, "-o", "map.html", "--geojson", "map.geojson", stdin=REPORT))
    (feature,) = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))["features"]
    assert feature["geometry"]["coordinates"] == [36.25, 33.5]


@pytest.mark.parametrize("command", ["map", "extract", "places", "geocode", "reverse"])
def test_a_gazetteer_that_is_none_is_told_before_the_work(call: Call, tmp_path: Path, command: str) -> None:
    """In one line, with its name."""
    (tmp_path / "foreign.mawqi").write_bytes(b"no gazetteer")
    for file in ("foreign.mawqi", "nowhere.mawqi"):
        done = call(command, "31.0,34.0" if command == "reverse" else "-", "--gazetteer", file)
        assert done.exit_code == 1
        assert file in done.stderr
        assert isinstance(done.exception, SystemExit)


# ---------------------------------------------------------------- reverse


def test_reverse(call: Call) -> None:
    """The nearest place with its distance, its names and its unit; points of the south begin with a hyphen."""
    (line,) = fine(call("reverse", "31.67,34.57")).splitlines()
    assert line.split()[1] == "km"
    assert "Ashkelon" in line
    assert "Cape Town" in fine(call("reverse", "-33.92,18.42"))


def test_reverse_of_many(call: Call) -> None:
    """From standard input; each answer is headed by its point, as JSON it names it."""
    lines = fine(call("reverse", "-", "--limit", "2", stdin="31.67,34.57\n\n33.5,36.3\n")).splitlines()
    assert [line for line in lines if line.endswith(":")] == ["31.67,34.57:", "33.5,36.3:"]
    assert len(lines) == 6
    told = [json.loads(line) for line in fine(call("reverse", "--json", "31.67,34.57", "33.5,36.3")).splitlines()]
    assert [answer["query"] for answer in told] == ["31.67,34.57", "33.5,36.3"]
    assert told[0]["nearest"][0]["distance_km"] < 5
    assert told[0]["nearest"][0]["place"]["country"] == "IL"


def test_reverse_where_nothing_is(call: Call) -> None:
    """Is said, with status 1; farther away there is something."""
    done = call("reverse", "0,-30")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "within 50 km" in done.stderr
    assert fine(call("reverse", "0,-30", "--max-km", "3000"))


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["31.67"], "31.67,34.57"),
        (["134.5,31.6"], "latitude comes first"),
        (["nan,1"], "latitude comes first"),
        (["31,34", "--limit", "0"], "0"),
        (["31,34", "--max-km", "0"], "0"),
        (["31,34", "--nothing"], "--nothing"),
        ([], "LAT,LON"),
    ],
)
def test_reverse_called_wrongly(call: Call, arguments: list[str], hint: str) -> None:
    """As `geocode`: how to write it, and status 2."""
    done = call("reverse", *arguments)
    assert (done.exit_code, hint in done.stderr) == (2, True), done.output


@pytest.mark.parametrize("wrong", [["--country", "Israel"], ["--near", "134.5,31.6"]])
def test_options_are_checked_before_names_are_read(
    call: Call, monkeypatch: pytest.MonkeyPatch, wrong: list[str]
) -> None:
    """No gazetteer is opened for a wrong one."""
    monkeypatch.setattr("gazetteer.load", lambda *_: pytest.fail("opened"))
    assert call("geocode", "-", *wrong, stdin="").exit_code == 2


# ---------------------------------------------------------------- guards and explanations


def test_places_leaves_a_failing_report_out(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, the others are printed, and the status is 1."""
    whole = geo.toponyms.mentions.find_in

    def fragile(doc: Any, **options: Any) -> Any:  # noqa: ANN401
        if "القصف" in doc.source:
            msg = "two\nlines"
            raise ZeroDivisionError(msg)
        return whole(doc, **options)

    monkeypatch.setattr("geo.toponyms.mentions.find_in", fragile)
    rows = [{"id": "bad", "text": "القصف على حمص"}, {"id": "good", "text": "سقط صاروخ على مدينة عسقلان"}]
    Path("reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = call("places", "reports.jsonl")
    assert done.exit_code == 1
    assert "report 'bad' was left out: ZeroDivisionError: two lines" in done.stderr
    assert "Ashkelon" in done.stdout


def test_a_missing_pyarrow_is_told_before_the_work(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """With how to install it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr("geo.read_reports", lambda *_, **__: pytest.fail("read"))
    for arguments in (["extract", "-", "-o", "x.parquet"], ["map", "-", "--geojson", "x.geoparquet"]):
        done = call(*arguments, stdin=REPORT)
        assert done.exit_code == 2
        assert "mawqi[parquet]" in done.stderr


def test_a_missing_leaflet_is_told_before_the_work(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """With how to install it."""
    monkeypatch.setattr("geo.read_reports", lambda *_, **__: pytest.fail("read"))

    def missing() -> str:
        msg = "pip install 'mawqi[offline]'"
        raise geo.MissingExtraError(msg)

    monkeypatch.setattr("maps.cli.reports.leaflet", missing)
    done = call("map", "-", "--offline", stdin=REPORT)
    assert done.exit_code == 1
    assert "mawqi[offline]" in done.stderr


EXPLAINED = "قالت وكالة الأنباء إن صاروخين أطلقا من جنوب لبنان سقطا صباح أمس على مدينة عسقلان، ما أسفر عن مقتل 3 أشخاص."


def test_an_incident_is_explained(call: Call) -> None:
    """Each field with the words that state it and where they stand, then who says so; the plain line stays."""
    plain = fine(call("extract", "-", "--published", "2023-10-08", stdin=EXPLAINED)).splitlines()
    told = fine(call("extract", "-", "--published", "2023-10-08", "--explain", stdin=EXPLAINED)).splitlines()
    assert told[0] == plain[0]
    assert told[1].startswith("    why: ")
    rows = {line.split()[0]: line for line in told[2:]}
    assert {"kind", "date", "place", "origin", "killed", "said"} <= set(rows)
    for field, words in (
        ("date", "صباح أمس"),
        ("place", "مدينة عسقلان"),
        ("origin", "جنوب لبنان"),
        ("said", "وكالة الأنباء"),
    ):
        start = EXPLAINED.index(words)
        assert f"«{words}»" in rows[field]
        assert f" {start}-{start + len(words)} " in rows[field]
    assert "mawqi:ashkelon" in rows["place"]
    assert "2023-10-07" in rows["date"]


def test_explanations_are_for_reading(call: Call) -> None:
    """Beside a file or another format they are refused."""
    for arguments in (["-o", "x.csv"], ["--format", "jsonl"]):
        done = call("extract", "-", "--explain", *arguments, stdin=EXPLAINED)
        assert done.exit_code == 2
        assert "evidence" in done.stderr


def test_the_example_of_the_page_is_what_is_printed(call: Call, root: Path) -> None:
    """Fields, offsets and quotes of the worked example in docs/command.md; scores may be learnt anew."""
    page = (root / "docs" / "command.md").read_text(encoding="utf-8")
    call_in_page = r'\$ echo "([^"\n]*)" \| mawqi extract - ([^\n]*--explain)\n(.*?)\n```'
    ((text, options, shown),) = re.findall(call_in_page, page, re.DOTALL)
    printed = fine(call("extract", "-", *options.split(), stdin=text + "\n"))
    assert quoted(shown) == quoted(printed)
    assert quoted(shown)


def quoted(lines: str) -> list[tuple[str, ...]]:
    """Return field, offsets and words of the lines that quote the report."""
    return re.findall(r"^    (\w+) .* (\S+ \d+-\d+) +(«.*»)$", lines, re.MULTILINE)
