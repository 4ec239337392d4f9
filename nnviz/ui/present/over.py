"""What may lie over the class's picture where the presenter has no other display: a line, the notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui.present.notes import Notes
from nnviz.ui.present.sizes import SMALL
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

SHOWN = 4000
"""Milliseconds that a line stands."""
LABEL = 18.0
ALONE = "Freezing the picture, and notes that the class doesn’t see, need a second display."


class Notice(Part):
    """A line that goes by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.text = ""
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(SHOWN)
        self._going.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def stop(self) -> None:
        """Say no more."""
        self._going.stop()

    def say(self, text: str) -> None:
        """Show a line for a while."""
        self.text = text
        self.setAccessibleName(text)
        self._stand()
        self.show()
        self.raise_()
        self._going.start()
        self.update()

    def place(self) -> None:
        if self.text and not self.isHidden():
            self._stand()

    def _stand(self) -> None:
        look, over = self.look, self._over
        wide = round(QFontMetricsF(look.font(SMALL, 600)).horizontalAdvance(self.text)) + look.px(60)
        wide = min(wide, over.width())
        place = ((over.width() - wide) // 2, over.height() - look.px(190), wide, look.px(64))
        if self.geometry().getRect() != place:
            self.setGeometry(*place)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.color("line"), 1))
            painter.setBrush(self.look.color("raised"))
            rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
            write(painter, rect, self.text, self.look, SMALL, 600, "ink", Qt.AlignmentFlag.AlignHCenter)


class NotesSheet(Part):
    """The notes in letters of the hall's size, and what there would be with a second display."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.notes = Notes(session, self, has_answers=False)
        self.setAccessibleName("Notes")

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.notes.refresh(change)

    def set_look(self, look: Look) -> None:
        """Its own smallest letters become the hall's."""
        super().set_look(look)
        self.notes.set_look(replace(look, s=look.s * SMALL / LABEL))

    def parts(self) -> Iterable[QWidget]:
        return ()

    def place(self) -> None:
        edge = self.look.px(48)
        self.notes.setGeometry(edge, edge, self.width() - 2 * edge, self.height() - edge - self.look.px(140))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), look.color("panel"))
            painter.fillRect(0, 0, max(look.px(2), 1), self.height(), look.color("line"))
            painter.setFont(look.font(SMALL))
            painter.setPen(look.color("ink2"))
            foot = QRectF(look.px(48), self.height() - look.px(120), self.width() - look.px(96), look.px(110))
            painter.drawText(foot, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter), ALONE)
