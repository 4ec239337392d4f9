"""The Train page: rail, the part that is shown, and the transport below."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.guard import Guarded
from nnviz.ui.style import Look, is_far, look_of
from nnviz.ui.train.cursor import Cursor
from nnviz.ui.train.empty import EmptyState
from nnviz.ui.train.parts import PARTS, TrainPart
from nnviz.ui.train.rail import TrainRail
from nnviz.ui.train.transport import TrainTransport, height_of
from nnviz.ui.window.pages import Host

RAIL, RAIL_SCALE = 288.0, 0.8
"""The spec's pixels of the rail; below this scale it gets no narrower."""
CONCERNS = ~(Change.MOMENT | Change.CAMERA | Change.TINT)


class TrainPage(Guarded, QWidget):
    """Shows one part at a time between rail and transport."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host, self._session = host, host.session
        self.setAccessibleName("Train")
        self._look = look_of(self._session, self)
        self._made: dict[str, TrainPart] = {}
        self._missed: dict[str, Change] = {"": ~Change(0)}
        self.rail = TrainRail(host, self)
        self.transport = TrainTransport(host, Cursor(host.session), self)
        self.empty = EmptyState(host, self)
        self.rail.part_wanted.connect(self.go)
        self.empty.toys_wanted.connect(lambda: self.go("data"))

    @property
    def part(self) -> TrainPart:
        """The part that is shown; made now if it has never been visited. Without anything to learn from it
        is what says so, but for the part where that is found."""
        if self.shown_name != "data" and not self._session.training.state.has_examples:
            return self.empty
        return self.made(self.shown_name)

    @property
    def shown_name(self) -> str:
        """The name of the part that the view says."""
        name = self._session.view.train.part
        return name if any(row.name == name for row in PARTS) else PARTS[0].name

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """What Tab goes through: the rail, the part that is shown, the transport."""
        rail = () if is_far(self) else (self.rail,)
        return (*rail, *self.part.tab_parts(), self.transport)

    def made(self, name: str) -> TrainPart:
        """A part by its name."""
        if name not in self._made:
            row = next(row for row in PARTS if row.name == name)
            self._made[name] = row.make(self._host, self)
            self._missed[name] = ~Change(0)
        return self._made[name]

    def go(self, name: str) -> None:
        """Show another part."""
        self._session.set_train_view(replace(self._session.view.train, part=name))

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new; a part that is hidden catches up when it comes."""
        shown = self.part
        for name in self._missed:
            self._missed[name] |= change & CONCERNS
        if self.isVisible():
            self._show(shown, change)

    def _show(self, shown: TrainPart, change: Change) -> None:
        name = self.shown_name
        look = look_of(self._session, self)
        is_new = look != self._look or bool(change & Change.THEME)
        self._look = look
        if is_new:
            self.rail.set_look(self._rail_look())
            self.transport.set_look(look)
        self._place(shown)
        for part in (self.empty, *self._made.values()):
            part.setVisible(part is shown)
        self.rail.show_part(name)
        self.rail.refresh(change)
        self.transport.refresh(change)
        key = "" if shown is self.empty else name
        missed, self._missed[key] = self._missed[key], Change(0)
        if look != shown.look or missed & Change.THEME:
            shown.set_look(look)
        if missed:
            shown.refresh(missed)

    def _rail_look(self) -> Look:
        return replace(self._look, s=max(self._look.s, RAIL_SCALE))

    def _place(self, shown: TrainPart) -> None:
        """Before a class there is no rail: its letters would leave no room for what they look at."""
        left, below = 0 if is_far(self) else self._rail_look().px(RAIL), height_of(self._look, is_far(self))
        self.rail.setVisible(not is_far(self))
        middle = self.height() - below
        self.rail.setGeometry(0, 0, left, middle)
        shown.setGeometry(left, 0, max(self.width() - left, 1), middle)
        self.transport.setGeometry(0, middle, self.width(), below)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything finds its new place; a page that is being left keeps the old one until it comes back."""
        if self._session.is_train_shown:
            self._show(self.part, Change(0))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while the page was hidden."""
        self._show(self.part, ~Change(0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The part that is shown has the keyboard."""
        self.part.first_control().setFocus(event.reason())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._look.color("bg"))
