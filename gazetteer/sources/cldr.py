"""What countries are called in Arabic and English, from CLDR by way of Babel."""

from collections.abc import Iterator

from . import Name, Provenance

__all__ = ["arabic_and_hebrew_countries", "provenance", "read"]


def provenance() -> Provenance:
    """Return what to say of the source."""
    from babel.core import get_cldr_version  # noqa: PLC0415  needed to build, not to run

    return Provenance(
        name="cldr",
        version=get_cldr_version(),
        licence="Unicode-3.0",
        attribution="Unicode CLDR, by way of Babel",
        url="https://cldr.unicode.org/",
    )


def read() -> Iterator[tuple[str, Name]]:
    """Yield the ISO 3166-1 alpha-2 code and a name of each country and territory."""
    from babel import Locale  # noqa: PLC0415

    for language in ("ar", "en", "he"):
        for code, text in Locale(language).territories.items():
            if len(code) == len("XX") and code.isalpha():
                yield code, Name(text, language, "official")


def arabic_and_hebrew_countries() -> frozenset[str]:
    """Return the countries in which Arabic or Hebrew is an official language."""
    from babel import Locale  # noqa: PLC0415
    from babel.languages import get_official_languages  # noqa: PLC0415

    codes = map(str, Locale("en").territories)
    return frozenset(
        code for code in codes if {"ar", "he"} & set(get_official_languages(code, regional=True, de_facto=True))
    )
