"""The plate that tells the values under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

PAD = 10


class HoverPlate(Part):
    """A few lines beside the pointer; it takes no pointer itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self._lines: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, lines: tuple[str, ...], x: int, y: int) -> None:
        """Show these lines beside ``x``, around the height ``y`` of the parent."""
        look, parent = self.look, self._around
        self._lines = lines
        metrics = QFontMetricsF(look.font(15, 600))
        wide = round(max(metrics.horizontalAdvance(line) for line in lines)) + 2 * PAD
        high = round(len(lines) * look.text(15) * 1.45) + 2 * PAD - 4
        left = x + 14 if x + 14 + wide < parent.width() else x - 14 - wide
        self.setGeometry(max(left, 2), min(max(y - high // 2, 2), parent.height() - high - 2), wide, high)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        high = look.text(15) * 1.45
        for number, line in enumerate(self._lines):
            room = QRectF(PAD, PAD - 2 + number * high, self.width() - 2 * PAD + 2, high)
            weight, token = (500, "ink2") if number else (700, "ink")
            write(painter, room, line, look, 15, weight, token)
