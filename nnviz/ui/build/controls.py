"""The controls of the build page: chips, steppers, buttons with a plate, a filled one, a dashed one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui import icons
from nnviz.ui.widgets.buttons import PaintedButton


class Chip(PaintedButton):
    """One choice of several. ``why_not`` says why it can't be chosen: it then stays visible, marked "!"."""

    radius = 8.0

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setText(text)
        self.setCheckable(True)
        self.why_not = ""

    def refuse(self, why: str) -> None:
        """Mark it as impossible, for this reason."""
        self.why_not = why
        self.setEnabled(not why)
        if why:
            self.describe(f"{self.accessibleName()}, impossible", why)

    def nextCheckState(self) -> None:
        """Being pressed doesn't check it: what is chosen follows the document."""

    def width_wanted(self) -> int:
        """Room for its words."""
        wide = QFontMetricsF(self.look.font(16, 600)).horizontalAdvance(self.text())
        return max(
            self.look.px(46), round(wide + self.look.px(26) + (self.look.px(18) if self.why_not else 0))
        )

    def paint(self, painter: QPainter) -> None:
        look, rect = self.look, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setOpacity(1.0)
        is_on = self.isChecked() and not self.why_not
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now" if is_on else "raised"))
        if self.why_not:
            painter.setPen(QPen(look.color("warn"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif self.underMouse() and not is_on:
            painter.setPen(QPen(look.color("ink3"), 1))
        painter.drawRoundedRect(rect, look.px(8), look.px(8))
        painter.setFont(look.font(16, 600))
        painter.setPen(look.color("warn" if self.why_not else "nowink" if is_on else "ink"))
        text = f"! {self.text()}" if self.why_not else self.text()
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class FilledButton(PaintedButton):
    """The one action of the page that is filled with ``now``."""

    def say(self, text: str, why: str) -> None:
        """Show other words."""
        if text != self.text():
            self.setText(text)
            self.describe(text, why)
            self.update()

    def width_wanted(self) -> int:
        """Room for its words."""
        wide = QFontMetricsF(self.look.font(17, 700)).horizontalAdvance(self.text())
        return round(wide + self.look.px(40))

    def paint(self, painter: QPainter) -> None:
        look = self.look
        painter.setPen(QPen(look.color("ink"), 2) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(10), look.px(10))
        painter.setFont(look.font(17, 700))
        painter.setPen(look.color("nowink"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class DashedButton(PaintedButton):
    """An empty place that can be filled."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setText(text)

    def paint(self, painter: QPainter) -> None:
        look = self.look
        token = "ink2" if self.underMouse() else "ink3"
        painter.setPen(QPen(look.color(token), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(look.color("raised", 0.6) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(10), look.px(10))
        painter.setFont(look.font(16, 600))
        painter.setPen(look.color("ink2"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class RoundButton(PaintedButton):
    """An icon on a round plate, with its word below."""

    def __init__(self, icon: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.icon_name = icon

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return self._plate()

    def _plate(self) -> QRectF:
        side = min(float(self.look.px(44)), self.height() - 20.0)
        return QRectF(self.width() / 2 - side / 2, 0, side, side)

    def paint(self, painter: QPainter) -> None:
        look, plate = self.look, self._plate()
        painter.setPen(QPen(look.color("ink3"), 1) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawEllipse(plate.adjusted(0.5, 0.5, -0.5, -0.5))
        size = max(14, look.px(22))
        image = icons.pixmap(self.icon_name, look.theme.ink, size, self.devicePixelRatioF())
        painter.drawPixmap(plate.center() - QPointF(size / 2, size / 2), image)
        painter.setFont(look.font(15, 500))
        painter.setPen(look.color("ink2"))
        below = QRectF(0, plate.bottom(), self.width(), self.height() - plate.bottom())
        if painter.fontMetrics().horizontalAdvance(self.accessibleName()) <= self.width():
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.accessibleName())


class StepButton(PaintedButton):
    """Minus or plus at the end of a stepper; held down, it repeats."""

    def __init__(self, sign: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setText(sign)
        self.setAutoRepeat(True)
        self.setAutoRepeatDelay(400)
        self.setAutoRepeatInterval(90)

    def paint(self, painter: QPainter) -> None:
        look = self.look
        self.paint_hover(painter, "line", inset=3, radius=6)
        painter.setFont(look.font(20, 600))
        painter.setPen(look.color("ink"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())
