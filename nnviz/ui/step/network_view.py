"""The network panel: weights are chosen in it by pointing and with keys."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.step import words
from nnviz.scene.step.lines import Line
from nnviz.scene.step.places import Node
from nnviz.scene.step.shown import Shown, in_kernel
from nnviz.scene.step.subject import Weight
from nnviz.ui.plain import set_tooltip
from nnviz.ui.step.network_painter import NetworkPainter
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

HELP = (
    "Click an edge or its number to choose a weight, a neuron to choose its bias. "
    "Up and Down go through the weights (Shift: through the cells of a kernel)."
)
NEAR = 9.0
"""Pixels beside a line that still hit it."""
KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class NetworkView(Part):
    """Shows the network of one step. ``choose`` is called with the number that a person takes."""

    def __init__(self, choose: Callable[[Weight], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._choose = choose
        self._shown: Shown | None = None
        self._scroll = 0.0
        self._is_scrolled = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        set_tooltip(self, HELP)
        self.setAccessibleDescription(HELP)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def show_shown(self, shown: Shown | None) -> None:
        """Show another moment, or another step; None: there is none."""
        self._shown = shown
        if shown is not None:
            weight = shown.picture.weight
            name = "Nothing here learns" if weight is None else words.chosen(shown.subject, weight)
            if self.accessibleName() != name:
                self.setAccessibleName(name)
            if not self._is_scrolled:
                self._scroll = self._following(shown)
        self.update()

    def _following(self, shown: Shown) -> float:
        """Where a picture wider than the panel stands: so that what is under way can be seen."""
        most = max(shown.picture.places.width - self._width(), 0.0)
        if not most:
            return 0.0
        block, _ = shown.moment
        layer = block.layer or shown.subject.last
        if block.kind in ("update", "after") and shown.picture.weight is not None:
            layer = shown.picture.weight.layer
        xs = [x for number, x, _ in shown.picture.places.heads if number == layer]
        return min(max(xs[0] - self._width() / 2, 0.0), most) if xs else 0.0

    def _width(self) -> float:
        return self.width() / self.look.s

    # pointing

    def _painter(self) -> NetworkPainter | None:
        return None if self._shown is None else NetworkPainter(self._shown, self.look, self._scroll)

    def at(self, place: QPointF) -> Weight | None:
        """The number that lies there: of a pill, a neuron's bias, or the nearest line's weight."""
        painter = self._painter()
        if painter is None:
            return None
        shown = painter.shown
        for pill in shown.picture.places.pills:
            if painter.pill_rect(pill).adjusted(-3, -3, 3, 3).contains(place):
                return pill.line.weight
        for node in shown.picture.places.nodes:
            if self._hits(painter, node, place):
                bias = Weight(node.layer, "bias", (node.unit,))
                return bias if shown.subject.has(bias) else None
        near = [(self._away(painter, line, place), line) for line in shown.picture.lines if line.weight]
        best = min(near, key=lambda one: one[0], default=None)
        return best[1].weight if best is not None and best[0] <= NEAR else None

    def _hits(self, painter: NetworkPainter, node: Node, place: QPointF) -> bool:
        middle, radius = painter.point(node.at), max(node.radius * self.look.s, 18.0)
        box = node.box is not None and painter.rect(node.box).contains(place)
        return box or math.hypot(place.x() - middle.x(), place.y() - middle.y()) <= radius

    def _away(self, painter: NetworkPainter, line: Line, place: QPointF) -> float:
        """Pixels from a line, less half its width."""
        ends = painter.ends(line)
        if ends is None:
            return math.inf
        start, stop = ends
        dx, dy = stop.x() - start.x(), stop.y() - start.y()
        length = dx * dx + dy * dy or 1.0
        share = min(max(((place.x() - start.x()) * dx + (place.y() - start.y()) * dy) / length, 0.0), 1.0)
        away = math.hypot(place.x() - start.x() - share * dx, place.y() - start.y() - share * dy)
        return away - line.width * self.look.s / 2

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be chosen."""
        found = self.at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what lies under the pointer."""
        found = self.at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._choose(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A picture wider than the panel moves sideways."""
        if self._shown is None:
            return
        most = max(self._shown.picture.places.width - self._width(), 0.0)
        turned = event.angleDelta().x() or event.angleDelta().y()
        if most:
            self._is_scrolled = True
            self._scroll = min(max(self._scroll - turned / self.look.s, 0.0), most)
            self.update()

    def follow(self) -> None:
        """Let the picture follow time again."""
        self._is_scrolled = False

    # keys

    def event(self, event: QEvent) -> bool:
        """Up and Down are its own, whatever else they do."""
        return keeps_key(event, KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The next number, or the one before."""
        shown = self._shown
        if event.key() not in KEYS or shown is None or shown.picture.weight is None:
            super().keyPressEvent(event)
            return
        by = 1 if event.key() == Qt.Key.Key_Down else -1
        weight = shown.picture.weight
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._choose(in_kernel(shown.subject, weight, by))
            return
        walk = shown.picture.walk
        place = walk.index(weight) if weight in walk else -by
        self._choose(walk[(place + by) % len(walk)])

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        plate(painter, self.look, rect)
        found = self._painter()
        if found is not None:
            inside = QPainterPath()
            inside.addRoundedRect(rect.adjusted(1, 1, -1, -1), self.look.px(18), self.look.px(18))
            painter.setClipPath(inside)
            found.paint(painter)
