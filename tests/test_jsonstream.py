"""Items of a JSON list are read one at a time as they would be read all at once, wherever the file is cut."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.sources import jsonstream

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a few characters at a time, so that everything is cut somewhere."""
    monkeypatch.setattr(jsonstream, "_CHUNK", 3)


def read_all(path: Path, keys: tuple[str, ...]) -> tuple[list[Any], list[int], list[str], dict[str, Any]]:
    """Return items, their lines, faults, and what stands beside the list."""
    faults: list[str] = []
    beside: dict[str, Any] = {}
    found = list(jsonstream.items(path, keys, skip=faults.append, aside=beside.__setitem__))
    return [item for _, item in found], [line for line, _ in found], faults, beside


@in_one_folder
@given(items=st.lists(values, max_size=5), before=values, after=values, indent=st.sampled_from([None, 0, 2]))
def test_items_are_what_json_reads(
    tmp_path: Path, items: list[Any], before: object, after: object, indent: int | None
) -> None:
    """All items in order, each with its line, whatever else is in the file."""
    path = tmp_path / "a.json"
    whole = {"first": before, "results": {"x": 1, "bindings": items, "y": 2}, "last": after}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=indent), encoding="utf-8")
    found, lines, faults, beside = read_all(path, ("results", "bindings"))
    assert found == items
    assert not faults
    assert beside == {"first": before, "x": 1, "y": 2, "last": after}
    assert lines == sorted(lines)
    if indent is None:
        assert set(lines) <= {1}


@in_one_folder
@given(items=st.lists(values, max_size=5), cut=st.floats(0, 1, exclude_max=True))
def test_a_cut_loses_what_comes_after_it(tmp_path: Path, items: list[Any], cut: float) -> None:
    """The items before the cut are read, but the last may be a number that was cut short; and the cut is said."""
    path = tmp_path / "a.json"
    text = json.dumps({"features": items}, ensure_ascii=False)
    path.write_text(text[: int(cut * len(text))], encoding="utf-8")
    found, _, faults, _ = read_all(path, ("features",))
    assert found[:-1] == items[: len(found) - 1] if found else not found
    assert len(faults) == 1
    assert str(path) in faults[0]


@pytest.mark.parametrize("text", ['{"features": [1, 2, oops, 4]}', '{"features": [1, 2 3]}', '{"features": [1, 2,'])
def test_a_fault_within_ends_the_items(tmp_path: Path, text: str) -> None:
    """What stands before a fault is read; the line of the fault is named."""
    path = tmp_path / "a.json"
    path.write_text("\n" + text, encoding="utf-8")
    found, _, faults, _ = read_all(path, ("features",))
    assert found == [1, 2]
    assert faults[0].startswith(f"{path}:2: ")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    """A file that begins with one, as some programs write it, is read; one in another encoding is said."""
    path = tmp_path / "a.json"
    path.write_text('["حلب"]', encoding="utf-8-sig")
    assert read_all(path, ())[0] == ["حلب"]
    path.write_text('["حلب"]', encoding="windows-1256")
    assert len(read_all(path, ())[2]) == 1
