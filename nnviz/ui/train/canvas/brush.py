"""What the pointer and the keys do to points on the plane: paint, move, erase. A stroke is one undo step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from nnviz.data import Dataset
from nnviz.session import Session
from nnviz.ui.train.canvas.moment import Moment
from nnviz.ui.train.examples_editor import ExamplesEditor

REACH = 14.0
"""Pixels around a point in which it is taken or erased."""
APART = 9.0
"""Pixels between two points of one stroke."""
BRUSHES = ("look", "paint", "move", "erase")


class Brush:
    """One stroke after another. ``stroke`` is what the present one does, "" between strokes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.editor = ExamplesEditor(session)
        self.data: Dataset | None = None
        """The examples that are shown."""
        self.stroke = ""
        self._strokes = 0
        self._last: QPointF | None = None
        self._taken: int | None = None
        self._trains = False
        """Whether a run went on when the stroke began: it does so after it, with the points as they are."""

    @property
    def chosen(self) -> str:
        """What the pointer does on the plane."""
        return self._session.view.train.brush

    @property
    def answer_class(self) -> int:
        """The class that is painted, held within those there are."""
        wanted, data = self._session.view.train.brush_class, self.data
        return min(wanted, answers(data) - 1) if data is not None else 0

    def choose(self, brush: str) -> None:
        """Do something else from now on."""
        self._session.set_train_view(replace(self._session.view.train, brush=brush))

    def choose_class(self, number: int) -> None:
        """Paint another class."""
        data = self.data
        if data is not None and 0 <= number < answers(data):
            self._session.set_train_view(replace(self._session.view.train, brush_class=number))

    def press(self, at: QPointF, rect: QRectF, moment: Moment, erases: bool = False) -> None:
        """Begin a stroke at a place of the widget."""
        self.stroke = "erase" if erases else self.chosen
        if self.stroke == "look" or moment.points is None:
            self.stroke = ""
            return
        self._strokes += 1
        self._last = None
        self._taken = None
        if self.stroke == "move":
            share = _share(at, rect)
            found = moment.points.nearest(*share, REACH / rect.width())
            if found is None:
                self.stroke = ""
                return
            self._taken = int(moment.points.rows[found])
        self._trains = self._session.training.is_running
        self._session.hold()
        self.drag(at, rect, moment)

    def drag(self, at: QPointF, rect: QRectF, moment: Moment) -> None:
        """Go on with it."""
        place = moment.plane.place(*_share(at, rect))
        merge = ("stroke", self._strokes)
        if self.stroke == "paint":
            if self._last is not None and (at - self._last).manhattanLength() < APART:
                return
            self._last = at
            self.editor.add(place, answer_of(moment, self.answer_class), merge)
        elif self.stroke == "move" and self._taken is not None:
            self.editor.move(self._taken, place, merge)
        elif self.stroke == "erase":
            reach = REACH / rect.width()
            plane = moment.plane
            radius = (reach * (plane.x.high - plane.x.low), reach * (plane.y.high - plane.y.low))
            self.editor.erase(place, radius, merge)

    def release(self) -> None:
        """The stroke is over."""
        if self.stroke:
            self.stroke = ""
            self._session.release()
            if self._trains and not self._session.training.is_running:
                self._session.training.play()


def answers(data: Dataset) -> int:
    """How many classes there are, or values that can be painted."""
    return len(data.class_names) if data.labels is not None else 3


def answer_of(moment: Moment, number: int) -> float:
    """What point number ``number`` of the key stands for: a class, or the least value, 0, the greatest."""
    assert moment.data is not None
    return float(number) if moment.data.labels is not None else (number - 1) * moment.most


def _share(at: QPointF, rect: QRectF) -> tuple[float, float]:
    return (at.x() - rect.left()) / rect.width(), (at.y() - rect.top()) / rect.height()
