"""What the pointer does on the plane, as a row of chips over it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.roving import Roving

TITLES = {
    "look": ("Look", "Look at points: their coordinates, class and answer"),
    "paint": ("Paint", "Paint points of the class chosen below the surface, or by its number key"),
    "move": ("Move", "Move a point"),
    "erase": ("Erase", "Erase points; the right mouse button always does"),
}


class Tools(Part):
    """``chosen`` names another brush; ``cleared`` asks to take all points away. Closed it is one chip."""

    chosen = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Points by hand")
        self.open = Chip("Edit points", "Paint, move and erase points", self)
        self.open.clicked.connect(partial(self.chosen.emit, "paint"))
        self.brushes = {name: Chip(title, about, self) for name, (title, about) in TITLES.items()}
        for name, chip in self.brushes.items():
            chip.clicked.connect(partial(self.chosen.emit, name))
        self.clear = Chip("Clear", "Erase all points but one of each class", self)
        self.clear.setCheckable(False)
        self.clear.clicked.connect(self.cleared)
        self._stop = Roving(self)
        self._brush = ""
        self.show_brush("look")

    def parts(self) -> tuple[QWidget, ...]:
        """The chips."""
        return (self.open, *self.brushes.values(), self.clear)

    @property
    def is_open(self) -> bool:
        """Whether points can be changed by the pointer."""
        return self._brush != "look"

    def show_brush(self, brush: str) -> None:
        """Light the one that is chosen; where one only looks, there is one chip."""
        if brush == self._brush:
            return
        self._brush = brush
        self.open.setHidden(self.is_open)
        for name, chip in self.brushes.items():
            chip.setHidden(not self.is_open)
            chip.show_state(name == brush)
        self.clear.setHidden(not self.is_open)
        self._stop.show([chip for chip in self.parts() if not chip.isHidden()])  # type: ignore[misc]
        self.place()

    def width_wanted(self) -> int:
        """Room for all that is shown."""
        shown = [chip for chip in self.parts() if not chip.isHidden()]
        return sum(chip.width_wanted(36) for chip in shown) + self.look.px(4) * (len(shown) - 1)  # type: ignore[attr-defined]

    def place(self) -> None:
        """One beside the other."""
        x = 0
        for chip in self.parts():
            if not chip.isHidden():
                wide = chip.width_wanted(36)  # type: ignore[attr-defined]
                chip.setGeometry(x, 0, wide, self.height())
                x += wide + self.look.px(4)
