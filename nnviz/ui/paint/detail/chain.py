"""A number that is shifted and scaled, opened up over the whole canvas: a number line for each step."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnviz.scene.detail.chain import NumberLine
from nnviz.scene.detail.chain_places import RESULT, OpenedChain
from nnviz.scene.detail.page import Box
from nnviz.scene.words.counting import counted_word
from nnviz.scene.words.numbers import tick
from nnviz.scene.words.steps import value_text
from nnviz.ui import theme as looks
from nnviz.ui.paint.detail.chain_side import ChainSidePainter
from nnviz.ui.paint.detail.microscope import draw_card
from nnviz.ui.paint.detail.thumbnail import InputPicturePainter
from nnviz.ui.paint.text import CENTER, LEFT, RIGHT, Texts
from nnviz.ui.theme import Theme

PATH = 4.0
BARS = 0.26
"""How much of ``ink3`` the bars of the batch have."""


class ChainPainter:
    """Draws such pages for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._side = ChainSidePainter(theme, texts)
        self._input_picture = InputPicturePainter(theme)

    def draw(self, painter: QPainter, opened: OpenedChain) -> None:
        """Draw the whole page."""
        places, page = opened.places, opened.page
        cards = (places.main, places.answer, places.whose) if places.has_side else (places.main,)
        for card in cards:
            draw_card(painter, self._theme, card, places.scale)
        self._head(painter, opened)
        self._legend(painter, opened)
        self._grid(painter, opened)
        for number, line in enumerate(page.lines):
            self._label(painter, opened, number, line)
            self._axis(painter, opened, number)
            if opened.is_there(number):
                self._batch(painter, opened, number, line)
        self._marks(painter, opened)
        self._mean_and_spread(painter, opened)
        self._path(painter, opened)
        for number, line in enumerate(page.lines):
            self._numbers(painter, opened, number, line)
        if places.has_side:
            self._side.draw(painter, page, places, is_done=opened.is_there(len(page.lines) - 1))

    # above the lines

    def _head(self, painter: QPainter, opened: OpenedChain) -> None:
        page, places = opened.page, opened.places
        x0, y0, x1, y1 = places.head
        title = max(30.0 * places.scale, 20.0)
        middle = (y0 + y1) / 2
        words = self._texts.elided(page.question, title, x1 - x0, 700)
        ink, ink2 = QColor(self._theme.ink), QColor(self._theme.ink2)
        self._texts.draw(painter, QPointF(x0, middle), words, title, ink, weight=700, align=LEFT)
        if opened.reached < 0:
            return
        ends = x0 + self._texts.width(words, title, 700) + 24.0
        answer = max(18.0 * places.scale, places.text)
        if ends + self._texts.width(page.answer, answer) > x1:
            return
        self._texts.draw(painter, QPointF(ends, middle + 2.0), page.answer, answer, ink2, align=LEFT)
        ends += self._texts.width(page.answer, answer) + 24.0
        room = QRectF(ends, y0 + 2.0, x1 - ends, y1 - y0 - 8.0)
        self._input_picture.draw(painter, opened.document, room)

    def _legend(self, painter: QPainter, opened: OpenedChain) -> None:
        page, places, theme = opened.page, opened.places, self._theme
        text = min(places.text, 16.0)
        x, y = places.left, places.main[1] + max(16.0 * places.scale, 10.0) + 0.3 * text
        ink = QColor(theme.ink2)
        if page.legend:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._grey())
            painter.drawRoundedRect(QRectF(x, y - 7, 14, 14), 3, 3)
            self._texts.draw(painter, QPointF(x + 22, y), page.legend, text, ink, align=LEFT)
            x += 22 + self._texts.width(page.legend, text) + 24
        words = "1 and 2 spreads from the mean"
        if x + 32 + self._texts.width(words, text) > places.result:
            return
        painter.setPen(QPen(QColor(theme.ink3), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, y), QPointF(x + 24, y))
        self._texts.draw(painter, QPointF(x + 32, y), words, text, ink, align=LEFT)
        ends = x + 32 + self._texts.width(words, text) + 24
        words = f"one scale on all {counted_word(len(page.lines))} lines"
        if ends + self._texts.width(words, text) <= places.result:
            self._texts.draw(painter, QPointF(places.result, y), words, text, ink, align=RIGHT)

    def _grid(self, painter: QPainter, opened: OpenedChain) -> None:
        page, places, theme = opened.page, opened.places, self._theme
        top, bottom = places.line(0) - 1.6 * places.text, places.line(len(page.lines) - 1)
        last = -1e9
        for value in page.ticks:
            x = places.across(value, page)
            painter.setPen(QPen(QColor(theme.ink3 if value == 0 else theme.line), 1.6 if value == 0 else 1.0))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom + 5))
            words, small = tick(value), min(places.text, 16.0)
            half = self._texts.width(words, small, 500) / 2
            if x - half > last + 6 and x - half >= places.line_from - 20:
                at = QPointF(x, bottom + 1.15 * places.text)
                self._texts.draw(painter, at, words, small, QColor(theme.ink2), weight=500)
                last = x + half

    # the lines

    def _label(self, painter: QPainter, opened: OpenedChain, number: int, line: NumberLine) -> None:
        places, theme = opened.places, self._theme
        y, radius = places.line(number), max(14.0 * places.scale, 11.0)
        is_now = number > 0 and number == ceil(opened.reached)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.now if is_now else theme.raised))
        middle = QPointF(places.left + radius, y - 0.9 * places.text)
        painter.drawEllipse(middle, radius, radius)
        ink = QColor(theme.nowink if is_now else theme.ink)
        self._texts.draw(painter, middle, line.badge, min(places.text, 16.0), ink, weight=700)
        x = places.left + 2 * radius + 8
        at = QPointF(x, middle.y())
        self._texts.draw(painter, at, line.title, places.text, QColor(theme.ink), weight=600, align=LEFT)
        small = max(0.875 * places.text, looks.FLOOR)
        if places.pitch < 4.2 * places.text:
            return
        for row, words in enumerate(self._wrapped(line.below, small, places.line_from - x - 6)):
            at = QPointF(x, middle.y() + 1.25 * places.text + 1.25 * row * small)
            self._texts.draw(painter, at, words, small, QColor(theme.ink2), align=LEFT)

    def _wrapped(self, text: str, pixels: float, room: float) -> list[str]:
        """One line, or two."""
        words = text.split()
        for count in range(len(words), 0, -1):
            if self._texts.width(" ".join(words[:count]), pixels) <= room:
                rest = " ".join(words[count:])
                first = " ".join(words[:count])
                return [first, self._texts.elided(rest, pixels, room)] if rest else [first]
        return [self._texts.elided(text, pixels, room)]

    def _axis(self, painter: QPainter, opened: OpenedChain, number: int) -> None:
        places, y = opened.places, opened.places.line(number)
        painter.setPen(QPen(QColor(self._theme.ink2), 1.4))
        painter.drawLine(QPointF(places.line_from, y), QPointF(places.line_to, y))

    def _batch(self, painter: QPainter, opened: OpenedChain, number: int, line: NumberLine) -> None:
        page, places = opened.page, opened.places
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.ink3))
        for value in line.dots.tolist():
            if self._is_inside(opened, value):
                at = QPointF(places.across(value, page), places.line(number))
                painter.drawEllipse(at, 0.55 * places.dot, 0.55 * places.dot)
        if not len(page.heights):
            return
        painter.save()
        painter.setClipRect(QRectF(places.line_from, 0, places.line_to - places.line_from, places.main[3]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._grey())
        y = places.line(number)
        ends = [places.across(value, page) if isfinite(value) else y for value in line.edges.tolist()]
        for (start, end), height in zip(pairwise(ends), page.heights.tolist(), strict=True):
            high = height * places.bar
            painter.drawRect(QRectF(min(start, end), y - high, abs(end - start), high))
        painter.restore()

    def _marks(self, painter: QPainter, opened: OpenedChain) -> None:
        """The mean, ±1σ and ±2σ of each line, joined to the next line's as far as it has come."""
        page, places, theme = opened.page, opened.places, self._theme
        for number, line in enumerate(page.lines):
            if not opened.is_there(number):
                break
            y = places.line(number)
            for place, value in enumerate(line.marks.tolist()):
                if not self._is_inside(opened, value):
                    continue
                is_mean = place == len(line.marks) // 2
                x, half = places.across(value, page), 6.0 if is_mean else 4.0
                painter.setPen(QPen(QColor(theme.ink), 2.6 if is_mean else 1.4))
                painter.drawLine(QPointF(x, y - half), QPointF(x, y + half))
                if number + 1 == len(page.lines) or not opened.is_there(number + 1):
                    continue
                below = page.lines[number + 1].marks[place]
                if not self._is_inside(opened, below):
                    continue
                style = Qt.PenStyle.SolidLine if is_mean else Qt.PenStyle.DashLine
                pen = QPen(QColor(theme.ink2 if is_mean else theme.ink3), 1.6 if is_mean else 1.2, style)
                painter.setPen(pen)
                ends = QPointF(places.across(below, page), places.line(number + 1) - 6)
                painter.drawLine(QPointF(x, y + 6), ends)

    def _mean_and_spread(self, painter: QPainter, opened: OpenedChain) -> None:
        """μ and σ above the first line, and the 1 that σ becomes."""
        page, places = opened.page, opened.places
        mean, above = page.lines[0].marks[2], page.lines[0].marks[3]
        if opened.reached < 0 or not (self._is_inside(opened, mean) and self._is_inside(opened, above)):
            return
        text, pen = min(places.text, 16.0), QPen(QColor(self._theme.ink), 1.6)
        y, top = places.line(0), places.line(0) - 1.55 * places.text
        x0, x1 = places.across(mean, page), places.across(above, page)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            QPolygonF([QPointF(x0, y - 6), QPointF(x0, top), QPointF(x1, top), QPointF(x1, top + 8)])
        )
        ink = QColor(self._theme.ink)
        left, right = f"μ {value_text(page.chain.mean)}", f"σ {value_text(page.chain.spread)}"
        self._texts.draw(painter, QPointF(x0 - 8, top), left, text, ink, weight=600, align=RIGHT)
        self._texts.draw(painter, QPointF(x1 + 8, top), right, text, ink, weight=600, align=LEFT)

    # the sample's own number

    def _path(self, painter: QPainter, opened: OpenedChain) -> None:
        page, places, now = opened.page, opened.places, QColor(self._theme.now)
        if opened.reached < 0:
            return
        points = [self._point(opened, number) for number in range(len(page.lines))]
        painter.setPen(QPen(now, max(PATH * places.scale, 2.5)))
        for number, (start, end) in enumerate(pairwise(points)):
            share = min(max(opened.reached - number, 0.0), 1.0)
            if share > 0:
                painter.drawLine(start, start + (end - start) * share)
        ends = (0, len(points) - 1)
        for number, point in enumerate(points):
            if not opened.is_there(number):
                break
            painter.setPen(QPen(QColor(self._theme.panel if number in ends else self._theme.now), 3.0))
            painter.setBrush(QColor(self._theme.now if number in ends else self._theme.panel))
            painter.drawEllipse(point, places.dot, places.dot)
        self._arrows(painter, points[0], places.dot)

    def _arrows(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        """What says that x can be dragged."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.now))
        for way in (-1, 1):
            tip = QPointF(middle.x() + way * 2.3 * radius, middle.y())
            back = middle.x() + way * 1.5 * radius
            painter.drawPolygon(
                QPolygonF([tip, QPointF(back, tip.y() - 0.6 * radius), QPointF(back, tip.y() + 0.6 * radius)])
            )

    def _point(self, opened: OpenedChain, number: int) -> QPointF:
        page, places = opened.page, opened.places
        value = page.lines[number].value
        x = places.across(value if isfinite(value) else 0.0, page)
        # What leaves the scale while it is in hand stops outside of it, where it can be seen to be gone.
        x = min(max(x, places.line_from - 8), places.line_to + 8)
        return QPointF(x, places.line(number))

    def _numbers(self, painter: QPainter, opened: OpenedChain, number: int, line: NumberLine) -> None:
        places, theme, page = opened.places, self._theme, opened.page
        y, is_last = places.line(number) - 0.9 * places.text, number == len(page.lines) - 1
        below = y + max(18.0 * places.scale, 0.95 * places.text) + 0.8 * places.text
        small = max(0.875 * places.text, looks.FLOOR)
        has_room = places.pitch >= 3.6 * places.text
        if line.text is not None and line.step is not None:
            self._pill(painter, opened, places.pill(number), line)
            if has_room:
                middle = QPointF((places.pill_from + places.pill_to) / 2, below)
                self._texts.draw(painter, middle, line.step.symbol, small, QColor(theme.ink2))
        if not opened.is_there(number):
            return
        token = "now" if is_last else theme.sign(line.value)
        big = RESULT * places.text
        at = QPointF(places.result, y)
        self._texts.draw(
            painter, at, line.printed, big, QColor(getattr(theme, token)), weight=700, align=RIGHT
        )
        name = QPointF(places.result, below)
        if line.text is None:
            name = QPointF((places.pill_from + places.pill_to) / 2, y)
            self._texts.draw(painter, name, line.name, places.text, QColor(theme.ink), weight=600)
            return
        at = QPointF(places.pill_to + 0.8 * places.text, y)
        self._texts.draw(painter, at, line.text.relation, places.text, QColor(theme.ink2), align=CENTER)
        if has_room:
            self._texts.draw(painter, name, line.name, small, QColor(theme.ink2), align=RIGHT)

    def _pill(self, painter: QPainter, opened: OpenedChain, box: Box, line: NumberLine) -> None:
        theme = self._theme
        rect = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
        assert line.text is not None
        if line.stored is None:
            # It follows from the values: nothing to take in hand.
            painter.setPen(QPen(QColor(theme.line), 1.2))
        else:
            painter.setPen(QPen(QColor(theme.ink2), 1.6))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        ink = QColor(theme.ink if line.stored is not None else theme.ink2)
        self._texts.draw(painter, rect.center(), line.text.pill, opened.places.text, ink, weight=600)

    def _is_inside(self, opened: OpenedChain, value: float) -> bool:
        return isfinite(value) and opened.page.low <= value <= opened.page.high

    def _grey(self) -> QColor:
        return self._theme.mix("ink3", BARS, "panel")


_COUNTS = {3: "three", 5: "five"}
