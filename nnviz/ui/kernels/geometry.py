"""Where things lie on the page, from the spec's numbers. A page larger than the spec's gives its room on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from nnviz.document.sandbox import Sandbox
from nnviz.scene.sandbox.loupe import CELLS, Loupe

WIDTH, HEIGHT = 1600.0, 944.0
"""The page that the spec's numbers are for: the window without its top bar."""
SMALLEST = 0.64
"""On a narrower page than so many times the spec's, the page scrolls sideways."""
LOUPE_CELL, LOUPE_EDGE = 16.0, 3.0
PLATE = 254.0
_LEGIBLE = 47.0
"""Pixels of a cell's width in which "−0.25" can be read."""
_MARGIN, _INNER = 24.0, 24.0
_STAGE_TOP, _PICTURE_TOP, _PICTURE = 52.0, 66.0, 346.0


@dataclass(frozen=True)
class Geometry:
    """Rectangles in pixels, on a page of ``width`` × ``height`` pixels at scale ``s``."""

    width: float
    height: float
    s: float

    @property
    def _more(self) -> float:
        """Room below what the spec needs, in the spec's pixels: the pictures have it, as far as they can."""
        wide = (self.width / self.s - 2 * (_MARGIN + _INNER) - 440) / 2
        return max(0.0, min(self.height / self.s - HEIGHT, wide * 213 / 320 - _PICTURE))

    def rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A rectangle of the spec in pixels."""
        return QRectF(x * self.s, y * self.s, width * self.s, height * self.s)

    @property
    def units(self) -> float:
        """The width of the page in the spec's pixels."""
        return self.width / self.s

    def header(self) -> QRectF:
        """Title and pictures to choose from."""
        return self.rect(0, 0, self.units, _STAGE_TOP)

    def stage(self) -> QRectF:
        """The card with picture, kernel and map."""
        return self.rect(
            _MARGIN, _STAGE_TOP, self.units - 2 * _MARGIN, _PICTURE_TOP + _PICTURE + 12 + self._more
        )

    def preset(self, place: int, count: int) -> QRectF:
        """One preset: thumbnail and name."""
        gap = 18.0
        width = (self.units - 2 * _MARGIN - gap * (count - 1)) / count
        top = _STAGE_TOP + _PICTURE_TOP + _PICTURE + 20 + self._more
        return self.rect(_MARGIN + place * (width + gap), top, width, 106)

    def arithmetic(self) -> QRectF:
        """The card with one window's numbers."""
        return self.rect(_MARGIN, self._low, self.units - 2 * _MARGIN - 556 - 16, 334)

    def size(self) -> QRectF:
        """The card with the size of the map."""
        return self.rect(self.units - _MARGIN - 556, self._low, 556, 334)

    @property
    def _low(self) -> float:
        return _STAGE_TOP + _PICTURE_TOP + _PICTURE + 134 + self._more


@dataclass(frozen=True)
class StageGeometry:
    """Rectangles in the stage's own pixels. A map cell stands where the middle of its window stood."""

    stage: QRectF
    s: float
    sandbox: Sandbox

    @property
    def _box(self) -> tuple[float, float]:
        height = self.stage.height() - (_PICTURE_TOP + 12) * self.s
        return height * 320 / 213, height

    @property
    def scale(self) -> float:
        """Pixels of the screen a pixel of the picture."""
        width, height = self._box
        return min(width / self.sandbox.shape[1], height / self.sandbox.shape[0])

    @property
    def picture(self) -> QRectF:
        """The picture."""
        rows, columns = self.sandbox.shape
        top = _PICTURE_TOP * self.s
        return QRectF(_INNER * self.s, top, columns * self.scale, rows * self.scale)

    @property
    def map_frame(self) -> QRectF:
        """Where the map lies: as large as the picture."""
        left = self.stage.width() - _INNER * self.s - self._box[0]
        return self.picture.translated(left - self.picture.left(), 0)

    @property
    def map(self) -> QRectF:
        """The cells of the map."""
        rows, columns = self.sandbox.count
        cell = self.map_cell
        first = self._first_middle - self.sandbox.stride / 2 + 0.5
        corner = self.map_frame.topLeft() + QPointF(first, first) * self.scale
        return QRectF(corner.x(), corner.y(), columns * cell, rows * cell)

    @property
    def _first_middle(self) -> float:
        return (self.sandbox.span - 1) / 2 - self.sandbox.zeros

    @property
    def map_cell(self) -> float:
        """Pixels of the screen a cell of the map."""
        return self.scale * self.sandbox.stride

    def window(self) -> QRectF:
        """The chosen window on the picture, from its first pixel to its last."""
        row, column = (place * self.sandbox.stride - self.sandbox.zeros for place in self.sandbox.window)
        corner = self.picture.topLeft() + QPointF(column, row) * self.scale
        side = self.sandbox.span * self.scale
        return QRectF(corner.x(), corner.y(), side, side)

    def cells_of(self, loupe: Loupe) -> QRectF:
        """The part of the picture that a loupe shows."""
        corner = self.picture.topLeft() + QPointF(loupe.column, loupe.row) * self.scale
        return QRectF(corner.x(), corner.y(), CELLS * self.scale, CELLS * self.scale)

    def taps(self) -> list[QPointF]:
        """The middles of the pixels that the kernel takes in the chosen window."""
        corner, step = self.window().topLeft(), self.sandbox.dilation * self.scale
        half = QPointF(0.5, 0.5) * self.scale
        places = range(self.sandbox.size)
        return [corner + half + QPointF(column, row) * step for row in places for column in places]

    def cell(self) -> QRectF:
        """The chosen cell of the map."""
        row, column = self.sandbox.window
        side = self.map_cell
        return QRectF(self.map.left() + column * side, self.map.top() + row * side, side, side)

    def loupe(self, frame: QRectF, on_right: bool) -> QRectF:
        """The loupe's cells in a top corner of ``frame``, or beside it where there is room."""
        side = CELLS * LOUPE_CELL * self.s
        edge = (LOUPE_EDGE + 12) * self.s
        if self._box[0] - frame.width() >= side + edge:
            return QRectF(frame.right() + edge, frame.top() + edge, side, side)
        left = frame.right() - edge - side if on_right else frame.left() + edge
        return QRectF(left, frame.top() + edge, side, side)

    @property
    def plate(self) -> QRectF:
        """What the kernel's cells lie on. Many cells get a wider plate, so that their numbers can be read."""
        gap = self.map_frame.left() - self._picture_box_right
        high = PLATE * self.s
        cell = max(52 * self.s, _LEGIBLE)
        wide = max(high, min(self.sandbox.size * cell + 20 * self.s, gap - 110 * self.s))
        middle = self._picture_box_right + gap / 2
        return QRectF(middle - wide / 2, (_PICTURE_TOP + 8) * self.s, wide, high)

    @property
    def _picture_box_right(self) -> float:
        return self.picture.left() + self._box[0]
