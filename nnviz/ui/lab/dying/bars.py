"""For how many examples each neuron of the layer is on: a bar each, the dead ones marked."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.scene.lab.dying import words
from nnviz.scene.lab.dying.life import Life, can_die
from nnviz.scene.words import names
from nnviz.scene.words.numbers import percent
from nnviz.ui.plain import show_tooltip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

MOST = 128
"""Bars that stand side by side; of a wider layer those that are on least."""
PAD, HEAD, FOOT = 24.0, 80.0, 40.0
NARROW = 26
"""Pixels of a column under which its figure has no place; the card beside it says it."""
KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
CENTRE = Qt.AlignmentFlag.AlignHCenter


class LifeBars(Part):
    """Click a bar, or press arrows: that neuron is in the hand."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._life: Life | None = None
        self._document: Document | None = None
        self.units: tuple[int, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_life(self, document: Document, life: Life | None) -> None:
        """Show this layer."""
        self._life, self._document = life, document
        if life is not None:
            count = len(life.on)
            some = np.argsort(life.on, kind="stable")[:MOST] if count > MOST else np.arange(count)
            self.units = tuple(sorted(int(unit) for unit in some))
            on = percent(float(life.on[life.unit]), 0)
            self.setAccessibleName(
                f"{words.hero(document, life)} In hand: {words.neuron(document, life)}, on for {on}."
            )
        self.update()

    # places

    def _plot(self) -> QRectF:
        px = self.look.px
        left = px(PAD + 48)
        return QRectF(left, px(HEAD), self.width() - left - px(PAD), self.height() - px(HEAD) - self._foot())

    def _foot(self) -> int:
        return max(self.look.px(FOOT), round(self.look.text(16) * 2.2))

    def column(self, place: int) -> QRectF:
        """The whole column of the bar at ``place``."""
        plot = self._plot()
        wide = plot.width() / max(len(self.units), 1)
        return QRectF(plot.left() + place * wide, plot.top(), wide, plot.height())

    def _place_at(self, x: float) -> int | None:
        plot = self._plot()
        if not self.units or not plot.left() <= x < plot.right():
            return None
        return int((x - plot.left()) / plot.width() * len(self.units))

    # the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The neuron of the bar."""
        place = self._place_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.chosen.emit(self.units[place])

    def event(self, event: QEvent) -> bool:
        """Arrows go from bar to bar; a bar says its figure to the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place, life, document = self._place_at(event.pos().x()), self._life, self._document
            if place is not None and life is not None and document is not None:
                unit = self.units[place]
                name = names.capital(words.short(document, life.layer, unit))
                on = percent(float(life.on[unit]))
                show_tooltip(event.globalPos(), f"{name}: on for {on}", self)
            return True
        return keeps_key(event, tuple(KEYS)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the next bar."""
        way = KEYS.get(event.key())  # type: ignore[call-overload]
        if way is None or self._life is None:
            super().keyPressEvent(event)
            return
        here = self.units.index(self._life.unit) if self._life.unit in self.units else 0
        self.chosen.emit(self.units[min(max(here + way, 0), len(self.units) - 1)])

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look, life = self.look, self._life
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate(painter, look, QRectF(self.rect()))
        if life is None or self._document is None:
            return
        head = QRectF(look.px(PAD), look.px(12), self.width() - look.px(2 * PAD), look.px(40))
        title = "On for so many examples"
        if len(life.on) > len(self.units):
            title = f"The {len(self.units)} of {len(life.on):,} that are on least"
        write(painter, head, title, look, 22, 700)
        self._paint_scale(painter)
        for place, unit in enumerate(self.units):
            self._paint_bar(painter, life, place, unit)

    def _paint_scale(self, painter: QPainter) -> None:
        look, plot = self.look, self._plot()
        for share in (0.0, 0.5, 1.0):
            y = plot.bottom() - share * plot.height()
            painter.setPen(QPen(look.color("ink3" if share == 0 else "line"), 1))
            painter.drawLine(round(plot.left()), round(y), round(plot.right()), round(y))
            place = QRectF(0, y - look.px(12), plot.left() - look.px(10), look.px(24))
            write(painter, place, f"{share:.0%}", look, 16, 500, "ink3", Qt.AlignmentFlag.AlignRight)

    def _paint_bar(self, painter: QPainter, life: Life, place: int, unit: int) -> None:
        look, column = self.look, self.column(place)
        share = float(life.on[unit])
        is_dead = unit in life.dead and can_die(life.function)
        gap = min(0.14 * column.width(), look.px(8))
        bar = column.adjusted(gap, (1 - share) * column.height(), -gap, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now" if unit == life.unit else "ink2"))
        if share > 0:
            painter.drawRoundedRect(bar, 3, 3)
        if unit == life.unit:
            painter.setPen(QPen(look.color("now"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            is_wide = column.width() >= NARROW
            painter.drawRoundedRect(column.adjusted(1, -4, -1, look.px(FOOT) - 6 if is_wide else 1), 6, 6)
        if is_dead:
            side = min(column.width() - 2, look.px(26))
            mark = QRectF(column.center().x() - side / 2, column.bottom() - side - look.px(6), side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("warn"))
            painter.drawEllipse(mark)
            if side >= 16:
                painter.setPen(look.color("panel"))
                painter.setFont(look.font(16, 800))
                painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "!")
        self._write_bar(painter, life, place, unit, share, is_dead)

    def _write_bar(
        self, painter: QPainter, life: Life, place: int, unit: int, share: float, is_dead: bool
    ) -> None:
        """Number and figure, where they have room."""
        look, column = self.look, self.column(place)
        painter.setFont(look.font(16, 600))
        widest = painter.fontMetrics().horizontalAdvance("100%")
        name = str(unit + 1 if words.short(self._document, life.layer, unit).startswith("map") else unit)  # type: ignore[arg-type]
        if painter.fontMetrics().horizontalAdvance(name) + 2 <= column.width() or unit == life.unit:
            foot = QRectF(column.center().x() - 40, column.bottom() + 4, 80, look.px(28))
            token = "warn" if is_dead else "now" if unit == life.unit else "ink2"
            write(painter, foot, name, look, 16, 600, token, CENTRE)
        has_room = widest + 2 <= column.width() or (unit == life.unit and column.width() >= NARROW)
        if has_room and not is_dead:
            top = column.bottom() - share * column.height()
            high = look.text(16) * 1.4
            figure = QRectF(column.center().x() - 40, top - high - 1, 80, high)
            write(painter, figure, words.bar(share), look, 16, 600, "ink", CENTRE)
