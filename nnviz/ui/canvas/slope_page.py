"""The slope over the whole view: the curve, its derivative, the tangent, and what a nudge of z does."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from nnviz.scene import opened as arithmetic
from nnviz.scene.numbers import number
from nnviz.scene.slope import Chart
from nnviz.ui.canvas.microscope import draw_card
from nnviz.ui.canvas.opening import Opened
from nnviz.ui.canvas.slope import ChartPainter
from nnviz.ui.canvas.text import CENTER, LEFT, Texts
from nnviz.ui.formula import formula
from nnviz.ui.theme import Theme

STATEMENT = 52.0
DECIMALS = 3


class SlopePainter:
    """Draws the slope of an opened unit for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._charts = ChartPainter(theme, texts)

    def draw(self, painter: QPainter, opened: Opened) -> None:
        """Draw the page."""
        page, unit = opened.page, opened.microscope
        x0, top, x1, _ = page.head
        bottom = page.foot[3]
        head = top + max(120.0 * page.scale, 84.0)
        draw_card(painter, self._theme, (x0, head, x1, bottom), page.scale)
        chart = unit.chart
        if chart is None:
            self._without_curve(painter, opened, QRectF(x0, top, x1 - x0, bottom - top))
            return
        self._head(painter, opened, chart, QRectF(x0, top, x1 - x0, head - top))
        pad = max(18.0 * page.scale, 10.0)
        box = QRectF(x0 + pad, head + pad, x1 - x0 - 2 * pad, bottom - head - 2 * pad)
        text = max(1.1 * page.text, 16.0)
        self._charts.draw(
            painter, chart, unit.explanation.a, opened.progress, box, text, 1.3 * page.scale, whole=True
        )

    def _head(self, painter: QPainter, opened: Opened, chart: Chart, box: QRectF) -> None:
        page, theme = opened.page, self._theme
        text = max(18.0 * page.scale, page.text)
        big = max(min(STATEMENT * page.scale, 0.5 * box.height()), 24.0)
        y = box.top() + 0.7 * big
        self._letters(painter, opened, box)
        if opened.progress.activated < 1:
            words = "The slope is read off where the answer stands."
            self._texts.draw(painter, QPointF(box.left(), y), words, text, QColor(theme.ink2), align=LEFT)
            return
        words = f"{chart.name} = {number(chart.slope, DECIMALS)}"
        self._texts.draw(
            painter, QPointF(box.left(), y), words, big, QColor(theme.now), weight=700, align=LEFT
        )
        nudge = " ".join(chart.nudge_text) + f"   at z = {number(chart.z, DECIMALS)}"
        if chart.held_text:
            nudge += f".   {chart.held_text}."
        y += 0.55 * big + 0.9 * text
        shown = self._texts.elided(nudge, text, box.width())
        self._texts.draw(painter, QPointF(box.left(), y), shown, text, QColor(theme.ink2), align=LEFT)

    def _letters(self, painter: QPainter, opened: Opened, box: QRectF) -> None:
        """The derivative in letters, top right."""
        function = opened.microscope.explanation.activation
        assert function is not None
        pixels = round(max(20.0 * opened.page.scale, 15.0))
        letters = formula(function.derivative_formula, pixels, self._theme.ink)
        scale = min(
            1.0, 0.45 * box.width() / letters.size.width(), 0.62 * box.height() / letters.size.height()
        )
        letters.draw(painter, box.right() - scale * letters.size.width(), box.top() + 4, scale)

    def _without_curve(self, painter: QPainter, opened: Opened, box: QRectF) -> None:
        text, ink = opened.page.text, QColor(self._theme.ink)
        middle = box.center()
        words = opened.microscope.sentence
        self._texts.draw(painter, middle, words, 1.2 * text, ink, weight=600, align=CENTER)
        below = QPointF(middle.x(), middle.y() + 2 * text)
        why = "There is no activation function here, so there is no curve."
        if opened.progress.activated >= 1:
            why += f" y {arithmetic.equation(opened.microscope)}"
        self._texts.draw(painter, below, why, text, QColor(self._theme.ink2))
