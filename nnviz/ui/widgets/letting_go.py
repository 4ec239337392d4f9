"""What takes a thing out of a hand without the hand letting go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import Guarded

_LOSSES = (QEvent.Type.Hide, QEvent.Type.WindowDeactivate)


def let_go_when_lost(widget: QWidget, let_go: Callable[[], None]) -> None:
    """Call ``let_go`` when the widget is hidden, on its way out or with its page, when it is switched off, or
    when another window comes to the front: the pointer's release may never come then, and nothing may stay
    held."""
    widget.installEventFilter(_Watch(widget, let_go))


class _Watch(Guarded, QObject):
    def __init__(self, widget: QWidget, let_go: Callable[[], None]) -> None:
        super().__init__(widget)
        self._let_go = let_go

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on; the event goes its way."""
        is_off = (
            event.type() == QEvent.Type.EnabledChange
            and isinstance(watched, QWidget)
            and not watched.isEnabled()
        )
        # Once Python has let go of all that belongs to a window, Qt may still hide it on its way out.
        let_go = vars(self).get("_let_go")
        if let_go is not None and (is_off or event.type() in _LOSSES):
            let_go()
        return False
