"""The temperature: a slider in powers with 1 in its middle, and a field."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.document.lab import TEMPERATURES
from nnviz.scene.lab.softmax.shown import Shown
from nnviz.scene.words.numbers import decimals_of, number
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.lab.ink import RIGHT
from nnviz.ui.lab.softmax.card import Card
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.number_field import NumberField
from nnviz.ui.widgets.slider import Slider

NEAR_ONE = 0.02
"""How near to the middle, in powers of e, the slider means 1 itself."""


class TemperatureCard(Card):
    """Below 1 the largest share grows, above it all draw nearer to each other."""

    def __init__(self, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        low, high = TEMPERATURES
        self.slider = Slider("Temperature T, from 0.05 to 20", self)
        self.slider.set_bounds(math.log(low), math.log(high))
        self.field = NumberField(f"Temperature T, from {low:g} to {high:g}", 2, self)
        self.field.step = 0.1
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        session = editor.session
        self.slider.held.connect(session.hold)
        self.slider.released.connect(session.release)
        self.slider.moved.connect(lambda power: self._put(self._of(power), self.slider.merge))
        self.field.entered.connect(lambda value: self._put(value, self.field.merge))

    def parts(self) -> tuple[QWidget, ...]:
        """The slider; the field has a font of its own."""
        return (self.slider,)

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        super().set_look(look)
        self.field.setFont(look.font(20, 700))

    def words(self, shown: Shown) -> str:
        """The card for those who hear it."""
        return f"Temperature {number(shown.working.temperature, 2)}"

    def show_shown(self, shown: Shown) -> None:
        """Show the temperature; most changes leave it as it is."""
        if self.shown is not None and self.shown.working.temperature == shown.working.temperature:
            return
        super().show_shown(shown)
        self.slider.show_value(math.log(shown.working.temperature))
        self.field.decimals = decimals_of(shown.working.temperature)
        self.field.show_value(shown.working.temperature)

    def _of(self, power: float) -> float:
        """A temperature with few digits; just beside the middle it is 1."""
        value = 1.0 if abs(power) < NEAR_ONE else math.exp(power)
        low, high = TEMPERATURES
        return min(max(float(f"{value:.2g}" if value >= 0.1 else f"{value:.2f}"), low), high)

    def _put(self, value: float, merge: object | None) -> None:
        low, high = TEMPERATURES
        self._editor.put("Temperature", merge, temperature=min(max(value, low), high))

    def place(self) -> None:
        """Label, slider, field, from left to right."""
        look = self.look
        label, field = self._label_width(), max(look.px(72), 62)
        side = look.target()
        middle = round(self.height() * 0.42)
        left = self.pad + label + look.px(12)
        self.field.setGeometry(self.width() - self.pad - field, middle - side // 2, field, side)
        right = self.width() - self.pad - field - look.px(12)
        self.slider.setGeometry(left, middle - side // 2, max(right - left, 40), side)

    def _label_width(self) -> int:
        return max(self.look.px(138), 124)

    def paint_shown(self, painter: QPainter, shown: Shown) -> None:
        """The label, and the two ends below the slider."""
        look, track = self.look, self.slider.geometry()
        row = QRectF(self.pad, track.y(), self._label_width(), track.height())
        write(painter, row, "Temperature T", look, 18, 600)
        ends = QRectF(track.x(), track.center().y() + look.px(10), track.width(), self.line)
        low, high = TEMPERATURES
        write(painter, ends, f"{low:g}", look, 16, 400, "ink2")
        write(painter, ends, f"{high:g}", look, 16, 400, "ink2", RIGHT)
