"""What takes a thing out of a hand without the hand letting go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import Guarded

_LOSSES = (QEvent.Type.Hide, QEvent.Type.WindowDeactivate)


def let_go_when_lost(widget: QWidget, let_go: Callable[[], None]) -> None:
    """Call ``let_go`` when the widget is hidden, on its way out or with its page, or when another window
    comes to the front: the pointer's release may then never come, and nothing may stay held."""
    widget.installEventFilter(_Watch(widget, let_go))


class _Watch(Guarded, QObject):
    def __init__(self, widget: QWidget, let_go: Callable[[], None]) -> None:
        super().__init__(widget)
        self._let_go = let_go

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on; the event goes its way."""
        if event.type() in _LOSSES:
            self._let_go()
        return False
