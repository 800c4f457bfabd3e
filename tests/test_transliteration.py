"""Names found by their sound: from another script, misspelt, or not at all; and what an answer is worth."""

import time
from functools import lru_cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, load
from gazetteer.arabic import normalise
from gazetteer.evidence import evidence, most, pair_of, weights_of
from gazetteer.heads import heads, is_ordinary
from gazetteer.index import BASE
from gazetteer.seeds import read_csv
from gazetteer.skeleton import letters, loose, skeleton, sound
from gazetteer.trust import raw_trust, trusted, weights


@lru_cache(maxsize=1)
def base() -> Gazetteer:
    """Return the built-in gazetteer."""
    return load(BASE)


@lru_cache(maxsize=1)
def curated() -> list[tuple[str, str]]:
    """Return identifier and Arabic name of the curated places that may be asked for by it."""
    rows = [row for _, row in read_csv("places.csv")]
    return [
        (row["id"], row["name_ar"]) for row in rows if row["name_ar"] and not is_ordinary(normalise(row["name_ar"]))
    ]


# -------------------------------------------------------------------------------------------- what letters say


@pytest.mark.parametrize("pair", ["arabic-hebrew", "arabic-latin", "hebrew-latin", "same"])
def test_every_letter_has_a_weight(pair: str) -> None:
    """A letter speaks for itself, and against a letter of no kinship; one that is missing speaks against too."""
    table = weights_of(pair)
    for letter in letters():
        assert table.first[letter] < 0
        assert table.second[letter] < 0
    for letter in "bdlmnrz":
        assert table.both[letter][letter] == max(table.both[letter].values())
        assert table.both[letter][letter] > 0 > table.both[letter]["m" if letter != "m" else "d"]


@pytest.mark.parametrize(
    ("arabic", "hebrew"),
    [
        *(("غزر", "גזר"), ("جزر", "גזר"), ("صور", "צור"), ("تسور", "צור"), ("حولون", "חולון"), ("خولون", "חולון")),
        *(("فاران", "פארן"), ("باران", "פארן"), ("طابا", "טבה"), ("تابا", "טבה"), ("كيشت", "קשת"), ("قيشت", "קשת")),
    ],
)
def test_hebrew_letters_have_several_arabic_ones(arabic: str, hebrew: str) -> None:
    """Each usual way to write a Hebrew letter in Arabic speaks for the name."""
    pair, swapped = pair_of(arabic, hebrew)
    assert (pair, swapped) == ("arabic-hebrew", False)
    assert skeleton(sound(arabic)) == skeleton(sound(hebrew))
    assert evidence(weights_of(pair), sound(arabic), sound(hebrew)) > 2


@given(st.text(st.sampled_from("btkzdrlmnswyhae"), min_size=1, max_size=9))
def test_nothing_says_more_than_the_sound_itself(spoken: str) -> None:
    """A name with a letter more or less has less evidence than the same name."""
    table = weights_of("arabic-hebrew")
    assert evidence(table, spoken, spoken) == pytest.approx(most(table, spoken), abs=2.0)
    assert evidence(table, spoken, spoken + "m") < evidence(table, spoken, spoken)


def test_the_evidence_takes_no_more_than_its_letters() -> None:
    """Time grows with the product of two lengths, both bounded: a name is never longer than it may be."""
    start = time.process_time()
    assert base().lookup("ب" * 10_000_000, country="IL") == []
    assert base().lookup("كفر " * 49, country="IL") == []
    assert time.process_time() - start < 10


# -------------------------------------------------------------------------------------------- places found


@pytest.mark.parametrize(
    ("name", "country", "english"),
    [
        ("بروفاري", "UA", "Brovary"),
        ("Бровари", None, "Brovary"),
        ("هوستوميل", "UA", "Hostomel"),
        ("بويارکا", "UA", "Boyarka"),
        ("Гостомель", None, "Hostomel"),
        ("Ашдод", "IL", "Ashdod"),
        ("כפר עזה", "IL", "Kfar Aza"),
        ("كفار عزا", "IL", "Kfar Aza"),
        ("نتيبوت", "IL", "Netivot"),
        ("שדרות", "IL", "Sderot"),
        ("شديروت", "IL", "Sderot"),
    ],
)
def test_a_place_is_found_from_another_script(name: str, country: str | None, english: str) -> None:
    """Whether or not any source has the spelling."""
    found = base().lookup(name, country=country)
    assert found
    assert found[0].place.name_en == english


@pytest.mark.parametrize(("name", "english"), [("نيتسانه", "Nitzana"), ("حتسفه", "Hatzeva")])
def test_the_vowel_that_a_name_ends_in_is_heard(name: str, english: str) -> None:
    """Nitzana is not Nitzan, whose consonants are the same."""
    assert base().lookup(name, country=["IL", "PS"])[0].place.name_en == english


@settings(max_examples=150)
@given(st.integers(0, 10**6))
def test_the_name_of_a_place_finds_it(number: int) -> None:
    """Among the first answers in its country, whatever its kind."""
    places = curated()
    place_id, name = places[number % len(places)]
    place = base().get(place_id)
    assert place is not None
    found = base().lookup(name, country=place.country, limit=25)
    assert place_id in [match.place.id for match in found]


@settings(max_examples=150)
@given(st.integers(0, 10**6), st.sampled_from(["", "article", "together", "hamza", "teh", "yeh", "tatweel"]))
def test_orthography_makes_no_difference(number: int, change: str) -> None:
    """The loose form and the consonants of a name are those of its orthographic variants."""
    places = curated()
    _, name = places[number % len(places)]
    variants = {
        "": name,
        "article": "ال" + name if not normalise(name).startswith("ال") and " " not in name else name,
        "together": name.replace(" ", "-"),
        "hamza": name.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا"),
        "teh": name.replace("ة", "ه"),
        "yeh": name.replace("ى", "ي"),
        "tatweel": name.replace("ا", "ـا"),
    }
    other = variants[change]
    assume(len(normalise(name)) > 2)
    assert loose(normalise(other)) == loose(normalise(name))
    assert skeleton(sound(normalise(other))) == skeleton(sound(normalise(name)))


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("بيرزيت", "بير زيت"),
        ("كفرتبنيت", "كفر تبنيت"),
        ("ابي ديس", "أبو ديس"),
        ("أبا ديس", "أبو ديس"),
        ("بنو سهيلا", "بني سهيلا"),
        ("شجاعية", "الشجاعية"),
        ("قضاء صور", "صور"),
        ("بلدة القليعة", "القليعة"),
        ("كيبوتس كفار عزة", "كفار عزة"),
    ],
)
def test_variants_lead_to_the_usual_name(name: str, usual: str) -> None:
    """Together or apart, with another case of أبو and بنو, with or without article and generic word."""
    found = [match.place.id for match in base().lookup(name, fuzzy=False)]
    assert base().lookup(usual)[0].place.id in found


def test_every_generic_word_of_the_list_is_known() -> None:
    """With and without the article."""
    words = "مدينة بلدة قرية مخيم حي محافظة قضاء ريف ناحية منطقة مستوطنة كيبوتس معبر مطار جبل وادي نهر".split()  # noqa: SIM905
    assert [word for word in words if not {normalise(word), normalise("ال" + word)} <= set(heads())] == []


# -------------------------------------------------------------------------------------------- what is no place


def test_ordinary_words_are_not_turned_into_places() -> None:
    """Of a thousand words that texts use as anything but places, hardly one in a hundred sounds like a place."""
    rows = [row["word"] for _, row in read_csv("models/words.csv") if row["place"] == "-1"]
    words = [word for word in rows if len(word) > 2 and word.isalpha() and not word.isascii()][::7][:1000]
    assert len(words) == 1000
    heard = [word for word in words if any(m.how in {"fuzzy", "transliteration"} for m in base().lookup(word, limit=1))]
    assert len(heard) <= 15, heard


@pytest.mark.parametrize(
    "name", ["محمد العامري", "عبد الرحمن يوسف", "فاطمة الزهراني", "قققققق", "زخرفتلمين", "xqzvbnm"]
)
def test_persons_and_noise_are_no_places(name: str) -> None:
    """Nothing far away is offered for a person's name or for letters at random."""
    assert [match for match in base().lookup(name) if match.how in {"fuzzy", "transliteration"}] == []


def test_an_adjective_is_no_misspelt_country() -> None:
    """بريطاني is not بريطانيا, where nothing says that a place is meant."""
    for word in ("بريطاني", "البريطانية", "أسترالية"):
        assert [match for match in base().lookup(word) if match.how in {"fuzzy", "transliteration"}] == []


# -------------------------------------------------------------------------------------------- what answers are worth


@given(st.sampled_from(["exact", "variant", "clitic"]), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_trust_never_falls(how: str, quality: float, one: float, other: float) -> None:
    """A larger share of the weight never makes an answer less trusted, and trust is a probability."""
    low, high = sorted((one, other))
    assert 0 <= trusted(how, quality, low) <= trusted(how, quality, high) <= 1  # type: ignore[arg-type]
    assert raw_trust(quality, low) <= raw_trust(quality, high)


def test_evidence_counts_for_a_name() -> None:
    """More evidence, a better known place and a smaller search make an answer likelier; a lack makes it less likely."""
    learnt = weights()["heard"]
    for pair in ("arabic-hebrew", "arabic-latin", "same"):
        assert learnt[f"{pair} evidence"] > 0
        assert learnt[f"{pair} lacking"] < 0
    assert learnt["prominence"] > 0 > learnt["places"]


def test_the_scores_of_names_that_sound_alike_are_shares() -> None:
    """What all candidates have together is at most one: what is left over is none of them."""
    for name in ("عسقلن", "شديروت", "نتيبوت", "بيروتت"):
        found = base().lookup(name, country=["IL", "PS", "LB"], limit=100)
        if found and found[0].how in {"fuzzy", "transliteration"}:
            assert sum(match.score for match in found) <= 1.001


def test_an_ordinary_word_is_hardly_ever_a_place_that_sounds_like_it() -> None:
    """Fewer than one in thirty words that texts use is taken for a place of a given country that sounds like it."""
    rows = [row["word"] for _, row in read_csv("models/words.csv") if row["place"] == "-1"]
    words = [word for word in rows if len(word) > 2 and word.isalpha() and not word.isascii()][3::70]
    countries = ("SY", "PS", "IL", "YE")
    found = [match for word in words for code in countries for match in base().lookup(word, country=code, limit=1)]
    by_sound = [match for match in found if match.how in {"fuzzy", "transliteration"}]
    assert len(by_sound) < len(words) * len(countries) / 30
