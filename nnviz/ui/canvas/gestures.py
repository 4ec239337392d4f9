"""Gestures with the mouse, one small class each: they end in an edit of the session or in a new camera."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, Qt

from nnviz.document import Camera, Document, Target, edits
from nnviz.engine.steps import Stored
from nnviz.scene.detail.parameters import places, text, with_parameter
from nnviz.scene.layout.places import Layout
from nnviz.scene.view import camera
from nnviz.scene.words import names, numbers
from nnviz.scene.words import questions as words
from nnviz.session import Session
from nnviz.ui.layer_function import function_of

FULL_DRAG = 150.0
"""Pixels of a vertical drag that change a value by the largest one of its layer."""
KEY_PIXELS = 8.0
"""How far a key press drags its number; with Shift a tenth of it."""
FINE = 0.1
"""What Shift makes of a drag's length."""


class Gesture:
    """What the pointer does between press and release."""

    cursor = Qt.CursorShape.ArrowCursor
    edits = False
    """Whether it changes the document: scales, folds and strips then stay as they are until it ends."""

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer moved to ``point``, logical pixels of the canvas."""

    def cancel(self) -> None:
        """Escape: everything is as it was before."""

    @property
    def caption(self) -> tuple[str, int] | None:
        """The new number in words and its sign, while there is one."""
        return None


class Pan(Gesture):
    """Move the picture with the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, session: Session, layout: Layout, size: tuple[float, float], start: QPointF) -> None:
        self._session = session
        self._layout = layout
        self._size = size
        self._start = start
        self._before: Camera = session.view.camera

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        way = point - self._start
        self._session.set_camera(camera.pan(self._layout, self._before, self._size, way.x(), way.y()))

    def cancel(self) -> None:
        self._session.set_camera(self._before)


class EditGesture(Gesture):
    """A gesture that edits: all it does is one undo step, and Escape takes it back."""

    edits = True

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: Document | None = None

    def cancel(self) -> None:
        # What an undo or another hand has put in its place since is not this gesture's to take back.
        if self._session.document is self._made:
            self._session.undo()

    def apply(self, edit: Callable[..., Any], *args: Any, label: str) -> None:
        """Edit as a part of this gesture."""
        before = self._session.document
        self._session.apply(edit, *args, merge=self, label=label)
        if self._session.document is not before:
            self._made = self._session.document


class DragValue(EditGesture):
    """Change one number by dragging up and down; subclasses say which number."""

    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(self, session: Session, start: QPointF, value: float, full: float) -> None:
        super().__init__(session)
        self._y = start.y()
        self._start = self._value = value
        self._per_pixel = full / FULL_DRAG
        self._way = 0.0
        """Pixels up from the start, those with Shift for a tenth."""

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        share = FINE if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
        # Step by step, so that pressing Shift midway doesn't make the value jump; from the start, so that the
        # way back leads to the very value that was there.
        self._way += (self._y - point.y()) * share
        wanted = self._start + self._way * self._per_pixel
        self._value = self.limited(wanted)
        if self._value != wanted:
            self._way = (self._value - self._start) / self._per_pixel
        self._y = point.y()
        self.put(self._value)

    @property
    def caption(self) -> tuple[str, int]:
        return f"{self.symbol} = {numbers.number(self._value, 2)}", int(np.sign(self._value))

    symbol = ""

    def put_at(self, value: float) -> None:
        """Make ``value`` the document's, wherever the pointer is."""
        self._value = value
        self.put(value)

    def limited(self, value: float) -> float:
        """The nearest value that this number may take."""
        return value

    def put(self, value: float) -> None:
        """Make ``value`` the document's."""
        raise NotImplementedError


class DragWeight(DragValue):
    """Drag an edge: its weight."""

    symbol = "w"

    def __init__(
        self, session: Session, start: QPointF, layer: int, index: tuple[int, ...], full: float
    ) -> None:
        weight = session.document.network.layer_parameters(layer)["weight"]
        super().__init__(session, start, float(weight[index]), full)
        self._layer = layer
        self._index = index

    def put(self, value: float) -> None:
        self.apply(edits.set_weight, self._layer, self._index, value, label="Change weight")


class DragBias(DragValue):
    """Drag a neuron's bias mark: its bias."""

    symbol = "b"

    def __init__(self, session: Session, start: QPointF, layer: int, unit: int, full: float) -> None:
        bias = session.document.network.layer_parameters(layer)["bias"]
        super().__init__(session, start, float(bias[unit]), full)
        self._layer = layer
        self._unit = unit

    def put(self, value: float) -> None:
        self.apply(edits.set_bias, self._layer, self._unit, value, label="Change bias")


class DragInput(DragValue):
    """Drag an input: its value."""

    symbol = "x"

    def __init__(
        self, session: Session, start: QPointF, index: tuple[int, ...], full: float, layer: int = 0
    ) -> None:
        super().__init__(session, start, float(session.document.input_of(layer)[index]), full)
        self._layer = layer
        self._index = index
        self._bounds = words.input_bounds(session.document, layer)

    def limited(self, value: float) -> float:
        return min(max(value, self._bounds[0]), self._bounds[1])

    def put(self, value: float) -> None:
        self.apply(edits.set_value, self._layer, self._index, value, label="Change input")


class _DragHeld(DragValue):
    """Drag what a neuron computes, its z or its a by its ``symbol``: it is held there from then on."""

    label: str

    def __init__(self, session: Session, start: QPointF, target: Target, value: float, full: float) -> None:
        super().__init__(session, start, value, full)
        self._target = target

    def put(self, value: float) -> None:
        self.apply(edits.set_override, self._target, self.symbol, value, label=self.label)


class DragActivation(_DragHeld):
    """Drag a neuron with Alt: what it passes on, whatever it computed."""

    symbol, label = "a", "Override activation"


class DragAcross(EditGesture):
    """Drag along the slope's axis: z is where the pointer is, as far as it has gone from where it began."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(
        self, session: Session, start: QPointF, target: Target, value: float, per_pixel: float
    ) -> None:
        super().__init__(session)
        self._x = start.x()
        self._target = target
        self._value = value
        self._per_pixel = per_pixel

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        share = FINE if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
        self._value += (point.x() - self._x) * self._per_pixel * share
        self._x = point.x()
        self.apply(edits.set_override, self._target, "z", self._value, label="Override z")

    @property
    def caption(self) -> tuple[str, int]:
        return f"z = {numbers.number(self._value, 3)}", int(np.sign(self._value))


class DragParameter(DragValue):
    """Drag a parameter of a layer's function, from one exact decimal to the next."""

    def __init__(
        self, session: Session, start: QPointF, layer: int, name: str, full: float | None = None
    ) -> None:
        """``full`` is what a long drag changes, by default the parameter's whole range."""
        self._choice, self._name = function_of(session, layer), name
        function = self._choice.now()
        low, high = function.parameter_ranges[name]
        super().__init__(session, start, function.parameters[name], high - low if full is None else full)
        self._layer, self._low, self._high = layer, low, high
        self.symbol = names.parameter(name)

    def limited(self, value: float) -> float:
        return min(max(value, self._low), self._high)

    def put(self, value: float) -> None:
        function = self._choice.now()
        changed = with_parameter(function, self._name, round(value, places(function, self._name)))
        self.apply(edits.set_activation, self._layer, changed, label=f"Change {self.symbol}")

    @property
    def caption(self) -> tuple[str, int]:
        return text(self._choice.now(), self._name), 0


class DragScore(_DragHeld):
    """Drag the z of a neuron that is opened up: f is applied to it, whatever the sum says."""

    symbol, label = "z", "Override z"


class DragStored(DragValue):
    """Drag a number of a layer's own, such as a stored mean."""

    def __init__(self, session: Session, start: QPointF, layer: int, stored: Stored, full: float) -> None:
        super().__init__(session, start, stored.value, full)
        self._layer = layer
        self._stored = stored
        self.symbol = stored.symbol

    def limited(self, value: float) -> float:
        # No variance is below 0.
        return max(value, 0.0) if self._stored.parameter == "variance" else value

    def put(self, value: float) -> None:
        stored = self._stored
        label = f"Change {stored.symbol}"
        self.apply(edits.set_parameter, self._layer, stored.parameter, stored.index, value, label=label)


class DragAcrossLine(Gesture):
    """Drag a number along a number line: what another gesture does by height is done by going right."""

    cursor = Qt.CursorShape.SizeHorCursor
    edits = True

    def __init__(self, start: QPointF, inner: DragValue, value: float, per_pixel: float) -> None:
        self._inner = inner
        self._x = start.x()
        self._value = value
        self._per_pixel = per_pixel

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        share = FINE if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
        self._value = self._inner.limited(self._value + (point.x() - self._x) * self._per_pixel * share)
        self._x = point.x()
        self._inner.put_at(self._value)

    def cancel(self) -> None:
        self._inner.cancel()
