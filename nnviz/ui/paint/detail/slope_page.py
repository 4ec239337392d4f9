"""The slope over the whole view: the curve, its derivative, the tangent, and what a nudge of z does."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from nnviz.scene.detail import page_spots
from nnviz.scene.detail import progress as arithmetic
from nnviz.scene.detail.page import Box
from nnviz.scene.detail.slope import Chart
from nnviz.scene.words.numbers import number
from nnviz.ui.paint.detail.keeping import Detail
from nnviz.ui.paint.detail.microscope import draw_card
from nnviz.ui.paint.detail.slope import ChartPainter
from nnviz.ui.paint.formula import formula
from nnviz.ui.paint.text import CENTER, LEFT, Texts
from nnviz.ui.theme import RADIUS, Theme

STATEMENT = 52.0
DECIMALS = 3


class SlopePainter:
    """Draws the slope of an opened unit for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._charts = ChartPainter(theme, texts)

    def draw(self, painter: QPainter, detail: Detail) -> None:
        """Draw the page."""
        page, unit = detail.page, detail.microscope
        top = page.head[1]
        x0, head, x1, bottom = page.slope_card
        draw_card(painter, self._theme, page.slope_card, page.scale)
        chart = unit.chart
        if chart is None:
            self._without_curve(painter, detail, QRectF(x0, top, x1 - x0, bottom - top))
            return
        self._head(painter, detail, chart, QRectF(x0, top, x1 - x0, head - top))
        box = _rect(page.slope_chart)
        text, scale = page.slope_text, 1.3 * page.scale
        self._charts.draw(painter, chart, unit.explanation.a, detail.progress, box, text, scale, whole=True)
        self._nudges(painter, detail)

    def _head(self, painter: QPainter, detail: Detail, chart: Chart, box: QRectF) -> None:
        page, theme = detail.page, self._theme
        text = max(18.0 * page.scale, page.text)
        big = max(min(STATEMENT * page.scale, 0.5 * box.height()), 24.0)
        y = box.top() + 0.7 * big
        self._letters(painter, detail, box)
        if detail.progress.activated < 1:
            words = "The slope is read off where the answer stands."
            self._texts.draw(painter, QPointF(box.left(), y), words, text, QColor(theme.ink2), align=LEFT)
            return
        words = f"{chart.name} = {number(chart.slope, DECIMALS)}"
        self._texts.draw(
            painter, QPointF(box.left(), y), words, big, QColor(theme.now), weight=700, align=LEFT
        )
        nudge = f"{' '.join(chart.nudge_text)}, {chart.guess_text}"
        if chart.held_text:
            nudge += f". {chart.held_text}."
        y += 0.55 * big + 0.9 * text
        room = page.nudges(3)[0][0] - box.left() - text
        shown, text = self._texts.fitting(nudge, text, room)
        self._texts.draw(painter, QPointF(box.left(), y), shown, text, QColor(theme.ink2), align=LEFT)

    def _nudges(self, painter: QPainter, detail: Detail) -> None:
        """The buttons that move z by a step; a held z can be let go."""
        unit, theme = detail.microscope, self._theme
        for _, box, words in page_spots.slope_buttons(detail.page, unit, detail.progress.summed >= 1):
            rect = _rect(box)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(rect, RADIUS["chip"], RADIUS["chip"])
            self._texts.draw(painter, rect.center(), words, 16.0, QColor(theme.ink), weight=600)

    def _letters(self, painter: QPainter, detail: Detail, box: QRectF) -> None:
        """The derivative in letters, top right."""
        function = detail.microscope.explanation.activation
        assert function is not None
        pixels = round(max(20.0 * detail.page.scale, 15.0))
        letters = formula(function.derivative_formula, pixels, self._theme.ink)
        scale = min(
            1.0, 0.45 * box.width() / letters.size.width(), 0.62 * box.height() / letters.size.height()
        )
        letters.draw(painter, box.right() - scale * letters.size.width(), box.top() + 4, scale)

    def _without_curve(self, painter: QPainter, detail: Detail, box: QRectF) -> None:
        text, ink = detail.page.text, QColor(self._theme.ink)
        middle = box.center()
        words = detail.microscope.sentence
        self._texts.draw(painter, middle, words, 1.2 * text, ink, weight=600, align=CENTER)
        below = QPointF(middle.x(), middle.y() + 2 * text)
        why = "There is no activation function here, so there is no curve."
        if detail.progress.activated >= 1:
            why += f" y {arithmetic.equation(detail.microscope)}"
            at = QPointF(middle.x(), below.y() + 2 * text)
            slope = arithmetic.slope_words(detail.microscope)
            self._texts.draw(painter, at, slope, 1.2 * text, QColor(self._theme.now), weight=600)
        self._texts.draw(painter, below, why, text, QColor(self._theme.ink2))


def _rect(box: Box) -> QRectF:
    x0, y0, x1, y1 = box
    return QRectF(x0, y0, x1 - x0, y1 - y0)
