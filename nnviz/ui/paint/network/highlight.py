"""Lit paths: bright lines with a dark casing, ringed ends and numbers, drawn once and kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnviz.document import Target
from nnviz.engine import Trace
from nnviz.kept import Kept
from nnviz.scene.layout.large import folds
from nnviz.scene.layout.places import Layout
from nnviz.scene.time.playback import Moment
from nnviz.scene.values.model import Nodes
from nnviz.scene.values.scales import Scales
from nnviz.scene.why import paths as scene_paths
from nnviz.scene.why.path_lines import CASING, HighlightGap, HighlightPaths, lay
from nnviz.scene.words.edge_counts import is_large
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.network.nodes import NodePainter
from nnviz.ui.paint.network.overlay import draw_pill
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import Texts
from nnviz.ui.theme import RADIUS, Theme

MARGIN = 48.0
"""Pixels around the lines that rings and numbers may need."""
LEAST_ZOOM = 0.8
"""Below this magnification the numbers would run into each other."""


@dataclass(frozen=True, eq=False)
class Highlight:
    """What is lit at a moment. ``ends`` are (layer, position) of the units to ring."""

    gaps: tuple[HighlightGap, ...]
    ends: tuple[tuple[int, int], ...]


class PathFinder:
    """Keeps the paths of one trace, layout and start; the same causes give the same object."""

    def __init__(self) -> None:
        self._kept: Kept[HighlightPaths] = Kept()
        self._highlight: Highlight | None = None

    def highlight(
        self,
        trace: Trace,
        layout: Layout,
        scales: Scales,
        start: Target,
        is_forward: bool,
        moment: Moment,
        steps: int | None = None,
    ) -> Highlight | None:
        """The paths through ``start`` as far as they are known at ``moment``; None where none are.

        ``steps``: no further than this from the start.
        """

        def find() -> HighlightPaths:
            self._highlight = None
            follow = scene_paths.forward if is_forward else scene_paths.back
            return lay(follow(trace, start, steps), layout, scales)

        paths = self._kept.get(find, (trace, layout, scales), (start, is_forward, steps))
        gaps = paths.reached(moment)
        if not gaps:
            return None
        if self._highlight is None or self._highlight.gaps != gaps:
            ends = paths.ends_of(gaps)
            at = layout.column(start.layer).position(start.unit)
            self._highlight = Highlight(gaps, tuple(end for end in ends if end != (start.layer, at)))
        return self._highlight


def direction(trace: Trace, selection: Target | None, wanted: str) -> bool | None:
    """Whether the selection's paths go forward; None where none are to be shown.

    Nothing runs into an input: its paths always go forward.
    """
    is_shown = is_large(trace.network) or folds(trace.network, selection)
    wanted = wanted or ("back" if is_shown else "hidden")
    if selection is None or wanted == "hidden":
        return None
    return wanted == "forward" or selection.layer == 0


class PathPainter:
    """Draws lit paths for one theme and surface."""

    def __init__(self, theme: Theme, surface: Surface, texts: Texts, nodes: NodePainter) -> None:
        self._theme = theme
        self._surface = surface
        self._texts = texts
        self._nodes = nodes
        self._kept: Kept[tuple[QPointF, QImage]] = Kept()

    def draw(
        self,
        painter: QPainter,
        highlight: Highlight | None,
        layout: Layout,
        nodes: tuple[Nodes, ...],
        mapping: Mapping,
        screen: tuple[float, float],
    ) -> None:
        """Draw ``highlight``, from the kept picture where it is the same."""
        if highlight is None:
            return
        if self._surface.is_direct:
            self._draw(painter, highlight, layout, nodes, mapping)
            return
        reached = tuple(bool(nodes[layer].reached[at] > 0.5) for layer, at in highlight.ends)

        def make() -> tuple[QPointF, QImage]:
            rect = self._place(highlight, mapping, screen)
            return rect.topLeft(), self._picture(highlight, layout, nodes, mapping, rect)

        painter.drawImage(*self._kept.get(make, (highlight, layout), (mapping, screen, reached)))

    def _place(self, highlight: Highlight, mapping: Mapping, screen: tuple[float, float]) -> QRectF:
        lines = mapping.lines(np.concatenate([gap.lines for gap in highlight.gaps]))
        low = np.maximum(np.floor([lines[:, 0::2].min() - MARGIN, lines[:, 1::2].min() - MARGIN]), 0.0)
        high = np.minimum(np.ceil([lines[:, 0::2].max() + MARGIN, lines[:, 1::2].max() + MARGIN]), screen)
        return QRectF(QPointF(*low), QPointF(*np.maximum(high, low + 1.0)))

    def _picture(
        self, highlight: Highlight, layout: Layout, nodes: tuple[Nodes, ...], mapping: Mapping, rect: QRectF
    ) -> QImage:
        here = mapping.within(rect)
        return self._surface.layer(
            rect.size(), lambda painter: self._draw(painter, highlight, layout, nodes, here)
        )

    def _draw(
        self,
        painter: QPainter,
        highlight: Highlight,
        layout: Layout,
        nodes: tuple[Nodes, ...],
        mapping: Mapping,
    ) -> None:
        for gap in reversed(highlight.gaps):
            self._lines(painter, gap, mapping)
        for layer, at in highlight.ends:
            self._end(painter, layout, nodes[layer], at, mapping)
        if mapping.zoom >= LEAST_ZOOM:
            self._pills(painter, highlight, layout.scale, mapping)

    def _lines(self, painter: QPainter, gap: HighlightGap, mapping: Mapping) -> None:
        lines = mapping.lines(gap.lines)
        pen = QPen()
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        for i in range(len(lines)):
            width = float(gap.width[i]) * mapping.stroke
            color = self._theme.mix(self._theme.sign(gap.sign[i]), float(gap.opacity[i]))
            for shade, pixels in ((QColor(self._theme.bg), width + 2 * CASING), (color, width)):
                pen.setColor(shade)
                pen.setWidthF(pixels)
                painter.setPen(pen)
                draw_lines(painter, lines[i : i + 1])

    def _end(self, painter: QPainter, layout: Layout, nodes: Nodes, at: int, mapping: Mapping) -> None:
        column = layout.column(nodes.layer)
        part = column.part_at(at)
        middle = mapping.point(float(column.x[at]), float(column.y[at]))
        radius = part.radius * mapping.zoom
        painter.setPen(QPen(QColor(self._theme.ink), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if part.form == "cell":
            # The line ends in the cell's middle: the cell itself lies above it.
            fill = self._nodes.fill(float(nodes.fill[at]), nodes.signed)
            painter.setBrush(fill if nodes.reached[at] > 0.5 else QColor(self._theme.bg))
        if part.form == "disc":
            painter.drawEllipse(middle, radius, radius)
            return
        corner = min(RADIUS["cell"], 0.35 * radius)
        box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), corner, corner)

    def _pills(self, painter: QPainter, highlight: Highlight, scale: float, mapping: Mapping) -> None:
        for gap in highlight.gaps:
            for pill in gap.pills:
                token = ("neg", "ink", "pos")[pill.sign + 1]
                at = mapping.point(pill.x, pill.y)
                draw_pill(painter, self._texts, self._theme, at, pill.text, token, scale)
