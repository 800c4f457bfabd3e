"""Administrative units with P-codes as a source of places, in the formats and with the faults in which they come."""

import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pyogrio.raw import write

from gazetteer.sources import Entry, Name, pcodes
from gazetteer.sources.formats import open_source


def read_all(path: Path) -> tuple[dict[str, Entry], list[str]]:
    """Return the places of a table by their identifiers, and what was said of the rest."""
    faults: list[str] = []
    entries = list(pcodes.read(path, skip=faults.append))
    found = {entry.place.id: entry for entry in entries}
    assert len(found) == len(entries)
    return found, faults


@pytest.fixture
def published(shared: Path) -> Path:
    """Return the folder of tables as they were published."""
    return shared / "gazetteers/pcodes"


def table(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """Write a table."""
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def layer(path: Path, columns: dict[str, Sequence[str | None]], *boxes: tuple[float, ...], **options: Any) -> Path:  # noqa: ANN401  GDAL's
    """Write a layer of boxes."""
    shapes = shapely.to_wkb(np.array([shapely.box(*box) for box in boxes]))
    cells = [np.array(column, dtype=object) for column in columns.values()]
    options = {"crs": "EPSG:4326", "driver": "ESRI Shapefile"} | options
    write(path, shapes, cells, list(columns), geometry_type="Polygon", **options)
    return path


def sheet(path: Path, *rows: Sequence[str]) -> Path:
    """Write a workbook of one sheet of texts."""
    columns = [np.array(column, dtype=object) for column in zip(*rows[1:], strict=True)]
    write(path, None, columns, list(rows[0]), geometry_type=None, driver="XLSX")
    return path


def test_arabic_and_english_are_told_by_their_letters(published: Path) -> None:
    """Jordan's bare column holds the Arabic name and its second the English one; elsewhere it is the other way."""
    found, faults = read_all(published / "jordan/jor_admbnda_adm1_jdos.json")
    assert not faults
    irbid = found["pcode:JO21"].place
    assert (irbid.name_ar, irbid.name_en, irbid.kind, irbid.country) == ("إربد", "Irbid", "governorate", "JO")
    assert all(entry.place.name_ar and entry.place.name_en for entry in found.values())


def test_a_unit_without_an_arabic_name(published: Path) -> None:
    """Palestine's Arabic slot is empty: the English name stays, and none is made up."""
    found, faults = read_all(published / "palestine/pse_admin2.geojson")
    assert not faults
    assert len(found) == 16
    assert all(entry.place.name_ar is None for entry in found.values())
    rafah = found["pcode:PS0275"]
    assert rafah.names == (Name("Rafah", "en", "preferred"),)
    assert (rafah.place.name, rafah.place.admin, rafah.place.kind) == ("Rafah", "Gaza Strip", "district")


def test_direction_marks_are_taken_out(published: Path) -> None:
    """Sudan's names hold U+200E, which no reader would see and no search would find."""
    units = list(pcodes.read_units(next((published / "sudan").glob("*.json")), skip=pytest.fail))
    assert {unit.above[0] for unit in units} == {("SD", "السودان")}
    assert all(name.text.isprintable() for unit in units for name in unit.names)
    assert len(units) == 189


def test_the_point_lies_in_the_outline(published: Path) -> None:
    """Of every published unit; and the radius around it holds the whole of it."""
    paths = [published / "iraq_shp", published / "syria/syr_admin1.geojson", next((published / "sudan").glob("*.json"))]
    for path in paths:
        for unit in pcodes.read_units(path, skip=pytest.fail, outlines=True):
            assert unit.outline.covers(shapely.Point(unit.lon, unit.lat)), unit.where
            assert unit.radius_m is not None
            west, south, east, north = unit.outline.bounds
            assert unit.radius_m > 111_000 * max(north - south, (east - west) * np.cos(np.radians(north))) / 2 * 0.99


def test_a_folder_of_shapefiles(published: Path) -> None:
    """All levels are read; what holds a unit is named in Arabic."""
    found, faults = read_all(published / "iraq_shp")
    assert not faults
    assert len(found) == 119
    hawiga = next(entry.place for entry in found.values() if entry.place.name_en == "Al-Hawiga")
    assert (hawiga.name_ar, hawiga.admin, hawiga.kind) == ("الحويجة", "كركوك", "district")
    assert found["pcode:IQG10"].place.kind == "governorate"


def test_a_workbook(published: Path) -> None:
    """The third level, from a sheet with points."""
    found, faults = read_all(published / "irq_admALL_points.xlsx")
    assert not faults
    assert len(found) == 294
    mandali = found["pcode:IQG10Q03N01"].place
    assert (mandali.name_ar, mandali.name_en, mandali.admin) == ("مندلي", "Mandali", "ديالى")
    assert (mandali.lon, mandali.lat) == (45.43395045500006, 33.81190931400005)


def test_a_csv_with_points(published: Path) -> None:
    """Yemen's third level, from a table with a byte order mark and no names of higher levels."""
    found, faults = read_all(published / "yem_adm3_attributes.csv")
    assert not faults
    assert len(found) == 2149
    place = found["pcode:YE110121"].place
    assert (place.name_ar, place.name_en, place.country) == ("بني سيف السافل", "Bani Sayf As Safil", "YE")
    assert place.admin is None


def test_codes_alone_are_no_places(published: Path) -> None:
    """The global table has no points, which is said once and not two thousand times."""
    found, faults = read_all(published / "global_pcodes_first2000.csv")
    assert not found
    assert len(faults) == 1
    assert "1,999 units without a point" in faults[0]


def test_records_of_open_syria(published: Path) -> None:
    """Units of all levels with their identifiers in other sources, under their own licence."""
    told, entries = open_source(published / "syria/subdistricts.json", skip=pytest.fail)
    found = {entry.place.id: entry for entry in entries}
    assert (told.name, told.licence) == ("opensyria", "CC BY 4.0")
    assert len(found) == 272
    assert pcodes.provenance(published / "syria").licence == "CC BY 3.0 IGO; CC BY 4.0"
    hol = found["pcode:SY080006"]
    assert (hol.place.name_ar, hol.place.name_en) == ("الهول", "Hole")
    assert set(hol.aliases) == {"geonames:8605212", "wikidata:Q12247119"}
    assert Name("ناحية الهول", "ar", "variant") in hol.names


def test_every_published_format_is_told(published: Path) -> None:
    """Opened without a word on the format; the provenance has licence and credit."""
    for name in ("iraq_shp", "irq_admALL_points.xlsx", "yem_adm3_attributes.csv", "palestine", "jordan"):
        told, entries = open_source(published / name, skip=pytest.fail)
        assert (told.name, told.licence) == ("pcodes", "CC BY 3.0 IGO")
        assert next(entries).place.id.startswith("pcode:")


@pytest.mark.parametrize(
    "header",
    [
        "ADM0_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,lat,lon",
        "admin0Pcode,admin1Name_en,admin1Name_ar,admin1Pcode,latitude,longitude",
        "adm0_pcode,adm1_name,adm1_name1,adm1_pcode,center_lat,center_lon",
        "admin0Pcod,admin1Na_1,admin1Name,admin1Pcod,y,x",
        "#adm0+code,#adm1+name+en,#adm1+name+ar,#adm1+code,#geo+lat,#geo+lon",
    ],
)
def test_columns_have_many_names(tmp_path: Path, header: str) -> None:
    """The same table under every heading it was ever given; the tags of HXL may be the only heading."""
    path = table(tmp_path / "t.csv", header, "SY,Aleppo,حلب,SY02,36.1,37.4", "SY,محافظة ادلب,Idleb,SY07,35.8,36.6")
    found, faults = read_all(path)
    assert not faults
    aleppo, idleb = found["pcode:SY02"].place, found["pcode:SY07"].place
    assert (aleppo.name_ar, aleppo.name_en, aleppo.kind, aleppo.lat, aleppo.lon) == (
        "حلب",
        "Aleppo",
        "governorate",
        36.1,
        37.4,
    )
    assert (idleb.name_ar, idleb.name_en) == ("محافظة ادلب", "Idleb")


def test_a_name_that_is_there_twice_keeps_its_place(tmp_path: Path) -> None:
    """An alternative that is the usual name again changes neither which is shown nor the order."""
    path = table(
        tmp_path / "t.csv",
        "ADM1_EN,ADM1_AR,ADM1ALT1AR,ADM1_PCODE,lat,lon",
        "Aleppo,حلب,حلب,SY02,36,37",
        encoding="utf-8",
    )
    (entry,) = read_all(path)[0].values()
    assert entry.names == (Name("حلب", "ar", "preferred"), Name("Aleppo", "en", "preferred"))
    assert entry.place.name == "حلب"


def test_the_row_of_tags_is_no_unit(tmp_path: Path) -> None:
    """The HXL tags under the header are passed over, or say what headings in another language do not."""
    tags = "#country+code,#geo+admin_level,#adm+code,#adm+name,#geo+lat,#geo+lon"
    path = table(
        tmp_path / "global.csv",
        "Location,Admin Level,P-Code,Name,Latitude,Longitude",
        tags,
        "SYR,1,SY02,Aleppo,36.1,37.4",
        "SYR,2,SY0200,Jebel Saman,36.2,37.2",
    )
    found, faults = read_all(path)
    assert not faults
    assert {key: entry.place.kind for key, entry in found.items()} == {
        "pcode:SY02": "governorate",
        "pcode:SY0200": "district",
    }
    path = table(
        tmp_path / "french.csv",
        "Code du gouvernorat;Gouvernorat;lat;lon",
        "#adm1+code;#adm1+name;#geo+lat;#geo+lon",
        "TN11;Tunis;36.8;10.2",
    )
    found, faults = read_all(path)
    assert not faults
    assert found["pcode:TN11"].place.name_en == "Tunis"


def test_a_bad_row_is_reported_with_its_line(tmp_path: Path) -> None:
    """Rows that cannot be used are left out one by one."""
    path = table(
        tmp_path / "t.csv",
        "ADM1_EN,ADM1_PCODE,lat,lon",
        "Aleppo,SY02,36.1,37.4",
        "Nowhere,SY03,136.1,37.4",
        "Words,SY04,north,east",
        ",SY05,36,37",
        "Too,SY06,36,37,38",
        "Idleb,not a code!,35.9,36.6",
        '"Deir, Ez-Zor",SY09,"35,3","40,1"',
    )
    found, faults = read_all(path)
    assert list(found) == ["pcode:SY02", "pcode:SY09"]
    assert (found["pcode:SY09"].place.lat, found["pcode:SY09"].place.lon) == (35.3, 40.1)
    assert [fault.removeprefix(f"{path}:").partition(":")[0] for fault in faults] == ["3", "4", "5", "6", "7"]


def test_a_table_that_is_no_utf8_is_said(tmp_path: Path) -> None:
    """Lines in the Windows code page are reported and left out, not read as other letters."""
    path = table(tmp_path / "t.csv", "ADM1_AR,ADM1_PCODE,lat,lon", "حلب,SY02,36,37", encoding="windows-1256")
    found, faults = read_all(path)
    assert not found
    assert f"{path}:2" in faults[0]
    assert "UTF-8" in faults[0]


def shapefile(folder: Path, encoding: str) -> Path:
    """Write a shapefile of one unit in an encoding, which its .cpg names."""
    columns = {"ADM1_AR": ["حلب"], "ADM1_EN": ["Aleppo"], "ADM1_PCODE": ["SY02"]}
    return layer(folder / "syr.shp", columns, (36.0, 35.0, 38.0, 37.0), encoding=encoding)


@pytest.mark.parametrize("encoding", ["UTF-8", "CP1256"])
def test_the_cpg_says_the_encoding(tmp_path: Path, encoding: str) -> None:
    """A shapefile's text is read in the encoding that it names, and where it names none, in the one that fits."""
    path = shapefile(tmp_path, encoding)
    assert path.with_suffix(".cpg").is_file()
    assert read_all(path)[0]["pcode:SY02"].place.name_ar == "حلب"
    path.with_suffix(".cpg").unlink()
    assert read_all(path)[0]["pcode:SY02"].place.name_ar == "حلب"


def test_a_cpg_that_is_wrong_is_said(tmp_path: Path) -> None:
    """Text that is not in the encoding named is reported with what to mend, and nothing is raised."""
    path = shapefile(tmp_path, "CP1256")
    path.with_suffix(".cpg").write_text("UTF-8")
    found, faults = read_all(path)
    assert not found
    assert len(faults) == 1
    assert ".cpg" in faults[0]
    assert "windows-1256" in faults[0]


def test_coordinates_in_metres_are_said(tmp_path: Path) -> None:
    """A layer in another system of coordinates is left alone: it would lie off the coast of Africa."""
    columns = {"ADM1_EN": ["Aleppo"], "ADM1_PCODE": ["SY02"]}
    path = layer(tmp_path / "syr.shp", columns, (3e5, 4e6, 4e5, 4.1e6), crs="EPSG:32637")
    found, faults = read_all(path)
    assert not found
    assert "EPSG:32637" in faults[0]
    assert "EPSG:4326" in faults[0]


def test_files_that_are_cut_off(tmp_path: Path) -> None:
    """A shapefile, a workbook and a GeoJSON cut in half are reported; nothing is raised."""
    header = ["ADM1_EN", "ADM1_PCODE", "lat", "lon"]
    made = [
        shapefile(tmp_path, "UTF-8"),
        sheet(tmp_path / "syr.xlsx", header, ["Aleppo", "SY02", "36", "37"]),
        table(
            tmp_path / "syr.geojson", '{"type": "FeatureCollection", "features": [', '{"type": "Feature", "adm1_pcode"'
        ),
        table(tmp_path / "empty.csv", ""),
    ]
    for path in made[:3]:
        raw = path.read_bytes()
        path.write_bytes(raw[: len(raw) // 2])
        found, faults = read_all(path)
        assert not found
        assert faults, path
        assert str(path) in faults[0]
    assert read_all(made[3]) == ({}, [])


def test_sheets_of_a_workbook(tmp_path: Path) -> None:
    """Texts alone, the header and the tags among them, are told apart; the row is named as the sheet numbers it."""
    path = sheet(
        tmp_path / "syr.xlsx",
        ["admin1Name_en", "admin1Name_ar", "admin1Pcode", "lat", "lon"],
        ["#adm1+name+en", "#adm1+name+ar", "#adm1+code", "#geo+lat", "#geo+lon"],
        ["Aleppo", "حلب", "SY02", "36.1", "37.4"],
        ["Nowhere", "x", "SY03", "99", "37.4"],
    )
    found, faults = read_all(path)
    assert found["pcode:SY02"].place.name_ar == "حلب"
    assert len(faults) == 1
    assert ":4: " in faults[0]


def rezipped(path: Path, member: str, text: bytes) -> None:
    """Put other text into a member of an archive."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in (kept | {member: text}).items():
            archive.writestr(name, raw)


def test_a_workbook_that_would_fill_the_memory(tmp_path: Path) -> None:
    """An archive that unpacks to a thousand times its size is left alone."""
    path = sheet(tmp_path / "syr.xlsx", ["ADM1_EN", "ADM1_PCODE"], ["Aleppo", "SY02"])
    rezipped(path, "xl/worksheets/sheet1.xml", b" " * (1 << 27))
    found, faults = read_all(path)
    assert not found
    assert "would unpack to" in faults[0]


def test_a_workbook_with_hostile_entities(tmp_path: Path) -> None:
    """Entities that expand to billions of letters are not expanded."""
    path = sheet(tmp_path / "syr.xlsx", ["ADM1_EN", "ADM1_PCODE", "lat", "lon"], ["Aleppo", "SY02", "36", "37"])
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    hostile = f'<?xml version="1.0"?><!DOCTYPE sst [{entities}]><sst><si><t>&i;</t></si></sst>'
    rezipped(path, "xl/sharedStrings.xml", hostile.encode())
    found, _ = read_all(path)
    assert all(len(entry.place.name) < 1000 for entry in found.values())


def test_layers_in_a_zip(tmp_path: Path) -> None:
    """The archive as it is downloaded, with a layer for each level."""
    folder = tmp_path / "made"
    folder.mkdir()
    box = (36.0, 35.0, 38.0, 37.0)
    layer(folder / "adm1.shp", {"ADM1_EN": ["Aleppo"], "ADM1_PCODE": ["SY02"]}, box)
    layer(folder / "adm2.shp", {"ADM1_PCODE": ["SY02"], "ADM2_EN": ["Afrin"], "ADM2_PCODE": ["SY0204"]}, box)
    archive = Path(shutil.make_archive(str(tmp_path / "syr"), "zip", folder))
    _, entries = open_source(archive, skip=pytest.fail)
    assert {entry.place.id for entry in entries} == {"pcode:SY02", "pcode:SY0204"}


def test_a_stated_point_outside_its_outline(tmp_path: Path) -> None:
    """The outline is believed, and a point inside of it taken; also of an area that bends around its middle."""
    bent = [[[0, 0], [10, 0], [10, 1], [1, 1], [1, 9], [10, 9], [10, 10], [0, 10], [0, 0]]]
    feature = {
        "type": "Feature",
        "properties": {"ADM1_EN": "Horseshoe", "ADM1_PCODE": "XX01", "center_lat": 60.0, "center_lon": 60.0},
        "geometry": {"type": "Polygon", "coordinates": bent},
    }
    broken = feature | {"geometry": {"type": "Polygon", "coordinates": [[["a"]]]}}
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature, broken]}), encoding="utf-8")
    faults: list[str] = []
    units = list(pcodes.read_units(path, skip=faults.append, outlines=True))
    assert len(units) == 1
    assert units[0].outline.contains(shapely.Point(units[0].lon, units[0].lat))
    assert len(faults) == 1
    assert "geometry" in faults[0]
