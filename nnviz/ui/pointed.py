"""What is pointed at: canvas and inspector each bring out what the other points at. It is never saved."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nnviz.scene.values.model import Hit
from nnviz.ui.guard import Guarded


class Pointed(Guarded, QObject):
    """One thing at a time, and who points at it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hit: Hit | None = None
        self._by: object | None = None

    def point(self, hit: Hit | None, by: object) -> None:
        """Point at something; nothing happens where ``by`` lets go of what another points at."""
        if hit == self.hit or (hit is None and by is not self._by):
            return
        self.hit, self._by = hit, None if hit is None else by
        self.changed.emit()

    def forget(self) -> None:
        """Point at nothing, whoever did: what was pointed at may be there no more."""
        if self.hit is not None:
            self.hit = self._by = None
            self.changed.emit()

    def by_others(self, me: object) -> Hit | None:
        """What anybody but ``me`` points at."""
        return None if self._by is me else self.hit
