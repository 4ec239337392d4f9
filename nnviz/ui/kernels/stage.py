"""The card with the picture, the kernel and the map, joined by wedges."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from nnviz.engine.arrays import Array
from nnviz.scene.sandbox.filtered import Filtered
from nnviz.scene.sandbox.loupe import CELLS, loupe
from nnviz.scene.sandbox.presets import name_of
from nnviz.scene.sandbox.words import sum_of_cells
from nnviz.scene.words.counting import of_shape
from nnviz.scene.words.numbers import number, signed
from nnviz.ui.kernels import lens as lenses
from nnviz.ui.kernels import shades
from nnviz.ui.kernels.drags import Drags
from nnviz.ui.kernels.geometry import StageGeometry
from nnviz.ui.kernels.kept import KeptImage
from nnviz.ui.kernels.kernel_grid import KernelGrid
from nnviz.ui.kernels.lens import Lens
from nnviz.ui.kernels.pad_tools import PadTools
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.kernels.text import CENTER, RIGHT, either, words
from nnviz.ui.kernels.tools import KernelTools
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

TITLES = {
    "china": "Photograph, as brightness",
    "flower": "Flower, as brightness",
    "pad": "Pad, as brightness",
    "own": "Your picture, as brightness",
}


class KernelStage(Part):
    """Picture, kernel, map. Either mark can be dragged; on the pad's picture the pointer draws."""

    def __init__(self, editor: SandboxEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Filtered | None = None
        self._picture = KeptImage()
        self._map = KeptImage()
        self.kernel = KernelGrid(editor, self)
        self.tools = KernelTools(editor, self)
        self.pad_tools = PadTools(editor, self)
        self._refused = ""
        self.kernel.refused.connect(self._refuse)
        self._drags = Drags(editor)
        let_go_when_lost(self, self._drags.release)
        self.setMouseTracking(True)

    # what is shown

    def show_filtered(self, shown: Filtered, look: Look) -> None:
        """Show this picture, this kernel and this map."""
        before = self._shown
        is_only_map = before is not None and _is_alike(before, shown) and look == self.look
        self._shown, self.look = shown, look
        self.kernel.show_kernel(shown.sandbox.kernel, look)
        self.setAccessibleName(f"{TITLES[shown.sandbox.picture]}, and its map")
        self.setAccessibleDescription(f"{self._picture_text()}. {self._map_text()}.")
        self.pad_tools.setVisible(shown.sandbox.picture == "pad")
        self.pad_tools.refresh(look, not shown.picture.any())
        self.place()
        self.tools.refresh(look)
        self.update(self._right_part() if is_only_map else self.rect())

    def _refuse(self, why: str) -> None:
        """Say under the kernel what it doesn't take; "" says nothing."""
        if why != self._refused:
            self._refused = why
            self.update()

    def _right_part(self) -> QRect:
        """All but the picture: what another number in the kernel changes."""
        return self.rect().adjusted(round(self.geometry_.plate.left() - 40 * self.look.s), 0, 0, 0)

    @property
    def geometry_(self) -> StageGeometry:
        """Where things lie now."""
        assert self._shown is not None
        return StageGeometry(QRectF(self.rect()), self.look.s, self._shown.sandbox)

    def picture_lens(self) -> Lens:
        """The loupe on the picture."""
        shown, places = self._filtered, self.geometry_
        row, column = shown.sandbox.middle
        return self._lens(shown.picture, row, column, places.picture, places.scale)

    def map_lens(self) -> Lens:
        """The loupe on the map."""
        shown, places = self._filtered, self.geometry_
        return self._lens(shown.map.values, *shown.sandbox.window, places.map_frame, places.map_cell)

    def _lens(self, values: Array, row: float, column: float, frame: QRectF, cell: float) -> Lens:
        covered = (CELLS * 16 + 30) * self.look.s / cell
        found = loupe(values, row, column, (covered, covered))
        return Lens(values, found, self.geometry_.loupe(frame, found.on_right))

    @property
    def _filtered(self) -> Filtered:
        assert self._shown is not None
        return self._shown

    def _picture_text(self) -> str:
        return f"{of_shape(self._filtered.picture.shape, 'number')}, 0 black to 1 white"

    def _map_text(self) -> str:
        values = self._filtered.map
        return (
            f"{of_shape(values.values.shape, 'number')}, {signed(values.low, 2)} to {signed(values.high, 2)}"
        )

    def place(self) -> None:
        if self._shown is None:
            return
        plate, s = self.geometry_.plate, self.look.s
        self.kernel.setGeometry(plate.toAlignedRect())
        width = 420 * s
        top = plate.bottom() + 40 * s
        self.tools.setGeometry(QRectF(plate.center().x() - width / 2, top, width, 38 * s).toAlignedRect())
        picture = self.geometry_.picture
        beside = QPointF(picture.right() + 15 * s, picture.bottom() - self.pad_tools.height())
        self.pad_tools.move(beside.toPoint())

    # gestures

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a mark, or draw."""
        if self._shown is not None:
            self._drags.erases = self.pad_tools.erases
            self._drags.press(event, self._shown, self.geometry_, self.picture_lens(), self.map_lens())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on."""
        self.setCursor(self._drags.move(event, self.geometry_ if self._shown is not None else None))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._drags.release()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown, look, places = self._shown, self.look, self.geometry_
        plate(painter, look, QRectF(self.rect()))
        self._paint_titles(painter, places)
        if event.rect().left() < places.picture.right():
            self._picture.show(shown.picture, "", lambda: shades.brightness_image(shown.picture))
            self._picture.paint(painter, look, places.picture, places.picture)
        values, full = shown.map.values, shown.map.full
        self._map.show(values, look.theme.name, lambda: shades.signed_image(look.theme, values, full))
        self._map.paint(painter, look, places.map_frame, places.map)
        if shown.sandbox.picture == "pad" and not shown.picture.any():
            rect = places.picture.adjusted(0, places.picture.height() / 2, 0, 0)
            words(
                painter, rect, "Draw here", look.font(18, 600), DARK.color("ink2"), CENTER, floor=look.floor
            )
        self._paint_marks(painter, places, event.rect().left() < places.picture.right())

    def _paint_marks(self, painter: QPainter, places: StageGeometry, with_picture: bool) -> None:
        shown, look = self._filtered, self.look
        sandbox = shown.sandbox
        lens, answer = self.picture_lens(), self.map_lens()
        window = lenses.mark_rect(places.window(), look).intersected(places.picture.adjusted(-8, -8, 8, 8))
        cell = lenses.mark_rect(places.cell(), look)
        first = [place * sandbox.stride - sandbox.zeros for place in sandbox.window]
        enlarged = lens.cells(first[0], first[1], sandbox.span)
        source = window if enlarged is not None else places.cells_of(lens.loupe)
        if with_picture:
            lenses.paint_loupe(painter, look, lens, source, self._picture.image)
        lenses.paint_loupe(painter, look, answer, cell, self._map.image)
        lenses.paint_mark(painter, look, window)
        lenses.paint_taps(painter, look, places.taps(), places.scale * sandbox.dilation)
        self._paint_wedge(painter, _right(enlarged or window), _left(places.plate))
        self._paint_wedge(painter, _right(places.plate), (cell.topLeft(), cell.bottomLeft()))
        if enlarged is not None:
            lenses.paint_mark(painter, look, enlarged)
        lenses.paint_mark(painter, look, cell)
        inner = answer.cells(*sandbox.window, 1)
        if inner is not None:
            lenses.paint_mark(painter, look, inner)

    def _paint_wedge(
        self, painter: QPainter, start: tuple[QPointF, QPointF], end: tuple[QPointF, QPointF]
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("now", 0.1))
        painter.drawPolygon(QPolygonF([start[0], end[0], end[1], start[1]]))
        painter.setPen(QPen(self.look.color("now", 0.8), 2))
        painter.drawLine(start[0], end[0])
        painter.drawLine(start[1], end[1])

    def _paint_titles(self, painter: QPainter, places: StageGeometry) -> None:
        look, s = self.look, self.look.s
        sandbox = self._filtered.sandbox
        frame, plate = places.map_frame, places.plate
        wide = 520 * s
        title, small = look.font(20, 700), look.font(16)
        middle = plate.center().x() - 200 * s
        # Two lines: large letters stand no closer than they are high.
        step = max(24 * s, 1.2 * look.text(16))
        lines = (
            (places.picture.left(), wide, TITLES[sandbox.picture], self._picture_text(), None),
            (
                middle,
                400 * s,
                f"Kernel: {name_of(sandbox.kernel) or 'your own'}",
                "drag a cell up or down, or type",
                CENTER,
            ),
            (frame.left(), frame.right() - frame.left(), "Map", self._map_text(), None),
        )
        for left, width, head, below, align in lines:
            aligned = {} if align is None else {"align": align}
            words(
                painter,
                QRectF(left, 34 * s - step, width, 30 * s),
                head,
                title,
                look.color("ink"),
                **aligned,
                floor=look.floor,
            )
            words(
                painter,
                QRectF(left, 37 * s, width, 24 * s),
                below,
                small,
                look.color("ink2"),
                **aligned,
                floor=look.floor,
            )
        under = QRectF(middle - 30 * s, plate.bottom() + 8 * s, 460 * s, 28 * s)
        told, token = (self._refused, "warn") if self._refused else (sum_of_cells(sandbox.kernel), "ink2")
        words(painter, under, told, look.font(16, 500), look.color(token), CENTER, floor=look.floor)
        used = QFontMetricsF(small).horizontalAdvance(self._map_text())
        right = self.width() - 24 * s
        self._paint_legend(painter, right, right - frame.left() - used - 12)

    def _paint_legend(self, painter: QPainter, right: float, room: float) -> None:
        """The ramp with its two ends; below it, in ``room`` pixels, what full colour means."""
        look, s = self.look, self.look.s
        theme, full = look.theme, self._filtered.map.full
        end = number(full, 1) if full >= 0.1 else number(full, 3)
        font = look.font(16, 600)
        ramp = 100 * s
        wide = max(56 * s, QFontMetricsF(font).horizontalAdvance(f"+{end}") + 2)
        bar = QRectF(right - wide - ramp - 8 * s, 18 * s, ramp, 14 * s)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for step in range(17):
            gradient.setColorAt(step / 16, shades.signed(theme, step - 8, 8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 4 * s, 4 * s)
        below = QRectF(bar.left() - wide - 8 * s, 10 * s, wide, 30 * s)
        words(painter, below, f"−{end}", font, look.color("neg"), RIGHT, floor=look.floor)
        words(
            painter,
            QRectF(bar.right() + 8 * s, 10 * s, wide, 30 * s),
            f"+{end}",
            font,
            look.color("pos"),
            floor=look.floor,
        )
        notes = "full colour for the top 1%", "full colour: top 1%"
        # Cut short it would say nothing.
        note = either((either(notes, look.font(16), room, look.floor), ""), look.font(16), room, look.floor)
        below = QRectF(right - room, 37 * s, room, 24 * s)
        words(painter, below, note, look.font(16), look.color("ink2"), RIGHT, floor=look.floor)


def _is_alike(a: Filtered, b: Filtered) -> bool:
    """Whether picture and window are the same: then only the kernel's numbers and the map differ."""
    return a.picture is b.picture and a.windows == b.windows and a.sandbox.window == b.sandbox.window


def _right(rect: QRectF) -> tuple[QPointF, QPointF]:
    return rect.topRight(), rect.bottomRight()


def _left(rect: QRectF) -> tuple[QPointF, QPointF]:
    return rect.topLeft(), rect.bottomLeft()
