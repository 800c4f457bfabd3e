"""The quality gate: every score on the labelled data, held against its floor in ``quality.json``.

    python tests/quality.py                     judge; exit status 1 when a score is below its floor
    python tests/quality.py --task reports      only this task
    python tests/quality.py --update            raise the floors to what is reached now
    python tests/quality.py --update --allow-regression    and lower those that are not reached

The data lie beside the checkout in ``../shared`` and are never copied; ``eval/score.py`` there is the one scorer.
``quality.json`` also pins the SHA-256 of each file and of the scorer, for a floor means nothing on other data.
The task ``regional`` is that of names again, asked of the gazetteer that ``python -m benchmarks.build`` makes of the
sources in ``../shared/gazetteers``; it is built in ``out/`` when data or code have changed.
Rates are rounded to four digits and distances to two; a score may be one such unit off, see `TOLERANCE`.
Counts and speeds are not judged. False alarms and distances are better when lower: their floor is a ceiling.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PINS = Path(__file__).with_name("quality.json")
SCORER = "eval/score.py"
TASKS = {
    "reports": ("seeds/gold.jsonl", "eval/reports/*.dev.jsonl"),
    "places": ("seeds/gold.jsonl", "eval/reports/open.dev.jsonl", "eval/places/*.dev.jsonl"),
    "names": ("eval/names/*.dev.jsonl",),
    "sentences": ("eval/sentences/*.dev.jsonl",),
    "regional": ("eval/names/*.dev.jsonl",),
}
SCORED_AS = {"regional": "names"}
"""What the scorer calls a task, where it has another name for it."""
INPUTS = {"regional": ("gazetteers/geonames/**/*", "gazetteers/wof/*")}
"""What else of the shared folder a score is measured on."""
REGIONAL = ROOT / "out" / "regional.mawqi"
TOLERANCE = {"median_km": 0.011, "": 0.00011}
"""How far below its floor a score may be, by its last name; ``""`` for every other."""
NOT_JUDGED = {"n", "n_gold", "n_pred", "chars_per_s", "names_per_s"}
LOWER_IS_BETTER = {"easy_no_false_alarms", "difficult_no_false_alarms", "median_km"}
HEADLINES = {"incidents.f1", "all_fields_right.f1", "strict.f1", "resolved.within_radius", "acc@5km", "f1_against_all"}

Scores = dict[str, float | None]
"""Scores of one file by dotted name, such as ``incidents.f1``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One score held against its floor."""

    set: str
    """Task and file: ``reports eval/reports/open.dev.jsonl``."""
    name: str
    floor: float | None
    """``None`` where no floor is pinned yet."""
    now: float | None
    """``None`` where the scorer has nothing to say."""

    @property
    def last_name(self) -> str:
        """The score's own name, without the group that it stands in."""
        return self.name.rpartition(".")[2]

    @property
    def lost(self) -> float:
        """How much worse than the floor it is; negative when better."""
        if self.floor is None:
            return 0.0
        if self.now is None:
            return float("inf")
        return self.now - self.floor if self.last_name in LOWER_IS_BETTER else self.floor - self.now

    @property
    def falls(self) -> bool:
        """Whether it is below its floor by more than the tolerance."""
        return self.lost > TOLERANCE.get(self.last_name, TOLERANCE[""])


def flatten(scores: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, float | None]]:
    """Yield the scores that are judged, by dotted name."""
    for name, value in scores.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{name}.")
        elif name not in NOT_JUDGED:
            yield f"{prefix}{name.replace('.', '_')}", value


def files_of(task: str, patterns: Mapping[str, tuple[str, ...]] = TASKS) -> list[str]:
    """Return the files of a task, relative to the shared folder."""
    found = [path for pattern in patterns.get(task, ()) for path in sorted(SHARED.glob(pattern)) if path.is_file()]
    return [path.relative_to(SHARED).as_posix() for path in found]


def command(task: str, files: list[str]) -> list[str]:
    """Return the command line of the scorer, as one would type it in the checkout."""
    return [f"../shared/{SCORER}", SCORED_AS.get(task, task), *(f"../shared/{name}" for name in files)]


def environment(task: str) -> dict[str, str]:
    """Return what is set when a task is run, besides the environment there is; build what that names."""
    if task != "regional":
        return {}
    build = [sys.executable, "-m", "benchmarks.build", str(SHARED / "gazetteers"), "-o", str(REGIONAL)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"the regional gazetteer was not built:\n{done.stderr}")
    return {"MAWQI_GAZETTEER": str(REGIONAL)}


def run(task: str) -> dict[str, Scores]:
    """Return the scores of a task by set; stop with the scorer's own words when it fails."""
    files = files_of(task)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.json"
        done = subprocess.run(
            [sys.executable, *command(task, files), "--json", str(out)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment(task)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            sys.exit(f"{' '.join(['python', *command(task, files)])} failed:\n{done.stderr}")
        scores = json.loads(out.read_text(encoding="utf-8"))
    return {f"{task} {name}": dict(flatten(scores[Path(name).name])) for name in files}


def digests(tasks: list[str]) -> dict[str, str]:
    """Return the SHA-256 of the scorer and of every file of the tasks."""
    names = sorted({SCORER, *(name for task in tasks for name in files_of(task) + files_of(task, INPUTS))})
    return {name: hashlib.sha256((SHARED / name).read_bytes()).hexdigest() for name in names}


def judge(floors: dict[str, Scores], scores: dict[str, Scores], tasks: list[str]) -> list[Verdict]:
    """Hold every score against its floor; a floor whose score is gone is a fall."""
    judged = {key: floor for key, floor in floors.items() if key.partition(" ")[0] in tasks}
    return [
        Verdict(set=key, name=name, floor=judged.get(key, {}).get(name), now=scores.get(key, {}).get(name))
        for key in sorted({*judged, *scores})
        for name in sorted({*judged.get(key, {}), *scores.get(key, {})})
    ]


def raised(floors: dict[str, Scores], verdicts: list[Verdict], *, lower: bool) -> dict[str, Scores]:
    """Return the floors with what is reached now; those that are not reached stay unless they may be lowered."""
    new = {key: dict(names) for key, names in floors.items()}
    for verdict in verdicts:
        if verdict.now is not None and (lower or verdict.floor is None or verdict.lost < 0):
            new.setdefault(verdict.set, {})[verdict.name] = verdict.now
        elif verdict.now is None and lower:
            new.get(verdict.set, {}).pop(verdict.name, None)
    return {key: dict(sorted(names.items())) for key, names in sorted(new.items()) if names}


def show(verdicts: list[Verdict], *, everything: bool) -> None:
    """Print the headline scores and whatever fell; all scores when asked."""
    width = max(len(verdict.set) for verdict in verdicts)
    print(f"{'set':{width}}  {'score':34}  {'floor':>8}  {'now':>8}")
    for verdict in verdicts:
        if everything or verdict.falls or verdict.name in HEADLINES:
            floor, now = (
                f"{value:8.4f}" if value is not None else f"{'-':>8}" for value in (verdict.floor, verdict.now)
            )
            mark = "  BELOW ITS FLOOR" if verdict.falls else "  better" if verdict.lost < 0 else ""
            print(f"{verdict.set:{width}}  {verdict.name:34}  {floor}  {now}{mark}")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", dest="tasks", action="append", choices=TASKS, help="only this task; may be repeated")
    parser.add_argument("--all", action="store_true", help="print every score, not only the headlines")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached now")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower floors and pin other data")
    return parser.parse_args()


def pin(pins: dict[str, Any], verdicts: list[Verdict], data: dict[str, str], *, lower: bool) -> int:
    """Write the floors and the data's digests; refuse what is lower or other unless it is allowed."""
    fallen = sum(verdict.falls for verdict in verdicts)
    changed = [name for name, digest in data.items() if pins["data"].get(name, digest) != digest]
    if (fallen or changed) and not lower:
        print(f"nothing written: {fallen} scores below their floors, changed data: {changed}; see --allow-regression")
        return 1
    pinned = {"data": {**pins["data"], **data}, "floors": raised(pins["floors"], verdicts, lower=lower)}
    PINS.write_text(json.dumps(pinned, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"floors written to {PINS.relative_to(ROOT)}")
    return 0


def main() -> int:
    """Judge, or update, and return the exit status."""
    options = arguments()
    if not (SHARED / SCORER).is_file():
        print("quality gate: nothing judged, for the labelled data (../shared/eval) is not here")
        return 0
    tasks = options.tasks or list(TASKS)
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    data = digests(tasks)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        scores = {key: names for result in pool.map(run, tasks) for key, names in result.items()}
    verdicts = judge(pins["floors"], scores, tasks)
    show(verdicts, everything=options.all)
    for task in tasks:
        settings = ["MAWQI_GAZETTEER=out/regional.mawqi"] if task == "regional" else []
        print("reproduce:", " ".join([*settings, "python", *command(task, files_of(task))]))
    if options.update:
        return pin(pins, verdicts, data, lower=options.allow_regression)
    changed = [name for name, digest in data.items() if pins["data"].get(name, digest) != digest]
    missing = [name for name in pins["data"] if not (SHARED / name).is_file()]
    for name in changed + missing:
        print(f"{name} is not the file that the floors were measured on")
    fallen = sum(verdict.falls for verdict in verdicts)
    free = sum(verdict.floor is None for verdict in verdicts)
    print(f"quality gate: {len(verdicts)} scores, {fallen} below their floors, {free} without a floor yet")
    return int(bool(fallen or changed or missing))


if __name__ == "__main__":
    sys.exit(main())
