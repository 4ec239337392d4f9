"""The tabs of the page's parts, and below them what training goes by."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.style import Look
from nnviz.ui.train.parts import PARTS
from nnviz.ui.train.rail.body import RailBody
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.runs_section import RunsSection
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.roving import Roving
from nnviz.ui.widgets.scroll_area import scroll_area
from nnviz.ui.window.pages import Host

EDGE, TRAY, TRAY_TOP = 20.0, 40.0, 14.0
"""The spec's pixels at both sides of everything, the height of the tray of tabs, and the room above it."""
RUNS = 0.4
"""How much of the rail the runs may take; more of them scroll."""


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
        self._line = 0
        self.body = RailBody(RecipeEditor(host))
        self.runs = RunsSection(self.body.editor, self)
        self._area = scroll_area(self.body, self, is_fitted=False)
        self._runs_area = scroll_area(self.runs, self, is_fitted=False)
        self.runs.resized.connect(self.place)
        self.body.data.change_button.clicked.connect(partial(self.part_wanted.emit, "data"))

    def parts(self) -> tuple[QWidget, ...]:
        """The tabs, and what scrolls."""
        return (*self.tabs.values(), self.body, self.runs)

    def show_part(self, name: str) -> None:
        """Light the tab of the part that is shown."""
        for tab_name, tab in self.tabs.items():
            tab.show_state(tab_name == name)
        self._stop.show([*self.tabs.values()])

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.body.refresh(change)
        self.runs.refresh(change)

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
        top, wide = round(self._tray().bottom()) + self.look.px(6), self.width() - 1
        self.runs.resize(wide, self.runs.height())
        self.runs.resize(wide, self.runs.height_wanted())
        below = min(self.runs.height() + self.look.px(8), round(RUNS * (self.height() - top)))
        self._line = self.height() - below - self.look.px(4)
        self._area.setGeometry(0, top, wide, max(self._line - top, 1))
        self._runs_area.setGeometry(0, self.height() - below, wide, below)
        self.body.give(wide)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), look.color("panel"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("line"))
        self._paint_tray(painter, look)
        edge = look.px(EDGE)
        painter.fillRect(edge, self._line, self.width() - 2 * edge, 1, look.color("line"))

    def _paint_tray(self, painter: QPainter, look: Look) -> None:
        tray = self._tray()
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("bg"))
        radius = tray.height() / 2
        painter.drawRoundedRect(tray.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
