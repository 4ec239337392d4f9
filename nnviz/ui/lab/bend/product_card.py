"""The card below: matrices multiply into one, and both ways give the same z."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.bend import product as products
from nnviz.scene.lab.bend import words
from nnviz.scene.lab.bend.working import Bend
from nnviz.ui.lab.bend.matrices import PAD, Matrices
from nnviz.ui.lab.bend.pictures import paint_pictures
from nnviz.ui.lab.bend.same_z import paint_same
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving

KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ProductCard(Matrices):
    """Shows the product that time has come to. ``chosen`` says which result cell, (row, column), is to be
    taken in hand; ``stage_chosen`` which product is to be shown, 0 for the one that time has come to."""

    chosen = Signal(int, int)
    stage_chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bend: Bend | None = None
        self._hovered: tuple[int, int] | None = None
        self.chips: list[Chip] = []
        self._stop = Roving(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("The product of the matrices")

    def parts(self) -> tuple[QWidget, ...]:
        """The choice of products, where there are several."""
        return tuple(self.chips)

    def show_bend(self, bend: Bend) -> None:
        """Show this moment."""
        self._bend = bend
        self._show_chips()
        self.setAccessibleDescription(self._said())
        self.update()

    def _show_chips(self) -> None:
        bend = self._bend
        stages = (
            bend.product.stages
            if bend is not None and bend.product is not None and not bend.is_picture
            else ()
        )
        wanted = [stage.result_name for stage in stages] if len(stages) > 1 else []
        if [chip.text() for chip in self.chips] != wanted:
            for chip in self.chips:
                take_away(chip)
            self.chips = [Chip(name, f"Show {name}", self) for name in wanted]
            for number, chip in enumerate(self.chips, start=1):
                chip.clicked.connect(partial(self._choose_stage, number))
                chip.set_look(self.look)
                chip.show()
            self._stop.show(self.chips)
            self.place()
        for number, chip in enumerate(self.chips, start=1):
            assert bend is not None
            chip.show_state(number == self._stage_number())
        self._stop.show(self.chips)

    def _choose_stage(self, number: int) -> None:
        assert self._bend is not None
        self.stage_chosen.emit(0 if self._bend.view.bend_stage == number else number)

    def place(self) -> None:
        """The choice of products stands at the top, left of both ways."""
        x = self.look.px(PAD)
        for chip in self.chips:
            wide = chip.width_wanted()
            chip.setGeometry(x, self.look.px(10), wide, self.look.target())
            x += wide + self.look.px(8)

    def _said(self) -> str:
        stage, bend = self.stage, self._bend
        if stage is None or bend is None:
            return bend.product.problem if bend is not None and bend.product is not None else ""
        row, column = self.cell
        laid = self._laid(stage)
        name = f"{stage.result_name}, row {row + 1}, column {column + 1}"
        return f"{name}: {products.cell_text(stage, (row, column), laid.shown)}"

    # the pointer and the keyboard

    def _cell_at(self, at: QPointF) -> tuple[int, int] | None:
        stage = self.stage
        if stage is None:
            return None
        shown = self._laid(stage).shown
        for row in shown.rows:
            for column in shown.columns:
                if self.result_rect(row, column).adjusted(-1, -1, 1, 1).contains(at):
                    return row, column
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The result cell under the pointer is opened."""
        found = self._cell_at(event.position())
        if found != self._hovered:
            self._hovered = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: object) -> None:
        """The cell in hand is open again."""
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a result cell in hand."""
        found = self._cell_at(event.position())
        if found is not None:
            self.chosen.emit(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell."""
        stage, way = self.stage, KEYS.get(Qt.Key(event.key()))
        if stage is None or way is None:
            super().keyPressEvent(event)
            return
        row, column = self.cell
        self.chosen.emit(*products.held(stage, (row + way[0], column + way[1])))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        bend, look = self._bend, self.look
        if bend is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate(painter, look, QRectF(self.rect()))
        if bend.product is None or bend.product.whole is None:
            self._paint_reason(painter, bend)
            return
        stage = self.stage
        if bend.is_picture:
            if bend.story.cells > 0:
                paint_pictures(painter, self._area(), bend, look)
        elif stage is not None:
            self._paint_stage(painter, stage, self._laid(stage))
        else:
            self._paint_reason(painter, bend)
        right = QRectF(self.width() - self._right(), 0, self._right() - look.px(PAD), self.height())
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(
            right.topLeft() + QPointF(0, look.px(24)), right.bottomLeft() - QPointF(0, look.px(24))
        )
        paint_same(painter, right.adjusted(look.px(24), look.px(14), 0, -look.px(10)), bend, look)

    def _paint_reason(self, painter: QPainter, bend: Bend) -> None:
        """Why there is no product, or that it is on its way."""
        look, area = self.look, self._area()
        if bend.product is None:
            text = "The one matrix is being worked out…"
        elif bend.pair.bends:
            text = words.bends(bend.document, bend.pair.bends)
        else:
            text = bend.product.problem or "There is one layer of weights: nothing to multiply."
        painter.setFont(look.font(18, 500))
        painter.setPen(look.color("ink"))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, text)
