"""The figures of all runs, a line each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.plaintext import visible
from nnviz.scene.train import compare
from nnviz.session import Change
from nnviz.ui.style import Look
from nnviz.ui.train.compare.chart import pen_of
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving
from nnviz.ui.window.pages import Host

SHARES = (0.27, 0.13, 0.09, 0.1, 0.19, 0.1, 0.12)
"""How much of the width each column has."""
MARK, ROW = 44.0, 40.0
"""The spec's pixels of a line's style before its name, and of a row."""


class RunTable(Part):
    """Heads, and a row a run; a row that is pressed chooses its run."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host, self._session = host, host.session
        self.rows: list[TableRow] = []
        self._stop = Roving(self)
        self._given = 0
        self.setAccessibleName("Figures of all runs")

    def parts(self) -> tuple[QWidget, ...]:
        """The rows."""
        return tuple(self.rows)

    def refresh(self, change: Change) -> None:
        """Show the figures."""
        training = self._session.document.training
        runs = () if training is None else training.runs
        while len(self.rows) > len(runs):
            take_away(self.rows.pop())
        while len(self.rows) < len(runs):
            self.rows.append(self._new_row(len(self.rows)))
        for number, (row, run) in enumerate(zip(self.rows, runs, strict=True)):
            row.show_texts(compare.row(run), training is not None and number == training.run)
        self._stop.show(self.rows)
        self.give(self._given)

    def _new_row(self, number: int) -> TableRow:
        row = TableRow(number, self)
        training = self._session.training
        row.clicked.connect(lambda: self._host.commands.attempt(lambda: training.choose_run(number)))
        row.set_look(self.look)
        row.show()
        return row

    def give(self, width: int) -> None:
        """Be so wide."""
        self._given = width
        self.resize(width, (len(self.rows) + 1) * self.look.target(ROW))
        self.place()

    def place(self) -> None:
        """Rows below the heads."""
        high = self.look.target(ROW)
        for number, row in enumerate(self.rows, start=1):
            row.setGeometry(0, number * high, self.width(), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = QRectF(0, 0, self.width(), self.look.target(ROW))
        write_cells(painter, room, compare.COLUMNS, self.look, 15, 400, "ink2")
        painter.fillRect(0, round(room.bottom()) - 1, self.width(), 1, self.look.color("line"))


class TableRow(PaintedButton):
    """One run's figures."""

    radius = 8.0

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__("Run", parent)
        self._number = number
        self._texts: tuple[str, ...] = ()
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """Nothing: its owner says which run is the current one."""

    def show_texts(self, texts: tuple[str, ...], is_current: bool) -> None:
        """Show these figures."""
        texts = (visible(texts[0]), *texts[1:])
        if (texts, is_current) != (self._texts, self.isChecked()):
            self._texts = texts
            self.setChecked(is_current)
            pairs = zip(compare.COLUMNS, texts, strict=True)
            self.describe("; ".join(f"{head} {text}" for head, text in pairs), f"Choose {texts[0]}")
            self.update()

    def paint(self, painter: QPainter) -> None:
        look = self.look
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked():
            painter.setPen(QPen(look.color("now"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, look.px(8), look.px(8))
        else:
            self.paint_hover(painter)
        painter.setPen(pen_of(compare.style(self._number), look))
        y = rect.center().y()
        painter.drawLine(round(look.px(10)), round(y), round(look.px(MARK - 4)), round(y))
        write_cells(
            painter, QRectF(self.rect()), self._texts, look, 16, 600 if self.isChecked() else 500, "ink"
        )


def write_cells(
    painter: QPainter,
    rect: QRectF,
    texts: tuple[str, ...],
    look: Look,
    pixels: float,
    weight: int,
    token: str,
) -> None:
    """A line of the table: names at the left, figures at the right ends of their columns."""
    left = rect.left() + look.px(MARK + 6)
    whole = rect.right() - look.px(12) - left
    for number, (text, share) in enumerate(zip(texts, SHARES, strict=True)):
        room = QRectF(left, rect.top(), whole * share - look.px(8), rect.height())
        align = Qt.AlignmentFlag.AlignLeft if number < 2 else Qt.AlignmentFlag.AlignRight
        write(painter, room, text, look, pixels, weight, token, align)
        left += whole * share
