"""The incident table: its columns for any incidents, the way back, and what is wrong with a table that is none."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import geo
from gazetteer.errors import FrameError
from geo.columns import CATEGORIES, COUNTS, DTYPES, MEASURES
from geo.export import write
from geo.frame import check_frame, from_frame, read_geojson, to_frame
from geo.incident import (
    Claim,
    DatePrecision,
    Evidence,
    Incident,
    IncidentKind,
    Precision,
    Scope,
    Source,
    Stance,
    Status,
    TimeOfDay,
)

COLUMNS = [
    *("id", "kind", "status", "scope", "start", "end", "time_of_day", "date_precision"),
    *("place", "place_en", "place_id", "admin", "country", "precision", "uncertainty_m", "place_score"),
    *("origin", "origin_id", "origin_lon", "origin_lat"),
    *("munitions_min", "munitions_max", "killed_min", "killed_max", "injured_min", "injured_max"),
    *("casualties", "weapon", "target", "actor", "actor_id", "claims", "reports", "evidence", "confidence", "why"),
    "geometry",
]

SAMPLES = Path(__file__).parents[1] / "seeds" / "reports"
LAW = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
"""Machines that are busy with other work are slow, not wrong."""

_text = st.text(max_size=12)
_maybe = st.none() | _text
_count = st.none() | st.integers(0, 2**63 - 1)
_range = st.tuples(_count, _count).map(lambda pair: pair if None in pair else (min(pair), max(pair)))  # type: ignore[type-var]
_share = st.floats(0, 1)
_lon = st.floats(-180, 180).map(lambda degrees: round(degrees, 7))
_lat = st.floats(-90, 90).map(lambda degrees: round(degrees, 7))
_dates = st.lists(st.dates(), min_size=2, max_size=2).map(sorted) | st.just([None, None])
_claims = st.lists(
    st.builds(
        Claim,
        report=_text,
        start=st.integers(0, 9),
        end=st.integers(0, 9),
        who=_text,
        kind=st.sampled_from(get_args(Source)),
        stance=st.sampled_from(get_args(Stance)),
        killed=st.none() | _range,
        injured=st.none() | _range,
    ),
    max_size=2,
)
_evidence = st.lists(
    st.builds(Evidence, report=_text, start=st.integers(0, 9), end=st.integers(0, 9), quote=_text, field=_text),
    max_size=2,
)


def _word(vocabulary: object) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(get_args(vocabulary))


@st.composite
def incidents(draw: st.DrawFn) -> list[Incident]:
    """Draw any incidents that the table has room for, under ids of their own."""
    found = []
    for number in range(draw(st.integers(0, 3))):
        point = draw(st.tuples(_lon, _lat) | st.just((None, None)))
        start, end = draw(_dates)
        ranges = {name: draw(_range) for name in ("munitions", "killed", "injured")}
        found.append(
            Incident(
                id=f"{number}{draw(_text)}",
                kind=draw(st.sampled_from(get_args(IncidentKind))),
                status=draw(st.sampled_from(get_args(Status))),
                scope=draw(st.sampled_from(get_args(Scope))),
                start=start,
                end=end,
                time_of_day=draw(_word(TimeOfDay)),  # type: ignore[arg-type]
                date_precision=draw(_word(DatePrecision)),  # type: ignore[arg-type]
                precision=draw(_word(Precision)),  # type: ignore[arg-type]
                place=draw(_maybe),
                admin=draw(_maybe),
                actor=draw(_maybe),
                weapon=draw(_maybe),
                uncertainty_m=draw(st.none() | st.floats(0, 1e6)),
                place_score=draw(st.none() | _share),
                lon=point[0],
                lat=point[1],
                origin=draw(_maybe),
                origin_lon=draw(st.none() | _lon),
                origin_lat=draw(st.none() | _lat),
                casualties=draw(st.dictionaries(_text, st.dictionaries(_text, _range, max_size=2), max_size=2)),
                claims=tuple(draw(_claims)),
                reports=tuple(draw(st.lists(_text, max_size=3))),
                evidence=tuple(draw(_evidence)),
                confidence=draw(_share),
                why=draw(_text),
                **{
                    f"{name}_{bound}": pair[i]
                    for name, pair in ranges.items()
                    for i, bound in enumerate(("min", "max"))
                },
            )
        )
    return found


def full() -> Incident:
    """Return an incident with something in every column."""
    return Incident(
        id="i1",
        kind="rocket_fire",
        status="claimed",
        start=dt.date(2010, 9, 14),
        end=dt.date(2010, 9, 15),
        time_of_day="dawn",
        date_precision="night",
        place="عسقلان",
        place_en="Ashkelon",
        place_id="geonames:295620",
        admin="الجنوب",
        country="IL",
        precision="town",
        uncertainty_m=4000.0,
        place_score=0.9,
        lon=34.57149,
        lat=31.66926,
        origin="قطاع غزة",
        origin_id="mawqi:gaza-strip",
        origin_lon=34.37,
        origin_lat=31.42,
        munitions_min=2,
        munitions_max=2,
        killed_min=0,
        killed_max=0,
        injured_min=20,
        casualties={"injured": {"children": (3, None)}},
        weapon="صاروخان",
        target="منزل",
        actor="مسلحون",
        actor_id="armed-group",
        claims=(Claim(report="r1", start=0, end=6, who="الشرطة", kind="official", killed=(0, 0), injured=(20, None)),),
        reports=("r1", "r2"),
        evidence=(Evidence(report="r1", start=7, end=16, quote="سقط صاروخ", field="kind"),),
        confidence=0.8,
        why="'سقط صاروخان' is rocket fire.",
    )


@pytest.mark.parametrize("rows", [[], [Incident(id="bare", kind="attack")], [full(), Incident(id="b", kind="ied")]])
def test_columns(rows: list[Incident]) -> None:
    """Columns, their order, dtypes and CRS are the same for none, for a bare and for a full incident."""
    frame = to_frame(rows)
    assert list(frame.columns) == COLUMNS
    assert frame.crs == "EPSG:4326"
    assert frame.active_geometry_name == "geometry"
    assert {name: frame[name].dtype for name in DTYPES} == DTYPES
    assert {str(frame[name].dtype) for name in ("start", "end")} == {"datetime64[us]"}
    assert {str(frame[name].dtype) for name in COUNTS} == {"Int64"}
    assert {str(frame[name].dtype) for name in MEASURES} == {"float64"}
    assert {str(frame[name].dtype) for name in ("id", "place", "claims", "why")} == {"str"}


def test_categories_are_whole() -> None:
    """A category column knows every word of its vocabulary, used or not, in the documented order."""
    frame = to_frame([Incident(id="a", kind="raid")])
    assert tuple(frame["kind"].cat.categories) == get_args(IncidentKind)
    assert tuple(frame["time_of_day"].cat.categories) == get_args(TimeOfDay)
    assert set(CATEGORIES) == set(frame.select_dtypes("category").columns)


def test_missing_is_missing() -> None:
    """What a report leaves unsaid is NA, NaT or None: no zero, no empty string, no point at 0, 0."""
    row = to_frame([Incident(id="a", kind="raid")]).iloc[0]
    given = {"id", "kind", "status", "scope", "casualties", "claims", "reports", "evidence", "confidence", "why"}
    assert all(pd.isna(row[name]) for name in COLUMNS if name not in given)
    assert row["geometry"] is None
    assert (row["casualties"], row["claims"], row["evidence"], row["reports"]) == ("{}", "[]", "[]", [])


def test_point_is_lon_lat() -> None:
    """The point has the longitude first."""
    point = to_frame([full()]).geometry.iloc[0]
    assert (point.x, point.y) == (34.57149, 31.66926)


def test_json_is_readable() -> None:
    """Nested values are JSON text with Arabic as it is."""
    row = to_frame([full()]).iloc[0]
    assert "سقط صاروخ" in row["evidence"]
    assert json.loads(row["casualties"]) == {"injured": {"children": [3, None]}}
    assert json.loads(row["claims"])[0]["killed"] == [0, 0]
    assert row["reports"] == ["r1", "r2"]


@LAW
@given(incidents())
def test_round_trip(rows: list[Incident]) -> None:
    """From incidents to the table and back, nothing is lost or made up."""
    frame = to_frame(rows)
    check_frame(frame)
    assert from_frame(frame) == rows


@LAW
@given(incidents())
def test_geojson_round_trip(tmp_path_factory: pytest.TempPathFactory, rows: list[Incident]) -> None:
    """From the table to GeoJSON and back: the very same table."""
    frame = to_frame(rows)
    _assert_same(read_geojson(write(frame, tmp_path_factory.getbasetemp() / "round.geojson")), frame)


def test_geojson_round_trip_of_the_samples(tmp_path: Path) -> None:
    """What is extracted from the sample reports comes back from GeoJSON as it was, to the last digit."""
    frame = geo.extract(geo.read_reports(SAMPLES))
    assert frame.geometry.notna().any()
    _assert_same(read_geojson(write(frame, tmp_path / "a.geojson")), frame)


def _assert_same(again: gpd.GeoDataFrame, frame: gpd.GeoDataFrame) -> None:
    assert {name: again[name].dtype for name in DTYPES} == DTYPES
    assert again.crs == frame.crs
    assert again.geometry.to_wkb().tolist() == frame.geometry.to_wkb().tolist()
    drop = ["geometry"]
    assert_frame_equal(pd.DataFrame(again.drop(columns=drop)), pd.DataFrame(frame.drop(columns=drop)), check_exact=True)
    assert from_frame(again) == from_frame(frame)


def test_degrees_have_seven_decimals() -> None:
    """Degrees are rounded to a centimetre, as every file has them."""
    place = {"lon": 34.571491234, "lat": 31.66926999, "origin_lon": 34.123456789, "origin_lat": -0.98765432149}
    (row,) = from_frame(to_frame([Incident(id="a", kind="raid", **place)]))  # type: ignore[arg-type]
    assert (row.lon, row.lat, row.origin_lon, row.origin_lat) == (34.5714912, 31.66927, 34.1234568, -0.9876543)


def test_half_a_surrogate_pair() -> None:
    """Text that UTF-8 cannot hold is replaced, letter for letter, so that every file can be written."""
    frame = to_frame([Incident(id="a", kind="raid", place="x\ud800y", reports=("r\udfff",))])
    assert frame.loc[0, "place"] == "x\ufffdy"
    assert frame.loc[0, "reports"] == ["r\ufffd"]


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"kind": "bogus"}, "kind"),
        ({"kind": ["raid"]}, "kind"),
        ({"killed_min": 10**30}, "killed_min"),
        ({"killed_min": True}, "killed_min"),
        ({"start": "yesterday"}, "start"),
        ({"start": 5}, "start"),
        ({"origin_lon": "x"}, "origin_lon"),
    ],
)
def test_incident_that_fits_no_column(fields: dict[str, Any], column: str) -> None:
    """A value that its column cannot hold is an error that names the column, never a silent gap."""
    with pytest.raises(FrameError, match=f"- {column}: "):
        to_frame([Incident(**{"id": "a", "kind": "raid", **fields})])


def _fails(frame: object) -> str:
    with pytest.raises(FrameError) as caught:
        check_frame(frame)
    return str(caught.value)


def test_all_faults_at_once() -> None:
    """Every fault of a table is told in one error."""
    frame = to_frame([full()])
    frame = frame.drop(columns=["why", "actor"]).assign(killed_min=9, confidence=7.0, claims="{}")
    message = _fails(frame)
    for fault in ("why: the column is missing", "actor: the column is missing", "killed_min: is int64"):
        assert fault in message
    for fault in ("confidence: not between 0 and 1 in row 0", "claims: not the JSON text of a list"):
        assert fault in message


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (pd.DataFrame, "GeoDataFrame"),
        (lambda f: f.to_crs(3857), "CRS is EPSG:3857"),
        (lambda f: f.set_crs(None, allow_override=True), "CRS is None"),
        (lambda f: f.rename_geometry("geom"), "geometry: the column is missing"),
        (lambda f: f.assign(kind=f["kind"].astype("string")), "kind: is string, expected category"),
        (lambda f: f.assign(kind=pd.Categorical(["bombing"])), r"kind: unknown words \['bombing'\]"),
        (lambda f: f.assign(start=f["start"].dt.tz_localize("UTC")), "start: is datetime64"),
        (lambda f: f.assign(killed_min=pd.array([5], "Int64")), "killed_min: greater than killed_max in row 0"),
        (lambda f: f.assign(munitions_min=pd.array([-1], "Int64")), "munitions_min: below zero"),
        (lambda f: f.assign(start=f["end"] + pd.Timedelta(days=1)), "start: greater than end"),
        (lambda f: f.assign(origin_lon=200.0), "origin_lon: not between -180 and 180"),
        (lambda f: f.assign(uncertainty_m=np.inf), "uncertainty_m: not between"),
        (lambda f: f.set_geometry(gpd.points_from_xy([31.6], [94.5], crs=4326)), "geometry: out of range"),
        (lambda f: f.set_geometry(f.geometry.buffer(1)), "neither a point nor None"),
        (lambda f: pd.concat([f, f]), "id: not unique"),
        (lambda f: f.assign(id=pd.array([pd.NA], "string")), "id: missing in row 0"),
        (lambda f: f.assign(evidence=pd.array(["[{"], "string")), "evidence: not the JSON text of a list"),
        (lambda f: f.assign(reports="r1"), "reports: is"),
        (lambda f: f.assign(reports=pd.Series(["r1"], dtype=object)), "reports: not a list of str"),
    ],
)
@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_fault(change: Callable[[gpd.GeoDataFrame], object], fault: str) -> None:
    """Each kind of fault is found and told."""
    check_frame(to_frame([full()]))
    with pytest.raises(FrameError, match=fault):
        check_frame(change(to_frame([full()])))


def test_long_fault_is_short() -> None:
    """A fault of many rows names three of them."""
    frame = to_frame([Incident(id=str(n), kind="raid", confidence=2.0) for n in range(100)])
    assert "in row 0, 1, 2 and 97 more" in _fails(frame)


def test_what_is_no_fault() -> None:
    """Filters, columns of one's own, other string dtypes and coarser dates leave it an incident table."""
    frame = to_frame([full(), Incident(id="b", kind="ied")])
    frame = frame[frame["kind"] == "ied"].assign(checked=True, place=frame["place"].astype("str"))
    frame["kind"] = frame["kind"].cat.remove_unused_categories()
    frame["start"] = frame["start"].astype("datetime64[s]")
    assert from_frame(frame) == [Incident(id="b", kind="ied")]


def test_foreign_claims() -> None:
    """JSON of another shape than ours is an error that names the incident."""
    frame = to_frame([full()]).assign(claims=pd.array(['[{"who": "x"}]'], "string"))
    with pytest.raises(FrameError, match="incident 'i1'"):
        from_frame(frame)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no GeoJSON"),
        ("[]", "no GeoJSON"),
        ("[" * 100_000, "no GeoJSON"),
        ('{"features": [{"geometry": null, "properties": null}]}', "no GeoJSON"),
        ('{"features": [{"geometry": {"type": "LineString", "coordinates": []}, "properties": {}}]}', "LineString"),
        ('{"features": [{"geometry": null, "properties": {"id": "a"}}]}', "properties missing: kind, status"),
    ],
)
def test_foreign_geojson(tmp_path: Path, text: str, fault: str) -> None:
    """A file that is no GeoJSON of incidents is an error that names it."""
    path = tmp_path / "foreign.geojson"
    path.write_text(text)
    with pytest.raises(FrameError, match=fault) as caught:
        read_geojson(path)
    assert "foreign.geojson" in str(caught.value)


def test_edited_geojson(tmp_path: Path) -> None:
    """A file edited by hand or in a GIS is checked: a word outside the vocabulary does not become a gap."""
    path = write(to_frame([full()]), tmp_path / "a.geojson")
    path.write_text(path.read_text(encoding="utf-8").replace('"rocket_fire"', '"rockets"'), encoding="utf-8")
    with pytest.raises(FrameError, match=r"(?s)a\.geojson: .*kind: .*rockets"):
        read_geojson(path)


@pytest.mark.parametrize("day", [5, "2020-13-01", "yesterday", "", True, ["2020-01-01"], 1.5])
def test_geojson_with_no_date(tmp_path: Path, day: object) -> None:
    """A date is ISO 8601 or null; of anything else none is made, and file and feature are named."""
    path = write(to_frame([Incident(id="b", kind="ied"), full()]), tmp_path / "a.geojson")
    saved = json.loads(path.read_text(encoding="utf-8"))
    saved["features"][1]["properties"]["start"] = day
    path.write_text(json.dumps(saved), encoding="utf-8")
    with pytest.raises(FrameError, match=r"a\.geojson: features\[1\]: start is no date: "):
        read_geojson(path)


def test_geojson_that_geopandas_saved(tmp_path: Path) -> None:
    """The table as geopandas itself writes it, each day a moment at midnight, is read with its days."""
    to_frame([full()]).to_file(tmp_path / "a.geojson")
    assert from_frame(read_geojson(tmp_path / "a.geojson")) == [full()]


def test_geojson_that_a_gis_saved(tmp_path: Path) -> None:
    """GDAL's own GeoJSON of our table, a byte order mark before it, is read as ours."""
    path = write(to_frame([full()]), tmp_path / "a.geojson")
    saved = json.loads(path.read_text(encoding="utf-8"))
    properties = saved["features"][0]["properties"]
    properties |= {name: json.dumps(properties[name]) for name in ("claims", "evidence", "casualties")}
    saved["features"][0]["geometry"]["coordinates"].append(0.0)
    path.write_text(json.dumps(saved), encoding="utf-8-sig")
    assert from_frame(read_geojson(path)) == [full()]
