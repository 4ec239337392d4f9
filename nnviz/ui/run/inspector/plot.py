"""The activation function as a chart: curve, derivative, tangent, and the point to drag along it.

Imported only when the first chart is shown, since pyqtgraph takes its time.
"""

from __future__ import annotations

from math import hypot, isfinite
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsItem, QGraphicsLineItem, QWidget

from nnviz.scene.detail.response import LivePoint, Response, by_sign, home, samples
from nnviz.scene.time.refit import between
from nnviz.ui.guard import Guarded, cover
from nnviz.ui.plain import set_tooltip
from nnviz.ui.run.inspector.answer import POINT
from nnviz.ui.run.inspector.plot_items import Axis, ChartLine, CurveBox, Plot
from nnviz.ui.style import Look
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.own_keys import keeps_key

NUDGE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CurvePlot(Guarded, pg.PlotWidget):
    """y = f(z). ``pulled`` carries the z the point is dragged to, between ``held`` and ``released``;
    ``stepped`` the z that a key takes it to, and whether the key was down already; ``pointed`` the z under
    the pointer."""

    held = Signal()
    pulled = Signal(float)
    stepped = Signal(float, bool)
    released = Signal()
    pointed = Signal(object)
    moved = Signal(bool)
    laid_out = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._box = CurveBox()
        axes = {side: Axis(side) for side in ("left", "bottom")}
        plot = Plot(viewBox=self._box, axisItems=axes)
        super().__init__(parent=parent, background=None, plotItem=plot)
        cover(self.scene())
        self._look = look
        self._curve: Response | None = None
        self._home: tuple[float, float, float, float] | None = None
        self._held: tuple[float, float, float, float] | None = None
        """The view while a number was in hand."""
        self._is_home = True
        self._z = 0.0
        self._touch: tuple[LivePoint, float] | None = None
        self.hideButtons()
        self.setAccessibleName("Activation function")
        self.setAccessibleDescription("Drag the point, or press Left and Right, to hold z elsewhere")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self._make_items()
        let_go_when_lost(self, self._box.let_go)
        self._box.held.connect(self.held)
        self._box.grabbed.connect(self.pulled)
        self._box.released.connect(self.released)
        self._box.sigXRangeChanged.connect(lambda *_: self._sample())
        self._box.sigRangeChanged.connect(lambda *_: self._lay_tangent())
        self._box.sigResized.connect(lambda *_: self._lay_tangent())
        for changed in (self._box.sigResized, self._box.sigRangeChanged):
            changed.connect(lambda *_: self.laid_out.emit())
        self._box.sigRangeChangedManually.connect(lambda *_: self._set_home(False))
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        self._look = look
        color, thick = look.color, 2.6 * look.s
        for part, token in zip(self._parts, ("pos", "neg", "ink3"), strict=True):
            part.setPen(_pen(color(token), thick))
        self._slope.setPen(_pen(color("ink2"), 1.4, Qt.PenStyle.DashLine))
        self._tangent.setPen(_pen(color("now"), 2.2 * look.s))
        for line in self._zeros:
            line.setPen(_pen(color("line"), 1.5))
        self.setBackground(color("panel"))
        self._axes()

    def set_note(self, text: str) -> None:
        """What the pointer is told when it rests on the chart."""
        set_tooltip(self._box, text)

    def show_curve(self, curve: Response, z: float, settled: bool, refit: float = 1.0) -> None:
        """Draw ``curve``. The view follows only where nothing is in hand and nobody moved it; ``refit`` 0..1
        says how far it has come since a hand let go."""
        same = curve.same_curve(self._curve)
        kind = None if self._curve is None else (self._curve.function.name, self._curve.place)
        self._curve = curve
        if kind != (curve.function.name, curve.place):
            self._set_home(True)
        if not settled or self._home is None:
            self._held = self._home
        if self._is_home and (settled or self._home is None):
            place, start = home(curve, z), self._held
            if start is not None and refit < 1.0:
                low, high, bottom, top = (between(*ends, refit) for ends in zip(start, place, strict=True))
                place = low, high, bottom, top
            self._go_home(place)
        if not same:
            self._sample()

    def show_point(self, point: LivePoint | None, z: float, slope: float) -> None:
        """Put the live point, its drop line and its tangent."""
        self._z = z
        self._touch = None if point is None or point.waits or not isfinite(slope) else (point, slope)
        self._box.point = None if point is None else QPointF(point.z, point.y)
        self._lay_tangent()
        for item in (self._dot, self._drop, self._footer):
            item.setVisible(point is not None)
        if point is None:
            return
        look = self._look
        radius = POINT * look.s * point.size
        self._dot.setRect(-radius, -radius, 2 * radius, 2 * radius)
        self._dot.setPos(point.z, point.y)
        self._dot.setBrush(look.color("now"))
        self._dot.setPen(QPen(look.color("panel"), 2))
        token = look.theme.sign(z)
        self._drop.setPen(_pen(look.color(token), 1.6, Qt.PenStyle.DashLine))
        self._drop.setLine(z, 0.0, z, point.y if not point.waits else 0.0)
        self._footer.setBrush(look.color(token))
        self._footer.setRect(-3.5, -3.5, 7, 7)
        self._footer.setPos(z, 0.0)

    def show_hover(self, z: float | None) -> None:
        """Ring the place on the curve under the pointer."""
        inside = z is not None and self._curve is not None
        y = self._curve.at(z)[0] if z is not None and self._curve is not None else 0.0
        self._ring.setVisible(inside and isfinite(y))
        if z is not None and isfinite(y):
            self._ring.setPos(z, y)
            self._ring.setPen(QPen(self._look.color("ink"), 1.5))

    def reset_view(self) -> None:
        """Back to the first view."""
        self._set_home(True)
        if self._home is not None:
            self._go_home(self._home)

    def view_of(self, z: float, y: float) -> QPointF:
        """Where a point of the chart lies on the widget."""
        return QPointF(self.mapFromScene(self._box.mapViewToScene(QPointF(z, y))))

    def inside(self) -> QRect:
        """The chart without its axes, on the widget."""
        left, bottom = self._axis_sizes()
        return self.rect().adjusted(left, 0, 0, -bottom)

    def _axis_sizes(self) -> tuple[int, int]:
        """Width of the left axis, height of the lower one."""
        scale = max(self._look.s, 0.85)
        return round(30 * scale), round(22 * scale)

    def point_place(self) -> QPoint | None:
        """Where the live point lies on the widget, or None where there is none."""
        point = self._box.point
        return None if point is None else self.view_of(point.x(), point.y()).toPoint()

    def drawn(self) -> tuple[Any, Any]:
        """The curve as it is drawn: arrays z and f(z)."""
        return self._drawn

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Report the z under the pointer."""
        super().mouseMoveEvent(event)
        scene = self.mapToScene(event.position().toPoint())
        inside = self._box.sceneBoundingRect().contains(scene)
        self.setCursor(
            Qt.CursorShape.SizeHorCursor if self._box.near_point(scene) else Qt.CursorShape.CrossCursor
        )
        self.pointed.emit(self._box.mapSceneToView(scene).x() if inside else None)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def event(self, event: QEvent) -> bool:
        """Keep Left and Right while the chart has the focus, whatever else they do."""
        return keeps_key(event, NUDGE) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the point by a fiftieth of what is seen; with Shift, by a tenth of that."""
        way = NUDGE.get(Qt.Key(event.key()))
        if way is None or not isfinite(self._z):
            event.ignore()
            return
        (low, high), _ = self._box.viewRange()
        fine = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self.stepped.emit(self._z + way * fine * (high - low) / 50, event.isAutoRepeat())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    # inside

    def _make_items(self) -> None:
        self._drawn: tuple[Any, Any] = ((), ())
        self._zeros = [QGraphicsLineItem(), QGraphicsLineItem()]
        self._slope = ChartLine(connect="finite", antialias=True)
        self._parts = [ChartLine(connect="finite", antialias=True) for _ in range(3)]
        self._drop, self._tangent = QGraphicsLineItem(), QGraphicsLineItem()
        self._footer, self._ring, self._dot = (QGraphicsEllipseItem() for _ in range(3))
        self._ring.setRect(-5, -5, 10, 10)
        for item in (self._footer, self._ring, self._dot):
            item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            item.setVisible(False)
        self._footer.setPen(QPen(Qt.PenStyle.NoPen))
        order: list[Any] = [
            *self._zeros,
            self._slope,
            *self._parts,
            self._drop,
            self._tangent,
            self._footer,
            self._ring,
            self._dot,
        ]
        for depth, shown in enumerate(order):
            shown.setZValue(depth)
            self._box.addItem(shown, ignoreBounds=True)
        # The point moves often, the curves seldom: they are kept as they were drawn.
        for curve in (self._slope, *self._parts):
            curve.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._box.disableAutoRange()

    def _axes(self) -> None:
        look = self._look
        font = look.font(13)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(QPen(look.color("line"), 1))
            axis.setTextPen(look.color("ink3"))
            axis.setStyle(tickFont=font, tickLength=0, maxTickLevel=0, hideOverlappingLabels=True)
            axis.enableAutoSIPrefix(False)
            axis.setTickDensity(1.4)
        left, bottom = self._axis_sizes()
        self.getAxis("left").setWidth(left)
        self.getAxis("bottom").setHeight(bottom)

    def _go_home(self, place: tuple[float, float, float, float]) -> None:
        if place != self._home or not self._is_home:
            self._home = place
        low, high, bottom, top = place
        self._box.setRange(xRange=(low, high), yRange=(bottom, top), padding=0)

    def _set_home(self, is_home: bool) -> None:
        self._is_home = is_home
        self.moved.emit(not is_home)

    def _sample(self) -> None:
        """Compute the curve for the visible stretch and draw it."""
        if self._curve is None:
            return
        (low, high), _ = self._box.viewRange()
        z, f, slope = samples(self._curve, low, high)
        self._drawn = (z, f)
        for part, heights in zip(self._parts, by_sign(f), strict=True):
            part.setData(z, heights)
        self._slope.setData(z, slope)
        reach = 1e4 * max(abs(low), abs(high), 1.0)
        self._zeros[0].setLine(-reach, 0.0, reach, 0.0)
        self._zeros[1].setLine(0.0, -reach, 0.0, reach)

    def _lay_tangent(self) -> None:
        """A stretch of the tangent of equal length on screen, whatever its slope."""
        self._tangent.setVisible(self._touch is not None)
        if self._touch is None:
            return
        point, slope = self._touch
        wide, high = self._box.viewPixelSize()
        along = 44 * self._look.s / hypot(1 / wide, slope / high)
        self._tangent.setLine(
            point.z - along, point.y - slope * along, point.z + along, point.y + slope * along
        )


def _pen(color: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(color, width, style)
    pen.setCosmetic(True)
    return pen
