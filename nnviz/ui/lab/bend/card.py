"""One of the two cards: a network, what it says over the plane, and the one probe that both share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.bend import words
from nnviz.scene.lab.bend.answers import rows
from nnviz.scene.lab.bend.working import Bend, Side
from nnviz.scene.words import numbers
from nnviz.ui.lab.bend import plots
from nnviz.ui.lab.bend.bars import paint_bars
from nnviz.ui.lab.bend.small_network import paint_small
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

PLANE, PAD = 368.0, 24.0
TOP = 60.0
"""Above the plane: title and count."""
BOTTOM = 30.0
"""Below it: the numbers of its axis."""
STEP = 1 / 50
KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class NetworkCard(Part):
    """Shows one side. ``moved`` says where the probe was taken, in the inputs' own units; ``held`` and
    ``let_go`` when a hand takes it and leaves it."""

    moved = Signal(float, float)
    held = Signal()
    let_go = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._bend: Bend | None = None
        self._still = KeptPixmap()
        self._is_dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_bend(self, bend: Bend) -> None:
        """Show this moment."""
        self._bend = bend
        side, both = self.side, bend.pair
        title, figure = words.card_title(both, side.share), words.figure(side.result)
        self.setAccessibleName(f"{title}: {figure}" if figure else title)
        if bend.dimensions:
            said = "Drag the point, or move it with the arrow keys."
            self.setAccessibleDescription(f"{said} Here the network says {self._said()}.")
            set_tooltip(self, said)
        self.setCursor(Qt.CursorShape.CrossCursor if bend.dimensions else Qt.CursorShape.ArrowCursor)
        self.update()

    @property
    def side(self) -> Side:
        """What it shows."""
        assert self._bend is not None
        return self._bend.left if self._name == "left" else self._bend.right

    def _said(self) -> str:
        return numbers.number(float(self.side.output[0]), 3, numbers.within(6))

    # places

    def plane(self) -> QRectF:
        """Where the plane or the curve is drawn."""
        look, pad = self.look, self.look.px(PAD)
        top = max(look.px(TOP), round(look.text(20) * 2.4))
        high = self.height() - top - max(look.px(BOTTOM - 2), round(look.text(16) * 1.5)) - 2
        wide = min(look.px(PLANE), self.width() - 2 * pad - 60)
        side = min(high, wide) if self._bend is not None and self._bend.dimensions == 2 else wide
        high = side if self._bend is not None and self._bend.dimensions == 2 else high
        return QRectF(self.width() - pad - side, top, side, high)

    # the pointer and the keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the probe in hand where it is pressed."""
        if event.button() == Qt.MouseButton.LeftButton and self._takes(event.position()):
            self._is_dragged = True
            self.held.emit()
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The probe follows."""
        if self._is_dragged:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The probe stays where it is."""
        if self._is_dragged:
            self._is_dragged = False
            self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the probe."""
        bend, way = self._bend, KEYS.get(Qt.Key(event.key()))
        if bend is None or not bend.dimensions or way is None:
            super().keyPressEvent(event)
            return
        to = [float(value) for value in bend.probe[:2]]
        for i, span in enumerate(bend.spans):
            to[i] = span.held(to[i] + way[i] * STEP * (span.high - span.low))
        self.moved.emit(to[0], to[-1])

    def _takes(self, at: QPointF) -> bool:
        return self._bend is not None and self._bend.dimensions > 0 and self.plane().contains(at)

    def _go(self, at: QPointF) -> None:
        assert self._bend is not None
        rect, spans = self.plane(), self._bend.spans
        shares = (at.x() - rect.left()) / rect.width(), (rect.bottom() - at.y()) / rect.height()
        to = [span.held(span.value(share)) for span, share in zip(spans, shares, strict=False)]
        self.moved.emit(to[0], to[-1])

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        bend, look = self._bend, self.look
        if bend is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.side
        self._paint_frame(painter, bend, side)
        rect = self.plane()
        if bend.dimensions == 2:
            causes = (side.surface, bend.examples, look.theme)
            around = rect.adjusted(-1, -1, 1, 1)
            self._still.paint(
                painter,
                around,
                lambda p: plots.paint_plane(p, rect, bend, side, look),
                causes,
                rect.topLeft().toTuple(),
            )
            up = bend.spans[1].low, bend.spans[1].high
            plots.paint_axes(painter, rect, bend, look, up)
            at = plots.place(rect, bend.spans, bend.probe)
            plots.paint_probe(painter, rect, bend, at, self._chip(), look)
        elif bend.dimensions == 1:
            plots.paint_curve(painter, rect, bend, side, look)
            plots.paint_axes(painter, rect, bend, look, plots.curve_range(bend))
            self._paint_line_probe(painter, rect, bend, side)
        else:
            pad = look.px(PAD)
            area = QRectF(
                pad,
                rect.top() + look.px(40),
                self.width() - 2 * pad,
                self.height() - rect.top() - look.px(56),
            )
            paint_bars(painter, area, rows(bend.document, side.output), look)

    def _chip(self) -> str:
        assert self._bend is not None
        if self._bend.reading.kind == "class":
            best = rows(self._bend.document, self.side.output, 1)[0]
            return f"{best.name} {best.text}"
        return self._said()

    def _paint_frame(self, painter: QPainter, bend: Bend, side: Side) -> None:
        look, pad = self.look, self.look.px(PAD)
        plate(painter, look, QRectF(self.rect()))
        found = side.result
        is_worse = found is not None and bend.left.result is not None and _worse(found, bend.left.result)
        figure = words.figure(found)
        line = QRectF(pad, look.px(10), self.width() - 2 * pad, max(look.px(44), look.text(34) * 1.25))
        wide = write(
            painter, line, figure, look, 34, 700, "warn" if is_worse else "ink", Qt.AlignmentFlag.AlignRight
        )
        title = QRectF(pad, line.top(), line.width() - wide - look.px(16), line.height())
        write(painter, title, words.card_title(bend.pair, side.share), look, 22, 700)
        plane = self.plane()
        outputs = len(side.output)
        shape = words.shape_said(bend.pair, side.share, bend.dimensions, bend.reading, outputs)
        below = QRectF(pad, line.bottom() - look.px(2), plane.left() - pad - 8, look.text(17) * 1.5)
        if not bend.dimensions:
            below.setWidth(self.width() - 2 * pad)
            shape = words.measured_on(found)
        write(painter, below, shape, look, 17, 400, "ink2")
        if bend.dimensions:
            self._paint_left(painter, bend, side, below)

    def _paint_left(self, painter: QPainter, bend: Bend, side: Side, below: QRectF) -> None:
        """The small network and the legend, left of the plane."""
        look, pad, plane = self.look, self.look.px(PAD), self.plane()
        has_legend = bend.reading.kind == "yes" and bend.dimensions == 2 and bend.examples is not None
        legend = QRectF(
            pad, self.height() - look.px(44), plane.left() - pad - look.px(10), look.text(16) * 1.6
        )
        room = QRectF(pad, below.bottom() + look.px(10), plane.left() - pad - look.px(56), 0)
        room.setBottom(legend.top() - look.px(10) if has_legend else self.height() - look.px(28))
        paint_small(painter, room, bend, side, look)
        if has_legend:
            self._paint_legend(painter, legend)

    def _paint_legend(self, painter: QPainter, rect: QRectF) -> None:
        look, x = self.look, rect.left()
        radius = 8 * look.s + 1
        for text, what in (("is 1", True), ("is 0", False), ("wrong", None)):
            at = QPointF(x + radius, rect.center().y())
            if what is None:
                painter.setPen(QPen(look.color("warn"), max(2.0, 3 * look.s)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(at, radius + 1, radius + 1)
            else:
                plots.paint_point(painter, at, radius, what)
            words_at = QRectF(x + 2 * radius + look.px(7), rect.top(), rect.right() - x, rect.height())
            if words_at.left() + look.text(16) * 2 > rect.right():
                return
            words_at.setRight(rect.right() + look.px(4))
            x = words_at.left() + write(painter, words_at, text, look, 16, 400, "ink2") + look.px(14)

    def _paint_line_probe(self, painter: QPainter, rect: QRectF, bend: Bend, side: Side) -> None:
        look, (low, high) = self.look, plots.curve_range(bend)
        x = rect.left() + bend.spans[0].share(float(bend.probe[0])) * rect.width()
        painter.setPen(QPen(look.color("now", 0.6), 1.5))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        y = rect.bottom() - (float(side.output[0]) - low) / (high - low) * rect.height()
        at = QPointF(x, min(max(y, rect.top()), rect.bottom()))
        plots.paint_probe(painter, rect, bend, at, self._said(), look)


def _worse(one: object, other: object) -> bool:
    left, right = (getattr(one, "r2", None), getattr(other, "r2", None))
    if left is not None and right is not None:
        return bool(left < right)
    return bool(getattr(one, "right", 0) < getattr(other, "right", 0))
