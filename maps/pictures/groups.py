"""Incidents that would lie on each other, drawn together."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

__all__ = ["Group", "Sign", "grouped"]

Sign: TypeAlias = tuple[str, str, str]
"""Kind, status and scope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Incidents drawn at one spot: how many of each sign, and the names of their places with how many each has."""

    x: float
    y: float
    signs: dict[Sign, int]
    names: dict[str, int]

    @property
    def size(self) -> int:
        """How many incidents these are, totals too."""
        return sum(self.signs.values())


def grouped(table: pd.DataFrame, near: float) -> list[Group]:
    """Put rows together that lie nearer than `near` pixels to a spot with more incidents, the largest group first.

    Parameters
    ----------
    table
        Columns ``x``, ``y``, ``kind``, ``status``, ``scope``, ``name``.
    near
        Pixels.
    """
    counts = table.groupby(["x", "y", "kind", "status", "scope", "name"], observed=True, dropna=False).size()
    spots: dict[tuple[float, float], list[tuple[Any, int]]] = defaultdict(list)
    for (x, y, *rest), count in zip(counts.index.tolist(), counts.tolist(), strict=True):
        spots[x, y].append((rest, int(count)))
    order = sorted(spots, key=lambda spot: (-sum(count for _, count in spots[spot]), spot))
    centres: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    members: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for spot in order:
        centre = next(_close(centres, spot, near), None)
        if centre is None:
            centre = spot
            centres[int(spot[0] // near), int(spot[1] // near)].append(spot)
            members[spot] = []
        members[centre].append(spot)
    groups = [_group(centre, [row for spot in inside for row in spots[spot]]) for centre, inside in members.items()]
    return sorted(groups, key=lambda group: (-group.size, group.x, group.y))


def _close(
    centres: dict[tuple[int, int], list[tuple[float, float]]], spot: tuple[float, float], near: float
) -> Iterator[tuple[float, float]]:
    column, row = int(spot[0] // near), int(spot[1] // near)
    cells = [(column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    around = [centre for cell in cells if cell in centres for centre in centres[cell]]
    far = {centre: (centre[0] - spot[0]) ** 2 + (centre[1] - spot[1]) ** 2 for centre in around}
    yield from sorted((centre for centre in around if far[centre] < near**2), key=lambda centre: (far[centre], centre))


def _group(centre: tuple[float, float], rows: list[tuple[Any, int]]) -> Group:
    signs: dict[Sign, int] = defaultdict(int)
    names: dict[str, int] = defaultdict(int)
    for (kind, status, scope, name), count in rows:
        signs[kind, status, scope] += count
        if isinstance(name, str):
            names[name] += count
    return Group(x=centre[0], y=centre[1], signs=dict(sorted(signs.items())), names=dict(names))
