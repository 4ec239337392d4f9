"""What keeps weights small: L1, L2, dropout."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.scene.train import recipes
from nnviz.session import Change
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.section import RailSection
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.number_field import NumberField

FIELD = 84.0


class Penalties(RailSection):
    """A number a line. Dropout is layers of the network."""

    def __init__(self, editor: RecipeEditor, parent: QWidget) -> None:
        super().__init__(editor, parent)
        self.fields: dict[str, NumberField] = {}
        for name, title, step in (("l1", "L1", 0.001), ("l2", "L2", 0.001), ("dropout", "Dropout", 0.1)):
            field = NumberField(title, 3, self)
            field.step = step
            field.entered.connect(partial(self._set, name))
            self.fields[name] = field

    @property
    def dropout(self) -> float:
        """The share that dropout layers silence; 0: there is none."""
        return self.editor.session.training.dropout

    def parts(self) -> tuple[QWidget, ...]:
        """The fields."""
        return tuple(self.fields.values())

    def refresh(self, change: Change) -> None:
        """Show the numbers."""
        training = self.editor.training
        if training is not None:
            self._show("l1", training.recipe.l1)
            self._show("l2", training.recipe.l2)
        self._show("dropout", self.dropout)

    def _show(self, name: str, value: float) -> None:
        self.fields[name].decimals = recipes.decimals(value)
        self.fields[name].show_value(value)

    def _set(self, name: str, value: float) -> None:
        if name == "dropout":
            self.editor.do(lambda: self.editor.session.training.set_dropout(value))
        else:
            self.editor.change(
                lambda recipe: replace(recipe, **{name: max(value, 0.0)}),  # type: ignore[arg-type]
                self.fields[name].merge,
            )

    # geometry and painting

    def height_wanted(self) -> int:
        """A row each."""
        return len(self.fields) * self.row

    def place(self) -> None:
        """Fields at the right."""
        wide, high = self.look.px(FIELD), self.look.target()
        for number, field in enumerate(self.fields.values()):
            top = number * self.row + (self.row - high) // 2
            field.setGeometry(self.left + self.wide - wide, top, wide, high)

    def paint(self, painter: QPainter) -> None:
        """Titles, and what they do."""
        notes = ("to 0", "small", "off by chance")
        for number, (title, note) in enumerate(zip(("L1", "L2", "Dropout"), notes, strict=True)):
            indent = self.look.px(12)
            room = QRectF(self.left + indent, number * self.row, self.wide - indent, self.row)
            room.setRight(room.right() - self.look.px(FIELD + 8))
            wide = write(painter, room, title, self.look, 16, 500)
            room.setLeft(room.left() + wide + self.look.px(8))
            write_fullest(painter, room, (note, ""), self.look, 14, 400, "ink2")
