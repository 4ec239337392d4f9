"""The ring around whatever has the keyboard's attention."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from nnviz.ui.guard import Guarded
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK

RING, GAP = 3, 2
"""Pixels of the ring, and of the space between it and the control."""

BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""Reasons for which a control shows that it has the focus."""


def has_ring(control: QWidget | None) -> bool:
    """Whether a control says what the ring surrounds: a ``focus_rect()`` in its own pixels."""
    return hasattr(control, "focus_rect")


class FocusRing(Guarded, QWidget):
    """One ring for a whole window. It shows when the keyboard moved the focus; the pointer goes through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._look = Look(DARK, 1.0)
        self._control: QWidget | None = None
        self._goes_on = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self._look = look
        self._follow()

    def moved(self, control: QWidget | None, by_keyboard: bool) -> None:
        """The focus is on another control; where a key brought it there from the ring's, the ring follows."""
        by_keyboard = by_keyboard or self._goes_on
        self._goes_on = False
        # One that is being deleted loses the focus when Python may no longer speak of it.
        if self._control is not None and isValid(self._control):
            self._control.removeEventFilter(self)
            self._control.destroyed.disconnect(self._lost)
        self._control = control if by_keyboard and has_ring(control) else None
        if self._control is not None:
            self._control.installEventFilter(self)
            self._control.destroyed.connect(self._lost)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the control when it moves."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show):
            self._follow()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.moved(None, False)
        elif isinstance(event, QFocusEvent) and event.lostFocus():
            self.moved(None, False)
            self._goes_on = event.reason() in BY_KEYBOARD
        return False

    def _lost(self) -> None:
        self._control = None
        self.hide()

    def _follow(self) -> None:
        control, window = self._control, self._window
        if control is None or not control.isVisible() or control.window() is not window.window():
            self.hide()
            return
        inner = control.focus_rect().toRect()  # type: ignore[attr-defined]
        reach = RING + GAP
        place = inner.translated(control.mapTo(window, QPoint(0, 0))).adjusted(-reach, -reach, reach, reach)
        self.setGeometry(place)
        # Only the ring itself lies over the window, so that what is inside repaints without it.
        self.setMask(QRegion(self.rect()) - QRegion(self.rect().adjusted(reach, reach, -reach, -reach)))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("now"), RING))
        half = RING / 2
        radius = min(10.0, self.height() / 2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
