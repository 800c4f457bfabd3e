"""OpenStreetMap as a source of places: answers of Overpass, and extracts that the test writes itself."""

import builtins
import gzip
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gazetteer.errors import MissingExtraError
from gazetteer.place import KINDS
from gazetteer.seeds import read_toml
from gazetteer.sources import ROLES, Entry, Name, osmpbf, overpass
from gazetteer.sources.box import Extent, extent_of
from gazetteer.sources.osm import Element, entry_of


def answer(path: Path, *elements: Mapping[str, Any], **more: object) -> Path:
    """Write an answer of Overpass."""
    told = {"version": 0.6, "osm3s": {"timestamp_osm_base": "2026-01-02T03:04:05Z"}, "elements": elements, **more}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def node(number: int, lat: float = 36.2, lon: float = 37.1, **tags: str) -> dict[str, Any]:
    """Return a node; two underscores in the name of a tag stand for a colon."""
    told = {key.replace("__", ":"): text for key, text in tags.items()}
    return {"type": "node", "id": number, "lat": lat, "lon": lon, "tags": told}


def place(**tags: str) -> Entry:
    """Return the entry of a node with the tags."""
    made = entry_of(Element("node", 1, {key.replace("__", ":"): text for key, text in tags.items()}), Extent(37, 36))
    assert made is not None
    return made


def read_all(path: Path) -> tuple[list[Entry], list[str]]:
    """Return the places of an answer and what was said of the rest."""
    faults: list[str] = []
    return list(overpass.read(path, skip=faults.append)), faults


def test_a_genuine_answer(shared: Path) -> None:
    """Every named settlement of a real answer is a place, with the state of the data as its version."""
    path = shared / "gazetteers/formats/overpass_places_vietnam.json"
    entries, faults = read_all(path)
    assert not faults
    assert len(entries) == 164
    hue = next(entry for entry in entries if entry.place.id == "osm:node/369487099")
    assert (hue.place.name, hue.place.name_en, hue.place.kind) == ("Huế", "Hue", "city")
    assert hue.aliases == ("wikidata:Q36167",)
    assert (hue.place.lon, hue.place.lat) == (107.5767736, 16.4778503)
    told = overpass.provenance(path)
    assert (told.version, told.licence) == ("2017-02-20T14:22:04Z", "ODbL 1.0")
    assert "OpenStreetMap contributors" in told.attribution


def test_names_say_what_they_are() -> None:
    """Each name tag has its role, each language its own, and several names stand between semicolons."""
    made = place(
        place="town",
        name="الباب",
        name__ar="الباب",
        name__en="Al-Bab",
        name__he="אל-באב",
        alt_name__ar="باب;باب بزاعة",
        official_name__ar="مدينة الباب",
        old_name__ar="باب الأحمر",
        loc_name="الباب\u200e",
        int_name="El Bab",
    )
    assert (made.place.name, made.place.name_ar, made.place.name_en) == ("الباب", "الباب", "Al-Bab")
    assert set(made.names) == {
        Name("الباب", "ar", "preferred"),
        Name("Al-Bab", "en", "preferred"),
        Name("אל-באב", "he", "preferred"),
        Name("باب", "ar", "variant"),
        Name("باب بزاعة", "ar", "variant"),
        Name("مدينة الباب", "ar", "official"),
        Name("باب الأحمر", "ar", "historic"),
        Name("El Bab", "en", "variant"),
    }


def test_the_script_says_which_language_a_bare_name_is_in() -> None:
    """A name without a language is told by its letters, and split where it has two scripts."""
    made = place(place="city", name="بيروت Beyrouth")
    assert (made.place.name_ar, made.place.name_en) == ("بيروت", "Beyrouth")
    made = place(place="city", name="קריית שמונה")
    assert made.names == (Name("קריית שמונה", "he", "preferred"),)
    assert made.place.name_ar is None


def test_a_name_of_another_language_is_no_arabic_name() -> None:
    """Persian and Kurdish names in Arabic script are kept to be found, not shown as the Arabic name."""
    made = place(place="city", name="هەولێر", name__ckb="هەولێر", name__ar="أربيل")
    assert made.place.name_ar == "أربيل"
    assert Name("هەولێر", None, "foreign") in made.names
    made = place(place="city", name="تهران", name__fa="تهران", name__en="Tehran")
    assert made.place.name_ar is None
    assert made.place.name == "تهران"


def test_a_unit_is_known_without_the_word_for_units() -> None:
    """A governorate has its name with and without the word; a town keeps the name that it has."""
    tags = {"boundary": "administrative", "admin_level": "4", "name": "محافظة حلب", "name:en": "Aleppo Governorate"}
    made = entry_of(Element("relation", 1, tags | {"alt_name:ar": "محافظة حلب"}), Extent(37, 36))
    assert made is not None
    assert made.place.name_ar == "محافظة حلب"
    assert Name("حلب", "ar", "short") in made.names
    assert [name.text for name in place(place="town", name="مركز الباب").names] == ["مركز الباب"]


def test_latin_letters_in_the_arabic_tag_are_no_arabic_name() -> None:
    """A tag that says Arabic but holds Latin letters gives no Arabic name."""
    assert place(place="village", name__ar="Kafr Nabl", name__en="Kafr Nabl").place.name_ar is None


@pytest.mark.parametrize(
    ("kind", "tags"),
    [
        ("camp", {"place": "neighbourhood", "refugee": "yes"}),
        ("camp", {"amenity": "refugee_site"}),
        ("crossing", {"barrier": "border_control"}),
        ("airport", {"aeroway": "aerodrome", "military": "airfield"}),
        ("facility", {"amenity": "hospital"}),
        ("facility", {"landuse": "military"}),
        ("governorate", {"boundary": "administrative", "admin_level": "4"}),
        ("district", {"boundary": "administrative", "admin_level": "6"}),
        ("city", {"boundary": "administrative", "admin_level": "8", "place": "city"}),
        ("water", {"natural": "strait"}),
        ("landform", {"natural": "peak"}),
        ("facility", {"amenity": "school", "wikidata": "Q1"}),
        (None, {"amenity": "school"}),
        (None, {"amenity": "cafe"}),
        (None, {"place": "no"}),
        (None, {"highway": "residential"}),
    ],
)
def test_tags_tell_the_kind(kind: str | None, tags: dict[str, str]) -> None:
    """The first rule of the table that an element fits says what it is; most elements are no place."""
    made = entry_of(Element("relation", 1, {"name": "حلب", **tags}), Extent(37, 36))
    assert (made.place.kind if made else None) == kind


def test_the_table_of_tags_holds() -> None:
    """Every rule has a kind and values; every name tag has a role."""
    table = read_toml("osm.toml")
    assert {rule["kind"] for rule in table["rule"]} <= set(KINDS)
    assert all(values for rule in table["rule"] for values in rule["tags"].values())
    assert not [rule for rule in table["rule"] if "*" in next(iter(rule["tags"].values()))]
    assert set(table["names"]) <= set(ROLES)
    assert {key for rule in table["rule"] for key in rule} <= {"kind", "tags", "elements", "known", "radius"}


def test_ways_and_relations_have_the_point_the_answer_gives(tmp_path: Path) -> None:
    """From ``out center``, ``out bb`` and ``out geom``, with the radius of the box where there is one."""
    tags = {"place": "suburb", "name": "الشعار"}
    square = [{"lat": 36.0, "lon": 37.0}, {"lat": 36.0, "lon": 37.02}, {"lat": 36.02, "lon": 37.02}, None]
    path = answer(
        tmp_path / "answer.json",
        {"type": "way", "id": 1, "center": {"lat": 36.2, "lon": 37.1}, "tags": tags},
        {
            "type": "relation",
            "id": 2,
            "bounds": {"minlat": 36.0, "minlon": 37.0, "maxlat": 36.02, "maxlon": 37.02},
            "tags": tags,
        },
        {"type": "way", "id": 3, "geometry": square, "tags": tags},
        {
            "type": "relation",
            "id": 4,
            "members": [
                {"type": "node", "ref": 9, "role": "label", "lat": 36.0, "lon": 37.0},
                {"type": "way", "ref": 8, "role": "outer", "geometry": square},
            ],
            "tags": tags,
        },
        {"type": "way", "id": 5, "tags": tags},
        {"type": "node", "id": 6, "lat": 36.2, "lon": 37.1},
    )
    entries, faults = read_all(path)
    assert [entry.place.id for entry in entries] == ["osm:way/1", "osm:relation/2", "osm:way/3", "osm:relation/4"]
    points = [(entry.place.lon, entry.place.lat) for entry in entries]
    assert points == [(37.1, 36.2), (37.01, 36.01), (37.01, 36.01), (37.0, 36.0)]
    radii = [entry.place.uncertainty_m for entry in entries]
    assert radii[0] == 2000
    assert radii[1] == radii[2] == pytest.approx(1430, abs=20)
    assert radii[3] == pytest.approx(2 * radii[1], abs=5)
    assert len(faults) == 1
    assert "way 5 has no point" in faults[0]
    assert "out center" in faults[0]


def test_the_limits_of_a_town_are_no_second_town(tmp_path: Path) -> None:
    """A boundary whose node stands for the town is left out; that of a district, which is no town, stays."""
    limits = {"boundary": "administrative", "admin_level": "8", "name": "الباب"}
    members = [{"type": "node", "ref": 1, "role": "admin_centre"}, {"type": "way", "ref": 2, "role": "outer"}]
    relation = {"type": "relation", "center": {"lat": 36.3, "lon": 37.5}, "members": members}
    path = answer(
        tmp_path / "answer.json",
        node(1, place="town", name="الباب"),
        relation | {"id": 1, "tags": limits},
        relation | {"id": 2, "tags": limits | {"admin_level": "6"}},
        relation | {"id": 3, "tags": limits, "members": members[1:]},
    )
    entries, faults = read_all(path)
    assert not faults
    assert [entry.place.id for entry in entries] == ["osm:node/1", "osm:relation/2", "osm:relation/3"]


def test_a_bad_element_is_reported_with_its_line(tmp_path: Path) -> None:
    """Elements that cannot be used are left out one by one; the good ones about them stay."""
    path = answer(
        tmp_path / "answer.json",
        node(1, place="town", name="حلب"),
        node(2, lat=136.2, place="town", name="حلب"),
        {"type": "node", "lat": 1, "lon": 2, "tags": {"place": "town", "name": "حلب"}},
        {"type": "node", "id": 3, "lat": "x", "lon": None, "tags": {"place": "town", "name": "حلب"}},
        "no element",
        node(4, lat=float("nan"), place="town", name="حلب"),
        node(5, place="town", name="إدلب", population="165,000 (2017)"),
    )
    entries, faults = read_all(path)
    assert [entry.place.id for entry in entries] == ["osm:node/1", "osm:node/5"]
    assert entries[1].place.population == 165_000
    assert len(faults) == 5
    line = path.read_text(encoding="utf-8").splitlines().index('   "id": 2,') + 1
    assert faults[0].startswith(f"{path}:{line - 2}: ")
    assert "not on the Earth" in faults[0]


def test_an_answer_that_is_cut_off(tmp_path: Path) -> None:
    """What stands before the cut is read, and the cut is reported with its line."""
    path = answer(tmp_path / "answer.json", *(node(number, place="town", name="حلب") for number in range(50)))
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    entries, faults = read_all(path)
    assert 20 <= len(entries) <= 25
    assert len(faults) == 1
    assert "cut off or broken" in faults[0]


def test_the_server_says_that_it_ran_out_of_time(tmp_path: Path) -> None:
    """A remark in the answer, with which Overpass says that places are missing, is passed on."""
    path = answer(tmp_path / "a.json", node(1, place="town", name="حلب"), remark="runtime error: Query timed out")
    entries, faults = read_all(path)
    assert len(entries) == 1
    assert len(faults) == 1
    assert "Query timed out" in faults[0]


@pytest.mark.parametrize(
    "text", ["<html>rate limited</html>", "", "[]", "{}", '{"elements": {}}', "[" * 100_000, '{"a']
)
def test_what_is_no_answer_is_said(tmp_path: Path, text: str) -> None:
    """A page of the server, an empty file or hostile nesting gives no places and one message."""
    path = tmp_path / "answer.json"
    path.write_text(text, encoding="utf-8")
    entries, faults = read_all(path)
    assert not entries
    assert len(faults) == 1


def test_a_packed_answer(tmp_path: Path) -> None:
    """An answer kept as ``.json.gz`` is read as it is."""
    plain = answer(tmp_path / "answer.json", node(1, place="town", name="حلب"))
    packed = tmp_path / "answer.json.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert [entry.place.name for entry in read_all(packed)[0]] == ["حلب"]
    raw = bytearray(packed.read_bytes())
    for damaged in (raw[:-20], raw[:30] + b"\xff" * 20 + raw[50:], b"not packed"):
        packed.write_bytes(damaged)
        assert len(read_all(packed)[1]) == 1


def test_a_box_over_the_date_line() -> None:
    """The middle of islands on both sides of the date line lies between them."""
    extent = extent_of([(179.0, -17.0), (-179.0, -16.0)])
    assert extent is not None
    assert abs(extent.lon) == pytest.approx(180)
    assert extent.radius_m == pytest.approx(120_000, rel=0.1)


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """Write an extract: a town as node, a camp as way, a governorate as relation of two ways with a label."""
    osmium = pytest.importorskip("osmium", reason="pyosmium (extra osm) is not installed")
    path = tmp_path / "syria.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        corners = {1: (36.0, 35.0), 2: (38.0, 35.0), 3: (38.0, 36.0), 4: (36.0, 36.0)}
        for number, (lon, lat) in corners.items():
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(lon, lat)))
        town = {"place": "town", "name:ar": "الباب", "name:en": "Al-Bab", "wikidata": "Q1017128"}
        writer.add_node(osmium.osm.mutable.Node(id=5, location=(37.5158, 36.3705), tags=town))
        writer.add_node(osmium.osm.mutable.Node(id=6, location=(37.1, 35.5)))
        writer.add_node(osmium.osm.mutable.Node(id=7, location=(37.1, 35.5), tags={"amenity": "cafe", "name": "مقهى"}))
        camp = {"amenity": "refugee_site", "name": "مخيم النيرب"}
        writer.add_way(osmium.osm.mutable.Way(id=10, nodes=[1, 2, 3], tags={"note": "x"}))
        writer.add_way(osmium.osm.mutable.Way(id=11, nodes=[3, 4, 1]))
        writer.add_way(osmium.osm.mutable.Way(id=12, nodes=[1, 2, 1], tags=camp))
        writer.add_way(osmium.osm.mutable.Way(id=13, nodes=[900, 901], tags=camp))
        unit = {"boundary": "administrative", "admin_level": "4", "name": "محافظة حلب", "type": "boundary"}
        members = [("w", 10, "outer"), ("w", 11, "outer"), ("n", 6, "label")]
        writer.add_relation(osmium.osm.mutable.Relation(id=20, members=members, tags=unit))
        writer.add_relation(osmium.osm.mutable.Relation(id=22, members=members, tags=unit | {"admin_level": "9"}))
        writer.add_relation(osmium.osm.mutable.Relation(id=21, members=[("w", 10, "outer")], tags=unit))
    return path


def test_an_extract(extract: Path) -> None:
    """Nodes, ways and relations have their points; a relation has the extent of its ways."""
    faults: list[str] = []
    entries = {entry.place.id: entry for entry in osmpbf.read(extract, skip=faults.append)}
    assert set(entries) == {"osm:node/5", "osm:way/12", "osm:relation/20", "osm:relation/21"}
    town = entries["osm:node/5"]
    assert (town.place.lon, town.place.lat) == (37.5158, 36.3705)
    assert town.aliases == ("wikidata:Q1017128",)
    assert entries["osm:way/12"].place.kind == "camp"
    governorate = entries["osm:relation/20"].place
    assert (governorate.kind, governorate.lon, governorate.lat) == ("governorate", 37.1, 35.5)
    assert governorate.uncertainty_m == pytest.approx(115_000, rel=0.1)
    assert entries["osm:relation/21"].place.lon == 37.0
    assert len(faults) == 1
    assert "way 13 has no points" in faults[0]


def test_an_extract_too_large_for_memory(extract: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the points of nodes kept on disk the places are the same."""
    small = list(osmpbf.read(extract, skip=lambda _: None))
    monkeypatch.setattr(osmpbf, "_TOO_LARGE_FOR_MEMORY", 0)
    assert list(osmpbf.read(extract, skip=lambda _: None)) == small


def test_an_extract_that_is_cut_off(extract: Path) -> None:
    """A truncated file, or one that is something else, is reported and ends the reading; nothing is raised."""
    raw = extract.read_bytes()
    for part in (raw[: len(raw) // 2], b"not a PBF at all, not in the least"):
        extract.write_bytes(part)
        faults: list[str] = []
        assert isinstance(list(osmpbf.read(extract, skip=faults.append)), list)
        assert faults
        assert str(extract) in faults[0]


def test_the_provenance_of_an_extract(extract: Path) -> None:
    """The licence stays with the data."""
    told = osmpbf.provenance(extract)
    assert (told.name, told.licence) == ("osm", "ODbL 1.0")
    assert told.version


def test_without_pyosmium_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading an extract where pyosmium is missing says what to install."""
    real = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  as the builtin
        if name == "osmium":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "osmium", raising=False)
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingExtraError, match=r"mawqi\[osm\]"):
        list(osmpbf.read(tmp_path / "x.osm.pbf", skip=lambda _: None))
