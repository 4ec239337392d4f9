"""One segment a card: which are done, which is shown; each a press away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.ui.style import TARGET, Look
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving

HIGH, APART = 8.0, 5.0
DONE = 0.5
"""How much of ``now`` the segment of a card that is done has."""


class Segment(PaintedButton):
    """One card. It is as tall as a target; what is seen of it is a bar in its middle."""

    radius = 6.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setCheckable(True)
        self.is_done = False

    def nextCheckState(self) -> None:
        """Being pressed doesn't check it: what is shown follows the lesson."""

    def paint(self, painter: QPainter) -> None:
        high = HIGH * self.look.s + (3 if self.underMouse() else 0)
        bar = QRectF(0, (self.height() - high) / 2, self.width(), high)
        paint(painter, self.look, bar, self.isChecked(), self.is_done)


class Segments(Part):
    """All of them in a row; Tab stops at one, arrows go on."""

    chosen = Signal(int)
    """The number of a card, from 0."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: list[Segment] = []
        self._stop = Roving(self)
        self.setAccessibleName("Cards of the lesson")

    def show_cards(self, names: Sequence[str], done: Sequence[bool], current: int) -> None:
        """Show these cards; ``names`` are said of them."""
        while len(self.buttons) > len(names):
            take_away(self.buttons.pop())
        while len(self.buttons) < len(names):
            self._add(len(self.buttons))
        for number, (button, name) in enumerate(zip(self.buttons, names, strict=True)):
            if button.accessibleName() != name:
                button.describe(name)
            button.setChecked(number == current)
            if button.is_done != done[number]:
                button.is_done = done[number]
                button.update()
        self._stop.show(self.buttons)
        self.place()

    def _add(self, number: int) -> None:
        button = Segment(self)
        button.set_look(self.look)
        button.clicked.connect(lambda: self.chosen.emit(number))
        button.show()
        self.buttons.append(button)

    def parts(self) -> Iterable[QWidget]:
        return self.buttons

    def height_wanted(self) -> int:
        return TARGET

    def place(self) -> None:
        count = len(self.buttons)
        apart = min(APART * self.look.s, self.width() / max(3 * count, 1))
        wide = (self.width() - apart * (count - 1)) / max(count, 1)
        for number, button in enumerate(self.buttons):
            left = round(number * (wide + apart))
            right = round(number * (wide + apart) + wide)
            button.setGeometry(left, 0, max(right - left, 1), self.height())


def paint_row(
    painter: QPainter, look: Look, rect: QRectF, done: Sequence[bool], current: int | None = None
) -> None:
    """A row of segments to look at: on a lesson's card, or in the large one of the start page."""
    count = len(done)
    if not count:
        return
    apart = min(APART * look.s, rect.width() / (3 * count))
    wide = (rect.width() - apart * (count - 1)) / count
    for number, is_done in enumerate(done):
        bar = QRectF(rect.left() + number * (wide + apart), rect.top(), wide, rect.height())
        paint(painter, look, bar, number == current, is_done)


def paint(painter: QPainter, look: Look, bar: QRectF, is_current: bool, is_done: bool) -> None:
    """One segment: ``now`` where one is, tinted where it is done."""
    painter.setPen(Qt.PenStyle.NoPen)
    if is_current:
        painter.setBrush(look.color("now"))
    else:
        painter.setBrush(
            look.theme.mix("now", DONE, "panel") if is_done else look.theme.mix("line", 0.8, "panel")
        )
    radius = bar.height() / 2
    painter.drawRoundedRect(bar, radius, radius)
