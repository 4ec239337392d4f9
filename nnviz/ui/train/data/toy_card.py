"""A toy set as a picture of its own points."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.data import Dataset, toys
from nnviz.data.sources import Toy
from nnviz.kept import Kept
from nnviz.scene.train import data_words as words
from nnviz.scene.train.plane import Plane
from nnviz.scene.values.span import Span
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.style import Look
from nnviz.ui.theme import RADIUS
from nnviz.ui.train.canvas.points import Stamp, paint_point, paint_value, place_of
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write

FEW = 90
"""Points of a picture."""
TITLE = 30.0
SHOWN = 1.25
"""How much of the plane is shown, in the set's reach."""


class ToyCard(PaintedButton):
    """Press it to learn from this set. Its picture has the numbers that are chosen for it."""

    radius = 12.0

    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(words.toy_about(kind), parent)
        self.kind = kind
        self.setCheckable(True)
        self._toy = toys.start(kind)
        self._made: Kept[Dataset] = Kept()
        self._still = KeptPixmap()

    def nextCheckState(self) -> None:
        """Nothing: the examples say which set is chosen."""

    def show_toy(self, toy: Toy | None) -> None:
        """Show these numbers, where this is the chosen set; None: another one is."""
        self.setChecked(toy is not None)
        self._toy = toys.allowed(toy) if toy is not None else self._toy
        self.update()

    def paint(self, painter: QPainter) -> None:
        look = self.look
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        radius = look.px(RADIUS["button"])
        is_hot = self.underMouse()
        token = "now" if self.isChecked() else "ink3" if is_hot else "line"
        painter.setPen(QPen(look.color(token), 2.5 if self.isChecked() else 1))
        painter.setBrush(look.color("raised" if is_hot else "panel"))
        painter.drawRoundedRect(rect, radius, radius)
        high = max(look.px(TITLE), look.text(15) * 1.6)
        words_at = rect.adjusted(look.px(12), rect.height() - high, -look.px(8), 0)
        write(painter, words_at, toys.title(self._toy), look, 15, 600, "ink")
        room = rect.adjusted(look.px(10), look.px(8), -look.px(10), -high)
        side = min(room.width(), room.height())
        square = QRectF(room.center().x() - side / 2, room.top(), side, side)
        key = (self._toy, square.getRect(), look.s)
        self._still.paint(painter, room, lambda p: self._paint_points(p, square, look), (look.theme,), key)

    def _paint_points(self, painter: QPainter, rect: QRectF, look: Look) -> None:
        data = self._made.get(lambda: toys.points(self._toy), (), self._toy)
        reach = Span(-SHOWN * toys.REACH, SHOWN * toys.REACH)
        plane = Plane(reach, reach, ("", ""))
        small = Look(look.theme, look.s * 0.55, floor=look.floor)
        labels = data.labels
        step = max(len(data) // FEW, 1)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(0, len(data), step):
            at = place_of(rect, plane.shares(data.inputs[number : number + 1].astype(float))[0])
            if labels is None:
                paint_value(painter, at, float(data.targets[number, 0]), False, small)
            elif toys.KINDS[self.kind].classes[1] > 2 and self._toy.classes > 2:
                _paint_shade(painter, at, int(labels[number]), self._toy.classes, look)
            else:
                paint_point(painter, at, Stamp(int(labels[number]), False), False, small)


def _paint_shade(painter: QPainter, at: QPointF, label: int, classes: int, look: Look) -> None:
    """A point too small for a letter: a shade of grey a class."""
    share = label / max(classes - 1, 1)
    painter.setPen(QPen(look.color("ink3"), 1))
    painter.setBrush(look.theme.mix("full", 0.1 + 0.9 * share, "zero"))
    painter.drawEllipse(at, 3.4 * look.s + 0.6, 3.4 * look.s + 0.6)
