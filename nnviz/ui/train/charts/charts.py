"""Loss and score over the steps of a run."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.widgets.part import Part
from nnviz.ui.window.pages import Host


class Charts(Part):
    """The loss at the left, accuracy or R² at the right, over the same steps."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self.setAccessibleName("Curves")

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self.look.color("line"))
