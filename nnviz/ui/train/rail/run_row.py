"""A run in the list: its name, its rate, its lowest validation loss."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.document.training import Run
from nnviz.plaintext import visible
from nnviz.scene.train import heads, recipes
from nnviz.ui.guard import Guarded
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.menus import new_menu, show_below
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.removal import take_away


class RunRow(PaintedButton):
    """Press it to choose the run; F2 or a double click renames it, Delete removes it."""

    radius = 10.0
    rename_wanted = Signal(str)
    remove_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Run", parent)
        self.setCheckable(True)
        self._texts = ("", "", "")
        self._field: NameField | None = None

    def nextCheckState(self) -> None:
        """Nothing: its owner says which run is the current one."""

    def show_run(self, run: Run, is_current: bool) -> None:
        """Show this run."""
        lowest = recipes.lowest(run)
        rate = recipes.rate_text(run.recipes[-1][1].optimizer.rate)
        texts = visible(run.name), rate, heads.loss(lowest)
        if (texts, is_current) == (self._texts, self.isChecked()):
            return
        self._texts = texts
        self.setChecked(is_current)
        said = "no loss known" if math.isnan(lowest) else f"{heads.lowest_words(run.curves)} {texts[2]}"
        self.describe(
            f"Run {texts[0]}, rate {rate}, {said}",
            f"{texts[0]}: {run.steps:,} steps, {said}. F2 renames it, Delete removes it.",
        )
        self.update()

    def paint(self, painter: QPainter) -> None:
        look = self.look
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_now = self.isChecked()
        painter.setPen(QPen(look.color("now"), 2) if is_now else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("bg" if is_now else "raised"))
        if self.underMouse() and not is_now:
            painter.setPen(QPen(look.color("line"), 1))
        painter.drawRoundedRect(rect, look.px(10), look.px(10))
        name, rate, lowest = self._texts
        room = rect.adjusted(look.px(14), 0, -look.px(12), 0)
        weight = 700 if is_now else 500
        right = Qt.AlignmentFlag.AlignRight
        room.setRight(
            room.right() - write(painter, room, lowest, look, 16, weight, "ink", right) - look.px(12)
        )
        if rate not in name:
            wide = write(painter, room, rate, look, 15, 400, "ink2", right)
            room.setRight(room.right() - wide - look.px(10))
        write(painter, room, name, look, 16, 600)

    # names

    def rename(self) -> None:
        """Open a field over the name."""
        if self._field is None:
            self._field = NameField(self._texts[0], self.look, self)
            self._field.setGeometry(self.rect().adjusted(4, 4, -4, -4))
            self._field.named.connect(self.rename_wanted)
            self._field.closed.connect(self._close_field)
            self._field.show()
            self._field.setFocus()
            self._field.selectAll()

    def _close_field(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            take_away(field)
            self.setFocus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename."""
        self.rename()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Rename or remove."""
        menu = new_menu(self)
        menu.addAction("Rename").triggered.connect(self.rename)
        menu.addAction("Remove").triggered.connect(self.remove_wanted)
        show_below(menu, self)

    def event(self, event: QEvent) -> bool:
        """Keep its own keys for itself while it has the focus."""
        return keeps_key(event, (Qt.Key.Key_F2, Qt.Key.Key_Delete)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 renames, Delete removes."""
        if event.key() == Qt.Key.Key_F2:
            self.rename()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)


class NameField(Guarded, QLineEdit):
    """Enter takes the name, Escape leaves it as it was."""

    named = Signal(str)
    closed = Signal()

    def __init__(self, text: str, look: Look, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setFont(look.font(16, 600))
        self.setAccessibleName("Name of the run")

    def event(self, event: QEvent) -> bool:
        """Every key is text while the field is open."""
        return keeps_key(event, lambda _: True) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.named.emit(self.text())
            self.closed.emit()
        else:
            super().keyPressEvent(event)
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.closed.emit()
