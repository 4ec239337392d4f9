"""The sections of the rail, one below the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent

from nnviz.session import Change
from nnviz.ui.style import Look
from nnviz.ui.train.rail.choices_section import ChoicesSection
from nnviz.ui.train.rail.data_section import DataSection
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.numbers_section import NumbersSection
from nnviz.ui.train.rail.optimiser_section import OptimiserSection
from nnviz.ui.train.rail.section import EDGE, RailSection
from nnviz.ui.train.rail.starts_section import StartsSection
from nnviz.ui.widgets.part import Part

GAP = 10.0
"""The spec's pixels above and below the lines between groups."""
Put = Callable[[RailSection, int, int], None]


class RailBody(Part):
    """It is as high as its sections; the rail scrolls where that is more than it has."""

    def __init__(self, editor: RecipeEditor) -> None:
        super().__init__()
        self.editor = editor
        self.data = DataSection(editor, self)
        self.optimiser = OptimiserSection(editor, self)
        self.numbers = NumbersSection(editor, self)
        self.choices = ChoicesSection(editor, self)
        self.starts = StartsSection(editor, self)
        self._lines: list[int] = []
        self._given = 0
        self.choices.resized.connect(self.settle)
        self.starts.resized.connect(self.settle)

    def parts(self) -> tuple[RailSection, ...]:
        """The sections."""
        return self.data, self.optimiser, self.numbers, self.starts, self.choices

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        has_recipe = self.editor.training is not None
        for part in self.parts():
            part.setVisible(has_recipe or part is self.data)
            part.refresh(change)

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        super().set_look(look)
        self.settle()

    def give(self, width: int) -> None:
        """Be so wide."""
        self._given = width
        self.settle()

    def settle(self) -> None:
        """Be as high as the sections want."""
        self.resize(self._given, self.height_wanted())
        self.place()
        self.update()

    def height_wanted(self) -> int:
        """All sections, and the room between groups."""
        return self._laid(lambda *_: None)[-1]

    def place(self) -> None:
        """One below the other; lines between the groups."""
        for part in self.parts():
            part.resize(self.width(), max(part.height(), 1))
        self._lines = self._laid(lambda part, y, high: part.setGeometry(0, y, self.width(), high))[:-1]

    def _laid(self, put: Put) -> list[int]:
        """Give each section its place; where the lines are, then the height of all."""
        y, gap = self.look.px(4), self.look.px(GAP)
        lines = []
        for part in self.parts():
            if part is self.optimiser:
                lines.append(y + gap)
                y += 2 * gap
            elif part is self.numbers:
                y += self.look.px(6)
            high = part.height_wanted()
            put(part, y, high)
            y += high
        return [*lines, y + gap]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look.color("panel"))
        edge = self.look.px(EDGE)
        for y in self._lines:
            painter.fillRect(edge, y, self.width() - 2 * edge, 1, self.look.color("line"))
