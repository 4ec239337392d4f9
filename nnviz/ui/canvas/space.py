"""The space bar over the canvas: pressed and let go it plays, held it lets the pointer move the picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from nnviz.ui.widgets.own_keys import keeps_key


class SpaceKey:
    """Knows whether the space bar is held, and whether the picture was moved meanwhile."""

    def __init__(self) -> None:
        self.is_held = False
        self.is_used = False

    def claims(self, event: QEvent) -> bool:
        """Keep the key from its shortcut, which would not wait until it is let go."""
        return keeps_key(event, _is_space)

    def is_pressed(self, event: QKeyEvent) -> bool:
        """Take note of a press; False for other keys."""
        if not _is_space(event):
            return False
        if not event.isAutoRepeat():
            self.is_held, self.is_used = True, False
        return True

    def is_let_go(self, event: QKeyEvent) -> bool:
        """Whether this release ends a press that moved nothing."""
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat() or not self.is_held:
            return False
        self.is_held = False
        return not self.is_used

    def release(self) -> None:
        """The focus went elsewhere."""
        self.is_held = False


def _is_space(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier
