"""Previous and Next, each with the title of where it leads."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui import icons
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write

HIGH = 62.0
ARROW, EDGE = 22.0, 10.0


class TurnButton(PaintedButton):
    """Leads one card on, or back. Filled, it is what comes next."""

    radius = 14.0

    def __init__(self, is_next: bool, parent: QWidget) -> None:
        super().__init__("Next card" if is_next else "Previous card", parent)
        self._is_next = is_next
        self.head, self.line, self.is_filled = "Next" if is_next else "Previous", "", False

    def say(self, head: str, line: str, tooltip: str, is_filled: bool = False) -> None:
        """Where it leads, in two lines."""
        if (head, line, is_filled) != (self.head, self.line, self.is_filled) or self.toolTip() != tooltip:
            self.head, self.line, self.is_filled = head, line, is_filled
            self.describe(f"{head}: {line}" if line else head, tooltip)
            self.update()

    def paint(self, painter: QPainter) -> None:
        look = self.look
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        hot = "ink" if self.is_filled else "ink3"
        painter.setPen(
            QPen(look.color(hot), 1.5) if self.underMouse() and self.isEnabled() else Qt.PenStyle.NoPen
        )
        painter.setBrush(look.color("now" if self.is_filled else "raised"))
        painter.drawRoundedRect(rect, look.px(12), look.px(12))
        side, edge = max(look.px(ARROW), 16), look.px(EDGE)
        token = "nowink" if self.is_filled else "ink"
        color = getattr(look.theme, token)
        sign = icons.pixmap(
            "chevron-right" if self._is_next else "chevron-left", color, side, self.devicePixelRatioF()
        )
        x = self.width() - edge - side if self._is_next else edge
        painter.drawPixmap(x, (self.height() - side) // 2, sign)
        align = Qt.AlignmentFlag.AlignRight if self._is_next else Qt.AlignmentFlag.AlignLeft
        room = (
            rect.adjusted(edge, 0, -side - edge - 4, 0)
            if self._is_next
            else rect.adjusted(side + edge + 4, 0, -edge, 0)
        )
        middle = rect.center().y()
        high = look.text(15) * 1.5
        top = middle - high if self.line else middle - high / 2
        write(painter, QRectF(room.left(), top, room.width(), high), self.head, look, 15, 700, token, align)
        if self.line:
            below = QRectF(room.left(), middle, room.width(), high)
            write(painter, below, self.line, look, 14, 500, token if self.is_filled else "ink2", align)
