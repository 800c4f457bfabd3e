"""Who's On First archives and folders: what a feature gives, what is left out, and what becomes of bad ones."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.distance import great_circle_km
from gazetteer.sources import Entry, whosonfirst
from gazetteer.sources.extent import radius_around
from gazetteer.sources.formats import open_source

SHARED = Path(__file__).parents[1].parent / "shared" / "gazetteers" / "wof"
needs_archives = pytest.mark.skipif(not SHARED.is_dir(), reason="the archives of ../shared are not here")

Feature = dict[str, Any]
SQUARE = [[[36.0, 33.0], [36.2, 33.0], [36.2, 33.2], [36.0, 33.2], [36.0, 33.0]]]


def feature(number: int, name: str, **stated: object) -> Feature:
    """Return a feature; keys of its properties are written with ``__`` for the colon."""
    properties: dict[str, object] = {
        "wof:id": number,
        "wof:name": name,
        "wof:placetype": "locality",
        "wof:country": "SY",
        "geom:latitude": 33.1,
        "geom:longitude": 36.1,
        "mz:is_current": 1,
        "edtf:cessation": "uuuu",
        "wof:superseded_by": [],
        "wof:concordances": {},
        "wof:hierarchy": [{"region_id": 7, "locality_id": number}],
    }
    geometry = stated.pop("geometry", {"type": "Point", "coordinates": [36.1, 33.1]})
    properties |= {key.replace("__", ":"): value for key, value in stated.items()}
    return {"id": number, "type": "Feature", "properties": properties, "geometry": geometry}


REGION = feature(
    7, "Dara", wof__placetype="region", name__ara_x_preferred=["محافظة درعا"], wof__concordances={"hasc:id": "SY.DR"}
)


def packed(path: Path, members: Mapping[str, bytes | Feature], mode: str = "w:gz") -> Path:
    """Write features, or bytes as they are, into a tar archive."""
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]  # modes of the test
        for name, member in members.items():
            raw = member if isinstance(member, bytes) else json.dumps(member).encode()
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return path


@pytest.fixture
def faults() -> list[str]:
    """Return where faults are told."""
    return []


def places(path: Path, skip: Callable[[str], object]) -> dict[str, Entry]:
    """Return the entries of a source by their identifier."""
    return {entry.place.id: entry for entry in whosonfirst.read(path, skip=skip)}


def alone(tmp_path: Path, **stated: object) -> Entry | None:
    """Return what becomes of one feature in an archive of its own."""
    path = packed(tmp_path / "one.tar.gz", {"data/1/1.geojson": feature(1, "Inkhil", **stated)})
    return places(path, pytest.fail).get("wof:1")


def test_a_feature_becomes_a_place(tmp_path: Path) -> None:
    """Names by language and use, concordances, unit, point and people."""
    path = packed(
        tmp_path / "sy.tar.gz",
        {
            "data/1/1.geojson": feature(
                1,
                "Inkhil",
                name__ara_x_preferred=["إنخل"],
                name__ara_x_variant=["انخل القديمة", "Inkhil al Qadimah"],
                name__heb_x_preferred=["אינחיל"],
                name__eng_x_preferred=["Inkhil"],
                name__eng_x_colloquial=["Old Inkhil"],
                name__fas_x_preferred=["اینخل"],
                name__deu_x_preferred=["Inchil"],
                name__und_x_variant=["إنخيل"],
                name__eng_x_abbreviation=["INK"],
                lbl__latitude=33.02,
                lbl__longitude=36.13,
                wof__population=31258,
                wof__concordances={
                    "gn:id": 169113,
                    "wd:id": "Q3151",
                    "qs:id": 4,
                    "unlc:id": "SYINK",
                    "icao:code": "4X",
                },
            ),
            "data/7/7.geojson": REGION,
        },
    )
    entry = places(path, pytest.fail)["wof:1"]
    place = entry.place
    assert (place.name, place.name_ar, place.name_en) == ("إنخل", "إنخل", "Inkhil")
    assert (place.kind, place.country, place.admin, place.population) == ("town", "SY", "درعا", 31258)
    assert (place.lat, place.lon, place.uncertainty_m, place.source) == (33.02, 36.13, 2600.0, "wof")
    assert {name.text: (name.lang, name.role) for name in entry.names} == {
        "Inkhil": ("en", "preferred"),
        "إنخل": ("ar", "preferred"),
        "انخل القديمة": ("ar", "variant"),
        "Inkhil al Qadimah": (None, "transliteration"),
        "אינחיל": ("he", "preferred"),
        "Old Inkhil": ("en", "colloquial"),
        "اینخل": (None, "foreign"),
        "إنخيل": ("ar", "variant"),
    }
    assert entry.aliases == ("geonames:169113", "wikidata:Q3151", "unlc:SYINK")


@pytest.mark.parametrize(
    "stated",
    [
        {"edtf__deprecated": "2017-01-27"},
        {"mz__is_current": 0},
        {"wof__superseded_by": [12]},
        {"edtf__cessation": "1948-05-15"},
        {"edtf__superseded": "2020"},
        {"wof__placetype": "postalcode"},
        {"wof__placetype": "continent"},
        {"wof__placetype": None},
    ],
)
def test_what_is_no_more_is_left_out(tmp_path: Path, stated: dict[str, object]) -> None:
    """A place that is deprecated, superseded or gone, or of a type that reports do not name, is not read."""
    assert alone(tmp_path, **stated) is None


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ({}, "village"),
        ({"gn__population": 6_000}, "town"),
        ({"wof__population": 200_000}, "city"),
        ({"wof__placetype": "county"}, "district"),
        ({"wof__placetype": "region"}, "governorate"),
        ({"wof__placetype": "country"}, "country"),
        ({"wof__placetype": "neighbourhood"}, "neighbourhood"),
        ({"wof__placetype": "campus"}, "facility"),
        ({"wof__placetype": "campus", "wof__concordances": {"icao:code": "OSKL"}}, "airport"),
        ({"name__ara_x_preferred": ["مخيم اليرموك"]}, "camp"),
        ({"mz__is_current": -1, "edtf__deprecated": "uuuu"}, "village"),
    ],
)
def test_placetypes_are_kinds(tmp_path: Path, stated: dict[str, object], kind: str) -> None:
    """Placetype, people, codes of an airport and the name tell the kind."""
    entry = alone(tmp_path, **stated)
    assert entry
    assert entry.place.kind == kind


@pytest.mark.parametrize(("code", "country"), [("SY", "SY"), ("sy", "SY"), ("XK", "XK"), ("XS", None), ("", None)])
def test_codes_of_its_own_are_no_countries(tmp_path: Path, code: str, country: str | None) -> None:
    """A disputed area has a code that no country has, so no country."""
    entry = alone(tmp_path, wof__country=code, iso__country=code)
    assert entry
    assert entry.place.country == country


def test_an_outline_gives_the_radius(tmp_path: Path) -> None:
    """The radius reaches to the farthest corner, and is never smaller than a village's."""
    wide = alone(tmp_path, geometry={"type": "Polygon", "coordinates": SQUARE})
    small = alone(tmp_path, geometry={"type": "Polygon", "coordinates": [[[36.1, 33.1], [36.101, 33.1]]]})
    assert wide
    assert small
    assert wide.place.uncertainty_m == pytest.approx(1000 * great_circle_km(33.1, 36.1, 33.0, 36.0), abs=10)
    assert small.place.uncertainty_m == 500


@given(
    st.lists(st.tuples(st.floats(-170, 170), st.floats(-80, 80)), min_size=3, max_size=12),
    st.sampled_from(["Polygon", "MultiPolygon", "LineString"]),
)
def test_the_circle_holds_the_outline(corners: list[tuple[float, float]], sort: str) -> None:
    """Every corner near the first lies within the radius around it."""
    lon, lat = corners[0]
    near = [(lon + (x - lon) / 100, lat + (y - lat) / 100) for x, y in corners]
    line: Any = [list(corner) for corner in near]
    depth = {"LineString": line, "Polygon": [line], "MultiPolygon": [[line], [line]]}
    radius = radius_around(lat, lon, {"type": sort, "coordinates": depth[sort]})
    assert radius is not None
    assert max(great_circle_km(lat, lon, y, x) * 1000 for x, y in near) <= radius * 1.01 + 10


def test_units_without_a_number_are_known_by_their_letters(tmp_path: Path) -> None:
    """A region is called as the curated table spells it; a place without a region by GeoNames' code of it."""
    region = feature(7, "Baalbek", wof__placetype="region", wof__country="LB", name__ara_x_preferred=["بعلبك - الهرمل"])
    path = packed(
        tmp_path / "lb.tar.gz",
        {
            "data/7.geojson": region,
            "data/1.geojson": feature(1, "Nahle", wof__country="LB"),
            "data/2.geojson": feature(2, "X", wof__hierarchy=[], gn__admin1_code="9.0", gn__country_code="SY"),
            "data/3.geojson": feature(3, "Y", wof__hierarchy=[]),
        },
    )
    found = places(path, pytest.fail)
    assert [found[f"wof:{number}"].place.admin for number in (1, 2, 3, 7)] == ["بعلبك الهرمل", "حلب", None, None]


@pytest.mark.parametrize(
    ("member", "said"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[]", "not a GeoJSON feature with properties"),
        (b'{"properties": 3}', "not a GeoJSON feature with properties"),
        (b"[" * 200_000, "not JSON"),
        (feature(2, "x", geom__latitude=95), "latitude 95 and longitude 36.1 are no point of a place"),
        (feature(2, "x", geom__latitude=0, geom__longitude=0), "are no point of a place"),
        (feature(2, "x", geom__latitude=None), "no latitude and longitude"),
        (feature(1, "x"), "wof:id 1 a second time; the first was kept"),
        ({"properties": {"wof:placetype": "locality", "geom:latitude": 3}}, "no 'wof:name' in it"),
        (feature(2, "x", wof__hierarchy=3), ""),
        (feature(2, "x", wof__concordances=[3]), ""),
    ],
)
def test_a_bad_member_is_told_by_name(tmp_path: Path, faults: list[str], member: bytes | Feature, said: str) -> None:
    """A file that cannot be used is reported as archive:member, and those around it are read."""
    members = {"data/1.geojson": feature(1, "A"), "data/bad.geojson": member, "data/3.geojson": feature(3, "C")}
    path = packed(tmp_path / "sy.tar.gz", members)
    assert list(places(path, faults.append)) == ["wof:1", "wof:3"]
    assert len(faults) == 1
    assert faults[0].startswith(f"{path}:data/bad.geojson: ")
    assert said in faults[0]


def test_a_huge_member_is_told(tmp_path: Path, faults: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A member larger than any place is not taken into memory."""
    monkeypatch.setattr(whosonfirst, "_LARGEST_MEMBER", 2000)
    huge = feature(2, "x" * 3000)
    path = packed(
        tmp_path / "sy.tar.gz", {"1.geojson": feature(1, "A"), "2.geojson": huge, "3.geojson": feature(3, "C")}
    )
    assert list(places(path, faults.append)) == ["wof:1", "wof:3"]
    assert len(faults) == 1
    assert "larger than" in faults[0]


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.95])
def test_an_archive_that_is_cut_off_gives_what_came_before(tmp_path: Path, faults: list[str], kept: float) -> None:
    """Of a download that broke off the first places are read, and it is said that it broke off."""
    members = {f"data/{number}.geojson": feature(number, f"V{number * 7919}") for number in range(1, 400)}
    whole = packed(tmp_path / "whole.tar.gz", members).read_bytes()
    path = tmp_path / "sy.tar.gz"
    path.write_bytes(whole[: int(len(whole) * kept)])
    found = list(places(path, faults.append))
    assert 0.5 * kept * len(members) < len(found) < len(members)
    assert found == [f"wof:{number}" for number in range(1, len(found) + 1)]
    assert len(faults) == 1
    assert "damaged or cut off" in faults[0]


def test_what_is_no_archive_is_told(tmp_path: Path, faults: list[str]) -> None:
    """A page of an error saved as an archive gives nothing, and says so."""
    path = tmp_path / "sy.tar.gz"
    path.write_bytes(b"<html>404</html>")
    assert places(path, faults.append) == {}
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("suffix", "mode"), [(".tar", "w"), (".tgz", "w:gz"), (".tar.bz2", "w:bz2"), (".tar.xz", "w:xz")]
)
def test_other_packings_and_folders_give_the_same(tmp_path: Path, suffix: str, mode: str) -> None:
    """However it is packed, or not at all, a repository gives the same places; alternative outlines are no places."""
    members = {
        "data/7/7.geojson": REGION,
        "data/1/1.geojson": feature(1, "A"),
        "data/1/1-alt-qs.geojson": feature(9, "A"),
    }
    path = packed(tmp_path / f"sy{suffix}", members | {"README.md": b"read me"}, mode)
    folder = tmp_path / "folder"
    for name, member in members.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(member), encoding="utf-8")
    from_archive, from_folder = (open_source(source, skip=pytest.fail) for source in (path, folder))
    assert from_archive[0].name == from_folder[0].name == "wof"
    assert sorted(from_archive[1], key=str) == sorted(from_folder[1], key=str)
    assert {entry.place.id for entry in whosonfirst.read(folder, skip=pytest.fail)} == {"wof:1", "wof:7"}


def test_an_archive_says_of_which_day_it_is(tmp_path: Path) -> None:
    """The version of a source is the day that stands in its archive."""
    plain = packed(tmp_path / "plain.tar", {"1.geojson": feature(1, "A")}, "w")
    path = tmp_path / "sy.tar.gz"
    with path.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=1_700_000_000) as archive:
        archive.write(plain.read_bytes())
    assert whosonfirst.provenance(path).version == "2023-11-14"


@needs_archives
@pytest.mark.parametrize(
    ("country", "least", "arabic"), [("sy", 10_400, 9_600), ("lb", 3_300, 1_900), ("il", 1_400, 390)]
)
def test_real_archives_are_read_without_a_fault(country: str, least: int, arabic: int, faults: list[str]) -> None:
    """The archives of the region give places with Arabic names, nearly all in a unit and known to GeoNames."""
    found = places(SHARED / f"whosonfirst-data-admin-{country}.tar.gz", faults.append)
    assert faults == []
    assert len(found) >= least
    assert sum(entry.place.name_ar is not None for entry in found.values()) >= arabic
    assert sum(entry.place.admin is None for entry in found.values()) < 40
    assert sum(any(alias.startswith("geonames:") for alias in entry.aliases) for entry in found.values()) > 0.85 * least
    assert {entry.place.country for entry in found.values()} == {country.upper()}
