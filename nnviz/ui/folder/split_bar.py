"""How many examples are learned from and how many are kept aside, as one bar with a handle."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui.widgets.fitting import write_fullest
from nnviz.ui.widgets.slider import Slider

BAR, HANDLE = 44.0, 58.0
"""The spec's pixels of the bar's height, and of the handle's with its knob."""
LEAST_LEARNED = 0.5


class SplitBar(Slider):
    """``moved`` offers the share that is learned from; its owner says what it then is."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._learned, self._kept = 1, 0
        self.knob = self.least_knob = 0.0

    def show_parts(self, learned: int, kept: int, share: float) -> None:
        """So many examples are learned from, so many kept aside, where ``share`` of them was wanted: of a few
        examples several shares come to the same."""
        self._learned, self._kept = learned, kept
        self.show_value(1 - share)
        self.setAccessibleDescription(f"{learned:,} to learn from, {kept:,} kept aside")

    def height_wanted(self) -> int:
        """Bar and handle."""
        return self.look.target(HANDLE)

    def offer(self, share: float) -> None:
        super().offer(max(share, LEAST_LEARNED))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, s = self.look, self.look.s
        split = self.width() * self._learned / max(self._learned + self._kept, 1)
        bar = QRectF(0, 0, self.width(), BAR * s)
        learned = QRectF(0, 0, max(split - 3 * s, 0), bar.height())
        kept = QRectF(split + 3 * s, 0, max(bar.width() - split - 3 * s, 0), bar.height())
        painter.setPen(Qt.PenStyle.NoPen)
        for rect, token in ((learned, "raised"), (kept, "ink")):
            painter.setBrush(look.color(token))
            painter.drawRoundedRect(rect, 4 * s, 4 * s)
        align = Qt.AlignmentFlag.AlignHCenter
        texts = (f"{self._learned:,} to learn from", f"{self._learned:,}")
        write_fullest(painter, learned, texts, look, 17, 600, "ink", align)
        if self._kept:
            texts = (f"{self._kept:,} kept aside", f"{self._kept:,}")
            write_fullest(painter, kept, texts, look, 17, 600, "bg", align)
        painter.setPen(QPen(look.color("now"), 4 * s))
        x = min(max(split, 3 * s), self.width() - 3 * s)
        painter.drawLine(QPointF(x, 0), QPointF(x, (HANDLE - 7) * s))
        painter.setBrush(look.color("now"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(x, (HANDLE - 7) * s), 7 * s, 7 * s)
