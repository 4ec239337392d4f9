"""The card with one window's arithmetic: pixels × kernel = products, their sum, the map's cell."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.engine.arrays import Array
from nnviz.engine.explanation import Parts
from nnviz.scene.sandbox import words as sentences
from nnviz.scene.sandbox.filtered import Filtered
from nnviz.scene.words.equation import marked, sign_of, texts_add_up, texts_multiply
from nnviz.scene.words.numbers import number, signed
from nnviz.ui.kernels import shades
from nnviz.ui.kernels.kept import KeptGrid
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.kernels.text import CENTER, RIGHT, either, fitted, paint_cell, words
from nnviz.ui.style import Look
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.window_slider import WindowSlider

_TOP, _HIGH = 90.0, 186.0
_RIGHT_PART, _STACKED_PART = 240.0, 116.0
"""Width of the sum and the map's cell: side by side, or below each other where the matrices need room."""
_SIGN = 46.0


@dataclass(frozen=True)
class _Columns:
    """Where the three matrices and the sum lie, in pixels."""

    s: float
    width: float
    size: int

    @property
    def side(self) -> float:
        """Pixels of a matrix's width: square cells of at most 62, wider ones where there are many."""
        part = _STACKED_PART if self.is_stacked else _RIGHT_PART
        room = (self.width - (part + 48 + 3 * self.gap) * self.s) / 3
        if self.size == 1:
            return 62 * self.s
        return min(room, max(1.2 * _HIGH, 58 * self.size) * self.s)

    @property
    def is_stacked(self) -> bool:
        """Whether the sum stands above the map's cell."""
        return self.size > 3

    @property
    def gap(self) -> float:
        """Between two matrices, in the spec's pixels."""
        return 30.0 if self.is_stacked else _SIGN

    def matrix(self, place: int) -> QRectF:
        """Matrix 0, 1 or 2."""
        left = 24 * self.s + place * (self.side + self.gap * self.s)
        high = (62 if self.size == 1 else _HIGH) * self.s
        return QRectF(left, (_TOP + _HIGH / 2) * self.s - high / 2, self.side, high)

    def sign(self, place: int) -> QRectF:
        """The sign after a matrix."""
        matrix = self.matrix(place)
        return QRectF(matrix.right(), matrix.top(), self.gap * self.s, matrix.height())

    def sum(self) -> QRectF:
        """What the sum is called, the sum, and "no bias" below it."""
        left = self.matrix(2).right() + self.gap * self.s
        middle = (_TOP + (40 if self.is_stacked else _HIGH / 2)) * self.s
        wide, half = (112, 50) if self.is_stacked else (116, 70)
        return QRectF(left, middle - half * self.s, wide * self.s, 2 * half * self.s)

    def answer(self) -> QRectF:
        """The cell of the map."""
        sum_ = self.sum()
        if self.is_stacked:
            return QRectF(sum_.left() + 10 * self.s, sum_.bottom() + 28 * self.s, 92 * self.s, 52 * self.s)
        return QRectF(sum_.right() + 8 * self.s, sum_.center().y() - 34 * self.s, 92 * self.s, 68 * self.s)


class ArithmeticCard(Part):
    """One window's numbers, and the slider that chooses the window."""

    def __init__(self, editor: SandboxEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._shown: Filtered | None = None
        self._parts: Parts | None = None
        self._grids = {title: KeptGrid("panel") for title in ("pixels", "kernel", "products")}
        self.sentence = self._short = ""
        self.slider = WindowSlider(self)
        self.slider.moved.connect(self._go)
        self.slider.held.connect(editor.hold)
        self.slider.released.connect(editor.release)

    def _go(self, number_: int) -> None:
        self._editor.put_window(*divmod(number_, self._editor.sandbox.count[1]), self.slider.merge)

    def show_filtered(self, shown: Filtered, look: Look) -> None:
        """Show this window's numbers."""
        self._shown, self.look = shown, look
        self._parts = parts = shown.arithmetic()
        said = shown.sandbox.kernel, parts, shown.value, shown.map.full
        self.sentence, self._short = sentences.sentence(*said), sentences.sentence(*said, is_short=True)
        rows, columns = shown.map.values.shape
        row, column = shown.sandbox.window
        self.slider.show_window(row * columns + column, rows * columns, columns, look)
        self.setAccessibleName("One window's arithmetic")
        self.setAccessibleDescription(self.sentence)
        self.place()
        self.update()

    def place(self) -> None:
        s = self.look.s
        left, right = 390 * s, self.width() - 260 * s
        self.slider.setGeometry(round(left), round(12 * s), round(right - left), round(36 * s))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None or self._parts is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.look
        plate(painter, look, QRectF(self.rect()))
        columns = _Columns(look.s, self.width(), self._shown.sandbox.size)
        self._paint_head(painter)
        products = self._paint_matrices(painter, columns, self._shown, self._parts)
        self._paint_sum(painter, columns, self._shown, products)
        foot = QRectF(24 * look.s, 288 * look.s, self.width() - 48 * look.s, 30 * look.s)
        told = either((self.sentence, self._short), look.font(17), foot.width(), look.floor)
        words(painter, foot, told, look.font(17), look.color("ink2"), floor=look.floor)

    def _paint_head(self, painter: QPainter) -> None:
        look, shown = self.look, self._shown
        assert shown is not None
        row, column = shown.sandbox.window
        rows, columns = shown.map.values.shape
        head = QRectF(24 * look.s, 12 * look.s, 360 * look.s, 36 * look.s)
        font, here = look.font(20, 700), f"Row {row + 1}, column {column + 1}"
        title = either((f"{here} of the map", here), font, head.width(), look.floor)
        words(painter, head, title, font, look.color("ink"), floor=look.floor)
        count = f"{row * columns + column + 1:,} of {rows * columns:,}"
        tail = QRectF(self.width() - 256 * look.s, 12 * look.s, 232 * look.s, 36 * look.s)
        small = look.font(16, 500)
        place = either((f"window {count}", count), small, tail.width(), look.floor)
        words(painter, tail, place, small, look.color("ink2"), RIGHT, floor=look.floor)

    def _paint_matrices(
        self, painter: QPainter, columns: _Columns, shown: Filtered, parts: Parts
    ) -> list[str]:
        """Returns the products, as printed."""
        look = self.look
        full = float(np.abs(parts.weights).max())
        size = shown.sandbox.size
        pixels, weights, products = (
            array.reshape(size, size) for array in (parts.inputs, parts.weights, parts.products)
        )
        texts = [
            self._matrix(painter, columns.matrix(place), title, values, full if place else None)
            for place, (title, values) in enumerate(
                (("pixels", pixels), ("kernel", weights), ("products", products))
            )
        ]
        self._mark_padding(painter, columns.matrix(0), parts)
        equals = sign_of(all(starmap(texts_multiply, zip(*texts, strict=True))))
        around = columns.matrix(0).adjusted(*(side * 4 * look.s for side in (-1, -1, 1, 1)))
        painter.setPen(QPen(look.color("now"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(around, 8 * look.s, 8 * look.s)
        for place, sign in enumerate(("×", equals)):
            words(
                painter,
                columns.sign(place),
                sign,
                look.font(26, 700),
                look.color("ink"),
                CENTER,
                floor=look.floor,
            )
        self._paint_arrow(painter, columns.sign(2))
        return texts[-1]

    def _matrix(
        self, painter: QPainter, rect: QRectF, title: str, values: Array, full: float | None
    ) -> list[str]:
        """``full`` is the size in full colour of signed numbers; None for brightness. Returns the texts."""
        look = self.look
        head = QRectF(rect.left() - 20 * look.s, 56 * look.s, rect.width() + 40 * look.s, 26 * look.s)
        words(painter, head, title, look.font(16, 600), look.color("ink2"), CENTER, floor=look.floor)
        write = number if full is None else sentences.cell if title == "kernel" else signed
        texts, font = fitted(
            values,
            write,
            look.font(18, 600 if len(values) < 7 else 400),
            0.88 * rect.width() / len(values),
            floor=look.floor,
        )
        fills = [self._shade(value, full) for value in values.ravel()]
        cells = list(zip(fills, texts, strict=True))
        self._grids[title].paint(painter, look, rect, len(values), cells, font)
        return texts

    def _mark_padding(self, painter: QPainter, rect: QRectF, parts: Parts) -> None:
        """Zeros that lie around the picture have a dashed outline."""
        size = parts.inputs.shape[-1]
        wide, high = rect.width() / size, rect.height() / size
        painter.setPen(QPen(self.look.color("ink3"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, origin in enumerate(parts.origins):
            if origin is None:
                row, column = divmod(place, size)
                painter.drawRect(
                    QRectF(rect.left() + column * wide, rect.top() + row * high, wide, high).adjusted(
                        4, 4, -4, -4
                    )
                )

    def _shade(self, value: float, full: float | None) -> QColor:
        return shades.brightness(value) if full is None else shades.signed(self.look.theme, value, full)

    def _paint_arrow(self, painter: QPainter, rect: QRectF) -> None:
        look = self.look
        y, left, right = rect.center().y(), rect.left() + 12 * look.s, rect.right() - 8 * look.s
        painter.setPen(QPen(look.color("ink3"), max(1.5, 2 * look.s)))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        for way in (-1, 1):
            painter.drawLine(QPointF(right, y), QPointF(right - 7 * look.s, y + way * 4 * look.s))

    def _paint_sum(self, painter: QPainter, columns: _Columns, shown: Filtered, products: list[str]) -> None:
        look, rect, answer = self.look, columns.sum(), columns.answer()
        value, line = shown.value, 24 * look.s
        small, quiet = look.font(16, 600), look.color("ink2")
        title = either((sentences.count_words(shown.sandbox.size**2), "sum"), small, rect.width(), look.floor)
        color = look.color(look.theme.sign(value))
        words(
            painter,
            QRectF(rect.left(), rect.top(), rect.width(), line),
            title,
            small,
            quiet,
            CENTER,
            floor=look.floor,
        )
        total = signed(value, 2)
        total = marked(total, texts_add_up(products, total))
        words(painter, rect, total, look.font(34, 800), color, CENTER, floor=look.floor)
        below = QRectF(rect.left(), rect.bottom() - line, rect.width(), line)
        words(painter, below, "no bias", look.font(15), quiet, CENTER, floor=look.floor)
        top = answer.top() - line - 2 * look.s if columns.is_stacked else rect.top()
        over = QRectF(answer.left() - 14 * look.s, top, answer.width() + 28 * look.s, line)
        named = either(("in the map", "map"), small, over.width(), look.floor)
        words(painter, over, named, small, quiet, CENTER, floor=look.floor)
        fill = shades.signed(look.theme, value, shown.map.full)
        texts, font = fitted(
            np.array([value]), signed, look.font(24, 700), answer.width() - 8, floor=look.floor
        )
        paint_cell(painter, look, answer, fill, texts[0], font)
        painter.setPen(QPen(look.color("now"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(answer.adjusted(-2, -2, 2, 2), 10 * look.s, 10 * look.s)
