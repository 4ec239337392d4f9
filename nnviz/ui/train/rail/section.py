"""What the sections of the rail share: a heading, room, and rows below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

EDGE, HEAD, ROW = 20.0, 40.0, 38.0
"""The spec's pixels at both sides, of a heading, and of a row."""


class RailSection(Part):
    """A part of the rail under the line above it, if ``title`` is not empty with a heading."""

    title = ""

    def __init__(self, editor: RecipeEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = editor
        self.setAccessibleName(self.title)

    @property
    def left(self) -> int:
        """Where everything begins."""
        return self.look.px(EDGE)

    @property
    def wide(self) -> int:
        """Pixels from there to where everything ends."""
        return max(self.width() - 2 * self.look.px(EDGE), 1)

    @property
    def row(self) -> int:
        """Pixels of a row."""
        return self.look.target(ROW)

    @property
    def head(self) -> int:
        """Pixels of the heading."""
        return self.look.target(HEAD)

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)

    def paint(self, painter: QPainter) -> None:
        """Draw the heading; a subclass draws more."""
        self.write_head(painter, self.title)

    def write_head(self, painter: QPainter, title: str, note: str = "", top: int = 0) -> None:
        """A heading, and smaller words at the right end of its line."""
        look = self.look
        room = QRectF(self.left, top, self.wide, self.head)
        wide = write(painter, room, title, look, 18, 700)
        room.setLeft(room.left() + wide + look.px(8))
        write(painter, room, note, look, 14, 400, "ink2", Qt.AlignmentFlag.AlignRight)
