"""What there is to do on a step: a line with a circle that becomes a tick."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui import icons
from nnviz.ui.style import ratio_of
from nnviz.ui.widgets.part import Part

WORDS, SIGN = 16.0, 22.0


class Task(Part):
    """The line; above it which step of the card this is, where there are several."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text, self.step, self.is_done = "", "", False

    def show_task(self, text: str, step: str, is_done: bool, has_end: bool) -> bool:
        """Show what is to be done; returns whether it takes another height. Without ``has_end`` nothing says
        when it is done, and it has no circle."""
        before = (self.text, self.step)
        now = (text, step, is_done, has_end)
        if now != (self.text, self.step, self.is_done, self._has_end):
            self.text, self.step, self.is_done, self._has_end = now
            state = ", done" if is_done else ""
            self.setAccessibleName(
                " ".join(part for part in (step, f"To do: {text}{state}" if text else "") if part)
            )
            self.update()
        return before != (text, step)

    _has_end = False

    def height_for(self, width: int) -> int:
        """Pixels of it in a column so wide; nothing where there is nothing to say."""
        return round(self._step_high() + self._text_high(width))

    def _step_high(self) -> float:
        return self.look.text(14) * 1.7 if self.step else 0.0

    def _text_high(self, width: float) -> float:
        if not self.text:
            return 0.0
        metrics = QFontMetricsF(self.look.font(WORDS, 600))
        room = QRectF(0, 0, width - self._indent(), 1000)
        return max(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text).height(), self._side())

    def _side(self) -> int:
        return max(self.look.px(SIGN), 18)

    def _indent(self) -> int:
        return self._side() + self.look.px(10)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, top, side = self.look, self._step_high(), self._side()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.step:
            painter.setFont(look.font(14, 600))
            painter.setPen(look.color("ink3"))
            room = QRectF(0, 0, self.width(), top)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.step)
        if not self.text:
            return
        painter.setFont(look.font(WORDS, 600))
        line = painter.fontMetrics().height()
        sign = QRectF(0, top + max((line - side) / 2, 0), side, side)
        if self.is_done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("now"))
            painter.drawEllipse(sign)
            inner = round(side * 0.7)
            tick = icons.pixmap("check", look.theme.nowink, inner, ratio_of(self))
            painter.drawPixmap(
                round(sign.center().x() - inner / 2), round(sign.center().y() - inner / 2), tick
            )
        elif self._has_end:
            painter.setPen(QPen(look.color("ink3"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(sign.adjusted(2, 2, -2, -2))
        else:
            arrow = icons.pixmap("chevron-right", look.theme.now, side, ratio_of(self))
            painter.drawPixmap(round(sign.x()), round(sign.y()), arrow)
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(WORDS, 600))
        room = QRectF(self._indent(), top, self.width() - self._indent(), self.height() - top)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self.text)
