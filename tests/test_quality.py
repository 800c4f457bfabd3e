"""The quality gate itself: it fails below a floor, and lowers none silently."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def quality() -> ModuleType:
    """Return the gate's script as a module."""
    spec = importlib.util.spec_from_file_location("mawqi_quality", HERE / "quality.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


FLOORS = {"names a.jsonl": {"acc@5km": 0.9, "median_km": 2.0}, "reports b.jsonl": {"incidents.f1": 0.8}}


@pytest.mark.parametrize(
    ("now", "fallen"),
    [
        ({"acc@5km": 0.9, "median_km": 2.0}, []),
        ({"acc@5km": 0.8999, "median_km": 2.01}, []),
        ({"acc@5km": 0.95, "median_km": 1.0}, []),
        ({"acc@5km": 0.8997, "median_km": 2.0}, ["acc@5km"]),
        ({"acc@5km": 0.9, "median_km": 2.5}, ["median_km"]),
        ({"acc@5km": None, "median_km": 2.0}, ["acc@5km"]),
        ({"median_km": 2.0}, ["acc@5km"]),
    ],
)
def test_a_score_below_its_floor_is_found(quality: ModuleType, now: dict[str, float], fallen: list[str]) -> None:
    """Rates fall when lower, distances when higher, and a score that is gone has fallen."""
    verdicts = quality.judge(FLOORS, {"names a.jsonl": now}, ["names"])
    assert [verdict.name for verdict in verdicts if verdict.falls] == fallen


def test_a_set_that_vanished_has_fallen(quality: ModuleType) -> None:
    """Floors of a task that was run but gave no such set are not met."""
    assert [verdict.name for verdict in quality.judge(FLOORS, {}, ["reports"]) if verdict.falls] == ["incidents.f1"]


def test_floors_go_up_only(quality: ModuleType) -> None:
    """An update keeps what is not reached, unless lowering is asked for; other tasks keep their floors."""
    verdicts = quality.judge(FLOORS, {"names a.jsonl": {"acc@5km": 0.95, "median_km": 3.0, "new": 0.5}}, ["names"])
    kept = quality.raised(FLOORS, verdicts, lower=False)
    assert kept == {
        "names a.jsonl": {"acc@5km": 0.95, "median_km": 2.0, "new": 0.5},
        **{k: FLOORS[k] for k in FLOORS if "b" in k},
    }
    assert quality.raised(FLOORS, verdicts, lower=True)["names a.jsonl"]["median_km"] == 3.0


def test_speeds_and_counts_are_not_judged(quality: ModuleType) -> None:
    """Only scores of quality are flattened, by dotted name."""
    scores = {"strict": {"p": 1.0, "f1": 0.9, "n_gold": 7}, "chars_per_s": 10_000, "n": 3}
    assert dict(quality.flatten(scores)) == {"strict.p": 1.0, "strict.f1": 0.9}


@pytest.mark.parametrize(
    ("allowed", "status", "written"), [(False, 1, {}), (True, 0, {"names a.jsonl": {"acc@5km": 0.5}})]
)
def test_other_data_is_not_pinned_silently(
    quality: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    allowed: bool,  # noqa: FBT001 - a parameter of the case
    status: int,
    written: dict[str, object],
) -> None:
    """A file that is not the one measured on is refused, unless that is allowed."""
    pins = tmp_path / "quality.json"
    pins.write_text('{"data": {"a": "1"}, "floors": {}}', encoding="utf-8")
    monkeypatch.setattr(quality, "PINS", pins)
    monkeypatch.setattr(quality, "ROOT", tmp_path)
    verdicts = quality.judge({}, {"names a.jsonl": {"acc@5km": 0.5}}, ["names"])
    old = json.loads(pins.read_text(encoding="utf-8"))
    assert quality.pin(old, verdicts, {"a": "2"}, lower=allowed) == status
    assert json.loads(pins.read_text(encoding="utf-8"))["floors"] == written


def test_the_pins_are_canonical() -> None:
    """``quality.json`` is as the script writes it, with a digest for every file it has floors on."""
    text = (HERE / "quality.json").read_text(encoding="utf-8")
    pins = json.loads(text)
    assert text == json.dumps(pins, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert {key.partition(" ")[2] for key in pins["floors"]} <= set(pins["data"])


def test_every_task_has_floors(quality: ModuleType) -> None:
    """The pins hold floors and digests for every task; an empty gate could not fail."""
    pins = json.loads((HERE / "quality.json").read_text(encoding="utf-8"))
    assert {name.partition(" ")[0] for name in pins["floors"]} == set(quality.TASKS)
    assert all(pins["floors"].values())
    assert pins["data"]
