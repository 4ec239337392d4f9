"""The right cards of a number's steps: the answer and its equation, and whose mean and variance it takes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnviz.engine.steps import Chain
from nnviz.scene.detail.chain import HIDDEN, ChainPage
from nnviz.scene.detail.chain_places import ChainPlaces
from nnviz.scene.words.numbers import MINUS
from nnviz.scene.words.steps import equation_parts, in_brackets, value_text
from nnviz.ui import theme as looks
from nnviz.ui.paint.formula import formula
from nnviz.ui.paint.text import LEFT, RIGHT, Texts
from nnviz.ui.theme import RADIUS, Theme

ANSWER = 72.0
CURVE = 3.2
"""Spreads to either side that the normal curve shows at least."""
USES = ("In use: stored", "Training: the batch’s")
SHORT_USES = ("In use", "Training")


class ChainSidePainter:
    """Draws the two cards for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts

    def draw(self, painter: QPainter, page: ChainPage, places: ChainPlaces, *, is_done: bool) -> None:
        """Draw both; no answer before all steps are done."""
        pad = max(16.0 * places.scale, 10.0)
        self._answer(painter, page, places, _inside(places.answer, pad), is_done)
        self._whose(painter, page, places, _inside(places.whose, pad), is_done)

    # the answer

    def _answer(
        self, painter: QPainter, page: ChainPage, places: ChainPlaces, box: QRectF, is_done: bool
    ) -> None:
        theme, text = self._theme, places.text
        y = box.top() + 0.6 * text
        words = "y, while training" if page.in_training else "y, held" if page.held else "y, passed on"
        ink = QColor(theme.ink)
        self._texts.draw(painter, QPointF(box.left(), y), words, 1.1 * text, ink, weight=600, align=LEFT)
        ends = box.left() + self._texts.width(words, 1.1 * text, 600) + 16
        small = max(0.875 * text, looks.FLOOR)
        is_held = page.held and not page.in_training
        if is_held:
            self._button(painter, places.lock(), "Release")
        elif ends + self._texts.width(page.next, small) <= box.right():
            at = QPointF(box.right(), y)
            self._texts.draw(painter, at, page.next, small, QColor(theme.ink2), align=RIGHT)
        letters = formula(page.formula, round(max(20.0 * places.scale, 16.0)), theme.ink)
        scale = min(1.0, box.width() / letters.size.width())
        bottom = box.bottom() - 2.9 * text
        top = bottom - scale * letters.size.height() - 0.5 * text
        big = min(ANSWER * places.scale, top - y - 1.2 * text)
        if is_done and big > 18:
            while big > 18 and self._texts.width(page.answer_text, big, 800) > box.width():
                big -= 2
            at = QPointF(box.left(), (y + 0.6 * text + top) / 2)
            now = QColor(theme.now)
            self._texts.draw(painter, at, page.answer_text, big, now, weight=800, align=LEFT)
        letters.draw(painter, box.left(), top, scale)
        if is_done:
            self._equation(painter, page, QRectF(box.left(), bottom, box.width(), box.bottom() - bottom))

    def _equation(self, painter: QPainter, page: ChainPage, box: QRectF) -> None:
        """The same with numbers, a fraction drawn as one where there is one."""
        for pixels in (18.0, 17.0, 16.0, 15.0, 14.0, looks.FLOOR):
            pieces = self._pieces(page.chain, pixels)
            if sum(width for _, _, width in pieces) <= box.width():
                break
        is_long = sum(width for _, _, width in pieces) > box.width()
        x, y = box.left(), box.center().y() - (0.75 * pixels if is_long else 0.0)
        ink = QColor(self._theme.ink)
        for upper, lower, width in pieces:
            if is_long and x + width > box.right():
                # What comes after the fraction goes below it.
                x, y = box.left() + pixels, y + 2.3 * pixels
            middle = x + width / 2
            if not lower:
                self._texts.draw(painter, QPointF(x, y), upper, pixels, ink, align=LEFT)
            else:
                self._texts.draw(painter, QPointF(middle, y - 0.8 * pixels), upper, pixels, ink)
                painter.setPen(QPen(ink, 1.2))
                painter.drawLine(QPointF(x + 1, y), QPointF(x + width - 5, y))
                self._below(painter, lower, QPointF(middle - 2, y + 0.95 * pixels), pixels)
            x += width

    def _below(self, painter: QPainter, text: str, at: QPointF, pixels: float) -> None:
        """What a fraction is divided by; a root has its line over all that is under it."""
        ink = QColor(self._theme.ink)
        if not text.startswith("√"):
            self._texts.draw(painter, at, text, pixels, ink)
            return
        inside = text[1:]
        wide = self._texts.width(inside, pixels)
        left = at.x() - wide / 2 + 5
        self._texts.draw(painter, QPointF(left, at.y() + 1), inside, pixels, ink, align=LEFT)
        top, low = at.y() - 0.55 * pixels, at.y() + 0.5 * pixels
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(left - 10, at.y() + 1),
                    QPointF(left - 7, at.y() - 1),
                    QPointF(left - 4, low),
                    QPointF(left - 1, top),
                    QPointF(left + wide + 2, top),
                ]
            )
        )

    def _pieces(self, chain: Chain, pixels: float) -> list[tuple[str, str, float]]:
        """(what stands on the line or over it, what stands under it, the width of both)."""
        parts, relation, result = equation_parts(chain)
        kinds = [step.kind for step in chain.steps]
        pieces: list[tuple[str, str]] = [("= ", "")]
        if kinds[:2] == ["centre", "scale"]:
            under = parts["scale"]
            if chain.epsilon:
                under = f"√{parts['variance']} + {parts['epsilon']}"
            if "stretch" in kinds:
                pieces.append((f"{parts['stretch']} · ", ""))
            pieces.append((f"{parts['x']} − {in_brackets(parts['centre'])}", under))
        else:
            pieces.append((f"{parts['stretch']} · {in_brackets(parts['x'])}", ""))
        if "shift" in kinds:
            shift = parts["shift"]
            is_less = shift.startswith(MINUS)
            pieces.append((f" {MINUS} {shift[1:]}" if is_less else f" + {shift}", ""))
        pieces.append((f" {relation} {result}", ""))
        return [(over, below, self._width(over, below, pixels)) for over, below in pieces]

    def _width(self, over: str, below: str, pixels: float) -> float:
        root = 14.0 if below.startswith("√") else 0.0
        wide = self._texts.width(over, pixels)
        return max(wide, self._texts.width(below.lstrip("√"), pixels) + root) + (8.0 if below else 0.0)

    # whose mean and variance

    def _whose(
        self, painter: QPainter, page: ChainPage, places: ChainPlaces, box: QRectF, is_done: bool
    ) -> None:
        theme, text = self._theme, places.text
        y = box.top() + 0.6 * text
        words = "Whose μ and σ²?" if page.chain.epsilon else "Whose μ and σ?"
        ink = QColor(theme.ink)
        self._texts.draw(painter, QPointF(box.left(), y), words, 1.1 * text, ink, weight=600, align=LEFT)
        y += 1.3 * text
        if page.can_train:
            self._switch(painter, page, places)
            y = places.uses()[0][3] + 0.8 * text
        small = max(0.875 * text, looks.FLOOR)
        rows = self._rows(page, is_done)
        foot = box.bottom() - 1.35 * text * len(rows)
        for sentence in page.whose:
            for words in self._texts.wrapped(sentence, small, box.width()):
                if y + 0.7 * small < foot:
                    self._texts.draw(
                        painter, QPointF(box.left(), y), words, small, QColor(theme.ink2), align=LEFT
                    )
                    y += 1.3 * small
        curve = QRectF(box.left(), y, box.width(), foot - y - 0.6 * text)
        if curve.height() >= 4.0 * text:
            self._curve(painter, page, curve, small)
        self._table(painter, rows, QRectF(box.left(), foot, box.width(), box.bottom() - foot), small)

    def _switch(self, painter: QPainter, page: ChainPage, places: ChainPlaces) -> None:
        theme, boxes = self._theme, places.uses()
        whole = QRectF(boxes[0][0], boxes[0][1], boxes[1][2] - boxes[0][0], boxes[0][3] - boxes[0][1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        text = min(places.text, 16.0)
        room = boxes[0][2] - boxes[0][0] - 16
        words = USES if max(self._texts.width(w, text, 600) for w in USES) <= room else SHORT_USES
        for choice, (box, name) in enumerate(zip(boxes, words, strict=True)):
            is_on = page.in_training == bool(choice)
            rect = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]).adjusted(3, 3, -3, -3)
            if is_on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.now))
                painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
            ink = QColor(theme.nowink if is_on else theme.ink2)
            self._texts.draw(painter, rect.center(), name, text, ink, weight=600)

    def _curve(self, painter: QPainter, page: ChainPage, box: QRectF, small: float) -> None:
        """The normal curve of the shown mean and spread, the batch behind it, and x."""
        theme, chain = self._theme, page.chain
        spread = chain.spread or 1.0
        away = CURVE
        if page.tells_values:
            away = max(CURVE, min(abs(chain.x - chain.mean) / spread * 1.15, 8.0))
        low, high = chain.mean - away * spread, chain.mean + away * spread
        base, top = box.bottom() - 1.4 * small, box.top() + 4

        def across(value: float) -> float:
            return box.left() + box.width() * (value - low) / (high - low)

        painter.save()
        painter.setClipRect(box)
        edges, heights = page.lines[0].edges.tolist(), page.heights.tolist()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mix("ink3", 0.4, "panel"))
        for (start, end), height in zip(pairwise(edges), heights, strict=bool(heights)):
            high_bar = height * 0.9 * (base - top)
            painter.drawRect(
                QRectF(across(start), base - high_bar, across(end) - across(start) - 1, high_bar)
            )
        at = np.linspace(-away, away, 121)
        curve = [
            QPointF(across(chain.mean + z * spread), base - float(np.exp(-z * z / 2)) * 0.8 * (base - top))
            for z in at.tolist()
        ]
        painter.setPen(QPen(QColor(theme.ink), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(curve))
        painter.restore()
        painter.setPen(QPen(QColor(theme.ink2), 1.2))
        painter.drawLine(QPointF(box.left(), base), QPointF(box.right(), base))
        for value, words in ((-1, f"{MINUS}σ"), (0, "μ"), (1, "+σ")):
            x = across(chain.mean + value * spread)
            painter.setPen(QPen(QColor(theme.ink), 2.0 if value == 0 else 1.2))
            painter.drawLine(
                QPointF(x, base - (0.8 * (base - top) if value == 0 else 4)), QPointF(x, base + 4)
            )
            self._texts.draw(painter, QPointF(x, base + 0.9 * small), words, small, QColor(theme.ink2))
        if not page.tells_values:
            return
        x = min(max(across(chain.x), box.left() + 4), box.right() - 4)
        painter.setPen(QPen(QColor(theme.now), 2.6))
        painter.drawLine(QPointF(x, base - 0.35 * (base - top)), QPointF(x, base))
        painter.setBrush(QColor(theme.now))
        painter.drawEllipse(QPointF(x, base), 4.5, 4.5)
        side = RIGHT if x > box.center().x() else LEFT
        at_x = QPointF(x + (-8 if side == RIGHT else 8), base - 0.3 * (base - top))
        self._texts.draw(painter, at_x, "x", small, QColor(theme.now), weight=700, align=side)

    def _rows(self, page: ChainPage, is_done: bool) -> list[tuple[tuple[str, str, str], int]]:
        """Lines of the table with three cells, and which of the last two is chosen (−1: neither)."""
        if page.columns:
            chosen = int(page.in_training)
            head = ("", *(column.head for column in page.columns))
            body = [(name, *(c.numbers[i] for c in page.columns)) for i, name in enumerate(("μ", "σ²", "y"))]
            if not is_done:
                # No answer before its time.
                body[-1] = ("y", "", "")
            return [(row, chosen) for row in (head, *body)]  # type: ignore[misc]
        if page.chain.among is None:
            stored = [line.stored for line in page.lines if line.stored is not None]
            return [((one.symbol, "", value_text(one.value)), -1) for one in stored]
        if not page.tells_values:
            names = [name for name, _ in page.listed]
            return [((name, "", HIDDEN), -1) for name in (*names, "μ", "σ²")]
        rows = [((name, "", value), -1) for name, value in page.listed]
        count = len(page.chain.among)
        mean, variance = page.chain.mean, page.chain.variance
        rows.append((("μ", f"{value_text(mean * count)} / {count:,}", value_text(mean)), -1))
        rows.append((("σ²", f"{value_text(variance * count)} / {count:,}", value_text(variance)), -1))
        return rows

    def _table(
        self, painter: QPainter, rows: list[tuple[tuple[str, str, str], int]], box: QRectF, small: float
    ) -> None:
        theme, pitch = self._theme, box.height() / max(len(rows), 1)
        first_ends = 0.55 if any(chosen >= 0 for _, chosen in rows) else 0.78
        for number, ((name, first, second), chosen) in enumerate(rows):
            y = box.top() + (number + 0.5) * pitch
            is_head = not name
            left = QPointF(box.left(), y)
            self._texts.draw(painter, left, name, small, QColor(theme.ink), weight=600, align=LEFT)
            for place, words in enumerate((first, second)):
                right = box.left() + box.width() * (first_ends if place == 0 else 1.0)
                is_chosen = place == chosen
                token = "now" if is_chosen and (is_head or name == "y") else "ink" if not is_head else "ink2"
                weight = 700 if is_chosen else 400
                at = QPointF(right, y)
                ink = QColor(getattr(theme, token))
                self._texts.draw(painter, at, words, small, ink, weight=weight, align=RIGHT)

    def _button(self, painter: QPainter, box: tuple[float, float, float, float], words: str) -> None:
        rect = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(rect, RADIUS["chip"], RADIUS["chip"])
        self._texts.draw(painter, rect.center(), words, 16.0, QColor(self._theme.ink), weight=600)


def _inside(box: tuple[float, float, float, float], pad: float) -> QRectF:
    x0, y0, x1, y1 = box
    return QRectF(x0 + pad, y0 + pad, x1 - x0 - 2 * pad, y1 - y0 - 2 * pad)
