"""Choosing a layer's activation function: a chip that opens a menu, and a slider for each parameter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from nnviz.document import edits
from nnviz.engine import ActivationFunction
from nnviz.engine.functions import activations
from nnviz.scene.words import names
from nnviz.scene.words.numbers import number
from nnviz.session import Session
from nnviz.ui import icons
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import PlainLabel, button_text, set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.slider import Slider


class FunctionButton(PaintedButton):
    """The name of the activation function; pressing it opens the list of all of them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Activation function of this layer", parent)
        self._session = session
        self._layer = 0
        self._function: ActivationFunction | None = None
        self.clicked.connect(self._open)

    def show_function(self, layer: int, function: ActivationFunction) -> None:
        """Name the function of a layer."""
        if (layer, function) != (self._layer, self._function):
            self._layer, self._function = layer, function
            self.setText(names.function(function))
            title = names.function_title(function)
            self.describe(f"Activation function: {self.text()}", f"{title}: choose another one")
            self.update()

    def menu(self) -> QMenu:
        """All functions, the present one marked."""
        menu = QMenu(self)
        for name in activations.names():
            function = activations.get(name)
            action = menu.addAction(button_text(names.function_title(function)))
            action.setData(name)
            set_tooltip(action, function.character)
            action.setCheckable(True)
            action.setChecked(self._function is not None and name == self._function.name)
            action.triggered.connect(partial(self._use, name))
        menu.setToolTipsVisible(True)
        return menu

    def wanted_width(self) -> float:
        """The width that shows the whole name."""
        return QFontMetricsF(self.look.font(16, 600)).horizontalAdvance(self.text()) + 44 * self.look.s

    def focus_rect(self) -> QRectF:
        return self._plate()

    def sizeHint(self) -> QSize:
        return QSize(round(self.wanted_width()), self.look.target())

    def paint(self, painter: QPainter) -> None:
        look, plate = self.look, self._plate()
        painter.setPen(QPen(look.color("ink3"), 1) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(plate, 8 * look.s, 8 * look.s)
        painter.setFont(look.font(16, 600))
        painter.setPen(look.color("ink"))
        size = max(12, look.px(16))
        room = plate.adjusted(10 * look.s, 0, -size - 10 * look.s, 0)
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        arrow = icons.pixmap("chevron-down", look.theme.ink2, size, self.devicePixelRatioF())
        painter.drawPixmap(int(plate.right() - size - 7 * look.s), int(plate.center().y() - size / 2), arrow)

    def _plate(self) -> QRectF:
        height = max(28 * self.look.s, 24)
        return QRectF(1, (self.height() - height) / 2, self.width() - 2, height)

    def _open(self) -> None:
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _use(self, name: str) -> None:
        if self._function is None or name != self._function.name:
            label = f"Use {names.function(activations.get(name))}"
            self._session.apply(edits.set_activation, self._layer, name, {}, label=label)


class Parameter(Guarded, QWidget):
    """A slider for an activation function's own parameter, such as α of the leaky ReLU."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._layer = 0
        self._function: ActivationFunction | None = None
        self._name = ""
        self._label = PlainLabel(parent=self)
        self.slider = Slider("Parameter of the activation function", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        row.addWidget(self.slider, 1)
        self.slider.moved.connect(self._set)
        self.slider.held.connect(session.hold)
        self.slider.released.connect(session.release)

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        self._label.setFont(look.font(15, 600))
        palette = self._label.palette()
        palette.setColor(self._label.foregroundRole(), look.color("ink"))
        self._label.setPalette(palette)
        self._label.setMinimumWidth(round(QFontMetricsF(self._label.font()).horizontalAdvance("α = 0.000")))
        self.slider.set_look(look)

    def show_function(self, layer: int, function: ActivationFunction) -> None:
        """Show the parameter, or nothing where there is none to choose."""
        self._layer, self._function = layer, function
        own = [] if function.learned else list(function.parameters)
        self.setVisible(bool(own))
        if own:
            self._name = own[0]
            low, high = function.parameter_ranges[self._name]
            value = function.parameters[self._name]
            self._label.setText(f"{names.parameter(self._name)} = {number(value, 2)}")
            self.slider.set_bounds(low, high, function.parameter_choices.get(self._name, ()))
            self.slider.show_value(value)

    def _set(self, value: float) -> None:
        if self._function is None:
            return
        name, parameters = self._function.name, {**self._function.parameters, self._name: value}
        label = f"Change {names.parameter(self._name)}"
        self._session.apply(
            edits.set_activation, self._layer, name, parameters, merge=self.slider.merge, label=label
        )
