"""The score in hand, large: its share, the fraction that gives it, and which way learning pushes it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.softmax import words
from nnviz.scene.lab.softmax.bench import Bench
from nnviz.ui.paint import mathematics
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import fullest, write
from nnviz.ui.widgets.part import Part

PAD, BIG = 24.0, 84.0
RIGHT = Qt.AlignmentFlag.AlignRight


class HandCard(Part):
    """A card of 408 × 320."""

    target_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench: Bench | None = None
        self._hand = 0
        self._about = ""
        self._picture: np.ndarray | None = None
        self.right_answer = TextButton("It is right", "Make it the right answer", self, plate=True)
        self.right_answer.clicked.connect(lambda: self.target_wanted.emit(self._hand))

    def parts(self) -> tuple[QWidget, ...]:
        """The button that makes it the right answer."""
        return (self.right_answer,)

    def show_hand(self, of: Bench, hand: int, about: str, picture: np.ndarray | None) -> None:
        """Show the score at ``hand``; ``about`` says whose scores they are, ``picture`` (height, width) what
        the network looks at."""
        self._bench, self._hand = of, min(hand, len(of) - 1)
        self._about, self._picture = about, picture
        is_right = of.target == self._hand
        self.right_answer.setText("right answer ✓" if is_right else "It is right")
        self.right_answer.describe(
            f"“{of.names[self._hand]}” is the right answer" if is_right else "Make it the right answer",
            "Click: no right answer" if is_right else "Make it the right answer (T)",
        )
        line, value = words.error_line(of, self._hand)
        _, share = words.in_hand(of, self._hand)
        verdict = words.error_verdict(of, self._hand)
        name = of.names[self._hand]
        self.setAccessibleName(f"“{name}” in hand: its share {share}. {line} {value}. {verdict}")
        self.update()

    def place(self) -> None:
        """The button at the right, above the line."""
        look = self.look
        wide = max(look.px(136), 112)
        side = look.target()
        self.right_answer.setGeometry(
            self.width() - look.px(PAD) - wide, look.px(124) - side // 2, wide, side
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        look, of = self.look, self._bench
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("panel"))
        radius = 18 * look.s
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if of is None:
            return
        pad = look.px(PAD)
        wide = self.width() - 2 * pad
        left_room = wide - look.px(96) if self._picture is not None else wide
        equation, share = words.in_hand(of, self._hand)
        write(painter, self._line(14, 34, left_room), f"“{of.names[self._hand]}” in your hand", look, 20, 700)
        write(painter, self._line(46, 26, left_room), self._about, look, 16, 400, "ink2")
        token = "warn" if share.endswith("!") else "now"
        big = self._line(74, 96, wide)
        used = write(painter, big, share, look, self._size(share), 700, token)
        beside = self._line(146, 26, wide).adjusted(used + look.px(14), 0, 0, 0)
        painter.setFont(look.font(18, 600))
        says = fullest(painter.fontMetrics(), ("its share of 1", "of 1", ""), beside.width())
        write(painter, beside, says, look, 18, 600, "ink", RIGHT)
        special = words.special(of, self._hand)
        if equation:
            room = self._line(172, 62, wide)
            made = mathematics.fitting(equation, look.text(24), room.width(), look.text(14))
            made.draw(painter, room.left(), room.center().y(), look.color("ink"))
        painter.setPen(QPen(look.color("line"), 1))
        y = look.px(242)
        painter.drawLine(pad, y, self.width() - pad, y)
        line, value = words.error_line(of, self._hand)
        if value:
            row = self._line(248, 34, wide)
            write(painter, row, line, look, 18, 500)
            tone = look.theme.sign(of.errors[self._hand]) if of.errors is not None else "ink"  # type: ignore[arg-type]
            write(painter, row, value, look, 22, 700, tone, RIGHT)
        below = self._line(282 if value else 256, 28, wide)
        write(painter, below, special or words.error_verdict(of, self._hand), look, 16, 400, "ink2")
        self._paint_picture(painter)

    def _size(self, share: str) -> float:
        """The largest letters in which the share keeps clear of the button beside it."""
        room = self.right_answer.x() - self.look.px(PAD) - self.look.px(10)
        wide = QFontMetricsF(self.look.font(BIG, 700)).horizontalAdvance(share)
        return BIG * min(1.0, room / max(wide, 1.0))

    def _line(self, y: float, high: float, wide: float) -> QRectF:
        look = self.look
        return QRectF(look.px(PAD), look.px(y), wide, look.px(high))

    def _paint_picture(self, painter: QPainter) -> None:
        """What the network looks at, at the upper right."""
        if self._picture is None:
            return
        look = self.look
        grey = np.ascontiguousarray(np.clip(np.nan_to_num(self._picture), 0, 1) * 255).astype(np.uint8)
        high, wide = grey.shape
        image = QImage(grey.data, wide, high, grey.strides[0], QImage.Format.Format_Grayscale8)
        side = look.px(84)
        rect = QRectF(self.width() - look.px(PAD - 4) - side, look.px(16), side, side)
        painter.drawImage(rect, image)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
