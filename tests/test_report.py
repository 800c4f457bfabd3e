"""What makes a report, and what is refused."""

import datetime as dt

import pandas as pd
import pytest

import geo

DAY = dt.date(2024, 5, 15)


@pytest.mark.parametrize("given", [DAY, dt.datetime(2024, 5, 15, 23, 30, tzinfo=dt.UTC), pd.Timestamp("2024-05-15")])
def test_published_is_a_day(given: dt.date) -> None:
    """What carries a day gives that day, without its hour."""
    published = geo.Report(id="a", text="", published=given).published
    assert type(published) is dt.date
    assert published == DAY


@pytest.mark.parametrize("given", [None, pd.NaT, float("nan")])
def test_published_unknown(given: dt.date | None) -> None:
    """A missing value of a table is an unknown day."""
    assert geo.Report(id="a", text="", published=given).published is None


@pytest.mark.parametrize("given", ["2024-05-15", 20240515])
def test_published_is_no_string(given: object) -> None:
    """Text in place of a day is refused at once, with the way out."""
    with pytest.raises(TypeError, match=r"report 'a': published is a datetime\.date, .*fromisoformat"):
        geo.Report(id="a", text="", published=given)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"id": 7, "text": ""}, {"id": "a", "text": float("nan")}, {"id": "a", "text": b""}])
def test_strings_are_strings(wrong: dict[str, object]) -> None:
    """A number, a missing cell or bytes are no text."""
    with pytest.raises(TypeError, match="of a report is a str, not"):
        geo.Report(**wrong)  # type: ignore[arg-type]
