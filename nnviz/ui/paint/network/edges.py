"""Edges as lines: which share a pen, in which order they are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.values.model import Edges
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.network.plates import Plate
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.theme import Theme

PIECE = 32
"""Lines of one call at most, so that a slice can end in time."""
SMALL = 200
"""Edges of a gap that are drawn whole, antialiased, in less than a frame."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Lines that share a pen."""

    lines: np.ndarray
    color: QColor
    width: float


@dataclass(frozen=True)
class EdgeLook:
    """What a strip's pixels depend on, the edges aside."""

    mapping: Mapping
    theme: Theme
    ratio: float
    screen: tuple[float, float]
    plates: tuple[Plate, ...] = ()
    is_clear: bool = False
    """Whether strips are transparent: where gaps lie over each other, none may hide another."""


def batches(edges: Edges, look: EdgeLook) -> list[Batch]:
    """Cut ``edges`` into runs of one pen, in their order: weak to strong, the signs taking turns."""
    lines = look.mapping.lines(edges.lines)
    seen = np.flatnonzero(_visible(lines, look.screen))
    if not len(seen):
        return []
    lines, sign, width, opacity = lines[seen], edges.sign[seen], edges.width[seen], edges.opacity[seen]
    change = (np.diff(sign) != 0) | (np.diff(width) != 0) | (np.diff(opacity) != 0)
    starts = np.concatenate([[0], np.flatnonzero(change) + 1])
    found = []
    colors: dict[tuple[int, float], QColor] = {}
    for start, stop in zip(starts.tolist(), [*starts[1:].tolist(), len(seen)], strict=True):
        side, share = int(sign[start]), float(opacity[start])
        color = colors.get((side, share))
        if color is None:
            color = colors[side, share] = look.theme.mix(look.theme.sign(side), share)
        pen = float(width[start]) * look.mapping.stroke
        found += [Batch(lines[i : min(i + PIECE, stop)], color, pen) for i in range(start, stop, PIECE)]
    return found


def drawing(painter: QPainter, groups: list[Batch]) -> Iterator[None]:
    """Draw batch after batch; may be left at every yield."""
    pen = QPen(Qt.PenStyle.SolidLine)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    for group in groups:
        pen.setColor(group.color)
        pen.setWidthF(group.width)
        painter.setPen(pen)
        draw_lines(painter, group.lines)
        yield


def draw_edges(painter: QPainter, edges: Edges, look: EdgeLook) -> None:
    """Draw all of ``edges`` at once, without a strip; antialiased where they are few."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, edges.drawn <= SMALL)
    _draw_all(painter, edges, look)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


class PlainEdges:
    """In place of strips where nothing is kept: every edge is a line, drawn when it is asked for."""

    is_settled = True
    shown: tuple[()] = ()

    def __init__(self) -> None:
        self._wanted: tuple[tuple[Edges, ...], EdgeLook] | None = None

    def want(self, edges: tuple[Edges, ...], look: EdgeLook) -> None:
        """Draw these edges from now on."""
        self._wanted = edges, look

    def advance(self, seconds: float) -> bool:
        """There is never anything to go on with."""
        return False

    def settle(self) -> None:
        """There is never anything to finish."""

    def show_plain(self) -> None:
        """Nor to draw beforehand."""

    def forget(self) -> None:
        """Another network is shown."""
        self._wanted = None

    def draw(self, painter: QPainter, mapping: Mapping) -> None:
        """Draw every line, where ``look`` has it."""
        if self._wanted is not None:
            edges, look = self._wanted
            for gap in edges:
                _draw_all(painter, gap, look)


def _draw_all(painter: QPainter, edges: Edges, look: EdgeLook) -> None:
    for _ in drawing(painter, batches(edges, look)):
        pass


def _visible(lines: np.ndarray, screen: tuple[float, float]) -> np.ndarray:
    """Which lines may cross the screen, by their bounding boxes."""
    x0, y0, x1, y1 = lines.T
    across = (np.maximum(x0, x1) > 0) & (np.minimum(x0, x1) < screen[0])
    return across & (np.maximum(y0, y1) > 0) & (np.minimum(y0, y1) < screen[1])
