"""The running sum of an opened unit: its axis, a bar a product, and the lines from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.detail.microscope import TermLine
from nnviz.scene.words.numbers import tick
from nnviz.ui import theme as looks
from nnviz.ui.paint.detail.keeping import Detail
from nnviz.ui.paint.text import Texts
from nnviz.ui.paint.torn import draw_span
from nnviz.ui.theme import RADIUS, Theme

SHARE_OF_PITCH = 0.5
"""A bar's height in rows."""


class RunningSumPainter:
    """Draws the right half of the left card for one theme. A bar that leaves the axis is broken off there."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts

    def draw(self, painter: QPainter, detail: Detail) -> None:
        """Draw axis and bars as far as the moment lets them."""
        unit = detail.microscope
        count = len(unit.lines)
        self._axis(painter, detail)
        for number, line in enumerate(unit.lines):
            self._bar(painter, detail, number, line)
        self._bias(painter, detail, count)
        z = unit.explanation.z
        if detail.progress.summed >= 1 and z == z and z != 0:
            self._fill(painter, detail, count + 1, 0.0, z, QColor(getattr(self._theme, self._theme.sign(z))))

    def _axis(self, painter: QPainter, detail: Detail) -> None:
        page, unit, theme = detail.page, detail.microscope, self._theme
        top = page.first - page.pitch / 2
        bottom = page.row(len(unit.lines) + 1) + page.pitch / 2
        last, small = -1e9, max(0.9 * page.text, looks.FLOOR)
        for value in unit.ticks:
            x = page.across(value, unit.low, unit.high)
            painter.setPen(QPen(QColor(theme.ink3 if value == 0 else theme.line), 1.6 if value == 0 else 1.0))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            words = tick(value)
            half = self._texts.width(words, small, 500) / 2
            if x - half > last + 4:
                at = QPointF(x, bottom + 0.8 * page.text)
                self._texts.draw(painter, at, words, small, QColor(theme.ink2), weight=500)
                last = x + half

    def _bar(self, painter: QPainter, detail: Detail, number: int, line: TermLine) -> None:
        places = detail.microscope.places
        share = detail.progress.bar(number, len(places))
        if share <= 0:
            return
        below = places[number + 1] if number + 1 < len(places) else float(len(places))
        if line.sign == 0:
            # Nothing is added: the sum goes straight on.
            self._link(painter, detail, places[number], below, line.end, -1.0)
            return
        hue = QColor(getattr(self._theme, self._theme.sign(line.sign)))
        end = line.start + share * (line.end - line.start)
        self._fill(painter, detail, places[number], line.start, end, hue)
        if share >= 1:
            self._link(painter, detail, places[number], below, line.end)

    def _bias(self, painter: QPainter, detail: Detail, number: int) -> None:
        unit, come = detail.microscope, detail.progress.bias
        bias = unit.explanation.bias
        if not unit.has_bias or come <= 0 or bias != bias:
            return
        if bias == 0:
            # Nothing is added: the sum goes straight on.
            self._link(painter, detail, number, number + 1, unit.total, -1.0)
            return
        hue = QColor(getattr(self._theme, self._theme.sign(bias)))
        fill = looks.blend(QColor(self._theme.panel), hue, 0.2)
        self._fill(painter, detail, number, unit.total, unit.total + come * bias, fill, QPen(hue, 2.0))
        if come >= 1:
            self._link(painter, detail, number, number + 1, unit.total + bias)

    def _fill(
        self,
        painter: QPainter,
        detail: Detail,
        place: float,
        start: float,
        end: float,
        fill: QColor,
        pen: QPen | None = None,
    ) -> None:
        """One bar, whole or broken where it leaves the axis."""
        page, unit = detail.page, detail.microscope
        painter.setPen(pen if pen is not None else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(fill)
        high = SHARE_OF_PITCH * page.pitch
        span = page.span(start, end, unit.low, unit.high)
        draw_span(painter, span, page.row(place) - high / 2, high, RADIUS["bar"])

    def _link(
        self, painter: QPainter, detail: Detail, place: float, below: float, value: float, start: float = 1.0
    ) -> None:
        """A thin line down to the next row's bar: it starts where this one ends. ``start`` is 1 for the lower
        edge of the bar, −1 for the upper one."""
        page, unit = detail.page, detail.microscope
        x = page.across(value, unit.low, unit.high)
        if not page.columns.sum_from - 4 <= x <= page.columns.sum_to + 4:
            return
        half = SHARE_OF_PITCH * page.pitch / 2
        painter.setPen(QPen(QColor(self._theme.ink3), 1.2))
        painter.drawLine(
            QPointF(x, page.row(place) + start * half), QPointF(x, max(page.row(below) - half, 0.0))
        )
