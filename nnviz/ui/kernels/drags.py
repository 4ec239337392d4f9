"""What the pointer does on the picture and on the map."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent

from nnviz.scene.sandbox.filtered import Filtered
from nnviz.ui.kernels.geometry import StageGeometry
from nnviz.ui.kernels.lens import Lens
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.kernels.strokes import Stroke

_NEAR = 9.0
"""Pixels around the window's ring in which the pointer takes hold of it rather than draws."""


@dataclass
class _Move:
    """A drag of the window. ``offset`` leads from the pointer to the middle of the window, or of the cell."""

    merge: object
    on_map: bool
    pixels: float
    start: QPointF
    window: tuple[int, int]


class Drags:
    """One gesture at a time: the window is moved by either mark or loupe, or a stroke is drawn."""

    def __init__(self, editor: SandboxEditor) -> None:
        self._editor = editor
        self._move: _Move | None = None
        self._stroke: Stroke | None = None
        self.erases = False
        """Whether strokes take ink away with the left button too."""

    def press(
        self, event: QMouseEvent, shown: Filtered, places: StageGeometry, picture: Lens, answer: Lens
    ) -> None:
        """Begin whatever the pressed place is for."""
        point = event.position()
        if event.button() == Qt.MouseButton.RightButton and shown.sandbox.picture == "pad":
            self._begin_stroke(shown, places, point, erase=True)
        elif event.button() != Qt.MouseButton.LeftButton:
            return
        elif picture.rect.contains(point) or answer.rect.contains(point):
            self._begin_in_loupe(point, picture if picture.rect.contains(point) else answer, answer)
        elif places.map_frame.contains(point):
            self._begin(True, places.map_cell, point, self._cell_at(places, point))
        elif places.picture.contains(point):
            near = _is_near(places.window(), point)
            if shown.sandbox.picture == "pad" and not near:
                self._begin_stroke(shown, places, point, erase=self.erases)
            else:
                window = shown.sandbox.window if near else self._window_at(places, point)
                self._begin(False, places.map_cell, point, window)

    def _begin_in_loupe(self, point: QPointF, lens: Lens, answer: Lens) -> None:
        sandbox = self._editor.sandbox
        row, column = lens.cell_at(point)
        window = (row, column) if lens is answer else sandbox.window_at(row, column)
        self._begin(lens is answer, lens.rect.width() / 9, point, window)

    def _begin(self, on_map: bool, pixels: float, point: QPointF, window: tuple[int, int]) -> None:
        merge = object()
        self._editor.hold()
        self._editor.put_window(*window, merge)
        self._move = _Move(merge, on_map, pixels, point, self._editor.sandbox.window)

    def _begin_stroke(self, shown: Filtered, places: StageGeometry, point: QPointF, erase: bool) -> None:
        self._editor.hold()
        self._stroke = Stroke(self._editor, shown.picture, erase)
        self._stroke.go_on((point - places.picture.topLeft()) / places.scale)

    def move(self, event: QMouseEvent, places: StageGeometry | None) -> Qt.CursorShape:
        """Go on; returns the pointer's shape for where it is."""
        point = event.position()
        if self._stroke is not None and places is not None:
            self._stroke.go_on((point - places.picture.topLeft()) / places.scale)
        elif self._move is not None:
            move, by = self._move, point - self._move.start
            row, column = move.window
            self._editor.put_window(
                row + round(by.y() / move.pixels), column + round(by.x() / move.pixels), move.merge
            )
            return Qt.CursorShape.ClosedHandCursor
        return self._cursor(point, places)

    def release(self) -> None:
        """Let go."""
        if self._move is not None or self._stroke is not None:
            self._move = self._stroke = None
            self._editor.release()

    def _cursor(self, point: QPointF, places: StageGeometry | None) -> Qt.CursorShape:
        if places is None or not (places.picture.contains(point) or places.map_frame.contains(point)):
            return Qt.CursorShape.ArrowCursor
        draws = self._editor.sandbox.picture == "pad" and places.picture.contains(point)
        return Qt.CursorShape.CrossCursor if draws else Qt.CursorShape.PointingHandCursor

    def _window_at(self, places: StageGeometry, point: QPointF) -> tuple[int, int]:
        on_picture = (point - places.picture.topLeft()) / places.scale - QPointF(0.5, 0.5)
        return self._editor.sandbox.window_at(on_picture.y(), on_picture.x())

    def _cell_at(self, places: StageGeometry, point: QPointF) -> tuple[int, int]:
        on_map = (point - places.map.topLeft()) / places.map_cell
        return int(on_map.y() // 1), int(on_map.x() // 1)


def _is_near(ring: QRectF, point: QPointF) -> bool:
    """Whether a point lies on the ring, or in it where it is small."""
    outer = ring.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
    inner = ring.adjusted(_NEAR, _NEAR, -_NEAR, -_NEAR)
    return outer.contains(point) and not (inner.isValid() and inner.contains(point))
