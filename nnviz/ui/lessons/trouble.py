"""What is wrong with a lesson's text as it was saved last: where, and in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.plaintext import sentence
from nnviz.ui.widgets.part import Part

HEAD = "The text as it was before is shown."
WORDS, PADDING = 15.0, 14.0


class Trouble(Part):
    """A box in ``warn`` with "!"; nothing where nothing is wrong."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = ""

    def show_trouble(self, text: str) -> bool:
        """Show it; returns whether it is another."""
        text = sentence(text)
        if text == self.text:
            return False
        self.text = text
        self.setAccessibleName(f"{text} {HEAD}" if text else "")
        self.update()
        return True

    def height_for(self, width: int) -> int:
        """Pixels of all of it in a column so wide."""
        if not self.text:
            return 0
        pad = self.look.px(PADDING)
        return round(self._text_high(width) + self._line() + 2 * pad)

    def _text_high(self, width: float) -> float:
        metrics = QFontMetricsF(self.look.font(WORDS, 600))
        return metrics.boundingRect(QRectF(0, 0, self._wide(width), 2000), _WRAP, self.text).height()

    def _wide(self, width: float) -> float:
        return width - 2 * self.look.px(PADDING) - self.look.px(28)

    def _line(self) -> float:
        return self.look.text(WORDS) * 1.7

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text:
            return
        look, pad = self.look, self.look.px(PADDING)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("warn"), 2))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(12), look.px(12))
        side = max(look.px(20), 16)
        sign = QRectF(pad, pad, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("warn"))
        painter.drawEllipse(sign)
        painter.setPen(look.color("panel"))
        painter.setFont(look.font(14, 800))
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, "!")
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(WORDS, 600))
        room = QRectF(pad + look.px(28), pad, self._wide(self.width()), self._text_high(self.width()))
        painter.drawText(room, _WRAP, self.text)
        painter.setPen(look.color("ink2"))
        painter.setFont(look.font(WORDS))
        below = QRectF(room.left(), room.bottom(), room.width(), self._line())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, HEAD)


_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
