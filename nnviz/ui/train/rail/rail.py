"""The tabs of the page's parts, and below them what training goes by."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.style import Look
from nnviz.ui.train.parts import PARTS
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.roving import Roving
from nnviz.ui.window.pages import Host

EDGE, TRAY, TRAY_TOP = 20.0, 40.0, 14.0
"""The spec's pixels at both sides of everything, the height of the tray of tabs, and the room above it."""


class TrainRail(Part):
    """The tray of tabs stays; what lies below it scrolls. ``part_wanted`` asks for a part by its name."""

    part_wanted = Signal(str)

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self.setAccessibleName("What training goes by")
        self.tabs = {row.name: Chip(row.title, f"{row.title}: {row.about}", self) for row in PARTS}
        for name, tab in self.tabs.items():
            tab.pill = True
            tab.clicked.connect(partial(self.part_wanted.emit, name))
        self._stop = Roving(self)

    def parts(self) -> tuple[QWidget, ...]:
        """The tabs."""
        return tuple(self.tabs.values())

    def show_part(self, name: str) -> None:
        """Light the tab of the part that is shown."""
        for tab_name, tab in self.tabs.items():
            tab.show_state(tab_name == name)
        self._stop.show([*self.tabs.values()])

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.update()

    def _tray(self) -> QRectF:
        look = self.look
        return QRectF(
            look.px(EDGE), look.px(TRAY_TOP), self.width() - 2 * look.px(EDGE), look.target(TRAY - 6) + 6
        )

    def place(self) -> None:
        """The tabs share the tray, each as its words need."""
        tray = self._tray().adjusted(3, 3, -3, -3)
        wanted = [tab.width_wanted() for tab in self.tabs.values()]
        spare = (tray.width() - sum(wanted)) / len(wanted)
        x = tray.left()
        for tab, wide in zip(self.tabs.values(), wanted, strict=True):
            tab.setGeometry(round(x), round(tray.top()), round(wide + spare), round(tray.height()))
            x += wide + spare

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), look.color("panel"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("line"))
        self._paint_tray(painter, look)

    def _paint_tray(self, painter: QPainter, look: Look) -> None:
        tray = self._tray()
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("bg"))
        radius = tray.height() / 2
        painter.drawRoundedRect(tray.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
