"""The keyboard on an opened unit's page: Tab goes from number to number, arrows change it, Enter types."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.values.model import Hit
from nnviz.session import Session
from nnviz.ui.canvas.editing import Editing
from nnviz.ui.canvas.gestures import Gesture
from nnviz.ui.canvas.things.table import thing_of
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.paint.picture import Picture
from nnviz.ui.speech import announce
from nnviz.ui.theme import Theme

PIXELS = 8.0
"""How far a key press drags its number; with Shift a tenth of it."""
PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
WAYS = {Qt.Key.Key_Up: -1.0, Qt.Key.Key_Down: 1.0}


class PageKeys:
    """Which number or button of the page has the keyboard; None before the first Tab."""

    def __init__(self, session: Session, zoom: Zoom, editing: Editing, canvas: QWidget) -> None:
        self._session = session
        self._zoom = zoom
        self._editing = editing
        self._canvas = canvas
        self.hit: Hit | None = None
        self._step: tuple[Hit, Gesture, float] | None = None
        """What the key that is down changes, how, and how far it has come."""

    def follow(self, picture: Picture | None) -> None:
        """Keep to what the page still has."""
        if self.hit is not None and self.hit not in _stops(picture):
            self.hit = None

    def tab(self, picture: Picture | None, forward: bool) -> bool:
        """Go on to the next, or back; False where the page has no more, and the focus goes elsewhere."""
        stops = _stops(picture)
        if not stops:
            return False
        place = stops.index(self.hit) if self.hit in stops else (-1 if forward else len(stops))
        place += 1 if forward else -1
        self.hit = stops[place] if 0 <= place < len(stops) else None
        self._canvas.update()
        announce(self._canvas, self.words)
        return self.hit is not None

    def press(self, picture: Picture | None, theme: Theme, event: QKeyEvent) -> bool:
        """A key for the number or button that Tab has reached; False where there is none, or for others."""
        if self.hit is None or picture is None or picture.detail is None:
            return False
        if event.key() in PRESSES:
            place = picture.detail.place_of(self.hit)
            if place is None or not self._editing.open(self.hit, place.center(), theme):
                thing_of(self.hit).click(self._session, self._zoom)
            return True
        if not self.change(picture, event):
            return False
        announce(self._canvas, self.words)
        return True

    def change(self, picture: Picture | None, event: QKeyEvent) -> bool:
        """Up and Down change the number a little, as one undo step while kept down; False for other keys."""
        way = WAYS.get(Qt.Key(event.key()))
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # These go to the neighbours.
            return False
        if way is None or picture is None or self.hit is None:
            return False
        if self._step is None or self._step[0] != self.hit or not event.isAutoRepeat():
            # As a drag would, but nothing is held: each press shows all that it changes.
            begun = thing_of(self.hit).by_keys(self._session, picture)
            if begun is None:
                return False
            self._step = self.hit, begun, 0.0
        hit, gesture, at = self._step
        self._step = hit, gesture, at + way * PIXELS
        gesture.move(QPointF(0.0, self._step[2]), event.modifiers())
        return True

    @property
    def words(self) -> str:
        """What has the keyboard, for a screen reader."""
        return "" if self.hit is None else thing_of(self.hit).spoken(self._session)


def _stops(picture: Picture | None) -> list[Hit]:
    """Everything of the page that the keyboard can reach, in reading order."""
    if picture is None or picture.detail is None or not picture.detail.takes_pointer:
        return []
    # A number that stands in two places is reached once.
    hits = dict.fromkeys(hit for hit, _ in picture.detail.spots())
    return [hit for hit in hits if thing_of(hit).takes_keys]
