"""From points to places: right anywhere on the Earth, for one point as for a million."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from geopy.distance import geodesic
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import Point as Geometry

import geo
from gazetteer.distance import geodesic_km
from geo.nearest import Nearest

Floats = npt.NDArray[np.float64]

WGS84 = Geod(ellps="WGS84")
LATS = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 90.0, 89.9999, -89.9999, 0.0]))
LONS = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 180.0, 179.9999, -179.9999, 0.0]))
POINTS = st.tuples(LATS, LONS)


@pytest.fixture(scope="module")
def coder() -> geo.Geocoder:
    """Return a geocoder of the built-in gazetteer."""
    return geo.Geocoder()


@given(POINTS, POINTS)
def test_lambert_is_near_the_geodesic(one: tuple[float, float], other: tuple[float, float]) -> None:
    """To a few parts in 100,000, wherever the points lie but on opposite sides of the Earth."""
    truth = geodesic(one, other).km
    assume(truth < 15_000)
    assert geodesic_km(*one, *other) == pytest.approx(truth, rel=5e-5, abs=1e-6)


@settings(max_examples=60)
@given(
    st.lists(POINTS, min_size=1, max_size=120),
    st.lists(POINTS, min_size=1, max_size=20),
    st.sampled_from([50.0, 1000.0, 25_000.0]),
)
def test_the_nearest_of_all(places: list[tuple[float, float]], asked: list[tuple[float, float]], max_km: float) -> None:
    """What the tree finds is as near as what comparing each with each finds, at the poles too."""
    found = nearest_of(places, asked, max_km)
    for number, (lat, lon) in zip(found, asked, strict=True):
        away = [WGS84.inv(lon, lat, other_lon, other_lat)[2] / 1000 for other_lat, other_lon in places]
        if number < 0:
            assert min(away) >= max_km * (1 - 1e-9)
        elif min(away) < 1000:
            assert away[number] == pytest.approx(min(away), rel=1e-5, abs=1e-6)


def nearest_of(places: list[tuple[float, float]], asked: list[tuple[float, float]], max_km: float) -> list[int]:
    """Return which place the tree finds for each point."""
    lats, lons = columns(places)
    found: list[int] = Nearest(lats, lons).query(*columns(asked), max_km).tolist()
    return found


def columns(points: list[tuple[float, float]]) -> tuple[Floats, Floats]:
    """Return latitudes and longitudes."""
    lats, lons = np.array(points, dtype=float).T
    return lats, lons


@pytest.mark.parametrize(
    ("place", "other", "asked"),
    [
        ((0.0, 179.99), (0.0, 179.0), (0.0, -179.99)),
        ((89.9, 0.0), (89.0, 180.0), (89.9, 180.0)),
        ((-89.9, 10.0), (-89.0, -170.0), (-90.0, -170.0)),
    ],
    ids=["across the antimeridian", "over the north pole", "at the south pole"],
)
def test_where_the_map_ends(place: tuple[float, float], other: tuple[float, float], asked: tuple[float, float]) -> None:
    """The nearer place is found where degrees would say otherwise."""
    assert nearest_of([other, place], [asked], 200.0) == [1]


def test_no_place_at_all() -> None:
    """An empty tree finds nothing."""
    nothing = np.empty(0)
    assert Nearest(nothing, nothing).query(np.zeros(2), np.zeros(2), 10.0).tolist() == [-1, -1]


@settings(max_examples=100)
@given(st.one_of(POINTS, st.tuples(st.floats(29, 38), st.floats(32, 45))))
def test_one_point_as_many(point: tuple[float, float]) -> None:
    """`reverse` and `reverse_many` find a place as near, and give the same distance."""
    coder = geo.Geocoder()
    found = coder.reverse(point)
    row = coder.reverse_many([point]).iloc[0]
    if found is None:
        assert row.isna().all()
    else:
        assert row["distance_km"] == pytest.approx(found.raw["distance_km"], rel=1e-4, abs=0.001)
        assert row["distance_km"] == pytest.approx(geodesic(point, (row["lat"], row["lon"])).km, abs=1e-6)


def test_the_distance_is_on_the_ellipsoid(coder: geo.Geocoder) -> None:
    """A sphere would be off by half a percent along the meridian."""
    there = coder.geocode("دمشق")
    assert there is not None
    south = (there.latitude - 0.3, there.longitude)
    away = {found.raw["id"]: found.raw["distance_km"] for found in coder.reverse(south, exactly_one=False, limit=500)}
    assert away[there.raw["id"]] == pytest.approx(geodesic(south, there.point).km, rel=2e-5)


def test_what_holds_the_place(coder: geo.Geocoder) -> None:
    """Units from the smallest to the country, by name, and with identifiers to look them up."""
    found = coder.reverse((33.5717, 36.4014))
    within = found.raw["within"]
    assert [unit["kind"] for unit in within] == ["governorate", "country"]
    assert within[0]["name"] == "ريف دمشق"
    assert coder.gazetteer.get(within[1]["id"]).country == "SY"


def test_what_several_claim_is_in_no_country(coder: geo.Geocoder) -> None:
    """As in the address."""
    found = coder.reverse(coder.geocode("مجدل شمس").point)
    assert "country" not in [unit["kind"] for unit in found.raw["within"]]


def test_how_far_to_look(coder: geo.Geocoder) -> None:
    """Fifty kilometres unless told otherwise, by one and by many."""
    atlantic = (0, -30)
    assert coder.reverse(atlantic) is None
    assert coder.reverse(atlantic, max_km=3000).raw["distance_km"] > 50
    assert coder.reverse_many([atlantic])["place_id"].isna().all()
    assert coder.reverse_many([atlantic], max_km=3000)["distance_km"].iloc[0] > 50


@pytest.mark.parametrize("wrong", [0, -1, float("nan")])
def test_a_reach_of_nothing_is_refused(coder: geo.Geocoder, wrong: float) -> None:
    """With what was given."""
    with pytest.raises(ValueError, match="max_km"):
        coder.reverse_many([(31.67, 34.57)], max_km=wrong)
    with pytest.raises(ValueError, match="max_km"):
        coder.reverse((31.67, 34.57), max_km=wrong)


def test_many_points_of_any_form(coder: geo.Geocoder) -> None:
    """Pairs with latitude first, arrays, tables, geometries of any CRS; the index is kept, and what is missing."""
    pairs = [(31.67, 34.57), None, (0.0, -30.0)]
    geometry = gpd.GeoSeries([Geometry(34.57, 31.67), None, Geometry(-30, 0)], index=list("abc"), crs="EPSG:4326")
    empty = gpd.GeoSeries([Geometry(34.57, 31.67), Geometry(), Geometry(-30, 0)], index=list("abc"), crs="EPSG:4326")
    array = np.array([(31.67, 34.57), (np.nan, np.nan), (0.0, -30.0)])
    expected = ["عسقلان", None, None]
    tables = [
        coder.reverse_many(given)
        for given in (pairs, array, pd.DataFrame(array), geometry, geometry.to_crs("EPSG:3857"), empty)
    ]
    tables.append(coder.reverse_many(gpd.GeoDataFrame(geometry=geometry)))
    for table in tables:
        assert [None if pd.isna(name) else name for name in table["place"]] == expected
        assert list(table["distance_km"].notna()) == [True, False, False]
        assert list(table["lat"].notna()) == [True, False, False]
    assert list(tables[3].index) == list("abc")
    assert list(tables[0].columns) == [
        *("place_id", "place", "place_en", "kind", "admin", "country", "lat", "lon", "distance_km")
    ]


def test_no_points(coder: geo.Geocoder) -> None:
    """Give an empty table of the same columns."""
    empty = coder.reverse_many([])
    assert len(empty) == 0
    assert list(empty.columns) == list(coder.reverse_many([(0.0, -30.0)]).columns)


@pytest.mark.parametrize(
    ("points", "hint"),
    [
        ([(134.0, 31.0)], r"row 0, such as \(134\.0, 31\.0\): latitude comes first"),
        ([(0.0, 0.0), (31.0, 200.0)], "row 1"),
        ([(float("inf"), 0.0)], "not on the Earth"),
        (["31.67, 34.57"], "pairs of latitude and longitude"),
        ([1, 2], "pairs of latitude and longitude"),
        ([(1, 2, 3)], "pairs of latitude and longitude"),
        (7, "pairs of latitude and longitude"),
        (gpd.GeoSeries([Geometry(0, 0).buffer(1)]), "not a point in row 0"),
    ],
)
def test_what_is_no_point_is_refused(coder: geo.Geocoder, points: object, hint: str) -> None:
    """With the row."""
    with pytest.raises(ValueError, match=hint):
        coder.reverse_many(points)
