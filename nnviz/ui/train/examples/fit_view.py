"""Predicted against true with the diagonal, and below it what is left: the residuals."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.train.fit import Fit, tick_text, ticks
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.own_keys import ARROWS, ENTER, keeps_key
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

GUTTER, PAD, FOOT, HEAD = 96.0, 20.0, 58.0, 44.0
"""The spec's pixels left of the plots, around them, below and above each."""
UPPER = 0.64
"""The share of the height that the upper plot has."""
NEAR = 18.0
"""Pixels: a point so near is meant."""
MANY = 3000
"""Points that are all drawn, wherever they lie."""


class FitView(Part):
    """``chosen`` names an example that was clicked, or on which Enter was pressed."""

    chosen = Signal(int)
    pointed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fit: Fit | None = None
        self._order = np.zeros(0, int)
        self._at = 0
        self._hover: int | None = None
        self._current: int | None = None
        self._kept = KeptPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Predicted against true values")

    def show_fit(self, fit: Fit, current: int | None) -> None:
        """Show one output; ``current`` is the example that the network looks at."""
        if fit is not self._fit:
            self._fit, self._order = fit, fit.order()
            self._at = min(self._at, max(len(self._order) - 1, 0))
            if self._hover is not None and self._hover >= len(fit.truth):
                self._hover = None
        self._current = current
        self._describe()
        self.update()

    # geometry

    def plots(self) -> tuple[QRectF, QRectF]:
        """The upper plot and the lower one, without their words."""
        s = self.look.s
        left, right = GUTTER * s, self.width() - PAD * s
        top, bottom = HEAD * s, self.height() - FOOT * s
        between = (HEAD + 12) * s
        upper = UPPER * (bottom - top - between)
        return (
            QRectF(left, top, right - left, upper),
            QRectF(left, top + upper + between, right - left, bottom - top - upper - between),
        )

    def _points(self) -> tuple[np.ndarray, np.ndarray]:
        """(N, 2) pixels of each example in the upper plot, and in the lower one."""
        fit = self._fit
        assert fit is not None
        upper, lower = self.plots()
        x = _scaled(fit.truth, fit.span, upper.left(), upper.right())
        above = _scaled(fit.said, fit.span, upper.bottom(), upper.top())
        below = _scaled(fit.residuals, fit.residual_span, lower.bottom(), lower.top())
        return np.column_stack([x, above]), np.column_stack([x, below])

    def point(self, example: int) -> QPointF:
        """Where an example is in the upper plot."""
        x, y = self._points()[0][example]
        return QPointF(x, y)

    def _nearest(self, at: QPointF) -> int | None:
        """The example whose point is nearest to the pointer."""
        if self._fit is None or not len(self._fit.truth):
            return None
        upper, _ = self.plots()
        points = self._points()[0 if at.y() <= upper.bottom() + 8 * self.look.s else 1]
        far = np.hypot(points[:, 0] - at.x(), points[:, 1] - at.y())
        far = np.nan_to_num(far, nan=np.inf)
        place = int(far.argmin())
        return place if far[place] <= NEAR else None

    # what a person does

    def event(self, event: QEvent) -> bool:
        """Keep arrows and Enter for itself while it has the focus."""
        return keeps_key(event, (*ARROWS, *ENTER)) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which example lies under the pointer."""
        self._point(self._nearest(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """None does any more."""
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at an example."""
        found = self._nearest(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = int(np.flatnonzero(self._order == found)[0])
            self.chosen.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from one example to the next larger or smaller one, Enter looks at it."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        if not len(self._order):
            super().keyPressEvent(event)
        elif key in steps:
            self._at = min(max(self._at + steps[key], 0), len(self._order) - 1)
            self._point(int(self._order[self._at]))
            self._describe()
        elif key in (*ENTER, Qt.Key.Key_Space):
            self.chosen.emit(int(self._order[self._at]))
        else:
            super().keyPressEvent(event)

    def _point(self, example: int | None) -> None:
        if example != self._hover:
            self._hover = example
            self.pointed.emit(example)
            self.update()

    def _describe(self) -> None:
        if self._fit is not None and len(self._order):
            self.setAccessibleDescription(self._fit.sentence(int(self._order[self._at])))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        fit = self._fit
        if fit is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        self._kept.paint(painter, rect, lambda own: self._paint_all(own, fit), (fit, self.look))
        self._paint_brought_out(painter)

    def _paint_all(self, painter: QPainter, fit: Fit) -> None:
        look, s = self.look, self.look.s
        plate(painter, look, QRectF(self.rect()))
        upper, lower = self.plots()
        for plot, title, more in (
            (upper, f"What the network says of “{fit.name}”", "on the line: just right"),
            (lower, "How much too large that is", "the residuals, said − true"),
        ):
            line = QRectF(PAD * s, plot.top() - HEAD * s + 6 * s, plot.right() - PAD * s, (HEAD - 10) * s)
            wide = write(painter, line, title, look, 17, 600)
            write(painter, line.adjusted(wide + 14 * s, 0, 0, 0), more, look, 14, 400, "ink2")
        self._paint_levels(painter, upper, fit.span)
        self._paint_levels(painter, lower, fit.residual_span)
        self._paint_across(painter, lower, fit)
        painter.setPen(QPen(look.color("ink2"), 1.5))
        painter.drawLine(upper.bottomLeft(), upper.topRight())
        painter.drawLine(
            QPointF(lower.left(), lower.center().y()), QPointF(lower.right(), lower.center().y())
        )
        above, below = self._points()
        self._paint_points(painter, above, upper)
        self._paint_points(painter, below, lower)

    def _paint_levels(self, painter: QPainter, plot: QRectF, span: tuple[float, float]) -> None:
        """Lines across with their values."""
        look, s = self.look, self.look.s
        for value in ticks(*span):
            y = float(_scaled(np.array([value]), span, plot.bottom(), plot.top())[0])
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            label = QRectF(0, y - 12 * s, plot.left() - 8 * s, 24 * s)
            text = tick_text(value, *span)
            write(painter, label, text, look, 14, 400, "ink2", Qt.AlignmentFlag.AlignRight)

    def _paint_across(self, painter: QPainter, plot: QRectF, fit: Fit) -> None:
        """The true values, which both plots share, below the lower one."""
        look, s, middle = self.look, self.look.s, Qt.AlignmentFlag.AlignHCenter
        for value in ticks(*fit.span):
            x = float(_scaled(np.array([value]), fit.span, plot.left(), plot.right())[0])
            label = QRectF(x - 60 * s, plot.bottom() + 4 * s, 120 * s, 22 * s)
            write(painter, label, tick_text(value, *fit.span), look, 14, 400, "ink2", middle)
        label = QRectF(plot.left(), plot.bottom() + 26 * s, plot.width(), 24 * s)
        write(painter, label, f"what “{fit.name}” truly is", look, 14, 500, "ink2", middle)

    def _paint_points(self, painter: QPainter, points: np.ndarray, plot: QRectF) -> None:
        look, s = self.look, self.look.s
        is_there = np.isfinite(points).all(axis=1)
        share = 0.85 if len(points) < 400 else 0.5 if len(points) < 4000 else 0.25
        painter.save()
        painter.setClipRect(plot.adjusted(-6, -6, 6, 6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("ink", share))
        radius = max((4.0 if len(points) < 1000 else 2.5) * s, 2.0)
        shown = points[is_there]
        if len(shown) > MANY:
            # Points on one spot of two pixels are one.
            shown = 2 * np.unique(np.round(shown / 2), axis=0)
        for x, y in shown:
            painter.drawEllipse(QPointF(x, y), radius, radius)
        painter.restore()

    def _paint_brought_out(self, painter: QPainter) -> None:
        look = self.look
        points = self._points()
        for example, token in ((self._current, "now"), (self._hover, "ink")):
            if example is None or example >= len(points[0]):
                continue
            for each in points:
                x, y = each[example]
                if np.isfinite([x, y]).all():
                    painter.setBrush(look.color("now" if token == "now" else "panel"))
                    painter.setPen(QPen(look.color(token), 2.5))
                    painter.drawEllipse(QPointF(x, y), 6, 6)


def _scaled(values: np.ndarray, span: tuple[float, float], start: float, end: float) -> np.ndarray:
    low, high = span
    return np.asarray(start + (end - start) * (values - low) / max(high - low, 1e-300))
