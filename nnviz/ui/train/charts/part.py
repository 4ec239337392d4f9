"""The canvas above, the curves below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.session import Change
from nnviz.ui.style import is_far
from nnviz.ui.train.canvas import TrainCanvas
from nnviz.ui.train.charts.charts import Charts
from nnviz.ui.train.compare import CompareView
from nnviz.ui.train.cursor import Cursor
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.window.pages import Host

CHARTS = 266.0
"""The spec's pixels of the charts below the canvas."""
FAR_SHARE, FAR_ASIDE = 0.4, 0.42
"""Before a class: of the height, what the curve has below a plane; of the width, what it has beside any other
network."""


class CurvesPart(TrainPart):
    """The network at the cursor's step, and the run that it belongs to."""

    def __init__(self, host: Host, cursor: Cursor, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Curves")
        self.canvas = TrainCanvas(host, self)
        self.charts = Charts(host, cursor, self)
        self.compared = CompareView(host, self)
        self._session = host.session
        self._missed = Change(0)
        self.compared.hide()

    def parts(self) -> tuple[QWidget, ...]:
        """Canvas and charts; over both, what compares."""
        return self.canvas, self.charts, self.compared

    def tab_parts(self) -> Sequence[QWidget]:
        """The canvas, then the charts."""
        if self._compares:
            return self.compared.tab_parts()
        return (*self.canvas.tab_parts(), self.charts)

    def first_control(self) -> QWidget:
        """The canvas."""
        return self.compared.first_control() if self._compares else self.canvas.first_control()

    @property
    def _compares(self) -> bool:
        return self._session.view.train.is_compared

    def refresh(self, change: Change) -> None:
        """Show what is new; what lies under the comparison catches up when it is seen again."""
        self._turn()
        if self._compares:
            self._missed |= change
            self.compared.refresh(change)
            return
        change, self._missed = change | self._missed, Change(0)
        was_plane = self.canvas.plane.moment is not None
        self.canvas.refresh(change)
        if was_plane != (self.canvas.plane.moment is not None):
            self.place()
        self.charts.refresh(change)

    def _turn(self) -> None:
        """Show what compares, or the run. The keyboard doesn't stay with what is hidden."""
        if self.compared.isHidden() != self._compares:
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        for part in self.parts():
            part.setVisible((part is self.compared) == self._compares)
        if had_focus:
            self.first_control().setFocus()

    def place(self) -> None:
        """The charts have their height, the canvas has the rest."""
        self.compared.setGeometry(self.rect())
        is_aside = is_far(self) and self.canvas.plane.moment is None
        if is_aside:
            left = round((1 - FAR_ASIDE) * self.width())
            self.canvas.setGeometry(0, 0, left, self.height())
            self.charts.setGeometry(left, 0, self.width() - left, self.height())
            return
        high = round(FAR_SHARE * self.height()) if is_far(self) else self.look.px(CHARTS)
        middle = max(self.height() - high, 0)
        self.canvas.setGeometry(0, 0, self.width(), middle)
        self.charts.setGeometry(0, middle, self.width(), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.look.color("bg"))
