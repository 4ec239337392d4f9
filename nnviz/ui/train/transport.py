"""Time of a run, along the bottom of the page."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.widgets.part import Part
from nnviz.ui.window.pages import Host

HEIGHT = 128.0
"""The spec's pixels."""


class TrainTransport(Part):
    """Play, steps, pace; what has been trained, where the cursor stands, what is left."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self.setAccessibleName("Training")

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, self.look.color("line"))
