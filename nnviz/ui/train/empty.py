"""What stands on the Train page while there is nothing to learn from."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.widgets.buttons import FilledButton, TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.window.pages import Host

TITLE = "There is nothing to learn from yet."
WIDE, GAP = 236.0, 16.0
"""The spec's pixels of a button, and between two."""


class EmptyState(TrainPart):
    """What to do, and a button for each way. ``toys_wanted``: the part with the toy sets."""

    toys_wanted = Signal()

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self._why = ""
        self.toys = FilledButton("Choose a toy set", self)
        self.toys.say("Choose a toy set", "Points on the plane: circles, spirals, moons and more")
        self.table = TextButton("Open a table…", "Open a table of your own", self, "ink", plate=True)
        self.folder = TextButton("Open pictures…", "Open a folder of pictures", self, "ink", plate=True)
        self.toys.clicked.connect(self.toys_wanted)
        self.table.clicked.connect(host.commands.choose_table)
        self.folder.clicked.connect(host.commands.choose_folder)

    def parts(self) -> tuple[QWidget, ...]:
        """The buttons."""
        return self.toys, self.table, self.folder

    def first_control(self) -> QWidget:
        """The first way."""
        return self.toys

    def refresh(self, change: Change) -> None:
        """Say why there is nothing."""
        why = self._session.training.state.why_not or ""
        if why != self._why:
            self._why = why
            self.setAccessibleName(f"{TITLE} {why}")
            self.update()

    def _top(self) -> int:
        return self.height() // 2 - self.look.px(40)

    def place(self) -> None:
        """In a row in the middle."""
        look = self.look
        gap, buttons = look.px(GAP), self.parts()
        wide = min(look.px(WIDE), (self.width() - 4 * gap) // len(buttons))
        x = (self.width() - len(buttons) * wide - (len(buttons) - 1) * gap) // 2
        for button in buttons:
            button.setGeometry(x, self._top() + look.px(110), wide, look.target(52))
            x += wide + gap

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.fillRect(event.rect(), look.color("bg"))
        room = QRectF(look.px(24), self._top() - look.px(10), self.width() - look.px(48), look.text(28) * 1.4)
        write(painter, room, TITLE, look, 28, 700, "ink", Qt.AlignmentFlag.AlignHCenter)
        below = QRectF(room.left(), room.bottom(), room.width(), look.px(56))
        painter.setFont(look.font(17))
        painter.setPen(look.color("ink2"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, self._why)
