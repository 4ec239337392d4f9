"""The bench's card: a column a score, a row a step."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from nnviz.scene.lab.softmax import places, words
from nnviz.scene.lab.softmax.bench import Bench
from nnviz.scene.lab.softmax.places import Scale
from nnviz.scene.words.numbers import number, refit
from nnviz.ui.style import Look
from nnviz.ui.theme import FLOOR, blend, text_on
from nnviz.ui.widgets.fitting import write

CENTRE, HCENTRE = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignHCenter
LABELS = ("drag, or type", "", "", "", "each over the sum", "cross-entropy")


class Columns:
    """Paints one bench at one moment: rows of steps that haven't come yet stay empty."""

    def __init__(
        self, painter: QPainter, look: Look, of: Bench, scale: Scale, hand: int, step: int, wide: float
    ) -> None:
        """``wide`` is the card's width in the spec's pixels."""
        self._painter, self._look, self._of, self._wide = painter, look, of, wide
        self._scale, self._hand, self._step = scale, hand, step

    def rect(self, x: float, y: float, wide: float, high: float) -> QRectF:
        """A rectangle of the spec, around (x, y)."""
        s = self._look.s
        return QRectF((x - wide / 2) * s, (y - high / 2) * s, wide * s, high * s)

    def _column(self, place: int) -> tuple[float, float]:
        return places.column(place, len(self._of), self._wide)

    def paint(self) -> None:
        """Everything on the card."""
        self._wash()
        self._labels()
        self._names()
        self._scores()
        if self._step >= 2:
            self._row(2, self._of.reduced)
        if self._step >= 3:
            self._row(3, self._of.powers)
        if self._step >= 4:
            self._total()
        if self._step >= 5:
            self._shares()
        if self._step >= 6:
            self._errors()
        self._frame()

    # washes, lines, labels

    def _wash(self) -> None:
        """The step that is on, and the column in hand."""
        look, painter, s = self._look, self._painter, self._look.s
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now", 0.09))
        top, bottom = self._band(self._step)
        wash = QRectF(10 * s, top * s, (self._wide - 20) * s, (bottom - top) * s)
        painter.drawRoundedRect(wash, 12 * s, 12 * s)
        middle, wide = self._column(self._hand)
        painter.setBrush(look.color("now", 0.055))
        painter.drawRoundedRect(
            self.rect(middle, places.HEIGHT / 2, wide, places.HEIGHT - 20), 12 * s, 12 * s
        )
        painter.setPen(QPen(look.color("line"), 1))
        for y in places.DIVIDERS:
            painter.drawLine(QPointF(20 * s, y * s), QPointF((self._wide - 20) * s, y * s))

    def _band(self, step: int) -> tuple[float, float]:
        if step == 1:
            return 64.0, 300.0
        if step == 5:
            return 450.0, 638.0
        return places.WASH if step == 6 else (places.ROWS[step] - 22, places.ROWS[step] + 22)

    def _frame(self) -> None:
        look, s = self._look, self._look.s
        middle, wide = self._column(self._hand)
        self._painter.setPen(QPen(look.color("now"), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        around = self.rect(middle, places.HEIGHT / 2, wide, places.HEIGHT - 20)
        self._painter.drawRoundedRect(around, 12 * s, 12 * s)

    def _labels(self) -> None:
        look, s, of = self._look, self._look.s, self._of
        of_steps = words.titles(of)
        named = ("scores z", of_steps[1], of_steps[2], "their sum", "shares y", words.error_word(of))
        for step, (text, more) in enumerate(zip(named, LABELS, strict=True), 1):
            y = places.ROWS[step] - (14 if more else 0)
            is_now = step == self._step
            disc = self.rect(36, y, 28, 28)
            plate = look.color("now" if is_now else "raised")
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(plate)
            self._painter.drawEllipse(disc)
            self._painter.setFont(look.font(16, 700))
            self._painter.setPen(text_on(plate))
            self._painter.drawText(disc, CENTRE, str(step))
            room = QRectF(60 * s, (y - 16) * s, 172 * s, 32 * s)
            write(self._painter, room, text, look, 18, 600)
            if more:
                below = QRectF(60 * s, (y + 12) * s, 172 * s, 26 * s)
                write(self._painter, below, more, look, 16, 400, "ink2")

    def _names(self) -> None:
        for place, name in enumerate(self._of.names):
            middle, wide = self._column(place)
            rect = self.rect(middle, places.NAMES, wide - 4, 34)
            token = "now" if place == self._hand else "ink"
            write(self._painter, rect, name, self._look, 22, 700, token, HCENTRE)
            if place == self._of.target:
                mark = self.rect(middle, places.NAMES + 20, min(wide - 10, 40), 4)
                self._painter.setPen(Qt.PenStyle.NoPen)
                self._painter.setBrush(self._look.color("ink"))
                self._painter.drawRoundedRect(mark, 2, 2)

    # rows

    def _scores(self) -> None:
        look, s, of = self._look, self._look.s, self._of
        self._painter.setPen(QPen(look.color("ink3"), 1))
        zero = self._scale.zero * s
        self._painter.drawLine(QPointF(places.LEFT * s, zero), QPointF((self._wide - places.EDGE) * s, zero))
        texts = [number(float(score), 3) for score in of.scores]
        font = self._font(texts, 18)
        for place, score in enumerate(of.scores):
            self._bar(place, float(score))
            self._score_number(place, float(score), texts[place], font)

    def _bar(self, place: int, score: float) -> None:
        look, s, painter = self._look, self._look.s, self._painter
        middle, wide = self._column(place)
        high = min(max(self._scale.y(score), places.SCORES[0] + 4), places.SCORES[1] - 4)
        top, bottom = sorted((high, self._scale.zero))
        bar = min(places.BAR, 0.7 * wide)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(look.theme.sign(score)))
        painter.drawRoundedRect(
            QRectF((middle - bar / 2) * s, top * s, bar * s, (bottom - top) * s), 3 * s, 3 * s
        )
        if place != self._hand:
            painter.setBrush(look.color("full"))
            painter.drawRoundedRect(self.rect(middle, high, min(24, bar), 4), 2, 2)
            return
        painter.setBrush(look.color("now"))
        painter.drawRoundedRect(self.rect(middle, high, min(58, wide - 6), 12), 6 * s, 6 * s)
        for way in (-1, 1):
            tip, base = high + way * 20, high + way * 11
            corners = [(middle, tip), (middle - 8, base), (middle + 8, base)]
            painter.drawPolygon(QPolygonF([QPointF(x * s, y * s) for x, y in corners]))

    def _score_number(self, place: int, score: float, text: str, font: QFont) -> None:
        middle, wide = self._column(place)
        gap = 32.0 if place == self._hand else 18.0
        low, high = places.SCORES[0] - 6, places.SCORES[1] - 8
        y = min(max(self._scale.y(score) + (-gap if score >= 0 else gap), low), high)
        token = "now" if place == self._hand else self._look.theme.sign(score) if score else "ink"
        self._number(self.rect(middle, y, wide, 26), text, font, self._look.color(token))

    def _row(self, step: int, values: Sequence[float] | np.ndarray) -> None:
        texts = [words.printed(float(value)) for value in values]
        font = self._font(texts, 18)
        for place, text in enumerate(texts):
            middle, wide = self._column(place)
            token = "warn" if text.endswith("!") else "now" if place == self._hand else "ink"
            rect = self.rect(middle, places.ROWS[step], wide, 30)
            self._number(rect, text, font, self._look.color(token))

    def _total(self) -> None:
        look, s, painter = self._look, self._look.s, self._painter
        text = words.printed(self._of.total)
        token = "warn" if text.endswith("!") else "ink"
        middle = (places.LEFT + (self._wide - places.EDGE)) / 2
        y = places.ROWS[4]
        painter.setPen(QPen(look.color("ink3"), 1.5))
        room = QFontMetricsF(look.font(24, 700)).horizontalAdvance(text) / s / 2 + 16
        first, _ = self._column(0)
        last, _ = self._column(len(self._of) - 1)
        for end, inner in (
            (min(first, middle - room), middle - room),
            (max(last, middle + room), middle + room),
        ):
            painter.drawLine(QPointF(end * s, (y - 18) * s), QPointF(end * s, y * s))
            painter.drawLine(QPointF(end * s, y * s), QPointF(inner * s, y * s))
        write(
            painter, self.rect(middle, y, 300, 40), text, look, 24, 700, token, Qt.AlignmentFlag.AlignHCenter
        )

    def _shares(self) -> None:
        look, painter, of = self._look, self._painter, self._of
        texts = [words.printed(float(share)) for share in of.shares]
        font = self._font(texts, 18)
        floor, high = places.SHARES_FLOOR, places.SHARES_HIGH
        for place, share in enumerate(of.shares):
            middle, wide = self._column(place)
            bar = min(places.BAR, 0.7 * wide)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("raised"))
            painter.drawRoundedRect(self.rect(middle, floor - high / 2, bar, high), 3, 3)
            is_hand = place == self._hand
            size = float(share) * high if math.isfinite(share) else 0.0
            if size > 0:
                painter.setBrush(look.color("now" if is_hand else "full"))
                painter.drawRoundedRect(self.rect(middle, floor - size / 2, bar, max(size, 2)), 2, 2)
            token = "warn" if texts[place].endswith("!") else "now" if is_hand else "ink"
            y = floor - max(size, 2) - 16
            self._number(self.rect(middle, y, wide, 26), texts[place], font, look.color(token))
        self._strip(texts)

    def _strip(self, texts: list[str]) -> None:
        """The whole, shared out: the largest first."""
        look, painter, of, s = self._look, self._painter, self._of, self._look.s
        top, bottom = places.STRIP
        label = QRectF(60 * s, (top - 4) * s, 176 * s, (bottom - top + 8) * s)
        write(painter, label, words.adds_up(of, texts), look, 18, 600)
        if not of.is_whole:
            return
        wide = (self._wide - places.EDGE) - places.LEFT
        for order, (place, start, stop) in enumerate(places.segments(of.shares)):
            left, right = places.LEFT + start * wide, places.LEFT + stop * wide
            gap = 2 if right - left > 4 else 0
            rect = QRectF(left * s, top * s, max((right - left - gap) * s, 0.5), (bottom - top) * s)
            fill = look.color("now") if place == self._hand else _grey(look, order)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(rect, 2, 2)
            painter.setFont(look.font(16, 700))
            name = of.names[place]
            if painter.fontMetrics().horizontalAdvance(name) + 8 < rect.width():
                painter.setPen(text_on(fill))
                painter.drawText(rect, CENTRE, name)

    def _errors(self) -> None:
        look, painter, of = self._look, self._painter, self._of
        if of.errors is None:
            room = self.rect((places.LEFT + self._wide - places.EDGE) / 2, places.ROWS[6], 600, 40)
            write(painter, room, "No right answer is chosen", look, 18, 500, "ink2", HCENTRE)
            return
        texts = [words.error_text(float(error)) for error in of.errors]
        font = self._font(texts, 18, 76.0)
        for place, error in enumerate(of.errors):
            middle, wide = self._column(place)
            cell_wide, cell_high = min(places.CELL[0], wide - 4), places.CELL[1]
            rect = self.rect(middle, places.ROWS[6], cell_wide, cell_high)
            share = min(abs(float(error)), 1.0) if math.isfinite(error) else 0.0
            fill = _mixed(look, float(error), share)
            painter.setPen(QPen(look.color("line"), 1))
            painter.setBrush(fill)
            painter.drawRoundedRect(rect, 4, 4)
            self._number(rect, texts[place], font, text_on(fill))

    # letters

    def _font(self, texts: Sequence[str], pixels: float, most: float = 86.0) -> QFont:
        """The largest in which the longest of a row fits its column, down to the floor."""
        font = QFont(self._look.font(pixels, 600))
        _, wide = self._column(0)
        room = min(wide, most if most < 86 else wide) * self._look.s - 4
        longest = max(texts, key=lambda text: QFontMetricsF(font).horizontalAdvance(text))
        while font.pixelSize() > FLOOR and QFontMetricsF(font).horizontalAdvance(longest) > room:
            font.setPixelSize(font.pixelSize() - 1)
        return font

    def _number(self, rect: QRectF, text: str, font: QFont, color: QColor) -> None:
        """One number; where even the smallest letters don't fit, with fewer digits, or not at all."""
        metrics = QFontMetricsF(font)
        shown = text
        if metrics.horizontalAdvance(text) > rect.width() + 1:
            shown = refit(text, lambda one: metrics.horizontalAdvance(one) <= rect.width() + 1)
        self._painter.setFont(font)
        self._painter.setPen(color)
        self._painter.drawText(rect, int(CENTRE | Qt.TextFlag.TextDontClip), shown)


def _grey(look: Look, order: int) -> QColor:
    """The strip's parts: the largest stands out most."""
    return blend(look.color("panel"), look.color("full"), max(1.0 - 0.27 * order, 0.3))


def _mixed(look: Look, value: float, share: float) -> QColor:
    """A signed cell's colour."""
    if share == 0:
        return look.color("panel")
    return blend(look.color("panel"), look.color(look.theme.sign(value)), 0.12 + 0.88 * share)
