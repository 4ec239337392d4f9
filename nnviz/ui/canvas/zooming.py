"""From gestures to the camera: the wheel, pinching, and jumps from level to level."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QInputDevice, QKeyEvent, QNativeGestureEvent, QWheelEvent

from nnviz.document import Camera, Target
from nnviz.scene.layout.headings import head_end
from nnviz.scene.time.stage import hides
from nnviz.scene.view import camera as cameras
from nnviz.scene.view import levels
from nnviz.scene.view.levels import Level
from nnviz.scene.words.outcome import outcome
from nnviz.session import Session
from nnviz.ui.paint.picture import Picture

WHEEL = 1.0015
"""Magnification for one eighth of a degree of the wheel."""
CLEAR = 48.0
"""Pixels between a unit that is brought into view and the edge."""
REST = 250
"""Milliseconds after which the wheel stands still."""
REACH = 30.0
"""Pixels beside a unit that still mean it when the zoom opens one up."""


class Zoom:
    """Moves a session's camera over the picture that is shown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._jumped: Camera | None = None
        """Where the last jump to a level put the camera."""
        self._resting = QTimer()
        self._resting.setSingleShot(True)
        self._resting.setInterval(REST)
        self._resting.timeout.connect(self.rest)
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

    def rest(self) -> None:
        """The hand stands still: come to rest on a level, where it stopped between two."""
        if self.picture is None or self._session.is_flying:
            return
        view, screen = self._session.view, self.picture.look.screen
        goal = levels.rest(self.picture.layout, view.camera, screen, view.selection)
        if goal is not None:
            self._send(goal)

    def move(self, way: QPointF) -> None:
        """Move the picture by so many pixels; an opened unit's page stays where it is."""
        if self.picture is None or self.picture.depth.microscope >= 0.5 or self.picture.depth.blocks >= 0.5:
            return
        self._pan(self.picture, way)

    def _pan(self, picture: Picture, way: QPointF) -> None:
        layout, screen = picture.layout, picture.look.screen
        self._session.set_camera(cameras.pan(layout, self._session.view.camera, screen, way.x(), way.y()))

    @property
    def focus(self) -> QPointF | None:
        """Where the unit that is looked into stands on the screen; None where there is none."""
        return None if self.picture is None else self.spot(self.picture.depth.focus)

    def hold_focus(self, at: QPointF) -> None:
        """Move the picture so that this unit stands there; a camera on its way knows better, or one that has
        jumped to where a level is seen from."""
        here, is_sent = self.focus, self._session.is_flying or self._session.view.camera == self._jumped
        if here is not None and self.picture is not None and not is_sent:
            self._pan(self.picture, at - here)

    def go(self, level: Level, target: Target | None = None) -> None:
        """Fly to a level of ``target``, by default of the unit that is looked at."""
        if self.picture is None:
            return
        layout = self.picture.layout
        wanted = target if target is not None else self._session.here
        is_input = wanted is not None and wanted.layer in layout.inputs
        if level >= Level.NEURON and (wanted is None or (is_input and level > Level.NEURON)):
            wanted = self._answer()
        if level >= Level.NEURON and wanted is not None:
            self._session.select(wanted)
        goal = levels.camera_of(layout, level, wanted)
        self._jumped = goal if self._session.preferences.reduced_motion else None
        self._send(goal)

    def stand(self, level: Level, target: Target | None) -> None:
        """Be at a level of ``target``, at once: a card of a lesson shows it so."""
        if self.picture is None:
            return
        if level >= Level.NEURON and target is None:
            target = self._answer()
        goal = levels.camera_of(self.picture.layout, level, target)
        self._jumped = goal
        self._session.set_camera(goal)

    def _send(self, goal: Camera) -> None:
        """Fly to where a camera is to be, or be there at once."""
        if self._session.preferences.reduced_motion:
            self._session.set_camera(goal)
        else:
            self._session.fly_to(goal)

    def follow(self, target: Target | None) -> None:
        """Select another unit; where one is opened up, open this one in its place."""
        if target is not None and target.layer > 0 and self.level >= Level.MICROSCOPE:
            self.go(self.level, target)
            return
        self._session.select(target)
        if target is not None:
            self.reveal(target)

    def spot(self, target: Target | None) -> QPointF | None:
        """Where a unit's middle is on the screen; None where it isn't drawn."""
        if self.picture is None or target is None or not levels.is_placed(self.picture.layout, target):
            return None
        middle, _ = levels.place(self.picture.layout, target)
        return self.picture.look.mapping.point(*middle)

    def reveal(self, target: Target) -> None:
        """Move the picture just so far that a unit is in view, clear of heads and legend."""
        at = self.spot(target)
        if at is None:
            return
        assert self.picture is not None
        layout, (width, height) = self.picture.layout, self.picture.look.screen
        strip = layout.images.strip if layout.images is not None else None
        foot = height - (layout.size[1] - (layout.legend[1] if strip is None else strip[1]))
        top = head_end(layout) + CLEAR
        goal = QPointF(
            min(max(at.x(), CLEAR), max(width - CLEAR, CLEAR)),
            min(max(at.y(), top), max(foot - CLEAR, top)),
        )
        if self.picture.look.mapping.zoom > 1.0 and goal != at:
            self.move(goal - at)

    def key(self, event: QKeyEvent) -> bool:
        """Enter opens the selected unit, Escape goes a level back; False for all other keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(Level.MICROSCOPE)
            return True
        return event.key() == Qt.Key.Key_Escape and self.back()

    def roll(self, event: QWheelEvent) -> None:
        """The wheel zooms. Two fingers on a touch pad, which say how many pixels they went, move the picture,
        and with Ctrl they zoom: so systems report a pinch that they have no event for."""
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_pad = event.phase() is not Qt.ScrollPhase.NoScrollPhase or (
            event.device() is not None and event.device().type() is QInputDevice.DeviceType.TouchPad
        )
        if is_pad and not event.pixelDelta().isNull() and not has_control:
            self.move(QPointF(event.pixelDelta()))
        elif event.angleDelta().y():
            self.turn(event.position(), event.angleDelta().y())
            self._resting.start()

    def pinch(self, event: QEvent) -> bool:
        """Two fingers pinch on a touch pad; False for all other events."""
        if not isinstance(event, QNativeGestureEvent):
            return False
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.by(event.position(), 1.0 + event.value())
        self._resting.start()
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
        last, session = layout.columns[-1], self._session
        best = outcome(session.document, session.trace).index
        if best is not None and hides(session.view, session.moment, last.layer):
            best = 0
        middle = levels.nearest(layout, (layout.size[0], layout.size[1] / 2), last.layer)
        if best is not None and len(last.units):
            return Target(last.layer, last.unit(best))
        if middle is not None:
            return middle
        if len(last.shape) == 3:
            # Beside the tiles of an image: the middle of the first.
            return Target(last.layer, (0, last.shape[1] // 2, last.shape[2] // 2))
        return Target(last.layer, last.unit(0))
