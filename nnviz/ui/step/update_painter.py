"""The update of the number in hand: its rule, the optimiser's terms, a number line, and the new number."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from nnviz.scene.step.shown import Shown
from nnviz.scene.step.update import Update
from nnviz.scene.time.easing import out_cubic
from nnviz.ui.paint.mathematics import fitting
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write, write_fullest

SHUT, OPEN, TERM = 84.0, 252.0, 27.0
"""Heights before the update and from it on, and of one of the optimiser's terms."""
RESULT = 46.0


@dataclass(frozen=True, eq=False)
class UpdatePainter:
    """Draws at the foot of ``panel``."""

    shown: Shown
    look: Look
    panel: QRectF

    @property
    def update(self) -> Update:
        """What is drawn."""
        found = self.shown.picture.update
        assert found is not None
        return found

    @property
    def share(self) -> float:
        """How far the update has come."""
        return self.shown.share("update")

    def top(self) -> float:
        """Where it begins: it opens with the update."""
        opened = out_cubic(min(1.0, 4 * self.share))
        terms = TERM * len(self.update.terms)
        high = SHUT + (OPEN - SHUT + terms) * opened
        return self.panel.bottom() - high * self.look.s

    def paint(self, painter: QPainter) -> None:
        """All of it that time has come to."""
        look, s, update = self.look, self.look.s, self.update
        left, right, y = self.panel.left() + 24 * s, self.panel.right() - 24 * s, self.top()
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        row = QRectF(left, y + 8 * s, right - left, 52 * s)
        wide = write(painter, row, "Update", look, 20, 700)
        made = fitting(update.rule, 21 * s, right - left - wide - 20 * s, 13.0)
        made.draw(painter, right - made.width, row.center().y(), look.color("ink"))
        if self.share <= 0:
            return
        y = row.bottom() + 4 * s
        for name, line in update.terms:
            self._term(painter, QRectF(left, y, right - left, TERM * s), name, line.shorter)
            y += TERM * s
        self._number_line(painter, QRectF(left, y, right - left, 76 * s))
        self._result(painter, QRectF(left, y + 74 * s, right - left, 62 * s))
        below = QRectF(left, self.panel.bottom() - 38 * s, right - left, 28 * s)
        if self.shown.has("after"):
            write_fullest(painter, below, update.sentences, look, 17, 400, "ink2")

    def _term(self, painter: QPainter, row: QRectF, name: str, math: tuple[object, ...]) -> None:
        look = self.look
        write(painter, row, name, look, 15, 400, "ink2")
        made = fitting(math, 17 * look.s, row.width() * 0.62, 9.0)  # type: ignore[arg-type]
        made.draw(painter, row.right() - made.width, row.center().y(), look.color("ink"))

    def _number_line(self, painter: QPainter, rect: QRectF) -> None:
        look, s, update = self.look, self.look.s, self.update
        y = rect.top() + 40 * s
        painter.setPen(QPen(look.color("ink3"), 1.4))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

        def x(value: float) -> float:
            return rect.left() + rect.width() * (value - update.low) / (update.high - update.low)

        for place, text in update.ticks:
            painter.setPen(QPen(look.color("ink3"), 1.4))
            painter.drawLine(QPointF(x(place), y), QPointF(x(place), y + 6 * s))
            at = QRectF(x(place) - 60, y + 8 * s, 120, 24 * s)
            write(painter, at, text, look, 16, 400, "ink2", Qt.AlignmentFlag.AlignHCenter)
        if not (isfinite(update.before) and isfinite(update.new)):
            return
        before, now = (
            x(update.before),
            x(update.before + (update.new - update.before) * out_cubic(self.share)),
        )
        painter.setPen(QPen(look.color("now"), 3))
        painter.drawLine(QPointF(before, y), QPointF(now, y))
        if abs(now - before) > 16 * s:
            way = 1 if now > before else -1
            tip = now - way * 8 * s
            painter.setBrush(look.color("now"))
            painter.setPen(Qt.PenStyle.NoPen)
            corners = (
                QPointF(tip, y),
                QPointF(tip - way * 12 * s, y - 6 * s),
                QPointF(tip - way * 12 * s, y + 6 * s),
            )
            painter.drawPolygon(QPolygonF(list(corners)))
        self._ends(painter, rect, y, before, now)

    def _ends(self, painter: QPainter, rect: QRectF, y: float, before: float, now: float) -> None:
        look, s = self.look, self.look.s
        for at, fill, rim in ((before, "panel", "ink"), (now, "now", "now")):
            painter.setPen(QPen(look.color(rim), 2))
            painter.setBrush(look.color(fill))
            painter.drawEllipse(QPointF(at, y), 8 * s, 8 * s)
        is_right = now >= before
        above = y - 36 * s
        text = f"before {self.update.before_text}"
        wide = QFontMetricsF(look.font(16, 500)).horizontalAdvance(text) + 2
        # It stands over its own place, and moves in from the rim where it is longer than that leaves it.
        stop = max(before + 10 * s, rect.left() + wide)
        start = min(before - 10 * s, rect.right() - wide)
        left = QRectF(rect.left(), above, stop - rect.left(), 26 * s)
        right = QRectF(start, above, rect.right() - start, 26 * s)
        ends = (left, Qt.AlignmentFlag.AlignRight) if is_right else (right, Qt.AlignmentFlag.AlignLeft)
        write(painter, ends[0], text, look, 16, 500, "ink", ends[1])
        # Where both are the same number, the words stand side by side all the same.
        after = QRectF(max(now - 10 * s, stop + 8 * s), above, 120 * s, 26 * s)
        align = Qt.AlignmentFlag.AlignLeft
        if not is_right:
            end = min(now + 10 * s, start - 8 * s)
            after, align = QRectF(end - 120 * s, above, 120 * s, 26 * s), Qt.AlignmentFlag.AlignRight
        write(painter, after, "after", look, 16, 600, "now", align)

    def _result(self, painter: QPainter, rect: QRectF) -> None:
        look, s, update = self.look, self.look.s, self.update
        if self.share < 1:
            return
        wide = write(painter, rect, update.after, look, RESULT, 700, "now", Qt.AlignmentFlag.AlignRight)
        if update.last is None:
            return
        room = rect.width() - wide - 16 * s
        made = fitting((*update.last.numbers, f" {update.last.relation}"), 19 * s, room, 9.0)
        made.draw(painter, rect.left(), rect.center().y() + 4 * s, look.color("ink"))
