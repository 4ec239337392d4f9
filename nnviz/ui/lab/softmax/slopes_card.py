"""Who gains and who pays when a score is raised: the slopes as a grid, and the changes of a real raise."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.kept import Kept
from nnviz.scene.lab.softmax.printed import changes
from nnviz.scene.lab.softmax.shown import Shown
from nnviz.scene.words.names import subscript
from nnviz.ui.lab.ink import LEFT, MIDDLE, RIGHT
from nnviz.ui.lab.softmax.card import Card
from nnviz.ui.paint.ramps import Ramps
from nnviz.ui.widgets.fitting import write, write_fullest

CELL = 18.0
MOST_FULL = 10
"""So many cells of that size are as wide as the grid may be; fewer are larger."""
LABEL = 15.0
"""Pixels of the window that a row's label needs in height."""


class SlopesCard(Card):
    """∂yᵢ/∂zⱼ as signed cells; beside them what raising the score in hand by 0.1 really does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ramps: Kept[Ramps] = Kept()

    def words(self, shown: Shown) -> str:
        """The card for those who hear it."""
        found = changes(shown.working, shown.place)
        told = ", ".join(f"y{subscript(shown.bench.numbers[i])} {text}" for i, text in found.lines)
        rest = f", the rest {found.rest}" if found.rest else ""
        return f"Raising z{_low(shown, shown.place)} by 0.1: {told}{rest}; together {found.together}"

    def paint_shown(self, painter: QPainter, shown: Shown) -> None:
        """The grid at the left, the numbers at the right."""
        look, line = self.look, self.line
        top = look.px(16)
        title = f"Raise z{_low(shown, shown.place)}: who gains, who pays"
        write(painter, self.row(top), title, look, 20, 700)
        over = ", over T" if shown.working.temperature != 1 else ""
        names = (
            f"∂yᵢ/∂zⱼ{over}: row i is a share, column j a score",
            f"∂yᵢ/∂zⱼ{over}: row share, column score",
            f"∂yᵢ/∂zⱼ{over}: rows are shares",
        )
        write_fullest(painter, self.row(top + line), names, look, 16, token="ink2")
        below = top + 2 * line + look.px(2)
        right = self._paint_grid(painter, shown, below)
        self._paint_changes(painter, shown, below, right)

    def _paint_grid(self, painter: QPainter, shown: Shown, top: float) -> float:
        """Returns where it ends on the right."""
        look, count = self.look, shown.bench.count
        head = self.line
        left = self.pad + max(26 * look.s, 24.0)
        high = self.height() - top - head - look.px(14)
        numbers = self.width() * 0.44
        largest = CELL * max(1.0, MOST_FULL / count)
        cell = min(largest, high / count, (self.width() - numbers - left) / count)
        rect = QRectF(left, top + head, cell * count, cell * count)
        painter.save()
        self._paint_cells(painter, shown, rect, cell)
        painter.restore()
        for place in _labelled(count, cell, shown.place):
            token = "now" if place == shown.place else "ink3"
            weight = 700 if place == shown.place else 400
            text = str(shown.bench.numbers[place])
            middle = (place + 0.5) * cell
            above = QRectF(left + middle - 15, top, 30, head)
            write(painter, above, text, look, 16, weight, token, MIDDLE)
            beside = QRectF(left - 36, rect.top() + middle - head / 2, 30, head)
            write(painter, beside, text, look, 16, weight, token, RIGHT)
        return rect.right()

    def _paint_cells(self, painter: QPainter, shown: Shown, rect: QRectF, cell: float) -> None:
        look, count = self.look, shown.bench.count
        slopes = shown.working.slopes.astype(float)
        known = np.isfinite(slopes)
        largest = float(np.abs(slopes[known]).max()) if known.any() else 0.0
        with np.errstate(invalid="ignore"):
            sizes = np.abs(slopes) / largest if largest else np.zeros_like(slopes)
            shares = np.where(known, np.sign(slopes) * sizes**0.75, np.nan)
        ramps = self._ramps.get(lambda: Ramps(look.theme), (look.theme,))
        image: QImage = ramps.image(shares, True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(rect, image)
        gap = max(1.5 * look.s, 1.0)
        for edge in range(1, count + 1):
            at = edge * cell - gap
            painter.fillRect(QRectF(rect.left() + at, rect.top(), gap, rect.height()), look.color("panel"))
            painter.fillRect(QRectF(rect.left(), rect.top() + at, rect.width(), gap), look.color("panel"))
        if not known.all():
            write(painter, rect, "NaN !", look, 20, 700, "warn", MIDDLE)
            return
        painter.setPen(QPen(look.color("now"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x = rect.left() + shown.place * cell
        painter.drawRoundedRect(QRectF(x - 1, rect.top() - 1, cell + 1, rect.height() + 1), 3, 3)

    def _paint_changes(self, painter: QPainter, shown: Shown, top: float, left: float) -> None:
        look, found = self.look, changes(shown.working, shown.place)
        lines = [(f"y{_low(shown, i)}", text) for i, text in found.lines]
        lines += [("rest", found.rest)] if found.rest else []
        high = min(max(31 * look.s, self.line), (self.height() - top - look.px(12)) / (len(lines) + 2))
        left = max(left + look.px(20), self.width() * 0.56)
        wide = self.width() - self.pad - left
        raised = f"z{_low(shown, shown.place)} + 0.1 gives"
        write(painter, QRectF(left, top, wide, high), raised, look, 16, token="ink2")
        for number, (name, text) in enumerate(lines, 1):
            row = QRectF(left, top + number * high, wide, high)
            write(painter, row, name, look, 18, 500, "ink", LEFT)
            token = "pos" if text.startswith("+") else "warn" if text == "NaN" else "neg"
            write(painter, row, text, look, 18, 700, "ink" if text == "0" else token, RIGHT)
        row = QRectF(left, top + (len(lines) + 1) * high, wide, high)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(QPointF(left, round(row.top()) + 0.5), QPointF(left + wide, round(row.top()) + 0.5))
        write(painter, row, "together", look, 18, 500)
        is_number = found.together != "NaN"
        write(painter, row, found.together if is_number else "NaN !", look, 18, 700,
              "ink" if is_number else "warn", RIGHT)  # fmt: skip


def _low(shown: Shown, place: int) -> str:
    return subscript(shown.bench.numbers[place])


def _labelled(count: int, cell: float, here: int) -> list[int]:
    """The places that have a label: as many as have room, and always the one in hand."""
    apart = max(int(np.ceil(max(LABEL, 20.0 if count > 10 else LABEL) / cell)), 1)
    others = [place for place in range(0, count, apart) if abs(place - here) >= apart]
    return [*others, here]
