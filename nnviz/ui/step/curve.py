"""The loss of the run that a step belongs to, small, with a mark at the step."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.words.numbers import compact
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

LABELS = 86.0
"""The spec's pixels at the right, for the words."""


class LossCurve(Part):
    """One line of losses; what comes after the step is fainter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._losses = np.zeros(0)
        self._step = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_run(self, losses: np.ndarray, step: int) -> None:
        """Show these losses, entry k being that of step k + 1, and mark ``step``."""
        self._losses, self._step = np.asarray(losses, np.float64), step
        self.setVisible(len(losses) > 0)
        text = f"Loss by step: step {step:,} of {len(losses):,}"
        if self.accessibleName() != text:
            self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        losses, look = self._losses, self.look
        finite = losses[np.isfinite(losses)]
        if not len(finite):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        s = look.s
        rect = QRectF(2, 8 * s, self.width() - LABELS * s, self.height() - 12 * s)
        columns = max(int(rect.width()), 2)
        edges = np.linspace(0, len(losses), min(columns, len(losses)) + 1).astype(int)
        high = float(finite.max()) or 1.0
        mark = rect.left() + rect.width() * (self._step - 0.5) / len(losses)
        painter.setPen(QPen(look.color("line"), 1.5))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        last: QPointF | None = None
        for start, stop in pairwise(edges.tolist()):
            part = losses[start : max(stop, start + 1)]
            part = part[np.isfinite(part)]
            if not len(part):
                last = None
                continue
            x = rect.left() + rect.width() * (start + stop) / 2 / len(losses)
            low, top = (rect.bottom() - rect.height() * value / high for value in (part.min(), part.max()))
            is_past = x <= mark
            painter.setPen(QPen(look.color("ink" if is_past else "ink3"), 2.2 if is_past else 1.4))
            if last is not None:
                painter.drawLine(last, QPointF(x, (low + top) / 2))
            painter.drawLine(QPointF(x, low), QPointF(x, top))
            last = QPointF(x, (low + top) / 2)
        self._marked(painter, rect, mark, high)
        words = QRectF(self.width() - (LABELS - 4) * s, 0, (LABELS - 4) * s, 26 * s)
        write(painter, words, "loss", look, 16, 400, "ink2", Qt.AlignmentFlag.AlignRight)
        below = words.translated(0, self.height() - 30 * s)
        write(painter, below, compact(float(finite[-1])), look, 16, 600, "ink", Qt.AlignmentFlag.AlignRight)

    def _marked(self, painter: QPainter, rect: QRectF, x: float, high: float) -> None:
        look, s = self.look, self.look.s
        painter.setPen(QPen(look.color("now"), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, rect.bottom()))
        place = min(self._step, len(self._losses)) - 1
        value = self._losses[place]
        if np.isfinite(value):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("now"))
            painter.drawEllipse(QPointF(x, rect.bottom() - rect.height() * value / high), 6 * s, 6 * s)
        text = f"step {self._step:,} of {len(self._losses):,}"
        room = rect.right() - x - 12 * s
        align = Qt.AlignmentFlag.AlignLeft if room > 150 * s else Qt.AlignmentFlag.AlignRight
        at = QRectF(x + 10 * s, 0, room, 24 * s)
        if room <= 150 * s:
            at = QRectF(rect.left(), 0, x - 10 * s - rect.left(), 24 * s)
        write(painter, at, text, look, 16, 600, "now", align)
