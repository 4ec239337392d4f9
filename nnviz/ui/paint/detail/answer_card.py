"""The right card of an opened unit: formula, curve, slope, answer; and the chips of its phases."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.detail import progress as arithmetic
from nnviz.scene.time.phases import PHASES
from nnviz.ui import theme as looks
from nnviz.ui.paint.detail.keeping import Detail
from nnviz.ui.paint.detail.slope import ChartPainter
from nnviz.ui.paint.formula import formula
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import RADIUS, Theme

ANSWER = 84.0
CURVE = 160.0
"""Pixels that a curve is high at least, where the card has room for that."""
LEAST_RESULT = 84.0
AROUND, LINE = 2.2, 1.35
"""The numbers at a chart's axes, and a line of words, in the size of the text."""
PAD = 14.0
"""Pixels above and below the formula, together."""


class AnswerPainter:
    """Draws the right card and the chips for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._charts = ChartPainter(theme, texts)

    def draw(self, painter: QPainter, detail: Detail) -> None:
        """Draw the card, and the phases that stand in the card below."""
        page = detail.page
        x0, y0, x1, y1 = page.curve
        pad = max(16.0 * page.scale, 10.0)
        head = y0 + self._title_height(detail)
        foot = y1 - self._result_height(detail, y1 - head)
        self._title(painter, detail, QRectF(x0 + pad, y0, x1 - x0 - 2 * pad, head - y0))
        area = QRectF(x0 + pad, head, x1 - x0 - 2 * pad, foot - head)
        if detail.microscope.chart is not None:
            self._curve(painter, detail, area)
        else:
            words = "No function is applied: y = z."
            ink = QColor(self._theme.ink2)
            self._texts.draw(painter, area.center(), words, page.text, ink)
        painter.setPen(QPen(QColor(self._theme.line), 1.0))
        painter.drawLine(QPointF(x0 + pad, foot), QPointF(x1 - pad, foot))
        if detail.progress.activated >= 1:
            self._result(painter, detail, QRectF(x0 + pad, foot, x1 - x0 - 2 * pad, y1 - foot))
        self._chips(painter, detail)

    def _letter_size(self, detail: Detail) -> int:
        return round(max(21.0 * detail.page.scale, 14.0))

    def _title_height(self, detail: Detail) -> float:
        """High enough for the formula in the smallest letters: a fraction is two lines."""
        usual, function = max(64.0 * detail.page.scale, 36.0), detail.microscope.explanation.activation
        if function is None:
            return usual
        size = self._letter_size(detail)
        letters = formula(function.formula, size, self._theme.ink)
        return max(usual, letters.size.height() * looks.FLOOR / size + PAD)

    def _title(self, painter: QPainter, detail: Detail, box: QRectF) -> None:
        page, theme = detail.page, self._theme
        pixels = max(20.0 * page.scale, page.text)
        at = QPointF(box.left(), box.center().y())
        function = detail.microscope.explanation.activation
        words = "Activate" if function is not None else "Pass on"
        self._texts.draw(painter, at, words, pixels, QColor(theme.ink), weight=700, align=LEFT)
        if function is None:
            return
        letters = formula(function.formula, self._letter_size(detail), theme.ink)
        room = box.width() - self._texts.width(words, pixels, 700) - 12
        scale = min(1.0, room / letters.size.width(), (box.height() - PAD) / letters.size.height())
        size = letters.size * scale
        letters.draw(painter, box.right() - size.width(), box.center().y() - size.height() / 2, scale)

    def _result_height(self, detail: Detail, room: float) -> float:
        """What the answer takes of the room below the title: it gives way to a curve that is too low."""
        page = detail.page
        wanted = max(172.0 * page.scale, LEAST_RESULT)
        if detail.microscope.chart is None:
            return wanted
        curve = CURVE + AROUND * page.text + _words_height(detail)
        return min(wanted, max(room - curve, LEAST_RESULT))

    def _curve(self, painter: QPainter, detail: Detail, area: QRectF) -> None:
        page, unit, theme = detail.page, detail.microscope, self._theme
        chart = unit.chart
        assert chart is not None
        area = area.adjusted(0, 0, 0, -_words_height(detail))
        self._charts.draw(painter, chart, unit.explanation.a, detail.progress, area, page.text, page.scale)
        y = area.bottom() + 0.9 * page.text
        if detail.progress.activated >= 1:
            slope, nudge = chart.slope_text, " ".join(chart.nudge_text)
            ink, at = QColor(theme.now), QPointF(area.left(), y)
            self._texts.draw(painter, at, slope, page.text, ink, weight=700, align=LEFT)
            wide = self._texts.width(slope, page.text, 700) + page.text
            room = area.width() - wide
            if self._texts.width(nudge, page.text) > room:
                nudge = chart.nudge_short
            shown, pixels = self._texts.fitting(nudge, page.text, room)
            at = QPointF(area.left() + wide, y)
            self._texts.draw(painter, at, shown, pixels, QColor(theme.ink2), align=LEFT)
        if chart.held_text:
            at = QPointF(area.left(), y + LINE * page.text)
            shown, pixels = self._texts.fitting(chart.held_text, page.text, area.width())
            self._texts.draw(painter, at, shown, pixels, QColor(theme.ink2), align=LEFT)

    def _result(self, painter: QPainter, detail: Detail, box: QRectF) -> None:
        page, theme = detail.page, self._theme
        says, why = arithmetic.verdict(detail.document, detail.microscope)
        big = min(ANSWER * page.scale, 0.55 * box.height())
        while big > 20 and self._texts.width(detail.microscope.y, big, 800) > box.width():
            big -= 2
        middle = box.center().x()
        y = box.top() + 0.07 * box.height() + big / 2
        self._texts.draw(painter, QPointF(middle, y), detail.microscope.y, big, QColor(theme.now), weight=800)
        y += big / 2 + 0.75 * page.text
        if y + 0.5 * page.text < box.bottom():
            line, pixels = self._texts.fitting(says, min(1.25 * page.text, 20.0), box.width(), 600)
            self._texts.draw(painter, QPointF(middle, y), line, pixels, QColor(theme.ink), weight=600)
        y += 1.5 * page.text
        if y + 0.5 * page.text < box.bottom():
            line, pixels = self._texts.fitting(why, page.text, box.width())
            self._texts.draw(painter, QPointF(middle, y), line, pixels, QColor(theme.ink2))

    def _chips(self, painter: QPainter, detail: Detail) -> None:
        theme, text = self._theme, detail.page.text
        for phase, box in detail.chips:
            rect = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
            is_over = detail.seconds >= phase.end - 1e-9
            is_now = phase == detail.running
            fill = QColor(theme.now) if is_now else looks.blend(QColor(theme.panel), QColor(theme.now), 0.18)
            if not is_now and not is_over:
                fill = QColor(theme.raised)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(rect, RADIUS["chip"], RADIUS["chip"])
            ink = QColor(theme.nowink if is_now else theme.ink)
            self._texts.draw(
                painter, rect.center(), PHASES[phase.name].chip, min(text, 16.0), ink, weight=600
            )


def _words_height(detail: Detail) -> float:
    """What the words below the curve take: its slope, and what is held still."""
    chart = detail.microscope.chart
    lines = 1 + bool(chart is not None and chart.held_text)
    return (lines * LINE + 0.5) * detail.page.text
