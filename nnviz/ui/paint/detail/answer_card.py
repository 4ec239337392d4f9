"""The right card of an opened unit: formula, curve, slope, answer; and the chips of its phases."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.detail import progress as arithmetic
from nnviz.scene.time.phases import phase_of
from nnviz.ui import theme as looks
from nnviz.ui.paint.detail.keeping import Detail
from nnviz.ui.paint.detail.slope import ChartPainter
from nnviz.ui.paint.formula import formula
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import RADIUS, Theme

ANSWER = 84.0
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
        foot = y1 - max(172.0 * page.scale, 84.0)
        self._title(painter, detail, QRectF(x0 + pad, y0, x1 - x0 - 2 * pad, head - y0))
        area = QRectF(x0 + pad, head, x1 - x0 - 2 * pad, foot - head)
        if detail.microscope.chart is not None:
            self._curve(painter, detail, area)
        else:
            self._sentences(painter, detail, area)
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
        of = detail.microscope.workings
        words = "Activate" if function is not None else of.title if of is not None else "Pass on"
        self._texts.draw(painter, at, words, pixels, QColor(theme.ink), weight=700, align=LEFT)
        latex = function.formula if function is not None else of.formula if of is not None else ""
        if not latex:
            return
        letters = formula(latex, self._letter_size(detail), theme.ink)
        room = box.width() - self._texts.width(words, pixels, 700) - 12
        scale = min(1.0, room / letters.size.width(), (box.height() - PAD) / letters.size.height())
        size = letters.size * scale
        letters.draw(painter, box.right() - size.width(), box.center().y() - size.height() / 2, scale)

    def _sentences(self, painter: QPainter, detail: Detail, area: QRectF) -> None:
        """What is done where no function is applied."""
        page, of = detail.page, detail.microscope.workings
        said = of.sentences if of is not None else ("No function is applied: y = z.",)
        lines = [line for sentence in said for line in self._texts.wrapped(sentence, page.text, area.width())]
        y = area.center().y() - 0.7 * page.text * (len(lines) - 1)
        for line in lines:
            at = QPointF(area.left(), y)
            self._texts.draw(painter, at, line, page.text, QColor(self._theme.ink2), align=LEFT)
            y += 1.4 * page.text

    def _curve(self, painter: QPainter, detail: Detail, area: QRectF) -> None:
        page, unit, theme = detail.page, detail.microscope, self._theme
        chart = unit.chart
        assert chart is not None
        words = [chart.held_text] if chart.held_text else []
        lines = 2 + len(words)
        area = area.adjusted(0, 0, 0, -(lines * 1.35 + 0.5) * page.text)
        self._charts.draw(painter, chart, unit.explanation.a, detail.progress, area, page.text, page.scale)
        y = area.bottom() + 0.9 * page.text
        if detail.progress.activated >= 1:
            at = QPointF(area.left(), y)
            self._texts.draw(
                painter, at, chart.slope_text, page.text, QColor(theme.now), weight=700, align=LEFT
            )
            words.insert(0, " ".join(chart.nudge_text))
        for line in words:
            y += 1.35 * page.text
            shown, pixels = self._texts.fitting(line, page.text, area.width())
            at = QPointF(area.left(), y)
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
            words = phase_of(detail.microscope.explanation.definition, phase.name).chip
            self._texts.draw(painter, rect.center(), words, min(text, 16.0), ink, weight=600)
