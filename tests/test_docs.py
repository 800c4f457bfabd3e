"""The documentation says what is so: its examples run, its links lead somewhere, its tables are complete."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gazetteer

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("seeds/**/*.md")])
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
CODE = sorted(path for folder in ("gazetteer", "geo", "maps", "tools") for path in ROOT.glob(f"{folder}/**/*.py"))
NAMED = re.compile(r"(?<![\w/])docs/[\w./-]+\.\w+")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")


def test_the_examples_of_the_readme_run(tmp_path: Path) -> None:
    """The Python of README.md, in one go and in order, on the sample reports."""
    shutil.copytree(ROOT / "seeds" / "reports", tmp_path / "reports")
    examples = "\n".join(PYTHON.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", "-c", examples],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "عسقلان" in done.stdout
    assert {"incidents.html", "incidents.geojson"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of a page is a file of the checkout."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (page.parent / target).exists()]


def test_pages_named_in_the_code_are_there() -> None:
    """Every ``docs/…`` that a docstring or comment points to is a file of the checkout."""
    named = {(path, page) for path in CODE for page in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert "docs/table.md" in {page for _, page in named}
    assert not [(path.name, page) for path, page in named if not (ROOT / page).is_file()]


def test_identifiers_in_the_table_are_of_the_gazetteer() -> None:
    """The identifier that docs/table.md gives as an example is the one that its place has."""
    page = (ROOT / "docs" / "table.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"`(\w+:\w[\w-]*)`", page)
    assert found in {match.place.id for match in gazetteer.load().lookup("عسقلان")}


def test_every_column_is_documented() -> None:
    """docs/table.md names the columns of an empty incident table, and no others."""
    import geo  # noqa: PLC0415  geopandas is slow to load

    page = (ROOT / "docs" / "table.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z_`, ]+) \| (?!meaning)", page.split("## In files", maxsplit=1)[0], re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`([a-z_]+)`", row)]
    assert sorted(named) == sorted(geo.to_frame([]).columns)


def test_every_kind_is_documented() -> None:
    """docs/table.md names every kind of incident."""
    import geo  # noqa: PLC0415  geopandas is slow to load

    page = (ROOT / "docs" / "table.md").read_text(encoding="utf-8")
    kinds = geo.to_frame([])["kind"].cat.categories
    assert not [kind for kind in kinds if f"`{kind}`" not in page]


def test_the_make_targets_are_those_of_the_readme() -> None:
    """What README.md and CONTRIBUTING.md tell to make is a target."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = {
        word
        for page in ("README.md", "CONTRIBUTING.md")
        for word in re.findall(r"(?:\$|`)\s?make (\w+)", (ROOT / page).read_text(encoding="utf-8"))
    }
    assert {"map", "test", "check"} <= told
    assert not [target for target in told if not re.search(rf"^{target}:", makefile, re.MULTILINE)]


def test_the_licence_of_every_source_is_told() -> None:
    """DATA-LICENSES.md names the licence of each source that the compiled gazetteer says it is made of."""
    page = (ROOT / "DATA-LICENSES.md").read_text(encoding="utf-8").replace("Unicode License v3", "Unicode-3.0")
    sources = gazetteer.load().info["sources"]
    assert sources
    assert not [source["name"] for source in sources if source["licence"] not in page]


def test_the_scores_of_the_readme_are_the_floors() -> None:
    """Each score in README.md is the floor that the quality gate holds for its set."""
    floors = json.loads((ROOT / "tests" / "quality.json").read_text(encoding="utf-8"))["floors"]
    names = {"incidents": "incidents.f1", "– every": "all_fields_right.f1", "place": "strict.f1"}
    names |= {"– placed": "resolved.within_radius", "localities": "acc@5km"}
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (\d\.\d{3}) \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 11
    named = ""
    for what, where, score in rows:
        named = "".join(re.findall(r"`(.+?)`", where)) or named
        measure = next(name for start, name in names.items() if what.startswith(start))
        assert f"{floors[named][measure]:.3f}" == score, (what, named)


def test_the_walk_through_is_what_the_command_prints() -> None:
    """docs/reading.md shows what ``mawqi extract --explain`` prints of the sample, but for the scores."""
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```console\n\$ mawqi (extract seeds/\S+ --explain)\n(.*?)```", page, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "maps", *shown[0].split()],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    score = re.compile(r"\b[01]\.\d\d\b")
    assert score.sub("0", shown[1]) == score.sub("0", done.stdout)


def test_known_weaknesses_are_counted() -> None:
    """docs/reading.md says how many reports are known to be read wrongly."""
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    told = [int(number) for number in re.findall(r"(\d+) (?:kinds of incidents|of places)", page)]
    files = ("known_failures.toml", "places_known_failures.toml")
    assert told == [(ROOT / "tests" / "golden" / name).read_text("utf-8").count("[[case]]") for name in files]


def test_every_column_is_documented_in_arabic() -> None:
    """docs/fields.ar.md names every column and every word of the fixed vocabularies."""
    import geo  # noqa: PLC0415  geopandas is slow to load

    page = (ROOT / "docs" / "fields.ar.md").read_text(encoding="utf-8")
    table = geo.to_frame([])
    words = [word for name in table.select_dtypes("category") for word in table[name].cat.categories]
    assert not [word for word in (*table.columns, *words) if f"`{word}`" not in page]
