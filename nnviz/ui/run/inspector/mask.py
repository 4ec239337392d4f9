"""What lies over a part of the inspector that a quiz hides: hatched, with words, never blank."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.ui.run.inspector.section import HEADING
from nnviz.ui.style import Look
from nnviz.ui.widgets.part import Part

HATCH = 0.22
WORDS = {
    "multiply": "Hidden until the pass multiplies here",
    "sum": "Hidden until the pass adds up here",
    "activate": "Hidden until the pass activates here",
}


class Mask(Part):
    """Covers ``part`` below its heading and ``below`` more pixels; what is covered can be neither pressed nor
    reached by keyboard."""

    def __init__(self, part: QWidget, words: str, below: int = 0) -> None:
        super().__init__(part)
        self._below = below
        self._part = part
        self.words = words
        self.setAccessibleName(words)
        part.installEventFilter(self)
        self.hide()

    def set_look(self, look: Look) -> None:
        super().set_look(look)
        self._fit()

    def cover(self, is_hidden: bool) -> None:
        """Cover the part, or uncover it."""
        # A part that is off takes neither keys nor the pointer: what it hides can't be felt for.
        self._part.setEnabled(not is_hidden)
        self.setVisible(is_hidden)
        self._fit()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the part."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, rect = self.look, QRectF(self.rect())
        margin = look.px(16)
        plate = rect.adjusted(margin, 2, -margin, -4)
        # The ground first: not a pixel of what is hidden may show beside the plate.
        painter.fillRect(rect, look.color("panel"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(plate, 8, 8)
        painter.setBrush(QBrush(look.color("ink3", HATCH), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(plate, 8, 8)
        painter.setFont(look.font(15, 500))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(self.words) + 20
        patch = QRectF(0, 0, min(wide, plate.width()), max(look.px(30), 24))
        patch.moveCenter(plate.center())
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(patch, 6, 6)
        painter.setPen(look.color("ink"))
        painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, self.words)

    def _fit(self) -> None:
        top = self.look.px(HEADING) + self._below
        self.setGeometry(0, top, self._part.width(), max(self._part.height() - top, 0))
