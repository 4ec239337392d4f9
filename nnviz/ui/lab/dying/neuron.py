"""The neuron in hand: its z over the data, its bias to push, what comes back to it."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.scene.lab.dying import words
from nnviz.scene.lab.dying.life import Life, can_die
from nnviz.scene.lab.functions.chart import span_of
from nnviz.scene.lab.functions.shape import shape
from nnviz.scene.words.numbers import tick
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.number_field import NumberField
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.slider import Slider

PAD, HEAD = 24.0, 60.0
BINS = 48
LEAST_REACH = 4.0
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


class NeuronCard(Part):
    """A histogram of z with the part where the neuron is off shaded, and the bias as field and slider."""

    pushed = Signal(float, object)
    held = Signal()
    released = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._life: Life | None = None
        self._document: Document | None = None
        self._span, self._reach, self._is_held = 5.0, LEAST_REACH, False
        self.field = NumberField("Bias", 3, self)
        self.field.step = 0.1
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.slider = Slider("Bias", self)
        self.field.entered.connect(lambda value: self.pushed.emit(value, self.field.merge))
        self.slider.moved.connect(lambda value: self.pushed.emit(round(value, 3), self.slider.merge))
        self.slider.held.connect(self._take)
        self.slider.released.connect(self._let_go)

    def parts(self) -> tuple[QWidget, ...]:
        """Field and slider."""
        return self.field, self.slider

    def show_bias(self, bias: float) -> None:
        """The bias as it is now; what follows from it may still be on its way."""
        if not self._is_held:
            self._reach = max(LEAST_REACH, 2.0 * math.ceil(abs(bias)))
            self.slider.set_bounds(-self._reach, self._reach)
        self.field.show_value(bias)
        self.slider.show_value(bias)

    def show_life(self, document: Document, life: Life | None) -> None:
        """Show the neuron in hand."""
        self._life, self._document = life, document
        if life is not None and not self._is_held:
            finite = life.z[np.isfinite(life.z)]
            self._span = span_of(float(np.abs(finite).max()) if finite.size else 0.0)
        if life is not None:
            said = f"{words.neuron(document, life)}: {words.is_on_for(life)}. {words.gradient(life)}"
            self.setAccessibleName(said)
        self.update()

    def _take(self) -> None:
        self._is_held = True
        self.held.emit()

    def _let_go(self) -> None:
        self._is_held = False
        self.released.emit()

    # places

    def place(self) -> None:
        """The bias below the histogram."""
        look = self.look
        side, pad = look.target(), look.px(PAD)
        wide = max(look.px(110), 84)
        top = self._bias_top()
        self.field.setGeometry(pad + look.px(74), top, wide, side)
        left = pad + look.px(74) + wide + look.px(12)
        self.slider.setGeometry(left, top, max(self.width() - left - pad, 1), side)

    def _bias_top(self) -> int:
        look = self.look
        return self.height() - look.px(12) - self._line() - look.target() - look.px(4)

    def _line(self) -> int:
        return max(self.look.px(30), round(self.look.text(18) * 1.4))

    def _plot(self) -> QRectF:
        look = self.look
        top, bottom = look.px(HEAD + 4), self._bias_top() - look.px(10) - self._line()
        return QRectF(look.px(PAD), top, self.width() - look.px(2 * PAD), max(bottom - top, 1))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look, life = self.look, self._life
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate(painter, look, QRectF(self.rect()))
        if life is None or self._document is None:
            return
        pad = look.px(PAD)
        head = QRectF(pad, look.px(12), self.width() - 2 * pad, look.px(44))
        is_dead = life.on_count == 0 and can_die(life.function)
        on = words.is_on_for(life)
        write(painter, head, on, look, 28, 700, "warn" if is_dead else "ink", RIGHT)
        room = painter.fontMetrics().horizontalAdvance(on) + look.px(16)
        write(painter, head.adjusted(0, 0, -room, 0), words.neuron(self._document, life), look, 28, 700)
        self._paint_histogram(painter, life)
        label = QRectF(pad, self._bias_top(), look.px(70), look.target())
        write(painter, label, "bias b", look, 18, 600)
        line = QRectF(pad, self.height() - look.px(10) - self._line(), head.width(), self._line())
        told = words.gradient(life)
        write(painter, line, told, look, 18, 500, "warn" if not life.reached.any() else "ink2")

    def _paint_histogram(self, painter: QPainter, life: Life) -> None:
        look, plot, span = self.look, self._plot(), self._span

        def x(z: float) -> float:
            return plot.left() + (min(max(z, -span), span) + span) / (2 * span) * plot.width()

        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        for one in shape(life.function).dead:
            low, high = x(max(one.low, -span)), x(min(one.high, span))
            painter.drawRect(QRectF(low, plot.top(), high - low, plot.height()))
            place = QRectF(low, plot.top() + look.px(2), high - low, look.px(26))
            write(painter, place.adjusted(8, 0, -8, 0), "off: slope 0", look, 16, 600, "ink2")
        counts, _ = np.histogram(life.z, BINS, (-span, span))
        most = max(int(counts.max()), 1)
        wide = plot.width() / BINS
        for place_, count in enumerate(counts):
            if count:
                high = count / most * (plot.height() - look.px(30))
                left, middle = plot.left() + place_ * wide, -span + (place_ + 0.5) * 2 * span / BINS
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.color(look.theme.sign(middle)))
                painter.drawRect(QRectF(left, plot.bottom() - high, max(wide - 1.5, 1), high))
        painter.setPen(QPen(look.color("ink3"), 1))
        painter.drawLine(round(plot.left()), round(plot.bottom()), round(plot.right()), round(plot.bottom()))
        for z in (-span, 0.0, span):
            align = CENTRE if z == 0 else RIGHT if z > 0 else Qt.AlignmentFlag.AlignLeft
            left = plot.left() if z < 0 else x(z) - 60 if z == 0 else plot.right() - 120
            text = f"z = {tick(z)}" if z else "0"
            write(
                painter,
                QRectF(left, plot.bottom() + 2, 120, self._line()),
                text,
                look,
                16,
                500,
                "ink2",
                align,
            )
