"""A pad over the picture, for a class that wants its own input."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui.present.sizes import SMALL, Magnified
from nnviz.ui.run.rail.pad import Pad
from nnviz.ui.run.rail.picture import can_draw
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme

HINT = 16.0
"""Letters of the pad's hint in the spec's pixels."""
HIGH, EDGE = 640.0, 70.0
"""Units: the pad's side, and how far it stands from the left."""


class HallPad(Pad):
    """Drawn on stroke by stroke: the pass begins when the presenter says so. It lies over the network until
    time moves."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
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
            self._is_wanted = gives and can_draw(session.document) and _is_blank(session)
        if session.is_playing or not can_draw(session.document):
            self._is_wanted = False
        self.set_look(Look(theme, SMALL * seen.unit / HINT))
        self.setVisible(self._is_wanted and is_run)
        self.refresh(Change(0))

    def stand(self, seen: Magnified, top: int) -> None:
        """At the left, half-way down the picture."""
        side = seen.px(HIGH)
        self.setGeometry(seen.px(EDGE), top + seen.px(EDGE), side, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke is over; another one may come."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._end_stroke()


def _is_blank(session: Session) -> bool:
    return not session.document.input.values.any()
