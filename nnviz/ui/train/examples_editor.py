"""How the Train page changes what is learned from: the one way there."""

from __future__ import annotations

from dataclasses import replace

from nnviz.data import Dataset, catalogue, painting, toys
from nnviz.data.sources import Bundled, Embedded, Preparation, Source, Toy
from nnviz.document.training import Training
from nnviz.session import Session

TOY, BUNDLED = "Use a toy set", "Use a bundled set"
"""What is said in the Undo menu where other examples are chosen."""
SHARE = 0.25
"""Held out of points that are painted, where nothing else is said."""


class ExamplesEditor:
    """The examples of a session's training, and what can be done to them. Each method raises NNVizError where
    that can't be, and everything is as it was."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def training(self) -> Training | None:
        """What is trained with now."""
        return self.session.training.training

    @property
    def data(self) -> Dataset | None:
        """The examples now, raw numbers."""
        training = self.training
        return None if training is None else training.data

    @property
    def toy(self) -> Toy | None:
        """The toy set that they are, whether painted on or not."""
        training = self.training
        return training.source if training is not None and isinstance(training.source, Toy) else None

    def use_toy(self, toy: Toy, merge: object | None = None) -> None:
        """Learn from a toy set, as it is made."""
        toy = toys.allowed(replace(toy, is_painted=False))
        self._use(toys.points(toy), toy, TOY, merge)

    def use_bundled(self, name: str) -> None:
        """Learn from a bundled set, with its own split; columns of several units are brought to one scale."""
        data = catalogue.get(name)
        scale = "standardize" if data.input_names else "none"
        self.session.training.use(data, Bundled(name), Preparation(scale=scale), label=BUNDLED)

    def add(self, place: tuple[float, float], answer: float, merge: object) -> None:
        """Set one more point."""
        data = self.data
        if data is not None:
            share = data.held_out / len(data) or SHARE
            self._paint(painting.add(data, place, answer, share), "Paint points", merge)

    def move(self, number: int, place: tuple[float, float], merge: object) -> None:
        """Move a point."""
        if self.data is not None:
            self._paint(painting.move(self.data, number, place), "Move a point", merge)

    def erase(self, place: tuple[float, float], radius: tuple[float, float], merge: object) -> None:
        """Take the points around a place away."""
        data = self.data
        if data is not None:
            fewer = painting.erase(data, place, radius)
            if fewer is not data:
                self._paint(fewer, "Erase points", merge)

    def clear(self) -> None:
        """Take all points away but two to begin with, one of each class."""
        data = self.data
        if data is not None:
            self._paint(painting.cleared(data), "Erase all points", None)

    def _paint(self, data: Dataset, label: str, merge: object | None) -> None:
        training = self.training
        assert training is not None
        source = training.source
        painted: Source = replace(source, is_painted=True) if isinstance(source, Toy) else Embedded(data.name)
        self._use(data, painted, label, merge, is_painted=True)

    def _use(
        self, data: Dataset, source: Source, label: str, merge: object | None, is_painted: bool = False
    ) -> None:
        training = self.training
        scale = training.preparation.scale if training is not None else "none"
        # The split is the set's own: which points are held out stays as it is while others are painted.
        self.session.training.use(
            data, source, Preparation(scale=scale), is_painted=is_painted, merge=merge, label=label
        )
