"""Keys that a control keeps for itself."""

from __future__ import annotations

from collections.abc import Callable, Container

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
EDITING = (
    *(QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo, QKeySequence.StandardKey.Cut),
    *(QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.SelectAll),
)


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


def is_text(key: QKeyEvent) -> bool:
    """Whether a key is a text field's own, whatever it does in the window."""
    if key.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return False
    with_ = Qt.KeyboardModifier
    is_command = bool(key.modifiers() & (with_.ControlModifier | with_.AltModifier | with_.MetaModifier))
    is_function = Qt.Key.Key_F1 <= key.key() <= Qt.Key.Key_F35
    return not (is_command or is_function) or any(key.matches(one) for one in EDITING)
