"""What the network sees: the very pixels of its input, each to be taken in hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import edits
from nnviz.scene.words import numbers
from nnviz.scene.words.counting import of_shape
from nnviz.session import Change, Session
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.plain import set_tooltip
from nnviz.ui.run.rail import picture
from nnviz.ui.run.rail.section import RailSection
from nnviz.ui.theme import DARK
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.number_drag import NumberDrag
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.part import Part

FULL_DRAG = 120
"""Pixels of pointer movement from black to white."""
STEPS = {Qt.Key.Key_Plus: 0.1, Qt.Key.Key_Equal: 0.1, Qt.Key.Key_Minus: -0.1}
MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class PixelPicture(Part):
    """The input's pixels. Drag one up or down; or choose it with arrows, change it with + and −."""

    hovered = Signal()
    """Another pixel is under the pointer, or none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = session.state
        self._drag: NumberDrag | None = None
        self._merge: object = object()
        self._kept = KeptPixmap()
        self.pixel: tuple[int, int] | None = None
        let_go_when_lost(self, self._let_go)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setAccessibleName("What the network sees")
        self.setAccessibleDescription("Arrows choose a pixel, + and − change it.")
        set_tooltip(self, "Drag a pixel up or down to change it")

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def value(self) -> float | None:
        """The value of the chosen pixel."""
        document = self._state.document
        if self.pixel is None or not picture.can_draw(document):
            return None
        size = picture.size_of(document)
        if size is None or self.pixel[0] >= size[0] or self.pixel[1] >= size[1]:
            # Chosen in a larger picture.
            return None
        return float(document.input.values[picture.index_of(document, *self.pixel)])

    # gestures

    def _at(self, point: QPointF) -> tuple[int, int] | None:
        size = picture.size_of(self._session.document)
        if size is None:
            return None
        row = int(point.y() * size[0] / max(self.height(), 1))
        column = int(point.x() * size[1] / max(self.width(), 1))
        return (row, column) if 0 <= row < size[0] and 0 <= column < size[1] else None

    def _choose(self, pixel: tuple[int, int] | None) -> None:
        if pixel != self.pixel:
            self.pixel = pixel
            self.hovered.emit()
            self.update()

    def _change(self, value: float) -> None:
        document = self._session.document
        if self.pixel is not None and picture.can_draw(document):
            index = picture.index_of(document, *self.pixel)
            value = min(max(value, 0.0), 1.0)
            self._session.apply(
                edits.set_input_value, index, value, merge=self._merge, label="Change a pixel"
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a pixel in hand."""
        self._choose(self._at(event.position()))
        value = self.value()
        if event.button() == Qt.MouseButton.LeftButton and value is not None:
            self._drag = NumberDrag(event.position().y(), value, 1 / FULL_DRAG)
            self._merge = self._drag.merge

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Change the pixel in hand, or read out the one under the pointer."""
        if self._drag is None:
            self._choose(self._at(event.position()))
        elif (value := self._drag.pull(event, 0.0, 1.0)) is not None:
            self._session.hold()
            self._change(value)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: one undo step."""
        self._let_go()

    def _let_go(self) -> None:
        if self._drag is not None:
            self._drag = None
            self._session.release()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self._choose(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a pixel with the arrows, change it with + and −; a key kept down is one undo step."""
        key, size = Qt.Key(event.key()), picture.size_of(self._session.document)
        if key in MOVES and size is not None:
            row, column = self.pixel or (0, 0)
            down, right = MOVES[key]
            self._choose((min(max(row + down, 0), size[0] - 1), min(max(column + right, 0), size[1] - 1)))
        elif key in STEPS and (value := self.value()) is not None:
            if not event.isAutoRepeat():
                self._merge = object()
            self._change(value + STEPS[key])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the arrows for itself while it has the focus."""
        return keeps_key(event, MOVES) or super().event(event)

    # painting

    def refresh(self, change: Change) -> None:
        """Show other pixels."""
        self._state = self._session.state
        if change & (Change.DOCUMENT | Change.INPUT | Change.THEME):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        document, look = self._state.document, self.look
        if picture.size_of(document) is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        radius = look.px(5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(DARK.color(picture.PLATE))
        painter.drawRoundedRect(rect, radius, radius)
        inner = rect.adjusted(1.5, 1.5, -1, -1)
        values = document.input.values
        causes = (document.input,)
        picture.paint_kept(painter, inner, self._kept, lambda: picture.pixels(document, values), causes)
        picture.paint_frame(
            painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, False, look.color("line"), look.color("now")
        )
        if self.pixel is not None:
            self._paint_pixel(painter, inner)

    def _paint_pixel(self, painter: QPainter, inner: QRectF) -> None:
        size = picture.size_of(self._state.document)
        if size is None or self.pixel is None:
            return
        pitch_y, pitch_x = inner.height() / size[0], inner.width() / size[1]
        row, column = self.pixel
        cell = QRectF(inner.left() + column * pitch_x, inner.top() + row * pitch_y, pitch_x, pitch_y)
        painter.setPen(QPen(DARK.color("now"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell.adjusted(-1, -1, 0, 0), 2, 2)


class SeenSection(RailSection):
    """The picture, its size, and the pixel under the pointer in numbers."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.picture = PixelPicture(session, self)
        self.picture.hovered.connect(self.update)

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self.picture.refresh(change)
        if change & Change.DOCUMENT or (change & Change.INPUT and self.picture.pixel is not None):
            self.update()

    def height_wanted(self) -> int:
        return self.look.px(144)

    def place(self) -> None:
        look = self.look
        left, _ = self.inner()
        self.picture.set_look(look)
        self.picture.setGeometry(left - 1, look.px(29), look.px(100), look.px(100))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_line(painter, "The network sees", 13, 15)
        look = self.look
        left = self.picture.geometry().right() + look.px(15)
        painter.setFont(look.font(15))
        painter.setPen(look.color("ink2"))
        for line, text in enumerate(self._lines()):
            rect = QRectF(left, look.px(45 + 24.2 * line) - 30, self.width() - left, 60)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    def _lines(self) -> tuple[str, ...]:
        size, value = picture.size_of(self.state.document), self.picture.value()
        if size is None:
            return ()
        first = of_shape(size, "pixel")
        if value is None or self.picture.pixel is None:
            theme, channels = self.look.theme, self.state.document.network.input_shape[0]
            is_dark_there = theme.color("full").lightness() < theme.color("zero").lightness()
            if is_dark_there and (len(self.state.document.network.input_shape) < 3 or channels == 1):
                # The pad and this picture are dark in both themes, the canvas is not.
                return first, "1 is white here", "black on canvas"
            return first, "0 is black", "1 is white"
        row, column = self.picture.pixel
        return f"row {row + 1}", f"column {column + 1}", f"x = {numbers.number(value, 2)}"
