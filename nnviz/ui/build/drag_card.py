"""The card in the hand: tilted, under the pointer, above everything else on the page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui.build.card import paint_handle, paint_name
from nnviz.ui.build.glyphs import paint_glyph
from nnviz.ui.style import Look
from nnviz.ui.widgets.part import Part

TILT = -1.6
WIDTH, HEIGHT = 432.0, 66.0


class DragCard(Part):
    """Follows the pointer; the pointer itself goes through to what lies below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._kind, self._name, self._second = "", "", ""
        self.hide()

    def take(self, kind: str, name: str, second: str, look: Look) -> None:
        """Show this layer."""
        self.look, self._kind, self._name, self._second = look, kind, name, second
        self.resize(QSize(look.px(WIDTH + 24), look.px(HEIGHT + 40)))
        self.raise_()
        self.show()

    def follow(self, point: QPointF) -> None:
        """Be under ``point``, in the page's pixels."""
        offset = QPointF(0.87 * self.width(), 0.62 * self.height())
        self.move((point - offset).toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.rect().center())
        painter.rotate(TILT)
        half = QPointF(look.px(WIDTH) / 2, look.px(HEIGHT) / 2)
        rect = QRectF(-half, half)
        painter.setPen(QPen(look.color("now"), 3))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(rect, look.px(12), look.px(12))
        paint_handle(painter, QPointF(rect.left() + look.px(22), 0), look, "now")
        side = look.px(26)
        paint_glyph(
            painter, QRectF(rect.left() + look.px(42), -side / 2, side, side), self._kind, look, "ink2"
        )
        left = rect.left() + look.px(86)
        room = QRectF(left, rect.top(), rect.right() - left - look.px(12), rect.height())
        paint_name(painter, room, self._name, self._second, look)
