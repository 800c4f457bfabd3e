"""Maps in headless Chromium for tests: opened from disk, every remote file served from here or refused."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import folium
import pytest
from map_rows import REPORT, ROWS

import maps
from geo import Incident
from geo.frame import to_frame

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d4944415478da63f8ffff3f0300080002ff9d5a8f5b0000000049454e44ae426082"
)
PATIENCE_MS = 60_000
"""How long anything is waited for, on machines that have other work too."""
REST = """(patience) => new Promise((done, failed) => {
  const until = performance.now() + patience;
  const unrest = () => {
    const node = document.querySelector('.folium-map');
    const app = window.Mawqi?.app?.(node?.id);
    const moving = app?.map && (app.map._animatingZoom || app.map._panAnim?._inProgress);
    const waiting = app && (app.sharing || (app.state && !app.state.rows.details));
    const gliding = document.getAnimations().some(({ playState }) => playState === 'running');
    const leaving = document.querySelectorAll('.leaflet-popup').length > 1;
    return Object.entries({ moving, waiting, gliding, leaving }).filter(([, so]) => so).map(([name]) => name).join(' ');
  };
  let calm = 0;
  const look = () => {
    const found = unrest();
    calm = found ? 0 : calm + 1;
    if (calm > 2) done();
    else if (performance.now() > until) failed(new Error(`the page finds no rest: ${found}`));
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Ends when nothing on the page moves or waits, three frames in a row: then what is read is what stays."""
RECORD = """(() => { window.calls = []; window.Path2D = class extends Path2D {
  constructor(text) { super(text); this.text = text; } };
const pen = CanvasRenderingContext2D.prototype;
for (const name of ["arc", "roundRect", "quadraticCurveTo", "createRadialGradient", "fillText", "stroke", "fill"]) {
  const plain = pen[name];
  pen[name] = function (...values) {
    if (this.canvas.parentElement?.classList.contains("leaflet-mawqi-pane")) window.calls.push({name,
      values: values.map((value) => value?.text ?? value), dash: this.getLineDash().join(), width: this.lineWidth});
    return plain.apply(this, values); }; } })()"""
"""What the layer of incidents draws is kept in ``calls``."""
Page = Any
Open = Callable[..., Page]


def browser() -> Iterator[Any]:
    """Yield a browser; skip where playwright or Chromium is not here."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium on PATH (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        sync_api.expect.set_options(timeout=PATIENCE_MS)
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


def opener(chromium: Any, tmp_path: Path) -> Iterator[Open]:  # noqa: ANN401  playwright may not be installed
    """Yield a function that saves a map, opens it, and gives the page; any fault on the page fails the test."""
    leaflet = pytest.importorskip("xstatic.pkg.leaflet", reason="XStatic-Leaflet is not installed")
    faults: list[str] = []
    contexts = []

    def route(call: Any) -> None:  # noqa: ANN401
        url = call.request.url
        name = url.rsplit("/", 1)[-1]
        if url.startswith("file:"):
            call.continue_()
        elif "/tile/" in url:
            call.fulfill(body=PIXEL, content_type="image/png", headers={"Access-Control-Allow-Origin": "*"})
        elif name == "layers.png":
            call.fulfill(body=PIXEL, content_type="image/png")
        elif name in {"leaflet.js", "leaflet.css"}:
            call.fulfill(path=Path(leaflet.BASE_DIR) / name)
        else:
            faults.append(f"a request for {url}")
            call.abort()

    def open_map(
        made: folium.Map,
        *,
        width: int = 1280,
        height: int = 800,
        locale: str = "en",
        asked: list[str] | None = None,
        record: bool = False,
        address: str = "",
        **options: Any,  # noqa: ANN401
    ) -> Page:
        file = tmp_path / f"{len(contexts)}.html"
        made.save(str(file))
        context = chromium.new_context(viewport={"width": width, "height": height}, locale=locale, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        if record:
            page.add_init_script(RECORD)
        page.on("console", lambda message: message.type in {"error", "warning"} and faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked is not None and asked.append(request.url))
        page.route("**/*", route)
        page.goto(file.as_uri() + address)
        page.wait_for_selector(".mawqi .mq-chip, .mawqi .mq-nothing", state="attached")
        rest(page)
        return page

    open_map.faults = faults  # type: ignore[attr-defined]
    yield open_map
    for context in contexts:
        context.close()
    assert faults == []


def timeline(*rows: Incident, **options: Any) -> folium.Map:  # noqa: ANN401
    """Return the map of some incidents, or of the usual ones."""
    return maps.timeline(to_frame(rows or ROWS), **{"reports": [REPORT], "lang": "en", **options})


def rest(page: Page) -> None:
    """Wait until the page is done with what was asked of it: glides, timers, drawing."""
    page.evaluate(REST, PATIENCE_MS)


def ask(page: Page, script: str, given: Any = None) -> Any:  # noqa: ANN401  whatever the script answers
    """Return what a script finds on a page at rest."""
    rest(page)
    return page.evaluate(script, given)


def expect(what: Page) -> Any:  # noqa: ANN401  playwright may not be installed
    """Return playwright's assertions about a locator or a page, which wait until they hold."""
    return pytest.importorskip("playwright.sync_api").expect(what)


def reads(locator: Page, words: str | re.Pattern[str]) -> None:
    """Wait until all that is seen of an element is these words."""
    expect(locator).to_have_text(words, use_inner_text=True)


def shows(locator: Page, words: str) -> None:
    """Wait until these words are seen in an element."""
    expect(locator).to_contain_text(words, use_inner_text=True)


def lacks(locator: Page, words: str) -> None:
    """Wait until the page rests; then these words are not seen in an element."""
    rest(locator.page)
    expect(locator).not_to_contain_text(words, use_inner_text=True)


def listed(page: Page) -> list[str]:
    """Return the ids of the incidents in the list that is open."""
    return [ROWS[row].id for row in lines(page)]


def lines(page: Page) -> list[int]:
    """Return the rows in the list that is open."""
    script = "() => [...document.querySelectorAll('.mq-item')].map((one) => Number(one.dataset.row))"
    found: list[int] = ask(page, script)
    return found


def drawn(page: Page) -> list[list[int]]:
    """Return the rows behind each thing drawn on the canvas, areas and points."""
    found: list[list[int]] = ask(
        page, "() => Mawqi.app(document.querySelector('.folium-map').id).drawn.map(({members}) => members)"
    )
    return found


def press(page: Page, row: int) -> None:
    """Press what is drawn for a row, on the canvas."""
    spot = ask(
        page,
        """(row) => { const app = Mawqi.app(document.querySelector('.folium-map').id);
        const box = app.container.getBoundingClientRect();
        const hit = app.drawn.find(({members}) => members.includes(row));
        return [box.x + hit.x, box.y + hit.y]; }""",
        row,
    )
    page.mouse.click(*spot)
