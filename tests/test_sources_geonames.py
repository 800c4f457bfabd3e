"""GeoNames dumps and the tables beside them: what is read, what is left out, and what becomes of bad rows."""

import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import GazetteerError, GazetteerMissingError
from gazetteer.place import KINDS
from gazetteer.scripts import script_of
from gazetteer.seeds import read_csv, read_toml
from gazetteer.sources import Entry, Name, cldr, geonames
from gazetteer.sources.archives import dated, lines
from gazetteer.sources.formats import FORMATS, open_source
from gazetteer.sources.geonames_kinds import kind_of_code
from gazetteer.sources.naming import distinct, is_heard, kind_by_name, radius_of_kind, usable

SHARED = Path(__file__).parents[1].parent / "shared" / "gazetteers" / "geonames"
needs_dumps = pytest.mark.skipif(not SHARED.is_dir(), reason="the dumps of ../shared are not here")

Cell = str | int | float


def row(number: Cell, name: str, **cells: Cell) -> str:
    """Return a line of nineteen columns."""
    known: dict[str, Cell] = {
        "names": "",
        "lat": 34.7,
        "lon": 36.7,
        "code": "P.PPL",
        "country": "SY",
        "admin1": "11",
        "admin2": "",
        "people": 0,
    }
    got = known | cells
    sort, code = str(got["code"]).split(".")
    row = [number, name, name, got["names"], got["lat"], got["lon"], sort, code, got["country"], ""]
    row += [got["admin1"], got["admin2"], "", "", got["people"], "", "400", "Asia/Damascus", "2024-01-01"]
    return "\t".join(map(str, row))


def alternate(number: int, place: int, lang: str, name: str, **flags: str) -> str:
    """Return a line of ten columns of the table of alternate names."""
    marks = [flags.get(key, "") for key in ("preferred", "short", "colloquial", "historic", "since", "until")]
    return "\t".join([str(number), str(place), lang, name, *marks])


def written(path: Path, rows: Iterable[str]) -> Path:
    """Write lines to a file and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{each}\n" for each in rows), encoding="utf-8")
    return path


def zipped(path: Path, member: str, rows: Iterable[str]) -> Path:
    """Write lines into a zip with a readme beside them, as GeoNames does."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "x" * 100)
        archive.writestr(member, "".join(f"{each}\n" for each in rows))
    return path


@pytest.fixture
def faults() -> list[str]:
    """Return where faults are told."""
    return []


def places(path: Path, skip: Callable[[str], object]) -> dict[str, Entry]:
    """Return the entries of a source by their identifier."""
    return {entry.place.id: entry for entry in geonames.read(path, skip=skip)}


def test_a_row_becomes_a_place(tmp_path: Path, faults: list[str]) -> None:
    """Columns, kind, radius, unit and names of a plain dump; its own fourth column is enough for names."""
    path = written(
        tmp_path / "SY.txt",
        [row(169577, "Homs", names="حمص,Ḩimş,Emesa,HMS,חומס,Хомс", people=775404, lat=34.72682, lon=36.72339)],
    )
    entry = places(path, faults.append)["geonames:169577"]
    place = entry.place
    assert (place.name, place.name_ar, place.name_en) == ("حمص", "حمص", "Homs")
    assert (place.kind, place.country, place.admin, place.population) == ("city", "SY", "حمص", 775404)
    assert (place.lat, place.lon, place.uncertainty_m, place.source) == (34.72682, 36.72339, 11100.0, "geonames")
    assert [(name.text, name.lang, name.role) for name in entry.names] == [
        ("Homs", None, "preferred"),
        ("حمص", "ar", "variant"),
        ("Ḩimş", None, "variant"),
        ("Emesa", None, "variant"),
        ("חומס", "he", "variant"),
    ]
    assert faults == []


def test_alternate_names_say_language_and_use(tmp_path: Path, faults: list[str]) -> None:
    """Flags become roles, identifiers become aliases, and what is no name is none."""
    path = written(tmp_path / "SY.txt", [row(169577, "Homs", names="حمص,حومص,Homs la vieille,Emesa", people=775404)])
    written(
        tmp_path / "alternateNamesV2.txt",
        [
            alternate(1, 169577, "ar", "محافظة حمص القديمة"),
            alternate(2, 169577, "ar", "حمص", preferred="1"),
            alternate(3, 169577, "ar", "حمص العدية", colloquial="1"),
            alternate(4, 169577, "en", "Homs", preferred="1"),
            alternate(5, 169577, "en", "Emesa", historic="1"),
            alternate(6, 169577, "fr", "Homs-sur-Oronte", until="1946"),
            alternate(7, 169577, "de", "Homs am Orontes"),
            alternate(8, 169577, "fa", "حمص سوریه"),
            alternate(9, 169577, "ar", "Himş"),
            alternate(10, 169577, "wkdt", "Q131301"),
            alternate(11, 169577, "unlc", "SYHMS"),
            alternate(12, 169577, "link", "https://en.wikipedia.org/wiki/Homs"),
            alternate(13, 169577, "post", "31000"),
            alternate(14, 999, "ar", "مكان آخر"),
            alternate(15, 169577, "", "حمص الغرب", short="1"),
        ],
    )
    entry = places(path, faults.append)["geonames:169577"]
    known = {name.text: (name.lang, name.role) for name in entry.names}
    assert known["حمص"] == ("ar", "preferred")
    assert known["حمص العدية"] == ("ar", "colloquial")
    assert known["Emesa"] == ("en", "historic")
    assert known["Homs-sur-Oronte"] == (None, "historic")
    assert known["حمص سوریه"] == (None, "foreign")
    assert known["Himş"] == (None, "transliteration")
    assert known["حمص الغرب"] == ("ar", "short")
    assert not {"Homs am Orontes", "مكان آخر", "31000", "https://en.wikipedia.org/wiki/Homs", "Q131301"} & set(known)
    assert known["حومص"] == ("ar", "variant"), "the fourth column adds what the table has not"
    assert entry.aliases == ("wikidata:Q131301", "unlc:SYHMS")
    assert (entry.place.name_ar, entry.place.name_en) == ("حمص", "Homs")
    assert faults == []


@pytest.mark.parametrize(
    ("name", "lang", "country", "expected"),
    [
        ("حلب", "ar", "SY", ("ar", "variant")),
        ("Ḩalab", "ar", "SY", (None, "transliteration")),
        ("کوبانی", "ar", "SY", (None, "foreign")),
        ("تهران", "", "IR", (None, "variant")),
        ("أصفهان", "", "IR", ("ar", "variant")),
        ("تهران", "ar", "IR", ("ar", "variant")),
        ("كركوك", "ku", "IQ", (None, "foreign")),
        ("القاهره", "arz", "EG", ("ar", "variant")),
        ("חיפה", "he", "IL", ("he", "variant")),
        ("חיפה", "yi", "IL", None),
        ("Haifa", "en", "IL", ("en", "variant")),
        ("Haïfa", "fr", "IL", (None, "variant")),
        ("Hajfa", "pl", "IL", None),
        ("Paris", "", "FR", None),
        ("Paris", "en", "FR", ("en", "variant")),
        ("HFA", "", "IL", None),
        ("Хайфа", "ru", "IL", None),
        ("القدس (المدينة)", "ar", "PS", ("ar", "variant")),
        ("نابلس، رام الله", "ar", "PS", None),
        ("\u200e(", "ar", "PS", None),
    ],
)
def test_only_names_of_use_are_kept(
    name: str, lang: str, country: str, expected: tuple[str | None, str] | None
) -> None:
    """A name is kept by its script and what is true of its language, not by its tag alone."""
    found = usable(name, country=country, heard=is_heard(country), lang=lang)
    assert (found and (found.lang, found.role)) == expected


def test_what_stands_in_brackets_is_no_name() -> None:
    """A name ends where what is said beside it begins."""
    found = usable("وادي النقب/ وادي عونات", country="JO", heard=True)
    assert found
    assert found.text == "وادي النقب"


def test_one_spelling_is_one_name() -> None:
    """Of two that are spelt alike the one is kept of which more is known, at the place of the first."""
    names = [Name("حلب", None, "foreign"), Name("Aleppo", None, "variant"), Name("حلب", "ar", "preferred")]
    assert distinct(names) == [Name("حلب", "ar", "preferred"), Name("Aleppo", None, "variant")]


def test_countries_that_are_heard_are_those_of_cldr() -> None:
    """The table names the countries where Arabic or Hebrew is official, as the built-in base has them."""
    codes = {row["country"] for _, row in read_csv("units.csv")} | cldr.arabic_and_hebrew_countries()
    assert {code for code in codes if is_heard(code)} == cldr.arabic_and_hebrew_countries()


def test_units_are_named_from_the_best_that_is_known(tmp_path: Path, faults: list[str]) -> None:
    """A unit's curated name goes first, then the Arabic of the dump or table, then the code table's; then level two."""
    path = written(
        tmp_path / "XX.txt",
        [
            row(1, "Curated", admin1="09"),
            row(2, "In the dump", country="QQ", admin1="01"),
            row(3, "Unit", country="QQ", admin1="01", code="A.ADM1", names="محافظة الوحدة"),
            row(4, "In the table", country="QQ", admin1="02"),
            row(5, "Second level", country="QQ", admin1="00", admin2="7"),
            row(6, "Nowhere", country="QQ", admin1=""),
            row(7, "By hierarchy", country="QQ", admin1=""),
            row(8, "Quarter of it", country="QQ", admin1="", code="P.PPLX"),
        ],
    )
    written(tmp_path / "admin1CodesASCII.txt", ["QQ.02\tSecond\tSecond\t22", "bad row of another country", "QQ.03\tx"])
    written(tmp_path / "admin2Codes.txt", ["QQ.00.7\tSeventh\tSeventh\t77"])
    written(tmp_path / "hierarchy.txt", ["3\t7\tADM", "7\t8\t", "8\t7\t", "x\ty"])
    found = places(path, faults.append)
    admin = {number: found[f"geonames:{number}"].place.admin for number in range(1, 9)}
    assert admin == {1: "حلب", 2: "الوحدة", 3: None, 4: "Second", 5: "Seventh", 6: None, 7: "الوحدة", 8: "الوحدة"}
    assert len(faults) == 2
    assert faults[0].startswith(f"{tmp_path / 'admin1CodesASCII.txt'}:3: ")
    assert faults[1].startswith(f"{tmp_path / 'hierarchy.txt'}:4: ")


def test_a_country_reaches_as_far_as_it_is_large(tmp_path: Path) -> None:
    """CountryInfo gives a country its radius; the country has its code as an alias, and lies in no unit."""
    path = written(tmp_path / "SY.txt", [row(163843, "Syria", code="A.PCLI", admin1="00", names="سوريا")])
    info = [
        "#ISO",
        "\t".join(["SY", "SYR", "760", "SY", "Syria", "Damascus", "185180", "16906283", *[""] * 8, "163843"]),
    ]
    written(tmp_path / "countryInfo.txt", info)
    entry = places(path, pytest.fail)["geonames:163843"]
    assert (entry.place.kind, entry.place.admin, entry.aliases) == ("country", None, ("iso:SY",))
    assert entry.place.uncertainty_m == 364_000


@pytest.mark.parametrize(
    ("code", "people", "kind"),
    [
        ("P.PPL", 0, "village"),
        ("P.PPL", 5_000, "town"),
        ("P.PPL", 100_000, "city"),
        ("P.PPLC", 0, "city"),
        ("P.PPLA", 0, "town"),
        ("P.PPLA", 200_000, "city"),
        ("P.PPLX", 200_000, "neighbourhood"),
        ("S.CMPRF", 0, "camp"),
        ("A.ADM1", 0, "governorate"),
        ("A.ADM3", 0, "district"),
        ("S.AIRB", 0, "airport"),
        ("S.HSP", 0, "facility"),
        ("H.STRT", 0, "water"),
        ("T.ISL", 0, "landform"),
        ("H.WLL", 0, None),
        ("A.ADM1H", 0, None),
        ("U.TRNU", 0, None),
        (".", 0, None),
    ],
)
def test_feature_codes_are_kinds(code: str, people: int, kind: str | None) -> None:
    """A feature code tells the kind; one that is not in the table is left out."""
    assert kind_of_code(code, people) == kind


def test_every_code_of_the_table_has_a_kind() -> None:
    """The table names each code once, under a kind that there is, and gives radii only to codes it has."""
    table = read_toml("geonames.toml")
    codes = [code for codes in table["kinds"].values() for code in codes] + table["populated"]["codes"]
    assert len(codes) == len(set(codes))
    assert set(table["kinds"]) <= set(KINDS)
    assert set(table["radius"]) | set(table["populated"]["least"]) <= set(codes)
    assert all(radius_of_kind(kind) >= 500 for kind in KINDS)


@needs_dumps
def test_the_codes_are_those_of_geonames() -> None:
    """Every code in the table is one that GeoNames describes."""
    rows = (SHARED / "featureCodes_en.txt").read_text(encoding="utf-8").splitlines()
    known = {line.partition("\t")[0] for line in rows}
    table = read_toml("geonames.toml")
    assert {code for codes in table["kinds"].values() for code in codes} | set(table["populated"]["codes"]) <= known


@needs_dumps
def test_the_units_are_those_of_geonames() -> None:
    """Codes and numbers of the curated units belong together in GeoNames; names are Arabic, and one to a unit."""
    rows = (line.split("\t") for line in (SHARED / "admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines())
    known = {(*cells[0].split(".", 1), cells[3]) for cells in rows}
    curated = [row for _, row in read_csv("units.csv")]
    assert {(row["country"], row["code"], row["geonames"]) for row in curated} <= known
    assert all(script_of(row["name_ar"]) == "arabic" for row in curated)
    assert len({(row["country"], row["code"]) for row in curated}) == len(curated)


def test_a_name_tells_a_camp() -> None:
    """A populated place called مخيم is one; its head alone, or another kind of place, is not."""
    assert kind_by_name("village", "مخيم العروب") == "camp"
    assert kind_by_name("village", "مخيم") == "village"
    assert kind_by_name("village", "العروب") == "village"
    assert kind_by_name("district", "مخيم العروب") == "district"
    assert kind_by_name("town", None) == "town"


def test_a_hamlet_does_not_keep_the_names_of_the_sun(tmp_path: Path) -> None:
    """Of very many names of a place without people only those are kept that sound like its own."""
    foreign = [f"Solis{chr(97 + number)}" for number in range(26)]
    strange = row(1, "Shun", names=",".join(["الشمس", "شون", *foreign]))
    counted = row(2, "Shun", names=",".join(["الشمس", "شون", *foreign]), people=9)
    found = places(written(tmp_path / "SY.txt", [strange, counted]), pytest.fail)
    assert [name.text for name in found["geonames:1"].names] == ["Shun", "شون"]
    assert len(found["geonames:2"].names) == 29


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1\tHoms\t34.7\t36.7", "4 columns, but a dump of GeoNames has 19"),
        ("\t".join("12345678"), "a row of alternate names, not of places"),
        (row(1, "Homs", lat=95), "latitude '95' is not a number of degrees from -90 to 90"),
        (row(1, "Homs", lon="east"), "longitude 'east' is not a number"),
        (row(1, "Homs", lat="nan"), "latitude 'nan' is not a number"),
        (row("x1", "Homs"), "geonameid 'x1' is not a number that GeoNames gives"),
        (row(10**12, "Homs"), "is not a number that GeoNames gives"),
        (row(0, "Homs"), "geonameid '0' is not a number"),
        (row(1, " "), "geonameid 1 has no name"),
        (row(5, "Twice"), "geonameid 5 a second time; the first row was kept"),
        (row(1, "Ho\0ms"), "holds NUL bytes"),
        (row(1, "Homs", names="ب" * 600_000), "longer than 1,048,576 bytes"),
    ],
)
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, faults: list[str], line: str, said: str) -> None:
    """One bad row is reported as file:line, and the rows around it are read."""
    path = written(tmp_path / "SY.txt", [row(5, "Before"), line, row(6, "After")])
    assert list(places(path, faults.append)) == ["geonames:5", "geonames:6"]
    assert len(faults) == 1
    assert faults[0].startswith(f"{path}:2: ")
    assert said in faults[0]


def test_bytes_that_are_no_text_are_told(tmp_path: Path, faults: list[str]) -> None:
    """A row in another encoding is reported, and the rest is read; a byte order mark does no harm."""
    path = tmp_path / "SY.txt"
    good = row(5, "Homs").encode()
    path.write_bytes(
        b"\xef\xbb\xbf" + good + b"\r\n" + row(6, "حمص").encode("cp1256") + b"\n" + row(7, "Hama").encode()
    )
    assert list(places(path, faults.append)) == ["geonames:5", "geonames:7"]
    assert len(faults) == 1
    assert faults[0].startswith(f"{path}:2: the line is not UTF-8")


def test_a_zip_is_read_like_its_text(tmp_path: Path) -> None:
    """A zip gives what its largest text gives, and its own date; a readme in it is no data."""
    rows = [row(number, f"Village {number}") for number in range(1, 50)]
    path = zipped(tmp_path / "SY.zip", "SY.txt", rows)
    plain = written(tmp_path / "plain" / "SY.txt", rows)
    assert places(path, pytest.fail) == places(plain, pytest.fail)
    assert geonames.provenance(path).version == dated(path)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.97])
def test_a_zip_that_is_cut_off_gives_what_came_before(tmp_path: Path, faults: list[str], kept: float) -> None:
    """Of a download that broke off the first rows are read in order, and it is said that it broke off."""
    rows = [row(number, f"Village {number * 7919}") for number in range(1, 20_000)]
    with zipfile.ZipFile(tmp_path / "whole.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", "".join(f"{each}\n" for each in rows))
    whole = (tmp_path / "whole.zip").read_bytes()
    path = tmp_path / "SY.zip"
    path.write_bytes(whole[: int(len(whole) * kept)])
    found = list(places(path, faults.append))
    assert 0.5 * kept * len(rows) < len(found) < len(rows)
    assert found == [f"geonames:{number}" for number in range(1, len(found) + 1)]
    assert "cut off or damaged" in faults[0]


def test_damage_within_a_zip_is_told(tmp_path: Path, faults: list[str]) -> None:
    """Bytes that were changed in an archive end the reading with a report."""
    path = zipped(tmp_path / "SY.zip", "SY.txt", [row(number, f"V{number * 7919}") for number in range(1, 9_000)])
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 40] = bytes(40)
    path.write_bytes(raw)
    list(places(path, faults.append))
    assert any("damaged or cut off here" in fault for fault in faults)


def test_a_zip_without_text_is_told(tmp_path: Path, faults: list[str]) -> None:
    """An empty archive, or a file that is none, gives nothing and says why."""
    with zipfile.ZipFile(tmp_path / "SY.zip", "w"):
        pass
    (tmp_path / "LB.zip").write_bytes(b"<html>404</html>")
    assert places(tmp_path, faults.append) == {}
    assert sorted(fault.partition(".zip")[0][-2:] for fault in faults) == ["LB", "SY"]


def test_a_folder_is_read_dump_by_dump(tmp_path: Path, faults: list[str]) -> None:
    """All dumps of a folder are read; a place in two of them comes once, without a fault."""
    written(tmp_path / "SY.txt", [row(1, "Homs"), row(2, "Hama")])
    written(tmp_path / "cities500.txt", [row(1, "Homs"), row(3, "Paris", country="FR")])
    written(tmp_path / "admin1CodesASCII.txt", ["SY.99\tx\tx\t9"])
    written(tmp_path / "alternatenames" / "SY.txt", [alternate(1, 1, "ar", "حمص")])
    said, entries = open_source(tmp_path, skip=faults.append)
    found = {entry.place.id: entry.place.name for entry in entries}
    assert said.name == "geonames"
    assert found == {"geonames:1": "حمص", "geonames:2": "Hama", "geonames:3": "Paris"}
    assert faults == []


def test_one_table_of_names_serves_all_dumps(tmp_path: Path, faults: list[str]) -> None:
    """A table of the names of all countries is gone through once for a folder of dumps, and told of once."""
    written(tmp_path / "SY.txt", [row(1, "Homs"), row(2, "Hama")])
    written(tmp_path / "LB.zip.txt", ["no dump by its name"])
    zipped(tmp_path / "LB.zip", "LB.txt", [row(3, "Tyre", country="LB", admin1="06")])
    names = [alternate(1, 1, "ar", "حمص"), "bad", alternate(2, 3, "ar", "صور")]
    zipped(tmp_path / "alternateNamesV2.zip", "alternateNamesV2.txt", names)
    found = {key: entry.place.name for key, entry in places(tmp_path, faults.append).items()}
    assert found == {"geonames:3": "صور", "geonames:1": "حمص", "geonames:2": "Hama"}
    assert len(faults) == 1


def test_names_cannot_stand_for_places(tmp_path: Path, faults: list[str]) -> None:
    """Given the table of alternate names in place of a dump, each row says what to do."""
    path = written(tmp_path / "alternateNamesV2.txt", [alternate(1, 2, "ar", "حمص")])
    _, entries = open_source(path, skip=faults.append)
    assert list(entries) == []
    assert "give the dump, with this table beside it" in faults[0]


def test_bad_rows_of_names_are_told(tmp_path: Path, faults: list[str]) -> None:
    """A row of the names' table that cannot be used is reported with its own file and line."""
    path = written(tmp_path / "SY.txt", [row(1, "Homs")])
    table = written(
        tmp_path / "alternateNamesV2.txt", ["1", "2\tone\tar\tحمص", "3\t1\tar\t", alternate(4, 1, "ar", "حمص")]
    )
    assert places(path, faults.append)["geonames:1"].place.name_ar == "حمص"
    assert [fault.split(": ")[0] for fault in faults] == [f"{table}:{line}" for line in (1, 2, 3)]


def test_what_is_not_there_or_not_known_is_said(tmp_path: Path) -> None:
    """A path without a file, a format without a reader and a file of no format are errors that say what to do."""
    with pytest.raises(GazetteerMissingError, match="no such file"):
        open_source(tmp_path / "SY.zip", skip=pytest.fail)
    path = tmp_path / "notes.doc"
    path.write_bytes(b"\xd0\xcf")
    with pytest.raises(GazetteerError, match="name it with --format"):
        open_source(path, skip=pytest.fail)
    with pytest.raises(GazetteerError, match=r"'gml' is no format .* choose from geonames"):
        open_source(path, format="gml", skip=pytest.fail)
    with pytest.raises(GazetteerError, match="no dump of GeoNames here"):
        next(geonames.read(tmp_path, skip=pytest.fail))
    assert all(name and each.what for name, each in FORMATS.items())


def test_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    """Ten times the rows and names take hardly more memory: nothing is kept but marks on numbers."""

    def peak(count: int) -> int:
        folder = tmp_path / str(count)
        written(folder / "SY.txt", (row(number, f"Village {number}") for number in range(1, count)))
        rows = (alternate(number, number, "ar", f"قرية {number}") for number in range(1, count))
        written(folder / "alternateNamesV2.txt", rows)
        tracemalloc.start()
        assert sum(1 for _ in geonames.read(folder / "SY.txt", skip=pytest.fail)) == count - 1
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(20_000) < peak(2_000) + 4_000_000


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0\ufeff"), max_size=40), max_size=30))
def test_lines_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    """What is written line by line is read line by line, with its number, packed or not."""
    folder = tmp_path_factory.mktemp("lines")
    path = written(folder / "a.txt", rows)
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "a.txt")
    expected = list(enumerate(rows, 1))
    assert list(lines(path, skip=pytest.fail)) == expected
    assert list(lines(folder / "a.zip", skip=pytest.fail)) == expected


@needs_dumps
def test_real_dumps_are_read_without_a_fault(faults: list[str]) -> None:
    """The dumps of the region give places with Arabic units and names, of kinds that are plausible."""
    found = places(SHARED / "reconstructed", faults.append)
    assert len(found) == 68_214
    assert faults == []
    syria = [entry.place for entry in found.values() if entry.place.country == "SY"]
    assert sum(place.name_ar is not None for place in syria) > 9_700
    assert {place.admin for place in syria} - {None} == {
        *("حلب", "حماة", "حمص", "إدلب", "درعا", "دمشق", "ريف دمشق", "طرطوس", "اللاذقية", "الحسكة", "الرقة", "السويداء"),
        *("دير الزور", "القنيطرة"),
    }
    assert found["geonames:281583"].place.admin == "الضفة الغربية"


@needs_dumps
def test_real_archive_and_country_without_arabic(faults: list[str]) -> None:
    """A zip of the whole world's towns, and a country none of whose names is Arabic, are read too."""
    towns = {entry.place.kind for entry in geonames.read(SHARED / "cities5000.zip", skip=faults.append)}
    assert towns <= {"city", "town", "village", "neighbourhood"}
    andorra = [entry.place for entry in geonames.read(SHARED / "AD.txt", skip=faults.append)]
    assert {place.country for place in andorra} == {"AD"}
    assert len({place.kind for place in andorra}) >= 8
    assert faults == []


@pytest.mark.parametrize(
    ("latin", "names", "people", "expected"),
    [
        ("Tall Ghazāl", "كر غزال,تل غزال", 0, "تل غزال"),
        ("Sallūr", "السامرة,سللور", 0, "سللور"),
        ("Al Jisr", "بيرك,الجسر", 0, "الجسر"),
        ("Al Qanayyah", "قنية,القنية", 0, "القنية"),
        ("Haifa", "جحفية,حيفا,H̱efa", 267_300, "حيفا"),
        ("Casablanca", "كازابلانكا,الدار البيضاء,Ad Dār al Bayḑā’", 3_144_909, "الدار البيضاء"),
        ("Palmyra", "تدمر", 0, "تدمر"),
    ],
)
def test_the_arabic_name_is_the_one_that_is_heard(
    tmp_path: Path, latin: str, names: str, people: int, expected: str
) -> None:
    """Of several Arabic names the one is shown that sounds like the Latin name, for a city like any of those."""
    path = written(tmp_path / "SY.txt", [row(1, latin, names=names, people=people)])
    assert places(path, pytest.fail)["geonames:1"].place.name_ar == expected
