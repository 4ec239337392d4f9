"""The list of layers, with their sizes, activation functions and parameter counts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.engine import Layer
from nnviz.engine.functions.base import ActivationFunction
from nnviz.scene.time.stage import hides
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.outcome import strongest
from nnviz.session import Change, Session
from nnviz.ui.layer_function import function_of
from nnviz.ui.run.rail.section import RailSection
from nnviz.ui.style import TARGET, Look
from nnviz.ui.widgets.buttons import DashedButton, PaintedButton, TextButton
from nnviz.ui.widgets.fitting import fullest, write
from nnviz.ui.widgets.function_menu import FunctionMenu
from nnviz.ui.widgets.menus import show_above
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.scroll_area import scroll_area

ROW, GAP, ADD = 42, 6, 36
HEAD = 48
NAME_PIXELS = (16, 15, 14, 13)
"""A name takes the largest of these sizes at which it fits; over what it is, the second at most."""
KIND_PIXELS = 13
AROUND = 8
"""Rows made above and below those in sight."""


class LayerRow(PaintedButton):
    """One layer; pressing it selects its strongest neuron. Its activation function is a button of its own."""

    def __init__(self, session: Session, document: Document, number: int, parent: QWidget) -> None:
        self.layer_name, self.kind_words, self.size_words = _words(document, number)
        self._forms = names.layer_forms(document, number)
        said = names.numbered_layer(document, number)
        super().__init__(f"{said}, {self.kind_words}" if self.kind_words else said, parent)
        self._session = session
        self.number = number
        self.parameters = _parameter_count(document, number)
        self.words = _row_words(document, number)
        self.activation: TextButton | None = None
        self.clicked.connect(self._select)
        function = document.network.layer(number).activation if number else None
        if function is not None:
            self._add_activation(function)

    def _add_activation(self, function: ActivationFunction) -> None:
        name = names.function(function)
        self.activation = TextButton(name, name, self, token="ink2")
        self.activation.describe(
            f"Activation function: {name}", f"{names.function_title(function)}: choose another"
        )
        self.activation.weight = 400
        self.activation.pixels = 15
        self.activation.align = Qt.AlignmentFlag.AlignLeft
        self.activation.clicked.connect(self._open_menu)

    def _open_menu(self) -> None:
        assert self.activation is not None
        menu = FunctionMenu(function_of(self._session, self.number), self.look, self.window())
        menu.open_at(self.activation.mapToGlobal(QPoint(0, self.activation.height())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click, or the menu key: what can be done with the layer."""
        from nnviz.ui.layer_menu import LayerMenu

        LayerMenu(self._session, self.number, self.window()).popup(event.globalPos())

    def _select(self) -> None:
        session = self._session
        is_hidden = hides(session.view, session.moment, self.number)
        session.select(strongest(session.trace, self.number, is_hidden))

    def set_look(self, look: Look) -> None:
        super().set_look(look)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the activation function's button."""
        self._place()

    def _place(self) -> None:
        if self.activation is not None:
            px = self.look.px
            self.activation.set_look(self.look)
            count = QFontMetricsF(self.look.font(15)).horizontalAdvance(f"{self.parameters:,}")
            right = round(count) + px(22) if self.parameters else px(12)
            height = max(self.height() - px(8), TARGET)
            self.activation.setGeometry(
                px(115), (self.height() - height) // 2, max(self.width() - px(115) - right, TARGET), height
            )

    def paint(self, painter: QPainter) -> None:
        look = self.look
        here = self._session.here
        is_chosen = here is not None and here.layer == self.number
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(look.color("raised"))
        painter.setPen(QPen(look.color("now"), 2) if is_chosen else Qt.PenStyle.NoPen)
        if self.underMouse() and not is_chosen:
            painter.setPen(QPen(look.color("line"), 1))
        painter.drawRoundedRect(rect, look.px(10), look.px(10))
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        look, height = self.look, self.height()
        middle = Qt.AlignmentFlag.AlignVCenter
        line = 0.44 * height if self.kind_words else height
        above = 0.07 * height if self.kind_words else 0.0
        wide = look.px(92) if self.activation or self.size_words else self.width() - look.px(80)
        fonts = [look.font(pixels, 600) for pixels in NAME_PIXELS[bool(self.kind_words) :]]
        fitting = (f for f in fonts if QFontMetricsF(f).horizontalAdvance(self.layer_name) <= wide)
        painter.setFont(next(fitting, fonts[-1]))
        painter.setPen(look.color("ink"))
        name = fullest(painter.fontMetrics(), self._forms, wide)
        painter.drawText(QRectF(look.px(17), above, wide, line), middle, name)
        below = QRectF(look.px(17), above + line, wide, line)
        write(painter, below, self.kind_words, look, KIND_PIXELS, token="ink2")
        painter.setFont(look.font(15))
        painter.drawText(
            QRectF(look.px(115), 0, self.width() - look.px(115), height), middle, self.size_words
        )
        if self.parameters:
            room = QRectF(0, 0, self.width() - look.px(15), height)
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, f"{self.parameters:,}")


class LayersSection(RailSection):
    """The title, the parameter count, and a row a layer; the rows scroll where they don't fit."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._made: dict[int, LayerRow] = {}
        self._count = 0
        self._chosen: int | None = None
        """The layer of what is looked at."""
        self._layers: tuple[Layer, ...] = ()
        self._list = QWidget()
        self._area = scroll_area(self._list, self, is_fitted=False)
        self.add = DashedButton("+ Add layer", "Add a layer", self._list, token="ink2")
        self.add.describe("Add a layer", "Add a layer after the selected one, before the output")
        self.add.clicked.connect(self._open_add_menu)
        self._area.verticalScrollBar().valueChanged.connect(self._make_rows)

    @property
    def rows(self) -> tuple[LayerRow, ...]:
        """The rows that have been in sight, in order: a network may have thousands of layers."""
        return tuple(self._made[number] for number in sorted(self._made))

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & Change.DOCUMENT or (change & Change.NETWORK and self._is_stale()):
            self._rebuild()
        here = self.session.here
        layer = None if here is None else here.layer
        if layer != self._chosen or change & Change.SELECTION:
            self._chosen = layer
            for row in self.rows:
                row.update()

    def _is_stale(self) -> bool:
        document = self.session.document
        if document.network.layers is self._layers:
            return False
        self._layers = document.network.layers
        if self._count != len(self._layers) + 1:
            return True
        return any(row.words != _row_words(document, row.number) for row in self.rows)

    def _rebuild(self) -> None:
        for row in self.rows:
            take_away(row)
        self._layers = self.session.document.network.layers
        self._count = len(self._layers) + 1
        self._made = {}
        self.place()
        self.update()

    def _make_rows(self) -> None:
        """Make the rows that are in sight, and some around them."""
        top = self._area.verticalScrollBar().value()
        first = top // self._pitch() - AROUND
        last = (top + self._area.viewport().height()) // self._pitch() + AROUND
        for number in range(max(first, 0), min(last + 1, self._count)):
            if number not in self._made:
                row = self._made[number] = LayerRow(self.session, self.state.document, number, self._list)
                self._place_row(row)
                row.show()

    def height_wanted(self) -> int:
        return self.look.px(HEAD) + self._list_height()

    def _open_add_menu(self) -> None:
        from nnviz.ui.layer_menu import AddMenu

        show_above(AddMenu(self.session, self.window()), self.add)

    def _pitch(self) -> int:
        """From one row to the next."""
        return self.look.target(ROW + 2) - 2 + self.look.px(GAP)

    def _list_height(self) -> int:
        """All rows and the button below them, to its very end: nobody scrolls for a gap."""
        return self._count * self._pitch() + self.look.target(ADD) + 1

    def place(self) -> None:
        look = self.look
        top = look.px(HEAD)
        self._area.setGeometry(0, top, self.width(), max(self.height() - top, 1))
        self._list.resize(self.width(), self._list_height())
        margin, width = self.inner()
        self.add.set_look(look)
        self.add.setGeometry(margin, self._count * self._pitch(), width, look.target(ADD))
        for row in self._made.values():
            self._place_row(row)
        self._make_rows()

    def _place_row(self, row: LayerRow) -> None:
        margin, width = self.inner()
        row.set_look(self.look)
        row.setGeometry(margin - 1, row.number * self._pitch(), width + 2, self.look.target(ROW + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, width = self.inner()
        painter.fillRect(QRectF(left, self.look.px(4), width, 1.5), self.look.color("line"))
        count = self.state.document.network.parameter_count
        self.paint_line(painter, "Network", 31, 18)
        self.paint_line(painter, amount(count, "parameter"), 31, 14, 500, "ink2", Qt.AlignmentFlag.AlignRight)


def _words(document: Document, number: int) -> tuple[str, str, str]:
    """A layer's name, below it what it is where the name doesn't say so, and for the input its size."""
    name = names.layer(document, number)
    if number == 0:
        return name, "", names.units(document, 0)
    kind = names.kind(document.network.layer(number))
    return name, "" if kind == name else kind, ""


def _row_words(document: Document, number: int) -> tuple[str, ...]:
    """All that a row says; another row is needed where it changes."""
    function = document.network.layer(number).activation if number else None
    name = "" if function is None else names.function(function)
    return (*_words(document, number), name, str(_parameter_count(document, number)))


def _parameter_count(document: Document, number: int) -> int:
    return sum(array.size for array in document.network.layer_parameters(number).values()) if number else 0
