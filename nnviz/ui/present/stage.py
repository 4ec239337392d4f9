"""The face, magnified on a display, and over it ink, a spotlight, or nothing but black or white."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from nnviz.ui.guard import Guarded
from nnviz.ui.present.face import Face
from nnviz.ui.present.ink import box_of
from nnviz.ui.present.tools import Cover, Tool, Tools, region_of

SPOT, DIMMED = 140.0, 0.78
"""The spotlight's radius in units, and how much darker everything else is."""
FADE_MS = 40


class Stage(Guarded, QGraphicsView):
    """The class's own view of the face. Where the hand has a tool, that has the pointer."""

    pointed = Signal()
    """The pointer has moved."""

    def __init__(self, face: Face, tools: Tools, parent: QWidget) -> None:
        super().__init__(parent)
        self._face, self._tools = face, tools
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._proxy = scene.addWidget(face)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        # Pieces of a magnified picture don't end with the display's pixels: all of it is drawn anew.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAccessibleName("What the class sees")
        self._spot = QPointF(-1e4, -1e4)
        self._frame: tuple[QPointF, QPointF] | None = None
        self._is_erasing = False
        self._fading = QTimer(self)
        self._fading.setInterval(FADE_MS)
        self._fading.timeout.connect(self._fade)
        face.resized.connect(self._magnify)
        tools.changed.connect(self._follow_tools)

    def stop(self) -> None:
        """Nothing moves from now on."""
        self._fading.stop()

    def take_focus(self) -> None:
        """The picture has the keyboard."""
        self.setFocus()
        self._proxy.setFocus()
        self._face.shown.setFocus()

    @property
    def is_typing(self) -> bool:
        """Whether letters are text just now."""
        focus = self._face.focusWidget()
        return focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    # geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as large as the display."""
        size = event.size()
        if min(size.width(), size.height()) > 0:
            self._face.fit(size.width(), size.height())

    def _magnify(self) -> None:
        self._proxy.setScale(self._face.seen.times)
        self.setSceneRect(QRectF(self.viewport().rect()))
        self._look_at_region()

    def _look_at_region(self) -> None:
        region, whole = self._tools.region, self.sceneRect()
        self.setTransform(QTransform.fromScale(region.times, region.times))
        middle = QPointF(region.x + region.width / 2, region.y + region.height / 2)
        self.centerOn(middle.x() * whole.width(), middle.y() * whole.height())
        self._face.come_near(region.times)

    @property
    def _size(self) -> QSizeF:
        return self.sceneRect().size()

    def _share(self, at: QPointF) -> QPointF:
        """A place of the viewport as shares of the whole picture."""
        there = self.mapToScene(at.toPoint()) + (at - QPointF(at.toPoint())) / self._tools.region.times
        return QPointF(there.x() / self._size.width(), there.y() / self._size.height())

    # tools

    def _follow_tools(self) -> None:
        shapes = {
            Tool.HAND: Qt.CursorShape.ArrowCursor,
            Tool.PEN: Qt.CursorShape.CrossCursor,
            Tool.ERASER: Qt.CursorShape.PointingHandCursor,
            Tool.REGION: Qt.CursorShape.CrossCursor,
        }
        self.viewport().setCursor(shapes[self._tools.tool])
        if self._tools.region.times != self.transform().m11():
            self._look_at_region()
        self.set_fading()
        self.viewport().update()

    def set_fading(self) -> None:
        """Let time pass over ink that goes by itself."""
        if self._tools.ink.is_fading:
            self._fading.start()
        else:
            self._fading.stop()

    def _fade(self) -> None:
        ink = self._tools.ink
        before = ink.strokes
        ink.dry()
        for stroke in before:
            if stroke.since is not None:
                self._update_scene(box_of(stroke, self._size))
        self.set_fading()

    def _update_scene(self, box: QRectF) -> None:
        place = self.mapFromScene(box).boundingRect()
        self.viewport().update(place.adjusted(-2, -2, 2, 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The tool's, else the picture's."""
        tool, at = self._tools.tool, self._share(event.position())
        if self._tools.cover is not Cover.NONE or tool is Tool.HAND:
            if self._tools.cover is Cover.NONE:
                super().mousePressEvent(event)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if tool is Tool.PEN:
            self._write(at)
        elif tool is Tool.REGION:
            self._frame = (at, at)
        else:
            self._is_erasing = True
            self._erase(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The tool's, else the picture's; the spotlight follows in any case."""
        self._move_spot(event.position())
        self.pointed.emit()
        tool, at = self._tools.tool, self._share(event.position())
        if tool is Tool.HAND:
            super().mouseMoveEvent(event)
        elif not event.buttons() & Qt.MouseButton.LeftButton:
            return
        elif tool is Tool.PEN:
            self._write(at)
        elif tool is Tool.ERASER and self._is_erasing:
            self._erase(at)
        elif tool is Tool.REGION and self._frame is not None:
            self._frame = (self._frame[0], at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The tool's, else the picture's."""
        tool, self._is_erasing = self._tools.tool, False
        if tool is Tool.HAND:
            super().mouseReleaseEvent(event)
        elif tool is Tool.PEN:
            self._tools.ink.lift()
            self.set_fading()
        elif tool is Tool.REGION and self._frame is not None:
            frame, self._frame = self._frame, None
            self._tools.enlarge(region_of(*frame))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press of a tool is a press."""
        if self._tools.tool is Tool.HAND and self._tools.cover is Cover.NONE:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The picture's; the view itself stays where it is."""
        if self._tools.cover is Cover.NONE:
            super().wheelEvent(event)
        event.accept()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """A piece that is enlarged is drawn anew as a whole: what lies over it doesn't move with it."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """No tooltip before a class: their letters are for whoever sits at the keyboard."""
        return event.type() == QEvent.Type.ToolTip or super().viewportEvent(event)

    def _write(self, at: QPointF) -> None:
        self._tools.ink.touch((at.x(), at.y()))
        self._update_scene(box_of(self._tools.ink.strokes[-1], self._size))

    def _erase(self, at: QPointF) -> None:
        if self._tools.ink.erase((at.x(), at.y()), self._size):
            self.viewport().update()

    def _move_spot(self, at: QPointF) -> None:
        before, self._spot = self._spot, at
        if self._tools.has_spotlight:
            for place in (before, at):
                self.viewport().update(self._spot_box(place))

    def _spot_box(self, at: QPointF) -> QRect:
        side = round(2 * self._spot_radius()) + 4
        return QRect(at.toPoint() - QPoint(side // 2, side // 2), QRect(0, 0, side, side).size())

    def _spot_radius(self) -> float:
        return SPOT * self.viewport().height() / 1000

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cover alone where there is one."""
        if self._tools.cover is Cover.NONE:
            super().paintEvent(event)
            return
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._tools.cover.value))

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Ink, the frame under way, the spotlight."""
        theme = self._face.theme
        self._tools.ink.draw(painter, self._size, theme)
        if self._frame is not None:
            size = self._size
            start, end = (QPointF(at.x() * size.width(), at.y() * size.height()) for at in self._frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("now"), 3))
            painter.drawRect(QRectF(start, end).normalized())
        if self._tools.has_spotlight:
            self._draw_spotlight(painter)

    def _draw_spotlight(self, painter: QPainter) -> None:
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        path.addRect(QRectF(self.viewport().rect()))
        path.addEllipse(self._spot, self._spot_radius(), self._spot_radius())
        painter.fillPath(path, QColor(0, 0, 0, round(255 * DIMMED)))
        painter.restore()
