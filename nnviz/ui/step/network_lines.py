"""The lines of one step: thin and grey until their gradients come, then as wide as these."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnviz.scene.step import printed
from nnviz.scene.step.lines import BRIGHT, FAINT, LEAST, Line
from nnviz.scene.step.places import PILL, Pill, clipped
from nnviz.ui.step.network_canvas import MIDDLE, TEXT, NetworkCanvas

ARROW = {True: 0.68, False: 0.22}
"""How far along a line its arrow stands: of lines from the input, and of all others."""


@dataclass(frozen=True, eq=False)
class LinePainter(NetworkCanvas):
    """Draws lines, what runs along them, and their numbers."""

    def pill_rect(self, pill: Pill) -> QRectF:
        """Where a line's number stands."""
        wide = self._wide()
        return self.rect((pill.at[0] - PILL[0] * wide, pill.at[1] - PILL[1] / 2, 2 * PILL[0] * wide, PILL[1]))

    def _is_seen(self, line: Line) -> bool:
        return line.weight is not None and self.shown.has("w", line.weight.layer)

    def _is_chosen(self, line: Line) -> bool:
        return line.weight is not None and line.weight == self.shown.picture.weight

    def ends(self, line: Line) -> tuple[QPointF, QPointF] | None:
        """Both ends of a line at the rims of its nodes."""
        places = self.shown.picture.places
        one, other = places.node(*line.source), places.node(*line.target)
        if one is None or other is None:
            return None
        return self.point(clipped(one, other.at)), self.point(clipped(other, one.at))

    def _line(self, painter: QPainter, line: Line) -> None:
        found = self.ends(line)
        if found is None:
            return
        start, stop = found
        look = self.look
        if not self._is_seen(line):
            is_now = self._is_under_way(line)
            painter.setPen(QPen(look.color("ink3" if is_now else "line"), 1.6 if is_now else 1.2))
            painter.drawLine(start, stop)
            self._pulse(painter, line, start, stop)
            return
        is_chosen = self._is_chosen(line)
        share = self.shown.share("w", line.weight.layer if line.weight else 0)
        alpha = (BRIGHT if is_chosen else FAINT) * min(1.0, 3 * share)
        color = look.theme.mix(look.theme.sign(line.gradient), alpha, "panel")
        width = max(line.width * look.s, LEAST)
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(start, stop)
        self._arrow(painter, line, start, stop, width)

    def _is_under_way(self, line: Line) -> bool:
        block, _ = self.shown.moment
        return block.layer == line.target[0] and block.kind == "forward"

    def _arrow(self, painter: QPainter, line: Line, start: QPointF, stop: QPointF, width: float) -> None:
        """From the loss back: it points to where the line begins."""
        color = self.look.color(self.look.theme.sign(line.gradient))
        at = start + (stop - start) * ARROW[line.source[0] == 0]
        self._head_of(painter, at, start - stop, color, max(width * 0.75, 6 * self.look.s))

    def _head_of(self, painter: QPainter, at: QPointF, way: QPointF, color: QColor, half: float) -> None:
        length = (way.x() ** 2 + way.y() ** 2) ** 0.5 or 1.0
        along = QPointF(way.x() / length, way.y() / length)
        across = QPointF(-along.y(), along.x())
        tip, foot = at + along * half * 1.5, at - along * half * 0.6
        painter.setPen(QPen(self.look.color("panel"), 1.5))
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([tip, foot + across * half, foot - across * half]))

    def _pulse(self, painter: QPainter, line: Line, start: QPointF, stop: QPointF) -> None:
        """What runs along a line while its block is under way: values to the right, slopes to the left."""
        block, share = self.shown.moment
        forward = block.kind == "forward" and block.layer == line.target[0]
        back = block.kind == "a" and block.layer == line.source[0]
        if not (forward or back) or not 0 < share < 1:
            return
        at = start + (stop - start) * (share if forward else 1 - share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("ink" if forward else "now"))
        radius = 4.5 * max(self.look.s, 0.8)
        painter.drawEllipse(at, radius, radius)

    def _loss_lines(self, painter: QPainter) -> None:
        shown, places = self.shown, self.shown.picture.places
        box = self.rect(places.loss)
        last = [node for node in places.nodes if node.layer == shown.subject.last]
        for node in last:
            start = self.point((node.at[0] + node.radius, node.at[1]))
            stop = QPointF(box.left(), min(max(start.y(), box.top() + 12), box.bottom() - 12))
            painter.setPen(QPen(self.look.color("ink3"), max(1.4, 2 * self.look.s)))
            painter.drawLine(start, stop)
            if shown.has("a", shown.subject.last):
                at = start + (stop - start) * 0.5
                self._head_of(painter, at, start - stop, self.look.color("ink3"), 8 * self.look.s)

    def _pill(self, painter: QPainter, pill: Pill) -> None:
        look, rect = self.look, self.pill_rect(pill)
        token = look.theme.sign(pill.line.gradient)
        radius = rect.height() / 2
        if self._is_chosen(pill.line):
            painter.setPen(QPen(look.color("now"), 2.5))
            painter.setBrush(look.color("panel"))
            grown = rect.adjusted(-5, -5, 5, 5)
            painter.drawRoundedRect(grown, grown.height() / 2, grown.height() / 2)
        painter.setPen(QPen(look.color(token), 1.8))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(rect, radius, radius)
        text = self._fitting(printed.slope, pill.line.gradient, TEXT, 600, rect.width() - 8)
        self._write(painter, rect, text, TEXT, 600, token, MIDDLE)
