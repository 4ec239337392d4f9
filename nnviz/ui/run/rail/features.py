"""A table's input: one slider and one number for each named feature."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Target, edits
from nnviz.scene.words import names
from nnviz.session import Change, Session
from nnviz.ui.run.rail import examples
from nnviz.ui.run.rail.section import RailSection
from nnviz.ui.style import TARGET
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.number_field import NumberField
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.slider import Slider

MOST = 8
"""Features that get a slider; of a longer input, the first so many."""
ROW = 64
COMPACT_DROP = 18
"""Pixels from a name's line to its slider, where rows are lower than their two targets need."""
PICTURE = "Drag pixels on the canvas"
"""Of a further input that is a picture."""


class FeaturesSection(RailSection):
    """A name, a number and a slider a feature, from the data's least to its largest value.

    ``layer`` is where the values come in: 0, or a further ``Input`` layer.
    """

    def __init__(self, session: Session, parent: QWidget | None = None, layer: int = 0) -> None:
        super().__init__(session, parent)
        self.layer = layer
        self.sliders: list[Slider] = []
        self.fields: list[NumberField] = []

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & Change.DOCUMENT:
            self._rebuild()
        if change & (Change.DOCUMENT | Change.INPUT):
            values = self.session.document.input_of(self.layer).ravel()
            for slider, field, value in zip(self.sliders, self.fields, values, strict=False):
                slider.show_value(float(value))
                field.show_value(float(value))
            if any(field.width_wanted() > field.width() for field in self.fields):
                self.place()

    def _rebuild(self) -> None:
        for part in (*self.sliders, *self.fields):
            take_away(part)
        self.sliders, self.fields = [], []
        document = self.session.document
        is_picture = len(document.network.shapes[self.layer]) == 3
        bounds = examples.bounds(document, self.layer)[: 0 if is_picture else MOST]
        for index, (low, high) in enumerate(bounds):
            name = names.unit_in_sentence(document, Target(self.layer, index))
            slider, field = Slider(name, self), NumberField(name, parent=self)
            slider.set_bounds(low, high)
            field.step = (high - low) / 50
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            slider.moved.connect(lambda value, i=index, s=slider: self._change(i, value, s.merge))
            slider.held.connect(self.session.hold)
            slider.released.connect(self.session.release)
            field.entered.connect(lambda value, i=index, f=field: self._change(i, value, f.merge))
            self.sliders.append(slider)
            self.fields.append(field)
            slider.show()
            field.show()
        self.place()
        self.update()

    def _change(self, index: int, value: float, merge: object | None) -> None:
        document = self.session.document
        place = tuple(int(i) for i in np.unravel_index(index, document.network.shapes[self.layer]))
        label = f"Change {names.unit_in_sentence(document, Target(self.layer, index))}"
        self.session.apply(edits.set_value, self.layer, place, value, merge=merge, label=label)

    def _more(self) -> int:
        return int(np.prod(self.state.document.network.shapes[self.layer])) - len(self.sliders)

    def height_wanted(self) -> int:
        return self.look.px(48) + self._row() * len(self.sliders) + self.look.px(36 if self._more() else 12)

    def _row(self) -> int:
        """From one feature to the next. In a small window the slider stands beside its number, not below."""
        return max(self.look.px(ROW), TARGET + COMPACT_DROP)

    def place(self) -> None:
        look = self.look
        left, width = self.inner()
        for field in self.fields:
            field.set_look(look)
        # As wide as the longest number, as long as that leaves half of the line to the names.
        wanted = max((field.width_wanted() for field in self.fields), default=0)
        field_width = max(look.px(72), 58, min(wanted, width // 2))
        for row, (slider, field) in enumerate(zip(self.sliders, self.fields, strict=True)):
            top = look.px(48) + self._row() * row
            slider.set_look(look)
            field.setGeometry(left + width - field_width, top, field_width, look.target())
            if self._row() == look.px(ROW):
                slider.setGeometry(left, top + look.px(28), width, look.target())
            else:
                slider.setGeometry(left, top + COMPACT_DROP, width - field_width - 6, look.target())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self.look
        left, _ = self.inner()
        title = f"Set {names.layer(self.state.document, self.layer)}" if self.layer else "Set the input"
        self.paint_line(painter, title, 28, 18)
        for row, field in enumerate(self.fields):
            height = look.px(36) if self._row() == look.px(ROW) else COMPACT_DROP + 4
            room = QRectF(left, field.y(), field.geometry().left() - left - 6, height)
            name = names.unit(self.state.document, self.layer, row)
            write(painter, room, name, look, 15, 500, "ink2")
        if self._more():
            below = (look.px(54) + self._row() * len(self.sliders)) / look.s
            words = f"{self._more():,} more: on the canvas" if self.sliders else PICTURE
            self.paint_line(painter, words, below, 15, 400, "ink2")
