"""A session as it is at the end of its pass: while a network learns, every value of it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nnviz.document import View
from nnviz.scene.time.playback import Moment
from nnviz.session import Session
from nnviz.session.state import State


class AtEnd:
    """Stands for ``session`` before a canvas that isn't played: its time is over, all else is its own."""

    def __init__(self, session: Session) -> None:
        self._of = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name)

    @property
    def view(self) -> View:
        """What is looked at, at the end of the pass."""
        return replace(self._of.view, seconds=self._of.timeline.seconds)

    @property
    def state(self) -> State:
        """Everything of one moment: the last."""
        return replace(self._of.state, view=self.view)

    @property
    def moment(self) -> Moment:
        """The last moment."""
        return self._of.timeline.moment(self._of.timeline.seconds)
