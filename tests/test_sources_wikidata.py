"""Wikidata as a source of places: answers of its query service."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gazetteer.place import KINDS
from gazetteer.seeds import seed_path
from gazetteer.sources import Entry, Name, wikidata

ALEPPO = "http://www.wikidata.org/entity/Q41183"
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"


def uri(value: str) -> dict[str, str]:
    """Return a cell that holds an address."""
    return {"type": "uri", "value": value}


def text(value: str, lang: str = "") -> dict[str, str]:
    """Return a cell that holds a text."""
    return {"type": "literal", "value": value} | ({"xml:lang": lang} if lang else {})


def point(value: str) -> dict[str, str]:
    """Return a cell that holds a point."""
    return {"type": "literal", "datatype": WKT, "value": value}


def row(item: str = ALEPPO, where: str = "Point(37.16 36.2)", **cells: Mapping[str, str]) -> dict[str, Any]:
    """Return a row of an answer."""
    return {"item": uri(item), "location": point(where), **cells}


def answer(path: Path, *rows: object) -> Path:
    """Write an answer."""
    told = {"head": {"vars": ["item"]}, "results": {"bindings": rows}}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


def read_all(path: Path) -> tuple[list[Entry], list[str]]:
    """Return the places of an answer and what was said of the rest."""
    faults: list[str] = []
    return list(wikidata.read(path, skip=faults.append)), faults


def test_a_genuine_answer(shared: Path) -> None:
    """An answer to another query is read too: labels without an item, towns with their inhabitants."""
    path = shared / "gazetteers/formats/wdqs_sparql_results_cities_eu_tr.json"
    entries, faults = read_all(path)
    assert len(entries) == 274
    assert len(faults) == 10
    assert all("no name" in fault for fault in faults)
    isparta = entries[0].place
    assert (isparta.name, isparta.population, isparta.kind) == ("Isparta", 258_375, "city")
    assert (isparta.lon, isparta.lat) == (30.55, 37.766666666)
    assert len({entry.place.id for entry in entries}) == 274
    assert read_all(path)[0] == entries


def test_rows_of_one_item_are_one_place(tmp_path: Path) -> None:
    """Each row adds a fact: names with their languages and roles, kinds, identifiers, people."""
    path = answer(
        tmp_path / "answer.json",
        row(kind=text("village"), code=text("SY"), name=text("حلب", "ar")),
        row(kind=text("city"), code=text("SY"), name=text("Aleppo", "en")),
        row(name=text("חלב", "he")),
        row(name=text("Halep", "tr")),
        row(alias=text("حلب الشهباء", "ar")),
        row(official=text("مدينة حلب", "ar")),
        row(population=text("2098000")),
        row(population=text("1850000")),
        row(geonames=text("170063")),
        row(osmRelation=text("1369681")),
        row(admin=text("محافظة حلب", "ar")),
        row(item="http://www.wikidata.org/entity/Q1", where="Point(1 2)", name=text("X", "en")),
    )
    entries, faults = read_all(path)
    assert not faults
    assert len(entries) == 2
    entry = entries[0]
    place = entry.place
    assert (place.id, place.name, place.name_en, place.kind) == ("wikidata:Q41183", "حلب", "Aleppo", "city")
    assert (place.country, place.admin, place.population) == ("SY", "حلب", 2_098_000)
    assert (place.lon, place.lat) == (37.16, 36.2)
    assert set(entry.aliases) == {"geonames:170063", "osm:relation/1369681"}
    assert Name("חלב", "he", "preferred") in entry.names
    assert Name("حلب الشهباء", "ar", "variant") in entry.names
    assert Name("مدينة حلب", "ar", "official") in entry.names
    assert all(name.text != "Halep" for name in entry.names)


def test_columns_of_the_label_service(tmp_path: Path) -> None:
    """Labels by column, alternative ones with commas between, a class instead of a kind, a bare number for no label."""
    path = answer(
        tmp_path / "answer.json",
        row(
            itemLabel=text("Jabalia Camp", "en"),
            itemLabel_ar=text("مخيم جباليا"),
            itemAltLabel=text("معسكر جباليا, جباليا المخيم", "ar"),
            type=uri("http://www.wikidata.org/entity/Q622499"),
        ),
        row(item="http://www.wikidata.org/entity/Q5", itemLabel=text("Q5")),
    )
    entries, faults = read_all(path)
    assert [entry.place.kind for entry in entries] == ["camp"]
    assert {name.text for name in entries[0].names if name.lang == "ar"} == {
        "مخيم جباليا",
        "معسكر جباليا",
        "جباليا المخيم",
    }
    assert len(faults) == 1
    assert "wikidata:Q5: it has no name" in faults[0]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("<http://www.wikidata.org/entity/Q405> Point(23.4 1.2)", "another globe (Q405)"),
        ("Point(37.16 136.2)", "no point on the Earth"),
        ("Point(nan nan)", "no point on the Earth"),
        ("t3061384", "no point on the Earth"),
    ],
)
def test_points_elsewhere_are_left_out(tmp_path: Path, where: str, said: str) -> None:
    """A crater on the Moon, an impossible point and an unknown value are no places; the message has the line."""
    path = answer(tmp_path / "answer.json", row(name=text("X", "en"), where=where))
    entries, faults = read_all(path)
    assert not entries
    assert len(faults) == 1
    assert said in faults[0]
    assert re.match(rf"{re.escape(str(path))}:\d+: wikidata:Q41183: ", faults[0])


@pytest.mark.parametrize(
    "where", ["POINT(3.716E1 36.2)", "<http://www.wikidata.org/entity/Q2> Point( 37.16  36.2 )", "Point(37.16 36.2)"]
)
def test_points_are_written_in_several_ways(tmp_path: Path, where: str) -> None:
    """Capitals, exponents, spaces and the Earth named."""
    entries, _ = read_all(answer(tmp_path / "answer.json", row(name=text("X", "en"), where=where)))
    assert (entries[0].place.lon, entries[0].place.lat) == (37.16, 36.2)


def test_an_answer_that_is_cut_off(tmp_path: Path) -> None:
    """The items before the cut are read; a row that is no row is reported and passed over."""
    path = answer(
        tmp_path / "answer.json",
        row(name=text("X", "en")),
        "no row",
        row(item="http://www.wikidata.org/entity/Q7", name=text("Y", "en"), population=text("many")),
        row(item="http://www.wikidata.org/entity/Q8", name=text("Z", "en")),
        row(item="http://www.wikidata.org/entity/Q9", name=text("Cut", "en")),
    )
    written = path.read_text(encoding="utf-8")
    path.write_text(written[: written.index('"Cut"')], encoding="utf-8")
    entries, faults = read_all(path)
    assert [entry.place.name for entry in entries] == ["X", "Y", "Z"]
    assert entries[1].place.population is None
    assert any("no row of a SPARQL answer" in fault for fault in faults)
    assert any("cut off" in fault for fault in faults)


def test_the_query_that_is_kept() -> None:
    """Every kind in it is one that there is, no class has two, and it asks for what the reader reads."""
    query = seed_path("wikidata_places.rq").read_text(encoding="utf-8")
    rows = re.findall(r'\(wd:(Q\d+) "(\w+)"\)', query)
    assert {kind for _, kind in rows} <= set(KINDS)
    assert len({item for item, _ in rows}) == len(rows) > 20
    asked = re.search(r"^SELECT (.*)$", query, re.MULTILINE)
    assert asked is not None
    for variable in asked.group(1).split():
        assert query.count(variable) > 1, f"{variable} is asked for and never bound"
    assert query.count("{") == query.count("}")
    assert "ORDER BY ?item" in query
