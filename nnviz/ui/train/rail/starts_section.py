"""The same recipe from ten seeds, tried in the background: how many of its starts solve the task."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document.training import Training
from nnviz.scene.train import starts as said
from nnviz.session import Change
from nnviz.training import starts
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.section import RailSection
from nnviz.ui.train.rail.trying import Trying
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write

TRY, STOP = "Try ten starts", "Stop trying"
IN_A_ROW = 5


class SeedButton(PaintedButton):
    """One start: a bar as high as the share of the loss that is gone, and its seed."""

    radius = 8.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Start", parent)
        self.setCheckable(True)
        self._bar: said.StartBar | None = None

    def nextCheckState(self) -> None:
        """Nothing: its owner says which seed is the recipe's."""

    def show_bar(self, bar: said.StartBar, is_current: bool) -> None:
        """Show this start."""
        if (bar, is_current) == (self._bar, self.isChecked()):
            return
        self._bar = bar
        self.setChecked(is_current)
        self.describe(bar.says.partition(".")[0], bar.says)
        self.update()

    def paint(self, painter: QPainter) -> None:
        look, bar = self.look, self._bar
        if bar is None:
            return
        room = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(room, 4, 4)
        full = QRectF(room)
        full.setTop(room.bottom() - max(room.height() * bar.share, 2))
        painter.setBrush(look.color("ink" if bar.is_solved else "ink3"))
        painter.drawRoundedRect(full, 4, 4)
        middle, ink = Qt.AlignmentFlag.AlignHCenter, "bg" if bar.share > 0.5 else "ink"
        write(painter, room, str(bar.seed), look, 15, 700, ink, middle)
        if self.isChecked():
            painter.setPen(QPen(look.color("now"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(-2, -2, 2, 2), 6, 6)


class StartsSection(RailSection):
    """A button, and what came of it. ``resized``: it needs another height."""

    resized = Signal()

    def __init__(self, editor: RecipeEditor, parent: QWidget) -> None:
        super().__init__(editor, parent)
        self.setAccessibleName("Other starts")
        self.button = Chip(TRY, "Train this network from ten other seeds, in the background", self)
        self.button.clicked.connect(self._press)
        self.bars = tuple(SeedButton(self) for _ in range(starts.SEEDS))
        for number, bar in enumerate(self.bars):
            bar.clicked.connect(partial(self._take, number))
            bar.hide()
        self.trying = Trying(editor.host.background, self._show)

    def parts(self) -> tuple[QWidget, ...]:
        """The button and the bars."""
        return (self.button, *self.bars)

    def refresh(self, change: Change) -> None:
        """What was tried holds for the recipe and the layers that it was tried with."""
        training = self.editor.training
        self.button.setEnabled(training is not None)
        if not self.trying.holds(self.editor.session.document, training):
            self.trying.forget()
        self._show()

    def _press(self) -> None:
        training = self.editor.training
        if self.trying.is_running:
            self.trying.cancel()
            self._show()
        elif training is not None:
            document = self.editor.session.document
            self.editor.do(lambda: self.trying.start(document, training))
            self._show()

    def _take(self, number: int) -> None:
        found = self.trying.found
        if found is not None and number < len(found.found):
            seed = found.found[number].seed
            self.editor.change(lambda recipe: replace(recipe, seed=seed))

    def _show(self) -> None:
        self.button.setText(STOP if self.trying.is_running else TRY)
        training, found = self.editor.training, self.trying.found
        high = self.height_wanted()
        for number, bar in enumerate(self.bars):
            there = found is not None and number < len(found.found)
            bar.setVisible(there)
            if there and found is not None:
                start = found.found[number]
                shown = said.bar(start.seed, start.loss, found.threshold, starts.SOLVED)
                bar.show_bar(shown, _is_at(training, start.seed))
        if high != self.height():
            self.resized.emit()
        self.update()

    # geometry

    @property
    def _bar_high(self) -> int:
        return self.look.target(44)

    def height_wanted(self) -> int:
        """The button; once something was tried, its words and the bars."""
        rows = len(self.bars) // IN_A_ROW
        return self.row if self.trying.found is None else self.row + self._words + rows * self._bar_high

    @property
    def _words(self) -> int:
        return self.look.px(48)

    def place(self) -> None:
        """The button, then two rows of bars."""
        self.button.setGeometry(self.left, 0, self.wide, self.look.target())
        top, wide = self.row + self._words, self.wide / IN_A_ROW
        for number, bar in enumerate(self.bars):
            row, column = divmod(number, IN_A_ROW)
            bar.setGeometry(
                round(self.left + column * wide), top + row * self._bar_high, round(wide), self._bar_high
            )

    def paint(self, painter: QPainter) -> None:
        """How many solve it, and what that means."""
        found, look = self.trying.found, self.look
        if found is None:
            return
        head = said.head(len(found.solved), len(found.found), starts.SEEDS)
        room = QRectF(self.left, self.row, self.wide, look.px(26))
        write(painter, room, head, look, 17, 700)
        write(painter, room.translated(0, look.px(22)), said.note(found.threshold), look, 14, 400, "ink2")


def _is_at(training: Training | None, seed: int) -> bool:
    return training is not None and training.recipe.seed == seed
