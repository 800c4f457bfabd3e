"""The crosswalk to other standards: every word of ours has a code, every code is one of theirs."""

import re
from typing import Any

import pytest

from gazetteer.seeds import read_csv, read_toml
from geo.columns import CATEGORIES, DTYPES

ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack"),
        *("Remote explosive/landmine/IED", "Grenade"),
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use"),
        *("Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory"),
        "Other",
    },
}
PLOVER = {
    "ASSAULT": {
        *("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives"),
        *("suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"),
    },
    "COERCE": {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold"},
}


@pytest.fixture(scope="module")
def crosswalk() -> dict[str, Any]:
    """Return the table."""
    return read_toml("crosswalk.toml")


@pytest.mark.parametrize("column", ["kind", "status", "scope", "precision", "date_precision"])
def test_every_word(crosswalk: dict[str, Any], column: str) -> None:
    """Every word of a column has its codes, in the column's order, and no other word has any."""
    assert tuple(crosswalk[column]) == CATEGORIES[column]


def test_acled_types(crosswalk: dict[str, Any]) -> None:
    """ACLED sub-event types are ones of their event type."""
    for codes in crosswalk["kind"].values():
        event, sub_event = codes["acled"]
        assert sub_event in ACLED[event]


def test_plover_modes(crosswalk: dict[str, Any]) -> None:
    """PLOVER modes are ones of their event; an attack by no stated means has no mode."""
    for kind, codes in crosswalk["kind"].items():
        event, *modes = codes["plover"]
        assert set(modes) <= PLOVER[event]
        assert len(modes) == (kind != "attack")


@pytest.mark.parametrize(
    ("column", "ucdp", "acled"), [("precision", range(1, 8), range(1, 4)), ("date_precision", range(1, 6), range(1, 4))]
)
def test_precision_codes(crosswalk: dict[str, Any], column: str, ucdp: range, acled: range) -> None:
    """Codes of precision are within the standards' ranges, and grow as precision is lost."""
    rows = list(crosswalk[column].values())
    for standard, codes in (("ucdp", ucdp), ("acled", acled)):
        found = [row[standard] for row in rows if standard in row]
        assert set(found) <= set(codes)
        assert found == sorted(found)


def test_hxl_tags(crosswalk: dict[str, Any]) -> None:
    """Every column has an HXL hashtag of its own, well formed, from the core hashtags."""
    tags = crosswalk["hxl"]
    assert list(tags) == [*DTYPES, "lon", "lat"]
    assert len(set(tags.values())) == len(tags)
    assert all(re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag) for tag in tags.values())
    core = {
        "#event",
        "#status",
        "#meta",
        "#date",
        "#loc",
        "#adm1",
        "#country",
        "#geo",
        "#cause",
        "#affected",
        "#impact",
        "#org",
        "#description",
    }
    assert {tag.split("+")[0] for tag in tags.values()} == core


def test_columns_of_the_standards(crosswalk: dict[str, Any]) -> None:
    """A column of a standard is filled by a column of ours or by none; the standards' sources are told."""
    ours = {*DTYPES, "lon", "lat", ""}
    assert {name: len(columns) for name, columns in crosswalk["columns"].items()} == {"ucdp": 49, "acled": 31}
    assert all(set(columns.values()) <= ours for columns in crosswalk["columns"].values())
    assert set(crosswalk["sources"]) == {"ucdp", "acled", "plover", "airwars", "hxl"}


def test_disorder_types(crosswalk: dict[str, Any]) -> None:
    """Each ACLED event type that a kind has is of a disorder type."""
    assert {codes["acled"][0] for codes in crosswalk["kind"].values()} == set(crosswalk["disorder"])


def test_airwars_strike_status(crosswalk: dict[str, Any]) -> None:
    """What happened is a strike in one of Airwars' words, and only that; PLOVER marks the rest."""
    statuses = crosswalk["status"]
    named = {"Declared strike", "Likely strike", "Single source claim", "Contested strike"}
    assert {row[name] for row in statuses.values() for name in ("airwars", "airwars_single") if name in row} <= named
    assert all(("plover" in row) != row["happened"] for row in statuses.values())
    assert set(crosswalk["grading"].values()) <= {"Confirmed", "Fair", "Weak", "Contested", "Discounted"}


def test_countries() -> None:
    """Every code of a country has one number and one name."""
    rows = [row for _, row in read_csv("countries.csv")]
    for column in ("code", "numeric", "name"):
        assert len({row[column] for row in rows}) == len(rows) > 200
