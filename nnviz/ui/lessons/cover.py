"""What lies over a page until the card's questions are answered: hatched, with words, never blank."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Session
from nnviz.session.lecture import Lecture
from nnviz.ui.run.inspector.mask import HATCH
from nnviz.ui.widgets.part import Part

WORDS = {"page": "The picture shows after your answer", "results": "The results show after your answer"}
"""By the word of the schema for what is hidden."""


def hidden(session: Session, lecture: Lecture) -> str:
    """What of the page is covered now: a word of :data:`WORDS`, or "" for nothing.

    Nothing is covered that a question is answered with.
    """
    now = lecture.hidden(session.view)
    return next((word for word in WORDS if word in now), "")


class Cover(Part):
    """Takes the pointer, and shows nothing of what lies below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""
        self._aside = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def say(self, words: str, aside: int) -> None:
        """What stands on it; ``aside`` are the pixels at its right that something else lies over."""
        if (words, aside) != (self.words, self._aside):
            self.words, self._aside = words, aside
            self.setAccessibleName(words)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = self.look, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The ground first: not a pixel of what is hidden may show beside the plate.
        painter.fillRect(rect, look.color("bg"))
        edge = look.px(24)
        plate = rect.adjusted(edge, edge, -edge, -edge)
        painter.setPen(Qt.PenStyle.NoPen)
        for brush in (look.color("raised"), QBrush(look.color("ink3", HATCH), Qt.BrushStyle.BDiagPattern)):
            painter.setBrush(brush)
            painter.drawRoundedRect(plate, look.px(18), look.px(18))
        painter.setFont(look.font(18, 600))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(self.words) + look.px(48)
        patch = QRectF(0, 0, min(wide, plate.width() - self._aside), max(look.px(56), 44))
        patch.moveCenter(plate.adjusted(0, 0, -self._aside, 0).center())
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(patch, look.px(12), look.px(12))
        painter.setPen(look.color("ink"))
        painter.drawText(patch, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
