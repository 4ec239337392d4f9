"""Choosing a layer's activation function: every one with its curve, and its own parameters live."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nnviz.document import edits
from nnviz.engine.functions import activations
from nnviz.engine.functions.base import ActivationFunction
from nnviz.scene.words import names, numbers
from nnviz.session import Session
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import PlainLabel, set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.slider import Slider

REACH = 4.0
"""The curves are drawn for z from −4 to 4."""


class ActivationMenu(Guarded, QFrame):
    """A popup with one row a function. Choosing acts at once; a drag of a parameter is one undo step."""

    def __init__(self, session: Session, layer: int, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._layer = layer
        self._look = look
        self._anchor = QPoint(0, 0)
        self.list = QListWidget(self)
        self.sliders: dict[str, Slider] = {}
        self._rows: list[QWidget] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(6, 6, 6, 6)
        self._box.addWidget(self.list)
        self._parameters = QVBoxLayout()
        self._box.addLayout(self._parameters)
        self._style()
        self._fill()
        self.list.itemClicked.connect(lambda _: self._choose())
        self.list.itemActivated.connect(lambda _: self._choose())
        self._show_parameters()

    @property
    def function(self) -> ActivationFunction:
        """The layer's function as the document has it."""
        function = self._session.document.network.layer(self._layer).activation
        assert function is not None, "the menu opens only on layers that have one"
        return function

    def open_at(self, where: QPoint) -> None:
        """Show it on the screen at ``where``, or as near as it fits."""
        self._anchor = where
        self._fit()
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit(self) -> None:
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(self._anchor.x(), screen.right() - self.width())
        y = min(self._anchor.y(), screen.bottom() - self.height())
        self.move(max(x, screen.left()), max(y, screen.top()))

    def _style(self) -> None:
        theme, look = self._look.theme, self._look
        self.setStyleSheet(
            f"ActivationMenu {{ background: {theme.panel}; border: 1px solid {theme.line}; }}"
            f"QListWidget {{ background: {theme.panel}; color: {theme.ink}; border: none; outline: none;"
            f" font-size: {round(look.text(16))}px; }}"
            f"QListWidget::item {{ padding: {look.px(4)}px 8px; border-radius: 6px; }}"
            f"QListWidget::item:hover {{ background: {theme.raised}; }}"
            f"QListWidget::item:selected {{ background: {theme.raised}; color: {theme.now}; }}"
            f"QLabel {{ color: {theme.ink2}; font-size: {round(look.text(15))}px; }}"
        )

    def _fill(self) -> None:
        size = QSize(max(self._look.px(44), 36), self._look.target(28))
        self.list.setIconSize(size)
        self.list.setAccessibleName("Activation functions")
        for name in activations.names():
            function = activations.get(name)
            item = QListWidgetItem(QIcon(self._curve(function, size)), names.function_title(function))
            item.setData(Qt.ItemDataRole.UserRole, name)
            set_tooltip(item, f"{function.character} {function.use}")
            self.list.addItem(item)
            if name == self.function.name:
                self.list.setCurrentItem(item)
        height = self.list.sizeHintForRow(0)
        self.list.setFixedSize(self._look.px(250), min(self.list.count(), 12) * height + 4)

    def _curve(self, function: ActivationFunction, size: QSize) -> QPixmap:
        """A small plot of f over z from −4 to 4; of softmax, against three other scores of 0."""
        z = np.linspace(-REACH, REACH, size.width(), dtype=np.float32)
        if function.elementwise:
            a = function.forward(z)
        else:
            rows = np.zeros((len(z), 4), np.float32)
            rows[:, 0] = z
            a = function.forward(rows)[:, 0]
        low, high = min(float(a.min()), 0.0), max(float(a.max()), 1e-6)
        ratio = self.devicePixelRatioF()
        result = QPixmap(size * ratio)
        result.setDevicePixelRatio(ratio)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = size.height() - 3 - (a - low) / (high - low) * (size.height() - 6)
        zero = size.height() - 3 + low / (high - low) * (size.height() - 6)
        painter.setPen(QPen(self._look.color("line"), 1))
        painter.drawLine(QPointF(0, zero), QPointF(size.width(), zero))
        painter.drawLine(QPointF(size.width() / 2, 0), QPointF(size.width() / 2, size.height()))
        painter.setPen(QPen(self._look.color("ink"), 1.8))
        painter.drawPolyline(QPolygonF([QPointF(x, float(v)) for x, v in enumerate(y)]))
        painter.end()
        return result

    # choosing

    def _choose(self) -> None:
        item = self.list.currentItem()
        name = str(item.data(Qt.ItemDataRole.UserRole))
        if name != self.function.name:
            label = f"Use {names.function(activations.get(name))}"
            self._session.apply(edits.set_activation, self._layer, name, {}, label=label)
        self._show_parameters()
        if not self.sliders:
            self.close()

    def _show_parameters(self) -> None:
        for row in self._rows:
            self._parameters.removeWidget(row)
            take_away(row)
        self.sliders = {}
        self._rows = [self._parameter_row(name, value) for name, value in self.function.parameters.items()]
        for row in self._rows:
            self._parameters.addWidget(row)
            row.show()
        self._box.invalidate()
        self._fit()

    def _parameter_row(self, name: str, value: float) -> QWidget:
        row, symbol = QWidget(self), names.parameter(name)
        box = QHBoxLayout(row)
        box.setContentsMargins(8, 4, 8, 4)
        label = PlainLabel(f"{symbol} = {numbers.number(value, 2)}", row)
        label.setMinimumWidth(self._look.px(76))
        slider = Slider(f"{symbol}, the parameter of {names.function(self.function)}", row)
        slider.set_look(self._look)
        slider.setMinimumHeight(self._look.target())
        choices = self.function.parameter_choices.get(name, ())
        slider.set_bounds(*self.function.parameter_ranges[name], choices)
        slider.show_value(value)

        def change(new: float) -> None:
            new = round(new, 3)
            parameters = {**self.function.parameters, name: new}
            self._session.apply(
                edits.set_activation, self._layer, self.function.name, parameters, merge=slider.merge,
                label=f"Change {symbol}",
            )  # fmt: skip
            label.setText(f"{symbol} = {numbers.number(new, 2)}")
            slider.show_value(new)

        slider.moved.connect(change)
        slider.held.connect(self._session.hold)
        slider.released.connect(self._session.release)
        box.addWidget(label)
        box.addWidget(slider, 1)
        self.sliders[name] = slider
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
