"""From gestures to the camera: the wheel, pinching, and jumps from level to level."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from nnviz.document import Target
from nnviz.scene import levels
from nnviz.scene.levels import Level
from nnviz.scene.outcome import outcome
from nnviz.session import Session
from nnviz.ui import settings
from nnviz.ui.canvas.picture import Picture

WHEEL = 1.0015
"""Magnification for one eighth of a degree of the wheel."""
REACH = 30.0
"""Pixels beside a unit that still mean it when the zoom opens one up."""


class Zoom:
    """Moves a session's camera over the picture that is shown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.picture: Picture | None = None
        """What is shown now; the canvas says."""

    @property
    def level(self) -> Level:
        """The level that is shown."""
        return Level.NETWORK if self.picture is None else self.picture.depth.level

    def turn(self, point: QPointF, eighths: float) -> None:
        """The wheel turned over a point of the screen."""
        self.by(point, WHEEL**eighths)

    def by(self, point: QPointF, factor: float) -> None:
        """Zoom about a point of the screen; what is opened up is what the pointer means."""
        if self.picture is None or factor <= 0:
            return
        layout, screen = self.picture.layout, self.picture.look.screen
        at = (point.x(), point.y())
        before = self._session.view.camera
        selection = self._session.view.selection
        now = levels.zoom(layout, before, screen, selection, at, factor)
        if self.picture.depth.microscope <= 0.0 and factor > 1:
            wanted = self._meant(point)
            if levels.depth(layout, now, screen, wanted).microscope > 0.0 and wanted != selection:
                self._session.select(wanted)
        self._session.set_camera(now)

    def go(self, level: Level, target: Target | None = None) -> None:
        """Fly to a level of ``target``, by default of the unit that is looked at."""
        if self.picture is None:
            return
        layout = self.picture.layout
        wanted = target if target is not None else self._session.view.selection
        is_input = wanted is not None and wanted.layer in layout.inputs
        if level >= Level.NEURON and (wanted is None or (is_input and level > Level.NEURON)):
            wanted = self._answer()
        if level >= Level.NEURON and wanted is not None:
            self._session.select(wanted)
        goal = levels.camera_of(layout, level, wanted)
        if settings.reduced_motion():
            self._session.set_camera(goal)
        else:
            self._session.fly_to(goal)

    def follow(self, target: Target | None) -> None:
        """Select another unit; where one is opened up, open this one in its place."""
        if target is not None and target.layer > 0 and self.level >= Level.MICROSCOPE:
            self.go(self.level, target)
        else:
            self._session.select(target)

    def key(self, event: QKeyEvent) -> bool:
        """Enter opens the selected unit, Escape goes a level back; False for all other keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(Level.MICROSCOPE)
            return True
        return event.key() == Qt.Key.Key_Escape and self.back()

    def pinch(self, event: QEvent, widget: QWidget) -> bool:
        """Two fingers on a touch pad or a screen; False for all other events."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
                return False
            self.by(event.position(), 1.0 + event.value())
            return True
        pinch = event.gesture(Qt.GestureType.PinchGesture) if isinstance(event, QGestureEvent) else None
        if not isinstance(pinch, QPinchGesture):
            return False
        middle = widget.mapFromGlobal(pinch.hotSpot())
        self.by(middle, pinch.scaleFactor())
        return True

    def step(self, steps: int) -> None:
        """So many levels nearer, or further."""
        level = min(max(self.level + steps, Level.BLOCKS), Level.SLOPE)
        if level != self.level:
            self.go(Level(level))

    def back(self) -> bool:
        """One level further out, as far as the whole network; False where nothing is nearer than that."""
        if self.level <= Level.NETWORK:
            if self.level is Level.BLOCKS:
                self.go(Level.NETWORK)
            return self.level is Level.BLOCKS
        self.step(-1)
        return True

    def _meant(self, point: QPointF) -> Target | None:
        """The unit under the pointer that can be opened up, or else the selected one."""
        assert self.picture is not None
        layout, mapping = self.picture.layout, self.picture.look.mapping
        selection = self._session.view.selection
        found = levels.nearest(layout, mapping.back(point), first_layer=1)
        if found is None:
            return selection
        (x, y), across = levels.place(layout, found)
        way = point - mapping.point(x, y)
        is_near = max(abs(way.x()), abs(way.y())) <= across * mapping.zoom / 2 + REACH
        if is_near or selection is None or selection.layer == 0:
            return found
        return selection

    def _answer(self) -> Target:
        """The unit that won, or the first of the last layer."""
        assert self.picture is not None
        layout = self.picture.layout
        best = outcome(self._session.document, self._session.trace).index
        last = layout.columns[-1]
        middle = levels.nearest(layout, (layout.size[0], layout.size[1] / 2), last.layer)
        if best is not None and len(last.units):
            return Target(last.layer, last.unit(best))
        return middle if middle is not None else Target(last.layer, last.unit(0))
