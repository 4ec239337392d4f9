"""What else a recipe says: loss, penalties, schedule, the longest gradient, what stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnviz.engine import Recipe
from nnviz.scene.train import recipes
from nnviz.session import Change
from nnviz.ui.plain import button_text
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.freeze import Freeze
from nnviz.ui.train.rail.menu_row import INSET, MenuRow
from nnviz.ui.train.rail.penalties import Penalties
from nnviz.ui.train.rail.section import RailSection
from nnviz.ui.widgets.menus import new_menu, show_below

T = TypeVar("T")


class ChoicesSection(RailSection):
    """A row each; two of them unfold. ``resized``: it needs another height."""

    resized = Signal()

    def __init__(self, editor: RecipeEditor, parent: QWidget) -> None:
        super().__init__(editor, parent)
        self.loss = MenuRow("Loss", False, self)
        self.regularise = MenuRow("Regularise", True, self)
        self.schedule = MenuRow("Schedule", False, self)
        self.clip = MenuRow("Clip", False, self)
        self.freeze = MenuRow("Freeze", True, self)
        self.penalties, self.frozen = Penalties(editor, self), Freeze(editor, self)
        self._below = {self.regularise: self.penalties, self.freeze: self.frozen}
        self.loss.clicked.connect(self._offer_losses)
        self.schedule.clicked.connect(self._offer_schedules)
        self.clip.clicked.connect(self._offer_clips)
        for row, part in self._below.items():
            part.hide()
            row.clicked.connect(lambda _=False, row=row: self._unfold(row))

    @property
    def rows(self) -> tuple[MenuRow, ...]:
        """The rows in their order."""
        return self.loss, self.regularise, self.schedule, self.clip, self.freeze

    def parts(self) -> tuple[QWidget, ...]:
        """Rows, and what lies below two of them."""
        return (*self.rows, self.penalties, self.frozen)

    def refresh(self, change: Change) -> None:
        """Show what is chosen."""
        training = self.editor.training
        for row in self.rows:
            row.setEnabled(training is not None)
        if training is None:
            return
        recipe = training.recipe
        self.penalties.refresh(change)
        self.frozen.refresh(change)
        self.loss.show_value(recipes.loss_text(recipe.loss))
        self.regularise.show_value(recipes.penalty_text(recipe, self.penalties.dropout))
        self.schedule.show_value(recipes.schedule_text(recipe.schedule))
        self.clip.show_value(recipes.clip_text(recipe.clip))
        self.freeze.show_value(recipes.frozen_text(recipe))
        if self.frozen.isVisibleTo(self) and self.frozen.height() != self.frozen.height_wanted():
            self.resized.emit()

    def _unfold(self, row: MenuRow) -> None:
        row.is_open = not row.is_open
        self._below[row].setVisible(row.is_open)
        row.update()
        self.resized.emit()

    # menus

    def _offer_losses(self) -> None:
        self._offer(
            self.loss,
            ((loss.title, loss) for loss in recipes.all_losses()),
            lambda recipe: recipe.loss,
            lambda recipe, loss: replace(recipe, loss=loss),
        )

    def _offer_schedules(self) -> None:
        steps = self.editor.session.training.state.total
        self._offer(
            self.schedule,
            ((recipes.schedule_text(one), one) for one in recipes.all_schedules(steps)),
            lambda recipe: recipe.schedule,
            lambda recipe, schedule: replace(recipe, schedule=schedule),
        )

    def _offer_clips(self) -> None:
        self._offer(
            self.clip,
            ((recipes.clip_text(clip), clip) for clip in recipes.CLIPS),
            lambda recipe: recipe.clip,
            lambda recipe, clip: replace(recipe, clip=clip),
        )

    def _offer(
        self,
        row: MenuRow,
        choices: Iterable[tuple[str, T]],
        now: Callable[[Recipe], object],
        put: Callable[[Recipe, T], Recipe],
    ) -> None:
        training = self.editor.training
        if training is None:
            return
        menu = new_menu(self)
        for text, choice in choices:
            action = menu.addAction(button_text(text))
            action.setCheckable(True)
            action.setChecked(choice == now(training.recipe))
            action.triggered.connect(
                lambda _=False, choice=choice: self.editor.change(lambda recipe: put(recipe, choice))
            )
        show_below(menu, row)

    # geometry

    def height_wanted(self) -> int:
        """All rows, and what is unfolded."""
        below = sum(part.height_wanted() for row, part in self._below.items() if row.is_open)
        return len(self.rows) * self.row + below

    def place(self) -> None:
        """One below the other."""
        y = 0
        for row in self.rows:
            row.setGeometry(self.left - INSET, y, self.wide + 2 * INSET, self.row)
            y += self.row
            part = self._below.get(row)
            if part is not None and row.is_open:
                part.resize(self.width(), part.height())
                part.setGeometry(0, y, self.width(), part.height_wanted())
                y += part.height()
