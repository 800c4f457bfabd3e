"""The command ``mawqi``, run as a process: what it prints, where, and with which exit status."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import pytest
from click.testing import CliRunner

import geo
import geo.pipeline
from maps.cli import app

Run = Callable[..., "subprocess.CompletedProcess[str]"]

REPORT = "سقط صاروخان على مدينة عسقلان جنوب إسرائيل أمس، ولم تقع إصابات."
QUIET = "بحث الوزيران في واشنطن سبل دعم الاقتصاد."
LOCALES = [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C.UTF-8"}]


def failed_in_one_line(done: "subprocess.CompletedProcess[str]", status: int) -> str:
    """Check the exit status, that nothing shows a traceback, and return the message."""
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Return a folder, named in Arabic, of two reports with their days and outlets."""
    folder = tmp_path / "تقارير اليوم"
    folder.mkdir()
    (folder / "صاروخان.txt").write_text(REPORT, encoding="utf-8")
    (folder / "quiet.txt").write_text(QUIET, encoding="utf-8")
    rows = "file,published,outlet,title\nصاروخان.txt,2023-10-08,وكالة,\nquiet.txt,2023-10-08,,\n"
    (folder / "reports.csv").write_text(rows, encoding="utf-8")
    return folder


# ---------------------------------------------------------------- geocode


@pytest.mark.parametrize("env", LOCALES, ids=["C", "ascii", "UTF-8"])
def test_geocode_prints_a_line_an_answer(mawqi: Run, env: dict[str, str]) -> None:
    """The best answer comes first, with both its names, in UTF-8 whatever the locale."""
    done = mawqi("geocode", "عسقلان", env=env)
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert first.startswith("31.6")
    assert "Ashkelon" in first
    assert first.endswith("عسقلان")


def test_geocode_as_json(mawqi: Run) -> None:
    """One object a name, in the order asked, with every field of the matches."""
    done = mawqi("geocode", "--json", "--limit", "1", "عسقلان", "أسدود")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == ["عسقلان", "أسدود"]
    assert [len(answer["matches"]) for answer in answers] == [1, 1]
    assert {"place", "name", "score", "how"} == set(answers[0]["matches"][0])
    assert "\\u" not in done.stdout


def test_geocode_reads_names_from_standard_input(mawqi: Run) -> None:
    """``-`` stands for names on standard input, one a line; blank lines are no names."""
    done = mawqi("geocode", "--json", "-", stdin="عسقلان\n\n  حيفا \n")
    assert [json.loads(line)["query"] for line in done.stdout.splitlines()] == ["عسقلان", "حيفا"]


def test_geocode_options_choose_among_places_of_a_name(mawqi: Run) -> None:
    """Tripoli is in Libya or in Lebanon, as the country or the point says."""

    def country(*options: str) -> str:
        done = mawqi("geocode", "--json", "--limit", "1", "طرابلس", *options)
        return str(json.loads(done.stdout)["matches"][0]["place"]["country"])

    assert country("--country", "LB") == "LB"
    assert country("--country", "ly") == "LY"
    assert country("--near", "34.4,35.8") == "LB"
    assert country("--near", "32.9,13.2") == "LY"


def test_geocode_of_an_unknown_name(mawqi: Run) -> None:
    """What is not known is said on standard error, the rest is answered, and the status is 1."""
    done = mawqi("geocode", "قققققق", "عسقلان")
    assert done.returncode == 1
    assert "قققققق" in done.stderr
    assert "Ashkelon" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["عسقلان", "--near", "31.6"], "31.67,34.57"),
        (["عسقلان", "--near", "134.5,31.6"], "latitude comes first"),
        (["عسقلان", "--country", "Israel"], "ISO 3166-1"),
        (["عسقلان", "--limit", "0"], "0"),
        ([], "NAME"),
    ],
)
def test_geocode_called_wrongly(mawqi: Run, arguments: list[str], hint: str) -> None:
    """A wrong option is told with how to write it, and the status is 2."""
    assert hint in failed_in_one_line(mawqi("geocode", *arguments), 2)


# ---------------------------------------------------------------- places


def test_places_of_a_report(mawqi: Run) -> None:
    """Each mention has its offsets in the text as it was given."""
    done = mawqi("places", "--json", "-", stdin=REPORT)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [mention["text"] for mention in found] == ["عسقلان", "إسرائيل"]
    assert all(REPORT[mention["start"] : mention["end"]] == mention["text"] for mention in found)
    assert found[0]["place"]["name_en"] == "Ashkelon"


def test_places_explained(mawqi: Run) -> None:
    """``--explain`` adds lines to the plain ones and takes none away."""
    plain = mawqi("places", "-", stdin=REPORT).stdout.splitlines()
    explained = mawqi("places", "-", "--explain", stdin=REPORT).stdout.splitlines()
    assert any("عسقلان" in line for line in plain)
    assert set(plain) < set(explained)


# ---------------------------------------------------------------- extract and map


def test_extract_to_a_file(mawqi: Run, reports: Path, tmp_path: Path) -> None:
    """A folder is read with its reports.csv, and the incidents are written as GeoJSON."""
    done = mawqi("extract", str(reports), "-o", "حوادث.geojson")
    assert done.returncode == 0, done.stderr
    assert "حوادث.geojson" in done.stdout
    (feature,) = json.loads((tmp_path / "حوادث.geojson").read_text(encoding="utf-8"))["features"]
    assert feature["properties"]["kind"] == "rocket_fire"
    assert feature["properties"]["start"][:10] == "2023-10-07"
    assert feature["geometry"]["coordinates"] == pytest.approx([34.57, 31.67], abs=0.05)


def test_extract_takes_several_sources(mawqi: Run, reports: Path) -> None:
    """Files, globs and standard input can be given together."""
    done = mawqi("extract", str(reports / "صاروخان.txt"), f"{reports}/q*.txt", "-", "--format", "jsonl", stdin=REPORT)
    assert done.returncode == 0, done.stderr
    assert "rocket_fire" in {json.loads(line)["kind"] for line in done.stdout.splitlines()}


@pytest.mark.parametrize(("option", "start"), [(["--published", "2024-01-02"], "2024-01-01"), ([], None)])
def test_days_are_counted_from_the_day_of_publication(mawqi: Run, option: list[str], start: str | None) -> None:
    """Yesterday is a date only when the day of publication is known."""
    done = mawqi("extract", "-", "--format", "jsonl", *option, stdin=REPORT)
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["start"] or "")[:10] == (start or "")


def test_extract_prints_a_table(mawqi: Run) -> None:
    """Without a file one readable line an incident is printed."""
    (line,) = mawqi("extract", "-", "--published", "2023-10-08", stdin=REPORT).stdout.splitlines()
    assert line.startswith("2023-10-07  rocket_fire")
    assert "killed 0" in line
    assert line.endswith("عسقلان")


@pytest.mark.parametrize("form", ["table", "geojson", "csv", "jsonl"])
def test_no_incident_is_no_fault(mawqi: Run, form: str) -> None:
    """A report in which nothing happened gives an empty table in every format."""
    done = mawqi("extract", "-", "--format", form, stdin=QUIET)
    assert done.returncode == 0, done.stderr
    assert "واشنطن" not in done.stdout


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_map(mawqi: Run, reports: Path, tmp_path: Path, lang: str) -> None:
    """The map and the GeoJSON are written, and it is said where they lie."""
    done = mawqi("map", str(reports), "-o", "map.html", "--geojson", "map.geojson", "--lang", lang)
    assert done.returncode == 0, done.stderr
    assert "1 incident in 2 reports, 1 of them placed" in done.stdout
    assert "map.html" in done.stdout
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert f'lang="{lang}"' in page
    assert "عسقلان" in page
    assert len(json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))["features"]) == 1


def test_an_offline_map_loads_nothing(mawqi: Run, reports: Path, tmp_path: Path) -> None:
    """With ``--offline`` no script, style or picture of the page is remote."""
    pytest.importorskip("xstatic.pkg.leaflet", reason="XStatic-Leaflet is not installed")
    remote = re.compile(r"<(?:script|link|img)[^>]+(?:src|href)=.https?:")
    assert mawqi("map", str(reports), "-o", "near.html", "--offline").returncode == 0
    assert mawqi("map", str(reports), "-o", "far.html").returncode == 0
    assert not remote.search((tmp_path / "near.html").read_text(encoding="utf-8"))
    assert remote.search((tmp_path / "far.html").read_text(encoding="utf-8"))


def test_a_bad_report_is_skipped(mawqi: Run, reports: Path, tmp_path: Path) -> None:
    """The others are used and written, the bad one is named, and the status is 1."""
    (reports / "bad.txt").write_bytes(b"PK\0\0")
    done = mawqi("extract", str(reports), "-o", "out.geojson")
    assert done.returncode == 1
    assert "bad.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))["features"]) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "hint"),
    [
        (["extract", "nowhere.txt"], 1, "nowhere.txt"),
        (["map", "nowhere/"], 1, "nowhere"),
        (["extract", "-", "-o", "nowhere/out.geojson"], 2, "make it first"),
        (["extract", "-", "-o", "."], 2, "is a folder"),
        (["extract", "-", "-o", "out.docx"], 2, ".geojson"),
        (["extract", "-", "-o", "out.csv", "--format", "jsonl"], 2, "--format jsonl"),
        (["extract", "-", "-o", "out.csv", "--format", "table"], 2, "--format table"),
        (["map", "-", "-o", "map.txt"], 2, ".html"),
        (["map", "-", "--geojson", "out.shp"], 2, ".geojson"),
        (["extract", ""], 1, "an empty name"),
        (["extract", "-", "--published", "yesterday"], 2, "yesterday"),
        (["extract"], 2, "SOURCE"),
        (["places"], 2, "SOURCE"),
        (["nothing"], 2, "nothing"),
    ],
)
def test_faults_are_told_in_one_line(mawqi: Run, tmp_path: Path, arguments: list[str], status: int, hint: str) -> None:
    """A fault of the input has status 1, a wrong call status 2; neither shows a traceback or writes a file."""
    assert hint in failed_in_one_line(mawqi(*arguments, stdin=REPORT), status)
    assert not list(tmp_path.iterdir())


def test_a_format_that_the_file_has_too(mawqi: Run, tmp_path: Path) -> None:
    """``--format`` beside a file of that very format is no fault."""
    assert mawqi("extract", "-", "-o", "out.csv", "--format", "csv", stdin=REPORT).returncode == 0
    assert (tmp_path / "out.csv").stat().st_size


def test_a_suffix_is_checked_before_the_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that cannot be written is told of before a report is read."""
    monkeypatch.setattr("geo.read_reports", lambda *_, **__: pytest.fail("read"))
    for arguments in (["map", "x", "--geojson", str(tmp_path / "q.shp")], ["extract", "x", "-o", str(tmp_path / "q")]):
        assert CliRunner().invoke(app, arguments).exit_code == 2


@pytest.mark.parametrize("command", ["extract", "map"])
def test_a_report_left_out_is_told(
    monkeypatch: pytest.MonkeyPatch, reports: Path, tmp_path: Path, command: str
) -> None:
    """A report that cannot be worked on for a fault of ours is named in one line, the others are written, status 1."""
    whole = geo.pipeline.incidents_of

    def fragile(report: geo.Report, **options: Any) -> list[geo.Incident]:  # noqa: ANN401
        if report.id == "quiet.txt":
            msg = "two\nlines"
            raise ZeroDivisionError(msg)
        return whole(report, **options)

    monkeypatch.setattr("geo.pipeline.incidents_of", fragile)
    out = tmp_path / ("out.html" if command == "map" else "out.geojson")
    done = CliRunner().invoke(app, [command, str(reports), "-o", str(out)])
    assert done.exit_code == 1
    assert [line for line in done.output.splitlines() if "report " in line or "fault" in line] == [
        "report 'quiet.txt' was left out: ZeroDivisionError: two lines",
        "1 fault in the reports, see above; the others were used",
    ]
    assert "عسقلان" in out.read_text(encoding="utf-8")


def test_a_map_is_replaced_whole(monkeypatch: pytest.MonkeyPatch, reports: Path, tmp_path: Path) -> None:
    """When a map cannot be written to its end, the old one is as it was; when it can, it has the same permissions."""
    page = tmp_path / "map.html"
    page.write_text("old", encoding="utf-8")
    page.chmod(0o600)

    def half(_map: folium.Map, path: Path) -> None:
        Path(path).write_text("ha", encoding="utf-8")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(folium.Map, "save", half)
        done = CliRunner().invoke(app, ["map", str(reports), "-o", str(page)])
    assert (done.exit_code, page.read_text(encoding="utf-8")) == (1, "old")
    assert "No space left on device" in done.output
    assert {path.name for path in tmp_path.iterdir()} == {"map.html", reports.name}
    assert CliRunner().invoke(app, ["map", str(reports), "-o", str(page)]).exit_code == 0
    assert "عسقلان" in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o777 == 0o600


def test_a_row_of_another_file_is_no_fault(mawqi: Run, reports: Path) -> None:
    """A file is read without a word although the reports.csv beside it names files that are gone."""
    with (reports / "reports.csv").open("a", encoding="utf-8") as file:
        file.write("gone.txt,yesterday,,\n")
    done = mawqi("extract", str(reports / "صاروخان.txt"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "gone.txt" in mawqi("extract", str(reports)).stderr


# ---------------------------------------------------------------- the rest


def test_gazetteer_info(mawqi: Run) -> None:
    """Sizes and the sources with their licences are told, as lines and as JSON."""
    told = json.loads(mawqi("gazetteer", "info", "--json").stdout)
    lines = mawqi("gazetteer", "info").stdout
    assert f"{told['places']:,}" in lines
    assert all(source["licence"] in lines for source in told["sources"])


def test_version(mawqi: Run) -> None:
    """The version is that of the distribution."""
    words = mawqi("--version").stdout.split()
    assert words[0] == "mawqi"
    assert words[1][0].isdigit()


COMMANDS = ["map", "extract", "places", "geocode", "reverse", "gazetteer"]
PARTS = ["info", "build", "add", "check", "fetch"]


@pytest.mark.parametrize("command", [*COMMANDS, *(f"gazetteer {part}" for part in PARTS)])
def test_every_command_is_helped_and_documented(root: Path, command: str) -> None:
    """``--help`` knows every command, and so does the page on the command line, with every option."""
    page = (root / "docs" / "command.md").read_text(encoding="utf-8")
    group, _, part = command.rpartition(" ")
    assert (f"### {part}" if group else f"## mawqi {part}") in page
    shown = CliRunner().invoke(app, [*command.split(), "-h"])
    assert shown.exit_code == 0, shown.output
    options = {word.strip(",[]") for word in shown.output.split() if word.startswith("--")} - {"--help"}
    assert options or command == "gazetteer"
    assert all(f"`{option}" in page for option in options), sorted(options)
    assert part in CliRunner().invoke(app, [*group.split(), "--help"]).output


def test_progress_stays_off_where_no_terminal_is(mawqi: Run, reports: Path) -> None:
    """In a pipe standard error stays empty when all goes well."""
    assert mawqi("extract", str(reports)).stderr == ""


def test_a_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    """``mawqi … | head -1`` ends without a word."""
    names = "\n".join(["عسقلان"] * 2000)
    script = f"{sys.executable} -m maps geocode - | head -n 1"
    done = subprocess.run(  # noqa: S602 - a pipe is what is tested
        script, shell=True, input=names, capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=600, check=False
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
