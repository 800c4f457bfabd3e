"""A name with what holds its place: ``دوما، ريف دمشق``, for the geocoder and the command alike."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import gazetteer
from gazetteer import Gazetteer
from gazetteer.address import Found, find
from maps.cli import app

if TYPE_CHECKING:
    import subprocess

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def base() -> Gazetteer:
    """Return the built-in gazetteer."""
    return gazetteer.load()


def found_at(found: Found) -> list[str | None]:
    """Return the countries of the answers."""
    return [match.place.country for match in found.matches]


@pytest.mark.parametrize(
    ("query", "country"),
    [
        ("طرابلس، لبنان", "LB"),
        ("طرابلس، ليبيا", "LY"),
        ("دوما، ريف دمشق", "SY"),
        ("دوما، ريف دمشق، سوريا", "SY"),
        ("دوما; نابلس; فلسطين", "PS"),
        ("Tripoli, Lebanon", "LB"),
        ("وبطرابلس، لبنان", "LB"),
    ],
)
def test_a_context_says_which_place_is_meant(base: Gazetteer, query: str, country: str) -> None:
    """Every answer lies there, and the best is as sure as when its country is given."""
    found = find(base, query)
    assert set(found_at(found)) == {country}
    name = query.replace(";", "،").replace(",", "،").partition("،")[0]
    alone = base.lookup(name, country=country)[0]
    assert found.matches[0].place == alone.place
    assert found.matches[0].score >= alone.score


@pytest.mark.parametrize(
    ("query", "name", "country"),
    [
        ("دوما (ريف دمشق)", "Douma", "SY"),
        ("دوما ريف دمشق", "Douma", "SY"),
        ("دوما - ريف دمشق", "Douma", "SY"),
        ("حلب/سوريا", "Aleppo", "SY"),
        ("سوريا، حلب", "Aleppo", "SY"),
        ("Syria, Aleppo", "Aleppo", "SY"),
        ("حلب - سوريا", "Aleppo", "SY"),
        ("مدينة حلب السورية", "Aleppo", "SY"),
        ("في حلب", "Aleppo", "SY"),
        ("عسقلان (أشكلون)", "Ashkelon", "IL"),
        ("أشكلون/عسقلان", "Ashkelon", "IL"),
        ("Sderot سديروت", "Sderot", "IL"),
        ("שדרות (سديروت)", "Sderot", "IL"),
        ("سديروت Sderot", "Sderot", "IL"),
        ("مستشفى الشفاء بغزة", "Al-Shifa Hospital", "PS"),
        ("الطيبة جنوب لبنان", "Taybeh", "LB"),
    ],
)
def test_a_name_is_found_as_tables_have_it(base: Gazetteer, query: str, name: str, country: str) -> None:
    """With a note, in two scripts, after a preposition, and with what holds it after or before, marked or not."""
    place = find(base, query).matches[0].place
    assert (place.name_en, place.country) == (name, country)


@pytest.mark.parametrize("query", ["سوريا حلب نننن", "(", "()", "/", "في", "قرب", "حلب بيروت", "شمال حلب"])
def test_what_is_no_name_with_its_context_has_no_answer(base: Gazetteer, query: str) -> None:
    """Nothing is invented from the words that happen to be names; a place near another is not that other."""
    assert find(base, query).matches == []


def test_what_holds_the_place_is_told(base: Gazetteer) -> None:
    """For each part, the place that holds the answer."""
    found = find(base, "دوما، ريف دمشق، سوريا")
    assert [holder.country for holder in found.holders(found.matches[0].place)] == ["SY", "SY"]
    assert found.unused == ()


def test_a_part_that_holds_nothing_is_passed_over(base: Gazetteer) -> None:
    """It narrows nothing down, and is told."""
    found = find(base, "طرابلس، قققققق")
    assert found.matches == base.lookup("طرابلس")
    assert found.unused == ("قققققق",)


def test_a_name_may_have_a_comma(base: Gazetteer) -> None:
    """What is a name as a whole is not taken apart."""
    found = find(base, "Washington, D.C.")
    assert found.matches[0].place.id == "mawqi:washington-dc"
    assert found.contexts == found.unused == ()


def test_a_contradiction_has_no_answer(base: Gazetteer) -> None:
    """Never a place elsewhere, nor one that only sounds alike."""
    assert find(base, "عسقلان، مصر").matches == []
    assert find(base, "حلب، اليابان").matches == []


@pytest.mark.parametrize("nothing", ["", "  ", "،", "،،", ",;\n", " ، لبنان"])
def test_commas_alone_are_no_name(base: Gazetteer, nothing: str) -> None:
    """Nothing raises; what stands alone is the name."""
    assert find(base, nothing).matches == (base.lookup("لبنان") if "لبنان" in nothing else [])


def test_the_command_takes_a_context(mawqi: Run) -> None:
    """As the geocoder does; each line has the identifier, for names.csv."""
    done = mawqi("geocode", "دوما، ريف دمشق")
    assert done.returncode == 0, done.stderr
    assert " mawqi:douma " in done.stdout.splitlines()[0]
    assert all(" SY " in line for line in done.stdout.splitlines())
    answer = json.loads(mawqi("geocode", "--json", "طرابلس، لبنان").stdout)
    assert {match["place"]["country"] for match in answer["matches"]} == {"LB"}


def test_the_command_says_what_it_made_of_a_context(mawqi: Run) -> None:
    """A part that it passed over, and that there is no such place there."""
    passed_over = mawqi("geocode", "طرابلس، قققققق")
    assert passed_over.returncode == 0
    assert "passed over" in passed_over.stderr
    contradiction = mawqi("geocode", "عسقلان، مصر")
    assert contradiction.returncode == 1
    assert "no such place is known there" in contradiction.stderr


def test_the_command_notices_a_damaged_gazetteer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``gazetteer info`` compares the file with its checksum."""
    raw = bytearray(Path(gazetteer.load().info["path"]).read_bytes())
    raw[-1000] ^= 1
    (tmp_path / "damaged.mawqi").write_bytes(raw)
    damaged = gazetteer.load(tmp_path / "damaged.mawqi")
    assert CliRunner().invoke(app, ["gazetteer", "info"]).exit_code == 0
    monkeypatch.setattr(gazetteer, "load", lambda *_: damaged)
    done = CliRunner().invoke(app, ["gazetteer", "info"])
    assert done.exit_code == 1
    assert "checksum" in done.output
