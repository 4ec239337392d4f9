"""The page of the lab: a title, a tray with its parts, and the part that is shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.sizes import FLOOR
from nnviz.session import Change
from nnviz.ui.guard import Guarded
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.lab.parts import PARTS, LabPart
from nnviz.ui.style import Look, look_of
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.roving import Roving
from nnviz.ui.window.pages import Host

EDGE, HEAD = 24.0, 72.0
"""The spec's pixels left and right of everything, and the title line's height below the top bar."""
TRAY, TRAY_TOP = 44.0, 16.0
TITLE = 34.0
CONCERNS = ~(Change.MOMENT | Change.CAMERA | Change.TINT)


class LabPage(Guarded, QWidget):
    """Shows one part of the lab at a time."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._session = host, host.session
        self.setAccessibleName("Lab")
        self.editor = LabEditor(host.session)
        self._made: dict[str, LabPart] = {}
        self._missed: dict[str, Change] = {}
        self.tabs = {row.name: Chip(row.title, f"Lab: {row.title}", self) for row in PARTS}
        for name, tab in self.tabs.items():
            tab.pill = True
            tab.clicked.connect(partial(self._go, name))
        self._stop = Roving(self)

    @property
    def part(self) -> LabPart:
        """The part that is shown; made now if it has never been visited."""
        return self.made(self.shown_name)

    @property
    def results(self) -> QWidget:
        """What a lesson may hide."""
        return self.part

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """What Tab goes through: the tray, then the part that is shown."""
        return (*self.tabs.values(), *self.part.tab_parts())

    @property
    def shown_name(self) -> str:
        """The name of the part that the view says; the first one where it says another."""
        name = self.editor.view.part
        return name if name in self.tabs else PARTS[0].name

    def made(self, name: str) -> LabPart:
        """A part by its name."""
        if name not in self._made:
            row = next(row for row in PARTS if row.name == name)
            self._made[name] = row.make(self._host, self.editor, self)
            self._missed[name] = ~Change(0)
        return self._made[name]

    def refresh(self, change: Change) -> None:
        """Show what is new; a part that is hidden catches up when it comes."""
        shown = self.part
        for name in self._made:
            self._missed[name] |= change & CONCERNS
        if self.isVisible():
            self._show(shown)

    def _show(self, shown: LabPart) -> None:
        name = self.shown_name
        look = look_of(self._session, self)
        look = replace(look, floor=max(look.floor, FLOOR))
        self._place(look, shown)
        for other, part in self._made.items():
            part.setVisible(other == name)
        for tab_name, tab in self.tabs.items():
            tab.show_state(tab_name == name)
        self._stop.show([*self.tabs.values()])
        missed, self._missed[name] = self._missed[name], Change(0)
        if look != shown.look or missed & Change.THEME:
            shown.set_look(look)
        if missed:
            shown.refresh(missed)
        self.update(0, 0, self.width(), look.px(HEAD))

    def _place(self, look: Look, shown: LabPart) -> None:
        self._look = look
        for tab in self.tabs.values():
            tab.set_look(look)
        side = look.target(TRAY - 6)
        wide = {name: tab.width_wanted() + look.px(8) for name, tab in self.tabs.items()}
        x = self.width() - look.px(EDGE) - 3 - sum(wide.values())
        top = look.px(TRAY_TOP) + (look.target(TRAY) - side) // 2
        self._tray = QRectF(x - 3, look.px(TRAY_TOP), sum(wide.values()) + 6, look.target(TRAY))
        for name, tab in self.tabs.items():
            tab.setGeometry(x, top, wide[name], side)
            x += wide[name]
        head = max(look.px(HEAD), round(self._tray.bottom()) + look.px(8))
        shown.setGeometry(0, head, self.width(), self.height() - head)

    def _go(self, name: str) -> None:
        self.editor.look(part=name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything finds its new place; a page that is being left keeps the old one until it comes back."""
        if self._session.is_lab_shown:
            self._show(self.part)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The part that is shown has the keyboard."""
        self.part.first_control().setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while the page was hidden."""
        self._show(self.part)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), look.color("bg"))
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("panel"))
        radius = self._tray.height() / 2
        painter.drawRoundedRect(self._tray.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        left = look.px(EDGE)
        room = QRectF(left, self._tray.y(), self._tray.left() - left - look.px(16), self._tray.height())
        painter.setPen(Qt.PenStyle.NoPen)
        write(painter, room, self.part.heading(), look, TITLE, 700)
