"""The narration line: what happens now, in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_tooltip
from nnviz.ui.speech import announce
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK


class NarrationLine(Guarded, QWidget):
    """The lead in ``now``, then the sentence. Screen readers hear it when it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look(DARK, 1.0)
        self._lead = self._sentence = ""

    @property
    def text(self) -> str:
        """The whole line."""
        return f"{self._lead} {self._sentence}"

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self._look = look
        self.update()

    def say(self, lead: str, sentence: str, is_passing: bool = False) -> None:
        """Show another line. One that is ``is_passing``, for a number is in hand, is not told."""
        if (lead, sentence) != (self._lead, self._sentence):
            self._lead, self._sentence = lead, sentence
            set_tooltip(self, self.text)
            self.update()
        if is_passing or self.accessibleName() == self.text:
            return
        self.setAccessibleName(self.text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        if self.isVisible():
            announce(self, self.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.setFont(self._look.font(18, 600))
        painter.setPen(self._look.color("now"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self._lead)
        left = painter.fontMetrics().horizontalAdvance(self._lead) + self._look.px(9)
        painter.setFont(self._look.font(18))
        painter.setPen(self._look.color("ink"))
        room = rect.adjusted(left, 0, 0, 0)
        text = painter.fontMetrics().elidedText(
            self._sentence, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
