"""The palette: every kind of layer in groups, to click or to drag into the list; samples to show it with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.document import edits
from nnviz.engine.layers.base import Role
from nnviz.engine.layers.table import LAYERS
from nnviz.session import Change, Session
from nnviz.ui.build.glyphs import paint_glyph
from nnviz.ui.build.preview import Dragged
from nnviz.ui.run.rail import examples
from nnviz.ui.run.rail.samples import SHOWN, SampleButton
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.roving import Roving

TITLES: Mapping[Role, str] = MappingProxyType(
    {
        "learns": "Learns weights",
        "reshapes": "Changes the shape",
        "acts": "Acts on values",
        "joins": "Joins branches",
    }
)
"""What stands over the layers of each role, in reading order."""
MARGIN, HEAD, TITLE, ROW, GAP, BETWEEN = 20.0, 56.0, 26.0, 36.0, 2.0, 1.0
LEAST_ROW = 26.0
"""Pixels of a row below which the palette scrolls rather than shrinks further."""
SAMPLES, SUBTITLE_FROM = 76.0, 0.55
"""The spec's pixels: margins, the page's head, a group's title, a row and the space under it, samples;
and the scale from which there is room for a second line in the head."""


def groups() -> dict[str, tuple[str, ...]]:
    """What the palette holds, in reading order: each group's title, and its kinds of layers."""
    return {
        title: tuple(kind for kind, layer in LAYERS.items() if layer.role == role)
        for role, title in TITLES.items()
    }


class PaletteRow(PaintedButton):
    """One kind. A click adds it after the chosen layer; dragged, it goes where it is dropped."""

    lifted = Signal(Dragged, QPointF)
    carried = Signal(QPointF)
    dropped = Signal()

    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(f"Add {kind}", parent)
        self.kind = kind
        self.is_out = False
        self._start: QPointF | None = None
        self.describe(f"Add {kind}", f"{kind}: {LAYERS[kind].summary}. Drag it into the list, or click.")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It may be the start of a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the layer once the pointer has gone far enough."""
        if self._start is None:
            return
        if self.is_out:
            self.carried.emit(event.globalPosition())
        elif (event.position() - self._start).manhattanLength() >= QApplication.startDragDistance():
            self.is_out = True
            self.setDown(False)
            self.lifted.emit(Dragged(self.kind), event.globalPosition())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop it, or add it where it was only clicked."""
        self._start = None
        if self.is_out:
            self.is_out = False
            self.dropped.emit()
            self.update()
        else:
            super().mouseReleaseEvent(event)

    def paint(self, painter: QPainter) -> None:
        look, rect = self.look, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        token = "now" if self.is_out else "ink2"
        painter.setPen(QPen(look.color("ink3"), 1) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        if self.is_out:
            painter.setPen(QPen(look.color("now"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, look.px(9), look.px(9))
        side = look.px(24)
        paint_glyph(
            painter, QRectF(look.px(12), (self.height() - side) / 2, side, side), self.kind, look, token
        )
        room = QRectF(look.px(48), 0, self.width() - look.px(54), self.height())
        write(painter, room, self.kind, look, 16, 600, "now" if self.is_out else "ink")


class Palette(Part):
    """Kinds in groups, and below them the samples the list can be shown with."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._titles: list[tuple[str, int]] = []
        self._groups = groups()
        self.rows = {kind: PaletteRow(kind, self) for kinds in self._groups.values() for kind in kinds}
        self.samples = [SampleButton(session, self) for _ in range(SHOWN)]
        self._stops = Roving(self), Roving(self)
        self._stops[0].show(tuple(self.rows.values()))
        for sample in self.samples:
            sample.clicked.connect(lambda _=False, s=sample: self._choose(s.number))
        self.setAccessibleName("Palette of layers")

    def _choose(self, number: int) -> None:
        self._session.apply(edits.choose_sample, number, label=f"Choose sample {number}")

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        document = self._session.document
        if document.data is None:
            for sample in self.samples:
                sample.hide()
        elif change & (Change.DOCUMENT | Change.INPUT | Change.NETWORK | Change.THEME):
            bounds = examples.bounds(document)
            current = document.input.sample or 0
            first = min(current - current % SHOWN, max(len(document.data) - SHOWN, 0))
            for place, sample in enumerate(self.samples):
                sample.show_number(first + place, bounds)
        self._stops[1].show(self.samples)
        self.update()

    def parts(self) -> tuple[QWidget, ...]:
        return *self.rows.values(), *self.samples

    def place(self) -> None:
        s = self._pitch_scale()
        margin = round(MARGIN * self.look.s)
        width = self.width() - 2 * margin
        y = HEAD
        self._titles = []
        for title, kinds in self._groups.items():
            self._titles.append((title, round(y * s)))
            y += TITLE
            for kind in kinds:
                self.rows[kind].setGeometry(margin, round(y * s), width, round(ROW * s))
                y += ROW + GAP
            y += BETWEEN
        side = round((width - 4 * self.look.px(7)) / SHOWN)
        top = self.height() - self.look.px(12) - side
        for place, sample in enumerate(self.samples):
            sample.setGeometry(margin + round(place * (side + self.look.px(7))), top, side, side)
        self.update()

    def _pitch_scale(self) -> float:
        """Pixels for one of the spec's pixels downwards: as many as the height has for them."""
        room = (self.height() - self.look.px(SAMPLES)) / (self._rows_high() + 4)
        return min(self.look.s, max(room, self._least()))

    def _rows_high(self) -> float:
        """Head, titles and rows, in the spec's pixels."""
        return HEAD + len(self._groups) * (TITLE + BETWEEN) + len(self.rows) * (ROW + GAP)

    def _least(self) -> float:
        """The pitch in which a row can still be hit and read."""
        return min(self.look.s, LEAST_ROW / ROW)

    def height_wanted(self) -> int:
        """Pixels below which it scrolls."""
        return round(self._least() * (self._rows_high() + 4)) + self.look.px(SAMPLES)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, s = self.look, self._pitch_scale()
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("line"))
        left, wide = look.px(MARGIN), self.width() - 2 * look.px(MARGIN)
        write(painter, QRectF(left, 6 * s, wide, 28 * s), "Add a layer", look, 20, 600)
        if s > SUBTITLE_FROM:
            hint = QRectF(left, 29 * s, wide, 26 * s)
            write(painter, hint, "Drag into the list, or click.", look, 15, 400, "ink2")
        for title, y in self._titles:
            write(painter, QRectF(left, y, wide, TITLE * s), title, look, 15, 600, "ink2")
        first = self.samples[0]
        if not first.isHidden():
            place = QRectF(left, first.y() - look.px(28), wide, look.px(26))
            write(painter, place, "Shown with", look, 15, 600, "ink2")
