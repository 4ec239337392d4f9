"""One neuron opened up, over the whole canvas: rows and running sum, the activation, the equation."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.detail import page_spots
from nnviz.scene.detail.microscope import TermLine
from nnviz.scene.detail.page import Box
from nnviz.scene.words.held import RELEASE
from nnviz.ui import theme as looks
from nnviz.ui.paint.detail.answer_card import AnswerPainter, rect_of
from nnviz.ui.paint.detail.keeping import Detail
from nnviz.ui.paint.detail.running_sum import RunningSumPainter
from nnviz.ui.paint.detail.thumbnail import InputPicturePainter, ThumbnailPainter
from nnviz.ui.paint.detail.workings import WorkingsPainter
from nnviz.ui.paint.marks import draw_held
from nnviz.ui.paint.mathematics import equation_lines, middles
from nnviz.ui.paint.text import CENTER, LEFT, RIGHT, Texts
from nnviz.ui.theme import RADIUS, Theme

WIDEST = 13.0
"""The line of the largest |w| in pixels at scale 1."""


class MicroscopePainter:
    """Draws the page of an opened unit for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._thumbnail = ThumbnailPainter(theme, texts)
        self._input_picture = InputPicturePainter(theme)
        self._running_sum = RunningSumPainter(theme, texts)
        self._answer = AnswerPainter(theme, texts)
        self._workings = WorkingsPainter(theme, texts)

    def draw(self, painter: QPainter, detail: Detail) -> None:
        """Draw the whole page."""
        page = detail.page
        for card in (page.rows, page.curve, page.foot):
            draw_card(painter, self._theme, card, page.scale)
        self._head(painter, detail)
        if detail.microscope.workings is None:
            self._products(painter, detail)
        else:
            self._workings.draw(painter, detail)
        self._answer.draw(painter, detail)
        self._foot(painter, detail)

    def _products(self, painter: QPainter, detail: Detail) -> None:
        """The left card of a unit that weighs its inputs."""
        self._heads(painter, detail)
        lines = detail.microscope.lines
        for number, line in enumerate(lines):
            self._line(painter, detail, number, line)
        if detail.page.columns.has_sum:
            self._running_sum.draw(painter, detail)
        self._bias(painter, detail, len(lines))
        self._sum(painter, detail, len(lines) + 1)

    # above the cards

    def _head(self, painter: QPainter, detail: Detail) -> None:
        page, unit = detail.page, detail.microscope
        x0, y0, x1, y1 = page.head
        title = max(30.0 * page.scale, 20.0)
        ink, ink2 = QColor(self._theme.ink), QColor(self._theme.ink2)
        has_picture = x1 - x0 > 700
        room = page.curve[0] - x0 if has_picture else x1 - x0
        if has_picture:
            self._thumbnail.draw(painter, detail, QRectF(page.curve[0], y0, x1 - page.curve[0], y1 - y0))
        words = self._texts.elided(unit.question, title, room, 700)
        ends = x0 + max(self._texts.width(words, title, 700), self._texts.width(unit.sentence, page.text))
        box = QRectF(ends + 24.0, y0 + 2.0, page.curve[0] - ends - 40.0, y1 - y0 - 8.0)
        self._input_picture.draw(painter, detail.document, box)
        has_room = y1 - y0 >= 1.9 * title
        middle = (y0 + y1) / 2
        y = middle - 0.62 * page.text if has_room else middle
        self._texts.draw(painter, QPointF(x0, y), words, title, ink, weight=700, align=LEFT)
        if has_room:
            below = self._texts.elided(unit.sentence, page.text, room)
            self._texts.draw(painter, QPointF(x0, y1 - 0.8 * page.text), below, page.text, ink2, align=LEFT)

    def _heads(self, painter: QPainter, detail: Detail) -> None:
        page, columns = detail.page, detail.page.columns
        y = (page.rows[1] + page.first - page.pitch / 2) / 2
        ink, letter = QColor(self._theme.ink2), detail.microscope.letter
        places = [
            (columns.disc, CENTER, f"input {letter}"),
            ((columns.weight_from + columns.weight_to) / 2, CENTER, "weight w"),
            (columns.product, RIGHT, f"w · {letter}" if detail.microscope.weighs else "counts"),
        ]
        if columns.has_sum:
            places.append(((columns.sum_from + columns.sum_to) / 2, CENTER, "running sum"))
        if not detail.microscope.weighs:
            del places[1]
        for x, align, words in places:
            self._texts.draw(painter, QPointF(x, y), words, page.text, ink, weight=500, align=align)

    # the rows

    def _line(self, painter: QPainter, detail: Detail, number: int, line: TermLine) -> None:
        page, progress = detail.page, detail.progress
        y, columns, theme = page.row(detail.microscope.places[number]), page.columns, self._theme
        come = progress.product(number, len(detail.microscope.lines))
        if line.kind == "input":
            self._name(painter, detail, line, y)
            self._weight(painter, detail, line, y, come)
            self._input(painter, detail, line, y)
        else:
            at = QPointF(page.columns.left, y)
            self._texts.draw(painter, at, line.name, page.text, QColor(theme.ink2), align=LEFT)
        if come > 0:
            ink = QColor(getattr(theme, theme.sign(line.sign)))
            self._faded(painter, come)
            at = QPointF(columns.product, y)
            self._texts.draw(painter, at, line.product, page.text, ink, weight=700, align=RIGHT)
            if not line.holds:
                about = QPointF(columns.weight_to + 0.5 * page.text, y)
                self._texts.draw(painter, about, "≈", page.text, QColor(theme.ink3), weight=500)
            painter.restore()

    def _name(self, painter: QPainter, detail: Detail, line: TermLine, y: float) -> None:
        page, theme = detail.page, self._theme
        right, room = page.columns.name, page.columns.name - page.columns.left + 6.0
        small = max(0.75 * page.text, looks.FLOOR)
        ink = QColor(theme.now if line.wins else theme.ink2)
        if line.subscript:
            self._texts.draw(
                painter, QPointF(right, y + 0.28 * page.text), line.subscript, small, ink, align=RIGHT
            )
            right -= self._texts.width(line.subscript, small)
        words, pixels = self._texts.fitting(line.name, page.text, room)
        self._texts.draw(painter, QPointF(right, y), words, pixels, ink, align=RIGHT)

    def _input(self, painter: QPainter, detail: Detail, line: TermLine, y: float) -> None:
        page, theme = detail.page, self._theme
        share = detail.share_of_light(line.value)
        fill = looks.blend(QColor(theme.zero), QColor(theme.full), max(share, 0.0))
        if line.value < 0:
            fill = looks.blend(QColor(theme.zero), QColor(theme.neg), abs(share))
        widest = max(self._texts.width(other.x, page.text, 600) for other in detail.microscope.lines)
        half = max(0.5 * widest + 0.4 * page.text, page.radius)
        box = QRectF(page.columns.disc - half, y - page.radius, 2 * half, 2 * page.radius)
        is_here = detail.progress.arrived > 0
        painter.setPen(QPen(QColor(theme.now if line.wins else theme.ink3), 2.5 if line.wins else 1.5))
        painter.setBrush(fill if is_here else QColor(theme.panel))
        painter.drawRoundedRect(box, page.radius, page.radius)
        if is_here:
            ink = looks.text_on(fill)
            self._texts.draw(painter, box.center(), line.x, page.text, ink, weight=600)
        if line.is_held:
            draw_held(painter, QPointF(box.right() - 2.0, box.top() + 3.0), theme)

    def _weight(self, painter: QPainter, detail: Detail, line: TermLine, y: float, come: float) -> None:
        page, theme, columns = detail.page, self._theme, detail.page.columns
        sign = theme.sign(-1 if line.w.startswith("−") else 1)
        hue = getattr(theme, sign)
        width = max(WIDEST * page.scale * line.width, 1.0)
        is_silent = line.x == "0"
        pale = looks.blend(QColor(theme.panel), QColor(hue), 0.15 if is_silent else 0.34)
        painter.setPen(QPen(pale, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(columns.disc, y), QPointF(columns.weight_to, y))
        if 0 < come < 1:
            painter.setPen(QPen(QColor(hue), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            end = columns.disc + come * (columns.weight_to - columns.disc)
            painter.drawLine(QPointF(columns.disc, y), QPointF(end, y))
        if detail.microscope.weighs:
            words = f"× {line.w}"
            box = self._pill_box(detail, y)
            painter.setPen(QPen(QColor(hue), 1.8))
            painter.setBrush(QColor(theme.panel))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            self._texts.draw(painter, box.center(), words, page.text, QColor(hue), weight=600)

    def _pill_box(self, detail: Detail, y: float) -> QRectF:
        """All weights of a page have pills of one width."""
        page, columns = detail.page, detail.page.columns
        half_height = min(0.42 * page.pitch, 0.95 * page.text)
        widest = max(self._texts.width(f"× {line.w}", page.text, 600) for line in detail.microscope.lines)
        half = widest / 2 + 0.55 * page.text
        middle = (columns.weight_from + columns.weight_to) / 2
        return QRectF(middle - half, y - half_height, 2 * half, 2 * half_height)

    def _bias(self, painter: QPainter, detail: Detail, number: int) -> None:
        page, unit, theme = detail.page, detail.microscope, self._theme
        if not unit.has_bias:
            return
        y, ink = page.row(number), QColor(theme.ink)
        words = "bias b, always added"
        at = QPointF(page.columns.left, y)
        self._texts.draw(painter, at, words, page.text, ink, weight=500, align=LEFT)
        hue = QColor(getattr(theme, theme.sign(unit.explanation.bias)))
        at = QPointF(page.columns.product, y)
        self._texts.draw(painter, at, unit.bias, page.text, hue, weight=700, align=RIGHT)

    def _sum(self, painter: QPainter, detail: Detail, number: int) -> None:
        page, unit, theme = detail.page, detail.microscope, self._theme
        y = page.row(number)
        left = page.columns.left
        painter.setPen(QPen(QColor(theme.line), 1.5))
        line = y - page.pitch / 2
        painter.drawLine(QPointF(left, line), QPointF(page.columns.product, line))
        words = f"{unit.held.replace('a', 'y')}, held" if unit.held else "z, everything added"
        if unit.explanation.winner is not None:
            words = "z, the largest"
        self._texts.draw(
            painter, QPointF(left, y), words, page.text, QColor(theme.ink), weight=600, align=LEFT
        )
        if unit.held:
            self._lock(painter, detail)
        if detail.progress.summed < 1:
            return
        hue = QColor(getattr(theme, theme.sign(unit.explanation.z)))
        big = 1.3 * page.text
        self._texts.draw(
            painter, QPointF(page.columns.product, y), unit.z_below, big, hue, weight=700, align=RIGHT
        )

    def _lock(self, painter: QPainter, detail: Detail) -> None:
        """The chip that lets go of what is held."""
        rect = rect_of(page_spots.lock(detail.page, len(detail.microscope.lines)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(rect, RADIUS["chip"], RADIUS["chip"])
        ink = QColor(self._theme.now)
        self._texts.draw(painter, rect.center(), RELEASE, detail.page.text, ink, weight=600)

    # the equation

    def _foot(self, painter: QPainter, detail: Detail) -> None:
        """The equation on one line where it fits, else letters above numbers, or one step above the other."""
        page = detail.page
        x0, y0, _, y1 = page.foot
        x = x0 + max(18.0 * page.scale, 10.0)
        room = page.chips_from(len(detail.phases)) - x - page.text
        lines = equation_lines(detail.microscope.steps, room, y1 - y0, max(26.0 * page.scale, page.text))
        for line, middle in zip(lines, middles(lines, y0, y1), strict=True):
            left = x
            for made, phase in line:
                if detail.progress.has_given(phase):
                    made.draw(painter, left, middle, QColor(self._theme.ink))
                left += made.width

    def _faded(self, painter: QPainter, opacity: float) -> None:
        painter.save()
        painter.setOpacity(painter.opacity() * min(opacity, 1.0))


def draw_card(painter: QPainter, theme: Theme, box: Box, scale: float) -> None:
    """A panel with round corners."""
    x0, y0, x1, y1 = box
    corner = RADIUS["card"] * min(max(scale, 0.5), 1.0)
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(QRectF(x0 + 0.5, y0 + 0.5, x1 - x0 - 1, y1 - y0 - 1), corner, corner)
