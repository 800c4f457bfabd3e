"""Take the README's picture: the sample reports on a map, one incident opened.

``python tools/picture.py`` writes docs/map.png; it needs playwright and a Chromium on PATH.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import geo
import maps

ROOT = Path(__file__).parents[1]
SIZE = {"width": 1280, "height": 800}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Write docs/map.png."""
    reports = list(geo.read_reports(ROOT / "seeds" / "reports"))
    made = maps.timeline(geo.extract(reports), reports=reports, offline=True, window="all")
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "map.html"
        made.save(str(file))
        page = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS).new_page(viewport=SIZE)
        page.goto(file.as_uri())
        page.get_by_role("button", name="عسقلان").first.click()
        page.wait_for_timeout(1500)
        page.screenshot(path=str(ROOT / "docs" / "map.png"))


if __name__ == "__main__":
    main()
