"""What may be wrong in a gazetteer, and that it is found; and that what is right is left alone."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from gazetteer.areas import known_in, load_areas
from gazetteer.check import FAULTS, Finding, check
from gazetteer.compile import compile_entries
from gazetteer.place import Place
from gazetteer.sources import Entry, Name, Provenance, pcodes
from gazetteer.sources.formats import open_source
from gazetteer.spelling import meant
from gazetteer.territory import Territory

BASE = gazetteer.load()


def entry(key: str = "t:1", *names: Name, **changes: Any) -> Entry:  # noqa: ANN401  fields of a place
    """Return a village near Aleppo, but for what is changed."""
    told: dict[str, Any] = {
        "id": key,
        "name": "كفر حمرة",
        "name_ar": "كفر حمرة",
        "name_en": "Kafr Hamra",
        "kind": "village",
        "country": "SY",
        "admin": None,
        "lon": 37.08,
        "lat": 36.26,
        "uncertainty_m": 1000.0,
        "population": None,
        "source": "test",
    }
    place = Place(**(told | changes))
    return Entry(place=place, names=names or (Name(place.name, "ar", "preferred"),))


def found(entries: Iterable[Entry], **options: Any) -> list[Finding]:  # noqa: ANN401  options of check
    """Return what is found in entries."""
    return list(check(entries, base=BASE, **options))


def faults(*entries: Entry) -> list[str]:
    """Return which faults entries have."""
    return [finding.fault for finding in found(entries)]


def test_what_is_right_is_left_alone() -> None:
    """The same name elsewhere or of another kind, names in their scripts, a point that is swapped as likely as not."""
    assert not faults(
        entry(),
        entry("t:2", lon=36.9),
        entry("t:3", kind="district"),
        entry("t:6", lon=36.26, lat=37.08, name_ar="عفرين"),
        entry(
            "t:4", Name("קריית שמונה", "he", "preferred"), Name("Kiryat Shmona", "en", "preferred"), name="x", lon=36
        ),
        entry("t:5", Name("تهر\u200cان", "fa", "foreign"), Name("عبد ﷲ", "ar", "variant"), name_ar="مكان", lon=36.1),
    )


@pytest.mark.parametrize(
    ("fault", "changes", "said"),
    [
        ("null", {"lon": 0.0, "lat": 0.0}, "0, 0"),
        ("swapped", {"lon": 15.35, "lat": 44.2, "country": "YE"}, "swap them"),
        ("outside", {"lon": 30.06, "lat": 31.2}, "near EG"),
        ("outside", {"lon": -30.0, "lat": 40.0}, "no country"),
        ("script", {"name_ar": "Kafr Hamra"}, "not in Arabic letters"),
        ("script", {"name_en": "كفر حمرة"}, "columns swapped"),
    ],
)
def test_a_fault_of_a_place(fault: str, changes: dict[str, Any], said: str) -> None:
    """Each is found with what it is and what to do."""
    findings = found([entry(**changes)])
    assert [finding.fault for finding in findings] == [fault]
    assert said in findings[0].message
    assert findings[0].place == "t:1"
    assert findings[0].message.startswith("t:1 (")


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ("hidden", Name("السودان\u200e", "ar", "preferred")),
        ("hidden", Name("\ufeffحلب", "ar", "preferred")),
        ("hidden", Name("Al\u00adeppo", "en", "preferred")),
        ("shapes", Name("ﺣﻠﺐ", "ar", "preferred")),
        ("script", Name("Kafr Nabl", "ar", "preferred")),
        ("script", Name("حلب", "he", "variant")),
        ("garbled", Name("ح\ufffdب", "ar", "variant")),
        ("garbled", Name("Ø­Ù„Ø¨", None, "variant")),
        ("garbled", Name("ÍáÈ", None, "variant")),
        ("garbled", Name("ط­ظ„ط¨", None, "variant")),
    ],
)
def test_a_fault_of_a_name(fault: str, name: Name) -> None:
    """Hidden characters, presentation forms, another script and text read in the wrong encoding."""
    assert faults(entry("t:1", name)).count(fault) == 1


@pytest.mark.parametrize("encodings", [("utf-8", "cp1256"), ("utf-8", "latin-1"), ("cp1256", "cp1252")])
@pytest.mark.parametrize("name", ["حلب", "دير الزور", "القدس", "مخيم جباليا", "ريف دمشق"])
def test_what_a_garbled_name_says(name: str, encodings: tuple[str, str]) -> None:
    """The message shows the name as it was meant."""
    written, read = encodings
    try:
        garbled = name.encode(written).decode(read)
    except UnicodeDecodeError:
        pytest.skip("nothing reads these bytes so")
    assert meant(garbled) == name


@pytest.mark.parametrize("name", ["Évian", "Çağlayan", "Ålesund", "Ötüken", "طنطا", "الظاهرية", "طوباس", "Ö"])
def test_a_name_with_such_letters_is_not_garbled(name: str) -> None:
    """Names with accents, and Arabic ones with the letters that garbled text is full of."""
    assert meant(name) is None


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0xFFFF), max_size=20))
def test_no_name_is_too_odd(name: str) -> None:
    """Whatever stands in a name, the check says something or nothing, and never fails."""
    assert all(finding.fault in FAULTS for finding in found_in_names(name))


def found_in_names(name: str) -> list[Finding]:
    """Return what is found in a name alone, without the countries, which take long to put together."""
    from gazetteer.spelling import faults_of_names  # noqa: PLC0415  beside its use

    made = entry("t:1", Name(name, "ar", "variant"), name_en=name or None)
    return [Finding(fault=fault, place="t:1", message=message) for fault, message in faults_of_names(made)]  # type: ignore[arg-type]


def test_the_same_place_twice() -> None:
    """The same name, however it is spelt, of the same kind in the same country within a kilometre."""
    findings = found(
        [
            entry("t:1"),
            entry("t:2", name_ar="كفر حمره", lon=37.0805),
            entry("t:3", country="TR", lon=37.0801),
            entry("t:4", kind="town", lon=37.0801),
            entry("t:5", lon=37.2),
            entry("pcode:SY0200", kind="district"),
            entry("pcode:SY020000", kind="district"),
            entry("pcode:SY020003", kind="district"),
        ]
    )
    assert [(finding.fault, finding.place) for finding in findings] == [("twice", "pcode:SY020003"), ("twice", "t:2")]
    assert "pcode:SY020000" in findings.pop(0).message, "a unit may have the name of the one that holds it"
    assert "t:1 is a village of the same name 45 m away" in findings[0].message


def test_an_identifier_twice() -> None:
    """Two places with one identifier are said once, with their number."""
    findings = found([entry("t:1"), entry("t:1", name_ar="حريتان", name="حريتان", lon=36), entry("t:2", lon=35.9)])
    assert [(finding.fault, finding.place) for finding in findings] == [("id", "t:1")]
    assert "2 places" in findings[0].message


def test_published_units(shared: Path) -> None:
    """Of 119 units of Iraq the one is found that has the Arabic name of another."""
    findings = found(pcodes.read(shared / "gazetteers/pcodes/iraq_shp", skip=pytest.fail))
    assert [(finding.fault, finding.place) for finding in findings] == [("names", "pcode:IQG10Q03")]
    assert "مندلي" in findings[0].message
    assert not found(pcodes.read(shared / "gazetteers/pcodes/jordan", skip=pytest.fail))
    assert not found(pcodes.read(shared / "gazetteers/pcodes/palestine", skip=pytest.fail))


def test_places_in_other_units_than_they_say(shared: Path) -> None:
    """Outlines tell which villages of GeoNames are filed under the wrong governorate; few are, near borders none."""
    folder = shared / "gazetteers"
    areas = load_areas([folder / "pcodes/syria/syr_admin1.geojson"], known=known_in(BASE))
    _, entries = open_source(folder / "geonames/reconstructed/SY.txt", skip=pytest.fail)
    counted = Counter(finding.fault for finding in found(entries, areas=areas))
    assert set(counted) == {"admin", "twice"}
    assert 5 <= counted["admin"] <= 40
    right, wrong = entry("t:1", admin="حلب"), entry("t:2", admin="حمص", name_ar="آخر")
    findings = found([right, wrong], areas=areas)
    assert [(finding.fault, finding.place) for finding in findings] == [("admin", "t:2")]
    assert "حلب (SY02)" in findings[0].message


def test_a_compiled_gazetteer(tmp_path: Path) -> None:
    """A file is checked like the entries that it was made of."""
    path = tmp_path / "my.mawqi"
    told = Provenance(name="test", version="1", licence="CC0", attribution="", url="")
    places = [entry("t:1"), entry("t:2", lon=37.0805), entry("t:3", name_ar="ﺣﻠﺐ", lon=30.06, lat=31.2)]
    compile_entries(places, path, sources=[told])
    counted = Counter(finding.fault for finding in check(gazetteer.load(path), base=BASE))
    assert counted == {"twice": 1, "shapes": 1, "outside": 1}


def test_each_place_is_counted() -> None:
    """A progress bar is told of every place."""
    counts: list[int] = []
    found([entry(), entry("t:2", lon=36)], seen=counts.append)
    assert sum(counts) == 2


def test_most_of_the_built_in_base_lies_in_its_countries() -> None:
    """Roughly where the countries are is no matter of one degree, and is known for all but the smallest."""
    territory = Territory(BASE)
    assert territory.is_near("LB", 35.5, 33.9)
    assert not territory.is_outside("LB", 35.5, 33.9)
    assert territory.is_outside("LB", 31.2, 30.0)
    assert territory.is_outside("FJ", 178.0, 17.0)
    assert not territory.is_outside("FJ", -179.9, -17.0)
    assert not territory.is_outside("XX", 0, 0)
    assert {"IL", "LB", "SY"} <= set(territory.countries_near(35.6, 33.3)) <= {"IL", "JO", "LB", "PS", "SY"}
    assert not territory.is_outside("DZ", 3.0, 25.5)
    assert not territory.is_outside("RU", 179.99, 68.0)
    assert territory.is_outside("GL", -40.0, 89.9)
