"""A user's own table: CSV, TOML and GeoJSON, headers in any order and language, and messages that say what to do."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.arabic import normalise
from gazetteer.errors import GazetteerError
from gazetteer.place import KINDS
from gazetteer.seeds import read_toml, seed_path
from gazetteer.sources import Entry, Name, owntable, tables
from gazetteer.sources.formats import open_source
from gazetteer.sources.ownrow import column_of, columns_fault


@pytest.fixture
def faults() -> list[str]:
    """Return where faults are told."""
    return []


def read(path: Path, skip: Callable[[str], object]) -> list[Entry]:
    """Return the entries of a table."""
    return list(owntable.read(path, skip=skip))


def saved(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write text to a file and return it."""
    path.write_bytes(text.encode(encoding))
    return path


FEATURES = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "دوما"},
"geometry": {"type": "Point", "coordinates": [36.4027, 33.5718]}}]}"""
NOT_SHOWN = {"point", "source"}
"""Columns that the page does not list: one has another name there, the other is for the curated table."""
DOUMA = Name("دوما", "ar", "preferred")


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.csv", "name,lat,lon\nدوما,33.5718,36.4027\n", "utf-8"),
        ("a.csv", "name,lat,lon\r\nدوما,33.5718,36.4027\r\n", "utf-8-sig"),
        ("a.csv", "lon,note,lat,name\n36.4027,?,33.5718,دوما", "utf-8"),
        ("a.csv", "الاسم;خط العرض;خط الطول\nدوما;33,5718;36,4027\n", "utf-8"),
        ("a.csv", "اسم المكان,خط العرض,خط الطول\nدوما,٣٣٫٥٧١٨,٣٦٫٤٠٢٧\n", "utf-8"),
        ("a.tsv", "Toponym\tLatitude\tLNG\nدوما\t33.5718°\t36.4027\n", "utf-8"),
        ("a.csv", 'name,coordinates\nدوما,"33.5718, 36.4027"\n', "utf-8"),
        ("a.csv", "name_ar,y,x\n#loc,#geo+lat,#geo+lon\n\nدوما,33.5718,36.4027,,\n", "utf-8"),
        ("a.toml", '[[place]]\nname = "دوما"\nlat = 33.5718\nlon = 36.4027\n', "utf-8"),
        ("a.toml", '[[place]]\nname_ar = "دوما"\nlatitude = "33.5718"\nlongitude = 36.4027\n', "utf-8"),
        (
            "a.geojson",
            FEATURES,
            "utf-8",
        ),
    ],
)
def test_every_form_of_a_table_gives_the_place(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    """Delimiters, byte order marks, decimal marks, digits, columns in any order and language: the same place."""
    _, entries = open_source(saved(tmp_path / name, text, encoding), skip=pytest.fail)
    (entry,) = entries
    place = entry.place
    assert entry.names == (DOUMA,)
    assert (place.lat, place.lon) == (33.5718, 36.4027)
    assert (place.name, place.name_ar, place.name_en, place.kind) == ("دوما", "دوما", None, "village")
    assert (place.country, place.admin, place.population, place.source) == (None, None, None, "a")
    assert place.id.startswith("a:")


def test_all_that_a_row_may_say(tmp_path: Path) -> None:
    """Names of several languages and spellings, kind, country by its name, unit, radius, people, other sources."""
    text = (
        "id,name_ar,name_en,name_he,names,lat,lon,kind,country,admin,radius,population,geonames,wikidata,pcode,same_as\n"
        '7,كفر عزة,Kfar Aza,כפר עזה,"كفار عزة; كفرعزة|Kfar Azza",31.4841,34.5341,Kibbutz,إسرائيل,المنطقة الجنوبية,'
        '1200,"1,023",295003,Q1013,IL0601,mawqi:kfar-aza\n'
    )
    (entry,) = read(saved(tmp_path / "field list.csv", text), pytest.fail)
    place = entry.place
    assert (place.id, place.source) == ("field-list:7", "field-list")
    assert (place.name_ar, place.name_en, place.kind, place.country) == ("كفر عزة", "Kfar Aza", "village", "IL")
    assert (place.admin, place.uncertainty_m, place.population) == ("المنطقة الجنوبية", 1200.0, 1023)
    assert [(name.text, name.lang, name.role) for name in entry.names] == [
        ("كفر عزة", "ar", "preferred"),
        ("Kfar Aza", "en", "preferred"),
        ("כפר עזה", "he", "preferred"),
        ("كفار عزة", "ar", "variant"),
        ("كفرعزة", "ar", "variant"),
        ("Kfar Azza", "en", "variant"),
    ]
    assert entry.aliases == ("geonames:295003", "wikidata:Q1013", "pcode:IL0601")
    assert entry.same_as == "mawqi:kfar-aza"


def test_toml_and_geojson_say_whose_they_are(tmp_path: Path) -> None:
    """A TOML names its source and licence in [source], a GeoJSON beside its features, a CSV cannot."""
    toml = '[source]\nname = "Field list"\nlicence = "CC0-1.0"\nversion = "3"\n[[place]]\nname = ["دوما", "Duma"]\n'
    said = owntable.provenance(saved(tmp_path / "a.toml", toml))
    assert (said.name, said.version, said.licence, said.attribution) == ("a", "3", "CC0-1.0", "Field list")
    said = owntable.provenance(saved(tmp_path / "b.geojson", '{"licence": "ODbL-1.0", "features": [], "name": "B"}'))
    assert (said.name, said.licence, said.attribution) == ("b", "ODbL-1.0", "B")
    said = owntable.provenance(saved(tmp_path / "geonames.csv", "name,lat,lon\n"))
    assert (said.name, said.licence, said.attribution) == ("geonames-table", "not stated", "geonames.csv")
    assert len(said.version) == 12


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("مخيم جباليا", "camp"),
        ("معبر كرم أبو سالم", "crossing"),
        ("مطار حميميم", "airport"),
        ("مستشفى الشفاء", "facility"),
        ("حي الشجاعية", "neighbourhood"),
        ("مدينة حمد", "city"),
        ("دوما", "village"),
        ("مدينة", "village"),
    ],
)
def test_the_first_word_of_a_name_tells_the_kind(tmp_path: Path, name: str, kind: str) -> None:
    """Without a column of kinds the generic word before a name says what it is."""
    (entry,) = read(saved(tmp_path / "a.csv", f"name,lat,lon\n{name},31.5,34.5\n"), pytest.fail)
    assert entry.place.kind == kind


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("دوما,95,36,,", "lat 95 is not between -90 and 90; lat and lon seem to have changed places"),
        ("دوما,95,136,,", "lat 95 is not between -90 and 90; give decimal degrees"),
        ("دوما,33,236,,", "lon 236 is not between -180 and 180; give decimal degrees"),
        ("دوما,3717891,278932,,", "metres of a projection; convert them to EPSG:4326"),
        ("دوما,0,0,,", "lat 0 and lon 0 are no place; leave a row out"),
        ("دوما,,36,,", "no lat; a place without a point cannot be in a gazetteer"),
        ("دوما,33.5,,,", "no lon; "),
        ("دوما,33°34'N,36,,", "is not a number; give decimal degrees, such as 34.7324"),
        ("دوما,nan,36,,", "lat 'nan' is not a number"),
        (",33,36,,", "no name; give the place one"),
        ("دوما,33,36,planet,", "kind 'planet' is not known; write one of country, region"),
        ("دوما,33,36,,Atlantis", "country 'Atlantis' is not known; write its ISO 3166-1 code"),
        ("دوما,33,36,,SY,extra", "6 cells under 5 columns; quote a cell that has ','"),
        ('"دوما,33,36,,', "a quotation mark that is not closed"),
        ("دو\0ما,33,36,,", "NUL bytes"),
        ("أول,33,36,,", "'أول' a second time at the same point; the first row was kept"),
    ],
)
def test_a_bad_row_is_told_with_what_to_do(tmp_path: Path, faults: list[str], row: str, said: str) -> None:
    """One bad row is reported as file:line with what to do, and the rows around it are read."""
    path = saved(tmp_path / "a.csv", f"name,lat,lon,kind,country\nأول,33,36,,\n{row}\nآخر,33,36,,\n")
    assert [entry.place.name for entry in read(path, faults.append)] == ["أول", "آخر"]
    assert len(faults) == 1
    assert faults[0].startswith(f"{path}:3: ")
    assert said in faults[0]


def test_other_encodings_are_told(tmp_path: Path, faults: list[str]) -> None:
    """A row in Windows' Arabic is reported with its line; a file in UTF-16 says how to save it."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"name,lat,lon\n" + "دوما,33,36\n".encode("cp1256") + "حمص,34,36\n".encode())
    assert [entry.place.name for entry in read(path, faults.append)] == ["حمص"]
    assert len(faults) == 1
    assert faults[0].startswith(f"{path}:2: the line is not UTF-8")
    with pytest.raises(GazetteerError, match="UTF-16; save it as 'CSV UTF-8'"):
        read(saved(tmp_path / "b.csv", "name,lat,lon\n", "utf-16"), pytest.fail)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("place_name,latitude", "no column of lon among 'place_name', 'latitude'; call it 'lon' (or 'lng'"),
        ("lat,lon,notes", "no column of names among 'lat', 'lon', 'notes'; call it 'name' (or 'place'"),
        ("name;x", "no column of lat among 'name', 'x'"),
        ("", "no column of names among none"),
    ],
)
def test_columns_that_are_missing_are_named(tmp_path: Path, header: str, said: str) -> None:
    """A table without a name or a point says which column is missing, which there are, and what to call it."""
    path = saved(tmp_path / "a.csv", f"{header}\n")
    with pytest.raises(GazetteerError) as raised:
        read(path, pytest.fail)
    assert str(raised.value).startswith(f"{path}:1: {said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[place]]\nname = \n", r"a\.toml: not TOML: .*line 2"),
        ("title = 'x'\n", r"a\.toml: no \[\[place\]\] in it; write one such table a place"),
        ("place = 3\n", r"no \[\[place\]\] in it"),
    ],
)
def test_toml_that_is_none_is_told(tmp_path: Path, text: str, said: str) -> None:
    """A TOML that cannot be parsed, or has no places, is an error that says so."""
    with pytest.raises(GazetteerError, match=said):
        read(saved(tmp_path / "a.toml", text), pytest.fail)


def test_faults_in_toml_and_geojson_have_their_place(tmp_path: Path, faults: list[str]) -> None:
    """A bad table or feature is told with the line on which it begins, and the others are read."""
    good = 'name = "حمص"\nlat = 34\nlon = 36\n'
    path = saved(tmp_path / "a.toml", f'# places\n[[place]]\n{good}\n[[place]]\nname = "x"\nlat = 94\nlon = 3\n')
    assert len(read(path, faults.append)) == 1
    assert faults[0].startswith(f"{path}:7: lat 94")
    point = {"type": "Point", "coordinates": [36, 34]}
    features = [
        {"type": "Feature", "properties": {"name": "حمص"}, "geometry": point, "id": 4},
        {"type": "Feature", "properties": {"name": "ريف"}, "geometry": {"type": "Polygon", "coordinates": []}},
        {"type": "Feature", "properties": {"name": "x"}, "geometry": {"type": "Point", "coordinates": ["a", 1]}},
        {"type": "Feature", "properties": None, "geometry": point},
        7,
        {"type": "Feature", "properties": {"name": "حماة"}, "geometry": point},
    ]
    lines = ",\n".join(json.dumps(feature) for feature in features)
    path = saved(tmp_path / "a.geojson", f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}')
    faults.clear()
    assert [entry.place.name for entry in read(path, faults.append)] == ["حمص", "حماة"]
    assert [fault.removeprefix(f"{path}:")[:2] for fault in faults] == ["3:", "4:", "5:", "6:"]
    assert "only points are read" in faults[0]


def test_identifiers_stay_when_a_point_is_corrected(tmp_path: Path, faults: list[str]) -> None:
    """A made identifier depends on the name and its context, not on the order of rows nor on the point."""
    first = read(
        saved(tmp_path / "a.csv", "name,admin,lat,lon\nدوما,ريف دمشق,33.5,36.4\nدوما,إدلب,35,36\n"), pytest.fail
    )
    again = read(
        saved(tmp_path / "a.csv", "name,admin,lat,lon\nدوما,إدلب,35,36\nدوما,ريف دمشق,33.6,36.5\n"), pytest.fail
    )
    assert [entry.place.id for entry in first] == [entry.place.id for entry in again[::-1]]
    assert len({entry.place.id for entry in first}) == 2
    same = "id,name,lat,lon\n1,أ,33,36\n1,ب,33,36\ngeonames:5,ج,33,36\n"
    assert [entry.place.id for entry in read(saved(tmp_path / "b.csv", same), faults.append)] == ["b:1", "geonames:5"]
    assert faults == [f"{tmp_path / 'b.csv'}:3: id 'b:1' a second time; the first row was kept"]


def test_names_alike_at_two_points_are_two_places(tmp_path: Path) -> None:
    """A name that a table has twice is two places if the points differ."""
    found = read(saved(tmp_path / "a.csv", "name,lat,lon\nدوما,33.5,36.4\nدوما,35.9,36.1\n"), pytest.fail)
    assert len({entry.place.id for entry in found}) == 2


def test_the_curated_table_is_read_alike() -> None:
    """seeds/places.csv is such a table: read as one, it gives what its own strict reader gives."""
    path = seed_path("places.csv")
    assert read(path, pytest.fail) == list(tables.read_places(path))


def test_words_of_columns_and_kinds_mean_one_thing() -> None:
    """No header stands for two columns and no word for two kinds, and every kind has one."""
    table = read_toml("own_table.toml")
    for part in ("columns", "kinds"):
        words = [
            (normalise(word.replace("_", " ")), key)
            for key, listed in table[part].items()
            for word in {*listed, key.replace("_", " ")}
        ]
        assert len(words) == len(dict(words)), sorted(word for word in words if words.count(word) > 1)
    assert set(table["kinds"]) == set(KINDS)


@pytest.mark.parametrize("header", ["NAME_AR", "name-ar", " Name AR ", "الاسم العربي", "name:ar"])
def test_headers_are_known_however_they_are_written(header: str) -> None:
    """Capitals, dashes and hamza make no difference to a column's name; an unknown one is none."""
    assert column_of(header) == "name_ar"
    assert column_of("remarks") is None
    assert columns_fault([header, "LAT", "Long"]) is None


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(
    st.lists(st.tuples(CELLS, st.floats(-89, 89).filter(bool), st.floats(-179, 179)), max_size=12),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig"]),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, float, float]], delimiter: str, encoding: str
) -> None:
    """Names and points come back from any table that a csv writer writes, identifiers differ."""
    rows = [row for row in rows if not set(row[0]) & set(';|؛#"')]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("name", "lat", "lon"), *rows])
    path = saved(tmp_path_factory.mktemp("own") / "a.csv", text.getvalue(), encoding)
    found = read(path, lambda fault: None if "a second time" in fault else pytest.fail(fault))
    distinct = list(dict.fromkeys((name, f"{lat:.4f}", f"{lon:.4f}") for name, lat, lon in rows))
    names = {entry.names[0].text for entry in found}
    assert names == {name for name, *_ in distinct}
    assert {(entry.place.lat, entry.place.lon) for entry in found} <= {(lat, lon) for _, lat, lon in rows}
    assert len({entry.place.id for entry in found}) == len(found)


@pytest.mark.parametrize(("suffix", "places"), [("csv", 2), ("toml", 1), ("json", 1)])
def test_the_examples_of_the_documentation_are_read(tmp_path: Path, suffix: str, places: int) -> None:
    """The tables that docs/gazetteer.md shows are read without a fault."""
    page = (Path(__file__).parents[1] / "docs" / "gazetteer.md").read_text(encoding="utf-8")
    (example,) = re.findall(rf"```{suffix}\n(.*?)```", page, re.DOTALL)
    said, entries = open_source(saved(tmp_path / f"example.{suffix}", example), skip=pytest.fail)
    found = list(entries)
    assert len(found) == places
    assert said.licence == ("not stated" if suffix == "csv" else "CC0-1.0")
    assert {entry.place.kind for entry in found} <= {"village", "camp", "facility"}
    assert all(f"`{kind}`" in page for kind in KINDS)
    assert all(f"`{column}`" in page for column in read_toml("own_table.toml")["columns"] if column not in NOT_SHOWN)
