"""What stands on a picture for incidents: signs, rings of several, badges, areas, launch lines, names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from .. import assets
from .canvas import Canvas, palette
from .groups import Group, Sign
from .labels import Labels
from .outlines import outline
from .words import Words

__all__ = ["FAMILIES", "SIGN", "badge", "family_of", "groups", "launch", "ring", "stamp_signs"]

SIGN = 11.0
"""Half the width of a sign in pixels."""
_ROW = 3
"""So many different signs at one spot stand side by side; more become a ring."""
_GAP = 2 * SIGN + 3
_NAMES = 3
_SIGNS: dict[str, Any] = assets.signs()
FAMILIES = tuple(_SIGNS["families"])


def family_of(kind: str) -> str:
    """Return the family whose outline and colour a kind has."""
    return str(_SIGNS["kinds"].get(kind, _SIGNS["kinds"]["attack"])["family"])


def stamp_signs(canvas: Canvas, sign: Sign, spots: Any, half: float = SIGN) -> None:  # noqa: ANN401  numpy's points
    """Draw the sign of a kind, status and scope at spots (n × 2)."""
    kind, status, scope = sign
    colours, size, certain = palette(), half / 12, status == "reported"
    drawn = _SIGNS["kinds"].get(kind, _SIGNS["kinds"]["attack"])
    shape, colour = outline(_SIGNS["families"][drawn["family"]]["outline"]), colours[drawn["family"]]
    total = scope == "aggregate"
    canvas.stamp(shape, spots, size=size, edge=colours["halo"], width=8 if total else 4.5)
    if total:
        canvas.stamp(shape, spots, size=size, edge=colour, width=5.5)
        canvas.stamp(shape, spots, size=size, edge=colours["halo"], width=3)
    canvas.stamp(shape, spots, size=size, fill=colour if certain else colours["surface"])
    if not certain:
        canvas.stamp(shape, spots, size=size, edge=colour, width=2.2, dash=(3.4, 2.6))
    canvas.stamp(outline(drawn["glyph"]), spots, size=size, edge=colours["halo"] if certain else colour, width=2)
    for part, path in _SIGNS["status"].get(status, ()):
        fill = colours["surface"] if part == "corner" else "none"
        width = 2.4 if part == "strike" else 1.4
        canvas.stamp(outline(path), spots, size=size, fill=fill, edge=colours["ink"], width=width)


def groups(canvas: Canvas, drawn: Sequence[Group], words: Words, labels: Labels) -> None:
    """Draw all groups, the largest on top, and name their places."""
    singles: dict[Sign, list[tuple[float, float]]] = defaultdict(list)
    rings = [group for group in drawn if len(group.signs) > _ROW]
    rows = [group for group in drawn if len(group.signs) <= _ROW]
    badges: list[tuple[float, float, int, bool]] = []
    for group in rows:
        for place, (sign, count) in enumerate(group.signs.items()):
            x = group.x + (place - (len(group.signs) - 1) / 2) * _GAP
            singles[sign].append((x, group.y))
            if count > 1:
                badges.append((x + SIGN * 0.9, group.y - SIGN * 0.9, count, sign[2] == "aggregate"))
        labels.take(group.x, group.y, len(group.signs) * _GAP / 2, SIGN + 2)
    for sign in sorted(singles):
        stamp_signs(canvas, sign, np.array(singles[sign]))
    for group in reversed(rings):
        radius = ring(canvas, group, words)
        labels.take(group.x, group.y, radius, radius)
    for x, y, count, framed in badges:
        badge(canvas, x, y, words.number(count), framed=framed)
    for group in drawn:
        reach = _radius(group) if len(group.signs) > _ROW else SIGN + 1
        side = reach if len(group.signs) > _ROW else len(group.signs) * _GAP / 2
        labels.name(_named(group, words), group.x, group.y, side, reach)


def _named(group: Group, words: Words) -> str:
    names = sorted(group.names, key=lambda name: (-group.names[name], name))
    return words.t("join").join(names[:_NAMES]) + ("…" if len(names) > _NAMES else "")


def _radius(group: Group) -> float:
    return float(min(28.0, 13 + 2.2 * np.log2(group.size + 1)))


def ring(canvas: Canvas, group: Group, words: Words, radius: float = 0) -> float:
    """Draw a ring around a number of incidents, its parts families of kinds, and return its radius."""
    colours, radius, at = palette(), radius or _radius(group), (group.x, group.y)
    events = {sign: count for sign, count in group.signs.items() if sign[2] != "aggregate"}
    totals = group.size - sum(events.values())
    counted = events or group.signs
    canvas.shapes([_disc(at, radius + 2)], fill=colours["halo"])
    angle = -np.pi / 2
    for family in FAMILIES:
        for certain in (True, False):
            share = sum(
                n
                for (kind, status, _), n in counted.items()
                if family_of(kind) == family and (status == "reported") == certain
            )
            turn = 2 * np.pi * share / sum(counted.values())
            if share:
                _segment(canvas, at, radius - 2.5, (angle, angle + turn), colours[family], certain=certain)
            angle += turn
    canvas.shapes([_disc(at, radius - 5)], fill=colours["surface"])
    canvas.write(words.number(sum(counted.values())), *at, size=12 if group.size < 1000 else 10.5, weight="bold")  # noqa: PLR2004  digits
    if totals and events:
        badge(canvas, group.x + radius * 0.8, group.y - radius * 0.8, words.number(totals), framed=True)
    return radius


def _disc(at: tuple[float, float], radius: float, turns: tuple[float, float] = (0, 2 * np.pi)) -> Any:  # noqa: ANN401  numpy's points
    angle = np.linspace(*turns, max(3, round(64 * (turns[1] - turns[0]) / 6) + 2))
    return np.column_stack([at[0] + radius * np.cos(angle), at[1] + radius * np.sin(angle)])


def _segment(
    canvas: Canvas, at: tuple[float, float], radius: float, turns: tuple[float, float], colour: str, *, certain: bool
) -> None:
    outer, inner = _disc(at, radius + 2.5, turns), _disc(at, radius - 2.5, turns)
    canvas.shapes([np.vstack([outer, inner[::-1]])], fill=colour if certain else palette()["surface"])
    if not certain:
        width = 1.2
        canvas.shapes([np.vstack([outer, inner[::-1]])], edge=colour, width=width, dash=(3, 2))


def badge(canvas: Canvas, x: float, y: float, text: str, *, framed: bool = False) -> None:
    """Draw a number on a sign's corner; that of totals is framed."""
    colours = palette()
    half = max(7.0, canvas.width_of(text, 10, "bold") / 2 + 4)
    left, right = (
        _disc((x - half + 7, y), 7, (np.pi / 2, 3 * np.pi / 2)),
        _disc((x + half - 7, y), 7, (-np.pi / 2, np.pi / 2)),
    )
    fill = colours["surface"] if framed else colours["ink"]
    canvas.shapes([np.vstack([left, right])], fill=fill, edge=colours["ink"] if framed else colours["halo"], width=1.2)
    canvas.write(text, x, y, size=10, weight="bold", colour=colours["ink"] if framed else colours["surface"])


def launch(canvas: Canvas, starts: Any, goals: Any, reaches: Iterable[float]) -> None:  # noqa: ANN401  numpy's points
    """Draw bent lines from where was launched to where it came down, ending at the goal's circle."""
    curves = []
    for start, goal, reach in zip(starts, goals, reaches, strict=True):
        across = goal - start
        bend = (start + goal) / 2 + np.array([-across[1], across[0]]) * 0.22
        far = np.hypot(*(goal - bend))
        if np.hypot(*across) <= reach or far <= reach:
            continue
        end = goal - (goal - bend) / far * reach
        part = np.linspace(0, 1, 33)[:, None]
        curves.append((1 - part) ** 2 * start + 2 * part * (1 - part) * bend + part**2 * end)
    if curves:
        canvas.lines(curves, palette()["ink"] + "b0", 1.4, (7, 4))
        canvas.shapes([_disc(tuple(curve[0]), 3) for curve in curves], fill=palette()["ghost"])
