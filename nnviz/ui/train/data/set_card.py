"""A bundled set: its name, and what it holds."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write


class SetCard(PaintedButton):
    """Press it to learn from this set."""

    radius = 12.0

    def __init__(self, name: str, about: str, parent: QWidget) -> None:
        super().__init__(f"{name}: {about}", parent)
        self._name, self._about = name, about
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """Nothing: the examples say which set is chosen."""

    def show_chosen(self, is_chosen: bool) -> None:
        """Whether this is what is learned from."""
        self.setChecked(is_chosen)
        self.update()

    def paint(self, painter: QPainter) -> None:
        look, is_hot = self.look, self.underMouse()
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        token = "now" if self.isChecked() else "ink3" if is_hot else "line"
        painter.setPen(QPen(look.color(token), 2.5 if self.isChecked() else 1))
        painter.setBrush(look.color("raised" if is_hot else "panel"))
        painter.drawRoundedRect(rect, look.px(12), look.px(12))
        inner = rect.adjusted(look.px(14), 0, -look.px(10), 0)
        title, line = look.text(16) * 1.4, look.text(14) * 1.35
        top = inner.center().y() - (title + line) / 2
        write(painter, QRectF(inner.left(), top, inner.width(), title), self._name, look, 16, 600)
        below = QRectF(inner.left(), top + title, inner.width(), line)
        write(painter, below, self._about, look, 14, 400, "ink2")
