"""Matrices that multiply into one, as signed cells: where they stand, and how they are painted."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from nnviz.scene.lab.bend import product as products
from nnviz.scene.lab.bend import story, words
from nnviz.scene.lab.bend.cells import Cells, Room, cells
from nnviz.scene.lab.bend.product import Stage
from nnviz.scene.lab.bend.working import Bend
from nnviz.scene.words import numbers
from nnviz.ui.theme import blend, text_on
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.part import Part

PAD, RIGHT = 24.0, 312.0
"""The card's rim, and the room for both ways at its right."""
LEAST_RIGHT = 296


class Matrices(Part):
    """What stands on the card of the product, at the left of both ways."""

    _bend: Bend | None = None
    _hovered: tuple[int, int] | None = None
    chips: list[Chip]

    # what is shown

    def _stage_number(self) -> int:
        bend = self._bend
        assert bend is not None
        assert bend.product is not None
        return story.stage_at(bend.story, bend.view.bend_stage, len(bend.product.stages))

    @property
    def stage(self) -> Stage | None:
        """The product that is shown; None where there is none to show."""
        bend = self._bend
        if bend is None or bend.product is None or not bend.product.stages or bend.is_picture:
            return None
        return bend.product.stages[self._stage_number() - 1]

    @property
    def cell(self) -> tuple[int, int]:
        """The result cell whose sum is shown: under the pointer, being worked out, or in hand."""
        bend, stage = self._bend, self.stage
        assert bend is not None
        assert stage is not None
        if self._hovered is not None:
            return products.held(stage, self._hovered)
        there = self._there(stage)
        if bend.story.step == 2 and 0 < there < stage.result.weight.size:
            row, column = divmod(there - 1, stage.result.weight.shape[1])
            return row, column
        return products.held(stage, bend.view.bend_cell)

    def _there(self, stage: Stage) -> int:
        bend = self._bend
        assert bend is not None
        assert bend.product is not None
        number, count = self._stage_number(), len(bend.product.stages)
        return story.cells_there(bend.story, bend.view.bend_stage, number, count, stage.result.weight.size)

    # places

    def _right(self) -> float:
        return max(self.look.px(RIGHT), LEAST_RIGHT)

    def _area(self) -> QRectF:
        """The room for matrices."""
        pad = self.look.px(PAD)
        top = self.look.px(14) + (self.look.target() if self.chips else 0)
        return QRectF(
            pad, top, self.width() - self._right() - 2 * pad, self.height() - top - self.look.px(10)
        )

    def _grid(self) -> QRectF:
        """The room for cells: below the names, above the sum."""
        area = self._area()
        line = self.look.text(17) * 1.55
        return area.adjusted(0, line, 0, -line)

    def _laid(self, stage: Stage) -> Cells:
        metrics = QFontMetricsF(self._font())
        grid = self._grid()
        least = metrics.horizontalAdvance("−0.00") + 6
        room = Room(grid.width(), grid.height(), least, metrics.height() + 1, self.look.s)
        cell = self._hovered or (self._bend.view.bend_cell if self._bend is not None else (0, 0))
        return cells(stage, cell, room)

    def _font(self) -> QFont:
        font = self.look.font(16, 600)
        font.setPixelSize(max(font.pixelSize(), 13))
        return font

    def _top_of(self, rows: int, laid: Cells) -> float:
        return self._grid().center().y() - rows * (laid.high + 2) / 2

    def result_rect(self, row: int, column: int) -> QRectF:
        """Where a result cell lies; empty where it isn't shown."""
        stage = self.stage
        assert stage is not None
        laid = self._laid(stage)
        if row not in laid.shown.rows or column not in laid.shown.columns:
            return QRectF()
        x = self._area().left() + laid.result + laid.shown.columns.index(column) * (laid.wide + 2)
        y = self._top_of(len(laid.shown.rows), laid) + laid.shown.rows.index(row) * (laid.high + 2)
        return QRectF(x, y, laid.wide, laid.high)

    def _paint_stage(self, painter: QPainter, stage: Stage, laid: Cells) -> None:
        bend = self._bend
        assert bend is not None
        told, there = bend.story, self._there(stage)
        left, right, result = stage.left.weight, stage.right.weight, stage.result.weight
        hidden, shown = laid.shown.hidden, laid.shown
        rows, columns = shown.rows, shown.columns
        row, column = self.cell
        self._paint_heads(painter, stage, laid)
        self._matrix(painter, laid, laid.left, left, rows, hidden, bool(shown.others))
        self._matrix(painter, laid, laid.right, right, hidden, columns, False, bool(shown.others))
        bias = stage.right.bias[:, None]
        self._matrix(painter, laid, laid.right_bias, bias, hidden, (0,), False, bool(shown.others))
        hollow = np.where(np.arange(result.size).reshape(result.shape) < there, result, np.nan)
        self._matrix(painter, laid, laid.result, hollow, rows, columns)
        passed = (left @ stage.right.bias)[:, None]
        totals = (laid.passed, passed, 0.0), (laid.left_bias, stage.left.bias[:, None], 1 / 3)
        for x, values, start in (*totals, (laid.total, stage.result.bias[:, None], 2 / 3)):
            is_there = told.biases > start or told.biases >= 1
            self._matrix(painter, laid, x, values if is_there else np.full_like(values, np.nan), rows, (0,))
        self._paint_signs(painter, laid)
        if there:
            self._paint_rings(painter, laid, row, column)
            self._paint_sum(painter, stage, laid, (row, column))
        self._paint_between(painter, laid)

    def _paint_heads(self, painter: QPainter, stage: Stage, laid: Cells) -> None:
        look, area = self.look, self._area()
        high = look.text(17) * 1.4
        sizes = {
            stage.left_name: stage.left.weight.shape,
            stage.right_name: stage.right.weight.shape,
            stage.result_name: stage.result.weight.shape,
        }
        heads = (
            (laid.left, stage.left_name, laid.right),
            (laid.right, stage.right_name, laid.right_bias),
            (laid.right_bias, stage.right_bias, laid.result),
            (laid.result, stage.result_name, laid.passed),
            (laid.passed, stage.passed_name, laid.left_bias),
            (laid.left_bias, stage.left_bias, laid.total),
            (laid.total, stage.result_bias, laid.width + look.px(20)),
        )
        for x, name, end in heads:
            room = QRectF(area.left() + x, area.top(), end - x - 4, high)
            wide = write(painter, room, name, look, 17, 700)
            size = "{} × {}".format(*sizes[name]) if name in sizes else ""
            painter.setFont(look.font(17, 400))
            if (
                size
                and painter.fontMetrics().horizontalAdvance(size) + wide + look.px(10) + 2 <= room.width()
            ):
                room.setLeft(room.left() + wide + look.px(10))
                write(painter, room, size, look, 17, 400, "ink2")

    def _matrix(
        self,
        painter: QPainter,
        laid: Cells,
        x: float,
        values: np.ndarray,
        rows: tuple[int, ...],
        columns: tuple[int, ...],
        others_across: bool = False,
        others_down: bool = False,
    ) -> None:
        """Cells of some rows and columns; what is NaN isn't there yet."""
        look = self.look
        count = len(rows) + others_down
        top, left = self._top_of(count, laid), self._area().left() + x
        finite = np.abs(values[np.isfinite(values)])
        largest = max(float(finite.max()), 1e-12) if finite.size else 1.0
        painter.setFont(self._font())
        for i, row in enumerate(rows):
            for j, column in enumerate(columns):
                rect = QRectF(left + j * (laid.wide + 2), top + i * (laid.high + 2), laid.wide, laid.high)
                self._paint_cell(painter, rect, float(values[row, column]), largest)
        if others_across:
            for i in range(len(rows)):
                rect = QRectF(
                    left + len(columns) * (laid.wide + 2), top + i * (laid.high + 2), laid.wide, laid.high
                )
                self._paint_others(painter, rect, laid.shown.others)
        if others_down:
            high = laid.high
            rect = QRectF(left, top + len(rows) * (laid.high + 2), len(columns) * (laid.wide + 2) - 2, high)
            self._paint_others(painter, rect, laid.shown.others)
        painter.setPen(look.color("ink"))

    def _paint_others(self, painter: QPainter, rect: QRectF, count: int) -> None:
        look = self.look
        painter.setPen(QPen(look.color("line"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(look.font(16, 500))
        metrics = painter.fontMetrics()
        texts = (f"{count:,} others", f"+ {count:,}", f"+{count:,}")
        text = next((t for t in texts if metrics.horizontalAdvance(t) <= rect.width() - 4), texts[-1])
        painter.setPen(look.color("ink2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        painter.setFont(self._font())

    def _paint_cell(self, painter: QPainter, rect: QRectF, value: float, largest: float) -> None:
        look, theme = self.look, self.look.theme
        if np.isnan(value):
            painter.setPen(QPen(look.color("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            return
        share = min(abs(value) / largest, 1.0) ** 0.75 if np.isfinite(value) else 1.0
        fill = blend(look.color("zero"), look.color(theme.sign(value)), share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, 3, 3)
        metrics = painter.fontMetrics()
        fits = lambda text: metrics.horizontalAdvance(text) <= rect.width() - 3  # noqa: E731
        text = next(
            (t for d in (3, 2, 1, 0) if fits(t := numbers.number(value, d, fits))),
            numbers.number(value, 0, fits),
        )
        painter.setPen(text_on(fill))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_signs(self, painter: QPainter, laid: Cells) -> None:
        look, area, middle = self.look, self._area(), self._grid().center().y()
        for sign, start, end in (
            ("·", laid.right - 28 * look.s - 2, laid.right),
            ("=", laid.right_bias + laid.wide, laid.result),
            ("+", laid.passed + laid.wide, laid.left_bias),
            ("=", laid.left_bias + laid.wide, laid.total),
        ):
            room = QRectF(area.left() + start, middle - 20, end - start, 40)
            write(painter, room, sign, look, 22, 700, "ink2", Qt.AlignmentFlag.AlignHCenter)

    def _paint_rings(self, painter: QPainter, laid: Cells, row: int, column: int) -> None:
        """The result cell, the row and the column that it is made of."""
        shown, area = laid.shown, self._area()
        if row not in shown.rows or column not in shown.columns:
            return
        painter.setPen(QPen(self.look.color("now"), max(2.0, 2.6 * self.look.s)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        across, step = len(shown.hidden) + bool(shown.others), laid.wide + 2
        y = self._top_of(len(shown.rows), laid) + shown.rows.index(row) * (laid.high + 2)
        of_row = QRectF(area.left(), y, across * step - 2, laid.high)
        x = area.left() + laid.right + shown.columns.index(column) * step
        of_column = QRectF(x, self._top_of(across, laid), laid.wide, across * (laid.high + 2) - 2)
        for rect in (of_row, of_column, self.result_rect(row, column)):
            painter.drawRoundedRect(rect.adjusted(-2.5, -2.5, 2.5, 2.5), 5, 5)

    def _paint_sum(self, painter: QPainter, stage: Stage, laid: Cells, cell: tuple[int, int]) -> None:
        """The products of the open cell, adding up."""
        look, area = self.look, self._area()
        text = products.cell_text(stage, cell, laid.shown)
        pixels = 17.0
        for pixels in (17.0, 16.0, 15.0, 14.0, 13.0):
            painter.setFont(look.font(pixels, 600))
            wide = painter.fontMetrics().horizontalAdvance(text)
            if wide <= area.width():
                break
        high = look.text(17) * 1.5
        left = (
            area.left() + laid.result
            if wide <= area.width() - laid.result
            else max(area.right() - wide, area.left())
        )
        rows = len(laid.shown.rows)
        below = self._top_of(rows, laid) + rows * (laid.high + 2) + look.px(12)
        is_clear = left >= area.left() + laid.result - 1
        y = min(below, area.bottom() - high) if is_clear else area.bottom() - high
        write(painter, QRectF(left, y, area.right() - left + 1, high), text, look, pixels, 600)

    def _paint_between(self, painter: QPainter, laid: Cells) -> None:
        """What stood between the two matrices, and stands there no more."""
        bend, look = self._bend, self.look
        assert bend is not None
        if not bend.pair.functions:
            return
        rows = len(laid.shown.rows)
        y = self._top_of(rows, laid) + rows * (laid.high + 2) + look.px(10)
        high = look.text(16) * 1.4
        area = self._area()
        room = QRectF(area.left(), y, laid.right - look.px(28), high)
        taller = len(laid.shown.hidden) + bool(laid.shown.others)
        if y + high > area.bottom() - (0 if rows < taller else look.text(17) * 1.6):
            return
        verb = "stood" if bend.story.share >= 1 else "stands"
        name = words.functions(bend.pair.functions)
        texts = f"{name} {verb} between them", f"{name} {verb} between", f"{name} between"
        write_fullest(painter, room, texts, look, 16, 400, "ink2", Qt.AlignmentFlag.AlignRight)
