"""Chips: choices of a row, and words on a plate."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui.style import TARGET, Look
from nnviz.ui.widgets.buttons import PaintedButton


class Chip(PaintedButton):
    """One choice of a row; it shows what its owner says is chosen. A ``pill`` is a round one without a plate.

    ``marks_refused``: where it can't be pressed, it is outlined in ``warn`` with "!".
    """

    radius = 10.0

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._name = name
        self.setText(text)
        self.setCheckable(True)
        self.pill = False
        self.marks_refused = True

    def nextCheckState(self) -> None:
        """Nothing: its owner says what is chosen."""

    def show_state(self, is_chosen: bool, reason: str = "") -> None:
        """Be the chosen one, or not; with a reason, be impossible."""
        if (is_chosen, reason) == (self.isChecked(), self.accessibleDescription()):
            return
        self.setChecked(is_chosen)
        self.setEnabled(not reason)
        self.describe(f"{self._name}, not possible" if reason else self._name, reason or self._name)
        self.setAccessibleDescription(reason)
        self.update()

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        if look != self.look:
            super().set_look(look)

    def width_wanted(self, least: float = 42) -> int:
        """Room for its words, and for the mark of an impossible choice."""
        look = self.look
        words = round(QFontMetricsF(look.font(16, 600)).horizontalAdvance(self.text()))
        if self._is_refused():
            return words + 2 * round(_mark_radius(look)) + look.px(17)
        return max(look.px(least), words + look.px(20 if least > TARGET else least - 22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled() and not self.marks_refused:
            painter.setOpacity(0.4)
        self.paint(painter)

    def _is_refused(self) -> bool:
        return self.marks_refused and not self.isEnabled()

    def paint(self, painter: QPainter) -> None:
        look = self.look
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = rect.height() / 2 if self.pill else look.px(10)
        is_now = self.isChecked() and not self.pill
        fill = "now" if is_now else "raised"
        outline = "warn" if self._is_refused() else "line" if self.underMouse() else ""
        painter.setPen(
            QPen(look.color(outline), 2 if outline == "warn" else 1) if outline else Qt.PenStyle.NoPen
        )
        painter.setBrush(look.color(fill) if self._has_plate() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, radius, radius)
        painter.setFont(look.font(16, 600))
        painter.setPen(look.color(self._ink(is_now)))
        if self._is_refused():
            rect.setLeft(rect.left() + _paint_mark(painter, look, rect))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())

    def _has_plate(self) -> bool:
        return not self._is_refused() and (not self.pill or self.isChecked() or self.underMouse())

    def _ink(self, is_now: bool) -> str:
        if self._is_refused():
            return "warn"
        return "nowink" if is_now else "ink" if self.isChecked() or not self.pill else "ink2"


def _paint_mark(painter: QPainter, look: Look, rect: QRectF) -> float:
    """A disc with "!" at the left; returns how much room it took."""
    radius = _mark_radius(look)
    middle = QPointF(rect.left() + radius + look.px(5), rect.center().y())
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("warn"))
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(look.color("panel"))
    painter.setFont(look.font(14, 800))
    around = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(around, Qt.AlignmentFlag.AlignCenter, "!")
    painter.restore()
    return 2 * radius + look.px(5)


def _mark_radius(look: Look) -> float:
    return max(7.0, 9 * look.s)
