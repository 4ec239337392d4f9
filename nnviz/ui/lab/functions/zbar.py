"""The bar of the functions' part: the one z, its slider, the neuron that it came from, the data behind it."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document.lab import LARGEST_Z
from nnviz.scene.lab.functions.neuron import Chosen
from nnviz.scene.words.numbers import number, tick
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.number_field import NumberField
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.roving import Roving
from nnviz.ui.widgets.slider import Slider

SOURCES = {"": "No data", "neuron": "This neuron", "layer": "Its layer"}
BIG = 34.0
LEFT, RIGHT = 250.0, 400.0
"""Where the slider begins, and how far from the right edge it ends, in the spec's pixels."""
_TICKS = 10


class BigNumber(NumberField):
    """The number in large letters, without a frame of its own."""

    def set_look(self, look: Look) -> None:
        """Use this theme's font and scale from now on."""
        self.setFont(look.font(BIG, 700))


class ZSlider(Slider):
    """−5 to 5 with its numbers, filled from 0 in the colour of z's sign."""

    knob, least_knob = 15.0, 11.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__("z", parent)
        self._span, self._z = 5.0, 0.0

    def show_z(self, z: float, span: float) -> None:
        """Show z between −span and span."""
        if (z, span) != (self._z, self._span):
            self._z, self._span = z, span
            self.set_bounds(-span, span)
            self.show_value(z)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        knob, middle = self._knob(), self.height() / 2
        left, wide = knob, self.width() - 2 * knob
        zero = left + wide / 2
        x = left + wide * (0.5 + self._z / (2 * self._span))
        thick = max(8 * look.s, 5.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(QRectF(left, middle - thick / 2, wide, thick), thick / 2, thick / 2)
        painter.setBrush(look.color(look.theme.sign(self._z)))
        painter.drawRect(QRectF(min(x, zero), middle - thick / 2, abs(x - zero), thick))
        painter.setBrush(look.color("now"))
        painter.drawEllipse(QRectF(x - knob, middle - knob, 2 * knob, 2 * knob))

    def track(self) -> tuple[float, float]:
        """Where it begins, and how wide it is."""
        return self._knob(), self.width() - 2 * self._knob()


class ZBar(Part):
    """One z for all cards: typed, dragged, or a neuron's own."""

    moved = Signal(float)
    hold_wanted = Signal()
    own_wanted = Signal()
    pick_wanted = Signal()
    source_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._z, self._span = 0.0, 5.0
        self._neuron: Chosen | None = None
        self._caption = ""
        self.field = BigNumber("z", 3, self)
        self.field.setFrame(False)
        self.field.step = 0.1
        self.field.entered.connect(lambda z: self.moved.emit(min(max(z, -LARGEST_Z), LARGEST_Z)))
        self.slider = ZSlider(self)
        self.slider.moved.connect(lambda z: self.moved.emit(round(z, 3)))
        self.hold = TextButton("Hold it there", "Hold the neuron's z at this value", self, plate=True)
        self.own = TextButton("Back to its own z", "Show the z that the neuron computes", self, plate=True)
        self.pick = TextButton("Pick a neuron", "Pick a neuron, and show its z", self)
        self.hold.clicked.connect(self.hold_wanted)
        self.own.clicked.connect(self.own_wanted)
        self.pick.clicked.connect(self.pick_wanted)
        self.sources = {name: Chip(text, f"Histogram of z: {text}", self) for name, text in SOURCES.items()}
        for name, chip in self.sources.items():
            chip.pill = True
            chip.marks_refused = False
            chip.clicked.connect(partial(self.source_chosen.emit, name))
        self._stop = Roving(self)

    def parts(self) -> list[QWidget]:
        """All controls."""
        buttons = [self.hold, self.own, self.pick, *self.sources.values()]
        return [self.field, self.slider, *buttons]

    def show_z(
        self, z: float, span: float, neuron: Chosen | None, source: str, reason: str, caption: str
    ) -> None:
        """Show z and where it comes from; ``reason`` says why no data can lie under the curves."""
        self._z, self._span, self._neuron, self._caption = z, span, neuron, caption
        self.field.show_value(z)
        self.slider.show_z(z, span)
        is_away = neuron is not None and neuron.z != z
        self.hold.setVisible(is_away)
        self.own.setVisible(is_away or (neuron is not None and neuron.is_held))
        self.own.setText("Back to its own z" if is_away or neuron is None else "Release it")
        self.pick.setText("Pick a neuron" if neuron is None else "Pick another neuron")
        for name, chip in self.sources.items():
            chip.show_state(name == source, reason if name else "")
        self._stop.show(list(self.sources.values()))
        self.place()
        self.update()

    # places

    def place(self) -> None:
        """By the spec's numbers."""
        look, side = self.look, self.look.target()
        row = look.px(42)
        letters = QFontMetricsF(look.font(BIG, 700))
        left = look.px(24) + round(letters.horizontalAdvance("z =")) + look.px(6)
        high = max(look.px(50), round(letters.height()) + 2)
        self.field.setGeometry(left, row - high // 2, look.px(LEFT) - left - look.px(10), high)
        edge = self.width() - look.px(RIGHT)
        high = max(look.px(44), 30)
        self.slider.setGeometry(look.px(LEFT), look.px(36) - high // 2, max(edge - look.px(LEFT), 1), high)
        x = self.width() - look.px(24)
        for button in (self.pick, self.own, self.hold):
            if button.isHidden():
                continue
            letters = QFontMetricsF(look.font(16, 600))
            wide = round(letters.horizontalAdvance(button.text())) + look.px(28)
            x -= wide
            button.setGeometry(x, self._lower() - side // 2, wide, side)
            x -= look.px(6)
        x = look.px(24)
        for chip in self.sources.values():
            chip.setGeometry(x, self._lower() - side // 2, chip.width_wanted(), side)
            x += chip.width_wanted() + look.px(4)

    def _lower(self) -> int:
        """The middle of the lower row."""
        return self.height() - self.look.px(8) - self.look.target() // 2

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.color("line"))
        row = QRectF(look.px(24), 0, look.px(LEFT), look.px(84))
        write(painter, row, "z =", look, BIG, 700, look.theme.sign(self._z) if self._z else "ink")
        self._paint_ticks(painter)
        self._paint_neuron(painter)
        last = self.sources["layer"].geometry().right() + look.px(14)
        first = min(b.x() for b in (self.pick, self.own, self.hold) if not b.isHidden()) - look.px(14)
        room = QRectF(last, self._lower() - look.px(16), max(first - last, 0), look.px(32))
        write(painter, room, self._caption, look, 16, 400, "ink2")

    def _paint_ticks(self, painter: QPainter) -> None:
        look = self.look
        begin, wide = self.slider.track()
        letters = QFontMetricsF(look.font(16, 500))
        step = 2 * self._span / _TICKS
        skip = 1 if letters.horizontalAdvance(tick(-self._span)) * 1.6 < wide / _TICKS else 5
        for place in range(0, _TICKS + 1, skip):
            x = self.slider.x() + begin + wide * place / _TICKS
            at = QRectF(x - look.px(50), look.px(56), look.px(100), look.px(24))
            text = tick(round(-self._span + step * place, 9))
            write(painter, at, text, look, 16, 500, "ink2", Qt.AlignmentFlag.AlignHCenter)

    def _paint_neuron(self, painter: QPainter) -> None:
        look, neuron = self.look, self._neuron
        left = self.width() - look.px(RIGHT - 24)
        rect = QRectF(left, look.px(14), self.width() - left - look.px(24), look.px(46))
        if neuron is None:
            write(painter, rect, "No neuron is chosen", look, 18, 500, "ink2", Qt.AlignmentFlag.AlignRight)
            return
        own = number(neuron.z, 3) if math.isfinite(neuron.z) else "not finite"
        is_here = neuron.z == self._z
        forms: tuple[str, ...] = (neuron.name, neuron.short)
        if neuron.is_held or not is_here:
            forms = (*(f"{form}: z {_how(neuron)} {own}" for form in forms), f"z {_how(neuron)} {own}")
        write_fullest(painter, rect, forms, look, 18, 600, "ink", Qt.AlignmentFlag.AlignRight)


def _how(neuron: Chosen) -> str:
    return "is held at" if neuron.is_held else "="
