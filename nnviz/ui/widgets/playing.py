"""Buttons that play: play, steps, speed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from nnviz.scene.words.numbers import whole
from nnviz.session import SPEEDS, Session
from nnviz.ui.plain import button_text
from nnviz.ui.widgets.buttons import PaintedButton, TextButton
from nnviz.ui.widgets.menus import new_menu, show_above


class PlayButton(PaintedButton):
    """A disc in ``now``; a pause sign while it is checked, which means that time runs."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setCheckable(True)

    def paint(self, painter: QPainter) -> None:
        theme = self.look.theme
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mix("ink", 0.12, "now") if self.underMouse() else self.look.color("now"))
        painter.drawEllipse(rect)
        painter.setBrush(self.look.color("nowink"))
        unit, middle = rect.width() / 56, rect.center()
        if self.isChecked():
            for x in (-10.0, 3.0):
                painter.drawRoundedRect(
                    QRectF(middle.x() + x * unit, middle.y() - 11 * unit, 7 * unit, 22 * unit),
                    2 * unit,
                    2 * unit,
                )
        else:
            corners = [QPointF(-7, -12), QPointF(13, 0), QPointF(-7, 12)]
            painter.drawPolygon(QPolygonF([middle + corner * unit for corner in corners]))


class PhaseButton(PaintedButton):
    """A triangle and a bar: to the next phase (``direction`` 1) or to the one before (−1)."""

    def __init__(self, direction: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._direction = direction

    def paint(self, painter: QPainter) -> None:
        look = self.look
        self.paint_hover(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("ink" if self.underMouse() else "ink2"))
        painter.translate(QRectF(self.rect()).center())
        painter.scale(look.s * self._direction, look.s)
        painter.drawPolygon(QPolygonF([QPointF(-11, -10), QPointF(5, 0), QPointF(-11, 10)]))
        painter.drawRect(QRectF(7, -10, 4, 20))


def speed_text(speed: float) -> str:
    """A speed for people: ``0.5×``."""
    return f"{whole(speed)}×"


class SpeedButton(TextButton):
    """The speed; pressed, a menu of speeds above it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("1×", "Speed", parent, token="ink", plate=True)
        self._session = session
        self.clicked.connect(self._choose)

    def show_speed(self) -> None:
        """Show the session's speed."""
        text = speed_text(self._session.speed)
        self.setText(text)
        self.describe(f"Speed {text}", "Speed ([ slower, ] faster)")

    def _choose(self) -> None:
        menu = new_menu(self)
        for speed in SPEEDS:
            action = menu.addAction(button_text(speed_text(speed)))
            action.setCheckable(True)
            action.setChecked(speed == self._session.speed)
            action.triggered.connect(lambda _=False, s=speed: self._session.set_speed(s))
        show_above(menu, self)
