"""The breadcrumbs: network, layer, neuron; each a press back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Document, Target
from nnviz.scene.view.levels import Level
from nnviz.scene.words import names
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.guard import Guarded
from nnviz.ui.style import TARGET, Look
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.removal import take_away

PIXELS = 15.0
BETWEEN = "›"


def crumbs(document: Document, target: Target | None, level: Level) -> tuple[tuple[str, Level], ...]:
    """What leads to what is shown, and the level that each leads back to."""
    found = [(names.network(document), Level.NETWORK)]
    if target is None:
        return tuple(found)
    found.append((names.layer_as_noun(document, target.layer), Level.NEURON))
    # An input computes nothing: there is no arithmetic of its own to lead back to.
    own = Level.MICROSCOPE if target.layer else Level.NEURON
    unit = names.unit(document, target.layer, target.unit)
    found.append((f"Neuron {unit}" if unit.startswith("“") else names.capital(unit), own))
    if level is Level.SLOPE:
        found.append(("Slope", Level.SLOPE))
    return tuple(found)


def _name(button: TextButton, words: str) -> None:
    button.setText(words)
    button.describe(words, f"Back to: {words}")


class Breadcrumbs(Guarded, QWidget):
    """Says where one is."""

    def __init__(self, zoom: Zoom, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: list[TextButton] = []
        self._zoom = zoom
        self._crumbs: tuple[tuple[str, Level], ...] = ()
        self.target: Target | None = None
        """The unit that they lead to."""
        self._look: Look | None = None
        self.setAccessibleName("Where you are")

    @property
    def words(self) -> str:
        """All of it in one line."""
        return f" {BETWEEN} ".join(words for words, _ in self._crumbs)

    def show_place(self, document: Document, target: Target | None, level: Level) -> None:
        """Say where ``target`` is."""
        wanted = crumbs(document, target, level)
        if wanted == self._crumbs and target == self.target:
            return
        before, self._crumbs, self.target = self._crumbs, wanted, target
        if len(before) == len(wanted) and before[:-1] == wanted[:-1] and before[-1][1] is wanted[-1][1]:
            # Another unit of the same layer, perhaps in every frame.
            _name(self.buttons[-1], wanted[-1][0])
        else:
            for button in self.buttons:
                take_away(button)
            self.buttons = [self._button(words, goal) for words, goal in wanted]
        self._place()

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        self._look = look
        self._place()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look is None:
            return
        painter = QPainter(self)
        painter.setFont(self._look.font(PIXELS, 500))
        painter.setPen(self._look.color("ink3"))
        for gap in self._gaps():
            painter.drawText(gap, Qt.AlignmentFlag.AlignCenter, BETWEEN)

    def _button(self, words: str, level: Level) -> TextButton:
        is_last = words == self._crumbs[-1][0]
        button = TextButton(words, words, self, token="ink" if is_last else "ink2")
        button.pixels, button.weight = PIXELS, 600 if is_last else 500
        _name(button, words)
        button.clicked.connect(partial(self._go, level))
        button.show()
        return button

    def _go(self, level: Level) -> None:
        self._zoom.go(level, self.target if level >= Level.NEURON else None)

    def _gaps(self) -> list[QRect]:
        """Where the signs between the buttons stand."""
        shown = [button for button in self.buttons[:-1] if not button.isHidden()]
        return [button.geometry().adjusted(button.width(), 0, self._gap(), 0) for button in shown]

    def _gap(self) -> int:
        return self._look.px(20) if self._look is not None else 20

    def _place(self) -> None:
        """In a row; where there is no room the first ones make way for the last."""
        look = self._look
        if look is None or not self.buttons:
            return
        metrics = QFontMetricsF(look.font(PIXELS, 600))
        wide = [max(round(metrics.horizontalAdvance(button.text())) + 8, TARGET) for button in self.buttons]
        first = 0
        while (
            first < len(wide) - 1 and sum(wide[first:]) + self._gap() * (len(wide) - 1 - first) > self.width()
        ):
            first += 1
        x, height = 0, min(self.height(), look.target())
        before = self._gaps()
        for i, (button, width) in enumerate(zip(self.buttons, wide, strict=True)):
            button.setVisible(i >= first)
            if i >= first:
                button.set_look(look)
                width = min(width, max(self.width() - x, 0))
                button.setGeometry(x, (self.height() - height) // 2, width, height)
                x += width + self._gap()
        if self._gaps() != before:
            # Else only a button's own words are others, and the buttons before it needn't be drawn again.
            self.update()
