"""Outlines of administrative units: what they tell of the places in them, and when they are not believed."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from gazetteer.areas import Areas, Known, known_in, load_areas, provenances, with_areas
from gazetteer.outlines import inner_point, radius_around
from gazetteer.place import Place, PlaceKind
from gazetteer.sources import Entry, Name
from gazetteer.sources.pcodes import Unit


def unit(
    level: int, code: str, box: Sequence[float], *, ar: str = "", en: str = "", above: tuple[tuple[str, str], ...] = ()
) -> Unit:
    """Return a unit whose outline is a box of west, south, east and north."""
    names = (*([Name(ar, "ar", "preferred")] if ar else []), *([Name(en, "en", "preferred")] if en else []))
    outline = shapely.box(*box)
    return Unit(
        level=level,
        code=code,
        names=names,
        above=above,
        aliases=(),
        country=code[:2],
        lon=outline.centroid.x,
        lat=outline.centroid.y,
        radius_m=None,
        outline=outline,
    )


def entry(
    name: str,
    lon: float,
    lat: float,
    *,
    kind: PlaceKind = "village",
    country: str | None = None,
    admin: str | None = None,
    key: str = "osm:node/1",
) -> Entry:
    """Return a place."""
    place = Place(
        id=key,
        name=name,
        name_ar=name,
        name_en=None,
        kind=kind,
        country=country,
        admin=admin,
        lon=lon,
        lat=lat,
        uncertainty_m=1000.0,
        population=None,
        source="test",
    )
    return Entry(place=place, names=(Name(name, "ar", "preferred"),))


SYRIA = ("SY", "سوريا")
UNITS = (
    unit(1, "SY02", (36, 35, 39, 37), ar="محافظة حلب", en="Aleppo", above=(SYRIA,)),
    unit(1, "SY07", (35, 35, 36, 37), ar="إدلب", en="Idleb", above=(SYRIA,)),
    unit(2, "SY0204", (36, 36, 37, 37), ar="عفرين", en="Afrin", above=(SYRIA, ("SY02", "محافظة حلب"))),
)


def told(*entries: Entry, areas: Areas | None = None) -> list[Entry]:
    """Return entries with what the units above tell."""
    return list(with_areas(entries, areas or Areas(UNITS)))


def test_a_point_gets_the_units_that_hold_it() -> None:
    """Country and first-level unit, by name without the word for units; codes of all levels on request."""
    found, afield = told(entry("جنديرس", 36.69, 36.39), entry("بعيد", 10, 10))
    assert (found.place.country, found.place.admin) == ("SY", "حلب")
    assert found.place.uncertainty_m == 1000
    assert (afield.place.country, afield.place.admin) == (None, None)
    areas = Areas(UNITS)
    assert areas.holding(36.69, 36.39) == [SYRIA, ("SY02", "محافظة حلب"), ("SY0204", "عفرين")]
    assert areas.holding(38.5, 35.5) == [SYRIA, ("SY02", "محافظة حلب")]
    assert areas.holding(10, 10) == []


def test_what_a_place_knows_itself_stays() -> None:
    """Neither unit nor country is overwritten, and none is given by an outline of another country."""
    known, foreign = told(
        entry("x", 36.5, 36.5, country="SY", admin="ريف حلب"), entry("y", 36.5, 36.5, country="TR", key="osm:node/2")
    )
    assert known.place.admin == "ريف حلب"
    assert (foreign.place.country, foreign.place.admin) == ("TR", None)


@pytest.mark.parametrize("kind", ["region", "water", "country"])
def test_what_reaches_over_units_is_in_none(kind: PlaceKind) -> None:
    """A river or a region is not put into the unit that happens to hold its point."""
    found = told(entry("الفرات", 36.5, 36.5, kind=kind))[0]
    assert (found.place.country, found.place.admin) == (None, None)


def test_a_region_reaches_as_far_as_its_outline() -> None:
    """A unit found by its code or by its name has the radius of the outline around its own point, and the code."""
    by_name, by_code, other_name, other_kind = told(
        entry("حلب", 37.5, 36.0, kind="governorate", country="SY", key="geonames:1"),
        entry("Idlib", 35.5, 36.0, kind="governorate", key="pcode:SY07"),
        entry("منبج", 37.5, 36.0, kind="governorate", key="geonames:2"),
        entry("حلب", 37.5, 36.0, kind="city", key="geonames:3"),
    )
    assert by_name.place.uncertainty_m == pytest.approx(176_000, rel=0.02)
    assert by_name.aliases == ("pcode:SY02",)
    assert by_name.place.admin is None
    assert by_code.place.uncertainty_m == pytest.approx(120_000, rel=0.02)
    assert by_code.aliases == ("pcode:SY07",)
    assert other_name.place.uncertainty_m == other_kind.place.uncertainty_m == 1000
    assert other_name.aliases == other_kind.aliases == ()


def knowing(*places: Entry) -> Known:
    """Return what finds the places by any of their names."""
    return lambda name, _: [each.place for each in places if name in (each.place.name_ar, each.place.name_en)]


def both(name: str, latin: str, lon: float, lat: float, key: str) -> Entry:
    """Return a place with an Arabic and a Latin name."""
    made = entry(name, lon, lat, key=key)
    values = {field: getattr(made.place, field) for field in Place.__slots__} | {"name_en": latin}
    return Entry(place=Place(**values), names=(*made.names, Name(latin, "en", "preferred")))


def test_a_unit_with_the_name_of_another_is_not_believed() -> None:
    """Where the Arabic and the Latin name are of two places in it, a place keeps its own radius."""
    area = unit(2, "IQG10Q03", (44.8, 33, 46, 34), ar="مندلي", en="Baladruz")
    known = knowing(both("مندلي", "Mandali", 45.55, 33.74, "m"), both("بلدروز", "Baladruz", 45.09, 33.69, "b"))
    believed, doubted = Areas([area]), Areas([area], known=known)
    assert believed.doubts == {}
    assert list(doubted.doubts) == ["IQG10Q03"]
    assert "two places" in doubted.doubts["IQG10Q03"]
    district = entry("مندلي", 45.55, 33.74, kind="district")
    assert told(district, areas=believed)[0].place.uncertainty_m > 50_000
    assert told(district, areas=doubted)[0].place.uncertainty_m == 1000


@pytest.mark.parametrize(("lat", "is_doubted"), [(36.5, False), (34.9, False), (34.2, True), (30.0, False)])
def test_an_outline_away_from_its_namesake_is_not_believed(lat: float, is_doubted: bool) -> None:  # noqa: FBT001  a case
    """A place of both names well outside the outline speaks against it; one far away is another place."""
    area = unit(2, "SY0204", (36, 35, 37, 37), ar="عفرين", en="Afrin")
    assert bool(Areas([area], known=knowing(both("عفرين", "Afrin", 36.5, lat, "a"))).doubts) == is_doubted


def test_published_outlines(shared: Path) -> None:
    """Of 350 published units the built-in base doubts those that are known to be wrong, and few besides."""
    folder = shared / "gazetteers/pcodes"
    known = known_in(gazetteer.load())
    iraq = load_areas([folder / "iraq_shp"], known=known, skip=pytest.fail)
    assert len(iraq) == 119
    assert list(iraq.doubts) == ["IQG10Q03"]
    assert "مندلي" in iraq.doubts["IQG10Q03"]
    others = [folder / name for name in ("jordan", "palestine", "syria/syr_admin1.geojson", "sudan")]
    rest = load_areas(others, known=known, skip=pytest.fail)
    assert len(rest) == 231
    assert len(rest.doubts) <= 2
    assert [(told.name, told.licence) for told in provenances([folder / "jordan"])] == [("outlines", "CC BY 3.0 IGO")]


def test_published_outlines_hold_what_lies_in_them(shared: Path) -> None:
    """Towns of the built-in base get the governorate that the base itself has for them."""
    folder = shared / "gazetteers/pcodes"
    areas = load_areas([folder / "iraq_shp", folder / "syria/syr_admin1.geojson"])
    for name, code in {
        "الفلوجة": "IQG01",
        "تلعفر": "IQG15",
        "منبج": "SY02",
        "تدمر": "SY04",
        "دير الزور": "SY09",
    }.items():
        place = gazetteer.load().lookup(name, kind=["city", "town"])[0].place
        assert areas.holding(place.lon, place.lat)[1][0] == code, name


def test_a_damaged_layer_leaves_the_others(tmp_path: Path) -> None:
    """What cannot be read is reported; the other units are there."""
    square = {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}
    good = {"type": "Feature", "properties": {"ADM1_EN": "A", "ADM1_PCODE": "SY01"}, "geometry": square}
    pointless = good | {"geometry": None, "properties": {"ADM1_EN": "B", "ADM1_PCODE": "SY02", "lat": 1, "lon": 2}}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"features": [good, pointless]}), encoding="utf-8")
    cut = tmp_path / "b.geojson"
    cut.write_text('{"features": [{"adm1_pcode"', encoding="utf-8")
    faults: list[str] = []
    areas = load_areas([path, cut], skip=faults.append)
    assert [each.code for each in areas.units] == ["SY01"]
    assert len(faults) == 1
    assert told(entry("x", 1, 2), areas=Areas([]))[0].place.country is None


coordinates = st.tuples(st.floats(-170, 170), st.floats(-80, 80))


@given(st.lists(coordinates, min_size=3, max_size=12))
def test_the_circle_holds_the_outline(points: list[tuple[float, float]]) -> None:
    """The point lies in the outline and every corner within the radius around it."""
    outline = shapely.MultiPoint(points).convex_hull.buffer(0.01)
    lon, lat = inner_point(outline)
    assert outline.distance(shapely.Point(lon, lat)) < 1e-5
    radius = radius_around(outline, lon, lat)
    west, south, east, north = outline.bounds
    assert radius >= 110_000 * (north - south) / 2
    assert inner_point(outline, (west - 1, south)) == (lon, lat)
    assert 0 <= radius <= 20_040_000
    assert west <= lon <= east
