"""The numbers of the toy set that is chosen: points, noise, clusters or arms, seed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.data import toys
from nnviz.data.sources import Toy
from nnviz.scene.words import numbers
from nnviz.ui.lab.gradients.stepper import Stepper
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.slider import Slider

MOST_NOISE = 1.5
SIZE_STEP = 20
MOST_SEED = 999


class ToyControls(Part):
    """``wanted`` asks for another toy set, with what its edits are merged by."""

    wanted = Signal(object, object)
    held = Signal()
    released = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("The toy set's numbers")
        self._toy: Toy | None = None
        self.size_of = Stepper("Points", toys.LEAST, toys.MOST, self, room=68)
        self.size_of.wanted.connect(self._resize)
        self.classes = Stepper("Classes", 2, 6, self)
        self.classes.wanted.connect(lambda value: self._want(classes=value))
        self.seed = Stepper("Seed", 0, MOST_SEED, self, room=54)
        self.seed.wanted.connect(lambda value: self._want(seed=min(value, MOST_SEED)))
        self.noise = Slider("Noise", self)
        self.noise.set_bounds(0.0, MOST_NOISE)
        self.noise.moved.connect(lambda value: self._want(self.noise.merge, noise=round(value, 2)))
        self.noise.held.connect(self.held)
        self.noise.released.connect(self.released)

    def parts(self) -> tuple[QWidget, ...]:
        """In reading order."""
        return self.size_of, self.noise, self.classes, self.seed

    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return (*self.size_of.parts(), self.noise, *self.classes.parts(), *self.seed.parts())

    def show_toy(self, toy: Toy | None) -> None:
        """Show these numbers; None: no toy set is open, and nothing can be changed."""
        self._toy = toy
        self.setVisible(toy is not None)
        if toy is None:
            return
        kind = toys.KINDS[toy.kind]
        self.size_of.show_value(toy.size)
        self.noise.show_value(toy.noise)
        self.seed.show_value(toy.seed)
        self.classes.setHidden(not kind.counted)
        self.classes.title = kind.counted.capitalize()
        self.classes.setAccessibleName(self.classes.title)
        self.classes.show_value(toy.classes)
        self.classes.more.setEnabled(toy.classes < kind.classes[1])
        self.place()
        self.update()

    def _resize(self, value: int) -> None:
        """One more or one less goes a step; a typed number is taken as it is."""
        toy = self._toy
        if toy is None:
            return
        change = value - toy.size
        self._want(size=toy.size + change * SIZE_STEP if abs(change) == 1 else value)

    def _want(self, merge: object | None = None, **changes: Any) -> None:
        if self._toy is not None:
            self.wanted.emit(toys.allowed(replace(self._toy, **changes)), merge)

    def height_wanted(self) -> int:
        """One line."""
        return self.look.target(40)

    def place(self) -> None:
        """One beside the other; the noise has what is left."""
        look, high = self.look, self.height()
        steppers = [one for one in (self.size_of, self.classes, self.seed) if not one.isHidden()]
        apart = look.px(24)
        spare = self.width() - sum(one.width_wanted() for one in steppers) - apart * len(steppers)
        x = 0
        for one in (self.size_of, None, self.classes, self.seed):
            if one is None:
                self._label = QRectF(x, 0, min(look.px(118), spare / 2), high)
                self.noise.setGeometry(
                    round(self._label.right()), 0, round(max(spare - self._label.width(), 60)), high
                )
                x += round(max(spare, 60)) + apart
            elif not one.isHidden():
                one.setGeometry(x, 0, one.width_wanted(), high)
                x += one.width_wanted() + apart

    def paintEvent(self, event: QPaintEvent) -> None:
        toy = self._toy
        if toy is None:
            return
        text = f"Noise {numbers.trimmed(numbers.number(toy.noise, 2))}"
        write(QPainter(self), self._label, text, self.look, 16, 500, "ink2")
