"""The few buttons that come when the pointer moves before a class with one display."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from nnviz.ui import icons
from nnviz.ui.present.keys import DEEDS
from nnviz.ui.style import Look, ratio_of
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.part import Part

HIGH = 56.0
"""Units; its buttons are as wide as high."""
ORDER = ("back", "forward", "pen", "eraser", "spotlight", "region", "black", "leave")


class Dock(Part):
    """A row of signs without words: the hall sees them too."""

    def __init__(self, press: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        deeds = {deed.name: deed for deed in DEEDS}
        self.buttons = {name: Sign(deeds[name].glyph, deeds[name].text, self) for name in ORDER}
        for name, button in self.buttons.items():
            button.clicked.connect(partial(press, name))
        self.setAccessibleName("Presenting")
        self.hide()

    def parts(self) -> list[QWidget]:
        return list(self.buttons.values())

    def stand(self, width: int, height: int) -> None:
        """At the foot of a display of this size, in its middle."""
        side = max(round(HIGH * height / 1000), 36)
        wide = side * len(self.buttons) + side // 2
        self.setGeometry((width - wide) // 2, height - side - side // 2, wide, side)
        for number, button in enumerate(self.buttons.values()):
            button.setGeometry(side // 4 + number * side, 0, side, side)

    def show_state(self, held: Mapping[str, bool]) -> None:
        """Which of them are in hand."""
        for name, is_held in held.items():
            if name in self.buttons:
                self.buttons[name].setChecked(is_held)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.color("line"), 1))
            painter.setBrush(self.look.color("raised"))
            radius = self.height() / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Sign(PaintedButton):
    """One sign to press; in ``now`` while its tool is in hand."""

    def __init__(self, glyph: str, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._glyph = glyph
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def nextCheckState(self) -> None:
        """Nothing: its owner says what is in hand."""

    def paint(self, painter: QPainter) -> None:
        look = self.look
        token = "now" if self.isChecked() else "ink" if self.underMouse() else "ink2"
        if self._glyph in ICONS:
            size = round(self.width() * 0.46)
            image = icons.pixmap(ICONS[self._glyph], getattr(look.theme, token), size, ratio_of(self))
            painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, image)
            return
        painter.translate(QRectF(self.rect()).center())
        painter.scale(self.width() / HIGH, self.height() / HIGH)
        _GLYPHS[self._glyph](painter, look, token)


ICONS: Mapping[str, str] = MappingProxyType(
    {"pen": "pencil", "eraser": "eraser", "region": "maximize", "leave": "x"}
)


def _triangle(painter: QPainter, look: Look, token: str, way: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(token))
    painter.drawPolygon(QPolygonF([QPointF(-way * 6, -10), QPointF(way * 10, 0), QPointF(-way * 6, 10)]))


def _spot(painter: QPainter, look: Look, token: str) -> None:
    """A lit disc in a dark field."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    path.addRoundedRect(QRectF(-13, -13, 26, 26), 5, 5)
    path.addEllipse(QPointF(0, 0), 7, 7)
    painter.fillPath(path, look.color(token))


def _screen(painter: QPainter, look: Look, token: str) -> None:
    """A dark screen."""
    painter.setPen(QPen(look.color(token), 2.5))
    painter.setBrush(look.color("bg"))
    painter.drawRoundedRect(QRectF(-14, -10, 28, 20), 4, 4)


_GLYPHS: Mapping[str, Callable[[QPainter, Look, str], None]] = MappingProxyType(
    {
        "back": partial(_triangle, way=-1),
        "forward": partial(_triangle, way=1),
        "spotlight": _spot,
        "black": _screen,
    }
)
