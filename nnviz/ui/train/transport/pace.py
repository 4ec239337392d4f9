"""The pace of training."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.train import transport as words
from nnviz.session import Session
from nnviz.ui.plain import button_text
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.menus import new_menu, show_above


class PaceButton(TextButton):
    """Steps a second; pressed, a menu of paces above it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("full speed", "Pace", parent, token="ink")
        self._session = session
        self.clicked.connect(self._choose)

    def show_pace(self, pace: float | None) -> None:
        """Show the true pace."""
        text = words.pace(pace)
        if text != self.text():
            self.setText(text)
            self.describe(f"Pace: {text}", "How many steps a second; also while it runs")
            self.update()

    def paint(self, painter: QPainter) -> None:
        look = self.look
        painter.setPen(QPen(look.color("ink3" if self.underMouse() else "line"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        super().paint(painter)

    def _choose(self) -> None:
        menu = new_menu(self)
        now = self._session.training.state.pace
        for pace in words.PACES:
            action = menu.addAction(button_text(words.pace(pace)))
            action.setCheckable(True)
            action.setChecked(pace == now)
            action.triggered.connect(lambda _=False, p=pace: self._session.training.set_pace(p))
        show_above(menu, self)
