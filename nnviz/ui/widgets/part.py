"""What every painted part of a window is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import Guarded
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK


class Part(Guarded, QWidget):
    """It draws in a look, gives its own parts their places, and may say how tall it wants to be."""

    look = Look(DARK, 1.0)

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on, as all its parts do."""
        self.look = look
        for part in self.parts():
            part.set_look(look)  # type: ignore[attr-defined]
        self.place()
        self.update()

    def parts(self) -> Iterable[QWidget]:
        """Controls in it that draw in the same look."""
        return ()

    def place(self) -> None:
        """Give the parts their places."""

    def height_wanted(self) -> int:
        """The window's pixels, in the present look."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        self.place()
