"""Choosing a layer's activation function: every one with its curve, and its own parameters live."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nnviz.engine import ActivationFunction
from nnviz.engine.functions import activations
from nnviz.scene.words import names
from nnviz.ui.guard import Guarded
from nnviz.ui.paint.curves import paint_function
from nnviz.ui.paint.kept_pixmap import painted
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look, ratio_of
from nnviz.ui.widgets.function_choice import FunctionChoice
from nnviz.ui.widgets.parameters import Parameters

MOST_ROWS = 12


class FunctionMenu(Guarded, QFrame):
    """A popup with one row a function. Choosing acts at once; a drag of a parameter is one undo step."""

    def __init__(self, choice: FunctionChoice, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choice = choice
        self._look = look
        self._anchor = QPoint(0, 0)
        self.list = QListWidget(self)
        self.parameters = Parameters(self)
        self.parameters.setContentsMargins(8, 4, 8, 4)
        self.parameters.set_look(look)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(6, 6, 6, 6)
        self._box.addWidget(self.list)
        self._box.addWidget(self.parameters)
        self._style()
        self._fill(choice.now())
        self.list.itemClicked.connect(lambda _: self._choose())
        self.list.itemActivated.connect(lambda _: self._choose())
        self.parameters.show_function(choice.now(), choice)

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
            f"FunctionMenu {{ background: {theme.panel}; border: 1px solid {theme.line}; }}"
            f"QListWidget {{ background: {theme.panel}; color: {theme.ink}; border: none; outline: none;"
            f" font-size: {round(look.text(16))}px; }}"
            f"QListWidget::item {{ padding: {look.px(4)}px 8px; border-radius: 6px; }}"
            f"QListWidget::item:hover {{ background: {theme.raised}; }}"
            f"QListWidget::item:selected {{ background: {theme.raised}; color: {theme.now}; }}"
        )

    def _fill(self, chosen: ActivationFunction) -> None:
        size = QSize(max(self._look.px(44), 36), self._look.target(28))
        self.list.setIconSize(size)
        self.list.setAccessibleName("Activation functions")
        named = tuple(map(activations.get, activations.names()))
        # A parameter may be another than the menu's, but what a person wrote is a function by itself.
        self.functions = (*named, *dict.fromkeys((*self._choice.own(), *_written(chosen))))
        for function in self.functions:
            item = QListWidgetItem(self._curve(function, size), names.function_title(function))
            set_tooltip(item, f"{names.whole_formula(function)}{function.character} {function.use}")
            self.list.addItem(item)
            if _is_same(function, chosen):
                self.list.setCurrentItem(item)
        height = self.list.sizeHintForRow(0)
        bar = self.list.verticalScrollBar().sizeHint().width()
        wide = max(self._look.px(250), self.list.sizeHintForColumn(0) + bar + 4)
        self.list.setFixedSize(wide, min(self.list.count(), MOST_ROWS) * height + 4)

    def _curve(self, function: ActivationFunction, size: QSize) -> QIcon:
        rect = QRectF(0, 3, size.width(), size.height() - 6)
        line, ink = self._look.color("line"), self._look.color("ink")
        whole = rect.adjusted(0, -3, 0, 3)
        ratio = ratio_of(self)
        return QIcon(painted(whole, ratio, lambda own: paint_function(own, rect, function, ink, line)))

    def _choose(self) -> None:
        function = self.functions[self.list.currentRow()]
        if not _is_same(function, self._choice.now()):
            self._choice.put(function, f"Use {names.function(function)}", None)
        self.parameters.show_function(self._choice.now(), self._choice)
        self._box.invalidate()
        self._fit()
        if not self.parameters.rows:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _written(function: ActivationFunction) -> tuple[ActivationFunction, ...]:
    """The function where it is a person's own."""
    return (function,) if function.written else ()


def _is_same(one: ActivationFunction, other: ActivationFunction) -> bool:
    """Whether one is the other, whatever its parameters."""
    return (one.name, one.written) == (other.name, other.written)
