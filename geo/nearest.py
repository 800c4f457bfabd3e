"""The nearest of many points to each of many others, on the WGS 84 ellipsoid, with numpy alone.

Points are compared in three dimensions, along the straight line through the Earth, so that neither the poles nor the
antimeridian are a special case: of lines up to hundreds of kilometres the shorter one belongs to the shorter geodesic,
to a part in ten million.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Nearest"]

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.intp]

_EQUATOR_M, _FLATTENING = 6378137.0, 1 / 298.257223563
_LEAF = 16
_TOGETHER = 1 << 15
"""So many points are looked for at a time, neighbours together: what is looked at stays in the processor's cache."""
_BANDS_PER_DEGREE = 2.0


@dataclass(frozen=True, slots=True)
class _Node:
    """Points that lie together, and the two halves of them, unless they are few."""

    points: Ints
    low: Floats
    high: Floats
    halves: tuple["_Node", "_Node"] | None


@dataclass(slots=True)
class _Search:
    """For each point asked for, where it is, and the nearest so far."""

    at: Floats
    best: Floats
    """Squares of straight distances in metres."""
    found: Ints
    """Indices of places, -1 for none."""


class Nearest:
    """Points, ordered by where they are.

    Parameters
    ----------
    lats, lons
        Degrees, arrays of shape (n,).
    """

    def __init__(self, lats: Floats, lons: Floats) -> None:
        self._at = _straight(lats, lons)
        self._root = self._node(np.arange(len(lats))) if len(lats) else None

    def _node(self, points: Ints) -> _Node:
        at = self._at[points]
        low, high = at.min(axis=0), at.max(axis=0)
        if len(points) <= _LEAF:
            return _Node(points, low, high, None)
        middle = len(points) // 2
        order = np.argpartition(at[:, int(np.argmax(high - low))], middle)
        return _Node(points, low, high, (self._node(points[order[:middle]]), self._node(points[order[middle:]])))

    def query(self, lats: Floats, lons: Floats, max_km: float) -> Ints:
        """Return the index of the point nearest to each point asked for; -1 where none is within reach.

        Parameters
        ----------
        lats, lons
            Degrees, arrays of shape (m,).
        max_km
            How far to look at most, as a straight line through the Earth.
        """
        found = np.full(len(lats), -1, dtype=np.intp)
        if self._root is None:
            return found
        order = np.lexsort((lons, np.floor(lats * _BANDS_PER_DEGREE)))
        for start in range(0, len(order), _TOGETHER):
            some = order[start : start + _TOGETHER]
            reach = np.full(len(some), (max_km * 1000) ** 2)
            search = _Search(_straight(lats[some], lons[some]), reach, np.full(len(some), -1, dtype=np.intp))
            self._guess(search, self._root, np.arange(len(some)))
            self._improve(search, self._root, np.arange(len(some)))
            found[some] = search.found
        return found

    def _guess(self, search: _Search, node: _Node, asked: Ints) -> None:
        """Take each point asked for down to the few that lie around it, and to the nearest of these."""
        if node.halves is None:
            self._compare(search, node, asked)
            return
        one, other = node.halves
        nearer = _gap(search.at[asked], one) <= _gap(search.at[asked], other)
        for half, chosen in ((one, asked[nearer]), (other, asked[~nearer])):
            if len(chosen):
                self._guess(search, half, chosen)

    def _improve(self, search: _Search, node: _Node, asked: Ints) -> None:
        """Look wherever something may lie nearer than the nearest so far."""
        asked = asked[_gap(search.at[asked], node) < search.best[asked]]
        if not len(asked):
            return
        if node.halves is None:
            self._compare(search, node, asked)
            return
        for half in node.halves:
            self._improve(search, half, asked)

    def _compare(self, search: _Search, node: _Node, asked: Ints) -> None:
        at, points = search.at[asked], self._at[node.points]
        away = np.zeros((len(asked), len(points)))
        for axis in range(3):
            gap = at[:, axis, None] - points[:, axis]
            away += gap * gap
        nearest = away.argmin(axis=1)
        square = away[np.arange(len(asked)), nearest]
        better = square < search.best[asked]
        search.best[asked[better]] = square[better]
        search.found[asked[better]] = node.points[nearest[better]]


def _straight(lats: Floats, lons: Floats) -> Floats:
    """Return points on the ellipsoid in metres from the middle of the Earth, of shape (n, 3)."""
    phi, theta = np.radians(lats), np.radians(lons)
    flat = _FLATTENING * (2 - _FLATTENING)
    across = _EQUATOR_M / np.sqrt(1 - flat * np.sin(phi) ** 2)
    return np.column_stack(
        [
            across * np.cos(phi) * np.cos(theta),
            across * np.cos(phi) * np.sin(theta),
            across * (1 - flat) * np.sin(phi),
        ]
    )


def _gap(at: Floats, node: _Node) -> Floats:
    """Return the squares of the distances to the box that holds a node's points."""
    gap = np.maximum(node.low - at, at - node.high)
    np.maximum(gap, 0.0, out=gap)
    return np.asarray(np.einsum("ij,ij->i", gap, gap))
