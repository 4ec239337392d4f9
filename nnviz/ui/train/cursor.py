"""The one cursor of the Train page: charts and transport move it alike."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from nnviz.scene.train.curves import SNAP, stop_near
from nnviz.session import Session

PAGE = 10
"""Kept steps that Page Up and Page Down go."""


class Cursor:
    """Rewinds the network, from kept step to kept step."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hold(self) -> None:
        """The pointer takes hold of it."""
        self._session.hold()

    def release(self) -> None:
        """The pointer lets go."""
        self._session.release()

    def seek(self, step: int) -> None:
        """Go to the kept step nearest to ``step``."""
        self._session.training.seek(step)

    def drag(self, step: float, per_pixel: float) -> None:
        """Go where the pointer is, at ``step``; ``per_pixel`` are the steps of a pixel. Near the lowest
        validation loss it stands still."""
        run = self._session.training.run
        if run is not None and run.kept:
            wanted = stop_near(run, step, SNAP * per_pixel)
            if wanted != self._session.training.state.step or self._session.training.is_running:
                self._session.training.seek(wanted)

    def press(self, event: QKeyEvent) -> bool:
        """Go where a key wants it; whether it is one of its keys."""
        run = self._session.training.run
        if run is None or not run.kept or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        kept = [point.step for point in run.kept]
        place = kept.index(run.nearest(self._session.training.state.step).step)
        target = {
            Qt.Key.Key_Left: place - 1,
            Qt.Key.Key_Down: place - 1,
            Qt.Key.Key_Right: place + 1,
            Qt.Key.Key_Up: place + 1,
            Qt.Key.Key_PageDown: place - PAGE,
            Qt.Key.Key_PageUp: place + PAGE,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(kept) - 1,
        }.get(Qt.Key(event.key()))
        if target is None:
            return False
        self.seek(kept[min(max(target, 0), len(kept) - 1)])
        return True


KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)
"""Keys that move it."""
