"""The pointer on the canvas, or one finger: what it is over, what it holds, and what comes of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.scene.values.model import Hit
from nnviz.scene.view.levels import Level
from nnviz.session import Session
from nnviz.ui.canvas.gestures import Gesture, Pan
from nnviz.ui.canvas.things.table import thing_at, thing_in, thing_of
from nnviz.ui.canvas.things.thing import Ground, shown
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.paint.picture import Picture
from nnviz.ui.pointed import Pointed

PLAIN = Qt.KeyboardModifier.NoModifier


class PointerTool:
    """Turns presses, moves and releases into clicks and gestures on the session."""

    def __init__(self, session: Session, zoom: Zoom, canvas: QWidget, pointed: Pointed) -> None:
        self._session = session
        self._zoom = zoom
        self._canvas = canvas
        self._pointed = pointed
        self.picture: Picture | None = None
        """What is shown now; the canvas says."""
        self.at = QPointF()
        self.hit: Hit | None = None
        """What is under the pointer."""
        self.gesture: Gesture | None = None
        self._press: tuple[QPointF, Hit | None] | None = None
        self._layers = session.document.network.layers
        self._moves_picture = False

    @property
    def is_pressed(self) -> bool:
        """Whether it holds something."""
        return self._press is not None

    @property
    def held(self) -> Hit | None:
        """What was under the pointer when it was pressed."""
        return None if self._press is None else self._press[1]

    def hit_at(self, point: QPointF) -> Hit | None:
        """What lies under a point of the screen."""
        if self.picture is None:
            return None
        return thing_at(self.picture, self._session.view.camera, point)

    def press(self, point: QPointF, moves_picture: bool = False) -> None:
        """Take hold of what is there, or, with ``moves_picture``, of the picture whatever is there."""
        self.at = point
        self._moves_picture = moves_picture
        self._press = (point, None if moves_picture else self.hit_at(point))

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Hover, or drag what is held."""
        self.at = point
        if self._press is None:
            self.hover(point)
            return
        start, hit = self._press
        if self.gesture is None and self.picture is not None:
            if (point - start).manhattanLength() < QApplication.startDragDistance():
                return
            self.gesture = self._begin(self.picture, hit, start, modifiers)
            self._canvas.setCursor(self.gesture.cursor)
        if self.gesture is not None:
            if self.gesture.edits:
                self._session.hold()
            self.gesture.move(point, modifiers)

    def release(self, point: QPointF) -> None:
        """Let go: a drag stays done, anything else is a click."""
        self._let_go()
        if self._press is None:
            return
        (_, hit), self._press = self._press, None
        if self.gesture is not None:
            self.gesture = None
        elif not self._moves_picture:
            self._click(hit)
        self.hover(point)
        self._canvas.update()

    def open(self, point: QPointF) -> Hit | None:
        """A double click: into a neuron, or out where there is nothing; returns what is to be typed at."""
        hit = self.hit_at(point)
        if hit is None:
            self._zoom.go(Level.NETWORK)
            return None
        unit = thing_of(hit).unit
        if unit is None or unit.layer == 0:
            return hit
        self._zoom.go(Level.MICROSCOPE, unit)
        return None

    def cancel(self) -> bool:
        """Put everything back as it was before the press; False where nothing is pressed."""
        self._let_go()
        if self._press is None:
            return False
        gesture, self.gesture, self._press = self.gesture, None, None
        if gesture is not None:
            gesture.cancel()
        self._canvas.unsetCursor()
        return True

    def lose(self) -> None:
        """What is held is out of reach: it stays as it is now, and nothing was clicked."""
        self._let_go()
        if self._press is not None:
            self._press = self.gesture = None
            self._canvas.unsetCursor()

    def hover(self, point: QPointF) -> None:
        """Point at what is there."""
        self.at = point
        before, self.hit = self.hit, self.hit_at(point)
        cursor = thing_of(self.hit).cursor if self.hit else Qt.CursorShape.OpenHandCursor
        self._canvas.setCursor(cursor)
        self._pointed.point(self.hit, self)
        if self.hit is not None or before is not None:
            self._canvas.update()

    def leave(self) -> None:
        """The pointer is elsewhere."""
        self.hit = None
        self._pointed.point(None, self)
        self._canvas.update()

    def check(self) -> None:
        """Look again where the layers are others now. What is held may be gone, and Escape would take back
        what another hand did: let go of it."""
        layers = self._session.document.network.layers
        if layers == self._layers:
            return
        self._layers = layers
        self._pointed.forget()
        if self._press is not None:
            self.forget()
            self._canvas.unsetCursor()
        elif self.hit is not None:
            self.hover(self.at)

    def forget(self) -> None:
        """What was under the pointer is there no more."""
        self._let_go()
        self.hit = self._press = self.gesture = None
        self._pointed.point(None, self)

    def _let_go(self) -> None:
        if self.gesture is not None and self.gesture.edits:
            self._session.release()

    def _begin(
        self, picture: Picture, hit: Hit | None, start: QPointF, modifiers: Qt.KeyboardModifier
    ) -> Gesture:
        """What the thing does that is dragged; where nothing can be, the picture moves, but no page does."""
        thing = thing_in(picture, hit)
        gesture = None if thing is None else thing.drag(self._session, picture, start, modifiers)
        if gesture is not None:
            return gesture
        if Ground.NETWORK in shown(picture):
            return Pan(self._session, picture.layout, picture.look.screen, start)
        return Gesture()

    def _click(self, hit: Hit | None) -> None:
        if self.picture is None:
            return
        thing = thing_in(self.picture, hit)
        if thing is not None:
            thing.click(self._session, self._zoom)
            if thing.unit is not None:
                self._session.point_out(thing.unit)
        elif hit is None and Ground.PAGE not in shown(self.picture):
            self._session.select(None)
