"""The canvas: a plain widget that shows the session's picture and hands gestures to the tools."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.scene.levels import Level
from nnviz.scene.model import Hit
from nnviz.session import VALUES, Change, Session
from nnviz.ui import settings
from nnviz.ui.canvas import page_tools, pointing
from nnviz.ui.canvas.composer import Composer
from nnviz.ui.canvas.editor import NumberEditor
from nnviz.ui.canvas.hover import card_of, spoken, unit_card
from nnviz.ui.canvas.masked import masked
from nnviz.ui.canvas.minimap import MiniMap
from nnviz.ui.canvas.painter import ScenePainter
from nnviz.ui.canvas.picture import Picture
from nnviz.ui.canvas.search_box import SearchBox
from nnviz.ui.canvas.selection import ARROWS, neighbour
from nnviz.ui.canvas.tools import Gesture
from nnviz.ui.canvas.tracer import Tracer
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.speech import announce
from nnviz.ui.theme import THEMES, Theme

SLICE = 0.005
"""Seconds of drawing between two looks at the event queue."""


class CanvasView(QWidget):
    """Shows the session's network. Reads the session when told to refresh; edits it only from gestures."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._composer = Composer()
        self._theme = THEMES[session.view.theme or "dark"]
        self._painter = ScenePainter(self._theme, self.devicePixelRatio())
        self._reduced_motion = settings.reduced_motion()
        self._picture: Picture | None = None
        self.zoom = Zoom(session)
        self.map = MiniMap(session, self._theme, self)
        self.search = SearchBox(session, self)
        self.search.closed.connect(self.setFocus)
        self.dirty = QRect()
        """What the last refresh asked to draw again."""
        self._hit: Hit | None = None
        self._pointer = QPointF()
        self._press: tuple[QPointF, Hit | None] | None = None
        self._gesture: Gesture | None = None
        self._editor: NumberEditor | None = None
        self._tracer = Tracer()
        self._refining = QTimer(self)
        self._refining.setInterval(0)
        self._refining.timeout.connect(self._refine)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setMinimumSize(320, 280)
        self.setAccessibleName("Network")

    # showing

    @property
    def is_settled(self) -> bool:
        """Whether the picture is exact and smooth: nothing is left to draw."""
        return self._picture is not None and self._painter.strips.is_settled

    @property
    def picture(self) -> Picture | None:
        """What is shown, once there has been something to show."""
        return self._picture

    @property
    def is_pressed(self) -> bool:
        """Whether the pointer holds something."""
        return self._press is not None

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & Change.THEME and self._session.view.theme:
            self._use(THEMES[self._session.view.theme])
        if change & (Change.DOCUMENT | Change.PLAYBACK):
            self._reduced_motion = settings.reduced_motion()
        if change & Change.DOCUMENT:
            self._composer = Composer()
            self._painter.strips.forget()
            self._forget_pointer()
        self._compose()
        self.search.refresh(change)
        if change & Change.CAMERA and self._hit is not None and self._press is None:
            self._hover(self._pointer)
        told = VALUES | Change.SELECTION | Change.SHOWN
        if change & (told | Change.MOMENT if self._session.view.masked else told):
            self._describe()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        if self._use(theme):
            self._compose()

    def show_plain(self) -> None:
        """Draw now what is still missing, without smoothing it."""
        self._painter.strips.show_plain()
        self.update()

    def settle(self) -> None:
        """Finish the picture now instead of in slices."""
        self._compose()
        self._painter.strips.settle()
        self._refining.stop()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        with QPainter(self) as painter:
            self._painter.draw(painter, self._picture)
            if self._gesture is not None and self._gesture.caption is not None:
                held = self._press[1] if self._press is not None else None
                self._painter.draw_held(painter, self._picture, held, self._gesture.caption, self._pointer)
            elif self._hit is not None and page_tools.is_on_page(self._picture):
                self._painter.draw_page_hover(painter, self._picture, self._hit)
            elif self._hit is not None and self._press is None and self._editor is None:
                lit = self._tracer.lit(self._session, self._picture, self._hit)
                self._painter.draw_traced(painter, self._picture, lit)
                document, trace = self._session.document, self._session.trace
                card = masked(self._session, self._hit.target, card_of(document, trace, self._hit))
                self._painter.draw_hover(painter, self._picture, self._hit, card, self._pointer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._compose()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._painter = ScenePainter(self._theme, self.devicePixelRatio())
            self._compose()
        elif self._picture is not None and self.zoom.pinch(event, self):
            return True
        return super().event(event)

    def _use(self, theme: Theme) -> bool:
        if theme == self._theme:
            return False
        self._theme = theme
        self._painter = ScenePainter(theme, self.devicePixelRatio())
        return True

    def _compose(self) -> None:
        size = (float(self.width()), float(self.height()))
        if min(size) < 1:
            return
        before = self._picture
        self._picture = self._composer.picture(
            self._session, size, self._theme, self.devicePixelRatio(), self._reduced_motion
        )
        self.zoom.picture = self._picture
        self.map.show_picture(self._picture, self._theme)
        self.search.show_picture(self._picture, self._theme)
        self._painter.want(self._picture)
        if not self._painter.strips.is_settled:
            self._refining.start()
        self._spoil(before)

    def _spoil(self, before: Picture | None) -> None:
        """Have drawn again what differs from the picture on screen."""
        assert self._picture is not None
        is_pointed = self._hit is not None or self._gesture is not None
        region = None if is_pointed else self._painter.dirt(before, self._picture)
        # One rectangle: smooth lines cost far more under a clip of several.
        self.dirty = self.rect() if region is None else region.boundingRect()
        self.update(self.dirty)

    def _refine(self) -> None:
        strips = self._painter.strips
        if strips.advance(SLICE):
            self.update()
        if strips.is_settled:
            self._refining.stop()

    def _describe(self) -> None:
        """Tell a screen reader what is selected."""
        selection = self._session.view.selection
        words = ""
        if selection is not None:
            card = unit_card(self._session.document, self._session.trace, selection)
            words = spoken(masked(self._session, selection, card))
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            announce(self, words)

    # the pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._picture is None:
            return
        self._pointer = event.position()
        self._press = (event.position(), self._hit_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._press is None:
            self._hover(event.position())
            return
        start, hit = self._press
        if self._gesture is None and self._picture is not None:
            if (event.position() - start).manhattanLength() < QApplication.startDragDistance():
                return
            self._gesture = pointing.drag(self._session, self._picture, hit, start, event.modifiers())
            self.setCursor(self._gesture.cursor)
        if self._gesture is not None:
            self._gesture.move(event.position(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        (_, hit), self._press = self._press, None
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.release()
        elif self._picture is not None and page_tools.is_on_page(self._picture):
            page_tools.click(self._session, self.zoom, hit)
        else:
            pointing.click(self._session, hit)
        self._hover(event.position())
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self._hit_at(event.position())
        if hit is None:
            self.zoom.go(Level.NETWORK)
        elif hit.kind in ("unit", "bar") and hit.target.layer > 0:
            self.zoom.go(Level.MICROSCOPE, hit.target)
        else:
            self._edit(hit, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._picture is None:
            return
        self.zoom.turn(event.position(), event.angleDelta().y())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._hit = None
        self.update()

    def _hit_at(self, point: QPointF) -> Hit | None:
        if self._picture is None:
            return None
        return pointing.hit_at(self._picture, self._session.view.camera, point)

    def _hover(self, point: QPointF) -> None:
        before, self._hit = self._hit, self._hit_at(point)
        self.setCursor(pointing.CURSORS[self._hit.kind] if self._hit else Qt.CursorShape.OpenHandCursor)
        if self._hit is not None or before is not None:
            self.update()

    def _forget_pointer(self) -> None:
        """What was under the pointer is there no more."""
        self._hit = self._press = self._gesture = None
        self._close_editor()

    # the keyboard

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self._tracer.follow(event, is_down=False):
            self.update()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._tracer.release()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._tracer.follow(event, is_down=True):
            self.update()
        if event.key() == Qt.Key.Key_Escape and self._press is not None:
            gesture, self._gesture, self._press = self._gesture, None, None
            if gesture is not None:
                gesture.cancel()
            self.unsetCursor()
        elif self.zoom.key(event):
            return
        elif event.key() in ARROWS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            assert self._picture is not None
            found = neighbour(self._picture.layout, self._session.view.selection, event.key())
            self.zoom.follow(found)
        else:
            super().keyPressEvent(event)

    # typing a number

    def _edit(self, hit: Hit, at: QPointF) -> None:
        subject = pointing.number_at(self._session, hit)
        if subject is None:
            return
        self._close_editor()
        self._editor = NumberEditor(subject, self._theme, self)
        self._editor.closed.connect(self._close_editor)
        self._editor.open_at(at)

    def _close_editor(self) -> None:
        if self._editor is not None:
            editor, self._editor = self._editor, None
            # Where the person has gone elsewhere, the focus stays there.
            if editor.hasFocus():
                self.setFocus()
            editor.hide()
            editor.deleteLater()
