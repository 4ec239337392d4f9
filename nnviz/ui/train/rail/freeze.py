"""What stays as it is while the rest learns: layers, all biases."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from nnviz.kept import Kept
from nnviz.scene.train import recipes
from nnviz.scene.words import names
from nnviz.session import Change
from nnviz.training import scaling
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.section import RailSection
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.removal import take_away


class Freeze(RailSection):
    """A chip for each layer that has something to learn, and one for all biases."""

    def __init__(self, editor: RecipeEditor, parent: QWidget) -> None:
        super().__init__(editor, parent)
        self.chips: dict[int, Chip] = {}
        self._of: Kept[tuple[int, ...]] = Kept()
        self.biases = Chip("all biases", "Freeze all biases", self)
        self.biases.clicked.connect(
            lambda: self.editor.change(lambda recipe: replace(recipe, frozen_biases=not recipe.frozen_biases))
        )

    def parts(self) -> tuple[QWidget, ...]:
        """The chips."""
        return (*self.chips.values(), self.biases)

    def refresh(self, change: Change) -> None:
        """Show what is frozen."""
        document, training = self.editor.session.document, self.editor.training
        kinds = tuple(layer.kind for layer in document.network.layers)
        if not self._of.holds((), kinds):
            self._of.get(lambda: self._gather(), (), kinds)
        if training is None:
            return
        for number, chip in self.chips.items():
            chip.show_state(number in training.recipe.frozen_layers)
        self.biases.show_state(training.recipe.frozen_biases)

    def _gather(self) -> tuple[int, ...]:
        document = self.editor.session.document
        for chip in self.chips.values():
            take_away(chip)
        self.chips = {}
        is_scaled = scaling.core(document.network)[1]
        for number, of_document in recipes.freezable(document.network, int(is_scaled)).items():
            name = names.layer(document, of_document)
            chip = Chip(name, f"Freeze {name}", self)
            chip.clicked.connect(partial(self._toggle, number))
            chip.set_look(self.look)
            chip.show()
            self.chips[number] = chip
        return tuple(self.chips)

    def _toggle(self, number: int) -> None:
        self.editor.change(lambda recipe: recipes.with_frozen(recipe, number))

    # geometry

    def _rows(self) -> list[list[Chip]]:
        rows: list[list[Chip]] = [[]]
        gap, used = self.look.px(6), 0
        for chip in (*self.chips.values(), self.biases):
            wide = min(chip.width_wanted(), self.wide)
            if rows[-1] and used + wide > self.wide:
                rows.append([])
                used = 0
            rows[-1].append(chip)
            used += wide + gap
        return rows

    def height_wanted(self) -> int:
        """As many lines as the chips need."""
        return len(self._rows()) * (self.look.target() + self.look.px(6)) + self.look.px(4)

    def place(self) -> None:
        """Line by line."""
        y, gap = 0, self.look.px(6)
        for row in self._rows():
            x = self.left
            for chip in row:
                chip.setGeometry(x, y, min(chip.width_wanted(), self.wide), self.look.target())
                x += chip.width() + gap
            y += self.look.target() + gap
