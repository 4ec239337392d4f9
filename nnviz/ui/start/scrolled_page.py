"""A page of cards that scrolls where the window is too small for all of them."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui import style
from nnviz.ui.guard import Guarded
from nnviz.ui.widgets.scroll_area import scroll_area


class CardSheet(Guarded, QWidget):
    """All cards of a page and their headings."""

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Lay all of it out anew."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """The card that has the keyboard when the page comes."""
        raise NotImplementedError


class ScrolledPage(Guarded, QWidget):
    """Shows a sheet of cards; what the keyboard reaches is in sight."""

    def __init__(self, session: Session, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(name)

    def hold(self, sheet: CardSheet) -> None:
        """Show these cards."""
        self._sheet = sheet
        self._area = scroll_area(sheet, self)

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        self._sheet.refresh(change)
        if change & Change.THEME:
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first card has the keyboard. No focus proxy: Tab would go to it past what stands above it."""
        self._sheet.first().setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All of it is the scrolled area."""
        self._area.setGeometry(self.rect())
        self._sheet.restyle()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """What Tab reaches is in sight."""
        moved = super().focusNextPrevChild(forward)
        self.reveal()
        return moved

    def reveal(self) -> None:
        """Scroll to the card that has the focus."""
        found = self._sheet.focusWidget()
        if found is not None:
            self._area.ensureWidgetVisible(found, 24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), style.look_of(self._session, self).color("bg"))
