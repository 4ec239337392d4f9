"""Drawing on the pad's picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from nnviz.engine.arrays import Array
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.paint.stroke import stroke_label, with_stroke

PEN, ERASER = 7.0, 11.0
"""Width of a stroke, in pixels of the drawing."""


class Stroke:
    """One stroke: one undo step."""

    def __init__(self, editor: SandboxEditor, picture: Array, erases: bool) -> None:
        self._editor = editor
        self._drawing = picture
        self._erases = erases
        self._merge = object()
        self._last: QPointF | None = None

    def go_on(self, point: QPointF) -> None:
        """Draw on to a point, in pixels of the drawing."""
        path = QPainterPath(self._last or point)
        path.lineTo(point + QPointF(0.01, 0))
        self._last = point
        thick = ERASER if self._erases else PEN
        self._drawing = with_stroke(self._drawing, path, thick, self._erases)
        self._editor.put(
            self._editor.sandbox.with_drawing(self._drawing), stroke_label(self._erases), self._merge
        )
