"""A pad over the picture, for a class that wants its own input."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.present.sizes import SMALL, Magnified
from nnviz.ui.run.rail.pad import Pad
from nnviz.ui.run.rail.picture import can_draw
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme

HINT = 16.0
"""Letters of the pad's hint in the spec's pixels."""
HIGH, ABOVE = 640.0, 64.0
"""Units: the pad's side, and how far down it stands."""
EDGE, MOST = 0.035, 0.62
"""Of the picture's width: the room at its left, and its side at most."""
BESIDE = 12.0
"""Pixels between it and the first neurons."""
HEAD, ABOVE_PICTURE = 24.0, 2.0
"""Pixels that the name above the picture takes, and between that and the picture."""


class HallPad(Pad):
    """Drawn on stroke by stroke: the pass begins when the presenter says so. It lies over the input's picture
    until time moves, and leaves the neurons to be seen."""

    def __init__(self, session: Session, canvas: CanvasView, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._canvas = canvas
        self._is_wanted = False
        self._step: object = None
        self.hint = "Draw here"
        self.hide()

    def toggle(self) -> None:
        """Take the pad, or put it away."""
        self._is_wanted = not self._is_wanted and can_draw(self._session.document)

    def wipe(self) -> None:
        """Begin again on an empty pad."""
        if can_draw(self._session.document):
            self.clear()
            self._is_wanted = True

    def show_in(self, seen: Magnified, theme: Theme, is_run: bool) -> None:
        """Be shown where it is wanted, on such a display; a card that gives the pad begins with it."""
        session, lecture = self._session, self._session.lecture
        step = None if lecture is None else (lecture, lecture.place)
        if step != self._step:
            self._step = step
            gives = lecture is not None and "pad" in (lecture.touch or ())
            self._is_wanted = gives and can_draw(session.document) and _is_undrawn(session)
            names = session.document.output_names
            is_digits = bool(names) and all(name.isdigit() for name in names)
            self.hint = "Draw a digit here" if is_digits else "Draw here"
        if session.is_playing or not can_draw(session.document):
            self._is_wanted = False
        self.set_look(Look(theme, SMALL * seen.unit / HINT))
        self.setVisible(self._is_wanted and is_run)
        self.refresh(Change(0))

    def stand(self, seen: Magnified, top: int, wide: int) -> None:
        """At the left of a picture so wide, over what the network looks at."""
        left, side = round(EDGE * wide), min(seen.px(HIGH), round(MOST * wide))
        above = top + seen.px(ABOVE)
        picture = self._canvas.picture
        columns = () if picture is None or not picture.layout.is_for_hall else picture.layout.columns
        if len(columns) > 1 and columns[0].plate is not None:
            _, start, _, end = columns[0].plate
            side = min(side, round(columns[1].x.min() - columns[1].radius - BESIDE) - left)
            beyond = (side - (end - start)) / 2
            # What the picture is called is covered whole, or not at all.
            above = top + max(round(start - (beyond if beyond > HEAD else min(beyond, ABOVE_PICTURE))), 0)
        self.setGeometry(left, above, side, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke is over; another one may come."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._end_stroke()


def _is_undrawn(session: Session) -> bool:
    """Whether the pass waits at its start, and nobody has drawn what it will look at."""
    return session.view.seconds == 0.0 and session.document.input.origin != "drawing"
