"""The name of a layer's activation function; pressing it opens the menu of all of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.engine import ActivationFunction
from nnviz.scene.words import names
from nnviz.ui import icons
from nnviz.ui.paint.curves import paint_function
from nnviz.ui.style import ratio_of
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.function_choice import FunctionChoice
from nnviz.ui.widgets.function_menu import FunctionMenu


class FunctionButton(PaintedButton):
    """A chip. One ``with_curve`` draws the function's curve before its name, and is as high as its place."""

    radius = 8.0

    def __init__(self, parent: QWidget | None = None, with_curve: bool = False) -> None:
        super().__init__("Activation function of this layer", parent)
        self._with_curve = with_curve
        self._choice: FunctionChoice | None = None
        self._function: ActivationFunction | None = None
        self.clicked.connect(self.open_menu)

    def show_function(self, function: ActivationFunction, choice: FunctionChoice) -> None:
        """Name a layer's function; ``choice`` takes another."""
        self._choice = choice
        if function != self._function:
            self._function = function
            self.setText(names.function(function))
            title = names.function_title(function)
            self.describe(f"Activation function: {self.text()}", f"{title}: choose another")
            self.update()

    def open_menu(self) -> None:
        """All functions, and the parameters of the one that is chosen."""
        if self._choice is not None:
            menu = FunctionMenu(self._choice, self.look, self.window())
            menu.open_at(self.mapToGlobal(QPoint(0, self.height())))

    def wanted_width(self) -> float:
        """The width that shows the whole name."""
        return QFontMetricsF(self.look.font(16, 600)).horizontalAdvance(self.text()) + 44 * self.look.s

    def focus_rect(self) -> QRectF:
        return self._plate()

    def sizeHint(self) -> QSize:
        return QSize(round(self.wanted_width()), self.look.target())

    def paint(self, painter: QPainter) -> None:
        look, plate = self.look, self._plate()
        painter.setPen(QPen(look.color("ink3"), 1) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(plate, 8 * look.s, 8 * look.s)
        left = 10 * look.s
        if self._with_curve and self._function is not None:
            high = 0.46 * plate.height()
            curve = QRectF(look.px(13), plate.center().y() - high / 2, look.px(26), high)
            paint_function(painter, curve, self._function, look.color("ink"))
            left = float(look.px(54))
        painter.setFont(look.font(16, 600))
        painter.setPen(look.color("ink"))
        size = max(12, look.px(16))
        room = plate.adjusted(left, 0, -size - 10 * look.s, 0)
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        arrow = icons.pixmap("chevron-down", look.theme.ink2, size, ratio_of(self))
        painter.drawPixmap(int(plate.right() - size - 7 * look.s), int(plate.center().y() - size / 2), arrow)

    def _plate(self) -> QRectF:
        height = self.height() - 2 if self._with_curve else max(28 * self.look.s, 24)
        return QRectF(1, (self.height() - height) / 2, self.width() - 2, height)
