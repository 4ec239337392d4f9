"""A whole number with one less and one more beside it; it can be typed too."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import IconButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.number_field import NumberField
from nnviz.ui.widgets.part import Part


class Bare(NumberField):
    """A number in the middle of its plate."""

    def set_look(self, look: Look) -> None:
        """Use this theme's font and scale from now on."""
        self.setFont(look.font(18, 700))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, look.color("raised"))
        self.setPalette(palette)


class Stepper(Part):
    """ "Layers − 9 +". What can't be had is refused by its owner, in words."""

    wanted = Signal(int)

    def __init__(self, title: str, low: int, high: int, parent: QWidget, room: float = 46.0) -> None:
        """``room`` are the spec's pixels of the number."""
        super().__init__(parent)
        self._room = room
        self.title, self._low, self._high, self._value = title, low, high, low
        self.setAccessibleName(title)
        self.less = IconButton("minus", f"{title}: one less", self)
        self.field = Bare(f"{title}, {low} to {high}", 0, self)
        self.more = IconButton("plus", f"{title}: one more", self)
        self.less.clicked.connect(lambda: self.wanted.emit(self._value - 1))
        self.more.clicked.connect(lambda: self.wanted.emit(self._value + 1))
        self.field.entered.connect(lambda value: self.wanted.emit(round(min(max(value, -1e9), 1e9))))

    def parts(self) -> list[QWidget]:
        """Less, the number, more."""
        return [self.less, self.field, self.more]

    def show_value(self, value: int) -> None:
        """Show the true number."""
        self._value = value
        self.field.show_value(value)
        self.less.setEnabled(value > self._low)
        self.more.setEnabled(value < self._high)

    def width_wanted(self) -> int:
        """Label and plate."""
        return self._label() + 2 * self.look.target(40) + max(self.look.px(self._room), 40)

    def _label(self) -> int:
        font = self.look.font(16, 500)
        return round(QFontMetricsF(font).horizontalAdvance(self.title)) + self.look.px(12)

    def _plate(self) -> QRectF:
        return QRectF(self._label(), 0, self.width() - self._label(), self.height())

    def place(self) -> None:
        """The buttons at both ends of the plate."""
        plate, side = self._plate(), self.height()
        left = round(plate.left())
        self.less.setGeometry(left, 0, side, side)
        self.more.setGeometry(self.width() - side, 0, side, side)
        self.field.setGeometry(left + side, 3, max(self.width() - left - 2 * side, 1), side - 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        write(painter, QRectF(0, 0, self._label(), self.height()), self.title, self.look, 16, 500, "ink2")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("raised"))
        painter.drawRoundedRect(self._plate(), self.height() / 2, self.height() / 2)
