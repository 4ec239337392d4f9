"""How the sections of the rail change what training goes by."""

from __future__ import annotations

from collections.abc import Callable

from nnviz.document.training import Training
from nnviz.engine import Recipe
from nnviz.ui.window.pages import Host


class RecipeEditor:
    """The recipe of a session's training, and the one way to put another in its place."""

    def __init__(self, host: Host) -> None:
        self.host, self.session = host, host.session

    @property
    def training(self) -> Training | None:
        """What is trained with; None where nothing can be."""
        return self.session.training.training

    def change(self, make: Callable[[Recipe], Recipe], merge: object | None = None) -> None:
        """Take the next steps by the recipe that ``make`` makes of the present one. What can't be is told in
        a dialog, and the recipe stays."""
        training = self.training
        if training is not None:
            before = training.recipe
            self.host.commands.attempt(lambda: self._put(before, make(before), merge))

    def do(self, call: Callable[[], object]) -> None:
        """Do something else; what can't be is told in a dialog."""
        self.host.commands.attempt(call)

    def _put(self, before: Recipe, recipe: Recipe, merge: object | None) -> None:
        if recipe != before:
            self.session.training.change(recipe, merge)
