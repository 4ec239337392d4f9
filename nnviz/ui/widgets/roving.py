"""One stop for Tab in a group of buttons; the arrows go from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from nnviz.ui.guard import Guarded
from nnviz.ui.widgets.own_keys import ARROWS, keeps_key
from nnviz.ui.widgets.scroll_area import reveal

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
OWN = (*ARROWS, *_ENDS)


class Roving(Guarded, QObject):
    """Buttons of which Tab reaches one: the one that had the keyboard last, or else the chosen one.

    Arrows, Home and End give the keyboard to another one of them; pressing it is left to Space and Enter.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._buttons: tuple[QAbstractButton, ...] = ()
        self._last: QAbstractButton | None = None

    def show(self, buttons: Sequence[QAbstractButton]) -> None:
        """Go through these from now on; some may be hidden or refuse to be pressed."""
        if self._buttons != tuple(buttons):
            for button in buttons:
                if button not in self._buttons:
                    button.installEventFilter(self)
            self._buttons, self._last = tuple(buttons), None
        self._settle()

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        """All of them, in reading order."""
        return self._buttons

    @property
    def stop(self) -> QAbstractButton | None:
        """The one that Tab reaches."""
        open_ones = self._open_ones()
        if self._last is not None and self._last in open_ones:
            return self._last
        return next((one for one in open_ones if one.isChecked()), open_ones[0] if open_ones else None)

    def _open_ones(self) -> list[QAbstractButton]:
        return [one for one in self._buttons if not one.isHidden() and one.isEnabled()]

    def _settle(self) -> None:
        stop = self.stop
        for button in self._buttons:
            policy = Qt.FocusPolicy.TabFocus if button is stop else Qt.FocusPolicy.NoFocus
            if button.focusPolicy() != policy:
                button.setFocusPolicy(policy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keyboard, and go on with it."""
        if event.type() == QEvent.Type.FocusIn and watched is not self._last:
            self._last = watched if isinstance(watched, QAbstractButton) else None
            self._settle()
        elif event.type() in (QEvent.Type.EnabledChange, QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._settle()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._go(watched, event)
        return keeps_key(event, OWN)

    def _go(self, watched: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        open_ones: list[QWidget] = [*self._open_ones()]
        if key not in OWN or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if watched in open_ones:
            place = open_ones.index(watched) + _STEPS.get(key, 0)  # type: ignore[arg-type]
            target = open_ones[_ENDS[key] if key in _ENDS else min(max(place, 0), len(open_ones) - 1)]
            target.setFocus(Qt.FocusReason.TabFocusReason)
            reveal(target)
        return True
