"""A tray of choices, all of them visible, one of them chosen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.roving import Roving


class Tray(Part):
    """Pills side by side on one outlined plate."""

    chosen = Signal(str)

    def __init__(self, what: str, choices: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(what)
        self.chips = {name: Chip(text, f"{what}: {text}", self) for name, text in choices.items()}
        for name, chip in self.chips.items():
            chip.pill = True
            chip.clicked.connect(partial(self.chosen.emit, name))
        self._stop = Roving(self)
        self._stop.show([*self.chips.values()])

    def parts(self) -> list[QWidget]:
        """The pills."""
        return [*self.chips.values()]

    def show_choice(self, chosen: str) -> None:
        """Show which one it is."""
        for name, chip in self.chips.items():
            chip.show_state(name == chosen)
        self._stop.show([*self.chips.values()])

    def width_wanted(self) -> int:
        """Room for all."""
        return sum(chip.width_wanted() + self.look.px(8) for chip in self.chips.values()) + 6

    def place(self) -> None:
        """From the left."""
        x = 3
        for chip in self.chips.values():
            wide = chip.width_wanted() + self.look.px(8)
            chip.setGeometry(x, 0, wide, self.height())
            x += wide

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.color("line"), 1))
        painter.setBrush(self.look.color("panel"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
