"""What a map costs: to build, to keep, to open, to move through time; beside folium's own ways to show the same rows.

    python -m benchmarks.maps [--rows 10000] [--many 100000]

One run on one machine: `maps.timeline` (offline: all that it needs is in the file) and folium's TimestampedGeoJson,
MarkerCluster and FastMarkerCluster get the same rows and say the same of each in a popup: kind, place, day, the
numbers, the quotation and the reason. The files of folium's plugins leave out the libraries that they load. Opening is
measured in headless Chromium from disk: until the incidents are drawn and listed, then each step of the slider until
it is painted.
"""

import argparse
import datetime as dt
import html
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import folium
import geopandas as gpd
from folium.plugins import FastMarkerCluster, MarkerCluster, TimestampedGeoJson

import maps
from geo import Claim, Evidence, Incident
from geo.frame import to_frame
from geo.incident import IncidentKind, Precision, Status, TimeOfDay
from maps.basemap import towns

SEED = 5
DAYS = 1200
AROUND = (30, 25), (50, 40)
FIRST = dt.date(2020, 1, 1)
QUOTE = "{kind} {place} {n} {weapon} {day}"
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
STEPS = """async (count) => {
  const slider = document.querySelector('.mq-slider'), spent = [];
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (let k = 1; k <= count; k += 1) {
    const start = performance.now();
    slider.value = Math.round((slider.max * k) / count);
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    await painted();
    spent.push(performance.now() - start);
  }
  return spent.sort((a, b) => a - b);
}"""
READY = "() => document.querySelectorAll('.mq-item').length > 0 && document.querySelector('.mq-slider')"


def incidents(count: int) -> gpd.GeoDataFrame:
    """Return `count` made-up incidents around known towns: two fifths at a point of their own."""
    return to_frame(list(_made(count)))


def _made(count: int) -> Iterator[Incident]:
    pick = random.Random(SEED)  # noqa: S311  a sample, not a secret
    (west, south), (east, north) = AROUND
    around = [town for town in towns() if west < town[0] < east and south < town[1] < north]
    kinds, statuses = get_args(IncidentKind), get_args(Status)
    for n in range(count):
        lon, lat, name_ar, name_en = pick.choice(around)
        own = n % 5 in {0, 1}
        day = FIRST + dt.timedelta(days=int(pick.triangular(0, DAYS, DAYS * 0.8)))
        kind = pick.choice(kinds)
        killed = pick.choice([None, 0, 1, pick.randrange(30)])
        quote = QUOTE.format(kind=name_ar * 3, place=name_ar, n=n, weapon=name_ar * 4, day=day)
        report = f"report-{n // 3}"
        yield Incident(
            id=f"i{n:07d}",
            kind=kind,
            status=pick.choice((statuses[0],) * 20 + statuses),
            scope=pick.choice(("aggregate", *["event"] * 19)),
            start=None if n % 40 == 0 else day,
            end=None if n % 40 == 0 else day + dt.timedelta(days=int(n % 25 == 0) * 3),
            time_of_day=pick.choice([None, *get_args(TimeOfDay)]),
            place=name_ar,
            place_en=name_en,
            country="SY",
            admin=name_ar[:3],
            precision=pick.choice(get_args(Precision)[:4]),
            uncertainty_m=pick.choice([500.0, 2000.0, 6000.0]),
            place_score=round(pick.random(), 2),
            lon=None if n % 50 == 0 else round(lon + own * pick.gauss(0, 0.1), 5),
            lat=None if n % 50 == 0 else round(lat + own * pick.gauss(0, 0.1), 5),
            killed_min=killed,
            killed_max=killed,
            actor=pick.choice([None, f"{name_ar} {n % 30}"]),
            claims=(Claim(report=report, start=0, end=4, who=name_ar, kind="official"),) if n % 2 else (),
            reports=(report,),
            evidence=(
                Evidence(report=report, start=10, end=10 + len(quote), quote=quote, field="kind"),
                Evidence(
                    report=report, start=12, end=12 + len(name_ar), quote=quote[2 : 2 + len(name_ar)], field="place"
                ),
            ),
            confidence=round(pick.uniform(0.2, 1), 2),
            why=f"{name_ar}: {name_en}, {n % 7} of 7 namesakes left out.",
        )


def popup(row: Any) -> str:  # noqa: ANN401  a row of itertuples
    """Return what a careful user of folium's plugins would show of a row."""
    parts = (row.kind, row.place, row.place_en, row.start.date(), row.killed_min, row.evidence, row.why)
    return "<br>".join(html.escape(str(part)) for part in parts)


def timestamped(frame: gpd.GeoDataFrame) -> folium.Map:
    """Return the rows as folium's TimestampedGeoJson."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.geometry.x, row.geometry.y]},
            "properties": {
                "time": row.start.date().isoformat(),
                "popup": popup(row),
                "icon": "circle",
                "iconstyle": {"fillColor": "#b5460f", "fillOpacity": 0.6, "stroke": "true", "radius": 5},
            },
        }
        for row in frame.itertuples()
    ]
    made = folium.Map((33, 37), zoom_start=6)
    data = {"type": "FeatureCollection", "features": features}
    TimestampedGeoJson(data, period="P1D", add_last_point=False).add_to(made)
    return made


def clustered(frame: gpd.GeoDataFrame) -> folium.Map:
    """Return the rows as folium's MarkerCluster."""
    made = folium.Map((33, 37), zoom_start=6)
    MarkerCluster(
        [(row.geometry.y, row.geometry.x) for row in frame.itertuples()],
        popups=[popup(row) for row in frame.itertuples()],
    ).add_to(made)
    return made


def fast_clustered(frame: gpd.GeoDataFrame) -> folium.Map:
    """Return the rows as folium's FastMarkerCluster, which has no popups unless one writes JavaScript."""
    made = folium.Map((33, 37), zoom_start=6)
    FastMarkerCluster([(row.geometry.y, row.geometry.x, popup(row)) for row in frame.itertuples()]).add_to(made)
    return made


def ours(frame: gpd.GeoDataFrame) -> folium.Map:
    """Return the rows as this library shows them, in a file that needs nothing else."""
    return maps.timeline(frame, offline=True)


def built(make: Callable[[gpd.GeoDataFrame], folium.Map], frame: gpd.GeoDataFrame, path: Path) -> tuple[float, float]:
    """Write a map; return the seconds it took and its megabytes."""
    start = time.perf_counter()
    make(frame).save(str(path))
    return time.perf_counter() - start, path.stat().st_size / 1e6


def opened(path: Path, steps: int) -> tuple[float, list[float]]:
    """Open a map of ours; return the seconds until it can be used and the milliseconds of slider steps, sorted."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only here

    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=browser, args=list(ARGUMENTS)).new_page()
        start = time.perf_counter()
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_function(READY)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        usable = time.perf_counter() - start
        page.wait_for_timeout(3000)
        return usable, page.evaluate(STEPS, steps)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--many", type=int, default=100_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "map.html")
        few = incidents(given.rows)
        few = few[few.geometry.notna() & few["start"].notna()].reset_index(drop=True)
        maps.timeline(few.head(10), offline=True)
        print(f"{len(few):,} rows, all dated and placed      build s    file MB")
        for make in (ours, timestamped, clustered, fast_clustered):
            seconds, size = built(make, few, path)
            print(f"  {make.__name__:<34}{seconds:>10.2f}{size:>11.2f}")
        seconds, size = built(ours, incidents(given.many), path)
        usable, spent = opened(path, 40)
        print(f"{given.many:,} rows: built in {seconds:.1f} s, {size:.1f} MB, usable after {usable:.2f} s")
        print(f"  a step of the slider: {spent[len(spent) // 2]:.0f} ms, at most {spent[-1]:.0f} ms (40 steps)")


if __name__ == "__main__":
    main()
