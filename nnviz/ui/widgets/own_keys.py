"""Keys that a control keeps for itself."""

from __future__ import annotations

from collections.abc import Callable, Container

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def keeps_key(event: QEvent, own: Container[int] | Callable[[QKeyEvent], bool]) -> bool:
    """Keep a key of the control's own while it has the focus, whatever else that key does in the window.

    Qt asks with this event before it gives a key to a shortcut. ``own`` are the keys, or says which they are.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    is_own = own(event) if callable(own) else event.key() in own
    if is_own:
        event.accept()
    return is_own
