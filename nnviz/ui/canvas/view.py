"""The canvas: a plain widget that shows the session's picture and hands gestures to the tools."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from nnviz.session import VALUES, Change, Session
from nnviz.ui.canvas import brought_out
from nnviz.ui.canvas.description import describe
from nnviz.ui.canvas.detail_keys import PageKeys
from nnviz.ui.canvas.editing import Editing
from nnviz.ui.canvas.overlays.head_tips import HeadTips, tip_at
from nnviz.ui.canvas.overlays.minimap import MiniMap
from nnviz.ui.canvas.overlays.scale_button import ScaleButton
from nnviz.ui.canvas.overlays.search_box import SearchBox
from nnviz.ui.canvas.overlays.window_slider import CanvasWindowSlider
from nnviz.ui.canvas.pointer import PointerTool
from nnviz.ui.canvas.pointing import Pointing
from nnviz.ui.canvas.selection import ARROWS, neighbour
from nnviz.ui.canvas.space import SpaceKey
from nnviz.ui.canvas.things.table import thing_of
from nnviz.ui.canvas.touch import TouchGestures
from nnviz.ui.canvas.tracer import Tracer
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.clock import FrameClock
from nnviz.ui.guard import Guarded
from nnviz.ui.paint.composer import Composer
from nnviz.ui.paint.painter import ScenePainter
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.surface import Surface
from nnviz.ui.pointed import Pointed
from nnviz.ui.style import lens_of, ratio_of
from nnviz.ui.theme import Theme
from nnviz.ui.widgets.letting_go import let_go_when_lost

SLICE = 0.004
"""Seconds of drawing between two looks at the event queue."""


class CanvasView(Guarded, QWidget):
    """Shows the session's network. Reads the session when told to refresh; edits it only from gestures."""

    resized = Signal()
    """The canvas has another size, and a picture for it."""
    menu_wanted = Signal(QPoint)
    """Where on the screen a menu for the selected neuron should appear."""
    play_wanted = Signal()
    """The space bar was pressed, and not to move the picture with it."""

    def __init__(self, session: Session, parent: QWidget | None = None, for_hall: bool = False) -> None:
        """``for_hall``: without what lies over the picture, and laid out for people who sit far away."""
        super().__init__(parent)
        self.clock: FrameClock | None = None
        """Set where the canvas is a window of its own."""
        self._session = session
        self._for_hall = for_hall
        self._state = session.state
        """What the picture shows."""
        self._space = SpaceKey()
        self._composer = Composer(self._for_hall)
        self._theme = lens_of(self).themes[session.view.theme or "dark"]
        self._painter = ScenePainter(self._theme, self._surface())
        self._picture: Picture | None = None
        self.zoom = Zoom(session)
        self.map = MiniMap(session, self._theme, self)
        self.search = SearchBox(session, self)
        self.search.closed.connect(self.setFocus)
        self.scale_button = ScaleButton(session, self)
        self.window_slider = CanvasWindowSlider(session, self)
        self.dirty = QRect()
        """What the last refresh asked to draw again."""
        self.pointed = Pointed(self)
        """What canvas and inspector point at."""
        self.hand = PointerTool(session, self.zoom, self, self.pointed)
        HeadTips(self, self._tip_at)
        let_go_when_lost(self, self.hand.lose)
        self._touch = TouchGestures(self.hand, self.zoom)
        self._editing = Editing(session, self)
        self._tracer = Tracer()
        self.page_keys = PageKeys(session, self.zoom, self._editing, self)
        """Which number of an opened neuron's page has the keyboard."""
        self._pointing = Pointing(self.hand, self.pointed, self.page_keys, self._editing, self._tracer)
        self._refining = QTimer(self)
        self._refining.setInterval(0)
        self._refining.timeout.connect(self._refine)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.pointed.changed.connect(self._follow_pointed)
        self.setMinimumSize(320, 280)
        self.setAccessibleName("Network")

    # showing

    @property
    def is_settled(self) -> bool:
        """Whether the picture is exact and smooth: nothing is left to draw."""
        return self._picture is not None and self._painter.is_settled

    @property
    def picture(self) -> Picture | None:
        """What is shown, once there has been something to show."""
        return self._picture

    @property
    def shows_detail(self) -> bool:
        """Whether one neuron's page covers the canvas: then the canvas has the window to itself."""
        return self._picture is not None and self._picture.depth.microscope >= 1.0

    @property
    def is_pressed(self) -> bool:
        """Whether the pointer holds something."""
        return self.hand.is_pressed

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds: the canvas, from inside, for its neighbours stand close."""
        return QRectF(self.rect()).adjusted(6, 6, -6, -6)

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & Change.THEME and self._session.view.theme:
            self._use(lens_of(self).themes[self._session.view.theme])
        if change & Change.DOCUMENT:
            self._composer = Composer(self._for_hall)
            self._painter.strips.forget()
            self.hand.forget()
            self._editing.close()
        self._compose()
        if change & (Change.DOCUMENT | Change.NETWORK):
            self.hand.check()
        if change & (Change.PREFERENCES | Change.LESSON):
            # All that moves is drawn in another way.
            self.update()
        self.search.refresh(change)
        if change & Change.CAMERA and self.hand.hit is not None and not self.hand.is_pressed:
            self.hand.hover(self.hand.at)
        told = VALUES | Change.SELECTION | Change.MOMENT | Change.PLAYBACK | Change.SHOWN | Change.HELD
        if change & told:
            describe(self, self._session)

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
        self._painter.settle()
        self._refining.stop()
        self.update()

    def _tip_at(self, point: QPointF) -> tuple[str, QRectF] | None:
        picture = self._picture
        return None if picture is None else tip_at(picture, self._painter.legend_places(picture), point)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        with QPainter(self) as painter:
            self._painter.draw(painter, self._picture)
            brought_out.draw(painter, self._session, self._picture, self._theme)
            self._pointing.draw(painter, self._painter, self._picture, self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._compose()
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._painter = ScenePainter(self._theme, self._surface())
            self._compose()
        elif (
            self._picture is not None and (self.zoom.pinch(event) or self._touch.follow(event))
        ) or self._space.claims(event):
            return True
        return super().event(event)

    def _follow_pointed(self) -> None:
        """The inspector points at something else."""
        if self.pointed.hit is None or self.pointed.by_others(self.hand) is not None:
            self.update()

    def _surface(self) -> Surface:
        return Surface(ratio_of(self), is_direct=lens_of(self).is_close)

    def _use(self, theme: Theme) -> bool:
        if theme == self._theme:
            return False
        self._theme = theme
        self._painter = ScenePainter(theme, self._surface())
        return True

    def _compose(self) -> None:
        size = (float(self.width()), float(self.height()))
        if min(size) < 1:
            return
        before = self._picture
        self._state = self._session.state
        self._picture = self._composer.picture(self._session, size, self._theme, ratio_of(self))
        self.zoom.picture = self.hand.picture = self._picture
        self.page_keys.follow(self._picture)
        if not self._for_hall:
            for over in (self.map, self.search, self.scale_button):
                over.show_picture(self._picture, self._theme)
        self.window_slider.show_picture(self._picture, self._theme)
        self._painter.want(self._picture)
        if not self._painter.is_settled:
            self._refining.start()
        self._invalidate(before)

    def _invalidate(self, before: Picture | None) -> None:
        """Have drawn again what differs from the picture on screen."""
        assert self._picture is not None
        region = None if self._pointing.is_shown else self._painter.damage_of(before, self._picture)
        # One rectangle: smooth lines cost far more under a clip of several.
        self.dirty = self.rect() if region is None else region.boundingRect()
        self.update(self.dirty)

    def _refine(self) -> None:
        if self._painter.advance(SLICE):
            self.update()
        if self._painter.is_settled:
            self._refining.stop()

    # the pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._picture is None or self.hand.is_pressed:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self.hand.press(event.position(), self._space.is_held)
            self._space.is_used |= self._space.is_held
        elif event.button() == Qt.MouseButton.MiddleButton:
            self.hand.press(event.position(), moves_picture=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hand.move(event.position(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self.hand.release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            hit = self.hand.open(event.position())
            if hit is not None:
                self._editing.open(hit, event.position(), self._theme)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._picture is not None:
            self.zoom.roll(event)
            event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.hand.leave()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click, or the menu key: what can be done with the neuron there, or the selected one."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            hit = self.hand.hit_at(QPointF(event.pos()))
            unit = None if hit is None else thing_of(hit).unit
            if unit is not None:
                self._session.select(unit)
            self.menu_wanted.emit(event.globalPos())
            return
        at = self.zoom.spot(self._session.view.selection)
        is_seen = at is not None and self.rect().contains(at.toPoint())
        self.menu_wanted.emit(self.mapToGlobal(at.toPoint() if at and is_seen else self.rect().center()))

    # the keyboard

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self._tracer.follow(event, is_down=False):
            self.update()
        if self._space.is_let_go(event):
            self.play_wanted.emit()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._tracer.release()
        self._space.release()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._tracer.follow(event, is_down=True):
            self.update()
        if self._space.is_pressed(event):
            return
        if event.key() == Qt.Key.Key_Escape and self.hand.cancel():
            return
        if self.page_keys.press(self._picture, self._theme, event) or self.zoom.key(event):
            return
        if event.key() in ARROWS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            assert self._picture is not None
            found = neighbour(self._picture.layout, self._session.here, event.key())
            self.zoom.follow(found)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the numbers of an opened neuron before it leaves the canvas."""
        if not self.hasFocus():
            # A child had the focus and is gone: Qt asks for another home for it.
            return super().focusNextPrevChild(forward)
        return self.page_keys.tab(self._picture, forward) or super().focusNextPrevChild(forward)
