"""Toy sets, bundled sets, the doors to tables and pictures of one's own; at the right what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.data import toys
from nnviz.data.sources import Bundled, Preparation, TableFile, Toy
from nnviz.scene.train import data_words as words
from nnviz.session import Change
from nnviz.ui.train.data.open_card import OpenCard
from nnviz.ui.train.data.set_card import SetCard
from nnviz.ui.train.data.toy_card import ToyCard
from nnviz.ui.train.data.toy_controls import ToyControls
from nnviz.ui.train.examples_editor import BUNDLED, TOY, ExamplesEditor
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.widgets.buttons import DashedButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.roving import Roving
from nnviz.ui.widgets.scroll_area import scroll_area
from nnviz.ui.window.pages import Host

EDGE, APART, RIGHT = 24.0, 16.0, 408.0
HEAD, DOOR, SET = 40.0, 72.0, 72.0
TOYS_IN_ROW = 4


class DataPart(TrainPart):
    """Where examples are chosen and made. What it does is the :class:`ExamplesEditor`'s."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._session = host, host.session
        self.setAccessibleName("Data")
        self.editor = ExamplesEditor(host.session)
        self.toys = {kind: ToyCard(kind, self) for kind in toys.KINDS}
        for kind, card in self.toys.items():
            card.clicked.connect(partial(self._use_kind, kind))
        self.controls = ToyControls(self)
        self.controls.wanted.connect(self._use_toy)
        self.sets = {name: SetCard(name, about, self) for name, about in words.BUNDLED.items()}
        for name, one in self.sets.items():
            one.clicked.connect(partial(self._use_bundled, name))
        self.table = DashedButton("Open a table", "A table of your own: CSV, TSV or text", self, token="ink")
        self.table.clicked.connect(host.commands.choose_table)
        self.change = DashedButton("", "Change how the table is read", self, token="ink")
        self.change.clicked.connect(host.commands.change_table)
        self.change.hide()
        self.folder = DashedButton(
            "Open a folder of pictures", "Pictures of your own: one folder a class", self, token="ink"
        )
        self.folder.clicked.connect(host.commands.choose_folder)
        self.open = OpenCard(self)
        self.open.wanted.connect(self._prepare)
        self.open.painting.connect(self._paint)
        self._frame = scroll_area(self.open)
        self._frame.setParent(self)
        for part in (self.controls, self.open):
            part.held.connect(self._session.hold)
            part.released.connect(self._session.release)
        self._toy_stop, self._set_stop = Roving(self), Roving(self)
        self._toy_stop.show(list(self.toys.values()))
        self._set_stop.show(list(self.sets.values()))

    def parts(self) -> tuple[QWidget, ...]:
        """In reading order."""
        doors = (self.change, self.table, self.folder)
        return (*self.toys.values(), self.controls, *self.sets.values(), *doors, self.open)

    def tab_parts(self) -> Sequence[QWidget]:
        """All that can be pressed, in reading order."""
        doors = self._doors
        return (*self.toys.values(), *self.controls.stops(), *self.sets.values(), *doors, *self.open.stops())

    @property
    def _doors(self) -> tuple[QWidget, ...]:
        """The ways to examples of one's own; of a table, back to how it is read."""
        doors = (self.change, self.table, self.folder)
        return tuple(door for door in doors if not door.isHidden())

    def first_control(self) -> QWidget:
        """The chosen toy set."""
        return self._toy_stop.stop or self

    # what is done

    def _use_kind(self, kind: str) -> None:
        self._host.commands.attempt(lambda: self.editor.use_toy(toys.start(kind)))

    def _use_toy(self, toy: Toy, merge: object | None) -> None:
        self._host.commands.attempt(lambda: self.editor.use_toy(toy, merge))

    def _use_bundled(self, name: str) -> None:
        self._host.commands.attempt(lambda: self.editor.use_bundled(name))

    def _prepare(self, preparation: Preparation, merge: object | None) -> None:
        self._host.commands.attempt(lambda: self._session.training.prepare(preparation, merge=merge))

    def _paint(self) -> None:
        view = self._session.view.train
        self._session.set_train_view(replace(view, part="curves", brush="paint", enlarged=None))

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        training = self.editor.training
        source = training.source if training is not None else None
        toy = source if isinstance(source, Toy) else None
        self.change.setVisible(isinstance(source, TableFile))
        if isinstance(source, TableFile):
            name = Path(source.path).name
            self.change.setText(f"Change {name}…")
            self.change.describe(
                f"Change how {name} is read", "Columns, target and split, as they were chosen"
            )
        for kind, card in self.toys.items():
            card.show_toy(toy if toy is not None and toy.kind == kind else None)
        self.controls.show_toy(toy)
        for name, one in self.sets.items():
            one.show_chosen(isinstance(source, Bundled) and source.name == name)
        self._toy_stop.show(list(self.toys.values()))
        self._set_stop.show(list(self.sets.values()))
        is_new = self._session.undo_label in (TOY, BUNDLED)
        self.open.show_training(self._session.document, training, is_new)
        self.place()

    # places

    def _left(self) -> QRectF:
        look = self.look
        edge = look.px(EDGE)
        right = max(look.px(RIGHT), 300)
        return QRectF(edge, look.px(8), self.width() - right - 3 * edge, self.height() - look.px(8) - edge)

    def _lines(self) -> dict[str, QRectF]:
        look, left = self.look, self._left()
        head, apart = max(look.px(HEAD), look.text(18) * 1.8), look.px(APART)
        door, one = look.target(DOOR), look.target(SET)
        fixed = 2 * head + self.controls.height_wanted() + door + one + 4 * apart
        pictures = max(left.height() - fixed, 2 * look.px(100))
        y, found = left.top(), {}
        for name, high, after in (
            ("toys head", head, 0),
            ("toys", pictures, apart),
            ("controls", self.controls.height_wanted(), apart),
            ("sets head", head, 0),
            ("sets", one, apart),
            ("doors", door, 0),
        ):
            found[name] = QRectF(left.left(), y, left.width(), high)
            y += high + after
        return found

    def place(self) -> None:
        """Toy sets have what the rest leaves."""
        look, lines = self.look, self._lines()
        apart = look.px(APART)
        area = lines["toys"]
        wide = (area.width() - apart * (TOYS_IN_ROW - 1)) / TOYS_IN_ROW
        high = (area.height() - apart) / 2
        for number, card in enumerate(self.toys.values()):
            row, column = divmod(number, TOYS_IN_ROW)
            at = QRectF(area.left() + column * (wide + apart), area.top() + row * (high + apart), wide, high)
            card.setGeometry(at.toRect())
        self.controls.setGeometry(lines["controls"].toRect())
        _side_by_side(list(self.sets.values()), lines["sets"], apart)
        _side_by_side(self._doors, lines["doors"], apart)
        left, edge = self._left(), look.px(EDGE)
        x = round(left.right()) + edge
        frame = QRectF(x, edge, self.width() - x - edge, self.height() - 2 * edge)
        self._frame.setGeometry(frame.toRect())
        self.open.setMinimumHeight(min(self.open.height_wanted(), 4000))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look, lines = QPainter(self), self.look, self._lines()
        painter.fillRect(event.rect(), look.color("bg"))
        write(painter, lines["toys head"], "Toy sets on the plane", look, 18, 700)
        write(painter, lines["sets head"], "Sets that come with nnviz, and your own", look, 18, 700)


def _side_by_side(widgets: Sequence[QWidget], area: QRectF, apart: float) -> None:
    wide = (area.width() - apart * (len(widgets) - 1)) / len(widgets)
    for number, widget in enumerate(widgets):
        at = QRectF(area.left() + number * (wide + apart), area.top(), wide, area.height())
        widget.setGeometry(at.toRect())
