"""The temperature that scores are divided by: a slider over its powers, and an exact field."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document.lab import TEMPERATURES
from nnviz.scene.lab.functions.words import short
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.number_field import NumberField
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.slider import Slider

PAD = 24.0


class TemperatureCard(Part):
    """A card of 408 × 80."""

    changed = Signal(float, object)
    held = Signal()
    released = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.slider, self.field = Slider("Temperature", self), NumberField("Temperature", 2, self)
        low, high = (math.log(end) for end in TEMPERATURES)
        self.slider.set_bounds(low, high)
        self.field.step = 0.05
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.slider.moved.connect(self._slide)
        self.slider.held.connect(self.held)
        self.slider.released.connect(self.released)
        self.field.entered.connect(lambda value: self._offer(value, self.field.merge))

    def parts(self) -> tuple[QWidget, ...]:
        """Slider and field."""
        return self.slider, self.field

    def show_temperature(self, temperature: float) -> None:
        """Show it."""
        self.slider.show_value(math.log(temperature))
        self.field.decimals = 2 if round(temperature, 2) == temperature else 4
        self.field.show_value(temperature)

    def _slide(self, value: float) -> None:
        """Two digits are enough for a hand; 1 is caught."""
        temperature = float(f"{math.exp(value):.2g}")
        self._offer(1.0 if abs(value) < 0.08 else temperature, self.slider.merge)

    def _offer(self, value: float, merge: object | None) -> None:
        low, high = TEMPERATURES
        self.changed.emit(min(max(value, low), high), merge)

    def place(self) -> None:
        """Slider between the name and the field."""
        look = self.look
        side = look.target()
        wide = max(look.px(76), 62)
        right = self.width() - look.px(PAD)
        y = (self.height() - side) // 2
        self.field.setGeometry(right - wide, y, wide, side)
        left = look.px(PAD) + look.px(140)
        self.slider.setGeometry(left, y - look.px(8), right - wide - look.px(14) - left, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("panel"))
        radius = 18 * look.s
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        label = QRectF(look.px(PAD), 0, look.px(136), self.height())
        write(painter, label, "Temperature T", look, 18, 600)
        ends = QRectF(self.slider.geometry())
        below = QRectF(ends.left(), ends.center().y() + look.px(8), ends.width(), look.px(24))
        sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        for end, align in zip(TEMPERATURES, sides, strict=True):
            write(painter, below, short(end), look, 16, 500, "ink2", align)
