"""The controls of the build page: buttons with a plate, a filled one, the ends of a stepper."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui import icons
from nnviz.ui.style import ratio_of
from nnviz.ui.widgets.buttons import DashedButton, PaintedButton


class AddButton(DashedButton):
    """Opens the menu of layers under the list; it says where the chosen one goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "Add a layer", parent, token="ink2")
        self.say_place(False)

    def say_place(self, is_before_outputs: bool) -> None:
        """Say whether a new layer goes before the output layer, or is the last one."""
        where = "before the output" if is_before_outputs else "at the end"
        if self.text() != f"+ Add {where}":
            self.setText(f"+ Add {where}")
            self.describe(f"Add a layer {where}", f"Add a layer {where}; dragged, it goes anywhere")


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
        image = icons.pixmap(self.icon_name, look.theme.ink, size, ratio_of(self))
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
