"""What stands in the place of canvas and curves while runs are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.kept import Kept
from nnviz.scene.train import compare
from nnviz.scene.train.compare import Compared
from nnviz.session import Change
from nnviz.ui.train.compare.chart import paint_compared
from nnviz.ui.train.compare.table import RunTable
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.scroll_area import scroll_area
from nnviz.ui.window.pages import Host

EDGE, HEAD, CHART, NAMES = 38.0, 72.0, 0.56, 190.0
"""The spec's pixels beside everything, of the title line, how much of the rest the chart has, and the room
for names at the ends of its lines."""


class CompareView(TrainPart):
    """A title, the chart, the table."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self.setAccessibleName("Runs compared")
        self._compared: Kept[Compared] = Kept()
        self.log = Chip("log", "Log scale of the loss", self)
        self.log.pill = True
        self.log.clicked.connect(lambda: self._look(is_log=not self._session.view.train.is_log))
        self.back = TextButton("Back to the run", "Back to the run", self, plate=True)
        self.back.clicked.connect(lambda: self._look(is_compared=False))
        self.table = RunTable(host)
        self._area = scroll_area(self.table, self, is_fitted=False)

    def parts(self) -> tuple[QWidget, ...]:
        """Buttons and table."""
        return self.log, self.back, self.table

    def tab_parts(self) -> Sequence[QWidget]:
        """All of it."""
        return (self,)

    def first_control(self) -> QWidget:
        """The way back."""
        return self.back

    def _look(self, **changes: bool) -> None:
        view = self._session.view.train
        self._session.set_train_view(replace(view, **changes))  # type: ignore[arg-type]

    def refresh(self, change: Change) -> None:
        """Show the runs."""
        self.log.show_state(self._session.view.train.is_log)
        self.table.refresh(change)
        self.update()

    # geometry and painting

    def place(self) -> None:
        """The title's line, the chart, the table."""
        look = self.look
        right, side = self.width() - look.px(EDGE), look.target()
        wide = look.px(150)
        self.back.setGeometry(right - wide, look.px(18), wide, side)
        self.log.setGeometry(self.back.x() - look.px(64), look.px(18), look.px(56), side)
        chart = self._chart()
        top = round(chart.bottom()) + look.px(8)
        self._area.setGeometry(look.px(EDGE), top, right - look.px(EDGE), max(self.height() - top - 4, 1))
        self.table.give(right - look.px(EDGE))

    def _chart(self) -> QRectF:
        look = self.look
        top = look.px(HEAD)
        return QRectF(0, top, self.width(), round((self.height() - top) * CHART))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, session = self.look, self._session
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), look.color("bg"))
        training = session.document.training
        runs = () if training is None else training.runs
        room = QRectF(look.px(EDGE), look.px(14), self.log.x() - look.px(EDGE + 8), look.px(46))
        write(painter, room, "Runs compared", look, 28, 700)
        if not runs:
            below = QRectF(look.px(EDGE), look.px(HEAD), self.width(), look.px(60))
            write(painter, below, "There is no run yet: press play.", look, 18, 500, "ink2")
            return
        chart = self._chart()
        plot = chart.adjusted(look.px(EDGE + 62), look.px(8), -look.px(NAMES), -round(3.2 * look.text(15)))
        is_log, width = session.view.train.is_log, max(round(plot.width()), 1)
        made = self._compared.get(
            lambda: compare.compared(runs, width, is_log), runs, (width, is_log, len(runs))
        )
        now = None if training is None else training.run
        paint_compared(painter, plot, made, [run.name for run in runs], now, look)
        caption = QRectF(
            chart.left(), plot.bottom() + look.text(15) * 1.9, chart.width(), look.text(14) * 1.4
        )
        words = "step.  Lines: validation loss; of runs without held-out examples, training loss."
        write(painter, caption, words, look, 14, 400, "ink3", Qt.AlignmentFlag.AlignHCenter)
