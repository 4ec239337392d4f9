"""The right card of an opened unit: formula, curve, slope, answer; and the chips of its phases."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.detail import page_spots
from nnviz.scene.detail import progress as arithmetic
from nnviz.scene.detail.answer_places import LINE
from nnviz.scene.detail.page import Box
from nnviz.scene.detail.slope import Chart
from nnviz.scene.time.phases import phase_of
from nnviz.scene.words import names
from nnviz.scene.words.questions import HELD_SHORT
from nnviz.scene.words.wholes import REMEDY
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
        page, unit = detail.page, detail.microscope
        where = page_spots.places(page, unit)
        self._title(painter, detail, rect_of(where.title))
        for (_, words), box in zip(unit.parameters, where.chips, strict=True):
            self._chip(painter, box, words, page.text)
        if unit.chart is not None:
            self._charts.draw(
                painter,
                unit.chart,
                unit.explanation.a,
                detail.progress,
                rect_of(where.chart),
                page.text,
                page.scale,
            )
        else:
            self._sentences(painter, detail, rect_of(where.chart))
        self._words(painter, detail, rect_of(where.words))
        if unit.remedy:
            self._chip(painter, where.button, f"Use {names.function(REMEDY)}", page.text)
        x0, y, x1, _ = where.result
        painter.setPen(QPen(QColor(self._theme.line), 1.0))
        painter.drawLine(QPointF(x0, y), QPointF(x1, y))
        if detail.progress.activated >= 1:
            self._result(painter, detail, rect_of(where.result))
        self._chips(painter, detail)

    def _title(self, painter: QPainter, detail: Detail, box: QRectF) -> None:
        page, theme = detail.page, self._theme
        pixels = max(20.0 * page.scale, page.text)
        at = QPointF(box.left(), box.center().y())
        function = detail.microscope.explanation.activation
        of = detail.microscope.workings
        words = "Activate" if function is not None else of.title if of is not None else "Pass on"
        latex = function.formula if function is not None else of.formula if of is not None else ""
        wanted = round(max(21.0 * page.scale, page.text))
        letters = formula(latex, wanted, theme.ink) if latex else None
        room = box.width()
        beside = room - self._texts.width(words, pixels, 700) - 12
        # The formula says it alone where there is room for one of them.
        has_words = letters is None or wanted * beside / letters.size.width() >= looks.FLOOR
        if has_words:
            self._texts.draw(painter, at, words, pixels, QColor(theme.ink), weight=700, align=LEFT)
            room = beside
        if letters is None:
            return
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

    def _chip(self, painter: QPainter, box: Box, words: str, text: float) -> None:
        """A plate with words, to be pressed or dragged."""
        rect = rect_of(box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(rect, RADIUS["chip"], RADIUS["chip"])
        shown, pixels = self._texts.fitting(words, min(text, 16.0), rect.width() - 8, 600)
        self._texts.draw(painter, rect.center(), shown, pixels, QColor(self._theme.ink), weight=600)

    def _words(self, painter: QPainter, detail: Detail, box: QRectF) -> None:
        """Slope, what is held or never changes, what holds still: a line each."""
        page, unit, theme = detail.page, detail.microscope, self._theme
        y = box.top() + 0.9 * page.text
        if unit.chart is not None:
            if detail.progress.activated >= 1:
                self._slope(painter, detail, unit.chart, QPointF(box.left(), y), box.width())
            y += LINE * page.text
        still = unit.chart.held_text if unit.chart is not None else ""
        warning = unit.held_text or (f"! {unit.remedy}" if unit.remedy else "")
        # The curve stands on what holds still: that comes first.
        for words, token in ((still, "ink2"), (warning, "warn")):
            if words:
                shown, pixels = self._texts.fitting(words, page.text, box.width())
                if shown != words and words == still:
                    shown, pixels = self._texts.fitting(HELD_SHORT, page.text, box.width())
                ink = QColor(getattr(theme, token))
                self._texts.draw(painter, QPointF(box.left(), y), shown, pixels, ink, align=LEFT)
                y += LINE * page.text

    def _slope(self, painter: QPainter, detail: Detail, chart: Chart, at: QPointF, wide: float) -> None:
        text, slope, nudge = detail.page.text, chart.slope_text, " ".join(chart.nudge_text)
        self._texts.draw(painter, at, slope, text, QColor(self._theme.now), weight=700, align=LEFT)
        taken = self._texts.width(slope, text, 700) + text
        if self._texts.width(nudge, text) > wide - taken:
            nudge = chart.nudge_short
        shown, pixels = self._texts.fitting(nudge, text, wide - taken)
        if shown != nudge:
            # Half of it says nothing.
            return
        ink = QColor(self._theme.ink2)
        self._texts.draw(painter, QPointF(at.x() + taken, at.y()), shown, pixels, ink, align=LEFT)

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
        told = (says, min(1.25 * page.text, 20.0), 600, "ink"), (why, page.text, 400, "ink2")
        for words, wanted, weight, token in told:
            line, pixels = self._texts.fitting(words, wanted, box.width(), weight)
            lines = [line] if line == words else self._texts.wrapped(words, pixels, 0.94 * box.width())
            below = y + (len(lines) - 1) * LINE * pixels
            if below + 0.5 * page.text >= box.bottom():
                # Half a sentence may say the opposite.
                break
            ink = QColor(getattr(theme, token))
            for number, part in enumerate(lines):
                at = QPointF(middle, y + number * LINE * pixels)
                self._texts.draw(painter, at, part, pixels, ink, weight=weight)
            y = below + 1.5 * page.text

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


def rect_of(box: Box) -> QRectF:
    """A box as a rectangle."""
    x0, y0, x1, y1 = box
    return QRectF(x0, y0, x1 - x0, y1 - y0)
