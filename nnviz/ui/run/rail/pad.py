"""The drawing pad. The raster lies in the document; the pad only adds strokes to it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.data import prepare_drawing
from nnviz.document import CurrentInput, edits
from nnviz.session import Change, Session
from nnviz.ui.paint.stroke import stroke_label, with_stroke
from nnviz.ui.plain import set_tooltip
from nnviz.ui.run.rail import picture
from nnviz.ui.theme import DARK, blend
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.part import Part

RASTER = 280
"""Pixels a side of what is drawn on."""
PEN, ERASER = 36.0, 52.0
"""Width of a stroke, in raster pixels."""


class Pad(Part):
    """A square to draw on, black in both themes. The left button draws, or erases while ``erasing``."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stroke: list[QPointF] = []
        self._merge: object | None = None
        self._erase = False
        self._shown: np.ndarray | None = None
        self.erasing = False
        self.hint = "Draw a digit here"
        let_go_when_lost(self, self._end_stroke)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("Drawing pad")
        set_tooltip(self, "Draw with the left button, erase with the right")

    def clear(self) -> None:
        """An empty pad is an input of zeros; time goes back to the start."""
        self._session.pause()
        self._session.seek(0.0)
        self._put(np.zeros((RASTER, RASTER), np.float32), None, "Clear the pad")

    @property
    def raster(self) -> np.ndarray | None:
        """What the document says was drawn, or None."""
        return self._session.document.input.drawing

    # gestures

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke: one undo step."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton) or self._merge:
            return
        self._merge = object()
        self._session.hold()
        self._erase = self.erasing or event.button() == Qt.MouseButton.RightButton
        self._stroke = [self._on_raster(event.position())]
        self._draw_last()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self._merge is not None:
            self._stroke.append(self._on_raster(event.position()))
            self._draw_last()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke; from the start of the timeline, play what was drawn."""
        if self._merge is None:
            return
        self._end_stroke()
        if self._session.view.seconds == 0.0:
            self._session.play()

    def _end_stroke(self) -> None:
        if self._merge is not None:
            self._merge = None
            self._stroke = []
            self._session.release()

    def _on_raster(self, point: QPointF) -> QPointF:
        return QPointF(point.x() * RASTER / self.width(), point.y() * RASTER / self.height())

    def _draw_last(self) -> None:
        before = self.raster if self.raster is not None else np.zeros((RASTER, RASTER), np.float32)
        thick = ERASER if self._erase else PEN
        drawn = with_stroke(before, _curve(self._stroke[-3:]), thick, self._erase, (RASTER, RASTER))
        self._put(drawn, self._merge, stroke_label(self._erase))

    def _put(self, raster: np.ndarray, merge: object | None, label: str) -> None:
        raster.flags.writeable = False
        document = self._session.document
        size = picture.size_of(document)
        assert size is not None
        values = prepare_drawing(raster, size).reshape(document.network.input_shape)
        drawn = CurrentInput(values, "drawing", drawing=raster)
        self._session.apply(edits.set_input, drawn, merge=merge, label=label)

    # painting

    def refresh(self, change: Change) -> None:
        """Show another drawing."""
        if change & Change.DOCUMENT or self.raster is not self._shown:
            self._shown = self.raster
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(rect, look.px(12), look.px(12))
        painter.fillPath(shape, blend(QColor(DARK.bg), QColor(Qt.GlobalColor.black), 0.3))
        painter.setClipPath(shape)
        self._paint_grid(painter, rect)
        raster = self.raster
        if raster is not None and raster.any():
            painter.drawImage(rect, _ink(raster))
        else:
            painter.setFont(look.font(16))
            painter.setPen(DARK.color("ink3"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.hint)
        painter.setClipping(False)
        painter.setPen(QPen(look.color("line"), 1.5))
        painter.drawPath(shape)

    def _paint_grid(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(DARK.color("line", 0.35), 1))
        for line in range(1, 8):
            x, y = rect.left() + rect.width() * line / 8, rect.top() + rect.height() * line / 8
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

    def event(self, event: QEvent) -> bool:
        """A right click erases and opens no menu."""
        if event.type() == QEvent.Type.ContextMenu:
            event.accept()
            return True
        return super().event(event)


def _curve(points: list[QPointF]) -> QPainterPath:
    """The newest piece of a stroke: from middle to middle of its last points, bent towards their corner."""
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.01, 0))
    elif len(points) == 2:
        path.lineTo((points[0] + points[1]) / 2)
    else:
        path.moveTo((points[0] + points[1]) / 2)
        path.quadTo(points[1], (points[1] + points[2]) / 2)
    return path


def _ink(raster: np.ndarray) -> QImage:
    """White ink whose opacity is the raster."""
    levels = np.rint(raster * 255).astype(np.uint8)
    rgba = np.ascontiguousarray(np.repeat(levels[:, :, None], 4, axis=2))
    height, width = levels.shape
    return QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied).copy()
