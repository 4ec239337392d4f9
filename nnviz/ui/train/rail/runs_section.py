"""The runs so far, and how to compare them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.document.training import Run
from nnviz.scene.train import heads
from nnviz.session import Change
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.run_row import RunRow
from nnviz.ui.train.rail.section import RailSection
from nnviz.ui.widgets.buttons import DashedButton
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving

RUN, GAP = 46.0, 8.0
"""The spec's pixels of a row, and between two."""


class RunsSection(RailSection):
    """A row a run, the newest last; the current one is ringed. ``resized``: there are more or fewer."""

    title = "Runs"
    resized = Signal()

    def __init__(self, editor: RecipeEditor, parent: QWidget) -> None:
        super().__init__(editor, parent)
        self.rows: list[RunRow] = []
        self._stop = Roving(self)
        self.compare = DashedButton("Compare runs", "Compare runs", self, "ink2")
        self.compare.describe("Compare runs", "All runs in one chart, and their figures")
        self.compare.clicked.connect(self._compare)

    def parts(self) -> tuple[QWidget, ...]:
        """Rows, and the button."""
        return (*self.rows, self.compare)

    @property
    def _runs(self) -> tuple[Run, ...]:
        training = self.editor.session.document.training
        return () if training is None else training.runs

    def refresh(self, change: Change) -> None:
        """Show the runs."""
        training, runs = self.editor.session.document.training, self._runs
        while len(self.rows) > len(runs):
            take_away(self.rows.pop())
        while len(self.rows) < len(runs):
            self.rows.append(self._new_row(len(self.rows)))
        for number, (row, run) in enumerate(zip(self.rows, runs, strict=True)):
            row.show_run(run, training is not None and training.run == number)
        self._stop.show(self.rows)
        is_compared = self.editor.session.view.train.is_compared
        text = "Back to the run" if is_compared else "Compare runs"
        self.compare.setEnabled(is_compared or len(runs) > 1)
        if text != self.compare.text():
            self.compare.setText(text)
            self.compare.describe(text)
            self.compare.update()
        if self.height() != self.height_wanted():
            self.resized.emit()

    def _new_row(self, number: int) -> RunRow:
        row = RunRow(self)
        training = self.editor.session.training
        row.clicked.connect(lambda: self.editor.do(lambda: training.choose_run(number)))
        row.rename_wanted.connect(partial(self._rename, number))
        row.remove_wanted.connect(lambda: self.editor.do(lambda: training.remove_run(number)))
        row.set_look(self.look)
        row.show()
        return row

    def _rename(self, number: int, name: str) -> None:
        if name != self._runs[number].name:
            self.editor.do(lambda: self.editor.session.training.rename_run(number, name))

    def _compare(self) -> None:
        session = self.editor.session
        view = session.view.train
        session.set_train_view(replace(view, part="curves", is_compared=not view.is_compared))

    # geometry and painting

    def height_wanted(self) -> int:
        """Heading, rows, button."""
        return self.head + (len(self.rows) + 1) * (self.look.target(RUN) + self.look.px(GAP))

    def place(self) -> None:
        """One below the other."""
        y, high = self.head, self.look.target(RUN)
        for part in self.parts():
            part.setGeometry(self.left, y, self.wide, high)
            y += high + self.look.px(GAP)

    def paint(self, painter: QPainter) -> None:
        """What the numbers are."""
        runs = self._runs
        note = heads.lowest_words(runs[-1].curves) if runs else "none yet"
        self.write_head(painter, self.title, note)
