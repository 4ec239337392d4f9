"""A page of the window on the class's display, which may have less room than it needs."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import Guarded


class Frame(Guarded, QWidget):
    """A page as large as it needs; the wheel moves it where that is more than there is. Its head is above."""

    def __init__(self, page: QWidget, head: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = page
        self._head = head
        page.setParent(self)
        page.show()

    def fit(self, width: int, height: int) -> None:
        """Lay the page out, no smaller than so."""
        wide, high = max(width, self.width()), max(height, self.height() + self._head)
        if (wide, high) != self.page.size().toTuple():
            self.page.setGeometry(0, -self._head, wide, high)
        self._move_by(0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page hasn't taken it."""
        turned = event.angleDelta() / 2
        self._move_by(turned.x(), turned.y())
        event.accept()

    def _move_by(self, x: int, y: int) -> None:
        least = (min(self.width() - self.page.width(), 0), min(self.height() - self.page.height(), 0))
        left = min(max(self.page.x() + x, least[0]), 0)
        self.page.move(left, min(max(self.page.y() + y, least[1]), 0))
