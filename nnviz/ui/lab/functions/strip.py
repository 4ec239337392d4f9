"""The row below the cards: the functions that wait, a way to add more, and the table."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.engine import ActivationFunction
from nnviz.scene.lab.functions.cards import Cards
from nnviz.scene.words import names
from nnviz.ui.lab.functions.own_field import OwnField
from nnviz.ui.paint.curves import paint_function
from nnviz.ui.plain import button_text
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.menus import new_menu, show_above
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving

OWN, LABEL = 330.0, 84.0
"""The spec's pixels of the field for a function of one's own, and of the letters before it."""


class SmallCard(PaintedButton):
    """A function in miniature: pressed, it comes among the large cards."""

    def __init__(self, function: ActivationFunction, parent: QWidget) -> None:
        title = names.function_title(function)
        super().__init__(title, parent)
        self.function = function
        self.title = title
        self.describe(f"Show {title}", f"Show {title}. {function.character}")

    def width_wanted(self) -> int:
        """Room for the curve and the name."""
        letters = QFontMetricsF(self.look.font(16, 600))
        return round(self.look.px(64) + letters.horizontalAdvance(self.title) + self.look.px(16))

    def paint(self, painter: QPainter) -> None:
        look = self.look
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(look.color("ink3" if self.underMouse() else "line"), 1))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(rect, look.px(10), look.px(10))
        curve = rect.adjusted(look.px(10), look.px(10), 0, -look.px(10))
        curve.setWidth(look.px(46))
        paint_function(painter, curve, self.function, look.color("ink"), look.color("line"))
        room = rect.adjusted(look.px(64), 0, -look.px(4), 0)
        write(painter, room, self.title, look, 16, 600)


class Strip(Part):
    """Small cards, a field for a function of one's own, "+", and the table's switch."""

    brought = Signal(int)
    added = Signal(object)
    reset_wanted = Signal()
    table_wanted = Signal(bool)
    learned_wanted = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards: list[SmallCard] = []
        self._first = 0
        self._missing: Cards = ()
        self.more = Chip("", "The cards that have no room here", self)
        self.add = Chip("+ Add", "Add a function", self)
        self.own = OwnField(self)
        self.learned = Chip("Trained", "The same network trained with each of four functions", self)
        self.table = Chip("Table", "All functions side by side in a table", self)
        for chip in (self.more, self.add):
            chip.setCheckable(False)
        self.more.pill = self.add.pill = True
        self.more.clicked.connect(self._show_more)
        self.add.clicked.connect(self._show_missing)
        self.table.clicked.connect(lambda: self.table_wanted.emit(not self.table.isChecked()))
        self.learned.clicked.connect(lambda: self.learned_wanted.emit(not self.learned.isChecked()))
        self._stop = Roving(self)

    def parts(self) -> list[QWidget]:
        """All buttons."""
        return [*self.cards, self.more, self.own, self.add, self.learned, self.table]

    def show_cards(self, cards: Cards, first: int, missing: Cards, shown: str) -> None:
        """Show the cards from number ``first`` on; ``missing`` can be added. ``shown`` is what stands in the
        large cards' place: "table", "learned", or nothing."""
        self._first, self._missing = first, missing
        waiting = cards[first:]
        if tuple(card.function for card in self.cards) != waiting:
            for card in self.cards:
                take_away(card)
            self.cards = [SmallCard(function, self) for function in waiting]
            for place, card in enumerate(self.cards):
                card.clicked.connect(partial(self.brought.emit, first + place))
                card.set_look(self.look)
                card.show()
        self.table.show_state(shown == "table")
        self.learned.show_state(shown == "learned")
        self.place()

    def place(self) -> None:
        """From the left as many cards as fit; "+" and the table at the right."""
        look, high = self.look, self.height()
        right = self.width()
        for chip in (self.table, self.learned, self.add):
            wide = chip.width_wanted() + look.px(12)
            right -= wide
            chip.setGeometry(right, (high - look.target()) // 2, wide, look.target())
            right -= look.px(6)
        wide = look.px(OWN)
        right -= wide + look.px(6)
        self.own.setGeometry(right, (high - look.target(44)) // 2, wide, look.target(44))
        right -= look.px(LABEL)
        x, hidden = 0, 0
        widths = [card.width_wanted() for card in self.cards]
        reserve = look.px(90) if sum(widths) + look.px(8) * len(widths) > right else 0
        for card, wide in zip(self.cards, widths, strict=True):
            fits = x + wide <= right - reserve and not hidden
            card.setVisible(fits)
            hidden += not fits
            if fits:
                card.setGeometry(x, 0, wide, high)
                x += wide + look.px(8)
        self.more.setVisible(bool(hidden))
        self.more.setText(f"{hidden} more")
        self.more.setGeometry(x, (high - look.target()) // 2, self.more.width_wanted() + 8, look.target())
        self._stop.show([card for card in self.cards if not card.isHidden()])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        label = QRectF(self.own.x() - self.look.px(LABEL), 0, self.look.px(LABEL - 8), self.height())
        write(painter, label, "f(z) =", self.look, 18, 700, "ink", Qt.AlignmentFlag.AlignRight)

    def _show_more(self) -> None:
        menu = new_menu(self)
        for place, card in enumerate(self.cards):
            if card.isHidden():
                menu.addAction(button_text(card.title), partial(self.brought.emit, self._first + place))
        show_above(menu, self.more)

    def _show_missing(self) -> None:
        menu = new_menu(self)
        for function in self._missing:
            title = names.function_title(function)
            menu.addAction(button_text(title), partial(self.added.emit, function))
        if self._missing:
            menu.addSeparator()
        menu.addAction("Back to the first cards", self.reset_wanted.emit)
        show_above(menu, self.add)
