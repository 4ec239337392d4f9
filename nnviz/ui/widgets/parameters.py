"""All parameters of an activation function: each is typed, stepped, or dragged."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnviz.engine import ActivationFunction
from nnviz.scene.detail.parameters import FEWEST, decimals, movable, places, step, with_parameter
from nnviz.scene.words import names
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import PlainLabel
from nnviz.ui.style import Look
from nnviz.ui.widgets.function_choice import FunctionChoice
from nnviz.ui.widgets.number_field import NumberField
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.slider import Slider

FIELD = 76
"""The spec's pixels that a typed number takes."""


class Parameters(Part):
    """A row for each parameter that a person may move: none where training moves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, ParameterRow] = {}
        self._choice: FunctionChoice | None = None
        self._kind: type[ActivationFunction] | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    @property
    def controls(self) -> list[QWidget]:
        """What can have the keyboard, in reading order."""
        return [control for row in self.rows.values() for control in (row.field, row.slider)]

    def parts(self) -> list[QWidget]:
        return list(self.rows.values())

    def height_wanted(self) -> int:
        """The height of all rows."""
        return len(self.rows) * self.look.target()

    def show_function(self, function: ActivationFunction, choice: FunctionChoice) -> None:
        """Show the parameters of a layer's function; ``choice`` takes others."""
        self._choice = choice
        if type(function) is not self._kind:
            self._kind = type(function)
            self._rebuild(function)
        for name, row in self.rows.items():
            row.show_value(function.parameters[name])

    def _rebuild(self, function: ActivationFunction) -> None:
        for row in self.rows.values():
            self._box.removeWidget(row)
            take_away(row)
        self.rows = {name: ParameterRow(function, name, self) for name in movable(function)}
        for row in self.rows.values():
            row.set_look(self.look)
            self._box.addWidget(row)
            row.show()

    def put(self, name: str, value: float, merge: object | None) -> None:
        """Give the layer the same function with another parameter, the nearest one that it takes."""
        choice = self._choice
        if choice is None:
            return
        function = choice.now()
        changed = with_parameter(function, name, value)
        if changed is not function:
            choice.put(changed, f"Change {names.parameter(name)}", merge)
        self.show_function(choice.now(), choice)

    def hold(self) -> None:
        """A hand took hold of a slider."""
        if self._choice is not None:
            self._choice.hold()

    def release(self) -> None:
        """It let go."""
        if self._choice is not None:
            self._choice.release()


class ParameterRow(Guarded, QWidget):
    """A letter, the number to type or to step, and a slider."""

    def __init__(self, function: ActivationFunction, name: str, owner: Parameters) -> None:
        super().__init__(owner)
        symbol = names.parameter(name)
        said = f"{symbol}, the parameter of {names.function(function)}"
        (low, high), choices = function.parameter_ranges[name], function.parameter_choices.get(name, ())
        self._symbol = PlainLabel(symbol, self)
        self.field, self.slider = NumberField(said, FEWEST, self), Slider(said, self)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.step = step(function, name)
        self.slider.set_bounds(low, high, choices)
        digits = places(function, name)
        self.field.entered.connect(lambda value: owner.put(name, value, self.field.merge))
        self.slider.moved.connect(lambda value: owner.put(name, round(value, digits), self.slider.merge))
        self.slider.held.connect(owner.hold)
        self.slider.released.connect(owner.release)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._symbol)
        box.addWidget(self.field)
        box.addWidget(self.slider, 1)

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        font, palette = look.font(15, 600), self._symbol.palette()
        palette.setColor(self._symbol.foregroundRole(), look.color("ink"))
        self._symbol.setFont(font)
        self._symbol.setPalette(palette)
        self._symbol.setMinimumWidth(math.ceil(QFontMetricsF(font).horizontalAdvance(self._symbol.text())))
        self.field.set_look(look)
        self.field.setFixedSize(max(look.px(FIELD), 60), look.target() - 4)
        self.slider.set_look(look)
        self.setFixedHeight(look.target())

    def show_value(self, value: float) -> None:
        """Show the true value."""
        self.field.decimals = decimals(value)
        self.field.show_value(value)
        self.slider.show_value(value)
