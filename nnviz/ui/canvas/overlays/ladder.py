"""The ladder: the five levels of the zoom in a row; each a press away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.view.levels import Level
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.guard import Guarded
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import PaintedButton

LABEL = 14.0
DOT, HERE = 4.0, 6.5
"""Radii of the dots in the spec's pixels: another level, the one that is shown."""
WIDTH = 460
"""In the spec's pixels."""
SAYS = {
    Level.BLOCKS: "One block a layer",
    Level.NETWORK: "The whole network",
    Level.NEURON: "The chosen neuron among its neighbours",
    Level.MICROSCOPE: "The chosen neuron’s arithmetic",
    Level.SLOPE: "The chosen neuron’s slope",
}


class Rung(PaintedButton):
    """One level: a dot on the line, its name below."""

    def __init__(self, level: Level, parent: QWidget) -> None:
        super().__init__(level.title, parent)
        self.level = level
        self.at = Level.NETWORK
        self.setCheckable(True)
        self.describe(level.title, SAYS[level])

    def paint(self, painter: QPainter) -> None:
        """The dot, its part of the line, the name."""
        look, s = self.look, self.look.s
        middle = QPointF(self.width() / 2, 0.3 * self.height())
        for end, is_there in (
            (0.0, self.level > Level.BLOCKS),
            (float(self.width()), self.level < Level.SLOPE),
        ):
            is_past = self.level <= self.at if end == 0.0 else self.level < self.at
            if is_there:
                painter.setPen(QPen(look.color("now" if is_past else "line"), max(3.0 * s, 2.0)))
                painter.drawLine(middle, QPointF(end, middle.y()))
        is_here = self.level == self.at
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now" if self.level <= self.at else "ink3"))
        radius = max((HERE if is_here else DOT) * s, 3.0)
        painter.drawEllipse(middle, radius, radius)
        painter.setFont(look.font(LABEL, 600 if is_here else 500))
        painter.setPen(look.color("ink" if is_here or self.underMouse() else "ink2"))
        place = QRectF(0, 0.45 * self.height(), self.width(), 0.55 * self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, self.level.title)


class Ladder(Guarded, QWidget):
    """Five rungs; the shown level's is marked."""

    def __init__(self, zoom: Zoom, parent: QWidget) -> None:
        super().__init__(parent)
        self.rungs = tuple(Rung(level, self) for level in Level)
        for rung in self.rungs:
            rung.clicked.connect(partial(self._go, zoom, rung.level))
        self.setAccessibleName("Levels of the zoom")

    def show_level(self, level: Level) -> None:
        """Mark the level that is shown."""
        for rung in self.rungs:
            rung.setChecked(rung.level == level)
            if rung.at != level:
                rung.at = level
                rung.update()

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        for rung in self.rungs:
            rung.set_look(look)
        self._place()

    def needed_width(self, look: Look) -> int:
        """Wide enough for the names."""
        metrics = QFontMetricsF(look.font(LABEL, 600))
        names = sum(metrics.horizontalAdvance(level.title) + 14 for level in Level)
        return round(max(look.px(WIDTH), names))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        metrics = QFontMetricsF(self.rungs[0].look.font(LABEL, 600))
        wanted = [metrics.horizontalAdvance(rung.level.title) for rung in self.rungs]
        spare = max(self.width() - sum(wanted), 0.0) / len(wanted)
        x = 0.0
        for rung, wide in zip(self.rungs, wanted, strict=True):
            rung.setGeometry(round(x), 0, round(x + wide + spare) - round(x), self.height())
            x += wide + spare

    def _go(self, zoom: Zoom, level: Level) -> None:
        zoom.go(level)
        self.show_level(zoom.level)
