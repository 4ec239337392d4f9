"""The pad with its title and tools."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui.run.rail.pad import Pad
from nnviz.ui.run.rail.section import RailSection
from nnviz.ui.widgets.buttons import IconButton, TextButton


class PadSection(RailSection):
    """Title, eraser, Clear, and the pad below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pad = Pad(session, self)
        self.eraser = IconButton("eraser", "Eraser", self)
        self.eraser.setCheckable(True)
        self.eraser.toggled.connect(self._choose_tool)
        self.clear = TextButton("Clear", "Clear the pad", self)
        self.clear.pixels = 15
        self.clear.clicked.connect(self.pad.clear)
        self._title = "Draw"

    def _choose_tool(self, erasing: bool) -> None:
        self.pad.erasing = erasing
        self.eraser.describe("Eraser", "Back to the pen" if erasing else "Eraser")

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & Change.DOCUMENT:
            names = self.session.document.output_names
            self._title = "Draw a digit" if names and all(name.isdigit() for name in names) else "Draw"
            self.pad.hint = f"{self._title} here"
            self.update()
        self.pad.refresh(change)

    def height_wanted(self) -> int:
        return self._top() + self.inner()[1] + self.look.px(12)

    def _top(self) -> int:
        """Where the pad begins, below its tools."""
        return max(self.look.px(48), self.look.px(5) + self.look.target() + 2)

    def place(self) -> None:
        look = self.look
        left, width = self.inner()
        for part in (self.pad, self.eraser, self.clear):
            part.set_look(look)
        side, wide = look.target(), look.target(56)
        y = look.px(28) - side // 2 if look.px(28) > side // 2 else look.px(3)
        self.clear.setGeometry(left + width + look.px(8) - wide, y, wide, side)
        self.eraser.setGeometry(self.clear.x() - look.px(4) - side, y, side, side)
        self.pad.setGeometry(left, self._top(), width, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_line(QPainter(self), self._title, 28, 18)
