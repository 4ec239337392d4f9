"""How many scores there are: one less, one more, and the way back to the network's."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document.lab import MOST_SCORES
from nnviz.scene.words.counting import amount
from nnviz.scene.words.numbers import MINUS
from nnviz.ui.lab.ink import MIDDLE
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part


class Stepper(Part):
    """``changed`` asks for one score more or less."""

    changed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.less = TextButton(MINUS, "One score less", self, token="ink")
        self.more = TextButton("+", "One score more", self, token="ink")
        for button in (self.less, self.more):
            button.pixels = 18
        self.less.clicked.connect(lambda: self.changed.emit(-1))
        self.more.clicked.connect(lambda: self.changed.emit(1))
        self._count = 0

    def parts(self) -> tuple[QWidget, ...]:
        """Its two buttons."""
        return self.less, self.more

    def show_count(self, count: int) -> None:
        """Show how many there are."""
        self._count = count
        self.less.setEnabled(count > 1)
        self.more.setEnabled(count < MOST_SCORES)
        self.setAccessibleName(amount(count, "score"))
        self.update()

    def place(self) -> None:
        """The buttons at its ends."""
        side = self.height()
        self.less.setGeometry(0, 0, side, side)
        self.more.setGeometry(self.width() - side, 0, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = self.look, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        write(painter, rect, amount(self._count, "score"), look, 16, 600, "ink", MIDDLE)
