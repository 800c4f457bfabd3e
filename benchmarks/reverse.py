"""What it costs to find the place nearest to each of a million points, beside what a user would pick instead.

    python -m benchmarks.reverse

All search the same places of the built-in gazetteer for the same points, in one run on one machine: some anywhere on
Earth, some in the Levant, some around places as reports have them. ``sjoin_nearest`` of geopandas measures on a plane,
here of degrees; ``reverse_geocoder`` brings places of its own and knows the nearest of these only; scipy's tree is what
one would build by hand. Packages that are not installed are passed over. Seconds are the processor's.
"""

import importlib
import time
import warnings
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Geod

import geo
from gazetteer.distance import AREAS
from gazetteer.store import DEGREE

Floats = npt.NDArray[np.float64]

POINTS = 1_000_000
REACH_KM = 50.0
SEED = 7
LEVANT = (29.0, 38.0, 32.0, 45.0)
_DEGREE = 1.0


def sites() -> tuple[Floats, Floats]:
    """Return latitudes and longitudes of the places that a point may be nearest to."""
    (store,) = geo.Geocoder().gazetteer.stores
    chosen = ~np.isin(np.asarray(store.kinds), list(AREAS))
    return np.asarray(store.lats)[chosen] / DEGREE, np.asarray(store.lons)[chosen] / DEGREE


def samples(count: int) -> dict[str, tuple[Floats, Floats]]:
    """Return points to ask for, by where they lie."""
    pick = np.random.default_rng(SEED)
    lats, lons = sites()
    south, north, west, east = LEVANT
    near = pick.integers(0, len(lats), count)
    return {
        "anywhere": (np.degrees(np.arcsin(pick.uniform(-1, 1, count))), pick.uniform(-180, 180, count)),
        "in the Levant": (pick.uniform(south, north, count), pick.uniform(west, east, count)),
        "near places": (
            np.clip(lats[near] + pick.normal(0, 0.05, count), -90, 90),
            np.clip(lons[near] + pick.normal(0, 0.05, count), -180, 180),
        ),
    }


def ours(lats: Floats, lons: Floats) -> Floats:
    """Return the distances that the geocoder finds, in kilometres."""
    return geo.Geocoder().reverse_many(np.column_stack([lats, lons]), max_km=REACH_KM)["distance_km"].to_numpy()


def joined(lats: Floats, lons: Floats) -> Floats:
    """Return the distances to the places that geopandas joins, in kilometres on the ellipsoid."""
    site_lats, site_lons = sites()
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lons, lats, crs="EPSG:4326"))
    known = gpd.GeoDataFrame(geometry=gpd.points_from_xy(site_lons, site_lats, crs="EPSG:4326"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that degrees are no metres
        pairs = frame.sjoin_nearest(known, how="left", max_distance=_DEGREE)
    found = pairs[~pairs.index.duplicated()]["index_right"].to_numpy()
    away = np.full(len(lats), np.nan)
    hit = ~np.isnan(found)
    at = found[hit].astype(int)
    away[hit] = Geod(ellps="WGS84").inv(lons[hit], lats[hit], site_lons[at], site_lats[at])[2] / 1000
    away[away > REACH_KM] = np.nan
    return away


def by_scipy() -> Callable[[Floats, Floats], Floats] | None:
    """Return what asks scipy's tree over the same points on a sphere, if scipy is there."""
    try:
        tree_of: Any = importlib.import_module("scipy.spatial").cKDTree
    except ImportError:
        return None

    def straight(lats: Floats, lons: Floats) -> Floats:
        phi, theta = np.radians(lats), np.radians(lons)
        return np.column_stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])

    def ask(lats: Floats, lons: Floats) -> Floats:
        away = tree_of(straight(*sites())).query(straight(lats, lons), distance_upper_bound=REACH_KM / 6371.0)[0]
        return np.where(np.isinf(away), np.nan, away * 6371.0)

    return ask


def by_reverse_geocoder() -> Callable[[Floats, Floats], Floats] | None:
    """Return what asks the package reverse_geocoder, if it is there."""
    try:
        package: Any = importlib.import_module("reverse_geocoder")
    except ImportError:
        return None

    def ask(lats: Floats, lons: Floats) -> Floats:
        found = pd.DataFrame(package.search(list(zip(lats, lons, strict=True)), mode=1, verbose=False))
        away = Geod(ellps="WGS84").inv(lons, lats, found["lon"].astype(float), found["lat"].astype(float))[2] / 1000
        return np.where(away > REACH_KM, np.nan, away)

    return ask


def farther(away: Floats, truth: Floats) -> float:
    """Return the share of points whose place is farther than ours by more than one percent, or was not found."""
    known = ~np.isnan(truth)
    return float(np.mean(np.isnan(away[known]) | (away[known] > truth[known] * 1.01 + 0.01)))


def main() -> None:
    """Print seconds for a million points, and how often another finds a place that is not the nearest."""
    ways: dict[str, Callable[[Floats, Floats], Floats] | None] = {
        "geo.Geocoder.reverse_many": ours,
        "geopandas.sjoin_nearest, degrees": joined,
        "scipy.cKDTree on a sphere": by_scipy(),
        "reverse_geocoder": by_reverse_geocoder(),
    }
    started = time.process_time()
    ours(np.zeros(1), np.zeros(1))
    print(f"places put in order once: {time.process_time() - started:.2f} s")
    for where, (lats, lons) in samples(POINTS).items():
        truth = ours(lats, lons)
        print(f"\n{POINTS:,} points {where} ({np.mean(~np.isnan(truth)):.0%} within {REACH_KM:g} km of a place)")
        for name, ask in ways.items():
            if ask is None:
                continue
            started = time.process_time()
            away = ask(lats, lons)
            took = time.process_time() - started
            print(f"  {name:34} {took:7.2f} s   not the nearest: {farther(away, truth):.2%}")
    one_by_one(*samples(POINTS)["in the Levant"])


def one_by_one(lats: Floats, lons: Floats) -> None:
    """Print what the same costs point by point, from a sample."""
    coder = geo.Geocoder()
    started = time.process_time()
    for lat, lon in zip(lats[:1000], lons[:1000], strict=True):
        coder.reverse((lat, lon))
    print(f"\nreverse, point by point: {(time.process_time() - started):.2f} ms each")


if __name__ == "__main__":
    main()
