"""The units of one step: their values, and the slopes of the loss below them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnviz.scene.step import letters, printed
from nnviz.scene.step.path import Stop
from nnviz.scene.step.places import Node
from nnviz.scene.words.numbers import number
from nnviz.ui.step.network_canvas import LEFT, MIDDLE, RIGHT, TEXT, NetworkCanvas
from nnviz.ui.theme import text_on


@dataclass(frozen=True, eq=False)
class NodePainter(NetworkCanvas):
    """Draws discs, maps and boxes."""

    def _node(self, painter: QPainter, node: Node) -> None:
        shown, look = self.shown, self.look
        at, radius = self.point(node.at), node.radius * look.s
        is_there = node.layer == 0 or shown.share("forward", node.layer) >= 0.5
        painter.setPen(QPen(look.color("ink3" if is_there else "line"), 1.5))
        fill = look.color("panel")
        if is_there and node.kind == "units":
            fill = self._fill(node)
        painter.setBrush(fill)
        if node.kind == "units":
            painter.drawEllipse(at, radius, radius)
        else:
            square = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
            painter.drawRoundedRect(square, 8, 8)
            if is_there:
                self._map(painter, node, square.adjusted(4, 4, -4, -4))
        if is_there and node.kind == "units":
            self._value(painter, node, at, radius, fill)
        self._label(painter, node)
        if node.box is not None:
            self._box(painter, node, self.rect(node.box))

    def _fill(self, node: Node) -> QColor:
        values = self.shown.subject.came(node.layer)
        known = np.abs(values[np.isfinite(values)])
        largest = max(float(known.max(initial=0.0)), 1.0 if known.max(initial=0.0) <= 1 else 0.0)
        value = float(values[node.unit])
        if not np.isfinite(value):
            return self.look.color("panel")
        share = abs(value) / largest
        if (values < 0).any():
            return self.look.theme.mix(self.look.theme.sign(value), 0.75 * share**0.75, "zero")
        return self.look.theme.mix("full", share**0.8, "zero")

    def _value(self, painter: QPainter, node: Node, at: QPointF, radius: float, fill: QColor) -> None:
        value = float(self.shown.subject.came(node.layer)[node.unit])
        pixels = 18.0 if node.radius > 30 else 16.0
        room = 2 * radius - 3
        if node.layer == 0:
            text = self._fitting(printed.trimmed_number, value, pixels, 600, room)
        else:
            text = self._fitting(number, value, pixels, 600, room)
        painter.setFont(self.look.font(pixels, 600))
        painter.setPen(text_on(fill))
        rect = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _map(self, painter: QPainter, node: Node, square: QRectF) -> None:
        """A map's values as a picture; of a layer that stands whole the first map, or its row."""
        values = self.shown.subject.step[node.layer].a[self.shown.subject.example].astype(np.float64)
        image = values[node.unit] if values.ndim == 3 else values.reshape(1, -1)
        if values.ndim != 3:
            side = int(np.ceil(image.size**0.5))
            image = np.pad(image.reshape(-1), (0, side * side - image.size)).reshape(side, side)
        sizes = np.nan_to_num(np.abs(image))
        shares = sizes / (float(np.abs(np.nan_to_num(values)).max(initial=0.0)) or 1.0)
        zero, full = self.look.color("zero"), self.look.color("full")
        low = np.array([zero.red(), zero.green(), zero.blue()])
        high = np.array([full.red(), full.green(), full.blue()])
        pixels = np.ascontiguousarray((low + (high - low) * shares[..., None] ** 0.8).astype(np.uint8))
        picture = QImage(
            pixels.data, pixels.shape[1], pixels.shape[0], 3 * pixels.shape[1], QImage.Format.Format_RGB888
        )
        painter.drawImage(square, picture)

    def _label(self, painter: QPainter, node: Node) -> None:
        if node.kind == "plate":
            return
        name = letters.shown(letters.unit(self.shown.subject, Stop(node.layer, node.unit)))
        name = f"map {node.unit + 1}" if node.kind == "maps" else name
        at, radius = self.point(node.at), node.radius * self.look.s
        if node.label_left:
            rect = QRectF(at.x() - radius - 80, at.y() - 14, 74, 28)
            self._write(painter, rect, name, 18, 500, "ink", RIGHT)
        else:
            rect = QRectF(at.x() - 70, at.y() - radius - 27 * max(self.look.s, 0.85), 140, 24)
            self._write(painter, rect, name, 18, 500, "ink", MIDDLE)

    def _box(self, painter: QPainter, node: Node, rect: QRectF) -> None:
        shown, subject = self.shown, self.shown.subject
        rows = []
        for kind, gradient in (("a", subject.at_a(node.layer)), ("z", subject.at_z(node.layer))):
            if gradient is None or not shown.has_slope(kind, node.layer):
                continue
            letter = "ŷ" if node.layer == subject.last else "h"
            rows.append((f"∂L/∂{letter if kind == 'a' else 'z'}", self._own(node, gradient)))
        if not rows:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("raised"))
        painter.drawRoundedRect(rect, 8, 8)
        high = rect.height() / 2
        for place, (name, value) in enumerate(rows):
            row = QRectF(rect.left() + 8, rect.top() + place * high, rect.width() - 16, high)
            wide = self._write(painter, row, name, TEXT, 400, "ink2", LEFT)
            text = self._fitting(printed.slope, value, TEXT, 600, row.width() - wide - 4)
            self._write(painter, row, text, TEXT, 600, self.look.theme.sign(value), RIGHT)

    def _own(self, node: Node, gradient: np.ndarray) -> float:
        """A unit's slope; of a map, and of a layer that stands whole, all of them together."""
        if node.kind == "units":
            return float(gradient[node.unit])
        if node.kind == "plate":
            return float(gradient.sum())
        count = self.shown.subject.step.before.shapes[node.layer][0]
        return float(gradient.reshape(count, -1)[node.unit].sum())
