"""What a card gives into a person's hands, and what is said to a hand that wants something else."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui.lessons import words
from nnviz.ui.style import Look
from nnviz.ui.widgets.part import Part

HIGH, APART, PADDING, WORDS = 34.0, 8.0, 16.0, 15.0


class TouchChips(Part):
    """Chips to read. Where an edit was refused they are outlined in ``warn``, with a sentence below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chips: tuple[str, ...] = ()
        self.sentence = ""

    def show_touch(self, touch: tuple[str, ...] | None, is_refused: bool) -> bool:
        """Show what may be touched; returns whether that takes another height."""
        before = (self.chips, self.sentence)
        self.chips = words.chips(touch)
        self.sentence = words.refusal(touch or ()) if is_refused else ""
        if before == (self.chips, self.sentence):
            return False
        self.setAccessibleName(f"Yours to do: {', '.join(self.chips)}" if self.chips else "")
        self.setAccessibleDescription(self.sentence)
        self.update()
        return True

    def height_for(self, width: int) -> int:
        """Pixels of all chips in so many rows, and of the sentence."""
        rows = self._rows(width)
        high = rows[-1][1].bottom() if rows else 0.0
        return round(high + self._sentence_high(width))

    def _rows(self, width: float) -> list[tuple[str, QRectF]]:
        look, x, y = self.look, 0.0, 0.0
        metrics = QFontMetricsF(look.font(WORDS, 600))
        high, apart = max(look.px(HIGH), 28), look.px(APART)
        placed = []
        for chip in self.chips:
            wide = min(metrics.horizontalAdvance(chip) + 2 * look.px(PADDING), width)
            if x and x + wide > width:
                x, y = 0.0, y + high + apart
            placed.append((chip, QRectF(x, y, wide, high)))
            x += wide + apart
        return placed

    def _sentence_high(self, width: float) -> float:
        if not self.sentence:
            return 0.0
        metrics = QFontMetricsF(self.look.font(WORDS, 600))
        room = QRectF(0, 0, width - self._indent(self.look), 1000)
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.sentence).height() + self.look.px(8)

    @staticmethod
    def _indent(look: Look) -> int:
        return max(look.px(26), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, outline = self.look, "warn" if self.sentence else "line"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(WORDS, 600))
        bottom = 0.0
        for chip, rect in self._rows(self.width()):
            painter.setPen(QPen(look.color(outline), 2 if self.sentence else 1))
            painter.setBrush(look.color("panel"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), rect.height() / 2, rect.height() / 2)
            painter.setPen(look.color("ink"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chip)
            bottom = rect.bottom()
        if self.sentence:
            self._say(painter, bottom)

    def _say(self, painter: QPainter, top: float) -> None:
        """The sentence behind "!"."""
        look, side = self.look, max(self.look.px(18), 16)
        y = top + look.px(8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("warn"))
        sign = QRectF(0, y + 1, side, side)
        painter.drawEllipse(sign)
        painter.setPen(look.color("panel"))
        painter.setFont(look.font(13, 800))
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, "!")
        painter.setPen(look.color("warn"))
        painter.setFont(look.font(WORDS, 600))
        room = QRectF(self._indent(look), y, self.width() - self._indent(look), self.height() - y)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self.sentence)
