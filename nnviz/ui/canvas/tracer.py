"""Paths through the unit under the pointer while a key is held: T or Alt back, with Shift forward."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from nnviz.document import Target
from nnviz.session import State
from nnviz.ui.paint.network.highlight import Highlight, PathFinder
from nnviz.ui.paint.picture import Picture

KEYS = (Qt.Key.Key_T, Qt.Key.Key_Alt)


class Tracer:
    """Knows which keys are held, and keeps the paths of the unit they were last held over."""

    def __init__(self) -> None:
        self._finder = PathFinder()
        self._is_held = False
        self._is_forward = False

    def follow(self, event: QKeyEvent, is_down: bool) -> bool:
        """Take note of a key that went down or up; returns whether that changes what is shown."""
        before = self._is_held, self._is_held and self._is_forward
        if event.key() in KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._is_held = is_down or (event.isAutoRepeat() and self._is_held)
            self._is_forward = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Shift:
            self._is_forward = is_down
        return before != (self._is_held, self._is_held and self._is_forward)

    def release(self) -> None:
        """No key is held any more: the focus went elsewhere."""
        self._is_held = False

    def highlight(self, state: State, picture: Picture, unit: Target | None) -> Highlight | None:
        """The paths to show now through the unit under the pointer, if any; None while no key is held."""
        if not self._is_held or unit is None:
            return None
        is_forward = self._is_forward or unit.layer == 0
        return self._finder.highlight(
            picture.trace, picture.layout, picture.scales, unit, is_forward, state.moment
        )
