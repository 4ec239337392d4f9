"""Whole numbers of a recipe: batch, epochs, seed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.lab.gradients.stepper import Stepper
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.section import RailSection
from nnviz.ui.widgets.fitting import write

NUMBERS = (
    ("batch_size", "Batch", 1, 1_000_000),
    ("epochs", "Epochs", 0, 1_000_000),
    ("seed", "Seed", 0, 1_000_000_000),
)
"""Fields of a recipe, their titles, and from where to where they go."""


class WideStepper(Stepper):
    """Its title at the left end of the line, its number at the right one."""

    def _label(self) -> int:
        return max(self.width() - 2 * self.look.target() - max(self.look.px(60), 52), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        write(painter, QRectF(0, 0, self._label(), self.height()), self.title, self.look, 17, 600)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("raised"))
        painter.drawRoundedRect(self._plate(), self.height() / 2, self.height() / 2)


class NumbersSection(RailSection):
    """A stepper a line."""

    def __init__(self, editor: RecipeEditor, parent: QWidget) -> None:
        super().__init__(editor, parent)
        self.steppers = {name: WideStepper(title, low, high, self) for name, title, low, high in NUMBERS}
        for name, stepper in self.steppers.items():
            stepper.wanted.connect(partial(self._set, name))

    def parts(self) -> tuple[QWidget, ...]:
        """The steppers."""
        return tuple(self.steppers.values())

    def _set(self, name: str, value: int) -> None:
        stepper = self.steppers[name]
        low, high = next((low, high) for key, _, low, high in NUMBERS if key == name)
        value = min(max(value, low), high)
        self.editor.change(lambda recipe: replace(recipe, **{name: value}), stepper.field.merge)  # type: ignore[arg-type]

    def refresh(self, change: Change) -> None:
        """Show the numbers."""
        training = self.editor.training
        for name, stepper in self.steppers.items():
            stepper.setEnabled(training is not None)
            if training is not None:
                stepper.show_value(getattr(training.recipe, name))

    def height_wanted(self) -> int:
        """A row each."""
        return len(self.steppers) * self.row

    def place(self) -> None:
        """One below the other."""
        for number, stepper in enumerate(self.steppers.values()):
            stepper.setGeometry(self.left, number * self.row, self.wide, self.look.target())
