"""Files that incidents are written to: by their standards, as GIS tools read them, whatever the text in them."""

import csv
import datetime as dt
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from gazetteer.errors import ExportError, FrameError, MissingExtraError
from geo import export
from geo.columns import CATEGORIES, COUNTS, DTYPES, MEASURES
from geo.export import write
from geo.export.geoparquet import write_geoparquet
from geo.frame import from_frame, read_geojson, to_frame
from geo.incident import Claim, Evidence, Incident

SUFFIXES = [".geojson", ".json", ".gpkg", ".parquet", ".geoparquet", ".csv", ".jsonl"]

HOSTILE = [
    "</script><script>alert(1)</script>",
    "\"quoted\", 'single', back\\slash",
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "a;=1+1;b",
    'a;"=1+1";"',
    "a;\n\r=1+1",
    "＝1+1",
    "line\nfeed\r\nand return",
    "zero\x00byte \x1b[31m",
    "\u202eright to left override\u202c \u200f",
    "ﻣﻮﻗﻊ tashkeel عَسْقَلان 🚀 \U0010ffff",
    "NaN",
    "null",
    "'); DROP TABLE incidents; --",
    "x" * 20_000,
]


def incident(text: str = "عسقلان", **fields: Any) -> Incident:  # noqa: ANN401 - any column
    """Return an incident with the text wherever a report's words go."""
    words = dict.fromkeys(
        ("place", "place_en", "place_id", "admin", "country", "origin", "weapon", "target", "actor", "why"), text
    )
    return Incident(
        **{
            "id": text,
            "kind": "rocket_fire",
            "start": dt.date(2010, 9, 14),
            "end": dt.date(2010, 9, 15),
            "lon": 34.571491234,
            "lat": 31.669,
            "killed_min": 0,
            "uncertainty_m": 4000.0,
            "casualties": {text: {text: (1, None)}},
            "claims": (Claim(report=text, start=0, end=1, who=text),),
            "reports": (text, "r2"),
            "evidence": (Evidence(report=text, start=0, end=6, quote=text, field="place"),),
            **words,
            **fields,
        }
    )


@pytest.fixture
def table() -> gpd.GeoDataFrame:
    """Return a placed incident with a date and one that has neither."""
    return to_frame([incident(), Incident(id="bare", kind="attack")])


def _members(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for item in value.values() for name in _members(item)}
    return {name for item in value for name in _members(item)} if isinstance(value, list) else set()


def test_geojson_rfc7946(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """GeoJSON by RFC 7946: a FeatureCollection of Features in UTF-8, lon before lat, no crs, null where unplaced."""
    data = write(table, tmp_path / "a.geojson").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    collection = json.loads(data.decode("utf-8"), parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert collection["type"] == "FeatureCollection"
    assert {feature["type"] for feature in collection["features"]} == {"Feature"}
    assert all(set(feature) == {"type", "geometry", "properties"} for feature in collection["features"])
    placed, bare = collection["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [34.5714912, 31.669]}
    assert bare["geometry"] is None
    assert list(placed["properties"]) == list(DTYPES)
    assert "crs" not in _members(collection)
    assert "عسقلان" in data.decode()


def test_geojson_values(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """Dates are ISO 8601, what is missing is null, counts are integers, lists and JSON are real."""
    placed, bare = (
        feature["properties"] for feature in json.loads(write(table, tmp_path / "a.json").read_text())["features"]
    )
    assert (placed["start"], placed["end"]) == ("2010-09-14", "2010-09-15")
    assert placed["killed_min"] == 0
    assert isinstance(placed["killed_min"], int)
    assert placed["reports"] == ["عسقلان", "r2"]
    assert placed["evidence"][0]["quote"] == "عسقلان"
    assert placed["casualties"] == {"عسقلان": {"عسقلان": [1, None]}}
    given = {"id", "kind", "status", "scope", "casualties", "claims", "reports", "evidence", "confidence", "why"}
    assert {name for name, value in bare.items() if value is not None} == given


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_gdal_types(table: gpd.GeoDataFrame, tmp_path: Path, suffix: str) -> None:
    """GDAL, and so QGIS, takes start and end as Date, counts as integers, and finds the layer and its CRS."""
    info = pyogrio.read_info(write(table, tmp_path / f"a{suffix}"))
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert list(types) == list(DTYPES)
    assert (types["start"], types["end"]) == ("OFTDate", "OFTDate")
    assert types["killed_min"] in {"OFTInteger", "OFTInteger64"}
    assert types["confidence"] == "OFTReal"
    assert types["place"] == "OFTString"
    assert (info["layer_name"], info["crs"], info["features"]) == ("incidents", "EPSG:4326", 2)


def test_gdal_json(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """GDAL takes the nested members of GeoJSON as JSON fields and as a list of strings."""
    info = pyogrio.read_info(write(table, tmp_path / "a.geojson"))
    subtypes = dict(zip(info["fields"], info["ogr_subtypes"], strict=True))
    assert {name for name, subtype in subtypes.items() if subtype == "OFSTJSON"} == {"casualties", "claims", "evidence"}
    assert dict(zip(info["fields"], info["ogr_types"], strict=True))["reports"] == "OFTStringList"


def test_geopackage_types_of_none(tmp_path: Path) -> None:
    """A GeoPackage of no incidents has the same fields and a layer of points."""
    info = pyogrio.read_info(write(to_frame([]), tmp_path / "a.gpkg"))
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert {types[name] for name in COUNTS} == {"OFTInteger64"}
    assert {types[name] for name in MEASURES} == {"OFTReal"}
    assert (types["start"], info["geometry_type"], info["features"]) == ("OFTDate", "Point", 0)


def test_geopackage_values(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """A GeoPackage holds the table's values, NULL where they are missing, lists as JSON text."""
    again = gpd.read_file(write(table, tmp_path / "a.gpkg"))
    assert list(again.columns) == [*DTYPES, "geometry"]
    assert again["start"].tolist() == table["start"].tolist()
    assert (again.loc[0, "place"], json.loads(again.loc[0, "reports"])) == ("عسقلان", ["عسقلان", "r2"])
    assert again.loc[0, "evidence"] == table.loc[0, "evidence"]
    assert again.geometry.iloc[0] == table.geometry.iloc[0]
    assert again.geometry.iloc[1] is None
    nulls = {name for name in DTYPES if pd.isna(again.loc[1, name])}
    assert nulls == {name for name in DTYPES if name != "reports" and pd.isna(table.loc[1, name])}


def test_geoparquet(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """GeoParquet comes back with the same dtypes and values."""
    again = gpd.read_parquet(write(table, tmp_path / "a.parquet"))
    assert again.crs == "EPSG:4326"
    assert {name: str(again[name].dtype) for name in DTYPES} == {name: str(table[name].dtype) for name in DTYPES}
    assert list(again["kind"].cat.categories) == list(table["kind"].cat.categories)
    assert from_frame(gpd.read_parquet(tmp_path / "a.parquet")) == from_frame(table)


def test_geoparquet_of_none(tmp_path: Path) -> None:
    """GeoParquet of no incidents is still an incident table."""
    assert from_frame(gpd.read_parquet(write(to_frame([]), tmp_path / "a.geoparquet"))) == []


def test_geoparquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the error names the extra."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"mawqi\[parquet\]"):
        write_geoparquet(to_frame([]), tmp_path / "a.parquet")


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_csv(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """CSV opens in Excel with its Arabic: a byte order mark; lon and lat as columns; empty where missing."""
    path = write(table, tmp_path / "a.csv")
    assert path.read_bytes().startswith(b'\xef\xbb\xbf"id","kind",')
    placed, bare = _csv(path)
    assert list(placed) == [*DTYPES, "lon", "lat"]
    assert (float(placed["lon"]), float(placed["lat"])) == (34.5714912, 31.669)
    assert (placed["start"], placed["place"], placed["killed_min"], placed["killed_max"]) == (
        "2010-09-14",
        "عسقلان",
        "0",
        "",
    )
    assert json.loads(placed["reports"]) == ["عسقلان", "r2"]
    assert (bare["start"], bare["place"], bare["lon"], bare["lat"]) == ("", "", "", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_runs_no_formula(text: str, tmp_path: Path) -> None:
    """No cell of text begins a formula; negative numbers stay numbers."""
    row = _csv(write(to_frame([incident(text, lon=-1.5)]), tmp_path / "a.csv"))[0]
    numbers = {*COUNTS, *MEASURES, "lon", "lat"}
    assert not [
        name for name, cell in row.items() if name not in numbers and cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
    ]
    assert row["place"].replace("'", "") == text.replace("'", "")
    assert json.loads(row["evidence"])[0]["quote"] == text
    assert row["lon"] == "-1.5"


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_runs_no_formula_at_semicolons(text: str, tmp_path: Path) -> None:
    """Where a spreadsheet parts cells at semicolons, as some locales have it, no cell begins a formula either."""
    path = write(to_frame([incident(text[:99])]), tmp_path / "a.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t＝＋－＠"))]


def test_csv_quotes_text(tmp_path: Path) -> None:
    """All text is quoted, numbers are not, and what is not known is nothing at all."""
    path = write(to_frame([incident('a; "b"')]), tmp_path / "a.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        line = file.read().split("\r\n")[1]
    assert line.startswith('"a; ""b""","rocket_fire","reported","event","2010-09-14","2010-09-15",,,"a; ""b""",')
    assert line.endswith(",34.5714912,31.669")


def test_jsonl(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """JSON Lines: an object a line, with lon and lat."""
    placed, bare = map(json.loads, write(table, tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines())
    assert list(placed) == [*DTYPES, "lon", "lat"]
    assert (placed["lon"], placed["reports"], bare["lon"]) == (34.5714912, ["عسقلان", "r2"], None)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str, tmp_path: Path) -> None:
    """Whatever a report says, in whatever field, is written by every writer and read back as it was."""
    table = to_frame([incident(text), incident("other")])
    assert from_frame(read_geojson(write(table, tmp_path / "a.geojson"))) == from_frame(table)
    assert from_frame(gpd.read_parquet(write(table, tmp_path / "a.parquet"))) == from_frame(table)
    assert json.loads(write(table, tmp_path / "a.jsonl").read_text(encoding="utf-8").split("\n")[0])["why"] == text
    again = gpd.read_file(write(table, tmp_path / "a.gpkg"))
    assert again.loc[0, "place"] == text.replace("\0", "\ufffd")
    assert len(_csv(write(table, tmp_path / "a.csv"))) == 2


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("rows", [[], [incident()], [Incident(id="bare", kind="attack")]])
def test_every_format(suffix: str, rows: list[Incident], tmp_path: Path) -> None:
    """Every format writes none, a placed and an unplaced incident, and gives its path back."""
    path = tmp_path / f"out{suffix.upper()}"
    assert write(to_frame(rows), str(path)) == path
    assert path.stat().st_size > 0 or (suffix == ".jsonl" and not rows)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_own_columns(suffix: str, table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """Columns of the user's own are written too, and are no part of the table that is read back."""
    own = table.assign(checked=[True, False], seen=pd.Timestamp("2024-01-01 10:30"), n=[1, 2], share=[0.5, None])
    path = write(own, tmp_path / f"a{suffix}")
    assert b"checked" in path.read_bytes()
    if suffix == ".geojson":
        properties = [feature["properties"] for feature in json.loads(path.read_text())["features"]]
        assert [row["checked"] for row in properties] == [True, False]
        assert properties[0]["seen"] == "2024-01-01T10:30:00"
        assert [row["share"] for row in properties] == [0.5, None]
        assert list(read_geojson(path).columns) == [*DTYPES, "geometry"]
    if suffix == ".gpkg":
        assert gpd.read_file(path)[["checked", "n"]].to_numpy().tolist() == [[1, 1], [0, 2]]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_failure_keeps_the_old_file(
    suffix: str, table: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a writer fails half way, the old file is as it was and nothing else is left."""
    path = write(table, tmp_path / f"a{suffix}")
    before = path.read_bytes()
    writers = vars(export)["_WRITERS"]
    real = writers[suffix]

    def half(frame: gpd.GeoDataFrame, draft: Path) -> None:
        real(frame, draft)
        draft.write_bytes(draft.read_bytes()[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(writers, suffix, half)
    with pytest.raises(ExportError, match="No space left on device"):
        write(to_frame([]), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_rewrite(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """Writing again replaces the file; through a link it is the file behind the link."""
    path = write(table, tmp_path / "a.gpkg")
    link = tmp_path / "link.gpkg"
    link.symlink_to(path)
    write(to_frame([]), link)
    assert link.is_symlink()
    assert pyogrio.read_info(path)["features"] == 0


def test_readable_by_others(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """A file has the permissions that any new file has here."""
    plain = tmp_path / "plain"
    plain.touch()
    assert write(table, tmp_path / "a.csv").stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_are_kept(table: gpd.GeoDataFrame, tmp_path: Path, mode: int) -> None:
    """A file that is replaced stays as private, or as open, as it was."""
    path = write(table, tmp_path / "a.geojson")
    path.chmod(mode)
    assert write(table, path).stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("name", ["a.shp", "a", "a.xlsx", ".geojson"])
def test_unknown_suffix(name: str, table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """An unknown suffix is an error that lists the known ones."""
    with pytest.raises(ExportError, match=r"\.geojson, \.json, \.gpkg, .*\.csv"):
        write(table, tmp_path / name)


def _no_folder(path: Path) -> Path:
    return path / "none" / "a.csv"


def _folder(path: Path) -> Path:
    (path / "a.csv").mkdir()
    return path / "a.csv"


@pytest.mark.parametrize(("place", "fault"), [(_no_folder, "there is no folder"), (_folder, "Is a directory")])
def test_unwritable(place: Callable[[Path], Path], fault: str, table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """A place that cannot be written to is an error in one line."""
    with pytest.raises(ExportError, match=fault) as caught:
        write(table, place(tmp_path))
    assert "\n" not in str(caught.value)


def test_no_incident_table(tmp_path: Path) -> None:
    """A table that is no incident table is refused before anything is touched."""
    with pytest.raises(FrameError, match="column is missing"):
        write(gpd.GeoDataFrame({"a": [1]}, geometry=[None], crs=4326), tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "schema", "fault"),
    [
        ("a.csv", "plover", "'plover' is not available in this version; there is 'hxl'"),
        ("a.gpkg", "hxl", "ends in .csv"),
    ],
)
def test_unknown_schema(table: gpd.GeoDataFrame, tmp_path: Path, name: str, schema: str, fault: str) -> None:
    """A schema that is not there, or not in that format, says so, and writes nothing."""
    with pytest.raises(ExportError, match=fault):
        write(table, tmp_path / name, schema=schema)
    assert list(tmp_path.iterdir()) == []


def test_hxl(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """HXL is the CSV with a hashtag under every column of ours, none under the user's own."""
    path = write(table.assign(own=1), tmp_path / "a.csv", schema="hxl")
    tags, placed, _ = _csv(path)
    assert {name for name, tag in tags.items() if not tag} == {"own"}
    assert (tags["killed_min"], tags["lat"], tags["place"]) == ("#affected+killed+min", "#geo+lat", "#loc+name+i_ar")
    assert (placed["killed_min"], placed["place"]) == ("0", "عسقلان")


def test_text_that_utf8_cannot_hold(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """Half a surrogate pair put into a table by hand is an error that says what to do."""
    table["place"] = pd.array(["x\ud800", pd.NA], dtype="string[python]")
    with pytest.raises(ExportError, match=r"geo\.to_frame"):
        write(table, tmp_path / "a.geojson")


STANDARDS = {"ucdp": 49, "acled": 31}


def _coded(tmp_path: Path, standard: str, rows: list[Incident]) -> list[dict[str, str]]:
    path = write(to_frame(rows), tmp_path / "a.csv", schema=standard)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("column", ["kind", "status", "scope", "precision", "date_precision"])
def test_standards_take_every_word(tmp_path: Path, standard: str, column: str) -> None:
    """Each word of a column is a row of the standard's columns, and comes back from the columns of our own."""
    words = CATEGORIES[column]
    rows = _coded(tmp_path, standard, [incident(**{"id": word, column: word}) for word in words])
    assert [row[f"mawqi_{column}"] for row in rows] == list(words)
    names = list(rows[0])
    assert all(name.startswith(("mawqi_", "suggested_")) for name in names[STANDARDS[standard] :])
    assert not [name for name in names[: STANDARDS[standard]] if name.startswith(("mawqi_", "suggested_"))]


def test_ucdp_codes(tmp_path: Path) -> None:
    """Counts become low, best and high, precisions their codes; a point is given as text and by its cell as well."""
    range_, exact, open_ = _coded(
        tmp_path,
        "ucdp",
        [
            incident(killed_min=3, killed_max=5, precision="town", date_precision="night", country="IL"),
            incident(id="b", killed_min=4, killed_max=4, end=dt.date(2010, 9, 14), date_precision="day"),
            incident(id="c", killed_min=20, precision="near", uncertainty_m=40_000.0, scope="aggregate"),
        ],
    )
    assert [(row["low"], row["best"], row["high"]) for row in (range_, exact, open_)] == [
        ("3", "", "5"),
        ("4", "4", "4"),
        ("20", "", ""),
    ]
    assert (range_["where_prec"], range_["date_prec"], range_["event_clarity"]) == ("1", "2", "1")
    assert (exact["where_prec"], exact["date_prec"], exact["country_id"]) == ("", "1", "")
    assert (open_["where_prec"], open_["event_clarity"]) == ("3", "2")
    assert range_["geom_wkt"] == "POINT (34.57149 31.669)"
    assert range_["priogrid_gid"] == str(243 * 720 + 429 + 1)
    assert (range_["country"], range_["year"], range_["number_of_sources"]) == ("Israel", "2010", "2")


def test_acled_codes(tmp_path: Path) -> None:
    """A month is told by its middle with precision 3, a year by no date; the least number counts."""
    month, year, total = _coded(
        tmp_path,
        "acled",
        [
            incident(start=dt.date(2010, 9, 1), end=dt.date(2010, 9, 30), date_precision="month", country="IL"),
            incident(id="b", start=dt.date(2010, 1, 1), end=dt.date(2010, 12, 31), date_precision="year"),
            incident(id="c", scope="aggregate", killed_min=7, killed_max=9),
        ],
    )
    assert (month["event_date"], month["time_precision"], month["iso"]) == ("2010-09-15", "3", "376")
    assert (month["event_type"], month["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
    )
    assert (month["disorder_type"], month["fatalities"]) == ("Political violence", "0")
    assert (year["event_date"], year["time_precision"], year["year"]) == ("", "", "2010")
    assert (total["event_type"], total["fatalities"], total["mawqi_killed_max"]) == ("", "", "9")


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("status", ["denied", "planned", "hypothetical"])
def test_standards_code_only_what_happened(tmp_path: Path, standard: str, status: str) -> None:
    """A row of what did not happen is kept, without codes and numbers."""
    (row,) = _coded(tmp_path, standard, [incident(status=status, killed_max=4, precision="town")])
    coded = {"ucdp": "where_prec date_prec event_clarity low best high", "acled": "event_type geo_precision fatalities"}
    assert not [name for name in coded[standard].split() if row[name]]
    assert row["mawqi_status"] == status


def test_gradings_are_suggested(tmp_path: Path) -> None:
    """What people have to grade stands in columns that say so, and is never the highest grade."""
    claim = Claim(report="a", start=0, end=1, who="x", stance="denies")
    several, single, disputed, none = _coded(
        tmp_path,
        "ucdp",
        [
            incident(killed_max=2, precision="town"),
            incident(id="b", killed_max=2, reports=("one",)),
            incident(id="c", killed_max=2, claims=(claim,)),
            incident(id="d", killed_max=0),
        ],
    )
    grades = [row["suggested_airwars_grading"] for row in (several, single, disputed, none)]
    assert grades == ["Fair", "Weak", "Contested", ""]
    assert several["suggested_airwars_geolocation_accuracy"] == "Town"
    assert single["suggested_airwars_strike_status"] == "Single source claim"


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_standards_hold_hostile_text(tmp_path: Path, standard: str, text: str) -> None:
    """Whatever the text, a cell stays one cell and no spreadsheet takes it for a formula."""
    (row,) = _coded(tmp_path, standard, [incident(text)])
    assert None not in row
    assert None not in row.values()
    assert not [cell for cell in row.values() if cell[:1] in tuple("=+-@\t＝")]
