"""The canvas above, the curves below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.train.canvas import TrainCanvas
from nnviz.ui.train.charts.charts import Charts
from nnviz.ui.train.cursor import Cursor
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.window.pages import Host

CHARTS = 266.0
"""The spec's pixels of the charts below the canvas."""


class CurvesPart(TrainPart):
    """The network at the cursor's step, and the run that it belongs to."""

    def __init__(self, host: Host, cursor: Cursor, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Curves")
        self.canvas = TrainCanvas(host, self)
        self.charts = Charts(host, cursor, self)

    def parts(self) -> tuple[QWidget, ...]:
        """Canvas and charts."""
        return self.canvas, self.charts

    def tab_parts(self) -> Sequence[QWidget]:
        """The canvas, then the charts."""
        return (*self.canvas.tab_parts(), self.charts)

    def first_control(self) -> QWidget:
        """The canvas."""
        return self.canvas.first_control()

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.canvas.refresh(change)
        self.charts.refresh(change)

    def place(self) -> None:
        """The charts have their height, the canvas has the rest."""
        high = self.look.px(CHARTS)
        middle = max(self.height() - high, 0)
        self.canvas.setGeometry(0, 0, self.width(), middle)
        self.charts.setGeometry(0, middle, self.width(), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.look.color("bg"))
