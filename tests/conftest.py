"""What the tests share: where the checkout is, and the command as a process."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import hypothesis
import map_browser
import pytest

ROOT = Path(__file__).resolve().parents[1]

# The same code gets the same verdict; HYPOTHESIS_PROFILE=search looks for examples that were not tried before.
hypothesis.settings.register_profile("verdict", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=500)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "verdict"))

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of the labelled data beside the checkout; skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "eval").is_dir():
        pytest.skip("the labelled data (../shared) is not here")
    return folder


@pytest.fixture
def mawqi(tmp_path: Path) -> Run:
    """Return a function that runs the command ``mawqi`` as a process in an empty folder."""

    def run(
        *arguments: str, stdin: str = "", env: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "maps", *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, **(env or {})},
            timeout=600,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start a browser for all tests."""
    yield from map_browser.browser()


@pytest.fixture
def show(chromium: Any, tmp_path: Path) -> Iterator[map_browser.Open]:  # noqa: ANN401  playwright may not be installed
    """Return a function that opens a map in the browser and gives the page; a fault on the page fails the test."""
    yield from map_browser.opener(chromium, tmp_path)
